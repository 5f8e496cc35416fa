/* SPDX-License-Identifier: GPL-3.0-or-later
 * promise.c - the promises that a step makes: which clocks it begins, when they are due by the
 * rules that the matter copied when it started, when the rungs of their ladders come. All of it is
 * copied into the step, so that no later rule or holiday moves it. */
#include "flow/condition.h"

#include <string.h>

bool clock_row_add(const struct flow_act *act, struct step *step, const struct step_clock *row,
                   struct err *err) {
    struct step_clock *rows =
        arena_grow(act->arena, step->clocks.rows, step->clocks.count * sizeof(*rows),
                   (step->clocks.count + 1) * sizeof(*rows));
    if (!rows)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    rows[step->clocks.count] = *row;
    step->clocks = (struct children){ rows, step->clocks.count + 1 };
    return true;
}

bool clock_ladder_add(const struct flow_act *act, struct step *step, const struct flow_clock *clock,
                      const struct step_clock *row, struct err *err) {
    for (int r = 1; clock->ladder && clock->ladder[r - 1].unit; r++) {
        struct step_clock rung = *row;
        rung.rung = r;
        rung.due = limit_rung(act->limits, row->due, &clock->ladder[r - 1]);
        if (!time_absent(rung.due) && rung.due.ms > act->now.ms &&
            !clock_row_add(act, step, &rung, err))
            return false;
    }
    return true;
}

/* A time that the step was given, or the end of a day of the row. */
static time_ms reminder_of(const struct flow_act *act, const char *name) {
    const struct record *form = act->step->fields;
    const struct field  *field = form ? record_field(form, name) : NULL;
    if (field)
        return act->fields ? *(const time_ms *)field_member_const(field, act->fields) : TIME_ABSENT;
    field = record_field(act->flow->record, name);
    day on = *(const day *)field_member_const(field, act->row);
    return day_absent(on) ? TIME_ABSENT : (time_ms){ day_start((day){ on.n + 1 }).ms - 1 };
}

/* A part is due as the whole was promised: it inherits the start. */
static time_ms due_of(const struct flow_act *act, const struct flow_clock *clock,
                      const struct limit *limit) {
    const struct promise *whole = act->other ? fold_promise(act->other, clock->name) : NULL;
    if (whole && time_absent(whole->stopped))
        return whole->due;
    return limit_due(act->limits, limit,
                     whole        ? whole->started
                     : act->other ? act->other->opened
                                  : act->now);
}

static bool promise_add(const struct flow_act *act, struct step *step,
                        const struct flow_clock *clock, struct err *err) {
    struct err        why = { .lang = err ? err->lang : LANG_ZH };
    struct limit      limit;
    struct step_clock row;
    record_init(&step_clock_record, &row);
    if (!TEXT_COPY(row.clock, clock->name))
        bug("the name of clock %s is too long", clock->name);
    if (clock->reminder) {
        row.unit = LIMIT_REMINDER;
        row.due = reminder_of(act, clock->reminder);
        return time_absent(row.due) ||
               clock_row_add(act, step, &row, err); /* nobody asked for it */
    }
    if (!limit_for(act->limits, act->rules, act->flow, clock->name, act->row, &limit, &why))
        return err_set(err, "%s", why.text); /* ours, not of what was asked for: never ABSENT */
    row.count = limit.count;
    row.unit = limit.unit;
    row.due = due_of(act, clock, &limit);
    return (!time_absent(row.due) || err_set(err, "时限算不出来")) &&
           clock_row_add(act, step, &row, err) && clock_ladder_add(act, step, clock, &row, err);
}

/* What a seen step restarts runs. */
static bool running(const struct fold *fold, const struct flow_clock *clock) {
    const struct promise *p = fold_promise(fold, clock->name);
    return p && time_absent(p->stopped);
}

bool clocks_start(const struct flow_act *act, struct step *step, struct err *err) {
    for (const struct flow_clock *c = act->flow->clocks; c && c->name; c++) {
        const bool starts = flow_lists(c->starts, step->name) ||
                            flow_lists(c->beside, step->name) ||
                            flow_lists(c->restarts, step->name) ||
                            (running(act->fold, c) && clock_restarts(c, act->step, step->by));
        if (starts && !promise_add(act, step, c, err))
            return false;
    }
    return true;
}
