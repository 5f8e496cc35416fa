/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_pay.h - what a cell says about pay, as a careful clerk reads it: 3000-4500元/月, 4-6K,
 * 年薪8万起, 底薪2200，综合4000-6000, 计件，日均120元, 面议. What it leaves open stays open; what
 * it does not say is not made up. */
#ifndef ANJU_JOBS_PAY_H
#define ANJU_JOBS_PAY_H

#include "services/jobs/job.h"

/* What is doubtful: said as a warning. */
enum pay_doubt {
    PAY_SWAPPED = 1 << 0,        /* the upper one stood first */
    PAY_WIDE = 1 << 1,           /* five times apart or more */
    PAY_SEVERAL = 1 << 2,        /* several sums, taken together */
    PAY_UNCLEAR = 1 << 3,        /* no sum could be read: nothing is taken */
    PAY_UNSAID = 1 << 4,         /* 按公司规定: not written, and not 面议 either */
    PAY_NO_PERIOD = 1 << 5,      /* none written: a month was assumed */
    PAY_PERIOD_UNKNOWN = 1 << 6, /* none written, and a month it cannot be */
    PAY_ODD = 1 << 7,            /* unusual for the period that is written */
    PAY_TOO_SMALL = 1 << 8,      /* 4-6 without 千 or K: nothing is taken */
    PAY_HALF = 1 << 9,           /* "3000-": the other end is missing */
    PAY_OTHER_PERIOD = 1 << 10,  /* by the week, by half a month: nothing is taken */
};
/* What is wrong: refused. */
enum pay_wrong { PAY_ZERO = 1 << 0, PAY_NEGATIVE = 1 << 1, PAY_HUGE = 1 << 2 };

enum pay_role {
    PAY_WAGE,    /* nothing said */
    PAY_TOTAL,   /* 综合, 到手 */
    PAY_REGULAR, /* 转正后 */
    PAY_AVERAGE, /* 日均, 人均 */
    PAY_BASE,    /* 底薪 */
    PAY_EXTRA,   /* 餐补, 全勤奖, 提成 */
    PAY_TRIAL,   /* 试用期, 学徒 */
    PAY_ROLE_COUNT
};

struct pay {
    money        min, max; /* an open end is absent */
    enum pay_per per;
    bool         per_heard; /* taken from the heading, not from the cell */
    bool         per_other; /* the cell says a period that is none of them: 150元/班 */
    bool         negotiable;
    bool         more; /* the text says more than these fields: it belongs into the notes */
    unsigned     doubts, wrong;
    char benefits[TEXT_SIZE(60)]; /* 包吃住, 五险: parts of the text that are that alone */
};

/* `text` and `heading` folded as cell_text has them. */
void pay_read(const char *text, const char *heading, struct pay *ret_pay);
/* The period that the heading names: 月薪, 元/天; unwritten when it names none or several. */
enum pay_per pay_heading(const char *heading);
/* After the period is known, or not: assumes a month where the figure can be one; looks whether
 * sums and period go together. */
void pay_settle(struct pay *pay);

#endif
