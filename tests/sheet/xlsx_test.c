/* SPDX-License-Identifier: GPL-3.0-or-later
 * xlsx_test.c - Office Open XML as Excel, WPS and small programs write it, and as attackers would.
 */
#include "sheet/cells.h"

#include "support/check.h"
#include "support/workbook.h"

struct row {
    const char *sheet;    /* from <sheetData> on */
    const char *expected; /* NULL: refused */
    const char *why;      /* of the row; for a refusal, words that the sentence must hold */
};

static void check_rows(const struct row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct arena arena = { 0 };
        struct err   err = { 0 };
        size_t       length;
        char        *bytes = workbook_of(&arena, rows[i].sheet, &length);
        char        *text = workbook_rows(&arena, bytes, length, &err);
        if (rows[i].expected) {
            if (!text)
                fail_msg("%s: refused: %s", rows[i].why, err.text);
            check_text(text, rows[i].expected, rows[i].why);
        } else if (text) {
            fail_msg("was read: %s", rows[i].sheet);
        } else if (!strstr(err.text, rows[i].why)) {
            fail_msg("\"%s\" says nothing of \"%s\"", err.text, rows[i].why);
        }
        arena_deinit(&arena);
    }
}

#define DATA(rows) "<sheetData>" rows "</sheetData>"
#define ROW1(cells) DATA("<row r=\"1\">" cells "</row>")

static void each_type_of_cell_is_read(void **state) {
    static const struct row rows[] = {
        { ROW1("<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"),
          "1: 岗位|保洁员\n", "shared strings, runs joined, phonetic marks left out" },
        { ROW1("<c r=\"A1\" t=\"inlineStr\"><is><r><t>两</t></r><r><t xml:space=\"preserve\"> "
               "段</t></r>"
               "<rPh><t>x</t></rPh></is></c>"),
          "1: 两 段\n", "inline string" },
        { ROW1("<c r=\"A1\" t=\"str\"><f>A2&amp;B2</f><v>文字</v></c>"), "1: 文字\n",
          "a formula's stored text" },
        { ROW1("<c r=\"A1\"><f>1+2</f><v>3</v></c>"), "1: #3\n", "a formula's stored number" },
        { ROW1("<c r=\"A1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"B1\"><v>1</v></c>"), "1: |#1\n",
          "a formula's stored empty text" },
        { ROW1("<c r=\"A1\"><f>SUM(B1:B2)</f><v/></c><c r=\"B1\"><f>C1</f></c>"),
          "1: ==SUM(B1:B2)|==C1\n", "formulas without a result" },
        { ROW1("<c r=\"A1\"><f t=\"shared\" si=\"0\"/></c>"), "1: ==\n", "a shared one" },
        { ROW1("<c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>0</v></c>"),
          "1: ?TRUE|?FALSE\n", "yes and no" },
        { ROW1("<c r=\"A1\" t=\"e\"><v>#N/A</v></c><c r=\"B1\" "
               "t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>"),
          "1: !#N/A|!#DIV/0!\n", "errors" },
        { ROW1(
              "<c r=\"A1\" t=\"d\"><v>2026-11-24T00:00:00</v></c><c r=\"B1\" t=\"d\"><v>x</v></c>"),
          "1: @2026-11-24|x\n", "ISO dates" },
        { ROW1("<c r=\"A1\" t=\"str\"><v>a_x000D__x000A_b_x005F_x0041_ _x12 _x0000_</v></c>"),
          "1: a\\r\\nb_x0041_ _x12 _x0000_\n", "escapes of what XML cannot hold" },
        { ROW1("<c r=\"A1\" t=\"str\"><v>&lt;b&gt;&amp;&#x5c97;&#20301;</v></c>"), "1: <b>&岗位\n",
          "XML's own entities" },
        { ROW1("<c r=\"A1\" s=\"1\"/><c r=\"C1\" t=\"s\"><v>2</v></c>"), "",
          "only formats and empty texts" },
        { ROW1("<c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>2</v></c>"), "1: #2|#1\n",
          "cells out of order" },
        { DATA("<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c r=\"B3\"><v>3</v></c><c>"
               "<v>4</v></c></row>"),
          "1: #1|#2\n3: |#3|#4\n", "positions that are not written" },
        { DATA("<row r=\"2\" hidden=\"1\"><c><v>1</v></c></row>"), "2h: #1\n", "a hidden row" },
    };
    (void)state;
    check_rows(rows, ROWS(rows));
}

