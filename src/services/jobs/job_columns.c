/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_columns.c - the heading words of the bureaus' spreadsheets and what reads each column. */
#include "services/jobs/job_columns.h"

const struct column job_columns[] = { { .name = NULL } };

static const char *const job_key[] = { "employer", "title", "place", NULL };
static const char *const job_kept[] = { "state", "checked_by", "checked_on", NULL };
const struct intake      job_intake = { .key = job_key, .kept = job_kept, .notes = "notes" };
