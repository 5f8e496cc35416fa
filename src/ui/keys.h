/* SPDX-License-Identifier: GPL-3.0-or-later
 * keys.h - the on-screen letters. A key is at least 84×128 units, 8 between (DESIGN.md); what does
 * not exist yet (handwriting, digits, speech) is not drawn. */
#ifndef ANJU_UI_KEYS_H
#define ANJU_UI_KEYS_H

#include "ui/input.h"

/* Cut the keyboard off the bottom of *r (in landscape it takes all of *r, a column): a–z,
 * backspace, clear, space, 找. Changes `text` as input() does; TYPED_DONE: 找 was pressed. */
enum typed keys(struct ui *ui, struct rect *r, enum hue hue, char *text, size_t size, size_t most);
int        keys_height(const struct ui *ui);

#endif
