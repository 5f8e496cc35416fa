/* SPDX-License-Identifier: GPL-3.0-or-later
 * book_test.c - what a file is: by its bytes, whatever its name says; and what is none is named. */
#include "sheet/book.h"

#include "sheet/cells.h"
#include "sheet/confine.h"
#include "support/check.h"
#include "support/temp.h"
#include "support/workbook.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define BYTES(text) (text), sizeof(text) - 1

static void a_file_is_known_by_its_bytes(void **state) {
    static const struct {
        const char    *bytes;
        size_t         length;
        enum file_kind kind;
        const char    *words; /* of a refusal */
    } rows[] = {
        { BYTES("岗位,工资\n"), FILE_TEXT, NULL },
        { BYTES("\xb8\xda\xce\xbb,b"), FILE_TEXT, NULL },
        { BYTES("\xff\xfe\x61\0"), FILE_TEXT, NULL },
        { BYTES("BMW 驾驶员,4000\n"), FILE_TEXT, NULL }, /* not a picture: no zero bytes */
        { BYTES("PK 比赛,1\n"), FILE_TEXT, NULL },
        { BYTES("MZ,1\n"), FILE_TEXT, NULL },
        { BYTES("<5人,x\n"), FILE_TEXT, NULL },
        { BYTES("PK\3\4xxxx"), FILE_ZIP, NULL },
        { BYTES("PK\5\6xxxx"), FILE_ZIP, NULL },
        { BYTES("\x09\x04\x06\0\0\0\x10\0"), FILE_XLS, NULL },
        { BYTES("%PDF-1.4"), FILE_REFUSED, "PDF" },
        { BYTES("\x89PNG\r\n"), FILE_REFUSED, "图片" },
        { BYTES("\xff\xd8\xff\xe0"), FILE_REFUSED, "图片" },
        { BYTES("GIF89a"), FILE_REFUSED, "图片" },
        { BYTES("BM\x36\0\0\0"), FILE_REFUSED, "图片" },
        { BYTES("{\\rtf1"), FILE_REFUSED, "Word" },
        { BYTES("Rar!\x1a"), FILE_REFUSED, "压缩包" },
        { BYTES("7z\xbc\xaf"), FILE_REFUSED, "压缩包" },
        { BYTES("\x1f\x8b\x08"), FILE_REFUSED, "压缩包" },
        { BYTES("\x7f"
                "ELF"),
          FILE_REFUSED, "程序" },
        { BYTES("SQLite format 3\0"), FILE_REFUSED, "数据库" },
        { BYTES("<html><table><tr><td>岗位"), FILE_REFUSED, "网页" },
        { BYTES("\xef\xbb\xbf\r\n <!DOCTYPE HTML>"), FILE_REFUSED, "网页" },
        { BYTES("<meta charset=gb2312><TABLE>"), FILE_REFUSED, "网页" },
        { BYTES("\xff\xfe<\0h\0t\0m\0l\0>\0"), FILE_REFUSED, "网页" },
        { BYTES("MIME-Version: 1.0\nX-Document-Type: Workbook"), FILE_REFUSED, "网页" },
        { BYTES("<?xml version=\"1.0\"?><Workbook "
                "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
          FILE_REFUSED, "XML 表格" },
        { BYTES("<?xml version=\"1.0\"?><a/>"), FILE_REFUSED, "XML 文件" },
        { BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), FILE_REFUSED, "坏了" },
        { BYTES(""), FILE_TEXT, NULL },
    };
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct err err = { 0 };
        char      *copy = malloc(rows[i].length ? rows[i].length : 1);
        memcpy(copy, rows[i].bytes, rows[i].length);
        check_number(book_kind(copy, rows[i].length, &err), rows[i].kind, rows[i].bytes);
        if (rows[i].words && !strstr(err.text, rows[i].words))
            fail_msg("\"%s\" says nothing of \"%s\"", err.text, rows[i].words);
        free(copy);
    }
}

