/* SPDX-License-Identifier: GPL-3.0-or-later
 * moves.c - a matter is led into each state by steps written straight into the store, since guards
 * are not what is tried here. */
#include "support/moves.h"

#include "flow/timer.h"
#include "support/check.h"
#include "support/seed.h"

#include <stdlib.h>
#include <string.h>

enum { STEPS_MOST = 16, ROUND_STEPS = 14, MINUTE = 60000 };

/* --- into a state -------------------------------------------------------------------------- */

static bool plain(const struct flow *flow, const struct flow_step *step, int state) {
    const struct flow_step *revise = flow->revise ? flow_step_named(flow, flow->revise) : NULL;
    return step->to >= 0 && !(step->applies && revise && (revise->from & FROM(state)));
}

/* The steps that lead there, the shortest way. */
static size_t way_to(const struct flow *flow, int wanted, const struct flow_step **ret_steps) {
    const struct flow_step *by[FLOW_STATES_MOST] = { 0 };
    int                     from[FLOW_STATES_MOST];
    unsigned                seen = FROM(flow->steps[0].to);
    for (int round = 0; round < flow->state_count; round++)
        for (int s = 0; s < flow->state_count; s++)
            for (const struct flow_step *step = flow->steps + 1; step->name; step++)
                if ((seen & FROM(s)) && (step->from & FROM(s)) && plain(flow, step, s) &&
                    !(seen & FROM(step->to))) {
                    seen |= FROM(step->to);
                    by[step->to] = step;
                    from[step->to] = s;
                }
    size_t count = 0;
    for (int s = wanted; by[s]; s = from[s])
        ret_steps[count++] = by[s];
    return count;
}

static enum step_by taker(const struct flow_step *step) {
    return step->who & WHO_STAFF      ? STEP_BY_STAFF
           : step->who & WHO_RESIDENT ? STEP_BY_RESIDENT
                                      : STEP_BY_SYSTEM;
}

static void begin(struct moves *moves) {
    struct err err = { 0 };
    if (!store_begin(moves->store, "moves", &err))
        fail_msg("%s", err.text);
}

static row_id brought_to(struct moves *moves, const struct flow *flow, int wanted) {
    const struct flow_step *way[FLOW_STATES_MOST];
    size_t                  count = way_to(flow, wanted, way);
    struct err              err = { 0 };
    begin(moves);
    row_id matter = moves->make(moves, flow);
    for (size_t i = count; i-- > 0;) {
        struct step step;
        int64_t     stamp = 0;
        record_init(&step_record, &step);
        step.matter = matter;
        step.by = taker(way[i]);
        if (!store_number(moves->store, "SELECT max(stamp) FROM step", NULL, 0, &stamp, &err))
            fail_msg("%s", err.text);
        step.at = world_now(store_world(moves->store));
        step.stamp = (time_ms){ stamp + 1 };
        (void)TEXT_COPY(step.name, way[i]->name);
        if (step.by == STEP_BY_STAFF)
            (void)snprintf(step.actor, sizeof(step.actor), "办过的人%zu", i); /* fits */
        if (!store_insert(moves->store, &step_record, &step, &err))
            fail_msg("%s", err.text);
    }
    if (!standing_reckon(moves->store, flow, matter, &err) || !store_commit(moves->store, &err))
        fail_msg("%s", err.text);
    return matter;
}

/* --- who × step × state -------------------------------------------------------------------- */

/* More than the table's columns decides whether it may be. */
static bool narrowed(const struct flow_step *step) {
    return step->guard || step->does || step->applies || step->drops ||
           (step->who & (WHO_OWNER | WHO_NOT_AUTHOR | WHO_NOT_OWNED | WHO_UNIT));
}

static bool table_allows(const struct flow *flow, const struct flow_step *step, int state,
                         const struct flow_by *by) {
    const bool edits = flow->edit && (strcmp(step->name, flow->edit) == 0 ||
                                      strcmp(step->name, flow->revise) == 0);
    return step != flow->steps && !edits && (step->from & FROM(state)) && (step->who & by->who) &&
           (by->who != WHO_STAFF || !by->actor || !step->roles || (step->roles & by->actor->roles));
}

