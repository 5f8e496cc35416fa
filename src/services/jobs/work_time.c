/* SPDX-License-Identifier: GPL-3.0-or-later
 * work_time.c - a time of the day, a mark that means "until", another time. What stands between is
 * passed over; a single time says nothing. */
#include "services/jobs/work_time.h"

#include <stddef.h>
#include <string.h>

enum { HOUR = 60, NOON = 12 * HOUR, DAY = 24 * HOUR };

static size_t starts(const char *at, const char *const *words) {
    for (size_t i = 0; words[i]; i++)
        if (strncmp(at, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

/* One or two digits, plain or 全角; -1: none. */
static int two_digits(const char **at) {
    int value = -1;
    for (int i = 0; i < 2; i++) {
        const unsigned char *c = (const unsigned char *)*at;
        int                  digit = -1;
        if (c[0] >= '0' && c[0] <= '9')
            digit = c[0] - '0';
        else if (c[0] == 0xef && c[1] == 0xbc && c[2] >= 0x90 && c[2] <= 0x99)
            digit = c[2] - 0x90;
        if (digit < 0)
            break;
        value = (value < 0 ? 0 : value * 10) + digit;
        *at += c[0] < 0x80 ? 1 : 3;
    }
    return value;
}

static void pass(const char **at, const char *const *words) {
    for (size_t length; (length = starts(*at, words)) > 0;)
        *at += length;
}

/* A time of the day at *at, which then stands behind it; -1: there is none. */
static int time_read(const char **at) {
    static const char *const spaces[] = { " ", "　", "早上", "上午", "清晨", "早", "中午", NULL };
    static const char *const later[] = { "下午", "晚上", "傍晚", "晚", NULL };
    static const char *const next[] = { "次日", "第二天", "翌日", "凌晨", NULL };
    static const char *const colons[] = { ":", "：", NULL };
    static const char *const hours[] = { "点", "时", NULL };
    const char              *here = *at;
    pass(&here, spaces);
    size_t after_noon = starts(here, later), morrow = starts(here, next);
    here += after_noon + morrow;
    pass(&here, spaces);
    int hour = two_digits(&here), minute = 0;
    if (hour < 0 || hour > 24 || (*here >= '0' && *here <= '9')) /* more digits: no time */
        return -1;
    size_t colon = starts(here, colons), word = starts(here, hours);
    if (colon == 0 && word == 0)
        return -1;
    here += colon + word;
    if (strncmp(here, "半", strlen("半")) == 0) {
        minute = 30;
        here += strlen("半");
    } else {
        const char *digits = here;
        int         said = two_digits(&digits);
        if (colon > 0 && said < 0)
            return -1;
        if (said >= 0 && said < HOUR) {
            minute = said;
            here = digits;
        }
        pass(&here, (const char *const[]){ "分", NULL });
    }
    *at = here;
    return hour * HOUR + minute + (after_noon > 0 && hour < 12 ? NOON : 0) + (morrow > 0 ? DAY : 0);
}

static bool is_until(const char **at) {
    static const char *const marks[] = { "–", "—", "－", "-", "~", "～", "至", "到", "〜", NULL };
    static const char *const spaces[] = { " ", "　", NULL };
    const char              *here = *at;
    pass(&here, spaces);
    const char *mark = here;
    pass(&here, marks);
    if (here == mark)
        return false;
    pass(&here, spaces);
    *at = here;
    return true;
}

/* Of several that are written each works only one. */
static bool several(const char *hours) {
    static const char *const words[] = { "或", "班", "轮", "倒", "任选", NULL };
    for (size_t i = 0; words[i]; i++)
        if (strstr(hours, words[i]))
            return true;
    return false;
}

/* 午休 1.5 小时, 中间休息1小时, 午休90分钟: minutes. */
static int break_read(const char *hours) {
    static const char *const words[] = { "午休", "休息", NULL };
    for (size_t i = 0; words[i]; i++) {
        const char *at = strstr(hours, words[i]);
        if (!at)
            continue;
        at += strlen(words[i]);
        at += strspn(at, " ");
        int whole = two_digits(&at), tenths = 0;
        if (whole < 0)
            return 0;
        if (*at == '.' && at[1] >= '0' && at[1] <= '9') {
            tenths = at[1] - '0';
            at += 2;
        }
        at += strspn(at, " ");
        bool minutes = strncmp(at, "分", strlen("分")) == 0;
        return minutes ? whole : whole * HOUR + tenths * HOUR / 10;
    }
    return 0;
}

struct work_time work_time_read(const char *hours) {
    struct work_time time = { 0 };
    int              ranges = 0;
    for (const char *at = hours; *at != '\0';) {
        const char *here = at;
        int         from = time_read(&here), to = -1;
        if (from < 0) {
            at += strspn(at, "0123456789"); /* not from the middle of a number */
            at += *at != '\0';
            continue;
        }
        at = here;
        if (is_until(&here))
            to = time_read(&here);
        if (to < 0)
            continue;
        at = here;
        if (from >= DAY)
            from -= DAY; /* 凌晨4点–8点: of the same morning */
        if (to >= DAY && to - DAY > from)
            to -= from >= NOON ? 0 : DAY;
        if (to <= from)
            to += to + NOON > from && to < NOON && from < NOON ? NOON : DAY; /* 8点–5点半 */
        time.from = !time.known || from < time.from ? from : time.from;
        time.to = !time.known || to > time.to ? to : time.to;
        time.known = true;
        time.minutes += to - from;
        ranges++;
    }
    time.minutes = several(hours) ? 0 : time.minutes - (ranges == 1 ? break_read(hours) : 0);
    return time;
}

bool work_time_day(const struct work_time *time) {
    return time->known && time->from >= 5 * HOUR && time->to <= 20 * HOUR;
}
bool work_time_early(const struct work_time *time) {
    return time->known && time->from < 8 * HOUR && time->to <= 15 * HOUR;
}
bool work_time_late(const struct work_time *time) {
    return time->known && time->from >= 13 * HOUR && time->to > 20 * HOUR;
}
