/* SPDX-License-Identifier: GPL-3.0-or-later
 * type_time.c - TIME: an instant in UTC milliseconds; ISO with Z in JSON, people see and write
 * Shanghai time. */
#include "record/number_member.h"

#include <string.h>

static time_ms time_at(const void *member) {
    return *(const time_ms *)member;
}

static void clear(const struct field *field, void *member) {
    (void)field;
    *(time_ms *)member = TIME_ABSENT;
}

static bool absent(const struct field *field, const void *member) {
    (void)field;
    return time_absent(time_at(member));
}

static bool equal(const struct field *field, const void *a, const void *b) {
    (void)field;
    return time_at(a).ms == time_at(b).ms;
}

static bool refuse(const struct field *field, const char *given, struct problems *problems) {
    return field_refuse(field, given, problems, N_("“%s”要写成 2026-11-05 09:30 这样，现在是“%s”"));
}

static bool parse(const struct field *field, const char *text, void *member,
                  struct problems *problems) {
    struct arena *arena = problems->arena;
    char         *clean = text_valid(text, strlen(text)) ? text_narrow(arena, text) : NULL;
    clean = clean ? text_clean(arena, clean, false) : NULL;
    if (clean && *clean == '\0') {
        clear(field, member);
        return true;
    }
    char *space = clean ? strchr(clean, ' ') : NULL;
    if (space)
        *space = 'T';
    time_ms read;
    if (!clean || !time_parse(clean, &read) || !number_within(field, read.ms))
        return refuse(field, text, problems);
    *(time_ms *)member = read;
    return true;
}

/* Date, hour and minute in Shanghai. */
static const char *shanghai(time_ms t, struct arena *arena) {
    char date[DAY_TEXT];
    int  hour, minute;
    if (time_absent(t))
        return "";
    day_format(day_of_time(t), date);
    time_clock(t, &hour, &minute);
    return arena_printf(arena, "%s %02d:%02d", date, hour, minute);
}

static const char *format(const struct field *field, const void *member, enum lang lang,
                          struct arena *arena) {
    (void)field;
    (void)lang;
    return shanghai(time_at(member), arena);
}

static bool check(const struct field *field, const void *member, struct problems *problems) {
    return number_within(field, time_at(member).ms) ||
           refuse(field, arena_printf(problems->arena, "%lld", (long long)time_at(member).ms),
                  problems);
}

static json_t *to_json(const struct field *field, const void *member, const struct names *names) {
    (void)names;
    char text[TIME_TEXT];
    time_format(time_at(member), text);
    return absent(field, member) ? json_null() : json_string(text);
}

static bool from_json(const struct field *field, const json_t *json, void *member,
                      struct problems *problems) {
    time_ms read;
    if (json_is_null(json)) {
        clear(field, member);
        return true;
    }
    if (!json_is_string(json) || !time_parse(json_string_value(json), &read) ||
        !number_within(field, read.ms))
        return refuse(field, json_given(json, problems->arena), problems);
    *(time_ms *)member = read;
    return true;
}

static struct value to_value(const struct field *field, const void *member) {
    return number_value(absent(field, member), time_at(member).ms);
}

static bool from_value(const struct field *field, const struct value *value, void *member,
                       struct arena *arena) {
    (void)arena;
    if (!number_stored(field, value))
        return false;
    *(time_ms *)member = value->kind == VALUE_NULL ? TIME_ABSENT : (time_ms){ value->integer };
    return true;
}

const struct type type_time = {
    .name = "time",
    .stored = VALUE_INTEGER,
    .min = 0,
    .max = 7258118399999, /* the end of 2199 */
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
