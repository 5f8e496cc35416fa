/* SPDX-License-Identifier: GPL-3.0-or-later
 * setting_test.c - the one way to change a row: its order, all or nothing, and what is refused. */
#include "record/sample.h"
#include "record/setting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct bench {
    struct arena    arena;
    struct problems problems;
    struct sample   row;
};

static void set_up(struct bench *bench) {
    *bench = (struct bench){ 0 };
    problems_init(&bench->problems, &bench->arena, LANG_ZH);
    bench->problems.today = day_of(2026, 11, 24);
    record_init(&sample_record, &bench->row);
    (void)TEXT_COPY(bench->row.title, "保洁员");
    bench->row.count = 3;
}

static enum set_result set_text(struct bench *bench, const char *field, const char *text) {
    const struct assignment given = { sample_field(field), text };
    return record_set(&sample_record, &bench->row, &given, 1, &bench->problems);
}

static enum set_result set_json(struct bench *bench, void *row, const char *text) {
    json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);
    assert_non_null(json);
    enum set_result result = record_set_json(&sample_record, row, json, &bench->problems);
    json_decref(json);
    return result;
}

static void a_change_is_written_and_said_to_be_one(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    assert_int_equal(set_text(&b, "count", "5人"), SET_CHANGED);
    assert_int_equal(b.row.count, 5);
    assert_int_equal(set_text(&b, "count", "５"), SET_SAME);
    assert_int_equal(set_text(&b, "count", ""), SET_CHANGED);
    assert_int_equal(b.row.count, INT_ABSENT);
    assert_int_equal(b.problems.count, 0);
    arena_deinit(&b.arena);
}

static void all_is_parsed_before_anything_is_written(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    struct sample           before = b.row;
    const struct assignment given[] = { { sample_field("title"), "保安" },
                                        { sample_field("count"), "很多" },
                                        { sample_field("due"), "2月30日" } };
    assert_int_equal(record_set(&sample_record, &b.row, given, 3, &b.problems), SET_REFUSED);
    assert_memory_equal(&b.row, &before, sizeof(before));
    assert_int_equal(b.problems.errors, 2);
    assert_string_equal(b.problems.at[0].field, "count");
    assert_string_equal(b.problems.at[1].field, "due");
    assert_string_equal(
        problems_text(&b.problems),
        "“人数”要填 1 到 9999 之间的整数，现在是“很多”；“日期”写的“2月30日”，没有这一天");
    arena_deinit(&b.arena);
}

static void the_rule_across_fields_sees_the_whole_candidate(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    const struct assignment given[] = { { sample_field("pay_min"), "3000" },
                                        { sample_field("pay_max"), "2000" } };
    assert_int_equal(record_set(&sample_record, &b.row, given, 2, &b.problems), SET_REFUSED);
    assert_true(money_absent(b.row.pay_min));
    assert_string_equal(b.problems.at[0].field, "pay_max");
    assert_int_equal(record_set(&sample_record, &b.row, given, 1, &b.problems), SET_CHANGED);
    assert_int_equal(set_text(&b, "pay_max", "2000"), SET_REFUSED); /* against what is there */
    assert_int_equal(set_text(&b, "pay_max", "3000"), SET_CHANGED);
    arena_deinit(&b.arena);
}

static void a_required_field_cannot_be_emptied(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    assert_int_equal(set_text(&b, "title", "  "), SET_REFUSED);
    assert_string_equal(b.row.title, "保洁员");
    assert_string_equal(b.problems.at[0].message, "“名称”没有填写");
    arena_deinit(&b.arena);
}

/* A row that was wrong before the limits came is left in peace while nothing changes. */
static void no_change_writes_nothing_and_checks_nothing(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    b.row.count = 12345;
    assert_int_equal(set_text(&b, "title", "保洁员"), SET_SAME);
    assert_int_equal(set_text(&b, "title", "保安"), SET_REFUSED);
    arena_deinit(&b.arena);
}

