/* SPDX-License-Identifier: GPL-3.0-or-later
 * day_read_test.c - dates as they stand in real sheets, read on 2026-11-24 (a Tuesday). */
#include "record/day_read.h"

#include "support/seed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct row {
    const char          *text;
    enum day_read_result result;
    const char          *day;
    enum day_doubt       doubt;
    const char          *why;
};
#define OK DAY_READ_OK
#define NONE DAY_READ_NONE

static void judge(const struct row *rows, size_t count, day today) {
    for (size_t i = 0; i < count; i++) {
        struct day_reading reading = day_read(rows[i].text, today);
        char               text[DAY_TEXT];
        day_format(reading.day, text);
        if (reading.result != rows[i].result || reading.doubt != rows[i].doubt ||
            strcmp(text, rows[i].day) != 0)
            fail_msg("\"%s\" (%s): result %d, doubt %d, \"%s\"", rows[i].text, rows[i].why,
                     (int)reading.result, (int)reading.doubt, text);
    }
}
#define JUDGE(rows) judge((rows), sizeof(rows) / sizeof((rows)[0]), day_of(2026, 11, 24))

static void a_date_with_its_year_is_read_in_every_usual_form(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "2026-11-05", OK, "2026-11-05", 0, "ISO" },
        { "2026-11-5", OK, "2026-11-05", 0, "without zeros" },
        { "2026/11/5", OK, "2026-11-05", 0, "Excel in Chinese" },
        { "2026.11.5", OK, "2026-11-05", 0, "points" },
        { "2026. 11. 05", OK, "2026-11-05", 0, "points and spaces" },
        { "2026年11月5日", OK, "2026-11-05", 0, "written out" },
        { "2026 年 11 月 5 日", OK, "2026-11-05", 0, "spaces from a word processor" },
        { "2026年11月5号", OK, "2026-11-05", 0, "as one speaks" },
        { "2026年11月5", OK, "2026-11-05", 0, "日 left out" },
        { "26年11月5日", OK, "2026-11-05", 0, "year of two digits" },
        { "26-11-05", OK, "2026-11-05", 0, "year of two digits first: the rest can't be it" },
        { "20261105", OK, "2026-11-05", 0, "eight digits" },
        { "２０２６－１１－０５", OK, "2026-11-05", 0, "全角" },
        { "２０２６年１１月５日", OK, "2026-11-05", 0, "全角" },
        { "二〇二六年十一月五日", OK, "2026-11-05", 0, "汉字" },
        { "二零二六年十一月三十日", OK, "2026-11-30", 0, "汉字 with 零" },
        { "5-Nov-26", OK, "2026-11-05", 0, "English Excel" },
        { "5-Nov-2026", OK, "2026-11-05", 0, "English Excel" },
        { "November 5, 2026", OK, "2026-11-05", 0, "English" },
        { "5 Sept 2026", OK, "2026-09-05", 0, "the other short September" },
        { "2026年2月底", OK, "2026-02-28", 0, "the last day, whichever it is" },
        { "2028年2月底前", OK, "2028-02-29", 0, "the last day of a leap February" },
        { "13/5/2026", OK, "2026-05-13", 0, "the 13th can be no month" },
        { "11/25/2026", OK, "2026-11-25", 0, "the 25th can be no month" },
        { "5/5/2026", OK, "2026-05-05", 0, "either way the same" },
        { "2000-01-01", OK, "2000-01-01", 0, "the first" },
        { "2199-12-31", OK, "2199-12-31", 0, "the last" },
    };
    JUDGE(rows);
}

