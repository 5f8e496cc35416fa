/* SPDX-License-Identifier: GPL-3.0-or-later
 * money.h - money is whole fen (1/100 yuan); a struct of one member, so that it is never mixed. */
#ifndef ANJU_BASE_MONEY_H
#define ANJU_BASE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    int64_t fen;
} money;

#define MONEY_ABSENT ((money){ INT64_MIN })
#define MONEY_TEXT 24

static inline bool money_absent(money m) {
    return m.fen == INT64_MIN;
}

/* Yuan with as many decimals as needed: "3000", "0.35", "18.5"; "" for absent. */
void money_format(money m, char out[MONEY_TEXT]);
/* "3000", "3,000.50", "-1.5": exactly, never through floating point; more than two decimals fail.
 */
bool money_parse(const char *text, money *ret_money);

#endif
