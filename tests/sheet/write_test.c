/* SPDX-License-Identifier: GPL-3.0-or-later
 * write_test.c - spreadsheets out, read back by our own reader: what went in comes out. */
#include "sheet/write.h"

#include "sheet/cells.h"
#include "support/check.h"
#include "support/seed.h"
#include "support/temp.h"
#include "support/workbook.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* What was written to a FILE of our own. */
struct written {
    char  *bytes;
    size_t length;
};

static FILE *begin(struct written *written, enum sheet_format format,
                   struct sheet_writer **writer) {
    FILE *file = open_memstream(&written->bytes, &written->length);
    assert_non_null(file);
    assert_true(sheet_writer_open(writer, format, file, "岗位", NULL));
    return file;
}

static void end(struct sheet_writer *writer, FILE *file) {
    struct err err = { 0 };
    if (!sheet_writer_close(writer, &err))
        fail_msg("%s", err.text);
    assert_int_equal(fclose(file), 0);
}

static void a_csv_is_what_excel_in_china_opens(void **state) {
    static const struct {
        const char *text, *expected;
        bool        number;
    } rows[] = {
        { "保洁员", "保洁员", false },
        { "3000", "3000", true },
        { "-3", "-3", true },
        { "-3", "\"'-3\"", false },
        { "=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"", false },
        { "+8613800001234", "\"'+8613800001234\"", false },
        { "@SUM(A1)", "\"'@SUM(A1)\"", false },
        { "\tx", "\"'\tx\"", false },
        { "\rx", "\"'\rx\"", false },
        { "a,b", "\"a,b\"", false },
        { "说\"好\"", "\"说\"\"好\"\"\"", false },
        { "两\n行", "\"两\n行\"", false },
        { " x", "\" x\"", false },
        { "x ", "\"x \"", false },
        { "", "", false },
        { NULL, "", false },
    };
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct written       written;
        struct sheet_writer *writer;
        FILE                *file = begin(&written, SHEET_CSV, &writer);
        const char          *texts[] = { rows[i].text, "z" };
        const bool           number[] = { rows[i].number, false };
        struct arena         arena = { 0 };
        assert_true(sheet_writer_row(writer, texts, number, 2, false, NULL));
        end(writer, file);
        check_text(written.bytes, arena_printf(&arena, "\xef\xbb\xbf%s,z\r\n", rows[i].expected),
                   rows[i].expected);
        arena_deinit(&arena);
        free(written.bytes);
    }
}

static bool read_back(struct arena *arena, enum sheet_format format, const struct written *written,
                      struct book *book, struct err *err) {
    return format == SHEET_CSV ? csv_read(written->bytes, written->length, arena, book, err)
                               : xlsx_read(written->bytes, written->length, arena, book, err);
}

/* Hostile texts: as cells, in both formats. CSV gives those that would run an apostrophe. */
static const char *const hostile[] = {
    "=1+1",
    "+1",
    "-1",
    "@x",
    "'x",
    "\"",
    "\"\"",
    "<script>alert(1)</script>",
    "&amp;&#x0;",
    "]]>",
    "a\nb",
    "a\r\nb",
    "a\rb",
    "_x000D_",
    "_x005F_",
    "_x0041_b",
    "\x01\x02\x1f",
    "\x7f",
    "%s%n",
    "\\",
    "/../..",
    "岗位",
    "𠮷👩‍🏭",
    "\xe2\x80\x8b",
    "\xc2\xa0x\xc2\xa0",
    "\xef\xbb\xbf",
    "\xef\xbf\xbd",
    "\xe2\x80\xae"
    "abc",
    "1.38E+10",
    "00123",
    "#N/A",
    "TRUE",
    "2026-11-24",
    "1e5",
    "x\ty",
    ";",
    "|",
    "sep=;",
};

static void hostile_texts_come_back_as_they_went(void **state) {
    (void)state;
    for (enum sheet_format format = SHEET_CSV; format <= SHEET_XLSX; format++)
        for (size_t i = 0; i < ROWS(hostile); i++) {
            struct arena         arena = { 0 };
            struct err           err = { 0 };
            struct written       written;
            struct book          book;
            struct sheet_writer *writer;
            FILE                *file = begin(&written, format, &writer);
            const char          *heads[] = { "栏", "z", "y" }, *texts[] = { "1", hostile[i], "2" };
            assert_true(sheet_writer_row(writer, heads, NULL, 3, true, NULL));
            assert_true(sheet_writer_row(writer, texts, NULL, 3, false, NULL));
            end(writer, file);
            if (!read_back(&arena, format, &written, &book, &err))
                fail_msg("%s: %s", hostile[i], err.text);
            assert_int_equal(book.sheets[0].count, 2);
            const struct sheet_row *row = &book.sheets[0].rows[1];
            assert_int_equal(row->count, 3);
            bool runs = format == SHEET_CSV && strchr("=+-@\t\r", hostile[i][0]);
            check_text(row->cells[1].text,
                       arena_printf(&arena, "%s%s", runs ? "'" : "", hostile[i]), hostile[i]);
            if (format == SHEET_XLSX)
                assert_int_equal(row->cells[1].kind, CELL_TEXT);
            check_text(row->cells[2].text, "2", hostile[i]);
            free(written.bytes);
            arena_deinit(&arena);
        }
}

