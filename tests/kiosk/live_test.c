/* SPDX-License-Identifier: GPL-3.0-or-later
 * live_test.c - what another process does while somebody stands there: postings come, go and
 * change, the database appears; and that nothing is drawn when nothing happens. */
#include "kiosk/watcher.h"
#include "services/jobs/job.h"
#include "services/service.h"
#include "support/check.h"
#include "support/job_put.h"
#include "support/stage.h"

#include <SDL.h>
#include <stdlib.h>

struct data {
    struct store *desk; /* the other process's, so to say */
    struct kiosk  kiosk;
};

static int set_up(void **state) {
    struct data *d = calloc(1, sizeof(*d));
    (void)stage_data_make(state);
    d->desk = stage_desk();
    stage_open(&d->kiosk, stage_data(), &stage_forms[0]);
    *state = d;
    return 0;
}

static int tear_down(void **state) {
    struct data *d = *state;
    stage_close(&d->kiosk);
    store_close(d->desk);
    free(d);
    return stage_data_remove(state);
}

/* The posting of that title gets another title or state. */
static void change(struct data *d, const char *title, const char *new_title, enum job_state state) {
    struct arena       arena = { 0 };
    struct err         err = { 0 };
    struct job         job;
    row_id             id;
    const struct value values[] = { value_text(title) };
    if (!store_find(d->desk, "SELECT id FROM job WHERE title = $1", values, 1, &id, &err) ||
        !store_get(d->desk, &job_record, id, &job, &arena, &err) ||
        !store_begin(d->desk, "system", &err))
        fail_msg("%s: %s", title, err.text);
    assert_true(TEXT_COPY(job.title, new_title));
    if (!store_update(d->desk, &job_record, &job, &err) || !job_reckon(d->desk, id, state, &err) ||
        !store_commit(d->desk, &err))
        fail_msg("%s: %s", title, err.text);
    arena_deinit(&arena);
}

static void the_count_follows_a_commit_of_another_process(void **state) {
    struct data *d = *state;
    stage_play(&d->kiosk, "expect 128 个");
    assert_false(kiosk_stale(&d->kiosk));
    change(d, "小区保洁员", "小区保洁员", JOB_FILLED);
    assert_true(kiosk_stale(&d->kiosk));
    kiosk_draw(&d->kiosk);
    assert_false(kiosk_stale(&d->kiosk));
    stage_play(&d->kiosk, "expect 127 个\nabsent 小区保洁员");
}

static void a_posting_that_goes_while_it_is_read_says_so_and_leads_back(void **state) {
    struct data *d = *state;
    stage_play(&d->kiosk, "tap 找工作\ntap 小区保洁员\nexpect 0738-0000615");
    change(d, "小区保洁员", "小区保洁员", JOB_CLOSED);
    stage_play(&d->kiosk, "expect 这个岗位已经不招了\nabsent 0738-0000615\ntap 看别的岗位\n"
                          "expect 搜索岗位\nabsent 小区保洁员");
}

static void a_posting_that_changes_while_it_is_read_shows_the_change(void **state) {
    struct data *d = *state;
    stage_play(&d->kiosk, "tap 找工作\ntap 小区保洁员");
    change(d, "小区保洁员", "小区保洁和绿化", JOB_OPEN);
    stage_play(&d->kiosk, "expect 小区保洁和绿化\ntap 返回\nexpect 小区保洁和绿化");
}

static row_id job_called(struct data *d, const char *title) {
    const struct value value = value_text(title);
    struct err         err = { 0 };
    row_id             id;
    if (!store_find(d->desk, "SELECT id FROM job WHERE title = $1", &value, 1, &id, &err))
        fail_msg("%s: %s", title, err.text);
    return id;
}

static void retitle(struct data *d, row_id id, const char *title) {
    const struct flow_by by = { .who = WHO_STAFF, .name = "何文", .terminal = "D01" };
    struct arena         arena = { 0 };
    struct err           err = { 0 };
    struct job           job;
    enum edit_outcome    outcome;
    if (!store_get(d->desk, &job_record, id, &job, &arena, &err) ||
        !store_begin(d->desk, by.name, &err) || !TEXT_COPY(job.title, title) ||
        !flow_edit(d->desk, &job_flow, &job, &by, &outcome, &err) || !store_commit(d->desk, &err))
        fail_msg("%s: %s", title, err.text);
    assert_int_equal(outcome, EDIT_WAITS);
    arena_deinit(&arena);
}

