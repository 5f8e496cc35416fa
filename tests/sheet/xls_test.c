/* SPDX-License-Identifier: GPL-3.0-or-later
 * xls_test.c - Excel 97-2003 files: those of tests/data/cells (make_xls.pl), and records put
 * together here for what that program does not write. */
#include "sheet/cells.h"
#include "sheet/xls.h"

#include "base/file.h"
#include "support/check.h"
#include "support/seed.h"
#include "support/workbook.h"

#include <stdlib.h>

enum { FILE_MOST = 1 << 20, STREAM_MOST = 1 << 15 };

static char *read_bytes(struct arena *arena, const char *bytes, size_t length, struct err *err) {
    struct book book = { 0 };
    return xls_read(bytes, length, NULL, arena, &book, err) ? book_print(arena, &book) : NULL;
}

static char *read_path(struct arena *arena, const char *path, size_t *ret_length) {
    char *bytes;
    assert_true(file_read(arena, path, FILE_MOST, &bytes, ret_length, NULL));
    return bytes;
}

static void a_bureaus_sheet_is_read_whole(void **state) {
    static const char *const lines[] = {
        "[岗位]",
        "1: ^2026年冬季岗位表|<2026年冬季岗位表|<2026年冬季岗位表|<2026年冬季岗位表",
        "2: 单位|岗位|工资|截止",
        "3: ^新化县某厂|缝纫工|#3000",
        "4h: <新化县某厂|保洁员|#0.35",
        "5: <新化县某厂|喆𠮷|#13800001234",
        "6: @2026-11-24|@2026-11-24|@2026-11-24|@2026-11-24|@2026-11-24|@2026-11-24|12:00|#46350.5",
        "7: #3|text|!#DIV/0!|=",
    };
    struct arena arena = { 0 };
    struct err   err = { 0 };
    size_t       length;
    char        *bytes = read_path(&arena, "tests/data/cells/sheet.xls", &length);
    char        *text = read_bytes(&arena, bytes, length, &err), *rest = text;
    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < ROWS(lines); i++)
        check_text(strsep(&rest, "\n"), lines[i], "line");
    const char *row = strsep(&rest, "\n"), *too_long = strstr(row, "|~安安");
    assert_int_equal(strncmp(row, "8: 计件，多劳多得。计", strlen("8: 计件，多劳多得。计")), 0);
    assert_non_null(too_long); /* 5000 characters */
    assert_int_equal(strlen(too_long), 2 + CELL_CHARACTERS_MOST * 3);
    check_text(rest, "[说明]h\n1: 不要动\n[空]\n", "the other sheets");
    arena_deinit(&arena);
}

static void days_from_1904_are_shifted(void **state) {
    struct arena arena = { 0 };
    struct err   err = { 0 };
    size_t       length;
    char        *bytes = read_path(&arena, "tests/data/cells/1904.xls", &length);
    (void)state;
    check_text(read_bytes(&arena, bytes, length, &err), "[S]\n1: @2026-11-24\n", "1904");
    arena_deinit(&arena);
}

static void strings_that_go_on_in_further_records_are_whole(void **state) {
    struct arena arena = { 0 };
    struct err   err = { 0 };
    struct book  book;
    size_t       length;
    char        *bytes = read_path(&arena, "tests/data/cells/strings.xls", &length);
    (void)state;
    assert_true(xls_read(bytes, length, NULL, &arena, &book, &err));
    assert_int_equal(book.sheets[0].count, 800);
    for (int i = 0; i < 800; i++) { /* as make_xls.pl wrote them */
        const struct cell *cells = book.sheets[0].rows[i].cells;
        char              *plain = arena_printf(&arena, "plain text %d ", i);
        char              *wide = arena_printf(&arena, "岗位 %d ", i);
        for (int k = 0; k < i % 37; k++)
            plain = arena_printf(&arena, "%sx", plain);
        for (int k = 0; k < i % 29; k++)
            wide = arena_printf(&arena, "%s宽", wide);
        check_text(cells[0].text, plain, "one byte a character");
        check_text(cells[1].text, wide, "two bytes a character");
    }
    arena_deinit(&arena);
}

