/* SPDX-License-Identifier: GPL-3.0-or-later
 * type_enum.c - ENUM: one of a table of words; stored by its name, so that the C values may move.
 */
#include "record/type.h"

#include <string.h>

/* Every enum of the project has the size of int; record_check_all() sees to it. */
static int index_of(const void *member) {
    int index;
    memcpy(&index, member, sizeof(index));
    return index;
}

static void set_index(void *member, int index) {
    memcpy(member, &index, sizeof(index));
}

static void clear(const struct field *field, void *member) {
    (void)field;
    set_index(member, 0);
}

static bool absent(const struct field *field, const void *member) {
    (void)field;
    return index_of(member) == 0;
}

static bool equal(const struct field *field, const void *a, const void *b) {
    (void)field;
    return index_of(a) == index_of(b);
}

static bool in_table(const struct field *field, int index) {
    return index > 0 && index < field->word_count;
}

/* The label, or the name where a word has none. */
static const char *word_text(const struct word *word, enum lang lang) {
    return word->label ? tr(lang, word->label) : word->name;
}

static bool refuse(const struct field *field, const char *given, struct problems *problems) {
    struct arena *arena = problems->arena;
    const char   *choices = "";
    for (int i = 1; choices && i < field->word_count; i++)
        choices = arena_printf(arena, "%s%s%s", choices, i > 1 ? tr(problems->lang, N_("、")) : "",
                               word_text(&field->words[i], problems->lang));
    return problem_add(problems, PROBLEM_ERROR, field->name, given,
                       N_("“%s”没有“%s”这一项，可以填：%s"), problem_label(problems, field),
                       problem_shown(problems, given), choices ? choices : "…");
}

/* Tables hold their words folded as a rule, so most cells are found without folding these. */
static bool same(struct arena *fold_in, const char *folded, const char *word, size_t length) {
    if (!fold_in)
        return strlen(folded) == length && memcmp(folded, word, length) == 0;
    const char *copy = arena_strndup(fold_in, word, length);
    const char *other = copy ? text_fold(fold_in, copy) : NULL;
    return other && strcmp(folded, other) == 0;
}

/* Is this what people call the word: its name, its label in any language, another word for it? */
static bool means(struct arena *fold_in, const char *folded, const struct word *word) {
    if (same(fold_in, folded, word->name, strlen(word->name)))
        return true;
    for (int lang = 0; word->label && lang < LANG_COUNT; lang++) {
        const char *label = tr((enum lang)lang, word->label);
        if (same(fold_in, folded, label, strlen(label)))
            return true;
    }
    for (const char *also = word->also ? word->also : ""; *also;) {
        size_t length = strcspn(also, "|");
        if (same(fold_in, folded, also, length))
            return true;
        also += length + (also[length] == '|');
    }
    return false;
}

static int called(struct arena *fold_in, const struct field *field, const char *folded) {
    for (int i = 1; i < field->word_count; i++)
        if (means(fold_in, folded, &field->words[i]))
            return i;
    return 0;
}

static bool parse(const struct field *field, const char *text, void *member,
                  struct problems *problems) {
    struct arena *arena = problems->arena;
    const char   *folded = text_valid(text, strlen(text)) ? text_fold(arena, text) : NULL;
    if (folded && *folded == '\0') {
        clear(field, member);
        return true;
    }
    int index = folded ? called(NULL, field, folded) : 0;
    if (folded && !index)
        index = called(arena, field, folded);
    if (!index)
        return refuse(field, text, problems);
    set_index(member, index);
    return true;
}

static const char *format(const struct field *field, const void *member, enum lang lang,
                          struct arena *arena) {
    (void)arena;
    int index = index_of(member);
    return in_table(field, index) ? word_text(&field->words[index], lang) : "";
}

static bool check(const struct field *field, const void *member, struct problems *problems) {
    return in_table(field, index_of(member)) ||
           refuse(field, arena_printf(problems->arena, "%d", index_of(member)), problems);
}

static int named(const struct field *field, const char *name, size_t length) {
    for (int i = 1; i < field->word_count; i++)
        if (strlen(field->words[i].name) == length &&
            memcmp(field->words[i].name, name, length) == 0)
            return i;
    return 0;
}

static json_t *to_json(const struct field *field, const void *member, const struct names *names) {
    (void)names;
    int index = index_of(member);
    return in_table(field, index) ? json_string(field->words[index].name) : json_null();
}

static bool from_json(const struct field *field, const json_t *json, void *member,
                      struct problems *problems) {
    if (json_is_null(json)) {
        clear(field, member);
        return true;
    }
    int index =
        json_is_string(json) ? named(field, json_string_value(json), json_string_length(json)) : 0;
    if (!index)
        return refuse(field, json_given(json, problems->arena), problems);
    set_index(member, index);
    return true;
}

static struct value to_value(const struct field *field, const void *member) {
    int index = index_of(member);
    if (!in_table(field, index))
        return (struct value){ .kind = VALUE_NULL };
    const char *name = field->words[index].name;
    return (struct value){ .kind = VALUE_TEXT, .bytes = name, .length = strlen(name) };
}

static bool from_value(const struct field *field, const struct value *value, void *member,
                       struct arena *arena) {
    (void)arena;
    int index = value->kind == VALUE_TEXT ? named(field, value->bytes, value->length) : 0;
    if (!index && value->kind != VALUE_NULL)
        return false;
    set_index(member, index);
    return true;
}

const struct type type_enum = {
    .name = "enum",
    .stored = VALUE_TEXT,
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