static void step_of(struct data *d, row_id id, const char *step, const void *fields,
                    const char *name) {
    const struct flow_by by = { .who = WHO_STAFF, .name = name, .terminal = "D01" };
    struct err           err = { 0 };
    if (!store_begin(d->desk, name, &err) ||
        !flow_step(d->desk, &job_flow, id, step, fields, &by, &err) || !store_commit(d->desk, &err))
        fail_msg("%s: %s", step, err.text);
}

/* The glass follows the second person, not the first. */
static void a_change_shows_when_another_person_has_approved_it(void **state) {
    struct data *d = *state;
    row_id       id = job_called(d, "小区保洁员");
    stage_play(&d->kiosk, "tap 找工作\ntap 小区保洁员");
    retitle(d, id, "小区保洁和绿化");
    stage_play(&d->kiosk, "expect 小区保洁员\nabsent 小区保洁和绿化");
    step_of(d, id, "approve", NULL, "刘敏");
    assert_true(kiosk_stale(&d->kiosk));
    stage_play(&d->kiosk, "expect 小区保洁和绿化\ntap 返回\nexpect 小区保洁和绿化\n"
                          "absent 小区保洁员");
}

static void one_that_is_taken_down_goes_and_comes_back_with_the_next_approval(void **state) {
    static const struct withdraw_form off = { WITHDRAW_COMPLAINT, NULL };
    struct data                      *d = *state;
    row_id                            id = job_called(d, "小区保洁员");
    stage_play(&d->kiosk, "expect 128 个");
    step_of(d, id, "withdraw", &off, "何文");
    stage_play(&d->kiosk, "expect 127 个\nabsent 小区保洁员");
    struct arena         arena = { 0 };
    struct err           err = { 0 };
    struct job           job;
    enum edit_outcome    outcome;
    const struct flow_by by = { .who = WHO_STAFF, .name = "何文", .terminal = "D01" };
    if (!store_get(d->desk, &job_record, id, &job, &arena, &err) ||
        !store_begin(d->desk, by.name, &err) || !TEXT_COPY(job.hours, "7:00–16:00") ||
        !flow_edit(d->desk, &job_flow, &job, &by, &outcome, &err) || !store_commit(d->desk, &err))
        fail_msg("%s", err.text);
    arena_deinit(&arena);
    step_of(d, id, "propose", NULL, "何文");
    stage_play(&d->kiosk, "expect 127 个");
    step_of(d, id, "approve", NULL, "刘敏");
    stage_play(&d->kiosk, "expect 128 个");
}

/* Its last day is a day like the others; the next it is gone, though nobody committed anything. */
static void a_posting_goes_with_its_closing_day(void **state) {
    struct data *d = *state;
    time_ms      clock;
    stage_play(&d->kiosk, "tap 找工作\ntap 缝纫工（可先培训）\nexpect 11 月 30 日截止");
    assert_true(time_parse("2026-11-30T23:59", &clock));
    world_set_clock(&d->kiosk.world, clock); /* days go by, but nobody stands there for days */
    stage_play(&d->kiosk, "wait 1\nexpect 11 月 30 日截止\nwait 39998\npress Tab\nwait 20001\n"
                          "expect 这个岗位已经不招了");
}

static void the_page_stays_within_a_list_that_shrinks(void **state) {
    struct data  *d = *state;
    struct arena  arena = { 0 };
    struct err    err = { 0 };
    struct job    job;
    struct query *query = NULL;
    row_id        ids[200];
    size_t        count = 0;
    stage_play(&d->kiosk, "tap 找工作\npress End\nexpect –128 个");
    if (!query_open(&query, d->desk, &job_record, "WHERE state = 'open'", NULL, 0, &err))
        fail_msg("%s", err.text);
    while (count < 100 && query_next(query, &job, &arena))
        ids[count++] = job.head.id;
    assert_true(query_close(query, &err));
    assert_true(store_begin(d->desk, "system", &err));
    for (size_t i = 0; i < count; i++)
        assert_true(job_reckon(d->desk, ids[i], JOB_CLOSED, &err));
    assert_true(store_commit(d->desk, &err));
    arena_deinit(&arena);
    stage_play(&d->kiosk, "wait 1\nexpect 共 \nabsent –128 个\ntap 上一页");
}

