/* SPDX-License-Identifier: GPL-3.0-or-later
 * day.h - days and times. A day is a calendar day in Asia/Shanghai (UTC+8, no summer time since
 * 1991; Anju's dates begin in 2000); a time is UTC in milliseconds. One-member structs, so that
 * they cannot be mixed. */
#ifndef ANJU_BASE_DAY_H
#define ANJU_BASE_DAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    int32_t n; /* days since 1970-01-01 */
} day;
typedef struct {
    int64_t ms; /* since 1970-01-01T00:00Z */
} time_ms;

#define DAY_ABSENT ((day){ INT32_MIN })
#define TIME_ABSENT ((time_ms){ INT64_MIN })
#define DAY_TEXT 11  /* "2026-11-24" and the end */
#define TIME_TEXT 26 /* "2026-11-24T01:41:00.000Z" and the end */

struct date {
    int year, month, day; /* 1..12, 1..31 */
};

static inline bool day_absent(day d) {
    return d.n == INT32_MIN;
}
static inline bool time_absent(time_ms t) {
    return t.ms == INT64_MIN;
}

bool        date_valid(int year, int month, int day); /* years 1900..2199 */
day         day_of(int year, int month, int day);     /* must be valid */
struct date day_date(day d);
int         day_weekday(day d);                    /* 1 Monday .. 7 Sunday */
day         day_of_time(time_ms t);                /* the day in Shanghai */
time_ms     day_start(day d);                      /* its midnight in Shanghai */
void        day_format(day d, char out[DAY_TEXT]); /* ISO; "" for absent */
bool        day_parse_iso(const char *text, day *ret_day);
void        time_format(time_ms t, char out[TIME_TEXT]); /* ISO, UTC, "Z"; "" for absent */
/* "2026-11-24T09:41[:30[.123]]" is Shanghai time; with Z or +08:00 as written. */
bool time_parse(const char *text, time_ms *ret_time);
/* Hour and minute in Shanghai. */
void time_clock(time_ms t, int *ret_hour, int *ret_minute);

#endif
