/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_sums_test.c - what a posting comes to by the month and by the day: what is written stays as
 * it is, what is reckoned says 约 and how; and nothing is reckoned from what is not written. */
#include "services/jobs/job_sums.h"

#include "support/check.h"

static struct job job_of(enum pay_per per, int64_t low, int64_t high, const char *hours) {
    struct job job;
    record_init(&job_record, &job);
    job.pay_per = per;
    job.pay_min = low >= 0 ? (money){ low * 100 } : MONEY_ABSENT;
    job.pay_max = high >= 0 ? (money){ high * 100 } : MONEY_ABSENT;
    assert_true(TEXT_COPY(job.hours, hours));
    return job;
}

static void days_of_a_month_are_those_that_are_written(void **state) {
    (void)state;
    static const struct {
        const char *hours, *benefits, *notes;
        int         days;
    } rows[] = {
        { "8:00–17:30，周日休", "", NULL, 26 },
        { "8:30–17:30，双休", "", NULL, 22 },
        { "单休", "", NULL, 26 },
        { "", "包吃住，月休 4 天", NULL, 26 },
        { "", "", "月休8天，有年假", 22 },
        { "上一休一", "", NULL, 15 },
        { "每周休 1 天", "", NULL, 26 },
        { "大小周", "", NULL, INT_ABSENT },
        { "单双休", "", NULL, INT_ABSENT },
        { "8:00–17:30", "买工伤保险", NULL, INT_ABSENT },
        { "", "", NULL, INT_ABSENT },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct job job = job_of(PAY_PER_MONTH, 3000, 3000, rows[i].hours);
        assert_true(TEXT_COPY(job.benefits, rows[i].benefits));
        job.notes = rows[i].notes;
        check_number(job_month_days(&job), rows[i].days, rows[i].hours);
    }
}

static void pay_is_set_side_by_side(void **state) {
    (void)state;
    static const struct {
        enum pay_per per;
        int          low, high; /* yuan; -1 absent */
        const char  *hours;
        const char  *month, *day, *reckoned;
        const char  *why;
    } rows[] = {
        { PAY_PER_MONTH, 3000, 4500, "周日休", "3000–4500 元/月", "约 115–173 元/天",
          "按每月 26 天算", "the month is written" },
        { PAY_PER_MONTH, 2400, 2400, "", "2400 元/月", "约 92 元/天", "没写休几天，按干 26 天算",
          "a condition, no claim" },
        { PAY_PER_MONTH, 3000, -1, "双休", "3000 元/月起", "约 136 元/天起", "按每月 22 天算",
          "from" },
        { PAY_PER_MONTH, -1, 6000, "双休", "最高 6000 元/月", "最高约 273 元/天", "按每月 22 天算",
          "up to" },
        { PAY_PER_DAY, 100, 180, "", "约 2600–4680 元/月", "100–180 元/天",
          "没写休几天，按干 26 天算", "the day is written" },
        { PAY_PER_YEAR, 10000, 10000, "", "约 833 元/月", "", "一年按 12 个月算", "a year" },
        { PAY_PER_HOUR, 16, 18, "8:30–11:30，14:00–16:30，双休", "约 1936–2178 元/月",
          "约 88–99 元/天", "一天 5.5 小时，按每月 22 天算", "the hours of a day are written" },
        { PAY_PER_HOUR, 15, 20, "8:30–11:30 或 14:00–17:00", "", "", "",
          "of two that are written each works one" },
        { PAY_PER_HOUR, 18, 18, "", "", "", "", "nobody knows how many hours" },
        { PAY_PER_PIECE, 2, 5, "", "", "", "", "the slider says it" },
        { PAY_PER_MONTH, -1, -1, "双休", "", "", "", "no pay is written" },
        { PAY_PER_UNWRITTEN, 3000, 3000, "双休", "", "", "", "of what?" },
    };
    struct arena arena = { 0 };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct job      job = job_of(rows[i].per, rows[i].low, rows[i].high, rows[i].hours);
        struct job_sums sums = job_sums(&job, LANG_ZH, &arena);
        check_text(sums.month, rows[i].month, rows[i].why);
        check_text(sums.day, rows[i].day, rows[i].why);
        check_text(sums.reckoned, rows[i].reckoned, rows[i].why);
        check_text(sums.fare, "", rows[i].why);
        job.negotiable = true;
        job.pay_min = job.pay_max = MONEY_ABSENT;
        check_text(job_sums(&job, LANG_ZH, &arena).month, "", "面议");
    }
    arena_deinit(&arena);
}

