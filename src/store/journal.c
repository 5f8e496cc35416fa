/* SPDX-License-Identifier: GPL-3.0-or-later
 * journal.c - entries are made here: header, sides of the changed fields, and the hash that chains
 * them to the entry before. All entries of a transaction share its stamp, since order is by stamp,
 * then node, then sequence. */
#include "store/journal.h"

#include "store/entry.h"
#include "store/rows.h"
#include "store/schema.h"
#include "store/side.h"
#include "store/sqlite.h"

#include <string.h>

const char *const act_names[ACT_COUNT] = {
    [ACT_NEW] = "new", [ACT_CHANGE] = "change", [ACT_GONE] = "gone"
};

void hash_of(uint8_t ret_hash[HASH_SIZE], const struct bytes *bytes) {
    /* Fails only for sizes out of range. */
    (void)crypto_generichash_blake2b(ret_hash, HASH_SIZE, (const uint8_t *)bytes->at, bytes->used,
                                     NULL, 0);
}

/* A chain begins with its node, so that two nodes' chains have nothing in common. */
void journal_genesis(const struct node *node, uint8_t ret_hash[HASH_SIZE]) {
    (void)crypto_generichash_blake2b(ret_hash, HASH_SIZE, node->id.bytes, sizeof(node->id.bytes),
                                     (const uint8_t *)"anju journal one", 16);
}

bool journal_tip(struct store *store, struct tip *ret_tip, struct err *err) {
    struct statement *kept =
        db_take(store, "SELECT sequence, stamp, hash FROM journal ORDER BY sequence DESC LIMIT 1",
                NULL, 0, err);
    if (!kept)
        return false;
    struct tip tip = { .incarnation = store->node.incarnation, .local = store->node.local };
    int        step = sqlite3_step(kept->stmt);
    bool       done = step == SQLITE_DONE || step == SQLITE_ROW || db_failed(store, err);
    journal_genesis(&store->node, tip.hash);
    if (step == SQLITE_ROW) {
        struct value hash = db_value(kept->stmt, 2);
        tip.sequence = sqlite3_column_int64(kept->stmt, 0);
        tip.stamp = sqlite3_column_int64(kept->stmt, 1);
        if (hash.length == HASH_SIZE)
            memcpy(tip.hash, hash.bytes, HASH_SIZE);
        else
            done = err_code_set(err, ERR_DAMAGED, "数据库已损坏（%s），请用备份恢复", "journal");
    }
    db_give(kept);
    if (done)
        *ret_tip = tip;
    return done;
}

/* --- one entry --- */

void entry_cover(struct bytes *hashed, const uint8_t previous[HASH_SIZE],
                 const struct entry *entry) {
    bytes_clear(hashed);
    bytes_add(hashed, previous, HASH_SIZE);
    bytes_u64(hashed, (uint64_t)entry->incarnation);
    bytes_u64(hashed, (uint64_t)entry->sequence);
    bytes_u64(hashed, (uint64_t)entry->transaction);
    bytes_u64(hashed, (uint64_t)entry->stamp);
    bytes_u64(hashed, (uint64_t)entry->version);
    bytes_add(hashed, entry->row.bytes, sizeof(entry->row.bytes));
    bytes_counted(hashed, entry->actor);
    bytes_counted(hashed, entry->act);
    bytes_counted(hashed, entry->record);
}

static void entry_start(struct store *store, struct entry *entry) {
    struct tip *tip = &store->tip;
    if (store->first == 0) {
        int64_t now = world_now(store->world).ms;
        store->first = tip->sequence + 1;
        tip->stamp = now > tip->stamp ? now : tip->stamp + 1;
    }
    entry->incarnation = tip->incarnation;
    entry->sequence = tip->sequence + 1;
    entry->transaction = store->first;
    entry->stamp = tip->stamp;
    entry->actor = store->actor;
    entry_cover(&store->hashed, tip->hash, entry);
    bytes_clear(&store->change);
    bytes_byte(&store->change, '{');
}