static void a_compound_file_is_known_by_its_streams(void **state) {
    static const struct {
        const char    *stream;
        enum file_kind kind;
        const char    *words;
    } rows[] = {
        { "Workbook", FILE_XLS, NULL },
        { "Book", FILE_XLS, NULL },
        { "EncryptedPackage", FILE_REFUSED, "密码" },
        { "WordDocument", FILE_REFUSED, "Word" },
        { "PowerPoint Document", FILE_REFUSED, "幻灯片" },
        { "Notebook", FILE_REFUSED, "坏了" },
    };
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena arena = { 0 };
        struct err   err = { 0 };
        size_t       length;
        char        *bytes = ole_make(&arena, rows[i].stream, BYTES("x"), &length);
        check_number(book_kind(bytes, length, &err), rows[i].kind, rows[i].stream);
        if (rows[i].words && !strstr(err.text, rows[i].words))
            fail_msg("\"%s\" says nothing of \"%s\"", err.text, rows[i].words);
        arena_deinit(&arena);
    }
}

static void check_refused(const char *path, const char *words) {
    struct arena arena = { 0 };
    struct err   err = { 0 };
    struct book  book = { 0 };
    assert_false(book_read(path, &arena, &book, &err));
    assert_null(book.sheets);
    if (!strstr(err.text, words))
        fail_msg("%s: \"%s\" says nothing of \"%s\"", path, err.text, words);
    arena_deinit(&arena);
}

static void what_cannot_be_opened_is_said(void **state) {
    struct temp temp;
    (void)state;
    temp_make(&temp);
    check_refused(temp_path(&temp, "nothing.xlsx"), "没有这个文件");
    check_refused(temp_path(&temp, "nothing/there.xlsx"), "没有这个文件");
    check_refused(temp.path, "文件夹");
    check_refused(temp_file(&temp, "empty.xlsx", "", 0), "空的");
    check_refused(temp_file(&temp, "bom.csv", "\xef\xbb\xbf", 3), "空的");
    check_refused(temp_file(&temp, "blank.csv", " \r\n,,,\n", 7), "空的");
    assert_int_equal(mkfifo(temp_path(&temp, "pipe"), 0600), 0);
    check_refused(temp_path(&temp, "pipe"), "普通文件"); /* and does not wait for a writer */
    check_refused("/dev/null", "普通文件");
    const char *large = temp_file(&temp, "large.csv", "a", 1);
    assert_int_equal(truncate(large, ((off_t)FILE_MEGABYTES_MOST << 20) + 1), 0);
    check_refused(large, "最多 20 MB");
    if (geteuid() != 0) { /* root may read anything */
        const char *closed = temp_file(&temp, "closed.csv", "a", 1);
        assert_int_equal(chmod(closed, 0), 0);
        check_refused(closed, "没有权限");
    }
    temp_remove(&temp);
}

static void wrong_endings_do_not_matter(void **state) {
    struct temp  temp;
    struct arena arena = { 0 };
    struct book  book;
    size_t       length;
    char *bytes = workbook_of(&arena, "<sheetData><row><c><v>1</v></c></row></sheetData>", &length);
    (void)state;
    temp_make(&temp);
    assert_true(book_read(temp_file(&temp, "a.xlsx", "a,b\n", 4), &arena, &book, NULL));
    check_text(book.format, "csv", "a CSV called .xlsx");
    assert_true(book_read(temp_file(&temp, "a.csv", bytes, length), &arena, &book, NULL));
    check_text(book.format, "xlsx", "an XLSX called .csv");
    assert_true(book_read("tests/data/cells/sheet.xls", &arena, &book, NULL));
    check_text(book.format, "xls", "an XLS");
    arena_deinit(&arena);
    temp_remove(&temp);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_known_by_its_bytes),
        cmocka_unit_test(a_compound_file_is_known_by_its_streams),
        cmocka_unit_test(what_cannot_be_opened_is_said),
        cmocka_unit_test(wrong_endings_do_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
