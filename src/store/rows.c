/* SPDX-License-Identifier: GPL-3.0-or-later
 * rows.c - one row at a time: bound, loaded, inserted, changed, removed; each change writes its
 * journal entry and keeps the search index in step. Children are rows of their own (children.c). */
#include "store/rows.h"
#include "store/entry.h"
#include "store/found.h"
#include "store/schema.h"
#include "store/sqlite.h"

#include <string.h>

static struct record_head *head_of(void *row) {
    return row;
}
static const struct record_head *head_of_const(const void *row) {
    return row;
}

static struct value field_value(const struct field *field, const void *row) {
    return field->type->to_value(field, field_member_const(field, row));
}

static bool value_equal(const struct value *a, const struct value *b) {
    if (a->kind != b->kind)
        return false;
    if (a->kind == VALUE_NULL || a->kind == VALUE_INTEGER)
        return a->kind == VALUE_NULL || a->integer == b->integer;
    return a->length == b->length && memcmp(a->bytes, b->bytes, a->length) == 0;
}

/* --- loading --- */

/* A row as table_select() gives it. What the type does not allow is damage. */
bool row_load(struct store *store, const struct table *table, sqlite3_stmt *stmt, void *row,
              struct arena *arena, struct err *err) {
    struct record_head *head = head_of(row);
    bool                kinds = db_kinds(stmt, 0, "bib");
    struct value        id = db_value(stmt, 0), home = db_value(stmt, 2);
    record_init(table->record, row);
    if (!kinds || id.length != sizeof(head->id) || home.length != sizeof(head->home))
        return err_code_set(err, ERR_DAMAGED, "“%s”有一行已损坏",
                            tr(err ? err->lang : LANG_ZH, table->record->label));
    memcpy(&head->id, id.bytes, sizeof(head->id));
    memcpy(&head->home, home.bytes, sizeof(head->home));
    head->version = sqlite3_column_int64(stmt, 1);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct field *field = table->columns[i];
        struct value        value = db_value(stmt, (int)i + 3);
        if (value.kind == VALUE_NULL)
            continue; /* record_init() made it absent */
        if (value.kind != VALUE_INTEGER && !value.bytes && value.length)
            return db_failed(store, err);
        if (!value.bytes)
            value.bytes = "";
        if (!field->type->from_value(field, &value, field_member(field, row), arena))
            return err_code_set(err, ERR_DAMAGED, "“%s”有一行的“%s”已损坏",
                                tr(err ? err->lang : LANG_ZH, table->record->label),
                                tr(err ? err->lang : LANG_ZH, field->label));
    }
    return true;
}

bool row_get(struct store *store, struct table *table, row_id id, void *row, struct arena *arena,
             struct err *err) {
    sqlite3_stmt *stmt = table_statement(store, table, ROW_GET, err);
    if (!stmt)
        return false;
    const struct value value = value_id(&id);
    if (!db_bind(stmt, 2, &value))
        return db_failed(store, err);
    int  step = sqlite3_step(stmt);
    bool done;
    if (step == SQLITE_ROW)
        done = row_load(store, table, stmt, row, arena, err);
    else if (step == SQLITE_DONE)
        done = err_code_set(err, ERR_ABSENT, "没有这一条“%s”",
                            tr(err ? err->lang : LANG_ZH, table->record->label));
    else
        done = db_failed(store, err);
    (void)sqlite3_reset(stmt); /* the step's failure is reported */
    return done;
}

/* --- binding --- */

static void seal_number(crypto_generichash_state *seal, uint64_t number) {
    uint8_t out[8];
    for (int i = 0; i < 8; i++)
        out[i] = (uint8_t)(number >> (8 * i));
    (void)crypto_generichash_update(seal, out, sizeof(out)); /* never fails */
}

static void seal_bytes(crypto_generichash_state *seal, const void *bytes, size_t length) {
    (void)crypto_generichash_update(seal, bytes, length); /* the same */
}

