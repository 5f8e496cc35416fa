/* SPDX-License-Identifier: GPL-3.0-or-later
 * match.h - every public posting against the three wishes, best first.
 *
 * Order. A posting has two points for each wish that it meets and one for each that it does not
 * write of, so that unknown is half-way between yes and no, never a no. More points come first; of
 * as many, the one with fewer wishes not met (what is not written can be asked for, what is not met
 * cannot); then the list's own order (near first, then the newest); then the row's id. So the order
 * is total, and the same for the same wishes: turning pages never shows one twice.
 *
 * The facts of all public postings are kept, some 40 bytes each; when something was committed only
 * the postings that the journal names are read again. */
#ifndef ANJU_JOBS_MATCH_H
#define ANJU_JOBS_MATCH_H

#include "services/jobs/job_list.h"
#include "services/jobs/wish.h"

struct match_index;

struct match_index *match_index_new(void); /* NULL: no memory */
void                match_index_free(struct match_index *index);

/* As the store is now. Cheap when nothing was committed since. ERR_MEMORY, or what the store says;
 * the index is then empty and is filled by the next call. */
bool match_index_update(struct match_index *index, struct store *store, struct err *err);

struct match_found {
    size_t total; /* public on that day: wishes order, they never hide */
    size_t whole; /* of these, how many meet all that was asked */
};
/* Reorder; at once when wishes, day and postings are those of the call before. */
void match_order(struct match_index *index, const struct wishes *wishes, day today,
                 struct match_found *ret_found);

/* One posting against each wish: VERDICT_NONE for what was not asked. */
struct match {
    struct wish_facts facts;
    enum verdict      verdict[WISH_COUNT];
    int               asked, meets, unknown, fails;
};

/* `first` to `first + count` in the order of the last match_order(); one that was taken away
 * meanwhile is left out. Strings into `arena`. */
bool match_page(struct match_index *index, struct store *store, size_t first, size_t count,
                struct arena *arena, struct job_row *rows, struct match *matches, size_t *ret_count,
                struct err *err);
/* A posting with its tags. */
void match_of(const struct match_index *index, const struct job *job, const struct wishes *wishes,
              struct match *ret_match);

#endif
