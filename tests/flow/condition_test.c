/* SPDX-License-Identifier: GPL-3.0-or-later
 * condition_test.c - what lies beside the state: holds, extensions, helpers, units, joining, taking
 * back, ladders, links; on the complaint of FLOW.md. */
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

static void the_tables_are_right(void **state) {
    struct hotline *h = *state;
    char           *text;
    if (!flow_check_all(complaint_flows, &h->arena, &text))
        fail_msg("%s", text);
}

static struct hold_form hold_until(const char *until) {
    return (struct hold_form){ .code = HOLD_MATERIAL, .until = when(until) };
}

static struct extend_form extend_to(const char *clock, const char *until) {
    struct extend_form form = { .until = when(until), .code = EXTEND_COMPLEX };
    (void)TEXT_COPY(form.clock, clock);
    return form;
}

static struct grant_form answer_to(const char *clock) {
    struct grant_form form = { .note = NULL };
    (void)TEXT_COPY(form.clock, clock);
    return form;
}

/* --- limits by key fields ------------------------------------------------------------------ */

static void limits_come_by_class_and_urgency(void **state) {
    struct hotline *h = *state;
    row_id          plain = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    row_id          urgent = hotline_complaint(h, CLASS_LIFT, URGENCY_URGENT);
    row_id          water = hotline_complaint(h, CLASS_WATER, URGENCY_PLAIN);
    check_due(h, plain, "dispatch", "2026-11-24T13:41", "four hours, elapsed");
    check_due(h, urgent, "dispatch", "2026-11-24T10:41", "one");
    check_due(h, plain, "first_answer", "2026-12-01T17:30", "five working days");
    check_due(h, urgent, "first_answer", "2026-11-24T15:41",
              "four working hours with noon between");
    check_due(h, urgent, "solved", "2026-11-25T09:41", "both conditions");
    check_due(h, water, "solved", "2026-11-25T10:41", "one day of seven hours and one more");
}

/* --- holds --------------------------------------------------------------------------------- */

static void a_hold_stops_only_clocks_that_may_be_held(void **state) {
    struct hotline        *h = *state;
    row_id                 matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    const struct hold_form form = hold_until("2026-11-26T10:00");
    hotline_dispatch(h, matter, "物业", "");
    hotline_must(h, matter, "hold", &form, "刘敏");
    check_due(h, matter, "first_answer", "2026-12-01T17:30", "never held");
    check_due(h, matter, "solved", "2026-12-10T17:30", "ten working days, two of them held");
    struct history history = hotline_history(h, matter);
    assert_non_null(history.fold.hold);
    check_text(fold_seen(&complaint_flow, &history.fold)->name, "hold", "the resident sees it");
    hotline_refused(h, matter, "hold", &form, "刘敏", "已经暂停了");
}

static void a_hold_ends_by_itself_and_earlier_when_it_is_resumed(void **state) {
    struct hotline        *h = *state;
    const struct hold_form form = hold_until("2026-11-26T10:00");
    row_id                 alone = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    row_id                 early = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    row_id                 moved = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    row_id                 all[] = { alone, early, moved };
    for (size_t i = 0; i < ROWS(all); i++) {
        hotline_dispatch(h, all[i], "物业", "");
        hotline_must(h, all[i], "hold", &form, "刘敏");
    }
    hotline_until(h, "2026-11-25T16:00");
    hotline_must(h, early, "resume", NULL, "刘敏");
    check_due(h, early, "solved", "2026-12-09T17:30", "one day was held, not two");
    hotline_answer(h, moved);
    check_due(h, moved, "solved", "2026-12-09T17:30", "so does whatever moves it");
    assert_null(hotline_history(h, moved).fold.hold);
    hotline_until(h, "2026-11-26T10:00");
    assert_true(hotline_tick(h) > 0);
    struct history history = hotline_history(h, alone);
    assert_null(history.fold.hold);
    check_text(fold_latest(&history.fold, "resume")->name, "resume", "the system's");
    assert_int_equal(fold_latest(&history.fold, "resume")->by, STEP_BY_SYSTEM);
    check_due(h, alone, "solved", "2026-12-10T17:30", "as it was shown at the beginning");
    hotline_refused(h, alone, "resume", NULL, "刘敏", "没有暂停");
}