static void a_date_without_a_year_lies_within_six_months_of_today(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "11月5日", OK, "2026-11-05", 0, "just gone" },
        { "12月31日", OK, "2026-12-31", 0, "this year" },
        { "1月5日", OK, "2027-01-05", 0, "next year is nearer" },
        { "5月24日", OK, "2026-05-24", 0, "six months back exactly" },
        { "5月23日", OK, "2027-05-23", 0, "one day further: ahead" },
        { "5-Nov", OK, "2026-11-05", 0, "Excel's d-mmm" },
        { "Nov-5", OK, "2026-11-05", 0, "the other way" },
        { "05-Jan", OK, "2027-01-05", 0, "next year" },
        { "11/5", OK, "2026-11-05", 0, "month first" },
        { "11.5", OK, "2026-11-05", 0, "month first" },
        { "11.05", OK, "2026-11-05", 0, "month first" },
        { "11-30", OK, "2026-11-30", 0, "month first" },
        { "十二月五日", OK, "2026-12-05", 0, "汉字" },
        { "11月底", OK, "2026-11-30", 0, "last day" },
        { "2月底", OK, "2027-02-28", 0, "last day of next February" },
    };
    JUDGE(rows);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        assert_int_equal(day_read(rows[i].text, DAY_ABSENT).result, DAY_READ_NO_YEAR);
}

static void what_belongs_to_a_date_may_stand_around_it(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "2026-11-05 00:00:00", OK, "2026-11-05", 0, "Excel's midnight" },
        { "2026-11-05T00:00:00", OK, "2026-11-05", 0, "ISO" },
        { "2026-11-05 00:00:00.000", OK, "2026-11-05", 0, "with milliseconds" },
        { "2026/11/5 17:30", OK, "2026-11-05", 0, "time of day" },
        { "11月5日17时30分", OK, "2026-11-05", 0, "written out" },
        { "11月5日下午5点半", OK, "2026-11-05", 0, "as one speaks" },
        { "11月5日（周四）", OK, "2026-11-05", 0, "the right weekday" },
        { "11月5日 星期四", OK, "2026-11-05", 0, "the right weekday" },
        { "11月8日（礼拜天）", OK, "2026-11-08", 0, "Sunday" },
        { "11月5日前", OK, "2026-11-05", 0, "limit" },
        { "11月5日之前", OK, "2026-11-05", 0, "limit" },
        { "截至11月5日", OK, "2026-11-05", 0, "limit" },
        { "截止到2026年11月5日止", OK, "2026-11-05", 0, "limit" },
        { "截止日期：2026-11-05", OK, "2026-11-05", 0, "the heading again" },
        { "至2026年11月5日18:00", OK, "2026-11-05", 0, "limit and time" },
        { " 2026-11-05\xE2\x80\x8B", OK, "2026-11-05", 0, "zero-width space" },
    };
    JUDGE(rows);
}

static void the_number_of_a_day_in_excel_is_that_day(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "36526", OK, "2000-01-01", 0, "first taken" },
        { "46331", OK, "2026-11-05", 0, "a number" },
        { "46331.0", OK, "2026-11-05", 0, "as text of a double" },
        { "46331.729166667", OK, "2026-11-05", 0, "with its time" },
        { "73050", OK, "2099-12-31", 0, "last taken" },
        { "36525", NONE, "", 0, "before 2000" },
        { "73051", NONE, "", 0, "after 2099" },
        { "46331元", NONE, "", 0, "money" },
    };
    JUDGE(rows);
}

static void what_can_be_read_in_two_ways_is_doubted_or_refused(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "11/5/26", OK, "2026-11-05", DAY_DOUBT_ORDER, "2011-05-26 is far away" },
        { "5/11/2026", OK, "2026-05-11", DAY_DOUBT_ORDER, "or 5 November" },
        { "11.1", OK, "2026-11-01", DAY_DOUBT_ZERO, "11.10 loses its zero as a number" },
        { "Nov-26", OK, "2026-11-26", DAY_DOUBT_MONTH, "or November 2026" },
        { "11月5日（周五）", OK, "2026-11-05", DAY_DOUBT_WEEKDAY, "it is a Thursday" },
        { "10/11/12", NONE, "", 0, "far away both ways" },
        { "25-12-26", OK, "2025-12-26", 0, "25 can be no month" },
        { "26-11-27", OK, "2026-11-27", 0, "26 can be no month" },
    };
    JUDGE(rows);
    assert_int_equal(day_read("11/5/26", DAY_ABSENT).result, DAY_READ_NONE);
}