static void what_xml_cannot_hold_is_replaced_not_lost(void **state) {
    struct arena         arena = { 0 };
    struct err           err = { 0 };
    struct written       written;
    struct book          book;
    struct sheet_writer *writer;
    FILE                *file = begin(&written, SHEET_XLSX, &writer);
    const char          *texts[] = { "a\xef\xbf\xbf\xef\xbf\xbe"
                                              "b" };
    (void)state;
    assert_true(sheet_writer_row(writer, texts, NULL, 1, false, NULL));
    end(writer, file);
    if (!xlsx_read(written.bytes, written.length, &arena, &book, &err))
        fail_msg("%s", err.text);
    check_text(book.sheets[0].rows[0].cells[0].text,
               "a\xef\xbf\xbd\xef\xbf\xbd"
               "b",
               "U+FFFF, U+FFFE");
    free(written.bytes);
    arena_deinit(&arena);
}

static void numbers_are_numbers_and_headings_texts(void **state) {
    struct arena             arena = { 0 };
    struct err               err = { 0 };
    struct written           written;
    struct book              book;
    struct sheet_writer     *writer;
    FILE                    *file = begin(&written, SHEET_XLSX, &writer);
    static const char *const heads[] = { "岗位", "工资", "备注" };
    static const char *const texts[] = { "保洁员", "2000.50", "3000" };
    static const char *const more[] = { "", "面议", NULL };
    static const bool        number[] = { false, true, false };
    (void)state;
    assert_true(sheet_writer_row(writer, heads, NULL, 3, true, NULL));
    assert_true(sheet_writer_row(writer, texts, number, 3, false, NULL));
    assert_true(sheet_writer_row(writer, more, number, 3, false, NULL)); /* no number after all */
    end(writer, file);
    if (!xlsx_read(written.bytes, written.length, &arena, &book, &err))
        fail_msg("%s", err.text);
    check_text(book_print(&arena, &book),
               "[岗位]\n1: 岗位|工资|备注\n2: 保洁员|#2000.5|3000\n3: |面议\n", "");
    free(written.bytes);
    arena_deinit(&arena);
}

static void random_tables_come_back_in_both_formats(void **state) {
    struct world world;
    (void)state;
    support_world(&world);
    for (size_t round = 0; round < support_count(20, 400); round++) {
        enum sheet_format    format = round % 2 ? SHEET_CSV : SHEET_XLSX;
        struct arena         arena = { 0 };
        struct err           err = { 0 };
        struct written       written;
        struct book          book;
        struct sheet_writer *writer;
        FILE                *file = begin(&written, format, &writer);
        const char          *texts[20][5];
        for (int r = 0; r < 20; r++) {
            for (int c = 0; c < 5; c++)
                texts[r][c] =
                    arena_printf(&arena, "x%s", hostile[support_below(&world, ROWS(hostile))]);
            assert_true(sheet_writer_row(writer, texts[r], NULL, 5, r == 0, NULL));
        }
        end(writer, file);
        if (!read_back(&arena, format, &written, &book, &err))
            fail_msg("%s", err.text);
        assert_int_equal(book.sheets[0].count, 20);
        for (int r = 0; r < 20; r++)
            for (int c = 0; c < 5; c++)
                check_text(book.sheets[0].rows[r].cells[c].text, texts[r][c], "cell");
        free(written.bytes);
        arena_deinit(&arena);
    }
}

static void a_full_disk_is_said_and_leaves_no_temporary_file(void **state) {
    static const char *const texts[] = { "a", "b" };
    struct temp              temp;
    (void)state;
    temp_make(&temp);
    assert_int_equal(setenv("TMPDIR", temp.path, 1), 0);
    for (enum sheet_format format = SHEET_CSV; format <= SHEET_XLSX; format++) {
        struct sheet_writer *writer;
        struct err           err = { 0 };
        FILE                *full = fopen("/dev/full", "w");
        assert_non_null(full);
        assert_true(sheet_writer_open(&writer, format, full, "S", &err));
        for (int i = 0; i < 5; i++) /* a CSV may meet the end of the disk in the middle */
            (void)sheet_writer_row(writer, texts, NULL, 2, false, &err);
        assert_false(sheet_writer_close(writer, &err));
        assert_non_null(strstr(err.text, "写不进文件"));
        (void)fclose(full);
    }
    assert_int_equal(rmdir(temp.path), 0); /* empty again */
    assert_int_equal(setenv("TMPDIR", "/nonexistent", 1), 0);
    struct sheet_writer *writer;
    struct err           err = { 0 };
    assert_false(sheet_writer_open(&writer, SHEET_XLSX, stdout, "S", &err));
    assert_non_null(strstr(err.text, "临时文件"));
    assert_int_equal(unsetenv("TMPDIR"), 0);
}

static void a_sheet_name_that_excel_refuses_is_an_error(void **state) {
    struct sheet_writer *writer;
    struct err           err = { 0 };
    (void)state;
    assert_false(sheet_writer_open(&writer, SHEET_XLSX, stdout, "a/b", &err));
    assert_true(err.text[0]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_csv_is_what_excel_in_china_opens),
        cmocka_unit_test(hostile_texts_come_back_as_they_went),
        cmocka_unit_test(what_xml_cannot_hold_is_replaced_not_lost),
        cmocka_unit_test(numbers_are_numbers_and_headings_texts),
        cmocka_unit_test(random_tables_come_back_in_both_formats),
        cmocka_unit_test(a_full_disk_is_said_and_leaves_no_temporary_file),
        cmocka_unit_test(a_sheet_name_that_excel_refuses_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