static void cell_check(struct moves *moves, const struct history *history,
                       const struct flow_step *step, const struct flow_by *by,
                       struct arena *arena) {
    const struct flow *flow = history->flow;
    const char        *state = flow->states[history->fold.state].name;
    const bool         allowed = table_allows(flow, step, history->fold.state, by);
    const char        *why = flow_refusal(moves->store, history, step, by, arena, LANG_ZH);
    struct err         err = { 0 };
    if (why && !*why)
        fail_msg("%s: %s in %s by %u: no sentence", flow->name, step->name, state, by->who);
    if (allowed && why && !narrowed(step))
        fail_msg("%s: %s in %s by %u: %s", flow->name, step->name, state, by->who, why);
    if (!allowed && !why)
        fail_msg("%s: %s in %s by %u may, but not by the table", flow->name, step->name, state,
                 by->who);
    if (allowed)
        return;
    void *form = step->fields ? arena_alloc(arena, step->fields->size) : NULL;
    if (form)
        record_init(step->fields, form);
    begin(moves);
    if (flow_step(moves->store, flow, history->matter.head.id, step->name, form, by, &err) ||
        !*err.text)
        fail_msg("%s: %s in %s by %u: taken", flow->name, step->name, state, by->who);
    store_rollback(moves->store);
}

static size_t state_check(struct moves *moves, const struct flow *flow, int state) {
    struct arena   arena = { 0 };
    struct err     err = { 0 };
    struct history history;
    row_id         matter = brought_to(moves, flow, state);
    size_t         cells = 0;
    if (!flow_history(moves->store, moves->flows, matter, &arena, &history, &err))
        fail_msg("%s", err.text);
    check_text(flow->states[history.fold.state].name, flow->states[state].name, "where it was led");
    for (const struct flow_step *step = flow->steps; step->name; step++) {
        struct flow_by by = { .who = WHO_RESIDENT, .terminal = "D01", .limits = moves->limits };
        cell_check(moves, &history, step, &by, &arena);
        by.who = WHO_SYSTEM;
        cell_check(moves, &history, step, &by, &arena);
        by.who = WHO_STAFF;
        by.name = "liu";
        cell_check(moves, &history, step, &by, &arena);
        for (int role = ROLE_UNWRITTEN + 1; role < ROLES_COUNT; role++) {
            const struct actor actor = { .login = "liu", .name = "刘敏", .roles = ROLE(role) };
            by.actor = &actor;
            cell_check(moves, &history, step, &by, &arena);
        }
        cells += 3 + ROLES_COUNT - 1;
    }
    arena_deinit(&arena);
    return cells;
}

size_t moves_matrix(struct moves *moves, const struct flow *flow) {
    size_t cells = 0;
    for (int state = 0; state < flow->state_count; state++)
        cells += state_check(moves, flow, state);
    return cells;
}

/* --- any order ----------------------------------------------------------------------------- */

static const char *any_name(const struct flow *flow, struct world *world) {
    size_t count = 0;
    while (flow->steps[count].name)
        count++;
    uint32_t i = support_below(world, (uint32_t)count + 2);
    return i == count ? STEP_OVERDUE : i > count ? STEP_HAND_OVER : flow->steps[i].name;
}

static struct step_clock any_row(const struct flow *flow, struct world *world,
                                 const struct step *steps, size_t count, time_ms at) {
    struct step_clock row;
    size_t            clocks = 0;
    while (flow->clocks && flow->clocks[clocks].name)
        clocks++;
    record_init(&step_clock_record, &row);
    uint32_t which = support_below(world, (uint32_t)clocks + 1);
    (void)TEXT_COPY(row.clock, which < clocks ? flow->clocks[which].name : LIMIT_HOLD);
    row.unit = support_below(world, 5) ? LIMIT_ELAPSED_HOURS : LIMIT_REMINDER;
    row.due = (time_ms){ at.ms + ((int64_t)support_below(world, 30) - 5) * MINUTE };
    if (support_below(world, 2))
        id_format(steps[support_below(world, (uint32_t)count)].head.id, row.begun);
    if (support_below(world, 8) == 0)
        row.rung = 1 + (int)support_below(world, 3);
    return row;
}

/* Everything that a built-in step may read. */
static const char *any_fields(const struct flow *flow, struct world *world,
                              const struct step *steps, size_t count, struct arena *arena) {
    static const char *const names[] = { "刘敏", "王小华", "物业", "电力公司、物业" };
    char                     id[ID_TEXT];
    const char              *name = names[support_below(world, 4)];
    const char              *clock = flow->clocks ? flow->clocks[0].name : "";
    id_format(steps[support_below(world, (uint32_t)count)].head.id, id);
    return arena_printf(arena,
                        "{\"owner\":\"%s\",\"unit\":\"%s\",\"helpers\":\"%s\",\"step\":\"%s\","
                        "\"start\":\"%s\",\"into\":\"%s\",\"clock\":\"%s\",\"rung\":1}",
                        name, name, name, id, id, id, clock);
}

