/* SPDX-License-Identifier: GPL-3.0-or-later
 * type_children.c - CHILDREN: the rows of a child record, in order. In the database they are that
 * record's own table; here they are read, compared and checked as one value of their parent. */
#include "record/json.h"
#include "record/type.h"

#include <string.h>

enum { CHILDREN_MOST = 200 };

static const struct children *list_of(const void *member) {
    return member;
}

static const void *row_at(const struct field *field, const struct children *list, size_t i) {
    return (const char *)list->rows + i * field->record->size;
}

static void clear(const struct field *field, void *member) {
    (void)field;
    *(struct children *)member = (struct children){ 0 };
}

static bool absent(const struct field *field, const void *member) {
    (void)field;
    return list_of(member)->count == 0;
}

/* A child's own fields, not what ties it to its parent. */
static bool own_field(const struct field *field) {
    return field_live(field) && !(field->flags & (F_PARENT | F_ORDER));
}

static bool rows_equal(const struct record *child, const void *a, const void *b) {
    for (size_t i = 0; i < child->field_count; i++) {
        const struct field *field = &child->fields[i];
        if (own_field(field) &&
            !field->type->equal(field, field_member_const(field, a), field_member_const(field, b)))
            return false;
    }
    return true;
}

static bool equal(const struct field *field, const void *a, const void *b) {
    const struct children *left = list_of(a), *right = list_of(b);
    if (left->count != right->count)
        return false;
    for (size_t i = 0; i < left->count; i++)
        if (!rows_equal(field->record, row_at(field, left, i), row_at(field, right, i)))
            return false;
    return true;
}

static bool too_many(const struct field *field, const char *given, size_t count,
                     struct problems *problems) {
    return problem_add(problems, PROBLEM_ERROR, field->name, given,
                       N_("“%s”最多 %lld 项，现在有 %zu 项"), problem_label(problems, field),
                       (long long)field_max(field), count);
}

/* What is wrong with a child is said of the list that holds it. */
static void blame(const struct field *field, size_t from, struct problems *problems) {
    for (size_t i = from; i < problems->count; i++)
        problems->at[i].field = field->name;
}

/* Room for one more row, set to absent, its place written; NULL when there is none. */
static void *add_row(const struct field *field, struct children *list, size_t room) {
    if (list->count == room)
        return NULL;
    const struct record *child = field->record;
    void                *row = (char *)list->rows + list->count * child->size;
    record_init(child, row);
    const struct field *order = record_flagged(child, F_ORDER);
    if (order)
        *(int *)field_member(order, row) = (int)list->count;
    list->count++;
    return row;
}

/* "可带孩子、包吃": only where a row is one plain value. Empty pieces are left out. */
static bool parse(const struct field *field, const char *text, void *member,
                  struct problems *problems) {
    static const char *const between[] = { "、", "，", "；", ",", ";", "|", "\n", NULL };
    const struct field      *only = record_only_field(field->record);
    struct children          list = { 0 };
    size_t                   room = strlen(text);
    size_t                   said = problems->count;
    const char              *whole = text;
    if (!only)
        return field_refuse(field, text, problems, N_("“%s”不能写成一格文字：“%s”"));
    room = room < CHILDREN_MOST ? room : CHILDREN_MOST;
    list.rows = arena_array(problems->arena, room ? room : 1, field->record->size);
    while (list.rows && *text) {
        size_t length = 0, gap = 0;
        for (; text[length] && !gap; length += !gap)
            for (int i = 0; between[i] && !gap; i++)
                gap = text_starts(text + length, between[i]) ? strlen(between[i]) : 0;
        char *piece = arena_strndup(problems->arena, text, length);
        char *clean = piece && text_valid(piece, length)
                          ? text_clean(problems->arena, piece, false)
                          : piece; /* the field says what is wrong with it */
        text += length + gap;
        if (clean && *clean == '\0')
            continue;
        void *row = clean ? add_row(field, &list, room) : NULL;
        if (!row)
            return too_many(field, whole, list.count + 1, problems);
        if (!only->type->parse(only, clean, field_member(only, row), problems)) {
            blame(field, said, problems);
            return false;
        }
    }
    if (!list.rows || (int64_t)list.count > field_max(field))
        return too_many(field, whole, list.count, problems);
    *(struct children *)member = list;
    return true;
}

