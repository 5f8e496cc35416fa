/* SPDX-License-Identifier: GPL-3.0-or-later
 * xls.h - the pieces of an Excel 97-2003 file: a compound file [MS-CFB] with a stream of records
 * [MS-XLS], whose texts may go on in further records. */
#ifndef ANJU_SHEET_XLS_H
#define ANJU_SHEET_XLS_H

#include "sheet/cells.h"
#include "sheet/letters.h"

#include <stdint.h>

/* The whole stream `name` of a compound file, put together in the arena. False without an error
 * when there is no such stream; false with one when the file is damaged. */
bool ole_stream(const char *bytes, size_t length, const char *name, struct arena *arena,
                const uint8_t **ret_stream, size_t *ret_length, bool *ret_damaged);

/* Excel's records, one after the other. Reading a body goes on into the CONTINUE records behind it.
 */
struct biff {
    const uint8_t *stream;
    size_t         length;
    size_t         next;     /* offset of the record after the one read so far */
    uint16_t       id;       /* of the record under way */
    const uint8_t *at, *end; /* what is left of its body */
};

void biff_start(struct biff *biff, const uint8_t *stream, size_t length, size_t offset);
/* The next record; false at the end of the stream or where it is cut. */
bool biff_next(struct biff *biff);
bool biff_u8(struct biff *biff, uint8_t *ret);
bool biff_u16(struct biff *biff, uint16_t *ret);
bool biff_u32(struct biff *biff, uint32_t *ret);
bool biff_double(struct biff *biff, double *ret);
bool biff_skip(struct biff *biff, size_t bytes);
/* XLUnicodeRichExtendedString: count, flags, characters, runs; `short_count`: a count of one byte.
 */
bool biff_text(struct biff *biff, bool short_count, struct letters *letters);
/* The number in an RK value. */
double biff_rk(uint32_t rk);

/* Excel 95 and older, and whatever else freexl knows. */
bool xls_old_read(const char *path, struct arena *arena, struct book *ret_book, struct err *err);

#endif
