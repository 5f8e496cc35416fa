/* SPDX-License-Identifier: GPL-3.0-or-later
 * schema.c - tables derived from the record tables, and only ever added to: a missing table, column
 * or index is made, a renamed field's values are copied, nothing is dropped or narrowed.
 *
 * Portable SQL: BIGINT, TEXT, BLOB and CHECK (typeof …) instead of STRICT. */
#include "store/schema.h"
#include "store/entry.h"
#include "store/found.h"
#include "store/sqlite.h"

#include <stdlib.h>
#include <string.h>

/* Columns that every table has; no field may be called so. */
static const char *const fixed_columns[] = { "row_order", "id", "version", "home", "seal" };

static const char *const fixed_tables[][2] = {
    { "node", "CREATE TABLE node (one BIGINT PRIMARY KEY CHECK (one = 1), id BLOB NOT NULL, "
              "incarnation BIGINT NOT NULL, local BIGINT NOT NULL, digest BLOB NOT NULL, "
              "seal BLOB NOT NULL)" },
    { "journal",
      "CREATE TABLE journal (sequence INTEGER PRIMARY KEY, incarnation BIGINT NOT NULL, "
      "tx BIGINT NOT NULL, stamp BIGINT NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL, "
      "record TEXT NOT NULL, row_id BLOB NOT NULL, version BIGINT NOT NULL, "
      "change TEXT NOT NULL, hash BLOB NOT NULL)" },
    { "journal_row", "CREATE INDEX journal_row ON journal (row_id)" },
    { "reading", "CREATE TABLE reading (text TEXT PRIMARY KEY NOT NULL, spelled TEXT NOT NULL) "
                 "WITHOUT ROWID" },
};

enum { FIXED_COLUMNS = sizeof(fixed_columns) / sizeof(fixed_columns[0]) };
enum { FIXED_TABLES = sizeof(fixed_tables) / sizeof(fixed_tables[0]) };

bool field_folded(const struct field *field) {
    return (field->flags & F_UNIQUE) && field->type->stored == VALUE_TEXT;
}

/* --- the tables as this program knows them --- */

static bool table_prepare(struct table *table, const struct record *record, struct err *err) {
    *table = (struct table){ .record = record,
                             .local = record->flags & RECORD_LOCAL,
                             .listed = record->rank != NULL };
    table->columns = calloc(record->field_count + 1, sizeof(*table->columns));
    if (!table->columns)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (!field_live(field) || field->type->stored == VALUE_NULL)
            continue;
        for (int c = 0; c < FIXED_COLUMNS; c++)
            if (strcmp(field->name, fixed_columns[c]) == 0)
                bug("record %s: a field may not be called %s", record->name, field->name);
        table->columns[table->column_count++] = field;
        if (field->flags & F_PARENT)
            table->parent = field;
        if (field->flags & F_ORDER)
            table->order = field;
    }
    return true;
}

bool schema_prepare(struct store *store, struct err *err) {
    size_t count = 0;
    while (store->records[count])
        count++;
    store->tables = calloc(count + 1, sizeof(*store->tables));
    if (!store->tables)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    for (size_t i = 0; i < count; i++) {
        if (store->records[i]->flags & RECORD_SETTINGS)
            continue;
        if (!table_prepare(&store->tables[store->table_count], store->records[i], err))
            return false;
        store->table_count++;
    }
    return true;
}

struct table *table_of(struct store *store, const struct record *record) {
    for (size_t i = 0; i < store->table_count; i++)
        if (store->tables[i].record == record)
            return &store->tables[i];
    bug("record %s is not in this store", record->name);
}

struct table *table_named(struct store *store, const char *name) {
    for (size_t i = 0; i < store->table_count; i++)
        if (strcmp(store->tables[i].record->name, name) == 0)
            return &store->tables[i];
    return NULL;
}

/* --- what SQL says of them --- */

