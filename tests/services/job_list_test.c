/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_list_test.c - which postings residents see, in which order, by which words. */
#include "services/jobs/job_list.h"

#include "base/file.h"
#include "services/service.h"
#include "support/job_put.h"
#include "support/check.h"
#include "support/seed.h"
#include "support/temp.h"

#include <stdlib.h>

struct hall {
    struct temp     temp;
    struct world    world;
    struct arena    arena;
    struct store   *store;
    struct employer employer;
    struct err      err;
};

#define must(hall, call)                                                                           \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s", #call, (hall)->err.text);                                           \
    } while (0)

static day today(const struct hall *hall) {
    return world_today(&hall->world);
}

static struct store *hall_open(struct hall *hall, enum store_mode mode) {
    const struct store_options options = {
        .mode = mode,
        .records = service_records(),
        .world = &hall->world,
        .space_floor = 1 << 20,
    };
    struct store *store = NULL;
    must(hall, store_open(&store, temp_path(&hall->temp, "node"), &options, &hall->err));
    return store;
}

static int setup(void **state) {
    struct hall *hall = calloc(1, sizeof(*hall));
    if (!hall)
        return -1;
    temp_make(&hall->temp);
    support_world(&hall->world);
    hall->store = hall_open(hall, STORE_CREATE);
    record_init(&employer_record, &hall->employer);
    assert_true(TEXT_COPY(hall->employer.name, "易扶新村物业服务部"));
    must(hall, store_begin(hall->store, "system", &hall->err));
    must(hall, store_insert(hall->store, &employer_record, &hall->employer, &hall->err));
    must(hall, store_commit(hall->store, &hall->err));
    *state = hall;
    return 0;
}

static int teardown(void **state) {
    struct hall *hall = *state;
    store_close(hall->store);
    arena_deinit(&hall->arena);
    temp_remove(&hall->temp);
    free(hall);
    return 0;
}

static struct job job_of(const struct hall *hall, const char *title, enum reach reach) {
    struct job job;
    record_init(&job_record, &job);
    assert_true(TEXT_COPY(job.title, title));
    job.employer = hall->employer.head.id;
    job.reach = reach;
    job.state = JOB_OPEN;
    job.posted_on = (day){ today(hall).n - 3 };
    return job;
}

static row_id add(struct hall *hall, struct job job) {
    must(hall, store_begin(hall->store, "刘敏", &hall->err));
    must(hall, store_insert_reckoned(hall->store, &job_record, &job, true, &hall->err));
    must(hall, store_commit(hall->store, &hall->err));
    return job.head.id;
}

static struct job closing_in(struct job job, const struct hall *hall, int days) {
    job.closing = CLOSING_ON_DAY;
    job.closes_on = (day){ today(hall).n + days };
    return job;
}

/* The titles of a page, "一|二", and the total behind it: "一|二 of 5". */
static const char *titles(struct hall *hall, enum job_chip chip, const char *words, size_t first,
                          size_t count) {
    struct job_row rows[16];
    size_t         found = 99, total = 99;
    const char    *text = "";
    must(hall, job_list(hall->store, chip, words, today(hall), first, count, &hall->arena, rows,
                        &found, &total, &hall->err));
    for (size_t i = 0; i < found; i++)
        text = arena_printf(&hall->arena, "%s%s%s", text, i ? "|" : "", rows[i].job.title);
    return arena_printf(&hall->arena, "%s of %zu", text, total);
}

static const char *all(struct hall *hall) {
    return titles(hall, JOB_CHIP_ALL, NULL, 0, 16);
}

