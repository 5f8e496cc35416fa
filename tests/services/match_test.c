/* SPDX-License-Identifier: GPL-3.0-or-later
 * match_test.c - every public posting against three wishes: the order as match.h promises it, by a
 * second, slower reckoning; and that an index kept up to date is the same as a new one. */
#include "services/jobs/match.h"

#include "services/service.h"
#include "support/check.h"
#include "support/job_put.h"
#include "support/seed.h"
#include "support/temp.h"

#include <stdlib.h>

enum { JOBS_MOST = 400, ROWS_MOST = JOBS_MOST };

struct hall {
    struct temp     temp;
    struct world    world;
    struct arena    arena;
    struct store   *store;
    struct employer employer;
    struct job      jobs[JOBS_MOST];
    size_t          count;
    uint64_t        random;
    struct err      err;
};

#define must(hall, call)                                                                           \
    do {                                                                                           \
        if (!(call))                                                                               \
            fail_msg("%s: %s", #call, (hall)->err.text);                                           \
    } while (0)

static int setup(void **state) {
    struct hall *hall = calloc(1, sizeof(*hall));
    if (hall == NULL)
        return -1;
    temp_make(&hall->temp);
    support_world(&hall->world);
    const struct store_options options = { .mode = STORE_CREATE,
                                           .records = service_records(),
                                           .world = &hall->world,
                                           .space_floor = 1 << 20 };
    must(hall, store_open(&hall->store, temp_path(&hall->temp, "node"), &options, &hall->err));
    record_init(&employer_record, &hall->employer);
    assert_true(TEXT_COPY(hall->employer.name, "易扶新村物业服务部"));
    must(hall, store_begin(hall->store, "system", &hall->err));
    must(hall, trade_seed(hall->store, &hall->err));
    must(hall, store_insert(hall->store, &employer_record, &hall->employer, &hall->err));
    must(hall, store_commit(hall->store, &hall->err));
    hall->random = support_seed();
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

static unsigned draw(struct hall *hall, unsigned below) {
    hall->random = hall->random * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(hall->random >> 33) % below;
}

static day today(const struct hall *hall) {
    return world_today(&hall->world);
}

static void random_facts(struct hall *hall, struct job *job) {
    static const char *const hours[] = { "", "8:00–17:30，单休", "19:00–次日 7:00", "时间自己定" };
    static const char *const trades[] = { "缝纫", "保洁", "厨师", "保安" };
    job->reach = (enum reach)draw(hall, REACH_COUNT);
    job->shift = (enum shift)draw(hall, SHIFT_COUNT);
    job->travel = (enum travel)draw(hall, TRAVEL_COUNT);
    job->trade = draw(hall, 4) == 0 ? ID_ABSENT : id_derived("trade", trades[draw(hall, 4)]);
    assert_true(TEXT_COPY(job->hours, hours[draw(hall, 4)]));
    assert_true(TEXT_COPY(job->taught, draw(hall, 3) == 0 ? "包教包会" : ""));
    job->posted_on = (day){ today(hall).n - (int)draw(hall, 5) };
    job->state = draw(hall, 8) == 0 ? JOB_CLOSED : JOB_OPEN;
    job->places = draw(hall, 8) == 0 ? 0 : 3;
    bool closes = draw(hall, 3) == 0;
    job->closing = closes ? CLOSING_ON_DAY : CLOSING_OPEN;
    job->closes_on = closes ? (day){ today(hall).n + (int)draw(hall, 4) - 1 } : DAY_ABSENT;
}

static void insert_jobs(struct hall *hall, size_t count) {
    static const struct job_tag child = { .tag = "可带孩子" };
    must(hall, store_begin(hall->store, "刘敏", &hall->err));
    for (size_t i = 0; i < count; i++) {
        struct job    *job = &hall->jobs[hall->count++];
        struct job_tag tag = child;
        record_init(&job_record, job);
        assert_true(TEXT_COPY(job->title, "岗位"));
        job->employer = hall->employer.head.id;
        random_facts(hall, job);
        if (draw(hall, 3) == 0)
            job->tags = (struct children){ &tag, 1 };
        must(hall, store_insert_reckoned(hall->store, &job_record, job, true, &hall->err));
        job->tags = (struct children){ 0 };
    }
    must(hall, store_commit(hall->store, &hall->err));
}

static void change_jobs(struct hall *hall, size_t count) {
    must(hall, store_begin(hall->store, "刘敏", &hall->err));
    for (size_t i = 0; i < count; i++) {
        struct job *job = &hall->jobs[draw(hall, (unsigned)hall->count)], row;
        must(hall,
             store_get(hall->store, &job_record, job->head.id, &row, &hall->arena, &hall->err));
        random_facts(hall, &row);
        if (draw(hall, 4) == 0)
            row.tags.count = 0;
        enum job_state became = row.state; /* no change of a row takes it over */
        must(hall, store_update(hall->store, &job_record, &row, &hall->err));
        must(hall, job_reckon(hall->store, row.head.id, became, &hall->err));
    }
    must(hall, store_commit(hall->store, &hall->err));
}

/* What the order is made of, by the words of match.h. */
struct judged {
    row_id  id;
    int     points, fails;
    int64_t rank;
};

static int judged_compare(const void *a, const void *b) {
    const struct judged *first = a, *second = b;
    if (first->points != second->points)
        return second->points - first->points;
    if (first->fails != second->fails)
        return first->fails - second->fails;
    if (first->rank != second->rank)
        return first->rank < second->rank ? -1 : 1;
    return memcmp(&first->id, &second->id, sizeof(row_id));
}

static size_t judge_all(struct hall *hall, const struct match_index *index,
                        const struct wishes *wishes, day on, struct judged *ret) {
    size_t count = 0;
    for (size_t i = 0; i < hall->count; i++) {
        struct job_row row;
        struct match   match;
        if (!job_open_get(hall->store, hall->jobs[i].head.id, on, &hall->arena, &row, NULL))
            continue;
        match_of(index, &row.job, wishes, &match);
        ret[count++] = (struct judged){ row.job.head.id, 2 * match.meets + match.unknown,
                                        match.fails, job_record.rank(&row.job) };
    }
    qsort(ret, count, sizeof(*ret), judged_compare);
    return count;
}

static struct wishes random_wishes(struct hall *hall) {
    struct wishes wishes;
    for (int w = 0; w < WISH_COUNT; w++)
        wishes.answer[w] = 1 + (int)draw(hall, (unsigned)wish_questions[w].count - 1);
    return wishes;
}

static void check_order(struct hall *hall, struct match_index *index, const struct wishes *wishes,
                        day on) {
    static struct judged  judged[ROWS_MOST];
    static struct job_row rows[ROWS_MOST];
    static struct match   matches[ROWS_MOST];
    struct match_found    found;
    size_t                whole = 0, count = 0;
    must(hall, match_index_update(index, hall->store, &hall->err));
    match_order(index, wishes, on, &found);
    size_t expected = judge_all(hall, index, wishes, on, judged);
    check_number(found.total, expected, "how many are public");
    must(hall, match_page(index, hall->store, 0, ROWS_MOST, &hall->arena, rows, matches, &count,
                          &hall->err));
    check_number(count, expected, "all of them are on the pages");
    for (size_t i = 0; i < count; i++) {
        if (!id_equal(rows[i].job.head.id, judged[i].id))
            fail_msg("place %zu is another posting", i);
        whole += matches[i].meets == matches[i].asked;
    }
    check_number(found.whole, whole, "how many meet all");
    arena_reset(&hall->arena);
}

static void the_order_is_that_of_a_slower_reckoning(void **state) {
    struct hall        *hall = *state;
    struct match_index *index = match_index_new();
    insert_jobs(hall, 200);
    for (int round = 0; round < 40; round++) {
        struct wishes wishes = random_wishes(hall);
        check_order(hall, index, &wishes, (day){ today(hall).n + round % 3 });
    }
    match_index_free(index);
}

static void an_index_kept_up_to_date_is_as_a_new_one(void **state) {
    struct hall        *hall = *state;
    struct match_index *index = match_index_new();
    insert_jobs(hall, 60);
    for (int round = 0; round < 20; round++) {
        struct match_index *anew = match_index_new();
        struct wishes       wishes = random_wishes(hall);
        check_order(hall, index, &wishes, today(hall));
        check_order(hall, anew, &wishes, today(hall));
        match_index_free(anew);
        change_jobs(hall, 1 + draw(hall, 12));
        if (round % 4 == 0)
            insert_jobs(hall, 5);
    }
    match_index_free(index);
}

static void pages_show_each_posting_once(void **state) {
    struct hall        *hall = *state;
    struct match_index *index = match_index_new();
    struct wishes       wishes = { { WHERE_NEAR, WHAT_SEWING, WHEN_DAY } };
    struct match_found  found;
    row_id              seen[ROWS_MOST];
    size_t              count = 0, shown = 0;
    insert_jobs(hall, 50);
    must(hall, match_index_update(index, hall->store, &hall->err));
    match_order(index, &wishes, today(hall), &found);
    for (size_t first = 0; first < found.total; first += 4) {
        struct job_row rows[4];
        struct match   matches[4];
        must(hall, match_page(index, hall->store, first, 4, &hall->arena, rows, matches, &count,
                              &hall->err));
        for (size_t i = 0; i < count; i++) {
            for (size_t k = 0; k < shown; k++)
                assert_false(id_equal(seen[k], rows[i].job.head.id));
            seen[shown++] = rows[i].job.head.id;
        }
    }
    check_number(shown, found.total, "all of them");
    match_index_free(index);
}

/* Writing what was not written, as it was wished, never moves a posting down; neither does taking
 * out what was not met. */
static void unknown_lies_between_yes_and_no(void **state) {
    (void)state;
    struct wish_facts met = { .what = WHAT_SEWING }, open = { .what = WHAT_UNASKED },
                      not_met = { .what = WHAT_COOKING };
    check_number(wish_verdict(&met, WISH_WHAT, WHAT_SEWING), VERDICT_MEETS, "is sewing");
    check_number(wish_verdict(&open, WISH_WHAT, WHAT_SEWING), VERDICT_UNKNOWN, "not written");
    check_number(wish_verdict(&not_met, WISH_WHAT, WHAT_SEWING), VERDICT_NOT, "is cooking");
    check_number(wish_verdict(&met, WISH_WHAT, WHAT_ANY), VERDICT_NONE, "都行 asks nothing");
    check_number(wish_verdict(&met, WISH_WHAT, WHAT_UNASKED), VERDICT_NONE, "not answered");
}

static const struct flow_by by_system = { .who = WHO_SYSTEM, .terminal = "D01" };

static row_id one(struct hall *hall, enum reach reach, enum shift shift, const char *trade) {
    struct job job;
    record_init(&job_record, &job);
    assert_true(TEXT_COPY(job.title, "岗位"));
    job.employer = hall->employer.head.id;
    job.state = JOB_OPEN;
    job.posted_on = today(hall);
    job.reach = reach;
    job.shift = shift;
    job.trade = trade != NULL ? id_derived("trade", trade) : ID_ABSENT;
    must(hall, store_begin(hall->store, "刘敏", &hall->err));
    must(hall, job_put(hall->store, &job, &hall->err));
    must(hall, store_commit(hall->store, &hall->err));
    return job.head.id;
}

static void the_best_comes_first_and_unknown_before_no(void **state) {
    struct hall        *hall = *state;
    struct match_index *index = match_index_new();
    struct wishes       wishes = { { WHERE_NEAR, WHAT_SEWING, WHEN_DAY } };
    struct match_found  found;
    struct job_row      rows[8];
    struct match        matches[8];
    size_t              count = 0;
    const row_id        expected[] = {
               one(hall, REACH_NEAR, SHIFT_DAY, "缝纫"),       /* ✓✓✓ */
               one(hall, REACH_NEAR, SHIFT_UNWRITTEN, "制鞋"), /* ✓✓? */
               one(hall, REACH_NEAR, SHIFT_UNWRITTEN, NULL), /* ✓?? : as many points as ✓✓✗ */
               one(hall, REACH_NEAR, SHIFT_NIGHT, "箱包"),   /* ✓✓✗ */
               one(hall, REACH_UNWRITTEN, SHIFT_UNWRITTEN, NULL), /* ??? */
               one(hall, REACH_AWAY, SHIFT_NIGHT, "纺织"),        /* ✗✓✗ */
               one(hall, REACH_AWAY, SHIFT_NIGHT, "厨师"),        /* ✗✗✗ */
    };
    must(hall, match_index_update(index, hall->store, &hall->err));
    match_order(index, &wishes, today(hall), &found);
    check_number(found.whole, 1, "one meets all three");
    must(hall,
         match_page(index, hall->store, 0, 8, &hall->arena, rows, matches, &count, &hall->err));
    check_number(count, ROWS(expected), "none is hidden");
    for (size_t i = 0; i < count; i++)
        if (!id_equal(rows[i].job.head.id, expected[i]))
            fail_msg("place %zu is another one", i);
    match_index_free(index);
}

/* A posting that goes while somebody reads leaves the page, and nothing else moves wrongly. */
static void what_is_taken_away_is_not_shown(void **state) {
    struct hall        *hall = *state;
    struct match_index *index = match_index_new();
    struct wishes       wishes = { { WHERE_NEAR, WHAT_ANY, WHEN_ANY } };
    struct match_found  found;
    struct job_row      rows[4];
    struct match        matches[4];
    size_t              count = 0;
    row_id              gone = one(hall, REACH_NEAR, SHIFT_DAY, "缝纫");
    (void)one(hall, REACH_NEAR, SHIFT_DAY, "保洁");
    must(hall, match_index_update(index, hall->store, &hall->err));
    match_order(index, &wishes, today(hall), &found);
    check_number(found.total, 2, "both");
    must(hall, store_begin(hall->store, "刘敏", &hall->err));
    must(hall, flow_step(hall->store, &job_flow, gone, "expire", NULL, &by_system, &hall->err));
    must(hall, store_commit(hall->store, &hall->err));
    must(hall,
         match_page(index, hall->store, 0, 4, &hall->arena, rows, matches, &count, &hall->err));
    check_number(count, 1, "at once, also before the next update");
    must(hall, match_index_update(index, hall->store, &hall->err));
    match_order(index, &wishes, today(hall), &found);
    check_number(found.total, 1, "and after it");
    match_index_free(index);
}

/* The same index is used when the kiosk opens another database. */
static void another_database_is_read_anew(void **state) {
    struct hall        *hall = *state;
    struct match_index *index = match_index_new();
    struct match_found  found;
    struct wishes       wishes = { { WHERE_ANY, WHAT_ANY, WHEN_ANY } };
    void               *other_state = NULL;
    (void)one(hall, REACH_NEAR, SHIFT_DAY, "缝纫");
    must(hall, match_index_update(index, hall->store, &hall->err));
    assert_int_equal(setup(&other_state), 0);
    struct hall *other = other_state;
    world_advance(&other->world, 1000);
    for (int i = 0; i < 3; i++)
        (void)one(other, REACH_AWAY, SHIFT_DAY, "保洁");
    must(other, match_index_update(index, other->store, &other->err));
    match_order(index, &wishes, today(hall), &found);
    check_number(found.total, 3, "those of the other");
    assert_int_equal(teardown(&other_state), 0);
    match_index_free(index);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_order_is_that_of_a_slower_reckoning, setup, teardown),
        cmocka_unit_test_setup_teardown(an_index_kept_up_to_date_is_as_a_new_one, setup, teardown),
        cmocka_unit_test_setup_teardown(pages_show_each_posting_once, setup, teardown),
        cmocka_unit_test_setup_teardown(the_best_comes_first_and_unknown_before_no, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(what_is_taken_away_is_not_shown, setup, teardown),
        cmocka_unit_test_setup_teardown(another_database_is_read_anew, setup, teardown),
        cmocka_unit_test(unknown_lies_between_yes_and_no),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
