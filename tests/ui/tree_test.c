/* SPDX-License-Identifier: GPL-3.0-or-later
 * tree_test.c - reading order, hits, finding by label, directions, and the dump. */
#include "ui/tree.h"

#include "support/check.h"

static struct tree  tree;
static struct arena arena;

static void add(uint64_t id, enum tree_role role, enum region region, const char *label, int x,
                int y, unsigned state) {
    (void)tree_add(&tree, id, role, region, label, NULL, (struct rect){ x, y, 100, 50 }, state);
}

/*  1 title      2 大字            header
 *  3 card (with text 4 in it)     6 chip, 7 chip (asleep)
 *  5 返回 in the bar, added before the body */
static int page(void **state) {
    (void)state;
    tree_clear(&tree);
    add(5, ROLE_BUTTON, REGION_BAR, "返回", 0, 900, 0);
    add(3, ROLE_CARD, REGION_BODY, "小区保洁员", 0, 200, 0);
    add(4, ROLE_TEXT, REGION_BODY, "2100 元/月", 0, 200, 0);
    add(6, ROLE_CHIP, REGION_BODY, "家门口", 200, 200, TREE_SELECTED);
    add(7, ROLE_CHIP, REGION_BODY, "外出", 400, 200, TREE_DISABLED);
    add(1, ROLE_HEADING, REGION_HEADER, "找工作", 0, 0, 0);
    add(2, ROLE_BUTTON, REGION_HEADER, "大字", 400, 0, 0);
    tree_finish(&tree);
    return 0;
}

static int forget(void **state) {
    (void)state;
    tree_deinit(&tree);
    arena_deinit(&arena);
    return 0;
}

static uint64_t id_of(const struct tree_node *node) {
    return node ? node->id : 0;
}

static void it_is_read_region_by_region(void **state) {
    (void)state;
    static const uint64_t order[] = { 1, 2, 3, 4, 6, 7, 5 };
    assert_int_equal(tree.count, ROWS(order));
    for (size_t i = 0; i < ROWS(order); i++)
        check_number(tree.nodes[i].id, order[i], "reading order");
}

