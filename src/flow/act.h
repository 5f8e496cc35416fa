/* SPDX-License-Identifier: GPL-3.0-or-later
 * act.h - acting on matters: making one, taking a step, what waits, what is due. What writes does
 * so in the caller's transaction (store_begin … store_commit); what fails leaves it to be rolled
 * back. Refusals are sentences for whoever acts, ERR_INVALID. */
#ifndef ANJU_FLOW_ACT_H
#define ANJU_FLOW_ACT_H

#include "flow/clock.h"
#include "flow/receipt.h"
#include "flow/standing.h"

/* Who acts, and where. */
struct flow_by {
    enum flow_who        who;
    const char          *name;     /* a member of staff; "" or NULL: resident, system */
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
    time_ms                 now;
};

/* A new matter: inserts `row` (of flow->record, head absent), its matter, its first step, and
 * starts its clocks. Refused while the machine's clock cannot be right. */
bool flow_submit(struct store *store, const struct flow *flow, void *row, const struct flow_by *by,
                 struct receipt *ret_receipt, struct err *err);
/* `fields`: a row of the step's table, NULL for none. */
bool flow_step(struct store *store, const struct flow *flow, row_id matter, const char *step,
               const void *fields, const struct flow_by *by, struct err *err);
/* The system's steps that are due, on all matters, each once. */
bool flow_tick(struct store *store, const struct flow *const *flows, const struct flow_by *by,
               size_t *ret_written, struct err *err);

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

/* What waits for staff: what is due first before what has no time. At most `room`. */
bool flow_waiting(struct store *store, struct standing *rows, size_t room, size_t *ret_count,
                  struct err *err);

const struct flow *flow_named(const struct flow *const *flows, const char *name); /* or NULL */

#endif
