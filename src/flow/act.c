/* SPDX-License-Identifier: GPL-3.0-or-later
 * act.c - the one place that writes steps: whether it may be, the limits that it starts, the row,
 * its effect, and where the matter then stands, in one transaction. */
#include "flow/act.h"

#include "flow/timer.h"

#include <string.h>

enum { TICK_MATTERS = 64, TICK_RUNGS = 64 /* of one matter at a time */ };

static const struct {
    enum flow_who who;
    enum step_by  by;
} bys[] = { { WHO_RESIDENT, STEP_BY_RESIDENT },
            { WHO_STAFF, STEP_BY_STAFF },
            { WHO_SYSTEM, STEP_BY_SYSTEM } };

static enum step_by by_of(enum flow_who who) {
    for (size_t i = 0; i < sizeof(bys) / sizeof(bys[0]); i++)
        if (bys[i].who == who)
            return bys[i].by;
    bug("%d is nobody", (int)who);
}

const struct flow *flow_named(const struct flow *const *flows, const char *name) {
    for (; *flows; flows++)
        if (strcmp((*flows)->name, name) == 0)
            return *flows;
    return NULL;
}

/* --- may it be ----------------------------------------------------------------------------- */

/* Whose a step is, in the words of who is told: the first that may. */
static const char *who_words(unsigned who, enum lang lang) {
    for (size_t i = 0; i < sizeof(bys) / sizeof(bys[0]); i++)
        if (who & bys[i].who)
            return tr(lang, step_by_words[bys[i].by].label);
    return "";
}

static bool act_may(const struct flow_act *act, struct err *err) {
    enum lang   lang = err ? err->lang : LANG_ZH;
    const char *label = tr(lang, act->step->label);
    int         state = act->fold->state;
    if (act->by->who == WHO_STAFF && (!act->by->name || !*act->by->name))
        return err_code_set(err, ERR_INVALID, "要写明是谁办的");
    if (!(act->step->who & act->by->who))
        return err_code_set(err, ERR_INVALID, "“%s”不由%s来办，由%s来办", label,
                            who_words(act->by->who, lang), who_words(act->step->who, lang));
    if (state >= 0 && !(act->step->from & FROM(state)))
        return err_code_set(err, ERR_INVALID, "这件事现在是“%s”，不能“%s”",
                            tr(lang, act->flow->states[state].staff), label);
    return !act->step->guard || act->step->guard(act, err);
}

/* --- writing ------------------------------------------------------------------------------- */

static bool stamp_next(struct store *store, time_ms now, time_ms *ret_stamp, struct err *err) {
    int64_t highest = 0;
    if (!store_number(store, "SELECT max(stamp) FROM step", NULL, 0, &highest, err))
        return false;
    *ret_stamp = (time_ms){ now.ms > highest ? now.ms : highest + 1 };
    return true;
}

/* The limit that a clock has, copied; *ret_has false: a reminder that nobody asked for. */
static bool clock_start(const struct flow_act *act, const struct flow_clock *clock,
                        struct step_clock *ret_row, bool *ret_has, struct err *err) {
    record_init(&step_clock_record, ret_row);
    *ret_has = true;
    if (!TEXT_COPY(ret_row->clock, clock->name))
        bug("the name of clock %s is too long", clock->name);
    if (clock->reminder) {
        const struct field *field = record_field(act->step->fields, clock->reminder);
        ret_row->unit = LIMIT_REMINDER;
        if (act->fields)
            ret_row->due = *(const time_ms *)field_member_const(field, act->fields);
        *ret_has = !time_absent(ret_row->due);
        return true;
    }
    struct err   why = { .lang = err ? err->lang : LANG_ZH };
    struct limit limit;
    if (!limit_find(act->limits, act->flow->name, clock->name, &limit, &why))
        return err_set(err, "%s", why.text); /* ours, not of what was asked for: never ABSENT */
    ret_row->count = limit.count;
    ret_row->unit = limit.unit;
    ret_row->due = limit_due(act->limits, &limit, act->now);
    return !time_absent(ret_row->due) || err_set(err, "时限算不出来");
}

static bool clocks_start(const struct flow_act *act, struct step *step, struct err *err) {
    size_t count = 0, most = 0;
    while (act->flow->clocks && act->flow->clocks[most].name)
        most++;
    struct step_clock *rows = ARENA_NEW_ARRAY(act->arena, most + 1, struct step_clock);
    if (!rows)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    for (size_t i = 0; i < most; i++) {
        bool has;
        if (!flow_lists(act->flow->clocks[i].starts, step->name))
            continue;
        if (!clock_start(act, &act->flow->clocks[i], &rows[count], &has, err))
            return false;
        count += has;
    }
    step->clocks = (struct children){ rows, count };
    return true;
}

/* Insert the step; `id` absent: a new one. */
static bool step_put(const struct flow_act *act, const char *name, row_id id,
                     const struct record *form, const void *fields, struct step *step,
                     struct err *err) {
    record_init(&step_record, step);
    step->head.id = id;
    step->matter = act->matter;
    step->by = by_of(act->by->who);
    step->at = act->now;
    if (!TEXT_COPY(step->name, name))
        bug("the name of step %s is too long", name);
    if (act->by->name && !TEXT_COPY(step->actor, act->by->name))
        return err_code_set(err, ERR_INVALID, "办理人的名字最多 60 个字");
    return (!form || step_fields_set(step, form, fields, act->arena, err)) &&
           clocks_start(act, step, err) && stamp_next(act->store, act->now, &step->stamp, err) &&
           store_insert(act->store, &step_record, step, err);
}

