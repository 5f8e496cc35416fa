/* SPDX-License-Identifier: GPL-3.0-or-later
 * csv_test.c - text tables as clerks save them, and as nobody should. */
#include "sheet/cells.h"

#include "base/text.h"
#include "support/check.h"
#include "support/seed.h"
#include "support/workbook.h"

#include <stdlib.h>

struct row {
    const char *bytes;
    const char *expected; /* the rows as book_print() has them; NULL: refused */
    const char *why;      /* of the row; for a refusal, words that the sentence must hold */
};

static void check_rows(const struct row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct arena arena = { 0 };
        struct err   err = { 0 };
        struct book  book = { 0 };
        bool         ok = csv_read(rows[i].bytes, strlen(rows[i].bytes), &arena, &book, &err);
        if (rows[i].expected) {
            if (!ok)
                fail_msg("%s: refused: %s", rows[i].why, err.text);
            check_text(book_print(&arena, &book) + strlen("[]\n"), rows[i].expected, rows[i].why);
        } else {
            assert_false(ok);
            assert_null(book.sheets);
            if (!strstr(err.text, rows[i].why))
                fail_msg("\"%s\" says nothing of \"%s\"", err.text, rows[i].why);
        }
        arena_deinit(&arena);
    }
}

static void quotes_and_line_ends_are_read_as_rfc_4180_and_excel_have_them(void **state) {
    static const struct row rows[] = {
        { "岗位,工资\n保洁,2000\n", "1: 岗位|工资\n2: 保洁|2000\n", "plain" },
        { "a,b\r\nc,d\r\n", "1: a|b\n2: c|d\n", "CR LF" },
        { "a,b\rc,d", "1: a|b\n2: c|d\n", "CR alone, no end" },
        { "\"a,b\",c", "1: a,b|c\n", "a delimiter inside quotes" },
        { "\"说\"\"好\"\"\",x", "1: 说\"好\"|x\n", "doubled quotes" },
        { "\"两\r\n行\",b\r\nc,d", "1: 两\\r\\n行|b\n2: c|d\n",
          "a quoted line break starts no row" },
        { "招\"聘\",b", "1: 招\"聘\"|b\n", "a quote in the middle is text" },
        { "\"a\"b,c", "1: ab|c\n", "text behind a closing quote, as Excel shows it" },
        { "\"a\"b\"c\",d", "1: ab\"c\"|d\n", "and quotes in that text" },
        { "\"\",a", "1: |a\n", "an empty quoted cell" },
        { "a,,b,,", "1: a||b\n", "empty cells at the end are no cells" },
        { "a\n\n\nb,c\n", "1: a\n4: b|c\n", "blank lines count" },
        { ",,\n \t\n\xc2\xa0,\xe3\x80\x80\nx,y", "4: x|y\n",
          "rows of delimiters and spaces are blank" },
        { "", "", "nothing at all" },
    };
    (void)state;
    check_rows(rows, ROWS(rows));
}

static void the_delimiter_is_found(void **state) {
    static const struct row rows[] = {
        { "a;b;c\nd;e;f\n", "1: a|b|c\n2: d|e|f\n", "semicolons" },
        { "a\tb\n1,5\t2,5\n", "1: a|b\n2: 1,5|2,5\n", "tabs, commas in numbers" },
        { "a|b\nc|d\n", "1: a|b\n2: c|d\n", "bars" },
        { "招聘信息表\n\n岗位\t说明\n保洁\t包吃,包住,早班\n缝纫\t计件,多劳多得,双休\n",
          "1: 招聘信息表\n3: 岗位|说明\n4: 保洁|包吃,包住,早班\n5: 缝纫|计件,多劳多得,双休\n",
          "a title above, equal commas in the texts" },
        { "a,b,c\n1,\"x|y\",2\n3,\"z|w\",4\n", "1: a|b|c\n2: 1|x|y|2\n3: 3|z|w|4\n",
          "bars in quoted texts" },
        { "sep=;\na;b,c\n", "1: a|b,c\n", "sep= names it and is no row" },
        { "\"sep=|\"\r\na|b\r\n", "1: a|b\n", "quoted sep=" },
        { "SEP=\t\na\tb;c;d\n", "1: a|b;c;d\n", "sep= with a tab" },
        { "sep=,;\na,b\n", "1: sep=|;\n2: a|b\n", "no sep= line: more than one character" },
        { "sep=", "1: sep=\n", "no sep= line: no character" },
        { "只有一列\n保洁员\n", "1: 只有一列\n2: 保洁员\n", "one column" },
    };
    (void)state;
    check_rows(rows, ROWS(rows));
}

