/* SPDX-License-Identifier: GPL-3.0-or-later
 * rows.c - values for every type of field, and the generated checks over a record's table. */
#include "support/rows.h"

#include "record/json.h"
#include "support/seed.h"

#include <stdlib.h>
#include <string.h>

enum { LONG_MOST = 300, CHILDREN_FILLED = 3 };

char *rows_text(struct arena *arena, const char *character, int64_t characters) {
    size_t length = strlen(character);
    char  *text = arena_alloc(arena, (size_t)characters * length + 1);
    for (int64_t i = 0; i < characters; i++)
        memcpy(text + (size_t)i * length, character, length);
    return text;
}

static int64_t below(struct world *world, int64_t count) {
    uint64_t n;
    world_random(world, &n, sizeof(n));
    return count > 0 ? (int64_t)(n % (uint64_t)count) : 0;
}

static int64_t between(struct world *world, int64_t min, int64_t max) {
    return min + below(world, max - min + 1);
}

/* Characters of every width, and those that quoting goes wrong with. */
static char *any_text(struct arena *arena, struct world *world, int64_t characters) {
    static const char *const some[] = { "中", "𠮷", "a", "\"", "\\", "'", "<", "é", "%", "1",
                                        "{",  "&",  "$", "Ω",  "👷",  "-", "=", "0", "Z", "～" };
    char                    *text = arena_alloc(arena, (size_t)characters * 4 + 1);
    for (int64_t i = 0; i < characters; i++)
        strcat(text, some[support_below(world, sizeof(some) / sizeof(some[0]))]);
    return text;
}

static const char *any_phone(struct world *world) {
    static const char *const some[] = { "13800001234",  "0738-0001234",      "12345",
                                        "400-000-1234", "0738-8221234转802", "010-00001234",
                                        "+85200001234" };
    return some[support_below(world, sizeof(some) / sizeof(some[0]))];
}

static void fill_children(const struct field *field, struct children *children, struct world *world,
                          struct arena *arena) {
    const struct record *child = field->record;
    const struct field  *order = record_flagged(child, F_ORDER);
    children->count = CHILDREN_FILLED;
    children->rows = arena_array(arena, CHILDREN_FILLED, child->size);
    for (size_t i = 0; i < children->count; i++) {
        void *row = (char *)children->rows + i * child->size;
        rows_fill(child, row, world, arena);
        if (order)
            *(int *)field_member(order, row) = (int)i;
    }
}

static void fill_field(const struct field *field, void *member, struct world *world,
                       struct arena *arena) {
    int64_t least = field_min(field) > 0 ? field_min(field) : 1, most = field_max(field);
    if (field->type == &type_text) {
        (void)text_copy(member, field->size, any_text(arena, world, between(world, least, most)));
    } else if (field->type == &type_phone) {
        (void)text_copy(member, field->size, any_phone(world));
    } else if (field->type == &type_long_text) {
        *(const char **)member =
            any_text(arena, world, between(world, least, most < LONG_MOST ? most : LONG_MOST));
    } else if (field->type == &type_int) {
        *(int *)member = (int)between(world, field_min(field), most);
    } else if (field->type == &type_bool) {
        *(bool *)member = below(world, 2) == 1;
    } else if (field->type == &type_money) {
        ((money *)member)->fen = between(world, field_min(field), most);
    } else if (field->type == &type_day) {
        ((day *)member)->n = (int32_t)between(world, field_min(field), most);
    } else if (field->type == &type_time) {
        ((time_ms *)member)->ms = between(world, field_min(field), most);
    } else if (field->type == &type_enum) {
        int index = (int)between(world, 1, field->word_count - 1);
        memcpy(member, &index, sizeof(index));
    } else if (field->type == &type_ref) {
        *(row_id *)member = id_new(world);
    } else if (field->type == &type_children) {
        fill_children(field, member, world, arena);
    }
}

void rows_fill(const struct record *record, void *row, struct world *world, struct arena *arena) {
    record_init(record, row);
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (field_live(field) && !(field->flags & (F_PARENT | F_ORDER)))
            fill_field(field, field_member(field, row), world, arena);
    }
}

static bool compared(const struct field *field) {
    return field_live(field) && !(field->flags & (F_SECRET | F_PARENT));
}

