/* SPDX-License-Identifier: GPL-3.0-or-later
 * type_int.c - INT: a count, an age, minutes. Not negative unless the field's minimum says so. */
#include "record/number_member.h"
#include "record/numeral.h"

#include <string.h>

static int number_of(const void *member) {
    return *(const int *)member;
}

static void clear(const struct field *field, void *member) {
    (void)field;
    *(int *)member = INT_ABSENT;
}

static bool absent(const struct field *field, const void *member) {
    (void)field;
    return number_of(member) == INT_ABSENT;
}

static bool equal(const struct field *field, const void *a, const void *b) {
    (void)field;
    return number_of(a) == number_of(b);
}

static bool refuse(const struct field *field, const char *given, struct problems *problems) {
    const char *label = problem_label(problems, field), *shown = problem_shown(problems, given);
    long long   min = field_min(field), max = field_max(field);
    if (field->any)
        return problem_add(problems, PROBLEM_ERROR, field->name, given,
                           N_("“%s”要填 %lld 到 %lld 之间的整数，或“%s”，现在是“%s”"), label, min,
                           max, tr(problems->lang, field->any), shown);
    return problem_add(problems, PROBLEM_ERROR, field->name, given,
                       N_("“%s”要填 %lld 到 %lld 之间的整数，现在是“%s”"), label, min, max, shown);
}

/* Digits with a sign, "3.0" as spreadsheets write 3, or 汉字: 三. */
static bool read_number(const char *bare, int64_t *ret_number) {
    bool           minus = *bare == '-';
    struct numeral numeral;
    bare += minus;
    if (!numeral_read(&bare, &numeral))
        return false;
    if (*bare == '.' && bare[1] && numeral.digits)
        bare += 1 + strspn(bare + 1, "0");
    if (*bare)
        return false;
    *ret_number = minus ? -(int64_t)numeral.number : numeral.number;
    return true;
}

static bool is_any(const struct field *field, const char *text, struct arena *arena) {
    if (!field->any)
        return false;
    const char *given = text_fold(arena, text);
    for (int lang = 0; given && lang < LANG_COUNT; lang++)
        if (text_equal(given, text_fold(arena, tr((enum lang)lang, field->any))))
            return true;
    return false;
}

static bool parse(const struct field *field, const char *text, void *member,
                  struct problems *problems) {
    struct arena *arena = problems->arena;
    const char   *bare = number_bare(arena, text, field->unit, "人|名|位|个|周岁|岁|分钟");
    int64_t       number;
    if (bare && *bare == '\0') {
        clear(field, member);
        return true;
    }
    bool read = bare && read_number(bare, &number);
    if (!read && bare && is_any(field, text, arena)) {
        number = 0;
        read = true;
    }
    if (!read || !number_within(field, number))
        return refuse(field, text, problems);
    *(int *)member = (int)number;
    return true;
}

static const char *format(const struct field *field, const void *member, enum lang lang,
                          struct arena *arena) {
    if (absent(field, member))
        return "";
    if (number_of(member) == 0 && field->any)
        return tr(lang, field->any);
    return arena_printf(arena, "%d", number_of(member));
}

static bool check(const struct field *field, const void *member, struct problems *problems) {
    return number_within(field, number_of(member)) ||
           refuse(field, arena_printf(problems->arena, "%d", number_of(member)), problems);
}

static json_t *to_json(const struct field *field, const void *member, const struct names *names) {
    (void)names;
    return absent(field, member) ? json_null() : json_integer(number_of(member));
}

static bool from_json(const struct field *field, const json_t *json, void *member,
                      struct problems *problems) {
    if (json_is_null(json)) {
        clear(field, member);
        return true;
    }
    if (!json_is_integer(json) || !number_within(field, json_integer_value(json)))
        return refuse(field, json_given(json, problems->arena), problems);
    *(int *)member = (int)json_integer_value(json);
    return true;
}

static struct value to_value(const struct field *field, const void *member) {
    return number_value(absent(field, member), number_of(member));
}

static bool from_value(const struct field *field, const struct value *value, void *member,
                       struct arena *arena) {
    (void)arena;
    if (!number_stored(field, value))
        return false;
    *(int *)member = value->kind == VALUE_NULL ? INT_ABSENT : (int)value->integer;
    return true;
}

const struct type type_int = {
    .name = "int",
    .stored = VALUE_INTEGER,
    .min = 0,
    .max = 999999999,
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