/* As it goes, without memory of its own: a seal of half a row would be damage later. */
int64_t row_seal(const struct table *table, const void *row) {
    const struct record_head *head = head_of_const(row);
    crypto_generichash_state  state;
    uint8_t                   hash[HASH_SIZE];
    int64_t                   seal;
    (void)crypto_generichash_init(&state, NULL, 0, sizeof(hash)); /* of a fixed size */
    seal_bytes(&state, head->id.bytes, sizeof(head->id.bytes));
    seal_number(&state, (uint64_t)head->version);
    seal_bytes(&state, head->home.bytes, sizeof(head->home.bytes));
    for (size_t i = 0; i < table->column_count; i++) {
        struct value value = field_value(table->columns[i], row);
        const char  *name = table->columns[i]->name;
        if (value.kind == VALUE_NULL)
            continue;
        seal_number(&state, strlen(name));
        seal_bytes(&state, name, strlen(name));
        seal_number(&state, value.kind == VALUE_INTEGER ? (uint64_t)value.integer : value.length);
        if (value.kind != VALUE_INTEGER)
            seal_bytes(&state, value.bytes, value.length);
    }
    (void)crypto_generichash_final(&state, hash, sizeof(hash)); /* of a fixed size */
    memcpy(&seal, hash, sizeof(seal));
    return seal;
}

static bool folded_bind(struct store *store, const struct field *field, const void *row,
                        sqlite3_stmt *stmt, int index, struct err *err) {
    struct value value = field_value(field, row);
    if (value.kind == VALUE_TEXT) {
        char *folded = text_fold(&store->scratch, value.bytes);
        if (!folded)
            return err_code_set(err, ERR_MEMORY, "内存不足");
        value = value_text(folded);
    }
    return db_bind(stmt, index, &value) || db_failed(store, err);
}

/* Parameters 2 … as table.c numbers them. */
static bool row_bind(struct store *store, const struct table *table, const void *row,
                     sqlite3_stmt *stmt, struct err *err) {
    const struct record_head *head = head_of_const(row);
    const struct value        heads[] = { value_id(&head->id), value_integer(head->version),
                                          value_id(&head->home) };
    int                       index = 2;
    for (size_t i = 0; i < 3; i++)
        if (!db_bind(stmt, index++, &heads[i]))
            return db_failed(store, err);
    for (size_t i = 0; i < table->column_count; i++) {
        struct value value = field_value(table->columns[i], row);
        if (!db_bind(stmt, index++, &value))
            return db_failed(store, err);
    }
    for (size_t i = 0; i < table->column_count; i++)
        if (field_folded(table->columns[i]) &&
            !folded_bind(store, table->columns[i], row, stmt, index++, err))
            return false;
    if (table->local && sqlite3_bind_int64(stmt, index, row_seal(table, row)) != SQLITE_OK)
        return db_failed(store, err);
    return true;
}

/* --- refusals that name the field --- */

static bool unique_failed(const struct table *table, const void *row, const char *message,
                          struct err *err) {
    enum lang lang = err ? err->lang : LANG_ZH;
    for (size_t i = 0; i < table->column_count; i++) {
        const struct field *field = table->columns[i];
        char                column[256];
        (void)sqlite3_snprintf(sizeof(column), column, "%s.%s%s", table->record->name, field->name,
                               field_folded(field) ? "_folded" : "");
        const char *at = strstr(message, column);
        size_t      length = strlen(column);
        if (!(field->flags & F_UNIQUE) || !at || (at[length] != '\0' && at[length] != ','))
            continue;
        struct value value = field_value(field, row);
        return err_code_set(err, ERR_INVALID, "%s“%s”已经有了", tr(lang, field->label),
                            value.kind == VALUE_TEXT && !(field->flags & (F_PERSONAL | F_SECRET))
                                ? value.bytes
                                : "");
    }
    return err_code_set(err, ERR_INVALID, "这一条“%s”已经有了", tr(lang, table->record->label));
}

