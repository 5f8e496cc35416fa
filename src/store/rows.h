/* SPDX-License-Identifier: GPL-3.0-or-later
 * rows.h - single rows: each change writes its journal entry and keeps the search index in step.
 * Within a transaction; what fails leaves it to be rolled back. */
#ifndef ANJU_STORE_ROWS_H
#define ANJU_STORE_ROWS_H

#include "store/inside.h"

sqlite3_stmt *table_statement(struct store *store, struct table *table, enum operation operation,
                              struct err *err);
void          table_select(struct bytes *sql, const struct table *table); /* SELECT … FROM … */
bool row_load(struct store *store, const struct table *table, sqlite3_stmt *stmt, void *row,
              struct arena *arena, struct err *err);
bool row_get(struct store *store, struct table *table, row_id id, void *row, struct arena *arena,
             struct err *err);
/* `reckoned`: F_RECKONED members are right; else they are made absent. */
bool row_insert(struct store *store, struct table *table, void *row, bool reckoned,
                struct err *err);
/* `before` is the row as it is. Changed: the version grows. `force`: even if no field changed. */
bool row_change(struct store *store, struct table *table, const void *before, void *row, bool force,
                struct err *err);
/* `row` is `before` but for F_RECKONED members: no entry, no version, its place follows. */
bool row_reckon(struct store *store, struct table *table, const void *before, const void *row,
                struct err *err);
bool row_remove(struct store *store, struct table *table, const void *before, struct err *err);
bool field_same(const struct field *field, const void *a, const void *b);
bool row_same(const struct table *table, const void *a, const void *b); /* but for F_RECKONED */
int64_t row_seal(const struct table *table, const void *row); /* of a LOCAL row */
bool row_move(struct store *store, struct table *table, row_id id, int64_t order, struct err *err);
int64_t row_order_bucket(int64_t order); /* its rank; -1 hidden */
bool row_order_next(struct store *store, struct table *table, const void *row, int64_t *ret_order,
                    struct err *err);

/* children.c: the rows of its child records, in order. */
bool children_load(struct store *store, const struct table *table, void *row, struct arena *arena,
                   struct err *err);

#endif
