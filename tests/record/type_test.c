/* SPDX-License-Identifier: GPL-3.0-or-later
 * type_test.c - each type as people write it: what is taken, what it becomes, what is refused and
 * with which sentence. */
#include "record/numeral.h"
#include "record/sample.h"
#include "record/type.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct row {
    const char *field, *text;
    const char *json;    /* what it becomes, as JSON; NULL: refused */
    const char *message; /* of the problem, if there is one: refused, or doubted */
    const char *why;
};

/* The only row that anybody refers to. */
static bool find(void *ctx, const struct record *record, const char *name, row_id *ret_id) {
    (void)ctx;
    assert_ptr_equal(record, &sample_record);
    if (strcmp(name, "甲") != 0)
        return false;
    *ret_id = id_derived("sample", "甲");
    return true;
}

static const char *name_of(void *ctx, const struct record *record, row_id id) {
    (void)ctx;
    (void)record;
    return id_equal(id, id_derived("sample", "甲")) ? "甲" : NULL;
}

static const struct names names = { find, name_of, NULL };

static void judge(const struct row *row) {
    struct arena    arena = { 0 };
    struct problems problems;
    struct sample   sample, before;
    problems_init(&problems, &arena, LANG_ZH);
    problems.today = day_of(2026, 11, 24);
    problems.names = &names;
    record_init(&sample_record, &sample);
    before = sample;
    const struct field *field = sample_field(row->field);
    void               *member = field_member(field, &sample);
    bool                read = field->type->parse(field, row->text, member, &problems);
    json_t             *json = field->type->to_json(field, member, &names);
    char               *text = json_dumps(json, JSON_ENCODE_ANY | JSON_COMPACT);
    const char         *message = problems.count ? problems.at[0].message : NULL;
    if (read != (row->json != NULL) || (read && strcmp(text, row->json) != 0) ||
        !text_equal(message, row->message))
        fail_msg("%s \"%s\" (%s): %s %s, %s", row->field, row->text, row->why,
                 read ? "read" : "refused", text, message ? message : "no message");
    if (!read && memcmp(&sample, &before, sizeof(sample)) != 0)
        fail_msg("%s \"%s\" was refused and changed the row", row->field, row->text);
    if (message && (!text_equal(problems.at[0].field, row->field) || !problems.at[0].value))
        fail_msg("%s \"%s\": the problem lacks field or value", row->field, row->text);
    free(text);
    json_decref(json);
    arena_deinit(&arena);
}

#define JUDGE(rows)                                                                                \
    for (size_t i = 0; i < sizeof(rows) / sizeof((rows)[0]); i++)                                  \
    judge(&(rows)[i])

static void a_text_is_cleaned_and_never_cut(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "title", "保洁员", "\"保洁员\"", NULL, "as it is" },
        { "title", "", "null", NULL, "absent" },
        { "title", " \t\xE3\x80\x80 ", "null", NULL, "only spaces: absent" },
        { "title", "  保洁\xE2\x80\x8B员 \n", "\"保洁员\"", NULL, "what nobody meant to type" },
        { "title", "保洁\n员", "\"保洁 员\"", NULL, "one line" },
        { "title", "保洁\x01员", "\"保洁员\"", NULL, "a control character is no text" },
        { "title", "ＣＮＣ操作", "\"ＣＮＣ操作\"", NULL, "全角 stays as written" },
        { "title", "𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷", "\"𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷\"", NULL, "ten of four bytes" },
        { "title", "一二三四五六七八九十一", NULL, "“名称”最多 10 个字，现在有 11 个", "eleven" },
        { "title", "一\xFF", NULL, "“名称”里有看不见的控制字符或乱码：“一\xEF\xBF\xBD”",
          "no UTF-8" },
        { "title", "\xED\xA0\x80", NULL,
          "“名称”里有看不见的控制字符或乱码：“\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD”", "surrogate" },
        { "code", "a", NULL, "“编码”至少要 2 个字，现在只有 1 个", "below its minimum" },
        { "notes", " 第一行\r\n\r\n\r\n第二行 ", "\"第一行\\n\\n第二行\"", NULL, "lines are kept" },
        { "notes", "   ", "null", NULL, "absent" },
    };
    JUDGE(rows);
}