/* --- streams of records
 * ------------------------------------------------------------------------------ */

struct stream {
    char   bytes[STREAM_MOST];
    size_t length;
};

static void add(struct stream *stream, int id, const void *body, size_t size) {
    char head[] = { (char)id, (char)(id >> 8), (char)size, (char)(size >> 8) };
    assert_true(stream->length + 4 + size <= STREAM_MOST);
    memcpy(stream->bytes + stream->length, head, 4);
    memcpy(stream->bytes + stream->length + 4, body, size);
    stream->length += 4 + size;
}
#define ADD(stream, id, body) add((stream), (id), (body), sizeof(body) - 1)

/* A workbook whose one sheet "S" begins where sheet_start() is called. */
static void stream_start(struct stream *stream) {
    stream->length = 0;
    ADD(stream, 0x0809, "\x00\x06\x05\x00\0\0\0\0\0\0\0\0\0\0\0\0");
    ADD(stream, 0x0085, "OOOO\0\0\x01\x00S");
}

static void sheet_start(struct stream *stream) {
    size_t at = 4 + 16 + 4;
    ADD(stream, 0x000a, "");
    stream->bytes[at] = (char)stream->length;
    stream->bytes[at + 1] = (char)(stream->length >> 8);
    stream->bytes[at + 2] = stream->bytes[at + 3] = 0;
    ADD(stream, 0x0809, "\x00\x06\x10\x00\0\0\0\0\0\0\0\0\0\0\0\0");
}

static char *read_stream(struct arena *arena, const struct stream *stream, struct err *err) {
    size_t length;
    char  *bytes = ole_make(arena, "Workbook", stream->bytes, stream->length, &length);
    return read_bytes(arena, bytes, length, err);
}

struct record {
    int         id;
    const char *body;
    size_t      size;
};
#define RECORD(id, body)                                                                           \
    { (id), (body), sizeof(body) - 1 }