static size_t any_steps(const struct flow *flow, struct world *world, struct step *steps,
                        struct arena *arena) {
    size_t count = 1 + support_below(world, ROUND_STEPS - 1);
    for (size_t i = 0; i < count; i++) {
        struct step       *step = &steps[i];
        char               name[32];
        struct step_clock *rows = ARENA_NEW_ARRAY(arena, 6, struct step_clock);
        record_init(&step_record, step);
        (void)snprintf(name, sizeof(name), "%zu", i);
        step->head.id = id_derived("any", name);
        step->head.home = id_derived("node", i % 3 == 0 ? "a" : "b");
        (void)TEXT_COPY(step->name, i == 0 ? flow->steps->name : any_name(flow, world));
        step->by = (enum step_by)(1 + support_below(world, 3));
        (void)TEXT_COPY(step->actor, support_below(world, 2) ? "刘敏" : "王小华");
        step->at = (time_ms){ 1000000000000 + (int64_t)support_below(world, 40) * MINUTE };
        step->stamp = i == 0 ? (time_ms){ 0 } : step->at; /* equal stamps too */
        step->fields = any_fields(flow, world, steps, i + 1, arena);
        step->clocks = (struct children){ rows, support_below(world, 6) };
        for (size_t r = 0; r < step->clocks.count; r++)
            rows[r] = any_row(flow, world, steps, i + 1, step->at);
    }
    return count;
}

static const char *promises_text(const struct fold *fold, struct arena *arena) {
    const char *text = "";
    for (size_t i = 0; i < fold->promise_count; i++) {
        const struct promise *p = &fold->promises[i];
        char                  start[ID_TEXT];
        id_format(p->start, start);
        text = arena_printf(arena, "%s %s/%s/%lld/%lld/%lld/%lld/%d%d%d/%u", text, p->clock->name,
                            start, (long long)p->started.ms, (long long)p->due.ms,
                            (long long)p->unheld.ms, (long long)p->stopped.ms, p->broken,
                            p->recorded, p->extension, p->told);
    }
    return text;
}

/* The whole fold as one text. */
static const char *fold_text(const struct fold *fold, struct arena *arena) {
    char joined[ID_TEXT];
    id_format(fold->joined, joined);
    const char *text = arena_printf(
        arena, "%d %d %s %s %lld %lld %d %lld %zu %s %u:%s:", fold->state, (int)fold->result,
        fold->owner, fold->unit, (long long)fold->opened.ms, (long long)fold->since.ms,
        fold->broken, fold->hold ? (long long)fold->held_until.ms : 0, fold->hold_count, joined,
        fold->told, promises_text(fold, arena));
    for (size_t i = 0; i < fold->author_count; i++)
        text = arena_printf(arena, "%s a=%s", text, fold->authors[i]);
    for (size_t i = 0; i < fold->owner_count; i++)
        text = arena_printf(arena, "%s o=%s", text, fold->owners[i]);
    for (size_t i = 0; i < fold->unit_count; i++)
        text = arena_printf(arena, "%s u=%s", text, fold->units[i]);
    for (size_t i = 0; i < fold->helper_count; i++)
        text = arena_printf(arena, "%s h=%s%d", text, fold->helpers[i].unit, fold->helpers[i].done);
    text = arena_printf(arena, "%s r=%zu", text, fold->revision_count);
    for (size_t i = 0; i < fold->step_count; i++)
        text = arena_printf(arena, "%s %s%s%s", text, fold->steps[i].name,
                            fold->idle[i] ? "-" : "+", fold->retracted[i] ? "r" : "");
    return text;
}

static const char *folded(const struct flow *flow, const struct step *steps, size_t count,
                          struct arena *arena) {
    struct fold fold;
    struct err  err = { 0 };
    if (!flow_fold(flow, steps, count, arena, &fold, &err))
        fail_msg("%s", err.text);
    return fold_text(&fold, arena);
}

void moves_any_order(const struct flow *flow, struct world *world, size_t rounds) {
    for (size_t round = 0; round < rounds; round++) {
        struct arena arena = { 0 };
        struct step  steps[ROUND_STEPS];
        size_t       count = any_steps(flow, world, steps, &arena);
        const char  *first = folded(flow, steps, count, &arena);
        for (size_t i = count; i > 1; i--) {
            size_t      j = support_below(world, (uint32_t)i);
            struct step other = steps[i - 1];
            steps[i - 1] = steps[j];
            steps[j] = other;
        }
        const char *second = folded(flow, steps, count, &arena);
        if (strcmp(first, second) != 0)
            fail_msg("%s, round %zu:\n%s\n%s", flow->name, round, first, second);
        arena_deinit(&arena);
    }
}
