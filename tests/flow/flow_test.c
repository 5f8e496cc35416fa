/* SPDX-License-Identifier: GPL-3.0-or-later
 * flow_test.c - the tables check themselves: the sample is right, and each way of being wrong is
 * told. */
#include "flow/sample.h"

/* The sample, to be spoilt. */
struct table {
    struct flow       flow;
    struct flow_state states[ERRAND_STATES];
    struct flow_step  steps[16];
    struct flow_clock clocks[4];
    struct flow_timer timers[3];
};

static void table_fill(struct table *t) {
    memset(t, 0, sizeof(*t));
    t->flow = errand_flow;
    memcpy(t->states, errand_states, sizeof(errand_states));
    memcpy(t->steps, errand_steps, sizeof(errand_steps));
    memcpy(t->clocks, errand_clocks, sizeof(errand_clocks));
    memcpy(t->timers, errand_timers, sizeof(errand_timers));
    t->flow.states = t->states;
    t->flow.steps = t->steps;
    t->flow.clocks = t->clocks;
    t->flow.timers = t->timers;
}

static void the_sample_is_right(void **state) {
    (void)state;
    struct arena arena = { 0 };
    char        *text;
    if (!flow_check_all(errand_flows, &arena, &text))
        fail_msg("%s", text);
    check_text(text, "", "nothing is said");
    arena_deinit(&arena);
}

static void no_plain_name(struct table *t) {
    t->states[0].name = "Open";
}
static void no_words(struct table *t) {
    t->states[1].words = "";
}
static void state_twice(struct table *t) {
    t->states[1].name = "open";
}
static void waiting_end(struct table *t) {
    t->states[2].waits = true;
}
static void step_twice(struct table *t) {
    t->steps[2].name = "later";
}
static void step_built_in(struct table *t) {
    t->steps[2].name = "overdue";
}
static void step_from_nowhere(struct table *t) {
    t->steps[2].from = 0;
}
static void step_from_beyond(struct table *t) {
    t->steps[2].from = FROM(ERRAND_STATES);
}
static void step_to_beyond(struct table *t) {
    t->steps[2].to = ERRAND_STATES;
}
static void step_of_nobody(struct table *t) {
    t->steps[2].who = 0;
}
static void first_from_a_state(struct table *t) {
    t->steps[0].from = FROM(1);
}
static void staff_leave_an_end(struct table *t) {
    t->steps[5].who = WHO_STAFF;
}
static void form_with_a_head(struct table *t) {
    t->steps[1].fields = &errand_record;
}
static void state_not_reached(struct table *t) {
    t->steps[4].to = ERRAND_DROPPED;
}
static void state_without_an_end(struct table *t) {
    t->steps[4].to = t->steps[6].to = t->steps[8].to = FLOW_STAY;
}
static void clock_of_no_step(struct table *t) {
    static const char *const none[] = { "clain", NULL };
    t->clocks[0].stops = none;
}
static void clock_without_a_start(struct table *t) {
    t->clocks[0].starts = NULL;
}
static void clock_twice(struct table *t) {
    t->clocks[1].name = "first";
}
static void reminder_of_no_time(struct table *t) {
    t->clocks[2].reminder = "who";
}
static void timer_of_staff(struct table *t) {
    t->timers[0].step = "claim";
}
static void timer_after_nothing(struct table *t) {
    t->timers[0].after = "clain";
}
static void timer_that_falls(struct table *t) {
    static const int falling[] = { 5, 2, 0 };
    t->timers[0].days = falling;
}
static void timer_on_no_day(struct table *t) {
    t->timers[1].on_day = "title";
}
static void wrong_prefix(struct table *t) {
    t->flow.prefix = "Pt";
}
static void no_version(struct table *t) {
    t->flow.version = 0;
}
static void other_name(struct table *t) {
    t->flow.name = "errands";
}

/* --- built-in steps and ladders: rows put in the place of others --------------------------- */

static const struct flow_rung rungs[] = { { 1, LIMIT_WORKING_DAYS, 0, "claim" }, { 0 } };

