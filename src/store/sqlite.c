/* SPDX-License-Identifier: GPL-3.0-or-later
 * sqlite.c - the connection as we want it, statements kept by their SQL, values in and out, and
 * SQLite's failures as sentences. */
#include "store/sqlite.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { CACHE_KB = 8192, WAL_PAGES = 1000 };

bool db_failed(struct store *store, struct err *err) {
    int         code = sqlite3_errcode(store->db), number = sqlite3_system_errno(store->db);
    const char *text = sqlite3_errmsg(store->db);
    switch (code & 0xff) {
    case SQLITE_FULL:
        return err_code_set(err, ERR_FULL, "磁盘空间不足，现在不能保存，已有的内容照常可看");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return err_code_set(err, ERR_BUSY, "数据库正被别的程序占用，请稍后再试");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return err_code_set(err, ERR_DAMAGED, "数据库已损坏（%s），请用备份恢复", text);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
        if ((code & 0xff) == SQLITE_CANTOPEN &&
            (number == ENOSPC || number == EIO || number == EMFILE || number == ENFILE))
            return err_system_set(err, number, "数据库 %s", store->folder);
        return err_set(err, "没有权限打开或写入数据库：%s", store->folder);
    case SQLITE_NOMEM:
        return err_code_set(err, ERR_MEMORY, "内存不足");
    case SQLITE_IOERR:
        if (sqlite3_extended_errcode(store->db) == SQLITE_IOERR_NOMEM)
            return err_code_set(err, ERR_MEMORY, "内存不足");
        return err_system_set(err, number ? number : EIO, "数据库 %s", store->folder);
    default:
        return err_set(err, "数据库出错：%s", text);
    }
}

bool db_exec(struct store *store, const char *sql, struct err *err) {
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK || db_failed(store, err);
}

void db_rollback(struct store *store) {
    /* After some failures SQLite has rolled back by itself; then this is refused, and fine. */
    if (!sqlite3_get_autocommit(store->db))
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
}

bool db_begin(struct store *store, const char *begin, struct err *err) {
    db_rollback(store);
    return db_exec(store, begin, err);
}

sqlite3_stmt *db_prepare(struct store *store, const char *sql, struct err *err) {
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v3(store->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) == SQLITE_OK)
        return stmt;
    (void)db_failed(store, err);
    return NULL;
}

bool db_run(struct store *store, sqlite3_stmt *stmt, struct err *err) {
    bool done = sqlite3_step(stmt) == SQLITE_DONE || db_failed(store, err);
    (void)sqlite3_reset(stmt); /* repeats the step's failure */
    return done;
}

bool db_number(struct store *store, const char *sql, int64_t *ret_number, struct err *err) {
    sqlite3_stmt *stmt = db_prepare(store, sql, err);
    if (!stmt)
        return false;
    int  step = sqlite3_step(stmt);
    bool done = step == SQLITE_ROW || step == SQLITE_DONE || db_failed(store, err);
    if (done)
        *ret_number = step == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
    (void)sqlite3_finalize(stmt); /* repeats the step's failure */
    return done;
}

/* --- values --- */

bool db_bind(sqlite3_stmt *stmt, int index, const struct value *value) {
    switch (value->kind) {
    case VALUE_NULL:
        return sqlite3_bind_null(stmt, index) == SQLITE_OK;
    case VALUE_INTEGER:
        return sqlite3_bind_int64(stmt, index, value->integer) == SQLITE_OK;
    case VALUE_TEXT:
        return sqlite3_bind_text64(stmt, index, value->bytes, value->length, SQLITE_STATIC,
                                   SQLITE_UTF8) == SQLITE_OK;
    case VALUE_BLOB:
        return sqlite3_bind_blob64(stmt, index, value->bytes, value->length, SQLITE_STATIC) ==
               SQLITE_OK;
    }
    return false;
}

struct value db_value(sqlite3_stmt *stmt, int column) {
    struct value value = { .kind = VALUE_NULL };
    switch (sqlite3_column_type(stmt, column)) {
    case SQLITE_INTEGER:
        value.kind = VALUE_INTEGER;
        value.integer = sqlite3_column_int64(stmt, column);
        break;
    case SQLITE_NULL:
        break;
    case SQLITE_BLOB:
        value.kind = VALUE_BLOB;
        value.bytes = sqlite3_column_blob(stmt, column);
        value.length = (size_t)sqlite3_column_bytes(stmt, column);
        break;
    default: /* a REAL is nobody's; its text will be refused by the type */
        value.kind = VALUE_TEXT;
        value.bytes = (const char *)sqlite3_column_text(stmt, column);
        value.length = (size_t)sqlite3_column_bytes(stmt, column);
        break;
    }
    return value;
}

bool db_kinds(sqlite3_stmt *stmt, int first, const char *kinds) {
    for (int i = 0; kinds[i]; i++) {
        int type = sqlite3_column_type(stmt, first + i);
        if (type != (kinds[i] == 'i'   ? SQLITE_INTEGER
                     : kinds[i] == 't' ? SQLITE_TEXT
                                       : SQLITE_BLOB))
            return false;
    }
    return true;
}

/* --- kept statements --- */

/* $1 … are names to SQLite. */
static bool bind_all(struct store *store, sqlite3_stmt *stmt, const struct value *values,
                     size_t count, struct err *err) {
    for (size_t i = 0; i < count; i++) {
        char name[24];
        (void)sqlite3_snprintf(sizeof(name), name, "$%u", (unsigned)(i + 1));
        int index = sqlite3_bind_parameter_index(stmt, name);
        if (index && !db_bind(stmt, index, &values[i]))
            return db_failed(store, err);
    }
    return true;
}

