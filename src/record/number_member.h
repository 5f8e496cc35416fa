/* SPDX-License-Identifier: GPL-3.0-or-later
 * number_member.h - members that are one whole number in the database (INT, MONEY, DAY, TIME):
 * what such types share. Only for the types themselves. */
#ifndef ANJU_RECORD_NUMBER_MEMBER_H
#define ANJU_RECORD_NUMBER_MEMBER_H

#include "record/type.h"

/* Within the field's limits; 0 too where the field has a word for "any". */
static inline bool number_within(const struct field *field, int64_t number) {
    return (number == 0 && field->any) ||
           (number >= field_min(field) && number <= field_max(field));
}

static inline struct value number_value(bool absent, int64_t number) {
    return absent ? (struct value){ .kind = VALUE_NULL }
                  : (struct value){ .kind = VALUE_INTEGER, .integer = number };
}

/* True when the database's value is allowed: absent, or a whole number within the limits. */
static inline bool number_stored(const struct field *field, const struct value *value) {
    return value->kind == VALUE_NULL ||
           (value->kind == VALUE_INTEGER && number_within(field, value->integer));
}

/* What stands before the end of a number in a text: "3人" → 3. Into the arena, NULL when full:
 * folded, one of `words` ("人|名|个") taken from the end, thousands commas taken out where they
 * stand right. */
const char *number_bare(struct arena *arena, const char *text, const char *unit, const char *words);

#endif
