/* SPDX-License-Identifier: GPL-3.0-or-later
 * figure.h - a sum as it stands in running text: 3000, 4,500, 0.35万, 4.5k, 4千5, 三千五, 三四千.
 * Exact: kept in fen, never through floating point. */
#ifndef ANJU_JOBS_FIGURE_H
#define ANJU_JOBS_FIGURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct figure {
    int64_t     fen;      /* of the sum as written, with its 万 or k */
    int64_t     high_fen; /* 三四千: the higher one; else the same */
    int         scale;    /* power of ten that was written behind it: 4 万, 3 千 or k; 0 none */
    int         digits;   /* how many before the point; 0 = in 汉字 */
    const char *end;
};

/* `at` is folded text (cell_text), at a digit or at a 汉字 numeral of at least a hundred. False
 * when there is no figure there, or it has parts of a fen. */
bool figure_read(const char *at, struct figure *ret_figure);
/* The same sum with another scale: 4 of "4-6k" as 4k. */
void figure_rescale(struct figure *figure, int scale);

#endif
