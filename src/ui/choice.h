/* SPDX-License-Identifier: GPL-3.0-or-later
 * choice.h - a question answered by pictures: big cards with picture and word, the chosen one
 * framed and ticked. One of several, or several of several: then each card has a box to tick. */
#ifndef ANJU_UI_CHOICE_H
#define ANJU_UI_CHOICE_H

#include "ui/label.h"

struct option {
    const char *words;
    const char *second; /* a short line below, left out on a small panel; NULL none */
    const char *emoji;  /* picture; NULL or unknown: the icon */
    enum icon   icon;
};

enum { CHOICE_MOST = 64 };

/* All cards in r, in as many columns as suit it. `chosen`: bit i is option i. Returns the index of
 * the card that was used, else -1; what that means for `chosen` is the caller's. */
int choice(struct ui *ui, uint64_t id, struct rect r, const struct option *option, int count,
           enum hue hue, uint64_t chosen, bool several);
/* The least height in which all cards can be read, in `width`. */
int choice_height(struct ui *ui, int width, const struct option *option, int count);

#endif
