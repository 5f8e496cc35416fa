/* SPDX-License-Identifier: GPL-3.0-or-later
 * search.c - the first page without a sort, and the total without a join. The rows that a condition
 * lets through are kept as a rising list of row_orders until the data changes; the index's matches
 * rise too, so a search is a walk along two or three rising lists at once. */
#include "store/search.h"

#include "store/inside.h"
#include "store/search_words.h"

#include <stdlib.h>
#include <string.h>

enum { LISTINGS_KEPT = 8, TOTALS_KEPT = 8 };

/* How many of a listing's rows some words find: turning pages does not count them again. */
struct total {
    uint8_t words[HASH_SIZE];
    size_t  count;
    bool    known;
};

/* Public rows that a condition lets through, rising. */
struct listing {
    const struct table *table; /* NULL: this place is empty */
    struct bytes        key;   /* the condition and its values */
    int64_t             version, used; /* data version; when last asked for */
    int64_t            *at;
    size_t              count;
    struct total        totals[TOTALS_KEPT];
    size_t              totals_next;
};

static void listing_drop(struct listing *listing) {
    bytes_free(&listing->key);
    free(listing->at);
    *listing = (struct listing){ 0 };
}

void found_forget(struct store *store) {
    for (size_t i = 0; store->listings && i < LISTINGS_KEPT; i++)
        listing_drop(&store->listings[i]);
    free(store->listings);
    store->listings = NULL;
}

static void listing_key(struct bytes *key, const struct search *search) {
    bytes_text(key, search->where ? search->where : "");
    for (size_t i = 0; i < search->value_count; i++) {
        const struct value *value = &search->values[i];
        bytes_byte(key, 0);
        bytes_byte(key, (uint8_t)value->kind);
        if (value->kind == VALUE_INTEGER)
            bytes_u64(key, (uint64_t)value->integer);
        else if (value->kind != VALUE_NULL) {
            bytes_u64(key, value->length);
            bytes_add(key, value->bytes, value->length);
        }
    }
}

static bool listing_add(struct listing *listing, size_t *room, int64_t order) {
    if (listing->count == *room) {
        size_t   more = *room ? 2 * *room : 256;
        int64_t *at = realloc(listing->at, more * sizeof(*at));
        if (!at)
            return false;
        listing->at = at;
        *room = more;
    }
    listing->at[listing->count++] = order;
    return true;
}

static bool listing_fill(struct store *store, struct listing *listing, const struct search *search,
                         struct err *err) {
    struct bytes sql = { 0 };
    bytes_format(&sql, "SELECT row_order FROM \"%s\" WHERE row_order < %lld",
                 listing->table->record->name, (long long)ROW_ORDER_HIDDEN);
    if (search->where) {
        bytes_text(&sql, " AND (");
        bytes_text(&sql, search->where);
        bytes_text(&sql, ")");
    }
    bytes_text(&sql, " ORDER BY row_order");
    struct statement *kept =
        sql.failed ? NULL : db_take(store, sql.at, search->values, search->value_count, err);
    if (sql.failed)
        (void)err_code_set(err, ERR_MEMORY, "内存不足");
    bytes_free(&sql);
    size_t room = 0;
    int    step = SQLITE_DONE;
    bool   done = kept != NULL;
    while (done && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW)
        done = listing_add(listing, &room, sqlite3_column_int64(kept->stmt, 0)) ||
               err_code_set(err, ERR_MEMORY, "内存不足");
    if (done && step != SQLITE_DONE)
        done = db_failed(store, err);
    db_give(kept);
    return done;
}

/* The place of this key: the listing itself, an outdated one, or the one longest not asked for. */
static struct listing *listing_place(struct store *store, const struct table *table,
                                     const struct bytes *key) {
    struct listing *oldest = &store->listings[0];
    for (size_t i = 0; i < LISTINGS_KEPT; i++) {
        struct listing *listing = &store->listings[i];
        if (listing->table == table && listing->key.used == key->used &&
            memcmp(listing->key.at, key->at, key->used) == 0)
            return listing;
        if (listing->used < oldest->used)
            oldest = listing;
    }
    return oldest;
}

