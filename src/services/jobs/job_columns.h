/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_columns.h - how postings come in from the bureaus' spreadsheets: the heading words, what
 * reads each column, and what follows from the row as a whole. */
#ifndef ANJU_JOBS_JOB_COLUMNS_H
#define ANJU_JOBS_JOB_COLUMNS_H

#include "record/intake.h"

extern const struct column job_columns[];
extern const struct intake job_intake;

#endif
