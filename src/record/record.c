/* SPDX-License-Identifier: GPL-3.0-or-later
 * record.c - finding one's way in a table: rows set to absent, fields by name, limits in force. */
#include "record/record.h"

#include "record/type.h"

#include <string.h>

void record_init(const struct record *record, void *row) {
    memset(row, 0, record->size);
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (field_live(field))
            field->type->clear(field, field_member(field, row));
    }
}

bool field_live(const struct field *field) {
    return field->type != &type_renamed && field->type != &type_removed;
}

bool field_absent(const struct field *field, const void *row) {
    return !field_live(field) || field->type->absent(field, field_member_const(field, row));
}

static const struct field *field_named(const struct record *record, const char *name) {
    for (size_t i = 0; i < record->field_count; i++)
        if (strcmp(record->fields[i].name, name) == 0)
            return &record->fields[i];
    return NULL;
}

const struct field *record_field(const struct record *record, const char *name) {
    const struct field *field = field_named(record, name);
    return field && field_live(field) ? field : NULL;
}

const struct field *record_field_once(const struct record *record, const char *name) {
    const struct field *field = field_named(record, name);
    /* A chain of renamings has at most as many links as the table has rows. */
    for (size_t i = 0; field && field->type == &type_renamed && i < record->field_count; i++)
        field = field_named(record, field->to);
    return field && field_live(field) ? field : NULL;
}

const struct field *record_flagged(const struct record *record, unsigned flag) {
    for (size_t i = 0; i < record->field_count; i++)
        if (field_live(&record->fields[i]) && (record->fields[i].flags & flag))
            return &record->fields[i];
    return NULL;
}

const struct field *record_name_field(const struct record *record) {
    return record_flagged(record, F_NAME);
}

const struct field *record_only_field(const struct record *child) {
    const struct field *only = NULL;
    for (size_t i = 0; i < child->field_count; i++) {
        const struct field *field = &child->fields[i];
        if (!field_live(field) || (field->flags & (F_PARENT | F_ORDER)))
            continue;
        if (only)
            return NULL;
        only = field;
    }
    return only;
}

int64_t field_min(const struct field *field) {
    return field->min ? field->min : field->type->min;
}

int64_t field_max(const struct field *field) {
    if (field->max)
        return field->max;
    if (field->type == &type_text || field->type == &type_phone)
        return (int64_t)(field->size - 1) / 4;
    return field->type->max;
}
