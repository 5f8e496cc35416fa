/* SPDX-License-Identifier: GPL-3.0-or-later
 * crash_ledger.h - what a node has acknowledged, kept by somebody who does not lose power: each row
 * as a digest of what its writer wanted, told over a pipe before the commit and after it. */
#ifndef ANJU_TESTS_SUPPORT_CRASH_LEDGER_H
#define ANJU_TESTS_SUPPORT_CRASH_LEDGER_H

#include "store/store.h"

#include <stdio.h>

enum { LEDGER_DIGEST = 16 };

/* What a writer says. */
enum ledger_word {
    LEDGER_ROW,    /* this transaction makes a row so (or away) */
    LEDGER_COMMIT, /* the commit is called */
    LEDGER_DONE,   /* and has returned true */
    LEDGER_DROP,   /* the transaction was taken back */
    LEDGER_BACKUP, /* a backup is begun */
    LEDGER_BACKED, /* and done */
};

struct ledger_row {
    row_id  id;
    uint8_t record; /* its place in ledger_records */
    bool    there;
    uint8_t digest[LEDGER_DIGEST];
};

struct ledger_line {
    uint8_t           word;
    struct ledger_row row;
};

/* A sum over all rows that tells one state of a store from another. */
struct ledger_sum {
    uint8_t bytes[LEDGER_DIGEST];
};

struct ledger {
    struct ledger_row *rows; /* acknowledged, by slot; a power of two of them */
    size_t             count, room;
    struct ledger_row *pending; /* of the transaction that is under way */
    size_t             pending_count, pending_room;
    bool               committing;      /* it may be there or not, but whole */
    long               commits;         /* acknowledged */
    struct ledger_sum  backed, backing; /* in the backup; in the one that is being made */
    bool               has_backup, backing_up;
};

extern const struct record *const ledger_records[]; /* those written; ends with NULL */

/* What the digest covers: every field and child, not the version. */
struct ledger_row ledger_row_of(uint8_t record, const void *row);
struct ledger_row ledger_row_gone(uint8_t record, row_id id);

void ledger_deinit(struct ledger *ledger);
/* Takes in all that is said until the pipe ends. */
void ledger_listen(struct ledger *ledger, int pipe);

/* Does the store hold what was acknowledged, with the transaction that was being committed or
 * without it? NULL: yes, and the ledger knows which; else what is wrong, in `arena`. */
const char *ledger_compare(struct ledger *ledger, struct store *store, struct arena *arena);
/* The rows of a store, one number. NULL on failure: why. */
const char *ledger_sum_of(struct store *store, struct ledger_sum *ret_sum, struct arena *arena);
bool        ledger_sum_equal(const struct ledger_sum *a, const struct ledger_sum *b);

#endif
