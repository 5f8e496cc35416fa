/* SPDX-License-Identifier: GPL-3.0-or-later
 * clock.h - how long a promise may take, and when it is due: data in config/limits.csv by flow,
 * clock and key fields of the matter, reckoned by the Chinese working calendar (GB/T 33358-2016: a
 * limit of days starts on the next working day; holidays and 调休 from config/holidays-cn.csv).
 *
 *   flow,clock,when,limit,unit,hours
 *   complaint,first_answer,urgency=urgent,4,working_hours,08:30-12:00 14:30-17:30
 *   complaint,first_answer,,5,working_days,08:30-12:00 14:30-17:30
 *
 * The first line that fits counts; the last one of a clock has no `when`. A matter copies the lines
 * of its flow when it starts, so that an edited file touches only what starts later. */
#ifndef ANJU_FLOW_CLOCK_H
#define ANJU_FLOW_CLOCK_H

#include "base/workday.h"
#include "flow/step.h"

/* From `from` to `to`, minutes of the day: calling hours, working hours. */
struct hours {
    int from, to;
};

enum { LIMIT_SPANS = 3, LIMIT_LINE = 200 /* bytes */ };

struct limit {
    char            flow[TEXT_SIZE(FLOW_NAME)], clock[TEXT_SIZE(FLOW_NAME)];
    char            when[LIMIT_LINE]; /* field=value;field=value */
    int             count;
    enum limit_unit unit;
    struct hours    spans[LIMIT_SPANS]; /* in which it runs, rising: with a pause at noon two; days
                                           are due at the end of the last */
    int span_count;
    int line; /* of the file, from 1 */
};

struct limits;

/* A clock's name of the cap of holds: how long a matter may be held in all. */
#define LIMIT_HOLD "hold"

/* A bad line is refused as file:line. Read only afterwards, any thread. */
bool limits_load(struct limits **ret_limits, const char *limits_path, const char *holidays_path,
                 struct err *err);
void limits_free(struct limits *limits);
/* Those of share_path("config/limits.csv"), read once a process at the first call; NULL: why. */
const struct limits *limits_shipped(struct err *err);

/* The line without a `when`. ERR_ABSENT when the file has no such row. */
bool limit_find(const struct limits *limits, const char *flow, const char *clock,
                struct limit *ret_limit, struct err *err);
/* The lines of a flow, to be copied into a matter; NULL: no memory. */
const char *limits_rules(const struct limits *limits, const char *flow, struct arena *arena);
/* Of such a copy ("" or NULL: of the file) the line that fits `row`. ERR_ABSENT. */
bool limit_for(const struct limits *limits, const char *rules, const struct flow *flow,
               const char *clock, const void *row, struct limit *ret_limit, struct err *err);
/* Has every clock of these tables its row, every row its clock, every `when` its field and value?
 * Asked at the start of a program: what is missing or misspelt is to be told to staff, not to a
 * resident who has just pressed 提交. */
bool limits_cover(const struct limits *limits, const struct flow *const *flows, struct err *err);

/* When a promise made at `at` is due; TIME_ABSENT beyond the calendar. */
time_ms limit_due(const struct limits *limits, const struct limit *limit, time_ms at);
/* When one that was due at `due` is due if it stands still from `held` until `on`: what was left of
 * it runs on from there. Never before `due`. */
time_ms limit_resumed(const struct limits *limits, const struct limit *limit, time_ms due,
                      time_ms held, time_ms on);
/* A rung of its ladder: `count` units after `due`, before it when negative. */
time_ms limit_rung(const struct limits *limits, time_ms due, const struct flow_rung *rung);

/* Is `t` within these hours? Of any day: residents are called at weekends too. */
bool hours_within(struct hours hours, time_ms t);
/* "8:30–17:30" */
const char *hours_words(struct hours hours, struct arena *arena);
/* Of applications: 08:30–17:30 (DOMAIN.md). */
extern const struct hours calling_hours_applications;

const struct workdays *limits_workdays(const struct limits *limits);

#endif
