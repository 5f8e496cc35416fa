/* SPDX-License-Identifier: GPL-3.0-or-later
 * store.h - the one database of a node: rows by their record tables, every change with its journal
 * entry in the same transaction, saved when commit returns (WAL, synchronous=FULL).
 *
 * Ownership: one struct store a thread; rows' strings go into the caller's arena. */
#ifndef ANJU_STORE_STORE_H
#define ANJU_STORE_STORE_H

#include "base/world.h"
#include "record/record.h"
#include "record/type.h"

struct store;

enum store_mode {
    STORE_READ,   /* no writes at all; several at once beside a writer */
    STORE_WRITE,  /* rows may be written; one transaction at a time, others wait 5 s */
    STORE_CREATE, /* made if it does not exist */
};

struct store_options {
    enum store_mode             mode;
    const struct record *const *records; /* ends with NULL; lives as long as the store */
    struct world               *world;
    int64_t                     page_limit;  /* pages of 4 kB, 0 = 4 GB */
    int64_t                     space_floor; /* bytes that stay free on the disk, 0 = 64 MB */
    const char *vfs; /* a SQLite VFS by its name (crash tests); NULL = SQLite's own */
};

/* `folder` holds anju.db, its -wal and -shm, `head` (the journal's head), `ballast`. The schema is
 * made or migrated (only added to) in STORE_WRITE and STORE_CREATE. Refused with a sentence: a
 * newer version's database, one that is not ours, no permission, a damaged head of the file. */
bool store_open(struct store **ret_store, const char *folder, const struct store_options *options,
                struct err *err);
void store_close(struct store *store); /* NULL is fine; an open transaction is rolled back */
/* Pages that were read, opening among it, may hold what belongs to somebody who has left. */
void store_forget_pages(struct store *store);
/* STORE_CREATE has made it: there was none before. */
bool store_fresh(const struct store *store);
/* The file that was opened is not the folder's database any more: a backup was restored, say. What
 * is read still comes from the old one. Cheap. */
bool store_replaced(const struct store *store);
/* What was odd when it was opened, for staff: the database is older than its head file, lost its
 * head, or does not tie with it. NULL: nothing. journal_check() says it too. */
const char *store_warning(const struct store *store);
/* The clock and the chance that it was opened with; of this store's thread. */
struct world *store_world(const struct store *store);

/* --- writing: in one transaction; after a failed call it is to be rolled back --- */

/* `actor` is who acts: "system", "resident", or a person's name. */
bool store_begin(struct store *store, const char *actor, struct err *err);
bool store_commit(struct store *store, struct err *err); /* returns after fdatasync and head */
void store_rollback(struct store *store);
/* What was deleted or erased leaves the index and the WAL too; ERR_BUSY while somebody reads. For
 * the nightly round, not for after each transaction. */
bool store_settle(struct store *store, struct err *err);

/* Checks (record_check), gives id, version 1, home; children too. Unique fields: refused by name.
 */
bool store_insert(struct store *store, const struct record *record, void *row, struct err *err);
/* The row as it shall be, at the version it was read in: newer in the store = ERR_STALE. What is
 * unchanged is not written; nothing changed = true and no version. Children: by position. */
bool store_update(struct store *store, const struct record *record, void *row, struct err *err);
bool store_delete(struct store *store, const struct record *record, row_id id, struct err *err);
/* A F_RECKONED field of a row, and its place in what residents find. Within a transaction. */
bool store_reckon(struct store *store, const struct record *record, row_id id,
                  const struct field *field, const struct value *value, struct err *err);
/* As store_insert, for what has just reckoned a new row: its F_RECKONED members are taken as they
 * are, which any other insertion makes absent. `check` false: as below. */
bool store_insert_reckoned(struct store *store, const struct record *record, void *row, bool check,
                           struct err *err);
/* As insert, for code that made a checked candidate of many alike (imports): the caller has run
 * record_check itself. */
bool store_insert_checked(struct store *store, const struct record *record, void *row,
                          struct err *err);
bool store_update_checked(struct store *store, const struct record *record, void *row,
                          struct err *err);

/* --- reading --- */

/* ERR_ABSENT when there is none. Children are loaded too. */
bool store_get(struct store *store, const struct record *record, row_id id, void *row,
               struct arena *arena, struct err *err);

/* Rows by SQL: `tail` is what follows SELECT <fields> FROM <record>, with $1 … for `values`:
 *   struct query *q; const struct value v[] = { value_text("open") };
 *   if (!query_open(&q, store, &job_record, "WHERE state = $1 ORDER BY posted_on DESC", v, 1, err))
 *   while (query_next(q, &job, arena)) …
 *   if (!query_close(q, err)) …       false if a step failed
 * Children are not loaded; store_children() does that. */
struct query;
bool query_open(struct query **ret_query, struct store *store, const struct record *record,
                const char *tail, const struct value *values, size_t count, struct err *err);
bool query_next(struct query *query, void *row, struct arena *arena);
bool query_close(struct query *query, struct err *err);
bool store_children(struct store *store, const struct record *record, void *row,
                    struct arena *arena, struct err *err);

/* One number by SQL: SELECT count(*) …; absent gives 0. */
bool store_number(struct store *store, const char *sql, const struct value *values, size_t count,
                  int64_t *ret_number, struct err *err);
/* Does this SQL give a row, and its first column as an id. */
bool store_find(struct store *store, const char *sql, const struct value *values, size_t count,
                row_id *ret_id, struct err *err);

struct value value_null(void);
struct value value_integer(int64_t integer);
struct value value_text(const char *text); /* borrowed */
struct value value_id(const row_id *id);   /* borrowed; absent = NULL */
struct value value_day(day d);             /* absent = NULL */

/* References by name, for JSON and imports: looks up F_NAME fields. Lives with the store. */
const struct names *store_names(struct store *store);
/* False: one of the names asked for since the store was opened is there, but was not given. */
bool store_names_whole(const struct store *store, struct err *err);

/* Changes whenever any process has committed; cheap (PRAGMA data_version plus own writes). That of
 * another opening is never the same. */
int64_t store_data_version(struct store *store);

/* Every text is bound, never put into SQL. For programs above: the handle is not given out. */
#endif
