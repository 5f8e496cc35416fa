/* SPDX-License-Identifier: GPL-3.0-or-later
 * rows_limits.c - every limit of a record's table, and one beyond it, by every way in: as people
 * write it, from JSON, from the database, in a row made by code. */
#include "support/rows.h"

#include <stdio.h>
#include <string.h>

/* One value of a field that is allowed or isn't. */
struct edge {
    const struct field *field;
    int64_t             number; /* or how many characters, or children */
    bool                allowed;
    const char         *text; /* as people write it; NULL: they cannot */
    json_t             *json;
};

enum { SENTINEL_DAY = 20000 };

static bool counted(const struct field *field) {
    return field->type == &type_int || field->type == &type_money || field->type == &type_day ||
           field->type == &type_time;
}

static bool written(const struct field *field) {
    return field->type == &type_text || field->type == &type_long_text;
}

static void make_number(struct edge *edge, struct arena *arena) {
    char text[TIME_TEXT + MONEY_TEXT] = "";
    edge->json = json_integer(edge->number);
    if (edge->field->type == &type_money)
        money_format((money){ edge->number }, text);
    else if (edge->field->type == &type_day)
        day_format((day){ (int32_t)edge->number }, text);
    else if (edge->field->type == &type_time)
        time_format((time_ms){ edge->number }, text);
    else
        snprintf(text, sizeof(text), "%lld", (long long)edge->number);
    if (*text == '\0') /* beyond what is ever formatted */
        snprintf(text, sizeof(text), "%s", "2200-01-01T00:00:00.000Z");
    edge->text = arena_strdup(arena, text);
    if (edge->field->type == &type_day || edge->field->type == &type_time) {
        json_decref(edge->json);
        edge->json = json_string(text);
    }
}

static void make_children(struct edge *edge) {
    const struct field *only = record_only_field(edge->field->record);
    const char         *value = only && only->words ? only->words[1].name : "一";
    edge->json = json_array();
    for (int64_t i = 0; i < edge->number; i++)
        (void)json_array_append_new(edge->json, only ? json_string(value) : json_object());
}

static void make(struct edge *edge, struct arena *arena) {
    if (counted(edge->field)) {
        make_number(edge, arena);
    } else if (written(edge->field)) {
        edge->text = rows_text(arena, "𠮷", edge->number); /* four bytes: storage must hold it */
        edge->json = json_string(edge->text);
    } else {
        make_children(edge);
    }
}

/* A value that no edge has, to see that a refusal leaves it. */
static void put_sentinel(const struct record *record, const struct field *field, void *row) {
    record_init(record, row);
    if (field->type == &type_int)
        *(int *)field_member(field, row) = -77;
    else if (field->type == &type_day)
        ((day *)field_member(field, row))->n = SENTINEL_DAY;
    else if (field->type == &type_text)
        (void)text_copy(field_member(field, row), field->size, "x");
}

static const char *judge(const struct edge *edge, const char *way, bool taken, bool untouched,
                         const struct problems *problems, struct arena *arena) {
    const char *why = NULL;
    if (taken != edge->allowed)
        why = taken ? "takes a value beyond its limit" : "refuses its own limit";
    else if (!taken && !untouched)
        why = "refuses a value but changes the row";
    else if (!taken && problems && problems->errors != 1)
        why = "refuses a value without one problem";
    else if (!taken && problems &&
             (!text_equal(problems->at[0].field, edge->field->name) ||
              !strstr(problems->at[0].message, edge->field->label)))
        why = "refuses a value without naming the field";
    return why ? arena_printf(arena, "%s by %s: %s (%lld)", edge->field->name, way, why,
                              (long long)edge->number)
               : NULL;
}

static const char *by_text(const struct record *record, const struct edge *edge, void *row,
                           void *before, struct arena *arena) {
    struct problems problems;
    problems_init(&problems, arena, LANG_ZH);
    put_sentinel(record, edge->field, row);
    memcpy(before, row, record->size);
    bool taken = edge->field->type->parse(edge->field, edge->text, field_member(edge->field, row),
                                          &problems);
    return judge(edge, "text", taken, memcmp(row, before, record->size) == 0, &problems, arena);
}

