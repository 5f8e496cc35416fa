/* SPDX-License-Identifier: GPL-3.0-or-later
 * day_test.c - every day of three centuries against the C library, and times as people write them.
 */
#include "base/day.h"
#include "support/check.h"
#include "support/seed.h"

#include <time.h>

static void every_day_is_what_libc_says(void **state) {
    (void)state;
    int32_t count = day_of(1900, 1, 1).n;
    for (int year = 1900; year <= 2199; year++)
        for (int month = 1; month <= 12; month++)
            for (int d = 1; d <= 31; d++) {
                struct tm tm = { .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = d };
                time_t    seconds = timegm(&tm);
                bool      valid = tm.tm_mon == month - 1;
                assert_int_equal(date_valid(year, month, d), valid);
                if (!valid)
                    continue;
                day it = day_of(year, month, d);
                assert_int_equal(it.n, seconds / 86400);
                assert_int_equal(it.n, count++);
                assert_int_equal(day_weekday(it), tm.tm_wday == 0 ? 7 : tm.tm_wday);
                struct date date = day_date(it);
                assert_true(date.year == year && date.month == month && date.day == d);
                char text[DAY_TEXT], expected[DAY_TEXT];
                day  back;
                day_format(it, text);
                assert_int_equal(strftime(expected, sizeof(expected), "%Y-%m-%d", &tm), 10);
                assert_string_equal(text, expected);
                assert_true(day_parse_iso(text, &back));
                assert_int_equal(back.n, it.n);
            }
}

static void dates_outside_do_not_exist(void **state) {
    (void)state;
    static const struct date dates[] = {
        { 1899, 12, 31 }, { 2200, 1, 1 },  { 0, 0, 0 },     { 2026, 0, 1 },    { 2026, 13, 1 },
        { 2026, 1, 0 },   { 2026, 1, 32 }, { 2026, 2, 29 }, { 2100, 2, 29 },   { 2026, 4, 31 },
        { -1, 1, 1 },     { 2026, -1, 1 }, { 2026, 1, -1 }, { 1 << 30, 1, 1 }, { 2026, 1 << 30, 1 },
    };
    for (size_t i = 0; i < ROWS(dates); i++)
        assert_false(date_valid(dates[i].year, dates[i].month, dates[i].day));
    assert_true(date_valid(2000, 2, 29));
    static const int32_t days[] = { INT32_MIN, INT32_MIN + 1, INT32_MAX, -25568, 84006 };
    for (size_t i = 0; i < ROWS(days); i++) {
        char text[DAY_TEXT] = "x";
        day_format((day){ days[i] }, text);
        assert_string_equal(text, "");
        assert_int_equal(day_date((day){ days[i] }).year, 0);
        assert_in_range(day_weekday((day){ days[i] }), 1, 7);
    }
}

static void a_day_is_parsed_from_iso_only(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "",           "2026",         "2026-11",     "2026-11-2",   "2026-1-24",
        "26-11-24",   "2026/11/24",   "2026-11-24 ", " 2026-11-24", "2026-11-31",
        "2026-02-29", "2026-00-10",   "2026-13-01",  "2026-11-00",  "1899-12-31",
        "2200-01-01", "+026-11-24",   "2026-11-2４", "2026-11-24T", "20261124",
        "2026--1-24", "2026-11-24\n", "0000-00-00",  "２026-11-24",
    };
    day d = { 7 };
    for (size_t i = 0; i < ROWS(wrong); i++) {
        if (day_parse_iso(wrong[i], &d))
            fail_msg("\"%s\" was taken", wrong[i]);
        assert_int_equal(d.n, 7);
    }
    assert_false(day_parse_iso(NULL, &d));
    assert_true(day_parse_iso("2026-11-24", &d));
    assert_int_equal(d.n, day_of(2026, 11, 24).n);
    assert_int_equal(day_weekday(d), 2);
}

