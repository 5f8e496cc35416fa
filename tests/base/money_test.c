/* SPDX-License-Identifier: GPL-3.0-or-later
 * money_test.c - yuan to fen and back, exactly, up to the last fen that fits. */
#include "base/money.h"
#include "support/check.h"
#include "support/seed.h"

static void money_is_read_exactly(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t     fen;
        const char *back, *why;
    } rows[] = {
        { "0", 0, "0", "nothing is not absent" },
        { "3000", 300000, "3000", "a month's pay" },
        { "3,000.50", 300050, "3000.5", "with a comma" },
        { "1,234,567.89", 123456789, "1234567.89", "with two" },
        { "0.35", 35, "0.35", "a piece" },
        { "0.05", 5, "0.05", "five fen" },
        { "18.5", 1850, "18.5", "an hour" },
        { "18.50", 1850, "18.5", "the same" },
        { "18.00", 1800, "18", "whole yuan" },
        { "-1.5", -150, "-1.5", "less than nothing" },
        { "-0.01", -1, "-0.01", "a fen less" },
        { "-0", 0, "0", "minus nothing is nothing" },
        { "007", 700, "7", "zeros before" },
        { "0.1", 10, "0.1", "what binary fractions cannot hold" },
        { "1.005", INT64_MIN, NULL, "half a fen" },
        { "92233720368547758.07", INT64_MAX, "92233720368547758.07", "the most" },
        { "-92233720368547758.07", -INT64_MAX, "-92233720368547758.07", "the least" },
        { "92233720368547758.08", INT64_MIN, NULL, "a fen more" },
        { "-92233720368547758.08", INT64_MIN, NULL, "what means absent" },
        { "92233720368547759", INT64_MIN, NULL, "a yuan more" },
        { "99999999999999999999999999999999999999", INT64_MIN, NULL, "far too many" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        money m = { 42 };
        char  text[MONEY_TEXT];
        bool  read = money_parse(rows[i].text, &m);
        check_number(read, rows[i].back != NULL, rows[i].why);
        check_number(m.fen, read ? rows[i].fen : 42, rows[i].why);
        if (read) {
            money_format(m, text);
            check_text(text, rows[i].back, rows[i].why);
        }
    }
}

static void what_is_no_money_is_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {
        "",       " ",      "-",      ".",      ".5",       "5.",       "5.123",     "1,00",
        "1,0000", ",100",   "100,",   "1,,000", "1000,000", "1,000,00", "1.000,50",  "1.2.3",
        "--1",    "+1",     "1-",     "1 000",  " 1",       "1 ",       "1e3",       "0x10",
        "１００", "3000元", "￥3000", "一百",   "NaN",      "inf",      "1,000.5,0",
    };
    money m = { 42 };
    for (size_t i = 0; i < ROWS(wrong); i++) {
        if (money_parse(wrong[i], &m))
            fail_msg("\"%s\" was taken", wrong[i]);
        assert_true(m.fen == 42);
    }
    assert_false(money_parse(NULL, &m));
}

static void every_amount_comes_back(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    for (size_t round = 0; round < support_count(50000, 1000000); round++) {
        money    m, back;
        uint64_t random;
        char     text[MONEY_TEXT];
        world_random(&world, &random, sizeof(random));
        m.fen = (int64_t)(random >> support_below(&world, 64)) * (round % 2 ? 1 : -1);
        if (money_absent(m))
            continue;
        money_format(m, text);
        assert_true(money_parse(text, &back) && back.fen == m.fen);
    }
}

static void absent_money_is_no_text(void **state) {
    (void)state;
    char text[MONEY_TEXT] = "x";
    money_format(MONEY_ABSENT, text);
    assert_string_equal(text, "");
    assert_true(money_absent(MONEY_ABSENT));
    assert_false(money_absent((money){ 0 }));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(money_is_read_exactly),
        cmocka_unit_test(what_is_no_money_is_refused),
        cmocka_unit_test(every_amount_comes_back),
        cmocka_unit_test(absent_money_is_no_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