const struct field *rows_differ(const struct record *record, const void *a, const void *b) {
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (compared(field) &&
            !field->type->equal(field, field_member_const(field, a), field_member_const(field, b)))
            return field;
    }
    return NULL;
}

static const char *fault(struct arena *arena, const struct record *record,
                         const struct field *field, const char *why) {
    return arena_printf(arena, "%s.%s: %s", record->name, field ? field->name : "", why);
}

const char *rows_json_trip(const struct record *record, struct world *world, struct arena *arena) {
    struct problems problems;
    problems_init(&problems, arena, LANG_EN);
    void *row = arena_alloc(arena, record->size), *back = arena_alloc(arena, record->size);
    rows_fill(record, row, world, arena);
    record_init(record, back);
    for (size_t i = 0; i < record->field_count; i++) /* what nobody sets */
        if (record->fields[i].flags & F_RECKONED)
            record->fields[i].type->clear(&record->fields[i],
                                          field_member(&record->fields[i], row));
    json_t *json = record_json(record, row, NULL, true);
    char   *text = json_dumps(json, JSON_COMPACT);
    json_t *again = text ? json_loads(text, JSON_REJECT_DUPLICATES, NULL) : NULL;
    bool    equal = json_equal(json, again);
    (void)json_object_del(again, "id"); /* settings have none */
    (void)json_object_del(again, "version");
    for (size_t i = 0; i < record->field_count; i++)
        if (record->fields[i].flags & F_RECKONED)
            (void)json_object_del(again, record->fields[i].name);
    bool read = object_into_row(record, back, again, 0, &problems);
    json_decref(json);
    json_decref(again);
    free(text);
    if (!equal)
        return fault(arena, record, NULL, "JSON is not what was written");
    if (!read)
        return fault(arena, record, NULL, problems_text(&problems));
    const struct field *differs = rows_differ(record, row, back);
    return differs ? fault(arena, record, differs, "is another after JSON") : NULL;
}

const char *rows_value_trip(const struct record *record, struct world *world, struct arena *arena) {
    void *row = arena_alloc(arena, record->size), *back = arena_alloc(arena, record->size);
    rows_fill(record, row, world, arena);
    for (int absent = 0; absent < 2; absent++) {
        if (absent)
            record_init(record, row);
        record_init(record, back);
        for (size_t i = 0; i < record->field_count; i++) {
            const struct field *field = &record->fields[i];
            if (!field_live(field) || field->type->stored == VALUE_NULL)
                continue;
            struct value value = field->type->to_value(field, field_member(field, row));
            if (value.length) /* as from a statement: without an end, gone soon */
                value.bytes = memcpy(arena_alloc(arena, value.length), value.bytes, value.length);
            if (value.kind != VALUE_NULL && value.kind != field->type->stored)
                return fault(arena, record, field, "is stored as another kind");
            if (!field->type->from_value(field, &value, field_member(field, back), arena))
                return fault(arena, record, field, "its own value is damage");
            if (!field->type->equal(field, field_member(field, row), field_member(field, back)))
                return fault(arena, record, field, "is another after the database");
        }
    }
    return NULL;
}

/* What people read, they can write: REF and several-field children need more than a text. */
const char *rows_people_trip(const struct record *record, struct world *world,
                             struct arena *arena) {
    struct problems problems;
    problems_init(&problems, arena, LANG_ZH);
    void *row = arena_alloc(arena, record->size), *back = arena_alloc(arena, record->size);
    rows_fill(record, row, world, arena);
    record_init(record, back);
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (!field_live(field) || (field->flags & (F_PARENT | F_ORDER)) ||
            (field->type == &type_children && !record_only_field(field->record)))
            continue;
        if (field->type == &type_time) /* read to the minute */
            ((time_ms *)field_member(field, row))->ms -=
                ((time_ms *)field_member(field, row))->ms % 60000;
        const char *text = field->type->format(field, field_member(field, row), LANG_ZH, arena);
        if (!field->type->parse(field, text, field_member(field, back), &problems))
            return fault(arena, record, field, problems_text(&problems));
        if (!field->type->equal(field, field_member(field, row), field_member(field, back)))
            return fault(arena, record, field, "is another after people wrote it");
    }
    return NULL;
}
