/* SPDX-License-Identifier: GPL-3.0-or-later
 * wire.h - a book, or why there is none, through a pipe between two processes of one binary.
 * The child has read a hostile file and may have been taken over by it: every length, count and
 * text is checked on arrival, and the whole has limits.
 *
 * Format, integers in the machine's own order: magic; 'E' code text, or 'B' format encoding sheets,
 * each sheet name hidden rows, each row number hidden count, each cell kind [text [number|day]];
 * magic again. A text is its length in two bytes, its bytes and a NUL. */
#ifndef ANJU_SHEET_WIRE_H
#define ANJU_SHEET_WIRE_H

#include "sheet/cells.h"

enum wire_end {
    WIRE_BOOK,    /* *ret_book is filled */
    WIRE_REFUSED, /* the child said why: *err has its words */
    WIRE_BROKEN,  /* it stopped in the middle, or sent what no reader sends */
    WIRE_LATE,    /* the deadline passed */
    WIRE_NO_ROOM, /* the arena is full */
};

/* Send why there is no book. */
bool wire_send_error(const struct err *why, int fd);
/* Read until the end or `deadline_ms` of the monotonic clock (< 0: wait for ever). Sets *err for
 * WIRE_REFUSED only. */
enum wire_end wire_receive(int fd, int64_t deadline_ms, struct arena *arena, struct book *ret_book,
                           struct err *err);

#endif
