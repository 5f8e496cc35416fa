/* SPDX-License-Identifier: GPL-3.0-or-later
 * search_index.c - the index kept in step with the rows. For a listed record R:
 *   R_words    a view: what each public row's index entries are made of
 *   R_han      FTS5 over its characters; phrases need positions
 *   R_spelled  FTS5 over pinyin and initials; prefixes, no positions
 *   reading    how texts are read, kept so that taking out equals what was put in
 *   R_queue    temporary: rows to put in at commit, sorted, since FTS5 wants rising rowids */
#include "store/found.h"
#include "store/rows.h"
#include "store/search.h"
#include "store/search_words.h"
#include "store/sqlite.h"

#include "base/readings.h"

#include <string.h>

/* The field's text, or the name of what it refers to. */
static const struct field *source_name(const struct field *field) {
    return field->record ? record_name_field(field->record) : field;
}

static bool is_source(const struct field *field) {
    return (field->flags & F_SEARCH) && !(field->flags & (F_PERSONAL | F_SECRET)) &&
           source_name(field) && source_name(field)->type->stored == VALUE_TEXT;
}

/* --- the functions that the view calls --- */

static void words_function(sqlite3_context *context, int count, sqlite3_value **values) {
    bool         spelled = sqlite3_user_data(context) != NULL;
    struct bytes out = { 0 };
    for (int i = 0; i < count; i++) {
        const char *text = (const char *)sqlite3_value_text(values[i]);
        if (!text)
            continue;
        if (spelled)
            words_spelled(&out, text);
        else
            words_han(&out, text);
    }
    if (out.failed)
        sqlite3_result_error_nomem(context);
    else
        sqlite3_result_text64(context, out.used ? out.at : "", out.used, SQLITE_TRANSIENT,
                              SQLITE_UTF8);
    bytes_free(&out);
}

bool found_open(struct store *store, struct err *err) {
    static const char spelled[] = "spelled";
    const int         flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    if (sqlite3_create_function_v2(store->db, "words_han", -1, flags, NULL, words_function, NULL,
                                   NULL, NULL) != SQLITE_OK ||
        sqlite3_create_function_v2(store->db, "words_spelled", -1, flags, (void *)spelled,
                                   words_function, NULL, NULL, NULL) != SQLITE_OK)
        return db_failed(store, err);
    for (size_t i = 0; store->mode != STORE_READ && i < store->table_count; i++) {
        char sql[256];
        if (!store->tables[i].listed)
            continue;
        (void)sqlite3_snprintf(sizeof(sql), sql,
                               "CREATE TEMP TABLE \"%s_queue\" (row_order INTEGER PRIMARY KEY)",
                               store->tables[i].record->name);
        if (!db_exec(store, sql, err))
            return false;
    }
    return true;
}

void found_close(struct store *store) {
    found_forget(store);
    readings_free(store->readings);
    store->readings = NULL;
}

/* --- taking out and putting in --- */

bool found_changed(const struct table *table, const void *before, const void *row) {
    for (size_t i = 0; i < table->column_count; i++)
        if (is_source(table->columns[i]) && !field_same(table->columns[i], before, row))
            return true;
    return false;
}

static bool shows_names_of(const struct table *table, const struct record *record) {
    for (size_t i = 0; table->listed && i < table->column_count; i++)
        if (table->columns[i]->record == record && is_source(table->columns[i]))
            return true;
    return false;
}

bool found_names(struct store *store, const struct table *table, const void *before,
                 const void *row) {
    const struct field *name = record_name_field(table->record);
    if (!name || field_same(name, before, row))
        return false;
    for (size_t i = 0; i < store->table_count; i++)
        if (shows_names_of(&store->tables[i], table->record))
            return true;
    return false;
}

static bool found_run(struct store *store, struct table *table, enum operation operation,
                      int64_t order, struct err *err) {
    sqlite3_stmt *stmt = table_statement(store, table, operation, err);
    if (!stmt)
        return false;
    if (sqlite3_bind_int64(stmt, 1, order) != SQLITE_OK)
        return db_failed(store, err);
    return db_run(store, stmt, err);
}

