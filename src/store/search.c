/* SPDX-License-Identifier: GPL-3.0-or-later
 * search.c - the first page without a sort, and the total without a join: the index's matches rise
 * in the list's order, and so does what a condition lets through (listing.c), so that a search is a
 * walk along two or three rising lists at once. */
#include "store/search.h"

#include "store/found.h"
#include "store/listing.h"
#include "store/schema.h"
#include "store/search_words.h"
#include "store/sqlite.h"

#include <string.h>

/* So many matches are asked one by one whether the condition lets them through; more than that, and
 * filling the listing is quicker. */
enum { ASKED_MOST = 1024 };

/* --- matches of one of the two indexes, rising --- */

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
    struct store        *store;
    struct table        *table;
    const struct search *search;
    struct listing      *listing;
    size_t               at;  /* in the listing, when it is filled */
    struct statement    *ask; /* whether the condition lets one row through; while it is not */
    size_t               asked;
    struct matches       matches[2];
    size_t               met; /* so far */
};

/* The next match of all words from `from` on. */
static bool walk_match(struct walk *walk, int64_t from, int64_t *ret_order, bool *ret_more,
                       struct err *err) {
    for (;;) {
        int64_t furthest = from;
        for (size_t i = 0; i < 2; i++) {
            struct matches *matches = &walk->matches[i];
            while (matches->kept && *ret_more && matches->order < furthest)
                if (!matches_next(walk->store, matches, ret_more, err))
                    return false;
            if (!*ret_more)
                return true;
            if (matches->kept)
                furthest = matches->order;
        }
        if (!walk->matches[0].kept || walk->matches[0].order == furthest) {
            *ret_order = furthest;
            return true;
        }
        from = furthest;
    }
}

static bool walk_ask(struct walk *walk, int64_t order, bool *ret_let, struct err *err) {
    const struct search *search = walk->search;
    *ret_let = true;
    if (!search->where)
        return true; /* all that is indexed is public */
    if (!walk->ask) {
        struct bytes sql = { 0 };
        bytes_format(&sql, "SELECT 1 FROM \"%s\" WHERE row_order = :order AND (%s)",
                     walk->table->record->name, search->where);
        if (sql.failed)
            (void)err_code_set(err, ERR_MEMORY, "内存不足");
        else
            walk->ask = db_take(walk->store, sql.at, search->values, search->value_count, err);
        bytes_free(&sql);
        if (!walk->ask)
            return false;
    }
    sqlite3_stmt *stmt = walk->ask->stmt;
    (void)sqlite3_reset(stmt); /* the last step's failure was reported */
    if (sqlite3_bind_int64(stmt, sqlite3_bind_parameter_index(stmt, ":order"), order) != SQLITE_OK)
        return db_failed(walk->store, err);
    int step = sqlite3_step(stmt);
    *ret_let = step == SQLITE_ROW;
    return step == SQLITE_ROW || step == SQLITE_DONE || db_failed(walk->store, err);
}

/* The next match that the condition lets through too; *ret_more false at the end. */
static bool walk_next(struct walk *walk, int64_t *ret_order, bool *ret_more, struct err *err) {
    struct listing *listing = walk->listing;
    for (int64_t from = *ret_order + 1;;) {
        bool    let = false;
        int64_t order = 0;
        if (!walk_match(walk, from, &order, ret_more, err))
            return false;
        if (!*ret_more)
            return true;
        from = order + 1;
        if (!listing->filled && walk->search->where && ++walk->asked > ASKED_MOST &&
            !listing_fill(walk->store, listing, walk->search, err))
            return false;
        if (!listing->filled) {
            if (!walk_ask(walk, order, &let, err))
                return false;
        } else {
            walk->at = listing_seek(listing, walk->at, order);
            if (walk->at == listing->count) {
                *ret_more = false;
                return true;
            }
            let = listing->at[walk->at] == order;
            from = let ? from : listing->at[walk->at];
        }
        if (let) {
            *ret_order = order;
            return true;
        }
    }
}

static bool walk_id(struct walk *walk, int64_t order, row_id *ret_id, struct err *err) {
    char               sql[256];
    const struct value value = value_integer(order);
    (void)sqlite3_snprintf(sizeof(sql), sql, "SELECT id FROM \"%s\" WHERE row_order = $1",
                           walk->table->record->name);
    return store_find(walk->store, sql, &value, 1, ret_id, err);
}

/* Ids of the page that was asked for; the rest is only counted, and only if somebody wants it. */
static bool walk_page(struct walk *walk, bool more, row_id *ids, size_t *ret_count, bool count_all,
                      struct err *err) {
    const struct search *search = walk->search;
    size_t               count = 0;
    int64_t              order = -1;
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

/* --- pages --- */

static bool page_matched(struct walk *walk, const struct bytes *han, const struct bytes *spelled,
                         row_id *ids, size_t *ret_count, size_t *ret_total, struct err *err) {
    struct total *total = ret_total ? listing_total(walk->listing, han, spelled) : NULL;
    bool          more = true, count_all = total && !total->known;
    if (!matches_open(walk->store, &walk->matches[0], walk->table, "han", han, &more, err) ||
        (more && !matches_open(walk->store, &walk->matches[1], walk->table, "spelled", spelled,
                               &more, err)) ||
        !walk_page(walk, more, ids, ret_count, count_all, err))
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
static bool page_listed(struct walk *walk, row_id *ids, size_t *ret_count, size_t *ret_total,
                        struct err *err) {
    size_t count = 0;
    if (!listing_fill(walk->store, walk->listing, walk->search, err))
        return false;
    for (size_t i = walk->search->first; i < walk->listing->count && count < walk->search->count;
         i++)
        if (!walk_id(walk, walk->listing->at[i], &ids[count++], err))
            return false;
    *ret_count = count;
    if (ret_total)
        *ret_total = walk->listing->count;
    return true;
}

static bool page_found(struct walk *walk, row_id *ids, size_t *ret_count, size_t *ret_total,
                       struct err *err) {
    const struct search *search = walk->search;
    struct bytes         han = { 0 }, spelled = { 0 };
    bool                 done;
    enum words_ask       ask = words_asked(search->words ? search->words : "", &han, &spelled);
    if (han.failed || spelled.failed)
        done = err_code_set(err, ERR_MEMORY, "内存不足");
    else if (ask == WORDS_NONE) {
        *ret_count = 0;
        if (ret_total)
            *ret_total = 0;
        done = true;
    } else if (!(walk->listing = listing_of(walk->store, walk->table, search, err)))
        done = false;
    else if (ask == WORDS_ALL)
        done = page_listed(walk, ids, ret_count, ret_total, err);
    else
        done = page_matched(walk, &han, &spelled, ids, ret_count, ret_total, err);
    for (size_t i = 0; i < 2; i++)
        db_give(walk->matches[i].kept);
    db_give(walk->ask);
    bytes_free(&han);
    bytes_free(&spelled);
    return done;
}

bool store_search(struct store *store, const struct record *record, const struct search *search,
                  row_id *ids, size_t *ret_count, size_t *ret_total, struct err *err) {
    struct walk walk = { .store = store, .table = table_of(store, record), .search = search };
    if (!walk.table->listed)
        bug("record %s has no rank: it is not searched", record->name);
    /* One snapshot for the lists and the ids; within a transaction it is that one's. */
    if (store->open ? !found_flush(store, err) : !db_begin(store, "BEGIN", err))
        return false;
    bool done = page_found(&walk, ids, ret_count, ret_total, err);
    if (!store->open)
        db_rollback(store);
    return done;
}
