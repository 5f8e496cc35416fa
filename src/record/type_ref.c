/* SPDX-License-Identifier: GPL-3.0-or-later
 * type_ref.c - REF: the id of a row of another record. People write and read that row's name. */
#include "record/type.h"

#include <string.h>

static row_id id_at(const void *member) {
    return *(const row_id *)member;
}

static void clear(const struct field *field, void *member) {
    (void)field;
    *(row_id *)member = ID_ABSENT;
}

static bool absent(const struct field *field, const void *member) {
    (void)field;
    return id_absent(id_at(member));
}

static bool equal(const struct field *field, const void *a, const void *b) {
    (void)field;
    return id_equal(id_at(a), id_at(b));
}

static bool parse(const struct field *field, const char *text, void *member,
                  struct problems *problems) {
    const struct names *names = problems->names;
    const char         *clean =
        text_valid(text, strlen(text)) ? text_clean(problems->arena, text, false) : NULL;
    if (clean && *clean == '\0') {
        clear(field, member);
        return true;
    }
    row_id id = ID_ABSENT;
    bool   found = clean && ((names && names->find(names->ctx, field->record, clean, &id)) ||
                           id_parse(clean, &id));
    if (!found || id_absent(id))
        return problem_add(problems, PROBLEM_ERROR, field->name, text, N_("“%s”里没有叫“%s”的%s"),
                           problem_label(problems, field), problem_shown(problems, text),
                           tr(problems->lang, field->record->label));
    *(row_id *)member = id;
    return true;
}

static const char *format(const struct field *field, const void *member, enum lang lang,
                          struct arena *arena) {
    (void)field;
    (void)lang;
    char text[ID_TEXT];
    id_format(id_at(member), text);
    return arena_strdup(arena, text);
}

/* Whether such a row exists only the store knows. */
static bool check(const struct field *field, const void *member, struct problems *problems) {
    (void)field;
    (void)member;
    (void)problems;
    return true;
}

static json_t *to_json(const struct field *field, const void *member, const struct names *names) {
    if (absent(field, member))
        return json_null();
    const char *name = names ? names->name(names->ctx, field->record, id_at(member)) : NULL;
    if (name)
        return json_string(name);
    char text[ID_TEXT];
    id_format(id_at(member), text);
    return json_string(text);
}

static bool from_json(const struct field *field, const json_t *json, void *member,
                      struct problems *problems) {
    if (json_is_null(json)) {
        clear(field, member);
        return true;
    }
    if (!json_is_string(json))
        return field_refuse(field, json_given(json, problems->arena), problems,
                            N_("“%s”要填名称或编号，现在是“%s”"));
    return parse(field, json_string_value(json), member, problems);
}

static struct value to_value(const struct field *field, const void *member) {
    if (absent(field, member))
        return (struct value){ .kind = VALUE_NULL };
    return (struct value){ .kind = VALUE_BLOB, .bytes = member, .length = sizeof(row_id) };
}

static bool from_value(const struct field *field, const struct value *value, void *member,
                       struct arena *arena) {
    (void)arena;
    row_id id = ID_ABSENT;
    if (value->kind == VALUE_BLOB && value->length == sizeof(id)) {
        memcpy(&id, value->bytes, sizeof(id));
        if (id_absent(id))
            return false;
    } else if (value->kind != VALUE_NULL) {
        return false;
    }
    (void)field;
    *(row_id *)member = id;
    return true;
}

const struct type type_ref = {
    .name = "ref",
    .stored = VALUE_BLOB,
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
