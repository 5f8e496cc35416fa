/* SPDX-License-Identifier: GPL-3.0-or-later
 * taken.c - how a matter begins: its row, the matter, the first steps, told by the table one after
 * the other before anything is written, and one standing at the end. */
#include "flow/act_inside.h"

#include "flow/timer.h"

#include <string.h>

enum { STEPS_MOST = 8 };

struct beginning {
    struct flow_act act;
    struct step     steps[STEPS_MOST];
    struct fold     folds[STEPS_MOST + 1]; /* before each of them; after all */
    struct matter   matter;
    struct history  linked;
    size_t          count;
};

/* The first promise of the first step, for the receipt. */
static void receipt_promise(const struct step *step, struct receipt *receipt) {
    const struct step_clock *clocks = step->clocks.rows;
    receipt->at = step->at;
    if (step->clocks.count == 0)
        return;
    (void)TEXT_COPY(receipt->clock, clocks[0].clock); /* of the same size */
    receipt->due = clocks[0].due;
}

static bool steps_fold(struct beginning *b, size_t count, struct err *err) {
    return flow_fold(b->act.flow, b->steps, count, b->act.arena, &b->folds[count], err);
}

/* Step `i` as it will be; `may`: it is asked whether it may be. */
static bool step_plan(struct beginning *b, size_t i, const struct flow_taken *taken, bool may,
                      struct err *err) {
    struct flow_act *act = &b->act;
    time_ms          stamp = { i > 0 ? b->steps[i - 1].stamp.ms + 1 : act->now.ms };
    if (i == STEPS_MOST)
        bug("more than %d steps at once", STEPS_MOST);
    act->step = flow_step_named(act->flow, taken->step);
    if (!act->step || (i == 0) != (act->step == act->flow->steps))
        bug("%s does not begin with %s", act->flow->name, taken->step);
    act->by = taken->by;
    act->fields = taken->fields;
    act->fold = &b->folds[i];
    b->count = i + 1;
    return (!may || act_may(act, err)) &&
           (i > 0 || stamp_next(act->store, act->now, &stamp, err)) &&
           step_make(act, id_new(store_world(act->store)), stamp, &b->steps[i], err) &&
           steps_fold(b, i + 1, err);
}

/* Where lists read the state: the word of the last fold. */
static void state_set(const struct beginning *b, void *row) {
    const struct flow  *flow = b->act.flow;
    const struct field *field =
        flow->state_field ? record_field(flow->record, flow->state_field) : NULL;
    const int state = b->folds[b->count].state + 1;
    if (field)
        memcpy(field_member(field, row), &state, sizeof(state));
}

static bool matter_put(struct beginning *b, const struct flow_by *by, struct receipt *ret_receipt,
                       struct err *err) {
    struct matter       *matter = &b->matter;
    const enum link_kind link = matter->link;
    const row_id         linked = matter->linked;
    record_init(&matter_record, matter);
    matter->head.id = b->act.matter;
    matter->link = link;
    matter->linked = linked;
    matter->rules = b->act.rules;
    matter->table_version = b->act.flow->version;
    if (!TEXT_COPY(matter->flow, b->act.flow->name))
        bug("the name of flow %s is too long", b->act.flow->name);
    return receipt_make(b->act.store, b->act.flow, by->terminal, matter, ret_receipt, err) &&
           store_insert(b->act.store, &matter_record, matter, err);
}

static bool effect_run(struct beginning *b, size_t i, const struct flow_taken *taken,
                       struct err *err) {
    struct flow_act *act = &b->act;
    act->step = flow_step_named(act->flow, taken->step);
    act->by = taken->by;
    act->fields = taken->fields;
    act->fold = &b->folds[i];
    return !act->step->effect || act->step->effect(act, err);
}

/* From what is known here, unless an effect has taken a step more. */
static bool standing_put(struct beginning *b, struct err *err) {
    struct flow_act *act = &b->act;
    struct standing  standing;
    struct history   history = { .matter = b->matter,
                                 .flow = act->flow,
                                 .row = (void *)(uintptr_t)act->row,
                                 .fold = b->folds[b->count] };
    struct err       why = { .lang = err ? err->lang : LANG_ZH };
    if (standing_get(act->store, act->matter, &standing, &why))
        return standing_reckon(act->store, act->flow, act->matter, err);
    return why.code == ERR_ABSENT ? standing_begin(act->store, &history, err)
                                  : err_code_set(err, why.code, "%s", why.text);
}

static bool begin_all(struct beginning *b, void *row, bool checked, const struct flow_taken *taken,
                      struct receipt *ret_receipt, struct err *err) {
    struct flow_act *act = &b->act;
    state_set(b, row);
    if (!store_insert_reckoned(act->store, act->flow->record, row, !checked, err) ||
        !matter_put(b, taken[0].by, ret_receipt, err))
        return false;
    for (size_t i = 0; i < b->count; i++) {
        b->steps[i].matter = act->matter;
        if (!store_insert(act->store, &step_record, &b->steps[i], err) ||
            !effect_run(b, i, &taken[i], err))
            return false;
    }
    receipt_promise(&b->steps[0], ret_receipt);
    return standing_put(b, err);
}