static void hold_without_an_end(struct table *t) {
    t->steps[3] = (struct flow_step)STEP_HOLD(FROM(ERRAND_WORKING));
}
static void hold_without_its_form(struct table *t) {
    t->steps[3].does = DOES_HOLD;
}
static void hold_in_silence(struct table *t) {
    hold_without_an_end(t);
    t->steps[3].seen = false;
}
static void extension_that_nobody_grants(struct table *t) {
    t->steps[3] = (struct flow_step)STEP_EXTEND(FROM(ERRAND_WORKING));
}
static void help_without_an_end(struct table *t) {
    t->steps[3] = (struct flow_step)STEP_HELP(FROM(ERRAND_WORKING));
}
static void joined_by_nothing(struct table *t) {
    t->steps[3] = (struct flow_step)STEP_JOIN(FROM(ERRAND_WORKING), ERRAND_DROPPED);
}
static void two_that_do_the_same(struct table *t) {
    t->steps[1] = (struct flow_step)STEP_RETRACT(FROM(ERRAND_OPEN));
    t->steps[3] = (struct flow_step)STEP_RETRACT(FROM(ERRAND_WORKING));
    t->steps[3].name = "retract_too";
}
static void escalated_by_staff(struct table *t) {
    t->steps[3] = (struct flow_step)STEP_ESCALATE(FROM(ERRAND_WORKING));
    t->steps[3].who = WHO_STAFF;
}
static void owner_from_no_field(struct table *t) {
    t->steps[3].owner = OWNER_NAMED;
}
static void undo_of_nothing(struct table *t) {
    t->steps[3].undo = finish_effect;
}
static void ladder_that_does_not_escalate(struct table *t) {
    t->clocks[0].ladder = rungs;
}
static void reminder_that_is_held(struct table *t) {
    t->clocks[2].may_hold = true;
}
static void clock_named_as_the_cap(struct table *t) {
    t->clocks[0].name = "hold";
}
static void roles_of_residents(struct table *t) {
    t->steps[5].roles = ROLE(ROLE_AGENT);
}
static void unit_of_no_field(struct table *t) {
    t->steps[3].who = WHO_STAFF | WHO_UNIT;
}

static void each_wrong_row_is_told(void **state) {
    (void)state;
    static const struct {
        void (*spoil)(struct table *table);
        const char *says;
    } rows[] = {
        { no_plain_name, "plain name" },
        { no_words, "kinds of words" },
        { state_twice, "state open is there twice" },
        { waiting_end, "waits for nobody" },
        { step_twice, "step later is there twice" },
        { step_built_in, "overdue is there twice" },
        { step_from_nowhere, "all others come from a state" },
        { step_from_beyond, "all others come from a state" },
        { step_to_beyond, "leads to no state" },
        { step_of_nobody, "is nobody's" },
        { first_from_a_state, "the first step makes the matter" },
        { staff_leave_an_end, "lead out of the end done" },
        { form_with_a_head, "without a head" },
        { state_not_reached, "done is never reached" },
        { state_without_an_end, "no way to an end" },
        { clock_of_no_step, "clain, which there is not" },
        { clock_without_a_start, "a label and a start" },
        { clock_twice, "clock first is there twice" },
        { reminder_of_no_time, "has no time who" },
        { timer_of_staff, "the system's alone" },
        { timer_after_nothing, "after which step" },
        { timer_that_falls, "do not rise" },
        { timer_on_no_day, "is no day of the row" },
        { wrong_prefix, "two capital letters" },
        { no_version, "a version" },
        { other_name, "named as the journalled record" },
        { hold_without_an_end, "the system resumes" },
        { hold_without_its_form, "its form needs the field until" },
        { hold_in_silence, "the resident is to see it" },
        { extension_that_nobody_grants, "granted by somebody" },
        { help_without_an_end, "help has an end" },
        { joined_by_nothing, "taken in" },
        { two_that_do_the_same, "two steps do the same" },
        { escalated_by_staff, "the system's alone" },
        { owner_from_no_field, "needs the field owner" },
        { undo_of_nothing, "nothing to undo" },
        { ladder_that_does_not_escalate, "a step that escalates" },
        { reminder_that_is_held, "no promise" },
        { clock_named_as_the_cap, "a plain name, a label and a start" },
        { roles_of_residents, "narrows staff" },
        { unit_of_no_field, "names no unit_field" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena             arena = { 0 };
        struct table             table;
        char                    *text;
        const struct flow *const flows[] = { &table.flow, NULL };
        table_fill(&table);
        rows[i].spoil(&table);
        if (flow_check_all(flows, &arena, &text))
            fail_msg("not told: %s", rows[i].says);
        if (!strstr(text, rows[i].says))
            fail_msg("not “%s” but: %s", rows[i].says, text);
        arena_deinit(&arena);
    }
}

static void two_flows_of_one_prefix_are_told(void **state) {
    (void)state;
    struct arena             arena = { 0 };
    char                    *text;
    const struct flow *const flows[] = { &errand_flow, &errand_flow, NULL };
    assert_false(flow_check_all(flows, &arena, &text));
    assert_non_null(strstr(text, "prefix too"));
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_is_right),
        cmocka_unit_test(each_wrong_row_is_told),
        cmocka_unit_test(two_flows_of_one_prefix_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
