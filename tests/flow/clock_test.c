/* SPDX-License-Identifier: GPL-3.0-or-later
 * clock_test.c - limits read from the file, and due times equal to a walk minute by minute over the
 * announced years. */
#include "support/check.h"

#include "flow/clock.h"
#include "support/seed.h"
#include "support/temp.h"

enum { MINUTE = 60000, HOUR = 60 * MINUTE };

static struct limits *limits_of(const char *text, struct err *err) {
    struct temp    temp;
    struct limits *limits = NULL;
    temp_make(&temp);
    const char *path = temp_file(&temp, "limits.csv", text, strlen(text));
    if (!limits_load(&limits, path, "config/holidays-cn.csv", err))
        limits = NULL;
    temp_remove(&temp);
    return limits;
}

#define HEAD "flow,clock,limit,unit,from,to\n"

static void what_is_shipped_is_read(void **state) {
    (void)state;
    struct err     err = { 0 };
    struct limit   limit;
    struct limits *limits;
    if (!limits_load(&limits, "config/limits.csv", "config/holidays-cn.csv", &err))
        fail_msg("%s", err.text);
    assert_true(limit_find(limits, "application", "first_call", &limit, &err));
    assert_int_equal(limit.unit, LIMIT_WORKING_DAYS);
    assert_int_equal(limit.hours.from, calling_hours_applications.from);
    assert_int_equal(limit.hours.to, calling_hours_applications.to);
    assert_false(limit_find(limits, "application", "nothing", &limit, &err));
    assert_int_equal(err.code, ERR_ABSENT);
    limits_free(limits);
}

