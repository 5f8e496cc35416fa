/* SPDX-License-Identifier: GPL-3.0-or-later
 * refer.c - the rows that an import's rows refer to: all of them are loaded once (a county has some
 * thousand employers), found by folded name and by id, and new ones are kept beside them. */
#include "sheet/plan_inside.h"

#include <string.h>

enum { SLOTS_FIRST = 256 };

static size_t hash_text(const char *text) {
    uint64_t hash = 14695981039346656037u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return (size_t)(hash ^ hash >> 29);
}

static size_t hash_id(row_id id) {
    uint64_t low;
    memcpy(&low, id.bytes + 8, sizeof(low)); /* UUIDv7: the random half */
    return (size_t)(low ^ low >> 31);
}

static void put(uint32_t *slots, size_t count, size_t hash, size_t index) {
    size_t slot = hash & (count - 1);
    while (slots[slot])
        slot = (slot + 1) & (count - 1);
    slots[slot] = (uint32_t)(index + 1);
}

static void index_all(struct referred_table *table, size_t slots, struct arena *arena) {
    table->slots = slots;
    table->by_name = ARENA_NEW_ARRAY(arena, slots, uint32_t);
    table->by_id = ARENA_NEW_ARRAY(arena, slots, uint32_t);
    for (size_t i = 0; i < table->count; i++) {
        put(table->by_name, slots, hash_text(table->at[i].folded), i);
        put(table->by_id, slots, hash_id(table->at[i].id), i);
    }
}

struct referred *referred_by_name(struct referred_table *table, const char *folded) {
    size_t mask = table->slots - 1;
    for (size_t s = hash_text(folded) & mask; table->by_name[s]; s = (s + 1) & mask) {
        struct referred *entry = &table->at[table->by_name[s] - 1];
        if (strcmp(entry->folded, folded) == 0)
            return entry;
    }
    return NULL;
}

struct referred *referred_by_id(struct referred_table *table, row_id id) {
    size_t mask = table->slots - 1;
    for (size_t s = hash_id(id) & mask; table->by_id[s]; s = (s + 1) & mask) {
        struct referred *entry = &table->at[table->by_id[s] - 1];
        if (id_equal(entry->id, id))
            return entry;
    }
    return NULL;
}

struct referred *referred_add(struct referred_table *table, struct referred entry,
                              struct arena *arena) {
    if (table->count == table->room) {
        size_t room = table->room ? 2 * table->room : SLOTS_FIRST / 2;
        table->at = arena_grow(arena, table->at, table->room * sizeof(*table->at),
                               room * sizeof(*table->at));
        table->room = room;
        index_all(table, 2 * room, arena);
    }
    table->at[table->count] = entry;
    put(table->by_name, table->slots, hash_text(entry.folded), table->count);
    put(table->by_id, table->slots, hash_id(entry.id), table->count);
    return &table->at[table->count++];
}

/* --- loading ------------------------------------------------------------------------------------
 */

static bool load(struct referred_table *table, struct store *store, struct arena *arena,
                 struct err *err) {
    const struct record *record = table->record;
    const struct field  *name = record_name_field(record);
    struct query        *query;
    size_t               room = 0, size = record->size;
    index_all(table, SLOTS_FIRST, arena);
    if (!query_open(&query, store, record, "ORDER BY id", NULL, 0, err))
        return false;
    for (;;) {
        if (table->stored_count == room) {
            size_t more = room ? 2 * room : 64;
            table->stored = arena_grow(arena, table->stored, room * size, more * size);
            room = more;
        }
        if (!query_next(query, (char *)table->stored + table->stored_count * size, arena))
            break;
        table->stored_count++;
    }
    if (!query_close(query, err))
        return false;
    for (size_t i = 0; i < table->stored_count && name; i++) {
        void                     *row = (char *)table->stored + i * size;
        const struct record_head *head = row;
        const char *text = name->type->format(name, field_member_const(name, row), LANG_ZH, arena);
        (void)referred_add(
            table,
            (struct referred){
                .folded = cell_fold(arena, text), .name = text, .id = head->id, .row = row },
            arena);
    }
    return true;
}

static bool refers(const struct field *field) {
    return field_live(field) && field->type == &type_ref;
}

bool referred_load(struct referred_tables *tables, const struct record *record, struct store *store,
                   struct arena *arena, struct err *err) {
    tables->at = ARENA_NEW_ARRAY(arena, record->field_count + 1, struct referred_table);
    for (size_t f = 0; f < record->field_count; f++) {
        const struct field *field = &record->fields[f];
        if (!refers(field) || referred_of(tables, field->record))
            continue;
        struct referred_table *table = &tables->at[tables->count++];
        table->record = field->record;
        if (!load(table, store, arena, err))
            return false;
    }
    return true;
}

struct referred_table *referred_of(struct referred_tables *tables, const struct record *record) {
    for (size_t i = 0; i < tables->count; i++)
        if (tables->at[i].record == record)
            return &tables->at[i];
    return NULL;
}

/* --- new ones -----------------------------------------------------------------------------------
 */

/* What must be unique and another row has already is left out of the new one, and said. */
static void drop_taken(struct planner *planner, struct referred_table *table,
                       const struct referred *entry, struct problems *problems) {
    const struct field *name = record_name_field(table->record);
    for (size_t f = 0; f < table->record->field_count; f++) {
        const struct field *field = &table->record->fields[f];
        if (!field_live(field) || !(field->flags & F_UNIQUE) || field == name ||
            field_absent(field, entry->row))
            continue;
        for (size_t i = 0; i < table->count; i++) {
            const struct referred *other = &table->at[i];
            if (id_equal(other->id, entry->id) ||
                !field->type->equal(field, field_member_const(field, other->row),
                                    field_member_const(field, entry->row)))
                continue;
            problem_add(problems, PROBLEM_WARN, NULL,
                        field->type->format(field, field_member_const(field, entry->row), LANG_ZH,
                                            planner->arena),
                        N_("“%s”的%s和“%s”的一样，没有记"), entry->name,
                        tr(problems->lang, field->label), other->name);
            field->type->clear(field, field_member(field, entry->row));
            break;
        }
    }
}

static void check_entry(struct planner *planner, struct referred_table *table,
                        struct referred *entry, const char *field, struct problems *problems) {
    struct problems found;
    problems_init(&found, planner->arena, problems->lang);
    entry->checked = true;
    drop_taken(planner, table, entry, problems);
    entry->bad = !record_check(table->record, entry->row, &found);
    for (size_t i = 0; i < found.count; i++)
        problem_add(problems, found.at[i].level, field, found.at[i].value, N_("新单位“%s”：%s"),
                    entry->name, found.at[i].message);
}

bool referred_check(struct planner *planner, const void *row, struct problems *problems) {
    bool right = true;
    for (size_t f = 0; f < planner->record->field_count; f++) {
        const struct field *field = &planner->record->fields[f];
        if (!refers(field) || field_absent(field, row))
            continue;
        struct referred_table *table = referred_of(&planner->tables, field->record);
        const row_id          *id = field_member_const(field, row);
        struct referred       *entry = referred_by_id(table, *id);
        if (!entry || !entry->is_new)
            continue;
        if (!entry->checked)
            check_entry(planner, table, entry, field->name, problems);
        else if (entry->bad)
            problem_add(problems, PROBLEM_ERROR, field->name, entry->name,
                        N_("新单位“%s”有错，见前面的行"), entry->name);
        right = right && !entry->bad;
    }
    return right;
}
