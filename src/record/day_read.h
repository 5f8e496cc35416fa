/* SPDX-License-Identifier: GPL-3.0-or-later
 * day_read.h - a date as people write it in a form or a cell: 2026-11-05, 2026年11月5日（周四）,
 * 11月5日前, 5-Nov, 11/5, 20261105, 十一月底, or 46331, the number of a day in Excel. */
#ifndef ANJU_RECORD_DAY_READ_H
#define ANJU_RECORD_DAY_READ_H

#include "base/day.h"

enum day_read_result {
    DAY_READ_NONE, /* not a date, or one that can be read in two ways with nothing to choose by */
    DAY_READ_OK,
    DAY_READ_IMPOSSIBLE, /* 2月30日 */
    DAY_READ_NO_YEAR,    /* no year written and today is absent */
    DAY_READ_FAR,        /* outside 2000..2199 */
};

/* What a careful clerk would look at again. */
enum day_doubt {
    DAY_DOUBT_NONE,
    DAY_DOUBT_ORDER,   /* 11/5/26, 5/11/2026: month first was assumed */
    DAY_DOUBT_ZERO,    /* 11.1 may have been 11.10 before a spreadsheet made it a number */
    DAY_DOUBT_MONTH,   /* Nov-26 may be a month of 2026; the 26th was assumed */
    DAY_DOUBT_WEEKDAY, /* the weekday written beside it is another day's */
};

struct day_reading {
    enum day_read_result result;
    enum day_doubt       doubt;
    day                  day;
    bool                 year_written;
};

/* The whole of `text` must be the date and what belongs to it: 截至, 前, a weekday, a time of day.
 * Without a year it is the one that lies from six months before `today` to six months after. */
struct day_reading day_read(const char *text, day today);

#endif
