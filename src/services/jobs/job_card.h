/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_card.h - a posting as a card, the same on home, in the list and in search. */
#ifndef ANJU_JOBS_JOB_CARD_H
#define ANJU_JOBS_JOB_CARD_H

#include "services/jobs/job_list.h"
#include "ui/visit.h"

enum job_card_form {
    JOB_CARD_FULL,  /* picture, title, pay, who and how far, marks */
    JOB_CARD_BRIEF, /* title with pay beside it, who and how far: beside the keys */
    JOB_CARD_FORM_COUNT
};

/* The least height; more is used as air. */
int job_card_height(struct visit *visit, enum job_card_form form);
/* True when it was touched. */
bool job_card(struct visit *visit, struct rect r, enum job_card_form form,
              const struct job_row *row);

/* Cards in `area`, as many columns and rows as have room; the height divided among the rows. */
struct job_grid {
    struct rect area;
    int         columns, rows;
};
struct job_grid      job_grid(struct visit *visit, struct rect area, enum job_card_form form);
static inline size_t job_grid_room(const struct job_grid *grid) {
    return (size_t)(grid->columns * grid->rows);
}
/* Draw them; a touched one opens its detail. */
void job_grid_draw(struct visit *visit, const struct job_grid *grid, enum job_card_form form,
                   const struct job_row *rows, size_t count);

#endif
