/* SPDX-License-Identifier: GPL-3.0-or-later
 * listing.c - what conditions let through, kept while the data stays as it is. */
#include "store/listing.h"
#include "store/found.h"
#include "store/sqlite.h"

#include <stdlib.h>
#include <string.h>

enum {
    LISTINGS_KEPT = 8,
    CHANGED_MOST = 64, /* rows looked at again; when more have changed, all are */
};

static void listing_drop(struct listing *listing) {
    bytes_free(&listing->key);
    free(listing->at);
    free(listing->keys);
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

/* --- filled --- */

static uint64_t id_key(const void *id) {
    uint64_t key;
    memcpy(&key, (const char *)id + sizeof(row_id) - sizeof(key), sizeof(key));
    return key;
}

static bool listing_room(struct listing *listing, struct err *err) {
    if (listing->count < listing->room)
        return true;
    size_t    room = listing->room ? 2 * listing->room : 256;
    int64_t  *at = realloc(listing->at, room * sizeof(*at));
    uint64_t *keys = NULL;
    if (at) {
        listing->at = at;
        keys = realloc(listing->keys, room * sizeof(*keys));
    }
    if (!keys)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    listing->keys = keys;
    listing->room = room;
    return true;
}

/* Ids and row_orders of what the condition lets through; `one`: of the row :id alone. */
static struct statement *listing_ask(struct store *store, const struct listing *listing,
                                     const struct search *search, bool one, struct err *err) {
    struct bytes sql = { 0 };
    bytes_format(&sql, "SELECT row_order, id FROM \"%s\" WHERE row_order < %lld",
                 listing->table->record->name, (long long)ROW_ORDER_HIDDEN);
    if (search->where)
        bytes_format(&sql, " AND (%s)", search->where);
    bytes_text(&sql, one ? " AND id = :id" : " ORDER BY row_order");
    struct statement *kept =
        sql.failed ? NULL : db_take(store, sql.at, search->values, search->value_count, err);
    if (sql.failed)
        (void)err_code_set(err, ERR_MEMORY, "内存不足");
    bytes_free(&sql);
    return kept;
}

static bool listing_stand(struct store *store, struct listing *listing, struct err *err) {
    return store_number(store, "SELECT max(sequence) FROM journal", NULL, 0, &listing->sequence,
                        err) &&
           store_number(store, "SELECT local FROM node", NULL, 0, &listing->local, err);
}

bool listing_fill(struct store *store, struct listing *listing, const struct search *search,
                  struct err *err) {
    if (listing->filled)
        return true;
    struct statement *kept = listing_ask(store, listing, search, false, err);
    int               step = SQLITE_DONE;
    bool              done = kept && listing_stand(store, listing, err);
    listing->count = 0;
    while (done && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW) {
        const void *id = sqlite3_column_blob(kept->stmt, 1);
        if (sqlite3_column_bytes(kept->stmt, 1) != (int)sizeof(row_id))
            done = err_code_set(err, ERR_DAMAGED, "数据库里的编号不合规");
        else if ((done = listing_room(listing, err))) {
            listing->at[listing->count] = sqlite3_column_int64(kept->stmt, 0);
            listing->keys[listing->count++] = id_key(id);
        }
    }
    if (done && step != SQLITE_DONE)
        done = db_failed(store, err);
    db_give(kept);
    listing->filled = done;
    return done;
}

/* --- looked at again --- */

static void listing_take_out(struct listing *listing, uint64_t key) {
    size_t i = 0;
    while (i < listing->count && listing->keys[i] != key)
        i++;
    if (i == listing->count)
        return;
    size_t after = --listing->count - i;
    memmove(listing->at + i, listing->at + i + 1, after * sizeof(*listing->at));
    memmove(listing->keys + i, listing->keys + i + 1, after * sizeof(*listing->keys));
}

static bool listing_put_in(struct listing *listing, int64_t order, uint64_t key, struct err *err) {
    if (!listing_room(listing, err))
        return false;
    size_t i = listing_seek(listing, 0, order), after = listing->count++ - i;
    memmove(listing->at + i + 1, listing->at + i, after * sizeof(*listing->at));
    memmove(listing->keys + i + 1, listing->keys + i, after * sizeof(*listing->keys));
    listing->at[i] = order;
    listing->keys[i] = key;
    return true;
}

static bool listing_look(struct store *store, struct listing *listing, const struct search *search,
                         const row_id *id, struct err *err) {
    struct statement *kept = listing_ask(store, listing, search, true, err);
    if (!kept)
        return false;
    const struct value value = value_id(id);
    bool done = db_bind(kept->stmt, sqlite3_bind_parameter_index(kept->stmt, ":id"), &value) ||
                db_failed(store, err);
    int step = done ? sqlite3_step(kept->stmt) : SQLITE_DONE;
    listing_take_out(listing, id_key(id));
    if (step == SQLITE_ROW)
        done = listing_put_in(listing, sqlite3_column_int64(kept->stmt, 0), id_key(id), err);
    else if (step != SQLITE_DONE)
        done = db_failed(store, err);
    db_give(kept);
    return done;
}

/* The rows that the journal has seen change; false when they are too many, or cannot be told. */
static bool listing_changed(struct store *store, const struct listing *listing,
                            row_id ids[CHANGED_MOST], size_t *ret_count) {
    const struct value values[] = { value_integer(listing->sequence),
                                    value_text(listing->table->record->name),
                                    value_integer(CHANGED_MOST + 1) };
    int64_t            local = 0;
    if (!store_number(store, "SELECT local FROM node", NULL, 0, &local, NULL) ||
        local != listing->local)
        return false; /* an index was rebuilt, perhaps: rows may stand elsewhere */
    struct statement *kept = db_take(store,
                                     "SELECT DISTINCT row_id FROM journal WHERE sequence > $1 "
                                     "AND record = $2 LIMIT $3",
                                     values, 3, NULL);
    size_t            count = 0;
    int               step = SQLITE_DONE;
    while (kept && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW && count < CHANGED_MOST &&
           sqlite3_column_bytes(kept->stmt, 0) == (int)sizeof(row_id))
        memcpy(&ids[count++], sqlite3_column_blob(kept->stmt, 0), sizeof(row_id));
    db_give(kept);
    *ret_count = count;
    return kept && step == SQLITE_DONE;
}

/* As the data is now; what cannot be mended stays unfilled. */
static void listing_renew(struct store *store, struct listing *listing, const struct search *search,
                          int64_t version) {
    row_id ids[CHANGED_MOST];
    size_t count = 0;
    bool   whole = listing->filled && listing_changed(store, listing, ids, &count);
    for (size_t i = 0; whole && i < count; i++)
        whole = listing_look(store, listing, search, &ids[i], NULL);
    listing->filled = whole && listing_stand(store, listing, NULL);
    listing->version = version;
    memset(listing->totals, 0, sizeof(listing->totals));
}

/* Near by doubling steps, then by halving. */
size_t listing_seek(const struct listing *listing, size_t from, int64_t order) {
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

/* --- kept --- */

static bool listing_is(const struct listing *listing, const struct table *table,
                       const struct bytes *key) {
    return listing->table == table && listing->key.used == key->used &&
           memcmp(listing->key.at, key->at, key->used) == 0;
}

/* The key's own place, or that of the one longest not asked for. */
static struct listing *listing_place(struct store *store, const struct table *table,
                                     const struct bytes *key) {
    struct listing *oldest = &store->listings[0];
    for (size_t i = 0; i < LISTINGS_KEPT; i++) {
        if (listing_is(&store->listings[i], table, key))
            return &store->listings[i];
        if (store->listings[i].asked < oldest->asked)
            oldest = &store->listings[i];
    }
    return oldest;
}

struct listing *listing_of(struct store *store, const struct table *table,
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
    if (listing_is(listing, table, &key) && !store->written) {
        bytes_free(&key);
        if (listing->version != version)
            listing_renew(store, listing, search, version);
    } else { /* within a transaction that has written, each search looks at everything */
        listing_drop(listing);
        *listing = (struct listing){ .table = table, .key = key, .version = version };
    }
    listing->asked = ++store->listings_asked;
    return listing;
}

struct total *listing_total(struct listing *listing, const struct bytes *han,
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
        if (listing->totals[i].used && memcmp(listing->totals[i].words, words, HASH_SIZE) == 0)
            return &listing->totals[i];
    struct total *total = &listing->totals[listing->totals_next];
    listing->totals_next = (listing->totals_next + 1) % TOTALS_KEPT;
    *total = (struct total){ .used = true };
    memcpy(total->words, words, HASH_SIZE);
    return total;
}
