/* SPDX-License-Identifier: GPL-3.0-or-later
 * qr.h - a text as a QR code's matrix (ISO/IEC 18004, versions 1 to 40). Plain data; whoever draws
 * it adds QR_QUIET light modules on each side. */
#ifndef ANJU_BASE_QR_H
#define ANJU_BASE_QR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    QR_SIDE_LEAST = 21, /* modules of a side; every further version has four more */
    QR_SIDE_MOST = 177,
    QR_QUIET = 4,        /* light modules around it: no reader finds it without */
    QR_BYTES_MOST = 2953 /* what the largest holds at level L */
};

enum qr_level { QR_LEVEL_L, QR_LEVEL_M }; /* 7 %, 15 % of it may be dirty */

struct qr {
    int     side; /* modules */
    uint8_t dark[(QR_SIDE_MOST * QR_SIDE_MOST + 7) / 8];
};

/* The smallest matrix that holds the bytes of `text` and has at most `side_most` modules a side.
 * False: none does, or there is nothing to hold; *ret_qr is then untouched. */
bool qr_encode(struct qr *ret_qr, const char *text, enum qr_level level, int side_most);
/* So many bytes of any text surely fit into `side` modules; digits and capitals are stored more
 * tightly, so that more of them may. 0: there is no such matrix. */
size_t qr_room(enum qr_level level, int side);

static inline bool qr_dark(const struct qr *qr, int x, int y) {
    unsigned at = (unsigned)(y * qr->side + x);
    return (qr->dark[at / 8] >> (at % 8)) & 1;
}

#endif
