/* SPDX-License-Identifier: GPL-3.0-or-later
 * numeral.h - a whole number at the start of a text, in digits or in 汉字. */
#ifndef ANJU_RECORD_NUMERAL_H
#define ANJU_RECORD_NUMERAL_H

#include <stdbool.h>

struct numeral {
    int number;
    int digits; /* how many were written, leading zeros too; 0 = in 汉字 */
};

/* Digits (at most nine), or 汉字 up to 9999: 十五, 三百二十, 两千, 二〇二六. *at moves behind it.
 * False and nothing moved when none stands there or it can be read in two ways (一百五). */
bool numeral_read(const char **at, struct numeral *ret_numeral);

#endif
