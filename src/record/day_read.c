/* SPDX-License-Identifier: GPL-3.0-or-later
 * day_read.c - dates as people write them. One pass from left to right over the narrowed text:
 * words before, the date itself in one of its forms, words and times behind. */
#include "record/day_read.h"

#include "base/text.h"
#include "record/numeral.h"

#include <string.h>

enum { TEXT_MOST = 96, SERIAL_FIRST = 36526, SERIAL_LAST = 73050, SERIAL_OF_1970 = 25569 };

/* What was written, before it is known to be a day. */
struct parts {
    int            year; /* 0 = not written */
    int            month, day;
    bool           month_end; /* 11月底: the last day, whichever it is */
    enum day_doubt doubt;
};

/* --- small steps over the text ------------------------------------------------------------------
 */

/* Narrow, lower-case, without what can't be seen; false when too long to be a date. */
static bool narrow_into(char out[TEXT_MOST], const char *text) {
    size_t length = strnlen(text, TEXT_MOST * 4), used = 0;
    for (size_t at = 0, n; at < length; at += n) {
        uint32_t c;
        n = text_decode(text + at, length - at, &c);
        if (n == 0 || used + 5 > TEXT_MOST)
            return false;
        if (text_is_space(c))
            c = ' ';
        else if (text_is_invisible(c))
            continue;
        else if (c >= 0xFF01 && c <= 0xFF5E)
            c = c - 0xFF01 + '!';
        if (c >= 'A' && c <= 'Z')
            c = c - 'A' + 'a';
        used += text_encode(c, out + used);
    }
    out[used] = '\0';
    return true;
}

static void skip_spaces(const char **at) {
    *at += strspn(*at, " ");
}

static bool take(const char **at, const char *word) {
    const char *from = *at;
    skip_spaces(&from);
    if (!text_starts(from, word))
        return false;
    *at = from + strlen(word);
    return true;
}

/* The index of the one of `words` (NULL at the end) that stands here; -1 when none does. */
static int take_one(const char **at, const char *const *words) {
    for (int i = 0; words[i]; i++)
        if (take(at, words[i]))
            return i;
    return -1;
}

static bool take_number(const char **at, struct numeral *ret_numeral) {
    const char *from = *at;
    skip_spaces(&from);
    if (!numeral_read(&from, ret_numeral))
        return false;
    *at = from;
    return true;
}

static bool is_pair(const struct numeral *n) {
    return n->digits <= 2 && n->number < 100;
}

/* --- the forms of a date ------------------------------------------------------------------------
 */

/* Behind the year: 11月5日, 11月底. */
static bool take_month_day(const char **at, struct parts *parts) {
    struct numeral month, last;
    const char    *from = *at;
    if (!take_number(&from, &month) || !is_pair(&month) || !take(&from, "月"))
        return false;
    parts->month = month.number;
    static const char *const ends[] = { "底", "末", NULL };
    if (take_one(&from, ends) >= 0) {
        parts->month_end = true;
    } else {
        if (!take_number(&from, &last) || !is_pair(&last))
            return false;
        parts->day = last.number;
        static const char *const days[] = { "日", "号", NULL };
        (void)take_one(&from, days); /* often left out */
    }
    *at = from;
    return true;
}

/* 2026-11-05, 2026/11/5, 2026.11.5, 2026年11月5日, 26年11月5日. */
static bool read_year_first(const char **at, struct parts *parts) {
    struct numeral year, month, last;
    const char    *from = *at;
    if (!take_number(&from, &year))
        return false;
    bool whole = year.digits == 4 || (year.digits == 0 && year.number > 1000);
    if (take(&from, "年")) {
        if (!whole && !(year.digits == 2))
            return false;
        parts->year = whole ? year.number : 2000 + year.number;
        if (!take_month_day(&from, parts))
            return false;
        *at = from;
        return true;
    }
    static const char *const separators[] = { "-", "/", ".", NULL };
    int                      s = year.digits == 4 ? take_one(&from, separators) : -1;
    if (s < 0 || !take_number(&from, &month) || !is_pair(&month) || !take(&from, separators[s]) ||
        !take_number(&from, &last) || !is_pair(&last))
        return false;
    *parts = (struct parts){ .year = year.number, .month = month.number, .day = last.number };
    *at = from;
    return true;
}

