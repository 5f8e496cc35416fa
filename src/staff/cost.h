/* SPDX-License-Identifier: GPL-3.0-or-later
 * cost.h - Argon2id as this machine can bear it: passes and memory, measured once and kept in a
 * LOCAL row. One hash at a time in a process, since each takes as much memory as a small board can
 * spare. */
#ifndef ANJU_STAFF_COST_H
#define ANJU_STAFF_COST_H

#include "store/store.h"

enum {
    COST_PASSES_LEAST = 3,
    COST_PASSES_MOST = 12,
    COST_MEMORY_KB = 64 << 10,       /* RFC 9106, second choice: 3 passes of 64 MiB */
    COST_MEMORY_LEAST_KB = 19 << 10, /* OWASP's least, for a small board: 2 passes of 19 MiB */
    COST_PASSES_SMALL = 2,
    COST_GOAL_MS = 250, /* what a try should take */
    COST_MOST_MS = 500, /* less memory when COST_PASSES_LEAST take longer */
    HASH_SALT = 16,
    HASH_BYTES = 32,
    HASHES_WAITING = 3, /* tries that may be in hand at once; more are asked to come again */
};

struct login_cost {
    struct record_head head;
    int                passes, memory_kb;
    char               key[TEXT_SIZE(64)]; /* hexadecimal: which counter a login has (login.c) */
    time_ms            measured;
};
extern const struct record login_cost_record;

/* The row, made by measuring where there is none: within a transaction of STORE_WRITE. */
bool login_cost_get(struct store *store, struct login_cost *ret_cost, struct err *err);
/* Within a transaction: measured, unless it was before. About a second at most, on a slow board. */
bool login_measure(struct store *store, struct err *err);

/* Within a slot, taken before and given back after: false with ERR_BUSY when too many wait. */
bool argon_enter(struct err *err);
void argon_leave(void);
bool argon_hash(const char *text, const uint8_t salt[HASH_SALT], int passes, int memory_kb,
                uint8_t ret_hash[HASH_BYTES], struct err *err);

#endif
