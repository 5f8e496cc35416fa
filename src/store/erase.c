/* SPDX-License-Identifier: GPL-3.0-or-later
 * erase.c - a personal value taken out by law (PIPL 47): from its row by an entry like any other,
 * and then, with its salts, from every entry that holds it. The digests stay, so the chain still
 * ties; without the salt they tell nothing. */
#include "store/change.h"
#include "store/entry.h"
#include "store/journal.h"
#include "store/rows.h"
#include "store/schema.h"
#include "store/sqlite.h"

#include <string.h>

/* The entry's text with the field's sides erased; *ret_found: does it hold the field? */
static bool change_erase(const struct record *record, const struct field *field,
                         const struct stored_entry *stored, struct bytes *text, bool *ret_found,
                         struct err *err) {
    struct change change = { 0 };
    struct bytes  unused = { 0 };
    *ret_found = false;
    bytes_clear(text);
    bytes_byte(text, '{');
    change_open(&change, stored);
    while (change_next(&change)) {
        if (record_field_once(record, change.name) == field) {
            side_erase(&change.old);
            side_erase(&change.new);
            *ret_found = true;
        }
        entry_field(text, &unused, change.name, &change.old, &change.new);
    }
    bytes_byte(text, '}');
    bool done = change_whole(&change, err);
    change_free(&change);
    bytes_free(&unused);
    return done;
}

static bool entry_rewrite(struct store *store, int64_t sequence, const struct bytes *change,
                          struct err *err) {
    const struct value values[] = {
        { .kind = VALUE_TEXT, .bytes = change->at, .length = change->used },
        value_integer(sequence),
    };
    if (change->failed)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    struct statement *kept =
        db_take(store, "UPDATE journal SET change = $1 WHERE sequence = $2", values, 2, err);
    bool done = kept && db_run(store, kept->stmt, err);
    db_give(kept);
    return done;
}

static bool entries_erase(struct store *store, const struct record *record,
                          const struct field *field, row_id id, struct err *err) {
    const struct value value = value_id(&id);
    struct statement  *kept = db_take(store,
                                      "SELECT " ENTRY_COLUMNS " FROM journal WHERE row_id = $1 "
                                       "ORDER BY sequence",
                                      &value, 1, err);
    struct bytes       change = { 0 };
    int                step = SQLITE_DONE;
    bool               done = kept != NULL;
    while (done && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW) {
        struct stored_entry stored;
        bool                found = false;
        done = entry_load(store, kept->stmt, &stored, err) &&
               (strcmp(stored.entry.record, record->name) != 0 ||
                change_erase(record, field, &stored, &change, &found, err)) &&
               (!found || entry_rewrite(store, stored.entry.sequence, &change, err));
    }
    if (done && step != SQLITE_DONE)
        done = db_failed(store, err);
    db_give(kept);
    bytes_free(&change);
    return done;
}

bool journal_erase(struct store *store, const struct record *record, row_id id, const char *name,
                   struct err *err) {
    struct table       *table = table_of(store, record);
    const struct field *field = record_field(record, name);
    struct err          why = { .lang = err ? err->lang : LANG_ZH };
    if (!field || table->local || !(field->flags & F_PERSONAL))
        bug("record %s: %s is no personal field", record->name, name);
    arena_reset(&store->scratch);
    char *before = arena_array(&store->scratch, 2, record->size);
    if (!before)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    char *row = before + record->size;
    if (row_get(store, table, id, before, &store->scratch, &why)) {
        memcpy(row, before, record->size);
        field->type->clear(field, field_member(field, row));
        if (!row_change(store, table, before, row, false, err))
            return false;
    } else if (why.code != ERR_ABSENT) /* a row that is gone has left entries */
        return err_code_set(err, why.code, "%s", why.text);
    return journal_begin(store, err) && entries_erase(store, record, field, id, err);
}
