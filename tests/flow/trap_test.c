/* SPDX-License-Identifier: GPL-3.0-or-later
 * trap_test.c - what has gone wrong with promises elsewhere, each with its right answer: no path
 * silently lengthens one. */
#include "flow/complaint.h"

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

/* Joining: the one that goes on keeps the earlier of both times, also when the later one is told
 * first to be the leading one; each report keeps its own promise. */
static void a_merged_matter(void **state) {
    struct hotline  *h = *state;
    row_id           first = hotline_complaint(h, CLASS_WATER, URGENCY_PLAIN);
    row_id           report = hotline_report(h, first);
    struct join_form form = { .note = NULL };
    hotline_until(h, "2026-11-24T17:00");
    row_id second = hotline_complaint(h, CLASS_WATER, URGENCY_PLAIN);
    row_id other = hotline_report(h, second);
    (void)TEXT_COPY(form.into, hotline_history(h, second).matter.number);
    hotline_must(h, first, "join", &form, "刘敏");
    check_due(h, second, "solved", "2026-11-25T10:41", "promised to the first");
    hotline_until(h, "2026-11-25T10:42");
    (void)hotline_tick(h);
    struct history history = hotline_history(h, second);
    assert_true(fold_promise(&history.fold, "solved")->recorded); /* broken to the first: to both */
    hotline_dispatch(h, second, "物业", "");
    hotline_answer(h, second);
    assert_int_equal(hotline_history(h, report).fold.state, TO_CALL); /* both are called */
    assert_int_equal(hotline_history(h, other).fold.state, TO_CALL);
}

static void verdict(struct hotline *h, row_id report, const char *step) {
    const struct verdict_form form = { .stars = INT_ABSENT, .note = NULL };
    const struct flow_by      by = hotline_by(h, WHO_RESIDENT, NULL);
    if (!hotline_take(h, &report_flow, report, step, &form, &by))
        fail_msg("%s: %s", step, h->err.text);
}

/* Reopening: the first promise runs on, broken or not; a second one begins beside it. Another unit
 * has it then; a second no goes to the manager. */
static void a_matter_that_is_reopened(void **state) {
    struct hotline *h = *state;
    row_id          matter = hotline_complaint(h, CLASS_WATER, URGENCY_PLAIN);
    row_id          report = hotline_report(h, matter);
    hotline_dispatch(h, matter, "物业", "");
    hotline_answer(h, matter);
    hotline_until(h, "2026-11-25T09:00");
    verdict(h, report, "not_solved");
    struct history history = hotline_history(h, matter);
    assert_int_equal(history.fold.state, REOPENED);
    size_t running = 0;
    for (size_t i = 0; i < history.fold.promise_count; i++) {
        const struct promise *p = &history.fold.promises[i];
        if (strcmp(p->clock->name, "solved") != 0)
            continue;
        running += time_absent(p->stopped);
        assert_int_equal(
            p->due.ms,
            when(p->started.ms == history.fold.opened.ms ? "2026-11-25T10:41" : "2026-11-26T10:00")
                .ms);
    }
    assert_int_equal(running, 2);
    const struct dispatch_form same = dispatch_to("物业", "");
    hotline_refused(h, matter, "dispatch", &same, "刘敏", "要换一个单位");
    hotline_dispatch(h, matter, "电力公司", "");
    hotline_answer(h, matter);
    verdict(h, report, "not_solved");
    assert_int_equal(hotline_history(h, matter).fold.state, MANAGER);
    const struct why_form why = { .code = WHY_CANNOT };
    hotline_must(h, matter, "unsolved", &why, "王主任");
    assert_int_equal(hotline_history(h, matter).fold.result, RESULT_UNSOLVED);
}

