/* SPDX-License-Identifier: GPL-3.0-or-later
 * slider.h - a number between two ends: drag, tap on the track, − and + at its ends; with the focus
 * on it left and right step, Home and End go to its ends. */
#ifndef ANJU_UI_SLIDER_H
#define ANJU_UI_SLIDER_H

#include "ui/label.h"

struct slider {
    const char *label; /* what the number is: 做多少件 */
    const char *value; /* the number as read and shown above the thumb: 60 件; NULL: the number */
    int         min, max, step;
    enum hue    hue;
};

/* True when *number changed; it is then within min and max, a whole number of steps from min. */
bool slider(struct ui *ui, uint64_t id, struct rect r, const struct slider *slider, int *number);
int  slider_height(const struct ui *ui);

#endif