static bool read_month_first(const char **at, struct parts *parts) {
    return take_month_day(at, parts);
}

/* 20261105, or the number of a day in Excel, its time of day behind the point. */
static bool read_run(const char **at, struct parts *parts) {
    struct numeral n;
    const char    *from = *at;
    if (!take_number(&from, &n))
        return false;
    if (n.digits == 8) {
        *parts = (struct parts){ .year = n.number / 10000,
                                 .month = n.number / 100 % 100,
                                 .day = n.number % 100 };
        *at = from;
        return true;
    }
    if (*from == '.')
        from += 1 + strspn(from + 1, "0123456789");
    if (n.digits != 5 || n.number < SERIAL_FIRST || n.number > SERIAL_LAST || *from)
        return false;
    struct date date = day_date((day){ n.number - SERIAL_OF_1970 });
    *parts = (struct parts){ .year = date.year, .month = date.month, .day = date.day };
    *at = from;
    return true;
}

static int take_english_month(const char **at) {
    static const char *const names[] = { "january",   "february", "march",    "april",
                                         "may",       "june",     "july",     "august",
                                         "september", "october",  "november", "december" };
    const char              *from = *at;
    skip_spaces(&from);
    size_t letters = strspn(from, "abcdefghijklmnopqrstuvwxyz");
    for (int i = 0; i < 12; i++)
        if ((letters >= 3 && strncmp(from, names[i], letters) == 0) ||
            (i == 8 && letters == 4 && strncmp(from, "sept", 4) == 0)) {
            *at = from + letters;
            if (**at == '.')
                ++*at;
            return i + 1;
        }
    return 0;
}

static void take_joint(const char **at) {
    static const char *const joints[] = { "-", "/", ",", NULL };
    (void)take_one(at, joints);
}

/* A year behind month and day, of four digits or two. */
static bool take_last_year(const char **at, struct parts *parts) {
    struct numeral year;
    const char    *from = *at;
    take_joint(&from);
    if (!take_number(&from, &year) || (year.digits != 4 && year.digits != 2) || *from == ':')
        return false;
    parts->year = year.digits == 4 ? year.number : 2000 + year.number;
    *at = from;
    return true;
}

/* 5-Nov, 5 Nov 2026, Nov-5, November 5, 2026. */
static bool read_english(const char **at, struct parts *parts) {
    struct numeral n;
    const char    *from = *at;
    bool           day_first = take_number(&from, &n);
    if (day_first)
        take_joint(&from);
    parts->month = take_english_month(&from);
    if (parts->month == 0)
        return false;
    if (!day_first) {
        take_joint(&from);
        if (!take_number(&from, &n))
            return false;
    }
    if (!n.digits || !is_pair(&n))
        return false;
    parts->day = n.number;
    bool year = take_last_year(&from, parts);
    if (!day_first && !year && n.digits == 2)
        parts->doubt = DAY_DOUBT_MONTH;
    *at = from;
    return true;
}

/* Three pairs of digits: year first, or month first as American spreadsheets have it. */
static bool choose_order(const int pair[3], day today, struct parts *parts) {
    struct parts year_first = { .year = 2000 + pair[0], .month = pair[1], .day = pair[2] };
    struct parts month_first = {
        .year = 2000 + pair[2], .month = pair[0], .day = pair[1], .doubt = DAY_DOUBT_ORDER
    };
    bool y = date_valid(year_first.year, year_first.month, year_first.day);
    bool m = date_valid(month_first.year, month_first.month, month_first.day);
    if (y && m) {
        if (day_absent(today))
            return false;
        int now = day_date(today).year;
        y = year_first.year >= now - 2 && year_first.year <= now + 2;
        m = month_first.year >= now - 2 && month_first.year <= now + 2;
        if (y == m)
            return false;
        year_first.doubt = DAY_DOUBT_ORDER;
    }
    *parts = m ? month_first : year_first;
    return true;
}

