/* SPDX-License-Identifier: GPL-3.0-or-later
 * day.c - the proleptic Gregorian calendar by counting: no table of months, no libc time zone. */
#include "base/day.h"

#include "base/err.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_FIRST = 1900, YEAR_LAST = 2199 };
#define DAY_MS INT64_C(86400000)
#define SHANGHAI_MS (INT64_C(8) * 3600000)

static int days_in_month(int year, int month) {
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool             leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

bool date_valid(int year, int month, int day_of_month) {
    return year >= YEAR_FIRST && year <= YEAR_LAST && month >= 1 && month <= 12 &&
           day_of_month >= 1 && day_of_month <= days_in_month(year, month);
}

/* Years are counted from March, so that the leap day is a year's last; 400 of them are 146,097
 * days; 1970-01-01 is day 719,468 of that count. */
static int32_t count_days(int year, int month, int day_of_month) {
    int y = month > 2 ? year : year - 1;
    int m = (month + 9) % 12;
    return y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day_of_month - 1 - 719468;
}

static bool day_known(day d) {
    return d.n >= count_days(YEAR_FIRST, 1, 1) && d.n <= count_days(YEAR_LAST, 12, 31);
}

day day_of(int year, int month, int day_of_month) {
    if (!date_valid(year, month, day_of_month))
        bug("no such date: %d-%d-%d", year, month, day_of_month);
    return (day){ count_days(year, month, day_of_month) };
}

struct date day_date(day d) {
    if (!day_known(d))
        return (struct date){ 0 };
    int n = d.n + 719468;
    int year = (int)((int64_t)n * 400 / 146097) + 1; /* at most one or two too late */
    while (count_days(year, 3, 1) > d.n)
        year--;
    int in_year = d.n - count_days(year, 3, 1);
    int m = (in_year * 5 + 2) / 153;
    return (struct date){
        .year = m < 10 ? year : year + 1,
        .month = m < 10 ? m + 3 : m - 9,
        .day = in_year - (m * 153 + 2) / 5 + 1,
    };
}

int day_weekday(day d) {
    int from_thursday = (int)(((int64_t)d.n + 3) % 7); /* 1970-01-01 was one: 3 after Monday */
    return (from_thursday < 0 ? from_thursday + 7 : from_thursday) + 1;
}

static int64_t floor_divide(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

day day_of_time(time_ms t) {
    if (time_absent(t))
        return DAY_ABSENT;
    int64_t n = floor_divide(t.ms, DAY_MS);
    n += t.ms - n * DAY_MS >= DAY_MS - SHANGHAI_MS;
    int64_t first = count_days(YEAR_FIRST, 1, 1), last = count_days(YEAR_LAST, 12, 31);
    return (day){ (int32_t)(n < first ? first : n > last ? last : n) };
}

time_ms day_start(day d) {
    return day_absent(d) ? TIME_ABSENT : (time_ms){ d.n * DAY_MS - SHANGHAI_MS };
}

void day_format(day d, char out[DAY_TEXT]) {
    struct date date = day_date(d);
    if (date.year == 0) {
        out[0] = '\0';
        return;
    }
    (void)snprintf(out, DAY_TEXT, "%04u-%02u-%02u", (unsigned)date.year % 10000,
                   (unsigned)date.month % 100, (unsigned)date.day % 100);
}

/* --- parsing: one digit after the other, nothing before, between or behind --- */

static bool take_number(const char **at, int digits, int *ret_number) {
    int number = 0;
    for (int i = 0; i < digits; i++) {
        if ((*at)[i] < '0' || (*at)[i] > '9')
            return false;
        number = number * 10 + ((*at)[i] - '0');
    }
    *at += digits;
    *ret_number = number;
    return true;
}

static bool take_char(const char **at, char c) {
    if (**at != c)
        return false;
    ++*at;
    return true;
}

static bool take_day(const char **at, day *ret_day) {
    int year, month, day_of_month;
    if (!take_number(at, 4, &year) || !take_char(at, '-') || !take_number(at, 2, &month) ||
        !take_char(at, '-') || !take_number(at, 2, &day_of_month) ||
        !date_valid(year, month, day_of_month))
        return false;
    *ret_day = day_of(year, month, day_of_month);
    return true;
}

bool day_parse_iso(const char *text, day *ret_day) {
    day d;
    if (!text || !take_day(&text, &d) || *text)
        return false;
    *ret_day = d;
    return true;
}

/* "09:41", "09:41:30", "09:41:30.5" to .123, as milliseconds of the day. */
static bool take_clock(const char **at, int64_t *ret_ms) {
    int hour, minute, second = 0, fraction = 0;
    if (!take_number(at, 2, &hour) || !take_char(at, ':') || !take_number(at, 2, &minute))
        return false;
    if (take_char(at, ':')) {
        if (!take_number(at, 2, &second))
            return false;
        if (take_char(at, '.')) {
            size_t digits = strspn(*at, "0123456789");
            if (digits < 1 || digits > 3 || !take_number(at, (int)digits, &fraction))
                return false;
            for (; digits < 3; digits++)
                fraction *= 10;
        }
    }
    if (hour > 23 || minute > 59 || second > 59)
        return false;
    *ret_ms = ((hour * INT64_C(60) + minute) * 60 + second) * 1000 + fraction;
    return true;
}

/* "Z", "+08:00", or nothing for Shanghai. */
static bool take_offset(const char **at, int64_t *ret_ms) {
    if (!**at) {
        *ret_ms = SHANGHAI_MS;
        return true;
    }
    if (take_char(at, 'Z')) {
        *ret_ms = 0;
        return true;
    }
    bool west = **at == '-';
    int  hours, minutes;
    if (!take_char(at, west ? '-' : '+') || !take_number(at, 2, &hours) || !take_char(at, ':') ||
        !take_number(at, 2, &minutes) || hours > 14 || minutes > 59)
        return false;
    *ret_ms = (west ? -1 : 1) * (hours * INT64_C(60) + minutes) * 60000;
    return true;
}

bool time_parse(const char *text, time_ms *ret_time) {
    day     d;
    int64_t clock_ms, offset_ms;
    if (!text || !take_day(&text, &d) || !take_char(&text, 'T') || !take_clock(&text, &clock_ms) ||
        !take_offset(&text, &offset_ms) || *text)
        return false;
    *ret_time = (time_ms){ d.n * DAY_MS + clock_ms - offset_ms };
    return true;
}

void time_format(time_ms t, char out[TIME_TEXT]) {
    out[0] = '\0';
    if (time_absent(t))
        return;
    int64_t n = floor_divide(t.ms, DAY_MS);
    if (n < INT32_MIN || n > INT32_MAX || !day_known((day){ (int32_t)n }))
        return;
    char     date[DAY_TEXT];
    unsigned ms = (unsigned)(t.ms - n * DAY_MS);
    day_format((day){ (int32_t)n }, date);
    (void)snprintf(out, TIME_TEXT, "%sT%02u:%02u:%02u.%03uZ", date, ms / 3600000 % 24,
                   ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
}

void time_clock(time_ms t, int *ret_hour, int *ret_minute) {
    int64_t n = floor_divide(t.ms, DAY_MS);
    int64_t ms = (t.ms - n * DAY_MS + SHANGHAI_MS) % DAY_MS;
    *ret_hour = (int)(ms / 3600000);
    *ret_minute = (int)(ms / 60000 % 60);
}
