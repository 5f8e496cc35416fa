/* SPDX-License-Identifier: GPL-3.0-or-later
 * undo.c - a transaction taken back by a new one, row by row, the last first; and values erased by
 * law from the row and from every entry that holds them. */
#include "store/change.h"
#include "store/entry.h"
#include "store/journal.h"
#include "store/rows.h"
#include "store/schema.h"
#include "store/sqlite.h"

#include <string.h>

/* A row that the transaction touched. */
struct touched {
    struct table *table;
    row_id        id;
    int64_t       last; /* sequence of its last entry in it */
};

static bool touched_add(struct store *store, struct arena *arena, sqlite3_stmt *stmt,
                        struct touched **rows, size_t *count, size_t *room, struct err *err) {
    const char   *record = (const char *)sqlite3_column_text(stmt, 0);
    struct value  id = db_value(stmt, 1);
    struct table *table = record ? table_named(store, record) : NULL;
    if (record && strcmp(record, "node") == 0)
        return true; /* an incarnation is not taken back */
    if (!table || id.length != sizeof((*rows)->id))
        return err_code_set(err, ERR_INVALID, "本程序不认识“%s”，不能撤销", record ? record : "");
    if (table->record->flags & RECORD_APPENDED)
        return err_code_set(err, ERR_INVALID,
                            "这次操作里有“%s”，只增不减，不能撤销；要改回来请再办一步",
                            tr(err ? err->lang : LANG_ZH, table->record->label));
    if (*count == *room) {
        size_t more = *room ? 2 * *room : 64;
        *rows = arena_grow(arena, *rows, *room * sizeof(**rows), more * sizeof(**rows));
        *room = more;
    }
    if (!*rows)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    struct touched *row = &(*rows)[(*count)++];
    *row = (struct touched){ .table = table, .last = sqlite3_column_int64(stmt, 2) };
    memcpy(row->id.bytes, id.bytes, sizeof(row->id));
    return true;
}

/* The last change first; a row that the transaction made goes where it was made, however often it
 * was changed after that, for what refers to it came later and has to go before it. */
static bool touched_list(struct store *store, int64_t transaction, struct arena *arena,
                         struct touched **ret_rows, size_t *ret_count, struct err *err) {
    const struct value value = value_integer(transaction);
    struct statement  *kept =
        db_take(store,
                "SELECT record, row_id, max(sequence) FROM journal "
                "WHERE sequence >= $1 AND tx = $1 GROUP BY record, row_id ORDER BY "
                "COALESCE(min(CASE WHEN act = 'new' THEN sequence END), max(sequence)) DESC",
                &value, 1, err);
    size_t room = 0;
    int    step = SQLITE_DONE;
    bool   done = kept != NULL;
    *ret_rows = NULL;
    *ret_count = 0;
    while (done && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW)
        done = touched_add(store, arena, kept->stmt, ret_rows, ret_count, &room, err);
    if (done && step != SQLITE_DONE)
        done = db_failed(store, err);
    db_give(kept);
    return done && (*ret_count > 0 || err_code_set(err, ERR_ABSENT, "没有可撤销的第 %lld 号操作",
                                                   (long long)transaction));
}

/* Nothing has changed the row since. */
static bool touched_fresh(struct store *store, const struct touched *touched, struct err *err) {
    const struct value value = value_id(&touched->id);
    int64_t            newest = 0;
    if (!store_number(store, "SELECT max(sequence) FROM journal WHERE row_id = $1", &value, 1,
                      &newest, err))
        return false;
    return newest == touched->last ||
           err_code_set(err, ERR_STALE, "这一条“%s”后来又改过，不能撤销",
                        tr(err ? err->lang : LANG_ZH, touched->table->record->label));
}

