/* SPDX-License-Identifier: GPL-3.0-or-later
 * type_bool.c - BOOL: only where unknown is impossible, so it is never absent; not written is no.
 */
#include "record/number_member.h"

#include <string.h>

static bool truth_of(const void *member) {
    return *(const bool *)member;
}

static void clear(const struct field *field, void *member) {
    (void)field;
    *(bool *)member = false;
}

static bool absent(const struct field *field, const void *member) {
    (void)field;
    (void)member;
    return false;
}

static bool equal(const struct field *field, const void *a, const void *b) {
    (void)field;
    return truth_of(a) == truth_of(b);
}

static bool refuse(const struct field *field, const char *given, struct problems *problems) {
    return field_refuse(field, given, problems, N_("“%s”要填“是”或“否”，现在是“%s”"));
}

/* Is `text` one of `words` ("a|b|c")? */
static bool one_of(const char *text, const char *words) {
    for (size_t length = strlen(text), n; *words; words += n + (words[n] == '|')) {
        n = strcspn(words, "|");
        if (n == length && strncmp(words, text, n) == 0)
            return true;
    }
    return false;
}

static bool parse(const struct field *field, const char *text, void *member,
                  struct problems *problems) {
    const char *folded = text_valid(text, strlen(text)) ? text_fold(problems->arena, text) : NULL;
    bool        yes = folded && one_of(folded, "是|有|对|√|✓|✔|☑|y|yes|1|true|on");
    bool        no = folded && (*folded == '\0' ||
                         one_of(folded, "否|无|没有|不是|错|×|✗|✘|✕|☐|x|n|no|0|false|off"));
    if (!yes && !no)
        return refuse(field, text, problems);
    *(bool *)member = yes;
    return true;
}

static const char *format(const struct field *field, const void *member, enum lang lang,
                          struct arena *arena) {
    (void)field;
    (void)arena;
    return truth_of(member) ? tr(lang, N_("是")) : tr(lang, N_("否"));
}

static bool check(const struct field *field, const void *member, struct problems *problems) {
    (void)field;
    (void)member;
    (void)problems;
    return true;
}

static json_t *to_json(const struct field *field, const void *member, const struct names *names) {
    (void)field;
    (void)names;
    return json_boolean(truth_of(member));
}

static bool from_json(const struct field *field, const json_t *json, void *member,
                      struct problems *problems) {
    if (!json_is_boolean(json))
        return refuse(field, json_given(json, problems->arena), problems);
    *(bool *)member = json_is_true(json);
    return true;
}

static struct value to_value(const struct field *field, const void *member) {
    (void)field;
    return number_value(false, truth_of(member));
}

/* NULL is what rows hold that are older than the field. */
static bool from_value(const struct field *field, const struct value *value, void *member,
                       struct arena *arena) {
    (void)arena;
    if (!number_stored(field, value))
        return false;
    *(bool *)member = value->kind == VALUE_INTEGER && value->integer == 1;
    return true;
}

const struct type type_bool = {
    .name = "bool",
    .stored = VALUE_INTEGER,
    .min = 0,
    .max = 1,
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