static bool reference_failed(struct store *store, const struct table *table, const void *row,
                             struct err *err) {
    enum lang lang = err ? err->lang : LANG_ZH;
    for (size_t i = 0; row && i < table->column_count; i++) {
        const struct field *field = table->columns[i];
        row_id              id;
        struct value        value = field_value(field, row);
        char                sql[256];
        if (!field->record || value.kind != VALUE_BLOB)
            continue;
        (void)sqlite3_snprintf(sizeof(sql), sql, "SELECT id FROM \"%s\" WHERE id = $1",
                               field->record->name);
        if (!store_find(store, sql, &value, 1, &id, NULL))
            return err_code_set(err, ERR_INVALID, "%s：没有这一条“%s”", tr(lang, field->label),
                                tr(lang, field->record->label));
    }
    return err_code_set(err, ERR_INVALID, "还有别处用到这一条“%s”，不能删除",
                        tr(lang, table->record->label));
}

/* `row` NULL: a removal. */
static bool write_failed(struct store *store, const struct table *table, const void *row,
                         struct err *err) {
    char message[256];
    switch (sqlite3_extended_errcode(store->db)) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
        (void)sqlite3_snprintf(sizeof(message), message, "%s", sqlite3_errmsg(store->db));
        return unique_failed(table, row, message, err);
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return reference_failed(store, table, row, err);
    default:
        return db_failed(store, err);
    }
}

static bool write_run(struct store *store, const struct table *table, const void *row,
                      sqlite3_stmt *stmt, struct err *err) {
    int step = sqlite3_step(stmt);
    if (step == SQLITE_DONE) {
        (void)sqlite3_reset(stmt); /* succeeded */
        return true;
    }
    (void)write_failed(store, table, row, err);
    (void)sqlite3_reset(stmt); /* the step's failure is reported */
    return false;
}

/* --- the place in the order of what residents find --- */

/* Rows of one rank stand in the order in which they came. */
bool row_order_next(struct store *store, struct table *table, const void *row, int64_t *ret_order,
                    struct err *err) {
    int64_t rank = table->record->rank(row), most = ((int64_t)1 << 38) - 1;
    int64_t low = rank < 0 ? ROW_ORDER_HIDDEN : (rank < most ? rank : most) << ROW_ORDER_SERIAL;
    int64_t high = rank < 0 ? INT64_MAX : low + ((int64_t)1 << ROW_ORDER_SERIAL) - 1;
    size_t  slot = (size_t)((uint64_t)low >> ROW_ORDER_SERIAL) % BUCKETS_KEPT;
    if (table->buckets[slot].bucket != low || table->buckets[slot].next == 0) {
        sqlite3_stmt *stmt = table_statement(store, table, ROW_LAST, err);
        if (!stmt)
            return false;
        if (sqlite3_bind_int64(stmt, 1, low) != SQLITE_OK ||
            sqlite3_bind_int64(stmt, 2, high) != SQLITE_OK || sqlite3_step(stmt) != SQLITE_ROW) {
            (void)db_failed(store, err);
            (void)sqlite3_reset(stmt); /* reported */
            return false;
        }
        bool none = sqlite3_column_type(stmt, 0) == SQLITE_NULL;
        table->buckets[slot].next = none ? low + 1 : sqlite3_column_int64(stmt, 0) + 1;
        table->buckets[slot].bucket = low;
        (void)sqlite3_reset(stmt); /* succeeded */
    }
    if (table->buckets[slot].next > high)
        return err_code_set(err, ERR_FULL, "“%s”同一等级的条数太多",
                            tr(err ? err->lang : LANG_ZH, table->record->label));
    *ret_order = table->buckets[slot].next++;
    return true;
}

int64_t row_order_bucket(int64_t order) {
    return order >= ROW_ORDER_HIDDEN ? -1 : order >> ROW_ORDER_SERIAL;
}