static void a_day_begins_at_midnight_in_shanghai(void **state) {
    (void)state;
    static const struct {
        int64_t     ms;
        const char *day;
        int         hour, minute;
        const char *why;
    } rows[] = {
        { 0, "1970-01-01", 8, 0, "the epoch is a morning there" },
        { -1, "1970-01-01", 7, 59, "a millisecond before" },
        { 57600000, "1970-01-02", 0, 0, "16:00 UTC is midnight" },
        { 57599999, "1970-01-01", 23, 59, "the millisecond before" },
        { -28800000, "1970-01-01", 0, 0, "the midnight before the epoch" },
        { -28800001, "1969-12-31", 23, 59, "and the evening before that" },
        { 1795484460000, "2026-11-24", 9, 41, "today" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        char    text[DAY_TEXT];
        int     hour, minute;
        time_ms t = { rows[i].ms };
        day_format(day_of_time(t), text);
        check_text(text, rows[i].day, rows[i].why);
        time_clock(t, &hour, &minute);
        check_number(hour, rows[i].hour, rows[i].why);
        check_number(minute, rows[i].minute, rows[i].why);
        time_ms start = day_start(day_of_time(t));
        assert_true(start.ms <= t.ms && t.ms < start.ms + 86400000);
    }
    assert_true(time_absent(day_start(DAY_ABSENT)));
    assert_true(day_absent(day_of_time(TIME_ABSENT)));
}

static void times_beyond_all_years_stay_within(void **state) {
    (void)state;
    static const int64_t times[] = { INT64_MIN + 1, INT64_MAX, -4000000000000000, 8000000000000 };
    for (size_t i = 0; i < ROWS(times); i++) {
        char date[DAY_TEXT], text[TIME_TEXT];
        int  hour, minute;
        day_format(day_of_time((time_ms){ times[i] }), date);
        check_text(date, times[i] < 0 ? "1900-01-01" : "2199-12-31", "the nearest day there is");
        time_format((time_ms){ times[i] }, text);
        assert_string_equal(text, "");
        time_clock((time_ms){ times[i] }, &hour, &minute);
        assert_in_range(hour, 0, 23);
        assert_in_range(minute, 0, 59);
    }
}

static void a_time_is_shanghai_unless_it_says_otherwise(void **state) {
    (void)state;
    static const struct {
        const char *given, *utc, *why;
    } rows[] = {
        { "2026-11-24T09:41", "2026-11-24T01:41:00.000Z", "a clock on the wall" },
        { "2026-11-24T09:41:30", "2026-11-24T01:41:30.000Z", "with seconds" },
        { "2026-11-24T09:41:30.5", "2026-11-24T01:41:30.500Z", "with a fraction" },
        { "2026-11-24T09:41:30.05", "2026-11-24T01:41:30.050Z", "of two digits" },
        { "2026-11-24T09:41:30.123", "2026-11-24T01:41:30.123Z", "of three" },
        { "2026-11-24T07:59", "2026-11-23T23:59:00.000Z", "the day before in UTC" },
        { "2026-11-24T01:41Z", "2026-11-24T01:41:00.000Z", "UTC" },
        { "2026-11-24T01:41:00.001Z", "2026-11-24T01:41:00.001Z", "UTC in full" },
        { "2026-11-24T09:41+08:00", "2026-11-24T01:41:00.000Z", "as written" },
        { "2026-11-24T00:00-05:30", "2026-11-24T05:30:00.000Z", "west" },
        { "2026-11-24T00:00+14:00", "2026-11-23T10:00:00.000Z", "the first to see the day" },
        { "1970-01-01T00:00Z", "1970-01-01T00:00:00.000Z", "the epoch" },
        { "1970-01-01T00:00", "1969-12-31T16:00:00.000Z", "before the epoch" },
        { "1900-01-01T00:00Z", "1900-01-01T00:00:00.000Z", "the first" },
        { "2199-12-31T23:59:59.999Z", "2199-12-31T23:59:59.999Z", "the last" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        time_ms t;
        char    text[TIME_TEXT];
        if (!time_parse(rows[i].given, &t))
            fail_msg("%s", rows[i].given);
        time_format(t, text);
        check_text(text, rows[i].utc, rows[i].why);
        time_ms back;
        assert_true(time_parse(text, &back));
        assert_true(back.ms == t.ms);
    }
}

static void what_is_no_time_is_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "",
        "2026-11-24",
        "2026-11-24T",
        "2026-11-24T9:41",
        "2026-11-24T09",
        "2026-11-24T09:",
        "2026-11-24T09:4",
        "2026-11-24 09:41",
        "2026-11-24t09:41",
        "2026-11-24T24:00",
        "2026-11-24T09:60",
        "2026-11-24T09:41:60",
        "2026-11-24T09:41:",
        "2026-11-24T09:41:30.",
        "2026-11-24T09:41:30.1234",
        "2026-11-24T09:41:30,5",
        "2026-11-24T09:41z",
        "2026-11-24T09:41ZZ",
        "2026-11-24T09:41 ",
        "2026-11-24T09:41+8",
        "2026-11-24T09:41+0800",
        "2026-11-24T09:41+08:60",
        "2026-11-24T09:41+15:00",
        "2026-11-24T09:41+08:00Z",
        "2026-02-30T09:41",
        "T09:41",
        "9999999999999999999",
        "-026-11-24T09:41",
    };
    time_ms t = { 7 };
    for (size_t i = 0; i < ROWS(wrong); i++) {
        if (time_parse(wrong[i], &t))
            fail_msg("\"%s\" was taken", wrong[i]);
        assert_true(t.ms == 7);
    }
    assert_false(time_parse(NULL, &t));
}

