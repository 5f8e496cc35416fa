/* SPDX-License-Identifier: GPL-3.0-or-later
 * timer.c - the next rung of a matter, from its table and its fold. */
#include "flow/timer.h"

#include <stdio.h>
#include <string.h>

enum { RUNG_TEXT = 2 * ID_TEXT + 2 * FLOW_NAME + 24 };

static bool written(const struct fold *fold, row_id id) {
    for (size_t i = 0; i < fold->step_count; i++)
        if (id_equal(fold->steps[i].head.id, id))
            return true;
    return false;
}

/* The earlier of the two, if this one is still to be written. */
static void rung_offer(const struct fold *fold, const struct rung *rung, struct rung *best,
                       bool *found) {
    if (written(fold, rung->id) || (*found && best->at.ms <= rung->at.ms))
        return;
    *best = *rung;
    *found = true;
}

row_id rung_id(row_id matter, const char *step, row_id start, const char *rung) {
    char of_matter[ID_TEXT], of_start[ID_TEXT], name[RUNG_TEXT];
    id_format(matter, of_matter);
    id_format(start, of_start);
    (void)snprintf(name, sizeof(name), "%s/%s/%s/%s", of_matter, step, of_start, rung); /* fits */
    return id_derived("step", name);
}

static void overdue_offer(row_id matter, const struct fold *fold, struct rung *best, bool *found) {
    for (size_t i = 0; i < fold->promise_count; i++) {
        const struct promise *p = &fold->promises[i];
        const struct rung     rung = { rung_id(matter, STEP_OVERDUE, p->start, p->clock->name),
                                       STEP_OVERDUE,
                                       { p->due.ms + 1 },
                                       p };
        if (!p->reminder && time_absent(p->stopped) && !p->recorded)
            rung_offer(fold, &rung, best, found);
    }
}

static void days_offer(row_id matter, const struct flow_timer *timer, const struct fold *fold,
                       struct rung *best, bool *found) {
    for (size_t i = 0; i < fold->step_count; i++) {
        const struct step *after = &fold->steps[i];
        if (fold->idle[i] || strcmp(after->name, timer->after) != 0)
            continue;
        for (const int *days = timer->days; *days; days++) {
            char number[16];
            (void)snprintf(number, sizeof(number), "%d", *days); /* fits */
            const struct rung rung = { rung_id(matter, timer->step, after->head.id, number),
                                       timer->step,
                                       day_start((day){ day_of_time(after->at).n + *days }), NULL };
            rung_offer(fold, &rung, best, found);
        }
    }
}

static void day_offer(const struct flow *flow, row_id matter, const struct flow_timer *timer,
                      const void *row, const struct fold *fold, struct rung *best, bool *found) {
    const struct field *field = record_field(flow->record, timer->on_day);
    day                 on = *(const day *)field_member_const(field, row);
    char                text[DAY_TEXT];
    if (day_absent(on))
        return;
    day_format(on, text);
    const struct rung rung = { rung_id(matter, timer->step, ID_ABSENT, text), timer->step,
                               day_start(on), NULL };
    rung_offer(fold, &rung, best, found);
}

bool timer_next(const struct flow *flow, row_id matter, const void *row, const struct fold *fold,
                struct rung *ret_rung) {
    struct rung best;
    bool        found = false;
    if (fold->state < 0)
        return false;
    overdue_offer(matter, fold, &best, &found);
    for (const struct flow_timer *t = flow->timers; t && t->step; t++) {
        const struct flow_step *step = flow_step_named(flow, t->step);
        if (!(step->from & FROM(fold->state)))
            continue;
        if (t->on_day)
            day_offer(flow, matter, t, row, fold, &best, &found);
        else
            days_offer(matter, t, fold, &best, &found);
    }
    if (found)
        *ret_rung = best;
    return found;
}