static void a_hold_has_an_end_within_a_cap_of_its_class(void **state) {
    struct hotline        *h = *state;
    row_id                 lift = hotline_complaint(h, CLASS_LIFT, URGENCY_PLAIN);
    const struct hold_form beyond = hold_until("2026-11-26T17:31"),
                           past = hold_until("2026-11-24T09:41"),
                           within = hold_until("2026-11-26T17:30");
    hotline_dispatch(h, lift, "物业", "");
    hotline_refused(h, lift, "hold", &beyond, "刘敏", "最多只能停到 11-26 17:30");
    hotline_refused(h, lift, "hold", &past, "刘敏", "要在现在以后");
    hotline_refused(h, lift, "hold", NULL, "刘敏", "until");
    hotline_must(h, lift, "hold", &within, "刘敏");
    hotline_until(h, "2026-11-26T17:30");
    (void)hotline_tick(h);
    /* The cap is of all holds together: holding it again and again wins nothing. */
    const struct hold_form again = hold_until("2026-11-27T12:00");
    hotline_refused(h, lift, "hold", &again, "刘敏", "能暂停的时间已经用完了");
}

static void a_hold_never_hides_a_limit_already_broken(void **state) {
    struct hotline *h = *state;
    row_id          matter = hotline_complaint(h, CLASS_WATER, URGENCY_PLAIN);
    hotline_dispatch(h, matter, "物业", "");
    hotline_until(h, "2026-11-25T11:00"); /* solved was due at 10:41 */
    const struct hold_form form = hold_until("2026-11-27T10:00");
    hotline_must(h, matter, "hold", &form, "刘敏");
    check_due(h, matter, "solved", "2026-11-25T10:41", "it was broken when it was held");
    (void)hotline_tick(h);
    assert_int_equal(hotline_history(h, matter).fold.broken, 1);
}

/* --- extensions ---------------------------------------------------------------------------- */

static void an_extension_is_asked_for_before_and_granted_by_another(void **state) {
    struct hotline          *h = *state;
    row_id                   matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    const struct extend_form ask = extend_to("solved", "2026-12-20T17:30"),
                             earlier = extend_to("solved", "2026-12-01T17:30"),
                             none = extend_to("again", "2026-12-20T17:30");
    const struct grant_form yes = answer_to("solved");
    hotline_refused(h, matter, "extend", &none, "刘敏", "没有在走的时限");
    hotline_refused(h, matter, "extend", &earlier, "刘敏", "以后");
    hotline_refused(h, matter, "grant", &yes, "王主任", "没有等答复的延期申请");
    hotline_must(h, matter, "extend", &ask, "刘敏");
    check_due(h, matter, "solved", "2026-12-08T17:30", "asking moves nothing");
    hotline_refused(h, matter, "extend", &ask, "刘敏", "只能一次");
    hotline_refused(h, matter, "grant", &yes, "刘敏", "另一个人");
    hotline_must(h, matter, "grant", &yes, "王主任");
    check_due(h, matter, "solved", "2026-12-20T17:30", "as it was asked for");
    struct promise p = hotline_promise(h, matter, "solved");
    assert_int_equal(p.extension, EXTENSION_GRANTED);
    assert_int_equal(p.shown.ms, when("2026-12-08T17:30").ms);
    assert_false(p.broken);
    struct history history = hotline_history(h, matter);
    check_text(fold_seen(&complaint_flow, &history.fold)->name, "grant", "the resident is told");
    hotline_refused(h, matter, "extend", &ask, "刘敏", "只能一次");
}

