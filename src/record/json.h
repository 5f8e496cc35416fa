/* SPDX-License-Identifier: GPL-3.0-or-later
 * json.h - rows inside of rows: what setting, record_json() and type_children share. */
#ifndef ANJU_RECORD_JSON_H
#define ANJU_RECORD_JSON_H

#include "record/setting.h"

/* A list as JSON: plain values where the child record has one field (record_only_field), else
 * objects of its fields without parent and order. `personal` as in record_json(). */
json_t *children_json(const struct field *field, const struct children *children,
                      const struct names *names, bool personal);

/* The keys of `object` into the members of `row`, whose limits they are held to; every wrong one
 * is named. The row may be half written on failure: give a candidate. `except`: flags of fields
 * that cannot be given (F_PARENT | F_ORDER for a child). */
bool object_into_row(const struct record *record, void *row, const json_t *object, unsigned except,
                     struct problems *problems);

/* Required and within its limits. */
bool field_check(const struct field *field, const void *row, struct problems *problems);

/* One live field of a row; masked when it is personal and `personal` is false. */
json_t *field_json(const struct field *field, const void *row, const struct names *names,
                   bool personal);

#endif
