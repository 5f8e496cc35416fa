/* SPDX-License-Identifier: GPL-3.0-or-later
 * money.c - yuan as people write them, to fen and back, by digits alone. */
#include "base/money.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void money_format(money m, char out[MONEY_TEXT]) {
    if (money_absent(m)) {
        out[0] = '\0';
        return;
    }
    const char *sign = m.fen < 0 ? "-" : "";
    uint64_t    fen = (uint64_t)(m.fen < 0 ? -m.fen : m.fen);
    uint64_t    yuan = fen / 100, rest = fen % 100;
    if (rest == 0)
        (void)snprintf(out, MONEY_TEXT, "%s%" PRIu64, sign, yuan);
    else if (rest % 10 == 0)
        (void)snprintf(out, MONEY_TEXT, "%s%" PRIu64 ".%" PRIu64, sign, yuan, rest / 10);
    else
        (void)snprintf(out, MONEY_TEXT, "%s%" PRIu64 ".%02" PRIu64, sign, yuan, rest);
}

static bool push_digit(int64_t *fen, char digit) {
    return !__builtin_mul_overflow(*fen, 10, fen) &&
           !__builtin_add_overflow(*fen, digit - '0', fen);
}

/* "3000" or "3,000": where commas are, they stand before every three digits. */
static bool take_yuan(const char **at, int64_t *fen) {
    size_t first = strspn(*at, "0123456789");
    bool   grouped = first <= 3 && (*at)[first] == ',';
    size_t group = first;
    while (group > 0) {
        for (size_t i = 0; i < group; i++)
            if (!push_digit(fen, *(*at)++))
                return false;
        if (!grouped || **at != ',')
            return true;
        ++*at;
        group = strspn(*at, "0123456789");
        if (group != 3)
            return false;
    }
    return false;
}

bool money_parse(const char *text, money *ret_money) {
    if (!text)
        return false;
    bool negative = *text == '-';
    text += negative;
    int64_t fen = 0;
    if (!take_yuan(&text, &fen))
        return false;
    size_t decimals = 0;
    if (*text == '.') {
        text++;
        decimals = strspn(text, "0123456789");
        if (decimals < 1 || decimals > 2)
            return false;
        for (size_t i = 0; i < decimals; i++)
            if (!push_digit(&fen, *text++))
                return false;
    }
    for (; decimals < 2; decimals++)
        if (!push_digit(&fen, '0'))
            return false;
    if (*text)
        return false;
    *ret_money = (money){ negative ? -fen : fen };
    return true;
}
