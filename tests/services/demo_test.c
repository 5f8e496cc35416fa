/* SPDX-License-Identifier: GPL-3.0-or-later
 * demo_test.c - the shipped demonstration data: whole, true to the pictures, harmless, and laid
 * down once only. */
#include "services/demo.h"

#include "base/file.h"
#include "services/jobs/job_list.h"
#include "services/service.h"
#include "support/job_put.h"
#include "support/seed.h"
#include "support/temp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct demo {
    struct temp   temp;
    struct world  world;
    struct arena  arena;
    struct store *store;
    struct err    err;
};

#define must(demo, call)                                                                           \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s", #call, (demo)->err.text);                                           \
    } while (0)

static bool seed(struct demo *demo) {
    bool done = store_begin(demo->store, "system", &demo->err);
    for (size_t s = 0; done && services[s]; s++)
        done = !services[s]->seed || services[s]->seed(demo->store, &demo->err);
    return done && store_commit(demo->store, &demo->err);
}

static int setup(void **state) {
    struct demo *demo = calloc(1, sizeof(*demo));
    if (!demo)
        return -1;
    temp_make(&demo->temp);
    support_world(&demo->world);
    const struct store_options options = {
        .mode = STORE_CREATE,
        .records = service_records(),
        .world = &demo->world,
        .space_floor = 1 << 20,
    };
    must(demo, store_open(&demo->store, temp_path(&demo->temp, "node"), &options, &demo->err));
    must(demo, seed(demo));
    *state = demo;
    return 0;
}

static int teardown(void **state) {
    struct demo *demo = *state;
    store_close(demo->store);
    arena_deinit(&demo->arena);
    temp_remove(&demo->temp);
    free(demo);
    return 0;
}

static day today(const struct demo *demo) {
    return world_today(&demo->world);
}

static size_t load(struct demo *demo, struct demo_count *counts) {
    size_t count = 0;
    must(demo, demo_load(demo->store, today(demo), counts, &count, &demo->err));
    return count;
}

static int64_t number(struct demo *demo, const char *sql) {
    int64_t result = -1;
    must(demo, store_number(demo->store, sql, NULL, 0, &result, &demo->err));
    return result;
}

static void it_is_as_large_as_promised_and_counts_as_on_the_pictures(void **state) {
    struct demo      *demo = *state;
    struct demo_count counts[DEMO_RECORDS_MOST];
    size_t            total, posted;
    assert_int_equal(load(demo, counts), 3);
    assert_ptr_equal(counts[1].record, &employer_record);
    assert_ptr_equal(counts[2].record, &job_record);
    assert_true(counts[1].added >= 25);
    assert_true(counts[2].added >= 120);
    must(demo, job_counts(demo->store, today(demo), &total, &posted, &demo->err));
    assert_int_equal(total, 128);
    assert_int_equal(posted, 12);
}

static void loading_it_again_changes_nothing(void **state) {
    struct demo      *demo = *state;
    struct demo_count first[DEMO_RECORDS_MOST], second[DEMO_RECORDS_MOST];
    size_t            count = load(demo, first);
    int64_t           version = store_data_version(demo->store);
    assert_int_equal(load(demo, second), count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(second[i].added, 0);
        assert_int_equal(second[i].there, first[i].added);
    }
    assert_int_equal(store_data_version(demo->store), version);
}

static void what_was_edited_since_is_left_alone(void **state) {
    struct demo      *demo = *state;
    struct demo_count counts[DEMO_RECORDS_MOST];
    struct job        job;
    row_id            id;
    (void)load(demo, counts);
    must(demo, store_find(demo->store, "SELECT id FROM job WHERE title = '竹编手工'", NULL, 0, &id,
                          &demo->err));
    must(demo, store_get(demo->store, &job_record, id, &job, &demo->arena, &demo->err));
    must(demo, store_begin(demo->store, "刘敏", &demo->err));
    must(demo, job_reckon(demo->store, id, JOB_CLOSED, &demo->err));
    must(demo, store_commit(demo->store, &demo->err));
    (void)load(demo, counts);
    must(demo, store_get(demo->store, &job_record, id, &job, &demo->arena, &demo->err));
    assert_int_equal(job.state, JOB_CLOSED);
}

static void the_first_page_near_home_is_that_of_the_picture(void **state) {
    static const char *const titles[] = { "小区保洁员", "缝纫工（可先培训）", "竹编手工",
                                          "安保值班" };
    static const char *const pay[] = { "2100–2300 元/月", "3000–4500 元/月", "80–120 元/天",
                                       "2400 元/月" };
    struct demo             *demo = *state;
    struct demo_count        counts[DEMO_RECORDS_MOST];
    struct job_row           rows[4];
    size_t                   count, total;
    (void)load(demo, counts);
    must(demo, job_list(demo->store, JOB_CHIP_NEAR, NULL, today(demo), 0, 4, &demo->arena, rows,
                        &count, &total, &demo->err));
    assert_int_equal(count, 4);
    assert_int_equal(total, 23);
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(rows[i].job.title, titles[i]);
        assert_string_equal(job_pay_text(&rows[i].job, LANG_ZH, &demo->arena), pay[i]);
    }
}

