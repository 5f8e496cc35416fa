/* SPDX-License-Identifier: GPL-3.0-or-later
 * sqlite.h - the connection, statements kept by their SQL, values in and out, SQLite's failures as
 * sentences. Parameters are named $1 …, in the order of the values. */
#ifndef ANJU_STORE_SQLITE_H
#define ANJU_STORE_SQLITE_H

#include "store/inside.h"

bool db_open(struct store *store, const char *path, struct err *err);
/* What only writers need: WAL, synchronous=FULL and the bounds; each is read back. */
bool db_keep_safe(struct store *store, int64_t page_limit, struct err *err);
/* SQLite's last failure as a sentence and a code; returns false. */
bool db_failed(struct store *store, struct err *err);
bool db_exec(struct store *store, const char *sql, struct err *err);
/* "BEGIN" or "BEGIN IMMEDIATE", and back out of it. What could not be ended for want of memory is
 * ended when the next one begins. */
bool db_begin(struct store *store, const char *begin, struct err *err);
void db_rollback(struct store *store);
/* NULL on failure; the caller finalizes. */
sqlite3_stmt *db_prepare(struct store *store, const char *sql, struct err *err);
/* A kept statement for this SQL, `values` bound to $1 …; give it back when done. */
struct statement *db_take(struct store *store, const char *sql, const struct value *values,
                          size_t count, struct err *err);
void              db_give(struct statement *statement);
bool              db_bind(sqlite3_stmt *stmt, int index, const struct value *value);
struct value      db_value(sqlite3_stmt *stmt, int column); /* borrowed until the next step */
/* Do the columns from `first` on hold these kinds: 'i' integer, 't' text, 'b' blob? A flipped bit
 * of a record's head turns one into another without a word from SQLite. */
bool db_kinds(sqlite3_stmt *stmt, int first, const char *kinds);
/* One number of a statement without parameters; absent gives 0. */
bool db_number(struct store *store, const char *sql, int64_t *ret_number, struct err *err);
/* Step a statement that gives no rows, then reset it. */
bool db_run(struct store *store, sqlite3_stmt *stmt, struct err *err);

#endif
