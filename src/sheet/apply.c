/* SPDX-License-Identifier: GPL-3.0-or-later
 * apply.c - a plan carried out: new employers first, then the rows in the file's order, all in one
 * transaction. */
#include "sheet/plan_inside.h"

#include <string.h>

static bool goes_in(const struct plan *plan, const struct candidate *candidate) {
    enum plan_result result = plan->rows[candidate->index].result;
    return result == PLAN_NEW || result == PLAN_UPDATED;
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

static bool write_rows(struct planner *planner, struct err *err) {
    const struct plan *plan = planner->plan;
    for (size_t i = 0; i < planner->candidate_count; i++) {
        struct candidate *candidate = &planner->candidates[i];
        if (!goes_in(plan, candidate))
            continue;
        bool done =
            insert_referred(planner, candidate->row, err) &&
            (candidate->before
                 ? store_update_checked(planner->store, planner->record, candidate->row, err)
                 : store_insert_checked(planner->store, planner->record, candidate->row, err));
        if (!done)
            return err_within(err, N_("第 %d 行"), plan->rows[candidate->index].number);
    }
    return true;
}

bool plan_apply(struct plan *plan, struct store *store, const char *actor, struct err *err) {
    struct planner *planner = plan->planner;
    if (!plan_ready(plan))
        return err_code_set(err, ERR_INVALID, N_("有 %zu 行有错，一行也没有导入"),
                            plan->counts[PLAN_ERROR]);
    if (plan->counts[PLAN_NEW] + plan->counts[PLAN_UPDATED] == 0)
        return true;
    planner->store = store;
    if (!store_begin(store, actor, err))
        return false;
    bool done = store_data_version(store) == planner->version ||
                err_code_set(err, ERR_STALE, N_("数据库刚刚有别的改动，请再导入一次"));
    if (done && write_rows(planner, err) && store_commit(store, err))
        return true;
    store_rollback(store);
    return false;
}
