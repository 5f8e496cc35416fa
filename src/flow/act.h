/* SPDX-License-Identifier: GPL-3.0-or-later
 * act.h - acting on matters: making one, taking a step, what waits, what is due. What writes does
 * so in the caller's transaction (store_begin … store_commit); what fails leaves it to be rolled
 * back. Refusals are sentences for whoever acts, ERR_INVALID. */
#ifndef ANJU_FLOW_ACT_H
#define ANJU_FLOW_ACT_H

#include "flow/clock.h"
#include "flow/receipt.h"
#include "flow/standing.h"
#include "staff/user.h"

/* Who acts, and where. */
struct flow_by {
    enum flow_who       who;
    const char         *name;      /* login of a member of staff; "" or NULL: resident, system */
    const struct actor *actor;     /* with roles, of WHO_STAFF; NULL: the command line before there
                                      are users, held to no role */
    const char          *terminal; /* K01, D01: in numbers */
    const struct limits *limits;   /* NULL: limits_shipped() */
};

/* What a guard and an effect see. */
struct flow_act {
    struct store           *store;
    struct arena           *arena;
    const struct flow      *flow;
    const struct flow_step *step;
    const struct flow_by   *by;
    row_id                  matter;
    const void             *row;    /* of flow->record */
    const void             *fields; /* of step->fields; NULL: none */
    const struct fold      *fold;   /* before the step; of a new matter: no steps */
    const struct limits    *limits;
    const char             *rules; /* the matter's copy (clock.h) */
    const struct fold      *other; /* of the matter that joins this one, or that this is part of */
    time_ms                 now;
};

/* A new matter: inserts `row` (of flow->record, head absent), its matter, its first step, and
 * starts its clocks. Refused while the machine's clock cannot be right. */
bool flow_submit(struct store *store, const struct flow *flow, void *row, const struct flow_by *by,
                 struct receipt *ret_receipt, struct err *err);
/* `fields`: a row of the step's table, NULL for none. ERR_BUSY: somebody else has it in hand
 * (lease.h). An effect takes steps of other matters by this too, as the system. */
bool flow_step(struct store *store, const struct flow *flow, row_id matter, const char *step,
               const void *fields, const struct flow_by *by, struct err *err);
/* A change of a row that moves, by a form, in bulk, by the API, by an import: `row` as it shall be,
 * at the version it was read in. Public fields of a reviewed record become the step `edit` or
 * `revise` (one revision at a time: a second one is merged into it, its author added); what is not
 * public is written at once. The state is never taken from `row`, whose head alone is changed. */
enum edit_outcome { EDIT_SAME, EDIT_WRITTEN, EDIT_WAITS /* for a second person */ };
bool flow_edit(struct store *store, const struct flow *flow, void *row, const struct flow_by *by,
               enum edit_outcome *ret_outcome, struct err *err);
/* A new matter that comes from an older one of the same flow: a part inherits its start (clocks run
 * as they were promised there); offered instead, reopened from: they are only linked. */
bool flow_submit_linked(struct store *store, const struct flow *flow, void *row,
                        enum link_kind link, row_id linked, const struct flow_by *by,
                        struct receipt *ret_receipt, struct err *err);
/* Several steps of a new matter at once, each by its own: an import writes, proposes and has it
 * approved. steps[0] is the first step of the table. One standing is reckoned at the end.
 * `checked`: record_check() of the row was run. */
struct flow_taken {
    const char           *step;
    const void           *fields;
    const struct flow_by *by;
};
bool flow_submit_taken(struct store *store, const struct flow *flow, void *row, bool checked,
                       const struct flow_taken *steps, size_t count, struct receipt *ret_receipt,
                       struct err *err);
/* A row that was there before its record moved: it gets its matter and these steps as facts,
 * without guards, limits and effects. The system's, for upgrades. */
bool flow_adopt(struct store *store, const struct flow *flow, row_id row,
                const char *const *steps /* ends with NULL */, const struct flow_by *by,
                struct err *err);
/* Somebody leaves, is disabled or hands over: what they own goes back to the queue, by
 * STEP_HAND_OVER; its clocks run on. */
bool flow_hand_over(struct store *store, const struct flow *const *flows, const char *login,
                    const struct flow_by *by, struct err *err);
/* The system's steps that are due, on all matters, each once. */
bool flow_tick(struct store *store, const struct flow *const *flows, const struct flow_by *by,
               size_t *ret_written, struct err *err);

/* Within a transaction: the most urgent matter (of this flow; NULL: of any) that waits, that nobody
 * owns or has in hand, and that this person can take further: taken in hand (lease.h). ERR_ABSENT:
 * there is none. Callers at the same time get different ones. */
bool flow_next(struct store *store, const struct flow *const *flows, const char *flow,
               const struct flow_by *by, row_id *ret_matter, struct err *err);

/* A row as it would be with what waits of it: for the review, side by side. `row` of flow->record;
 * false: a revision cannot be read. */
bool flow_revised(const struct flow *flow, const struct fold *fold, void *row, struct arena *arena,
                  struct err *err);

/* Everything of one matter; its fold has the steps. */
struct history {
    struct matter      matter;
    const struct flow *flow;
    void              *row; /* of flow->record */
    struct fold        fold;
};
bool flow_history(struct store *store, const struct flow *const *flows, row_id matter,
                  struct arena *arena, struct history *ret_history, struct err *err);
/* May this step be taken now by `by`? NULL: yes; else one sentence (arena) why not. */
const char *flow_refusal(struct store *store, const struct history *history,
                         const struct flow_step *step, const struct flow_by *by,
                         struct arena *arena, enum lang lang);

/* May this person take it at all, whatever the state: by role, authorship, owner, unit? */
bool flow_by_may(const struct history *history, const struct flow_step *step,
                 const struct flow_by *by);

/* What waits for staff: what is due first before what has no time. At most `room`. */
bool flow_waiting(struct store *store, struct standing *rows, size_t room, size_t *ret_count,
                  struct err *err);

const struct flow *flow_named(const struct flow *const *flows, const char *name); /* or NULL */

#endif