static void numbers_look_as_a_clerk_sees_them(void **state) {
    static const struct {
        const char *value, *expected;
    } rows[] = {
        { "3000", "#3000" },
        { "13800001234", "#13800001234" },
        { "1.3800001234E10", "#13800001234" },
        { "0.35", "#0.35" },
        { "0.1", "#0.1" },
        { "0.30000000000000004", "#0.3" },
        { "3500.0000000000005", "#3500" },
        { "-5.5", "#-5.5" },
        { "-0", "#0" },
        { "999999999999999", "#999999999999999" },
        { "1000000000000000", "#1E+15" },
        { "4.3130119900101E+17", "#4.3130119900101E+17" },
        { "1E-7", "#1E-07" },
        { "1e999", "1e999" }, /* no number: the text as it is */
        { "nan", "nan" },
        { "0x10", "0x10" },
        { "12 34", "12 34" },
    };
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena arena = { 0 };
        struct err   err = { 0 };
        size_t       length;
        char        *sheet = arena_printf(&arena, ROW1("<c r=\"A1\"><v>%s</v></c>"), rows[i].value);
        char        *bytes = workbook_of(&arena, sheet, &length);
        check_text(workbook_rows(&arena, bytes, length, &err),
                   arena_printf(&arena, "1: %s\n", rows[i].expected), rows[i].value);
        arena_deinit(&arena);
    }
}

static void a_date_is_a_number_with_a_date_format(void **state) {
    static const struct row rows[] = {
        { ROW1("<c r=\"A1\" s=\"1\"><v>46350</v></c><c r=\"B1\" s=\"2\"><v>46350</v></c><c "
               "r=\"C1\"><v>46350</v></c>"),
          "1: @2026-11-24|@2026-11-24|#46350\n", "built in, of the file, none" },
        { ROW1("<c r=\"A1\" s=\"1\"><v>46350.75</v></c><c r=\"B1\" "
               "s=\"1\"><v>46349.9999999999</v></c>"),
          "1: @2026-11-24|@2026-11-24\n", "with a time, and a hair before midnight" },
        { ROW1("<c r=\"A1\" s=\"3\"><v>0.354166666666667</v></c><c r=\"B1\" "
               "s=\"1\"><v>0.75</v></c>"),
          "1: 08:30|18:00\n", "a time alone" },
        { ROW1("<c r=\"A1\" s=\"4\"><v>1.5</v></c>"), "1: #1.5\n", "[h]:mm is a length" },
        { ROW1("<c r=\"A1\" s=\"1\"><v>61</v></c><c r=\"B1\" s=\"1\"><v>59</v></c><c r=\"C1\" "
               "s=\"1\"><v>1</v></c>"),
          "1: @1900-03-01|@1900-02-28|@1900-01-01\n", "around the day that was not" },
        { ROW1("<c r=\"A1\" s=\"1\"><v>60</v></c><c r=\"B1\" s=\"1\"><v>0</v></c>"
               "<c r=\"C1\" s=\"1\"><v>-1</v></c><c r=\"D1\" s=\"1\"><v>200000</v></c>"),
          "1: #60|#0|#-1|#200000\n", "no days" },
        { ROW1("<c r=\"A1\" s=\"99\"><v>46350</v></c>"), "1: #46350\n",
          "a style that is not there" },
    };
    (void)state;
    check_rows(rows, ROWS(rows));
}

