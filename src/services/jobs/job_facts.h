/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_facts.h - what a posting says, as facts by icon, in the order in which residents ask; what it
 * does not say is not among them. Spread over pages of any height, long texts by their lines. */
#ifndef ANJU_JOBS_JOB_FACTS_H
#define ANJU_JOBS_JOB_FACTS_H

#include "services/jobs/job_list.h"
#include "ui/visit.h"

struct job_fact {
    enum icon   icon; /* ICON_NONE: goes on from the one before */
    const char *words;
    int         height;
};

struct job_facts {
    const struct job_fact *at; /* in the frame's arena */
    size_t                 count;
    int                    gap; /* above each that does not go on */
};

/* Laid out `width` wide. */
struct job_facts job_facts(struct visit *visit, const struct job_row *row, int width);
int              job_facts_height(struct visit *visit, const struct job_row *row, int width);
size_t           job_facts_pages(const struct job_facts *facts, int height); /* at least 1 */
void             job_facts_draw(struct visit *visit, struct rect r, const struct job_facts *facts,
                                size_t page);

#endif
