/* SPDX-License-Identifier: GPL-3.0-or-later
 * reimport_test.c - the county's list comes again next week: what is the same stays, what changed
 * is changed and reviewed again, what staff and other sheets know is kept, nothing doubles. */
#include "services/jobs/job_flow.h"
#include "services/service.h"
#include "support/check.h"
#include "support/clerk.h"

/* "new updated same skipped errors" of an import. */
static const char *import(struct clerk *clerk, const char *csv) {
    const struct plan *plan = clerk_import(clerk, csv);
    if (!plan)
        fail_msg("%s", clerk->err.text);
    const size_t *n = plan->counts;
    return arena_printf(&clerk->arena, "%zu %zu %zu %zu %zu", n[PLAN_NEW],
                        n[PLAN_UPDATED] + n[PLAN_WAITS], n[PLAN_SAME], n[PLAN_SKIPPED],
                        n[PLAN_ERROR]);
}

static int64_t stored(struct clerk *clerk, const char *what) {
    const char *sql = arena_printf(&clerk->arena, "SELECT count(*) FROM %s", what);
    int64_t     count = -1;
    if (!store_number(clerk->store, sql, NULL, 0, &count, &clerk->err))
        fail_msg("%s", clerk->err.text);
    return count;
}

static struct job *job_called(struct clerk *clerk, const char *title) {
    const struct value value = value_text(title);
    struct job        *job = ARENA_NEW(&clerk->arena, struct job);
    row_id             id;
    if (!store_find(clerk->store, "SELECT id FROM job WHERE title = $1 ORDER BY id", &value, 1, &id,
                    &clerk->err) ||
        !store_get(clerk->store, &job_record, id, job, &clerk->arena, &clerk->err))
        fail_msg("%s: %s", title, clerk->err.text);
    return job;
}

static void staff_change(struct clerk *clerk, struct job *job) {
    if (!store_begin(clerk->store, "刘敏", &clerk->err) ||
        !store_update(clerk->store, &job_record, job, &clerk->err) ||
        !store_commit(clerk->store, &clerk->err))
        fail_msg("%s", clerk->err.text);
}

#define HEAD "用工单位,岗位名称,工作地点,月薪,招聘人数\n"
#define SEWER "鸿发服饰厂,缝纫工,易扶新村,3000-4500,10\n"
#define CLEANER "鸿发服饰厂,保洁员,易扶新村,2100,2\n"

static void the_same_list_changes_nothing(void **state) {
    struct clerk *clerk = *state;
    check_text(import(clerk, HEAD SEWER CLEANER), "2 0 0 1 0", "first");
    int64_t version = store_data_version(clerk->store);
    check_text(import(clerk, HEAD SEWER CLEANER), "0 0 2 1 0", "again");
    world_advance(&clerk->world, (int64_t)9 * 24 * 3600 * 1000);
    check_text(import(clerk, HEAD SEWER CLEANER), "0 0 2 1 0", "nine days later");
    check_text(import(clerk, HEAD CLEANER SEWER), "0 0 2 1 0", "in another order");
    check_text(
        import(clerk, "岗位,单位,工资（元/月）,地点\n缝纫工,鸿发服饰厂,3000-4500,易扶新村\n"),
        "0 0 1 1 0", "under other headings, with a column less");
    assert_int_equal(store_data_version(clerk->store), version);
    assert_int_equal(stored(clerk, "job"), 2);
    assert_int_equal(stored(clerk, "employer"), 1);
}

static void a_key_is_the_same_however_it_is_spelled(void **state) {
    struct clerk *clerk = *state;
    (void)import(clerk, HEAD "Ａ1鞋厂,针车工,青树坪镇,3000,1\n");
    static const char *const again[] = {
        HEAD "A1鞋厂,针车工,青树坪镇,3000,1\n",
        HEAD "ａ１鞋厂,针 车 工,青树坪 镇,3000,1\n",
        HEAD "\"A1\n鞋厂\",\"针车\n工\",　青树坪镇 ,3000,1\n",
        HEAD "A1\xE2\x80\x8B鞋厂,针\xEF\xBB\xBF车工,青树坪镇\xC2\xA0,３０００,１\n",
    };
    for (size_t i = 0; i < ROWS(again); i++)
        check_text(import(clerk, again[i]), "0 0 1 1 0", again[i]);
    assert_int_equal(stored(clerk, "employer"), 1);
    check_text(import(clerk, HEAD "A1鞋厂,针车工,永丰镇,3000,1\n"), "1 0 0 1 0", "another place");
}

