/* SPDX-License-Identifier: GPL-3.0-or-later
 * clock.c - when a promise is due, and when it is if it was held meanwhile. Shanghai has no summer
 * time, so a day is 24 hours and a minute of the day always exists. */
#include "flow/clock.h"

enum { MINUTE = 60000, HOUR = 60 * MINUTE };

const struct hours calling_hours_applications = { 8 * 60 + 30, 17 * 60 + 30 };

static time_ms minute_of(day d, int minute) {
    return (time_ms){ day_start(d).ms + (int64_t)minute * MINUTE };
}

static int64_t later(int64_t a, int64_t b) {
    return a > b ? a : b;
}

/* --- working hours ------------------------------------------------------------------------- */

/* Only the hours of working days count; the last minute that is used up is when it is due. */
static time_ms hours_due(const struct limits *limits, const struct limit *limit, int64_t left,
                         time_ms at) {
    for (day d = day_of_time(at);; d.n++) {
        if (day_date(d).year == 0)
            return TIME_ABSENT;
        if (!workday_is(limits_workdays(limits), d))
            continue;
        for (int i = 0; i < limit->span_count; i++) {
            const int64_t from = later(minute_of(d, limit->spans[i].from).ms, at.ms),
                          to = minute_of(d, limit->spans[i].to).ms;
            if (from >= to)
                continue;
            if (left <= to - from)
                return (time_ms){ from + left };
            left -= to - from;
        }
    }
}

/* How much of them lies between the two. */
static int64_t hours_between(const struct limits *limits, const struct limit *limit, time_ms from,
                             time_ms to) {
    int64_t sum = 0;
    for (day d = day_of_time(from); day_start(d).ms < to.ms; d.n++)
        for (int i = 0; workday_is(limits_workdays(limits), d) && i < limit->span_count; i++) {
            const int64_t begin = later(minute_of(d, limit->spans[i].from).ms, from.ms),
                          end = minute_of(d, limit->spans[i].to).ms;
            sum += later((end < to.ms ? end : to.ms) - begin, 0);
        }
    return sum;
}

/* --- due ----------------------------------------------------------------------------------- */

time_ms limit_due(const struct limits *limits, const struct limit *limit, time_ms at) {
    if (limit->unit == LIMIT_ELAPSED_HOURS)
        return (time_ms){ at.ms + (int64_t)limit->count * HOUR };
    if (limit->unit == LIMIT_WORKING_HOURS)
        return hours_due(limits, limit, (int64_t)limit->count * HOUR, at);
    day last = workday_after(limits_workdays(limits), day_of_time(at), limit->count);
    return day_absent(last) ? TIME_ABSENT : minute_of(last, limit->spans[limit->span_count - 1].to);
}

/* As many working days are left as there were, counted as at the beginning: the day on which it
 * goes on is none of them. What was due on the very day that it was held is due on the first
 * working day whose hour has not passed. */
static time_ms days_resumed(const struct limits *limits, time_ms due, time_ms held, time_ms on) {
    const struct workdays *calendar = limits_workdays(limits);
    const int64_t          hour = due.ms - day_start(day_of_time(due)).ms;
    const day              from = day_of_time(on);
    const int              left = workday_between(calendar, day_of_time(held), day_of_time(due));
    day                    last = workday_after(calendar, from, left > 0 ? left : 0);
    if (left <= 0 && !day_absent(last) && day_start(last).ms + hour < on.ms)
        last = workday_after(calendar, last, 1);
    return day_absent(last) ? TIME_ABSENT : (time_ms){ day_start(last).ms + hour };
}

time_ms limit_resumed(const struct limits *limits, const struct limit *limit, time_ms due,
                      time_ms held, time_ms on) {
    time_ms resumed;
    if (on.ms <= held.ms || due.ms <= held.ms)
        return due;
    if (limit->unit == LIMIT_WORKING_HOURS)
        resumed = hours_due(limits, limit, hours_between(limits, limit, held, due), on);
    else if (limit->unit == LIMIT_WORKING_DAYS)
        resumed = days_resumed(limits, due, held, on);
    else
        resumed = (time_ms){ due.ms + on.ms - held.ms };
    return resumed.ms > due.ms ? resumed : due;
}

time_ms limit_rung(const struct limits *limits, time_ms due, const struct flow_rung *rung) {
    const struct workdays *calendar = limits_workdays(limits);
    const day              of_due = day_of_time(due);
    if (rung->unit == LIMIT_ELAPSED_HOURS)
        return (time_ms){ due.ms + (int64_t)rung->count * HOUR };
    day at = rung->count > 0 ? workday_after(calendar, of_due, rung->count) : of_due;
    for (int left = -rung->count; left > 0; left -= workday_is(calendar, at))
        at.n--;
    return day_absent(at) ? TIME_ABSENT
                          : (time_ms){ day_start(at).ms + due.ms - day_start(of_due).ms };
}

/* --- calling hours ------------------------------------------------------------------------- */

bool hours_within(struct hours hours, time_ms t) {
    int64_t since = t.ms - day_start(day_of_time(t)).ms;
    return since >= (int64_t)hours.from * MINUTE && since < (int64_t)hours.to * MINUTE;
}

const char *hours_words(struct hours hours, struct arena *arena) {
    return arena_printf(arena, "%d:%02d–%d:%02d", hours.from / 60, hours.from % 60, hours.to / 60,
                        hours.to % 60);
}
