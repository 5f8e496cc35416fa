/* SPDX-License-Identifier: GPL-3.0-or-later
 * pages.h - a long list, a page at a time: two big buttons with the position between them; a swipe,
 * the wheel and PageUp/PageDown do the same. Nothing scrolls. */
#ifndef ANJU_UI_PAGES_H
#define ANJU_UI_PAGES_H

#include "ui/ui.h"

int pages_height(const struct ui *ui);
/* Items *first to *first + a_page of `total` are shown. Changes *first to a multiple of a_page
 * within the list; true when it did. Draws nothing when all fit on one page (and puts *first
 * back to 0). `r` is best pages_height() high. */
bool pages(struct ui *ui, uint64_t id, struct rect r, size_t *first, size_t a_page, size_t total);

#endif
