/* SPDX-License-Identifier: GPL-3.0-or-later
 * header_test.c - a heading is found where it is and nowhere else: one line or two, merged or with
 * the merges lost; which of several columns is what. */
#include "sheet/header.h"

#include "sheet/stall.h"

static struct arena     arena;
static struct headings *headings;

static int set_up(void **state) {
    (void)state;
    headings = headings_new(&stall_record, &arena);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    arena_deinit(&arena);
    return 0;
}

/* "1+2 A goods|B low": the rows of the heading, then its columns with what they are; "" when the
 * sheet has none. */
static const char *found(const char *text) {
    struct sheet  sheet = stall_sheet(&arena, "", text);
    struct header header;
    for (size_t r = 0; r < sheet.count; r++) {
        if (!header_at(headings, &sheet, r, &arena, &header))
            continue;
        const char *said = arena_printf(&arena, "%d", sheet.rows[r].number);
        for (size_t line = 1; line < header.row_count; line++)
            said = arena_printf(&arena, "%s+%d", said, sheet.rows[r + line].number);
        for (size_t i = 0; i < header.column_count; i++) {
            const struct header_column *column = &header.columns[i];
            said = arena_printf(
                &arena, "%s%s%c %s%s", said, i ? "|" : " ", (char)('A' + column->index),
                column->target ? column->target->name : "-", column->again ? " again" : "");
        }
        return said;
    }
    return "";
}

struct header_case {
    const char *sheet, *expected, *why;
};

static void check_cases(const struct header_case *cases, size_t count) {
    for (size_t i = 0; i < count; i++)
        check_text(found(cases[i].sheet), cases[i].expected, cases[i].why);
}

static void a_heading_of_one_line_is_found(void **state) {
    (void)state;
    static const struct header_case cases[] = {
        { "货品|市场|电话", "1 A goods|B market|C phone", "the first row" },
        { "东门市场摊位表\n\n货品|市场|电话", "3 A goods|B market|C phone", "below a title" },
        { "^摊位表|<摊位表|<摊位表\n货品|市场|电话", "2 A goods|B market|C phone",
          "below a title merged over the table" },
        { "单位：某局|时间：2026年\n序号|货品|市场", "2 A serial|B goods|C market",
          "below what says who made it" },
        { "序号|货 品 名 称|所在　市场", "1 A serial|B goods|C market", "spaced out for looks" },
        { "|货品|市场", "1 B goods|C market", "beginning in the second column" },
        { "*货品（必填）|市场：|电话\t", "1 A goods|B market|C phone", "with stars and brackets" },
        { "货品|市场|颜色|产地", "1 A goods|B market|C -|D -", "with columns that nobody knows" },
        { "货品|市场|备注|备注", "1 A goods|B market|C notes|D notes again", "one of them twice" },
    };
    check_cases(cases, ROWS(cases));
}

static void what_is_no_heading_is_not_taken_for_one(void **state) {
    (void)state;
    static const struct header_case cases[] = {
        { "货品", "", "a single word" },
        { "货品|苹果|梨|桃|李", "", "most cells are none" },
        { "电话|市场", "", "two words, and not what a list needs" },
        { "货品、市场和电话要写清楚，每行一个摊位，不要合并单元格", "", "a sentence" },
        { "#1|#2|#3", "", "numbers" },
        { "苹果|东门|13800001234", "", "a row of data" },
        { "", "", "nothing" },
    };
    check_cases(cases, ROWS(cases));
}

static void two_lines_are_one_heading(void **state) {
    (void)state;
    static const struct header_case cases[] = {
        { "^货品|^市场|^价格|<价格|^电话\n<货品|<市场|最低|最高|<电话\n苹果|东门|#3|#5|1",
          "1+2 A goods|B market|C low|D high|E phone", "merged down, and a group over two" },
        { "货品|市场|价格||电话\n|||最低|最高\n苹果|东门", "1 A goods|B market|C -|E phone",
          "the second line does not stand under the group" },
        { "货品|市场|价格||电话\n||最低|最高|\n苹果|东门",
          "1+2 A goods|B market|C low|D high|E phone",
          "merges lost: what is empty goes on from the left" },
        { "货品|市场|最低价|最高价\n||（元）|（元）\n苹果", "1+2 A goods|B market|C low|D high",
          "units alone" },
        { "货品|市场|电话\n苹果|东门|1", "1 A goods|B market|C phone", "data is no second line" },
        { "货品|市场|电话\n\n||（手机）", "1 A goods|B market|C phone",
          "nor one behind a blank row" },
    };
    check_cases(cases, ROWS(cases));
}

