/* SPDX-License-Identifier: GPL-3.0-or-later
 * phone_test.c - telephone numbers as they stand in real sheets, and what becomes of them. The
 * numbers are nobody's, but for those of public services. */
#include "record/phone.h"

#include "support/seed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct row {
    const char        *text;
    enum phone_verdict verdict;
    const char        *number, *rest, *why;
};

static void judge(const struct row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct arena         arena = { 0 };
        struct phone_reading reading = phone_read(&arena, rows[i].text);
        if (reading.verdict != rows[i].verdict || strcmp(reading.number, rows[i].number) != 0 ||
            strcmp(reading.rest, rows[i].rest) != 0)
            fail_msg("\"%s\" (%s): verdict %d, \"%s\", rest \"%s\"", rows[i].text, rows[i].why,
                     (int)reading.verdict, reading.number, reading.rest);
        arena_deinit(&arena);
    }
}
#define JUDGE(rows) judge((rows), sizeof(rows) / sizeof((rows)[0]))

static const struct row kept[] = {
    { "13800001234", PHONE_OK, "13800001234", "", "mobile" },
    { "138 0000 1234", PHONE_OK, "13800001234", "", "spaces" },
    { "138-0000-1234", PHONE_OK, "13800001234", "", "hyphens" },
    { "138.0000.1234", PHONE_OK, "13800001234", "", "points" },
    { "１３８００００１２３４", PHONE_OK, "13800001234", "", "全角" },
    { "138\xC2\xA0"
      "0000\xE2\x80\x8B"
      "1234",
      PHONE_OK, "13800001234", "", "no-break, zero-width" },
    { "'13800001234", PHONE_OK, "13800001234", "", "the apostrophe of a spreadsheet" },
    { "’13800001234", PHONE_OK, "13800001234", "", "the same, made typographic" },
    { "+86 138 0000 1234", PHONE_OK, "13800001234", "", "+86" },
    { "+86-13800001234", PHONE_OK, "13800001234", "", "+86" },
    { "0086 13800001234", PHONE_OK, "13800001234", "", "0086" },
    { "8613800001234", PHONE_OK, "13800001234", "", "86" },
    { "（＋８６）13800001234", PHONE_OK, "13800001234", "", "全角 brackets" },
    { "13800001234.0", PHONE_OK, "13800001234", "", "the number of a cell" },
    { "13800001234.000000", PHONE_OK, "13800001234", "", "the number of a cell" },
    { "1.3800001234E+10", PHONE_OK, "13800001234", "", "every digit is there" },
    { "1.3800001234E10", PHONE_OK, "13800001234", "", "every digit is there" },
    { "0738-8221234", PHONE_OK, "0738-8221234", "", "line" },
    { "07388221234", PHONE_OK, "0738-8221234", "", "line" },
    { "0738 822 1234", PHONE_OK, "0738-8221234", "", "line" },
    { "0738－8221234", PHONE_OK, "0738-8221234", "", "全角 hyphen" },
    { "0738—8221234", PHONE_OK, "0738-8221234", "", "a dash" },
    { "(0738)8221234", PHONE_OK, "0738-8221234", "", "brackets" },
    { "（0738）8221234", PHONE_OK, "0738-8221234", "", "全角 brackets" },
    { "+86 738 8221234", PHONE_OK, "0738-8221234", "", "the trunk 0 left out abroad" },
    { "+86(0)738-8221234", PHONE_OK, "0738-8221234", "", "the trunk 0 in brackets" },
    { "0731-88221234", PHONE_OK, "0731-88221234", "", "eight digits" },
    { "0755 2345 6789", PHONE_OK, "0755-23456789", "", "eight digits" },
    { "010-82211234", PHONE_OK, "010-82211234", "", "short area" },
    { "02155551234", PHONE_OK, "021-55551234", "", "short area" },
    { "8221234", PHONE_OK, "8221234", "", "without area" },
    { "0738-8221234转802", PHONE_OK, "0738-8221234转802", "", "extension" },
    { "0738-8221234 转 802", PHONE_OK, "0738-8221234转802", "", "extension" },
    { "0738-8221234-802", PHONE_OK, "0738-8221234转802", "", "extension by hyphen" },
    { "0738-8221234分机802", PHONE_OK, "0738-8221234转802", "", "extension" },
    { "0738-8221234 ext. 802", PHONE_OK, "0738-8221234转802", "", "extension" },
    { "400-800-1234", PHONE_OK, "400-800-1234", "", "400" },
    { "4008001234", PHONE_OK, "400-800-1234", "", "400" },
    { "800-800-1234", PHONE_OK, "800-800-1234", "", "800" },
    { "400 8001 234转1", PHONE_OK, "400-800-1234转1", "", "400 with extension" },
    { "12345", PHONE_OK, "12345", "", "service" },
    { "110", PHONE_OK, "110", "", "service" },
    { "10086", PHONE_OK, "10086", "", "service" },
    { "118114", PHONE_OK, "118114", "", "service" },
    { "95588", PHONE_OK, "95588", "", "service" },
    { "96533", PHONE_OK, "96533", "", "service" },
    { "+852 2345 6789", PHONE_OK, "+85223456789", "", "abroad" },
    { "0738-000 1234", PHONE_OK, "0738-0001234", "", "nobody's: demo" },
    { "199-0000-1234", PHONE_OK, "19900001234", "", "nobody's: demo" },
    { "100-0000-1234", PHONE_OK, "10000001234", "", "nobody's: demo" },
};

