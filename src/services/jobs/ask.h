/* SPDX-License-Identifier: GPL-3.0-or-later
 * ask.h - 帮我问 from a card: every wish that its posting does not write of, as one question a
 * fact, saved together. What somebody has asked already is counted, not asked twice. */
#ifndef ANJU_JOBS_ASK_H
#define ANJU_JOBS_ASK_H

#include "services/jobs/match.h"
#include "services/jobs/question.h"

/* The data of one visit_save() with ask_save. */
struct ask {
    int                  count;
    struct question_wish question[WISH_COUNT];
};

/* What is not written of what was asked for; `count` 0: nothing. */
void ask_begin(struct ask *ask, row_id job, const struct match *match, const struct wishes *wishes,
               const char *terminal);
bool ask_save(struct store *store, void *data, struct err *err);

/* Are all of them being asked already? */
bool ask_open(struct store *store, const struct ask *ask, bool *ret_open, struct err *err);
/* By when all of them are asked; TIME_ABSENT: no limit is known. */
time_ms ask_due(const struct ask *ask);
bool    ask_again(const struct ask *ask); /* each had been asked before */

#endif
