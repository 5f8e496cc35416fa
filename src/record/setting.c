/* SPDX-License-Identifier: GPL-3.0-or-later
 * setting.c - changing a row: everything happens to a candidate in the arena; the row itself is
 * written once, at the end, or not at all. */
#include "record/setting.h"

#include "record/json.h"
#include "record/type.h"

#include <string.h>

bool field_check(const struct field *field, const void *row, struct problems *problems) {
    if (!field_absent(field, row))
        return field->type->check(field, field_member_const(field, row), problems);
    return !(field->flags & F_REQUIRED) ||
           problem_add(problems, PROBLEM_ERROR, field->name, NULL, N_("“%s”没有填写"),
                       problem_label(problems, field));
}

bool record_check(const struct record *record, const void *row, struct problems *problems) {
    size_t errors = problems->errors;
    for (size_t i = 0; i < record->field_count; i++)
        if (field_live(&record->fields[i]))
            (void)field_check(&record->fields[i], row, problems);
    /* The rule across fields may rely on each of them being right. */
    if (problems->errors == errors && record->check)
        record->check(row, problems);
    return problems->errors == errors;
}

static bool no_memory(struct problems *problems) {
    return problem_add(problems, PROBLEM_ERROR, NULL, NULL, N_("内存不够"));
}

static void *candidate_of(const struct record *record, const void *row, struct problems *problems) {
    void *candidate = arena_alloc(problems->arena, record->size);
    if (!candidate) {
        (void)no_memory(problems);
        return NULL;
    }
    if (row)
        memcpy(candidate, row, record->size);
    else
        record_init(record, candidate);
    return candidate;
}

static bool rows_same(const struct record *record, const void *a, const void *b) {
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (field_live(field) &&
            !field->type->equal(field, field_member_const(field, a), field_member_const(field, b)))
            return false;
    }
    return true;
}

static enum set_result settle(const struct record *record, void *row, const void *candidate,
                              struct problems *problems) {
    if (row && rows_same(record, row, candidate))
        return SET_SAME;
    if (!record_check(record, candidate, problems))
        return SET_REFUSED;
    if (row)
        memcpy(row, candidate, record->size);
    return SET_CHANGED;
}

/* What the node works out of other rows: a form, a file or a program that sets it is mistaken. */
static const char reckoned_words[] = N_("“%s”由系统算出来，不能填写");

static bool reckoned(const struct field *field, struct problems *problems) {
    return problem_add(problems, PROBLEM_ERROR, field->name, NULL, reckoned_words,
                       problem_label(problems, field));
}

static bool twice(const struct field *field, struct problems *problems) {
    return problem_add(problems, PROBLEM_ERROR, field->name, NULL, N_("“%s”给了两次"),
                       problem_label(problems, field));
}

enum set_result record_set(const struct record *record, void *row, const struct assignment *given,
                           size_t count, struct problems *problems) {
    size_t errors = problems->errors;
    void  *candidate = candidate_of(record, row, problems);
    for (size_t i = 0; candidate && i < count; i++) {
        const struct field *field = given[i].field;
        size_t              before = 0;
        while (before < i && given[before].field != field)
            before++;
        if (field->flags & F_RECKONED)
            (void)reckoned(field, problems);
        else if (before < i)
            (void)twice(field, problems);
        else
            (void)field->type->parse(field, given[i].text, field_member(field, candidate),
                                     problems);
    }
    return problems->errors > errors ? SET_REFUSED : settle(record, row, candidate, problems);
}

static const struct field *row_named(const struct record *record, const char *name) {
    for (size_t i = 0; i < record->field_count; i++)
        if (strcmp(record->fields[i].name, name) == 0)
            return &record->fields[i];
    return NULL;
}

/* The field that a key of JSON may set; NULL after saying why there is none. */
static const struct field *settable(const struct record *record, const char *key, unsigned except,
                                    struct problems *problems) {
    const struct field *written = row_named(record, key);
    const struct field *field = record_field_once(record, key);
    const char         *shown = problem_shown(problems, key);
    const char         *why = NULL;
    if (strcmp(key, "id") == 0 || strcmp(key, "version") == 0 || strcmp(key, "home") == 0)
        why = N_("“%s”由系统给出，不能填写");
    else if (field && (field->flags & F_SECRET))
        why = N_("“%s”是机密，不能从这里填写");
    else if (field && (field->flags & F_RECKONED))
        why = reckoned_words;
    else if (written && written->type == &type_removed)
        why = N_("“%s”这一项已经取消");
    else if (!field || (field->flags & except))
        why = N_("没有“%s”这一项");
    if (!why)
        return field;
    (void)problem_add(problems, PROBLEM_ERROR, shown, NULL, why, shown);
    return NULL;
}

bool object_into_row(const struct record *record, void *row, const json_t *object, unsigned except,
                     struct problems *problems) {
    size_t errors = problems->errors;
    bool  *seen = arena_array(problems->arena, record->field_count, sizeof(*seen));
    if (!json_is_object(object))
        return problem_add(problems, PROBLEM_ERROR, NULL, NULL, N_("“%s”要写成 JSON 对象：{ … }"),
                           tr(problems->lang, record->label));
    if (!seen)
        return no_memory(problems);
    const char *key;
    json_t     *value;
    json_object_foreach((json_t *)(uintptr_t)object, key, value) {
        const struct field *field = settable(record, key, except, problems);
        if (!field)
            continue;
        if (seen[field - record->fields])
            (void)twice(field, problems);
        else
            (void)field->type->from_json(field, value, field_member(field, row), problems);
        seen[field - record->fields] = true;
    }
    return problems->errors == errors;
}

enum set_result record_set_json(const struct record *record, void *row, const json_t *object,
                                struct problems *problems) {
    void *candidate = candidate_of(record, row, problems);
    if (!candidate || !object_into_row(record, candidate, object, 0, problems))
        return SET_REFUSED;
    return settle(record, row, candidate, problems);
}
