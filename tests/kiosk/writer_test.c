/* SPDX-License-Identifier: GPL-3.0-or-later
 * writer_test.c - the thread that writes: saved when told so, one at a time, each outcome once; and
 * when it cannot, a plain sentence, nothing changed, and the next try works. */
#include "kiosk/writer.h"

#include "services/help/help.h"
#include "services/jobs/employer.h"
#include "services/service.h"
#include "support/check.h"
#include "support/stage.h"
#include "support/temp.h"

#include <SDL_mutex.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct data {
    struct temp           temp;
    char                  folder[TEMP_PATH];
    struct store_settings settings;
    struct world          world;
    enum lang             lang;
    struct writer        *writer;
};

struct wish {
    char name[40];
    bool refused; /* after the row is written */
    int  answer;
};

static SDL_sem *held, *letting; /* a work that waits until it is let go */

static bool put(struct store *store, void *data, struct err *err) {
    struct wish    *wish = data;
    struct employer employer;
    record_init(&employer_record, &employer);
    assert_true(TEXT_COPY(employer.name, wish->name));
    if (!store_insert(store, &employer_record, &employer, err))
        return false;
    if (wish->refused)
        return err_code_set(err, ERR_INVALID, "今天已经满了");
    wish->answer = 42;
    return true;
}

static bool put_held(struct store *store, void *data, struct err *err) {
    SDL_SemPost(held);
    SDL_SemWait(letting);
    return put(store, data, err);
}

static void open_writer(struct data *d, bool waits) {
    const struct writer_options how = { .folder = d->folder,
                                        .settings = &d->settings,
                                        .terminal = "K01",
                                        .world = &d->world,
                                        .lang = &d->lang,
                                        .waits = waits };
    d->writer = writer_new(&how);
    assert_non_null(d->writer);
}

static int set_up(void **state) {
    struct data *d = calloc(1, sizeof(*d));
    time_ms      now;
    temp_make(&d->temp);
    (void)snprintf(d->folder, sizeof(d->folder), "%s", temp_path(&d->temp, "data"));
    stage_demo(d->folder);
    assert_true(time_parse(STAGE_CLOCK, &now));
    world_virtual(&d->world, now, 1);
    d->settings = (struct store_settings){ .page_limit_mb = 4096, .space_floor_mb = 16 };
    held = SDL_CreateSemaphore(0);
    letting = SDL_CreateSemaphore(0);
    open_writer(d, true);
    *state = d;
    return 0;
}

static int tear_down(void **state) {
    struct data *d = *state;
    writer_free(d->writer);
    temp_remove(&d->temp);
    SDL_DestroySemaphore(held);
    SDL_DestroySemaphore(letting);
    free(d);
    return 0;
}

static bool begin(struct data *d, save_work *work, const char *name, bool refused) {
    struct wish   wish = { .refused = refused };
    struct saver *saver = writer_saver(d->writer);
    assert_true(TEXT_COPY(wish.name, name));
    return saver->save(saver, work, &wish, sizeof(wish));
}

static enum save_state outcome(struct data *d, struct wish *ret_wish, struct err *ret_err) {
    struct saver *saver = writer_saver(d->writer);
    return saver->state(saver, ret_wish, sizeof(*ret_wish), ret_err);
}

/* As another process sees it. */
static int64_t number(struct data *d, const char *sql, const char *text) {
    struct store              *store = NULL;
    int64_t                    rows = 0;
    struct world               world;
    struct err                 err = { 0 };
    const struct value         values[] = { value_text(text) };
    const struct store_options how = { .mode = STORE_READ,
                                       .records = service_records(),
                                       .world = &world };
    world_real(&world);
    if (!store_open(&store, d->folder, &how, &err) ||
        !store_number(store, sql, values, text != NULL, &rows, &err))
        fail_msg("%s", err.text);
    store_close(store);
    return rows;
}

static int64_t rows_named(struct data *d, const char *name) {
    return number(d, "SELECT count(*) FROM employer WHERE name = $1", name);
}