/* Built-in number, code: what it shows. */
static void number_formats_are_told_apart(void **state) {
    static const struct {
        int         id; /* < 200: built in; else `code` */
        const char *code, *expected;
    } rows[] = {
        { 0, NULL, "#46350.5" },
        { 9, NULL, "#46350.5" },
        { 14, NULL, "@2026-11-24" },
        { 17, NULL, "@2026-11-24" },
        { 18, NULL, "12:00" },
        { 22, NULL, "@2026-11-24" },
        { 27, NULL, "@2026-11-24" },
        { 31, NULL, "@2026-11-24" },
        { 32, NULL, "12:00" },
        { 36, NULL, "@2026-11-24" },
        { 46, NULL, "#46350.5" },
        { 49, NULL, "#46350.5" },
        { 50, NULL, "@2026-11-24" },
        { 55, NULL, "12:00" },
        { 58, NULL, "@2026-11-24" },
        { 200, "General", "#46350.5" },
        { 200, "G/通用格式", "#46350.5" },
        { 200, "yyyy-mm-dd", "@2026-11-24" },
        { 200, "m&quot;月&quot;d&quot;日&quot;", "@2026-11-24" },
        { 200, "m月", "@2026-11-24" },
        { 200, "[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;", "@2026-11-24" },
        { 200, "[$-F800]dddd, mmmm dd, yyyy", "@2026-11-24" },
        { 200, "aaaa", "@2026-11-24" },
        { 200, "h:mm AM/PM", "12:00" },
        { 200, "mm:ss", "12:00" },
        { 200, "[mm]:ss", "#46350.5" },
        { 200, "0.00&quot;元/day&quot;", "#46350.5" },
        { 200, "[Red]#,##0.00;[Blue]-#,##0", "#46350.5" },
        { 200, "0\\d", "#46350.5" },
        { 200, "0_d", "#46350.5" },
        { 200, "0;yyyy", "#46350.5" },
        { 200, "&quot;open", "#46350.5" },
        { 200, "[", "#46350.5" },
        { 200, "\\", "#46350.5" },
    };
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena     arena = { 0 };
        struct err       err = { 0 };
        size_t           length;
        const char      *code = rows[i].code ? rows[i].code : "";
        struct part_text parts[] = {
            { .name = WORKBOOK_STYLES,
              .text =
                  arena_printf(&arena,
                               "<s><numFmts><numFmt numFmtId=\"200\" formatCode=\"%s\"/></numFmts>"
                               "<cellXfs><xf numFmtId=\"%d\"/></cellXfs></s>",
                               code, rows[i].id) },
            { .name = WORKBOOK_SHEET,
              .text = "<w>" ROW1("<c r=\"A1\" s=\"0\"><v>46350.5</v></c>") "</w>" },
        };
        char *bytes = workbook_make(&arena, parts, ROWS(parts), &length);
        check_text(workbook_rows(&arena, bytes, length, &err),
                   arena_printf(&arena, "1: %s\n", rows[i].expected),
                   arena_printf(&arena, "%d %s", rows[i].id, code));
        arena_deinit(&arena);
    }
}

static void merged_ranges_say_in_each_cell_what_the_first_says(void **state) {
    static const struct row rows[] = {
        { DATA("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>厂</v></c><c r=\"B1\"><v>1</v></c></row>"
               "<row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"B2\"><v>2</v></c></row>"
               "<row r=\"3\"><c r=\"B3\"><v>3</v></c></row>") "<mergeCells><mergeCell "
                                                              "ref=\"A1:A3\"/></mergeCells>",
          "1: ^厂|#1\n2: <厂|#2\n3: <厂|#3\n", "down a column" },
        { DATA("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>题</v></c></row>"
               "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><v>2</v></c></row>") "<mergeCells>"
                                                                                      "<mergeCell "
                                                                                      "ref=\"A1:"
                                                                                      "H1\"/></"
                                                                                      "mergeCells>",
          "1: ^题|<题\n2: #1|#2\n", "a title, as far as columns are used" },
        { DATA(
              "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>题</v></c></row><row r=\"2\"/>") "<mergeCells>"
                                                                                      "<mergeCell "
                                                                                      "ref=\"A1:"
                                                                                      "B2\"/></"
                                                                                      "mergeCells>",
          "1: ^题\n", "a row of nothing of its own stays blank" },
        { DATA(
              "<row r=\"2\"><c r=\"A2\" s=\"1\"/><c r=\"C2\" t=\"str\"><v>x</v></c></row>") "<merge"
                                                                                            "Cells>"
                                                                                            "<merge"
                                                                                            "Cell "
                                                                                            "ref="
                                                                                            "\"A1:"
                                                                                            "A2\"/"
                                                                                            "></"
                                                                                            "mergeC"
                                                                                            "ells>",
          "2: <||x\n", "an empty range" },
        { DATA(
              "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>") "<mergeCells><mergeCell "
                                                             "ref=\"A1:XFD1048576\"/></mergeCells>",
          "1: ^#1\n", "the whole sheet, within what is used" },
        { DATA("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>") "<mergeCells><mergeCell "
                                                              "ref=\"XFD1:XFD9\"/></mergeCells>",
          "1: #1\n", "beyond what is used" },
        { DATA("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>") "<mergeCells><mergeCell "
                                                              "ref=\"A1:B2\"/><mergeCell "
                                                              "ref=\"A1:A3\"/></mergeCells>",
          NULL, "互相重叠" },
        { DATA("") "<mergeCells><mergeCell ref=\"B2:A1\"/></mergeCells>", NULL, "B2:A1" },
        { DATA("") "<mergeCells><mergeCell ref=\"A1\"/></mergeCells>", NULL, "A1" },
        { DATA("") "<mergeCells><mergeCell/></mergeCells>", NULL, "位置" },
    };
    (void)state;
    check_rows(rows, ROWS(rows));
}

