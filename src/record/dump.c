/* SPDX-License-Identifier: GPL-3.0-or-later
 * dump.c - the tables as JSON, and the promise between releases: what an older one wrote, a newer
 * one reads. In English, like tables.c. */
#include "record/dump.h"

#include "record/type.h"

#include <stdarg.h>
#include <string.h>

/* --- printing ------------------------------------------------------------------------------------
 */

static json_t *flag_names(unsigned flags, const char *const *names, size_t count) {
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++)
        if (flags & (1u << i))
            (void)json_array_append_new(array, json_string(names[i])); /* NULL array: whole fails */
    return array;
}

static json_t *field_flags(const struct field *field) {
    static const char *const names[] = { "required", "unique", "search",  "personal",
                                         "secret",   "kiosk",  "name",    "parent",
                                         "order",    "index",  "reckoned" };
    return flag_names(field->flags, names, sizeof(names) / sizeof(names[0]));
}

static json_t *word_names(const struct field *field) {
    json_t *array = json_array();
    for (int i = 1; i < field->word_count; i++)
        (void)json_array_append_new(array, json_string(field->words[i].name));
    return array;
}

static json_t *dump_field(const struct field *field) {
    if (!field_live(field))
        return json_pack("{s:s,s:s,s:s}", "name", field->name, "type", field->type->name, "to",
                         field->to);
    json_t *row = json_pack("{s:s,s:s,s:s,s:o}", "name", field->name, "type", field->type->name,
                            "label", field->label, "flags", field_flags(field));
    int     bad = row ? 0 : -1;
    if (field_max(field) > field_min(field))
        bad |= json_object_set_new(row, "min", json_integer(field_min(field))) |
               json_object_set_new(row, "max", json_integer(field_max(field)));
    if (field->any)
        bad |= json_object_set_new(row, "any", json_true());
    if (field->words)
        bad |= json_object_set_new(row, "words", word_names(field));
    if (field->record)
        bad |= json_object_set_new(row, "record", json_string(field->record->name));
    if (bad == 0)
        return row;
    json_decref(row);
    return NULL;
}

static json_t *dump_record(const struct record *record) {
    static const char *const flags[] = { "local", "settings", "appended" };
    json_t                  *fields = json_array();
    for (size_t i = 0; i < record->field_count; i++)
        if (json_array_append_new(fields, dump_field(&record->fields[i])) != 0) {
            json_decref(fields);
            return NULL;
        }
    return json_pack("{s:s,s:s,s:o,s:o}", "name", record->name, "label", record->label, "flags",
                     flag_names(record->flags, flags, sizeof(flags) / sizeof(flags[0])), "fields",
                     fields);
}

json_t *record_dump(const struct record *const *records) {
    json_t *array = json_array();
    for (; *records; records++)
        if (json_array_append_new(array, dump_record(*records)) != 0) {
            json_decref(array);
            return NULL;
        }
    return json_pack("{s:o}", "records", array);
}

/* --- comparing -----------------------------------------------------------------------------------
 */

struct report {
    struct arena *arena;
    char         *text;
    const char   *record, *field;
};