/* Only “solved by the resident” counts as done. */
static void silence_is_not_solved(void **state) {
    struct hotline *h = *state;
    row_id          matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    row_id          report = hotline_report(h, matter);
    hotline_dispatch(h, matter, "物业", "");
    hotline_answer(h, matter);
    hotline_until(h, "2026-12-24T10:00"); /* 30 days at the receipt */
    (void)hotline_tick(h);
    assert_int_equal(hotline_history(h, report).fold.result, RESULT_UNHEARD);
    assert_int_equal(hotline_history(h, matter).fold.result, RESULT_UNHEARD);
}

static void three_attempts_on_three_days(void **state) {
    struct hotline      *h = *state;
    row_id               matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    row_id               report = hotline_report(h, matter);
    const struct flow_by by = hotline_by(h, WHO_STAFF, NULL);
    hotline_dispatch(h, matter, "物业", "");
    hotline_answer(h, matter);
    static const char *const at[] = { "2026-11-25T09:00", "2026-11-25T15:00", "2026-11-26T09:00",
                                      "2026-11-27T09:00" };
    for (size_t i = 0; i < ROWS(at); i++) {
        assert_int_equal(hotline_history(h, report).fold.state, TO_CALL);
        hotline_until(h, at[i]);
        if (!hotline_take(h, &report_flow, report, "attempt", NULL, &by))
            fail_msg("%s", h->err.text);
    }
    assert_int_equal(hotline_history(h, report).fold.result, RESULT_UNHEARD);
    verdict(h, report, "speak_up");
    assert_int_equal(hotline_history(h, report).fold.state, TO_CALL);
    verdict(h, report, "solved");
    assert_int_equal(hotline_history(h, report).fold.result, RESULT_DONE);
}

/* Answered by another channel: an answer counts when it is written down here, not when somebody
 * says that it was given; and it does not stop what only the resident's verdict does. */
static void an_answer_by_another_channel(void **state) {
    struct hotline        *h = *state;
    row_id                 matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    const struct note_form note = { "电话里已经答复了" };
    hotline_dispatch(h, matter, "物业", "");
    hotline_must(h, matter, "note", &note, "刘敏");
    assert_true(time_absent(hotline_promise(h, matter, "first_answer").stopped));
    hotline_until(h, "2026-12-01T18:00");
    hotline_answer(h, matter);
    assert_true(hotline_promise(h, matter, "first_answer").broken);
    assert_true(time_absent(hotline_promise(h, matter, "solved").stopped));
}

/* Limits edited under open matters: what has started keeps its copy, for clocks that begin later
 * too; what starts afterwards has the new one. */
static void limits_edited_under_open_matters(void **state) {
    struct hotline   *h = *state;
    row_id            before = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    row_id            report = hotline_report(h, before);
    static const char longer[] = "flow,clock,when,limit,unit,hours\n"
                                 "complaint,dispatch,,40,elapsed_hours,\n"
                                 "complaint,first_answer,,50,working_days," NOON "\n"
                                 "complaint,next_step,,30,working_days," NOON "\n"
                                 "complaint,solved,,100,working_days," NOON "\n"
                                 "complaint,hold,,50,working_days," NOON "\n"
                                 "report,call,,20,working_days,08:30-20:30\n";
    hotline_rules(h, longer);
    hotline_dispatch(h, before, "物业", "");
    check_due(h, before, "next_step", "2026-11-27T17:30", "begun anew by its copy");
    hotline_answer(h, before);
    check_due(h, report, "call", "2026-11-26T20:30", "begun after the edit, by its copy");
    row_id after = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    check_due(h, after, "dispatch", "2026-11-26T01:41", "the new one");
}

/* A rule deactivated: the same. */
static void a_rule_deactivated(void **state) {
    struct hotline   *h = *state;
    row_id            urgent = hotline_complaint(h, CLASS_OTHER, URGENCY_URGENT);
    static const char without[] = "flow,clock,when,limit,unit,hours\n"
                                  "complaint,dispatch,,4,elapsed_hours,\n"
                                  "complaint,first_answer,,5,working_days," NOON "\n"
                                  "complaint,next_step,,3,working_days," NOON "\n"
                                  "complaint,solved,,10,working_days," NOON "\n"
                                  "complaint,hold,,5,working_days," NOON "\n"
                                  "report,call,,2,working_days,08:30-20:30\n";
    hotline_rules(h, without);
    check_due(h, urgent, "dispatch", "2026-11-24T10:41", "as it was promised");
    hotline_until(h, "2026-11-24T10:42");
    (void)hotline_tick(h);
    assert_true(hotline_promise(h, urgent, "dispatch").recorded);
}

