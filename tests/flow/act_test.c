/* SPDX-License-Identifier: GPL-3.0-or-later
 * act_test.c - steps taken: who may when, what a step starts and copies, what the system writes and
 * only once, two processes at one matter. */
#include "flow/sample.h"

#include "store/journal.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HOUR = 3600 * 1000, DAY_HOURS = 24 };

static int start(void **state) {
    struct errands *e = calloc(1, sizeof(*e));
    errands_start(e);
    effects = 0;
    *state = e;
    return 0;
}

static int stop(void **state) {
    errands_stop(*state);
    free(*state);
    return 0;
}

static void must_step(struct errands *e, row_id matter, const char *step, enum flow_who who) {
    struct later_form form;
    record_init(&later_form, &form);
    if (!errands_step(e, matter, step, strcmp(step, "later") == 0 ? &form : NULL, who))
        fail_msg("%s: %s", step, e->err.text);
}

static void ties(struct errands *e) {
    struct journal_report report;
    char                 *text;
    assert_true(journal_check(e->store, &e->arena, &report, &e->err));
    if (!report.chain_ok || !report.rows_ok || !report.head_ok)
        fail_msg("%s", report.text);
    assert_true(standing_check(e->store, errand_flows, &e->arena, &text, &e->err));
    check_text(text, "", "matters stand as their steps say");
}

static int64_t number(struct errands *e, const char *sql) {
    int64_t count = -1;
    if (!store_number(e->store, sql, NULL, 0, &count, &e->err))
        fail_msg("%s", e->err.text);
    return count;
}

/* --- who, when ----------------------------------------------------------------------------- */

/* How to come to each state. */
static row_id bring_to(struct errands *e, int wanted) {
    row_id matter = errands_submit(e).matter;
    if (wanted == ERRAND_WORKING || wanted == ERRAND_DONE)
        must_step(e, matter, "claim", WHO_STAFF);
    if (wanted == ERRAND_DONE)
        must_step(e, matter, "finish", WHO_STAFF);
    if (wanted == ERRAND_DROPPED)
        must_step(e, matter, "drop", WHO_RESIDENT);
    return matter;
}

static void each_step_in_each_state_by_each_as_the_table_says(void **state) {
    struct errands            *e = *state;
    static const enum flow_who whos[] = { WHO_RESIDENT, WHO_STAFF, WHO_SYSTEM };
    for (int s = 0; s < ERRAND_STATES; s++)
        for (const struct flow_step *step = errand_steps; step->name; step++)
            for (size_t w = 0; w < ROWS(whos); w++) {
                row_id            matter = bring_to(e, s);
                struct later_form form;
                bool              allowed =
                    step != errand_steps && (step->from & FROM(s)) && (step->who & whos[w]);
                record_init(&later_form, &form);
                int64_t before = number(e, "SELECT count(*) FROM step");
                bool    taken =
                    errands_step(e, matter, step->name, step->fields ? &form : NULL, whos[w]);
                if (taken != allowed)
                    fail_msg("%s in %s by %d: %s", step->name, errand_states[s].name, whos[w],
                             e->err.text);
                if (!allowed && (!*e->err.text || e->err.code != ERR_INVALID))
                    fail_msg("%s in %s by %d: no sentence", step->name, errand_states[s].name,
                             whos[w]);
                assert_int_equal(number(e, "SELECT count(*) FROM step"), before + allowed);
                struct history       history = errands_history(e, matter);
                const struct flow_by by = by_of(e, whos[w]);
                int                  expected = allowed && step->to != FLOW_STAY ? step->to : s;
                assert_int_equal(history.fold.state, expected);
                if (expected == s) {
                    const char *why =
                        flow_refusal(e->store, &history, step, &by, &e->arena, LANG_ZH);
                    check_number(why == NULL, allowed, step->name);
                }
            }
    ties(e);
}

