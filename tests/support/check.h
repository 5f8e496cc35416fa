/* SPDX-License-Identifier: GPL-3.0-or-later
 * check.h - cmocka with all it needs before it, and checks for rows of a table: each says why the row
 * is there when it does not hold. */
#ifndef ANJU_TESTS_SUPPORT_CHECK_H
#define ANJU_TESTS_SUPPORT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#define ROWS(table) (sizeof(table) / sizeof((table)[0]))

/* `why` says what the row is for. NULL equals only NULL. */
#define check_text(got, expected, why)                                                             \
    do {                                                                                           \
        const char *got_ = (got), *expected_ = (expected);                                         \
        if (!got_ != !expected_ || (got_ && strcmp(got_, expected_) != 0))                         \
            fail_msg("%s: got \"%s\", expected \"%s\"", (why), got_ ? got_ : "NULL",               \
                     expected_ ? expected_ : "NULL");                                              \
    } while (0)
#define check_number(got, expected, why)                                                           \
    do {                                                                                           \
        long long got_ = (long long)(got), expected_ = (long long)(expected);                      \
        if (got_ != expected_)                                                                     \
            fail_msg("%s: got %lld, expected %lld", (why), got_, expected_);                       \
    } while (0)

#endif