static struct listing *listing_get(struct store *store, const struct table *table,
                                         const struct search *search, struct err *err) {
    struct bytes key = { 0 };
    int64_t      version = store_data_version(store);
    listing_key(&key, search);
    if (!store->listings)
        store->listings = calloc(LISTINGS_KEPT, sizeof(*store->listings));
    if (!store->listings || key.failed) {
        bytes_free(&key);
        (void)err_code_set(err, ERR_MEMORY, "内存不足");
        return NULL;
    }
    struct listing *listing = listing_place(store, table, &key);
    bool same = listing->table == table && listing->version == version &&
                listing->key.used == key.used && memcmp(listing->key.at, key.at, key.used) == 0;
    if (same && !store->written)
        bytes_free(&key);
    else {
        listing_drop(listing);
        *listing = (struct listing){ .table = table, .key = key, .version = version };
        if (!listing_fill(store, listing, search, err)) {
            listing_drop(listing);
            return NULL;
        }
    }
    listing->used = ++store->listings_asked;
    return listing;
}

/* --- matches of the index, rising --- */

struct matches {
    struct statement *kept; /* NULL: asks for nothing */
    int64_t           order;
};

static bool matches_next(struct store *store, struct matches *matches, bool *ret_more,
                         struct err *err) {
    int step = sqlite3_step(matches->kept->stmt);
    *ret_more = step == SQLITE_ROW;
    if (step == SQLITE_ROW)
        matches->order = sqlite3_column_int64(matches->kept->stmt, 0);
    return step == SQLITE_ROW || step == SQLITE_DONE || db_failed(store, err);
}

static bool matches_open(struct store *store, struct matches *matches, const struct table *table,
                         const char *kind, const struct bytes *expression, bool *ret_more,
                         struct err *err) {
    char sql[512];
    if (expression->used == 0)
        return true;
    (void)sqlite3_snprintf(sizeof(sql), sql,
                           "SELECT rowid FROM \"%s_%s\" WHERE \"%s_%s\" MATCH $1 ORDER BY rowid",
                           table->record->name, kind, table->record->name, kind);
    const struct value value = { .kind = VALUE_TEXT,
                                 .bytes = expression->at,
                                 .length = expression->used };
    matches->kept = db_take(store, sql, &value, 1, err);
    return matches->kept && matches_next(store, matches, ret_more, err);
}

/* --- the walk --- */

struct walk {
    struct store   *store;
    struct table   *table;
    struct listing *listing;
    size_t          at; /* in the listing */
    struct matches  matches[2];
    size_t          met; /* so far */
};

