/* SPDX-License-Identifier: GPL-3.0-or-later
 * lease.h - who has a matter in hand at this moment (FLOW.md, rule 9): a LOCAL row, by boot time
 * and not by the clock, ten minutes, renewed by what its holder does with the matter. It is no
 * state: the owner of a matter is whom its steps say. While it runs nobody else of the staff takes
 * a step. */
#ifndef ANJU_FLOW_LEASE_H
#define ANJU_FLOW_LEASE_H

#include "flow/standing.h"

enum { LEASE_MS = 10 * 60 * 1000, LEASE_HOLDER = 60 };

struct lease {
    struct record_head head;                            /* id: the matter's */
    char               holder[TEXT_SIZE(LEASE_HOLDER)]; /* a login */
    char               boot[TEXT_SIZE(40)];
    time_ms            until; /* by the monotonic clock of that boot */
};
extern const struct record lease_record;

/* Within a transaction: takes it, or renews one's own. ERR_BUSY: somebody else holds it, whose
 * login is in ret_holder (may be NULL), whose name in the sentence. */
bool lease_take(struct store *store, row_id matter, const char *login,
                char ret_holder[TEXT_SIZE(LEASE_HOLDER)], struct err *err);
/* The same only if it is one's own already. */
bool lease_renew(struct store *store, row_id matter, const char *login, struct err *err);
/* Who holds it now; "" nobody. */
bool lease_holder(struct store *store, row_id matter, char ret_holder[TEXT_SIZE(LEASE_HOLDER)],
                  struct err *err);
/* ERR_BUSY, by the holder's name; false. */
bool lease_busy(struct store *store, const char *holder, struct arena *arena, struct err *err);
/* Within a transaction: gives it back; somebody else's stays. */
bool lease_give(struct store *store, row_id matter, const char *login, struct err *err);
bool leases_give_of(struct store *store, const char *login, struct err *err); /* all */
/* Within a transaction: those that are over, so that their matters wait in the queue again. */
bool leases_sweep(struct store *store, struct err *err);

#endif
