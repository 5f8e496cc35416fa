/* SPDX-License-Identifier: GPL-3.0-or-later
 * workday_test.c - the working calendar: the announced years as announced, later ones by the law,
 * and files that are not right. */
#include "base/file.h"
#include "base/workday.h"
#include "support/check.h"
#include "support/seed.h"
#include "support/temp.h"

#include <stdlib.h>

static struct workdays *workdays; /* of the shipped file */
static struct arena     arena;
static struct temp      temp;

static int load(void **state) {
    (void)state;
    temp_make(&temp);
    struct err  err = { 0 };
    const char *path = share_path(&arena, "config/holidays-cn.csv");
    if (!workdays_load(&workdays, path, &err))
        bug("%s", err.text);
    return 0;
}

static int unload(void **state) {
    (void)state;
    workdays_free(workdays);
    arena_deinit(&arena);
    temp_remove(&temp);
    return 0;
}

static day parse(const char *text) {
    day d;
    if (!day_parse_iso(text, &d))
        fail_msg("%s", text);
    return d;
}

/* The file as another eye reads it: 1 work, 0 holiday, -1 not listed. */
static int listed(const char *csv, day d) {
    char text[DAY_TEXT];
    day_format(d, text);
    const char *line = strstr(csv, text);
    return line ? strchr(line, '\n')[-1] - '0' : -1;
}

static void the_announced_years_are_as_announced(void **state) {
    (void)state;
    char  *csv;
    size_t length;
    assert_true(file_read(&arena, share_path(&arena, "config/holidays-cn.csv"), 1 << 20, &csv,
                          &length, NULL));
    int off = 0, make_up = 0;
    for (day d = day_of(2019, 1, 1); d.n <= day_of(2026, 12, 31).n; d.n++) {
        int  in_file = listed(csv, d);
        bool expected = in_file >= 0 ? in_file : day_weekday(d) <= 5;
        if (workday_is(workdays, d) != expected) {
            char text[DAY_TEXT];
            day_format(d, text);
            fail_msg("%s", text);
        }
        assert_true(workday_announced(workdays, d));
        assert_int_equal(workday_name(workdays, d) != NULL, in_file >= 0);
        off += in_file == 0;
        make_up += in_file == 1;
    }
    assert_int_equal(off + make_up, 283);
    assert_int_equal(make_up, 53);
}

