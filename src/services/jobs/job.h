/* SPDX-License-Identifier: GPL-3.0-or-later
 * job.h - a posting (岗位): who needs whom, for what pay, until when. Plain data, copied by value
 * (notes and tags lie in an arena). Facts follow schema.org JobPosting. */
#ifndef ANJU_JOBS_JOB_H
#define ANJU_JOBS_JOB_H

#include "record/record.h"
#include "services/jobs/employer.h"
#include "services/jobs/trade.h"

/* Zero is "not written" in each of these. */
enum reach { REACH_UNWRITTEN, REACH_NEAR, REACH_COUNTY, REACH_AWAY, REACH_COUNT };
enum programme {
    PROGRAMME_UNWRITTEN, PROGRAMME_NONE, PROGRAMME_WORKSHOP, PROGRAMME_WELFARE, PROGRAMME_COUNT
};
enum pay_per {
    PAY_PER_UNWRITTEN, PAY_PER_MONTH, PAY_PER_DAY, PAY_PER_HOUR, PAY_PER_YEAR, PAY_PER_PIECE,
    PAY_PER_COUNT
};
enum shift {
    SHIFT_UNWRITTEN, SHIFT_DAY, SHIFT_EARLY, SHIFT_NIGHT, SHIFT_ROTATING, SHIFT_FLEXIBLE,
    SHIFT_COUNT
};
enum travel {
    TRAVEL_UNWRITTEN, TRAVEL_WALK, TRAVEL_BUS, TRAVEL_SHUTTLE, TRAVEL_AT_HOME, TRAVEL_COUNT
};
enum sex { SEX_UNWRITTEN, SEX_ANY, SEX_MALE, SEX_FEMALE, SEX_COUNT };
enum schooling {
    SCHOOLING_UNWRITTEN, SCHOOLING_ANY, SCHOOLING_PRIMARY, SCHOOLING_JUNIOR, SCHOOLING_SENIOR,
    SCHOOLING_VOCATIONAL, SCHOOLING_COLLEGE, SCHOOLING_BACHELOR, SCHOOLING_COUNT
};
enum closing { CLOSING_UNWRITTEN, CLOSING_ON_DAY, CLOSING_UNTIL_FILLED, CLOSING_OPEN, CLOSING_COUNT };
enum job_state {
    JOB_STATE_UNWRITTEN, JOB_DRAFT, JOB_REVIEW, JOB_OPEN, JOB_FILLED, JOB_CLOSED, JOB_STATE_COUNT
};
extern const struct word reach_words[REACH_COUNT], programme_words[PROGRAMME_COUNT],
    pay_per_words[PAY_PER_COUNT], shift_words[SHIFT_COUNT], travel_words[TRAVEL_COUNT],
    sex_words[SEX_COUNT], schooling_words[SCHOOLING_COUNT], closing_words[CLOSING_COUNT],
    job_state_words[JOB_STATE_COUNT];

struct job {
    struct record_head head;
    char               title[TEXT_SIZE(30)];
    row_id             employer; /* → struct employer */
    row_id             trade;    /* → struct trade */
    enum reach         reach;
    enum programme     programme;
    money              pay_min, pay_max; /* either end may be open: absent */
    enum pay_per       pay_per;
    bool               negotiable; /* 面议: pay_min and pay_max are absent */
    char               hours[TEXT_SIZE(40)];
    enum shift         shift;
    int                headcount, places; /* wanted, still open; 若干 = absent */
    char               place[TEXT_SIZE(60)];
    enum travel        travel;
    int                travel_minutes;
    money              travel_fare;      /* one way */
    int                age_min, age_max; /* 0 = 不限, absent = not written */
    enum sex           sex;
    enum schooling     schooling;
    char               taught[TEXT_SIZE(60)];    /* what is taught: 包教包会 */
    char               benefits[TEXT_SIZE(120)]; /* 五险, 包吃住 … */
    struct children    tags;                     /* struct job_tag */
    char               contact[TEXT_SIZE(20)];
    char               phone[TEXT_SIZE(24)];
    day                posted_on;
    enum closing       closing;
    day                closes_on; /* the last day it shows */
    const char        *notes;     /* long text, up to 2,000 characters; NULL absent */
    char               checked_by[TEXT_SIZE(20)]; /* who checked it and when: shown with it */
    day                checked_on;
    enum job_state     state;
};
extern const struct record job_record;

struct job_tag {
    struct record_head head;
    row_id             job;
    int                place_in_list;
    char               tag[TEXT_SIZE(12)]; /* 可带孩子 */
};
extern const struct record job_tag_record;

#endif
