/* SPDX-License-Identifier: GPL-3.0-or-later
 * children.c - rows with their children as callers save and load them. A child is a row of its own,
 * with an id, a version and journal entries; within its parent's list it is known by its position.
 */
#include "store/rows.h"
#include "store/schema.h"
#include "store/sqlite.h"

#include "record/setting.h"

#include <string.h>

/* The members of one list of children. */
struct brood {
    struct table    *table;
    struct children *children;
};

static struct brood brood_of(struct store *store, const struct field *field, void *row) {
    struct brood brood = { .table = table_of(store, field->record),
                           .children = field_member(field, row) };
    if (!brood.table->parent)
        bug("record %s: a child needs a field with F_PARENT", field->record->name);
    return brood;
}

static void *brood_at(const struct brood *brood, size_t i) {
    return (char *)brood->children->rows + i * brood->table->record->size;
}

static bool is_children(const struct field *field) {
    return field->type == &type_children;
}

/* The child knows its parent and its place. */
static void child_place(const struct brood *brood, void *child, row_id parent, size_t place) {
    memcpy(field_member(brood->table->parent, child), &parent, sizeof(parent));
    if (brood->table->order) {
        int order = (int)place;
        memcpy(field_member(brood->table->order, child), &order, sizeof(order));
    }
}

/* --- loading --- */

static bool brood_load(struct store *store, const struct brood *brood, row_id parent,
                       struct arena *arena, struct err *err) {
    struct table      *table = brood->table;
    sqlite3_stmt      *stmt = table_statement(store, table, ROW_CHILDREN, err);
    const struct value value = value_id(&parent);
    size_t             room = 0, count = 0, size = table->record->size;
    char              *rows = NULL;
    int                step = SQLITE_DONE;
    bool               done = stmt && (db_bind(stmt, 2, &value) || db_failed(store, err));
    while (done && (step = sqlite3_step(stmt)) == SQLITE_ROW) {
        if (count == room) {
            size_t more = room ? 2 * room : 8;
            rows = arena_grow(arena, rows, room * size, more * size);
            room = more;
        }
        done = rows ? row_load(store, table, stmt, rows + count * size, arena, err)
                    : err_code_set(err, ERR_MEMORY, "内存不足");
        count += done;
    }
    if (done && step != SQLITE_DONE)
        done = db_failed(store, err);
    (void)sqlite3_reset(stmt); /* reported */
    for (size_t i = 0; done && i < count; i++)
        done = children_load(store, table, rows + i * size, arena, err);
    if (done)
        *brood->children = (struct children){ .rows = rows, .count = count };
    return done;
}

bool children_load(struct store *store, const struct table *table, void *row, struct arena *arena,
                   struct err *err) {
    const struct record *record = table->record;
    for (size_t i = 0; i < record->field_count; i++) {
        if (!is_children(&record->fields[i]))
            continue;
        struct brood brood = brood_of(store, &record->fields[i], row);
        if (!brood_load(store, &brood, ((struct record_head *)row)->id, arena, err))
            return false;
    }
    return true;
}

bool store_children(struct store *store, const struct record *record, void *row,
                    struct arena *arena, struct err *err) {
    return children_load(store, table_of(store, record), row, arena, err);
}

bool store_get(struct store *store, const struct record *record, row_id id, void *row,
               struct arena *arena, struct err *err) {
    struct table *table = table_of(store, record);
    arena_reset(&store->scratch);
    void *loaded = arena_alloc(&store->scratch, record->size);
    if (!loaded)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!row_get(store, table, id, loaded, arena, err) ||
        !children_load(store, table, loaded, arena, err))
        return false;
    memcpy(row, loaded, record->size);
    return true;
}

/* --- saving --- */

/* What is checked again for each child: its own table's rules. */
static bool row_checked(struct store *store, const struct record *record, const void *row,
                        struct err *err) {
    struct problems problems;
    problems_init(&problems, &store->scratch, err ? err->lang : LANG_ZH);
    problems.today = world_today(store->world);
    if (record_check(record, row, &problems))
        return true;
    const char *text = problems_text(&problems);
    return text ? err_code_set(err, ERR_INVALID, "%s", text)
                : err_code_set(err, ERR_MEMORY, "内存不足");
}

static bool insert_whole(struct store *store, struct table *table, void *row, bool check,
                         bool reckoned, struct err *err) {
    const struct record *record = table->record;
    if ((check && !row_checked(store, record, row, err)) ||
        !row_insert(store, table, row, reckoned, err))
        return false;
    for (size_t i = 0; i < record->field_count; i++) {
        if (!is_children(&record->fields[i]))
            continue;
        struct brood brood = brood_of(store, &record->fields[i], row);
        for (size_t c = 0; c < brood.children->count; c++) {
            void *child = brood_at(&brood, c);
            child_place(&brood, child, ((struct record_head *)row)->id, c);
            ((struct record_head *)child)->id = ID_ABSENT;
            if (!insert_whole(store, brood.table, child, check, false, err))
                return false;
        }
    }
    return true;
}

static bool remove_whole(struct store *store, struct table *table, void *row, struct err *err) {
    const struct record *record = table->record;
    for (size_t i = 0; i < record->field_count; i++) {
        if (!is_children(&record->fields[i]))
            continue;
        struct brood brood = brood_of(store, &record->fields[i], row);
        for (size_t c = brood.children->count; c-- > 0;)
            if (!remove_whole(store, brood.table, brood_at(&brood, c), err))
                return false;
    }
    return row_remove(store, table, row, err);
}