static void what_is_told_as_done_is_there(void **state) {
    struct data *d = *state;
    struct wish  wish = { 0 };
    struct err   err = { 0 };
    check_number(outcome(d, &wish, &err), SAVE_IDLE, "before anything");
    assert_true(begin(d, put, "新单位", false));
    check_number(outcome(d, &wish, &err), SAVE_DONE, "done");
    check_number(wish.answer, 42, "what the work left");
    check_number(rows_named(d, "新单位"), 1, "in the store");
    check_number(outcome(d, &wish, &err), SAVE_IDLE, "told once");
}

static void one_save_at_a_time_and_not_before_the_last_was_told(void **state) {
    struct data *d = *state;
    struct wish  wish = { 0 };
    struct err   err = { 0 };
    writer_free(d->writer);
    open_writer(d, false);
    assert_true(begin(d, put_held, "第一个", false));
    SDL_SemWait(held);
    assert_true(writer_busy(d->writer));
    assert_false(begin(d, put, "第二个", false));
    check_number(outcome(d, &wish, &err), SAVE_UNDER_WAY, "not saved yet");
    check_number(rows_named(d, "第一个"), 0, "nobody sees half of it");
    SDL_SemPost(letting);
    enum save_state now = SAVE_UNDER_WAY;
    while (now == SAVE_UNDER_WAY)
        now = outcome(d, &wish, &err);
    check_number(now, SAVE_DONE, "then it is");
    assert_false(writer_busy(d->writer));
    assert_true(begin(d, put, "第二个", false));
}

static void a_work_that_refuses_leaves_nothing_and_its_own_words(void **state) {
    struct data *d = *state;
    struct wish  wish = { 0 };
    struct err   err = { 0 };
    assert_true(begin(d, put, "不成的", true));
    check_number(outcome(d, &wish, &err), SAVE_FAILED, "refused");
    check_text(err.text, "今天已经满了", "for whoever stands there");
    check_number(rows_named(d, "不成的"), 0, "rolled back");
    assert_true(begin(d, put, "不成的", false));
    check_number(outcome(d, &wish, &err), SAVE_DONE, "the next try");
}

static void a_busy_store_is_said_plainly_and_tried_again(void **state) {
    struct data               *d = *state;
    struct store              *other = NULL;
    struct wish                wish = { 0 };
    struct err                 err = { 0 };
    const struct store_options how = {
        .mode = STORE_WRITE, .records = service_records(), .world = &d->world, .space_floor = 1
    };
    assert_true(store_open(&other, d->folder, &how, &err));
    assert_true(store_begin(other, "system", &err));
    assert_true(begin(d, put, "要等的", false));
    check_number(outcome(d, &wish, &err), SAVE_FAILED, "somebody else writes");
    check_number(err.code, ERR_BUSY, "the code");
    assert_non_null(strstr(err.text, "过一会儿再试"));
    store_rollback(other);
    store_close(other);
    assert_true(begin(d, put, "要等的", false));
    check_number(outcome(d, &wish, &err), SAVE_DONE, "the next try");
}

static void a_full_disk_is_said_plainly_and_heals(void **state) {
    struct data *d = *state;
    struct wish  wish = { 0 };
    struct err   err = { 0 };
    d->settings.space_floor_mb = 1 << 30; /* more than any disk has */
    assert_true(begin(d, put, "没地方", false));
    check_number(outcome(d, &wish, &err), SAVE_FAILED, "no room");
    check_number(err.code, ERR_FULL, "the code");
    assert_non_null(strstr(err.text, "存满了"));
    check_number(rows_named(d, "没地方"), 0, "nothing half");
    d->settings.space_floor_mb = 16;
    writer_forget(d->writer);
    assert_true(begin(d, put, "没地方", false));
    check_number(outcome(d, &wish, &err), SAVE_DONE, "there is room again");
}

static void a_store_that_is_not_there_is_said_plainly_and_comes_back(void **state) {
    struct data *d = *state;
    struct wish  wish = { 0 };
    struct err   err = { .lang = LANG_ZH };
    char         away[TEMP_PATH];
    (void)snprintf(away, sizeof(away), "%s", temp_path(&d->temp, "away"));
    assert_int_equal(rename(d->folder, away), 0);
    assert_true(begin(d, put, "没有库", false));
    check_number(outcome(d, &wish, &err), SAVE_FAILED, "no database");
    assert_non_null(strstr(err.text, "请找工作人员"));
    assert_int_equal(rename(away, d->folder), 0);
    assert_true(begin(d, put, "没有库", false));
    check_number(outcome(d, &wish, &err), SAVE_DONE, "it is back");
}

