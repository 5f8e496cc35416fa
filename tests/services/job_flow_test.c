/* SPDX-License-Identifier: GPL-3.0-or-later
 * A posting's way to the glass and off it: two people for everything that residents see, by
 * whatever path it comes; revisions that wait; the closing day; places taken and given back; and
 * postings of the release before there was a review. */
#include "services/jobs/job_flow.h"
#include "services/service.h"
#include "store/journal.h"
#include "support/centre.h"
#include "support/check.h"
#include "support/job_put.h"

#include <stdlib.h>
#include <string.h>

enum { HE, MEI, MIN, BOSS, PEOPLE };

struct desk {
    struct centre  centre;
    struct actor   actors[PEOPLE];
    struct flow_by by[PEOPLE];
};

#define must(desk, done)                                                                           \
    do {                                                                                           \
        if (!(done))                                                                               \
            fail_msg("%s: %s", #done, (desk)->centre.err.text);                                    \
    } while (0)

/* 何文 publishes, 李红梅 publishes and reviews, 刘敏 reviews, 王主任 is the manager. */
static int set_up(void **state) {
    static const struct {
        const char *login, *name;
        role_set    roles;
    } people[PEOPLE] = {
        [HE] = { "hewen", "何文", ROLE(ROLE_PUBLISHER) },
        [MEI] = { "lihongmei", "李红梅", ROLE(ROLE_PUBLISHER) | ROLE(ROLE_REVIEWER) },
        [MIN] = { "liumin", "刘敏", ROLE(ROLE_REVIEWER) },
        [BOSS] = { "wangzhuren", "王主任", ROLE(ROLE_MANAGER) },
    };
    struct desk *desk = calloc(1, sizeof(*desk));
    if (!desk)
        return -1;
    centre_start(&desk->centre);
    must(desk, store_begin(desk->centre.store, "system", &desk->centre.err));
    for (int p = 0; p < PEOPLE; p++) {
        struct user      user;
        struct user_role role[ROLES_COUNT];
        record_init(&user_record, &user);
        assert_true(TEXT_COPY(user.login, people[p].login) && TEXT_COPY(user.name, people[p].name));
        user.roles.rows = role;
        for (int r = 1; r < ROLES_COUNT; r++)
            if (people[p].roles & ROLE(r)) {
                record_init(&user_role_record, &role[user.roles.count]);
                role[user.roles.count++].role = (enum role)r;
            }
        must(desk, store_insert(desk->centre.store, &user_record, &user, &desk->centre.err));
        user_actor(&user, &desk->actors[p]);
        desk->by[p] = (struct flow_by){
            .who = WHO_STAFF, .name = people[p].login, .actor = &desk->actors[p], .terminal = "D01"
        };
    }
    must(desk, store_commit(desk->centre.store, &desk->centre.err));
    *state = desk;
    return 0;
}

static int tear_down(void **state) {
    struct desk *desk = *state;
    const char  *wrong = centre_check(&desk->centre);
    if (wrong)
        print_error("%s\n", wrong);
    centre_stop(&desk->centre);
    free(desk);
    return wrong ? -1 : 0;
}

/* --- what people do ------------------------------------------------------------------------ */

static bool end(struct desk *desk, bool done) {
    done = done && store_commit(desk->centre.store, &desk->centre.err);
    if (!done)
        store_rollback(desk->centre.store);
    return done;
}

static bool begin(struct desk *desk, int p) {
    desk->centre.err = (struct err){ 0 };
    return store_begin(desk->centre.store, desk->by[p].name, &desk->centre.err);
}

static struct job job_now(struct desk *desk, row_id id) {
    struct job job;
    must(desk, store_get(desk->centre.store, &job_record, id, &job, &desk->centre.arena,
                         &desk->centre.err));
    return job;
}

static struct fold fold_now(struct desk *desk, row_id id) {
    struct history history;
    must(desk, flow_history(desk->centre.store, service_flows(), id, &desk->centre.arena, &history,
                            &desk->centre.err));
    return history.fold;
}

static bool try_step(struct desk *desk, int p, row_id id, const char *step, const void *fields) {
    return begin(desk, p) && end(desk, flow_step(desk->centre.store, &job_flow, id, step, fields,
                                                 &desk->by[p], &desk->centre.err));
}
#define steps(desk, p, id, step) must(desk, try_step(desk, p, id, step, NULL))

static void refused(struct desk *desk, int p, row_id id, const char *step, const char *says) {
    static const struct return_form   back = { RETURN_PAY, NULL };
    static const struct withdraw_form off = { WITHDRAW_EMPLOYER, NULL };
    const void *fields = strcmp(step, "return") == 0 || strcmp(step, "reject") == 0 ? &back
                         : strcmp(step, "withdraw") == 0 ? (const void *)&off
                                                         : NULL;
    if (try_step(desk, p, id, step, fields))
        fail_msg("%s by %s was taken", step, desk->by[p].name);
    if (!strstr(desk->centre.err.text, says))
        fail_msg("%s by %s: %s", step, desk->by[p].name, desk->centre.err.text);
}

static bool try_submit(struct desk *desk, int p, struct job *job) {
    struct receipt receipt;
    record_init(&job_record, job);
    assert_true(TEXT_COPY(job->title, "缝纫工"));
    job->employer = desk->centre.employer;
    job->reach = REACH_NEAR;
    job->headcount = job->places = 2;
    return begin(desk, p) && end(desk, flow_submit(desk->centre.store, &job_flow, job, &desk->by[p],
                                                   &receipt, &desk->centre.err));
}

static row_id draft(struct desk *desk, int p) {
    struct job job;
    must(desk, try_submit(desk, p, &job));
    return job.head.id;
}

static row_id reviewed(struct desk *desk, int p) {
    row_id id = draft(desk, p);
    steps(desk, p, id, "propose");
    return id;
}

static row_id opened(struct desk *desk) {
    row_id id = reviewed(desk, HE);
    steps(desk, MIN, id, "approve");
    return id;
}

static bool edit_row(struct desk *desk, int p, struct job *job, enum edit_outcome *ret_outcome) {
    return begin(desk, p) && end(desk, flow_edit(desk->centre.store, &job_flow, job, &desk->by[p],
                                                 ret_outcome, &desk->centre.err));
}

static enum edit_outcome retitle(struct desk *desk, int p, row_id id, const char *title) {
    enum edit_outcome outcome;
    struct job        job = job_now(desk, id);
    assert_true(TEXT_COPY(job.title, title));
    must(desk, edit_row(desk, p, &job, &outcome));
    return outcome;
}

static enum edit_outcome close_on(struct desk *desk, int p, row_id id, int days) {
    enum edit_outcome outcome;
    struct job        job = job_now(desk, id);
    job.closing = CLOSING_ON_DAY;
    job.closes_on = (day){ world_today(&desk->centre.world).n + days };
    must(desk, edit_row(desk, p, &job, &outcome));
    return outcome;
}

static int64_t number(struct desk *desk, const char *sql) {
    int64_t number = -1;
    must(desk, store_number(desk->centre.store, sql, NULL, 0, &number, &desk->centre.err));
    return number;
}

static bool on_glass(struct desk *desk, const char *title) {
    const struct value value = value_text(title);
    int64_t            rows = 0;
    must(desk, store_number(desk->centre.store,
                            "SELECT count(*) FROM job WHERE title = $1 AND row_order < (1 << 62) "
                            "AND state = 'open'",
                            &value, 1, &rows, &desk->centre.err));
    return rows > 0;
}

/* --- two people ---------------------------------------------------------------------------- */

static void what_one_has_written_another_approves(void **state) {
    struct desk *desk = *state;
    row_id       id = draft(desk, MEI);
    assert_int_equal(job_now(desk, id).state, JOB_DRAFT);
    refused(desk, MIN, id, "approve", "草稿");
    steps(desk, MEI, id, "propose");
    assert_false(on_glass(desk, "缝纫工"));
    refused(desk, MEI, id, "approve", "另一个人");
    refused(desk, HE, id, "approve", "审核员");
    steps(desk, MIN, id, "approve");
    assert_true(on_glass(desk, "缝纫工"));
    struct job job = job_now(desk, id);
    assert_int_equal(job.state, JOB_OPEN);
    check_text(job.checked_by, "刘敏", "the reviewer's name");
    assert_int_equal(job.checked_on.n, world_today(&desk->centre.world).n);
}

static void whoever_has_touched_it_is_an_author(void **state) {
    struct desk *desk = *state;
    row_id       id = draft(desk, HE);
    assert_int_equal(retitle(desk, MEI, id, "针车工"), EDIT_WRITTEN);
    steps(desk, HE, id, "propose");
    refused(desk, MEI, id, "approve", "另一个人");
    steps(desk, BOSS, id, "approve");
    assert_true(on_glass(desk, "针车工"));
}

static void who_sends_it_to_the_review_is_an_author_too(void **state) {
    struct desk *desk = *state;
    row_id       id = draft(desk, HE);
    steps(desk, MEI, id, "propose");
    refused(desk, MEI, id, "approve", "另一个人");
    steps(desk, MIN, id, "approve");
}

/* By their login, by their name, in whatever width they were typed: still the same person. */
static void another_way_to_write_a_name_is_no_second_person(void **state) {
    static const char *const names[] = { "lihongmei", "李红梅", "ｌｉｈｏｎｇｍｅｉ" };
    struct desk             *desk = *state;
    row_id                   id = reviewed(desk, MEI);
    for (size_t i = 0; i < ROWS(names); i++) {
        const struct flow_by by = { .who = WHO_STAFF, .name = names[i], .terminal = "D01" };
        must(desk, begin(desk, MIN));
        if (end(desk, flow_step(desk->centre.store, &job_flow, id, "approve", NULL, &by,
                                &desk->centre.err)))
            fail_msg("%s approved their own", names[i]);
        assert_non_null(strstr(desk->centre.err.text, "另一个人"));
    }
}

static void each_role_does_its_part_and_no_other(void **state) {
    struct desk *desk = *state;
    struct job   job;
    assert_false(try_submit(desk, MIN, &job));
    assert_non_null(strstr(desk->centre.err.text, "岗位发布员"));
    row_id id = reviewed(desk, HE);
    refused(desk, HE, id, "return", "审核员");
    enum edit_outcome outcome;
    struct job        row = job_now(desk, id);
    assert_true(TEXT_COPY(row.title, "改"));
    assert_false(edit_row(desk, MIN, &row, &outcome));
    assert_non_null(strstr(desk->centre.err.text, "岗位发布员"));
    check_text(job_now(desk, id).title, "缝纫工", "nothing was changed");
}

static void returned_it_is_a_draft_with_its_reason(void **state) {
    struct desk             *desk = *state;
    row_id                   id = reviewed(desk, HE);
    const struct return_form why = { RETURN_PAY, "写清楚是月薪还是日薪" };
    struct return_form       back;
    must(desk, try_step(desk, MIN, id, "return", &why));
    assert_int_equal(job_now(desk, id).state, JOB_DRAFT);
    struct fold        fold = fold_now(desk, id);
    const struct step *step = fold_latest(&fold, "return");
    must(desk, step_fields(step, &return_form, &back, &desk->centre.arena, &desk->centre.err));
    assert_int_equal(back.code, RETURN_PAY);
    assert_true(fold.author_count == 1); /* still nobody's but theirs */
    refused(desk, MIN, id, "approve", "草稿");
}

static void what_is_changed_during_the_review_goes_back(void **state) {
    struct desk *desk = *state;
    row_id       id = reviewed(desk, HE);
    assert_int_equal(retitle(desk, HE, id, "针车工"), EDIT_WRITTEN);
    assert_int_equal(job_now(desk, id).state, JOB_DRAFT);
    refused(desk, MIN, id, "approve", "草稿");
}

/* --- revisions ----------------------------------------------------------------------------- */

static void a_change_of_what_is_open_waits_and_then_shows(void **state) {
    struct desk *desk = *state;
    row_id       id = opened(desk);
    int64_t      version = job_now(desk, id).head.version;
    assert_int_equal(retitle(desk, HE, id, "针车工"), EDIT_WAITS);
    assert_true(on_glass(desk, "缝纫工"));
    assert_int_equal(job_now(desk, id).head.version, version);
    refused(desk, HE, id, "approve", "审核员");
    struct standing standing;
    must(desk, standing_get(desk->centre.store, id, &standing, &desk->centre.err));
    assert_true(standing.waiting);
    steps(desk, MIN, id, "approve");
    assert_true(on_glass(desk, "针车工") && !on_glass(desk, "缝纫工"));
    must(desk, standing_get(desk->centre.store, id, &standing, &desk->centre.err));
    assert_false(standing.waiting);
    refused(desk, MIN, id, "approve", "没有等审核的修改");
}

static void who_reviews_may_not_approve_their_own_revision(void **state) {
    struct desk *desk = *state;
    row_id       id = opened(desk);
    assert_int_equal(retitle(desk, MEI, id, "针车工"), EDIT_WAITS);
    refused(desk, MEI, id, "approve", "另一个人");
    assert_true(on_glass(desk, "缝纫工"));
    steps(desk, MIN, id, "approve");
}

static void a_second_change_joins_the_first_and_its_author_too(void **state) {
    struct desk      *desk = *state;
    row_id            id = opened(desk);
    enum edit_outcome outcome;
    assert_int_equal(retitle(desk, HE, id, "针车工"), EDIT_WAITS);
    struct job job = job_now(desk, id);
    assert_true(TEXT_COPY(job.hours, "8:00–17:30"));
    must(desk, edit_row(desk, MEI, &job, &outcome));
    assert_int_equal(outcome, EDIT_WAITS);
    struct fold fold = fold_now(desk, id);
    assert_true(fold.revision_count == 2 && fold.author_count == 2);
    refused(desk, MEI, id, "approve", "另一个人");
    steps(desk, MIN, id, "approve");
    job = job_now(desk, id);
    check_text(job.title, "针车工", "of the first");
    check_text(job.hours, "8:00–17:30", "of the second");
}

static void the_same_change_again_waits_once(void **state) {
    struct desk *desk = *state;
    row_id       id = opened(desk);
    assert_int_equal(retitle(desk, HE, id, "针车工"), EDIT_WAITS);
    assert_int_equal(retitle(desk, HE, id, "针车工"), EDIT_WAITS);
    assert_int_equal(fold_now(desk, id).revision_count, 1);
    assert_int_equal(retitle(desk, HE, id, "缝纫工"), EDIT_SAME); /* as it is stored */
}

static void a_rejected_change_is_gone(void **state) {
    struct desk             *desk = *state;
    row_id                   id = opened(desk);
    const struct return_form why = { RETURN_FACTS, NULL };
    assert_int_equal(retitle(desk, HE, id, "针车工"), EDIT_WAITS);
    must(desk, try_step(desk, MIN, id, "reject", &why));
    assert_true(on_glass(desk, "缝纫工"));
    refused(desk, MIN, id, "approve", "没有等审核的修改");
    refused(desk, MIN, id, "reject", "没有等审核的修改");
}

static void a_revision_does_not_outlive_the_posting(void **state) {
    struct desk               *desk = *state;
    row_id                     id = opened(desk);
    const struct withdraw_form off = { WITHDRAW_EMPLOYER, NULL };
    assert_int_equal(retitle(desk, HE, id, "针车工"), EDIT_WAITS);
    must(desk, try_step(desk, HE, id, "withdraw", &off));
    assert_int_equal(fold_now(desk, id).revision_count, 0);
    assert_int_equal(job_now(desk, id).state, JOB_CLOSED);
}

static void a_revision_that_would_be_wrong_is_refused_at_once(void **state) {
    struct desk      *desk = *state;
    row_id            id = opened(desk);
    enum edit_outcome outcome;
    struct job        job = job_now(desk, id);
    job.age_min = 12;
    assert_false(edit_row(desk, HE, &job, &outcome));
    assert_non_null(strstr(desk->centre.err.text, "童工"));
    assert_int_equal(fold_now(desk, id).revision_count, 0);
}

static void tags_and_long_texts_wait_like_the_rest(void **state) {
    struct desk      *desk = *state;
    row_id            id = opened(desk);
    enum edit_outcome outcome;
    struct job        job = job_now(desk, id);
    struct job_tag    tag;
    record_init(&job_tag_record, &tag);
    assert_true(TEXT_COPY(tag.tag, "可带孩子"));
    job.tags = (struct children){ &tag, 1 };
    job.notes = "厂里有\"接送车\"\n早上七点";
    must(desk, edit_row(desk, HE, &job, &outcome));
    assert_int_equal(outcome, EDIT_WAITS);
    assert_int_equal(job_now(desk, id).tags.count, 0);
    steps(desk, MIN, id, "approve");
    job = job_now(desk, id);
    assert_int_equal(job.tags.count, 1);
    check_text(((const struct job_tag *)job.tags.rows)->tag, "可带孩子", "the tag");
    check_text(job.notes, "厂里有\"接送车\"\n早上七点", "the notes");
}

/* A state, who has checked it and when: not by a form, whatever it says. */
static void what_the_review_writes_nobody_else_writes(void **state) {
    struct desk      *desk = *state;
    row_id            id = opened(desk);
    enum edit_outcome outcome;
    struct job        job = job_now(desk, id);
    job.state = JOB_CLOSED;
    must(desk, edit_row(desk, HE, &job, &outcome));
    assert_int_equal(outcome, EDIT_SAME);
    assert_int_equal(job_now(desk, id).state, JOB_OPEN);
    job = job_now(desk, id);
    assert_true(TEXT_COPY(job.checked_by, "王主任"));
    must(desk, edit_row(desk, HE, &job, &outcome));
    assert_int_equal(outcome, EDIT_WAITS);
    check_text(job_now(desk, id).checked_by, "刘敏", "on the glass");
    steps(desk, MIN, id, "approve");
    check_text(job_now(desk, id).checked_by, "刘敏", "who has really checked it");
}

static void who_has_seen_an_older_version_changes_nothing(void **state) {
    struct desk      *desk = *state;
    row_id            id = draft(desk, HE);
    enum edit_outcome outcome;
    struct job        old = job_now(desk, id);
    assert_int_equal(retitle(desk, MEI, id, "针车工"), EDIT_WRITTEN);
    assert_true(TEXT_COPY(old.title, "裁剪工"));
    assert_false(edit_row(desk, HE, &old, &outcome));
    assert_int_equal(desk->centre.err.code, ERR_STALE);
}

/* Every transaction that has changed what residents see has a step in it, and those stay. */
static void no_undo_goes_behind_the_review(void **state) {
    struct desk *desk = *state;
    row_id       id = opened(desk);
    assert_int_equal(retitle(desk, HE, id, "针车工"), EDIT_WAITS);
    steps(desk, MIN, id, "approve");
    int64_t last = number(desk, "SELECT max(tx) FROM journal");
    for (int64_t tx = 1; tx <= last; tx++) {
        if (number(desk, arena_printf(&desk->centre.arena,
                                      "SELECT count(*) FROM journal WHERE tx = %lld AND record = "
                                      "'job'",
                                      (long long)tx)) == 0)
            continue;
        assert_false(journal_undo(desk->centre.store, tx, "何文", &desk->centre.err));
        assert_non_null(strstr(desk->centre.err.text, "只增不减"));
    }
    assert_true(on_glass(desk, "针车工"));
    assert_non_null(strstr(desk->centre.err.text, "再办一步"));
    (void)id;
}

/* --- the closing day ----------------------------------------------------------------------- */

static row_id closing(struct desk *desk, int days) {
    row_id id = draft(desk, HE);
    assert_int_equal(close_on(desk, HE, id, days), EDIT_WRITTEN);
    steps(desk, HE, id, "propose");
    steps(desk, MIN, id, "approve");
    return id;
}

static void staff_are_reminded_three_days_before_and_it_ends_after_its_last_day(void **state) {
    struct desk    *desk = *state;
    row_id          id = closing(desk, 5);
    struct standing standing;
    centre_days(&desk->centre, 1);
    assert_int_equal(centre_tick(&desk->centre), 0);
    centre_days(&desk->centre, 1);
    assert_int_equal(centre_tick(&desk->centre), 1); /* remind */
    must(desk, standing_get(desk->centre.store, id, &standing, &desk->centre.err));
    assert_true(standing.waiting);
    check_text(standing.clock, "closing", "what is due");
    assert_int_equal(day_of_time(standing.due).n, job_now(desk, id).closes_on.n);
    centre_days(&desk->centre, 3); /* its last day */
    assert_int_equal(centre_tick(&desk->centre), 0);
    assert_int_equal(job_now(desk, id).state, JOB_OPEN);
    centre_days(&desk->centre, 1);
    assert_int_equal(centre_tick(&desk->centre), 1); /* expire */
    assert_int_equal(job_now(desk, id).state, JOB_CLOSED);
    assert_int_equal(fold_now(desk, id).result, RESULT_LAPSED);
    assert_int_equal(centre_tick(&desk->centre), 0);
}

static void a_lapsed_one_is_renewed_reviewed_and_ends_again(void **state) {
    struct desk      *desk = *state;
    row_id            id = closing(desk, 1);
    struct renew_form form;
    centre_days(&desk->centre, 3);
    (void)centre_tick(&desk->centre);
    assert_int_equal(job_now(desk, id).state, JOB_CLOSED);
    form.closes_on = (day){ world_today(&desk->centre.world).n - 1 };
    assert_false(try_step(desk, HE, id, "renew", &form));
    assert_non_null(strstr(desk->centre.err.text, "已经过了"));
    form.closes_on.n += 11;
    must(desk, try_step(desk, HE, id, "renew", &form));
    assert_int_equal(job_now(desk, id).state, JOB_REVIEW);
    assert_false(on_glass(desk, "缝纫工"));
    steps(desk, MIN, id, "approve");
    assert_true(on_glass(desk, "缝纫工"));
    centre_days(&desk->centre, 12);
    assert_int_equal(centre_tick(&desk->centre), 2); /* the reminder comes late */
    assert_int_equal(job_now(desk, id).state, JOB_CLOSED);
}

static void a_later_day_that_was_approved_moves_the_end(void **state) {
    struct desk *desk = *state;
    row_id       id = closing(desk, 2);
    assert_int_equal(close_on(desk, HE, id, 20), EDIT_WAITS);
    steps(desk, MIN, id, "approve");
    centre_days(&desk->centre, 5);
    (void)centre_tick(&desk->centre);
    assert_int_equal(job_now(desk, id).state, JOB_OPEN);
    centre_days(&desk->centre, 16);
    (void)centre_tick(&desk->centre);
    assert_int_equal(job_now(desk, id).state, JOB_CLOSED);
}

static void what_would_be_over_already_is_not_approved(void **state) {
    struct desk *desk = *state;
    row_id       id = draft(desk, HE);
    assert_int_equal(close_on(desk, HE, id, 1), EDIT_WRITTEN);
    steps(desk, HE, id, "propose");
    centre_days(&desk->centre, 2);
    refused(desk, MIN, id, "approve", "截止日期已经过了");
}

static void a_withdrawn_one_begins_again_as_a_draft(void **state) {
    struct desk               *desk = *state;
    row_id                     id = opened(desk);
    const struct withdraw_form off = { WITHDRAW_COMPLAINT, "核实后再说" };
    const struct renew_form    form = { { world_today(&desk->centre.world).n + 9 } };
    must(desk, try_step(desk, MIN, id, "withdraw", &off));
    assert_int_equal(fold_now(desk, id).result, RESULT_WITHDRAWN);
    assert_false(try_step(desk, HE, id, "renew", &form));
    assert_int_equal(retitle(desk, HE, id, "针车工"), EDIT_WRITTEN);
    assert_int_equal(job_now(desk, id).state, JOB_DRAFT);
    assert_false(on_glass(desk, "针车工"));
}

/* --- places -------------------------------------------------------------------------------- */

static row_id hired(struct desk *desk, row_id job, const char *name, const char *phone) {
    struct application_wish wish;
    desk->centre.job = job;
    must(desk, centre_wish(&desk->centre, name, phone, &wish));
    must(desk, centre_step(&desk->centre, &application_flow, wish.receipt.matter, "reach",
                           "channel=phone"));
    must(desk,
         centre_step(&desk->centre, &application_flow, wish.receipt.matter, "introduce", NULL));
    must(desk, centre_step(&desk->centre, &application_flow, wish.receipt.matter, "meet", NULL));
    must(desk, centre_step(&desk->centre, &application_flow, wish.receipt.matter, "hire", NULL));
    return wish.receipt.matter;
}

static void the_last_place_fills_it_and_one_given_back_opens_it(void **state) {
    struct desk *desk = *state;
    row_id       id = opened(desk);
    (void)hired(desk, id, "刘小明", "13800006021");
    assert_int_equal(job_now(desk, id).state, JOB_OPEN);
    row_id second = hired(desk, id, "王芳", "13800006022");
    assert_int_equal(job_now(desk, id).state, JOB_FILLED);
    assert_false(on_glass(desk, "缝纫工"));
    must(desk, centre_step(&desk->centre, &application_flow, second, "leave", "code=family"));
    assert_int_equal(job_now(desk, id).places, 1);
    assert_int_equal(job_now(desk, id).state, JOB_OPEN);
    assert_true(on_glass(desk, "缝纫工"));
    check_text(job_now(desk, id).checked_by, "刘敏", "the review stands");
}

static void more_places_for_a_full_one_are_reviewed_and_open_it(void **state) {
    struct desk      *desk = *state;
    row_id            id = opened(desk);
    enum edit_outcome outcome;
    (void)hired(desk, id, "刘小明", "13800006021");
    (void)hired(desk, id, "王芳", "13800006022");
    struct job job = job_now(desk, id);
    job.headcount = 5;
    job.places = 3;
    must(desk, edit_row(desk, HE, &job, &outcome));
    assert_int_equal(outcome, EDIT_WAITS);
    assert_int_equal(job_now(desk, id).state, JOB_FILLED);
    steps(desk, MIN, id, "approve");
    assert_int_equal(job_now(desk, id).state, JOB_OPEN);
    assert_int_equal(job_now(desk, id).places, 3);
}

static void whoever_is_hired_while_more_places_wait_has_one_of_them(void **state) {
    struct desk      *desk = *state;
    row_id            id = opened(desk);
    enum edit_outcome outcome;
    struct job        job = job_now(desk, id);
    job.headcount = job.places = 4;
    must(desk, edit_row(desk, HE, &job, &outcome));
    assert_int_equal(outcome, EDIT_WAITS);
    (void)hired(desk, id, "刘小明", "13800006021");
    assert_int_equal(job_now(desk, id).places, 1);
    steps(desk, MIN, id, "approve");
    assert_int_equal(job_now(desk, id).headcount, 4);
    assert_int_equal(job_now(desk, id).places, 3);
}

/* --- of the release before ----------------------------------------------------------------- */

static void old_postings_stand_where_they_stood_and_once(void **state) {
    struct desk *desk = *state;
    row_id       ids[JOB_STATE_COUNT];
    bool         needed;
    must(desk, begin(desk, HE));
    for (int s = JOB_DRAFT; s < JOB_STATE_COUNT; s++) {
        struct job job;
        record_init(&job_record, &job);
        assert_true(TEXT_COPY(job.title, job_state_words[s].label));
        job.employer = desk->centre.employer;
        job.state = (enum job_state)s;
        assert_true(TEXT_COPY(job.checked_by, "张所长"));
        must(desk,
             store_insert_reckoned(desk->centre.store, &job_record, &job, true, &desk->centre.err));
        ids[s] = job.head.id;
    }
    assert_true(end(desk, true));
    assert_non_null(strstr(centre_check(&desk->centre), "没有办理记录"));
    must(desk, service_upgrade(desk->centre.store, &desk->centre.err));
    int64_t version = store_data_version(desk->centre.store);
    must(desk, service_upgrade(desk->centre.store, &desk->centre.err));
    assert_int_equal(store_data_version(desk->centre.store), version);
    must(desk, job_adopt(desk->centre.store, false, &needed, &desk->centre.err));
    assert_false(needed);
    for (int s = JOB_DRAFT; s < JOB_STATE_COUNT; s++) {
        assert_int_equal(job_now(desk, ids[s]).state, s);
        check_text(job_now(desk, ids[s]).checked_by, "张所长", "who had checked it");
        assert_int_equal(fold_now(desk, ids[s]).state, s - 1);
    }
    assert_int_equal(retitle(desk, HE, ids[JOB_OPEN], "改"), EDIT_WAITS);
}

/* --- what ties ----------------------------------------------------------------------------- */

static void a_state_that_no_step_led_to_is_found(void **state) {
    struct desk *desk = *state;
    row_id       id = opened(desk);
    must(desk, begin(desk, HE));
    assert_true(end(desk, job_reckon(desk->centre.store, id, JOB_CLOSED, &desk->centre.err)));
    const char *wrong = centre_check(&desk->centre);
    assert_non_null(wrong);
    assert_non_null(strstr(wrong, "状态"));
    must(desk, begin(desk, HE));
    assert_true(
        end(desk, standing_rebuild(desk->centre.store, service_flows(), &desk->centre.err)));
    assert_int_equal(job_now(desk, id).state, JOB_OPEN);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(what_one_has_written_another_approves),
        TEST(whoever_has_touched_it_is_an_author),
        TEST(who_sends_it_to_the_review_is_an_author_too),
        TEST(another_way_to_write_a_name_is_no_second_person),
        TEST(each_role_does_its_part_and_no_other),
        TEST(returned_it_is_a_draft_with_its_reason),
        TEST(what_is_changed_during_the_review_goes_back),
        TEST(a_change_of_what_is_open_waits_and_then_shows),
        TEST(who_reviews_may_not_approve_their_own_revision),
        TEST(a_second_change_joins_the_first_and_its_author_too),
        TEST(the_same_change_again_waits_once),
        TEST(a_rejected_change_is_gone),
        TEST(a_revision_does_not_outlive_the_posting),
        TEST(a_revision_that_would_be_wrong_is_refused_at_once),
        TEST(tags_and_long_texts_wait_like_the_rest),
        TEST(what_the_review_writes_nobody_else_writes),
        TEST(who_has_seen_an_older_version_changes_nothing),
        TEST(no_undo_goes_behind_the_review),
        TEST(staff_are_reminded_three_days_before_and_it_ends_after_its_last_day),
        TEST(a_lapsed_one_is_renewed_reviewed_and_ends_again),
        TEST(a_later_day_that_was_approved_moves_the_end),
        TEST(what_would_be_over_already_is_not_approved),
        TEST(a_withdrawn_one_begins_again_as_a_draft),
        TEST(the_last_place_fills_it_and_one_given_back_opens_it),
        TEST(more_places_for_a_full_one_are_reviewed_and_open_it),
        TEST(whoever_is_hired_while_more_places_wait_has_one_of_them),
        TEST(old_postings_stand_where_they_stood_and_once),
        TEST(a_state_that_no_step_led_to_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
