/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_list.h - the postings that residents see: open, not past their closing day, near ones first,
 * then the newest. */
#ifndef ANJU_JOBS_JOB_LIST_H
#define ANJU_JOBS_JOB_LIST_H

#include "services/jobs/job_words.h"
#include "store/search.h"

/* The chips: one at a time. */
enum job_chip {
    JOB_CHIP_ALL, JOB_CHIP_NEAR, JOB_CHIP_WORKSHOP, JOB_CHIP_WELFARE, JOB_CHIP_COUNTY,
    JOB_CHIP_AWAY, JOB_CHIP_COUNT
};
extern const char *const job_chip_labels[JOB_CHIP_COUNT]; /* N_(): 全部, 家门口 … */

struct job_row {
    struct job      job;
    struct employer employer;
    char            picture[TEXT_SIZE(10)]; /* of its trade; "" = none */
};

/* `first`-th to `first + count`; words as typed (保洁, baojie, bjy). Strings into `arena`. */
bool job_list(struct store *store, enum job_chip chip, const char *words, day today, size_t first,
              size_t count, struct arena *arena, struct job_row *rows, size_t *ret_count,
              size_t *ret_total, struct err *err);
/* How many are public today, and how many of them were posted today. */
bool job_counts(struct store *store, day today, size_t *ret_total, size_t *ret_today,
                struct err *err);
/* One posting with employer, trade picture and tags. ERR_ABSENT when it is not public (any more). */
bool job_open_get(struct store *store, row_id id, day today, struct arena *arena,
                  struct job_row *ret_row, struct err *err);

#endif