/* What it is linked to; a part runs by what was promised of the whole. */
static bool link_set(struct beginning *b, enum link_kind link, row_id linked, struct err *err) {
    const struct flow *const flows[] = { b->act.flow, NULL };
    b->matter.link = link;
    b->matter.linked = linked;
    if (!link)
        return true;
    if (!flow_history(b->act.store, flows, linked, b->act.arena, &b->linked, err))
        return false;
    if (link == LINK_PART_OF)
        b->act.other = &b->linked.fold;
    return matter_at_home(&b->linked.matter, b->act.by) ||
           err_code_set(err, ERR_ABSENT, "没有这一条“%s”",
                        tr(err ? err->lang : LANG_ZH, b->act.flow->record->label));
}

static bool submit(struct beginning *b, void *row, bool checked, const struct flow_taken *steps,
                   size_t count, struct receipt *ret_receipt, struct err *err) {
    struct flow_act *act = &b->act;
    act->row = row;
    act->matter = ((struct record_head *)row)->id = id_new(store_world(act->store));
    act->rules = limits_rules(act->limits, act->flow->name, act->arena);
    if (!act->rules)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    b->folds[0] = (struct fold){ .state = -1, .owner = "", .unit = "" };
    for (size_t i = 0; i < count; i++)
        if (!step_plan(b, i, &steps[i], true, err))
            return false;
    return begin_all(b, row, checked, steps, ret_receipt, err);
}

struct link {
    enum link_kind kind;
    row_id         to;
};

static bool submit_from(struct store *store, const struct flow *flow, void *row, bool checked,
                        struct link link, const struct flow_taken *steps, size_t count,
                        struct receipt *ret_receipt, struct err *err) {
    const struct record_head given = *(struct record_head *)row;
    struct arena             arena = { 0 };
    struct receipt           receipt = { .token = "" };
    struct beginning        *b = ARENA_NEW(&arena, struct beginning);
    bool                     done = (b || err_code_set(err, ERR_MEMORY, "内存不足")) &&
                act_begin(store, flow, steps[0].by, &arena, &b->act, err) &&
                link_set(b, link.kind, link.to, err) &&
                submit(b, row, checked, steps, count, &receipt, err);
    if (done)
        *ret_receipt = receipt;
    else
        *(struct record_head *)row = given;
    memset(receipt.token, 0, sizeof(receipt.token));
    arena_deinit(&arena);
    return done;
}

bool flow_submit_taken(struct store *store, const struct flow *flow, void *row, bool checked,
                       const struct flow_taken *steps, size_t count, struct receipt *ret_receipt,
                       struct err *err) {
    return submit_from(store, flow, row, checked, (struct link){ 0 }, steps, count, ret_receipt,
                       err);
}

bool flow_submit_linked(struct store *store, const struct flow *flow, void *row,
                        enum link_kind link, row_id linked, const struct flow_by *by,
                        struct receipt *ret_receipt, struct err *err) {
    const struct flow_taken first = { flow->steps->name, NULL, by };
    return submit_from(store, flow, row, false, (struct link){ link, linked }, &first, 1,
                       ret_receipt, err);
}

bool flow_submit(struct store *store, const struct flow *flow, void *row, const struct flow_by *by,
                 struct receipt *ret_receipt, struct err *err) {
    const struct flow_taken first = { flow->steps->name, NULL, by };
    return flow_submit_taken(store, flow, row, false, &first, 1, ret_receipt, err);
}

/* --- what was there before ----------------------------------------------------------------- */

static bool adopt(struct beginning *b, row_id id, const char *const *steps,
                  const struct flow_by *by, struct err *err) {
    struct flow_act *act = &b->act;
    struct receipt   receipt;
    void            *row = arena_alloc(act->arena, act->flow->record->size);
    if (!row)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!store_get(act->store, act->flow->record, id, row, act->arena, err))
        return false;
    act->row = row;
    act->matter = id;
    act->rules = limits_rules(act->limits, act->flow->name, act->arena);
    if (!act->rules)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    b->folds[0] = (struct fold){ .state = -1, .owner = "", .unit = "" };
    for (size_t i = 0; steps[i]; i++) {
        const struct flow_taken taken = { steps[i], NULL, by };
        if (!step_plan(b, i, &taken, false, err))
            return false;
        b->steps[i].clocks = (struct children){ 0 }; /* nobody was promised anything */
    }
    if (!steps_fold(b, b->count, err) || !matter_put(b, by, &receipt, err))
        return false;
    for (size_t i = 0; i < b->count; i++) {
        b->steps[i].matter = id;
        if (!store_insert(act->store, &step_record, &b->steps[i], err))
            return false;
    }
    return standing_reckon(act->store, act->flow, id, err);
}

bool flow_adopt(struct store *store, const struct flow *flow, row_id row, const char *const *steps,
                const struct flow_by *by, struct err *err) {
    struct arena      arena = { 0 };
    struct beginning *b = ARENA_NEW(&arena, struct beginning);
    bool              done = (b || err_code_set(err, ERR_MEMORY, "内存不足")) &&
                act_begin(store, flow, by, &arena, &b->act, err) && adopt(b, row, steps, by, err);
    arena_deinit(&arena);
    return done;
}
