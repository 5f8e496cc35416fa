/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_sums.h - what a posting's pay comes to by the month and by the day, and what it costs to get
 * there: what is written as it is, what is reckoned from it marked 约 with how it was reckoned.
 * Nothing is reckoned from what is not written, but for the days: where no day of rest is written
 * the sum says "按干 26 天算", a condition and no claim. */
#ifndef ANJU_JOBS_JOB_SUMS_H
#define ANJU_JOBS_JOB_SUMS_H

#include "services/jobs/job.h"

enum { MONTH_DAYS_USUAL = 26 };

/* Days of work a month, as hours, benefits or notes say: 双休 22, 单休 26, 月休 4 天 26.
 * INT_ABSENT: they do not. */
int job_month_days(const struct job *job);

struct job_sums {
    const char *month,
        *day; /* 3000–4500 元/月; 约 115–173 元/天; "" neither written nor reckoned */
    const char *reckoned;      /* 按每月干 26 天算 */
    const char *fare;          /* 约 104 元/月: of a month there and back; "" not by the day */
    const char *fare_reckoned; /* 来回 4 元，按 26 天算 */
};
struct job_sums job_sums(const struct job *job, enum lang lang, struct arena *arena);

/* What `pieces` pieces pay: 120–300 元; "" when no piece price is written. */
const char *job_pieces_text(const struct job *job, int pieces, enum lang lang, struct arena *arena);

#endif
