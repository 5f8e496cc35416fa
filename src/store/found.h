/* SPDX-License-Identifier: GPL-3.0-or-later
 * found.h - the search index (search_index.c): what the public rows of a listed record are found
 * by. Called around each change of a row. */
#ifndef ANJU_STORE_FOUND_H
#define ANJU_STORE_FOUND_H

#include "store/inside.h"

/* Does a change of the row show in what the index holds of it? */
bool found_changed(const struct table *table, const void *before, const void *row);
/* Does it show in what the index holds of other rows (an employer's name in its jobs)? */
bool found_names(struct store *store, const struct table *table, const void *before,
                 const void *row);
/* Before a row changes or goes: what the index holds of it is taken out. */
bool found_drop(struct store *store, struct table *table, int64_t order, struct err *err);
bool found_queue(struct store *store, struct table *table, int64_t order, struct err *err);
/* The same for all rows that show this row's name: before (`drop`) and after a renaming. */
bool found_named(struct store *store, const struct table *table, const void *row, bool drop,
                 struct err *err);
bool found_flush(struct store *store, struct err *err); /* before the commit */
/* Its schema: made when `apply`, else only looked at. */
bool found_make(struct store *store, bool apply, bool *ret_changed, struct err *err);
bool found_create(struct store *store, const struct table *table,
                  struct err *err); /* FTS5's tables */
/* A listed table's index from nothing, filled by found_flush(). */
bool found_rebuild(struct store *store, struct table *table, struct err *err);
bool found_open(struct store *store, struct err *err); /* what belongs to the connection */
void found_close(struct store *store);
void found_forget(struct store *store); /* cached listings */

#endif