static void refusals_are_sentences_about_the_matter(void **state) {
    struct errands *e = *state;
    row_id          matter = errands_submit(e).matter;
    assert_false(errands_step(e, matter, "finish", NULL, WHO_STAFF));
    check_text(e->err.text, "这件事现在是“等办”，不能“办好”", "a state that it cannot come from");
    assert_false(errands_step(e, matter, "claim", NULL, WHO_RESIDENT));
    check_text(e->err.text, "“我来办”不由居民来办，由工作人员来办", "not whose it is");
    assert_false(errands_step(e, matter, "fly", NULL, WHO_STAFF));
    check_text(e->err.text, "“跑腿”没有“fly”这一步", "no such step");
    struct flow_by nobody = { .who = WHO_STAFF, .terminal = "K01", .limits = e->limits };
    assert_false(errands_end(
        e, store_begin(e->store, "x", &e->err) &&
               flow_step(e->store, &errand_flow, matter, "claim", NULL, &nobody, &e->err)));
    check_text(e->err.text, "要写明是谁办的", "staff have a name");
    world_advance(&e->world, 6 * DAY_HOURS * (int64_t)HOUR); /* a Monday */
    assert_false(errands_step(e, matter, "claim", NULL, WHO_STAFF));
    check_text(e->err.text, "星期一不办这个", "the guard's own");
    assert_false(errands_step(e, id_derived("no", "such"), "claim", NULL, WHO_STAFF));
    assert_int_equal(e->err.code, ERR_ABSENT);
}

static void an_effect_is_written_once_with_its_step(void **state) {
    struct errands *e = *state;
    row_id          matter = bring_to(e, ERRAND_WORKING);
    assert_int_equal(effects, 0);
    must_step(e, matter, "finish", WHO_STAFF);
    assert_int_equal(effects, 1);
    (void)errands_history(e, matter);
    ties(e);
    assert_int_equal(effects, 1);
}

static void before_the_clock_is_set_nothing_begins(void **state) {
    struct errands *e = *state;
    row_id          matter = errands_submit(e).matter;
    e->world.wall = 0;
    assert_false(errands_step(e, matter, "claim", NULL, WHO_STAFF));
    assert_non_null(strstr(e->err.text, "时间"));
    assert_int_equal(number(e, "SELECT count(*) FROM step"), 1);
}

static void steps_stand_in_the_order_they_were_taken_though_the_clock_goes_back(void **state) {
    struct errands *e = *state;
    row_id          matter = errands_submit(e).matter;
    e->world.wall -= 60 * (int64_t)HOUR; /* no Monday */
    must_step(e, matter, "claim", WHO_STAFF);
    e->world.wall -= 30 * (int64_t)HOUR;
    must_step(e, matter, "give_back", WHO_STAFF);
    struct history history = errands_history(e, matter);
    assert_int_equal(history.fold.state, ERRAND_OPEN);
    check_text(history.fold.steps[2].name, "give_back", "the last");
    assert_true(history.fold.steps[2].stamp.ms > history.fold.steps[1].stamp.ms);
    assert_true(history.fold.steps[2].at.ms < history.fold.steps[1].at.ms);
}

/* --- limits and promises ------------------------------------------------------------------- */

static void a_changed_rule_touches_only_what_starts_later(void **state) {
    struct errands   *e = *state;
    static const char later[] = "flow,clock,when,limit,unit,hours\n"
                                "errand,first,,9,working_days,08:30-17:30\n"
                                "errand,work,,9,working_hours,09:00-17:00\n";
    struct receipt    first = errands_submit(e);
    limits_free(e->limits);
    assert_true(limits_load(&e->limits, temp_file(&e->temp, "limits.csv", later, strlen(later)),
                            "config/holidays-cn.csv", &e->err));
    struct receipt second = errands_submit(e);
    assert_int_equal(day_of_time(first.due).n, day_of(2026, 11, 25).n);
    assert_int_equal(day_of_time(second.due).n, day_of(2026, 12, 7).n);
    struct history history = errands_history(e, first.matter);
    assert_int_equal(fold_promise(&history.fold, "first")->due.ms, first.due.ms);
    ties(e);
}

