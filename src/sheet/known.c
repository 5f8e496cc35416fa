/* SPDX-License-Identifier: GPL-3.0-or-later
 * known.c - which rows of the file are which rows of the store. A row is known by its key fields,
 * folded. Several of one key are matched first by being equal, then in their order, so that the
 * same file read twice always gives the same. */
#include "sheet/plan_inside.h"

#include <string.h>

/* A row of the store with the key of some candidate. */
struct stored {
    row_id   id;
    bool     taken;
    uint32_t next; /* of the same key, index + 1 */
};

struct group {
    const char *key;
    size_t      length;
    uint64_t    hash;
    uint32_t    first, last;               /* candidates, index + 1 */
    uint32_t    stored_first, stored_last; /* index + 1 */
};

struct known {
    struct planner *planner;
    struct group   *groups;
    size_t          group_count;
    uint32_t       *slots;
    size_t          slot_mask;
    struct stored  *stored;
    size_t          stored_count, stored_room;
};

/* --- keys ---------------------------------------------------------------------------------------
 */

static const struct field *key_field(const struct record *record, size_t i) {
    static const struct field *none;
    const struct intake       *intake = record->intake;
    if (intake && intake->key)
        return intake->key[i] ? record_field(record, intake->key[i]) : NULL;
    return i == 0 ? record_name_field(record) : none;
}

/* The key fields' values one after another: ids as they are, texts folded. Into `arena`. */
static const char *key_of(const struct record *record, const void *row, struct arena *arena,
                          size_t *ret_length) {
    char  *key = NULL;
    size_t length = 0;
    for (size_t i = 0;; i++) {
        const struct field *field = key_field(record, i);
        if (!field)
            break;
        const void *member = field_member_const(field, row);
        const char *bytes = member;
        size_t      count = sizeof(row_id);
        if (field->type != &type_ref) {
            bytes = cell_fold(arena, field->type->format(field, member, LANG_ZH, arena));
            count = strlen(bytes) + 1;
        }
        key = arena_grow(arena, key, length, length + count);
        memcpy(key + length, bytes, count);
        length += count;
    }
    *ret_length = length;
    return key;
}

static uint64_t hash_bytes(const char *bytes, size_t length) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)bytes[i]) * 1099511628211u;
    return hash ^ hash >> 31;
}

static struct group *find_group(const struct known *known, const char *key, size_t length,
                                uint64_t hash, size_t *ret_slot) {
    size_t slot = hash & known->slot_mask;
    for (; known->slots[slot]; slot = (slot + 1) & known->slot_mask) {
        struct group *group = &known->groups[known->slots[slot] - 1];
        if (group->hash == hash && group->length == length && memcmp(group->key, key, length) == 0)
            return group;
    }
    *ret_slot = slot;
    return NULL;
}

static void group_candidates(struct known *known) {
    struct planner *planner = known->planner;
    size_t          slots = 64;
    while (slots < 2 * planner->candidate_count)
        slots *= 2;
    known->slots = ARENA_NEW_ARRAY(planner->arena, slots, uint32_t);
    known->slot_mask = slots - 1;
    known->groups = ARENA_NEW_ARRAY(planner->arena, planner->candidate_count + 1, struct group);
    for (size_t i = 0; i < planner->candidate_count; i++) {
        struct candidate *candidate = &planner->candidates[i];
        if (planner->plan->rows[candidate->index].result == PLAN_ERROR)
            continue;
        candidate->key =
            key_of(planner->record, candidate->row, planner->arena, &candidate->key_length);
        candidate->hash = hash_bytes(candidate->key, candidate->key_length);
        size_t        slot;
        struct group *group =
            find_group(known, candidate->key, candidate->key_length, candidate->hash, &slot);
        if (group) {
            planner->candidates[group->last - 1].next = i + 1;
            group->last = (uint32_t)i + 1;
            continue;
        }
        known->groups[known->group_count] = (struct group){ candidate->key,
                                                            candidate->key_length,
                                                            candidate->hash,
                                                            (uint32_t)i + 1,
                                                            (uint32_t)i + 1,
                                                            0,
                                                            0 };
        known->slots[slot] = (uint32_t)++known->group_count;
    }
}

/* --- the store's rows ---------------------------------------------------------------------------
 */

static void add_stored(struct known *known, const void *row, struct arena *scratch) {
    struct planner           *planner = known->planner;
    const struct record_head *head = row;
    size_t                    length, slot;
    const char               *key = key_of(planner->record, row, scratch, &length);
    struct group *group = find_group(known, key, length, hash_bytes(key, length), &slot);
    if (!group)
        return;
    if (known->stored_count == known->stored_room) {
        size_t room = known->stored_room ? 2 * known->stored_room : 64;
        known->stored =
            arena_grow(planner->arena, known->stored, known->stored_room * sizeof(struct stored),
                       room * sizeof(struct stored));
        known->stored_room = room;
    }
    known->stored[known->stored_count++] = (struct stored){ .id = head->id };
    uint32_t index = (uint32_t)known->stored_count;
    if (group->stored_last)
        known->stored[group->stored_last - 1].next = index;
    else
        group->stored_first = index;
    group->stored_last = index;
}

