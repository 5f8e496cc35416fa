/* SPDX-License-Identifier: GPL-3.0-or-later
 * xlsx_hostile_test.c - workbooks that are bombs, cut, changed, encrypted or too long: refused in
 * words, within the memory that the child has. */
#include "sheet/cells.h"

#include "support/check.h"
#include "support/seed.h"
#include "support/workbook.h"

#include <stdlib.h>

enum { CHILD_LIMIT = 44 << 20 };

#define DATA(rows) "<sheetData>" rows "</sheetData>"

static char *filled(struct arena *arena, const char *before, const char *piece, size_t count,
                    const char *after) {
    size_t n = strlen(piece);
    char  *text = arena_alloc(arena, strlen(before) + n * count + strlen(after) + 1);
    char  *at = text + strlen(before);
    memcpy(text, before, strlen(before));
    for (size_t i = 0; i < count; i++, at += n)
        memcpy(at, piece, n);
    memcpy(at, after, strlen(after) + 1);
    return text;
}

static void bombs_are_refused_within_the_memory_of_the_child(void **state) {
    static const struct {
        const char *part, *before, *piece, *after, *words;
        size_t      count;
    } rows[] = {
        { WORKBOOK_SHEET, "<w><sheetData><row><c t=\"str\"><v>", "aaaaaaaaaaaaaaaa",
          "</v></c></row></sheetData></w>", "解开后太大", 1 << 20 },
        { WORKBOOK_SHEET, "<w><sheetData>", "<row/>", "</sheetData></w>", "解开后太大", 2 << 20 },
        { WORKBOOK_STRINGS, "<sst>", "<si><t>aaaaaa</t></si>", "</sst>", "解开后太大", 1 << 19 },
        { WORKBOOK_STYLES, "<s><cellXfs>", "<xf/>", "</cellXfs></s>", "坏了", 70000 },
        { WORKBOOK_STYLES, "<s><numFmts>", "<numFmt numFmtId=\"200\" formatCode=\"0\"/>",
          "</numFmts></s>", "坏了", 5000 },
        { WORKBOOK_SHEET, "<w a=\"", "aaaaaaaa", "\"/>", "坏了", 700000 },
        { WORKBOOK_SHEET, "", "<a>", "", "坏了", 100000 },
        { WORKBOOK_SHEET, "<w><mergeCells>", "<mergeCell ref=\"A1:B2\"/>", "</mergeCells></w>",
          "太大", 100001 },
        { "xl/workbook.xml", "<w><sheets>", "<sheet name=\"S\" r:id=\"rId1\"/>", "</sheets></w>",
          "64 张", 65 },
        { "xl/_rels/workbook.xml.rels", "<R>", "<Relationship Id=\"a\" Type=\"t\" Target=\"t\"/>",
          "</R>", "坏了", 2000 },
        { WORKBOOK_SHEET, "<w><sheetData>", "<row><c><v>1</v></c></row>", "</sheetData></w>",
          "30000 行", 30000 },
    };
    (void)state;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena     arena = { 0 }, limited;
        struct err       err = { 0 };
        size_t           length;
        struct part_text part = { .name = rows[i].part,
                                  .text = filled(&arena, rows[i].before, rows[i].piece,
                                                 rows[i].count, rows[i].after) };
        char            *bytes = workbook_make(&arena, &part, 1, &length);
        arena_init(&limited, CHILD_LIMIT);
        assert_null(workbook_rows(&limited, bytes, length, &err));
        if (!strstr(err.text, rows[i].words))
            fail_msg("bomb %zu: \"%s\" says nothing of \"%s\"", i, err.text, rows[i].words);
        arena_deinit(&limited);
        arena_deinit(&arena);
    }
}

/* A large file may inflate to more; what it may hold of elements stays the same. */
static void padding_does_not_buy_more_elements(void **state) {
    struct arena     arena = { 0 };
    struct err       err = { 0 };
    struct world     world;
    size_t           length;
    char            *padding = arena_alloc(&arena, 1 << 18);
    struct part_text parts[] = {
        { .name = "padding", .text = padding, .length = 1 << 18 },
        { .name = WORKBOOK_SHEET, .text = filled(&arena, "<w>", "<a/>", (4 << 20) + 1, "</w>") },
    };
    (void)state;
    support_world(&world);
    world_random(&world, padding, 1 << 18);
    char *bytes = workbook_make(&arena, parts, ROWS(parts), &length);
    assert_null(workbook_rows(&arena, bytes, length, &err));
    assert_non_null(strstr(err.text, "解开后太大"));
    parts[1].text = filled(&arena, "<w>", "<a/>", 1 << 20, "</w>");
    bytes = workbook_make(&arena, parts, ROWS(parts), &length);
    check_text(workbook_rows(&arena, bytes, length, &err), "", "a quarter of it");
    arena_deinit(&arena);
}

static void nesting_has_a_limit(void **state) {
    struct arena arena = { 0 };
    struct err   err = { 0 };
    size_t       length;
    (void)state;
    for (size_t deep = 60; deep <= 70; deep += 10) { /* and <worksheet> around it */
        char *before = filled(&arena, "", "<a>", deep, ""),
             *after = filled(&arena, "", "</a>", deep, "");
        char *bytes = workbook_of(&arena, arena_printf(&arena, "%s%s", before, after), &length);
        assert_int_equal(workbook_rows(&arena, bytes, length, &err) != NULL, deep == 60);
    }
    arena_deinit(&arena);
}