static void granted_too_late_the_breach_stays(void **state) {
    struct hotline          *h = *state;
    row_id                   ticked = hotline_complaint(h, CLASS_WATER, URGENCY_PLAIN);
    row_id                   quiet = hotline_complaint(h, CLASS_WATER, URGENCY_PLAIN);
    const struct extend_form ask = extend_to("solved", "2026-11-27T17:30");
    const struct grant_form  yes = answer_to("solved");
    hotline_must(h, ticked, "extend", &ask, "刘敏");
    hotline_must(h, quiet, "extend", &ask, "刘敏");
    hotline_until(h, "2026-11-25T11:00");
    hotline_refused(h, hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN), "grant", &yes, "王主任",
                    "没有等答复");
    hotline_must(h, quiet, "grant", &yes, "王主任");
    assert_true(hotline_promise(h, quiet, "solved").broken);
    assert_int_equal(hotline_history(h, quiet).fold.broken, 1);
    (void)hotline_tick(h);
    hotline_must(h, ticked, "grant", &yes, "王主任");
    check_due(h, ticked, "solved", "2026-11-27T17:30", "it is due later");
    assert_true(hotline_promise(h, ticked, "solved").recorded);
}

static void after_the_limit_no_extension_is_asked_for(void **state) {
    struct hotline          *h = *state;
    row_id                   matter = hotline_complaint(h, CLASS_WATER, URGENCY_PLAIN);
    const struct extend_form ask = extend_to("solved", "2026-11-27T17:30");
    hotline_until(h, "2026-11-25T10:41");
    world_advance(&h->world, 1);
    hotline_refused(h, matter, "extend", &ask, "刘敏", "已经过了");
}

static void a_refused_extension_moves_nothing(void **state) {
    struct hotline          *h = *state;
    row_id                   matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    const struct extend_form ask = extend_to("solved", "2026-12-20T17:30");
    const struct grant_form  no = answer_to("solved");
    hotline_must(h, matter, "extend", &ask, "刘敏");
    hotline_must(h, matter, "refuse_extension", &no, "王主任");
    check_due(h, matter, "solved", "2026-12-08T17:30", "as before");
    hotline_refused(h, matter, "extend", &ask, "刘敏", "只能一次");
    hotline_refused(h, matter, "grant", &no, "王主任", "没有等答复");
}

/* --- units --------------------------------------------------------------------------------- */

static void helpers_are_asked_and_each_says_done(void **state) {
    struct hotline *h = *state;
    row_id          matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    hotline_dispatch(h, matter, "物业", "自来水公司、 电力公司");
    struct history history = hotline_history(h, matter);
    check_text(history.fold.unit, "物业", "leads");
    assert_int_equal(history.fold.helper_count, 2);
    check_text(history.fold.helpers[1].unit, "电力公司", "without spaces");
    const struct answer_form answer = { "好了" };
    hotline_refused(h, matter, "answer", &answer, "刘敏", "协办的单位还没有办好");
    struct help_form form = { .note = NULL };
    (void)TEXT_COPY(form.unit, "自来水公司");
    hotline_must(h, matter, "helped", &form, "刘敏");
    hotline_refused(h, matter, "helped", &form, "刘敏", "已经协办好了");
    (void)TEXT_COPY(form.unit, "电力公司");
    hotline_refused(h, matter, "help", &form, "刘敏", "已经请");
    /* A unit says it of itself alone. */
    const struct actor   water = actor_of("shui", ROLE(ROLE_UNIT), "自来水公司");
    const struct flow_by by = hotline_by(h, WHO_STAFF, &water);
    assert_false(hotline_take(h, &complaint_flow, matter, "helped", &form, &by));
    assert_non_null(strstr(h->err.text, "别的单位"));
    hotline_must(h, matter, "helped", &form, "刘敏");
    hotline_must(h, matter, "answer", &answer, "刘敏");
}

static void only_the_unit_that_has_it_answers(void **state) {
    struct hotline    *h = *state;
    row_id             matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    const struct actor ours = actor_of("wu", ROLE(ROLE_UNIT), "物业"),
                       theirs = actor_of("dian", ROLE(ROLE_UNIT), "电力公司");
    const struct flow_by by_ours = hotline_by(h, WHO_STAFF, &ours),
                         by_theirs = hotline_by(h, WHO_STAFF, &theirs);
    const struct answer_form answer = { "好了" };
    hotline_dispatch(h, matter, "物业", "");
    assert_false(hotline_take(h, &complaint_flow, matter, "answer", &answer, &by_theirs));
    assert_non_null(strstr(h->err.text, "另一个单位"));
    assert_true(hotline_take(h, &complaint_flow, matter, "answer", &answer, &by_ours));
}