/* Key fields corrected later move nothing that was promised. */
static void a_class_that_is_corrected(void **state) {
    struct hotline   *h = *state;
    row_id            matter = hotline_complaint(h, CLASS_WATER, URGENCY_URGENT);
    struct complaint  row;
    struct flow_by    by = hotline_by(h, WHO_STAFF, NULL);
    enum edit_outcome outcome;
    assert_true(store_get(h->store, &complaint_record, matter, &row, &h->arena, &h->err));
    row.class = CLASS_OTHER;
    row.urgency = URGENCY_PLAIN;
    assert_true(
        hotline_end(h, store_begin(h->store, "x", &h->err) &&
                           flow_edit(h->store, &complaint_flow, &row, &by, &outcome, &h->err)));
    check_due(h, matter, "dispatch", "2026-11-24T10:41", "as it was promised");
    check_due(h, matter, "solved", "2026-11-25T10:41", "as it was promised");
}

/* The lunch break: noon counts for nobody. */
static void the_lunch_break(void **state) {
    struct hotline *h = *state;
    hotline_until(h, "2026-11-24T11:30");
    row_id urgent = hotline_complaint(h, CLASS_OTHER, URGENCY_URGENT);
    check_due(h, urgent, "first_answer", "2026-11-24T17:30", "half an hour, then all afternoon");
    hotline_until(h, "2026-11-24T12:30");
    urgent = hotline_complaint(h, CLASS_OTHER, URGENCY_URGENT);
    check_due(h, urgent, "first_answer", "2026-11-25T09:00", "told at noon");
}

/* A make-up Saturday is a working day; the holiday that it pays for is none. */
static void a_make_up_saturday(void **state) {
    struct hotline *h = *state;
    h->world.wall = when("2026-02-13T10:00").ms; /* a Friday; the Saturday is worked */
    row_id urgent = hotline_complaint(h, CLASS_OTHER, URGENCY_URGENT);
    check_due(h, urgent, "first_answer", "2026-02-13T16:00", "with noon between");
    h->world.wall = when("2026-02-13T17:00").ms;
    urgent = hotline_complaint(h, CLASS_OTHER, URGENCY_URGENT);
    check_due(h, urgent, "first_answer", "2026-02-14T12:00", "goes on on the Saturday");
}

/* The clock set back: no due time moves, what was recorded stays, and what begins then is due
 * earlier, not later. */
static void the_clock_set_back(void **state) {
    struct hotline *h = *state;
    row_id          matter = hotline_complaint(h, CLASS_OTHER, URGENCY_URGENT);
    hotline_until(h, "2026-11-24T10:42");
    (void)hotline_tick(h);
    h->world.wall = when("2026-11-23T08:00").ms;
    check_due(h, matter, "dispatch", "2026-11-24T10:41", "as it was promised");
    hotline_dispatch(h, matter, "物业", "");
    assert_true(hotline_promise(h, matter, "dispatch").broken);
    assert_int_equal(hotline_history(h, matter).fold.broken, 1);
    check_due(h, matter, "next_step", "2026-11-26T17:30", "earlier than it would have been");
}

/* A restart: what was promised lies in the steps; what the system has written it writes once. */
static void a_restart(void **state) {
    struct hotline *h = *state;
    row_id          matter = hotline_complaint(h, CLASS_OTHER, URGENCY_URGENT);
    hotline_until(h, "2026-11-24T10:42");
    assert_true(hotline_tick(h) > 0);
    store_close(h->store);
    h->world.monotonic = 0;
    h->store = hotline_open(h, &h->world);
    assert_int_equal(hotline_tick(h), 0);
    check_due(h, matter, "dispatch", "2026-11-24T10:41", "as it was promised");
    assert_int_equal(hotline_history(h, matter).fold.broken, 1);
}

