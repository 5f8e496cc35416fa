/* SPDX-License-Identifier: GPL-3.0-or-later
 * listing.h - the public rows that a condition lets through, as a rising list of row_orders; with
 * it how many of them some words have found. A listing is filled when somebody needs all of it: for
 * a few matches it is quicker to ask for each (search.c). When the data has changed, the journal
 * says which rows to look at again. */
#ifndef ANJU_STORE_LISTING_H
#define ANJU_STORE_LISTING_H

#include "store/inside.h"
#include "store/search.h"

enum { TOTALS_KEPT = 8 };

/* How many of a listing's rows some words find: turning pages does not count them again. */
struct total {
    uint8_t words[HASH_SIZE];
    size_t  count;
    bool    used, known;
};

struct listing {
    const struct table *table;           /* NULL: this place is empty */
    struct bytes        key;             /* the condition and its values */
    int64_t             version, asked;  /* data version; when last asked for */
    int64_t             sequence, local; /* where the chain stood */
    bool                filled;
    int64_t            *at;
    uint64_t           *keys; /* of the rows' ids: their last, random half */
    size_t              count, room;
    struct total        totals[TOTALS_KEPT];
    size_t              totals_next;
};

/* This condition's, as the data is now, filled or not; the store's. NULL on failure. Within a read
 * transaction, so that what is looked at is of one moment. */
struct listing *listing_of(struct store *store, const struct table *table,
                           const struct search *search, struct err *err);
bool listing_fill(struct store *store, struct listing *listing, const struct search *search,
                  struct err *err);
/* The first place from `from` on that is not before `order`. */
size_t listing_seek(const struct listing *listing, size_t from, int64_t order);
/* The total of these expressions; `known` false: a place for it. */
struct total *listing_total(struct listing *listing, const struct bytes *han,
                            const struct bytes *spelled);

#endif
