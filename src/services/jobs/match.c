/* SPDX-License-Identifier: GPL-3.0-or-later
 * match.c - a compact key for each public posting, kept in the list's order, so that reordering is
 * one pass over memory: as many heaps as there can be points, each stable. */
#include "services/jobs/match.h"

#include "flow/step.h"
#include "store/journal.h"

#include <stdlib.h>
#include <string.h>

enum {
    ENTRIES_AT_ONCE = 64,
    ENTRIES_MOST = 4096, /* of the journal; after more than these everything is read anew */
    LEVELS = (2 * WISH_COUNT + 1) * (WISH_COUNT + 1), /* points × wishes not met */
};

struct match_key {
    row_id            id;
    int64_t           rank;
    int32_t           closes_on; /* day.n; INT32_MAX: on no day */
    struct wish_facts facts;
};

struct match_index {
    struct wish_trades trades;
    struct match_key  *keys;  /* by rank, then id */
    uint32_t          *order; /* of those that are public on `today`, best first */
    size_t             count, room, ordered, whole;
    int64_t            sequence; /* of the journal, up to which it was read; -1: never */
    int64_t            stamp;    /* of that entry: another database has another one */
    struct wishes      wishes;
    day                today;
    bool               in_order;
};

struct match_index *match_index_new(void) {
    struct match_index *index = calloc(1, sizeof(*index));
    if (index == NULL)
        return NULL;
    wish_trades_init(&index->trades);
    index->sequence = -1;
    return index;
}

void match_index_free(struct match_index *index) {
    if (index == NULL)
        return;
    free(index->keys);
    free(index->order);
    free(index);
}

static void forget(struct match_index *index) {
    index->count = index->ordered = index->whole = 0;
    index->sequence = -1;
    index->in_order = false;
}

/* --- keys --------------------------------------------------------------------------------------
 */

static int key_compare(const void *a, const void *b) {
    const struct match_key *first = a, *second = b;
    if (first->rank != second->rank)
        return first->rank < second->rank ? -1 : 1;
    return memcmp(&first->id, &second->id, sizeof(row_id));
}

static bool grown(struct match_index *index, size_t count, struct err *err) {
    if (count <= index->room)
        return true;
    size_t            room = index->room * 2 > count ? index->room * 2 : count + 64;
    struct match_key *keys = realloc(index->keys, room * sizeof(*keys));
    index->keys = keys != NULL ? keys : index->keys;
    uint32_t *order = keys != NULL ? realloc(index->order, room * sizeof(*order)) : NULL;
    index->order = order != NULL ? order : index->order;
    if (order == NULL)
        return err_code_set(err, ERR_MEMORY, "内存不够，列不出岗位");
    index->room = room;
    return true;
}

static struct match_key key_of(const struct match_index *index, const struct job *job, bool child) {
    struct match_key key = { .id = job->head.id, .rank = job_record.rank(job) };
    key.closes_on = day_absent(job->closes_on) ? INT32_MAX : job->closes_on.n;
    wish_facts(job, wish_what_of(&index->trades, job->trade), child, &key.facts);
    return key;
}

static bool read_jobs(struct match_index *index, struct store *store, struct arena *arena,
                      struct err *err) {
    const struct value values[] = { value_text(job_state_words[JOB_OPEN].name) };
    struct query      *query;
    struct job         job;
    bool               room = true;
    if (!query_open(&query, store, &job_record, "WHERE state = $1", values, 1, err))
        return false;
    while (room && query_next(query, &job, arena)) {
        if (job_record.rank(&job) >= 0 && (room = grown(index, index->count + 1, err)))
            index->keys[index->count++] = key_of(index, &job, wish_child(&job));
        arena_reset(arena);
    }
    return query_close(query, room ? err : NULL) && room;
}

static int id_compare(const void *a, const void *b) {
    return memcmp(&((const struct match_key *)a)->id, &((const struct match_key *)b)->id,
                  sizeof(row_id));
}