bool found_drop(struct store *store, struct table *table, int64_t order, struct err *err) {
    if (order >= ROW_ORDER_HIDDEN)
        return true;
    if (table->queued) {
        if (!found_run(store, table, FOUND_UNQUEUE, order, err))
            return false;
        if (sqlite3_changes(store->db) > 0)
            return true; /* it never went in */
    }
    return found_run(store, table, FOUND_DROP_HAN, order, err) &&
           found_run(store, table, FOUND_DROP_SPELLED, order, err);
}

bool found_queue(struct store *store, struct table *table, int64_t order, struct err *err) {
    if (order >= ROW_ORDER_HIDDEN)
        return true;
    table->queued = true;
    return found_run(store, table, FOUND_QUEUE, order, err);
}

/* The public rows of `table` that refer to the row by `field`. */
static bool named_by(struct store *store, struct table *table, const struct field *field,
                     const row_id *id, bool drop, struct err *err) {
    char               sql[512];
    const struct value values[] = { value_id(id), value_integer(ROW_ORDER_HIDDEN) };
    (void)sqlite3_snprintf(sizeof(sql), sql,
                           "SELECT row_order FROM \"%s\" WHERE \"%s\" = $1 AND row_order < $2",
                           table->record->name, field->name);
    struct statement *kept = db_take(store, sql, values, 2, err);
    if (!kept)
        return false;
    int  step = SQLITE_DONE;
    bool done = true;
    while (done && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW) {
        int64_t order = sqlite3_column_int64(kept->stmt, 0);
        done = drop ? found_drop(store, table, order, err) : found_queue(store, table, order, err);
    }
    if (done && step != SQLITE_DONE)
        done = db_failed(store, err);
    db_give(kept);
    return done;
}

bool found_named(struct store *store, const struct table *table, const void *row, bool drop,
                 struct err *err) {
    const struct record_head *head = row;
    for (size_t i = 0; i < store->table_count; i++) {
        struct table *other = &store->tables[i];
        for (size_t c = 0; other->listed && c < other->column_count; c++)
            if (other->columns[c]->record == table->record && is_source(other->columns[c]) &&
                !named_by(store, other, other->columns[c], &head->id, drop, err))
                return false;
    }
    return true;
}

/* --- readings --- */

/* Its syllables with spaces between. Without the table of readings there are none, and only
 * characters are found; even that is kept, so that taking out fits what was put in. */
static bool reading_spell(struct store *store, const char *text, struct bytes *spelled,
                          struct err *err) {
    struct arena arena = { 0 };
    if (!store->readings)
        store->readings = readings_new();
    const char **all = store->readings ? readings_of(store->readings, &arena, text) : NULL;
    bool         done = all || !store->readings;
    bytes_clear(spelled);
    for (size_t i = 0; all && all[i]; i++) {
        if (i)
            bytes_byte(spelled, ' ');
        bytes_text(spelled, all[i]);
    }
    arena_deinit(&arena);
    return (done && !spelled->failed) || err_code_set(err, ERR_MEMORY, "内存不足");
}

static bool reading_keep(struct store *store, const char *text, struct err *err) {
    struct bytes spelled = { 0 };
    bool         done = reading_spell(store, text, &spelled, err);
    if (done) {
        const struct value values[] = { value_text(text),
                                        value_text(spelled.used ? spelled.at : "") };
        struct statement  *kept =
            db_take(store, "INSERT INTO reading (text, spelled) VALUES ($1, $2)", values, 2, err);
        done = kept && db_run(store, kept->stmt, err);
        db_give(kept);
    }
    bytes_free(&spelled);
    return done;
}