static void another_database_in_its_place_is_what_is_written(void **state) {
    struct data *d = *state;
    struct wish  wish = { 0 };
    struct err   err = { 0 };
    char         away[TEMP_PATH];
    (void)snprintf(away, sizeof(away), "%s", temp_path(&d->temp, "away"));
    assert_true(begin(d, put, "旧库", false));
    check_number(outcome(d, &wish, &err), SAVE_DONE, "into the first");
    assert_int_equal(rename(d->folder, away), 0);
    stage_demo(d->folder);
    assert_true(begin(d, put, "新库", false));
    check_number(outcome(d, &wish, &err), SAVE_DONE, "into the second");
    check_number(rows_named(d, "新库"), 1, "it is there");
    check_number(rows_named(d, "旧库"), 0, "and what belongs to the first is not");
}

static void a_save_has_the_kiosks_clock(void **state) {
    struct data *d = *state;
    struct wish  wish = { 0 };
    struct err   err = { 0 };
    world_advance(&d->world, 3600000);
    assert_true(begin(d, put, "一小时后", false));
    check_number(outcome(d, &wish, &err), SAVE_DONE, "done");
    struct store              *store = NULL;
    int64_t                    stamp = 0;
    struct world               world;
    const struct store_options how = { .mode = STORE_READ,
                                       .records = service_records(),
                                       .world = &world };
    world_real(&world);
    assert_true(store_open(&store, d->folder, &how, &err));
    assert_true(store_number(store, "SELECT max(stamp) FROM journal", NULL, 0, &stamp, &err));
    store_close(store);
    check_number(stamp, world_now(&d->world).ms, "the stamp");
}

static void forgetting_closes_its_store_and_the_next_save_opens_it(void **state) {
    struct data *d = *state;
    struct wish  wish = { 0 };
    struct err   err = { 0 };
    writer_forget(d->writer); /* before anything was saved */
    for (int i = 0; i < 3; i++) {
        char name[40];
        (void)snprintf(name, sizeof(name), "第 %d 家", i);
        assert_true(begin(d, put, name, false));
        if (i == 1) { /* its outcome is wanted by nobody any more */
            writer_forget(d->writer);
            check_number(outcome(d, &wish, &err), SAVE_IDLE, "gone with whoever asked for it");
        } else {
            check_number(outcome(d, &wish, &err), SAVE_DONE, "done");
        }
        check_number(rows_named(d, name), 1, "saved all the same");
    }
}

static void the_round_writes_what_is_due_and_only_that(void **state) {
    struct data     *d = *state;
    struct help_wish wish = { .terminal = "K01" };
    struct err       err = { 0 };
    struct saver    *saver = writer_saver(d->writer);
    assert_true(saver->save(saver, help_call, &wish, sizeof(wish)));
    assert_false(writer_round(d->writer)); /* the call is not told as saved yet */
    check_number(saver->state(saver, &wish, sizeof(wish), &err), SAVE_DONE, "called");
    assert_true(writer_round(d->writer));
    check_number(number(d, "SELECT count(*) FROM step WHERE name = 'lapse'", NULL), 0, "not yet");
    world_advance(&d->world, 2 * 86400000LL);
    assert_true(writer_round(d->writer) && writer_round(d->writer));
    check_number(number(d, "SELECT count(*) FROM step WHERE name = 'lapse'", NULL), 1, "once");
    assert_true(begin(d, put, "之后", false));
    check_number(saver->state(saver, NULL, 0, &err), SAVE_DONE, "saves go on");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(what_is_told_as_done_is_there),
        TEST(one_save_at_a_time_and_not_before_the_last_was_told),
        TEST(a_work_that_refuses_leaves_nothing_and_its_own_words),
        TEST(a_busy_store_is_said_plainly_and_tried_again),
        TEST(a_full_disk_is_said_plainly_and_heals),
        TEST(a_store_that_is_not_there_is_said_plainly_and_comes_back),
        TEST(another_database_in_its_place_is_what_is_written),
        TEST(a_save_has_the_kiosks_clock),
        TEST(forgetting_closes_its_store_and_the_next_save_opens_it),
        TEST(the_round_writes_what_is_due_and_only_that),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
