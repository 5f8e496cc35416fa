/* SPDX-License-Identifier: GPL-3.0-or-later
 * standing.h - where a matter stands, for lists: LOCAL rows, reckoned by each node for itself from
 * the steps, neither journalled nor a version, proven equal by `anju check`. */
#ifndef ANJU_FLOW_STANDING_H
#define ANJU_FLOW_STANDING_H

#include "flow/fold.h"

struct standing {
    struct record_head head; /* id: the matter's */
    row_id             matter;
    char               flow[TEXT_SIZE(FLOW_NAME)], state[TEXT_SIZE(FLOW_NAME)];
    enum flow_result   result;
    char               owner[TEXT_SIZE(60)];
    time_ms            opened, since;
    bool               waiting;                     /* for staff */
    char               clock[TEXT_SIZE(FLOW_NAME)]; /* what is due first */
    time_ms            due;
    int                broken;              /* promises broken for good */
    time_ms            next_tick;           /* when the system has something to write */
    time_ms            held;                /* until when */
    char               unit[TEXT_SIZE(40)]; /* that it was given to */
    int                told; /* roles that have been told of a promise (a role_set) */
    time_ms queue; /* its place among what waits, in nobody's hand; absent: it is not there */
};
extern const struct record standing_record;

bool standing_get(struct store *store, row_id matter, struct standing *ret_standing,
                  struct err *err);
/* Within a transaction: fold the matter's steps and keep what lists need. */
bool standing_reckon(struct store *store, const struct flow *flow, row_id matter, struct err *err);
/* Of a matter that was just made, without reading it again. */
struct history;
bool standing_begin(struct store *store, const struct history *history, struct err *err);
/* Within a transaction: its place in the queue, when it was taken in hand or given back. */
bool standing_queue(struct store *store, row_id matter, struct err *err);
/* The same as standing_reckon() without writing. */
bool standing_of(struct store *store, const struct flow *flow, row_id matter,
                 struct standing *ret_standing, struct arena *arena, struct err *err);

/* Every matter's row against its steps; what differs a line each in *ret_text, "" nothing. */
bool standing_check(struct store *store, const struct flow *const *flows, struct arena *arena,
                    char **ret_text, struct err *err);
/* Within a transaction: all of them anew. */
bool standing_rebuild(struct store *store, const struct flow *const *flows, struct err *err);

#endif