void entry_field(struct bytes *change, struct bytes *hashed, const char *name,
                 const struct side *old, const struct side *new) {
    bytes_text(change, change->used > 1 ? ",\"" : "\"");
    bytes_text(change, name); /* plain: letters, digits, underscores */
    bytes_text(change, "\":[");
    side_write(change, old);
    bytes_byte(change, ',');
    side_write(change, new);
    bytes_byte(change, ']');
    bytes_counted(hashed, name);
    side_cover(hashed, old);
    side_cover(hashed, new);
}

static bool entry_insert(struct store *store, const struct entry *entry,
                         const uint8_t hash[HASH_SIZE], struct err *err) {
    sqlite3_stmt      *stmt = store->journal_insert;
    const struct value values[] = {
        value_integer(entry->sequence),
        value_integer(entry->incarnation),
        value_integer(entry->transaction),
        value_integer(entry->stamp),
        value_text(entry->actor),
        value_text(entry->act),
        value_text(entry->record),
        value_id(&entry->row),
        value_integer(entry->version),
        { .kind = VALUE_TEXT, .bytes = store->change.at, .length = store->change.used },
        { .kind = VALUE_BLOB, .bytes = (const char *)hash, .length = HASH_SIZE },
    };
    if (!stmt) {
        stmt = db_prepare(store,
                          "INSERT INTO journal (sequence, incarnation, tx, stamp, actor, act, "
                          "record, row_id, version, change, hash) "
                          "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                          err);
        if (!stmt)
            return false;
        store->journal_insert = stmt;
    }
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
        if (!db_bind(stmt, (int)i + 1, &values[i]))
            return db_failed(store, err);
    return db_run(store, stmt, err);
}

static bool entry_end(struct store *store, const struct entry *entry, struct err *err) {
    uint8_t hash[HASH_SIZE];
    bytes_byte(&store->change, '}');
    if (store->change.failed || store->hashed.failed)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    hash_of(hash, &store->hashed);
    if (!entry_insert(store, entry, hash, err))
        return false;
    store->tip.sequence = entry->sequence;
    memcpy(store->tip.hash, hash, HASH_SIZE);
    return true;
}

bool journal_append(struct store *store, const struct table *table, enum act act, const void *old,
                    const void *new, struct err *err) {
    const struct record_head *head = new ? new : old;
    struct entry              entry = { .act = act_names[act],
                                        .record = table->record->name,
                                        .row = head->id,
                                        .version = head->version };
    if (table->local)
        return true;
    entry_start(store, &entry);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct field *field = table->columns[i];
        struct side         before, after;
        if ((field->flags & F_RECKONED) || (old && new &&field_same(field, old, new)))
            continue;
        if (!(old && !field_absent(field, old)) && !(new && !field_absent(field, new)))
            continue;
        side_of(store, field, old, &before);
        side_of(store, field, new, &after);
        entry_field(&store->change, &store->hashed, field->name, &before, &after);
    }
    return entry_end(store, &entry, err);
}

/* --- the first write of a transaction --- */

/* A, B, C …: said in the chain itself, with the reason. */
static bool incarnation_begin(struct store *store, struct err *err) {
    int64_t      was = store->node.incarnation;
    struct side  old, new, absent = { .kind = SIDE_ABSENT }, why;
    struct value value = value_integer(was), reason = value_text(store->renew);
    side_plain(&old, &value);
    side_plain(&why, &reason);
    store->node.incarnation = (was > store->incarnation_floor ? was : store->incarnation_floor) + 1;
    store->tip.incarnation = store->node.incarnation;
    value = value_integer(store->node.incarnation);
    side_plain(&new, &value);
    if (!node_save(store, &store->node, err))
        return false;
    struct entry entry = { .act = act_names[ACT_CHANGE],
                           .record = "node",
                           .row = store->node.id,
                           .version = store->node.incarnation };
    entry_start(store, &entry);
    entry_field(&store->change, &store->hashed, "incarnation", &old, &new);
    entry_field(&store->change, &store->hashed, "why", &absent, &why);
    return entry_end(store, &entry, err);
}

bool journal_begin(struct store *store, struct err *err) {
    if (store->written)
        return true;
    store->written = true;
    return !store->renew || incarnation_begin(store, err);
}
