/* SPDX-License-Identifier: GPL-3.0-or-later
 * postings.h - a county's postings in any number, drawn by lot from a seeded world: what benchmarks
 * search, order and turn the pages of. */
#ifndef ANJU_TESTS_SUPPORT_POSTINGS_H
#define ANJU_TESTS_SUPPORT_POSTINGS_H

#include "services/jobs/job.h"
#include "store/store.h"

enum { POSTINGS_TITLES = 2000, POSTINGS_EMPLOYERS = 400 };

struct postings {
    struct store *store; /* whose postings they are */
    struct world *world;
    row_id        employers[POSTINGS_EMPLOYERS];
    char          titles[POSTINGS_TITLES][TEXT_SIZE(30)];
};

/* Employers and `count` postings, open, with closing days from five days ago on, in one
 * transaction. What cannot be written ends the program. */
void postings_make(struct postings *postings, struct store *store, struct world *world,
                   size_t count);
/* One more, not yet written. */
void postings_draw(struct postings *postings, struct job *job);

#endif
