/* SPDX-License-Identifier: GPL-3.0-or-later
 * journal_read.c - entries out of the database again, and as people and programs may see them:
 * secrets never, personal values masked unless asked for, erased ones as {"erased": true}. */
#include "store/journal.h"

#include "record/mask.h"
#include "store/side.h"

#include <stdlib.h>
#include <string.h>

bool entry_load(sqlite3_stmt *stmt, struct stored_entry *ret_entry) {
    bool         kinds = db_kinds(stmt, 0, "iiiitttbitb");
    struct value row = db_value(stmt, 7), hash = db_value(stmt, 10);
    *ret_entry = (struct stored_entry){
        .entry = { .sequence = sqlite3_column_int64(stmt, 0),
                   .incarnation = sqlite3_column_int64(stmt, 1),
                   .transaction = sqlite3_column_int64(stmt, 2),
                   .stamp = sqlite3_column_int64(stmt, 3),
                   .actor = (const char *)sqlite3_column_text(stmt, 4),
                   .act = (const char *)sqlite3_column_text(stmt, 5),
                   .record = (const char *)sqlite3_column_text(stmt, 6),
                   .version = sqlite3_column_int64(stmt, 8) },
        .change = (const char *)sqlite3_column_text(stmt, 9),
    };
    if (!kinds || row.length != sizeof(ret_entry->entry.row) || hash.length != HASH_SIZE ||
        !ret_entry->entry.actor || !ret_entry->entry.act || !ret_entry->entry.record ||
        !ret_entry->change)
        return false;
    memcpy(ret_entry->entry.row.bytes, row.bytes, sizeof(ret_entry->entry.row));
    memcpy(ret_entry->hash, hash.bytes, HASH_SIZE);
    return true;
}

json_t *entry_change(const struct stored_entry *stored) {
    json_t *change = json_loads(stored->change, JSON_REJECT_DUPLICATES, NULL);
    if (json_is_object(change))
        return change;
    json_decref(change);
    return NULL;
}

bool entry_sides(const json_t *pair, struct side *ret_old, struct side *ret_new) {
    return json_array_size(pair) == 2 && side_read(json_array_get(pair, 0), ret_old) &&
           side_read(json_array_get(pair, 1), ret_new);
}

/* --- as it may be seen --- */

static json_t *value_view(const struct value *value) {
    char text[ID_TEXT];
    switch (value->kind) {
    case VALUE_INTEGER:
        return json_integer(value->integer);
    case VALUE_TEXT:
        return json_stringn(value->bytes, value->length);
    case VALUE_BLOB: {
        row_id id;
        memcpy(id.bytes, value->bytes, sizeof(id.bytes));
        id_format(id, text);
        return json_string(text);
    }
    case VALUE_NULL:
        break;
    }
    return json_null();
}

/* `field` NULL: of an earlier release, all that is known is that it is personal. */
static json_t *side_view(const struct side *side, const struct field *field, bool personal,
                         struct arena *arena) {
    switch (side->kind) {
    case SIDE_PLAIN:
        return value_view(&side->value);
    case SIDE_PERSONAL:
        if (personal)
            return value_view(&side->value);
        if (field && side->value.kind == VALUE_TEXT)
            return json_string(mask_text(field, side->value.bytes, arena));
        return json_string("*");
    case SIDE_ERASED:
        return json_pack("{s:b}", "erased", 1);
    case SIDE_SECRET:
    case SIDE_ABSENT:
        break;
    }
    return json_null();
}

static char *change_view(struct store *store, const struct stored_entry *stored, bool personal,
                         struct arena *arena) {
    json_t             *change = entry_change(stored), *view = json_object(), *pair;
    const struct table *table = table_named(store, stored->entry.record);
    const char         *name;
    bool                done = change && view;
    json_object_foreach(change, name, pair) {
        const struct field *field = table ? record_field_once(table->record, name) : NULL;
        struct side         old, new;
        done = done && entry_sides(pair, &old, &new) &&
               json_object_set_new(view, name,
                                   json_pack("[o,o]", side_view(&old, field, personal, arena),
                                             side_view(&new, field, personal, arena))) == 0;
    }
    char *text = done ? json_dumps(view, JSON_COMPACT) : NULL;
    char *copy = text ? arena_strdup(arena, text) : NULL;
    free(text);
    json_decref(view);
    json_decref(change);
    return copy;
}

bool journal_read(struct store *store, int64_t after, bool personal, struct arena *arena,
                  struct journal_entry *entries, size_t room, size_t *ret_count, struct err *err) {
    const struct value values[] = { value_integer(after), value_integer((int64_t)room) };
    struct statement  *kept = db_take(store,
                                      "SELECT " ENTRY_COLUMNS " FROM journal WHERE sequence > $1 "
                                       "ORDER BY sequence LIMIT $2",
                                      values, 2, err);
    size_t             count = 0;
    int                step = SQLITE_DONE;
    bool               done = kept != NULL;
    while (done && count < room && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW) {
        struct stored_entry stored;
        char               *change = NULL;
        if (entry_load(kept->stmt, &stored))
            change = change_view(store, &stored, personal, arena);
        if (!change) {
            done = err_code_set(err, ERR_DAMAGED, "日志第 %lld 条已损坏",
                                (long long)stored.entry.sequence);
            break;
        }
        struct journal_entry *entry = &entries[count++];
        *entry = (struct journal_entry){ .sequence = stored.entry.sequence,
                                         .transaction = stored.entry.transaction,
                                         .stamp = stored.entry.stamp,
                                         .incarnation = (int)stored.entry.incarnation,
                                         .actor = arena_strdup(arena, stored.entry.actor),
                                         .act = arena_strdup(arena, stored.entry.act),
                                         .record = arena_strdup(arena, stored.entry.record),
                                         .row = stored.entry.row,
                                         .version = stored.entry.version,
                                         .change = change };
        memcpy(entry->hash, stored.hash, HASH_SIZE);
        if (!entry->actor || !entry->act || !entry->record)
            done = err_code_set(err, ERR_MEMORY, "内存不足");
    }
    if (done && step != SQLITE_DONE && step != SQLITE_ROW)
        done = db_failed(store, err);
    db_give(kept);
    if (done)
        *ret_count = count;
    return done;
}