static void impossible_positions_are_refused(void **state) {
    static const struct row rows[] = {
        { DATA("<row r=\"0\"/>"), NULL, "（0）" },
        { DATA("<row r=\"1048577\"/>"), NULL, "1048577" },
        { DATA("<row r=\"99999999999999999999\"/>"), NULL, "位置" },
        { DATA("<row r=\"-1\"/>"), NULL, "-1" },
        { DATA("<row r=\"1048576\"/><row/>"), NULL, "坏了" },
        { DATA("<row r=\"5\"/><row r=\"4\"/>"), NULL, "第 4 行写在第 5 行后面" },
        { DATA("<row r=\"5\"/><row r=\"5\"/>"), NULL, "第 5 行写在第 5 行后面" },
        { ROW1("<c r=\"XFE1\"><v>1</v></c>"), NULL, "XFE1" },
        { ROW1("<c r=\"A0\"><v>1</v></c>"), NULL, "A0" },
        { ROW1("<c r=\"A2\"><v>1</v></c>"), NULL, "A2" },
        { ROW1("<c r=\"1A\"><v>1</v></c>"), NULL, "1A" },
        { ROW1("<c r=\"A1B\"><v>1</v></c>"), NULL, "A1B" },
        { ROW1("<c r=\"AAAAAAAAAAAAAAAAAAAAAAAAAA1\"><v>1</v></c>"), NULL, "位置" },
        { ROW1("<c r=\"&#10;;rm\"><v>1</v></c>"), NULL, "（?）" },
        { ROW1("<c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c>"), NULL, "坏了" },
        { ROW1("<c r=\"A1\" t=\"x\"><v>1</v></c>"), NULL, "坏了" },
        { ROW1("<c r=\"A1\" t=\"s\"><v>3</v></c>"), NULL, "坏了" },
        { ROW1("<c r=\"A1\" t=\"s\"><v>-1</v></c>"), NULL, "坏了" },
        { ROW1("<c r=\"A1\" t=\"s\"><v>4294967296</v></c>"), NULL, "坏了" },
        { DATA("<c r=\"A1\"><v>1</v></c>"), NULL, "坏了" },
        { ROW1("<row r=\"2\"/>"), NULL, "坏了" },
        { ROW1("<c r=\"A1\"><c r=\"B1\"/></c>"), NULL, "坏了" },
        { ROW1("<c r=\"IW1\"><v>1</v></c>"), NULL, "256 列" },
        { ROW1("<c r=\"IW1\" s=\"1\"/>"), "", "a format beyond the limit is no content" },
        { ROW1("<c r=\"IV1\"/><c r=\"A1\"><v>1</v></c>"), "1: #1\n", "nor within" },
    };
    (void)state;
    check_rows(rows, ROWS(rows));
}

struct package {
    struct part_text part;           /* replaces or adds one */
    const char      *expected, *why; /* as in struct row, the sheet's heading too */
};