static void without_a_row_it_is_only_checked(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    const struct assignment title = { sample_field("title"), "保安" };
    const struct assignment count = { sample_field("count"), "3" };
    assert_int_equal(record_set(&sample_record, NULL, &title, 1, &b.problems), SET_CHANGED);
    assert_int_equal(record_set(&sample_record, NULL, &count, 1, &b.problems), SET_REFUSED);
    assert_int_equal(record_set(&sample_record, NULL, NULL, 0, &b.problems), SET_REFUSED);
    assert_int_equal(set_json(&b, NULL, "{\"title\":\"保安\"}"), SET_CHANGED);
    assert_int_equal(set_json(&b, NULL, "{}"), SET_REFUSED);
    arena_deinit(&b.arena);
}

static void a_field_is_given_once(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    const struct assignment twice[] = { { sample_field("count"), "4" },
                                        { sample_field("count"), "4" } };
    assert_int_equal(record_set(&sample_record, &b.row, twice, 2, &b.problems), SET_REFUSED);
    assert_string_equal(b.problems.at[0].message, "“人数”给了两次");
    assert_int_equal(set_json(&b, &b.row, "{\"title\":\"a\",\"name\":\"b\"}"), SET_REFUSED);
    assert_string_equal(b.problems.at[1].message, "“名称”给了两次");
    assert_int_equal(b.row.count, 3);
    arena_deinit(&b.arena);
}

struct moving {
    struct record_head head;
    char               title[TEXT_SIZE(10)];
    enum colour        state;
};
#define REC struct moving
static const struct field moving_fields[] = {
    { "title", TEXT(title), .label = "名称" },
    { "state", ENUM(state, colour), .label = "状态", .flags = F_RECKONED },
};
static const struct record moving_record = RECORD("moving", "事项", moving_fields);
#undef REC

static void what_is_reckoned_is_set_by_nobody(void **state) {
    (void)state;
    struct arena            arena = { 0 };
    struct problems         problems;
    struct moving           row;
    const struct assignment given = { &moving_fields[1], "红" };
    json_t                 *object = json_pack("{s:s, s:s}", "title", "a", "state", "red");
    record_init(&moving_record, &row);
    problems_init(&problems, &arena, LANG_ZH);
    assert_int_equal(record_set(&moving_record, &row, &given, 1, &problems), SET_REFUSED);
    assert_string_equal(problems.at[0].field, "state");
    assert_string_equal(problems.at[0].message, "“状态”由系统算出来，不能填写");
    problems_init(&problems, &arena, LANG_ZH);
    assert_int_equal(record_set_json(&moving_record, &row, object, &problems), SET_REFUSED);
    assert_string_equal(problems.at[0].message, "“state”由系统算出来，不能填写");
    assert_string_equal(row.title, "");
    json_decref(object);
    arena_deinit(&arena);
}

