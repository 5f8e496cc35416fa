/* SPDX-License-Identifier: GPL-3.0-or-later
 * check_rows.c - each table against the journal: a row is the last new side of each of its fields.
 * What is kept beside the fields (folded columns, seals of local rows) is made again and compared.
 */
#include "store/change.h"
#include "store/entry.h"
#include "store/findings.h"
#include "store/rows.h"
#include "store/schema.h"
#include "store/sqlite.h"

#include <string.h>

struct rows {
    struct findings *findings;
    struct table    *table;
    struct arena     arena; /* of one row */
    struct change    change;
    void            *row, *initial;
    struct side     *sides; /* of each column, as the journal has it */
    int64_t          version;
    bool             there;
};

static const char *label(const struct rows *rows) {
    return tr(rows->findings->lang, rows->table->record->label);
}

static const char *id_text(const struct rows *rows, char out[ID_TEXT]) {
    id_format(((const struct record_head *)rows->row)->id, out);
    return out;
}

/* --- what the journal says --- */

/* An entry that is damaged was said by check_chain(): false only when memory ran out. */
static bool entry_fold(struct rows *rows, sqlite3_stmt *stmt, struct err *err) {
    struct err          why = { .lang = rows->findings->lang };
    struct stored_entry stored;
    struct change      *change = &rows->change;
    if (!entry_load(rows->findings->store, stmt, &stored, &why))
        return why.code == ERR_DAMAGED || err_code_set(err, why.code, "%s", why.text);
    change_open(change, &stored);
    while (change_next(change)) {
        const struct field *field = record_field_once(rows->table->record, change->name);
        for (size_t i = 0; field && i < rows->table->column_count; i++)
            if (rows->table->columns[i] == field) {
                rows->sides[i] = change->new;
                rows->sides[i].value = value_null(); /* the digest is what counts */
            }
    }
    if (!change_whole(change, &why) && why.code != ERR_DAMAGED)
        return err_code_set(err, why.code, "%s", why.text);
    rows->version = stored.entry.version;
    rows->there = strcmp(stored.entry.act, act_names[ACT_GONE]) != 0;
    return true;
}

static bool row_fold(struct rows *rows, struct err *err) {
    struct store      *store = rows->findings->store;
    const struct value values[] = { value_id(&((struct record_head *)rows->row)->id),
                                    value_text(rows->table->record->name) };
    struct statement  *kept = db_take(store,
                                      "SELECT " ENTRY_COLUMNS " FROM journal WHERE row_id = $1 "
                                       "AND record = $2 ORDER BY sequence",
                                      values, 2, err);
    int                step = SQLITE_DONE;
    if (!kept)
        return false;
    memset(rows->sides, 0, rows->table->column_count * sizeof(*rows->sides));
    rows->there = false;
    bool done = true;
    while (done && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW)
        done = entry_fold(rows, kept->stmt, err);
    if (done && step != SQLITE_DONE)
        done = db_failed(store, err);
    db_give(kept);
    return done;
}

/* --- a row --- */

static bool row_journalled(struct rows *rows, struct err *err) {
    const struct record_head *head = rows->row;
    struct findings          *findings = rows->findings;
    bool                     *rows_ok = &findings->report->rows_ok;
    char                      id[ID_TEXT];
    if (!row_fold(rows, err))
        return false;
    if (!rows->there || rows->version != head->version ||
        !id_equal(head->home, findings->store->node.id))
        findings_add(findings, rows_ok, N_("%s %s：日志里没有这一版"), label(rows),
                     id_text(rows, id));
    for (size_t i = 0; i < rows->table->column_count; i++) {
        const struct field *field = rows->table->columns[i];
        struct value value = field->type->to_value(field, field_member_const(field, rows->row));
        /* A field that is younger than the row's entries is as record_init() makes it. What is
         * reckoned is proven by who reckons it (standing_check). */
        if ((field->flags & F_RECKONED) || side_matches(&rows->sides[i], &value) ||
            (rows->sides[i].kind == SIDE_ABSENT && field_same(field, rows->row, rows->initial)))
            continue;
        findings_add(findings, rows_ok, N_("%s %s：“%s”与日志不符"), label(rows), id_text(rows, id),
                     tr(findings->lang, field->label));
    }
    return true;
}