static const char *format(const struct field *field, const void *member, enum lang lang,
                          struct arena *arena) {
    const struct children *list = list_of(member);
    const struct field    *only = record_only_field(field->record);
    const char            *text = "";
    if (!only)
        return list->count ? arena_printf(arena, "%zu", list->count) : "";
    for (size_t i = 0; text && i < list->count; i++) {
        const char *piece =
            only->type->format(only, field_member_const(only, row_at(field, list, i)), lang, arena);
        text = arena_printf(arena, "%s%s%s", text, i ? tr(lang, N_("、")) : "", piece ? piece : "");
    }
    return text;
}

static bool row_check(const struct record *child, const void *row, struct problems *problems) {
    size_t errors = problems->errors;
    for (size_t i = 0; i < child->field_count; i++) {
        const struct field *field = &child->fields[i];
        if (own_field(field))
            (void)field_check(field, row, problems);
    }
    if (problems->errors == errors && child->check)
        child->check(row, problems);
    return problems->errors == errors;
}

static bool check(const struct field *field, const void *member, struct problems *problems) {
    size_t                 said = problems->count;
    const struct children *list = list_of(member);
    bool                   right =
        (int64_t)list->count <= field_max(field) || too_many(field, NULL, list->count, problems);
    for (size_t i = 0; i < list->count; i++)
        right = row_check(field->record, row_at(field, list, i), problems) && right;
    blame(field, said, problems);
    return right;
}

static json_t *to_json(const struct field *field, const void *member, const struct names *names) {
    return children_json(field, member, names, true);
}

static bool row_from_json(const struct field *field, const json_t *json, void *row,
                          struct problems *problems) {
    const struct field *only = record_only_field(field->record);
    if (only)
        return only->type->from_json(only, json, field_member(only, row), problems);
    return object_into_row(field->record, row, json, F_PARENT | F_ORDER, problems);
}

static bool from_json(const struct field *field, const json_t *json, void *member,
                      struct problems *problems) {
    struct children list = { 0 };
    size_t          count = json_array_size(json); /* 0 for null too */
    if (!json_is_array(json) && !json_is_null(json))
        return field_refuse(field, json_given(json, problems->arena), problems,
                            N_("“%s”要填一个列表，现在是“%s”"));
    if ((int64_t)count > field_max(field))
        return too_many(field, NULL, count, problems);
    list.rows = arena_array(problems->arena, count ? count : 1, field->record->size);
    if (!list.rows)
        return too_many(field, NULL, count, problems);
    size_t errors = problems->errors, said = problems->count;
    for (size_t i = 0; i < count; i++)
        (void)row_from_json(field, json_array_get(json, i), add_row(field, &list, count), problems);
    blame(field, said, problems);
    if (problems->errors > errors)
        return false;
    *(struct children *)member = list;
    return true;
}

static struct value to_value(const struct field *field, const void *member) {
    (void)field;
    (void)member;
    return (struct value){ .kind = VALUE_NULL };
}

static bool from_value(const struct field *field, const struct value *value, void *member,
                       struct arena *arena) {
    (void)arena;
    if (value->kind != VALUE_NULL)
        return false;
    clear(field, member);
    return true;
}

const struct type type_children = {
    .name = "children",
    .stored = VALUE_NULL,
    .max = CHILDREN_MOST,
    .clear = clear,
    .absent = absent,
    .equal = equal,
    .parse = parse,
    .format = format,
    .check = check,
    .to_json = to_json,
    .from_json = from_json,
    .to_value = to_value,
    .from_value = from_value,
};