static void complain(struct report *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void complain(struct report *report, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *what = arena_vprintf(report->arena, format, args);
    va_end(args);
    report->text = arena_printf(report->arena, "%s%s%s%s: %s\n", report->text ? report->text : "",
                                report->record, report->field ? "." : "",
                                report->field ? report->field : "", what);
}

static const char *string_of(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

/* The object of this name in an array of such; NULL. */
static const json_t *named(const json_t *array, const char *name) {
    for (size_t i = 0; i < json_array_size(array); i++)
        if (strcmp(string_of(json_array_get(array, i), "name"), name) == 0)
            return json_array_get(array, i);
    return NULL;
}

static bool holds(const json_t *array, const char *text) {
    for (size_t i = 0; i < json_array_size(array); i++) {
        const char *item = json_string_value(json_array_get(array, i));
        if (item && strcmp(item, text) == 0)
            return true;
    }
    return false;
}

static bool flagged(const json_t *object, const char *flag) {
    return holds(json_object_get(object, "flags"), flag);
}

static bool is_type(const json_t *field, const char *type) {
    return strcmp(string_of(field, "type"), type) == 0;
}

static bool is_live(const json_t *field) {
    return !is_type(field, "renamed") && !is_type(field, "removed");
}

static void compare_limits(struct report *report, const json_t *before, const json_t *now) {
    json_int_t old_min = json_integer_value(json_object_get(before, "min"));
    json_int_t old_max = json_integer_value(json_object_get(before, "max"));
    json_int_t new_min = json_integer_value(json_object_get(now, "min"));
    json_int_t new_max = json_integer_value(json_object_get(now, "max"));
    if (new_min > old_min)
        complain(report, "min was %lld, is %lld", (long long)old_min, (long long)new_min);
    if (new_max < old_max)
        complain(report, "max was %lld, is %lld", (long long)old_max, (long long)new_max);
    if (json_object_get(before, "any") && !json_object_get(now, "any") && new_min > 0)
        complain(report, "0 meant \"any\"");
}

static void compare_words(struct report *report, const json_t *before, const json_t *now) {
    const json_t *words = json_object_get(before, "words");
    for (size_t i = 0; i < json_array_size(words); i++) {
        const char *word = json_string_value(json_array_get(words, i));
        if (word && !holds(json_object_get(now, "words"), word))
            complain(report, "the word \"%s\" is lost", word);
    }
}

static void compare_live(struct report *report, const json_t *before, const json_t *now) {
    static const char *const stricter[] = { "required", "unique" };
    if (strcmp(string_of(before, "type"), string_of(now, "type")) != 0) {
        complain(report, "was a %s, is a %s", string_of(before, "type"), string_of(now, "type"));
        return;
    }
    if (strcmp(string_of(before, "record"), string_of(now, "record")) != 0)
        complain(report, "pointed at \"%s\", points at \"%s\"", string_of(before, "record"),
                 string_of(now, "record"));
    for (size_t i = 0; i < 2; i++)
        if (flagged(now, stricter[i]) && !flagged(before, stricter[i]))
            complain(report, "has become %s", stricter[i]);
    compare_limits(report, before, now);
    compare_words(report, before, now);
}

/* What became of a row: itself, or what its renamings lead to; NULL when that is nothing. */
static const json_t *successor(const json_t *fields, const char *name) {
    const json_t *field = named(fields, name);
    for (size_t i = 0; field && is_type(field, "renamed") && i < json_array_size(fields); i++)
        field = named(fields, string_of(field, "to"));
    return field && !is_type(field, "renamed") ? field : NULL;
}

static void compare_field(struct report *report, const json_t *before, const json_t *fields) {
    const json_t *same = named(fields, string_of(before, "name"));
    report->field = string_of(before, "name");
    if (!same)
        complain(report, "the row is lost; keep it as RENAMED or REMOVED");
    else if (!is_live(before) && is_live(same))
        complain(report, "the name of a %s row is used again", string_of(before, "type"));
    else if (is_type(same, "renamed") && !successor(fields, report->field))
        complain(report, "renamed to \"%s\", which is nothing", string_of(same, "to"));
    else if (is_live(before) && is_live(successor(fields, report->field)))
        compare_live(report, before, successor(fields, report->field));
    report->field = NULL;
}

static void compare_record(struct report *report, const json_t *before, const json_t *now) {
    static const char *const kinds[] = { "local", "settings" };
    const json_t            *rows = json_object_get(before, "fields");
    const json_t            *fields = json_object_get(now, "fields");
    for (size_t i = 0; i < 2; i++)
        if (flagged(before, kinds[i]) != flagged(now, kinds[i]))
            complain(report, "it %s %s", flagged(now, kinds[i]) ? "is now" : "is no longer",
                     kinds[i]);
    for (size_t i = 0; i < json_array_size(rows); i++)
        compare_field(report, json_array_get(rows, i), fields);
    for (size_t i = 0; i < json_array_size(fields); i++) {
        const json_t *field = json_array_get(fields, i);
        report->field = string_of(field, "name");
        if (!named(rows, report->field) && flagged(field, "required"))
            complain(report, "is new and required, but older rows lack it");
    }
    report->field = NULL;
}

bool record_dump_compatible(const json_t *before, const json_t *now, struct arena *arena,
                            char **ret_text) {
    struct report report = { .arena = arena };
    const json_t *records = json_object_get(before, "records");
    if (!json_is_array(records)) {
        report.record = "(dump)";
        complain(&report, "what was before is no dump of tables");
    }
    for (size_t i = 0; i < json_array_size(records); i++) {
        const json_t *record = json_array_get(records, i);
        const json_t *same = named(json_object_get(now, "records"), string_of(record, "name"));
        report.record = string_of(record, "name");
        if (same)
            compare_record(&report, record, same);
        else
            complain(&report, "the record is lost");
    }
    *ret_text = report.text ? report.text : arena_strdup(arena, "");
    return !report.text;
}