static void a_count_is_read_with_its_unit(void **state) {
    (void)state;
#define REFUSED(text) "“人数”要填 1 到 9999 之间的整数，现在是“" text "”"
    static const struct row rows[] = {
        { "count", "3", "3", NULL, "plain" },
        { "count", "", "null", NULL, "absent" },
        { "count", " ３ 人 ", "3", NULL, "全角, unit" },
        { "count", "3名", "3", NULL, "unit" },
        { "count", "3个", "3", NULL, "unit" },
        { "count", "1,234", "1234", NULL, "thousands" },
        { "count", "1，234人", "1234", NULL, "全角 comma" },
        { "count", "3.0", "3", NULL, "a double" },
        { "count", "三人", "3", NULL, "汉字" },
        { "count", "一百二十", "120", NULL, "汉字" },
        { "count", "007", "7", NULL, "zeros before" },
        { "count", "1,23", NULL, REFUSED("1,23"), "no thousands" },
        { "count", "3.5", NULL, REFUSED("3.5"), "not whole" },
        { "count", "3.", NULL, REFUSED("3."), "not whole" },
        { "count", "很多", NULL, REFUSED("很多"), "no number" },
        { "count", "若干", NULL, REFUSED("若干"), "no number" },
        { "count", "人", NULL, REFUSED("人"), "only the unit" },
        { "count", "0", NULL, REFUSED("0"), "below" },
        { "count", "-3", NULL, REFUSED("-3"), "below" },
        { "count", "10000", NULL, REFUSED("10000"), "above" },
        { "count", "99999999999999999999", NULL, REFUSED("99999999999999999999"), "far above" },
        { "count", "5-8", NULL, REFUSED("5-8"), "two numbers" },
        { "count", "一百五", NULL, REFUSED("一百五"), "105 or 150" },
        { "count", "1e3", NULL, REFUSED("1e3"), "no way to write a count" },
        { "age", "45岁", "45", NULL, "unit" },
        { "age", "45周岁", "45", NULL, "unit" },
        { "age", "不限", "0", NULL, "any" },
        { "age", " 不 限 ", "0", NULL, "any, spread" },
        { "age", "0", "0", NULL, "any" },
        { "age", "不限\xFF", NULL,
          "“年龄”要填 16 到 70 之间的整数，或“不限”，现在是“不限\xEF\xBF\xBD”", "no UTF-8" },
        { "age", "15", NULL, "“年龄”要填 16 到 70 之间的整数，或“不限”，现在是“15”", "below" },
    };
#undef REFUSED
    JUDGE(rows);
}

static void money_is_read_exactly(void **state) {
    (void)state;
#define REFUSED(text) "“最低工资”要填 0 到 1000000000 元之间的金额，现在是“" text "”"
    static const struct row rows[] = {
        { "pay_min", "3000", "300000", NULL, "yuan" },
        { "pay_min", "", "null", NULL, "absent" },
        { "pay_min", "0", "0", NULL, "nothing is not absent" },
        { "pay_min", "¥3,000.50", "300050", NULL, "sign, thousands, decimals" },
        { "pay_min", "￥３０００元", "300000", NULL, "全角" },
        { "pay_min", "3000元整", "300000", NULL, "整" },
        { "pay_min", "0.35万", "350000", NULL, "万" },
        { "pay_min", "0.35万元", "350000", NULL, "万元" },
        { "pay_min", "0.29万", "290000", NULL, "0.29 has no double" },
        { "pay_min", "4.35k", "435000", NULL, "k" },
        { "pay_min", "4K", "400000", NULL, "K" },
        { "pay_min", "3千", "300000", NULL, "千" },
        { "pay_min", "人民币3000", "300000", NULL, "in words" },
        { "pay_min", "0.1", "10", NULL, "ten fen" },
        { "pay_min", "0.070", "7", NULL, "a zero more" },
        { "pay_min", "1000000000", "100000000000", NULL, "the most" },
        { "pay_min", "1000000000.01", NULL, REFUSED("1000000000.01"), "above" },
        { "pay_min", "-1", NULL, REFUSED("-1"), "below" },
        { "pay_min", "0.005", NULL, REFUSED("0.005"), "half a fen" },
        { "pay_min", "3000-4500", NULL, REFUSED("3000-4500"), "two amounts" },
        { "pay_min", "面议", NULL, REFUSED("面议"), "a word" },
        { "pay_min", "元", NULL, REFUSED("元"), "only the unit" },
        { "pay_min", "¥", NULL, REFUSED("¥"), "only the sign" },
        { "pay_min", ".5", NULL, REFUSED(".5"), "a point first" },
        { "pay_min", "5.", NULL, REFUSED("5."), "a point last" },
        { "pay_min", "3,00", NULL, REFUSED("3,00"), "no thousands" },
        { "pay_min", "1e5", NULL, REFUSED("1e5"), "scientific" },
        { "pay_min", "99999999999999999999", NULL, REFUSED("99999999999999999999"),
          "beyond 64 bits" },
        { "pay_min", "0.00000000000000000001", NULL, REFUSED("0.00000000000000000001"), "small" },
    };
#undef REFUSED
    JUDGE(rows);
}

