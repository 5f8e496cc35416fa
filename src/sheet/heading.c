/* SPDX-License-Identifier: GPL-3.0-or-later
 * heading.c - headings against words. Order of trust: two words that together mean something of
 * their own, the whole heading, the first of several joined by 及 or /, the longest known word in
 * it (of two as long the later one: Chinese names what a thing is at the end). */
#include "sheet/heading.h"

#include "sheet/cell_text.h"

#include <string.h>

enum { HEADING_BYTES = 200, WORD_SLOTS = 4096 };

struct word_entry {
    const char          *text;
    size_t               length;
    const char          *second; /* of a pattern; NULL */
    const struct target *target;
    int                  order;
};

struct headings {
    struct target     *targets;
    size_t             target_count;
    struct word_entry *words;
    size_t             word_count, word_room;
    uint16_t           slots[WORD_SLOTS]; /* whole words by hash: index + 1 */
    struct arena      *arena;
};

/* --- compiling ----------------------------------------------------------------------------------
 */

static size_t slot_of(const char *text, size_t length) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return (hash ^ hash >> 15) % WORD_SLOTS;
}

static void add_slot(struct headings *headings, size_t index) {
    const struct word_entry *entry = &headings->words[index];
    size_t                   slot = slot_of(entry->text, entry->length);
    while (headings->slots[slot])
        slot = (slot + 1) % WORD_SLOTS;
    headings->slots[slot] = (uint16_t)(index + 1);
}

static void add_word(struct headings *headings, const struct target *target, const char *text,
                     size_t length, int order) {
    if (headings->word_count == headings->word_room) {
        size_t room = headings->word_room ? 2 * headings->word_room : 256;
        headings->words = arena_grow(headings->arena, headings->words,
                                     headings->word_room * sizeof(*headings->words),
                                     room * sizeof(*headings->words));
        headings->word_room = room;
    }
    if (headings->word_count >= WORD_SLOTS / 2)
        bug("more heading words than slots");
    char *word = text_fold(headings->arena, arena_strndup(headings->arena, text, length));
    char *plus = strchr(word, '+');
    if (plus)
        *plus = '\0';
    headings->words[headings->word_count] =
        (struct word_entry){ word, strlen(word), plus ? plus + 1 : NULL, target, order };
    if (!plus)
        add_slot(headings, headings->word_count);
    headings->word_count++;
}

/* The words of "a|b|c". */
static void add_words(struct headings *headings, const struct target *target, const char *list,
                      int *order) {
    while (list && *list) {
        size_t length = strcspn(list, "|");
        add_word(headings, target, list, length, (*order)++);
        list += length + (list[length] == '|');
    }
}

static const struct column *column_named(const struct record *record, const char *name) {
    for (const struct column *c = record->columns; c && c->name; c++)
        if (strcmp(c->name, name) == 0)
            return c;
    return NULL;
}

static void add_target(struct headings *headings, const struct field *field,
                       const struct column *column) {
    struct target *target = &headings->targets[headings->target_count++];
    *target = (struct target){ .field = field,
                               .column = column,
                               .name = column ? column->name : field->name,
                               .label = column && column->label ? column->label
                                        : field                 ? field->label
                                                                : column->name };
    int order = 0;
    add_words(headings, target, target->label, &order);
    add_words(headings, target, column ? column->also : NULL, &order);
    add_words(headings, target, field ? field->also : NULL, &order);
}

struct headings *headings_new(const struct record *record, struct arena *arena) {
    size_t columns = 0;
    for (const struct column *c = record->columns; c && c->name; c++)
        columns++;
    struct headings *headings = ARENA_NEW(arena, struct headings);
    headings->arena = arena;
    headings->targets = ARENA_NEW_ARRAY(arena, columns + record->field_count, struct target);
    for (const struct column *c = record->columns; c && c->name; c++)
        add_target(headings, record_field(record, c->name), c);
    for (size_t f = 0; f < record->field_count; f++) {
        const struct field *field = &record->fields[f];
        if (field_live(field) && field->type != &type_children && !(field->flags & F_SECRET) &&
            !column_named(record, field->name))
            add_target(headings, field, NULL);
    }
    return headings;
}

/* --- what is left of a heading ------------------------------------------------------------------
 */

/* One of `marks` that stands at `at`: its length, else 0. */
static size_t mark_at(const char *at, const char *const *marks) {
    for (size_t i = 0; marks[i]; i++)
        if (text_starts(at, marks[i]))
            return strlen(marks[i]);
    return 0;
}

static const char *const decoration[] = { "①", "②", "③", "④", "⑤", "⑥", "⑦", "⑧",  "⑨", "⑩",
                                          "⑪", "⑫", "⑬", "⑭", "⑮", "⑯", "⑰", "⑱",  "⑲", "⑳",
                                          "*", "★", "☆", "※", "●", "▲", "◆", "\"", "“", "”",
                                          "'", ":", ";", " ", "`", "#", "_", NULL };
static const char *const opening[] = { "(", "[", "【", "<", "〔", "{", "《", "「", NULL };
static const char *const closing[] = { ")", "]", "】", ">", "〕", "}", "》", "」", NULL };

