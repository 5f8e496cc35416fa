/* SPDX-License-Identifier: GPL-3.0-or-later
 * balance.h - where a paragraph breaks best once it is known how many lines it takes: lines about
 * as wide as each other, broken where the sense breaks, so that no lone word ends it. */
#ifndef ANJU_UI_BALANCE_H
#define ANJU_UI_BALANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* More lines or places than these are left as they are: long text is read as a block. */
enum { BALANCE_LINES_MOST = 6, BALANCE_STOPS_MOST = 192 };

/* How much a break there disturbs whoever reads. */
enum {
    STOP_SENSE = 0,
    STOP_PART = 4,
    STOP_WORDS = 6,
    STOP_DIGITS = 17,
    STOP_INSIDE = 30,
    STOP_UNIT = 50
};

/* A place where a line may end. Widths from the paragraph's beginning. */
struct stop {
    int64_t ends;   /* without the spaces that are left out there */
    int64_t begins; /* of what follows on the next line */
    int     price;  /* STOP_… */
};

/* Which of the stops, in their order, end the `lines` lines, none wider than `room`; the last of
 * the stops is the paragraph's end, and the last line's. False: it cannot be done. */
bool balance(const struct stop *stops, size_t count, int64_t room, int lines, size_t *ret_ends);

#endif
