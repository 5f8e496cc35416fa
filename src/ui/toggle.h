/* SPDX-License-Identifier: GPL-3.0-or-later
 * toggle.h - something that is on or off, at once: words, and a knob that slides to its side; the
 * state stands there as a word too. */
#ifndef ANJU_UI_TOGGLE_H
#define ANJU_UI_TOGGLE_H

#include "ui/label.h"

struct toggle {
    const char *label;
    const char *second; /* a line below: what it does; NULL none */
    enum icon   icon;
    enum hue    hue;
};

/* True when it was used: *on is then the other. */
bool toggle(struct ui *ui, uint64_t id, struct rect r, const struct toggle *toggle, bool *on);
int  toggle_height(struct ui *ui, int width, const struct toggle *toggle);

#endif