static void a_wrong_line_is_named(void **state) {
    (void)state;
    static const struct {
        const char *text, *says;
    } rows[] = {
        { "", "没有时限" },
        { HEAD, "没有时限" },
        { "flow,clock\n", "第一行" },
        { HEAD "a,b,3,working_days,08:30,17:30,x\n", ":2" },
        { HEAD "a,b,3,working_days,08:30\n", ":2" },
        { HEAD "a,b,3,working_days,08:30,17:30\n\na,b,4,working_days,08:30,17:30\n", ":4" },
        { HEAD ",b,3,working_days,08:30,17:30\n", ":2" },
        { HEAD "a,,3,working_days,08:30,17:30\n", ":2" },
        { HEAD "a,b,0,working_days,08:30,17:30\n", ":2" },
        { HEAD "a,b,-3,working_days,08:30,17:30\n", ":2" },
        { HEAD "a,b,10000,working_days,08:30,17:30\n", ":2" },
        { HEAD "a,b,3x,working_days,08:30,17:30\n", ":2" },
        { HEAD "a,b,3,days,08:30,17:30\n", ":2" },
        { HEAD "a,b,3,reminder,08:30,17:30\n", ":2" },
        { HEAD "a,b,3,working_days,,\n", ":2" },
        { HEAD "a,b,3,working_days,17:30,08:30\n", ":2" },
        { HEAD "a,b,3,working_days,8:30,17:30\n", ":2" },
        { HEAD "a,b,3,working_days,08:60,17:30\n", ":2" },
        { HEAD "a,b,3,working_days,08:30,24:01\n", ":2" },
        { HEAD "a,b,3,elapsed_hours,08:30,17:30\n", ":2" },
        { HEAD "a_name_that_is_longer_than_any,b,3,elapsed_hours,,\n", ":2" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct err err = { 0 };
        if (limits_of(rows[i].text, &err))
            fail_msg("taken: %s", rows[i].text);
        if (!strstr(err.text, rows[i].says))
            fail_msg("%s: %s", rows[i].text, err.text);
    }
}

static void every_clock_has_a_limit_and_every_limit_a_clock(void **state) {
    (void)state;
    static const struct flow_clock clocks[] = {
        { .name = "answer", .label = "答" },
        { .name = "again", .label = "再", .reminder = "next" },
        { 0 },
    };
    static const struct flow        flow = { .name = "a", .clocks = clocks };
    static const struct flow        other = { .name = "b" }; /* has none */
    static const struct flow *const flows[] = { &flow, &other, NULL };
    static const struct {
        const char *text, *says; /* NULL: whole */
    } rows[] = {
        { HEAD "a,answer,3,elapsed_hours,,\n", NULL },
        { HEAD "a,answe,3,elapsed_hours,,\n", ":2：" },
        { HEAD "a,answer,3,elapsed_hours,,\n\nb,answer,3,elapsed_hours,,\n", ":4：" },
        { HEAD "a,answer,3,elapsed_hours,,\na,again,3,elapsed_hours,,\n", ":3：" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct err     err = { 0 };
        struct limits *limits = limits_of(rows[i].text, &err);
        assert_non_null(limits);
        if (limits_cover(limits, flows, &err) != !rows[i].says ||
            (rows[i].says && !strstr(err.text, rows[i].says)))
            fail_msg("%s: %s", rows[i].text, err.text);
        limits_free(limits);
    }
    struct err                      err = { 0 };
    struct limits                  *limits = limits_of(HEAD "b,x,3,elapsed_hours,,\n", &err);
    static const struct flow_clock  one[] = { { .name = "x", .label = "一" }, { 0 } };
    static const struct flow        second = { .name = "b", .clocks = one };
    static const struct flow *const both[] = { &flow, &second, NULL };
    assert_false(limits_cover(limits, both, &err));
    assert_non_null(strstr(err.text, "answer"));
    limits_free(limits);
}

static void returns_at_line_ends_do_no_harm(void **state) {
    (void)state;
    struct err     err = { 0 };
    struct limit   limit;
    struct limits *limits =
        limits_of("flow,clock,limit,unit,from,to\r\na,b,3,working_hours,00:00,24:00\r\n", &err);
    assert_non_null(limits);
    assert_true(limit_find(limits, "a", "b", &limit, NULL));
    assert_int_equal(limit.hours.to, 24 * 60);
    limits_free(limits);
}

/* --- due ----------------------------------------------------------------------------------- */

static time_ms at(const char *text) {
    time_ms t;
    assert_true(time_parse(text, &t));
    return t;
}

static void known_due_times(void **state) {
    (void)state;
    struct err     err = { 0 };
    struct limits *limits = limits_of(HEAD "x,x,1,elapsed_hours,,\n", &err);
    static const struct {
        const char  *at;
        struct limit limit;
        const char  *due, *why;
    } rows[] = {
#define DAYS(n) { .count = (n), .unit = LIMIT_WORKING_DAYS, .hours = { 510, 1050 } }
#define HOURS(n)                                                                                   \
    {                                                                                              \
        .count = (n), .unit = LIMIT_WORKING_HOURS, .hours = { 540, 1020 }                          \
    }
#define ELAPSED(n)                                                                                 \
    { .count = (n), .unit = LIMIT_ELAPSED_HOURS }
        { "2026-11-24T09:41", DAYS(3), "2026-11-27T17:30", "a Tuesday: Wednesday is the first" },
        { "2026-11-24T23:59", DAYS(3), "2026-11-27T17:30", "late in the evening is the same day" },
        { "2026-11-27T10:00", DAYS(3), "2026-12-02T17:30", "over a weekend" },
        { "2026-11-28T10:00", DAYS(1), "2026-11-30T17:30", "asked on a Saturday" },
        { "2026-09-30T10:00", DAYS(1), "2026-10-08T17:30", "over the National Day holidays" },
        { "2026-02-13T10:00", DAYS(1), "2026-02-14T17:30", "a Saturday that is a make-up day" },
        { "2026-12-31T10:00", DAYS(1), "2027-01-04T17:30", "into a year not yet announced" },
        { "2026-11-24T09:41", HOURS(4), "2026-11-24T13:41", "within the day" },
        { "2026-11-24T15:00", HOURS(4), "2026-11-25T11:00", "two today and two tomorrow" },
        { "2026-11-24T07:00", HOURS(8), "2026-11-24T17:00", "exactly one day" },
        { "2026-11-27T18:00", HOURS(1), "2026-11-30T10:00", "after the hours of a Friday" },
        { "2026-11-24T09:41", ELAPSED(24), "2026-11-25T09:41", "day and night" },
        { "2026-11-28T09:41", ELAPSED(1), "2026-11-28T10:41", "on a Saturday too" },
    };
    assert_non_null(limits);
    for (size_t i = 0; i < ROWS(rows); i++)
        check_number(limit_due(limits, &rows[i].limit, at(rows[i].at)).ms, at(rows[i].due).ms,
                     rows[i].why);
    limits_free(limits);
}

/* The slow way: every minute is looked at. */
static time_ms walk(const struct workdays *days, const struct limit *limit, time_ms from) {
    int64_t left = (int64_t)limit->count * 60;
    int64_t t = from.ms;
    if (limit->unit == LIMIT_ELAPSED_HOURS) {
        for (; left > 0; left--)
            t += MINUTE;
        return (time_ms){ t };
    }
    if (limit->unit == LIMIT_WORKING_HOURS) {
        for (; left > 0; t += MINUTE) {
            int hour, minute;
            time_clock((time_ms){ t }, &hour, &minute);
            int of_day = hour * 60 + minute;
            if (workday_is(days, day_of_time((time_ms){ t })) && of_day >= limit->hours.from &&
                of_day < limit->hours.to)
                left--;
        }
        return (time_ms){ t };
    }
    day d = day_of_time(from);
    for (int count = limit->count; count > 0;) {
        d.n++;
        count -= workday_is(days, d);
    }
    return (time_ms){ day_start(d).ms + (int64_t)limit->hours.to * MINUTE };
}

static void due_times_equal_a_walk_over_2019_to_2026(void **state) {
    (void)state;
    struct err       err = { 0 };
    struct limits   *limits = limits_of(HEAD "x,x,1,elapsed_hours,,\n", &err);
    struct workdays *days = NULL;
    struct world     world;
    const int64_t    first = at("2019-01-01T00:00").ms / MINUTE,
                  last = at("2026-12-31T23:59").ms / MINUTE;
    support_world(&world);
    assert_non_null(limits);
    if (!workdays_load(&days, "config/holidays-cn.csv", &err))
        fail_msg("%s", err.text);
    for (size_t i = 0; i < support_count(3000, 100000); i++) {
        const uint32_t minutes = support_below(&world, (uint32_t)(last - first));
        const time_ms  from = { (first + minutes) * MINUTE };
        struct limit   limit = { .unit = (enum limit_unit)(LIMIT_ELAPSED_HOURS +
                                                         support_below(&world, 3)) };
        limit.hours.from = (int)support_below(&world, 1200);
        limit.hours.to = limit.hours.from + 1 + (int)support_below(&world, 1440 - 1200);
        limit.count = 1 + (int)support_below(&world, limit.unit == LIMIT_WORKING_HOURS ? 12 : 60);
        char text[TIME_TEXT];
        time_format(from, text);
        if (limit_due(limits, &limit, from).ms != walk(days, &limit, from).ms)
            fail_msg("%s, %d %s in %d to %d", text, limit.count, limit_unit_words[limit.unit].name,
                     limit.hours.from, limit.hours.to);
    }
    workdays_free(days);
    limits_free(limits);
}

static void calling_hours_end_before_their_end(void **state) {
    (void)state;
    static const struct {
        const char *at;
        bool        within;
    } rows[] = {
        { "2026-11-24T08:29:59.999", false }, { "2026-11-24T08:30", true },
        { "2026-11-24T17:29:59.999", true },  { "2026-11-24T17:30", false },
        { "2026-11-28T10:00", true },         { "2026-11-24T00:00", false },
    };
    struct arena arena = { 0 };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_number(hours_within(calling_hours_applications, at(rows[i].at)), rows[i].within,
                     rows[i].at);
    check_text(hours_words(calling_hours_applications, &arena), "8:30–17:30", "in words");
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shipped_is_read),
        cmocka_unit_test(a_wrong_line_is_named),
        cmocka_unit_test(every_clock_has_a_limit_and_every_limit_a_clock),
        cmocka_unit_test(returns_at_line_ends_do_no_harm),
        cmocka_unit_test(known_due_times),
        cmocka_unit_test(due_times_equal_a_walk_over_2019_to_2026),
        cmocka_unit_test(calling_hours_end_before_their_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