static bool field_restore(const struct table *table, const char *name, const struct side *old,
                          void *row, struct arena *arena, struct err *err) {
    const struct field *field = record_field_once(table->record, name);
    if (!field || field->type->stored == VALUE_NULL || (field->flags & F_RECKONED))
        return true; /* removed from the record since, or not of the journal any more */
    if (old->kind == SIDE_SECRET || old->kind == SIDE_ERASED)
        return err_code_set(err, ERR_INVALID, "“%s”保密或已擦除，不能恢复，所以不能撤销",
                            tr(err ? err->lang : LANG_ZH, field->label));
    void *member = field_member(field, row);
    if (old->kind == SIDE_ABSENT) {
        field->type->clear(field, member);
        return true;
    }
    return field->type->from_value(field, &old->value, member, arena) ||
           err_code_set(err, ERR_DAMAGED, "日志里“%s”的旧值已损坏",
                        tr(err ? err->lang : LANG_ZH, field->label));
}

static bool entry_restore(const struct table *table, const struct stored_entry *stored, void *row,
                          struct arena *arena, struct err *err) {
    struct change change = { 0 };
    bool          done = true;
    change_open(&change, stored);
    while (done && change_next(&change))
        done = field_restore(table, change.name, &change.old, row, arena, err);
    done = done && change_whole(&change, err);
    change_free(&change);
    return done;
}

/* `row` as it was before the transaction: its entries' old values, the last entry's first.
 * *ret_existed: was it there at all? */
static bool touched_restore(struct store *store, const struct touched *touched, int64_t transaction,
                            void *row, struct arena *arena, bool *ret_existed, struct err *err) {
    const struct value values[] = { value_id(&touched->id), value_integer(transaction) };
    struct statement  *kept = db_take(store,
                                      "SELECT " ENTRY_COLUMNS " FROM journal WHERE row_id = $1 "
                                       "AND tx = $2 ORDER BY sequence DESC",
                                      values, 2, err);
    int                step = SQLITE_DONE;
    bool               done = kept != NULL;
    while (done && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW) {
        struct stored_entry stored;
        if (!entry_load(store, kept->stmt, &stored, err))
            done = false;
        else if (strcmp(stored.entry.act, act_names[ACT_NEW]) == 0)
            *ret_existed = false;
        else {
            *ret_existed = true;
            ((struct record_head *)row)->version = stored.entry.version;
            done = entry_restore(touched->table, &stored, row, arena, err);
        }
    }
    if (done && step != SQLITE_DONE)
        done = db_failed(store, err);
    db_give(kept);
    return done;
}

static bool touched_undo(struct store *store, const struct touched *touched, int64_t transaction,
                         struct err *err) {
    struct arena *arena = &store->scratch;
    struct table *table = touched->table;
    struct err    why = { .lang = err ? err->lang : LANG_ZH };
    arena_reset(arena);
    char *now = arena_array(arena, 2, table->record->size), *then = now;
    if (!now)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    then += table->record->size;
    record_init(table->record, then);
    bool there = row_get(store, table, touched->id, now, arena, &why), existed = false;
    if (!there && why.code != ERR_ABSENT)
        return err_code_set(err, why.code, "%s", why.text);
    if (there)
        memcpy(then, now, table->record->size);
    if (!touched_fresh(store, touched, err) ||
        !touched_restore(store, touched, transaction, then, arena, &existed, err))
        return false;
    ((struct record_head *)then)->id = touched->id;
    if (existed)
        return there ? row_change(store, table, now, then, true, err)
                     : row_insert(store, table, then, false, err);
    return !there || row_remove(store, table, now, err);
}

bool journal_undo(struct store *store, int64_t transaction, const char *actor, struct err *err) {
    struct arena    arena = { 0 };
    struct touched *rows = NULL;
    size_t          count = 0;
    if (!store_begin(store, actor, err))
        return false;
    bool done = touched_list(store, transaction, &arena, &rows, &count, err);
    for (size_t i = 0; done && i < count; i++)
        done = touched_undo(store, &rows[i], transaction, err);
    done = done && store_commit(store, err);
    if (!done)
        store_rollback(store);
    arena_deinit(&arena);
    return done;
}
