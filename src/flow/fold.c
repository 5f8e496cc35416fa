/* SPDX-License-Identifier: GPL-3.0-or-later
 * fold.c - steps in the order of their stamps, one after the other. Guards are not asked again:
 * they were, by the node that took the step; here only the state decides. */
#include "flow/condition.h"
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

/* Late is broken, for good. */
static void promise_look(struct fold *fold, struct promise *promise, time_ms at) {
    if (promise->reminder || promise->broken || at.ms <= promise->due.ms)
        return;
    promise->broken = true;
    fold->broken++;
}

static void promise_stop(struct fold *fold, struct promise *promise, time_ms at) {
    promise->stopped = at;
    promise_look(fold, promise, at);
}

/* Those of a clock that run; `clock` NULL: all. */
static void promises_stop(struct fold *fold, const struct flow_clock *clock, time_ms at) {
    for (size_t i = 0; i < fold->promise_count; i++)
        if ((!clock || fold->promises[i].clock == clock) && time_absent(fold->promises[i].stopped))
            promise_stop(fold, &fold->promises[i], at);
}

/* The due time that the step copied for a clock that it starts; NULL: none. */
static const struct step_clock *limit_of(const struct step *step, const char *clock) {
    const struct step_clock *limits = step->clocks.rows;
    for (size_t i = 0; i < step->clocks.count; i++)
        if (!*limits[i].begun && limits[i].rung == INT_ABSENT &&
            strcmp(limits[i].clock, clock) == 0)
            return &limits[i];
    return NULL;
}

static bool clock_runs(const struct fold *fold, const struct flow_clock *clock) {
    for (size_t i = fold->promise_count; i-- > 0;)
        if (fold->promises[i].clock == clock && time_absent(fold->promises[i].stopped))
            return true;
    return false;
}

bool clock_restarts(const struct flow_clock *clock, const struct flow_step *row, enum step_by by) {
    return flow_lists(clock->restarts, row->name) ||
           (clock->reminder && flow_lists(clock->starts, row->name)) ||
           (clock->each_seen && row->seen && !row->does && by == STEP_BY_STAFF);
}

/* A start while it runs resets nothing. What restarts only for being seen begins no run. */
static void clock_move(struct fold *fold, const struct flow_clock *clock,
                       const struct flow_step *row, const struct step *step) {
    const struct step_clock *limit = limit_of(step, clock->name);
    const bool               running = clock_runs(fold, clock);
    bool                     starts = flow_lists(clock->beside, row->name) ||
                  (!running && flow_lists(clock->starts, row->name)) ||
                  flow_lists(clock->restarts, row->name);
    if (flow_lists(clock->stops, row->name)) {
        promises_stop(fold, clock, step->at);
    } else if (clock_restarts(clock, row, step->by)) {
        starts = starts || running;
        promises_stop(fold, clock, step->at);
    }
    if (starts && limit)
        fold->promises[fold->promise_count++] =
            (struct promise){ .clock = clock,
                              .start = step->head.id,
                              .started = step->at,
                              .due = limit->due,
                              .shown = limit->due,
                              .unheld = TIME_ABSENT,
                              .stopped = TIME_ABSENT,
                              .reminder = limit->unit == LIMIT_REMINDER,
                              .ruled = step };
}

static void clocks_move(const struct flow *flow, struct fold *fold, const struct flow_step *row,
                        const struct step *step) {
    for (const struct flow_clock *c = flow->clocks; c && c->name; c++)
        clock_move(fold, c, row, step);
}

/* The promise that a step of the system's is about, as it says itself. */
static struct promise *promise_named(struct folding *folding, const struct step *step) {
    const char *clock = step_text(step, "clock", folding->arena);
    const char *text = step_text(step, "start", folding->arena);
    row_id      start;
    if (!clock || !text || !id_parse(text, &start))
        return NULL;
    for (size_t i = folding->fold->promise_count; i-- > 0;) {
        struct promise *p = &folding->fold->promises[i];
        if (id_equal(p->start, start) && strcmp(p->clock->name, clock) == 0)
            return p;
    }
    return NULL;
}

/* A breach that the system has written is a fact, whatever else came late: it counts even if its
 * promise was begun by a step that is idle now. */
static void breach_record(struct folding *folding, const struct step *step) {
    struct promise *p = promise_named(folding, step);
    folding->fold->broken += !p || !p->broken;
    if (p)
        p->recorded = p->broken = true;
}

static void name_add(const char **names, size_t *count, const char *name) {
    for (size_t i = 0; i < *count; i++)
        if (strcmp(names[i], name) == 0)
            return;
    names[(*count)++] = name;
}

