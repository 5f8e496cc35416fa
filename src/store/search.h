/* SPDX-License-Identifier: GPL-3.0-or-later
 * search.h - finding rows by Chinese words, pinyin (baojie) and initials (bj, bjy), in the order
 * that the record's rank gives. Only rows whose rank is not negative are indexed.
 *
 * The index: characters of the F_SEARCH fields split by spaces, so that words of two characters are
 * phrases; beside them pinyin and initials from each character on, so that "bjy" finds 小区保洁员.
 */
#ifndef ANJU_STORE_SEARCH_H
#define ANJU_STORE_SEARCH_H

#include "store/store.h"

struct search {
    const char         *words; /* as typed; NULL or "" = all public rows; spaces = all of them */
    const char         *where; /* SQL over the record's columns, $1 …; NULL = no condition */
    const struct value *values;
    size_t              value_count;
    size_t              first, count; /* which of them */
};

/* Fills ids[count], *ret_count of them, *ret_total matches in all (NULL: not counted). Hostile
 * words (quotes, operators, 1 MB) are only words. */
bool store_search(struct store *store, const struct record *record, const struct search *search,
                  row_id *ids, size_t *ret_count, size_t *ret_total, struct err *err);

/* Drop and build the index again, from the rows: `anju check` does, when they disagree. */
bool store_search_rebuild(struct store *store, struct err *err);
bool store_search_check(struct store *store, struct err *err);

#endif
