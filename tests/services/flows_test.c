/* SPDX-License-Identifier: GPL-3.0-or-later
 * flows_test.c - what holds for the flow of every service: the tables are right, each clock has its
 * limit, any order of arrival gives one state, each step is refused with a sentence where the table
 * says so, and every form survives being stored. */
#include "support/check.h"

#include "services/jobs/job_flow.h"
#include "services/service.h"
#include "support/centre.h"
#include "support/rows.h"
#include "support/seed.h"

#include <stdlib.h>

static void the_tables_are_right(void **state) {
    (void)state;
    struct arena arena = { 0 };
    char        *text;
    if (!flow_check_all(service_flows(), &arena, &text))
        fail_msg("%s", text);
    arena_deinit(&arena);
}

static void every_form_is_a_right_table(void **state) {
    (void)state;
    struct arena arena = { 0 };
    for (const struct flow *const *f = service_flows(); *f; f++)
        for (const struct flow_step *s = (*f)->steps; s->name; s++) {
            const struct record *const forms[] = { s->fields, NULL };
            char                      *text;
            if (!record_check_all(forms, &arena, &text))
                fail_msg("%s.%s: %s", (*f)->name, s->name, text);
        }
    arena_deinit(&arena);
}

static void every_clock_has_a_limit_and_every_limit_a_clock(void **state) {
    (void)state;
    struct err     err = { 0 };
    struct limits *limits;
    struct limit   limit;
    if (!limits_load(&limits, "config/limits.csv", "config/holidays-cn.csv", &err))
        fail_msg("%s", err.text);
    for (const struct flow *const *f = service_flows(); *f; f++)
        for (const struct flow_clock *c = (*f)->clocks; c && c->name; c++)
            if (limit_find(limits, (*f)->name, c->name, &limit, &err) != (c->reminder == NULL))
                fail_msg("%s.%s: %s", (*f)->name, c->name, err.text);
    limits_free(limits);
}

/* --- any order ----------------------------------------------------------------------------- */

enum { STEPS_MOST = 12 };

static struct step any_step(const struct flow *flow, size_t i, struct world *world,
                            struct arena *arena) {
    struct step step;
    size_t      count = 0;
    while (flow->steps[count].name)
        count++;
    record_init(&step_record, &step);
    step.head.id = id_new(world);
    step.head.home = id_derived("node", support_below(world, 2) ? "a" : "b");
    step.by = (enum step_by)(1 + support_below(world, 3));
    step.at = step.stamp = (time_ms){ 1700000000000 + support_below(world, 40) * 3600000ll };
    assert_true(
        TEXT_COPY(step.name, flow->steps[i == 0 ? 0 : support_below(world, (uint32_t)count)].name));
    assert_true(TEXT_COPY(step.actor, support_below(world, 2) ? "刘敏" : "王小华"));
    step.clocks.rows = ARENA_NEW_ARRAY(arena, 8, struct step_clock);
    for (const struct flow_clock *c = flow->clocks; c && c->name; c++) {
        struct step_clock *row = (struct step_clock *)step.clocks.rows + step.clocks.count;
        if (!flow_lists(c->starts, step.name))
            continue;
        record_init(&step_clock_record, row);
        assert_true(TEXT_COPY(row->clock, c->name));
        row->unit = c->reminder ? LIMIT_REMINDER : LIMIT_WORKING_DAYS;
        row->due = (time_ms){ step.at.ms + support_below(world, 20) * 3600000ll };
        step.clocks.count++;
    }
    return step;
}

static char *fold_text(const struct fold *fold, struct arena *arena) {
    char *text = arena_printf(arena, "%d %d %s %lld %d:", fold->state, (int)fold->result,
                              fold->owner, (long long)fold->since.ms, fold->broken);
    for (size_t i = 0; i < fold->promise_count; i++)
        text = arena_printf(arena, "%s %s %lld %lld", text, fold->promises[i].clock->name,
                            (long long)fold->promises[i].due.ms,
                            (long long)fold->promises[i].stopped.ms);
    for (size_t i = 0; i < fold->step_count; i++)
        text = arena_printf(arena, "%s%d", text, fold->idle[i]);
    return text;
}

static void any_order_of_arrival_gives_one_state(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    for (const struct flow *const *f = service_flows(); *f; f++)
        for (size_t round = 0; round < support_count(2000, 100000); round++) {
            struct arena arena = { 0 };
            struct step  steps[STEPS_MOST];
            struct fold  fold;
            size_t       count = 1 + support_below(&world, STEPS_MOST);
            for (size_t i = 0; i < count; i++)
                steps[i] = any_step(*f, i, &world, &arena);
            assert_true(flow_fold(*f, steps, count, &arena, &fold, NULL));
            const char *first = fold_text(&fold, &arena);
            for (size_t i = count; i > 1; i--) {
                size_t      j = support_below(&world, (uint32_t)i);
                struct step other = steps[i - 1];
                steps[i - 1] = steps[j];
                steps[j] = other;
            }
            assert_true(flow_fold(*f, steps, count, &arena, &fold, NULL));
            check_text(fold_text(&fold, &arena), first, (*f)->name);
            arena_deinit(&arena);
        }
}