static void each_record_of_a_cell_is_read(void **state) {
    static const struct {
        struct record records[4];
        const char   *expected; /* below "[S]"; NULL: damaged */
        const char   *why;
    } rows[] = {
        { { RECORD(0x0203, "\0\0\0\0\0\0\0\0\0\0\0\0\xf8\x3f") }, "1: #1.5\n", "NUMBER" },
        { { RECORD(0x027e, "\0\0\0\0\0\0\x02\0\0\0") }, "1: #0\n", "RK: a whole number" },
        { { RECORD(0x027e, "\0\0\0\0\0\0\x8b\x13\0\0") }, "1: #12.5\n", "RK: hundredths" },
        { { RECORD(0x027e, "\0\0\0\0\0\0\xfe\xff\xff\xff") }, "1: #-1\n", "RK: below zero" },
        { { RECORD(0x027e, "\0\0\0\0\0\0\0\0\xf8\x3f") }, "1: #1.5\n", "RK: half a double" },
        { { RECORD(0x00bd, "\x01\0\x01\0\0\0\x06\0\0\0\0\0\x0a\0\0\0\x02\0") },
          "2: |#1|#2\n",
          "MULRK" },
        { { RECORD(0x00bd, "\x01\0\x01\0\0\0\x06\0\0") }, NULL, "MULRK cut" },
        { { RECORD(0x0204, "\0\0\0\0\0\0\x02\0\x01\x97\x5c\x4d\x4f") }, "1: 岗位\n", "LABEL" },
        { { RECORD(0x0204, "\0\0\0\0\0\0\x02\0\0h\xe9") }, "1: hé\n", "LABEL of Latin letters" },
        { { RECORD(0x0204, "\0\0\0\0\0\0\x02\0\x01\x42\xd8\xb7\xdf") }, "1: 𠮷\n", "a pair" },
        { { RECORD(0x0204, "\0\0\0\0\0\0\x02\0\x01\x42\xd8\x61\0") },
          "1: \xef\xbf\xbd"
          "a\n",
          "half a pair" },
        { { RECORD(0x0204, "\0\0\0\0\0\0\x01\0\x01\xb7\xdf") },
          "1: \xef\xbf\xbd\n",
          "the other half" },
        { { RECORD(0x0204, "\0\0\0\0\0\0\x03\0\0a\0b") }, "1: ab\n", "U+0000" },
        { { RECORD(0x0204, "\0\0\0\0\0\0\x01\0\x08\x01\0a\0\0\0\0") },
          "1: a\n",
          "with a run of format" },
        { { RECORD(0x0204, "\0\0\0\0\0\0\x04\0\0ab"), RECORD(0x003c, "\x01\x97\x5c\x4d\x4f") },
          "1: ab岗位\n",
          "a text that goes on in wider characters" },
        { { RECORD(0x0204, "\0\0\0\0\0\0\x04\0\0ab") }, NULL, "a text that does not go on" },
        { { RECORD(0x0205, "\0\0\0\0\0\0\x01\0") }, "1: ?TRUE\n", "yes" },
        { { RECORD(0x0205, "\0\0\0\0\0\0\x2a\x01") }, "1: !#N/A\n", "error" },
        { { RECORD(0x0205, "\0\0\0\0\0\0\x55\x01") }, "1: !#ERROR!\n", "an unknown one" },
        { { RECORD(0x0006, "\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\0\0"), RECORD(0x04bc, "xx"),
            RECORD(0x0207, "\x02\0\0ab") },
          "1: ab\n",
          "a formula's text, behind its shared formula" },
        { { RECORD(0x0006, "\0\0\0\0\0\0\0\0\0\0\0\0\xff\xff\0\0") },
          "1: =\n",
          "a text that is not there" },
        { { RECORD(0x0006, "\0\0\0\0\0\0\x01\0\x01\0\0\0\xff\xff\0\0") },
          "1: ?TRUE\n",
          "a formula's yes" },
        { { RECORD(0x0006, "\0\0\0\0\0\0\x03\0\0\0\0\0\xff\xff\0\0") },
          "",
          "a formula's empty text" },
        { { RECORD(0x0006, "\0\0\0\0\0\0\x09\0\0\0\0\0\xff\xff\0\0") }, NULL, "no kind of result" },
        { { RECORD(0x0203, "\0\0\0\0\0\0\0\0\0\0\0\0\xf8\x7f") }, NULL, "not a number" },
        { { RECORD(0x00fd, "\0\0\0\0\0\0\0\0\0\0") },
          NULL,
          "a string of a table that is not there" },
        { { RECORD(0x0203, "\x01\0\0\0\0\0\0\0\0\0\0\0\xf8\x3f"),
            RECORD(0x027e, "\0\0\x01\0\0\0\x06\0\0\0"), RECORD(0x027e, "\0\0\0\0\0\0\x0a\0\0\0") },
          "1: #2|#1\n2: #1.5\n",
          "in any order" },
        { { RECORD(0x027e, "\0\0\0\0\0\0\x06\0\0\0"), RECORD(0x027e, "\0\0\0\0\0\0\x0a\0\0\0") },
          "1: #2\n",
          "the later record counts" },
        { { RECORD(0x027e, "\0\0\0\x01\0\0\x06\0\0\0") }, NULL, "column 257" },
        { { RECORD(0x027e, "\0\0\0\0") }, NULL, "cut" },
        { { RECORD(0x0208, "\xff\xff\0\0\0\0\0\0\0\0\0\0\x20\0\0\0"),
            RECORD(0x027e, "\xff\xff\0\0\0\0\x06\0\0\0") },
          "65536h: #1\n",
          "the last row, hidden" },
        { { RECORD(0x00e5, "\x02\0\0\0\x01\0\0\0\0\0\0\0\x01\0\0\0\0\0"),
            RECORD(0x027e, "\0\0\0\0\0\0\x06\0\0\0") },
          NULL,
          "merged ranges that overlap" },
        { { RECORD(0x00e5, "\x01\0\x02\0\x01\0\0\0\0\0") },
          NULL,
          "a range that ends before it begins" },
        { { RECORD(0x00e5, "\x01\0\0\0") }, NULL, "a range cut" },
        { { RECORD(0x0809, "\0\x06\x20\0"), RECORD(0x027e, "\0\0\0\0\0\0\x06\0\0\0"),
            RECORD(0x000a, "") },
          "",
          "a chart inside is passed over" },
        { { RECORD(0x0809, "\0\x06\x20\0") }, NULL, "and must end" },
    };
    static struct stream stream;
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena arena = { 0 };
        struct err   err = { 0 };
        stream_start(&stream);
        sheet_start(&stream);
        for (size_t k = 0; k < ROWS(rows[i].records) && rows[i].records[k].body; k++)
            add(&stream, rows[i].records[k].id, rows[i].records[k].body, rows[i].records[k].size);
        ADD(&stream, 0x000a, "");
        char *text = read_stream(&arena, &stream, &err);
        if (!text != !rows[i].expected)
            fail_msg("%s: %s", rows[i].why, text ? text : err.text);
        if (text)
            check_text(text + strlen("[S]\n"), rows[i].expected, rows[i].why);
        arena_deinit(&arena);
    }
}

