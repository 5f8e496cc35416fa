/* SPDX-License-Identifier: GPL-3.0-or-later
 * csv_fuzz.c - any bytes as a spreadsheet file that is no ZIP: what it is, and as a text table what
 * is in it. A book keeps its promises whatever it was read from (support/workbook.h). */
#include "sheet/book.h"
#include "sheet/cells.h"

#include "support/workbook.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    struct arena arena = { 0 };
    struct err   err = { 0 };
    struct book  book;
    if (book_kind((const char *)bytes, length, &err) == FILE_REFUSED && !err.text[0])
        bug("refused without a word");
    if (csv_read((const char *)bytes, length, &arena, &book, &err))
        book_check(&book);
    else if (!err.text[0])
        bug("refused without a word");
    arena_deinit(&arena);
    return 0;
}
