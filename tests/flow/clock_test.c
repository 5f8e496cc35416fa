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

#define HEAD "flow,clock,when,limit,unit,hours\n"

static void what_is_shipped_is_read(void **state) {
    (void)state;
    struct err     err = { 0 };
    struct limit   limit;
    struct limits *limits;
    if (!limits_load(&limits, "config/limits.csv", "config/holidays-cn.csv", &err))
        fail_msg("%s", err.text);
    assert_true(limit_find(limits, "application", "first_call", &limit, &err));
    assert_int_equal(limit.unit, LIMIT_WORKING_DAYS);
    assert_int_equal(limit.spans[0].from, calling_hours_applications.from);
    assert_int_equal(limit.spans[0].to, calling_hours_applications.to);
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
        { HEAD "a,b,,3,working_days,08:30-17:30,x\n", ":2" },
        { HEAD "a,b,3,working_days,08:30-17:30\n", ":2" },
        { HEAD "a,b,,3,working_days,08:30-17:30\n\na,b,,4,working_days,08:30-17:30\n", ":4" },
        { HEAD "a,b,,3,working_days,08:30-17:30\na,b,x=y,4,working_days,08:30-17:30\n", ":3" },
        { HEAD ",b,,3,working_days,08:30-17:30\n", ":2" },
        { HEAD "a,,,3,working_days,08:30-17:30\n", ":2" },
        { HEAD "a,b,,0,working_days,08:30-17:30\n", ":2" },
        { HEAD "a,b,,-3,working_days,08:30-17:30\n", ":2" },
        { HEAD "a,b,,10000,working_days,08:30-17:30\n", ":2" },
        { HEAD "a,b,,3x,working_days,08:30-17:30\n", ":2" },
        { HEAD "a,b,,3,days,08:30-17:30\n", ":2" },
        { HEAD "a,b,,3,reminder,08:30-17:30\n", ":2" },
        { HEAD "a,b,,3,working_days,\n", ":2" },
        { HEAD "a,b,,3,working_days,17:30-08:30\n", ":2" },
        { HEAD "a,b,,3,working_days,8:30-17:30\n", ":2" },
        { HEAD "a,b,,3,working_days,08:60-17:30\n", ":2" },
        { HEAD "a,b,,3,working_days,08:30-24:01\n", ":2" },
        { HEAD "a,b,,3,working_days,08:30-12:00 11:00-17:30\n", ":2" },
        { HEAD "a,b,,3,working_days,08:30-12:00 \n", ":2" },
        { HEAD "a,b,,3,working_days,08:30-12:00;14:00-17:30\n", ":2" },
        { HEAD "a,b,,3,working_hours,01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00\n", ":2" },
        { HEAD "a,b,,3,elapsed_hours,08:30-17:30\n", ":2" },
        { HEAD "a,b,=y,3,elapsed_hours,\n", ":2" },
        { HEAD "a,b,x=,3,elapsed_hours,\n", ":2" },
        { HEAD "a,b,x,3,elapsed_hours,\n", ":2" },
        { HEAD "a,b,x=y;,3,elapsed_hours,\n", ":2" },
        { HEAD "a_name_that_is_longer_than_any,b,,3,elapsed_hours,\n", ":2" },
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
        { HEAD "a,answer,,3,elapsed_hours,\n", NULL },
        { HEAD "a,answe,,3,elapsed_hours,\n", ":2：" },
        { HEAD "a,answer,,3,elapsed_hours,\n\nb,answer,,3,elapsed_hours,\n", ":4：" },
        { HEAD "a,answer,,3,elapsed_hours,\na,again,,3,elapsed_hours,\n", ":3：" },
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
    struct limits                  *limits = limits_of(HEAD "b,x,,3,elapsed_hours,\n", &err);
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
        limits_of("flow,clock,when,limit,unit,hours\r\na,b,,3,working_hours,00:00-24:00\r\n", &err);
    assert_non_null(limits);
    assert_true(limit_find(limits, "a", "b", &limit, NULL));
    assert_int_equal(limit.spans[0].to, 24 * 60);
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
    struct limits *limits = limits_of(HEAD "x,x,,1,elapsed_hours,\n", &err);
    static const struct {
        const char  *at;
        struct limit limit;
        const char  *due, *why;
    } rows[] = {
#define DAYS(n)                                                                                    \
    { .count = (n), .unit = LIMIT_WORKING_DAYS, .spans = { { 510, 1050 } }, .span_count = 1 }
#define HOURS(n)                                                                                   \
    { .count = (n), .unit = LIMIT_WORKING_HOURS, .spans = { { 540, 1020 } }, .span_count = 1 }
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

static bool within(const struct limit *limit, int of_day) {
    for (int i = 0; i < limit->span_count; i++)
        if (of_day >= limit->spans[i].from && of_day < limit->spans[i].to)
            return true;
    return false;
}

/* The slow way: every minute is looked at. */
static time_ms walk(const struct limits *limits, const struct limit *limit, time_ms from) {
    const struct workdays *days = limits_workdays(limits);
    int64_t                left = (int64_t)limit->count * 60;
    int64_t                t = from.ms;
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
            if (workday_is(days, day_of_time((time_ms){ t })) && within(limit, of_day))
                left--;
        }
        return (time_ms){ t };
    }
    day d = day_of_time(from);
    for (int count = limit->count; count > 0;) {
        d.n++;
        count -= workday_is(days, d);
    }
    return (time_ms){ day_start(d).ms + (int64_t)limit->spans[limit->span_count - 1].to * MINUTE };
}

