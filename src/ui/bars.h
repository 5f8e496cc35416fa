/* SPDX-License-Identifier: GPL-3.0-or-later
 * bars.h - the two bars that every screen has in the same place: title above, ways out below. */
#ifndef ANJU_UI_BARS_H
#define ANJU_UI_BARS_H

#include "ui/button.h"

/* Cut the header off the top of *page: title, second line ("" none), and 大字 at the right (it
 * switches itself). `title_short` (NULL: title) is for when the title does not fit. */
void header(struct ui *ui, struct rect *page, const char *title, const char *title_short,
            const char *second);

struct bar_item {
    const char      *name;                /* for the id */
    const char      *label, *label_short; /* translated; short: NULL = label */
    enum icon        icon;
    enum button_kind kind; /* BUTTON_PLAIN, BUTTON_FILLED … */
};
/* Cut the bottom bar off *page: equal buttons. Returns the index used, else -1. */
int bar(struct ui *ui, struct rect *page, const struct bar_item *items, int count);

#endif
