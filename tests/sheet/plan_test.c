/* SPDX-License-Identifier: GPL-3.0-or-later
 * plan_test.c - what a sheet's rows become, in the terms of a record that the product does not
 * have, so that nothing here depends on postings: what is left out and why, what follows from the
 * row above, what is known again, and that a plan is carried out whole or not at all. */
#include "sheet/plan.h"

#include "sheet/stall.h"
#include "support/seed.h"
#include "support/temp.h"

struct desk {
    struct temp   temp;
    struct world  world;
    struct arena  arena;
    struct store *store;
    struct err    err;
    bool          open, skip_wrong;
};

static const struct record *const records[] = { &market_record, &stall_record, NULL };

static int set_up(void **state) {
    struct desk *desk = calloc(1, sizeof(*desk));
    if (!desk)
        return -1;
    temp_make(&desk->temp);
    support_world(&desk->world);
    const struct store_options options = {
        .mode = STORE_CREATE, .records = records, .world = &desk->world, .space_floor = 1 << 20
    };
    *state = desk;
    return store_open(&desk->store, temp_path(&desk->temp, "node"), &options, &desk->err) ? 0 : -1;
}

static int tear_down(void **state) {
    struct desk *desk = *state;
    store_close(desk->store);
    arena_deinit(&desk->arena);
    temp_remove(&desk->temp);
    free(desk);
    return 0;
}

static struct plan *plan_of(struct desk *desk, struct sheet *sheets, size_t count) {
    struct book *book = ARENA_NEW(&desk->arena, struct book);
    *book = (struct book){ "csv", "utf-8", count, sheets };
    const struct plan_options options = { .record = &stall_record,
                                          .world = &desk->world,
                                          .skip_wrong = desk->skip_wrong,
                                          .open = desk->open,
                                          .checked_by = desk->open ? "刘敏" : NULL };
    struct plan              *plan;
    return plan_make(&plan, &options, desk->store, book, &desk->arena, &desk->err) ? plan : NULL;
}

static struct plan *plan_text(struct desk *desk, const char *text) {
    struct sheet *sheet = ARENA_NEW(&desk->arena, struct sheet);
    *sheet = stall_sheet(&desk->arena, "摊位", text);
    return plan_of(desk, sheet, 1);
}

static struct plan *carried_out(struct desk *desk, const char *text) {
    struct plan *plan = plan_text(desk, text);
    if (!plan || !plan_apply(plan, desk->store, "刘敏", &desk->err))
        fail_msg("%s", desk->err.text);
    return plan;
}

/* --- telling -----------------------------------------------------------------------------------
 */

static const char *market_name(const struct plan *plan, const char *goods, struct arena *arena) {
    json_t     *document = plan_json(plan), *row;
    const char *name = "";
    size_t      i;
    json_array_foreach(json_object_get(document, "rows"), i, row) {
        json_t     *stall = json_object_get(row, "stall");
        const char *of = json_string_value(json_object_get(stall, "goods"));
        const char *market = json_string_value(json_object_get(stall, "market"));
        if (of && strcmp(of, goods) == 0)
            name = arena_strdup(arena, market ? market : "-");
    }
    json_decref(document);
    return name;
}

/* "3 new 苹果@东门 from 3 tel 110 <notes> ?market !goods", a line a row. */
static const char *told(struct desk *desk, const struct plan *plan) {
    const char   *text = "";
    struct arena *arena = &desk->arena;
    for (size_t i = 0; i < plan->row_count; i++) {
        const struct plan_row *row = &plan->rows[i];
        const struct stall    *stall = row->row;
        text = arena_printf(arena, "%s%d %s", text, row->number, plan_result_names[row->result]);
        if (row->why)
            text = arena_printf(arena, "%s %s", text, plan_why_names[row->why]);
        if (stall)
            text = arena_printf(arena, "%s %s@%s", text, stall->goods,
                                market_name(plan, stall->goods, arena));
        if (stall && stall->low != INT_ABSENT)
            text = arena_printf(arena, "%s from %d", text, stall->low);
        if (stall && *stall->phone)
            text = arena_printf(arena, "%s tel %s", text, stall->phone);
        if (stall && stall->notes)
            text = arena_printf(arena, "%s <%s>", text, stall->notes);
        for (size_t p = 0; p < row->problem_count; p++)
            text = arena_printf(arena, "%s %s%s", text,
                                row->problems[p].level == PROBLEM_ERROR ? "!" : "?",
                                row->problems[p].field ? row->problems[p].field : "row");
        text = arena_printf(arena, "%s\n", text);
    }
    return text;
}

static int64_t stored(struct desk *desk, const char *table) {
    const char *sql = arena_printf(&desk->arena, "SELECT count(*) FROM %s", table);
    int64_t     count = -1;
    assert_true(store_number(desk->store, sql, NULL, 0, &count, &desk->err));
    return count;
}

struct plan_case {
    const char *sheet, *expected, *why;
};

static void check_cases(struct desk *desk, const struct plan_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct plan *plan = plan_text(desk, cases[i].sheet);
        if (!plan)
            fail_msg("%s: %s", cases[i].why, desk->err.text);
        check_text(told(desk, plan), cases[i].expected, cases[i].why);
    }
}