static void an_impossible_date_is_told_from_no_date(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "2月30日", DAY_READ_IMPOSSIBLE, "", 0, "no February" },
        { "2026-02-29", DAY_READ_IMPOSSIBLE, "", 0, "no leap year" },
        { "2月29日", DAY_READ_IMPOSSIBLE, "", 0, "2027 is no leap year" },
        { "2028-02-29", OK, "2028-02-29", 0, "2028 is one" },
        { "2026-13-01", DAY_READ_IMPOSSIBLE, "", 0, "no month" },
        { "13月1日", DAY_READ_IMPOSSIBLE, "", 0, "no month" },
        { "0月底", DAY_READ_IMPOSSIBLE, "", 0, "no month" },
        { "2026-11-00", DAY_READ_IMPOSSIBLE, "", 0, "no day" },
        { "20261131", DAY_READ_IMPOSSIBLE, "", 0, "no day" },
        { "1999-12-31", DAY_READ_FAR, "", 0, "too early" },
        { "2200-01-01", DAY_READ_FAR, "", 0, "too late" },
        { "", NONE, "", 0, "nothing" },
        { "长期", NONE, "", 0, "a word" },
        { "招满为止", NONE, "", 0, "a word" },
        { "5月", NONE, "", 0, "a month" },
        { "2026", NONE, "", 0, "a year" },
        { "2026年11月", NONE, "", 0, "a month of a year" },
        { "3000", NONE, "", 0, "a wage" },
        { "11月5日-11月30日", NONE, "", 0, "two dates" },
        { "2026-11-05 至 2026-12-01", NONE, "", 0, "two dates" },
        { "2026-11-05 25:00", NONE, "", 0, "no time" },
        { "2026-11-05Z", NONE, "", 0, "rubbish behind" },
        { "#VALUE!", NONE, "", 0, "an error cell" },
        { "\xFF\xFE", NONE, "", 0, "no UTF-8" },
        { "11月5日前前前前前前前前前前前前前前前前前前前前前前前前前前前前前前前前前", NONE, "", 0,
          "longer than any date" },
    };
    JUDGE(rows);
}

/* Whatever the day, what Anju itself prints is read back, with its year and without. */
static void every_day_printed_is_read_back(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    for (size_t i = 0; i < support_count(20000, 400000); i++) {
        day         today = { 11200 + (int32_t)support_below(&world, 70000) };
        day         near = { today.n - 180 + (int32_t)support_below(&world, 360) };
        struct date d = day_date(near);
        char        text[64];
        day_format(near, text);
        assert_int_equal(day_read(text, DAY_ABSENT).day.n, near.n);
        snprintf(text, sizeof(text), "%d年%d月%d日", d.year, d.month, d.day);
        assert_int_equal(day_read(text, DAY_ABSENT).day.n, near.n);
        snprintf(text, sizeof(text), "%d月%d日", d.month, d.day);
        if (day_read(text, today).day.n != near.n)
            fail_msg("%s on day %d is %d, not %d", text, today.n, day_read(text, today).day.n,
                     near.n);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_with_its_year_is_read_in_every_usual_form),
        cmocka_unit_test(a_date_without_a_year_lies_within_six_months_of_today),
        cmocka_unit_test(what_belongs_to_a_date_may_stand_around_it),
        cmocka_unit_test(the_number_of_a_day_in_excel_is_that_day),
        cmocka_unit_test(what_can_be_read_in_two_ways_is_doubted_or_refused),
        cmocka_unit_test(an_impossible_date_is_told_from_no_date),
        cmocka_unit_test(every_day_printed_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
