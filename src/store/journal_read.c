/* SPDX-License-Identifier: GPL-3.0-or-later
 * journal_read.c - entries out of the database again, and as people and programs may see them:
 * secrets never, personal values masked unless asked for, erased ones as {"erased": true}. */
#include "store/journal.h"

#include "record/mask.h"
#include "store/change.h"
#include "store/entry.h"
#include "store/schema.h"
#include "store/sqlite.h"

#include <stdlib.h>
#include <string.h>

static bool entry_damaged(int64_t sequence, struct err *err) {
    return err_code_set(err, ERR_DAMAGED, "日志第 %lld 条已损坏", (long long)sequence);
}

bool entry_load(struct store *store, sqlite3_stmt *stmt, struct stored_entry *ret_entry,
                struct err *err) {
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
    if ((sqlite3_errcode(store->db) & 0xff) == SQLITE_NOMEM)
        return db_failed(store, err);
    if (!kinds || row.length != sizeof(ret_entry->entry.row) || hash.length != HASH_SIZE ||
        !ret_entry->entry.actor || !ret_entry->entry.act || !ret_entry->entry.record ||
        !ret_entry->change)
        return entry_damaged(ret_entry->entry.sequence, err);
    memcpy(ret_entry->entry.row.bytes, row.bytes, sizeof(ret_entry->entry.row));
    memcpy(ret_entry->hash, hash.bytes, HASH_SIZE);
    return true;
}

/* --- as it may be seen --- */

static void text_view(struct bytes *json, const char *text) {
    const struct value value = value_text(text);
    value_write(json, &value);
}

/* An id is a plain text to those who read. */
static void value_view(struct bytes *json, const struct value *value) {
    char   text[ID_TEXT];
    row_id id;
    if (value->kind != VALUE_BLOB) {
        value_write(json, value);
        return;
    }
    memcpy(id.bytes, value->bytes, sizeof(id.bytes));
    id_format(id, text);
    text_view(json, text);
}

/* `field` NULL: of an earlier release, all that is known is that it is personal. */
static void side_view(struct bytes *json, const struct side *side, const struct field *field,
                      bool personal, struct arena *arena) {
    switch (side->kind) {
    case SIDE_PLAIN:
        value_view(json, &side->value);
        break;
    case SIDE_PERSONAL:
        if (personal)
            value_view(json, &side->value);
        else if (field && side->value.kind == VALUE_TEXT) {
            const char *masked = mask_text(field, side->value.bytes, arena);
            json->failed |= !masked;
            text_view(json, masked);
        } else
            text_view(json, "*");
        break;
    case SIDE_ERASED:
        bytes_text(json, "{\"erased\":true}");
        break;
    case SIDE_SECRET:
    case SIDE_ABSENT:
        bytes_text(json, "null");
        break;
    }
}

static char *change_view(struct store *store, const struct stored_entry *stored, bool personal,
                         struct arena *arena, struct err *err) {
    const struct table *table = table_named(store, stored->entry.record);
    struct change       change = { 0 };
    struct bytes        view = { 0 };
    char               *copy = NULL;
    bytes_byte(&view, '{');
    change_open(&change, stored);
    while (change_next(&change)) {
        const struct field *field = table ? record_field_once(table->record, change.name) : NULL;
        bytes_format(&view, "%s\"%s\":[", view.used > 1 ? "," : "", change.name);
        side_view(&view, &change.old, field, personal, arena);
        bytes_byte(&view, ',');
        side_view(&view, &change.new, field, personal, arena);
        bytes_byte(&view, ']');
    }
    bytes_byte(&view, '}');
    if (change_whole(&change, err)) {
        copy = view.failed ? NULL : arena_strdup(arena, view.at);
        if (!copy)
            (void)err_code_set(err, ERR_MEMORY, "内存不足");
    }
    change_free(&change);
    bytes_free(&view);
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
        if (entry_load(store, kept->stmt, &stored, err))
            change = change_view(store, &stored, personal, arena, err);
        if (!change) {
            done = false;
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

bool journal_latest(struct store *store, time_ms *ret_time, struct err *err) {
    int64_t stamp;
    if (!store_number(store, "SELECT stamp FROM journal ORDER BY sequence DESC LIMIT 1", NULL, 0,
                      &stamp, err))
        return false;
    *ret_time = stamp == 0 ? TIME_ABSENT : (time_ms){ stamp };
    return true;
}