#define HEAD "序号|货品|市场|电话|备注\n"
#define HEAD_ROW "1 skipped header\n"

/* --- rows --------------------------------------------------------------------------------------
 */

static void each_row_has_a_result_or_a_word_why_not(void **state) {
    static const struct plan_case cases[] = {
        { "摊位一览表\n\n货品|市场\n苹果|东门\n\n梨|东门\n合计|2\n注：以上摊位已满\n填表人：张三",
          "1 skipped title\n2 skipped blank\n3 skipped header\n4 new 苹果@东门\n5 skipped blank\n"
          "6 new 梨@东门\n7 skipped total\n8 skipped note\n9 skipped note\n",
          "title, blanks, total, notes" },
        { HEAD "1|苹果|东门\n序号|货品|市场|电话|备注\n2|梨|东门",
          HEAD_ROW "2 new 苹果@东门\n3 skipped header\n4 new 梨@东门\n", "the heading again" },
        { HEAD "1|苹果|东门\n2||\n3||",
          HEAD_ROW "2 new 苹果@东门\n3 skipped blank\n4 skipped blank\n", "numbered in advance" },
        { HEAD "1|苹果|东门\nh2|梨|东门\n3|桃|东门",
          HEAD_ROW "2 new 苹果@东门\n3 skipped hidden ?row\n4 new 桃@东门\n", "a hidden row" },
        { HEAD "1|——|东门|-|无", HEAD_ROW "2 error @ <备注：无> !goods\n", "dashes say nothing" },
        { HEAD "1|!#N/A|东门\n2|=A1|东门", HEAD_ROW "2 error @ !goods\n3 error @ !goods\n",
          "error values and formulas" },
        { HEAD "1|苹果梨桃李杏枣栗柿橘橙柚|东门", HEAD_ROW "2 error @ !goods\n", "too long" },
        { HEAD "1|苹果|东门|110|便宜|散装",
          HEAD_ROW "2 new 苹果@东门 tel 110 <备注：便宜\n散装> ?row\n", "a cell under no heading" },
    };
    check_cases(*state, cases, ROWS(cases));
}

static void what_is_shared_follows_from_above(void **state) {
    static const struct plan_case cases[] = {
        { HEAD "1|苹果|^东门|^110\n2|梨|<东门|<110\n3|桃|西门|120",
          HEAD_ROW "2 new 苹果@东门 tel 110\n3 new 梨@东门 tel 110\n4 new 桃@西门 tel 120\n",
          "merged cells, without a word" },
        { HEAD "1|苹果|东门|110\n2|梨||\n3|桃|西门|",
          HEAD_ROW "2 new 苹果@东门 tel 110\n3 new 梨@东门 tel 110 ?market ?phone\n4 new 桃@西门\n",
          "merges lost: said, and never beyond the next one" },
        { HEAD "1|苹果|东门|110\n2|梨|同上|〃\n3|桃|”|",
          HEAD_ROW "2 new 苹果@东门 tel 110\n3 new 梨@东门 tel 110\n4 new 桃@东门\n",
          "ditto marks are plain" },
        { "市场：南门\n货品|电话\n苹果|110",
          "1 skipped title\n2 skipped header\n3 new 苹果@南门 tel 110\n",
          "a line above the heading" },
        { "货品|电话\n市场：南门\n苹果|110\n市场：北门\n梨|",
          "1 skipped header\n2 skipped title\n3 new 苹果@南门 tel 110\n4 skipped title\n5 new "
          "梨@北门\n",
          "lines between the rows" },
    };
    check_cases(*state, cases, ROWS(cases));
}

