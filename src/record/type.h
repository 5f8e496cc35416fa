/* SPDX-License-Identifier: GPL-3.0-or-later
 * type.h - a kind of value: one file a type (type_*.c), all with the same functions in the same
 * order. `member` points at the struct's member. Outputs are untouched on failure. */
#ifndef ANJU_RECORD_TYPE_H
#define ANJU_RECORD_TYPE_H

#include "record/problems.h"
#include "record/record.h"

#include <jansson.h>

/* A stored value, the same for every database. */
enum value_kind { VALUE_NULL, VALUE_INTEGER, VALUE_TEXT, VALUE_BLOB };
struct value {
    enum value_kind kind;
    int64_t         integer;
    const char     *bytes; /* TEXT, BLOB: borrowed from the row or the statement */
    size_t          length;
};

struct type {
    const char     *name;     /* "text": in dumps and API, never changes */
    enum value_kind stored;   /* VALUE_NULL: has no column (children, renamed, removed) */
    int64_t         min, max; /* its own limits, where a field gives none */
    void (*clear)(const struct field *field, void *member);
    bool (*absent)(const struct field *field, const void *member);
    bool (*equal)(const struct field *field, const void *a, const void *b);
    /* As people write it in a cell or a form; "" gives absent. Strings into problems->arena. */
    bool (*parse)(const struct field *field, const char *text, void *member,
                  struct problems *problems);
    /* For people, in `lang`, without the unit; "" for absent. */
    const char *(*format)(const struct field *field, const void *member, enum lang lang,
                          struct arena *arena);
    /* Limits of a value that is not absent. */
    bool (*check)(const struct field *field, const void *member, struct problems *problems);
    json_t *(*to_json)(const struct field *field, const void *member, const struct names *names);
    bool (*from_json)(const struct field *field, const json_t *json, void *member,
                      struct problems *problems);
    struct value (*to_value)(const struct field *field, const void *member);
    /* False when the database holds what the type does not allow: damage. */
    bool (*from_value)(const struct field *field, const struct value *value, void *member,
                       struct arena *arena);
};

/* The limits in force: the field's own, else its type's; TEXT and PHONE never above their storage.
 */
int64_t field_min(const struct field *field);
int64_t field_max(const struct field *field);

/* How a type says no: false, with one problem about `given` (NULL = what the member holds).
 * `format` gets two strings: the field's label, then `given` as shown. */
bool field_refuse(const struct field *field, const char *given, struct problems *problems,
                  const char *format) __attribute__((format(printf, 4, 0)));

/* A JSON value as text, to be shown in a message; a string without its quotes. */
const char *json_given(const json_t *json, struct arena *arena);

#endif