static bool row_order_get(struct store *store, struct table *table, row_id id, int64_t *ret_order,
                          struct err *err) {
    sqlite3_stmt      *stmt = table_statement(store, table, ROW_PLACE, err);
    const struct value value = value_id(&id);
    if (!stmt)
        return false;
    bool done = db_bind(stmt, 2, &value) && sqlite3_step(stmt) == SQLITE_ROW;
    if (done)
        *ret_order = sqlite3_column_int64(stmt, 0);
    else
        (void)db_failed(store, err);
    (void)sqlite3_reset(stmt); /* reported */
    return done;
}

bool row_move(struct store *store, struct table *table, row_id id, int64_t order, struct err *err) {
    const struct value value = value_id(&id);
    sqlite3_stmt      *stmt = table_statement(store, table, ROW_MOVE, err);
    if (!stmt)
        return false;
    if (sqlite3_bind_int64(stmt, 1, order) != SQLITE_OK || !db_bind(stmt, 2, &value))
        return db_failed(store, err);
    return db_run(store, stmt, err);
}

/* --- what is reckoned --- */

static void reckoned_clear(const struct table *table, void *row) {
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i]->flags & F_RECKONED)
            table->columns[i]->type->clear(table->columns[i], field_member(table->columns[i], row));
}

/* No change of a row touches it: it is as it was, whatever the caller's row says. */
static void reckoned_keep(const struct table *table, const void *before, void *row) {
    for (size_t i = 0; i < table->column_count; i++) {
        const struct field *field = table->columns[i];
        if (field->flags & F_RECKONED)
            memcpy(field_member(field, row), field_member_const(field, before), field->size);
    }
}

/* The parameters of ROW_RECKON. */
static bool reckoned_bind(struct store *store, const struct table *table, const void *row,
                          sqlite3_stmt *stmt, struct err *err) {
    const struct value id = value_id(&head_of_const(row)->id);
    bool               done = db_bind(stmt, 2, &id);
    for (size_t i = 0; done && i < table->column_count; i++) {
        struct value value = field_value(table->columns[i], row);
        if (table->columns[i]->flags & F_RECKONED)
            done = db_bind(stmt, (int)i + 5, &value);
    }
    return done || db_failed(store, err);
}

/* --- the three changes --- */

bool row_insert(struct store *store, struct table *table, void *row, bool reckoned,
                struct err *err) {
    struct record_head *head = head_of(row), before = *head;
    sqlite3_stmt       *stmt = table_statement(store, table, ROW_INSERT, err);
    int64_t             order = 0;
    if (!reckoned)
        reckoned_clear(table, row);
    if (!stmt || !journal_begin(store, err) ||
        (table->listed && !row_order_next(store, table, row, &order, err)))
        return false;
    head->version = id_absent(head->id) ? 1 : head->version + 1;
    if (id_absent(head->id))
        head->id = id_new(store->world);
    head->home = store->node.id;
    bool done =
        (order ? sqlite3_bind_int64(stmt, 1, order) : sqlite3_bind_null(stmt, 1)) == SQLITE_OK ||
        db_failed(store, err);
    done = done && row_bind(store, table, row, stmt, err) &&
           write_run(store, table, row, stmt, err) &&
           journal_append(store, table, ACT_NEW, NULL, row, err) &&
           (!table->listed || found_queue(store, table, order, err));
    if (!done)
        *head = before;
    return done;
}

/* The row's fields as they shall be (ROW_UPDATE) or what is reckoned of it (ROW_RECKON), and its
 * place if its rank has changed. */