static const struct {
    const char *json, *field, *message;
} refused[] = {
    { "{\"id\":\"x\"}", "id", "“id”由系统给出，不能填写" },
    { "{\"version\":7}", "version", "“version”由系统给出，不能填写" },
    { "{\"home\":null}", "home", "“home”由系统给出，不能填写" },
    { "{\"secret\":\"x\"}", "secret", "“secret”是机密，不能从这里填写" },
    { "{\"weight\":3}", "weight", "“weight”这一项已经取消" },
    { "{\"colours\":1}", "colours", "没有“colours”这一项" },
    { "{\"\\n<b>\":1}", " <b>", "没有“ <b>”这一项" },
    { "{\"title\":3}", "title", "“名称”要填文字" },
    { "{\"title\":\"a\\tb\"}", "title", "“名称”里有看不见的控制字符或乱码：“a b”" },
    { "{\"title\":\"\\u202Ea\"}", "title",
      "“名称”里有看不见的控制字符或乱码：“\xEF\xBF\xBD"
      "a”" },
    { "{\"title\":null}", "title", "“名称”没有填写" },
    { "{\"count\":\"3\"}", "count", "“人数”要填 1 到 9999 之间的整数，现在是“3”" },
    { "{\"count\":3.0}", "count", "“人数”要填 1 到 9999 之间的整数，现在是“3.0”" },
    { "{\"count\":true}", "count", "“人数”要填 1 到 9999 之间的整数，现在是“true”" },
    { "{\"count\":[1]}", "count", "“人数”要填 1 到 9999 之间的整数，现在是“[1]”" },
    { "{\"count\":9223372036854775807}", "count",
      "“人数”要填 1 到 9999 之间的整数，现在是“9223372036854775807”" },
    { "{\"pay_min\":30.5}", "pay_min", "“最低工资”要填整数，以分为单位，现在是“30.5”" },
    { "{\"pay_min\":-1}", "pay_min", "“最低工资”要填 0 到 1000000000 元之间的金额，现在是“-0.01”" },
    { "{\"open\":1}", "open", "“公开”要填“是”或“否”，现在是“1”" },
    { "{\"open\":null}", "open", "“公开”要填“是”或“否”，现在是“null”" },
    { "{\"due\":\"11月5日\"}", "due", "“日期”要写成 2026-11-05 这样，现在是“11月5日”" },
    { "{\"due\":\"2026-02-30\"}", "due", "“日期”要写成 2026-11-05 这样，现在是“2026-02-30”" },
    { "{\"seen\":1}", "seen", "“时间”要写成 2026-11-05 09:30 这样，现在是“1”" },
    { "{\"colour\":\"红\"}", "colour", "“颜色”没有“红”这一项，可以填：红、蓝" },
    { "{\"other\":5}", "other", "“另一个”要填名称或编号，现在是“5”" },
    { "{\"other\":\"甲\"}", "other", "“另一个”里没有叫“甲”的样品" },
    { "{\"tags\":\"a\"}", "tags", "“标签”要填一个列表，现在是“a”" },
    { "{\"tags\":[3]}", "tags", "“标签”要填文字" },
    { "{\"tags\":[\"a\",null]}", "tags", "“标签”没有填写" },
    { "{\"tags\":[\"1\",\"2\",\"3\",\"4\",\"5\",\"6\"]}", "tags", "“标签”最多 5 项，现在有 6 项" },
    { "{\"steps\":[{\"what\":\"看\",\"sample\":null}]}", "steps", "没有“sample”这一项" },
    { "{\"steps\":[{\"at\":\"2026-11-05\"}]}", "steps", "“做什么”没有填写" },
    { "{\"steps\":[{\"place\":3}]}", "steps", "没有“place”这一项" },
    { "{\"steps\":[[]]}", "steps", "“样品步骤”要写成 JSON 对象：{ … }" },
};

static void json_is_refused_by_the_name_of_its_key(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
        struct bench b;
        set_up(&b);
        struct sample before = b.row;
        if (set_json(&b, &b.row, refused[i].json) != SET_REFUSED)
            fail_msg("%s was not refused", refused[i].json);
        if (b.problems.errors != 1 || !text_equal(b.problems.at[0].field, refused[i].field) ||
            !text_equal(b.problems.at[0].message, refused[i].message))
            fail_msg("%s: %zu errors, %s: %s", refused[i].json, b.problems.errors,
                     b.problems.at[0].field, b.problems.at[0].message);
        assert_memory_equal(&b.row, &before, sizeof(before));
        arena_deinit(&b.arena);
    }
}

static void json_that_is_no_object_is_refused(void **state) {
    (void)state;
    static const char *const texts[] = { "[]", "null", "3", "\"title\"" };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        struct bench b;
        set_up(&b);
        assert_int_equal(set_json(&b, &b.row, texts[i]), SET_REFUSED);
        assert_string_equal(b.problems.at[0].message, "“样品”要写成 JSON 对象：{ … }");
        arena_deinit(&b.arena);
    }
}