/* One to three, rising, from any minute to any other. */
static void any_spans(struct world *world, struct limit *limit) {
    int from = 0;
    limit->span_count = 1 + (int)support_below(world, LIMIT_SPANS);
    for (int i = 0; i < limit->span_count; i++) {
        limit->spans[i].from = from + 1 + (int)support_below(world, 200);
        limit->spans[i].to = limit->spans[i].from + 1 + (int)support_below(world, 250);
        from = limit->spans[i].to;
    }
}

static void due_times_equal_a_walk_over_2019_to_2026(void **state) {
    (void)state;
    struct err     err = { 0 };
    struct limits *limits = limits_of(HEAD "x,x,,1,elapsed_hours,\n", &err);
    struct world   world;
    const int64_t  first = at("2019-01-01T00:00").ms / MINUTE,
                  last = at("2026-12-31T23:59").ms / MINUTE;
    support_world(&world);
    assert_non_null(limits);
    for (size_t i = 0; i < support_count(3000, 100000); i++) {
        const uint32_t minutes = support_below(&world, (uint32_t)(last - first));
        const time_ms  from = { (first + minutes) * MINUTE };
        struct limit   limit = { .unit = (enum limit_unit)(LIMIT_ELAPSED_HOURS +
                                                         support_below(&world, 3)) };
        any_spans(&world, &limit);
        limit.count = 1 + (int)support_below(&world, limit.unit == LIMIT_WORKING_HOURS ? 12 : 60);
        char text[TIME_TEXT];
        time_format(from, text);
        if (limit_due(limits, &limit, from).ms != walk(limits, &limit, from).ms)
            fail_msg("%s, %d %s in %d spans from %d", text, limit.count,
                     limit_unit_words[limit.unit].name, limit.span_count, limit.spans[0].from);
    }
    limits_free(limits);
}

/* --- held ---------------------------------------------------------------------------------- */

/* The slow way: what was left is counted minute by minute, and used up from where it goes on. */
static time_ms walk_resumed(const struct limits *limits, const struct limit *limit, time_ms due,
                            time_ms held, time_ms on) {
    const struct workdays *days = limits_workdays(limits);
    if (limit->unit == LIMIT_ELAPSED_HOURS)
        return (time_ms){ on.ms + due.ms - held.ms };
    if (limit->unit == LIMIT_WORKING_HOURS) {
        int64_t left = 0, t = on.ms;
        for (int pass = 0; pass < 2; pass++)
            for (int64_t at = pass ? on.ms : held.ms; pass ? left > 0 : at < due.ms; at += MINUTE) {
                int hour, minute;
                time_clock((time_ms){ at }, &hour, &minute);
                bool works = workday_is(days, day_of_time((time_ms){ at })) &&
                             within(limit, hour * 60 + minute);
                left += pass ? -(int64_t)works : works;
                t = at + MINUTE;
            }
        return (time_ms){ t };
    }
    const int64_t hour = due.ms - day_start(day_of_time(due)).ms;
    int           left = 0;
    for (day d = day_of_time(held); d.n < day_of_time(due).n;) {
        d.n++;
        left += workday_is(days, d);
    }
    day d = day_of_time(on);
    if (left == 0)
        while (!workday_is(days, d) || day_start(d).ms + hour < on.ms)
            d.n++;
    while (left > 0) {
        d.n++;
        left -= workday_is(days, d);
    }
    return (time_ms){ day_start(d).ms + hour };
}