static void a_number_is_kept_in_one_form(void **state) {
    (void)state;
    JUDGE(kept);
}

static void what_else_a_cell_holds_is_handed_over(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "13800001234、13900001234", PHONE_OK, "13800001234", "13900001234", "two" },
        { "13800001234/13900001234", PHONE_OK, "13800001234", "13900001234", "two" },
        { "13800001234 13900001234", PHONE_OK, "13800001234", "13900001234", "two" },
        { "13800001234\n13900001234", PHONE_OK, "13800001234", "13900001234", "two lines" },
        { "13800001234，13900001234；0738-8221234", PHONE_OK, "13800001234",
          "13900001234;0738-8221234", "three" },
        { "0738-8221234/8225678", PHONE_OK, "0738-8221234", "8225678", "two lines of one area" },
        { "0738-8221234-5", PHONE_OK, "0738-8221234", "5", "-5 may be the next line" },
        { "119/13800001234", PHONE_OK, "119", "13800001234", "two" },
        { "刘经理 13800001234", PHONE_OK, "13800001234", "刘经理", "a name" },
        { "13800001234（刘经理）", PHONE_OK, "13800001234", "刘经理", "a name behind" },
        { "刘13800001234 李13900001234", PHONE_OK, "13800001234", "刘 李13900001234",
          "two people" },
        { "13800001234（微信同号）", PHONE_OK, "13800001234", "微信同号", "a remark" },
        { "联系电话：0738-8221234", PHONE_OK, "0738-8221234", "", "only the heading again" },
        { "Tel: 0738-8221234", PHONE_OK, "0738-8221234", "", "only the heading again" },
        { "1380000123 / 13900001234", PHONE_OK, "13900001234", "1380000123",
          "the first lacks a digit" },
    };
    JUDGE(rows);
}