static void a_press_hits_what_lies_there_or_right_beside(void **state) {
    (void)state;
    static const struct {
        int         x, y, slop;
        uint64_t    expected;
        const char *why;
    } rows[] = {
        { 50, 220, 0, 3, "in the card, on its text" },
        { 0, 200, 0, 3, "its first pixel" },
        { 99, 249, 0, 3, "its last pixel" },
        { 100, 249, 0, 0, "one beside" },
        { 100, 249, 2, 3, "one beside, with room" },
        { 110, 225, 15, 3, "near the card" },
        { 190, 225, 15, 6, "nearer to the chip" },
        { 450, 225, 0, 7, "a sleeping one covers what is below it" },
        { 390, 225, 15, 0, "but is not reached for" },
        { 50, 20, 0, 0, "a heading is not pressed" },
        { -500, -500, 16, 0, "far outside" },
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_number(id_of(tree_hit(&tree, rows[i].x, rows[i].y, rows[i].slop)), rows[i].expected,
                     rows[i].why);
}

static void the_one_on_top_is_hit(void **state) {
    (void)state;
    add(8, ROLE_BUTTON, REGION_BODY, "清空", 50, 210, 0);
    tree_finish(&tree);
    check_number(id_of(tree_hit(&tree, 60, 220, 0)), 8, "added later, so above");
    check_number(id_of(tree_hit(&tree, 10, 220, 0)), 3, "beside it the card");
}

static void a_label_is_found_whole_then_in_part(void **state) {
    (void)state;
    add(9, ROLE_BUTTON, REGION_BODY, "保洁员", 0, 600, 0);
    add(10, ROLE_BUTTON, REGION_BODY, "外出打工", 0, 700, 0);
    tree_finish(&tree);
    static const struct {
        const char *label;
        uint64_t    expected;
        const char *why;
    } rows[] = {
        { "保洁员", 9, "whole before part, though later" },
        { "小区", 3, "in part" },
        { "保洁", 3, "in part: the first in reading order" },
        { "2100", 4, "a text inside a card" },
        { "找工作", 0, "a heading leads nowhere" },
        { "外出", 10, "the sleeping one is passed over" },
        { "大字", 2, "in the header" },
        { "", 0, "nothing is no label" },
        { "没有", 0, "not there" },
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_number(id_of(tree_find(&tree, rows[i].label)), rows[i].expected, rows[i].why);
}

static void everything_that_is_shown_can_be_expected(void **state) {
    (void)state;
    (void)tree_add(&tree, 20, ROLE_FIELD, REGION_BODY, "打字找", "bjy", (struct rect){ 0, 0, 9, 9 },
                   0);
    tree_finish(&tree);
    check_number(id_of(tree_reads(&tree, "找工作")), 1, "a heading");
    check_number(id_of(tree_reads(&tree, "jy")), 20, "a value, in part");
    check_number(id_of(tree_reads(&tree, "外出")), 7, "asleep, but shown");
    check_number(id_of(tree_reads(&tree, "没有")), 0, "not there");
}

static void focus_goes_round_through_what_can_be_used(void **state) {
    (void)state;
    static const uint64_t round[] = { 2, 3, 6, 5, 2 };
    uint64_t              at = 0;
    for (size_t i = 0; i < ROWS(round); i++) {
        at = id_of(tree_next(&tree, at, true));
        check_number(at, round[i], "forwards");
    }
    at = 0;
    for (size_t i = ROWS(round) - 1; i-- > 0;) {
        at = id_of(tree_next(&tree, at, false));
        check_number(at, round[i], "backwards");
    }
    check_number(id_of(tree_next(&tree, 4711, true)), 2, "from what is gone: the first");
}

static void arrows_go_to_the_nearest_that_way(void **state) {
    (void)state;
    check_number(id_of(tree_beside(&tree, 3, 1, 0)), 6, "to the right");
    check_number(id_of(tree_beside(&tree, 6, -1, 0)), 3, "and back");
    check_number(id_of(tree_beside(&tree, 6, 1, 0)), 2, "past the sleeping one, up and right");
    check_number(id_of(tree_beside(&tree, 2, 0, 1)), 6, "down");
    check_number(id_of(tree_beside(&tree, 3, 0, 1)), 5, "down to the bar");
    check_number(id_of(tree_beside(&tree, 3, -1, 0)), 0, "nothing on the left");
    check_number(id_of(tree_beside(&tree, 4711, 0, 1)), 0, "from nowhere");
}

static void the_dump_is_json_whatever_the_labels(void **state) {
    (void)state;
    tree_clear(&tree);
    (void)tree_add(&tree, 0xABC, ROLE_BUTTON, REGION_BODY, "a\"b\\c\n\x01\x7F“中”", "v",
                   (struct rect){ -1, 2, 3, 4 }, TREE_FOCUSED | TREE_DISABLED);
    (void)tree_add(&tree, 1, ROLE_TEXT, REGION_BODY, "", "", (struct rect){ 0, 0, 1, 1 }, 0);
    tree_finish(&tree);
    check_text(tree_json(&tree, &arena),
               "[\n{\"id\": \"0000000000000abc\", \"role\": \"button\", "
               "\"label\": \"a\\\"b\\\\c\\u000a\\u0001\\u007f“中”\", \"value\": \"v\", "
               "\"rect\": [-1, 2, 3, 4], \"state\": [\"disabled\", \"focused\"]},\n"
               "{\"id\": \"0000000000000001\", \"role\": \"text\", \"label\": \"\", "
               "\"value\": \"\", \"rect\": [0, 0, 1, 1], \"state\": []}\n]\n",
               "quotes, controls and states");
    tree_clear(&tree);
    tree_finish(&tree);
    check_text(tree_json(&tree, &arena), "[\n]\n", "an empty page");
    assert_null(tree_next(&tree, 0, true));
    assert_null(tree_hit(&tree, 0, 0, 100));
}

static void a_line_a_node_tells_a_person(void **state) {
    (void)state;
    assert_non_null(strstr(tree_text(&tree, &arena), "chip 「家门口」 200,200 100×50 selected\n"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(it_is_read_region_by_region, page),
        cmocka_unit_test_setup(a_press_hits_what_lies_there_or_right_beside, page),
        cmocka_unit_test_setup(the_one_on_top_is_hit, page),
        cmocka_unit_test_setup(a_label_is_found_whole_then_in_part, page),
        cmocka_unit_test_setup(everything_that_is_shown_can_be_expected, page),
        cmocka_unit_test_setup(focus_goes_round_through_what_can_be_used, page),
        cmocka_unit_test_setup(arrows_go_to_the_nearest_that_way, page),
        cmocka_unit_test_setup(the_dump_is_json_whatever_the_labels, page),
        cmocka_unit_test_setup(a_line_a_node_tells_a_person, page),
    };
    return cmocka_run_group_tests(tests, NULL, forget);
}
