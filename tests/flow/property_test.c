/* SPDX-License-Identifier: GPL-3.0-or-later
 * property_test.c - what must hold for every table, tried on the complaint and the report: who may
 * what and when, one state whatever the order of arrival, and that nothing anybody does lengthens a
 * promise in silence. */
#include "flow/complaint.h"

#include "support/moves.h"

#include <stdlib.h>

static int start(void **state) {
    struct hotline *h = calloc(1, sizeof(*h));
    hotline_start(h);
    *state = h;
    return 0;
}

static int stop(void **state) {
    hotline_ties(*state);
    hotline_stop(*state);
    free(*state);
    return 0;
}

static row_id make(struct moves *moves, const struct flow *flow) {
    const struct flow_by by = { .who = WHO_RESIDENT, .terminal = "K01", .limits = moves->limits };
    struct complaint     complaint = complaint_of(CLASS_OTHER, URGENCY_PLAIN);
    struct report        report;
    struct receipt       receipt;
    struct err           err = { 0 };
    if (!flow_submit(moves->store, &complaint_flow, &complaint, &by, &receipt, &err))
        fail_msg("%s", err.text);
    if (flow == &complaint_flow)
        return complaint.head.id;
    record_init(&report_record, &report);
    report.complaint = complaint.head.id;
    if (!flow_submit(moves->store, &report_flow, &report, &by, &receipt, &err))
        fail_msg("%s", err.text);
    return report.head.id;
}

static void each_step_in_each_state_by_each_as_the_tables_say(void **state) {
    struct hotline *h = *state;
    struct moves    moves = { h->store, complaint_flows, h->limits, make, NULL };
    size_t cells = moves_matrix(&moves, &complaint_flow) + moves_matrix(&moves, &report_flow);
    print_message("%zu cells\n", cells);
    assert_true(cells > 3000);
}

static void any_order_of_arrival_gives_one_state(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    moves_any_order(&complaint_flow, &world, support_count(4000, 100000));
    moves_any_order(&report_flow, &world, support_count(1000, 100000));
}

/* --- a long day at the hotline ------------------------------------------------------------- */

enum { MATTERS = 4, PROMISES = 64, ACTS = 24 };

/* What was promised before an act. */
struct seen {
    struct promise at[PROMISES];
    size_t         count;
};

static struct seen seen_of(struct hotline *h, row_id matter) {
    struct history history = hotline_history(h, matter);
    struct seen    seen = { .count = history.fold.promise_count };
    assert_true(seen.count <= PROMISES);
    memcpy(seen.at, history.fold.promises, seen.count * sizeof(struct promise));
    return seen;
}

static void kept(struct hotline *h, row_id matter, const struct seen *before, bool may_move,
                 const char *step, time_ms now) {
    struct history history = hotline_history(h, matter);
    for (size_t i = 0; i < before->count; i++) {
        const struct promise *was = &before->at[i], *is = NULL;
        for (size_t p = 0; p < history.fold.promise_count; p++)
            if (history.fold.promises[p].clock == was->clock &&
                id_equal(history.fold.promises[p].start, was->start))
                is = &history.fold.promises[p];
        if (strcmp(step, "retract") == 0 && !is)
            continue; /* what it had begun is taken back with it */
        if (!is)
            fail_msg("%s: %s is gone", step, was->clock->name);
        if (was->broken && !is->broken)
            fail_msg("%s: %s was broken", step, was->clock->name);
        if (is->due.ms > was->due.ms && !(may_move && time_absent(was->stopped)))
            fail_msg("%s: %s is due later", step, was->clock->name);
        if (is->due.ms > was->due.ms && was->due.ms < now.ms && !is->broken)
            fail_msg("%s: %s was late, and is not broken", step, was->clock->name);
    }
}

static time_ms any_time(struct hotline *h) {
    const int64_t minutes = 1 + support_below(&h->world, 6 * 24 * 60);
    return (time_ms){ world_now(&h->world).ms + minutes * 60000 };
}