static void every_posting_has_a_picture_and_can_be_reached(void **state) {
    struct demo      *demo = *state;
    struct demo_count counts[DEMO_RECORDS_MOST];
    (void)load(demo, counts);
    assert_int_equal(number(demo, "SELECT count(*) FROM job WHERE trade IS NULL"), 0);
    assert_int_equal(number(demo, "SELECT count(*) FROM job WHERE employer IS NULL"), 0);
    assert_int_equal(number(demo, "SELECT count(*) FROM job WHERE phone IS NULL"), 0);
    assert_int_equal(number(demo, "SELECT count(*) FROM job WHERE state = 'open' AND "
                                  "(checked_by IS NULL OR checked_on IS NULL)"),
                     0);
}

/* DESIGN.md: 0738-000 xxxx and 1xx-0000-xxxx. */
static void no_telephone_can_be_anybodys(void **state) {
    struct demo      *demo = *state;
    struct demo_count counts[DEMO_RECORDS_MOST];
    (void)load(demo, counts);
    static const char *const tables[] = { "job", "employer" };
    for (size_t t = 0; t < 2; t++) {
        char sql[200];
        (void)snprintf(sql, sizeof(sql),
                       "SELECT count(*) FROM %s WHERE phone IS NOT NULL AND NOT (phone LIKE "
                       "'0738-000____' OR phone LIKE '1__0000____')",
                       tables[t]);
        assert_int_equal(number(demo, sql), 0);
    }
}

static void drafts_and_what_is_over_are_there_and_do_not_show(void **state) {
    static const char *const states[] = { "draft", "review", "filled", "closed" };
    struct demo             *demo = *state;
    struct demo_count        counts[DEMO_RECORDS_MOST];
    char                     sql[120];
    (void)load(demo, counts);
    for (size_t i = 0; i < 4; i++) {
        (void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM job WHERE state = '%s'", states[i]);
        if (number(demo, sql) < 2)
            fail_msg("fewer than two are %s", states[i]);
    }
    const struct value values[] = { value_day(today(demo)) };
    int64_t            past = 0;
    must(demo, store_number(demo->store,
                            "SELECT count(*) FROM job WHERE state = 'open' AND closes_on < $1",
                            values, 1, &past, &demo->err));
    assert_true(past >= 4);
}

/* --- files that are wrong ------------------------------------------------------------------- */

/* A share folder of the test's own, with one file of demonstration rows. */
static void share_with(struct demo *demo, const char *file, const char *rows) {
    static const char *const folders[] = { "share", "share/config", "share/config/demo" };
    static const char *const files[] = { "employers.csv", "jobs.csv" };
    for (size_t i = 0; i < 3; i++)
        (void)mkdir(temp_path(&demo->temp, folders[i]), 0700); /* there from the row before */
    for (size_t i = 0; i < 2; i++) {
        char *path = arena_printf(&demo->arena, "share/config/demo/%s", files[i]);
        (void)unlink(temp_path(&demo->temp, path)); /* likewise */
        if (strcmp(files[i], file) == 0)
            (void)temp_file(&demo->temp, path, rows, strlen(rows));
    }
    assert_int_equal(setenv("ANJU_SHARE", temp_path(&demo->temp, "share"), 1), 0);
}

static void a_wrong_cell_is_named_by_file_line_and_field(void **state) {
    static const struct {
        const char *file, *rows, *place;
    } rows[] = {
        { "employers.csv", "name,wage\n甲厂,3000\n", "config/demo/employers.csv:1:wage" },
        { "employers.csv", "name,kind\n甲厂,company\n乙厂,飞船\n", "employers.csv:3:kind" },
        { "employers.csv", "name,verified_days_ago\n甲厂,昨天\n", ":2:verified_days_ago" },
        { "employers.csv", "name,verified_days_ago\n甲厂,99999\n", ":2:verified_days_ago" },
        { "employers.csv", "name,kind\n,company\n", "employers.csv:2:name" },
        { "employers.csv", "name\n甲厂,多\n", "employers.csv:2：" },
        { "employers.csv", "", "config/demo/employers.csv" },
        { "jobs.csv", "title,employer\n保洁员,没有的单位\n", "config/demo/jobs.csv:2:employer" },
        { "neither.csv", "", "config/demo/" },
    };
    struct demo *demo = *state;
    char        *before = getenv("ANJU_SHARE");
    before = before ? arena_strdup(&demo->arena, before) : NULL;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct demo_count counts[DEMO_RECORDS_MOST];
        size_t            count;
        share_with(demo, rows[i].file, rows[i].rows);
        assert_false(demo_load(demo->store, today(demo), counts, &count, &demo->err));
        if (!strstr(demo->err.text, rows[i].place))
            fail_msg("row %zu: %s", i, demo->err.text);
        assert_int_equal(number(demo, "SELECT count(*) FROM employer"), 0);
    }
    if (before)
        (void)setenv("ANJU_SHARE", before, 1);
    else
        (void)unsetenv("ANJU_SHARE");
}

#define demo_test(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        demo_test(it_is_as_large_as_promised_and_counts_as_on_the_pictures),
        demo_test(loading_it_again_changes_nothing),
        demo_test(what_was_edited_since_is_left_alone),
        demo_test(the_first_page_near_home_is_that_of_the_picture),
        demo_test(every_posting_has_a_picture_and_can_be_reached),
        demo_test(no_telephone_can_be_anybodys),
        demo_test(drafts_and_what_is_over_are_there_and_do_not_show),
        demo_test(a_wrong_cell_is_named_by_file_line_and_field),
    };
    return cmocka_run_group_tests_name("demo", tests, NULL, NULL);
}