/* What only tags say. The query returns no children, and one for each posting would be slow. */
static bool read_tags(struct match_index *index, struct store *store, struct arena *arena,
                      struct err *err) {
    struct query  *query;
    struct job_tag tag;
    qsort(index->keys, index->count, sizeof(*index->keys), id_compare);
    if (!query_open(&query, store, &job_tag_record, "WHERE tag LIKE '%孩%' OR tag LIKE '%娃%'",
                    NULL, 0, err))
        return false;
    while (query_next(query, &tag, arena)) {
        struct job        job = { .tags = { &tag, 1 } };
        struct match_key  wanted = { .id = tag.job };
        struct match_key *key = index->count == 0 ? NULL
                                                  : bsearch(&wanted, index->keys, index->count,
                                                            sizeof(wanted), id_compare);
        if (key != NULL && wish_child(&job)) {
            wish_facts_child(&key->facts);
        }
        arena_reset(arena);
    }
    return query_close(query, err);
}

static bool read_all(struct match_index *index, struct store *store, struct err *err) {
    struct arena arena = { 0 };
    index->count = 0;
    bool done = read_jobs(index, store, &arena, err) && read_tags(index, store, &arena, err);
    arena_deinit(&arena);
    if (done)
        qsort(index->keys, index->count, sizeof(*index->keys), key_compare);
    return done;
}

/* --- what has changed --------------------------------------------------------------------------
 */

static void take_out(struct match_index *index, row_id id) {
    for (size_t i = 0; i < index->count; i++) {
        if (!id_equal(index->keys[i].id, id))
            continue;
        memmove(&index->keys[i], &index->keys[i + 1],
                (index->count - i - 1) * sizeof(*index->keys));
        index->count--;
        return;
    }
}

