/* SPDX-License-Identifier: GPL-3.0-or-later
 * fold.c - steps in the order of their stamps, one after the other. Guards are not asked again:
 * they were, by the node that took the step; here only the state decides. */
#include "flow/fold.h"

#include "flow/timer.h"

#include <stdlib.h>
#include <string.h>

static const unsigned who_of[STEP_BY_COUNT] = {
    [STEP_BY_RESIDENT] = WHO_RESIDENT,
    [STEP_BY_STAFF] = WHO_STAFF,
    [STEP_BY_SYSTEM] = WHO_SYSTEM,
};

int step_compare(const void *a, const void *b) {
    const struct step *x = a, *y = b;
    if (x->stamp.ms != y->stamp.ms)
        return x->stamp.ms < y->stamp.ms ? -1 : 1;
    int nodes = memcmp(x->head.home.bytes, y->head.home.bytes, sizeof(row_id));
    return nodes ? nodes : memcmp(x->head.id.bytes, y->head.id.bytes, sizeof(row_id));
}

static void promise_stop(struct fold *fold, struct promise *promise, time_ms at) {
    promise->stopped = at;
    if (promise->reminder || promise->broken || at.ms <= promise->due.ms)
        return;
    promise->broken = true;
    fold->broken++;
}

/* Those of a clock that run; `clock` NULL: all. */
static void promises_stop(struct fold *fold, const struct flow_clock *clock, time_ms at) {
    for (size_t i = 0; i < fold->promise_count; i++)
        if ((!clock || fold->promises[i].clock == clock) && time_absent(fold->promises[i].stopped))
            promise_stop(fold, &fold->promises[i], at);
}

/* The limit that the step copied for this clock; NULL: none. */
static const struct step_clock *limit_of(const struct step *step, const char *clock) {
    const struct step_clock *limits = step->clocks.rows;
    for (size_t i = 0; i < step->clocks.count; i++)
        if (strcmp(limits[i].clock, clock) == 0)
            return &limits[i];
    return NULL;
}

static void clocks_move(const struct flow *flow, struct fold *fold, const struct step *step) {
    for (const struct flow_clock *c = flow->clocks; c && c->name; c++) {
        const struct step_clock *limit = limit_of(step, c->name);
        bool                     starts = flow_lists(c->starts, step->name);
        if (starts || flow_lists(c->stops, step->name))
            promises_stop(fold, c, step->at);
        if (starts && limit)
            fold->promises[fold->promise_count++] =
                (struct promise){ .clock = c,
                                  .start = step->head.id,
                                  .started = step->at,
                                  .due = limit->due,
                                  .stopped = TIME_ABSENT,
                                  .reminder = limit->unit == LIMIT_REMINDER };
    }
}

/* A breach that the system has written is a fact, whatever else came late: it counts even if its
 * promise was begun by a step that is idle now. Which promise it is of, its id says. */
static void breach_record(struct fold *fold, const struct step *step) {
    for (size_t i = 0; i < fold->promise_count; i++) {
        struct promise *p = &fold->promises[i];
        if (!id_equal(step->head.id, rung_id(step->matter, STEP_OVERDUE, p->start, p->clock->name)))
            continue;
        fold->broken += !p->broken;
        p->recorded = p->broken = true;
        return;
    }
    fold->broken++;
}

static void owner_move(struct fold *fold, const struct flow_step *row, const struct step *step) {
    if (row->owner == OWNER_TAKES)
        fold->owner = step->actor;
    if (row->owner == OWNER_CLEARED)
        fold->owner = "";
}

/* False: it was not allowed where it found the matter, and is idle. */
static bool step_take(const struct flow *flow, struct fold *fold, const struct step *step) {
    if (strcmp(step->name, STEP_OVERDUE) == 0) {
        if (step->by == STEP_BY_SYSTEM)
            breach_record(fold, step);
        return step->by == STEP_BY_SYSTEM;
    }
    const struct flow_step *row = flow_step_named(flow, step->name);
    if (!row || !(row->who & who_of[step->by]) ||
        (fold->state < 0 ? row->from != FLOW_NEW : !(row->from & FROM(fold->state))))
        return false;
    bool ended = fold->result != RESULT_NONE;
    if (fold->state < 0)
        fold->opened = step->at;
    if (row->to != FLOW_STAY) {
        fold->state = row->to;
        fold->result = flow->states[row->to].result;
        fold->since = step->at;
    }
    owner_move(fold, row, step);
    clocks_move(flow, fold, step);
    if (fold->result != RESULT_NONE && !ended)
        promises_stop(fold, NULL, step->at);
    return true;
}

static size_t clock_count(const struct flow *flow) {
    size_t count = 0;
    while (flow->clocks && flow->clocks[count].name)
        count++;
    return count;
}

bool flow_fold(const struct flow *flow, const struct step *steps, size_t count, struct arena *arena,
               struct fold *ret_fold, struct err *err) {
    struct fold  fold = { .state = -1, .owner = "", .opened = TIME_ABSENT, .since = TIME_ABSENT };
    struct step *sorted = ARENA_NEW_ARRAY(arena, count + 1, struct step);
    if (sorted && count > 0)
        memcpy(sorted, steps, count * sizeof(*steps));
    fold.steps = sorted;
    fold.step_count = count;
    fold.idle = ARENA_NEW_ARRAY(arena, count + 1, bool);
    fold.promises = ARENA_NEW_ARRAY(arena, count * clock_count(flow) + 1, struct promise);
    if (!sorted || !fold.idle || !fold.promises)
        return err_code_set(err, ERR_MEMORY, "内存不够，读不了办理记录");
    if (count > 1)
        qsort(sorted, count, sizeof(*sorted), step_compare);
    for (size_t i = 0; i < count; i++)
        fold.idle[i] = !step_take(flow, &fold, &sorted[i]);
    *ret_fold = fold;
    return true;
}

/* --- asking it ----------------------------------------------------------------------------- */

const struct promise *fold_next(const struct fold *fold) {
    const struct promise *next = NULL;
    for (size_t i = 0; i < fold->promise_count; i++) {
        const struct promise *p = &fold->promises[i];
        if (time_absent(p->stopped) && (!next || p->due.ms < next->due.ms))
            next = p;
    }
    return next;
}

const struct promise *fold_promise(const struct fold *fold, const char *clock) {
    for (size_t i = fold->promise_count; i-- > 0;)
        if (strcmp(fold->promises[i].clock->name, clock) == 0)
            return &fold->promises[i];
    return NULL;
}

const struct step *fold_seen(const struct flow *flow, const struct fold *fold) {
    for (size_t i = fold->step_count; i-- > 0;) {
        const struct flow_step *row = flow_step_named(flow, fold->steps[i].name);
        if (!fold->idle[i] && row && row->seen)
            return &fold->steps[i];
    }
    return NULL;
}

const struct step *fold_latest(const struct fold *fold, const char *step) {
    for (size_t i = fold->step_count; i-- > 0;)
        if (!fold->idle[i] && strcmp(fold->steps[i].name, step) == 0)
            return &fold->steps[i];
    return NULL;
}

bool fold_waits(const struct flow *flow, const struct fold *fold) {
    return fold->state >= 0 && fold->result == RESULT_NONE &&
           (flow->states[fold->state].waits || fold_next(fold) != NULL);
}
