/* SPDX-License-Identifier: GPL-3.0-or-later
 * lunar_test.c - the Chinese calendar against printed almanacs. Not against ICU alone: its version
 * 72 is a day off where the new moon comes near midnight, the New Years of 2027 and 2030 among
 * them. */
/* link: -licui18n */
#include "base/lunar.h"
#include "support/check.h"

#include <unicode/ucal.h>

static day parse(const char *text) {
    day d;
    if (!day_parse_iso(text, &d))
        fail_msg("%s", text);
    return d;
}

static void every_new_year_is_the_almanacs(void **state) {
    (void)state;
    static const char *const days[] = {
        "1954-02-03", "1979-01-28", "1985-02-20", "1997-02-07", "2000-02-05", "2001-01-24",
        "2002-02-12", "2003-02-01", "2004-01-22", "2005-02-09", "2006-01-29", "2007-02-18",
        "2008-02-07", "2009-01-26", "2010-02-14", "2011-02-03", "2012-01-23", "2013-02-10",
        "2014-01-31", "2015-02-19", "2016-02-08", "2017-01-28", "2018-02-16", "2019-02-05",
        "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29",
        "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-03", "2031-01-23",
        "2032-02-11", "2033-01-31", "2034-02-19", "2035-02-08", "2036-01-28", "2037-02-15",
        "2038-02-04", "2039-01-24", "2040-02-12",
    };
    for (size_t i = 0; i < ROWS(days); i++) {
        struct lunar_date l = lunar_of(parse(days[i]));
        if (l.month != 1 || l.day != 1 || l.leap)
            fail_msg("%s is %d/%d", days[i], l.month, l.day);
        struct lunar_date eve = lunar_of((day){ parse(days[i]).n - 1 });
        assert_int_equal(eve.month, 12);
        assert_in_range(eve.day, 29, 30);
    }
}

static void the_other_feasts_are_the_almanacs(void **state) {
    (void)state;
    static const struct {
        const char *day;
        int         month, of_month;
    } rows[] = {
        { "2019-06-07", 5, 5 },  { "2020-06-25", 5, 5 },  { "2021-06-14", 5, 5 },
        { "2022-06-03", 5, 5 },  { "2023-06-22", 5, 5 },  { "2024-06-10", 5, 5 },
        { "2025-05-31", 5, 5 },  { "2026-06-19", 5, 5 },  { "2027-06-09", 5, 5 },
        { "2028-05-28", 5, 5 },  { "2019-09-13", 8, 15 }, { "2020-10-01", 8, 15 },
        { "2021-09-21", 8, 15 }, { "2022-09-10", 8, 15 }, { "2023-09-29", 8, 15 },
        { "2024-09-17", 8, 15 }, { "2025-10-06", 8, 15 }, { "2026-09-25", 8, 15 },
        { "2027-09-15", 8, 15 }, { "2028-10-03", 8, 15 },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct lunar_date l = lunar_of(parse(rows[i].day));
        check_number(l.month, rows[i].month, rows[i].day);
        check_number(l.day, rows[i].of_month, rows[i].day);
        assert_false(l.leap);
    }
}

/* 2033 is the year that many programs get wrong: the leap month is the eleventh, not the seventh.
 */
static void leap_months_are_the_almanacs(void **state) {
    (void)state;
    static const struct {
        int year, month;
    } leaps[] = {
        { 1984, 10 }, { 1987, 6 }, { 1990, 5 }, { 1993, 3 }, { 1995, 8 },  { 1998, 5 }, { 2001, 4 },
        { 2004, 2 },  { 2006, 7 }, { 2009, 5 }, { 2012, 4 }, { 2014, 9 },  { 2017, 6 }, { 2020, 4 },
        { 2023, 2 },  { 2025, 6 }, { 2028, 5 }, { 2031, 3 }, { 2033, 11 }, { 2036, 6 }, { 2039, 5 },
    };
    size_t next = 0;
    for (day d = day_of(1984, 2, 2); d.n < day_of(2041, 1, 1).n; d.n++) {
        struct lunar_date l = lunar_of(d);
        if (!l.leap || l.day != 1)
            continue;
        assert_true(next < ROWS(leaps));
        int year = day_date(d).year;
        check_number(year, leaps[next].year, "year of a leap month");
        check_number(l.month, leaps[next].month, "number of a leap month");
        next++;
    }
    assert_int_equal(next, ROWS(leaps));
}

static void months_follow_each_other(void **state) {
    (void)state;
    struct lunar_date before = lunar_of(day_of(1900, 1, 1));
    int               months = 0;
    for (day d = day_of(1900, 1, 2); d.n <= day_of(2199, 12, 31).n; d.n++) {
        struct lunar_date l = lunar_of(d);
        if (l.day != 1) {
            assert_int_equal(l.day, before.day + 1);
            assert_int_equal(l.month, before.month);
            assert_int_equal(l.leap, before.leap);
        } else {
            assert_in_range(before.day, 29, 30);
            assert_int_equal(l.month, l.leap ? before.month : before.month % 12 + 1);
            assert_false(l.leap && before.leap);
            months++;
            if (l.month == 1 && !l.leap) {
                assert_true(months == 12 || months == 13 || d.n < day_of(1901, 1, 1).n);
                months = 0;
            }
        }
        before = l;
    }
}

/* How often the two disagree on the first of a month: only where a new moon is near midnight. */
static void icu_agrees_but_near_midnight(void **state) {
    (void)state;
    static const UChar shanghai[] = u"Asia/Shanghai";
    UErrorCode         status = U_ZERO_ERROR;
    UCalendar *calendar = ucal_open(shanghai, -1, "zh@calendar=chinese", UCAL_TRADITIONAL, &status);
    assert_true(U_SUCCESS(status));
    int differ = 0;
    for (day d = day_of(2000, 1, 1); d.n < day_of(2100, 1, 1).n; d.n++) {
        struct lunar_date l = lunar_of(d);
        ucal_setMillis(calendar, (double)day_start(d).ms + 43200000, &status);
        int month = ucal_get(calendar, UCAL_MONTH, &status) + 1;
        int of_month = ucal_get(calendar, UCAL_DATE, &status);
        differ += (l.day == 1) != (of_month == 1);
        if (l.day > 1 && of_month > 1)
            assert_int_equal(l.month, month);
    }
    assert_true(U_SUCCESS(status));
    assert_in_range(differ, 0, 12); /* of 2,474 beginnings of two days each */
    ucal_close(calendar);
}

/* The rule of thumb of the almanacs for this century. */
static void qingming_is_by_the_sun(void **state) {
    (void)state;
    for (int year = 2000; year < 2100; year++) {
        int y = year - 2000, expected = (int)(y * 0.2422 + 4.81) - y / 4;
        for (int d = 1; d <= 10; d++)
            if (lunar_is_qingming(day_of(year, 4, d)) != (d == expected))
                fail_msg("%d-04-%02d", year, d);
    }
    assert_false(lunar_is_qingming(DAY_ABSENT));
}

static void no_day_has_no_date(void **state) {
    (void)state;
    assert_int_equal(lunar_of(DAY_ABSENT).month, 0);
    assert_int_equal(lunar_of((day){ INT32_MAX }).month, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_new_year_is_the_almanacs),
        cmocka_unit_test(the_other_feasts_are_the_almanacs),
        cmocka_unit_test(leap_months_are_the_almanacs),
        cmocka_unit_test(months_follow_each_other),
        cmocka_unit_test(icu_agrees_but_near_midnight),
        cmocka_unit_test(qingming_is_by_the_sun),
        cmocka_unit_test(no_day_has_no_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
