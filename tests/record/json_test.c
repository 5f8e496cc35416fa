/* SPDX-License-Identifier: GPL-3.0-or-later
 * json_test.c - rows to JSON, with and without personal values, and JSON text from outside. */
#include "record/json_text.h"
#include "record/mask.h"
#include "record/sample.h"
#include "record/setting.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void fill(struct sample *row, struct sample_tag tags[2], struct sample_step *step) {
    record_init(&sample_record, row);
    assert_true(id_parse("01890a5d-ac96-774b-bcce-b302099a8057", &row->head.id));
    row->head.version = 3;
    (void)TEXT_COPY(row->title, "保洁员");
    (void)TEXT_COPY(row->phone, "13800006021");
    (void)TEXT_COPY(row->person, "刘小明");
    (void)TEXT_COPY(row->secret, "hunter2");
    row->age = 0;
    row->pay_min = (money){ 350000 };
    row->due = day_of(2026, 11, 5);
    row->colour = COLOUR_RED;
    record_init(&sample_tag_record, &tags[0]);
    record_init(&sample_tag_record, &tags[1]);
    (void)TEXT_COPY(tags[0].tag, "包吃");
    (void)TEXT_COPY(tags[1].tag, "包住");
    row->tags = (struct children){ tags, 2 };
    record_init(&sample_step_record, step);
    (void)TEXT_COPY(step->what, "看房");
    row->steps = (struct children){ step, 1 };
}

static void expect_json(const struct sample *row, bool personal, const char *expected) {
    json_t *json = record_json(&sample_record, row, NULL, personal);
    char   *text = json_dumps(json, JSON_COMPACT);
    assert_string_equal(text, expected);
    free(text);
    json_decref(json);
}

static void a_row_is_an_object_in_the_order_of_its_table(void **state) {
    (void)state;
    struct sample      row;
    struct sample_tag  tags[2];
    struct sample_step step;
    fill(&row, tags, &step);
    expect_json(&row, true,
                "{\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"version\":3,"
                "\"title\":\"保洁员\",\"code\":null,\"notes\":null,\"phone\":\"13800006021\","
                "\"count\":null,\"age\":0,\"open\":false,\"pay_min\":350000,\"pay_max\":null,"
                "\"due\":\"2026-11-05\",\"seen\":null,\"colour\":\"red\",\"other\":null,"
                "\"tags\":[\"包吃\",\"包住\"],"
                "\"steps\":[{\"what\":\"看房\",\"at\":null,\"colour\":null}],"
                "\"person\":\"刘小明\"}");
}

static void personal_values_are_masked_unless_asked_for(void **state) {
    (void)state;
    struct sample      row;
    struct sample_tag  tags[2];
    struct sample_step step;
    fill(&row, tags, &step);
    json_t *json = record_json(&sample_record, &row, NULL, false);
    assert_string_equal(json_string_value(json_object_get(json, "phone")), "138****6021");
    assert_string_equal(json_string_value(json_object_get(json, "person")), "刘*明");
    assert_string_equal(json_string_value(json_object_get(json, "title")), "保洁员");
    json_decref(json);
}

static void a_secret_leaves_in_no_form(void **state) {
    (void)state;
    struct sample      row;
    struct sample_tag  tags[2];
    struct sample_step step;
    fill(&row, tags, &step);
    for (int personal = 0; personal < 2; personal++) {
        json_t *json = record_json(&sample_record, &row, NULL, personal);
        char   *text = json_dumps(json, 0);
        assert_null(strstr(text, "hunter2"));
        assert_null(strstr(text, "secret"));
        free(text);
        json_decref(json);
    }
}

