/* SPDX-License-Identifier: GPL-3.0-or-later
 * roll.h - a receipt printer's head: bytes of ESC/POS in, rows of dots and answers out, as Epson's
 * manual has them. What it does not understand it counts. */
#ifndef ANJU_TESTS_SUPPORT_ROLL_H
#define ANJU_TESTS_SUPPORT_ROLL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ROLL_BYTES = 1 << 18 };

struct roll {
    /* How it is. */
    bool answers, out_of_paper, cover_open, blade_stuck;
    bool no_reached; /* does not know GS r */
    /* What came out. */
    uint8_t dots[ROLL_BYTES];
    int     columns, rows;                          /* columns in bytes */
    int begun, cut, empty, strange, asked, reached; /* ESC @, GS V, NUL, unknown, DLE EOT, GS r */
    /* The command that is under way. */
    uint8_t command[8];
    int     length;
    size_t  raster_left;
};

/* Take a byte; up to two bytes of answer go to `answer`; returns how many. */
int  roll_feed(struct roll *roll, uint8_t byte, uint8_t answer[2]);
void roll_tear(struct roll *roll); /* what came out is taken away; how it is stays */

#endif