static void a_password_is_named(void **state) {
    static struct stream stream;
    struct arena         arena = { 0 };
    struct err           err = { 0 };
    (void)state;
    stream_start(&stream);
    ADD(&stream, 0x002f, "\x01\0\x01\0\x01\0");
    sheet_start(&stream);
    assert_null(read_stream(&arena, &stream, &err));
    assert_non_null(strstr(err.text, "密码"));
    arena_deinit(&arena);
}

/* --- old files
 * ---------------------------------------------------------------------------------------- */

static void excel_4_is_read_by_freexl(void **state) {
    static struct stream stream;
    struct arena         arena = { 0 };
    struct err           err = { 0 };
    struct book          book;
    char                 path[] = "/tmp/anju-xls-XXXXXX";
    int                  fd = mkstemp(path);
    FILE                *file = fdopen(fd, "w");
    (void)state;
    stream.length = 0;
    ADD(&stream, 0x0409, "\0\0\x10\0\0\0");
    ADD(&stream, 0x0042, "\xa8\x03"); /* code page 936 */
    ADD(&stream, 0x0204, "\0\0\0\0\0\0\x04\0\xb8\xda\xce\xbb");
    ADD(&stream, 0x0203, "\0\0\x01\0\0\0\0\0\0\0\0\x70\xa7\x40");
    ADD(&stream, 0x000a, "");
    fwrite(stream.bytes, 1, stream.length, file);
    fclose(file);
    bool ok = xls_read(stream.bytes, stream.length, path, &arena, &book, &err);
    remove(path);
    if (!ok)
        fail_msg("%s", err.text);
    check_text(strchr(book_print(&arena, &book), '\n') + 1, "1: 岗位|#3000\n", "Excel 4");
    assert_null(read_bytes(&arena, stream.bytes, stream.length, &err)); /* no path, no freexl */
    arena_deinit(&arena);
}

/* --- damage
 * --------------------------------------------------------------------------------------------- */

