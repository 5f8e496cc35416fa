/* SPDX-License-Identifier: GPL-3.0-or-later
 * table.c - the statements that each record's table needs, made once from its names. Parameters are
 * numbered alike in all of them: 1 row_order, 2 id, 3 version, 4 home, then the columns, then the
 * folded ones, then the seal. */
#include "store/inside.h"
#include "store/rows.h"
#include "store/schema.h"
#include "store/sqlite.h"

static void columns_sql(struct bytes *sql, const struct table *table, const char *format) {
    for (size_t i = 0; i < table->column_count; i++)
        bytes_format(sql, format, table->columns[i]->name);
}

void table_select(struct bytes *sql, const struct table *table) {
    bytes_text(sql, "SELECT id, version, home");
    columns_sql(sql, table, ", \"%s\"");
    bytes_format(sql, " FROM \"%s\" ", table->record->name);
}

static void insert_sql(struct bytes *sql, const struct table *table) {
    unsigned parameter = 4 + (unsigned)table->column_count;
    bytes_format(sql, "INSERT INTO \"%s\" (row_order, id, version, home", table->record->name);
    columns_sql(sql, table, ", \"%s\"");
    for (size_t i = 0; i < table->column_count; i++)
        if (field_folded(table->columns[i])) {
            bytes_format(sql, ", \"%s_folded\"", table->columns[i]->name);
            parameter++;
        }
    if (table->local) {
        bytes_text(sql, ", seal");
        parameter++;
    }
    bytes_text(sql, ") VALUES (?1");
    for (unsigned i = 2; i <= parameter; i++)
        bytes_format(sql, ", ?%u", i);
    bytes_text(sql, ")");
}

static void update_sql(struct bytes *sql, const struct table *table) {
    unsigned parameter = 4;
    bytes_format(sql, "UPDATE \"%s\" SET version = ?3, home = ?4", table->record->name);
    for (size_t i = 0; i < table->column_count; i++)
        bytes_format(sql, ", \"%s\" = ?%u", table->columns[i]->name, ++parameter);
    for (size_t i = 0; i < table->column_count; i++)
        if (field_folded(table->columns[i]))
            bytes_format(sql, ", \"%s_folded\" = ?%u", table->columns[i]->name, ++parameter);
    if (table->local)
        bytes_format(sql, ", seal = ?%u", ++parameter);
    bytes_text(sql, " WHERE id = ?2");
}

static void reckon_sql(struct bytes *sql, const struct table *table) {
    const char *comma = "";
    bytes_format(sql, "UPDATE \"%s\" SET ", table->record->name);
    for (unsigned i = 0; i < table->column_count; i++)
        if (table->columns[i]->flags & F_RECKONED) {
            bytes_format(sql, "%s\"%s\" = ?%u", comma, table->columns[i]->name, i + 5);
            comma = ", ";
        }
    bytes_text(sql, " WHERE id = ?2");
}

static void found_drop_sql(struct bytes *sql, const struct table *table, const char *which) {
    const char *name = table->record->name;
    bytes_format(sql,
                 "INSERT INTO \"%s_%s\" (\"%s_%s\", rowid, %s) "
                 "SELECT 'delete', row_order, %s FROM \"%s_words\" WHERE row_order = ?1",
                 name, which, name, which, which, which, name);
}

static void operation_sql(struct bytes *sql, const struct table *table, enum operation operation) {
    const char *name = table->record->name;
    switch (operation) {
    case ROW_INSERT:
        insert_sql(sql, table);
        break;
    case ROW_UPDATE:
        update_sql(sql, table);
        break;
    case ROW_RECKON:
        reckon_sql(sql, table);
        break;
    case ROW_MOVE:
        bytes_format(sql, "UPDATE \"%s\" SET row_order = ?1 WHERE id = ?2", name);
        break;
    case ROW_DELETE:
        bytes_format(sql, "DELETE FROM \"%s\" WHERE id = ?2", name);
        break;
    case ROW_GET:
        table_select(sql, table);
        bytes_text(sql, "WHERE id = ?2");
        break;
    case ROW_CHILDREN:
        table_select(sql, table);
        bytes_format(sql, "WHERE \"%s\" = ?2 ORDER BY ", table->parent->name);
        if (table->order)
            bytes_format(sql, "\"%s\", ", table->order->name);
        bytes_text(sql, "id");
        break;
    case ROW_PLACE:
        bytes_format(sql, "SELECT row_order FROM \"%s\" WHERE id = ?2", name);
        break;
    case ROW_LAST:
        bytes_format(sql, "SELECT max(row_order) FROM \"%s\" WHERE row_order BETWEEN ?1 AND ?2",
                     name);
        break;
    case FOUND_QUEUE:
        bytes_format(sql, "INSERT OR IGNORE INTO temp.\"%s_queue\" (row_order) VALUES (?1)", name);
        break;
    case FOUND_UNQUEUE:
        bytes_format(sql, "DELETE FROM temp.\"%s_queue\" WHERE row_order = ?1", name);
        break;
    case FOUND_DROP_HAN:
        found_drop_sql(sql, table, "han");
        break;
    case FOUND_DROP_SPELLED:
        found_drop_sql(sql, table, "spelled");
        break;
    case OPERATION_COUNT:
        break;
    }
}

sqlite3_stmt *table_statement(struct store *store, struct table *table, enum operation operation,
                              struct err *err) {
    if (table->statements[operation])
        return table->statements[operation];
    struct bytes sql = { 0 };
    operation_sql(&sql, table, operation);
    if (sql.failed)
        (void)err_code_set(err, ERR_MEMORY, "内存不足");
    else
        table->statements[operation] = db_prepare(store, sql.at, err);
    bytes_free(&sql);
    return table->statements[operation];
}
