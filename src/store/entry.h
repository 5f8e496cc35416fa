/* SPDX-License-Identifier: GPL-3.0-or-later
 * entry.h - how the journal is written: a chain of entries, each covering the one before, its
 * header and a digest of each value (side.h). */
#ifndef ANJU_STORE_ENTRY_H
#define ANJU_STORE_ENTRY_H

#include "store/inside.h"

enum act { ACT_NEW, ACT_CHANGE, ACT_GONE, ACT_COUNT };
extern const char *const act_names[ACT_COUNT];

void hash_of(uint8_t ret_hash[HASH_SIZE], const struct bytes *bytes);
/* The tip as the database has it. */
bool journal_tip(struct store *store, struct tip *ret_tip, struct err *err);
void journal_genesis(const struct node *node, uint8_t ret_hash[HASH_SIZE]);
/* Called before anything is written: a restored node begins a new incarnation here. */
bool journal_begin(struct store *store, struct err *err);
/* What an entry says beside its values. */
struct entry {
    int64_t     incarnation, sequence, transaction, stamp, version;
    const char *actor, *act, *record;
    row_id      row;
};
struct side;
/* An entry as it is stored; texts are borrowed from the statement until its next step. */
struct stored_entry {
    struct entry entry;
    const char  *change;
    uint8_t      hash[HASH_SIZE];
};
#define ENTRY_COLUMNS                                                                              \
    "sequence, incarnation, tx, stamp, actor, act, record, row_id, version, change, hash"
/* ENTRY_COLUMNS of a row; one that is damaged is said with its number. */
bool entry_load(struct store *store, sqlite3_stmt *stmt, struct stored_entry *ret_entry,
                struct err *err);
/* What the entry's hash covers: the entry before, the header, then each field by entry_field(). */
void entry_cover(struct bytes *hashed, const uint8_t previous[HASH_SIZE],
                 const struct entry *entry);
void entry_field(struct bytes *change, struct bytes *hashed, const char *name,
                 const struct side *old, const struct side *new);
/* One entry for a row's change; old or new NULL: all absent. */
bool journal_append(struct store *store, const struct table *table, enum act act, const void *old,
                    const void *new, struct err *err);

#endif