/* The first of the listing that is not before `order`: near by doubling steps, then by halving. */
static size_t listing_seek(const struct listing *listing, size_t from, int64_t order) {
    size_t step = 1, low = from, high = from;
    while (high < listing->count && listing->at[high] < order) {
        low = high + 1;
        high += step;
        step *= 2;
    }
    if (high > listing->count)
        high = listing->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (listing->at[middle] < order)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The next row_order that all lists have; *ret_more false at the end. */
static bool walk_next(struct walk *walk, int64_t *ret_order, bool *ret_more, struct err *err) {
    const struct listing *listing = walk->listing;
    while (*ret_more && walk->at < listing->count) {
        int64_t order = listing->at[walk->at];
        bool    all = true;
        for (size_t i = 0; i < 2; i++) {
            struct matches *matches = &walk->matches[i];
            while (matches->kept && *ret_more && matches->order < order)
                if (!matches_next(walk->store, matches, ret_more, err))
                    return false;
            if (!*ret_more)
                return true;
            if (matches->kept && matches->order > order) {
                walk->at = listing_seek(listing, walk->at, matches->order);
                all = false;
                break;
            }
        }
        if (all) {
            *ret_order = order;
            walk->at++;
            return true;
        }
    }
    *ret_more = false;
    return true;
}

static bool walk_id(struct walk *walk, int64_t order, row_id *ret_id, struct err *err) {
    char               sql[256];
    const struct value value = value_integer(order);
    (void)sqlite3_snprintf(sizeof(sql), sql, "SELECT id FROM \"%s\" WHERE row_order = $1",
                           walk->table->record->name);
    return store_find(walk->store, sql, &value, 1, ret_id, err);
}

/* Ids of the page that was asked for; the rest is only counted, and only if somebody wants it. */
static bool walk_page(struct walk *walk, const struct search *search, bool more, row_id *ids,
                      size_t *ret_count, bool count_all, struct err *err) {
    size_t  count = 0;
    int64_t order = 0;
    while (more && (count_all || count < search->count)) {
        if (!walk_next(walk, &order, &more, err))
            return false;
        if (!more)
            break;
        if (walk->met++ >= search->first && count < search->count &&
            !walk_id(walk, order, &ids[count++], err))
            return false;
    }
    *ret_count = count;
    return true;
}

/* The listing's total of these words; a place for it when it is not known. */
static struct total *total_of(struct listing *listing, const struct bytes *han,
                              const struct bytes *spelled) {
    crypto_generichash_blake2b_state state;
    uint8_t                          words[HASH_SIZE];
    /* These fail only for sizes out of range; a NUL stands between, as in no expression. */
    (void)crypto_generichash_blake2b_init(&state, NULL, 0, HASH_SIZE);
    (void)crypto_generichash_blake2b_update(&state, (const uint8_t *)han->at, han->used);
    (void)crypto_generichash_blake2b_update(&state, (const uint8_t *)"", 1);
    (void)crypto_generichash_blake2b_update(&state, (const uint8_t *)spelled->at, spelled->used);
    (void)crypto_generichash_blake2b_final(&state, words, HASH_SIZE);
    for (size_t i = 0; i < TOTALS_KEPT; i++)
        if (listing->totals[i].known && memcmp(listing->totals[i].words, words, HASH_SIZE) == 0)
            return &listing->totals[i];
    struct total *total = &listing->totals[listing->totals_next];
    listing->totals_next = (listing->totals_next + 1) % TOTALS_KEPT;
    *total = (struct total){ .known = false };
    memcpy(total->words, words, HASH_SIZE);
    return total;
}

static bool page_matched(struct walk *walk, const struct search *search, const struct bytes *han,
                         const struct bytes *spelled, row_id *ids, size_t *ret_count,
                         size_t *ret_total, struct err *err) {
    struct total *total = ret_total ? total_of(walk->listing, han, spelled) : NULL;
    bool          more = true, count_all = total && !total->known;
    if (!matches_open(walk->store, &walk->matches[0], walk->table, "han", han, &more, err) ||
        (more && !matches_open(walk->store, &walk->matches[1], walk->table, "spelled", spelled,
                               &more, err)) ||
        !walk_page(walk, search, more, ids, ret_count, count_all, err))
        return false;
    if (count_all) {
        total->known = true;
        total->count = walk->met;
    }
    if (ret_total)
        *ret_total = total->count;
    return true;
}

/* Nothing typed: the listing is the answer. */
static bool page_listed(struct walk *walk, const struct search *search, row_id *ids,
                        size_t *ret_count, size_t *ret_total, struct err *err) {
    size_t count = 0, all = walk->listing->count;
    for (size_t i = search->first; i < all && count < search->count; i++)
        if (!walk_id(walk, walk->listing->at[i], &ids[count++], err))
            return false;
    *ret_count = count;
    if (ret_total)
        *ret_total = all;
    return true;
}

static bool page_found(struct walk *walk, const struct search *search, row_id *ids,
                       size_t *ret_count, size_t *ret_total, struct err *err) {
    struct store  *store = walk->store;
    struct bytes   han = { 0 }, spelled = { 0 };
    bool           done;
    enum words_ask ask = words_asked(search->words ? search->words : "", &han, &spelled);
    if (han.failed || spelled.failed)
        done = err_code_set(err, ERR_MEMORY, "内存不足");
    else if (ask == WORDS_NONE) {
        *ret_count = 0;
        if (ret_total)
            *ret_total = 0;
        done = true;
    } else if (!(walk->listing = listing_get(store, walk->table, search, err)))
        done = false;
    else if (ask == WORDS_ALL)
        done = page_listed(walk, search, ids, ret_count, ret_total, err);
    else
        done = page_matched(walk, search, &han, &spelled, ids, ret_count, ret_total, err);
    for (size_t i = 0; i < 2; i++)
        db_give(walk->matches[i].kept);
    bytes_free(&han);
    bytes_free(&spelled);
    return done;
}

bool store_search(struct store *store, const struct record *record, const struct search *search,
                  row_id *ids, size_t *ret_count, size_t *ret_total, struct err *err) {
    struct walk walk = { .store = store, .table = table_of(store, record) };
    if (!walk.table->listed)
        bug("record %s has no rank: it is not searched", record->name);
    /* One snapshot for the lists and the ids; within a transaction it is that one's. */
    if (store->open ? !found_flush(store, err) : !db_exec(store, "BEGIN", err))
        return false;
    bool done = page_found(&walk, search, ids, ret_count, ret_total, err);
    if (!store->open)
        (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL); /* nothing was written */
    return done;
}