static void returned_once_then_disputed_then_the_manager_names_the_lead(void **state) {
    struct hotline *h = *state;
    row_id          matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    const time_ms   due = hotline_promise(h, matter, "first_answer").due;
    struct why_form why = { .code = WHY_NOT_OURS };
    hotline_dispatch(h, matter, "物业", "");
    hotline_refused(h, matter, "return_again", &why, "刘敏", "第一次退单");
    hotline_must(h, matter, "return", &why, "刘敏");
    hotline_dispatch(h, matter, "电力公司", "");
    hotline_refused(h, matter, "return", &why, "刘敏", "已经退过一次");
    hotline_must(h, matter, "return_again", &why, "刘敏");
    const struct dispatch_form form = dispatch_to("物业", "");
    const struct actor         agent = actor_of("li", ROLE(ROLE_AGENT), NULL),
                       manager = actor_of("wang", ROLE(ROLE_MANAGER), NULL);
    struct flow_by by = hotline_by(h, WHO_STAFF, &agent);
    assert_false(hotline_take(h, &complaint_flow, matter, "dispatch", &form, &by));
    by = hotline_by(h, WHO_STAFF, &manager);
    assert_true(hotline_take(h, &complaint_flow, matter, "dispatch", &form, &by));
    assert_int_equal(hotline_promise(h, matter, "first_answer").due.ms, due.ms);
    assert_int_equal(hotline_history(h, matter).fold.unit_count, 2);
}

/* --- joining and parts --------------------------------------------------------------------- */

static struct join_form join_to(struct hotline *h, row_id matter) {
    struct join_form form = { .note = NULL };
    (void)TEXT_COPY(form.into, hotline_history(h, matter).matter.number);
    return form;
}

static void what_is_joined_takes_the_earliest_due(void **state) {
    struct hotline *h = *state;
    row_id          first = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    row_id          report = hotline_report(h, first);
    hotline_until(h, "2026-11-25T09:41");
    row_id           second = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    struct join_form into_second = join_to(h, second), into_itself = join_to(h, first);
    check_due(h, second, "solved", "2026-12-09T17:30", "its own");
    hotline_refused(h, first, "join", &into_itself, "刘敏", "另一件事");
    hotline_must(h, first, "join", &into_second, "刘敏");
    check_due(h, second, "solved", "2026-12-08T17:30", "that of the one told before it");
    check_due(h, second, "first_answer", "2026-12-01T17:30", "the same");
    struct history history = hotline_history(h, first);
    assert_int_equal(history.fold.result, RESULT_JOINED);
    assert_true(id_equal(history.fold.joined, second));
    struct report row;
    assert_true(store_get(h->store, &report_record, report, &row, &h->arena, &h->err));
    assert_true(id_equal(row.complaint, second));
    /* Into what has ended nothing is joined, nor into what is no complaint. */
    row_id           third = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    struct join_form ended = join_to(h, first), none = { .into = "SQ-D01-261124-A001-X" };
    hotline_refused(h, third, "join", &ended, "刘敏", "不能再并进去");
    hotline_refused(h, third, "join", &none, "刘敏", "不是编号");
    struct join_form other = join_to(h, report);
    hotline_refused(h, third, "join", &other, "刘敏", "不是“诉求”");
}

static void a_late_one_that_joins_makes_nothing_later(void **state) {
    struct hotline *h = *state;
    row_id          old = hotline_complaint(h, CLASS_WATER, URGENCY_PLAIN);
    hotline_until(h, "2026-11-25T09:00");
    row_id           fresh = hotline_complaint(h, CLASS_WATER, URGENCY_PLAIN);
    struct join_form form = join_to(h, old);
    const time_ms    due = hotline_promise(h, old, "solved").due;
    hotline_must(h, fresh, "join", &form, "刘敏");
    assert_int_equal(hotline_promise(h, old, "solved").due.ms, due.ms);
}

