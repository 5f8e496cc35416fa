/* SPDX-License-Identifier: GPL-3.0-or-later
 * calendar.h - one day chosen from a month at a time, or from as many weeks as have room: weeks
 * from Monday, two buttons to turn, today ringed, the chosen one filled. */
#ifndef ANJU_UI_CALENDAR_H
#define ANJU_UI_CALENDAR_H

#include "base/day.h"
#include "ui/label.h"

struct calendar {
    enum hue hue;
    day      today, chosen; /* absent: none */
    day      first, last;   /* what can be chosen, absent: no limit; other days sleep */
};

/* Shows the days about *at (zero: about `chosen`, else `today`), which its buttons change. True
 * when a day was used: *ret_day. */
bool calendar(struct ui *ui, uint64_t id, struct rect r, const struct calendar *calendar, day *at,
              day *ret_day);
int  calendar_height(const struct ui *ui);

#endif