static void a_rule_that_is_gone_holds_for_what_started_and_refuses_what_starts(void **state) {
    struct errands   *e = *state;
    static const char none[] = "flow,clock,when,limit,unit,hours\n"
                               "errand,first,,1,working_days,08:30-17:30\n";
    row_id            before = errands_submit(e).matter;
    limits_free(e->limits);
    assert_true(limits_load(&e->limits, temp_file(&e->temp, "limits.csv", none, strlen(none)),
                            "config/holidays-cn.csv", &e->err));
    must_step(e, before, "claim", WHO_STAFF); /* by its copy */
    row_id after = errands_submit(e).matter;
    assert_false(errands_step(e, after, "claim", NULL, WHO_STAFF));
    assert_non_null(strstr(e->err.text, "work"));
    assert_int_equal(e->err.code, ERR_OTHER);
    assert_int_equal(number(e, "SELECT count(*) FROM step"), 3);
}

static void a_breach_is_written_once_by_whoever_comes_first(void **state) {
    struct errands *e = *state;
    struct receipt  receipt = errands_submit(e);
    world_advance(&e->world, receipt.due.ms - world_now(&e->world).ms);
    assert_int_equal(errands_tick(e), 0);
    world_advance(&e->world, 1);
    assert_int_equal(errands_tick(e), 1);
    for (int i = 0; i < 3; i++) { /* restarts */
        store_close(e->store);
        e->store = errands_open(e, &e->world);
        assert_int_equal(errands_tick(e), 0);
    }
    must_step(e, receipt.matter, "claim", WHO_STAFF);
    assert_int_equal(errands_history(e, receipt.matter).fold.broken, 1);
    ties(e);
}

/* Two nodes, far from each other, write the system's step under the same id. */
static void the_systems_steps_have_ids_that_follow_from_the_matter(void **state) {
    struct errands *e = *state;
    row_id          matter = bring_to(e, ERRAND_WORKING);
    world_advance(&e->world, 3 * DAY_HOURS * (int64_t)HOUR);
    assert_int_equal(errands_tick(e), 2); /* day 2, and the work is overdue */
    struct history     history = errands_history(e, matter);
    char               id[ID_TEXT], claim[ID_TEXT], name[160];
    const struct step *reminded = fold_latest(&history.fold, "remind");
    id_format(matter, id);
    id_format(fold_latest(&history.fold, "claim")->head.id, claim);
    (void)snprintf(name, sizeof(name), "%s/remind/%s/2", id, claim);
    assert_true(id_equal(reminded->head.id, id_derived("step", name)));
    assert_int_equal(reminded->by, STEP_BY_SYSTEM);
}

static void timers_come_on_their_days_and_not_after_the_state_has_gone(void **state) {
    struct errands *e = *state;
    row_id          matter = bring_to(e, ERRAND_WORKING);
    row_id          other = bring_to(e, ERRAND_WORKING);
    must_step(e, other, "finish", WHO_STAFF);
    world_advance(&e->world, (2 * DAY_HOURS - 10) * (int64_t)HOUR); /* the evening before day 2 */
    size_t before = errands_tick(e);
    world_advance(&e->world, 10 * (int64_t)HOUR);
    assert_int_equal(errands_tick(e), 1);
    world_advance(&e->world, 365 * DAY_HOURS * (int64_t)HOUR);
    assert_int_equal(errands_tick(e) + before, 2); /* day 5 and the breach */
    assert_int_equal(errands_tick(e), 0);
    int            reminded = 0;
    struct history history = errands_history(e, matter);
    for (size_t i = 0; i < history.fold.step_count; i++)
        reminded += strcmp(history.fold.steps[i].name, "remind") == 0;
    assert_int_equal(reminded, 2);
    ties(e);
}

