/* SPDX-License-Identifier: GPL-3.0-or-later
 * fold_test.c - one state whatever the order of arrival; idle steps are kept; breaches are facts.
 */
#include "flow/sample.h"

#include "flow/timer.h"

#include <stdlib.h>

/* A step as another node may have written it. */
struct made {
    const char  *name;
    enum step_by by;
    int          at; /* minutes; the stamp too */
    const char  *actor;
};

static struct step_clock clock_row(const char *name, time_ms due, enum limit_unit unit) {
    struct step_clock row;
    record_init(&step_clock_record, &row);
    assert_true(TEXT_COPY(row.clock, name));
    row.due = due;
    row.unit = unit;
    row.count = 1;
    return row;
}

/* What flow_step() would have copied: the first promise takes 10 minutes, the work 20, a
 * reminder 5.
 */
static void clocks_give(struct step *step, struct arena *arena) {
    struct step_clock *rows = ARENA_NEW_ARRAY(arena, 3, struct step_clock);
    for (const struct flow_clock *c = errand_clocks; c->name; c++) {
        int minutes = c == errand_clocks ? 10 : c == errand_clocks + 1 ? 20 : 5;
        if (flow_lists(c->starts, step->name))
            rows[step->clocks.count++] =
                clock_row(c->name, (time_ms){ step->at.ms + minutes * 60000 },
                          c->reminder ? LIMIT_REMINDER : LIMIT_ELAPSED_HOURS);
    }
    step->clocks.rows = rows;
}

static struct step step_made(const struct made *made, size_t i, struct arena *arena) {
    struct step step;
    char        name[32];
    record_init(&step_record, &step);
    (void)snprintf(name, sizeof(name), "%zu", i);
    step.head.id = id_derived("made", name);
    step.head.home = id_derived("node", i % 3 == 0 ? "a" : "b");
    step.by = made->by;
    step.at = step.stamp = (time_ms){ 1000000000000 + made->at * 60000 };
    assert_true(TEXT_COPY(step.name, made->name));
    assert_true(TEXT_COPY(step.actor, made->actor ? made->actor : ""));
    clocks_give(&step, arena);
    return step;
}

static struct step overdue_of(const struct step *start, const char *clock, int at,
                              struct arena *arena) {
    const struct made   made = { "overdue", STEP_BY_SYSTEM, at, NULL };
    struct step         step = step_made(&made, 99, arena);
    struct overdue_form form;
    record_init(&overdue_form, &form);
    id_format(start->head.id, form.start);
    assert_true(TEXT_COPY(form.clock, clock));
    assert_true(step_fields_set(&step, &overdue_form, &form, arena, NULL));
    step.head.id = rung_id(step.matter, STEP_OVERDUE, start->head.id, clock);
    return step;
}

static struct fold folded(const struct step *steps, size_t count, struct arena *arena) {
    struct fold fold;
    struct err  err = { 0 };
    if (!flow_fold(&errand_flow, steps, count, arena, &fold, &err))
        fail_msg("%s", err.text);
    return fold;
}

/* The whole fold as one text. */
static char *fold_text(const struct fold *fold, struct arena *arena) {
    char *text =
        arena_printf(arena, "%d %d %s %lld %lld %d:", fold->state, (int)fold->result, fold->owner,
                     (long long)fold->opened.ms, (long long)fold->since.ms, fold->broken);
    for (size_t i = 0; i < fold->promise_count; i++) {
        const struct promise *p = &fold->promises[i];
        text = arena_printf(arena, "%s %s/%lld/%lld/%lld/%d", text, p->clock->name,
                            (long long)p->started.ms, (long long)p->due.ms,
                            (long long)p->stopped.ms, p->broken);
    }
    for (size_t i = 0; i < fold->step_count; i++)
        text = arena_printf(arena, "%s %s%s", text, fold->steps[i].name,
                            fold->idle[i] ? "(idle)" : "");
    return text;
}