static void what_is_no_number_is_refused_for_what_it_is(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "", PHONE_NONE, "", "", "nothing" },
        { " 　\n", PHONE_NONE, "", "", "spaces" },
        { "1.38E+10", PHONE_RUINED, "", "", "digits lost" },
        { "1.38E10", PHONE_RUINED, "", "", "digits lost" },
        { "1.38e+10", PHONE_RUINED, "", "", "digits lost" },
        { "1.3800001E+10", PHONE_RUINED, "", "", "three digits unknown" },
        { "１．３８Ｅ＋１０", PHONE_RUINED, "", "", "全角" },
        { "刘经理 1.38E+10", PHONE_RUINED, "", "", "with a name" },
        { "138****6021", PHONE_MASKED, "", "", "hidden" },
        { "138＊＊＊＊6021", PHONE_MASKED, "", "", "hidden" },
        { "138xxxx6021", PHONE_MASKED, "", "", "hidden" },
        { "138××××6021", PHONE_MASKED, "", "", "hidden" },
        { "1380000123", PHONE_IMPLAUSIBLE, "", "", "ten digits" },
        { "138000012345", PHONE_IMPLAUSIBLE, "", "", "twelve digits" },
        { "12800001234567", PHONE_IMPLAUSIBLE, "", "", "fourteen" },
        { "1380000123413900001234", PHONE_IMPLAUSIBLE, "", "", "two glued" },
        { "7388221234", PHONE_IMPLAUSIBLE, "", "", "the 0 lost, not to be invented" },
        { "0738-822123", PHONE_IMPLAUSIBLE, "", "", "six digits" },
        { "0731-882212345", PHONE_IMPLAUSIBLE, "", "", "nine digits" },
        { "010-8221234", PHONE_IMPLAUSIBLE, "", "", "Beijing has eight" },
        { "13800", PHONE_IMPLAUSIBLE, "", "", "cut off" },
        { "12345678901", PHONE_IMPLAUSIBLE, "", "", "no such mobile" },
        { "见公告", PHONE_IMPLAUSIBLE, "", "", "words" },
        { "#REF!", PHONE_IMPLAUSIBLE, "", "", "error cell" },
        { "+", PHONE_IMPLAUSIBLE, "", "", "a sign" },
        { "0", PHONE_IMPLAUSIBLE, "", "", "one digit" },
        { "00000000000", PHONE_IMPLAUSIBLE, "", "", "zeros" },
    };
    JUDGE(rows);
}

/* Are the digits of `part` among those of `whole`, in the same order? */
static bool digits_within(const char *part, const char *whole) {
    for (; *part; part++) {
        if (*part < '0' || *part > '9')
            continue;
        while (*whole && *whole != *part)
            whole++;
        if (*whole++ == '\0')
            return false;
    }
    return true;
}

static void no_digit_is_invented(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    static const char *const pieces[] = { "1", "3",  "8", "0", "0738", "-",  " ",   "/",     "转",
                                          "+", "86", "(", ")", ".",    "刘", "400", "12345", "E" };
    for (size_t i = 0; i < support_count(50000, 1000000); i++) {
        struct arena arena = { 0 };
        char         text[256] = "";
        for (uint32_t n = 1 + support_below(&world, 24); n > 0; n--)
            strcat(text, pieces[support_below(&world, sizeof(pieces) / sizeof(pieces[0]))]);
        struct phone_reading reading = phone_read(&arena, text);
        /* The trunk 0, left out behind 86, is how such a number is dialled within China. */
        bool trunk = reading.number[0] == '0' && strstr(text, "86");
        if (!digits_within(reading.number + trunk, text))
            fail_msg("\"%s\" became \"%s\"", text, reading.number);
        if (reading.verdict == PHONE_OK) { /* and its form is final */
            struct phone_reading again = phone_read(&arena, reading.number);
            if (again.verdict != PHONE_OK || strcmp(again.number, reading.number) != 0)
                fail_msg("\"%s\": \"%s\" is read as \"%s\"", text, reading.number, again.number);
        }
        arena_deinit(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_is_kept_in_one_form),
        cmocka_unit_test(what_else_a_cell_holds_is_handed_over),
        cmocka_unit_test(what_is_no_number_is_refused_for_what_it_is),
        cmocka_unit_test(no_digit_is_invented),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
