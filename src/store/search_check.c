/* SPDX-License-Identifier: GPL-3.0-or-later
 * search_check.c - does the index hold what the rows say, and building it again when it does not.
 */
#include "store/entry.h"
#include "store/found.h"
#include "store/rows.h"
#include "store/search.h"
#include "store/sqlite.h"

#include "base/readings.h"

#include <stdlib.h>
#include <string.h>

static int64_t rank_of(const struct table *table, const void *row) {
    int64_t rank = table->record->rank(row);
    return rank < 0 ? -1 : rank;
}

/* One row's place; `mend`: it is moved to the right one. */
static bool place_check(struct store *store, struct table *table, sqlite3_stmt *stmt, void *row,
                        struct arena *arena, bool mend, bool *ret_right, struct err *err) {
    row_id  id;
    int64_t order = sqlite3_column_int64(stmt, 1), next = 0;
    if (!db_kinds(stmt, 0, "bi") || sqlite3_column_bytes(stmt, 0) != (int)sizeof(id))
        return err_code_set(err, ERR_DAMAGED, "“%s”有一行已损坏",
                            tr(err ? err->lang : LANG_ZH, table->record->label));
    memcpy(&id, sqlite3_column_blob(stmt, 0), sizeof(id));
    if (!row_get(store, table, id, row, arena, err))
        return false;
    if (rank_of(table, row) == row_order_bucket(order))
        return true;
    *ret_right = false;
    return !mend ||
           (row_order_next(store, table, row, &next, err) && row_move(store, table, id, next, err));
}

/* Rows stand where their rank puts them. `mend`: those that don't are moved. */
static bool places_check(struct store *store, struct table *table, bool mend, bool *ret_right,
                         struct err *err) {
    struct arena arena = { 0 }; /* of one row's texts */
    char        *row = malloc(table->record->size), sql[256];
    (void)sqlite3_snprintf(sizeof(sql), sql, "SELECT id, row_order FROM \"%s\" ORDER BY id",
                           table->record->name);
    struct statement *kept = row ? db_take(store, sql, NULL, 0, err) : NULL;
    bool              done = kept != NULL;
    int               step = SQLITE_DONE;
    if (!row)
        (void)err_code_set(err, ERR_MEMORY, "内存不足");
    while (done && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW) {
        done = place_check(store, table, kept->stmt, row, &arena, mend, ret_right, err);
        arena_reset(&arena);
    }
    if (done && step != SQLITE_DONE)
        done = db_failed(store, err);
    db_give(kept);
    arena_deinit(&arena);
    free(row);
    return done;
}

/* A listed table's index from nothing; its readings afresh too. */
bool found_rebuild(struct store *store, struct table *table, struct err *err) {
    const char *name = table->record->name;
    char        sql[1024];
    bool        right = true;
    if (!places_check(store, table, true, &right, err))
        return false;
    (void)sqlite3_snprintf(sizeof(sql), sql,
                           "INSERT INTO \"%s_han\" (\"%s_han\") VALUES ('delete-all');"
                           "INSERT INTO \"%s_spelled\" (\"%s_spelled\") VALUES ('delete-all');"
                           "DELETE FROM temp.\"%s_queue\";"
                           "INSERT INTO temp.\"%s_queue\" (row_order) SELECT row_order FROM \"%s\" "
                           "WHERE row_order < %lld",
                           name, name, name, name, name, name, name, (long long)ROW_ORDER_HIDDEN);
    if (!db_exec(store, sql, err))
        return false;
    table->queued = true;
    return true;
}

static bool rebuild_all(struct store *store, struct err *err) {
    if (!db_exec(store, "DELETE FROM reading", err))
        return false;
    for (size_t i = 0; i < store->table_count; i++)
        if (store->tables[i].listed && !found_rebuild(store, &store->tables[i], err))
            return false;
    return true;
}

/* FTS5 will not even drop a table whose own pages are damaged: it is struck out of the schema, its
 * shadow tables are dropped as the plain tables that they are, and it is made anew. */