static void yes_and_no_are_read(void **state) {
    (void)state;
    static const char *const yes[] = { "是", "有", "√", "✓", "y", "YES", "1", "true", "Ｙ", "on" };
    static const char *const no[] = { "否", "无", "×", "n", "No", "0", "false", "", "没有", "off" };
    for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
        judge(&(struct row){ "open", yes[i], "true", NULL, "yes" });
    for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
        judge(&(struct row){ "open", no[i], "false", NULL, "no" });
    judge(&(struct row){ "open", "也许", NULL, "“公开”要填“是”或“否”，现在是“也许”", "neither" });
    judge(&(struct row){ "open", "2", NULL, "“公开”要填“是”或“否”，现在是“2”", "neither" });
}

static void a_word_is_known_by_name_label_or_another_word(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "colour", "red", "\"red\"", NULL, "name" },
        { "colour", "RED", "\"red\"", NULL, "folded" },
        { "colour", "红", "\"red\"", NULL, "label" },
        { "colour", " 大 红 ", "\"red\"", NULL, "another word" },
        { "colour", "蓝色", "\"blue\"", NULL, "another word, the only one" },
        { "colour", "", "null", NULL, "absent" },
        { "colour", "绿", NULL, "“颜色”没有“绿”这一项，可以填：红、蓝", "unknown" },
        { "colour", "红|", NULL, "“颜色”没有“红|”这一项，可以填：红、蓝",
          "the separator is no word" },
        { "colour", "红色|大红", NULL, "“颜色”没有“红色|大红”这一项，可以填：红、蓝", "two words" },
    };
    JUDGE(rows);
}

static void a_day_is_read_as_people_write_it(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "due", "2026年11月5日", "\"2026-11-05\"", NULL, "see day_read_test" },
        { "due", "", "null", NULL, "absent" },
        { "due", "5/11/2026", "\"2026-05-11\"", "“日期”写的“5/11/2026”读作 2026-05-11，请核对",
          "doubt" },
        { "due", "11月5日（周五）", "\"2026-11-05\"",
          "“日期”写的“11月5日（周五）”读作 2026-11-05，那天不是所写的星期，请核对", "weekday" },
        { "due", "2月30日", NULL, "“日期”写的“2月30日”，没有这一天", "impossible" },
        { "due", "长期", NULL, "“日期”看不出“长期”是哪一天，请写成 2026-11-05 这样", "no date" },
        { "due", "1999-12-31", NULL, "“日期”要在 2000-01-01 到 2199-12-31 之间，现在是“1999-12-31”",
          "too early" },
        { "seen", "2026-11-05 09:30", "\"2026-11-05T01:30:00.000Z\"", NULL, "Shanghai" },
        { "seen", "２０２６-11-05T09:30", "\"2026-11-05T01:30:00.000Z\"", NULL, "全角" },
        { "seen", "2026-11-05T09:30:00Z", "\"2026-11-05T09:30:00.000Z\"", NULL, "UTC as written" },
        { "seen", "昨天", NULL, "“时间”要写成 2026-11-05 09:30 这样，现在是“昨天”", "no time" },
    };
    JUDGE(rows);
}