/* Somebody else than who imports approves what waits. */
static void approve(struct clerk *clerk, row_id job) {
    const struct flow_by by = { .who = WHO_STAFF, .name = "刘敏", .terminal = "D01" };
    if (!store_begin(clerk->store, by.name, &clerk->err) ||
        !flow_step(clerk->store, &job_flow, job, "approve", NULL, &by, &clerk->err) ||
        !store_commit(clerk->store, &clerk->err))
        fail_msg("%s", clerk->err.text);
}

static void what_changed_waits_for_the_review_and_the_rest_stays(void **state) {
    struct clerk *clerk = *state;
    clerk->open = true;
    (void)import(clerk, HEAD SEWER CLEANER);
    assert_int_equal(job_called(clerk, "缝纫工")->state, JOB_OPEN);
    clerk->open = false;
    check_text(import(clerk, HEAD "鸿发服饰厂,缝纫工,易扶新村,3500-5000,10\n" CLEANER), "0 1 1 1 0",
               "pay");
    struct job *job = job_called(clerk, "缝纫工");
    assert_int_equal(job->pay_min.fen, 300000);
    assert_int_equal(job->state, JOB_OPEN);
    assert_int_equal(job_called(clerk, "保洁员")->state, JOB_OPEN);
    struct plan *again =
        clerk_import(clerk, HEAD "鸿发服饰厂,缝纫工,易扶新村,3500-5000,10\n" CLEANER);
    assert_int_equal(again->counts[PLAN_WAITS], 1);
    approve(clerk, job->head.id);
    assert_int_equal(job_called(clerk, "缝纫工")->pay_min.fen, 350000);
    check_text(import(clerk, HEAD "鸿发服饰厂,缝纫工,易扶新村,面议,10\n"), "0 1 0 1 0",
               "from a sum to none");
    approve(clerk, job->head.id);
    assert_true(money_absent(job_called(clerk, "缝纫工")->pay_min));
    clerk->open = true;
    check_text(import(clerk, HEAD "鸿发服饰厂,缝纫工,易扶新村,3800,10\n"), "0 1 0 1 0",
               "approved by the second person at once");
    assert_int_equal(job_called(clerk, "缝纫工")->pay_min.fen, 380000);
    assert_int_equal(job_called(clerk, "缝纫工")->state, JOB_OPEN);
}

static void what_is_still_in_the_review_is_changed_and_stays_in_it(void **state) {
    struct clerk *clerk = *state;
    (void)import(clerk, HEAD SEWER);
    assert_int_equal(job_called(clerk, "缝纫工")->state, JOB_REVIEW);
    struct plan *plan = clerk_import(clerk, HEAD "鸿发服饰厂,缝纫工,易扶新村,3500-5000,10\n");
    assert_int_equal(plan->counts[PLAN_UPDATED], 1);
    assert_int_equal(job_called(clerk, "缝纫工")->pay_min.fen, 350000);
    assert_int_equal(job_called(clerk, "缝纫工")->state, JOB_REVIEW);
}

static void nobody_imports_and_has_checked_it_too(void **state) {
    struct clerk *clerk = *state;
    clerk->open = true;
    clerk->checked_by = "王小梅";
    struct plan *plan = clerk_plan_text(clerk, HEAD SEWER);
    assert_non_null(plan);
    assert_false(plan_apply(plan, clerk->store, "王小梅", &clerk->err));
    assert_non_null(strstr(clerk->err.text, "另一个人"));
    assert_int_equal(stored(clerk, "job"), 0);
    assert_int_equal(stored(clerk, "employer"), 0);
}

static void what_waited_is_opened_by_the_same_list(void **state) {
    struct clerk *clerk = *state;
    (void)import(clerk, HEAD SEWER);
    clerk->open = true;
    check_text(import(clerk, HEAD SEWER), "0 1 0 1 0", "opened");
    struct job *job = job_called(clerk, "缝纫工");
    assert_int_equal(job->state, JOB_OPEN);
    check_text(job->checked_by, "刘敏", "by whom");
    check_text(import(clerk, HEAD SEWER), "0 0 1 1 0", "once");
    clerk->open = false;
    check_text(import(clerk, HEAD SEWER), "0 0 1 1 0", "and it stays open");
}

