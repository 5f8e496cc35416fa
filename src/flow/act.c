/* SPDX-License-Identifier: GPL-3.0-or-later
 * act.c - the one place that writes steps: the row with the promises that it makes, its effect, and
 * where the matter then stands, in one transaction. */
#include "flow/condition.h"
#include "flow/lease.h"

#include <string.h>

/* --- writing ------------------------------------------------------------------------------- */

bool stamp_next(struct store *store, time_ms now, time_ms *ret_stamp, struct err *err) {
    int64_t highest = 0;
    if (!store_number(store, "SELECT max(stamp) FROM step", NULL, 0, &highest, err))
        return false;
    *ret_stamp = (time_ms){ now.ms > highest ? now.ms : highest + 1 };
    return true;
}

/* `id` absent: a new one. */
static bool step_named(const struct flow_act *act, const char *name, row_id id, time_ms stamp,
                       const struct record *form, const void *fields, struct step *step,
                       struct err *err) {
    record_init(&step_record, step);
    step->head.id = id;
    step->matter = act->matter;
    step->by = by_of(act->by->who);
    step->at = act->now;
    step->stamp = stamp;
    if (!TEXT_COPY(step->name, name))
        bug("the name of step %s is too long", name);
    if (act->by->name && !TEXT_COPY(step->actor, act->by->name))
        return err_code_set(err, ERR_INVALID, "办理人的名字最多 60 个字");
    return !form || step_fields_set(step, form, fields, act->arena, err);
}

bool step_make(const struct flow_act *act, row_id id, time_ms stamp, struct step *ret_step,
               struct err *err) {
    return step_named(act, act->step->name, id, stamp, act->step->fields, act->fields, ret_step,
                      err) &&
           clocks_start(act, ret_step, err) && condition_clocks(act, ret_step, err);
}

bool act_write(struct flow_act *act, struct step *step, struct err *err) {
    return store_insert(act->store, &step_record, step, err) &&
           (!act->step->applies || revision_apply(act, err)) && condition_effect(act, err) &&
           (!act->step->effect || act->step->effect(act, err)) &&
           standing_reckon(act->store, act->flow, act->matter, err);
}

bool act_take(struct flow_act *act, row_id id, struct err *err) {
    struct step step;
    time_ms     stamp;
    return stamp_next(act->store, act->now, &stamp, err) && step_make(act, id, stamp, &step, err) &&
           act_write(act, &step, err);
}

bool act_take_own(struct flow_act *act, const char *name, row_id id, const struct record *form,
                  const void *fields, struct err *err) {
    struct step step;
    time_ms     stamp;
    return stamp_next(act->store, act->now, &stamp, err) &&
           step_named(act, name, id, stamp, form, fields, &step, err) &&
           store_insert(act->store, &step_record, &step, err) &&
           standing_reckon(act->store, act->flow, act->matter, err);
}

/* --- one step ------------------------------------------------------------------------------ */

bool act_begin(struct store *store, const struct flow *flow, const struct flow_by *by,
               struct arena *arena, struct flow_act *ret_act, struct err *err) {
    const struct limits *limits = by->limits ? by->limits : limits_shipped(err);
    if (!limits)
        return false;
    if (!world_clock_set(store_world(store)))
        return err_set(err, "这台机器的时间还没有对准，先对好时间再来");
    *ret_act = (struct flow_act){ .store = store,
                                  .arena = arena,
                                  .flow = flow,
                                  .by = by,
                                  .limits = limits,
                                  .now = world_now(store_world(store)) };
    return true;
}

void act_see(struct flow_act *act, const struct history *history) {
    act->flow = history->flow;
    act->matter = history->matter.head.id;
    act->row = history->row;
    act->fold = &history->fold;
    act->rules = history->matter.rules;
}

bool act_of(struct flow_act *act, row_id matter, struct history *ret_history, struct err *err) {
    const struct flow *const flows[] = { act->flow, NULL };
    if (!flow_history(act->store, flows, matter, act->arena, ret_history, err))
        return false;
    if (!matter_at_home(&ret_history->matter, act->by))
        return err_code_set(err, ERR_ABSENT, "没有这一条“%s”",
                            tr(err ? err->lang : LANG_ZH, act->flow->record->label));
    act_see(act, ret_history);
    return true;
}

/* A change of the row is what these two are: flow_edit() takes them. */
bool act_by_itself(const struct flow_act *act, struct err *err) {
    const struct flow *flow = act->flow;
    return !flow->revise || (strcmp(act->step->name, flow->revise) != 0 &&
                             strcmp(act->step->name, flow->edit) != 0)
               ? true
               : err_code_set(err, ERR_INVALID, "“%s”要直接改内容，不单独办",
                              tr(err ? err->lang : LANG_ZH, act->step->label));
}

static bool step_take(struct flow_act *act, const char *step, const void *fields, struct err *err) {
    act->step = flow_step_named(act->flow, step);
    act->fields = fields;
    if (!act->step || act->step == act->flow->steps)
        return err_code_set(err, ERR_INVALID, "“%s”没有“%s”这一步",
                            tr(err ? err->lang : LANG_ZH, act->flow->label), step);
    if (act->step->fields && !fields && act->by->who != WHO_SYSTEM)
        bug("step %s is taken without its fields", step);
    return act_by_itself(act, err) && condition_fill(act, err) && act_may(act, err) &&
           act_take(act, ID_ABSENT, err);
}

/* Whoever has it in hand is not disturbed by others of the staff. */
bool act_in_hand(const struct flow_act *act, struct err *err) {
    char holder[TEXT_SIZE(LEASE_HOLDER)];
    if (act->by->who != WHO_STAFF || !act->by->name)
        return true;
    if (!lease_holder(act->store, act->matter, holder, err))
        return false;
    return !*holder || strcmp(holder, act->by->name) == 0
               ? true
               : lease_busy(act->store, holder, act->arena, err);
}

/* Renewed by what its holder does, given back where somebody else is to go on: the matter was
 * written for a second person, settled, cleared of its owner, or has ended. */
static bool lease_after(const struct flow_act *act, struct err *err) {
    const struct flow_step *step = act->step;
    const bool              ends = step->to >= 0 && act->flow->states[step->to].result;
    if (act->by->who != WHO_STAFF)
        return true;
    if (ends || step->authors || step->settles || step->owner == OWNER_CLEARED ||
        step->owner == OWNER_NAMED)
        return lease_give(act->store, act->matter, act->by->name, err);
    return lease_renew(act->store, act->matter, act->by->name, err);
}

bool flow_step(struct store *store, const struct flow *flow, row_id matter, const char *step,
               const void *fields, const struct flow_by *by, struct err *err) {
    struct arena    arena = { 0 };
    struct flow_act act;
    struct history  history;
    bool            done = act_begin(store, flow, by, &arena, &act, err) &&
                act_of(&act, matter, &history, err) && act_in_hand(&act, err) &&
                step_take(&act, step, fields, err) && lease_after(&act, err);
    arena_deinit(&arena);
    return done;
}
