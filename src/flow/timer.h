/* SPDX-License-Identifier: GPL-3.0-or-later
 * timer.h - what the system has to write and when: the rungs of timers, and promises that are
 * overdue, the rungs of their ladders, holds that end. Each has an id that is a hash of matter,
 * clock and rung, so that every node and every restart writes the same one once. */
#ifndef ANJU_FLOW_TIMER_H
#define ANJU_FLOW_TIMER_H

#include "flow/fold.h"

/* The id of what the system writes: of a timer's step after `start`, `rung` days later or on that
 * day; of STEP_OVERDUE, the promise that `start` began, `rung` its clock. */
row_id rung_id(row_id matter, const char *step, row_id start, const char *rung);

struct rung {
    row_id                id;   /* of the step */
    const char           *step; /* its name; STEP_OVERDUE with `promise` */
    time_ms               at;   /* not before */
    const struct promise *promise;
    int                   rung; /* of its ladder, from 1 */
};

/* The earliest that is not written yet and may be in this state. `row` is the matter's, of
 * flow->record. False: none. */
bool timer_next(const struct flow *flow, row_id matter, const void *row, const struct fold *fold,
                struct rung *ret_rung);

#endif
