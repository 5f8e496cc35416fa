/* SPDX-License-Identifier: GPL-3.0-or-later
 * balance.c - the cheapest way through the stops in exactly so many lines, line by line: what a
 * line differs from the mean, squared, and the price of the break that ends it. */
#include "ui/balance.h"

enum { NO_WAY = INT32_MAX };

/* A line a third narrower or wider than the mean costs 11. */
static int raggedness(int64_t width, int64_t mean) {
    int64_t off = (width > mean ? width - mean : mean - width) * 1000 / (mean > 0 ? mean : 1);
    off = off < 3000 ? off : 3000;
    return (int)(off * off / 10000);
}

/* The cheapest line that ends at stop `to`, begun where a line before ended with a price of
 * `before[]`; which stop that was. */
static int cheapest(const struct stop *stops, size_t to, int64_t room, int64_t mean,
                    const int *before, size_t *ret_from) {
    int best = NO_WAY;
    for (size_t from = to; from-- > 0;) {
        int64_t width = stops[to].ends - stops[from].begins;
        if (width > room)
            break;
        if (before[from] == NO_WAY)
            continue;
        int price = before[from] + raggedness(width, mean) + stops[to].price;
        if (price < best) {
            best = price;
            *ret_from = from;
        }
    }
    return best;
}

bool balance(const struct stop *stops, size_t count, int64_t room, int lines, size_t *ret_ends) {
    int           price[BALANCE_LINES_MOST][BALANCE_STOPS_MOST];
    unsigned char from[BALANCE_LINES_MOST][BALANCE_STOPS_MOST];
    if (count < (size_t)lines || count > BALANCE_STOPS_MOST || lines < 2 ||
        lines > BALANCE_LINES_MOST)
        return false;
    int64_t mean = stops[count - 1].ends / lines;
    for (size_t s = 0; s < count; s++)
        price[0][s] =
            stops[s].ends > room ? NO_WAY : raggedness(stops[s].ends, mean) + stops[s].price;
    for (int line = 1; line < lines; line++)
        for (size_t s = 0; s < count; s++) {
            size_t best = 0;
            price[line][s] = cheapest(stops, s, room, mean, price[line - 1], &best);
            from[line][s] = (unsigned char)best;
        }
    size_t end = count - 1;
    if (price[lines - 1][end] == NO_WAY)
        return false;
    for (int line = lines - 1; line >= 0; line--) {
        ret_ends[line] = end;
        end = line > 0 ? from[line][end] : 0;
    }
    return true;
}
