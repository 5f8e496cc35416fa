/* SPDX-License-Identifier: GPL-3.0-or-later
 * tables.c - the record tables check themselves: every bad row of every table at once, in English,
 * since only who writes tables reads it. */
#include "record/intake.h"
#include "record/type.h"

#include <stdarg.h>
#include <string.h>

struct report {
    struct arena        *arena;
    char                *text; /* a line each */
    const struct record *record;
    const struct field  *field; /* NULL: the record itself */
};

static void complain(struct report *report, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static void complain(struct report *report, const char *format, ...) {
    va_list args;
    va_start(args, format);
    char *what = arena_vprintf(report->arena, format, args);
    va_end(args);
    const char *record = report->record->name ? report->record->name : "(no name)";
    const char *field = report->field ? report->field->name : NULL;
    report->text = arena_printf(report->arena, "%s%s%s%s: %s\n", report->text ? report->text : "",
                                record, report->field ? "." : "", field ? field : "", what);
}

/* Names become columns, JSON keys and file headings: a-z, 0-9 and _, and no word of SQL's. */
static bool plain_name(const char *name) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    static const char more[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    return name && *name && strchr(letters, *name) && name[strspn(name, more)] == '\0' &&
           strlen(name) <= 40;
}

static bool reserved_name(const char *name) {
    static const char *const words[] = {
        "id",      "version", "home",     "all",     "and",     "any",    "as",     "asc",
        "between", "by",      "case",     "check",   "collate", "column", "create", "default",
        "delete",  "desc",    "distinct", "drop",    "else",    "end",    "exists", "for",
        "from",    "group",   "having",   "in",      "index",   "insert", "into",   "is",
        "join",    "key",     "left",     "like",    "limit",   "not",    "null",   "offset",
        "on",      "or",      "order",    "primary", "rowid",   "select", "set",    "table",
        "then",    "to",      "union",    "unique",  "update",  "user",   "using",  "values",
        "when",    "where",   "with",
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
        if (strcmp(name, words[i]) == 0)
            return true;
    return false;
}

static bool is_text(const struct field *field) {
    return field->type == &type_text || field->type == &type_phone;
}

static void check_limits(struct report *report, const struct field *field) {
    bool counted = field->type == &type_int || field->type == &type_money ||
                   field->type == &type_day || field->type == &type_time;
    if ((field->min || field->max) && !counted && !is_text(field) &&
        field->type != &type_long_text && field->type != &type_children)
        complain(report, "a %s has no limits", field->type->name);
    if (field_min(field) > field_max(field))
        complain(report, "min %lld is above max %lld", (long long)field_min(field),
                 (long long)field_max(field));
    if (is_text(field) && field->size < TEXT_SIZE(1))
        complain(report, "the array holds not even one character; use TEXT_SIZE()");
    else if (is_text(field) && field_max(field) > (int64_t)(field->size - 1) / 4)
        complain(report, "max %lld is above what its array holds", (long long)field_max(field));
    if (field->type == &type_int && (field_min(field) <= INT_ABSENT || field_max(field) > INT_MAX))
        complain(report, "its limits are beyond what an int holds");
    if (field->any && (field->type != &type_int || *field->any == '\0'))
        complain(report, "only an INT can have a word for \"any\"");
}

static void check_words(struct report *report, const struct field *field) {
    if (field->type != &type_enum) {
        if (field->words)
            complain(report, "only an ENUM has words");
        return;
    }
    if (field->size != sizeof(int))
        complain(report, "the enum is not of the size of int");
    if (!field->words || field->word_count < 2) {
        complain(report, "an ENUM needs words");
        return;
    }
    if (field->words[0].name || field->words[0].label)
        complain(report, "its first word must be the absent one");
    for (int i = 1; i < field->word_count; i++) {
        const struct word *word = &field->words[i];
        if (!plain_name(word->name) || !word->label || *word->label == '\0')
            complain(report, "word %d needs a plain name and a label", i);
        for (int k = 1; k < i && word->name; k++)
            if (field->words[k].name && strcmp(field->words[k].name, word->name) == 0)
                complain(report, "word \"%s\" is there twice", word->name);
    }
}

static void check_relations(struct report *report, const struct field *field) {
    bool related = field->type == &type_ref || field->type == &type_children;
    if (related && !field->record) {
        complain(report, "a %s names a record", field->type->name);
        return;
    }
    if (!related && field->record)
        complain(report, "a %s names no record", field->type->name);
    if (field->type != &type_children)
        return;
    const struct field *parent = record_flagged(field->record, F_PARENT);
    if (!parent || parent->type != &type_ref || parent->record != report->record)
        complain(report, "\"%s\" has no REF with F_PARENT back to it", field->record->name);
    const struct field *order = record_flagged(field->record, F_ORDER);
    if (!order || order->type != &type_int)
        complain(report, "\"%s\" has no INT with F_ORDER", field->record->name);
    for (size_t i = 0; i < field->record->field_count; i++)
        if (field->record->fields[i].type == &type_children)
            complain(report, "children of children are not kept");
}

/* Nobody gives it, so nobody can be asked for it; and it is one plain value of a row of its own. */
static void check_reckoned(struct report *report, const struct field *field) {
    const struct record *record = report->record;
    if (field->flags & (F_REQUIRED | F_UNIQUE | F_SEARCH | F_PERSONAL | F_SECRET | F_NAME))
        complain(report, "what is reckoned is neither asked for nor searched nor hidden");
    if (field->type->stored == VALUE_NULL || field->type == &type_long_text)
        complain(report, "a %s is not reckoned", field->type->name);
    if ((record->flags & (RECORD_LOCAL | RECORD_SETTINGS)) || record_flagged(record, F_PARENT))
        complain(report, "only a row that is journalled by itself has reckoned fields");
}

static void check_flags(struct report *report, const struct field *field) {
    if ((field->flags & F_NAME) && field->type != &type_text)
        complain(report, "a row's name is a TEXT");
    bool text = is_text(field) || field->type == &type_long_text;
    if ((field->flags & F_UNIQUE) && !text)
        complain(report, "only texts are unique");
    if ((field->flags & F_SEARCH) && !text && field->type != &type_ref) /* by its name */
        complain(report, "only texts are searched");
    if ((field->flags & F_REQUIRED) && field->type == &type_bool)
        complain(report, "a BOOL is never absent, so never required");
    if ((field->flags & F_SEARCH) && (field->flags & (F_PERSONAL | F_SECRET)))
        complain(report, "what is indexed must be public");
    if ((field->flags & F_SECRET) && (field->flags & (F_KIOSK | F_NAME)))
        complain(report, "a secret is shown nowhere");
    if (field->flags & F_RECKONED)
        check_reckoned(report, field);
}

/* Does the member lie within the struct, clear of the head and of other members? */
static void check_place(struct report *report, const struct field *field) {
    const struct record *record = report->record;
    size_t               head = record->flags & RECORD_SETTINGS ? 0 : sizeof(struct record_head);
    if (field->offset < head || field->size == 0 || field->offset + field->size > record->size) {
        complain(report, "its member is not in the struct");
        return;
    }
    for (const struct field *other = record->fields; other < field; other++)
        if (field_live(other) && other->offset < field->offset + field->size &&
            field->offset < other->offset + other->size)
            complain(report, "it lies on the member of \"%s\"", other->name);
}

static void check_remembered(struct report *report, const struct field *field) {
    if (!field->to || *field->to == '\0')
        complain(report, "a %s row says what became of it", field->type->name);
    else if (field->type == &type_renamed && !record_field_once(report->record, field->name))
        complain(report, "\"%s\" is no field of today", field->to);
}

static void check_field(struct report *report, const struct field *field) {
    const struct record *record = report->record;
    report->field = field;
    if (!plain_name(field->name))
        complain(report, "a field's name is of a-z, 0-9 and _");
    else if (!(record->flags & RECORD_SETTINGS) && reserved_name(field->name))
        complain(report, "this name belongs to SQL or to every row");
    for (const struct field *other = record->fields; field->name && other < field; other++)
        if (other->name && strcmp(other->name, field->name) == 0)
            complain(report, "the name is there twice");
    if (!field->type) {
        complain(report, "it has no type");
    } else if (!field_live(field)) {
        check_remembered(report, field);
    } else {
        if (!field->label || *field->label == '\0')
            complain(report, "it has no label");
        check_place(report, field);
        check_limits(report, field);
        check_words(report, field);
        check_relations(report, field);
        check_flags(report, field);
    }
    report->field = NULL;
}

static void check_columns(struct report *report) {
    for (const struct column *c = report->record->columns; c && c->name; c++) {
        bool same =
            record_field(report->record, c->name) != NULL; /* gives its label, may read it */
        if (!plain_name(c->name) || (!c->label && !same))
            complain(report, "column \"%s\" needs a plain name and a label", c->name);
        if (!c->read && !same && !(c->flags & COLUMN_SILENT))
            complain(report, "column \"%s\" has no reader", c->name);
        for (const struct column *other = report->record->columns; other < c; other++)
            if (strcmp(other->name, c->name) == 0)
                complain(report, "column \"%s\" is there twice", c->name);
    }
}

static void check_named_field(struct report *report, const char *name, const struct type *type) {
    const struct field *field = record_field(report->record, name);
    if (!field || (type && field->type != type))
        complain(report, "its intake names \"%s\", which is no%s%s field of it", name,
                 type ? " " : "", type ? type->name : "");
}

static void check_intake(struct report *report) {
    const struct intake *intake = report->record->intake;
    for (size_t i = 0; intake && intake->key && intake->key[i]; i++)
        check_named_field(report, intake->key[i], NULL);
    for (size_t i = 0; intake && intake->kept && intake->kept[i]; i++)
        check_named_field(report, intake->kept[i], NULL);
    if (intake && intake->notes)
        check_named_field(report, intake->notes, &type_long_text);
}

static void check_record(struct report *report) {
    const struct record *record = report->record;
    if (!plain_name(record->name) ||
        (!(record->flags & RECORD_SETTINGS) && reserved_name(record->name)))
        complain(report, "a record's name is of a-z, 0-9 and _, and no word of SQL's");
    if (!record->label || *record->label == '\0')
        complain(report, "it has no label");
    if (record->field_count == 0)
        complain(report, "it has no fields");
    /* Without names and types no field can be looked up, so nothing else can be said. */
    for (size_t i = 0; i < record->field_count; i++)
        if (!record->fields[i].name || !record->fields[i].type) {
            complain(report, "row %zu has no name or no type", i);
            return;
        }
    unsigned seen = 0;
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        unsigned            single = field->flags & (F_NAME | F_PARENT | F_ORDER);
        if (seen & single)
            complain(report, "a second name, parent or order: \"%s\"", field->name);
        seen |= single;
        check_field(report, field);
    }
    if ((record->flags & RECORD_SETTINGS) && (record->flags & RECORD_LOCAL))
        complain(report, "settings are no table, so not local either");
    check_columns(report);
    check_intake(report);
}

bool record_check_all(const struct record *const *records, struct arena *arena, char **ret_text) {
    struct report report = { .arena = arena };
    for (const struct record *const *r = records; *r; r++) {
        report.record = *r;
        check_record(&report);
        for (const struct record *const *other = records; other < r; other++)
            if ((*r)->name && (*other)->name && strcmp((*r)->name, (*other)->name) == 0)
                complain(&report, "there are two records of this name");
    }
    *ret_text = report.text ? report.text : arena_strdup(arena, "");
    return !report.text;
}