/* Texts of queued rows that have no reading yet. */
static bool readings_add(struct store *store, const struct table *table, const struct field *field,
                         struct err *err) {
    struct bytes        sql = { 0 };
    const char         *name = table->record->name;
    const struct field *source = source_name(field);
    bytes_format(&sql,
                 "SELECT DISTINCT s.\"%s\" FROM temp.\"%s_queue\" q JOIN \"%s\" j "
                 "ON j.row_order = q.row_order ",
                 source->name, name, name);
    if (field->record)
        bytes_format(&sql, "JOIN \"%s\" s ON s.id = j.\"%s\" ", field->record->name, field->name);
    else
        bytes_format(&sql, "JOIN \"%s\" s ON s.row_order = q.row_order ", name);
    bytes_format(&sql,
                 "WHERE s.\"%s\" IS NOT NULL AND NOT EXISTS "
                 "(SELECT 1 FROM reading r WHERE r.text = s.\"%s\")",
                 source->name, source->name);
    struct statement *kept = sql.failed ? NULL : db_take(store, sql.at, NULL, 0, err);
    if (sql.failed)
        (void)err_code_set(err, ERR_MEMORY, "内存不足");
    bytes_free(&sql);
    /* DISTINCT and NOT EXISTS are answered row by row while readings are added: the texts are
     * collected first. */
    struct arena arena = { 0 };
    char       **texts = NULL;
    size_t       count = 0, room = 0;
    int          step = SQLITE_DONE;
    bool         done = kept != NULL;
    while (done && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW) {
        if (count == room) {
            size_t more = room ? 2 * room : 64;
            texts = arena_grow(&arena, texts, room * sizeof(*texts), more * sizeof(*texts));
            room = more;
        }
        const char *text = (const char *)sqlite3_column_text(kept->stmt, 0);
        char       *copy = texts && text ? arena_strdup(&arena, text) : NULL;
        if (copy)
            texts[count++] = copy;
        else
            done = err_code_set(err, ERR_MEMORY, "内存不足");
    }
    if (done && step != SQLITE_DONE)
        done = db_failed(store, err);
    db_give(kept);
    for (size_t i = 0; done && i < count; i++)
        done = reading_keep(store, texts[i], err);
    arena_deinit(&arena);
    return done;
}

static bool queue_flush(struct store *store, struct table *table, struct err *err) {
    static const char *const kinds[] = { "han", "spelled" };
    const char              *name = table->record->name;
    char                     sql[512];
    for (size_t i = 0; i < table->column_count; i++)
        if (is_source(table->columns[i]) && !readings_add(store, table, table->columns[i], err))
            return false;
    for (size_t i = 0; i < 2; i++) {
        (void)sqlite3_snprintf(sizeof(sql), sql,
                               "INSERT INTO \"%s_%s\" (rowid, %s) SELECT w.row_order, w.%s "
                               "FROM temp.\"%s_queue\" q CROSS JOIN \"%s_words\" w "
                               "ON w.row_order = q.row_order ORDER BY q.row_order",
                               name, kinds[i], kinds[i], kinds[i], name, name);
        if (!db_exec(store, sql, err))
            return false;
    }
    (void)sqlite3_snprintf(sizeof(sql), sql, "DELETE FROM temp.\"%s_queue\"", name);
    if (!db_exec(store, sql, err))
        return false;
    table->queued = false;
    return true;
}

bool found_flush(struct store *store, struct err *err) {
    for (size_t i = 0; i < store->table_count; i++)
        if (store->tables[i].queued && !queue_flush(store, &store->tables[i], err))
            return false;
    return true;
}

/* --- its schema --- */