static void what_excel_leaves_in_cells_is_known(void **state) {
    static const struct row rows[] = {
        { "=\"00123\",b", "1: 00123|b\n", "=\"…\" keeps zeros" },
        { "\"=\"\"0738\"\"\",b", "1: 0738|b\n", "the same, quoted" },
        { "1.38E+10,b", "1: 1.38E+10|b\n", "a ruined number stays as it is" },
        { "#N/A,#DIV/0!,#value!", "1: !#N/A|!#DIV/0!|!#value!\n", "errors" },
        { "########,#1", "1: !########|#1\n", "a column that was too narrow" },
        { "=B2*12,=SUM(A1),====,=>x", "1: ==B2*12|==SUM(A1)|====|=>x\n",
          "formulas and drawn lines" },
        { "'138,00012", "1: '138|00012\n", "an apostrophe and zeros stay" },
    };
    (void)state;
    check_rows(rows, ROWS(rows));
}

static void a_missing_quote_is_named_by_its_row(void **state) {
    static const struct row rows[] = {
        { "a,b\nc,\"d\ne,f\ng,h\n", NULL, "第 2 行" },
        { "a,b\n\"x\ny\",2\nc,\"d\ne,f\n", NULL, "第 3 行" },
        { "a,b\nc,\"包吃\nd,e\nf,\"住\"\n", NULL, "第 2 行" }, /* closed by a later opening quote */
        { "\"", NULL, "第 1 行" },
    };
    (void)state;
    check_rows(rows, ROWS(rows));
}

static void encodings_are_told_apart(void **state) {
#define BYTES(text) (text), sizeof(text) - 1
    static const struct {
        const char *bytes;
        size_t      length;
        const char *encoding, *expected;
    } rows[] = {
        { BYTES("喆,b"), "utf-8", "[]\n1: 喆|b\n" },
        { BYTES("\xef\xbb\xbf岗位,b"), "utf-8-bom", "[]\n1: 岗位|b\n" },
        { BYTES("\xb8\xda\xce\xbb,b"), "gb18030", "[]\n1: 岗位|b\n" },
        { BYTES("\x95\x34\xb2\x35,b\n\xfe\x9f\xd5\xd0"), "gb18030", "[]\n1: 𠮷|b\n2: 䶮招\n" },
        { BYTES("\xff\xfe\x61\0,\0\xd7\x91"), "utf-16le", "[]\n1: a|釗\n" },
        { BYTES("\xfe\xff\0\x61\0,\0b"), "utf-16be", "[]\n1: a|b\n" },
        { BYTES("\xff\xfe\x61"), NULL, NULL },         /* half a unit */
        { BYTES("a,b\nc,\0d"), NULL, NULL },           /* U+0000 */
        { BYTES("\xef\xbb\xbf\xb8\xda"), NULL, NULL }, /* says UTF-8, is not */
        { BYTES("a,\xff\xff\xff"), NULL, NULL },
    };
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena arena = { 0 };
        struct err   err = { 0 };
        struct book  book = { 0 };
        bool         ok = csv_read(rows[i].bytes, rows[i].length, &arena, &book, &err);
        assert_int_equal(ok, rows[i].encoding != NULL);
        if (ok) {
            check_text(book.encoding, rows[i].encoding, "encoding");
            check_text(book_print(&arena, &book), rows[i].expected, rows[i].encoding);
        } else {
            assert_non_null(strstr(err.text, "UTF-8"));
        }
        arena_deinit(&arena);
    }
}

static void a_megabyte_in_a_cell_is_too_long_and_costs_nothing_else(void **state) {
    const size_t size = 1 << 20;
    struct arena arena = { 0 };
    struct book  book;
    char        *text = malloc(size + 16);
    (void)state;
    memcpy(text, "x,", 2);
    memset(text + 2, 'a', size);
    memcpy(text + 2 + size, ",y\nz", 4);
    assert_true(csv_read(text, size + 6, &arena, &book, NULL));
    const struct sheet_row *row = &book.sheets[0].rows[0];
    assert_int_equal(row->count, 3);
    assert_int_equal(row->cells[1].kind, CELL_TOO_LONG);
    assert_int_equal(strlen(row->cells[1].text), CELL_CHARACTERS_MOST);
    check_text(row->cells[2].text, "y", "the cell behind it");
    check_text(book.sheets[0].rows[1].cells[0].text, "z", "the row below it");
    free(text);
    arena_deinit(&arena);
}

/* `count` copies of `piece`, on the heap. */
static char *repeat(const char *piece, size_t count, size_t *ret_length) {
    size_t n = strlen(piece);
    char  *text = malloc(n * count + 1);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * n, piece, n);
    text[n * count] = '\0';
    *ret_length = n * count;
    return text;
}