static void a_day_of_the_row_ends_it(void **state) {
    struct errands *e = *state;
    struct flow_by  by = by_of(e, WHO_RESIDENT);
    struct errand   errand;
    struct receipt  receipt;
    record_init(&errand_record, &errand);
    assert_true(TEXT_COPY(errand.title, "买药"));
    errand.until = day_of(2026, 11, 25);
    assert_true(
        errands_end(e, store_begin(e->store, "resident", &e->err) &&
                           flow_submit(e->store, &errand_flow, &errand, &by, &receipt, &e->err)));
    world_advance(&e->world, 14 * (int64_t)HOUR);
    assert_int_equal(errands_tick(e), 0);
    world_advance(&e->world, 20 * 60000);
    assert_int_equal(errands_tick(e), 1);
    assert_int_equal(errands_history(e, receipt.matter).fold.state, ERRAND_DROPPED);
}

static void hundreds_of_matters_are_ticked_in_one_round(void **state) {
    struct errands *e = *state;
    for (int i = 0; i < 200; i++)
        (void)errands_submit(e);
    world_advance(&e->world, 10 * DAY_HOURS * (int64_t)HOUR);
    assert_int_equal(errands_tick(e), 200);
    assert_int_equal(errands_tick(e), 0);
}

static void what_waits_comes_by_time_left(void **state) {
    struct errands *e = *state;
    struct standing rows[8];
    size_t          count;
    row_id          first = errands_submit(e).matter;
    world_advance(&e->world, 2 * DAY_HOURS * (int64_t)HOUR);
    row_id second = errands_submit(e).matter, done = bring_to(e, ERRAND_DONE);
    assert_true(flow_waiting(e->store, rows, 8, &count, &e->err));
    assert_int_equal(count, 2);
    assert_true(id_equal(rows[0].matter, first));
    assert_true(id_equal(rows[1].matter, second));
    must_step(e, done, "speak_up", WHO_RESIDENT);
    assert_true(flow_waiting(e->store, rows, 8, &count, &e->err));
    assert_int_equal(count, 3); /* working waits by its clock */
    assert_true(flow_waiting(e->store, rows, 1, &count, &e->err));
    assert_int_equal(count, 1);
}

/* --- what is stored ------------------------------------------------------------------------ */

static void personal_fields_of_a_step_are_kept_apart_and_erased_apart(void **state) {
    struct errands   *e = *state;
    row_id            matter = errands_submit(e).matter;
    struct later_form form = { .next = { world_now(&e->world).ms + HOUR }, .who = "孙子王小强" };
    assert_true(errands_step(e, matter, "later", &form, WHO_STAFF));
    struct history     history = errands_history(e, matter);
    const struct step *step = fold_latest(&history.fold, "later");
    assert_null(strstr(step->fields, "王小强"));
    assert_non_null(strstr(step->personal, "王小强"));
    struct later_form back;
    assert_true(step_fields(step, &later_form, &back, &e->arena, &e->err));
    assert_int_equal(back.next.ms, form.next.ms);
    check_text(back.who, form.who, "as it was given");
    assert_true(errands_end(e, store_begin(e->store, "system", &e->err) &&
                                   steps_erase(e->store, matter, &e->err)));
    assert_int_equal(number(e, "SELECT count(*) FROM journal WHERE instr(change, '王小强') > 0"),
                     0);
    history = errands_history(e, matter);
    assert_null(fold_latest(&history.fold, "later")->personal);
    assert_non_null(fold_latest(&history.fold, "later")->fields);
    ties(e);
}

static void a_standing_that_was_changed_is_noticed_and_reckoned_again(void **state) {
    struct errands *e = *state;
    row_id          matter = errands_submit(e).matter;
    struct standing standing;
    char           *text;
    assert_true(standing_get(e->store, matter, &standing, &e->err));
    standing.waiting = false;
    assert_true(errands_end(e, store_begin(e->store, "x", &e->err) &&
                                   store_update(e->store, &standing_record, &standing, &e->err)));
    assert_true(standing_check(e->store, errand_flows, &e->arena, &text, &e->err));
    assert_non_null(strstr(text, "等工作人员办"));
    assert_true(errands_end(e, store_begin(e->store, "x", &e->err) &&
                                   standing_rebuild(e->store, errand_flows, &e->err)));
    ties(e);
}