static bool remake_table(struct store *store, const struct table *table, struct err *err) {
    static const char *const kinds[] = { "han", "spelled" };
    static const char *const shadows[] = { "data", "idx", "content", "docsize", "config" };
    const char              *name = table->record->name;
    char                     sql[512];
    for (size_t k = 0; k < 2; k++) {
        (void)sqlite3_snprintf(sizeof(sql), sql,
                               "PRAGMA writable_schema = ON;"
                               "DELETE FROM sqlite_schema WHERE name = '%s_%s';"
                               "PRAGMA writable_schema = RESET",
                               name, kinds[k]);
        if (!db_exec(store, sql, err))
            return false;
        for (size_t i = 0; i < sizeof(shadows) / sizeof(shadows[0]); i++) {
            (void)sqlite3_snprintf(sizeof(sql), sql, "DROP TABLE IF EXISTS \"%s_%s_%s\"", name,
                                   kinds[k], shadows[i]);
            if (!db_exec(store, sql, err))
                return false;
        }
    }
    return found_create(store, table, err);
}

static bool remake_all(struct store *store, struct err *err) {
    for (size_t i = 0; i < store->table_count; i++)
        if (store->tables[i].listed && !remake_table(store, &store->tables[i], err))
            return false;
    return true;
}

/* `remake`: the index's own tables too. */
static bool rebuild(struct store *store, bool remake, struct err *err) {
    if (!store_begin(store, "system", err))
        return false;
    bool done = journal_begin(store, err);
    if (done && remake) {
        (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL); /* cannot fail */
        done = remake_all(store, err);
        (void)sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL); /* cannot fail */
    }
    if (done && rebuild_all(store, err) && store_commit(store, err))
        return true;
    store_rollback(store);
    return false;
}

bool store_search_rebuild(struct store *store, struct err *err) {
    struct err why = { .lang = err ? err->lang : LANG_ZH };
    if (rebuild(store, false, &why))
        return true;
    if (why.code == ERR_DAMAGED)
        return rebuild(store, true, err);
    return err_code_set(err, why.code, "%s", why.text);
}

/* FTS5 compares its index, prefixes too, with what the view says. */
static bool index_check(struct store *store, const struct table *table, bool *ret_right,
                        struct err *err) {
    static const char *const kinds[] = { "han", "spelled" };
    const char              *name = table->record->name;
    for (size_t i = 0; i < 2; i++) {
        char sql[512];
        (void)sqlite3_snprintf(sizeof(sql), sql,
                               "INSERT INTO \"%s_%s\" (\"%s_%s\", rank) "
                               "VALUES ('integrity-check', 1)",
                               name, kinds[i], name, kinds[i]);
        int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
        if ((code & 0xff) == SQLITE_CORRUPT)
            *ret_right = false;
        else if (code != SQLITE_OK)
            return db_failed(store, err);
    }
    return true;
}

/* Texts whose reading could not be looked up when they came, but can be now. */
static bool readings_check(struct store *store, bool *ret_right, struct err *err) {
    struct statement *kept =
        db_take(store, "SELECT text FROM reading WHERE spelled = ''", NULL, 0, err);
    struct arena arena = { 0 };
    int          step = SQLITE_DONE;
    if (!kept)
        return false;
    if (!store->readings)
        store->readings = readings_new();
    while ((step = sqlite3_step(kept->stmt)) == SQLITE_ROW) {
        const char  *text = (const char *)sqlite3_column_text(kept->stmt, 0);
        const char **all =
            text && store->readings ? readings_of(store->readings, &arena, text) : NULL;
        *ret_right &= !all || !all[0];
        arena_reset(&arena);
    }
    bool done = step == SQLITE_DONE || db_failed(store, err);
    db_give(kept);
    arena_deinit(&arena);
    return done;
}

bool store_search_check(struct store *store, struct err *err) {
    bool right = true;
    if (!readings_check(store, &right, err))
        return false;
    for (size_t i = 0; i < store->table_count; i++) {
        struct table *table = &store->tables[i];
        if (table->listed && (!places_check(store, table, false, &right, err) ||
                              !index_check(store, table, &right, err)))
            return false;
    }
    return right || err_code_set(err, ERR_DAMAGED, "搜索索引与内容不符，需要重建");
}
