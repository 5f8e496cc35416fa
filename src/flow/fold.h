/* SPDX-License-Identifier: GPL-3.0-or-later
 * fold.h - the state of a matter: a pure function of its own steps. Any order of arrival gives one
 * state. A step that was not allowed in the state it found is kept, idle, and moves nothing; a
 * breach that was recorded stays. */
#ifndef ANJU_FLOW_FOLD_H
#define ANJU_FLOW_FOLD_H

#include "flow/built.h"

enum extension { EXTENSION_NONE, EXTENSION_ASKED, EXTENSION_GRANTED, EXTENSION_REFUSED };

/* One run of a clock. */
struct promise {
    const struct flow_clock *clock;
    row_id                   start; /* the step that began it */
    time_ms                  started, due;
    time_ms                  shown;   /* `due` as it was first shown */
    time_ms                  unheld;  /* while a hold stops it: `due` without the hold */
    time_ms                  stopped; /* TIME_ABSENT: it runs */
    bool                     reminder;
    bool                     recorded; /* the system has written that it is overdue */
    bool broken;                  /* stopped late, or recorded: a fact. One that runs is broken too
                                     once `due` has passed, which is the reader's to see */
    enum extension     extension; /* one a run */
    const struct step *asked;     /* the step that asked for it */
    const struct step *ruled;     /* whose copy says when its rungs come */
    role_set           told;      /* by the rungs that were written */
};

/* Another unit that was asked to help (协办). */
struct helper {
    const char *unit;
    bool        done;
};

struct held {
    time_ms from, to;
};

struct fold {
    int              state; /* -1: no step has made it yet */
    enum flow_result result;
    const char      *owner;         /* "" nobody; of the step that took it */
    time_ms          opened, since; /* its first step; the step that led into this state */
    struct promise  *promises;
    size_t           promise_count;
    int              broken; /* promises broken for good */
    /* A reviewed record: who has written what no second person has settled yet, each once; and the
     * steps `revise` that wait, in their order. */
    const char        **authors;
    size_t              author_count;
    const struct step **revisions;
    size_t              revision_count;
    const char        **owners; /* who has ever owned it, each once */
    size_t              owner_count;
    /* Conditions beside the state. */
    const struct step *hold; /* the step that holds it; NULL: it is not held */
    time_ms            held_until;
    struct held        *holds; /* those that are over: they share one cap */
    size_t              hold_count;
    const char        *unit;    /* that it was given to; "" none */
    const char       **units;   /* all that had it, each once */
    size_t             unit_count;
    struct helper     *helpers;
    size_t             helper_count;
    row_id             joined;    /* into which matter */
    role_set           told;      /* who has been told of promises that run */
    const struct step *steps;     /* in their order */
    bool              *idle;      /* of each: moves nothing */
    bool              *retracted; /* of each: idle, since its author has taken it back */
    size_t             step_count;
};

/* `steps` may be in any order and are not changed. Everything lies in `arena`. */
bool flow_fold(const struct flow *flow, const struct step *steps, size_t count, struct arena *arena,
               struct fold *ret_fold, struct err *err);

/* Does this step, where the matter is now, settle a revision: so that there must be one? */
bool fold_needs_revision(const struct flow *flow, const struct fold *fold,
                         const struct flow_step *step);

/* The running promise that is due first, reminders too; NULL when none runs. */
const struct promise *fold_next(const struct fold *fold);
/* The newest run of a clock by its name; NULL: it never began. */
const struct promise *fold_promise(const struct fold *fold, const char *clock);
/* The newest step that the resident sees; NULL. */
const struct step *fold_seen(const struct flow *flow, const struct fold *fold);
/* The newest step of this name that is not idle; NULL. */
const struct step *fold_latest(const struct fold *fold, const char *step);
bool               fold_owned(const struct fold *fold, const char *name); /* ever */
bool               fold_had(const struct fold *fold, const char *unit);   /* it, ever */
bool               fold_helped(const struct fold *fold); /* by all that were asked */
bool               fold_waits(const struct flow *flow, const struct fold *fold); /* for staff */

#endif
