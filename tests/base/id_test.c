/* SPDX-License-Identifier: GPL-3.0-or-later
 * id_test.c - ids sort by making, whatever the clock does, and read back. */
#include "base/id.h"
#include "support/check.h"
#include "support/seed.h"

static void ids_sort_by_making_whatever_the_clock_does(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    row_id before = id_new(&world);
    for (size_t i = 0; i < 200000; i++) {
        if (i % 10000 == 9999) /* ten years back, forward a day, 1970, a second */
            switch (i / 10000 % 4) {
            case 0:
                world_set_clock(&world, (time_ms){ world_now(&world).ms - 315360000000 });
                break;
            case 1:
                world_advance(&world, 86400000);
                break;
            case 2:
                world_set_clock(&world, (time_ms){ 0 });
                break;
            default:
                world_advance(&world, 1000);
                break;
            }
        row_id id = id_new(&world);
        assert_true(memcmp(id.bytes, before.bytes, sizeof(id.bytes)) > 0);
        before = id;
    }
}

static void an_id_says_when_and_of_which_kind_it_is(void **state) {
    (void)state;
    struct world world;
    for (size_t i = 0; i < 1000; i++) {
        world_virtual(&world, (time_ms){ 0x0123456789AB }, i);
        row_id        id = id_new(&world);
        const uint8_t when[] = { 0x01, 0x23, 0x45, 0x67, 0x89, 0xAB };
        assert_memory_equal(id.bytes, when, 6);
        assert_int_equal(id.bytes[6] >> 4, 7);
        assert_int_equal(id.bytes[8] >> 6, 2);
        assert_true((id.bytes[6] & 0x0F) < 8); /* room to count on within the millisecond */
    }
}

static void a_full_millisecond_runs_over_into_the_next(void **state) {
    (void)state;
    struct world world;
    world_virtual(&world, (time_ms){ 5000 }, 7);
    row_id first = id_new(&world), id = first;
    for (int i = 0; i < 5000; i++)
        id = id_new(&world);
    assert_int_equal(first.bytes[5] + 1, id.bytes[5]);
    assert_int_equal(id.bytes[6] >> 4, 7);
}

static void the_same_seed_makes_the_same_ids(void **state) {
    (void)state;
    struct world a, b;
    world_virtual(&a, (time_ms){ 5000 }, 7);
    world_virtual(&b, (time_ms){ 5000 }, 7);
    for (int i = 0; i < 10; i++)
        assert_true(id_equal(id_new(&a), id_new(&b)));
    world_set_seed(&b, 8);
    assert_false(id_equal(id_new(&a), id_new(&b)));
}

static void a_derived_id_is_the_same_on_every_node(void **state) {
    (void)state;
    row_id a = id_derived("trade", "保洁"), b = id_derived("trade", "保洁");
    char   text[ID_TEXT];
    assert_true(id_equal(a, b));
    assert_int_equal(a.bytes[6] >> 4, 8);
    assert_int_equal(a.bytes[8] >> 6, 2);
    assert_false(id_equal(a, id_derived("trade", "保安")));
    assert_false(id_equal(a, id_derived("employer", "保洁")));
    assert_false(id_equal(id_derived("ab", "c"), id_derived("a", "bc")));
    assert_false(id_equal(id_derived("", "abc"), id_derived("abc", "")));
    /* For ever: rows that are already out there carry it. */
    id_format(a, text);
    assert_string_equal(text, "a8c190f8-eab8-8f67-880b-30b31affcd6a");
}

static void an_id_reads_back(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    for (size_t i = 0; i < 1000; i++) {
        row_id id = id_new(&world), back;
        char   text[ID_TEXT];
        id_format(id, text);
        assert_int_equal(strlen(text), ID_TEXT - 1);
        assert_true(id_parse(text, &back) && id_equal(id, back));
    }
    row_id id;
    char   text[ID_TEXT];
    assert_true(id_parse("0192F0C1-7B2A-7C3D-8E4F-0123456789AB", &id));
    id_format(id, text);
    assert_string_equal(text, "0192f0c1-7b2a-7c3d-8e4f-0123456789ab");
}

static void what_is_no_id_is_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "",
        "0192f0c1",
        "0192f0c1-7b2a-7c3d-8e4f-0123456789a",
        "0192f0c1-7b2a-7c3d-8e4f-0123456789abc",
        "0192f0c17b2a7c3d8e4f0123456789ab",
        "0192f0c1-7b2a-7c3d-8e4f-0123456789ag",
        "0192f0c1-7b2a-7c3d-8e4f-0123456789-b",
        "0192f0c-17b2a-7c3d-8e4f-0123456789ab",
        "0192f0c1_7b2a_7c3d_8e4f_0123456789ab",
        "{0192f0c1-7b2a-7c3d-8e4f-0123456789ab}",
        " 0192f0c1-7b2a-7c3d-8e4f-0123456789ab",
        "0192f0c1-7b2a-7c3d-8e4f-0123456789ab ",
        "00000000-0000-0000-0000-000000000000",
        "0192f0c1-7b2a-7c3d-8e4f-",
    };
    row_id id = { { 7 } };
    for (size_t i = 0; i < ROWS(wrong); i++) {
        if (id_parse(wrong[i], &id))
            fail_msg("\"%s\" was taken", wrong[i]);
        assert_int_equal(id.bytes[0], 7);
    }
    assert_false(id_parse(NULL, &id));
}

static void absent_is_no_id(void **state) {
    (void)state;
    char text[ID_TEXT] = "x";
    id_format(ID_ABSENT, text);
    assert_string_equal(text, "");
    struct world world;
    support_world(&world);
    assert_true(id_absent(ID_ABSENT));
    assert_false(id_absent(id_new(&world)));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_sort_by_making_whatever_the_clock_does),
        cmocka_unit_test(an_id_says_when_and_of_which_kind_it_is),
        cmocka_unit_test(a_full_millisecond_runs_over_into_the_next),
        cmocka_unit_test(the_same_seed_makes_the_same_ids),
        cmocka_unit_test(a_derived_id_is_the_same_on_every_node),
        cmocka_unit_test(an_id_reads_back),
        cmocka_unit_test(what_is_no_id_is_refused),
        cmocka_unit_test(absent_is_no_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
