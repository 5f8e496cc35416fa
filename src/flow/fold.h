/* SPDX-License-Identifier: GPL-3.0-or-later
 * fold.h - the state of a matter: a pure function of its own steps. Any order of arrival gives one
 * state. A step that was not allowed in the state it found is kept, idle, and moves nothing; a
 * breach that was recorded stays. */
#ifndef ANJU_FLOW_FOLD_H
#define ANJU_FLOW_FOLD_H

#include "flow/step.h"

/* One run of a clock. */
struct promise {
    const struct flow_clock *clock;
    row_id                   start; /* the step that began it */
    time_ms                  started, due;
    time_ms                  stopped; /* TIME_ABSENT: it runs */
    bool                     reminder;
    bool                     recorded; /* the system has written that it is overdue */
    bool broken; /* stopped late, or recorded: a fact. One that runs is broken too
                    once `due` has passed, which is the reader's to see */
};

struct fold {
    int                state; /* -1: no step has made it yet */
    enum flow_result   result;
    const char        *owner;         /* "" nobody; of the step that took it */
    time_ms            opened, since; /* its first step; the step that led into this state */
    struct promise    *promises;
    size_t             promise_count;
    int                broken; /* promises broken for good */
    const struct step *steps;  /* in their order */
    bool              *idle;   /* of each */
    size_t             step_count;
};

/* `steps` may be in any order and are not changed. Everything lies in `arena`. */
bool flow_fold(const struct flow *flow, const struct step *steps, size_t count, struct arena *arena,
               struct fold *ret_fold, struct err *err);

/* The running promise that is due first, reminders too; NULL when none runs. */
const struct promise *fold_next(const struct fold *fold);
/* The newest run of a clock by its name; NULL: it never began. */
const struct promise *fold_promise(const struct fold *fold, const char *clock);
/* The newest step that the resident sees; NULL. */
const struct step *fold_seen(const struct flow *flow, const struct fold *fold);
/* The newest step of this name that is not idle; NULL. */
const struct step *fold_latest(const struct fold *fold, const char *step);
bool               fold_waits(const struct flow *flow, const struct fold *fold); /* for staff */

#endif