static void column_sql(struct bytes *sql, const struct field *field) {
    static const char *const types[] = {
        [VALUE_INTEGER] = "BIGINT", [VALUE_TEXT] = "TEXT", [VALUE_BLOB] = "BLOB"
    };
    static const char *const kinds[] = {
        [VALUE_INTEGER] = "integer", [VALUE_TEXT] = "text", [VALUE_BLOB] = "blob"
    };
    bytes_format(sql, "\"%s\" %s CHECK (typeof(\"%s\") IN ('%s', 'null'))", field->name,
                 types[field->type->stored], field->name, kinds[field->type->stored]);
    if (field->record && field->type->stored == VALUE_BLOB)
        bytes_format(sql, " REFERENCES \"%s\" (id)", field->record->name);
}

static void table_sql(struct bytes *sql, const struct table *table) {
    bytes_format(sql,
                 "CREATE TABLE \"%s\" (row_order INTEGER PRIMARY KEY, "
                 "id BLOB NOT NULL UNIQUE CHECK (typeof(id) = 'blob'), "
                 "version BIGINT NOT NULL CHECK (typeof(version) = 'integer'), "
                 "home BLOB NOT NULL CHECK (typeof(home) = 'blob')",
                 table->record->name);
    for (size_t i = 0; i < table->column_count; i++) {
        bytes_text(sql, ", ");
        column_sql(sql, table->columns[i]);
    }
    for (size_t i = 0; i < table->column_count; i++)
        if (field_folded(table->columns[i]))
            bytes_format(sql, ", \"%s_folded\" TEXT", table->columns[i]->name);
    bytes_text(sql, table->local ? ", seal BIGINT)" : ")");
}

/* The schema's step under way: counted, and done when `apply`. */
struct making {
    struct store *store;
    bool          apply;
    bool          needed;  /* something was, or is, missing */
    bool          filled;  /* the table at hand got columns that rows must fill */
    struct bytes  columns; /* of the table at hand, as it was: each name with its NUL */
    struct bytes  sql;
};

static bool making_step(struct making *making, struct err *err) {
    making->needed = true;
    if (making->sql.failed)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    return !making->apply || db_exec(making->store, making->sql.at, err);
}

static void making_free(struct making *making) {
    bytes_free(&making->columns);
    bytes_free(&making->sql);
}

static bool schema_has(struct store *store, const char *name, bool *ret_has, struct err *err) {
    const struct value value = value_text(name);
    int64_t            count = 0;
    if (!store_number(store, "SELECT count(*) FROM sqlite_schema WHERE name = $1", &value, 1,
                      &count, err))
        return false;
    *ret_has = count > 0;
    return true;
}

static bool column_there(const struct making *making, const char *name) {
    const struct bytes *columns = &making->columns;
    for (size_t at = 0; at < columns->used; at += strlen(columns->at + at) + 1)
        if (strcmp(columns->at + at, name) == 0)
            return true;
    return false;
}

/* The values that a renamed field has left in its old column. */
static bool column_inherit(struct making *making, const struct table *table,
                           const struct field *field, struct err *err) {
    const struct record *record = table->record;
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *old = &record->fields[i];
        if (old->type != &type_renamed || record_field_once(record, old->name) != field ||
            !column_there(making, old->name))
            continue;
        bytes_clear(&making->sql);
        bytes_format(&making->sql, "UPDATE \"%s\" SET \"%s\" = \"%s\"", record->name, field->name,
                     old->name);
        return making_step(making, err);
    }
    return true;
}

static bool column_make(struct making *making, const struct table *table, const struct field *field,
                        struct err *err) {
    if (!column_there(making, field->name)) {
        bytes_clear(&making->sql);
        bytes_format(&making->sql, "ALTER TABLE \"%s\" ADD COLUMN ", table->record->name);
        column_sql(&making->sql, field);
        if (!making_step(making, err) || !column_inherit(making, table, field, err))
            return false;
        making->filled |= table->local;
    }
    if (!field_folded(field))
        return true;
    bytes_clear(&making->sql);
    bytes_format(&making->sql, "%s_folded", field->name);
    if (making->sql.failed)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (column_there(making, making->sql.at))
        return true;
    making->filled = true;
    bytes_clear(&making->sql);
    bytes_format(&making->sql, "ALTER TABLE \"%s\" ADD COLUMN \"%s_folded\" TEXT",
                 table->record->name, field->name);
    return making_step(making, err);
}

