/* SPDX-License-Identifier: GPL-3.0-or-later
 * xls_fuzz.c - any bytes as an Excel 97-2003 file: a compound file as it is, anything else as the
 * stream of records inside a sound one. (freexl, for older files, is only ever run in the child.)
 */
#include "sheet/cells.h"

#include "support/workbook.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { STREAM_MOST = 60000 };

static void read_one(const char *bytes, size_t length) {
    struct arena arena = { 0 };
    struct err   err = { 0 };
    struct book  book;
    arena_init(&arena, 44 << 20); /* as in the child */
    if (xls_read(bytes, length, NULL, &arena, &book, &err))
        book_check(&book);
    else if (!err.text[0])
        bug("refused without a word");
    arena_deinit(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    if (length >= 8 && memcmp(bytes, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0) {
        read_one((const char *)bytes, length);
    } else if (length <= STREAM_MOST) {
        struct arena arena = { 0 };
        size_t       whole;
        char        *file = ole_make(&arena, "Workbook", bytes, length, &whole);
        read_one(file, whole);
        arena_deinit(&arena);
    }
    return 0;
}