static void what_was_held_is_due_as_a_walk_says_over_2019_to_2026(void **state) {
    (void)state;
    struct err     err = { 0 };
    struct limits *limits = limits_of(HEAD "x,x,,1,elapsed_hours,\n", &err);
    struct world   world;
    const int64_t  first = at("2019-01-01T00:00").ms / MINUTE,
                  last = at("2026-11-30T23:59").ms / MINUTE;
    support_world(&world);
    assert_non_null(limits);
    for (size_t i = 0; i < support_count(1500, 30000); i++) {
        const time_ms from = { (first + support_below(&world, (uint32_t)(last - first))) * MINUTE };
        struct limit  limit = { .unit = (enum limit_unit)(LIMIT_ELAPSED_HOURS +
                                                         support_below(&world, 3)) };
        any_spans(&world, &limit);
        limit.count = 1 + (int)support_below(&world, 12);
        const time_ms due = limit_due(limits, &limit, from);
        const int64_t length = (due.ms - from.ms) / MINUTE;
        const time_ms held = { from.ms +
                               support_below(&world, (uint32_t)length) * (int64_t)MINUTE };
        const time_ms on = { held.ms + (1 + support_below(&world, 9000)) * (int64_t)MINUTE };
        const time_ms walked = walk_resumed(limits, &limit, due, held, on),
                      is = limit_resumed(limits, &limit, due, held, on);
        char text[TIME_TEXT];
        time_format(from, text);
        if (is.ms != (walked.ms > due.ms ? walked.ms : due.ms))
            fail_msg("%s, %d %s, held after %lld minutes for %lld: %lld is %lld", text, limit.count,
                     limit_unit_words[limit.unit].name, (long long)(held.ms - from.ms) / MINUTE,
                     (long long)(on.ms - held.ms) / MINUTE, (long long)walked.ms, (long long)is.ms);
        check_number(limit_resumed(limits, &limit, due, (time_ms){ due.ms + 1 }, on).ms, due.ms,
                     "what was broken stays where it was");
        check_number(limit_resumed(limits, &limit, due, held, held).ms, due.ms, "held for no time");
    }
    limits_free(limits);
}

static void rungs_count_working_days_and_hours(void **state) {
    (void)state;
    struct err     err = { 0 };
    struct limits *limits = limits_of(HEAD "x,x,,1,elapsed_hours,\n", &err);
    static const struct {
        const char      *due;
        struct flow_rung rung;
        const char      *at, *why;
    } rows[] = {
        { "2026-11-30T17:30",
          { -1, LIMIT_WORKING_DAYS, 0, NULL },
          "2026-11-27T17:30",
          "the Friday before a Monday" },
        { "2026-11-27T17:30",
          { 1, LIMIT_WORKING_DAYS, 0, NULL },
          "2026-11-30T17:30",
          "the Monday after a Friday" },
        { "2026-11-27T17:30", { 0, LIMIT_WORKING_DAYS, 0, NULL }, "2026-11-27T17:30", "then" },
        { "2026-10-08T17:30",
          { -2, LIMIT_WORKING_DAYS, 0, NULL },
          "2026-09-29T17:30",
          "before the National Day holidays" },
        { "2026-11-27T17:30",
          { -2, LIMIT_ELAPSED_HOURS, 0, NULL },
          "2026-11-27T15:30",
          "two hours" },
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_number(limit_rung(limits, at(rows[i].due), &rows[i].rung).ms, at(rows[i].at).ms,
                     rows[i].why);
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

static void years_in_the_file_are_whole(void **state) {
    (void)state;
    struct err     err = { 0 };
    struct limits *limits = limits_of(HEAD "x,x,,1,elapsed_hours,\n", &err);
    assert_non_null(limits);
    assert_true(workday_announced(limits_workdays(limits), day_of(2019, 6, 1)));
    assert_false(workday_announced(limits_workdays(limits), day_of(2027, 6, 1)));
    limits_free(limits);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shipped_is_read),
        cmocka_unit_test(a_wrong_line_is_named),
        cmocka_unit_test(every_clock_has_a_limit_and_every_limit_a_clock),
        cmocka_unit_test(returns_at_line_ends_do_no_harm),
        cmocka_unit_test(known_due_times),
        cmocka_unit_test(due_times_equal_a_walk_over_2019_to_2026),
        cmocka_unit_test(what_was_held_is_due_as_a_walk_says_over_2019_to_2026),
        cmocka_unit_test(rungs_count_working_days_and_hours),
        cmocka_unit_test(calling_hours_end_before_their_end),
        cmocka_unit_test(years_in_the_file_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