static bool column_known(const struct table *table, const char *name) {
    for (int i = 0; i < FIXED_COLUMNS; i++)
        if (strcmp(name, fixed_columns[i]) == 0)
            return true;
    for (size_t i = 0; i < table->record->field_count; i++) {
        const char *field = table->record->fields[i].name;
        size_t      length = strlen(field);
        if (strncmp(name, field, length) == 0 &&
            (name[length] == '\0' || strcmp(name + length, "_folded") == 0))
            return true;
    }
    return false;
}

/* Which ones the table has; one that no row of the record explains was added by a newer program. */
static bool columns_read(struct making *making, const struct table *table, struct err *err) {
    const struct value value = value_text(table->record->name);
    struct store      *store = making->store;
    struct statement  *kept =
        db_take(store, "SELECT name FROM pragma_table_info($1)", &value, 1, err);
    bool known = true;
    if (!kept)
        return false;
    bytes_clear(&making->columns);
    while (known && sqlite3_step(kept->stmt) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(kept->stmt, 0);
        if (!name)
            known = db_failed(store, err);
        else if (!column_known(table, name))
            known = err_set(err, "数据库由更新版本的安居写成（%s.%s），请先升级本机程序",
                            table->record->name, name);
        else
            bytes_add(&making->columns, name, strlen(name) + 1);
    }
    if (known && sqlite3_errcode(store->db) != SQLITE_DONE &&
        sqlite3_errcode(store->db) != SQLITE_OK)
        known = db_failed(store, err);
    if (known && making->columns.failed)
        known = err_code_set(err, ERR_MEMORY, "内存不足");
    db_give(kept);
    return known;
}

static bool index_make(struct making *making, const char *name, struct err *err) {
    bool has = false;
    if (making->sql.failed)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    return schema_has(making->store, name, &has, err) && (has || making_step(making, err));
}

/* For each field at most one: unique, by parent and order, or plain. */
static bool indexes_make(struct making *making, const struct table *table, struct err *err) {
    for (size_t i = 0; i < table->column_count; i++) {
        const struct field *field = table->columns[i];
        const char         *record = table->record->name;
        char                name[256];
        if (!(field->flags & (F_UNIQUE | F_INDEX | F_PARENT)) &&
            !((field->flags & F_SEARCH) && field->record))
            continue;
        (void)sqlite3_snprintf(sizeof(name), name, "%s_by_%s", record, field->name);
        bytes_clear(&making->sql);
        bytes_format(&making->sql, "CREATE %sINDEX \"%s\" ON \"%s\" (\"%s%s\"",
                     field->flags & F_UNIQUE ? "UNIQUE " : "", name, record, field->name,
                     field_folded(field) ? "_folded" : "");
        if ((field->flags & F_PARENT) && table->order)
            bytes_format(&making->sql, ", \"%s\"", table->order->name);
        bytes_text(&making->sql, ")");
        if (index_make(making, name, err))
            continue;
        if ((sqlite3_errcode(making->store->db) & 0xff) != SQLITE_CONSTRAINT)
            return false;
        return err_code_set(err, ERR_INVALID, "“%s”里有重复的“%s”，要先改掉才能升级数据库",
                            tr(err ? err->lang : LANG_ZH, table->record->label),
                            tr(err ? err->lang : LANG_ZH, field->label));
    }
    return true;
}

static bool table_make(struct making *making, struct table *table, struct err *err) {
    bool has = false;
    making->filled = false;
    if (!schema_has(making->store, table->record->name, &has, err))
        return false;
    if (!has) {
        bytes_clear(&making->sql);
        table_sql(&making->sql, table);
        if (!making_step(making, err) || !making->apply)
            return !making->apply && !making->sql.failed;
    } else {
        if (!columns_read(making, table, err))
            return false;
        for (size_t i = 0; i < table->column_count; i++)
            if (!column_make(making, table, table->columns[i], err))
                return false;
        if (making->apply && making->filled && !table_refill(making->store, table, err))
            return false;
    }
    return indexes_make(making, table, err);
}