static void only_what_is_open_and_not_over_shows(void **state) {
    static const struct {
        enum job_state state;
        int            places, closes_in;
        bool           shown;
        const char    *why;
    } rows[] = {
        { JOB_OPEN, INT_ABSENT, INT_ABSENT, true, "open, nothing else known" },
        { JOB_OPEN, 1, 0, true, "its last day" },
        { JOB_OPEN, 1, -1, false, "the day after its last" },
        { JOB_OPEN, 0, 5, false, "no place left" },
        { JOB_DRAFT, 1, 5, false, "a draft" },
        { JOB_REVIEW, 1, 5, false, "waits for review" },
        { JOB_FILLED, 1, 5, false, "filled" },
        { JOB_CLOSED, 1, 5, false, "closed" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct hall *hall;
        void        *own;
        assert_int_equal(setup(&own), 0);
        hall = own;
        struct job job = job_of(hall, "门卫", REACH_NEAR);
        job.state = rows[i].state;
        job.places = rows[i].places;
        if (rows[i].closes_in != INT_ABSENT)
            job = closing_in(job, hall, rows[i].closes_in);
        row_id         id = add(hall, job);
        struct job_row row;
        size_t         total, posted;
        check_text(all(hall), rows[i].shown ? "门卫 of 1" : " of 0", rows[i].why);
        must(hall, job_counts(hall->store, today(hall), &total, &posted, &hall->err));
        check_number(total, rows[i].shown, rows[i].why);
        check_number(job_open_get(hall->store, id, today(hall), &hall->arena, &row, &hall->err),
                     rows[i].shown, rows[i].why);
        if (!rows[i].shown)
            check_number(hall->err.code, ERR_ABSENT, rows[i].why);
        (void)teardown(&own);
    }
    (void)state;
}

static void near_ones_come_first_then_the_newest(void **state) {
    struct hall *hall = *state;
    static const struct {
        const char *title;
        enum reach  reach;
        int         days_ago;
    } jobs[] = {
        { "外出今天", REACH_AWAY, 0 }, { "县内旧", REACH_COUNTY, 9 },
        { "门口旧", REACH_NEAR, 30 },  { "县内今天", REACH_COUNTY, 0 },
        { "门口今天", REACH_NEAR, 0 }, { "没写去处", REACH_UNWRITTEN, 0 },
        { "门口昨天", REACH_NEAR, 1 },
    };
    for (size_t i = 0; i < ROWS(jobs); i++) {
        struct job job = job_of(hall, jobs[i].title, jobs[i].reach);
        job.posted_on = (day){ today(hall).n - jobs[i].days_ago };
        (void)add(hall, job);
    }
    check_text(all(hall), "门口今天|门口昨天|门口旧|县内今天|县内旧|没写去处|外出今天 of 7",
               "order");
    size_t total, posted;
    must(hall, job_counts(hall->store, today(hall), &total, &posted, &hall->err));
    check_number(posted, 4, "posted today");
}

static void each_chip_shows_its_own(void **state) {
    struct hall *hall = *state;
    struct job   workshop = job_of(hall, "缝纫工", REACH_NEAR);
    workshop.programme = PROGRAMME_WORKSHOP;
    struct job welfare = job_of(hall, "护林员", REACH_COUNTY);
    welfare.programme = PROGRAMME_WELFARE;
    (void)add(hall, workshop);
    (void)add(hall, welfare);
    (void)add(hall, job_of(hall, "电子厂普工", REACH_AWAY));
    static const char *const expected[JOB_CHIP_COUNT] = {
        [JOB_CHIP_ALL] = "缝纫工|护林员|电子厂普工 of 3",
        [JOB_CHIP_NEAR] = "缝纫工 of 1",
        [JOB_CHIP_WORKSHOP] = "缝纫工 of 1",
        [JOB_CHIP_WELFARE] = "护林员 of 1",
        [JOB_CHIP_COUNTY] = "护林员 of 1",
        [JOB_CHIP_AWAY] = "电子厂普工 of 1",
    };
    for (int chip = 0; chip < JOB_CHIP_COUNT; chip++) {
        check_text(titles(hall, (enum job_chip)chip, NULL, 0, 16), expected[chip],
                   job_chip_labels[chip]);
        assert_non_null(job_chip_labels[chip]);
    }
}

static void words_initials_and_pinyin_find_it_under_any_chip(void **state) {
    struct hall *hall = *state;
    (void)add(hall, job_of(hall, "小区保洁员", REACH_NEAR));
    (void)add(hall, job_of(hall, "银行会计", REACH_COUNTY));
    static const struct {
        enum job_chip chip;
        const char   *words, *expected;
    } rows[] = {
        { JOB_CHIP_ALL, "bjy", "小区保洁员 of 1" },
        { JOB_CHIP_ALL, "保洁", "小区保洁员 of 1" },
        { JOB_CHIP_ALL, "baojie", "小区保洁员 of 1" },
        { JOB_CHIP_NEAR, "bj", "小区保洁员 of 1" },
        { JOB_CHIP_COUNTY, "bj", " of 0" },
        { JOB_CHIP_ALL, "yinhang", "银行会计 of 1" },
        { JOB_CHIP_ALL, "木匠", " of 0" },
        { JOB_CHIP_ALL, "\" OR 1=1 --", " of 0" },
        { JOB_CHIP_ALL, "   ", "小区保洁员|银行会计 of 2" },
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_text(titles(hall, rows[i].chip, rows[i].words, 0, 16), rows[i].expected,
                   rows[i].words);
}

static void pages_follow_each_other_without_a_gap(void **state) {
    struct hall *hall = *state;
    for (int i = 0; i < 7; i++) {
        char       title[8] = { 'A', (char)('1' + i), '\0' };
        struct job job = job_of(hall, title, REACH_NEAR);
        job.posted_on = (day){ today(hall).n - i };
        (void)add(hall, job);
    }
    check_text(titles(hall, JOB_CHIP_ALL, NULL, 0, 3), "A1|A2|A3 of 7", "first page");
    check_text(titles(hall, JOB_CHIP_ALL, NULL, 3, 3), "A4|A5|A6 of 7", "second page");
    check_text(titles(hall, JOB_CHIP_ALL, NULL, 6, 3), "A7 of 7", "last page");
    check_text(titles(hall, JOB_CHIP_ALL, NULL, 9, 3), " of 7", "behind the last");
    check_text(titles(hall, JOB_CHIP_ALL, NULL, 0, 0), " of 7", "no room at all");
}

static void a_row_brings_employer_picture_and_tags(void **state) {
    struct hall   *hall = *state;
    struct trade   trade;
    struct job_row row;
    record_init(&trade_record, &trade);
    assert_true(TEXT_COPY(trade.name, "保洁"));
    assert_true(TEXT_COPY(trade.picture, "🧹"));
    must(hall, store_begin(hall->store, "system", &hall->err));
    must(hall, store_insert(hall->store, &trade_record, &trade, &hall->err));
    must(hall, store_commit(hall->store, &hall->err));
    struct job_tag tags[2];
    for (size_t i = 0; i < 2; i++) {
        record_init(&job_tag_record, &tags[i]);
        assert_true(TEXT_COPY(tags[i].tag, i ? "日结" : "可带孩子"));
    }
    struct job job = job_of(hall, "小区保洁员", REACH_NEAR);
    job.trade = trade.head.id;
    job.tags = (struct children){ tags, 2 };
    row_id id = add(hall, job);
    must(hall, job_open_get(hall->store, id, today(hall), &hall->arena, &row, &hall->err));
    assert_string_equal(row.employer.name, "易扶新村物业服务部");
    assert_string_equal(row.picture, "🧹");
    assert_int_equal(row.job.tags.count, 2);
    assert_string_equal(((const struct job_tag *)row.job.tags.rows)[1].tag, "日结");
}

static void what_another_connection_closes_is_gone_at_once(void **state) {
    struct hall   *hall = *state;
    struct job     job = job_of(hall, "门卫", REACH_NEAR);
    struct job_row row;
    row_id         id = add(hall, job);
    struct store  *reader = hall_open(hall, STORE_READ);
    must(hall, job_open_get(reader, id, today(hall), &hall->arena, &row, &hall->err));
    must(hall, store_begin(hall->store, "刘敏", &hall->err));
    must(hall, job_reckon(hall->store, id, JOB_CLOSED, &hall->err));
    must(hall, store_commit(hall->store, &hall->err));
    assert_false(job_open_get(reader, id, today(hall), &hall->arena, &row, &hall->err));
    assert_int_equal(hall->err.code, ERR_ABSENT);
    store_close(reader);
}

static void a_row_that_never_was_is_absent(void **state) {
    struct hall   *hall = *state;
    struct job_row row;
    assert_false(job_open_get(hall->store, id_derived("job", "nothing"), today(hall), &hall->arena,
                              &row, &hall->err));
    assert_int_equal(hall->err.code, ERR_ABSENT);
}

#define hall_test(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_what_is_open_and_not_over_shows),
        hall_test(near_ones_come_first_then_the_newest),
        hall_test(each_chip_shows_its_own),
        hall_test(words_initials_and_pinyin_find_it_under_any_chip),
        hall_test(pages_follow_each_other_without_a_gap),
        hall_test(a_row_brings_employer_picture_and_tags),
        hall_test(what_another_connection_closes_is_gone_at_once),
        hall_test(a_row_that_never_was_is_absent),
    };
    return cmocka_run_group_tests_name("job_list", tests, NULL, NULL);
}
