/* SPDX-License-Identifier: GPL-3.0-or-later
 * type_day.c - DAY: a calendar day, stored as days since 1970, ISO in JSON; day_read.h knows how
 * people write it. */
#include "record/day_read.h"
#include "record/number_member.h"

#include <string.h>

enum { DAY_2000 = 10957, DAY_2199_END = 84005 };

static day day_at(const void *member) {
    return *(const day *)member;
}

static void clear(const struct field *field, void *member) {
    (void)field;
    *(day *)member = DAY_ABSENT;
}

static bool absent(const struct field *field, const void *member) {
    (void)field;
    return day_absent(day_at(member));
}

static bool equal(const struct field *field, const void *a, const void *b) {
    (void)field;
    return day_at(a).n == day_at(b).n;
}

static const char *iso(day d, struct arena *arena) {
    char text[DAY_TEXT];
    day_format(d, text);
    return arena_strdup(arena, text);
}

static bool limits(const struct field *field, day d, const char *given, struct problems *problems) {
    if (number_within(field, d.n))
        return true;
    return problem_add(
        problems, PROBLEM_ERROR, field->name, given, N_("“%s”要在 %s 到 %s 之间，现在是“%s”"),
        problem_label(problems, field),
        problem_shown(problems, iso((day){ (int32_t)field_min(field) }, problems->arena)),
        problem_shown(problems, iso((day){ (int32_t)field_max(field) }, problems->arena)),
        problem_shown(problems, given));
}

static bool refuse(const struct field *field, enum day_read_result result, const char *text,
                   struct problems *problems) {
    if (result == DAY_READ_IMPOSSIBLE)
        return field_refuse(field, text, problems, N_("“%s”写的“%s”，没有这一天"));
    if (result == DAY_READ_NO_YEAR)
        return field_refuse(field, text, problems,
                            N_("“%s”写的“%s”没有年份，请写成 2026-11-05 这样"));
    return field_refuse(field, text, problems,
                        N_("“%s”看不出“%s”是哪一天，请写成 2026-11-05 这样"));
}

static void doubt(const struct field *field, const struct day_reading *reading, const char *text,
                  struct problems *problems) {
    const char *label = problem_label(problems, field), *shown = problem_shown(problems, text);
    const char *read = problem_shown(problems, iso(reading->day, problems->arena));
    if (reading->doubt == DAY_DOUBT_WEEKDAY)
        (void)problem_add(problems, PROBLEM_WARN, field->name, text,
                          N_("“%s”写的“%s”读作 %s，那天不是所写的星期，请核对"), label, shown,
                          read);
    else if (reading->doubt != DAY_DOUBT_NONE)
        (void)problem_add(problems, PROBLEM_WARN, field->name, text,
                          N_("“%s”写的“%s”读作 %s，请核对"), label, shown, read);
}

static bool parse(const struct field *field, const char *text, void *member,
                  struct problems *problems) {
    const char *clean =
        text_valid(text, strlen(text)) ? text_clean(problems->arena, text, false) : NULL;
    if (clean && *clean == '\0') {
        clear(field, member);
        return true;
    }
    struct day_reading reading = { .result = DAY_READ_NONE };
    if (clean)
        reading = day_read(clean, problems->today);
    if (reading.result == DAY_READ_FAR)
        return limits(field, DAY_ABSENT, text, problems);
    if (reading.result != DAY_READ_OK)
        return refuse(field, reading.result, text, problems);
    if (!limits(field, reading.day, text, problems))
        return false;
    doubt(field, &reading, text, problems);
    *(day *)member = reading.day;
    return true;
}

static const char *format(const struct field *field, const void *member, enum lang lang,
                          struct arena *arena) {
    (void)field;
    (void)lang;
    return iso(day_at(member), arena);
}

static bool check(const struct field *field, const void *member, struct problems *problems) {
    return limits(field, day_at(member), iso(day_at(member), problems->arena), problems);
}

static json_t *to_json(const struct field *field, const void *member, const struct names *names) {
    (void)names;
    char text[DAY_TEXT];
    day_format(day_at(member), text);
    return absent(field, member) ? json_null() : json_string(text);
}

static bool from_json(const struct field *field, const json_t *json, void *member,
                      struct problems *problems) {
    day read;
    if (json_is_null(json)) {
        clear(field, member);
        return true;
    }
    if (!json_is_string(json) || !day_parse_iso(json_string_value(json), &read))
        return field_refuse(field, json_given(json, problems->arena), problems,
                            N_("“%s”要写成 2026-11-05 这样，现在是“%s”"));
    if (!limits(field, read, json_string_value(json), problems))
        return false;
    *(day *)member = read;
    return true;
}

static struct value to_value(const struct field *field, const void *member) {
    return number_value(absent(field, member), day_at(member).n);
}

static bool from_value(const struct field *field, const struct value *value, void *member,
                       struct arena *arena) {
    (void)arena;
    if (!number_stored(field, value))
        return false;
    *(day *)member = value->kind == VALUE_NULL ? DAY_ABSENT : (day){ (int32_t)value->integer };
    return true;
}

const struct type type_day = {
    .name = "day",
    .stored = VALUE_INTEGER,
    .min = DAY_2000,
    .max = DAY_2199_END,
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