/* 11/5/2026 or 5/11/2026. */
static void choose_month(int a, int b, int year, struct parts *parts) {
    bool month_first = date_valid(year, a, b), day_first = date_valid(year, b, a);
    *parts = (struct parts){ .year = year, .month = a, .day = b };
    if (!month_first && day_first)
        *parts = (struct parts){ .year = year, .month = b, .day = a };
    if (month_first && day_first && a != b)
        parts->doubt = DAY_DOUBT_ORDER;
}

/* 11/5, 11-5, 11.5, and with a third number 26-11-05, 11/5/26, 11/5/2026. */
static bool read_pairs(const char **at, day today, struct parts *parts) {
    static const char *const separators[] = { "-", "/", ".", NULL };
    struct numeral           a, b, c;
    const char              *from = *at;
    if (!take_number(&from, &a) || !a.digits || !is_pair(&a))
        return false;
    int s = take_one(&from, separators);
    if (s < 0 || !take_number(&from, &b) || !b.digits || !is_pair(&b))
        return false;
    const char *behind = from;
    if (take(&from, separators[s])) {
        if (!take_number(&from, &c) || !(c.digits == 4 || (c.digits && c.digits <= 2)))
            return false;
        *at = from;
        if (c.digits == 4) {
            choose_month(a.number, b.number, c.number, parts);
            return true;
        }
        const int pair[] = { a.number, b.number, c.number };
        return choose_order(pair, today, parts);
    }
    *parts = (struct parts){ .month = a.number, .day = b.number };
    if (*separators[s] == '.' && b.digits == 1 && b.number >= 1 && b.number <= 3)
        parts->doubt = DAY_DOUBT_ZERO;
    *at = behind;
    return true;
}

/* --- what may stand around it -------------------------------------------------------------------
 */

static void take_before(const char **at) {
    static const char *const words[] = { "截止日期", "有效期", "截止",  "截至", "至", "到", "自",
                                         "从",       "于",     "until", "by",   ":",  NULL };
    while (take_one(at, words) >= 0)
        ;
}

/* （周四）, 星期四: 1..7, 0 when none stands here. */
static int take_weekday(const char **at) {
    static const char *const words[] = { "周", "星期", "礼拜", NULL };
    static const char *const days[] = { "一", "二", "三", "四", "五", "六", "日", "天", NULL };
    const char              *from = *at;
    bool                     bracket = take(&from, "(");
    int                      d = take_one(&from, words) < 0 ? -1 : take_one(&from, days);
    if (d < 0 || (bracket && !take(&from, ")")))
        return 0;
    *at = from;
    return d == 7 ? 7 : d + 1;
}

/* 18:00, T00:00:00, 下午5点, 17时30分. */
static bool take_clock(const char **at) {
    static const char *const halves[] = { "t", "上午", "下午", "中午", "早上", "晚上", "晚", NULL };
    static const char *const hours[] = { "点", "时", NULL };
    struct numeral           n;
    const char              *from = *at;
    (void)take_one(&from, halves);
    if (!take_number(&from, &n) || n.number > 24)
        return false;
    if (take(&from, ":")) {
        if (!take_number(&from, &n) || n.digits != 2 || n.number > 59)
            return false;
        if (take(&from, ":") && (!take_number(&from, &n) || n.digits != 2 || n.number > 60))
            return false;
        if (*from == '.')
            from += 1 + strspn(from + 1, "0123456789");
    } else {
        if (take_one(&from, hours) < 0)
            return false;
        if (!take(&from, "半") && !take(&from, "整") && take_number(&from, &n) &&
            (n.number > 59 || !take(&from, "分")))
            return false;
    }
    *at = from;
    return true;
}

