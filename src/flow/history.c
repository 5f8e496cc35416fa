/* SPDX-License-Identifier: GPL-3.0-or-later
 * history.c - reading matters: one whole, may a step be taken, what waits, the next one for whoever
 * asks. */
#include "flow/condition.h"
#include "flow/lease.h"

#include <string.h>

const struct flow *flow_named(const struct flow *const *flows, const char *name) {
    for (; *flows; flows++)
        if (strcmp((*flows)->name, name) == 0)
            return *flows;
    return NULL;
}

/* A matter moves by the table that it started by. */
static const struct flow *table_of(const struct flow *flow, int version) {
    while (flow && flow->version != version)
        flow = flow->older;
    return flow;
}

/* --- reading ------------------------------------------------------------------------------- */

bool flow_history(struct store *store, const struct flow *const *flows, row_id matter,
                  struct arena *arena, struct history *ret_history, struct err *err) {
    struct history history;
    struct step   *steps;
    size_t         count;
    if (!matter_whole(store, matter, arena, &history.matter, err))
        return false;
    history.flow = flow_named(flows, history.matter.flow);
    if (!history.flow)
        return err_set(err, "本程序不认识这种事项：%s", history.matter.flow);
    if (history.matter.table_version > history.flow->version)
        return err_set(err, "%s 由更新版本的安居写成，请先升级本机程序", history.matter.number);
    history.flow = table_of(history.flow, history.matter.table_version);
    if (!history.flow)
        return err_set(err, "%s 开始时的流程，本程序已经没有了", history.matter.number);
    history.row = arena_alloc(arena, history.flow->record->size);
    if (!history.row)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!store_get(store, history.flow->record, matter, history.row, arena, err) ||
        !steps_get(store, matter, arena, &steps, &count, err) ||
        !flow_fold(history.flow, steps, count, arena, &history.fold, err))
        return false;
    *ret_history = history;
    return true;
}

const char *flow_refusal(struct store *store, const struct history *history,
                         const struct flow_step *step, const struct flow_by *by,
                         struct arena *arena, enum lang lang) {
    struct err      err = { .lang = lang };
    struct flow_act act;
    if (!act_begin(store, history->flow, by, arena, &act, &err))
        return arena_strdup(arena, err.text);
    act.step = step;
    act_see(&act, history);
    if (step == history->flow->steps)
        return tr(lang, "这件事已经有了");
    return act_by_itself(&act, &err) && act_may(&act, &err) ? NULL : arena_strdup(arena, err.text);
}

/* --- the next one -------------------------------------------------------------------------- */

/* Something that takes it further, and that this person may do now. */
static bool furthers(struct store *store, const struct history *history, const struct flow_by *by,
                     struct arena *arena) {
    const struct flow *flow = history->flow;
    for (const struct flow_step *s = flow->steps + 1; s->name; s++) {
        const bool on = s->settles || s->owner == OWNER_TAKES ||
                        (s->to >= 0 && s->to != history->fold.state && !flow->states[s->to].result);
        if (on && flow_by_may(history, s, by) &&
            !flow_refusal(store, history, s, by, arena, LANG_ZH))
            return true;
    }
    return false;
}

static bool candidate(struct store *store, const struct flow *const *flows, row_id matter,
                      const struct flow_by *by, bool *ret_is, struct err *err) {
    struct arena   arena = { 0 };
    struct history history;
    bool           done = flow_history(store, flows, matter, &arena, &history, err);
    *ret_is = done && matter_at_home(&history.matter, by) && furthers(store, &history, by, &arena);
    arena_deinit(&arena);
    return done;
}

static bool next_find(struct store *store, const struct flow *const *flows, const char *flow,
                      const struct flow_by *by, row_id *ret_matter, struct err *err) {
    const struct value value = value_text(flow ? flow : "");
    struct standing    standing;
    struct arena       arena = { 0 };
    struct query      *query;
    bool               done = true, found = false;
    if (!query_open(&query, store, &standing_record,
                    "WHERE queue IS NOT NULL AND ($1 = '' OR flow = $1) ORDER BY queue", &value, 1,
                    err))
        return false;
    while (done && !found && query_next(query, &standing, &arena))
        done = !flow_named(flows, standing.flow) ||
               candidate(store, flows, standing.matter, by, &found, err);
    arena_deinit(&arena); /* a standing holds nothing there */
    if (found)
        *ret_matter = standing.matter;
    done = query_close(query, done ? err : NULL) && done;
    return done && (found || err_code_set(err, ERR_ABSENT, "没有等着办的了"));
}

bool flow_next(struct store *store, const struct flow *const *flows, const char *flow,
               const struct flow_by *by, row_id *ret_matter, struct err *err) {
    row_id matter;
    if (!leases_sweep(store, err) || !next_find(store, flows, flow, by, &matter, err) ||
        !lease_take(store, matter, by->name, NULL, err))
        return false;
    *ret_matter = matter;
    return true;
}

bool flow_waiting(struct store *store, struct standing *rows, size_t room, size_t *ret_count,
                  struct err *err) {
    const struct value value = value_integer((int64_t)room);
    struct arena       arena = { 0 };
    struct query      *query;
    size_t             count = 0;
    if (!query_open(&query, store, &standing_record,
                    "WHERE waiting = 1 ORDER BY due IS NULL, due, opened, id LIMIT $1", &value, 1,
                    err))
        return false;
    while (count < room && query_next(query, &rows[count], &arena))
        count++;
    arena_deinit(&arena); /* a standing holds nothing there */
    *ret_count = count;
    return query_close(query, err);
}