static void a_newer_programs_matter_is_left_alone(void **state) {
    struct errands *e = *state;
    row_id          matter = errands_submit(e).matter;
    struct matter   row;
    assert_true(matter_get(e->store, matter, &row, &e->err));
    row.table_version = 2;
    assert_true(errands_end(e, store_begin(e->store, "x", &e->err) &&
                                   store_update(e->store, &matter_record, &row, &e->err)));
    assert_false(errands_step(e, matter, "claim", NULL, WHO_STAFF));
    assert_non_null(strstr(e->err.text, "更新版本"));
}

/* --- two processes ------------------------------------------------------------------------- */

/* A child takes the step; its exit status says whether it could. */
static pid_t race(struct errands *e, row_id matter, const char *step) {
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0)
        return child;
    struct flow_by by = by_of(e, WHO_STAFF);
    struct store  *store = errands_open(e, &e->world);
    bool           done = store_begin(store, "刘敏", &e->err) &&
                flow_step(store, &errand_flow, matter, step, NULL, &by, &e->err) &&
                store_commit(store, &e->err);
    _exit(done ? 0 : e->err.code == ERR_INVALID ? 1 : 2);
}

static void two_processes_at_one_matter_take_one_step_between_them(void **state) {
    struct errands *e = *state;
    for (size_t i = 0; i < support_count(6, 60); i++) {
        row_id matter = bring_to(e, ERRAND_WORKING);
        store_close(e->store);
        e->store = NULL;
        pid_t children[] = { race(e, matter, "finish"), race(e, matter, "drop"),
                             race(e, matter, "give_back") };
        int   won = 0, refused = 0;
        for (size_t c = 0; c < ROWS(children); c++) {
            int status;
            assert_int_equal(waitpid(children[c], &status, 0), children[c]);
            assert_true(WIFEXITED(status));
            won += WEXITSTATUS(status) == 0;
            refused += WEXITSTATUS(status) == 1;
        }
        e->store = errands_open(e, &e->world);
        struct history history = errands_history(e, matter);
        size_t         idle = 0;
        for (size_t s = 0; s < history.fold.step_count; s++)
            idle += history.fold.idle[s];
        /* Given back, it may still be dropped. */
        assert_true(won >= 1 && won + refused == 3);
        assert_int_equal(idle, 0);
        assert_int_equal(history.fold.step_count, (size_t)(2 + won));
    }
    ties(e);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(each_step_in_each_state_by_each_as_the_table_says),
        TEST(refusals_are_sentences_about_the_matter),
        TEST(an_effect_is_written_once_with_its_step),
        TEST(before_the_clock_is_set_nothing_begins),
        TEST(steps_stand_in_the_order_they_were_taken_though_the_clock_goes_back),
        TEST(a_changed_rule_touches_only_what_starts_later),
        TEST(a_rule_that_is_gone_holds_for_what_started_and_refuses_what_starts),
        TEST(a_breach_is_written_once_by_whoever_comes_first),
        TEST(the_systems_steps_have_ids_that_follow_from_the_matter),
        TEST(timers_come_on_their_days_and_not_after_the_state_has_gone),
        TEST(a_day_of_the_row_ends_it),
        TEST(hundreds_of_matters_are_ticked_in_one_round),
        TEST(what_waits_comes_by_time_left),
        TEST(personal_fields_of_a_step_are_kept_apart_and_erased_apart),
        TEST(a_standing_that_was_changed_is_noticed_and_reckoned_again),
        TEST(a_newer_programs_matter_is_left_alone),
        TEST(two_processes_at_one_matter_take_one_step_between_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
