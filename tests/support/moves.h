/* SPDX-License-Identifier: GPL-3.0-or-later
 * moves.h - what must hold for every flow's table, generated from the table itself: who may take
 * which step in which state, and one state whatever the order of arrival. */
#ifndef ANJU_TESTS_SUPPORT_MOVES_H
#define ANJU_TESTS_SUPPORT_MOVES_H

#include "flow/act.h"

struct moves {
    struct store             *store;
    const struct flow *const *flows;
    const struct limits      *limits;
    /* A new matter of this flow, within a transaction; its id. */
    row_id (*make)(struct moves *moves, const struct flow *flow);
    void *ctx;
};

/* Each step × each state × each who (the resident, the system, staff of each role, whoever has the
 * command line): allowed or refused as the table says, refused with a sentence and nothing written.
 * Gives how many cells were asked. */
size_t moves_matrix(struct moves *moves, const struct flow *flow);

/* `rounds` times some steps, as several nodes may have written them, in two orders: one fold. */
void moves_any_order(const struct flow *flow, struct world *world, size_t rounds);

#endif