static void a_part_inherits_the_start(void **state) {
    struct hotline *h = *state;
    row_id          whole = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    hotline_dispatch(h, whole, "物业", "");
    hotline_until(h, "2026-11-27T09:00");
    row_id part = hotline_complaint_linked(h, CLASS_OTHER, URGENCY_PLAIN, LINK_PART_OF, whole);
    check_due(h, part, "solved", "2026-12-08T17:30", "as the whole was promised");
    check_due(h, part, "first_answer", "2026-12-01T17:30", "as the whole was promised");
    check_due(h, part, "dispatch", "2026-11-24T13:41", "from the start of the whole: late already");
    struct history history = hotline_history(h, part);
    assert_int_equal(history.matter.link, LINK_PART_OF);
    assert_true(id_equal(history.matter.linked, whole));
    row_id instead =
        hotline_complaint_linked(h, CLASS_OTHER, URGENCY_PLAIN, LINK_OFFERED_INSTEAD, whole);
    check_due(h, instead, "solved", "2026-12-11T17:30", "a link alone inherits nothing");
}

/* --- taking back --------------------------------------------------------------------------- */

static void a_step_is_taken_back_by_its_author_while_none_has_followed(void **state) {
    struct hotline *h = *state;
    row_id          matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    hotline_refused(h, matter, "retract", NULL, "刘敏", "没有可以撤销的");
    hotline_until(h, "2026-11-24T10:00");
    hotline_dispatch(h, matter, "物业", "");
    assert_int_equal(hotline_promise(h, matter, "dispatch").stopped.ms,
                     when("2026-11-24T10:00").ms);
    hotline_refused(h, matter, "retract", NULL, "王主任", "自己撤销");
    hotline_until(h, "2026-11-24T10:05");
    hotline_must(h, matter, "retract", NULL, "刘敏");
    struct history history = hotline_history(h, matter);
    assert_int_equal(history.fold.state, RECEIVED);
    check_text(history.fold.unit, "", "it was given to nobody");
    assert_true(history.fold.retracted[1]);
    assert_false(history.fold.idle[2]);
    check_due(h, matter, "dispatch", "2026-11-24T13:41", "the clock goes on from its old start");
    assert_true(time_absent(hotline_promise(h, matter, "dispatch").stopped));
    hotline_refused(h, matter, "retract", NULL, "刘敏", "没有可以撤销的");
    hotline_dispatch(h, matter, "物业", "");
}

static void what_was_followed_or_has_moved_others_is_not_taken_back(void **state) {
    struct hotline     *h = *state;
    row_id              matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    struct retract_form named = { .note = NULL };
    hotline_dispatch(h, matter, "物业", "");
    const struct history history = hotline_history(h, matter);
    id_format(history.fold.steps[1].head.id, named.step);
    const struct note_form note = { "问过了" };
    hotline_must(h, matter, "note", &note, "刘敏");
    hotline_refused(h, matter, "retract", &named, "刘敏", "以后又办了");
    hotline_answer(h, matter);
    hotline_refused(h, matter, "retract", NULL, "刘敏", "已经改动了别的");
}

/* --- ladders ------------------------------------------------------------------------------- */

