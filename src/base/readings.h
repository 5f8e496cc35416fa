/* SPDX-License-Identifier: GPL-3.0-or-later
 * readings.h - how Chinese text is read aloud, for finding it by pinyin and initials.
 * Polyphones follow the word (银行 yin hang, 会计 kuai ji), by a table that the build makes from
 * libpinyin's (assets/readings/table.c). */
#ifndef ANJU_BASE_READINGS_H
#define ANJU_BASE_READINGS_H

#include "base/arena.h"

struct readings; /* the table, mapped read-only: pages come when touched; threads may share it */

/* NULL when the table (share_path "assets/readings.tsv") cannot be opened. */
struct readings *readings_new(void);
void             readings_free(struct readings *readings);

/* One syllable without tone for each Han character of `text`, in order, lower case, e.g.
 * "小区保洁员" → {"xiao","qu","bao","jie","yuan"}; ü is "v". A run of letters or digits, 全角
 * ones too, is one element in lower case ASCII; everything else is left out, also the few
 * characters that the table does not have. The array ends with NULL. */
const char **readings_of(struct readings *readings, struct arena *arena, const char *text);

#endif