static void owner_move(struct folding *folding, const struct flow_step *row,
                       const struct step *step) {
    struct fold *fold = folding->fold;
    const char  *owner = NULL;
    if (row->owner == OWNER_TAKES)
        owner = step->actor;
    if (row->owner == OWNER_NAMED)
        owner = step_text(step, "owner", folding->arena);
    if (owner && *owner) {
        fold->owner = owner;
        name_add(fold->owners, &fold->owner_count, owner);
    }
    if (row->owner == OWNER_CLEARED)
        fold->owner = "";
}

/* Is what is in this state shown, so that a change of it is a revision? */
static bool revisable(const struct flow *flow, int state) {
    const struct flow_step *revise = flow->revise ? flow_step_named(flow, flow->revise) : NULL;
    return revise && state >= 0 && (revise->from & FROM(state));
}

bool fold_needs_revision(const struct flow *flow, const struct fold *fold,
                         const struct flow_step *step) {
    return (step->applies || step->drops) && revisable(flow, fold->state);
}

/* Who has written what, and what of it waits. A revision does not outlive what it would change. */
static void review_move(const struct flow *flow, struct fold *fold, const struct flow_step *row,
                        const struct step *step) {
    if (row->settles)
        fold->author_count = 0;
    if (row->authors && step->by == STEP_BY_STAFF)
        name_add(fold->authors, &fold->author_count, step->actor);
    if (row->applies || row->drops || !revisable(flow, fold->state))
        fold->revision_count = 0;
    if (flow->revise && strcmp(row->name, flow->revise) == 0)
        fold->revisions[fold->revision_count++] = step;
}

