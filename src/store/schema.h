/* SPDX-License-Identifier: GPL-3.0-or-later
 * schema.h - the tables, derived from the records and only ever added to, and the node's own row.
 */
#ifndef ANJU_STORE_SCHEMA_H
#define ANJU_STORE_SCHEMA_H

#include "store/inside.h"

bool schema_prepare(struct store *store, struct err *err); /* tables[] of the records */
bool schema_ours(struct store *store, bool *ret_fresh, struct err *err); /* refuses foreign ones */
bool schema_make(struct store *store, struct err *err); /* made, migrated, or only checked */
bool schema_digest(struct store *store, uint8_t ret_digest[HASH_SIZE], struct err *err);
bool node_load(struct store *store, struct node *ret_node, struct err *err);
bool node_save(struct store *store, const struct node *node, struct err *err);
/* Compare the head file with the chain and the machine: fills tip, renew and warning. */
bool node_settle(struct store *store, struct err *err);

/* Folded columns and seals of all rows, after columns were added. */
bool          table_refill(struct store *store, struct table *table, struct err *err);
struct table *table_of(struct store *store, const struct record *record);
struct table *table_named(struct store *store, const char *name); /* NULL: no such record */
bool          field_folded(const struct field *field); /* F_UNIQUE text: has a folded column */

#endif
