/* SPDX-License-Identifier: GPL-3.0-or-later
 * clock.h - how long a promise may take, and when it is due: data in config/limits.csv by flow and
 * clock, reckoned by the Chinese working calendar (GB/T 33358-2016: a limit of days starts on the
 * next working day; holidays and 调休 from config/holidays-cn.csv). Read only, any thread. */
#ifndef ANJU_FLOW_CLOCK_H
#define ANJU_FLOW_CLOCK_H

#include "base/workday.h"
#include "flow/step.h"

/* From `from` to `to`, minutes of the day: calling hours, working hours. */
struct hours {
    int from, to;
};

struct limit {
    char            flow[TEXT_SIZE(FLOW_NAME)], clock[TEXT_SIZE(FLOW_NAME)];
    int             count;
    enum limit_unit unit;
    struct hours    hours; /* in which it runs; days are due at the end of these */
    int             line;  /* of the file, from 1 */
};

struct limits;

/* A bad line is refused as file:line. */
bool limits_load(struct limits **ret_limits, const char *limits_path, const char *holidays_path,
                 struct err *err);
void limits_free(struct limits *limits);
/* Those of share_path("config/limits.csv"), read once a process at the first call; NULL: why. */
const struct limits *limits_shipped(struct err *err);

/* ERR_ABSENT when the file has no such row. */
bool limit_find(const struct limits *limits, const char *flow, const char *clock,
                struct limit *ret_limit, struct err *err);
/* Has every clock of these tables its row, and every row its clock? Asked at the start of a
 * program: what is missing or misspelt is to be told to staff, not to a resident who has just
 * pressed 提交. */
bool limits_cover(const struct limits *limits, const struct flow *const *flows, struct err *err);
/* When a promise made at `at` is due. */
time_ms limit_due(const struct limits *limits, const struct limit *limit, time_ms at);
/* Is `t` within these hours? Of any day: residents are called at weekends too. */
bool hours_within(struct hours hours, time_ms t);
/* "8:30–17:30" */
const char *hours_words(struct hours hours, struct arena *arena);
/* Of applications: 08:30–17:30 (DOMAIN.md). */
extern const struct hours calling_hours_applications;

#endif