/* --- who, when ----------------------------------------------------------------------------- */

/* A history that stands in `s`, out of nothing but the table. */
static struct history history_in(const struct flow *flow, int s, const void *row) {
    static const struct step none;
    struct history           history = { .flow = flow, .row = (void *)(uintptr_t)row };
    history.matter.head.id = ((const struct record_head *)row)->id;
    history.fold = (struct fold){ .state = s,
                                  .result = flow->states[s].result,
                                  .owner = "",
                                  .opened = { 0 },
                                  .since = { 0 },
                                  .steps = &none };
    return history;
}

/* A row that its guards can read. */
static void *row_of(const struct flow *flow, struct centre *centre, row_id matter) {
    struct record_head *row = arena_alloc(&centre->arena, flow->record->size);
    record_init(flow->record, row);
    row->id = matter;
    if (flow == &application_flow)
        ((struct application *)(void *)row)->job = centre->job;
    if (flow == &job_flow)
        ((struct job *)(void *)row)->places = 2;
    return row;
}

/* What the table does not say in its states: changes of a row are no steps by themselves, there is
 * no revision, two places are open, and it did not lapse. */
static bool refuses_here(const struct flow *flow, const struct history *history,
                         const struct flow_step *step) {
    bool changes = flow->edit &&
                   (strcmp(step->name, flow->edit) == 0 || strcmp(step->name, flow->revise) == 0);
    return changes || fold_needs_revision(flow, &history->fold, step) ||
           (flow == &job_flow &&
            (strcmp(step->name, "fill") == 0 || strcmp(step->name, "renew") == 0));
}

static void each_step_in_each_state_by_each_is_allowed_or_refused_with_a_sentence(void **state) {
    (void)state;
    static const enum flow_who whos[] = { WHO_RESIDENT, WHO_STAFF, WHO_SYSTEM };
    struct centre              centre;
    struct application_wish    wish;
    centre_start(&centre);
    assert_true(centre_wish(&centre, "刘小明", "13800006021", &wish));
    for (const struct flow *const *f = service_flows(); *f; f++)
        for (int s = 0; s < (*f)->state_count; s++)
            for (const struct flow_step *step = (*f)->steps + 1; step->name; step++)
                for (size_t w = 0; w < ROWS(whos); w++) {
                    void                *row = row_of(*f, &centre, wish.receipt.matter);
                    struct history       history = history_in(*f, s, row);
                    const struct flow_by by = { .who = whos[w], .name = "刘敏", .terminal = "D01" };
                    const char          *why =
                        flow_refusal(centre.store, &history, step, &by, &centre.arena, LANG_ZH);
                    bool allowed = (step->from & FROM(s)) && (step->who & whos[w]);
                    allowed = allowed && !refuses_here(*f, &history, step);
                    if (allowed != (why == NULL))
                        fail_msg("%s.%s in %s by %d: %s", (*f)->name, step->name,
                                 (*f)->states[s].name, whos[w], why ? why : "allowed");
                    if (why && !*why)
                        fail_msg("%s.%s: refused without a sentence", (*f)->name, step->name);
                }
    centre_stop(&centre);
}

/* --- forms --------------------------------------------------------------------------------- */

static void what_a_step_is_given_is_the_same_after_it_is_stored(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    for (const struct flow *const *f = service_flows(); *f; f++)
        for (const struct flow_step *s = (*f)->steps; s->name; s++)
            for (size_t i = 0; s->fields && i < support_count(40, 1000); i++) {
                struct arena arena = { 0 };
                struct step  step;
                struct err   err = { 0 };
                void        *row = arena_alloc(&arena, s->fields->size);
                void        *back = arena_alloc(&arena, s->fields->size);
                record_init(&step_record, &step);
                rows_fill(s->fields, row, &world, &arena);
                if (!step_fields_set(&step, s->fields, row, &arena, &err) ||
                    !step_fields(&step, s->fields, back, &arena, &err))
                    fail_msg("%s.%s: %s", (*f)->name, s->name, err.text);
                const struct field *differs = rows_differ(s->fields, row, back);
                if (differs)
                    fail_msg("%s.%s.%s differs", (*f)->name, s->name, differs->name);
                arena_deinit(&arena);
            }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tables_are_right),
        cmocka_unit_test(every_form_is_a_right_table),
        cmocka_unit_test(every_clock_has_a_limit_and_every_limit_a_clock),
        cmocka_unit_test(any_order_of_arrival_gives_one_state),
        cmocka_unit_test(each_step_in_each_state_by_each_is_allowed_or_refused_with_a_sentence),
        cmocka_unit_test(what_a_step_is_given_is_the_same_after_it_is_stored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