static void single_days_are_right(void **state) {
    (void)state;
    static const struct {
        const char *day;
        bool        work, announced;
        const char *name, *why;
    } rows[] = {
        { "2026-11-24", true, true, NULL, "a Tuesday" },
        { "2026-11-28", false, true, NULL, "a Saturday" },
        { "2026-10-01", false, true, "国庆节", "a holiday" },
        { "2026-10-10", true, true, "国庆节", "the Saturday that makes up for it" },
        { "2026-02-16", false, true, "春节", "the eve" },
        { "2018-12-29", true, true, "元旦", "of 2019's notice: it makes up" },
        { "2018-12-31", false, true, "元旦", "of 2019's notice: a bridge" },
        { "2018-12-28", true, false, NULL, "but nothing else of 2018 is known" },
        { "2018-10-01", false, false, "国庆节", "by the law" },
        { "2022-12-31", false, true, "元旦", "of 2023's notice, in a year that is known" },
        { "2027-01-01", false, false, "元旦", "not announced: by the law" },
        { "2027-01-02", false, false, NULL, "only because it is a Saturday" },
        { "2027-01-04", true, false, NULL, "no bridge is guessed" },
        { "2027-05-01", false, false, "劳动节", "the first of two" },
        { "2027-05-03", true, false, NULL, "not the third" },
        { "2027-10-04", true, false, NULL, "three days of October, no more" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        day d = parse(rows[i].day);
        check_number(workday_is(workdays, d), rows[i].work, rows[i].why);
        check_number(workday_announced(workdays, d), rows[i].announced, rows[i].why);
        check_text(workday_name(workdays, d), rows[i].name, rows[i].why);
    }
}

/* Order 795: thirteen days a year, from the eve of the Spring Festival. */
static void later_years_take_the_days_of_the_law(void **state) {
    (void)state;
    static const struct {
        const char *new_year, *tomb, *boat, *moon;
    } years[] = {
        { "2027-02-06", "2027-04-05", "2027-06-09", "2027-09-15" },
        { "2028-01-26", "2028-04-04", "2028-05-28", "2028-10-03" },
        { "2029-02-13", "2029-04-04", "2029-06-16", "2029-09-22" },
        { "2030-02-03", "2030-04-05", "2030-06-05", "2030-09-12" },
        { "2031-01-23", "2031-04-05", "2031-06-24", "2031-10-01" },
        { "2032-02-11", "2032-04-04", "2032-06-12", "2032-09-19" },
        { "2033-01-31", "2033-04-04", "2033-06-01", "2033-09-08" },
        { "2034-02-19", "2034-04-05", "2034-06-20", "2034-09-27" },
        { "2035-02-08", "2035-04-05", "2035-06-10", "2035-09-16" },
    };
    for (size_t i = 0; i < ROWS(years); i++) {
        int year = 2027 + (int)i;
        day spring = parse(years[i].new_year);
        for (day d = day_of(year, 1, 1); d.n <= day_of(year, 12, 31).n; d.n++) {
            struct date date = day_date(d);
            int         at = date.month * 100 + date.day;
            const char *name = at == 101                                    ? "元旦"
                               : d.n >= spring.n - 1 && d.n <= spring.n + 2 ? "春节"
                               : d.n == parse(years[i].tomb).n              ? "清明节"
                               : at == 501 || at == 502                     ? "劳动节"
                               : d.n == parse(years[i].boat).n              ? "端午节"
                               : at >= 1001 && at <= 1003                   ? "国庆节"
                               : d.n == parse(years[i].moon).n              ? "中秋节"
                                                                            : NULL;
            char        text[DAY_TEXT];
            day_format(d, text);
            check_text(workday_name(workdays, d), name, text);
            check_number(workday_is(workdays, d), !name && day_weekday(d) <= 5, text);
            assert_false(workday_announced(workdays, d));
        }
    }
}

/* For two centuries: asking the moon only in some weeks loses no holiday. */
static void every_year_has_its_days_of_the_law(void **state) {
    (void)state;
    for (int year = 2027; year <= 2199; year++) {
        int days = 0;
        for (day d = day_of(year, 1, 1); d.n <= day_of(year, 12, 31).n; d.n++)
            days += workday_name(workdays, d) != NULL;
        /* 中秋 may fall on one of 国庆节's three. */
        if (days != 13 && days != 12)
            fail_msg("%d has %d", year, days);
    }
}

static void a_limit_of_days_starts_on_the_next_working_day(void **state) {
    (void)state;
    static const struct {
        const char *from;
        int         count;
        const char *due, *why;
    } rows[] = {
        { "2026-11-24", 1, "2026-11-25", "the next day" },
        { "2026-11-24", 5, "2026-12-01", "over a weekend" },
        { "2026-11-27", 1, "2026-11-30", "from a Friday" },
        { "2026-11-28", 1, "2026-11-30", "from a Saturday" },
        { "2026-09-30", 1, "2026-10-08", "over seven days of holiday" },
        { "2026-10-09", 1, "2026-10-10", "a Saturday that is worked" },
        { "2026-10-08", 3, "2026-10-12", "counts that Saturday" },
        { "2026-10-01", 0, "2026-10-08", "none: the first working day from here" },
        { "2026-10-08", 0, "2026-10-08", "none: this one" },
        { "2026-12-31", 1, "2027-01-04", "into a year that is not announced" },
        { "2026-12-31", 20, "2027-01-29", "a month into it" },
        { "2027-02-04", 1, "2027-02-09", "over the eve and three days, by calculation" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        char text[DAY_TEXT];
        day_format(workday_after(workdays, parse(rows[i].from), rows[i].count), text);
        check_text(text, rows[i].due, rows[i].why);
    }
}

static void counting_agrees_with_walking(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    for (size_t round = 0; round < support_count(300, 6000); round++) {
        day from = { day_of(2018, 12, 1).n + (int32_t)support_below(&world, 12 * 365) };
        int count = (int)support_below(&world, 60);
        day walked = from;
        for (int left = count; left > 0;) {
            walked.n++;
            left -= workday_is(workdays, walked);
        }
        while (count == 0 && !workday_is(workdays, walked))
            walked.n++;
        day due = workday_after(workdays, from, count);
        assert_int_equal(due.n, walked.n);
        assert_true(workday_is(workdays, due));
        if (count > 0) {
            assert_int_equal(workday_between(workdays, from, due), count);
            assert_int_equal(workday_between(workdays, due, from), -count);
        }
        assert_int_equal(workday_between(workdays, from, from), 0);
    }
}

static void the_end_of_all_days_is_absent(void **state) {
    (void)state;
    assert_true(day_absent(workday_after(workdays, day_of(2199, 12, 30), 50)));
    assert_int_equal(workday_between(workdays, DAY_ABSENT, day_of(2026, 1, 1)), 0);
    assert_int_equal(workday_between(workdays, day_of(2026, 1, 1), DAY_ABSENT), 0);
    assert_false(workday_announced(workdays, DAY_ABSENT));
    assert_null(workday_name(workdays, DAY_ABSENT));
    assert_true(day_absent(workday_after(workdays, DAY_ABSENT, 1)));
    assert_true(day_absent(workday_after(workdays, DAY_ABSENT, 0)));
}

static void a_wrong_line_is_told_by_its_number(void **state) {
    (void)state;
#define HEAD "date,name,is_work\n"
    static const struct {
        const char *csv, *said, *why;
    } rows[] = {
        { "", ":1: 第一行应为 date,name,is_work", "an empty file" },
        { "日期,名称,上班\n", ":1: 第一行", "another header" },
        { HEAD, "一天也没有", "no day at all" },
        { HEAD "2026-10-01,国庆节,0\n\n2026-10-02,国庆节,0\n", ":3: 每行三格", "an empty line" },
        { HEAD "2026-10-01,国庆节\n", ":2: 每行三格", "a cell too few" },
        { HEAD "2026-10-01,国庆节,0,1\n", ":2: 每行三格", "a cell too many" },
        { HEAD "2026/10/01,国庆节,0\n", ":2: 日期应写成", "another way to write a day" },
        { HEAD "2026-02-29,x,0\n", ":2: 日期应写成", "no such day" },
        { HEAD "2026-10-01,,0\n", ":2: 节日名称", "no name" },
        { HEAD "2026-10-01,国 庆,0\n", ":2: 节日名称", "a space in the name" },
        { HEAD "2026-10-01,一二三四五六七八九十一二三四五六七八九十一,0\n", ":2: 节日名称", "21" },
        { HEAD "2026-10-01,国庆节,2\n", ":2: 第三格", "neither 0 nor 1" },
        { HEAD "2026-10-01,国庆节,0 \n", ":2: 第三格", "a space behind it" },
        { HEAD "2026-10-01,国庆节,\n", ":2: 第三格", "nothing" },
        { HEAD "2026-10-02,国庆节,0\n2026-10-01,国庆节,0\n2026-10-02,国庆节,0\n",
          ":4: 2026-10-02 在第 2 行已经有了", "a day twice" },
        { HEAD "2026-10-01,国\xFF,0\n", "不是文本文件", "no text" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct err       err = { 0 };
        struct workdays *w = NULL;
        const char      *path = temp_file(&temp, "h.csv", rows[i].csv, strlen(rows[i].csv));
        if (workdays_load(&w, path, &err))
            fail_msg("%s was taken", rows[i].why);
        assert_null(w);
        if (!strstr(err.text, rows[i].said) || !strstr(err.text, path))
            fail_msg("%s: %s", rows[i].why, err.text);
    }
    struct err       err = { 0 };
    struct workdays *w = NULL;
    assert_false(workdays_load(&w, temp_path(&temp, "absent"), &err));
    assert_int_equal(err.code, ERR_ABSENT);
    assert_false(workdays_load(&w, temp_path(&temp, "absent"), NULL));
}

static void order_line_ends_and_a_bom_do_not_matter(void **state) {
    (void)state;
    static const char csv[] = "\xEF\xBB\xBF"
                              "date,name,is_work\r\n2031-10-02,国庆节,0\r\n"
                              "2031-09-28,国庆节,1\r\n2031-10-01,国庆节,0";
    struct workdays  *w = NULL;
    struct err        err = { 0 };
    assert_true(workdays_load(&w, temp_file(&temp, "h.csv", csv, sizeof(csv) - 1), &err));
    assert_true(workday_is(w, day_of(2031, 9, 28)));
    assert_false(workday_is(w, day_of(2031, 10, 1)));
    assert_string_equal(workday_name(w, day_of(2031, 10, 2)), "国庆节");
    assert_true(workday_announced(w, day_of(2031, 3, 3)));
    assert_false(workday_announced(w, day_of(2026, 3, 3)));
    workdays_free(w);
    workdays_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_announced_years_are_as_announced),
        cmocka_unit_test(single_days_are_right),
        cmocka_unit_test(later_years_take_the_days_of_the_law),
        cmocka_unit_test(every_year_has_its_days_of_the_law),
        cmocka_unit_test(a_limit_of_days_starts_on_the_next_working_day),
        cmocka_unit_test(counting_agrees_with_walking),
        cmocka_unit_test(the_end_of_all_days_is_absent),
        cmocka_unit_test(a_wrong_line_is_told_by_its_number),
        cmocka_unit_test(order_line_ends_and_a_bom_do_not_matter),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