static void staff_fill(struct clerk *clerk, const struct job *job) {
    const struct flow_by by = { .who = WHO_SYSTEM, .terminal = "D01" };
    if (!store_begin(clerk->store, "system", &clerk->err) ||
        !flow_step(clerk->store, &job_flow, job->head.id, "fill", NULL, &by, &clerk->err) ||
        !store_commit(clerk->store, &clerk->err))
        fail_msg("%s", clerk->err.text);
}

static void what_staff_has_closed_stays_closed(void **state) {
    struct clerk *clerk = *state;
    clerk->open = true;
    (void)import(clerk, HEAD SEWER);
    struct job *job = job_called(clerk, "缝纫工");
    job->places = 0;
    staff_change(clerk, job);
    staff_fill(clerk, job);
    check_text(import(clerk, HEAD SEWER), "0 0 1 1 0", "the same list does not open it again");
    check_text(import(clerk, HEAD "鸿发服饰厂,缝纫工,易扶新村,3000-4500,20\n"), "0 1 0 1 0",
               "ten more are wanted: that is news");
    assert_int_equal(job_called(clerk, "缝纫工")->state, JOB_OPEN);
}

static void places_go_with_the_number_wanted(void **state) {
    struct clerk *clerk = *state;
    (void)import(clerk, HEAD SEWER);
    struct job *job = job_called(clerk, "缝纫工");
    job->places = 3; /* seven are taken */
    staff_change(clerk, job);
    check_text(import(clerk, HEAD SEWER), "0 0 1 1 0", "seven are still taken");
    (void)import(clerk, HEAD "鸿发服饰厂,缝纫工,易扶新村,3000-4500,15\n");
    assert_int_equal(job_called(clerk, "缝纫工")->places, 8);
    (void)import(clerk, HEAD "鸿发服饰厂,缝纫工,易扶新村,3000-4500,5\n");
    assert_int_equal(job_called(clerk, "缝纫工")->places, 0);
}

static void what_the_list_does_not_speak_of_is_kept(void **state) {
    struct clerk *clerk = *state;
    (void)import(clerk, HEAD SEWER);
    struct job *job = job_called(clerk, "缝纫工");
    job->reach = REACH_COUNTY; /* better than what the place seems to say */
    job->age_max = 50;
    assert_true(TEXT_COPY(job->phone, "13800001234"));
    job->notes = "刘敏：食堂在二楼";
    staff_change(clerk, job);
    check_text(import(clerk, HEAD "鸿发服饰厂,缝纫工,易扶新村,底薪2000+提成,10\n"), "0 1 0 1 0",
               "pay");
    job = job_called(clerk, "缝纫工");
    assert_int_equal(job->reach, REACH_COUNTY);
    assert_int_equal(job->age_max, 50);
    check_text(job->phone, "13800001234", "telephone");
    check_text(job->notes, "月薪：底薪2000+提成\n刘敏：食堂在二楼", "both notes");
    (void)import(clerk, HEAD "鸿发服饰厂,缝纫工,易扶新村,3000,10\n");
    check_text(job_called(clerk, "缝纫工")->notes, "刘敏：食堂在二楼",
               "no pay of last week is left");
}

static void what_the_list_says_by_the_way_is_news_too(void **state) {
    struct clerk *clerk = *state;
    const char   *sheets[] = {
          "用工单位,岗位名称,招聘要求,月薪\n鸿发服饰厂,缝纫工,18-45岁，女性,3000，包吃\n",
          "用工单位,岗位名称,招聘要求,月薪\n鸿发服饰厂,缝纫工,18-50岁，男女不限,3000，包吃住\n",
    };
    (void)import(clerk, sheets[0]);
    assert_int_equal(job_called(clerk, "缝纫工")->age_max, 45);
    check_text(import(clerk, sheets[1]), "0 1 0 1 0", "older people too");
    struct job *job = job_called(clerk, "缝纫工");
    assert_int_equal(job->age_max, 50);
    assert_int_equal(job->sex, SEX_ANY);
    check_text(job->benefits, "包吃住", "in the cell of the pay");
    check_text(import(clerk, sheets[1]), "0 0 1 1 0", "again");
}

