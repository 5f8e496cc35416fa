/* SPDX-License-Identifier: GPL-3.0-or-later
 * round.c - what the system has to write, on all matters, each once; and what goes back to the
 * queue when somebody leaves. */
#include "flow/condition.h"
#include "flow/lease.h"
#include "flow/timer.h"

#include <string.h>

enum { TICK_MATTERS = 64, TICK_RUNGS = 64 /* of one matter at a time */ };

/* --- what is due --------------------------------------------------------------------------- */

static bool overdue_write(struct flow_act *act, const struct rung *rung, struct err *err) {
    struct overdue_form form;
    record_init(&overdue_form, &form);
    id_format(rung->promise->start, form.start);
    (void)TEXT_COPY(form.clock, rung->promise->clock->name); /* of the same size */
    return act_take_own(act, STEP_OVERDUE, rung->id, &overdue_form, &form, err);
}

static bool rung_write(struct flow_act *act, const struct rung *rung, struct err *err) {
    struct rung_form form;
    act->step = flow_step_named(act->flow, rung->step);
    act->fields = NULL;
    if (!act->step)
        return overdue_write(act, rung, err);
    if (rung->rung > 0) {
        record_init(&rung_form, &form);
        id_format(rung->promise->start, form.start);
        (void)TEXT_COPY(form.clock, rung->promise->clock->name); /* of the same size */
        form.rung = rung->rung;
        act->fields = &form;
    }
    return condition_fill(act, err) && act_take(act, rung->id, err);
}

/* All rungs of one matter that are due. */
static bool matter_tick(struct store *store, const struct flow *const *flows, row_id matter,
                        const struct flow_by *by, size_t *written, struct err *err) {
    for (int i = 0; i < TICK_RUNGS; i++) {
        struct arena    arena = { 0 };
        struct history  history;
        struct flow_act act;
        struct rung     rung;
        bool            done = flow_history(store, flows, matter, &arena, &history, err) &&
                    act_begin(store, history.flow, by, &arena, &act, err);
        bool due = done && timer_next(history.flow, matter, history.row, &history.fold, &rung) &&
                   rung.at.ms <= act.now.ms;
        if (due) {
            act_see(&act, &history);
            done = rung_write(&act, &rung, err);
            *written += done;
        }
        arena_deinit(&arena);
        if (!done || !due)
            return done;
    }
    return true; /* the rest with the next tick */
}

/* Matters whose time has come, the longest overdue first. */
static bool ticks_get(struct store *store, struct standing *rows, size_t *ret_count,
                      struct arena *arena, struct err *err) {
    const struct value value = value_integer(world_now(store_world(store)).ms);
    struct query      *query;
    size_t             count = 0;
    if (!query_open(&query, store, &standing_record,
                    "WHERE next_tick <= $1 ORDER BY next_tick, id LIMIT 64", &value, 1, err))
        return false;
    while (count < TICK_MATTERS && query_next(query, &rows[count], arena))
        count++;
    *ret_count = count;
    return query_close(query, err);
}

bool flow_tick(struct store *store, const struct flow *const *flows, const struct flow_by *by,
               size_t *ret_written, struct err *err) {
    const struct flow_by system = { .who = WHO_SYSTEM,
                                    .terminal = by->terminal,
                                    .limits = by->limits };
    struct arena         arena = { 0 };
    struct standing     *rows = ARENA_NEW_ARRAY(&arena, TICK_MATTERS, struct standing);
    size_t               count = TICK_MATTERS, written = 0, before;
    bool                 done = rows ? guess_sweep(store, err) && leases_sweep(store, err)
                                     : err_code_set(err, ERR_MEMORY, "内存不足");
    do {
        before = written;
        done = done && ticks_get(store, rows, &count, &arena, err);
        for (size_t i = 0; done && i < count; i++)
            done = !flow_named(flows, rows[i].flow) ||
                   matter_tick(store, flows, rows[i].matter, &system, &written, err);
    } while (done && count == TICK_MATTERS && written > before);
    arena_deinit(&arena);
    if (done)
        *ret_written = written;
    return done;
}

/* --- handing over ------------------------------------------------------------------------- */

static bool matter_release(struct store *store, const struct flow *flow, row_id matter,
                           const struct flow_by *by, struct err *err) {
    struct arena    arena = { 0 };
    struct flow_act act;
    struct history  history;
    bool            done =
        act_begin(store, flow, by, &arena, &act, err) && act_of(&act, matter, &history, err);
    done = done && act_take_own(&act, STEP_HAND_OVER, ID_ABSENT, NULL, NULL, err);
    arena_deinit(&arena);
    return done;
}

bool flow_hand_over(struct store *store, const struct flow *const *flows, const char *login,
                    const struct flow_by *by, struct err *err) {
    const struct flow_by system = { .who = WHO_SYSTEM,
                                    .terminal = by->terminal,
                                    .limits = by->limits };
    const struct value   value = value_text(login);
    struct err           why = { .lang = err ? err->lang : LANG_ZH };
    struct standing      standing;
    row_id               id;
    while (store_find(store,
                      "SELECT id FROM standing WHERE owner = $1 AND result IS NULL "
                      "ORDER BY id LIMIT 1",
                      &value, 1, &id, &why)) {
        if (!standing_get(store, id, &standing, err))
            return false;
        const struct flow *flow = flow_named(flows, standing.flow);
        if (!flow)
            return err_set(err, "本程序不认识这种事项：%s", standing.flow);
        if (!matter_release(store, flow, id, &system, err))
            return false;
    }
    return why.code == ERR_ABSENT ? leases_give_of(store, login, err)
                                  : err_code_set(err, why.code, "%s", why.text);
}
