/* SPDX-License-Identifier: GPL-3.0-or-later
 * world_test.c - clocks that stand still and chance that repeats; and the real ones. The system's
 * calls are replaced where they must fail or say something known. */
/* link: -Wl,--wrap=getrandom,--wrap=clock_gettime */
#include "base/world.h"
#include "support/check.h"
#include "support/seed.h"

#include <endian.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

ssize_t __wrap_getrandom(void *out, size_t size, unsigned flags);
int     __real_clock_gettime(clockid_t clock, struct timespec *ret_time);
int     __wrap_clock_gettime(clockid_t clock, struct timespec *ret_time);

static size_t  random_given; /* bytes, all 0xA5 */
static int     interruptions;
static int64_t clock_says; /* seconds; 0 = the machine's own */

ssize_t __wrap_getrandom(void *out, size_t size, unsigned flags) {
    (void)flags;
    if (interruptions > 0) {
        interruptions--;
        errno = EINTR;
        return -1;
    }
    size_t some = size > 3 ? 3 : size; /* less than asked for, as it may */
    memset(out, 0xA5, some);
    random_given += some;
    return (ssize_t)some;
}

int __wrap_clock_gettime(clockid_t clock, struct timespec *ret_time) {
    if (!clock_says)
        return __real_clock_gettime(clock, ret_time);
    *ret_time = (struct timespec){ .tv_sec = clock_says, .tv_nsec = 123456789 };
    return 0;
}

static void a_virtual_world_stands_until_it_is_moved(void **state) {
    (void)state;
    struct world world;
    world_virtual(&world, (time_ms){ 1000 }, 7);
    assert_int_equal(world_now(&world).ms, 1000);
    assert_int_equal(world_now(&world).ms, 1000);
    int64_t before = world_monotonic_ms(&world);
    world_advance(&world, 250);
    assert_int_equal(world_now(&world).ms, 1250);
    assert_int_equal(world_monotonic_ms(&world), before + 250);
}

static void a_jump_of_the_wall_clock_is_no_passing_of_time(void **state) {
    (void)state;
    struct world world;
    world_virtual(&world, (time_ms){ 1000 }, 7);
    int64_t before = world_monotonic_ms(&world);
    world_set_clock(&world, (time_ms){ -5 });
    assert_int_equal(world_now(&world).ms, -5);
    assert_int_equal(world_monotonic_ms(&world), before);
}

static void a_real_clock_is_shifted_and_goes_on(void **state) {
    (void)state;
    struct world world;
    world_real(&world);
    clock_says = 1000;
    assert_int_equal(world_now(&world).ms, 1000123);
    assert_int_equal(world_monotonic_ms(&world), 1000123);
    time_ms then = { 1795484460000 };
    world_set_clock(&world, then);
    assert_true(world_now(&world).ms == then.ms);
    clock_says = 1007;
    assert_true(world_now(&world).ms == then.ms + 7000);
    assert_int_equal(world_monotonic_ms(&world), 1007123);
    clock_says = 0;
}

static void today_is_the_day_in_shanghai(void **state) {
    (void)state;
    struct world world;
    time_ms      evening;
    assert_true(time_parse("2026-11-24T23:59:59", &evening));
    world_virtual(&world, evening, 7);
    assert_int_equal(world_today(&world).n, day_of(2026, 11, 24).n);
    world_advance(&world, 1000);
    assert_int_equal(world_today(&world).n, day_of(2026, 11, 25).n);
}

static void the_same_seed_gives_the_same_chance(void **state) {
    (void)state;
    struct world a, b, c;
    uint8_t      from_a[100], from_b[100], from_c[100];
    world_virtual(&a, (time_ms){ 0 }, 7);
    world_real(&b);
    world_set_seed(&b, 7);
    world_virtual(&c, (time_ms){ 0 }, 8);
    world_random(&a, from_a, sizeof(from_a));
    world_random(&b, from_b, sizeof(from_b));
    world_random(&c, from_c, sizeof(from_c));
    assert_memory_equal(from_a, from_b, sizeof(from_a));
    assert_memory_not_equal(from_a, from_c, sizeof(from_a));
    assert_memory_not_equal(from_a, from_a + 50, 50);
    assert_int_equal(random_given, 0);
}

