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
                                       p,
                                       0 };
        if (!p->reminder && time_absent(p->stopped) && !p->recorded)
            rung_offer(fold, &rung, best, found);
    }
}

/* When a rung of a promise comes, as the step that rules it has copied it; absent: never. */
static time_ms rung_time(const struct promise *p, int rung) {
    const struct step_clock *rows = p->ruled->clocks.rows;
    char                     start[ID_TEXT];
    id_format(p->start, start);
    for (size_t i = 0; i < p->ruled->clocks.count; i++)
        if (rows[i].rung == rung && strcmp(rows[i].clock, p->clock->name) == 0 &&
            (*rows[i].begun ? strcmp(rows[i].begun, start) == 0
                            : id_equal(p->ruled->head.id, p->start)))
            return rows[i].due;
    return TIME_ABSENT;
}

/* The ladder of each promise that runs. A due time that has moved has rungs of its own. */
static void ladder_offer(const struct flow *flow, row_id matter, const struct fold *fold,
                         struct rung *best, bool *found) {
    for (size_t i = 0; i < fold->promise_count; i++) {
        const struct promise *p = &fold->promises[i];
        if (p->reminder || !time_absent(p->stopped))
            continue;
        for (int r = 1; p->clock->ladder && p->clock->ladder[r - 1].unit; r++) {
            const char             *writes = p->clock->ladder[r - 1].writes;
            const struct flow_step *step = flow_step_named(flow, writes);
            const time_ms           at = rung_time(p, r);
            char                    name[FLOW_NAME + 40];
            if (time_absent(at) || !(step->from & FROM(fold->state)))
                continue;
            (void)snprintf(name, sizeof(name), "%s/%d/%lld", p->clock->name, r,
                           (long long)p->due.ms); /* fits */
            const struct rung rung = { rung_id(matter, writes, p->start, name), writes, at, p, r };
            rung_offer(fold, &rung, best, found);
        }
    }
}

/* A hold ends by itself. */
static void resume_offer(const struct flow *flow, row_id matter, const struct fold *fold,
                         struct rung *best, bool *found) {
    for (const struct flow_step *s = flow->steps; fold->hold && s->name; s++) {
        if (s->does != DOES_RESUME || !(s->who & WHO_SYSTEM) || !(s->from & FROM(fold->state)))
            continue;
        const struct rung rung = { rung_id(matter, s->name, fold->hold->head.id, "end"), s->name,
                                   fold->held_until, NULL, 0 };
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
                                       day_start((day){ day_of_time(after->at).n + *days }), NULL,
                                       0 };
            rung_offer(fold, &rung, best, found);
        }
    }
}

static void day_offer(const struct flow *flow, row_id matter, const struct flow_timer *timer,
                      const void *row, const struct fold *fold, struct rung *best, bool *found) {
    static const int    on_it[] = { 0 };
    const struct field *field = record_field(flow->record, timer->on_day);
    day                 of_row = *(const day *)field_member_const(field, row);
    const int          *days = timer->days ? timer->days : on_it;
    if (day_absent(of_row))
        return;
    do {
        char text[DAY_TEXT];
        day  on = { of_row.n + *days };
        day_format(on, text);
        const struct rung rung = { rung_id(matter, timer->step, ID_ABSENT, text), timer->step,
                                   day_start(on), NULL, 0 };
        rung_offer(fold, &rung, best, found);
    } while (*days && *++days);
}

bool timer_next(const struct flow *flow, row_id matter, const void *row, const struct fold *fold,
                struct rung *ret_rung) {
    struct rung best;
    bool        found = false;
    if (fold->state < 0)
        return false;
    overdue_offer(matter, fold, &best, &found);
    ladder_offer(flow, matter, fold, &best, &found);
    resume_offer(flow, matter, fold, &best, &found);
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