static bool load_where(struct known *known, const char *tail, const struct value *value,
                       struct err *err) {
    struct planner *planner = known->planner;
    struct arena    scratch = { 0 };
    struct query   *query;
    void           *row = arena_alloc(planner->arena, planner->record->size);
    if (!query_open(&query, planner->store, planner->record, tail, value, value ? 1 : 0, err))
        return false;
    while (query_next(query, row, &scratch)) {
        add_stored(known, row, &scratch);
        arena_reset(&scratch);
    }
    arena_deinit(&scratch);
    return query_close(query, err);
}

/* Only rows that can have a candidate's key: those of the referred rows that the file names. */
static bool load_stored(struct known *known, struct err *err) {
    struct planner     *planner = known->planner;
    const struct field *field = key_field(planner->record, 0);
    if (!field || known->group_count == 0)
        return true;
    if (field->type != &type_ref)
        return load_where(known, "ORDER BY id", NULL, err);
    struct referred_table *table = referred_of(&planner->tables, field->record);
    for (size_t i = 0; i < planner->candidate_count; i++) {
        struct candidate *candidate = &planner->candidates[i];
        const row_id     *id = field_member_const(field, candidate->row);
        struct referred  *entry = candidate->key ? referred_by_id(table, *id) : NULL;
        if (!entry || entry->is_new || entry->used)
            continue;
        entry->used = true;
        const struct value value = value_id(&entry->id);
        const char *tail = arena_printf(planner->arena, "WHERE %s = $1 ORDER BY id", field->name);
        if (!load_where(known, tail, &value, err))
            return false;
    }
    return true;
}

/* --- one key ------------------------------------------------------------------------------------
 */

static bool is_key(const struct record *record, const struct field *field) {
    for (size_t i = 0; key_field(record, i); i++)
        if (key_field(record, i) == field)
            return true;
    return false;
}

/* `keyed`: their keys are known to be equal, however they are spelled. */
static bool rows_equal(const struct record *record, const void *a, const void *b, bool keyed) {
    for (size_t f = 0; f < record->field_count; f++) {
        const struct field *field = &record->fields[f];
        if (field_live(field) && !(keyed && is_key(record, field)) &&
            !field->type->equal(field, field_member_const(field, a), field_member_const(field, b)))
            return false;
    }
    return true;
}

static bool is_notes(const struct planner *planner, const struct field *field) {
    return planner->intake && text_equal(planner->intake->notes, field->name);
}

/* The stored row as the candidate wants it: what the sheet decides or the row says, and what was
 * not known. The key is the same, however it is spelled this time, and stays as it is. */
static void *merge(const struct planner *planner, const struct candidate *candidate,
                   const void *before) {
    const struct record *record = planner->record;
    char                *row = arena_alloc(planner->arena, record->size);
    memcpy(row, before, record->size);
    for (size_t f = 0; f < record->field_count; f++) {
        const struct field *field = &record->fields[f];
        if (!field_live(field) || is_key(record, field))
            continue;
        bool known = !field_absent(field, candidate->row);
        bool taken = candidate->decided[f] || candidate->written[f] ||
                     (known && field_absent(field, before));
        if (taken)
            memcpy(row + field->offset, field_member_const(field, candidate->row), field->size);
        else if (is_notes(planner, field))
            *(const char **)field_member(field, row) =
                notes_again(*(const char *const *)field_member_const(field, before),
                            *(const char *const *)field_member_const(field, candidate->row),
                            candidate->header, planner->arena);
    }
    return row;
}

static void append(struct planner *planner, struct plan_row *row, const struct problems *more) {
    if (more->count == 0)
        return;
    struct problem *all =
        ARENA_NEW_ARRAY(planner->arena, row->problem_count + more->count, struct problem);
    if (row->problem_count)
        memcpy(all, row->problems, row->problem_count * sizeof(*all));
    memcpy(all + row->problem_count, more->at, more->count * sizeof(*all));
    row->problems = all;
    row->problem_count += more->count;
}

/* The same key, other terms: as the row `first`, which may stand on another sheet. */
static void warn_alike(struct planner *planner, struct plan_row *row,
                       const struct plan_row *first) {
    struct problems problems;
    problems_init(&problems, planner->arena, planner->options->lang);
    if (strcmp(row->sheet, first->sheet) == 0)
        problem_add(&problems, PROBLEM_WARN, NULL, NULL,
                    N_("和第 %d 行是同一单位、同一岗位、同一地点，但内容不同，算两个岗位"),
                    first->number);
    else
        problem_add(
            &problems, PROBLEM_WARN, NULL, NULL,
            N_("和工作表“%s”第 %d 行是同一单位、同一岗位、同一地点，但内容不同，算两个岗位"),
            first->sheet, first->number);
    append(planner, row, &problems);
}

static void warn_oldest(struct planner *planner, struct plan_row *row) {
    struct problems problems;
    problems_init(&problems, planner->arena, planner->options->lang);
    problem_add(&problems, PROBLEM_WARN, NULL, NULL,
                N_("库里有不止一条同单位、同岗位、同地点的，改的是最早的一条"));
    append(planner, row, &problems);
}