/* The published first numbers of xoshiro256** from splitmix64 of 0, so that a seed in an old log
 * still means the same run. */
static void a_seed_means_the_same_for_ever(void **state) {
    (void)state;
    struct world   world;
    uint8_t        got[40];
    const uint64_t expected[5] = { 0x99EC5F36CB75F2B4, 0xBF6E1F784956452A, 0x1A5F849D4933E6E0,
                                   0x6AA594F1262D2D2C, 0xBBA5AD4A1F842E59 };
    world_virtual(&world, (time_ms){ 0 }, 0);
    world_random(&world, got, sizeof(got));
    for (size_t i = 0; i < 5; i++) {
        uint64_t number;
        memcpy(&number, got + 8 * i, sizeof(number));
        assert_true(le64toh(number) == expected[i]);
    }
}

static void seeded_chance_is_even(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    size_t seen[8] = { 0 };
    for (size_t i = 0; i < 80000; i++)
        seen[support_below(&world, 8)]++;
    for (size_t i = 0; i < 8; i++)
        assert_in_range(seen[i], 9500, 10500);
}

static void real_chance_is_asked_for_until_it_is_enough(void **state) {
    (void)state;
    struct world world;
    world_real(&world);
    uint8_t bytes[12] = { 0 };
    random_given = 0;
    interruptions = 2;
    world_random(&world, bytes, 10);
    assert_int_equal(random_given, 10);
    for (size_t i = 0; i < 12; i++)
        assert_int_equal(bytes[i], i < 10 ? 0xA5 : 0);
}

static void file_says(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void a_clock_file_moves_every_world_that_follows_it(void **state) {
    (void)state;
    char              folder[] = "/tmp/anju-XXXXXX", path[64], option[65];
    struct world      one, other;
    struct clock_file file;
    struct err        err = { 0 };
    assert_non_null(mkdtemp(folder));
    (void)snprintf(path, sizeof(path), "%s/clock", folder);
    (void)snprintf(option, sizeof(option), "@%s", path);
    world_real(&one);
    assert_false(world_clock_option(&one, option, &file, &err)); /* there is none */
    assert_int_equal(err.code, ERR_INVALID);
    file_says(path, "2030-01-02T03:04\n");
    assert_true(world_clock_option(&one, option, &file, &err));
    other = one;
    assert_int_equal(day_date(world_today(&one)).year, 2030);
    file_says(path, "2031-01-02T03:04\n");
    assert_int_equal(day_date(world_today(&other)).year, 2031);
    file_says(path, ""); /* while it is being written anew */
    assert_int_equal(day_date(world_today(&one)).year, 2031);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(day_date(world_today(&one)).year, 2031);
    assert_int_equal(rmdir(folder), 0);
}

static void an_option_is_a_time_or_a_file(void **state) {
    (void)state;
    struct world      world;
    struct clock_file file;
    struct err        err = { 0 };
    world_real(&world);
    assert_true(world_clock_option(&world, "2026-11-24T09:41", &file, &err));
    assert_int_equal(day_date(world_today(&world)).year, 2026);
    assert_false(world_clock_option(&world, "gestern", &file, &err));
    assert_non_null(strstr(err.text, "gestern"));
    assert_int_equal(day_date(world_today(&world)).year, 2026);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_virtual_world_stands_until_it_is_moved),
        cmocka_unit_test(a_jump_of_the_wall_clock_is_no_passing_of_time),
        cmocka_unit_test(a_real_clock_is_shifted_and_goes_on),
        cmocka_unit_test(today_is_the_day_in_shanghai),
        cmocka_unit_test(the_same_seed_gives_the_same_chance),
        cmocka_unit_test(a_seed_means_the_same_for_ever),
        cmocka_unit_test(seeded_chance_is_even),
        cmocka_unit_test(real_chance_is_asked_for_until_it_is_enough),
        cmocka_unit_test(a_clock_file_moves_every_world_that_follows_it),
        cmocka_unit_test(an_option_is_a_time_or_a_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
