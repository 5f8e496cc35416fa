/* SPDX-License-Identifier: GPL-3.0-or-later
 * wish.h - the three picture questions (三个问题): where, what, when. Their answers, each with a
 * picture, and what a posting says to one: it meets it, it does not, or it is not written. */
#ifndef ANJU_JOBS_WISH_H
#define ANJU_JOBS_WISH_H

#include "services/jobs/job.h"

enum wish { WISH_WHERE, WISH_WHAT, WISH_WHEN, WISH_COUNT };

/* Zero: not answered yet. The last of each: 都行, which no posting fails. */
enum wish_where { WHERE_UNASKED, WHERE_NEAR, WHERE_COUNTY, WHERE_AWAY, WHERE_ANY, WHERE_COUNT };
enum wish_what {
    WHAT_UNASKED,
    WHAT_SEWING,
    WHAT_CRAFT,
    WHAT_FACTORY,
    WHAT_CLEANING,
    WHAT_COOKING,
    WHAT_FARMING,
    WHAT_GUARDING,
    WHAT_BUILDING,
    WHAT_MENDING,
    WHAT_DRIVING,
    WHAT_CARING,
    WHAT_SELLING,
    WHAT_OFFICE,
    WHAT_LEARN,
    WHAT_ANY,
    WHAT_COUNT
};
enum wish_when {
    WHEN_UNASKED,
    WHEN_DAY,
    WHEN_EARLY,
    WHEN_LATE,
    WHEN_FREE,
    WHEN_CHILD,
    WHEN_ANY,
    WHEN_COUNT
};
enum { WISH_ANSWERS_MOST = WHAT_COUNT };

struct wish_answer {
    const char *label;   /* N_(), short: it stands on the cards */
    const char *second;  /* N_(): what is meant by it */
    const char *picture; /* an emoji */
    const char *trades; /* of WISH_WHAT: its trades by name, "缝纫|制鞋"; each trade is in one */
};
struct wish_question {
    const char               *title, *asked; /* N_(): 在哪干; 您想在哪里干活？ */
    const struct wish_answer *answers;       /* [0] is no answer */
    int                       count;
};
extern const struct wish_question wish_questions[WISH_COUNT];

/* Which answers were given; the index into the question's table. */
struct wishes {
    int answer[WISH_COUNT];
};
/* Was it answered with more than 都行? Only those are matched and shown. */
bool wish_asked(const struct wishes *wishes, enum wish wish);

enum verdict { VERDICT_NONE, VERDICT_MEETS, VERDICT_UNKNOWN, VERDICT_NOT };

/* What a posting says to every answer at once, two bits each: small enough to keep one of each
 * posting in memory. */
struct wish_facts {
    uint8_t  what;        /* enum wish_what of its trade; 0: its trade is not known */
    uint16_t where, when; /* bits 2n and 2n + 1: the verdict on answer n */
    uint8_t  learn;       /* the verdict on WHAT_LEARN */
};
/* `what` is wish_what_of() its trade; `child` whether it says that children can be minded.
 *   where  家门口: near, or done at home. 县内: near too. A reach that is not written: not known.
 *   what   the group that its trade is in. 愿意学: something is taught (包教包会).
 *   when   the shift; where it is not written, the words and times of the hours. 白天: from five in
 *          the morning to eight in the evening; a rotating shift has nights. 能带孩子 is never a
 * no: a posting that does not say so may allow it. */
void wish_facts(const struct job *job, enum wish_what what, bool child, struct wish_facts *ret);
void wish_facts_child(struct wish_facts *facts); /* a tag says so, which was read later */
enum verdict wish_verdict(const struct wish_facts *facts, enum wish wish, int answer);
/* Do title, tags, hours, benefits or notes say so? Tags must be loaded. */
bool wish_child(const struct job *job);

/* From trades to groups; made once, some kilobytes. */
struct wish_trades {
    struct {
        row_id         trade;
        enum wish_what what;
    } at[160];
    size_t count;
};
void           wish_trades_init(struct wish_trades *trades);
enum wish_what wish_what_of(const struct wish_trades *trades, row_id trade);

/* Why, on the card: 家门口, 要上夜班, 没写时间. "" for an answer that matches nothing. */
const char *wish_reason(const struct job *job, const struct wish_facts *facts, enum wish wish,
                        int answer, enum lang lang, struct arena *arena);

#endif