static bool row_folded(struct rows *rows, sqlite3_stmt *stmt, struct err *err) {
    int column = 3 + (int)rows->table->column_count;
    for (size_t i = 0; i < rows->table->column_count; i++) {
        const struct field *field = rows->table->columns[i];
        char                id[ID_TEXT];
        if (!field_folded(field))
            continue;
        struct value value = field->type->to_value(field, field_member_const(field, rows->row)),
                     kept = db_value(stmt, column++);
        char *folded = value.kind == VALUE_TEXT ? text_fold(&rows->arena, value.bytes) : NULL;
        if (value.kind == VALUE_TEXT && !folded)
            return err_code_set(err, ERR_MEMORY, "内存不足");
        value = value_text(folded);
        if (value.kind != kept.kind || value.length != kept.length ||
            (value.length && memcmp(value.bytes, kept.bytes, value.length) != 0))
            findings_add(rows->findings, &rows->findings->report->rows_ok,
                         N_("%s %s：“%s”的查重列不符"), label(rows), id_text(rows, id),
                         tr(rows->findings->lang, field->label));
    }
    if (rows->table->local &&
        (!db_kinds(stmt, column, "i") ||
         sqlite3_column_int64(stmt, column) != row_seal(rows->table, rows->row)))
        findings_add(rows->findings, &rows->findings->report->rows_ok,
                     N_("%s：有一行与它的校验值不符"), label(rows));
    return true;
}

static bool row_check(struct rows *rows, sqlite3_stmt *stmt, struct err *err) {
    struct err why = { .lang = rows->findings->lang };
    arena_reset(&rows->arena);
    if (!row_load(rows->findings->store, rows->table, stmt, rows->row, &rows->arena, &why)) {
        if (why.code != ERR_DAMAGED)
            return err_code_set(err, why.code, "%s", why.text);
        findings_add(rows->findings, &rows->findings->report->rows_ok, "%s", why.text);
        return true;
    }
    return row_folded(rows, stmt, err) && (rows->table->local || row_journalled(rows, err));
}

/* --- a table --- */

static void rows_sql(struct bytes *sql, const struct table *table) {
    bytes_text(sql, "SELECT id, version, home");
    for (size_t i = 0; i < table->column_count; i++)
        bytes_format(sql, ", \"%s\"", table->columns[i]->name);
    for (size_t i = 0; i < table->column_count; i++)
        if (field_folded(table->columns[i]))
            bytes_format(sql, ", \"%s_folded\"", table->columns[i]->name);
    bytes_format(sql, "%s FROM \"%s\" NOT INDEXED", table->local ? ", seal" : "",
                 table->record->name);
}

static bool rows_walk(struct rows *rows, struct err *err) {
    struct store *store = rows->findings->store;
    struct bytes  sql = { 0 };
    rows_sql(&sql, rows->table);
    struct statement *kept = sql.failed ? NULL : db_take(store, sql.at, NULL, 0, err);
    if (sql.failed)
        (void)err_code_set(err, ERR_MEMORY, "内存不足");
    bytes_free(&sql);
    int  step = SQLITE_DONE;
    bool done = kept != NULL;
    while (done && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW)
        done = row_check(rows, kept->stmt, err);
    if (done && step != SQLITE_DONE)
        done = db_failed(store, err);
    db_give(kept);
    return done;
}

/* Rows that the journal has and the table has not. */
static bool rows_missing(struct rows *rows, struct err *err) {
    struct store      *store = rows->findings->store;
    const char        *name = rows->table->record->name;
    const struct value value = value_text(name);
    int64_t            missing = 0;
    char               sql[512];
    (void)sqlite3_snprintf(
        sizeof(sql), sql,
        "SELECT count(*) FROM (SELECT row_id, max(sequence) AS last FROM journal "
        "WHERE record = $1 GROUP BY row_id) e JOIN journal j ON j.sequence = e.last "
        "WHERE j.act <> 'gone' AND NOT EXISTS (SELECT 1 FROM \"%s\" t WHERE t.id = e.row_id)",
        name);
    if (!store_number(store, sql, &value, 1, &missing, err))
        return false;
    if (missing)
        findings_add(rows->findings, &rows->findings->report->rows_ok,
                     N_("%s：日志里有 %lld 条，表里没有"), label(rows), (long long)missing);
    return true;
}

static bool table_check(struct findings *findings, struct table *table, struct err *err) {
    struct arena kept = { 0 };
    struct err   why = { .lang = findings->lang };
    struct rows  rows = { .findings = findings, .table = table };
    rows.row = arena_alloc(&kept, table->record->size);
    rows.initial = arena_alloc(&kept, table->record->size);
    rows.sides = arena_array(&kept, table->column_count + 1, sizeof(*rows.sides));
    bool done = rows.row && rows.initial && rows.sides;
    if (done) {
        record_init(table->record, rows.initial);
        done = rows_walk(&rows, &why) && (table->local || rows_missing(&rows, &why));
    } else
        (void)err_code_set(&why, ERR_MEMORY, "内存不足");
    change_free(&rows.change);
    arena_deinit(&rows.arena);
    arena_deinit(&kept);
    return done || findings_damage(findings, &findings->report->rows_ok, &why, err);
}

bool check_rows(struct findings *findings, struct err *err) {
    struct store *store = findings->store;
    for (size_t i = 0; i < store->table_count; i++)
        if (!table_check(findings, &store->tables[i], err))
            return false;
    return true;
}