static void nothing_is_drawn_when_nothing_happens(void **state) {
    struct data *d = *state;
    size_t       count = 99;
    assert_false(kiosk_stale(&d->kiosk));
    (void)visit_draw(&d->kiosk.visit, &count);
    check_number(count, 0, "a frame that shows the same paints nothing");
    assert_true(kiosk_patience_ms(&d->kiosk) > 0 && kiosk_patience_ms(&d->kiosk) <= 60000);
    world_advance(&d->kiosk.world, kiosk_patience_ms(&d->kiosk));
    assert_true(kiosk_stale(&d->kiosk)); /* another minute */
    kiosk_draw(&d->kiosk);
    assert_false(kiosk_stale(&d->kiosk));
}

static void a_store_that_comes_late_is_opened_without_a_restart(void **state) {
    (void)state;
    struct kiosk kiosk;
    char         folder[TEMP_PATH];
    (void)snprintf(folder, sizeof(folder), "%s", temp_path(stage_temp(), "late"));
    stage_open(&kiosk, folder, &stage_forms[0]);
    stage_play(&kiosk, "expect 这台机器");
    stage_demo(folder);
    assert_true(kiosk_patience_ms(&kiosk) <= 5000);
    stage_play(&kiosk, "wait 5000\nexpect 128 个\ntap 找工作\nexpect 小区保洁员");
    stage_close(&kiosk);
}

/* Staff put a backup in the place of a database: what is shown is the new one, from home. */
static void another_database_in_its_place_is_opened_without_a_restart(void **state) {
    struct data *d = *state;
    char         old[TEMP_PATH + 8], gone[TEMP_PATH + 8];
    (void)snprintf(old, sizeof(old), "%s", stage_data());
    (void)snprintf(gone, sizeof(gone), "%s.gone", stage_data());
    stage_play(&d->kiosk, "tap 找工作\ntap 小区保洁员\nexpect 岗位详情");
    assert_false(kiosk_stale(&d->kiosk));
    assert_int_equal(rename(old, gone), 0);
    assert_true(kiosk_stale(&d->kiosk));
    assert_null(d->kiosk.store);
    kiosk_draw(&d->kiosk);
    stage_play(&d->kiosk, "expect 这台机器还没有装好\nabsent 岗位详情");
    stage_demo(stage_data());
    stage_play(&d->kiosk, "wait 5000\nexpect 128 个\ntap 找工作\nexpect 小区保洁员");
    assert_int_equal(d->kiosk.opened, 2);
}

static void the_watcher_wakes_the_loop_after_a_commit(void **state) {
    struct data    *d = *state;
    struct watcher *watcher = NULL;
    struct err      err = { 0 };
    SDL_Event       event;
    assert_int_equal(SDL_Init(SDL_INIT_EVENTS), 0);
    Uint32 type = SDL_RegisterEvents(1);
    if (!watcher_start(&watcher, stage_data(), type, &err))
        fail_msg("%s", err.text);
    change(d, "小区保洁员", "小区保洁员", JOB_FILLED);
    bool woken = false;
    while (!woken && SDL_WaitEventTimeout(&event, 10000))
        woken = event.type == type;
    assert_true(woken);
    assert_true(kiosk_stale(&d->kiosk));
    watcher_stop(watcher);
    SDL_Quit();
    assert_false(watcher_start(&watcher, temp_path(stage_temp(), "nowhere"), type, &err));
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_count_follows_a_commit_of_another_process),
        TEST(a_posting_that_goes_while_it_is_read_says_so_and_leads_back),
        TEST(a_posting_that_changes_while_it_is_read_shows_the_change),
        TEST(a_change_shows_when_another_person_has_approved_it),
        TEST(one_that_is_taken_down_goes_and_comes_back_with_the_next_approval),
        TEST(a_posting_goes_with_its_closing_day),
        TEST(the_page_stays_within_a_list_that_shrinks),
        TEST(nothing_is_drawn_when_nothing_happens),
        TEST(a_store_that_comes_late_is_opened_without_a_restart),
        TEST(another_database_in_its_place_is_opened_without_a_restart),
        TEST(the_watcher_wakes_the_loop_after_a_commit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