static void fares_are_reckoned_for_who_goes_every_day(void **state) {
    (void)state;
    static const struct {
        enum travel travel;
        enum reach  reach;
        int         minutes;
        int64_t     fen; /* -1: not written */
        const char *benefits, *fare, *why;
    } rows[] = {
        { TRAVEL_BUS, REACH_COUNTY, 20, 200, "", "约 88 元/月", "there and back on 22 days" },
        { TRAVEL_SHUTTLE, REACH_COUNTY, 20, 150, "", "约 66 元/月", "a shuttle that costs" },
        { TRAVEL_SHUTTLE, REACH_COUNTY, 20, 0, "", "", "free: the way says so" },
        { TRAVEL_BUS, REACH_COUNTY, 20, -1, "", "", "not written" },
        { TRAVEL_WALK, REACH_NEAR, 5, 200, "", "", "nobody pays for walking" },
        { TRAVEL_BUS, REACH_COUNTY, 85, 1500, "包吃住", "", "who lives there does not go daily" },
        { TRAVEL_BUS, REACH_AWAY, 60, 3000, "", "", "away" },
        { TRAVEL_BUS, REACH_COUNTY, 180, 3000, "", "", "too far for every day" },
        { TRAVEL_BUS, REACH_UNWRITTEN, INT_ABSENT, 200, "", "约 88 元/月", "minutes not written" },
    };
    struct arena arena = { 0 };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct job job = job_of(PAY_PER_MONTH, 3000, 3000, "双休");
        job.travel = rows[i].travel;
        job.reach = rows[i].reach;
        job.travel_minutes = rows[i].minutes;
        job.travel_fare = rows[i].fen >= 0 ? (money){ rows[i].fen } : MONEY_ABSENT;
        assert_true(TEXT_COPY(job.benefits, rows[i].benefits));
        struct job_sums sums = job_sums(&job, LANG_ZH, &arena);
        check_text(sums.fare, rows[i].fare, rows[i].why);
        if (*sums.fare && !strstr(sums.fare_reckoned, "来回"))
            fail_msg("%s: how is not said", rows[i].why);
    }
    arena_deinit(&arena);
}

static void pieces_are_counted_exactly(void **state) {
    (void)state;
    struct arena arena = { 0 };
    struct job   job = job_of(PAY_PER_PIECE, 2, 5, "");
    check_text(job_pieces_text(&job, 60, LANG_ZH, &arena), "120–300 元", "from – to");
    job.pay_min = job.pay_max = (money){ 35 };
    check_text(job_pieces_text(&job, 60, LANG_ZH, &arena), "21 元", "0.35 元 each");
    check_text(job_pieces_text(&job, 1, LANG_ZH, &arena), "0.35 元", "one");
    job.pay_max = MONEY_ABSENT;
    check_text(job_pieces_text(&job, 10, LANG_ZH, &arena), "3.5 元起", "from");
    job.pay_min = MONEY_ABSENT;
    check_text(job_pieces_text(&job, 10, LANG_ZH, &arena), "", "no price");
    job = job_of(PAY_PER_MONTH, 3000, 3000, "");
    check_text(job_pieces_text(&job, 60, LANG_ZH, &arena), "", "not by the piece");
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_of_a_month_are_those_that_are_written),
        cmocka_unit_test(pay_is_set_side_by_side),
        cmocka_unit_test(fares_are_reckoned_for_who_goes_every_day),
        cmocka_unit_test(pieces_are_counted_exactly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