/* A part says that it inflates to 100 bytes and goes on for 32 MB. */
static void a_size_that_lies_is_refused(void **state) {
    struct arena     arena = { 0 };
    struct err       err = { 0 };
    size_t           length;
    const int        lie = 100;
    struct part_text part = { .name = WORKBOOK_SHEET,
                              .text = filled(&arena, "<w>", "aaaaaaaaaaaaaaaa", 2 << 20, "</w>") };
    int              truth = (int)strlen(part.text);
    char            *bytes = workbook_make(&arena, &part, 1, &length);
    (void)state;
    for (size_t at = 0; at + 4 <= length; at++) /* in both of its headers */
        if (memcmp(bytes + at, &truth, 4) == 0)
            memcpy(bytes + at, &lie, 4);
    assert_null(workbook_rows(&arena, bytes, length, &err));
    assert_true(err.text[0]);
    arena_deinit(&arena);
}

static char *real_workbook(struct arena *arena, size_t *ret_length) {
    return workbook_of(
        arena,
        DATA(
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c><c r=\"B1\" "
            "s=\"1\"><v>46350</v></c></row>") "<mergeCells><mergeCell ref=\"A1:A2\"/></mergeCells>",
        ret_length);
}

static void a_workbook_cut_anywhere_is_refused(void **state) {
    struct arena arena = { 0 };
    size_t       length;
    char        *bytes = real_workbook(&arena, &length);
    (void)state;
    for (size_t cut = 0; cut < length; cut++) {
        struct arena scratch = { 0 };
        struct err   err = { 0 };
        char        *copy = malloc(cut ? cut : 1);
        memcpy(copy, bytes, cut);
        if (workbook_rows(&scratch, copy, cut, &err))
            fail_msg("cut at %zu of %zu: was read", cut, length);
        assert_non_null(strstr(err.text, "坏了"));
        free(copy);
        arena_deinit(&scratch);
    }
    arena_deinit(&arena);
}

/* A changed byte is refused, or changes nothing that is read: each part has its checksum. */
static void a_workbook_with_one_bit_changed_never_reads_otherwise(void **state) {
    struct arena arena = { 0 };
    struct err   err = { 0 };
    size_t       length;
    char        *bytes = real_workbook(&arena, &length);
    const char  *whole = workbook_rows(&arena, bytes, length, &err);
    (void)state;
    for (size_t bit = 0; bit < length * 8; bit += support_count(5, 1)) {
        struct arena scratch = { 0 };
        bytes[bit / 8] ^= (char)(1 << bit % 8);
        char *text = workbook_rows(&scratch, bytes, length, &err);
        bytes[bit / 8] ^= (char)(1 << bit % 8);
        /* The name of the strings' or styles' part may have been hit: then they are missing. */
        if (text && strcmp(text, whole) != 0 && !strstr(text, "46350"))
            fail_msg("bit %zu: %s", bit, text);
        arena_deinit(&scratch);
    }
    arena_deinit(&arena);
}

static void parts_that_are_encrypted_or_packed_otherwise_are_refused(void **state) {
    struct arena arena = { 0 };
    struct err   err = { 0 };
    size_t       length;
    char        *bytes = real_workbook(&arena, &length);
    (void)state;
    /* The central directory's flags (bit 0: encrypted) and methods, and those of the local headers.
     */
    for (size_t at = 0; at + 46 < length; at++) {
        if (memcmp(bytes + at, "PK\1\2", 4) == 0)
            bytes[at + 8] |= 1;
        if (memcmp(bytes + at, "PK\3\4", 4) == 0)
            bytes[at + 6] |= 1;
    }
    assert_null(workbook_rows(&arena, bytes, length, &err));
    assert_non_null(strstr(err.text, "密码"));
    arena_deinit(&arena);
}

static void long_texts_are_cut_and_said_to_be(void **state) {
    struct arena     arena = { 0 };
    struct err       err = { 0 };
    struct book      book;
    size_t           length;
    struct part_text part = { .name = WORKBOOK_SHEET,
                              .text = filled(
                                  &arena, "<w><sheetData><row><c t=\"str\"><v>", "安居",
                                  CELL_CHARACTERS_MOST / 2 + 5000,
                                  "</v></c><c t=\"str\"><v>b</v></c></row></sheetData></w>") };
    char            *bytes = workbook_make(&arena, &part, 1, &length);
    (void)state;
    if (!xlsx_read(bytes, length, &arena, &book, &err))
        fail_msg("%s", err.text);
    const struct cell *cells = book.sheets[0].rows[0].cells;
    assert_int_equal(cells[0].kind, CELL_TOO_LONG);
    assert_int_equal(strlen(cells[0].text), CELL_CHARACTERS_MOST * 3);
    check_text(cells[1].text, "b", "the cell behind it");
    /* Escapes are longer than what they stand for: what did not fit is still not lost in silence.
     */
    part.text = filled(&arena, "<w><sheetData><row><c t=\"str\"><v>", "_x0041_", 2400,
                       "</v></c></row></sheetData></w>");
    bytes = workbook_make(&arena, &part, 1, &length);
    assert_true(xlsx_read(bytes, length, &arena, &book, &err));
    assert_int_equal(book.sheets[0].rows[0].cells[0].kind, CELL_TOO_LONG);
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bombs_are_refused_within_the_memory_of_the_child),
        cmocka_unit_test(padding_does_not_buy_more_elements),
        cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(a_size_that_lies_is_refused),
        cmocka_unit_test(a_workbook_cut_anywhere_is_refused),
        cmocka_unit_test(a_workbook_with_one_bit_changed_never_reads_otherwise),
        cmocka_unit_test(parts_that_are_encrypted_or_packed_otherwise_are_refused),
        cmocka_unit_test(long_texts_are_cut_and_said_to_be),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
