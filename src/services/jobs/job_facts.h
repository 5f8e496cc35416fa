/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_facts.h - what a posting says, as facts by icon, in the order in which residents ask; what it
 * does not say is not among them. Spread over pages of any height, long texts by their lines. */
#ifndef ANJU_JOBS_JOB_FACTS_H
#define ANJU_JOBS_JOB_FACTS_H

#include "services/jobs/job_list.h"
#include "ui/visit.h"

/* A fact, or one line of a long one. */
struct job_piece {
    enum icon   icon;
    const char *words;    /* of the whole fact */
    size_t      from, to; /* bytes of it */
    bool        goes_on;  /* from the piece before */
    int         height;
};

struct job_facts {
    const struct job_piece *at; /* in the frame's arena */
    size_t                  count;
    int                     gap;    /* above each that does not go on */
    int                     height; /* of all of them under each other */
};

/* Laid out `width` wide. `sums`: what the pay comes to by month and day is one of them. */
struct job_facts job_facts(struct visit *visit, const struct job_row *row, int width, bool sums);
size_t           job_facts_pages(const struct job_facts *facts, int height); /* at least 1 */
void job_facts_draw(struct visit *visit, struct rect r, const struct job_facts *facts, size_t page);

#endif
