/* SPDX-License-Identifier: GPL-3.0-or-later
 * pay_amount.h - the sums in a text about pay, each with its ends, its period and what it is. */
#ifndef ANJU_JOBS_PAY_AMOUNT_H
#define ANJU_JOBS_PAY_AMOUNT_H

#include "services/jobs/job_pay.h"

enum { AMOUNTS_MOST = 8 };

struct amount {
    int64_t       min, max; /* fen; -1 an open end */
    enum pay_per  per;
    enum pay_role role;
    bool          about;   /* 左右, 约 */
    bool          from_up; /* 4000-6000以上: the upper end is open after all */
    bool          plus;    /* followed by + and what comes on top */
    bool          half;    /* "3000-": something is missing */
    bool          swapped;
    bool          by_other;    /* by something that is no period here: /班, /工, /8小时 */
    bool          by_week;     /* by the week, half a month: no period that a posting can have */
    const char   *start, *end; /* what it takes of the text, its modifiers too */
};

struct amounts {
    struct amount at[AMOUNTS_MOST];
    size_t        count;
};

void amounts_read(const char *text, int heading_scale, struct amounts *ret_amounts);

/* A word of `words` (NULL at the end) at `at`: its length, else 0. The lists name longer first. */
size_t word_at(const char *at, const char *const *words);

#endif
