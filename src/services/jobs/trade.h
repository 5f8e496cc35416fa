/* SPDX-License-Identifier: GPL-3.0-or-later
 * trade.h - kinds of work (工种), each with the picture that a resident knows it by. The table is
 * data: config/trades.csv. */
#ifndef ANJU_JOBS_TRADE_H
#define ANJU_JOBS_TRADE_H

#include "record/record.h"
#include "store/store.h"

struct trade {
    struct record_head head;
    char               name[TEXT_SIZE(12)];    /* 保洁 */
    char               picture[TEXT_SIZE(10)]; /* one emoji, joined sequences too */
    char               words[TEXT_SIZE(200)];  /* in titles: "保洁|清洁|环卫"; the longest match wins */
};
extern const struct record trade_record;

bool trade_seed(struct store *store, struct err *err); /* config/trades.csv into the store */

/* All trades, for guessing a posting's trade by its title. */
struct trades {
    const struct trade *at;
    size_t              count;
};
const struct trade *trades_guess(const struct trades *trades, const char *title); /* NULL: unknown */

#endif
