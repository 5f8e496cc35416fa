/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_closing.h - until when a posting stands, and since when: a date in any of the ways that
 * people write one, 长期, 招满为止, 11月1日至30日, 12月底. */
#ifndef ANJU_JOBS_CLOSING_H
#define ANJU_JOBS_CLOSING_H

#include "record/column.h"
#include "services/jobs/job.h"

/* Both fill the job and say through `reading` what is wrong or doubtful. */
bool closing_read(const struct cell_text *cell, struct job *job, struct reading *reading);
bool posted_read(const struct cell_text *cell, struct job *job, struct reading *reading);

#endif
