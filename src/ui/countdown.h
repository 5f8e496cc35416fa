/* SPDX-License-Identifier: GPL-3.0-or-later
 * countdown.h - whole seconds left: a ring that empties and the number in it, or a bar where there
 * is little height. Asks for the frame in which the next second is due (ui_wait_ms); nothing is
 * drawn between. */
#ifndef ANJU_UI_COUNTDOWN_H
#define ANJU_UI_COUNTDOWN_H

#include "ui/label.h"

/* In the square in the middle of r. Read as "还有 28 秒". */
void countdown(struct ui *ui, struct rect r, int left_ms, int of_ms, enum hue hue);
/* A bar with the number before it, over the whole of r. */
void countdown_bar(struct ui *ui, struct rect r, int left_ms, int of_ms, enum hue hue);
int  countdown_bar_height(const struct ui *ui);
/* The number shown: 1 until the last millisecond has gone. */
int countdown_seconds(int left_ms);

#endif
