/* SPDX-License-Identifier: GPL-3.0-or-later
 * lunar.h - the Chinese calendar (农历) by calculation, as GB/T 33661-2017 defines it: months begin
 * with the day of the new moon in Shanghai, the winter solstice falls into the eleventh, and a year
 * of thirteen repeats the number of the first month that no middle solar term (中气) falls into.
 * From 1900 to 2199. ICU 72 is a day off when a new moon is near midnight (New Year 2027, 2030). */
#ifndef ANJU_BASE_LUNAR_H
#define ANJU_BASE_LUNAR_H

#include "base/day.h"

struct lunar_date {
    int  month, day; /* 1..12, 1..30; month 0 for a day that has no date (day.h) */
    bool leap;       /* 闰: a month of the number before */
};

struct lunar_date lunar_of(day d);
/* The day on which the sun reaches 15 degrees of longitude. */
bool lunar_is_qingming(day d);

#endif