static void a_plain_course(void **state) {
    (void)state;
    struct arena             arena = { 0 };
    static const struct made made[] = {
        { "submit", STEP_BY_RESIDENT, 0, NULL },   { "claim", STEP_BY_STAFF, 5, "刘敏" },
        { "finish", STEP_BY_STAFF, 15, "刘敏" },   { "speak_up", STEP_BY_RESIDENT, 30, NULL },
        { "finish", STEP_BY_STAFF, 60, "王小华" },
    };
    struct step steps[ROWS(made)];
    for (size_t i = 0; i < ROWS(made); i++)
        steps[i] = step_made(&made[i], i, &arena);
    struct fold fold = folded(steps, ROWS(made), &arena);
    assert_int_equal(fold.state, ERRAND_DONE);
    assert_int_equal(fold.result, RESULT_DONE);
    check_text(fold.owner, "刘敏", "nobody else took it");
    assert_int_equal(fold.promise_count, 3);
    assert_false(fold.promises[0].broken);
    assert_false(fold.promises[1].broken);
    assert_true(fold.promises[2].broken); /* 30 to 60, 20 were promised */
    assert_int_equal(fold.broken, 1);
    assert_null(fold_next(&fold));
    arena_deinit(&arena);
}

static void a_step_that_found_another_state_is_idle_and_moves_nothing(void **state) {
    (void)state;
    struct arena             arena = { 0 };
    static const struct made made[] = {
        { "submit", STEP_BY_RESIDENT, 0, NULL }, { "drop", STEP_BY_RESIDENT, 3, NULL },
        { "claim", STEP_BY_STAFF, 4, "刘敏" },   { "finish", STEP_BY_RESIDENT, 5, NULL },
        { "no_such", STEP_BY_STAFF, 6, "刘敏" }, { "submit", STEP_BY_RESIDENT, 7, NULL },
    };
    struct step steps[ROWS(made)];
    for (size_t i = 0; i < ROWS(made); i++)
        steps[i] = step_made(&made[i], i, &arena);
    struct fold fold = folded(steps, ROWS(made), &arena);
    assert_int_equal(fold.state, ERRAND_DROPPED);
    check_text(fold.owner, "", "an idle claim takes nothing");
    assert_int_equal(fold.promise_count, 1);
    for (size_t i = 0; i < ROWS(made); i++)
        check_number(fold.idle[i], i >= 2, made[i].name);
    assert_int_equal(fold.step_count, ROWS(made));
    arena_deinit(&arena);
}

static void an_end_stops_every_clock(void **state) {
    (void)state;
    struct arena             arena = { 0 };
    static const struct made made[] = {
        { "submit", STEP_BY_RESIDENT, 0, NULL },
        { "later", STEP_BY_STAFF, 1, "刘敏" },
        { "drop", STEP_BY_RESIDENT, 2, NULL },
    };
    struct step steps[ROWS(made)];
    for (size_t i = 0; i < ROWS(made); i++)
        steps[i] = step_made(&made[i], i, &arena);
    struct fold open = folded(steps, 2, &arena), ended = folded(steps, 3, &arena);
    check_text(fold_next(&open)->clock->name, "again", "due after 6 minutes, the first after 10");
    assert_null(fold_next(&ended));
    assert_int_equal(ended.broken, 0);
    arena_deinit(&arena);
}

static void a_recorded_breach_stays_whatever_arrives_late(void **state) {
    (void)state;
    struct arena             arena = { 0 };
    static const struct made made[] = {
        { "submit", STEP_BY_RESIDENT, 0, NULL },
        { "claim", STEP_BY_STAFF, 5, "刘敏" }, /* arrives after the breach was written */
        { "drop", STEP_BY_RESIDENT, 2, NULL }, /* and this makes even the claim idle */
    };
    struct step steps[4];
    for (size_t i = 0; i < ROWS(made); i++)
        steps[i] = step_made(&made[i], i, &arena);
    struct step late = overdue_of(&steps[0], "first", 11, &arena);
    struct step two[] = { steps[0], late };
    struct fold fold = folded(two, 2, &arena);
    assert_int_equal(fold.broken, 1);
    assert_true(fold.promises[0].recorded);
    struct step three[] = { late, steps[1], steps[0] };
    fold = folded(three, 3, &arena);
    assert_int_equal(fold.broken, 1);
    assert_int_equal(fold.state, ERRAND_WORKING);
    /* The promise that was broken is one that never should have begun: a fact all the same. */
    struct step of_work = overdue_of(&steps[1], "work", 26, &arena);
    struct step four[] = { of_work, steps[1], steps[0], steps[2] };
    fold = folded(four, 4, &arena);
    assert_int_equal(fold.state, ERRAND_DROPPED);
    assert_int_equal(fold.broken, 1);
    /* Only the system writes one. */
    two[1].by = STEP_BY_STAFF;
    fold = folded(two, 2, &arena);
    assert_int_equal(fold.broken, 0);
    assert_true(fold.idle[1]);
    arena_deinit(&arena);
}