/* The step of the table, its effect, where the matter stands. */
static bool act_write(struct flow_act *act, row_id id, struct step *step, struct err *err) {
    return step_put(act, act->step->name, id, act->step->fields, act->fields, step, err) &&
           (!act->step->effect || act->step->effect(act, err)) &&
           standing_reckon(act->store, act->flow, act->matter, err);
}

static bool act_begin(struct store *store, const struct flow *flow, const struct flow_by *by,
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

/* The first promise of the first step, for the receipt. */
static void receipt_promise(const struct step *step, struct receipt *receipt) {
    const struct step_clock *clocks = step->clocks.rows;
    receipt->at = step->at;
    if (step->clocks.count == 0)
        return;
    (void)TEXT_COPY(receipt->clock, clocks[0].clock); /* of the same size */
    receipt->due = clocks[0].due;
}

static bool submit(struct flow_act *act, void *row, struct receipt *ret_receipt, struct err *err) {
    const struct flow  *flow = act->flow;
    const struct fold   fold = { .state = -1, .owner = "" };
    struct record_head *head = row;
    struct matter       matter;
    struct receipt      receipt;
    struct step         step;
    act->step = flow->steps;
    act->row = row;
    act->fold = &fold;
    if (!act_may(act, err) || !store_insert(act->store, flow->record, row, err))
        return false;
    record_init(&matter_record, &matter);
    act->matter = matter.head.id = head->id;
    matter.table_version = flow->version;
    if (!TEXT_COPY(matter.flow, flow->name))
        bug("the name of flow %s is too long", flow->name);
    bool done = receipt_make(act->store, flow, act->by->terminal, &matter, &receipt, err) &&
                store_insert(act->store, &matter_record, &matter, err) &&
                act_write(act, ID_ABSENT, &step, err);
    if (done) {
        receipt_promise(&step, &receipt);
        *ret_receipt = receipt;
    }
    memset(receipt.token, 0, sizeof(receipt.token));
    return done;
}

bool flow_submit(struct store *store, const struct flow *flow, void *row, const struct flow_by *by,
                 struct receipt *ret_receipt, struct err *err) {
    struct arena    arena = { 0 };
    struct flow_act act;
    bool            done =
        act_begin(store, flow, by, &arena, &act, err) && submit(&act, row, ret_receipt, err);
    arena_deinit(&arena);
    return done;
}

bool flow_step(struct store *store, const struct flow *flow, row_id matter, const char *step,
               const void *fields, const struct flow_by *by, struct err *err) {
    const struct flow *const flows[] = { flow, NULL };
    struct arena             arena = { 0 };
    struct flow_act          act;
    struct history           history;
    struct step              written;
    bool                     done = act_begin(store, flow, by, &arena, &act, err) &&
                flow_history(store, flows, matter, &arena, &history, err);
    if (done) {
        act.step = flow_step_named(flow, step);
        act.matter = matter;
        act.row = history.row;
        act.fields = fields;
        act.fold = &history.fold;
        if (!act.step || act.step == flow->steps)
            done = err_code_set(err, ERR_INVALID, "“%s”没有“%s”这一步",
                                tr(err ? err->lang : LANG_ZH, flow->label), step);
        else if (act.step->fields && !fields)
            bug("step %s is taken without its fields", step);
        done = done && act_may(&act, err) && act_write(&act, ID_ABSENT, &written, err);
    }
    arena_deinit(&arena);
    return done;
}

/* --- what the system has to write ---------------------------------------------------------- */

static bool rung_write(struct flow_act *act, const struct rung *rung, struct err *err) {
    struct overdue_form form;
    struct step         step;
    act->step = flow_step_named(act->flow, rung->step);
    act->fields = NULL;
    if (act->step)
        return act_write(act, rung->id, &step, err);
    record_init(&overdue_form, &form);
    id_format(rung->promise->start, form.start);
    if (!TEXT_COPY(form.clock, rung->promise->clock->name))
        bug("the name of clock %s is too long", rung->promise->clock->name);
    return step_put(act, STEP_OVERDUE, rung->id, &overdue_form, &form, &step, err) &&
           standing_reckon(act->store, act->flow, act->matter, err);
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
            act.matter = matter;
            act.row = history.row;
            act.fold = &history.fold;
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
    bool done = rows ? guess_sweep(store, err) : err_code_set(err, ERR_MEMORY, "内存不足");
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

/* --- reading ------------------------------------------------------------------------------- */

bool flow_history(struct store *store, const struct flow *const *flows, row_id matter,
                  struct arena *arena, struct history *ret_history, struct err *err) {
    struct history history;
    struct step   *steps;
    size_t         count;
    if (!matter_get(store, matter, &history.matter, err))
        return false;
    history.flow = flow_named(flows, history.matter.flow);
    if (!history.flow)
        return err_set(err, "本程序不认识这种事项：%s", history.matter.flow);
    if (history.matter.table_version > history.flow->version)
        return err_set(err, "%s 由更新版本的安居写成，请先升级本机程序", history.matter.number);
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
    act.matter = history->matter.head.id;
    act.row = history->row;
    act.fold = &history->fold;
    if (step == history->flow->steps)
        return tr(lang, "这件事已经有了");
    return act_may(&act, &err) ? NULL : arena_strdup(arena, err.text);
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