static bool change_whole(struct store *store, struct table *table, void *before, void *row,
                         bool check, bool *ret_changed, struct err *err);

/* By position: as many as both have are changed in place, then the tail is added or removed. */
static bool brood_change(struct store *store, const struct field *field, void *before, void *row,
                         bool check, bool *ret_changed, struct err *err) {
    struct brood old = brood_of(store, field, before), new = brood_of(store, field, row);
    row_id       parent = ((struct record_head *)before)->id;
    for (size_t c = 0; c < new.children->count; c++) {
        void *child = brood_at(&new, c);
        child_place(&new, child, parent, c);
        if (c < old.children->count) {
            *(struct record_head *)child = *(struct record_head *)brood_at(&old, c);
            if (!change_whole(store, new.table, brood_at(&old, c), child, check, ret_changed, err))
                return false;
            continue;
        }
        ((struct record_head *)child)->id = ID_ABSENT;
        if (!insert_whole(store, new.table, child, check, false, err))
            return false;
        *ret_changed = true;
    }
    for (size_t c = old.children->count; c-- > new.children->count;) {
        if (!remove_whole(store, old.table, brood_at(&old, c), err))
            return false;
        *ret_changed = true;
    }
    return true;
}

/* The children first: a change among them is a new version of the parent too. */
static bool change_whole(struct store *store, struct table *table, void *before, void *row,
                         bool check, bool *ret_changed, struct err *err) {
    const struct record *record = table->record;
    bool                 children = false;
    if (check && !row_checked(store, record, row, err))
        return false;
    for (size_t i = 0; i < record->field_count; i++)
        if (is_children(&record->fields[i]) &&
            !brood_change(store, &record->fields[i], before, row, check, &children, err))
            return false;
    *ret_changed |= children || !row_same(table, before, row);
    return row_change(store, table, before, row, children, err);
}

static void must_be_open(const struct store *store) {
    if (!store->open)
        bug("a row is written outside a transaction");
}

static bool insert(struct store *store, const struct record *record, void *row, bool check,
                   bool reckoned, struct err *err) {
    struct record_head *head = row, before = *head;
    must_be_open(store);
    arena_reset(&store->scratch);
    if (insert_whole(store, table_of(store, record), row, check, reckoned, err))
        return true;
    *head = before;
    return false;
}

static bool update(struct store *store, const struct record *record, void *row, bool check,
                   struct err *err) {
    struct table       *table = table_of(store, record);
    struct record_head *head = row;
    bool                changed = false;
    must_be_open(store);
    arena_reset(&store->scratch);
    void *before = arena_alloc(&store->scratch, record->size);
    if (!before)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!row_get(store, table, head->id, before, &store->scratch, err))
        return false;
    if (((struct record_head *)before)->version != head->version)
        return err_code_set(err, ERR_STALE, "这一条“%s”刚被别人改过，请看过新的内容再改",
                            tr(err ? err->lang : LANG_ZH, record->label));
    return children_load(store, table, before, &store->scratch, err) &&
           change_whole(store, table, before, row, check, &changed, err);
}

bool store_insert(struct store *store, const struct record *record, void *row, struct err *err) {
    return insert(store, record, row, true, false, err);
}

bool store_insert_checked(struct store *store, const struct record *record, void *row,
                          struct err *err) {
    return insert(store, record, row, false, false, err);
}

bool store_insert_reckoned(struct store *store, const struct record *record, void *row, bool check,
                           struct err *err) {
    return insert(store, record, row, check, true, err);
}

bool store_update(struct store *store, const struct record *record, void *row, struct err *err) {
    return update(store, record, row, true, err);
}

bool store_update_checked(struct store *store, const struct record *record, void *row,
                          struct err *err) {
    return update(store, record, row, false, err);
}

bool store_reckon(struct store *store, const struct record *record, row_id id,
                  const struct field *field, const struct value *value, struct err *err) {
    struct table *table = table_of(store, record);
    must_be_open(store);
    if (!(field->flags & F_RECKONED))
        bug("%s.%s is not reckoned", record->name, field->name);
    arena_reset(&store->scratch);
    char *before = arena_array(&store->scratch, 2, record->size), *row = before;
    if (!before)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    row += record->size;
    if (!row_get(store, table, id, before, &store->scratch, err))
        return false;
    memcpy(row, before, record->size);
    if (value->kind == VALUE_NULL)
        field->type->clear(field, field_member(field, row));
    else if (!field->type->from_value(field, value, field_member(field, row), &store->scratch))
        bug("%s.%s cannot be what was reckoned", record->name, field->name);
    return field_same(field, before, row) || row_reckon(store, table, before, row, err);
}

bool store_delete(struct store *store, const struct record *record, row_id id, struct err *err) {
    struct table *table = table_of(store, record);
    must_be_open(store);
    arena_reset(&store->scratch);
    void *row = arena_alloc(&store->scratch, record->size);
    if (!row)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    return row_get(store, table, id, row, &store->scratch, err) &&
           children_load(store, table, row, &store->scratch, err) &&
           remove_whole(store, table, row, err);
}