static void a_ladder_tells_near_at_and_after_each_once(void **state) {
    struct hotline *h = *state;
    row_id          matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    hotline_dispatch(h, matter, "物业", "");
    static const struct {
        const char *at;
        size_t      escalated;
        role_set    told;
        const char *why;
    } rows[] = {
        { "2026-11-30T17:29", 0, 0, "first_answer is due on December 1st" },
        { "2026-11-30T17:30", 1, ROLE(ROLE_OFFICER), "a working day before" },
        { "2026-12-01T17:30", 2, ROLE(ROLE_OFFICER), "when it is due" },
        { "2026-12-02T17:29", 2, ROLE(ROLE_OFFICER), "not yet" },
        { "2026-12-02T17:30", 3, ROLE(ROLE_OFFICER) | ROLE(ROLE_MANAGER), "a working day after" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        hotline_until(h, rows[i].at);
        (void)hotline_tick(h);
        assert_int_equal(hotline_tick(h), 0); /* each once */
        struct history history = hotline_history(h, matter);
        check_number((int64_t)taken_count(&history.fold, "escalate"), (int64_t)rows[i].escalated,
                     rows[i].why);
        check_number(history.fold.told, rows[i].told, rows[i].why);
        struct standing standing;
        assert_true(standing_get(h->store, matter, &standing, &h->err));
        check_number(standing.told, rows[i].told, "for lists");
    }
    hotline_answer(h, matter);
    assert_int_equal(hotline_history(h, matter).fold.told, 0); /* it does not run any more */
}

/* --- who ----------------------------------------------------------------------------------- */

static void it_is_reassigned_released_and_its_clocks_run_on(void **state) {
    struct hotline      *h = *state;
    row_id               matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    const time_ms        due = hotline_promise(h, matter, "next_step").due;
    struct reassign_form to = { .note = NULL };
    (void)TEXT_COPY(to.owner, "张三");
    hotline_must(h, matter, "claim", NULL, "刘敏");
    hotline_must(h, matter, "reassign", &to, "王主任");
    check_text(hotline_history(h, matter).fold.owner, "张三", "from the field");
    hotline_refused(h, matter, "release", NULL, "刘敏", "张三在办");
    hotline_until(h, "2026-11-25T10:00");
    hotline_must(h, matter, "release", NULL, "张三");
    check_text(hotline_history(h, matter).fold.owner, "", "nobody");
    struct history history = hotline_history(h, matter);
    assert_true(fold_owned(&history.fold, "刘敏"));
    assert_int_equal(hotline_promise(h, matter, "next_step").due.ms, due.ms);
}

static void who_leaves_gives_back_what_they_own(void **state) {
    struct hotline *h = *state;
    row_id          mine[3], theirs = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    hotline_must(h, theirs, "claim", NULL, "王小华");
    for (size_t i = 0; i < ROWS(mine); i++) {
        mine[i] = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
        hotline_must(h, mine[i], "claim", NULL, "刘敏");
    }
    const time_ms        due = hotline_promise(h, mine[0], "dispatch").due;
    const struct flow_by by = hotline_by(h, WHO_STAFF, NULL);
    assert_true(
        hotline_end(h, store_begin(h->store, "admin", &h->err) &&
                           flow_hand_over(h->store, complaint_flows, "刘敏", &by, &h->err)));
    for (size_t i = 0; i < ROWS(mine); i++)
        check_text(hotline_history(h, mine[i]).fold.owner, "", "back in the queue");
    check_text(hotline_history(h, theirs).fold.owner, "王小华", "not theirs");
    assert_int_equal(hotline_promise(h, mine[0], "dispatch").due.ms, due.ms);
    assert_true(time_absent(hotline_promise(h, mine[0], "dispatch").stopped));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(the_tables_are_right),
        TEST(limits_come_by_class_and_urgency),
        TEST(a_hold_stops_only_clocks_that_may_be_held),
        TEST(a_hold_ends_by_itself_and_earlier_when_it_is_resumed),
        TEST(a_hold_has_an_end_within_a_cap_of_its_class),
        TEST(a_hold_never_hides_a_limit_already_broken),
        TEST(an_extension_is_asked_for_before_and_granted_by_another),
        TEST(granted_too_late_the_breach_stays),
        TEST(after_the_limit_no_extension_is_asked_for),
        TEST(a_refused_extension_moves_nothing),
        TEST(helpers_are_asked_and_each_says_done),
        TEST(only_the_unit_that_has_it_answers),
        TEST(returned_once_then_disputed_then_the_manager_names_the_lead),
        TEST(what_is_joined_takes_the_earliest_due),
        TEST(a_late_one_that_joins_makes_nothing_later),
        TEST(a_part_inherits_the_start),
        TEST(a_step_is_taken_back_by_its_author_while_none_has_followed),
        TEST(what_was_followed_or_has_moved_others_is_not_taken_back),
        TEST(a_ladder_tells_near_at_and_after_each_once),
        TEST(it_is_reassigned_released_and_its_clocks_run_on),
        TEST(who_leaves_gives_back_what_they_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