static const char *by_json(const struct record *record, const struct edge *edge, void *row,
                           void *before, struct arena *arena) {
    struct problems problems;
    problems_init(&problems, arena, LANG_ZH);
    put_sentinel(record, edge->field, row);
    memcpy(before, row, record->size);
    bool taken = edge->field->type->from_json(edge->field, edge->json,
                                              field_member(edge->field, row), &problems);
    /* An empty object is a child without its required fields: only how many there are counts. */
    return judge(edge, "JSON", taken, memcmp(row, before, record->size) == 0, &problems, arena);
}

static const char *by_value(const struct record *record, const struct edge *edge, void *row,
                            void *before, struct arena *arena) {
    struct value value = { .kind = VALUE_INTEGER, .integer = edge->number };
    if (written(edge->field))
        value =
            (struct value){ .kind = VALUE_TEXT, .bytes = edge->text, .length = strlen(edge->text) };
    put_sentinel(record, edge->field, row);
    memcpy(before, row, record->size);
    bool taken =
        edge->field->type->from_value(edge->field, &value, field_member(edge->field, row), arena);
    return judge(edge, "the database", taken, memcmp(row, before, record->size) == 0, NULL, arena);
}

/* As code might have put it into the member, where the member can hold it. */
static const char *by_code(const struct record *record, const struct edge *edge, void *row,
                           struct arena *arena) {
    const struct field *field = edge->field;
    struct problems     problems;
    problems_init(&problems, arena, LANG_ZH);
    record_init(record, row);
    void *member = field_member(field, row);
    if (field->type == &type_int)
        *(int *)member = (int)edge->number;
    else if (field->type == &type_money)
        ((money *)member)->fen = edge->number;
    else if (field->type == &type_day)
        ((day *)member)->n = (int32_t)edge->number;
    else if (field->type == &type_time)
        ((time_ms *)member)->ms = edge->number;
    else if (field->type == &type_long_text)
        *(const char **)member = edge->text;
    else if (field->type != &type_text || !text_copy(member, field->size, edge->text))
        return NULL; /* what doesn't fit cannot be there */
    bool taken = field->type->check(field, member, &problems);
    return judge(edge, "code", taken, true, &problems, arena);
}

static const char *try_edge(const struct record *record, const struct field *field, int64_t number,
                            bool allowed, struct arena *arena) {
    struct edge edge = { .field = field, .number = number, .allowed = allowed };
    void       *row = arena_alloc(arena, record->size), *before = arena_alloc(arena, record->size);
    make(&edge, arena);
    const char *fault = by_json(record, &edge, row, before, arena);
    if (!fault && edge.text)
        fault = by_text(record, &edge, row, before, arena);
    if (!fault && field->type != &type_children)
        fault = by_value(record, &edge, row, before, arena);
    if (!fault)
        fault = by_code(record, &edge, row, arena);
    json_decref(edge.json);
    return fault ? arena_printf(arena, "%s.%s", record->name, fault) : NULL;
}

const char *rows_limits(const struct record *record, struct arena *arena) {
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (!field_live(field) ||
            !(counted(field) || written(field) || field->type == &type_children))
            continue;
        int64_t     min = field_min(field), max = field_max(field);
        const char *fault = try_edge(record, field, max, true, arena);
        if (!fault)
            fault = try_edge(record, field, max + 1, false, arena);
        /* Nothing at all is absent, not too short; and 0 may mean "any". */
        bool below = counted(field) && !(field->any && min == 1);
        if (!fault && (counted(field) || min > 1))
            fault = try_edge(record, field, min, true, arena);
        if (!fault && (below || min > 1))
            fault = try_edge(record, field, min - 1, false, arena);
        if (fault)
            return fault;
    }
    return NULL;
}