static void masks_keep_what_a_clerk_needs(void **state) {
    (void)state;
    static const struct {
        const char *field, *text, *masked;
    } rows[] = {
        { "person", "", "" },
        { "person", "明", "*" },
        { "person", "刘明", "刘*" },
        { "person", "刘小明", "刘*明" },
        { "person", "欧阳小明", "欧**明" },
        { "person", "𠮷田小明", "𠮷**明" },
        { "person", "新化县上梅镇12号", "新***" },
        { "person", "431322195801010014", "431***********0014" },
        { "person", "43132219580101001X", "431***********001X" },
        { "person", "4313221958010100", "4***" }, /* no identity number: a text */
        { "phone", "13800006021", "138****6021" },
        { "phone", "0738-8221234", "0738-****234" },
        { "phone", "010-82211234", "010-*****234" },
        { "phone", "0738-8221234转802", "0738-****234" },
        { "phone", "8221234", "****234" },
        { "count", "12", "***" },
        { "due", "2026-11-05", "***" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct arena arena = { 0 };
        assert_string_equal(mask_text(sample_field(rows[i].field), rows[i].text, &arena),
                            rows[i].masked);
        arena_deinit(&arena);
    }
}

/* --- text from outside ---------------------------------------------------------------------------
 */

static void expect_text(const char *bytes, size_t length, const char *message) {
    struct arena    arena = { 0 };
    struct problems problems;
    problems_init(&problems, &arena, LANG_ZH);
    json_t *json = record_json_read(bytes, length, &problems);
    if ((json == NULL) != (message != NULL) ||
        !text_equal(problems.count ? problems.at[0].message : NULL, message))
        fail_msg("%.60s: %s", bytes, problems.count ? problems.at[0].message : "taken");
    assert_int_equal(problems.errors, message != NULL);
    json_decref(json);
    arena_deinit(&arena);
}

static void json_text_is_taken_within_limits(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } rows[] = {
        { "{}", NULL },
        { "[]", NULL },
        { " {\"a\": [1, 2.5, true, null, \"\\u4e2d\"]} \n", NULL },
        { "{\"a\":\"[[[[[[[[[[[[[[[[[[[[[[[\"}", NULL },
        { "{\"a\":\"\\\"[[[[[[[[[[[[[[[[[[[[[[[\"}", NULL },
        { "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]", NULL },
        { "[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]", "JSON 嵌套超过 16 层" },
        { "", "JSON 没有写完（第 1 行第 0 列）" },
        { "{\"a\":1", "JSON 没有写完（第 1 行第 6 列）" },
        { "3", "JSON 写错了（第 1 行第 1 列）" },
        { "{\"a\":1}x", "JSON 后面还有别的内容（第 1 行第 8 列）" },
        { "{\"a\":1,\n\"a\":2}", "JSON 里同一个键写了两次（第 2 行第 3 列）" },
        { "{'a':1}", "JSON 写错了（第 1 行第 2 列）" },
        { "{\"a\":\"\\u0000\"}", "JSON 里有 U+0000（第 1 行第 13 列）" },
        { "{\"a\":\"\xC0\x80\"}", "JSON 不是 UTF-8（第 1 行第 6 列）" },
        { "{\"a\":\"\xED\xA0\x80\"}", "JSON 不是 UTF-8（第 1 行第 6 列）" },
        { "{\"a\":99999999999999999999}", "JSON 里的数太大（第 1 行第 25 列）" },
        { "{\"a\":1e999}", "JSON 里的数太大（第 1 行第 10 列）" },
        { "{\"a\":NaN}", "JSON 写错了（第 1 行第 8 列）" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        expect_text(rows[i].text, strlen(rows[i].text), rows[i].message);
    expect_text("{\"a\":1}\0", 8, "JSON 后面还有别的内容（第 1 行第 8 列）");
}

static void json_text_of_the_largest_size_is_taken_and_one_byte_more_refused(void **state) {
    (void)state;
    char *text = malloc(JSON_TEXT_MOST + 1);
    assert_non_null(text);
    memset(text, ' ', JSON_TEXT_MOST + 1);
    memcpy(text, "[]", 2);
    expect_text(text, JSON_TEXT_MOST, NULL);
    expect_text(text, JSON_TEXT_MOST + 1, "JSON 超过 1048576 字节");
    free(text);
}

static void json_text_cut_at_any_byte_is_refused(void **state) {
    (void)state;
    static const char text[] = "{\"title\":\"保洁员\",\"tags\":[\"a\\n\",\"\\u4e2d\"],\"n\":-12}";
    for (size_t length = 0; length < strlen(text); length++) {
        struct arena    arena = { 0 };
        struct problems problems;
        problems_init(&problems, &arena, LANG_ZH);
        char *exact = malloc(length + 1); /* nothing behind it may be read */
        assert_non_null(exact);
        memcpy(exact, text, length);
        assert_null(record_json_read(exact, length, &problems));
        free(exact);
        arena_deinit(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_an_object_in_the_order_of_its_table),
        cmocka_unit_test(personal_values_are_masked_unless_asked_for),
        cmocka_unit_test(a_secret_leaves_in_no_form),
        cmocka_unit_test(masks_keep_what_a_clerk_needs),
        cmocka_unit_test(json_text_is_taken_within_limits),
        cmocka_unit_test(json_text_of_the_largest_size_is_taken_and_one_byte_more_refused),
        cmocka_unit_test(json_text_cut_at_any_byte_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
