/* SPDX-License-Identifier: GPL-3.0-or-later
 * query.c - reading by SQL with bound values: rows of a record, single numbers and ids, and the
 * names of referred rows. */
#include "store/rows.h"
#include "store/schema.h"
#include "store/sqlite.h"

#include <stdlib.h>
#include <string.h>

struct query {
    struct store     *store;
    struct table     *table;
    struct statement *kept;
    void             *row; /* loaded whole before it is given out */
    struct err        err;
    bool              failed;
};

struct value value_null(void) {
    return (struct value){ .kind = VALUE_NULL };
}

struct value value_integer(int64_t integer) {
    return (struct value){ .kind = VALUE_INTEGER, .integer = integer };
}

struct value value_text(const char *text) {
    if (!text)
        return value_null();
    return (struct value){ .kind = VALUE_TEXT, .bytes = text, .length = strlen(text) };
}

struct value value_id(const row_id *id) {
    if (id_absent(*id))
        return value_null();
    return (struct value){ .kind = VALUE_BLOB,
                           .bytes = (const char *)id->bytes,
                           .length = sizeof(id->bytes) };
}

struct value value_day(day d) {
    return day_absent(d) ? value_null() : value_integer(d.n);
}

/* --- rows --- */

bool query_open(struct query **ret_query, struct store *store, const struct record *record,
                const char *tail, const struct value *values, size_t count, struct err *err) {
    struct query *query = calloc(1, sizeof(*query));
    if (!query || !(query->row = malloc(record->size))) {
        free(query);
        return err_code_set(err, ERR_MEMORY, "内存不足");
    }
    query->store = store;
    query->table = table_of(store, record);
    query->err.lang = err ? err->lang : LANG_ZH;
    struct bytes sql = { 0 };
    table_select(&sql, query->table);
    bytes_text(&sql, tail);
    if (sql.failed)
        (void)err_code_set(err, ERR_MEMORY, "内存不足");
    else
        query->kept = db_take(store, sql.at, values, count, err);
    bytes_free(&sql);
    if (!query->kept) {
        free(query->row);
        free(query);
        return false;
    }
    *ret_query = query;
    return true;
}

bool query_next(struct query *query, void *row, struct arena *arena) {
    if (query->failed)
        return false;
    int step = sqlite3_step(query->kept->stmt);
    if (step == SQLITE_DONE)
        return false;
    query->failed = step != SQLITE_ROW ? !db_failed(query->store, &query->err)
                                       : !row_load(query->store, query->table, query->kept->stmt,
                                                   query->row, arena, &query->err);
    if (!query->failed)
        memcpy(row, query->row, query->table->record->size);
    return !query->failed;
}

bool query_close(struct query *query, struct err *err) {
    bool failed = query->failed;
    if (failed && err)
        *err = query->err;
    db_give(query->kept);
    sodium_memzero(query->row, query->table->record->size);
    free(query->row);
    free(query);
    return !failed;
}

/* --- numbers and ids --- */

bool store_number(struct store *store, const char *sql, const struct value *values, size_t count,
                  int64_t *ret_number, struct err *err) {
    struct statement *kept = db_take(store, sql, values, count, err);
    if (!kept)
        return false;
    int  step = sqlite3_step(kept->stmt);
    bool done = step == SQLITE_ROW || step == SQLITE_DONE || db_failed(store, err);
    if (done)
        *ret_number = step == SQLITE_ROW ? sqlite3_column_int64(kept->stmt, 0) : 0;
    db_give(kept);
    return done;
}

bool store_find(struct store *store, const char *sql, const struct value *values, size_t count,
                row_id *ret_id, struct err *err) {
    struct statement *kept = db_take(store, sql, values, count, err);
    if (!kept)
        return false;
    int  step = sqlite3_step(kept->stmt);
    bool done = false;
    if (step == SQLITE_ROW) {
        struct value id = db_value(kept->stmt, 0);
        done = id.kind == VALUE_BLOB && id.length == sizeof(ret_id->bytes);
        if (done)
            memcpy(ret_id->bytes, id.bytes, sizeof(ret_id->bytes));
        else
            (void)err_code_set(err, ERR_DAMAGED, "数据库里的编号不合规");
    } else if (step == SQLITE_DONE)
        (void)err_code_set(err, ERR_ABSENT, "没有找到");
    else
        (void)db_failed(store, err);
    db_give(kept);
    return done;
}

/* --- names of referred rows --- */

static bool names_find(void *ctx, const struct record *record, const char *name, row_id *ret_id) {
    struct store       *store = ctx;
    const struct field *field = record_name_field(record);
    struct arena        arena = { 0 };
    char                sql[256];
    if (!field)
        return false;
    bool  folded = field_folded(field);
    char *text = folded ? text_fold(&arena, name) : arena_strdup(&arena, name);
    (void)sqlite3_snprintf(sizeof(sql), sql,
                           "SELECT id FROM \"%s\" WHERE \"%s%s\" = $1 ORDER BY id LIMIT 1",
                           record->name, field->name, folded ? "_folded" : "");
    const struct value value = value_text(text);
    bool               found = text && store_find(store, sql, &value, 1, ret_id, NULL);
    arena_deinit(&arena);
    return found;
}

/* Good until NAMES_KEPT names later. */
static const char *names_name(void *ctx, const struct record *record, row_id id) {
    struct store       *store = ctx;
    const struct field *field = record_name_field(record);
    const struct value  value = value_id(&id);
    char                sql[256];
    if (!field)
        return NULL;
    (void)sqlite3_snprintf(sizeof(sql), sql, "SELECT \"%s\" FROM \"%s\" WHERE id = $1", field->name,
                           record->name);
    struct statement *kept = db_take(store, sql, &value, 1, NULL);
    const char       *name = NULL;
    int               step = kept ? sqlite3_step(kept->stmt) : SQLITE_ERROR;
    if (step == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(kept->stmt, 0);
        char      **slot = &store->name_texts[store->name_next];
        store->name_next = (store->name_next + 1) % NAMES_KEPT;
        free(*slot);
        *slot = text ? strdup(text) : NULL;
        name = *slot;
    }
    store->names_missed |= !name && step != SQLITE_DONE; /* the reason is not kept */
    db_give(kept);
    return name;
}

const struct names *store_names(struct store *store) {
    store->names = (struct names){ .find = names_find, .name = names_name, .ctx = store };
    return &store->names;
}

bool store_names_whole(const struct store *store, struct err *err) {
    return !store->names_missed || err_set(err, "有的名称没有读出来：内存不足，或者数据库出错");
}

int64_t store_data_version(struct store *store) {
    int64_t version = 0;
    (void)store_number(store, "PRAGMA data_version", NULL, 0, &version, NULL); /* 0: shut down */
    return version + store->commits;
}
