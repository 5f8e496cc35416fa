/* SPDX-License-Identifier: GPL-3.0-or-later
 * figure.c - sums in digits with their thousands and 万, and in 汉字. */
#include "services/jobs/figure.h"

#include "base/text.h"

#include <string.h>

enum { DIGITS_MOST = 11, DECIMALS_MOST = 10 };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static int64_t power(int exponent) {
    int64_t value = 1;
    while (exponent-- > 0)
        value *= 10;
    return value;
}

/* --- in digits ----------------------------------------------------------------------------------
 */

struct digits {
    int64_t mantissa; /* all digits as one number */
    int     whole, decimals;
};

/* Does a group of exactly three digits stand at `at`? */
static bool thousand_at(const char *at) {
    return is_digit(at[0]) && is_digit(at[1]) && is_digit(at[2]) && !is_digit(at[3]);
}

static const char *read_digits(const char *at, struct digits *digits) {
    *digits = (struct digits){ 0 };
    bool grouped = false;
    for (;; at++) {
        bool first_group = digits->whole > 0 && digits->whole <= 3;
        if ((*at == ',' || *at == ' ') && (first_group || grouped) && thousand_at(at + 1)) {
            grouped = true;
            continue;
        }
        if (!is_digit(*at))
            break;
        if (++digits->whole > DIGITS_MOST)
            return NULL;
        digits->mantissa = digits->mantissa * 10 + (*at - '0');
    }
    if (*at == '.' && is_digit(at[1]))
        for (at++; is_digit(*at); at++) {
            if (++digits->decimals > DECIMALS_MOST || digits->whole + digits->decimals > 17)
                return NULL;
            digits->mantissa = digits->mantissa * 10 + (*at - '0');
        }
    return at;
}

static int scale_at(const char *at, size_t *ret_length) {
    static const struct {
        const char *word;
        int         scale;
    } scales[] = { { "万", 4 }, { "w", 4 }, { "千", 3 }, { "k", 3 }, { "百", 2 } };
    for (size_t i = 0; i < sizeof(scales) / sizeof(scales[0]); i++)
        if (text_starts(at, scales[i].word) && !text_starts(at, "kg") && !text_starts(at, "km")) {
            *ret_length = strlen(scales[i].word);
            return scales[i].scale;
        }
    return 0;
}

/* What computing in floating point leaves behind is none: 3499.9999999 is 3500. */
static bool to_fen(const struct digits *digits, int scale, int64_t *ret_fen) {
    enum { NOISE = 1000 }; /* a thousandth of a fen */
    int exponent = 2 + scale - digits->decimals;
    if (exponent >= 0) {
        *ret_fen = digits->mantissa * power(exponent);
        return true;
    }
    int64_t one = power(-exponent), part = digits->mantissa % one;
    if (part * NOISE > one && (one - part) * NOISE > one)
        return false;
    *ret_fen = digits->mantissa / one + (part * NOISE > one);
    return true;
}

/* Behind "4千" or "1万": a last digit one place lower (4千5), or a smaller part (1万2千). */
static const char *read_rest(const char *at, int scale, int64_t *fen) {
    struct digits rest;
    size_t        length;
    if (!is_digit(*at))
        return at;
    const char *end = read_digits(at, &rest);
    if (!end || rest.decimals > 0)
        return at;
    int lower = scale_at(end, &length);
    if (lower > 0 && lower < scale && rest.whole == 1) {
        *fen += rest.mantissa * power(2 + lower);
        return read_rest(end + length, lower, fen);
    }
    if (lower == 0 && rest.whole == 1) {
        *fen += rest.mantissa * power(2 + scale - 1);
        return end;
    }
    return at;
}

static bool read_arabic(const char *at, struct figure *figure) {
    struct digits digits;
    size_t        length = 0;
    int64_t       fen;
    const char   *end = read_digits(at, &digits);
    if (!end || digits.whole == 0)
        return false;
    int scale = scale_at(end, &length);
    if (!to_fen(&digits, scale, &fen))
        return false;
    end += length;
    if (scale > 0 && digits.decimals == 0)
        end = read_rest(end, scale, &fen);
    *figure = (struct figure){
        .fen = fen, .high_fen = fen, .scale = scale, .digits = digits.whole, .end = end
    };
    return true;
}

/* --- in 汉字 -------------------------------------------------------------------------------------
 */

/* 1..9; 0 when none stands there. */
static int han_digit(const char *at) {
    static const char *const digits[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九" };
    static const char *const formal[] = { "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" };
    for (int i = 0; i < 9; i++)
        if (text_starts(at, digits[i]) || text_starts(at, formal[i]))
            return i + 1;
    return text_starts(at, "两") ? 2 : 0;
}

/* 两百一天, 两千五一个月: 一 begins the period and is no digit. */
static bool period_begins(const char *at) {
    static const char *const periods[] = { "天", "日", "月", "年", "个月", "小时", "个小时",
                                           "时", "班", "件", "次", "趟",   "个" };
    if (!text_starts(at, "一"))
        return false;
    for (size_t i = 0; i < sizeof(periods) / sizeof(periods[0]); i++)
        if (text_starts(at + strlen("一"), periods[i]))
            return true;
    return false;
}

/* Power of ten of 十百千万. */
static int han_unit(const char *at) {
    static const char *const units[] = { "十", "百", "千", "万" };
    static const char *const formal[] = { "拾", "佰", "仟", "萬" };
    for (int i = 0; i < 4; i++)
        if (text_starts(at, units[i]) || text_starts(at, formal[i]))
            return i + 1;
    return 0;
}

enum { HAN = 3 }; /* bytes of one of these characters */

/* 三千五百, 一万二, 两千零五十; 三四千 gives two. At least one unit from 百 up must be there. */
static bool read_han(const char *at, struct figure *figure) {
    int64_t low = 0, high = 0;
    int     last = 5;
    bool    large = false;
    for (;;) {
        if (text_starts(at, "零") && large)
            at += HAN;
        int  digit = period_begins(at) ? 0 : han_digit(at);
        bool last_digit = digit && period_begins(at + HAN);
        int  second = digit && !last_digit ? han_digit(at + HAN) : 0;
        if (digit == 0)
            break;
        const char *unit_at = at + HAN * (second ? 2 : 1);
        int         unit = han_unit(unit_at);
        if (unit == 0) { /* the last one: 三千五 */
            if (second || !large || last < 2)
                break;
            low += digit * power(last - 1);
            high += digit * power(last - 1);
            at += HAN;
            break;
        }
        if (unit >= last || (second && second != digit + 1))
            break;
        low += digit * power(unit);
        high += (second ? second : digit) * power(unit);
        large = large || unit >= 2;
        last = unit;
        at = unit_at + HAN;
    }
    if (!large)
        return false;
    *figure = (struct figure){ .fen = low * 100, .high_fen = high * 100, .scale = 3, .end = at };
    return true;
}

bool figure_read(const char *at, struct figure *ret_figure) {
    return is_digit(*at) ? read_arabic(at, ret_figure) : read_han(at, ret_figure);
}

void figure_rescale(struct figure *figure, int scale) {
    for (; figure->scale < scale; figure->scale++) {
        figure->fen *= 10;
        figure->high_fen *= 10;
    }
}