/* Everything, in the order in which references point. */
static bool making_all(struct making *making, struct err *err) {
    struct store *store = making->store;
    for (int i = 0; i < FIXED_TABLES; i++) {
        bool has = false;
        if (!schema_has(store, fixed_tables[i][0], &has, err))
            return false;
        bytes_clear(&making->sql);
        bytes_text(&making->sql, fixed_tables[i][1]);
        if (!has && !making_step(making, err))
            return false;
    }
    for (size_t i = 0; i < store->table_count; i++)
        if (!table_make(making, &store->tables[i], err))
            return false;
    bool changed = false;
    if (!found_make(store, making->apply, &changed, err))
        return false;
    making->needed |= changed;
    return true;
}

/* --- opening --- */

bool schema_digest(struct store *store, uint8_t ret_digest[HASH_SIZE], struct err *err) {
    struct statement *kept = db_take(
        store, "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY name",
        NULL, 0, err);
    if (!kept)
        return false;
    struct bytes text = { 0 };
    int          step;
    while ((step = sqlite3_step(kept->stmt)) == SQLITE_ROW)
        for (int i = 0; i < 4; i++) {
            const char *part = (const char *)sqlite3_column_text(kept->stmt, i);
            if (part)
                bytes_counted(&text, part);
            else
                text.failed = true; /* none of them is NULL: memory ran out */
        }
    bool done = step == SQLITE_DONE || db_failed(store, err);
    if (done && text.failed)
        done = err_code_set(err, ERR_MEMORY, "内存不足");
    if (done)
        hash_of(ret_digest, &text);
    bytes_free(&text);
    db_give(kept);
    return done;
}

static bool schema_apply(struct store *store, struct err *err) {
    struct making making = { .store = store, .apply = true };
    struct node   node = { .id = ID_ABSENT };
    bool          fresh = false;
    if (!db_begin(store, "BEGIN IMMEDIATE", err))
        return false;
    bool done = schema_ours(store, &fresh, err); /* another process may have made it meanwhile */
    if (done && fresh) {
        char pragmas[96];
        (void)sqlite3_snprintf(sizeof(pragmas), pragmas,
                               "PRAGMA application_id = %d; PRAGMA user_version = %d",
                               (int)STORE_APPLICATION, (int)STORE_FORMAT);
        node.id = id_new(store->world);
        done = db_exec(store, pragmas, err);
    }
    done = done && making_all(&making, err) && (fresh || node_load(store, &node, err)) &&
           schema_digest(store, node.schema, err) && node_save(store, &node, err) &&
           found_flush(store, err) && db_exec(store, "COMMIT", err);
    if (!done)
        db_rollback(store);
    making_free(&making);
    return done;
}

bool schema_ours(struct store *store, bool *ret_fresh, struct err *err) {
    int64_t application = 0, format = 0, tables = 0;
    if (!db_number(store, "PRAGMA application_id", &application, err) ||
        !db_number(store, "PRAGMA user_version", &format, err) ||
        !db_number(store, "SELECT count(*) FROM sqlite_schema", &tables, err))
        return false;
    *ret_fresh = application == 0 && format == 0 && tables == 0 && store->mode == STORE_CREATE;
    if (*ret_fresh)
        return true;
    if (application != STORE_APPLICATION)
        return err_set(err, "%s 里的 anju.db 不是安居的数据库", store->folder);
    if (format > STORE_FORMAT)
        return err_set(err,
                       "数据库由更新版本的安居写成（格式 %lld，本程序只到 %d），请先升级本机程序",
                       (long long)format, (int)STORE_FORMAT);
    return true;
}

bool schema_make(struct store *store, struct err *err) {
    struct making making = { .store = store };
    bool          fresh = store->fresh, done = fresh || making_all(&making, err);
    making_free(&making);
    if (!done)
        return false;
    if (!fresh && !making.needed)
        return true;
    if (store->mode == STORE_READ)
        return err_set(err, "数据库还是旧版本的，请先让服务端程序打开一次以完成升级");
    return schema_apply(store, err);
}