/* False when something stands behind the date that doesn't belong to it. */
static bool take_after(const char **at, int *ret_weekday) {
    static const char *const words[] = { "之前", "以前", "前", "为止", "截止", "止", "起", NULL };
    *ret_weekday = 0;
    for (;;) {
        skip_spaces(at);
        if (**at == '\0')
            return true;
        int weekday = take_weekday(at);
        if (weekday)
            *ret_weekday = weekday;
        else if (!take_clock(at) && take_one(at, words) < 0)
            return false;
    }
}

/* --- from what was written to a day --------------------------------------------------------------
 */

static int last_of_month(int year, int month) {
    int last = 31;
    while (last > 28 && !date_valid(year, month, last))
        last--;
    return last;
}

/* `months` later or earlier; the day is kept where the month has it. */
static day day_in_months(day from, int months) {
    struct date d = day_date(from);
    int         month = d.year * 12 + d.month - 1 + months;
    int         last = last_of_month(month / 12, month % 12 + 1);
    return day_of(month / 12, month % 12 + 1, d.day < last ? d.day : last);
}

static void guess_year(struct day_reading *reading, const struct parts *parts, day today) {
    day first = day_in_months(today, -6), behind = day_in_months(today, 6);
    int now = day_date(today).year;
    reading->result = DAY_READ_IMPOSSIBLE;
    for (int year = now - 1; year <= now + 1; year++) {
        int last = parts->month_end ? last_of_month(year, parts->month) : parts->day;
        if (!date_valid(year, parts->month, last))
            continue;
        day d = day_of(year, parts->month, last);
        if (d.n >= first.n && d.n < behind.n) {
            reading->result = DAY_READ_OK;
            reading->day = d;
        }
    }
}

static struct day_reading settle(const struct parts *parts, day today) {
    struct day_reading reading = { .doubt = parts->doubt,
                                   .day = DAY_ABSENT,
                                   .year_written = parts->year != 0 };
    /* 2000 is a leap year: what it doesn't have, no year has. */
    if (!date_valid(2000, parts->month, parts->month_end ? 1 : parts->day)) {
        reading.result = DAY_READ_IMPOSSIBLE;
    } else if (!parts->year && day_absent(today)) {
        reading.result = DAY_READ_NO_YEAR;
    } else if (!parts->year) {
        guess_year(&reading, parts, today);
    } else if (parts->year < 2000 || parts->year > 2199) {
        reading.result = DAY_READ_FAR;
    } else {
        int last = parts->month_end ? last_of_month(parts->year, parts->month) : parts->day;
        reading.result = DAY_READ_IMPOSSIBLE;
        if (date_valid(parts->year, parts->month, last)) {
            reading.result = DAY_READ_OK;
            reading.day = day_of(parts->year, parts->month, last);
        }
    }
    return reading;
}

struct day_reading day_read(const char *text, day today) {
    struct day_reading reading = { .result = DAY_READ_NONE, .day = DAY_ABSENT };
    char               narrow[TEXT_MOST];
    if (!narrow_into(narrow, text))
        return reading;
    const char *at = narrow;
    take_before(&at);
    struct parts parts = { 0 };
    const char  *start = at;
    int          weekday = 0;
    for (int form = 0; form < 5; form++) {
        at = start;
        parts = (struct parts){ 0 };
        bool read = form == 0   ? read_year_first(&at, &parts)
                    : form == 1 ? read_month_first(&at, &parts)
                    : form == 2 ? read_run(&at, &parts)
                    : form == 3 ? read_english(&at, &parts)
                                : read_pairs(&at, today, &parts);
        if (!read || !take_after(&at, &weekday))
            continue;
        reading = settle(&parts, today);
        if (weekday && reading.result == DAY_READ_OK && day_weekday(reading.day) != weekday)
            reading.doubt = DAY_DOUBT_WEEKDAY;
        return reading;
    }
    return reading;
}