static void a_file_that_is_no_such_list_is_refused(void **state) {
    struct desk *desk = *state;
    static const struct {
        const char *sheet, *says;
    } rows[] = {
        { "姓名|年龄\n张三|20", "没有找到表头" },
        { "市场|电话|备注\n东门|110|", "货品" },
        { "", "没有找到表头" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        assert_null(plan_text(desk, rows[i].sheet));
        if (!strstr(desk->err.text, rows[i].says))
            fail_msg("\"%s\" says nothing of \"%s\"", desk->err.text, rows[i].says);
    }
}

static void at_most_twenty_thousand_rows_are_taken(void **state) {
    struct desk *desk = *state;
    for (int more = 0; more < 2; more++) {
        const size_t count = 20000 + (size_t)more, room = 32;
        char        *text = arena_alloc(&desk->arena, (count + 2) * room);
        size_t       used = (size_t)snprintf(text, room, "货品|市场");
        for (size_t i = 0; i < count; i++)
            used += (size_t)snprintf(text + used, room, "\n货%zu|东门", i);
        struct plan *plan = plan_text(desk, text);
        assert_int_equal(plan == NULL, more);
        if (plan)
            assert_int_equal(plan->counts[PLAN_NEW], count);
        else /* counted before any row is read: the cells and little more */
            assert_true(desk->arena.total < 64 << 20);
        arena_reset(&desk->arena);
    }
    assert_non_null(strstr(desk->err.text, "20000"));
}

static void sheets_are_told_apart(void **state) {
    struct desk *desk = *state;
    struct sheet sheets[] = {
        stall_sheet(&desk->arena, "东", "货品|市场\n苹果|东门"),
        stall_sheet(&desk->arena, "说明", "本表由某局汇总"),
        stall_sheet(&desk->arena, "西", "货品|市场\n苹果|西门"),
        stall_sheet(&desk->arena, "旧", "货品|市场\n枣|西门"),
    };
    sheets[3].hidden = true;
    struct plan *plan = plan_of(desk, sheets, ROWS(sheets));
    assert_non_null(plan);
    assert_true(plan->many_sheets);
    check_text(told(desk, plan),
               "1 skipped header\n2 new 苹果@西门\n1 skipped no_header ?row\n1 skipped header\n"
               "2 new 苹果@西门\n1 skipped hidden_sheet ?row\n2 skipped hidden_sheet\n",
               "each sheet's rows under its own numbers");
    check_text(plan->rows[4].sheet, "西", "by its name");
}

/* --- again -------------------------------------------------------------------------------------
 */

static void rows_are_known_again_by_their_key(void **state) {
    struct desk *desk = *state;
    (void)carried_out(desk, "货品|市场|电话|最低价\n苹果|东门|110|#3\n梨|东门|120|#4");
    static const struct plan_case cases[] = {
        { "货品|市场|电话|最低价\n苹果|东门|110|#3\n梨|东门|120|#4",
          HEAD_ROW "2 same 苹果@东门 from 3 tel 110\n3 same 梨@东门 from 4 tel 120\n",
          "the same sheet" },
        { "货品|市场|电话\n苹　果|东 门|110", HEAD_ROW "2 same 苹果@东门 from 3 tel 110\n",
          "another width, and a column less" },
        { "货品|市场|最低价\n苹果|东门|#5", HEAD_ROW "2 updated 苹果@东门 from 5 tel 110\n",
          "another price" },
        { "货品|市场|电话\n苹果|东门|", HEAD_ROW "2 updated 苹果@东门 from 3\n",
          "what the sheet has a column for may become absent" },
        { "货品|市场\n苹果|西门", HEAD_ROW "2 new 苹果@西门\n", "another key" },
        { "货品|市场|最低价\n苹果|东门|#3\n苹果|东门|#3\n苹果|东门|#9",
          HEAD_ROW "2 same 苹果@东门 from 3 tel 110\n3 skipped duplicate\n"
                   "4 new 苹果@东门 from 9 ?row\n",
          "a repeat is left out, other terms are another row" },
    };
    check_cases(desk, cases, ROWS(cases));
}

static void two_of_one_key_stay_two(void **state) {
    struct desk *desk = *state;
    const char  *both = "货品|市场|最低价\n苹果|东门|#3\n苹果|东门|#9";
    (void)carried_out(desk, both);
    assert_int_equal(carried_out(desk, both)->counts[PLAN_SAME], 2);
    struct plan *turned = carried_out(desk, "货品|市场|最低价\n苹果|东门|#9\n苹果|东门|#3");
    assert_int_equal(turned->counts[PLAN_SAME], 2);
    struct plan *changed = carried_out(desk, "货品|市场|最低价\n苹果|东门|#3\n苹果|东门|#8");
    assert_int_equal(changed->counts[PLAN_SAME], 1);
    assert_int_equal(changed->counts[PLAN_UPDATED], 1);
    assert_int_equal(stored(desk, "stall"), 2);
}

static void a_plan_is_carried_out_whole_or_not_at_all(void **state) {
    struct desk *desk = *state;
    const char  *wrong = "货品|市场|最低价\n苹果|东门|#3\n梨|西门|很便宜";
    struct plan *plan = plan_text(desk, wrong);
    assert_non_null(plan);
    assert_false(plan_ready(plan));
    assert_false(plan_apply(plan, desk->store, "刘敏", &desk->err));
    assert_int_equal(stored(desk, "stall"), 0);
    assert_int_equal(stored(desk, "market"), 0);
    desk->skip_wrong = true;
    assert_int_equal(carried_out(desk, wrong)->counts[PLAN_ERROR], 1);
    assert_int_equal(stored(desk, "stall"), 1);
    assert_int_equal(stored(desk, "market"), 1); /* that of the wrong row stays out */
}

static void only_staff_open_what_was_imported(void **state) {
    struct desk *desk = *state;
    (void)carried_out(desk, "货品|市场|开放\n苹果|东门|是");
    assert_int_equal(stored(desk, "stall WHERE open = 1"), 0);
    desk->open = true;
    (void)carried_out(desk, "货品|市场|最低价\n苹果|东门|#3");
    assert_int_equal(stored(desk, "stall WHERE open = 1"), 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_row_has_a_result_or_a_word_why_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_is_shared_follows_from_above, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_is_no_such_list_is_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(at_most_twenty_thousand_rows_are_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(sheets_are_told_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rows_are_known_again_by_their_key, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_of_one_key_stay_two, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_plan_is_carried_out_whole_or_not_at_all, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(only_staff_open_what_was_imported, set_up, tear_down),
    };
    return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
