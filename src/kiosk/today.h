/* SPDX-License-Identifier: GPL-3.0-or-later
 * today.h - day and time as a line of words. */
#ifndef ANJU_KIOSK_TODAY_H
#define ANJU_KIOSK_TODAY_H

#include "ui/visit.h"

/* 2026年11月24日 星期二; in the frame's arena. A clock that cannot be right is said to be wrong. */
const char *today_words(struct visit *visit);
/* The same with · 09:41; shorter in 大字 and on small panels. */
const char *today_clock_words(struct visit *visit);
const char *clock_words(struct visit *visit); /* 09:41; "" while the clock cannot be right */

#endif