static void the_limits_hold_at_their_edge(void **state) {
    static const struct {
        const char *piece, *refusal; /* NULL: is read */
        size_t      count;
    } rows[] = {
        { "a\n", NULL, ROWS_MOST },
        { "a\n", "20201 行", ROWS_MOST + 1 }, /* the count that is there */
        { "a\n", "60000 行", 60000 },
        { "\n", NULL, 100000 }, /* blank ones are none */
        { "a,", NULL, COLUMNS_MOST },
        { ",", NULL, 5000 },
        { "a,", "256 列", COLUMNS_MOST + 1 },
    };
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena arena = { 0 };
        struct err   err = { 0 };
        struct book  book;
        size_t       length;
        char        *text = repeat(rows[i].piece, rows[i].count, &length);
        bool         ok = csv_read(text, length, &arena, &book, &err);
        if (ok != (rows[i].refusal == NULL))
            fail_msg("%zu times \"%s\": %s", rows[i].count, rows[i].piece, err.text);
        if (!ok && !strstr(err.text, rows[i].refusal))
            fail_msg("\"%s\" says nothing of \"%s\"", err.text, rows[i].refusal);
        free(text);
        arena_deinit(&arena);
    }
}

/* Every prefix of a table with everything in it is read or refused, never half: the rows before the
 * cut are those of the whole. */
static void a_table_cut_anywhere_gives_the_rows_before_the_cut(void **state) {
    static const char whole[] = "标题,,\r\n\"a\"\"b\",\"c\nd\",e\r\n=\"01\",f,g\r\n\r\nh,i,j\r\n";
    (void)state;
    for (size_t length = 0; length < sizeof(whole); length++) {
        struct arena arena = { 0 };
        struct book  book;
        char        *copy = malloc(length ? length : 1); /* so that reading behind it is caught */
        memcpy(copy, whole, length);
        if (csv_read(copy, length, &arena, &book, NULL) && book.sheets[0].count > 1) {
            const struct sheet_row *row = &book.sheets[0].rows[0];
            assert_int_equal(row->number, 1);
            check_text(row->cells[0].text, "标题", "the first row");
        }
        free(copy);
        arena_deinit(&arena);
    }
}

/* Whatever cells hold, quoting and reading gives them back. */
static void random_cells_come_back_as_they_were(void **state) {
    static const char *const pieces[] = {
        "\"", ",", "\n", "\r\n", "a", "岗", " ", ";", "\t", "𠮷"
    };
    struct world world;
    (void)state;
    support_world(&world);
    for (size_t round = 0; round < support_count(300, 6000); round++) {
        struct arena arena = { 0 };
        struct book  book;
        const char  *cells[4];
        /* Rows enough for the delimiter to be plain. */
        char *text = arena_strdup(&arena, "a,b,c,d\na,b,c,d\na,b,c,d\na,b,c,d\n");
        for (int i = 0; i < 4; i++) {
            char *cell = arena_strdup(&arena, "x"), *quoted = arena_strdup(&arena, "\"x");
            for (uint32_t n = support_below(&world, 6); n > 0; n--) {
                const char *piece = pieces[support_below(&world, ROWS(pieces))];
                cell = arena_printf(&arena, "%s%s", cell, piece);
                quoted = arena_printf(&arena, "%s%s%s", quoted, piece, *piece == '"' ? "\"" : "");
            }
            cells[i] = cell;
            text = arena_printf(&arena, "%s%s\"%s", text, quoted, i < 3 ? "," : "\r\n");
        }
        assert_true(csv_read(text, strlen(text), &arena, &book, NULL));
        assert_int_equal(book.sheets[0].count, 5);
        for (int i = 0; i < 4; i++)
            check_text(book.sheets[0].rows[4].cells[i].text, cells[i], text);
        arena_deinit(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quotes_and_line_ends_are_read_as_rfc_4180_and_excel_have_them),
        cmocka_unit_test(the_delimiter_is_found),
        cmocka_unit_test(what_excel_leaves_in_cells_is_known),
        cmocka_unit_test(a_missing_quote_is_named_by_its_row),
        cmocka_unit_test(encodings_are_told_apart),
        cmocka_unit_test(a_megabyte_in_a_cell_is_too_long_and_costs_nothing_else),
        cmocka_unit_test(the_limits_hold_at_their_edge),
        cmocka_unit_test(a_table_cut_anywhere_gives_the_rows_before_the_cut),
        cmocka_unit_test(random_cells_come_back_as_they_were),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