static bool row_rewrite(struct store *store, struct table *table, enum operation operation,
                        const void *before, const void *row, struct err *err) {
    sqlite3_stmt *stmt = table_statement(store, table, operation, err);
    int64_t       order = 0, next = 0;
    row_id        id = head_of_const(row)->id;
    bool          found = false, listed = table->listed;
    if (!stmt)
        return false;
    if (listed) {
        if (!row_order_get(store, table, id, &order, err))
            return false;
        int64_t rank = table->record->rank(row), was = row_order_bucket(order);
        bool    moved = (rank < 0 ? -1 : rank) != was;
        found = moved || found_changed(table, before, row);
        next = order;
        if ((found && !found_drop(store, table, order, err)) ||
            (moved && !row_order_next(store, table, row, &next, err)))
            return false;
    }
    bool named = found_names(store, table, before, row);
    if (named && !found_named(store, table, row, true, err))
        return false;
    if (!(operation == ROW_RECKON ? reckoned_bind(store, table, row, stmt, err)
                                  : row_bind(store, table, row, stmt, err)) ||
        !write_run(store, table, row, stmt, err))
        return false;
    if (next != order && !row_move(store, table, id, next, err))
        return false;
    return (!found || found_queue(store, table, next, err)) &&
           (!named || found_named(store, table, row, false, err));
}

bool field_same(const struct field *field, const void *a, const void *b) {
    struct value x = field_value(field, a), y = field_value(field, b);
    return value_equal(&x, &y);
}

bool row_same(const struct table *table, const void *a, const void *b) {
    for (size_t i = 0; i < table->column_count; i++)
        if (!(table->columns[i]->flags & F_RECKONED) && !field_same(table->columns[i], a, b))
            return false;
    return true;
}

bool row_reckon(struct store *store, struct table *table, const void *before, const void *row,
                struct err *err) {
    if (!journal_begin(store, err))
        return false;
    store->reckoned = store->reckoned || table->listed;
    return row_rewrite(store, table, ROW_RECKON, before, row, err);
}

bool row_change(struct store *store, struct table *table, const void *before, void *row, bool force,
                struct err *err) {
    struct record_head *head = head_of(row), given = *head;
    reckoned_keep(table, before, row);
    if (!force && row_same(table, before, row)) {
        *head = *head_of_const(before);
        return true;
    }
    if (!journal_begin(store, err))
        return false;
    head->version = head_of_const(before)->version + 1;
    head->home = head_of_const(before)->home;
    bool done = row_rewrite(store, table, ROW_UPDATE, before, row, err) &&
                journal_append(store, table, ACT_CHANGE, before, row, err);
    if (!done)
        *head = given;
    return done;
}

bool row_remove(struct store *store, struct table *table, const void *before, struct err *err) {
    sqlite3_stmt      *stmt = table_statement(store, table, ROW_DELETE, err);
    row_id             id = head_of_const(before)->id;
    const struct value value = value_id(&id);
    int64_t            order = 0;
    if (!stmt || !journal_begin(store, err))
        return false;
    if (table->listed &&
        (!row_order_get(store, table, id, &order, err) || !found_drop(store, table, order, err)))
        return false;
    if (!db_bind(stmt, 2, &value))
        return db_failed(store, err);
    return write_run(store, table, NULL, stmt, err) &&
           journal_append(store, table, ACT_GONE, before, NULL, err);
}

bool table_refill(struct store *store, struct table *table, struct err *err) {
    struct bytes sql = { 0 };
    table_select(&sql, table);
    sqlite3_stmt *all = sql.failed ? NULL : db_prepare(store, sql.at, err);
    sqlite3_stmt *update = all ? table_statement(store, table, ROW_UPDATE, err) : NULL;
    void         *row = arena_alloc(&store->scratch, table->record->size);
    bool          done = update && row;
    if (sql.failed || !row)
        (void)err_code_set(err, ERR_MEMORY, "内存不足");
    int step = SQLITE_DONE;
    while (done && (step = sqlite3_step(all)) == SQLITE_ROW)
        done = row_load(store, table, all, row, &store->scratch, err) &&
               row_bind(store, table, row, update, err) &&
               write_run(store, table, row, update, err);
    if (done && step != SQLITE_DONE)
        done = db_failed(store, err);
    (void)sqlite3_finalize(all); /* reported */
    bytes_free(&sql);
    return done;
}
