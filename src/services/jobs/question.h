/* SPDX-License-Identifier: GPL-3.0-or-later
 * question.h - 帮我问: a fact that a posting does not say, asked of the employer by staff. Needs no
 * name; a telephone only if the resident wants to be told. Moves by question_flow. */
#ifndef ANJU_JOBS_QUESTION_H
#define ANJU_JOBS_QUESTION_H

#include "flow/act.h"
#include "services/jobs/job.h"

enum question_fact {
    QUESTION_UNWRITTEN,
    QUESTION_PAY, QUESTION_HOURS, QUESTION_SHIFT, QUESTION_PLACE, QUESTION_TRAVEL, QUESTION_AGE,
    QUESTION_SCHOOLING, QUESTION_TAUGHT, QUESTION_BENEFITS, QUESTION_SKILL, QUESTION_CHILDREN,
    QUESTION_OTHER,
    QUESTION_FACT_COUNT
};
extern const struct word question_fact_words[QUESTION_FACT_COUNT];

struct question {
    struct record_head head; /* id: the matter's */
    row_id             job;
    enum question_fact fact;
    char               phone[TEXT_SIZE(24)]; /* "" : the answer goes on the posting alone */
    day                keep_until;           /* absent without a telephone */
};
extern const struct record question_record;
extern const struct flow   question_flow;

enum question_state { QUESTION_OPEN, QUESTION_ANSWERED, QUESTION_UNANSWERED, QUESTION_STATE_COUNT };

/* The data of one visit_save() with question_save. */
struct question_wish {
    row_id             job;
    enum question_fact fact;
    char               phone[TEXT_SIZE(24)]; /* as typed; "" none */
    char               terminal[TEXT_SIZE(3)];
    int                keep_days;
    /* What comes back. */
    bool           again; /* somebody has asked it already: counted, one promise */
    struct receipt receipt; /* its number (also again), `due`: by when it is asked; no token */
};
bool question_save(struct store *store, void *data, struct err *err);

/* Is it being asked already? */
bool question_open_for(struct store *store, row_id job, enum question_fact fact, bool *ret_open,
                       struct err *err);

#endif
