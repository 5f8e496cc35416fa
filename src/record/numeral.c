/* SPDX-License-Identifier: GPL-3.0-or-later
 * numeral.c - digits, and Chinese numerals in their two ways: by place (二〇二六) and by unit
 * (三百二十). */
#include "record/numeral.h"

#include "base/text.h"

#include <string.h>

enum { DIGITS_MOST = 9, HAN_MOST = 9 };

struct han {
    const char *word;
    int         digit, unit; /* one of them is -1 */
};

static const struct han *han_at(const char *at) {
    static const struct han table[] = {
        { "〇", 0, -1 }, { "零", 0, -1 }, { "一", 1, -1 },  { "二", 2, -1 },   { "两", 2, -1 },
        { "三", 3, -1 }, { "四", 4, -1 }, { "五", 5, -1 },  { "六", 6, -1 },   { "七", 7, -1 },
        { "八", 8, -1 }, { "九", 9, -1 }, { "十", -1, 10 }, { "百", -1, 100 }, { "千", -1, 1000 },
    };
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
        if (text_starts(at, table[i].word))
            return &table[i];
    return NULL;
}

/* 三百二十 = 3 × 100 + 2 × 10; units fall, a bare 十 is 10, a last digit stands after 十 or 零. */
static bool by_unit(const struct han *const *at, int count, int *ret_number) {
    int  total = 0, digit = -1, last_unit = 10000;
    bool zero = false;
    for (int i = 0; i < count; i++) {
        if (at[i]->unit > 0) {
            if (at[i]->unit >= last_unit || digit == 0 || (digit < 0 && at[i]->unit != 10))
                return false;
            total += (digit < 0 ? 1 : digit) * at[i]->unit;
            last_unit = at[i]->unit;
            digit = -1;
            zero = false;
        } else if (at[i]->digit == 0) {
            if (zero || digit >= 0 || last_unit == 10000)
                return false;
            zero = true;
        } else {
            if (digit >= 0)
                return false;
            digit = at[i]->digit;
        }
    }
    if (digit > 0) {
        if (last_unit != 10 && !zero) /* 一百五 may be 105 or 150 */
            return false;
        total += digit;
    } else if (zero) {
        return false;
    }
    *ret_number = total;
    return true;
}

static bool by_place(const struct han *const *at, int count, int *ret_number) {
    int number = 0;
    for (int i = 0; i < count; i++)
        number = number * 10 + at[i]->digit;
    *ret_number = number;
    return true;
}

static bool read_han(const char **at, struct numeral *ret_numeral) {
    const struct han *found[HAN_MOST];
    const char       *end = *at;
    int               count = 0;
    bool              units = false;
    for (const struct han *han; (han = han_at(end)) != NULL; end += strlen(han->word)) {
        if (count == HAN_MOST)
            return false;
        found[count++] = han;
        units = units || han->unit > 0;
    }
    int number;
    if (count == 0 || (!units && count > 4) || !(units ? by_unit : by_place)(found, count, &number))
        return false;
    *ret_numeral = (struct numeral){ .number = number };
    *at = end;
    return true;
}

bool numeral_read(const char **at, struct numeral *ret_numeral) {
    size_t digits = strspn(*at, "0123456789");
    if (digits == 0)
        return read_han(at, ret_numeral);
    if (digits > DIGITS_MOST)
        return false;
    int number = 0;
    for (size_t i = 0; i < digits; i++)
        number = number * 10 + (*at)[i] - '0';
    *ret_numeral = (struct numeral){ .number = number, .digits = (int)digits };
    *at += digits;
    return true;
}