static void a_file_cut_anywhere_is_read_the_same_or_refused(void **state) {
    struct arena arena = { 0 };
    struct err   err = { 0 };
    size_t       length, step = support_count(61, 1);
    char        *bytes = read_path(&arena, "tests/data/cells/sheet.xls", &length);
    const char  *whole = read_bytes(&arena, bytes, length, &err);
    (void)state;
    for (size_t cut = 1; cut < length; cut += step) {
        struct arena scratch = { 0 };
        char        *copy = malloc(cut);
        memcpy(copy, bytes, cut);
        char *text = read_bytes(&scratch, copy, cut, &err);
        if (text) /* what is cut off may be the empty end of the last sector */
            check_text(text, whole, "cut");
        free(copy);
        arena_deinit(&scratch);
    }
    arena_deinit(&arena);
}

static void a_file_with_bits_changed_is_read_or_refused(void **state) {
    struct arena arena = { 0 };
    struct world world;
    size_t       length;
    char        *bytes = read_path(&arena, "tests/data/cells/sheet.xls", &length);
    (void)state;
    support_world(&world);
    for (size_t round = 0; round < support_count(2000, 40000); round++) {
        struct arena scratch;
        struct err   err = { 0 };
        size_t       at[4];
        arena_init(&scratch, 16 << 20);
        for (size_t i = 0; i < ROWS(at); i++) {
            at[i] = support_below(&world, (uint32_t)length);
            bytes[at[i]] ^= (char)(1 << i);
        }
        (void)read_bytes(&scratch, bytes, length, &err); /* under a sanitizer: no more is asked */
        for (size_t i = 0; i < ROWS(at); i++)
            bytes[at[i]] ^= (char)(1 << i);
        arena_deinit(&scratch);
    }
    arena_deinit(&arena);
}

/* Sector links that go in circles or out of the file. */
static void a_compound_file_of_nonsense_is_refused(void **state) {
    static const struct {
        size_t      at; /* a number of four bytes there */
        int         value;
        const char *why;
    } rows[] = {
        { 30, 40, "sectors of a terabyte" },
        { 48, 1000000, "a directory beyond the end" },
        { 76, 1000000, "a table beyond the end" },
        { 68, 0, "a list of tables that is the table" },
        { 512 + 4, 1, "a directory in a circle" },
        { 512 + 12, 3, "a stream in a circle" },
        { 512 + 12, -2, "a stream that ends early" },
        { 1024 + 128 + 116, 77777, "a stream that begins beyond the end" },
        { 1024 + 128 + 120, 0x7fffffff, "a stream longer than the file" },
    };
    static struct stream stream;
    (void)state;
    stream_start(&stream);
    sheet_start(&stream);
    for (int i = 0; i < 600; i++)
        ADD(&stream, 0x027e, "\0\0\0\0\0\0\x06\0\0\0");
    ADD(&stream, 0x000a, "");
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena arena = { 0 };
        struct err   err = { 0 };
        size_t       length;
        char        *bytes = ole_make(&arena, "Workbook", stream.bytes, stream.length, &length);
        assert_non_null(read_bytes(&arena, bytes, length, &err));
        memcpy(bytes + rows[i].at, &rows[i].value, 4);
        char *text = read_bytes(&arena, bytes, length, &err);
        if (text)
            check_text(text, "[S]\n1: #1\n", rows[i].why); /* harmless: still the same */
        else if (!err.text[0])
            fail_msg("%s: refused without a word", rows[i].why);
        arena_deinit(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bureaus_sheet_is_read_whole),
        cmocka_unit_test(days_from_1904_are_shifted),
        cmocka_unit_test(strings_that_go_on_in_further_records_are_whole),
        cmocka_unit_test(each_record_of_a_cell_is_read),
        cmocka_unit_test(a_password_is_named),
        cmocka_unit_test(excel_4_is_read_by_freexl),
        cmocka_unit_test(a_file_cut_anywhere_is_read_the_same_or_refused),
        cmocka_unit_test(a_file_with_bits_changed_is_read_or_refused),
        cmocka_unit_test(a_compound_file_of_nonsense_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
