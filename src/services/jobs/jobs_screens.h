/* SPDX-License-Identifier: GPL-3.0-or-later
 * jobs_screens.h - what the screens of jobs know of each other. 找工作 is one screen in two states,
 * the list and typing, so that 返回 from a posting finds everything as it was. */
#ifndef ANJU_JOBS_JOBS_SCREENS_H
#define ANJU_JOBS_JOBS_SCREENS_H

#include "services/glass.h"
#include "services/jobs/job_list.h"
#include "ui/input.h"

enum { JOB_WORDS_MOST = 24 }; /* characters that can be typed */

struct jobs_state {
    enum job_chip chip;
    size_t        first;  /* of all that match: the page begins there */
    bool          typing; /* the keys are on the screen */
    char          words[TEXT_SIZE(JOB_WORDS_MOST)];
};

struct jobs_detail_state {
    row_id job;
    size_t page; /* of its facts */
};

extern const struct screen jobs_list_screen;   /* struct jobs_state */
extern const struct screen jobs_detail_screen; /* struct jobs_detail_state */

/* The typing state, drawn by the list screen. */
void jobs_find_draw(struct visit *visit, struct jobs_state *state);
/* The line that is typed into, in both states, with the word that its letters stand for in the
 * first match: → 保洁员. */
enum typed jobs_line(struct visit *visit, struct rect r, struct jobs_state *state);

#endif
