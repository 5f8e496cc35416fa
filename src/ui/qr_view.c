/* SPDX-License-Identifier: GPL-3.0-or-later
 * qr_view.c - the matrix as one command of the frame, on a white ground of its own. Encoding a
 * whole posting takes half a millisecond, so nothing is kept between frames that would have to be
 * wiped. */
#include "ui/qr_view.h"

#include "ui/widget.h"

static const colour black = 0xFF000000u, white = 0xFFFFFFFFu;

/* How many modules a side fit, without the quiet zone. */
static int side_most(int most) {
    return most / QR_VIEW_MODULE - 2 * QR_QUIET;
}

static bool encode(struct qr *ret_qr, const char *text, int most) {
    return qr_encode(ret_qr, text, QR_LEVEL_M, side_most(most)) ||
           qr_encode(ret_qr, text, QR_LEVEL_L, side_most(most));
}

bool qr_view(struct ui *ui, struct rect r, const char *text, const char *label) {
    struct qr qr;
    int       most = r.w < r.h ? r.w : r.h;
    if (!encode(&qr, text, most))
        return false;
    int         quiet = 2 * QR_QUIET, module = most / (qr.side + quiet);
    int         round = ui_theme(ui)->radius_small;
    struct rect ground = rect_centred(r, (qr.side + quiet) * module, (qr.side + quiet) * module);
    paint_fill(ui_paint(ui), ground, round < 2 * module ? round : 2 * module, white);
    paint_matrix(ui_paint(ui), ground.x + QR_QUIET * module, ground.y + QR_QUIET * module, module,
                 &qr, black);
    widget_says(ui, ROLE_PICTURE, ground, label, 0);
    return true;
}

int qr_view_side(const char *text, int most) {
    struct qr qr;
    if (!encode(&qr, text, most))
        return 0;
    int modules = qr.side + 2 * QR_QUIET;
    return modules * (most / modules);
}

size_t qr_view_room(int most) {
    return qr_room(QR_LEVEL_L, side_most(most));
}