/* Something plausible, or not. */
static void any_form(struct hotline *h, const struct flow_step *step, const row_id *matters,
                     void *form) {
    static const char *const units[] = { "物业", "电力公司", "自来水公司" };
    for (size_t i = 0; i < step->fields->field_count; i++) {
        const struct field *field = &step->fields->fields[i];
        void               *member = field_member(field, form);
        if (field->type == &type_time)
            *(time_ms *)member = any_time(h);
        if (field->type == &type_enum)
            *(int *)member = 1;
        if (field->type == &type_int)
            *(int *)member = 3;
        if (field->type == &type_long_text && (field->flags & F_REQUIRED))
            *(const char **)member = "好";
        if (strcmp(field->name, "clock") == 0)
            (void)text_copy(member, field->size,
                            complaint_clocks[support_below(&h->world, 4)].name);
        if (strcmp(field->name, "unit") == 0)
            (void)text_copy(member, field->size, units[support_below(&h->world, 3)]);
        if (strcmp(field->name, "owner") == 0)
            (void)text_copy(member, field->size, support_below(&h->world, 2) ? "张三" : "李四");
        if (strcmp(field->name, "into") == 0)
            id_format(matters[support_below(&h->world, MATTERS)], member);
    }
}

static const struct flow_step *any_step(struct hotline *h) {
    const struct flow_step *step;
    do
        step = &complaint_steps[1 + support_below(&h->world, ROWS(complaint_steps) - 2)];
    while (!(step->who & WHO_STAFF));
    return step;
}

/* Its own promises move by a hold and by what was granted; nobody else's ever do. */
static bool may_move(const struct flow_step *step) {
    return step->does == DOES_HOLD || step->does == DOES_GRANT;
}

static bool act_once(struct hotline *h, const row_id *matters) {
    static const char *const names[] = { "刘敏", "王小华", "张三" };
    const struct flow_step  *step = any_step(h);
    const size_t             at = support_below(&h->world, MATTERS);
    struct seen              before[MATTERS];
    for (size_t i = 0; i < MATTERS; i++)
        before[i] = seen_of(h, matters[i]);
    void *form = step->fields ? arena_alloc(&h->arena, step->fields->size) : NULL;
    if (form) {
        record_init(step->fields, form);
        any_form(h, step, matters, form);
    }
    const time_ms now = world_now(&h->world);
    const bool    taken =
        hotline_step(h, matters[at], step->name, form, names[support_below(&h->world, 3)]);
    if (!taken && !*h->err.text)
        fail_msg("%s: no sentence", step->name);
    for (size_t i = 0; i < MATTERS; i++)
        kept(h, matters[i], &before[i], i == at && may_move(step), step->name, now);
    struct history history = hotline_history(h, matters[at]);
    if (taken && history.fold.idle[history.fold.step_count - 1])
        fail_msg("%s was taken and moves nothing", step->name);
    return taken;
}

static void tick_once(struct hotline *h, const row_id *matters) {
    struct seen before[MATTERS];
    for (size_t i = 0; i < MATTERS; i++)
        before[i] = seen_of(h, matters[i]);
    (void)hotline_tick(h);
    for (size_t i = 0; i < MATTERS; i++)
        kept(h, matters[i], &before[i], false, "tick", world_now(&h->world));
}

/* Whoever does whatever in whatever order, with the clock put back now and then and rules edited:
 * a due time is later only after a hold or an extension that was granted, and what was broken stays
 * broken. */
static void nothing_lengthens_a_promise_in_silence(void **state) {
    struct hotline *h = *state;
    size_t          taken = 0;
    for (size_t round = 0; round < support_count(20, 400); round++) {
        row_id matters[MATTERS];
        for (size_t i = 0; i < MATTERS; i++)
            matters[i] = hotline_complaint(h, (enum complaint_class)(1 + i % 3),
                                           i % 2 ? URGENCY_URGENT : URGENCY_PLAIN);
        for (int act = 0; act < ACTS; act++) {
            world_advance(&h->world, (int64_t)support_below(&h->world, 600) * 60000);
            if (support_below(&h->world, 20) == 0)
                h->world.wall -= (int64_t)support_below(&h->world, 2000) * 60000;
            taken += act_once(h, matters);
            if (support_below(&h->world, 3) == 0)
                tick_once(h, matters);
        }
        arena_reset(&h->arena);
    }
    print_message("%zu steps were taken\n", taken);
    assert_true(taken > 100);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(each_step_in_each_state_by_each_as_the_tables_say),
        TEST(any_order_of_arrival_gives_one_state),
        TEST(nothing_lengthens_a_promise_in_silence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
