/* SPDX-License-Identifier: GPL-3.0-or-later
 * chart.h - numbers compared: horizontal bars on one scale, a label before and the number behind
 * each. What is not yet over is hatched. */
#ifndef ANJU_UI_CHART_H
#define ANJU_UI_CHART_H

#include "ui/label.h"

struct chart_bar {
    const char *label; /* 7–9 月 */
    int64_t     value; /* its length; < 0: not known, no bar */
    const char *shown; /* the value as it is read: 3,240 元 */
    bool        open;  /* not yet over: hatched, and read so */
};

/* Bars from the top of r, as many as have room; the longest is as long as there is room for. */
void chart(struct ui *ui, struct rect r, const struct chart_bar *bar, int count, enum hue hue);
int  chart_height(const struct ui *ui, int count);

#endif