static void tags_are_a_list_of_their_own(void **state) {
    struct clerk *clerk = *state;
    const char   *head = "用工单位,岗位名称,标签\n";
    (void)import(clerk, arena_printf(&clerk->arena, "%s甲厂,缝纫工,可带孩子、月结\n", head));
    assert_int_equal(job_called(clerk, "缝纫工")->tags.count, 2);
    check_text(import(clerk, arena_printf(&clerk->arena, "%s甲厂,缝纫工,可带孩子、月结\n", head)),
               "0 0 1 1 0", "the same");
    check_text(import(clerk, arena_printf(&clerk->arena, "%s甲厂,缝纫工,月结\n", head)),
               "0 1 0 1 0", "one less");
    struct job     *job = job_called(clerk, "缝纫工");
    struct job_tag *tags = job->tags.rows;
    assert_int_equal(job->tags.count, 1);
    check_text(tags[0].tag, "月结", "the other one");
    check_text(import(clerk, "用工单位,岗位名称,月薪\n甲厂,缝纫工,3000\n"), "0 1 0 1 0",
               "a sheet that has no such column");
    assert_int_equal(job_called(clerk, "缝纫工")->tags.count, 1);
}

static void two_of_one_key_are_matched_by_their_terms(void **state) {
    struct clerk *clerk = *state;
    const char *both = HEAD SEWER "鸿发服饰厂,缝纫工,易扶新村,5000-7000,4\n";
    const char *turned = HEAD "鸿发服饰厂,缝纫工,易扶新村,5000-7000,4\n" SEWER;
    const char *raised = HEAD SEWER "鸿发服饰厂,缝纫工,易扶新村,5500-7000,4\n";
    check_text(import(clerk, both), "2 0 0 1 0", "two");
    check_text(import(clerk, both), "0 0 2 1 0", "the same two");
    check_text(import(clerk, turned), "0 0 2 1 0", "the same, turned round");
    check_text(import(clerk, raised), "0 1 1 1 0", "one of them is changed");
    check_text(import(clerk, HEAD SEWER), "0 0 1 1 0", "one of them alone");
    check_text(import(clerk, HEAD SEWER SEWER), "0 0 1 2 0", "and written twice");
    assert_int_equal(stored(clerk, "job"), 2);
}

static void nothing_goes_in_while_a_row_is_wrong(void **state) {
    struct clerk *clerk = *state;
    const char *wrong = HEAD SEWER "乙厂,普工,县城,3000,0\n丙厂,门卫,县城,2000,1\n";
    const char *right = HEAD SEWER "乙厂,普工,县城,3000,3\n丙厂,门卫,县城,2000,1\n";
    int64_t                  version = store_data_version(clerk->store);
    check_text(import(clerk, wrong), "2 0 0 1 1", "told");
    assert_int_equal(stored(clerk, "job"), 0);
    assert_int_equal(stored(clerk, "employer"), 0);
    assert_int_equal(store_data_version(clerk->store), version);
    clerk->skip_wrong = true;
    check_text(import(clerk, wrong), "2 0 0 1 1", "the right ones alone");
    assert_int_equal(stored(clerk, "job"), 2);
    assert_int_equal(stored(clerk, "employer"), 2); /* 乙厂 stays out */
    clerk->skip_wrong = false;
    check_text(import(clerk, right), "1 0 2 1 0", "corrected");
}

static void an_employer_of_wrong_rows_only_stays_out(void **state) {
    struct clerk *clerk = *state;
    clerk->skip_wrong = true;
    (void)import(clerk, HEAD "乙厂,普工,县城,3000,0\n乙厂,门卫,县城,2000,1\n丙厂,,县城,2000,1\n");
    assert_int_equal(stored(clerk, "job"), 1);
    assert_int_equal(stored(clerk, "employer"), 1);
    assert_int_equal(stored(clerk, "employer WHERE name = '乙厂'"), 1);
}

