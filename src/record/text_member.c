/* SPDX-License-Identifier: GPL-3.0-or-later
 * text_member.c - texts within their limits. What no text may hold is refused here and nowhere
 * else: bytes that are not UTF-8, U+0000, control characters, direction overrides. */
#include "record/text_member.h"

#include <string.h>

/* Zero-width joiners stay: pictures are made of them. Line breaks only in long texts. */
static bool forbidden(uint32_t c, bool lines) {
    if (c == '\n')
        return !lines;
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* The characters of `bytes`; -1 when one of them is forbidden. */
static int64_t count(const char *bytes, size_t length, bool lines) {
    int64_t  characters = 0;
    uint32_t c;
    for (size_t at = 0, n; at < length; at += n, characters++) {
        n = text_decode(bytes + at, length - at, &c);
        if (n == 0 || forbidden(c, lines))
            return -1;
    }
    return characters;
}

bool text_within(const struct field *field, const char *bytes, size_t length) {
    int64_t characters = count(bytes, length, field->type == &type_long_text);
    return characters >= field_min(field) && characters <= field_max(field);
}

bool text_limits(const struct field *field, const char *text, struct problems *problems) {
    int64_t characters = count(text, strlen(text), field->type == &type_long_text);
    if (characters < 0)
        return field_refuse(field, text, problems, N_("“%s”里有看不见的控制字符或乱码：“%s”"));
    const char *label = problem_label(problems, field);
    if (characters > field_max(field))
        return problem_add(problems, PROBLEM_ERROR, field->name, text,
                           N_("“%s”最多 %lld 个字，现在有 %lld 个"), label,
                           (long long)field_max(field), (long long)characters);
    if (characters < field_min(field))
        return problem_add(problems, PROBLEM_ERROR, field->name, text,
                           N_("“%s”至少要 %lld 个字，现在只有 %lld 个"), label,
                           (long long)field_min(field), (long long)characters);
    return true;
}

const char *text_from_json(const struct field *field, const json_t *json,
                           struct problems *problems) {
    if (json_is_null(json))
        return "";
    if (json_is_string(json) && strlen(json_string_value(json)) == json_string_length(json))
        return json_string_value(json);
    (void)problem_add(problems, PROBLEM_ERROR, field->name, NULL, N_("“%s”要填文字"),
                      problem_label(problems, field));
    return NULL;
}

void text_member_clear(const struct field *field, void *member) {
    memset(member, 0, field->size);
}

bool text_member_absent(const struct field *field, const void *member) {
    (void)field;
    return *(const char *)member == '\0';
}

bool text_member_equal(const struct field *field, const void *a, const void *b) {
    (void)field;
    return strcmp(a, b) == 0;
}

const char *text_member_format(const struct field *field, const void *member, enum lang lang,
                               struct arena *arena) {
    (void)field;
    (void)lang;
    return arena_strdup(arena, member);
}

bool text_member_check(const struct field *field, const void *member, struct problems *problems) {
    return text_limits(field, member, problems);
}

json_t *text_member_to_json(const struct field *field, const void *member,
                            const struct names *names) {
    (void)names;
    return text_member_absent(field, member) ? json_null() : json_string(member);
}

struct value text_member_to_value(const struct field *field, const void *member) {
    if (text_member_absent(field, member))
        return (struct value){ .kind = VALUE_NULL };
    return (struct value){ .kind = VALUE_TEXT, .bytes = member, .length = strlen(member) };
}

bool text_member_from_value(const struct field *field, const struct value *value, void *member,
                            struct arena *arena) {
    (void)arena;
    if (value->kind == VALUE_NULL) {
        text_member_clear(field, member);
        return true;
    }
    /* An absent text is stored as NULL, never as "": so that too would be damage. */
    if (value->kind != VALUE_TEXT || value->length == 0 || value->length >= field->size ||
        !text_within(field, value->bytes, value->length))
        return false;
    text_member_clear(field, member);
    memcpy(member, value->bytes, value->length);
    return true;
}