static bool listed(const char *const *names, size_t count, const char *name) {
    for (size_t i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* What can be said of who took it by the steps alone: what came late may have made an author of
 * somebody who has approved. */
static bool person_allowed(const struct fold *fold, const struct flow_step *row,
                           const struct step *step) {
    return step->by != STEP_BY_STAFF ||
           (!((row->who & WHO_NOT_AUTHOR) &&
              listed(fold->authors, fold->author_count, step->actor)) &&
            !((row->who & WHO_NOT_OWNED) && listed(fold->owners, fold->owner_count, step->actor)));
}

static bool step_allowed(const struct folding *folding, const struct flow_step *row,
                         const struct step *step) {
    const struct fold *fold = folding->fold;
    return row && (row->who & who_of[step->by]) &&
           (fold->state < 0 ? row->from == FLOW_NEW : (row->from & FROM(fold->state)) != 0) &&
           (!fold_needs_revision(folding->flow, fold, row) || fold->revision_count > 0) &&
           person_allowed(fold, row, step) && condition_allows(folding, row, step);
}

/* The steps that every flow has are the system's; *ret_took: it moves something. */
static bool own_step(struct folding *folding, const struct step *step, bool *ret_took) {
    const bool overdue = strcmp(step->name, STEP_OVERDUE) == 0;
    if (!overdue && strcmp(step->name, STEP_HAND_OVER) != 0)
        return false;
    *ret_took = step->by == STEP_BY_SYSTEM;
    if (*ret_took && overdue)
        breach_record(folding, step);
    else if (*ret_took)
        folding->fold->owner = "";
    return true;
}

static void step_take(struct folding *folding, const struct flow_step *row,
                      const struct step *step) {
    struct fold *fold = folding->fold;
    const bool   ended = fold->result != RESULT_NONE;
    const bool   moved = row->to != FLOW_STAY && row->to != fold->state;
    if (fold->state < 0)
        fold->opened = step->at;
    if (moved) {
        fold->state = row->to;
        fold->result = row->result ? row->result : folding->flow->states[row->to].result;
        fold->since = step->at;
    }
    owner_move(folding, row, step);
    review_move(folding->flow, fold, row, step);
    condition_move(folding, row, step, moved);
    clocks_move(folding->flow, fold, row, step);
    if (fold->result != RESULT_NONE && !ended)
        promises_stop(fold, NULL, step->at);
}

/* The step that takes this one back: the next one, but for what the system notes of breaches. */
static size_t retraction(const struct folding *folding, const struct flow_step *row, size_t i) {
    const struct fold *fold = folding->fold;
    size_t             next = i + 1;
    while (next < fold->step_count && strcmp(fold->steps[next].name, STEP_OVERDUE) == 0)
        next++;
    return next < fold->step_count &&
                   condition_retracts(folding, row, &fold->steps[i], &fold->steps[next])
               ? next
               : 0;
}

/* Its clocks go on from their old start; what was late already when it was taken stays late. */
static void step_take_back(struct fold *fold, size_t i) {
    fold->idle[i] = fold->retracted[i] = true;
    for (size_t p = 0; p < fold->promise_count; p++)
        if (time_absent(fold->promises[p].stopped))
            promise_look(fold, &fold->promises[p], fold->steps[i].at);
}

static void steps_take(struct folding *folding) {
    struct fold *fold = folding->fold;
    size_t       taken_back_by = 0;
    for (size_t i = 0; i < fold->step_count; i++) {
        const struct step      *step = &fold->steps[i];
        const struct flow_step *row = flow_step_named(folding->flow, step->name);
        bool                    took;
        if (i > 0 && i == taken_back_by)
            continue;
        if (own_step(folding, step, &took)) {
            fold->idle[i] = !took;
        } else if (!step_allowed(folding, row, step)) {
            fold->idle[i] = true;
        } else if (retraction(folding, row, i) > 0) {
            taken_back_by = retraction(folding, row, i);
            step_take_back(fold, i);
        } else {
            step_take(folding, row, step);
        }
    }
    for (size_t i = 0; i < fold->promise_count; i++)
        if (time_absent(fold->promises[i].stopped))
            fold->told |= fold->promises[i].told;
}

/* Each run has its row in the step that begins it. */
static size_t promises_most(const struct step *steps, size_t count) {
    size_t most = 1;
    for (size_t i = 0; i < count; i++)
        most += 2 * steps[i].clocks.count;
    return most;
}

/* A pointer each, so that steps that come in order are not moved about. */
static int pointer_compare(const void *a, const void *b) {
    return step_compare(*(const struct step *const *)a, *(const struct step *const *)b);
}

static const struct step *steps_sorted(const struct step *steps, size_t count,
                                       struct arena *arena) {
    bool sorted = true;
    for (size_t i = 1; sorted && i < count; i++)
        sorted = step_compare(&steps[i - 1], &steps[i]) <= 0;
    struct step        *copy = ARENA_NEW_ARRAY(arena, count + 1, struct step);
    const struct step **order = sorted ? NULL : ARENA_NEW_ARRAY(arena, count, const struct step *);
    if (!copy || (!sorted && !order))
        return NULL;
    for (size_t i = 0; order && i < count; i++)
        order[i] = &steps[i];
    if (order)
        qsort(order, count, sizeof(*order), pointer_compare);
    for (size_t i = 0; i < count; i++)
        copy[i] = order ? *order[i] : steps[i];
    return copy;
}

bool flow_fold(const struct flow *flow, const struct step *steps, size_t count, struct arena *arena,
               struct fold *ret_fold, struct err *err) {
    struct fold    fold = { .state = -1,
                            .owner = "",
                            .unit = "",
                            .opened = TIME_ABSENT,
                            .since = TIME_ABSENT,
                            .held_until = TIME_ABSENT,
                            .step_count = count };
    struct folding folding = { flow, &fold, arena, false };
    fold.steps = steps_sorted(steps, count, arena);
    fold.idle = ARENA_NEW_ARRAY(arena, count + 1, bool);
    fold.retracted = ARENA_NEW_ARRAY(arena, count + 1, bool);
    fold.promises = ARENA_NEW_ARRAY(arena, promises_most(steps, count), struct promise);
    fold.authors = ARENA_NEW_ARRAY(arena, count + 1, const char *);
    fold.owners = ARENA_NEW_ARRAY(arena, count + 1, const char *);
    fold.units = ARENA_NEW_ARRAY(arena, count + 1, const char *);
    fold.revisions = ARENA_NEW_ARRAY(arena, count + 1, const struct step *);
    if (!fold.steps || !fold.idle || !fold.retracted || !fold.promises || !fold.authors ||
        !fold.owners || !fold.units || !fold.revisions)
        return err_code_set(err, ERR_MEMORY, "内存不够，读不了办理记录");
    steps_take(&folding);
    if (folding.failed)
        return err_code_set(err, ERR_MEMORY, "内存不够，读不了办理记录");
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

bool fold_owned(const struct fold *fold, const char *name) {
    return listed(fold->owners, fold->owner_count, name);
}

bool fold_had(const struct fold *fold, const char *unit) {
    return listed(fold->units, fold->unit_count, unit);
}

bool fold_helped(const struct fold *fold) {
    for (size_t i = 0; i < fold->helper_count; i++)
        if (!fold->helpers[i].done)
            return false;
    return true;
}

bool fold_waits(const struct flow *flow, const struct fold *fold) {
    return fold->state >= 0 && fold->result == RESULT_NONE &&
           (flow->states[fold->state].waits || fold_next(fold) != NULL);
}