static void packages_are_read_by_their_relations(void **state) {
#define RELATION(id, type, target)                                                                 \
    "<Relationship Id=\"" id "\" Type=\"http://x/" type "\" Target=\"" target "\"/>"
    static const char root[] = "_rels/.rels", book[] = "xl/workbook.xml",
                      rels[] = "xl/_rels/workbook.xml.rels";
    static const struct package rows[] = {
        { { root, NULL, 0 }, "[S]\n", "without root relations: the usual name" },
        { { WORKBOOK_STYLES, NULL, 0 }, "[S]\n", "without styles" },
        { { WORKBOOK_STRINGS, NULL, 0 }, "[S]\n", "without strings that nobody needs" },
        { { rels, NULL, 0 }, NULL, "坏了" },
        { { WORKBOOK_SHEET, NULL, 0 }, NULL, "坏了" },
        { { book, NULL, 0 }, NULL, "压缩包" },
        { { book,
            "<workbook><sheets><sheet name=\"S\" r:id=\"rId1\"/><sheet name=\"T\" r:id=\"rId1\" "
            "state=\"hidden\"/><sheet name=\"U\" r:id=\"rId1\" state=\"veryHidden\"/></sheets>"
            "</workbook>",
            0 },
          "[S]\n[T]h\n[U]h\n",
          "hidden sheets" },
        { { book,
            "<x:workbook xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheets>"
            "<x:sheet name=\"严格\" q:id=\"rId1\"/></x:sheets></x:workbook>",
            0 },
          "[严格]\n",
          "strict, with prefixes" },
        { { book, "<workbook><sheets><sheet name=\"S\" r:id=\"rId9\"/></sheets></workbook>", 0 },
          NULL,
          "坏了" },
        { { book, "<workbook><sheets><sheet name=\"S\"/></sheets></workbook>", 0 }, NULL, "坏了" },
        { { rels, "<R>" RELATION("rId1", "worksheet", "../../../etc/passwd") "</R>", 0 },
          NULL,
          "外面" },
        { { rels,
            "<R>" RELATION("rId1", "worksheet",
                           "../xl/./worksheets/../worksheets/sheet1.xml") "</R>",
            0 },
          "[S]\n",
          "a path that goes round" },
        { { rels, "<R>" RELATION("rId1", "worksheet", "/XL/Worksheets/Sheet1.XML") "</R>", 0 },
          "[S]\n",
          "absolute, in other letters" },
        { { rels, "<R>" RELATION("rId1", "worksheet", "//////") "</R>", 0 }, NULL, "外面" },
        { { rels, "<R>" RELATION("rId1", "chartsheet", "charts/1.xml") "</R>", 0 }, "", "a chart" },
        { { rels,
            "<R>" RELATION(
                "rId1", "worksheet",
                "worksheets/sheet1.xml") "<Relationship Id=\"h\" Type=\"t/hyperlink\" "
                                         "Target=\"http://x\" TargetMode=\"External\"/></R>",
            0 },
          "[S]\n",
          "links out are not followed" },
        { { rels,
            "<R><Relationship Id=\"rId1\" Type=\"t/worksheet\" Target=\"file:///etc/passwd\" "
            "TargetMode=\"External\"/></R>",
            0 },
          NULL,
          "坏了" },
        { { "../../evil", "x", 0 }, "[S]\n", "a member that climbs is never looked at" },
        { { WORKBOOK_SHEET, "<!DOCTYPE w [<!ENTITY a \"b\">]><w/>", 0 }, NULL, "坏了" },
        { { book, "<!DOCTYPE w SYSTEM \"file:///etc/passwd\"><w/>", 0 }, NULL, "坏了" },
        { { WORKBOOK_STRINGS, "<!DOCTYPE w [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;&a;&a;\">]><w/>",
            0 },
          NULL,
          "坏了" },
        { { WORKBOOK_SHEET, "<worksheet><sheetData>", 0 }, NULL, "坏了" },
        { { WORKBOOK_SHEET, "", 0 }, NULL, "坏了" },
        { { WORKBOOK_SHEET, "<w>\xff</w>", 0 }, NULL, "坏了" },
        { { WORKBOOK_SHEET, "<?xml version=\"1.0\" encoding=\"EBCDIC\"?><w/>", 0 }, NULL, "坏了" },
    };
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena arena = { 0 };
        struct err   err = { 0 };
        struct book  got = { 0 };
        size_t       length;
        char        *bytes = workbook_make(&arena, &rows[i].part, 1, &length);
        bool         ok = xlsx_read(bytes, length, &arena, &got, &err);
        if (ok != (rows[i].expected != NULL))
            fail_msg("row %zu, %s: %s", i, rows[i].why, ok ? "was read" : err.text);
        if (ok)
            check_text(book_print(&arena, &got), rows[i].expected, rows[i].why);
        else if (!strstr(err.text, rows[i].why))
            fail_msg("row %zu: \"%s\" says nothing of \"%s\"", i, err.text, rows[i].why);
        arena_deinit(&arena);
    }
}