static struct statement *statement_find(struct store *store, const char *sql) {
    for (size_t i = 0; i < STATEMENTS_KEPT; i++) {
        struct statement *kept = &store->kept[i];
        if (kept->sql && !kept->busy && strcmp(kept->sql, sql) == 0)
            return kept;
    }
    return NULL;
}

/* A free place; the one longest there is emptied when all are full. */
static struct statement *statement_place(struct store *store) {
    for (size_t tries = 0; tries < STATEMENTS_KEPT; tries++) {
        struct statement *kept = &store->kept[store->kept_next];
        store->kept_next = (store->kept_next + 1) % STATEMENTS_KEPT;
        if (kept->busy)
            continue;
        (void)sqlite3_finalize(kept->stmt); /* not in use: nothing to report */
        free(kept->sql);
        *kept = (struct statement){ 0 };
        return kept;
    }
    return NULL;
}

struct statement *db_take(struct store *store, const char *sql, const struct value *values,
                          size_t count, struct err *err) {
    struct statement *kept = statement_find(store, sql);
    if (!kept) {
        kept = statement_place(store);
        if (!kept) {
            (void)err_set(err, "同时打开的查询太多");
            return NULL;
        }
        sqlite3_stmt *stmt = db_prepare(store, sql, err);
        char         *copy = stmt ? strdup(sql) : NULL;
        if (!copy) {
            if (stmt)
                (void)err_code_set(err, ERR_MEMORY, "内存不足");
            (void)sqlite3_finalize(stmt);
            return NULL;
        }
        *kept = (struct statement){ .sql = copy, .stmt = stmt };
    }
    if (!bind_all(store, kept->stmt, values, count, err)) {
        db_give(kept);
        return NULL;
    }
    kept->busy = true;
    return kept;
}

void db_give(struct statement *statement) {
    if (!statement)
        return;
    (void)sqlite3_reset(statement->stmt); /* its failure was reported by the step */
    (void)sqlite3_clear_bindings(statement->stmt);
    statement->busy = false;
}

/* --- opening --- */

static bool pragma_holds(struct store *store, const char *set, const char *get, int64_t expected,
                         struct err *err) {
    int64_t number = -1;
    if (!db_exec(store, set, err) || !db_number(store, get, &number, err))
        return false;
    return number == expected || err_set(err, "数据库不接受设置：%s", set);
}

static bool db_configure(struct store *store, struct err *err) {
    static const struct {
        int option, value;
    } options[] = {
        { SQLITE_DBCONFIG_DEFENSIVE, 1 },      { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
        { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 }, { SQLITE_DBCONFIG_DQS_DML, 0 },
        { SQLITE_DBCONFIG_DQS_DDL, 0 },        { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
    };
    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
        if (sqlite3_db_config(store->db, options[i].option, options[i].value, NULL) != SQLITE_OK)
            return db_failed(store, err);
    char cache[48];
    (void)sqlite3_snprintf(sizeof(cache), cache, "PRAGMA cache_size = -%d", (int)CACHE_KB);
    return pragma_holds(store, "PRAGMA foreign_keys = ON", "PRAGMA foreign_keys", 1, err) &&
           pragma_holds(store, "PRAGMA cell_size_check = ON", "PRAGMA cell_size_check", 1, err) &&
           pragma_holds(store, "PRAGMA temp_store = MEMORY", "PRAGMA temp_store", 2, err) &&
           db_exec(store, cache, err);
}

bool db_open(struct store *store, const char *path, struct err *err) {
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                (store->mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
    if (sqlite3_open_v2(path, &store->db, flags, store->vfs) != SQLITE_OK) {
        if (!store->db)
            return err_code_set(err, ERR_MEMORY, "内存不足");
        return db_failed(store, err);
    }
    (void)sqlite3_busy_timeout(store->db, BUSY_WAIT_MS); /* cannot fail */
    return db_configure(store, err);
}

bool db_keep_safe(struct store *store, int64_t page_limit, struct err *err) {
    char limit[64], wal[64];
    (void)sqlite3_snprintf(sizeof(limit), limit, "PRAGMA max_page_count = %lld",
                           (long long)page_limit);
    (void)sqlite3_snprintf(sizeof(wal), wal, "PRAGMA journal_size_limit = %d", (int)WAL_KEPT);
    sqlite3_stmt *stmt = db_prepare(store, "PRAGMA journal_mode = WAL", err);
    if (!stmt)
        return false;
    bool done = sqlite3_step(stmt) == SQLITE_ROW || db_failed(store, err);
    if (done && strcmp((const char *)sqlite3_column_text(stmt, 0), "wal") != 0)
        done = err_set(err, "数据库不接受设置：%s", "journal_mode = WAL");
    (void)sqlite3_finalize(stmt); /* repeats the step's failure */
    return done && pragma_holds(store, "PRAGMA synchronous = FULL", "PRAGMA synchronous", 2, err) &&
           pragma_holds(store, "PRAGMA secure_delete = ON", "PRAGMA secure_delete", 1, err) &&
           sqlite3_wal_autocheckpoint(store->db, WAL_PAGES) == SQLITE_OK &&
           db_exec(store, limit, err) && db_exec(store, wal, err);
}
