/* SPDX-License-Identifier: GPL-3.0-or-later
 * workday.h - the Chinese working calendar: weekends, holidays and 调休 make-up days as the State
 * Council announces them (config/holidays-cn.csv). Years not yet announced take the statutory days
 * (State Council order 795 of 2024: 元旦 1, 春节 4 from the eve, 清明 1, 劳动节 2, 端午 1, 中秋 1,
 * 国庆 3), the lunar ones and 清明 by calculation, without make-up days; they are provisional. */
#ifndef ANJU_BASE_WORKDAY_H
#define ANJU_BASE_WORKDAY_H

#include "base/day.h"
#include "base/err.h"

struct workdays; /* the announced days, read once */

/* Read `path`; a bad line is refused as file:line. */
bool workdays_load(struct workdays **ret_workdays, const char *path, struct err *err);
void workdays_free(struct workdays *workdays);

bool        workday_is(const struct workdays *workdays, day d);
bool        workday_announced(const struct workdays *workdays, day d); /* false: provisional */
const char *workday_name(const struct workdays *workdays, day d);      /* "国庆节" or NULL */
/* The `count`-th working day after `from` (from itself is not counted, GB/T 33358-2016: a limit of
 * days starts on the next working day); count 0 gives the first working day on or after `from`. */
day workday_after(const struct workdays *workdays, day from, int count);
/* Working days in (from, to]; negative when `to` is before `from`. */
int workday_between(const struct workdays *workdays, day from, day to);

#endif
