/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_put.h - postings for tests that are not about their review: there, in the state that the test
 * wants. Within a transaction. */
#ifndef ANJU_TESTS_SUPPORT_JOB_PUT_H
#define ANJU_TESTS_SUPPORT_JOB_PUT_H

#include "services/jobs/job_flow.h"

/* As an older release left it, adopted at once: job->state says in which state. */
bool job_put(struct store *store, struct job *job, struct err *err);
/* Only where lists and search read it: its steps say something else. */
bool job_reckon(struct store *store, row_id job, enum job_state state, struct err *err);

#endif