/* A hold over a due time: the clock stands still, visibly, and runs on; one that may not be held
 * breaks meanwhile. */
static void a_hold_over_a_due_time(void **state) {
    struct hotline        *h = *state;
    row_id                 matter = hotline_complaint(h, CLASS_WATER, URGENCY_URGENT);
    const struct hold_form form = { .code = HOLD_MATERIAL, .until = when("2026-11-27T10:00") };
    hotline_dispatch(h, matter, "物业", "");
    hotline_must(h, matter, "hold", &form, "刘敏");
    check_due(h, matter, "solved", "2026-11-30T11:00", "all eight hours, from Friday at ten");
    hotline_until(h, "2026-11-26T10:00");
    (void)hotline_tick(h);
    assert_false(hotline_promise(h, matter, "solved").broken);
    assert_true(hotline_promise(h, matter, "first_answer").recorded);
}

/* Reassigned, returned: nothing begins anew. */
static void reassigned_and_returned(void **state) {
    struct hotline       *h = *state;
    row_id                matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    struct reassign_form  to = { .note = NULL };
    const struct why_form why = { .code = WHY_NOT_OURS };
    (void)TEXT_COPY(to.owner, "张三");
    hotline_dispatch(h, matter, "物业", "");
    hotline_until(h, "2026-11-26T10:00");
    hotline_must(h, matter, "reassign", &to, "刘敏");
    hotline_must(h, matter, "return", &why, "刘敏");
    check_due(h, matter, "next_step", "2026-11-27T17:30", "since the dispatch nobody has seen one");
    check_due(h, matter, "first_answer", "2026-12-01T17:30", "from the beginning");
    check_due(h, matter, "solved", "2026-12-08T17:30", "from the beginning");
}

/* A holiday announced afterwards moves nothing by itself. */
static void a_holiday_announced_afterwards(void **state) {
    struct hotline *h = *state;
    row_id          matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    struct arena    arena = { 0 };
    char           *text = NULL;
    size_t          length;
    FILE           *file = fopen("config/holidays-cn.csv", "rb");
    assert_non_null(file);
    text = arena_alloc(&arena, 1 << 16);
    length = fread(text, 1, (1 << 16) - 100, file);
    assert_int_equal(fclose(file), 0);
    length += (size_t)snprintf(text + length, 100,
                               "2026-12-01,临时放假,0\n"
                               "2026-12-02,临时放假,0\n");
    const char *days = temp_file(&h->temp, "days.csv", text, length);
    const char *limits =
        temp_file(&h->temp, "limits.csv", COMPLAINT_LIMITS, strlen(COMPLAINT_LIMITS));
    limits_free(h->limits);
    if (!limits_load(&h->limits, limits, days, &h->err))
        fail_msg("%s", h->err.text);
    check_due(h, matter, "solved", "2026-12-08T17:30", "as it was promised");
    row_id after = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    check_due(h, after, "solved", "2026-12-10T17:30", "with the two days off");
    arena_deinit(&arena);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_merged_matter),
        TEST(a_matter_that_is_reopened),
        TEST(silence_is_not_solved),
        TEST(three_attempts_on_three_days),
        TEST(an_answer_by_another_channel),
        TEST(limits_edited_under_open_matters),
        TEST(a_rule_deactivated),
        TEST(a_class_that_is_corrected),
        TEST(the_lunch_break),
        TEST(a_make_up_saturday),
        TEST(the_clock_set_back),
        TEST(a_restart),
        TEST(a_hold_over_a_due_time),
        TEST(reassigned_and_returned),
        TEST(a_holiday_announced_afterwards),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
