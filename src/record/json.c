/* SPDX-License-Identifier: GPL-3.0-or-later
 * json.c - rows to JSON. Secrets never leave here; personal values leave masked unless asked. */
#include "record/json.h"

#include "record/mask.h"
#include "record/type.h"

#include <stdlib.h>
#include <string.h>

static json_t *masked(const struct field *field, const void *member) {
    struct arena arena = { 0 };
    const char  *text = field->type->format(field, member, LANG_ZH, &arena);
    const char  *mask = text ? mask_text(field, text, &arena) : NULL;
    json_t      *json = mask ? json_string(mask) : NULL;
    arena_deinit(&arena);
    return json;
}

json_t *field_json(const struct field *field, const void *row, const struct names *names,
                   bool personal) {
    const void *member = field_member_const(field, row);
    if (field->type == &type_children)
        return children_json(field, member, names, personal);
    if ((field->flags & F_PERSONAL) && !personal && !field->type->absent(field, member))
        return masked(field, member);
    return field->type->to_json(field, member, names);
}

/* The fields of `row` into `object`, without those flagged in `except`. */
static bool set_fields(json_t *object, const struct record *record, const void *row,
                       unsigned except, const struct names *names, bool personal) {
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (!field_live(field) || (field->flags & (F_SECRET | except)))
            continue;
        if (json_object_set_new(object, field->name, field_json(field, row, names, personal)) != 0)
            return false;
    }
    return true;
}

json_t *children_json(const struct field *field, const struct children *children,
                      const struct names *names, bool personal) {
    const struct record *child = field->record;
    const struct field  *only = record_only_field(child);
    json_t              *array = json_array();
    for (size_t i = 0; array && i < children->count; i++) {
        const void *row = (const char *)children->rows + i * child->size;
        json_t     *item = only ? field_json(only, row, names, personal) : json_object();
        bool        whole =
            only || (item && set_fields(item, child, row, F_PARENT | F_ORDER, names, personal));
        if (!whole)
            json_decref(item);
        if (json_array_append_new(array, whole ? item : NULL) != 0) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static bool set_head(json_t *object, const struct record *record, const void *row) {
    const struct record_head *head = row;
    char                      id[ID_TEXT];
    if (record->flags & RECORD_SETTINGS)
        return true;
    id_format(head->id, id);
    return json_object_set_new(object, "id", *id ? json_string(id) : json_null()) == 0 &&
           json_object_set_new(object, "version", json_integer(head->version)) == 0;
}

json_t *record_json(const struct record *record, const void *row, const struct names *names,
                    bool personal) {
    json_t *object = json_object();
    if (object && set_head(object, record, row) &&
        set_fields(object, record, row, 0, names, personal))
        return object;
    json_decref(object);
    return NULL;
}

const char *json_given(const json_t *json, struct arena *arena) {
    if (json_is_string(json))
        return arena_strdup(arena, json_string_value(json));
    char       *text = json_dumps(json, JSON_ENCODE_ANY | JSON_COMPACT);
    const char *given = text ? arena_strdup(arena, text) : NULL;
    free(text);
    return given;
}
