/* SPDX-License-Identifier: GPL-3.0-or-later
 * xlsx_fuzz.c - any bytes as a workbook. What begins like a ZIP is one; else the first letter says
 * which part of a sound workbook the rest replaces, so that changes get past the checksums: S
 * sheet, T strings, Y styles, W workbook, R relations. */
#include "sheet/cells.h"

#include "support/workbook.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static const struct {
    char        letter;
    const char *part;
} letters[] = {
    { 'S', WORKBOOK_SHEET },
    { 'T', WORKBOOK_STRINGS },
    { 'Y', WORKBOOK_STYLES },
    { 'W', "xl/workbook.xml" },
    { 'R', "xl/_rels/workbook.xml.rels" },
};

static void read_one(const char *bytes, size_t length) {
    struct arena arena = { 0 };
    struct err   err = { 0 };
    struct book  book;
    arena_init(&arena, 44 << 20); /* as in the child */
    if (xlsx_read(bytes, length, &arena, &book, &err))
        book_check(&book);
    else if (!err.text[0])
        bug("refused without a word");
    arena_deinit(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    if (length >= 2 && memcmp(bytes, "PK", 2) == 0)
        read_one((const char *)bytes, length);
    for (size_t i = 0; length > 1 && i < sizeof(letters) / sizeof(letters[0]); i++) {
        if (bytes[0] != letters[i].letter)
            continue;
        struct arena     arena = { 0 };
        struct part_text part = { .name = letters[i].part,
                                  .text = (const char *)bytes + 1,
                                  .length = length - 1 };
        size_t           whole;
        char            *zip = workbook_make(&arena, &part, 1, &whole);
        read_one(zip, whole);
        arena_deinit(&arena);
    }
    return 0;
}
