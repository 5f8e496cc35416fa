/* SPDX-License-Identifier: GPL-3.0-or-later
 * world.c - clocks by clock_gettime, randomness by getrandom, or both made up and repeatable. */
#include "base/world.h"

#include "base/err.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CLOCK_TEXT = 64 /* bytes of a clock file, at most */ };
enum { CLOCK_YEAR_FIRST = 2020, CLOCK_YEAR_LAST = 2100 };

static int64_t clock_ms(clockid_t clock) {
    struct timespec now;
    if (clock_gettime(clock, &now) != 0)
        bug("clock %d: %s", (int)clock, strerror(errno));
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void world_real(struct world *world) {
    *world = (struct world){ 0 };
}

void world_virtual(struct world *world, time_ms start, uint64_t seed) {
    *world = (struct world){ .virtual_time = true, .wall = start.ms };
    world_set_seed(world, seed);
}

void world_set_clock(struct world *world, time_ms now) {
    if (world->virtual_time)
        world->wall = now.ms;
    else
        world->wall_shift = now.ms - clock_ms(CLOCK_REALTIME);
}

/* What a clock file says, as ms to add to the real clock; false: nothing that is a time. */
static bool file_shift(const char *path, int64_t *ret_shift) {
    char        text[CLOCK_TEXT];
    struct stat at;
    time_ms     says;
    int         fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    ssize_t got = fstat(fd, &at) == 0 && S_ISREG(at.st_mode) ? read(fd, text, sizeof(text) - 1) : 0;
    (void)close(fd); /* nothing was written */
    text[got > 0 ? got : 0] = '\0';
    text[strcspn(text, "\r\n")] = '\0';
    if (!time_parse(text, &says))
        return false;
    *ret_shift = says.ms - ((int64_t)at.st_mtim.tv_sec * 1000 + at.st_mtim.tv_nsec / 1000000);
    return true;
}

bool world_clock_option(struct world *world, const char *text, struct clock_file *file,
                        struct err *err) {
    time_ms now;
    int64_t shift;
    if (text[0] == '@') {
        if (!file_shift(text + 1, &shift))
            return err_code_set(err, ERR_INVALID, "%s 里要写一行 2026-11-24T09:41 这样的时间",
                                text + 1);
        file->path = text + 1;
        atomic_init(&file->shift, shift);
        world->file = file;
        return true;
    }
    if (!time_parse(text, &now))
        return err_code_set(err, ERR_INVALID,
                            "时间要写成 2026-11-24T09:41 这样，或者 @文件，现在是“%s”", text);
    world_set_clock(world, now);
    return true;
}

static int64_t wall_shift(const struct world *world) {
    int64_t shift;
    if (!world->file)
        return world->wall_shift;
    if (file_shift(world->file->path, &shift))
        atomic_store(&world->file->shift, shift);
    return atomic_load(&world->file->shift);
}

/* splitmix64, as the authors of xoshiro advise for filling its state. */
void world_set_seed(struct world *world, uint64_t seed) {
    world->seeded = true;
    for (size_t i = 0; i < 4; i++) {
        uint64_t z = seed += UINT64_C(0x9E3779B97F4A7C15);
        z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
        z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
        world->seed[i] = z ^ z >> 31;
    }
}

time_ms world_now(const struct world *world) {
    if (world->virtual_time)
        return (time_ms){ world->wall };
    return (time_ms){ clock_ms(CLOCK_REALTIME) + wall_shift(world) };
}

/* BOOTTIME: a wait goes on while the machine sleeps. */
int64_t world_monotonic_ms(const struct world *world) {
    return world->virtual_time ? world->monotonic : clock_ms(CLOCK_BOOTTIME);
}

bool world_clock_set(const struct world *world) {
    int year = day_date(day_of_time(world_now(world))).year;
    return year >= CLOCK_YEAR_FIRST && year <= CLOCK_YEAR_LAST;
}

day world_today(const struct world *world) {
    return day_of_time(world_now(world));
}

void world_advance(struct world *world, int64_t ms) {
    if (!world->virtual_time || ms < 0)
        bug("a clock that cannot be moved by %lld ms", (long long)ms);
    world->wall += ms;
    world->monotonic += ms;
}

static uint64_t rotate(uint64_t x, int by) {
    return x << by | x >> (64 - by);
}

/* xoshiro256** 1.0 (Blackman and Vigna, public domain). */
static uint64_t seeded_next(uint64_t s[4]) {
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

void world_random(struct world *world, void *out, size_t size) {
    uint8_t *at = out;
    while (size > 0) {
        size_t count;
        if (world->seeded) {
            uint64_t number = htole64(seeded_next(world->seed));
            count = size < sizeof(number) ? size : sizeof(number);
            memcpy(at, &number, count);
        } else {
            ssize_t got = getrandom(at, size, 0);
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                bug("getrandom: %s", strerror(errno));
            count = (size_t)got;
        }
        at += count;
        size -= count;
    }
}