static void reminders_are_never_broken(void **state) {
    (void)state;
    struct arena             arena = { 0 };
    static const struct made made[] = {
        { "submit", STEP_BY_RESIDENT, 0, NULL },
        { "later", STEP_BY_STAFF, 1, "刘敏" },
        { "claim", STEP_BY_STAFF, 9, "刘敏" },
    };
    struct step steps[ROWS(made)];
    for (size_t i = 0; i < ROWS(made); i++)
        steps[i] = step_made(&made[i], i, &arena);
    struct fold fold = folded(steps, ROWS(made), &arena);
    assert_int_equal(fold.broken, 0);
    arena_deinit(&arena);
}

/* --- any order ----------------------------------------------------------------------------- */

enum { STEPS_MOST = 14 };

static size_t any_steps(struct world *world, struct step *steps, struct arena *arena) {
    static const char *const names[] = { "submit", "later", "claim",  "give_back", "finish",
                                         "drop",   "lapse", "remind", "speak_up",  "overdue" };
    size_t                   count = 1 + support_below(world, STEPS_MOST - 1);
    for (size_t i = 0; i < count; i++) {
        const struct made made = {
            .name = i == 0 ? "submit" : names[support_below(world, ROWS(names))],
            .by = (enum step_by)(1 + support_below(world, 3)),
            .at = (int)support_below(world, 40), /* equal stamps too */
            .actor = support_below(world, 2) ? "刘敏" : "王小华",
        };
        steps[i] = step_made(&made, i, arena);
        if (strcmp(made.name, "overdue") == 0) {
            const char *clock = errand_clocks[support_below(world, 3)].name;
            steps[i] =
                overdue_of(&steps[support_below(world, (uint32_t)i + 1)], clock, made.at, arena);
        }
    }
    return count;
}

static void any_order_of_arrival_gives_one_state(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    for (size_t round = 0; round < support_count(4000, 100000); round++) {
        struct arena arena = { 0 };
        struct step  steps[STEPS_MOST];
        size_t       count = any_steps(&world, steps, &arena);
        struct fold  fold = folded(steps, count, &arena);
        const char  *first = fold_text(&fold, &arena);
        for (size_t i = count; i > 1; i--) {
            size_t      j = support_below(&world, (uint32_t)i);
            struct step other = steps[i - 1];
            steps[i - 1] = steps[j];
            steps[j] = other;
        }
        fold = folded(steps, count, &arena);
        const char *second = fold_text(&fold, &arena);
        if (strcmp(first, second) != 0)
            fail_msg("round %zu:\n%s\n%s", round, first, second);
        arena_deinit(&arena);
    }
}

static void no_steps_are_no_state(void **state) {
    (void)state;
    struct arena arena = { 0 };
    struct fold  fold = folded(NULL, 0, &arena);
    assert_int_equal(fold.state, -1);
    assert_false(fold_waits(&errand_flow, &fold));
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_course),
        cmocka_unit_test(a_step_that_found_another_state_is_idle_and_moves_nothing),
        cmocka_unit_test(an_end_stops_every_clock),
        cmocka_unit_test(a_recorded_breach_stays_whatever_arrives_late),
        cmocka_unit_test(reminders_are_never_broken),
        cmocka_unit_test(any_order_of_arrival_gives_one_state),
        cmocka_unit_test(no_steps_are_no_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
