/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_read.h - the readers of a posting's columns (job_columns.c has the table), and what they
 * share.
 */
#ifndef ANJU_JOBS_JOB_READ_H
#define ANJU_JOBS_JOB_READ_H

#include "services/jobs/job_draft.h"

/* --- what they share (job_read.c) --- */

bool        cell_none(const char *folded); /* 无, 暂无: nothing is said */
bool        cell_yes(const char *folded);
bool        cell_no(const char *folded);
const char *job_label(const char *field);
/* The value is doubtful and goes to the notes as it is: said as a warning. */
bool cell_unclear(const struct cell_text *cell, struct reading *reading, const char *field);
/* Has a spreadsheet made a date of a text, or of a number or a range (2026/3/5, 5-Mar, but not
 * 3-5)? True: refused. */
bool cell_date(const struct cell_text *cell, struct reading *reading, const char *field);
bool cell_date_number(const struct cell_text *cell, struct reading *reading, const char *field);
/* The word itself, or one that holds it: 县内就业, 帮扶车间岗位. 0: none. */
int word_within(const struct word *words, int count, const char *folded);

/* --- readers --- */

#define READER(name)                                                                               \
    bool job_read_##name(const struct cell_text *cell, void *row, struct reading *reading)
READER(pay);
READER(pay_min);
READER(pay_max);
READER(pay_per);
READER(negotiable);
READER(headcount);
READER(men);
READER(women);
READER(either);
READER(hired);
READER(places);
READER(age);
READER(age_min);
READER(age_max);
READER(sex);
READER(schooling);
READER(wanted);
READER(phone);
READER(contact);
#undef READER

#endif