static void json_sets_what_it_names_and_nothing_else(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    assert_int_equal(set_json(&b, &b.row,
                              "{\"name\":\" 保安 \",\"notes\":\"一\\n二\",\"age\":0,\"open\":true,"
                              "\"pay_min\":350000,\"due\":\"2026-11-05\",\"colour\":\"blue\","
                              "\"phone\":\"+86 138 0000 1234\",\"tags\":[\"包吃\",\"包住\"],"
                              "\"steps\":[{\"what\":\"看房\",\"colour\":\"red\"}]}"),
                     SET_CHANGED);
    assert_string_equal(b.row.title, "保安");
    assert_string_equal(b.row.notes, "一\n二");
    assert_int_equal(b.row.count, 3);
    assert_int_equal(b.row.age, 0);
    assert_true(b.row.open);
    assert_int_equal(b.row.pay_min.fen, 350000);
    assert_true(money_absent(b.row.pay_max));
    assert_int_equal(b.row.colour, COLOUR_BLUE);
    assert_string_equal(b.row.phone, "13800001234");
    assert_int_equal(b.row.tags.count, 2);
    const struct sample_tag *tags = b.row.tags.rows;
    assert_string_equal(tags[1].tag, "包住");
    assert_int_equal(tags[1].place, 1);
    assert_true(id_absent(tags[1].sample));
    const struct sample_step *steps = b.row.steps.rows;
    assert_int_equal(steps[0].colour, COLOUR_RED);
    assert_true(day_absent(steps[0].at));
    assert_int_equal(set_json(&b, &b.row, "{\"tags\":[\"包吃\",\"包住\"]}"), SET_SAME);
    assert_int_equal(set_json(&b, &b.row, "{\"tags\":[\"包住\",\"包吃\"]}"), SET_CHANGED);
    assert_int_equal(set_json(&b, &b.row, "{\"tags\":[]}"), SET_CHANGED);
    assert_int_equal(set_json(&b, &b.row, "{\"tags\":null,\"steps\":null}"), SET_CHANGED);
    assert_int_equal(b.row.steps.count, 0);
    arena_deinit(&b.arena);
}

/* An error that cannot be said for lack of memory is still an error, and nothing is written. */
static void a_full_arena_refuses_and_never_half_writes(void **state) {
    (void)state;
    static const char text[] =
        "{\"title\":\"保安\",\"notes\":\"一二三\",\"tags\":[\"包吃\",\"包住\"],"
        "\"steps\":[{\"what\":\"看房\"}],\"colour\":\"green\"}";
    static const char right[] =
        "{\"title\":\"保安\",\"notes\":\"一二三\",\"tags\":[\"包吃\",\"包住\"],"
        "\"steps\":[{\"what\":\"看房\"}],\"phone\":\"13800001234\"}";
    size_t changed = 0;
    for (size_t limit = 1; limit < 20000; limit += 97) {
        struct bench b;
        set_up(&b);
        b.arena.limit = limit;
        struct sample before = b.row;
        assert_int_equal(set_json(&b, &b.row, text), SET_REFUSED);
        assert_true(b.problems.errors > 0);
        assert_memory_equal(&b.row, &before, sizeof(before));
        arena_deinit(&b.arena);
        set_up(&b);
        b.arena.limit = limit;
        if (set_json(&b, &b.row, right) == SET_REFUSED)
            assert_memory_equal(&b.row, &before, sizeof(before));
        else
            changed++;
        arena_deinit(&b.arena);
    }
    assert_true(changed > 0);
}

static void record_check_names_everything_at_once(void **state) {
    (void)state;
    struct bench b;
    set_up(&b);
    b.row.title[0] = '\0';
    b.row.count = 0;
    b.row.age = 71;
    b.row.colour = (enum colour)9;
    (void)TEXT_COPY(b.row.code, "\xFF\xFF");
    assert_false(record_check(&sample_record, &b.row, &b.problems));
    assert_int_equal(b.problems.errors, 5);
    arena_deinit(&b.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_reckoned_is_set_by_nobody),
        cmocka_unit_test(a_change_is_written_and_said_to_be_one),
        cmocka_unit_test(all_is_parsed_before_anything_is_written),
        cmocka_unit_test(the_rule_across_fields_sees_the_whole_candidate),
        cmocka_unit_test(a_required_field_cannot_be_emptied),
        cmocka_unit_test(no_change_writes_nothing_and_checks_nothing),
        cmocka_unit_test(without_a_row_it_is_only_checked),
        cmocka_unit_test(a_field_is_given_once),
        cmocka_unit_test(json_is_refused_by_the_name_of_its_key),
        cmocka_unit_test(json_that_is_no_object_is_refused),
        cmocka_unit_test(json_sets_what_it_names_and_nothing_else),
        cmocka_unit_test(a_full_arena_refuses_and_never_half_writes),
        cmocka_unit_test(record_check_names_everything_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
