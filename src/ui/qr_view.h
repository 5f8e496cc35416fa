/* SPDX-License-Identifier: GPL-3.0-or-later
 * qr_view.h - a QR code on the panel for a telephone's camera: whole pixels, at least
 * QR_VIEW_MODULE of them a module, its quiet zone, black on white in every theme (DESIGN.md). Level
 * M, or L where only that fits. */
#ifndef ANJU_UI_QR_VIEW_H
#define ANJU_UI_QR_VIEW_H

#include "base/qr.h"
#include "ui/ui.h"

enum { QR_VIEW_MODULE = 6 }; /* panel pixels a module, at the least */

/* As large as whole modules allow, in the middle of r. `label` says what it is for, a picture in
 * the tree: 扫一扫，用自己的手机打电话. What the code holds enters neither tree nor log: it may be
 * a receipt's token, and nobody wants it read aloud. False: it does not fit into r, and nothing is
 * drawn: leave it out. */
bool qr_view(struct ui *ui, struct rect r, const char *text, const char *label);
/* The side in pixels, quiet zone included, at which qr_view() would draw it into a square of
 * `most`; 0 when it would not. */
int qr_view_side(const char *text, int most);
/* The bytes of any text that surely fit into a square of `most` pixels: the limit for
 * qr_take_home() (qr_text.h). 0: no code does. */
size_t qr_view_room(int most);

#endif