static void view_sql(struct bytes *sql, const struct table *table) {
    static const char *const kinds[] = { "han", "spelled" };
    const char              *name = table->record->name;
    bytes_format(sql, "CREATE VIEW \"%s_words\" AS SELECT j.row_order AS row_order", name);
    for (size_t k = 0; k < 2; k++) {
        const char *comma = "";
        bytes_format(sql, ", words_%s(", kinds[k]);
        for (size_t i = 0; i < table->column_count; i++) {
            if (!is_source(table->columns[i]))
                continue;
            if (k == 1)
                bytes_format(sql, "%sr%zu.spelled", comma, i);
            else if (table->columns[i]->record)
                bytes_format(sql, "%ss%zu.\"%s\"", comma, i, source_name(table->columns[i])->name);
            else
                bytes_format(sql, "%sj.\"%s\"", comma, table->columns[i]->name);
            comma = ", ";
        }
        bytes_format(sql, ") AS %s", kinds[k]);
    }
    bytes_format(sql, " FROM \"%s\" j", name);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct field *field = table->columns[i];
        if (!is_source(field))
            continue;
        if (field->record)
            bytes_format(sql,
                         " LEFT JOIN \"%s\" s%zu ON s%zu.id = j.\"%s\""
                         " LEFT JOIN reading r%zu ON r%zu.text = s%zu.\"%s\"",
                         field->record->name, i, i, field->name, i, i, i, source_name(field)->name);
        else
            bytes_format(sql, " LEFT JOIN reading r%zu ON r%zu.text = j.\"%s\"", i, i, field->name);
    }
    bytes_format(sql, " WHERE j.row_order < %lld", (long long)ROW_ORDER_HIDDEN);
}

/* Four letters of prefix: the first page of any word needs no merging. More room for what is not
 * yet written makes imports a third faster. */
bool found_create(struct store *store, const struct table *table, struct err *err) {
    static const char *const kinds[][2] = { { "han", "detail=full" },
                                            { "spelled", "detail=none, prefix='1 2 3 4'" } };
    const char              *name = table->record->name;
    for (size_t i = 0; i < 2; i++) {
        char sql[1024];
        (void)sqlite3_snprintf(
            sizeof(sql), sql,
            "CREATE VIRTUAL TABLE \"%s_%s\" USING fts5(%s, content='%s_words', "
            "content_rowid='row_order', tokenize='ascii', columnsize=0, %s);"
            "INSERT INTO \"%s_%s\" (\"%s_%s\", rank) VALUES ('hashsize', 4194304)",
            name, kinds[i][0], kinds[i][0], name, kinds[i][1], name, kinds[i][0], name,
            kinds[i][0]);
        if (!db_exec(store, sql, err))
            return false;
    }
    return true;
}

/* The view as it stands: none, this one, or another (fields were added to what is searched). */
static bool view_state(struct store *store, const char *name, const char *sql, bool *ret_there,
                       bool *ret_same, struct err *err) {
    const struct value values[] = { value_text(name), value_text(sql) };
    int64_t            state = 0;
    if (!store_number(store, "SELECT 1 + (sql = $2) FROM sqlite_schema WHERE name = $1", values, 2,
                      &state, err))
        return false;
    *ret_there = state > 0;
    *ret_same = state == 2;
    return true;
}

static bool view_make(struct store *store, struct table *table, const char *sql, bool there,
                      struct err *err) {
    char drop[256];
    (void)sqlite3_snprintf(sizeof(drop), drop, "DROP VIEW \"%s_words\"", table->record->name);
    if (there && !db_exec(store, drop, err))
        return false;
    return db_exec(store, sql, err) && (there || found_create(store, table, err)) &&
           found_rebuild(store, table, err);
}

bool found_make(struct store *store, bool apply, bool *ret_changed, struct err *err) {
    for (size_t i = 0; i < store->table_count; i++) {
        struct table *table = &store->tables[i];
        struct bytes  sql = { 0 };
        char          name[256];
        bool          there = false, same = false, done = false;
        if (!table->listed)
            continue;
        (void)sqlite3_snprintf(sizeof(name), name, "%s_words", table->record->name);
        view_sql(&sql, table);
        if (sql.failed)
            (void)err_code_set(err, ERR_MEMORY, "内存不足");
        else
            done = view_state(store, name, sql.at, &there, &same, err) &&
                   (same || !apply || view_make(store, table, sql.at, there, err));
        bytes_free(&sql);
        if (!done)
            return false;
        *ret_changed |= !same;
    }
    return true;
}
