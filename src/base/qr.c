/* SPDX-License-Identifier: GPL-3.0-or-later
 * qr.c - libqrencode's matrix, one bit a module. It chooses digits, capitals or bytes for each part
 * of the text by itself. */
#include "base/qr.h"

#include "base/err.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

/* ISO/IEC 18004, table 7: bytes that versions 1 to 40 hold at levels L and M. */
static const uint16_t rooms[QR_LEVEL_M + 1][40] = {
    [QR_LEVEL_L] = { 17,   32,   53,   78,   106,  134,  154,  192,  230,  271,
                     321,  367,  425,  458,  520,  586,  644,  718,  792,  858,
                     929,  1003, 1091, 1171, 1273, 1367, 1465, 1528, 1628, 1732,
                     1840, 1952, 2068, 2188, 2303, 2431, 2563, 2699, 2809, 2953 },
    [QR_LEVEL_M] = { 14,   26,   42,   62,   84,   106,  122,  152,  180,  213,
                     251,  287,  331,  362,  412,  450,  504,  560,  624,  666,
                     711,  779,  857,  911,  997,  1059, 1125, 1190, 1264, 1370,
                     1452, 1538, 1628, 1722, 1809, 1911, 1989, 2099, 2213, 2331 },
};

size_t qr_room(enum qr_level level, int side) {
    if (side < QR_SIDE_LEAST)
        return 0;
    int version = (side < QR_SIDE_MOST ? side - QR_SIDE_LEAST : QR_SIDE_MOST - QR_SIDE_LEAST) / 4;
    return rooms[level][version];
}

static void take(struct qr *qr, const QRcode *code) {
    *qr = (struct qr){ .side = code->width };
    for (int at = 0; at < code->width * code->width; at++)
        if (code->data[at] & 1)
            qr->dark[at / 8] |= (uint8_t)(1 << (at % 8));
}

bool qr_encode(struct qr *ret_qr, const char *text, enum qr_level level, int side_most) {
    /* Digits, the tightest, take ten bits for three: nothing longer can fit. */
    if (*text == '\0' || strlen(text) > 3 * qr_room(level, side_most))
        return false;
    QRecLevel asked = level == QR_LEVEL_L ? QR_ECLEVEL_L : QR_ECLEVEL_M;
    QRcode   *code = QRcode_encodeString(text, 0, asked, QR_MODE_8, 1);
    if (code == NULL && errno != ERANGE && errno != ENOMEM)
        bug("QRcode_encodeString: %s", strerror(errno));
    bool fits = code != NULL && code->width <= side_most;
    if (fits)
        take(ret_qr, code);
    QRcode_free(code);
    return fits;
}