/* Without decoration and brackets; what stands in brackets stays only if `inner`. */
static void strip(const char *folded, bool inner, char out[HEADING_BYTES]) {
    size_t used = 0;
    int    depth = 0;
    while (*folded && used < HEADING_BYTES - 5) {
        size_t open = mark_at(folded, opening), close = mark_at(folded, closing);
        size_t length = open ? open : close ? close : mark_at(folded, decoration);
        if (length > 0) {
            depth += open > 0;
            depth -= close > 0 && depth > 0;
        } else {
            length = 1;
            while (((unsigned char)folded[length] & 0xC0) == 0x80)
                length++;
            if (inner || depth == 0) {
                memcpy(out + used, folded, length);
                used += length;
            }
        }
        folded += length;
    }
    out[used] = '\0';
}

/* --- matching -----------------------------------------------------------------------------------
 */

static void add_match(struct matches *matches, const struct word_entry *entry, enum fit fit) {
    for (size_t i = 0; i < matches->count; i++)
        if (matches->at[i].target == entry->target)
            return;
    if (matches->count < MATCHES_MOST)
        matches->at[matches->count++] = (struct match){ entry->target, fit, entry->order };
}

/* Of patterns that fit the longest; two as long say two things (男/女), so neither is meant. */
static void match_patterns(const struct headings *headings, const char *full,
                           struct matches *matches) {
    const struct word_entry *best = NULL;
    size_t                   best_length = 0;
    bool                     tie = false;
    for (size_t i = 0; i < headings->word_count; i++) {
        const struct word_entry *entry = &headings->words[i];
        if (!entry->second)
            continue;
        const char *first = strstr(full, entry->text);
        const char *second = first ? strstr(full, entry->second) : NULL;
        if (!second)
            continue;
        size_t length = entry->length + strlen(entry->second);
        if (length > best_length) {
            best = entry;
            tie = false;
            best_length = length;
        } else if (length == best_length && entry->target != best->target) {
            tie = true;
        }
    }
    if (best && !tie)
        add_match(matches, best, FIT_PATTERN);
}

static bool match_whole(const struct headings *headings, const char *text, size_t length,
                        struct matches *matches) {
    size_t before = matches->count;
    for (size_t slot = slot_of(text, length); headings->slots[slot];
         slot = (slot + 1) % WORD_SLOTS) {
        const struct word_entry *entry = &headings->words[headings->slots[slot] - 1];
        if (entry->length == length && memcmp(entry->text, text, length) == 0)
            add_match(matches, entry, FIT_EXACT);
    }
    return matches->count > before;
}

/* "工资待遇及福利" is 工资待遇, and more. */
static bool match_first(const struct headings *headings, const char *bare,
                        struct matches *matches) {
    static const char *const joints[] = { "/", "、", "及", "和", "与", "或", "&",
                                          "+", ",",  "|",  "\\", "-",  NULL };
    for (const char *at = bare; *at; at++)
        if (mark_at(at, joints))
            return at > bare && match_whole(headings, bare, (size_t)(at - bare), matches);
    return false;
}

/* Never the first of two words as long, never a small part of a long text. */
static void match_part(const struct headings *headings, const char *text, struct matches *matches) {
    const struct word_entry *best = NULL;
    size_t                   best_length = 0, best_end = 0;
    for (size_t i = 0; i < headings->word_count; i++) {
        const struct word_entry *entry = &headings->words[i];
        if (entry->second || entry->length < best_length || entry->length < 6)
            continue;
        const char *at = NULL;
        for (const char *next = text; (next = strstr(next, entry->text)); next++)
            at = next;
        if (!at)
            continue;
        size_t end = (size_t)(at - text) + entry->length;
        if (entry->length > best_length || end > best_end) {
            best = entry;
            best_length = entry->length;
            best_end = end;
        }
    }
    if (best && best_length * 10 >= strlen(text) * 3)
        add_match(matches, best, FIT_PART);
}

struct matches headings_match(const struct headings *headings, const char *folded) {
    struct matches matches = { .count = 0 };
    char           bare[HEADING_BYTES], full[HEADING_BYTES];
    strip(folded, false, bare);
    strip(folded, true, full);
    match_patterns(headings, full, &matches);
    if (!match_whole(headings, *bare ? bare : full, strlen(*bare ? bare : full), &matches) &&
        !match_first(headings, bare, &matches) && matches.count == 0)
        match_part(headings, bare, &matches);
    if (matches.count == 0)
        match_part(headings, full, &matches);
    return matches;
}

bool headings_known(const struct headings *headings, const char *folded) {
    struct matches matches = { .count = 0 };
    size_t         length = strlen(folded);
    if (length == 0 || length >= HEADING_BYTES)
        return false;
    if (match_whole(headings, folded, length, &matches))
        return true;
    if (!strpbrk(folded, "(*:;[") && !strstr(folded, "【"))
        return false;
    char bare[HEADING_BYTES];
    strip(folded, false, bare);
    return match_whole(headings, bare, strlen(bare), &matches);
}

bool target_flag(const struct target *target, unsigned flag) {
    return target && target->column && (target->column->flags & flag);
}