static void settle(struct planner *planner, const struct candidate *candidate, void *row,
                   const void *before) {
    const struct plan_options *options = planner->options;
    if (planner->intake && planner->intake->settle)
        planner->intake->settle(row, before, candidate->decided,
                                options->open ? options->checked_by : NULL, planner->today);
}

/* Makes the candidate the row that it is in the store. */
static void pair(struct planner *planner, struct candidate *candidate, void *before, void *merged) {
    struct plan_row *row = &planner->plan->rows[candidate->index];
    settle(planner, candidate, merged, before);
    row->row = candidate->row = merged;
    candidate->before = before;
    if (!rows_equal(planner->record, merged, before, false))
        row->result = planner_waits(planner, before) ? PLAN_WAITS : PLAN_UPDATED;
    else if (planner_opens(planner, before))
        row->result = PLAN_UPDATED;
    else
        row->result = PLAN_SAME;
    if (row->result == PLAN_SAME)
        return;
    struct problems problems;
    problems_init(&problems, planner->arena, planner->options->lang);
    planner_foretell(planner, merged, before);
    if (record_check(planner->record, merged, &problems))
        return;
    row->result = PLAN_ERROR;
    append(planner, row, &problems);
}

/* Equal repeats are left out; others of the same key are said. */
static void find_repeats(struct planner *planner, const struct group *group) {
    struct candidate *first = &planner->candidates[group->first - 1];
    for (size_t i = first->next; i; i = planner->candidates[i - 1].next) {
        struct candidate *later = &planner->candidates[i - 1];
        struct plan_row  *row = &planner->plan->rows[later->index];
        for (size_t j = group->first; j != i; j = planner->candidates[j - 1].next) {
            const struct candidate *earlier = &planner->candidates[j - 1];
            if (planner->plan->rows[earlier->index].result == PLAN_SKIPPED ||
                !rows_equal(planner->record, earlier->row, later->row, true))
                continue;
            row->result = PLAN_SKIPPED;
            row->why = WHY_DUPLICATE;
            row->row = NULL;
            break;
        }
        if (row->result != PLAN_SKIPPED)
            warn_alike(planner, row, &planner->plan->rows[first->index]);
    }
}

static bool is_free(const struct planner *planner, const struct candidate *candidate) {
    const struct plan_row *row = &planner->plan->rows[candidate->index];
    return row->result == PLAN_NEW && !candidate->before;
}

/* Takes the stored rows for the candidates that equal them, or, not `equal`, for any. */
static bool take_stored(struct known *known, const struct group *group, bool equal,
                        struct err *err) {
    struct planner *planner = known->planner;
    for (size_t s = group->stored_first; s; s = known->stored[s - 1].next) {
        struct stored *stored = &known->stored[s - 1];
        void          *before = arena_alloc(planner->arena, planner->record->size);
        if (stored->taken)
            continue;
        if (!store_get(planner->store, planner->record, stored->id, before, planner->arena, err))
            return false;
        for (size_t i = group->first; i; i = planner->candidates[i - 1].next) {
            struct candidate *candidate = &planner->candidates[i - 1];
            if (!is_free(planner, candidate))
                continue;
            void *merged = merge(planner, candidate, before);
            if (equal && !rows_equal(planner->record, merged, before, true))
                continue;
            pair(planner, candidate, before, merged);
            stored->taken = true;
            break;
        }
    }
    return true;
}

static bool match_group(struct known *known, const struct group *group, struct err *err) {
    struct planner *planner = known->planner;
    find_repeats(planner, group);
    bool several = group->first != group->last || group->stored_first != group->stored_last;
    if (group->stored_first && ((several && !take_stored(known, group, true, err)) ||
                                !take_stored(known, group, false, err)))
        return false;
    struct plan_row *first = &planner->plan->rows[planner->candidates[group->first - 1].index];
    if (group->first == group->last && group->stored_first != group->stored_last &&
        (first->result == PLAN_UPDATED || first->result == PLAN_WAITS))
        warn_oldest(planner, first);
    for (size_t i = group->first; i; i = planner->candidates[i - 1].next)
        if (is_free(planner, &planner->candidates[i - 1])) {
            settle(planner, &planner->candidates[i - 1], planner->candidates[i - 1].row, NULL);
            planner_foretell(planner, planner->candidates[i - 1].row, NULL);
        }
    return true;
}

bool planner_match(struct planner *planner, struct err *err) {
    struct known known = { .planner = planner };
    for (size_t i = 0; i < planner->candidate_count; i++) {
        struct plan_row *row = &planner->plan->rows[planner->candidates[i].index];
        struct problems  problems;
        problems_init(&problems, planner->arena, planner->options->lang);
        bool right = referred_check(planner, planner->candidates[i].row, &problems);
        if (!right)
            row->result = PLAN_ERROR;
        append(planner, row, &problems);
    }
    group_candidates(&known);
    if (!load_stored(&known, err))
        return false;
    for (size_t g = 0; g < known.group_count; g++)
        if (!match_group(&known, &known.groups[g], err))
            return false;
    return true;
}
