/* SPDX-License-Identifier: GPL-3.0-or-later
 * text_member.h - members that are char arrays (TEXT, PHONE): how they are stored, compared and
 * checked. Only for the types themselves. */
#ifndef ANJU_RECORD_TEXT_MEMBER_H
#define ANJU_RECORD_TEXT_MEMBER_H

#include "record/type.h"

void        text_member_clear(const struct field *field, void *member);
bool        text_member_absent(const struct field *field, const void *member);
bool        text_member_equal(const struct field *field, const void *a, const void *b);
const char *text_member_format(const struct field *field, const void *member, enum lang lang,
                               struct arena *arena);
bool    text_member_check(const struct field *field, const void *member, struct problems *problems);
json_t *text_member_to_json(const struct field *field, const void *member,
                            const struct names *names);
struct value text_member_to_value(const struct field *field, const void *member);
bool text_member_from_value(const struct field *field, const struct value *value, void *member,
                            struct arena *arena);

/* The limits of `text` for the field, and nothing in it that no text may hold. */
bool text_limits(const struct field *field, const char *text, struct problems *problems);
/* The same without a word, for what comes from a database. */
bool text_within(const struct field *field, const char *bytes, size_t length);
/* A JSON string, as the bytes it holds; null gives "". NULL after a problem. */
const char *text_from_json(const struct field *field, const json_t *json,
                           struct problems *problems);

#endif
