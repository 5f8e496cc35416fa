/* SPDX-License-Identifier: GPL-3.0-or-later
 * journal.h - one entry per changed row: audit trail, outbox, feed of live updates, source of undo.
 * The chain covers digests of the values (salted per personal field, the salt beside the value), so
 * that a value can be erased by law without breaking it. */
#ifndef ANJU_STORE_JOURNAL_H
#define ANJU_STORE_JOURNAL_H

#include "store/store.h"

struct journal_entry {
    int64_t     sequence; /* 1, 2, 3 … through all incarnations; with its own, a name for good */
    int64_t     transaction; /* sequence of the first entry that was committed with it */
    int64_t     stamp;       /* ms: max(own clock, highest seen + 1), one a transaction */
    int         incarnation; /* 0 = A */
    const char *actor;
    const char *act;    /* "new", "change", "gone" */
    const char *record; /* its name; "node" where an incarnation begins */
    row_id      row;
    int64_t     version; /* of the row, after it */
    /* JSON: {"field": [old, new], …}; secrets are null, personal values masked unless asked,
     * erased ones {"erased": true}. */
    const char *change;
    uint8_t     hash[32];
};

/* Entries after `sequence`, oldest first, at most `room`. */
bool journal_read(struct store *store, int64_t after, bool personal, struct arena *arena,
                  struct journal_entry *entries, size_t room, size_t *ret_count, struct err *err);
/* When the newest entry was made; TIME_ABSENT without entries. */
bool journal_latest(struct store *store, time_ms *ret_time, struct err *err);
/* Undo one transaction by a new one; refused (ERR_STALE) when any of its rows has changed since,
 * (ERR_INVALID) when a value that it needs is secret or was erased, or when it has taken a step of
 * a matter (RECORD_APPENDED): that is put right by another step. */
bool journal_undo(struct store *store, int64_t transaction, const char *actor, struct err *err);
/* Within a transaction: empties a personal field of a row, there or gone, and takes its values and
 * salts out of every entry. Old pages are overwritten (secure_delete); the WAL's copy goes with the
 * next store_settle(). */
bool journal_erase(struct store *store, const struct record *record, row_id id, const char *field,
                   struct err *err);

struct journal_report {
    int64_t entries;
    bool    chain_ok, rows_ok, head_ok, index_ok;
    char   *text; /* what does not tie, a line each; arena; "" = nothing */
};
/* The whole of `anju check`: SQLite's own check, chain, head file against chain, each table
 * against what the journal says it holds, the search index. True when it could be run to its end;
 * what it found is in the report. Indexes that disagree are rebuilt at once, but in STORE_READ only
 * told. Call it outside a transaction. */
bool journal_check(struct store *store, struct arena *arena, struct journal_report *ret_report,
                   struct err *err);

#endif