static void what_fails_half_way_leaves_nothing_behind(void **state) {
    struct clerk *clerk = *state;
    struct plan  *plan = clerk_plan_text(clerk, HEAD SEWER "乙厂,普工,县城,3000,1\n");
    assert_non_null(plan);
    assert_int_equal(plan->rows[2].number, 3);
    struct job *last = plan->rows[2].row;
    last->employer = (row_id){ { 7 } }; /* whom nobody knows: the database refuses the row */
    assert_false(plan_apply(plan, clerk->store, "刘敏", &clerk->err));
    assert_non_null(strstr(clerk->err.text, "第 3 行"));
    assert_int_equal(stored(clerk, "job"), 0);
    assert_int_equal(stored(clerk, "employer"), 0);
    check_text(import(clerk, HEAD SEWER "乙厂,普工,县城,3000,1\n"), "2 0 0 1 0", "planned anew");
}

static void twenty_thousand_rows_and_no_more(void **state) {
    struct clerk *clerk = *state;
    const size_t  most = 20000, room = 64;
    char         *csv = arena_alloc(&clerk->arena, (most + 4) * room);
    size_t        used = (size_t)snprintf(csv, room, HEAD);
    for (size_t i = 0; i <= most; i++)
        used += (size_t)snprintf(csv + used, room, "甲厂,缝纫工%zu,县城,3000,1\n", i);
    assert_null(clerk_plan_text(clerk, csv));
    if (!strstr(clerk->err.text, "20000"))
        fail_msg("\"%s\" does not say how many", clerk->err.text);
    csv[used - 1] = '\0';
    *strrchr(csv, '\n') = '\0';
    struct plan *plan = clerk_plan_text(clerk, csv);
    assert_non_null(plan);
    assert_int_equal(plan->counts[PLAN_NEW], most);
}

/* Two clerks at once: what the second one planned was made before the first one's list went in. */
static void a_plan_that_somebody_was_quicker_than_is_not_carried_out(void **state) {
    struct clerk *clerk = *state;
    check_text(import(clerk, "用工单位,岗位名称,工作地点\n鸿发服饰厂,门卫,易扶新村\n"), "1 0 0 1 0",
               "the employer is known");
    struct plan               *late = clerk_plan_text(clerk, HEAD SEWER CLEANER);
    struct clerk               quick = { .world = clerk->world };
    const struct store_options options = { .mode = STORE_WRITE,
                                           .records = service_records(),
                                           .world = &quick.world,
                                           .space_floor = 1 << 20 };
    if (!store_open(&quick.store, temp_path(&clerk->temp, "node"), &options, &clerk->err))
        fail_msg("%s", clerk->err.text);
    check_text(import(&quick, HEAD SEWER CLEANER), "2 0 0 1 0", "another process's import");
    store_close(quick.store);
    arena_deinit(&quick.arena);
    assert_false(plan_apply(late, clerk->store, "刘敏", &clerk->err));
    assert_int_equal(clerk->err.code, ERR_STALE);
    assert_int_equal(stored(clerk, "job"), 3);
    check_text(import(clerk, HEAD SEWER CLEANER), "0 0 2 1 0", "planned anew");
    assert_int_equal(stored(clerk, "job"), 3);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, clerk_setup, clerk_teardown)
    const struct CMUnitTest tests[] = {
        TEST(the_same_list_changes_nothing),
        TEST(a_key_is_the_same_however_it_is_spelled),
        TEST(what_changed_waits_for_the_review_and_the_rest_stays),
        TEST(what_is_still_in_the_review_is_changed_and_stays_in_it),
        TEST(nobody_imports_and_has_checked_it_too),
        TEST(what_waited_is_opened_by_the_same_list),
        TEST(what_staff_has_closed_stays_closed),
        TEST(places_go_with_the_number_wanted),
        TEST(what_the_list_does_not_speak_of_is_kept),
        TEST(what_the_list_says_by_the_way_is_news_too),
        TEST(tags_are_a_list_of_their_own),
        TEST(two_of_one_key_are_matched_by_their_terms),
        TEST(a_plan_that_somebody_was_quicker_than_is_not_carried_out),
        TEST(nothing_goes_in_while_a_row_is_wrong),
        TEST(an_employer_of_wrong_rows_only_stays_out),
        TEST(what_fails_half_way_leaves_nothing_behind),
        TEST(twenty_thousand_rows_and_no_more),
    };
    return cmocka_run_group_tests_name("reimport", tests, NULL, NULL);
}
