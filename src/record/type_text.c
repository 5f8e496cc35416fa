/* SPDX-License-Identifier: GPL-3.0-or-later
 * type_text.c - TEXT, short and in the struct, and LONG_TEXT, in an arena with its line breaks. */
#include "record/text_member.h"

#include <string.h>

enum { LONG_TEXT_MOST = 20000 };

/* --- TEXT: "" is absent ------------------------------------------------------------------------
 */

static bool parse(const struct field *field, const char *text, void *member,
                  struct problems *problems) {
    if (!text_valid(text, strlen(text)))
        return field_refuse(field, text, problems, N_("“%s”里有看不见的控制字符或乱码：“%s”"));
    const char *clean = text_clean(problems->arena, text, false);
    if (!clean)
        return field_refuse(field, text, problems, N_("“%s”太长，放不下：“%s”"));
    if (*clean && !text_limits(field, clean, problems))
        return false;
    text_member_clear(field, member);
    return text_copy(member, field->size, clean);
}

static bool from_json(const struct field *field, const json_t *json, void *member,
                      struct problems *problems) {
    const char *text = text_from_json(field, json, problems);
    /* Looked at before it is cleaned: a program that sends control characters is wrong. */
    return text && (*text == '\0' || text_limits(field, text, problems)) &&
           parse(field, text, member, problems);
}

const struct type type_text = {
    .name = "text",
    .stored = VALUE_TEXT,
    .clear = text_member_clear,
    .absent = text_member_absent,
    .equal = text_member_equal,
    .parse = parse,
    .format = text_member_format,
    .check = text_member_check,
    .to_json = text_member_to_json,
    .from_json = from_json,
    .to_value = text_member_to_value,
    .from_value = text_member_from_value,
};

/* --- LONG_TEXT: NULL is absent; the characters belong to an arena -------------------------------
 */

static const char *long_text(const void *member) {
    return *(const char *const *)member;
}

static void long_clear(const struct field *field, void *member) {
    (void)field;
    *(const char **)member = NULL;
}

static bool long_absent(const struct field *field, const void *member) {
    (void)field;
    return !long_text(member) || *long_text(member) == '\0';
}

static bool long_equal(const struct field *field, const void *a, const void *b) {
    (void)field;
    return text_equal(long_text(a), long_text(b));
}

static bool long_parse(const struct field *field, const char *text, void *member,
                       struct problems *problems) {
    if (!text_valid(text, strlen(text)))
        return field_refuse(field, text, problems, N_("“%s”里有看不见的控制字符或乱码：“%s”"));
    const char *clean = text_clean(problems->arena, text, true);
    if (!clean)
        return field_refuse(field, text, problems, N_("“%s”太长，放不下：“%s”"));
    if (*clean && !text_limits(field, clean, problems))
        return false;
    *(const char **)member = *clean ? clean : NULL;
    return true;
}

static const char *long_format(const struct field *field, const void *member, enum lang lang,
                               struct arena *arena) {
    (void)lang;
    return arena_strdup(arena, long_absent(field, member) ? "" : long_text(member));
}

static bool long_check(const struct field *field, const void *member, struct problems *problems) {
    return text_limits(field, long_text(member), problems);
}

static json_t *long_to_json(const struct field *field, const void *member,
                            const struct names *names) {
    (void)names;
    return long_absent(field, member) ? json_null() : json_string(long_text(member));
}

static bool long_from_json(const struct field *field, const json_t *json, void *member,
                           struct problems *problems) {
    const char *text = text_from_json(field, json, problems);
    return text && (*text == '\0' || text_limits(field, text, problems)) &&
           long_parse(field, text, member, problems);
}

static struct value long_to_value(const struct field *field, const void *member) {
    if (long_absent(field, member))
        return (struct value){ .kind = VALUE_NULL };
    const char *text = long_text(member);
    return (struct value){ .kind = VALUE_TEXT, .bytes = text, .length = strlen(text) };
}

static bool long_from_value(const struct field *field, const struct value *value, void *member,
                            struct arena *arena) {
    if (value->kind == VALUE_NULL) {
        long_clear(field, member);
        return true;
    }
    if (value->kind != VALUE_TEXT || value->length == 0 ||
        !text_within(field, value->bytes, value->length))
        return false;
    const char *text = arena_strndup(arena, value->bytes, value->length);
    if (!text)
        return false;
    *(const char **)member = text;
    return true;
}

const struct type type_long_text = {
    .name = "long_text",
    .stored = VALUE_TEXT,
    .max = LONG_TEXT_MOST,
    .clear = long_clear,
    .absent = long_absent,
    .equal = long_equal,
    .parse = long_parse,
    .format = long_format,
    .check = long_check,
    .to_json = long_to_json,
    .from_json = long_from_json,
    .to_value = long_to_value,
    .from_value = long_from_value,
};