/* --- the same with parts beside the cells
 * ----------------------------------------------------------- */

static char *read_parts(struct arena *arena, const struct part_text *parts, size_t count,
                        struct err *err) {
    size_t length;
    char  *bytes = workbook_make(arena, parts, count, &length);
    return workbook_rows(arena, bytes, length, err);
}

static void cells_without_their_strings_are_refused(void **state) {
    static const struct part_text parts[] = {
        { .name = WORKBOOK_STRINGS, .text = NULL },
        { .name = WORKBOOK_SHEET, .text = "<w>" ROW1("<c r=\"A1\" t=\"s\"><v>0</v></c>") "</w>" },
    };
    struct arena arena = { 0 };
    struct err   err = { 0 };
    (void)state;
    assert_null(read_parts(&arena, parts, ROWS(parts), &err));
    assert_non_null(strstr(err.text, "缺了存放文字的部分"));
    arena_deinit(&arena);
}

static void a_workbook_that_counts_from_1904_is_shifted(void **state) {
    static const struct part_text parts[] = {
        { .name = "xl/workbook.xml",
          .text = "<w><workbookPr date1904=\"1\"/><sheets><sheet name=\"S\" "
                  "r:id=\"rId1\"/></sheets></w>" },
        { .name = WORKBOOK_SHEET,
          .text = "<w>" ROW1("<c r=\"A1\" s=\"1\"><v>44888</v></c>") "</w>" },
    };
    struct arena arena = { 0 };
    struct err   err = { 0 };
    (void)state;
    check_text(read_parts(&arena, parts, ROWS(parts), &err), "1: @2026-11-24\n", "1904");
    arena_deinit(&arena);
}

static void a_result_that_waits_for_calculation_is_none(void **state) {
    static const struct part_text parts[] = {
        { .name = "xl/workbook.xml",
          .text = "<w><sheets><sheet name=\"S\" r:id=\"rId1\"/></sheets><calcPr "
                  "fullCalcOnLoad=\"1\"/></w>" },
        { .name = WORKBOOK_SHEET,
          .text = "<w>" ROW1("<c r=\"A1\"><f>B1*2</f><v>0</v></c><c "
                             "r=\"B1\"><f>C1</f><v>7</v></c><c r=\"C1\"><v>0</v></c>") "</w>" },
    };
    struct arena arena = { 0 };
    struct err   err = { 0 };
    (void)state;
    check_text(read_parts(&arena, parts, ROWS(parts), &err), "1: ==B1*2|#7|#0\n", "fullCalcOnLoad");
    arena_deinit(&arena);
}

static void other_zips_are_named(void **state) {
    static const struct {
        const char *part, *name;
    } rows[] = {
        { "word/document.xml", "Word" }, { "ppt/presentation.xml", "幻灯片" },
        { "content.xml", ".ods" },       { "xl/workbook.bin", ".xlsb" },
        { "photo.jpg", "压缩包" },
    };
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena           arena = { 0 };
        struct err             err = { 0 };
        const struct part_text part = { .name = rows[i].part, .text = "<x/>" };
        size_t                 length;
        char                  *bytes = workbook_zip(&arena, &part, 1, &length);
        assert_null(workbook_rows(&arena, bytes, length, &err));
        if (!strstr(err.text, rows[i].name))
            fail_msg("\"%s\" says nothing of \"%s\"", err.text, rows[i].name);
        arena_deinit(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_type_of_cell_is_read),
        cmocka_unit_test(numbers_look_as_a_clerk_sees_them),
        cmocka_unit_test(a_date_is_a_number_with_a_date_format),
        cmocka_unit_test(number_formats_are_told_apart),
        cmocka_unit_test(merged_ranges_say_in_each_cell_what_the_first_says),
        cmocka_unit_test(impossible_positions_are_refused),
        cmocka_unit_test(packages_are_read_by_their_relations),
        cmocka_unit_test(cells_without_their_strings_are_refused),
        cmocka_unit_test(a_workbook_that_counts_from_1904_is_shifted),
        cmocka_unit_test(a_result_that_waits_for_calculation_is_none),
        cmocka_unit_test(other_zips_are_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
