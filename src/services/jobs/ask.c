/* SPDX-License-Identifier: GPL-3.0-or-later
 * ask.c - from wishes to the facts that a question asks for. */
#include "services/jobs/ask.h"

#include <string.h>

static enum question_fact fact_of(enum wish wish, int answer) {
    if (wish == WISH_WHERE)
        return QUESTION_PLACE;
    if (wish == WISH_WHAT)
        return answer == WHAT_LEARN ? QUESTION_TAUGHT : QUESTION_SKILL;
    return answer == WHEN_CHILD ? QUESTION_CHILDREN : QUESTION_SHIFT;
}

void ask_begin(struct ask *ask, row_id job, const struct match *match, const struct wishes *wishes,
               const char *terminal) {
    memset(ask, 0, sizeof(*ask));
    for (int w = 0; w < WISH_COUNT; w++) {
        if (match->verdict[w] != VERDICT_UNKNOWN)
            continue;
        struct question_wish *question = &ask->question[ask->count++];
        question->job = job;
        question->fact = fact_of((enum wish)w, wishes->answer[w]);
        (void)TEXT_COPY(question->terminal, terminal); /* K01: checked with anju.conf */
    }
}

bool ask_save(struct store *store, void *data, struct err *err) {
    struct ask *ask = data;
    for (int i = 0; i < ask->count; i++)
        if (!question_save(store, &ask->question[i], err))
            return false;
    return true;
}

bool ask_open(struct store *store, const struct ask *ask, bool *ret_open, struct err *err) {
    bool all = true;
    for (int i = 0; i < ask->count && all; i++)
        if (!question_open_for(store, ask->question[i].job, ask->question[i].fact, &all, err))
            return false;
    *ret_open = all;
    return true;
}

time_ms ask_due(const struct ask *ask) {
    time_ms latest = TIME_ABSENT;
    for (int i = 0; i < ask->count; i++) {
        time_ms due = ask->question[i].receipt.due;
        if (!time_absent(due) && due.ms > 0 && (time_absent(latest) || due.ms > latest.ms))
            latest = due;
    }
    return latest;
}

bool ask_again(const struct ask *ask) {
    for (int i = 0; i < ask->count; i++)
        if (!ask->question[i].again)
            return false;
    return ask->count > 0;
}
