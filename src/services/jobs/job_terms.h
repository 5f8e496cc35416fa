/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_terms.h - who is wanted and on what terms, as a careful clerk reads it: 18-45岁, 女性优先,
 * 初中及以上, 若干, 两班倒, 坐2路公交20分钟. A text is taken apart in place: what was understood is
 * blanked, what is left over belongs into the notes. */
#ifndef ANJU_JOBS_TERMS_H
#define ANJU_JOBS_TERMS_H

#include "services/jobs/job.h"

enum { TERMS_BYTES = 600 };

/* A folded text being taken apart. */
struct terms {
    char text[TERMS_BYTES];
    bool cut; /* it was longer: the notes have it whole */
};
void terms_init(struct terms *terms, const char *folded);
/* Is anything left but punctuation and words like 要求? */
bool terms_left(const struct terms *terms);

/* Each takes what it is about out of the text. */
enum taken {
    TAKEN_NOT,     /* nothing about it */
    TAKEN,         /* understood */
    TAKEN_UNCLEAR, /* it is about this, but can't be said in these members: nothing is set */
    TAKEN_SWAPPED, /* 45-18: understood the other way round */
    TAKEN_EACH, /* 男60岁女55岁: another for men than for women; what holds for both is set */
};
/* `alone`: the whole column is about it, so that 18-45 are years and 女 is a sex. */
enum taken age_take(struct terms *terms, bool alone, int *ret_min, int *ret_max);
enum taken sex_take(struct terms *terms, bool alone, enum sex *ret_sex);
enum taken schooling_take(struct terms *terms, bool alone, enum schooling *ret_schooling);

/* How many are wanted. `said` is true when only a word stands there (若干): no number, no doubt. */
struct headcount {
    int  count;      /* INT_ABSENT: none */
    int  men, women; /* 男5女3; INT_ABSENT */
    bool said;
    bool doubtful; /* 3-5人: the smaller; 约20 */
    bool whole;    /* the text says nothing but the number */
    bool wrong;    /* 0, -3, 5.5, 3月5日 */
};
void headcount_read(const char *folded, struct headcount *ret_headcount);

/* Unwritten when there is none, or several to choose from (白班、夜班任选). */
enum shift shift_read(const char *folded);

struct way {
    enum travel travel;
    int         minutes; /* INT_ABSENT */
    money       fare;    /* MONEY_ABSENT */
    bool        more;    /* the text says more: the line, where to change */
};
void way_read(const char *folded, struct way *ret_way);

/* From a place's name; unwritten when it tells nothing. */
enum reach reach_of_place(const char *place);

#endif
