/* SPDX-License-Identifier: GPL-3.0-or-later
 * apply.c - a plan carried out: new employers first, then the rows in the file's order, all in one
 * transaction. Rows of a record that moves come in by its steps: what the importer writes somebody
 * else approves, now (`open`) or later. */
#include "sheet/plan_inside.h"

#include <string.h>

#define TERMINAL "D01" /* where nobody says which: the desk */

/* --- what it would be ---------------------------------------------------------------------- */

/* Can a step be taken in the state that the row's field shows? NULL names none. */
static bool step_fits(const struct flow *flow, const char *name, const void *row) {
    const struct flow_step *step = name ? flow_step_named(flow, name) : NULL;
    const struct field     *field =
        flow->state_field ? record_field(flow->record, flow->state_field) : NULL;
    if (!step || !field || field_absent(field, row))
        return false;
    const char *state = field->words[*(const int *)field_member_const(field, row)].name;
    return (step->from & FROM(flow_state_named(flow, state))) != 0;
}

bool planner_waits(const struct planner *planner, const void *before) {
    const struct flow *flow = planner->options->flow;
    return flow && !planner->options->open && step_fits(flow, flow->revise, before);
}

bool planner_opens(const struct planner *planner, const void *before) {
    const struct flow *flow = planner->options->flow;
    return flow && planner->options->open && !step_fits(flow, flow->revise, before) &&
           (step_fits(flow, flow->propose, before) || step_fits(flow, flow->approve, before));
}

/* The state in which the row will be, for who reads the plan: its steps lead there, not this. */
void planner_foretell(const struct planner *planner, void *row, const void *before) {
    const struct flow *flow = planner->options->flow;
    const char        *last = !flow ? NULL : planner->options->open ? flow->approve : flow->propose;
    const struct flow_step *step = last ? flow_step_named(flow, last) : NULL;
    if (!step || !flow->state_field || (before && step_fits(flow, flow->revise, before)))
        return;
    const int state = step->to + 1;
    memcpy(field_member(record_field(flow->record, flow->state_field), row), &state, sizeof(state));
}

/* --- what it is ---------------------------------------------------------------------------- */

struct applying {
    struct planner *planner;
    struct store   *store;
    struct flow_by  by, checker;
    struct arena    arena; /* of one row */
};

static bool goes_in(const struct plan *plan, const struct candidate *candidate) {
    enum plan_result result = plan->rows[candidate->index].result;
    return result == PLAN_NEW || result == PLAN_UPDATED || result == PLAN_WAITS;
}

/* Only what some row that goes in refers to: the employers of refused rows stay out. */
static bool insert_referred(struct planner *planner, const void *row, struct err *err) {
    for (size_t f = 0; f < planner->record->field_count; f++) {
        const struct field *field = &planner->record->fields[f];
        if (!field_live(field) || field->type != &type_ref || field_absent(field, row))
            continue;
        struct referred_table *table = referred_of(&planner->tables, field->record);
        const row_id          *id = field_member_const(field, row);
        struct referred       *entry = referred_by_id(table, *id);
        if (!entry || !entry->is_new || entry->used)
            continue;
        if (!store_insert_checked(planner->store, table->record, entry->row, err))
            return false;
        entry->used = true;
    }
    return true;
}

/* Written and sent to the review; approved where that is said. */
static bool row_submit(struct applying *applying, void *row, struct err *err) {
    const struct flow      *flow = applying->planner->options->flow;
    const bool              open = applying->planner->options->open;
    const struct flow_taken steps[] = { { flow->steps->name, NULL, &applying->by },
                                        { flow->propose, NULL, &applying->by },
                                        { flow->approve, NULL, &applying->checker } };
    struct receipt          receipt;
    size_t                  count = !flow->propose ? 1 : open ? 3 : 2;
    return flow_submit_taken(applying->store, flow, row, true, steps, count, &receipt, err);
}

/* A step, if the row is where it can be taken. */
static bool row_step(struct applying *applying, row_id id, const char *step,
                     const struct flow_by *by, struct err *err) {
    const struct flow *flow = applying->planner->options->flow;
    void              *row = arena_alloc(&applying->arena, flow->record->size);
    if (!row)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    return store_get(applying->store, flow->record, id, row, &applying->arena, err) &&
           (!step_fits(flow, step, row) ||
            flow_step(applying->store, flow, id, step, NULL, by, err));
}

static bool row_edit(struct applying *applying, void *row, struct err *err) {
    const struct plan_options *options = applying->planner->options;
    const struct flow         *flow = options->flow;
    row_id                     id = ((struct record_head *)row)->id;
    enum edit_outcome          outcome;
    return flow_edit(applying->store, flow, row, &applying->by, &outcome, err) &&
           (outcome == EDIT_WAITS || row_step(applying, id, flow->propose, &applying->by, err)) &&
           (!options->open || row_step(applying, id, flow->approve, &applying->checker, err));
}

static bool row_write(struct applying *applying, const struct candidate *candidate,
                      struct err *err) {
    struct planner *planner = applying->planner;
    if (!insert_referred(planner, candidate->row, err))
        return false;
    if (planner->options->flow)
        return candidate->before ? row_edit(applying, candidate->row, err)
                                 : row_submit(applying, candidate->row, err);
    return candidate->before
               ? store_update_checked(applying->store, planner->record, candidate->row, err)
               : store_insert_checked(applying->store, planner->record, candidate->row, err);
}

static bool write_rows(struct applying *applying, struct err *err) {
    const struct planner *planner = applying->planner;
    const struct plan    *plan = planner->plan;
    for (size_t i = 0; i < planner->candidate_count; i++) {
        const struct candidate *candidate = &planner->candidates[i];
        if (!goes_in(plan, candidate))
            continue;
        bool done = row_write(applying, candidate, err);
        arena_reset(&applying->arena);
        if (!done)
            return err_within(err, N_("第 %d 行"), plan->rows[candidate->index].number);
    }
    return true;
}

bool plan_apply(struct plan *plan, struct store *store, const char *actor, struct err *err) {
    struct planner            *planner = plan->planner;
    const struct plan_options *options = planner->options;
    struct applying            applying = { .planner = planner, .store = store };
    if (!plan_ready(plan))
        return err_code_set(err, ERR_INVALID, N_("有 %zu 行有错，一行也没有导入"),
                            plan->counts[PLAN_ERROR]);
    if (plan->counts[PLAN_NEW] + plan->counts[PLAN_UPDATED] + plan->counts[PLAN_WAITS] == 0)
        return true;
    applying.by = options->by
                      ? *options->by
                      : (struct flow_by){ .who = WHO_STAFF, .name = actor, .terminal = TERMINAL };
    applying.checker = options->checker ? *options->checker
                                        : (struct flow_by){ .who = WHO_STAFF,
                                                            .name = options->checked_by,
                                                            .terminal = TERMINAL };
    planner->store = store;
    if (!store_begin(store, actor, err))
        return false;
    bool done = store_data_version(store) == planner->version ||
                err_code_set(err, ERR_STALE, N_("数据库刚刚有别的改动，请再导入一次"));
    done = done && write_rows(&applying, err) && store_commit(store, err);
    if (!done)
        store_rollback(store);
    arena_deinit(&applying.arena);
    return done;
}