static void random_texts_are_refused_or_come_back_the_same(void **state) {
    (void)state;
    static const char letters[] = "0123456789-:T.Z+ 2026";
    struct world      world;
    support_world(&world);
    for (size_t round = 0; round < support_count(50000, 1000000); round++) {
        char   text[32] = "2026-11-24T09:41:30.123+08:00";
        size_t length = support_below(&world, 30);
        for (uint32_t changes = support_below(&world, 4); changes > 0; changes--)
            text[support_below(&world, 29)] = letters[support_below(&world, sizeof(letters) - 1)];
        text[length] = '\0';
        time_ms t;
        char    back[TIME_TEXT];
        if (time_parse(text, &t)) {
            time_ms again;
            time_format(t, back);
            assert_true(time_parse(back, &again) && again.ms == t.ms);
        }
        day d;
        if (day_parse_iso(text, &d)) {
            char day_text[DAY_TEXT];
            day_format(d, day_text);
            assert_string_equal(day_text, text);
        }
    }
}

static void absent_is_never_a_day_or_a_time(void **state) {
    (void)state;
    char date[DAY_TEXT] = "x", text[TIME_TEXT] = "x";
    day_format(DAY_ABSENT, date);
    time_format(TIME_ABSENT, text);
    assert_string_equal(date, "");
    assert_string_equal(text, "");
    assert_true(day_absent(DAY_ABSENT) && time_absent(TIME_ABSENT));
    assert_false(day_absent((day){ 0 }) || time_absent((time_ms){ 0 }));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_is_what_libc_says),
        cmocka_unit_test(dates_outside_do_not_exist),
        cmocka_unit_test(a_day_is_parsed_from_iso_only),
        cmocka_unit_test(a_day_begins_at_midnight_in_shanghai),
        cmocka_unit_test(times_beyond_all_years_stay_within),
        cmocka_unit_test(a_time_is_shanghai_unless_it_says_otherwise),
        cmocka_unit_test(what_is_no_time_is_refused),
        cmocka_unit_test(random_texts_are_refused_or_come_back_the_same),
        cmocka_unit_test(absent_is_never_a_day_or_a_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
