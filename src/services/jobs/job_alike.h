/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_alike.h - other public postings of the same trade, for whom this one does not suit. */
#ifndef ANJU_JOBS_JOB_ALIKE_H
#define ANJU_JOBS_JOB_ALIKE_H

#include "services/jobs/job_list.h"

/* At most `room`, in the list's order; none when the trade is not known. Strings into `arena`. */
bool job_alike(struct store *store, const struct job *job, day today, size_t room,
               struct arena *arena, struct job_row *rows, size_t *ret_count, struct err *err);

#endif