static bool put_in(struct match_index *index, const struct match_key *key, struct err *err) {
    if (!grown(index, index->count + 1, err))
        return false;
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (key_compare(&index->keys[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    memmove(&index->keys[low + 1], &index->keys[low], (index->count - low) * sizeof(*index->keys));
    index->keys[low] = *key;
    index->count++;
    return true;
}

static bool read_one(struct match_index *index, struct store *store, row_id id, struct arena *arena,
                     struct err *err) {
    struct job job;
    struct err why = { .lang = err != NULL ? err->lang : LANG_ZH };
    take_out(index, id);
    if (!store_get(store, &job_record, id, &job, arena, &why))
        return why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
    if (job_record.rank(&job) < 0)
        return true;
    struct match_key key = key_of(index, &job, wish_child(&job));
    return put_in(index, &key, err);
}

/* A step may have opened a posting or closed it: the state is reckoned, and in no entry. */
static bool read_moved(struct match_index *index, struct store *store, row_id step,
                       struct arena *arena, struct err *err) {
    const struct value value = value_id(&step);
    struct err         why = { .lang = err != NULL ? err->lang : LANG_ZH };
    row_id             matter;
    if (store_find(store,
                   "SELECT step.matter FROM step JOIN job ON job.id = step.matter "
                   "WHERE step.id = $1",
                   &value, 1, &matter, &why))
        return read_one(index, store, matter, arena, err);
    return why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
}

/* The postings that the journal names since; a tag's change is one of its posting too. */
static bool read_changed(struct match_index *index, struct store *store, struct err *err) {
    struct journal_entry entries[ENTRIES_AT_ONCE];
    struct arena         arena = { 0 };
    size_t               count = ENTRIES_AT_ONCE;
    bool                 done = true;
    while (done && count == ENTRIES_AT_ONCE) {
        done = journal_read(store, index->sequence, false, &arena, entries, ENTRIES_AT_ONCE, &count,
                            err);
        for (size_t i = 0; done && i < count; i++) {
            if (strcmp(entries[i].record, job_record.name) == 0)
                done = read_one(index, store, entries[i].row, &arena, err);
            else if (strcmp(entries[i].record, step_record.name) == 0)
                done = read_moved(index, store, entries[i].row, &arena, err);
            index->sequence = entries[i].sequence;
            index->stamp = entries[i].stamp;
        }
        arena_reset(&arena);
    }
    arena_deinit(&arena);
    return done;
}

/* The newest entry of the chain, and the stamp that the one read last has now; 0: none. */
static bool chain_now(const struct match_index *index, struct store *store, int64_t *ret_sequence,
                      int64_t *ret_stamp, struct err *err) {
    const struct value values[] = { value_integer(index->sequence) };
    return store_number(store, "SELECT max(sequence) FROM journal", NULL, 0, ret_sequence, err) &&
           store_number(store, "SELECT stamp FROM journal WHERE sequence = $1", values, 1,
                        ret_stamp, err);
}

bool match_index_update(struct match_index *index, struct store *store, struct err *err) {
    int64_t now = 0, stamp = 0;
    if (!chain_now(index, store, &now, &stamp, err)) {
        forget(index);
        return false;
    }
    bool same_chain = index->sequence >= 0 && index->sequence <= now && stamp == index->stamp;
    if (same_chain && now == index->sequence)
        return true;
    index->in_order = false;
    bool done = false;
    if (same_chain && now - index->sequence <= ENTRIES_MOST) {
        done = read_changed(index, store, err);
    } else if ((done = read_all(index, store, err))) {
        index->sequence = now;
        done = chain_now(index, store, &now, &index->stamp, err);
    }
    if (!done)
        forget(index);
    return done;
}

/* --- order -------------------------------------------------------------------------------------
 */

/* 0 is the best. */
static size_t level_of(const struct wish_facts *facts, const struct wishes *wishes) {
    size_t lost = 0, fails = 0;
    for (int w = 0; w < WISH_COUNT; w++) {
        enum verdict verdict = wish_verdict(facts, (enum wish)w, wishes->answer[w]);
        lost += verdict == VERDICT_UNKNOWN ? 1 : verdict == VERDICT_NOT ? 2 : 0;
        fails += verdict == VERDICT_NOT;
    }
    return lost * (WISH_COUNT + 1) + fails;
}

static bool public_on(const struct match_key *key, day today) {
    return key->closes_on >= today.n;
}

static void order_all(struct match_index *index, const struct wishes *wishes, day today) {
    size_t held[LEVELS] = { 0 }, at[LEVELS], before = 0;
    for (size_t i = 0; i < index->count; i++)
        if (public_on(&index->keys[i], today))
            held[level_of(&index->keys[i].facts, wishes)]++;
    for (size_t level = 0; level < LEVELS; level++) {
        at[level] = before;
        before += held[level];
    }
    for (size_t i = 0; i < index->count; i++)
        if (public_on(&index->keys[i], today))
            index->order[at[level_of(&index->keys[i].facts, wishes)]++] = (uint32_t)i;
    index->ordered = before;
    index->whole = held[0];
}

void match_order(struct match_index *index, const struct wishes *wishes, day today,
                 struct match_found *ret_found) {
    bool same = index->in_order && today.n == index->today.n &&
                memcmp(wishes, &index->wishes, sizeof(*wishes)) == 0;
    if (!same) {
        order_all(index, wishes, today);
        index->wishes = *wishes;
        index->today = today;
        index->in_order = true;
    }
    *ret_found = (struct match_found){ index->ordered, index->whole };
}

static void judge(struct match *match, const struct wishes *wishes) {
    match->asked = match->meets = match->unknown = match->fails = 0;
    for (int w = 0; w < WISH_COUNT; w++) {
        enum verdict verdict = wish_verdict(&match->facts, (enum wish)w, wishes->answer[w]);
        match->verdict[w] = verdict;
        match->asked += verdict != VERDICT_NONE;
        match->meets += verdict == VERDICT_MEETS;
        match->unknown += verdict == VERDICT_UNKNOWN;
        match->fails += verdict == VERDICT_NOT;
    }
}

void match_of(const struct match_index *index, const struct job *job, const struct wishes *wishes,
              struct match *ret_match) {
    wish_facts(job, wish_what_of(&index->trades, job->trade), wish_child(job), &ret_match->facts);
    judge(ret_match, wishes);
}

bool match_page(struct match_index *index, struct store *store, size_t first, size_t count,
                struct arena *arena, struct job_row *rows, struct match *matches, size_t *ret_count,
                struct err *err) {
    size_t loaded = 0;
    for (size_t i = first; i < index->ordered && i < first + count; i++) {
        struct err why = { .lang = err != NULL ? err->lang : LANG_ZH };
        row_id     id = index->keys[index->order[i]].id;
        if (job_open_get(store, id, index->today, arena, &rows[loaded], &why))
            loaded++;
        else if (why.code != ERR_ABSENT)
            return err_code_set(err, why.code, "%s", why.text);
    }
    for (size_t i = 0; i < loaded; i++)
        match_of(index, &rows[i].job, &index->wishes, &matches[i]);
    *ret_count = loaded;
    return true;
}