static void a_telephone_number_takes_its_one_form(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "phone", "+86 138-0000-1234", "\"13800001234\"", NULL, "see phone_test" },
        { "phone", " ", "null", NULL, "absent" },
        { "phone", "13800001234、13900001234", "\"13800001234\"",
          "“电话”里还有“13900001234”，电话只取了 13800001234", "two" },
        { "phone", "1.38E+10", NULL,
          "“电话”：Excel 把电话变成了 1.38E+10，请把这一列改成“文本”再填", "ruined" },
        { "phone", "138****6021", NULL, "“电话”写的“138****6021”遮住了几位，请填完整的号码",
          "masked" },
        { "phone", "见公告", NULL,
          "“电话”写的“见公告”不像电话号码：手机 11 位，座机如 0738-8221234", "words" },
    };
    JUDGE(rows);
}

static void a_reference_is_found_by_name(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "other", "甲", "\"甲\"", NULL, "name" },
        { "other", " 甲 ", "\"甲\"", NULL, "name, cleaned" },
        { "other", "", "null", NULL, "absent" },
        { "other", "01890a5d-ac96-774b-bcce-b302099a8057",
          "\"01890a5d-ac96-774b-bcce-b302099a8057\"", NULL, "an id" },
        { "other", "乙", NULL, "“另一个”里没有叫“乙”的样品", "unknown" },
        { "other", "00000000-0000-0000-0000-000000000000", NULL,
          "“另一个”里没有叫“00000000-0000-0000-0000-000000000000”的样品", "the absent id" },
    };
    JUDGE(rows);
}

static void a_list_is_read_from_one_cell(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "tags", "包吃、包住", "[\"包吃\",\"包住\"]", NULL, "、" },
        { "tags", "包吃，包住;可带娃|长白班", "[\"包吃\",\"包住\",\"可带娃\",\"长白班\"]", NULL,
          "others" },
        { "tags", "包吃\n包住", "[\"包吃\",\"包住\"]", NULL, "lines" },
        { "tags", "、包吃、、", "[\"包吃\"]", NULL, "empty pieces" },
        { "tags", "", "[]", NULL, "none" },
        { "tags", "一二三四五六七", NULL, "“标签”最多 6 个字，现在有 7 个", "a piece too long" },
        { "tags", "1、2、3、4、5、6", NULL, "“标签”最多 5 项，现在有 6 项", "too many" },
        { "steps", "看房", NULL, "“步骤”不能写成一格文字：“看房”", "more than one field" },
    };
    JUDGE(rows);
}

static void a_numeral_is_read_one_way_or_not_at_all(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int         number; /* -1: not read */
        const char *left;
    } rows[] = {
        { "15天", 15, "天" },
        { "十五", 15, "" },
        { "二十", 20, "" },
        { "三百二十", 320, "" },
        { "一百零五", 105, "" },
        { "两千", 2000, "" },
        { "一千零一", 1001, "" },
        { "二〇二六", 2026, "" },
        { "十", 10, "" },
        { "九千九百九十九", 9999, "" },
        { "〇", 0, "" },
        { "一百五", -1, "一百五" },
        { "百", -1, "百" },
        { "十十", -1, "十十" },
        { "一百千", -1, "一百千" },
        { "二零零", 200, "" },
        { "一百零", -1, "一百零" },
        { "天", -1, "天" },
        { "", -1, "" },
        { "1234567890", -1, "1234567890" },
        { "一二三四五", -1, "一二三四五" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct numeral numeral = { .number = -1 };
        const char    *at = rows[i].text;
        (void)numeral_read(&at, &numeral);
        if (numeral.number != rows[i].number || strcmp(at, rows[i].left) != 0)
            fail_msg("\"%s\" is %d and leaves \"%s\"", rows[i].text, numeral.number, at);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_cleaned_and_never_cut),
        cmocka_unit_test(a_count_is_read_with_its_unit),
        cmocka_unit_test(money_is_read_exactly),
        cmocka_unit_test(yes_and_no_are_read),
        cmocka_unit_test(a_word_is_known_by_name_label_or_another_word),
        cmocka_unit_test(a_day_is_read_as_people_write_it),
        cmocka_unit_test(a_telephone_number_takes_its_one_form),
        cmocka_unit_test(a_reference_is_found_by_name),
        cmocka_unit_test(a_list_is_read_from_one_cell),
        cmocka_unit_test(a_numeral_is_read_one_way_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