static void a_third_line_stands_below_the_two(void **state) {
    (void)state;
    static const struct header_case cases[] = {
        { "^货品|^市场信息|<市场信息|<市场信息\n<货品|^市场|^价格|<价格\n<货品|<市场|最低|"
          "最高\n苹果|东门|#3|#5",
          "1+2+3 A goods|B market|C low|D high", "a group over a group, merged" },
        { "^货品|^市场|^价格|<价格\n<货品|<市场|最低|最高\n||（元）|（元）\n苹果|东门|#3|#5",
          "1+2+3 A goods|B market|C low|D high", "units below the second line" },
        { "^货品|^市场|^价格|<价格\n<货品|<市场|最低|最高\n苹果|东门|#3|#5",
          "1+2 A goods|B market|C low|D high", "data is no third line" },
    };
    check_cases(cases, ROWS(cases));
}

static void the_surest_column_has_the_field(void **state) {
    (void)state;
    static const struct header_case cases[] = {
        { "市场名称|市场|货品", "1 A market|B market|C goods",
          "both say it: the row's reader sees the second" },
        { "货品最低价格|货品|市场", "1 A low|B goods|C market", "two words say more than one" },
        { "市场电话|货品|市场", "1 A phone|B goods|C market", "what a thing is stands at its end" },
    };
    check_cases(cases, ROWS(cases));
}

static void a_heading_is_known_again_below(void **state) {
    (void)state;
    static const struct {
        const char *sheet;
        bool        repeats;
        const char *why;
    } rows[] = {
        { "货品|市场|电话\n货品|市场|电话", true, "the same" },
        { "货品|市场|电话\n货 品|市场：|电话", true, "two of three" },
        { "货品|市场|电话\n货品|东门|1", false, "one of three" },
        { "货品|市场|电话\n货品|市场|", true, "a part of it" },
        { "货品|市场|电话\n苹果|东门|1", false, "data" },
        { "货品|市场|电话\n市场|货品|电话", false, "other places" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct sheet  sheet = stall_sheet(&arena, "", rows[i].sheet);
        struct header header;
        assert_true(header_at(headings, &sheet, 0, &arena, &header));
        check_number(header_repeats(&header, &sheet.rows[1], &arena), rows[i].repeats, rows[i].why);
    }
}

static void titles_are_kept_as_people_read_them(void **state) {
    (void)state;
    struct sheet  sheet = stall_sheet(&arena, "", "货 品|市场|^价格（元）|<价格（元）\n||最低|最高");
    struct header header;
    assert_true(header_at(headings, &sheet, 0, &arena, &header));
    assert_int_equal(header.row_count, 2);
    check_text(header.columns[0].title, "货 品", "as written");
    check_text(header.columns[0].plain, "货品", "for the notes");
    check_text(header.columns[2].title, "价格（元） 最低", "two lines joined");
    check_text(header.columns[2].plain, "价格最低", "without its unit");
    assert_non_null(header_column(&header, "low"));
    assert_null(header_column(&header, "phone"));
    assert_int_equal(header_unnamed(&header, 6, &arena)->index, 6);
    assert_int_equal(header.column_count, 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_heading_of_one_line_is_found),
        cmocka_unit_test(what_is_no_heading_is_not_taken_for_one),
        cmocka_unit_test(two_lines_are_one_heading),
        cmocka_unit_test(a_third_line_stands_below_the_two),
        cmocka_unit_test(the_surest_column_has_the_field),
        cmocka_unit_test(a_heading_is_known_again_below),
        cmocka_unit_test(titles_are_kept_as_people_read_them),
    };
    return cmocka_run_group_tests_name("header", tests, set_up, tear_down);
}
