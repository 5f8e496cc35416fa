/* SPDX-License-Identifier: GPL-3.0-or-later
 * button.h - what is pressed: buttons, and chips of which one is chosen. */
#ifndef ANJU_UI_BUTTON_H
#define ANJU_UI_BUTTON_H

#include "ui/label.h"

enum button_kind {
    BUTTON_PLAIN,  /* white with an edge */
    BUTTON_FILLED, /* in its hue: the main action */
    BUTTON_INK,    /* black: further */
    BUTTON_QUIET,  /* on a quiet ground, no edge: clear, backspace */
    BUTTON_DASHED, /* a dashed edge: there is more */
    BUTTON_ROUND,  /* a plain pill, as in the header */
};

struct button {
    enum button_kind kind;
    enum hue         hue; /* HUE_PLAIN: brand */
    enum icon        icon;
    bool             icon_after; /* behind the words: “>” */
    bool             selected, disabled;
    enum em          em;      /* of the words; zero is main */
    bool             regular; /* not bold */
    const char      *value;   /* read after the label; NULL none */
    const char      *shown;   /* drawn instead of the label; "" icon only; NULL the label */
};
#define BUTTON(...) (&(const struct button){ __VA_ARGS__ })

/* True in the frame in which it was used. */
bool button(struct ui *ui, uint64_t id, struct rect r, const char *label, const struct button *b);
int  button_width(struct ui *ui, const char *label, const struct button *b); /* what it needs */

/* One of several: a pill, filled in its hue when chosen. */
bool chip(struct ui *ui, uint64_t id, struct rect r, const char *label, enum hue hue,
          bool selected);
int  chip_width(struct ui *ui, const char *label);
int  chip_height(struct ui *ui);
/* A row of chips that wraps; cut off the top of *r. Returns the index used, else -1. */
int chips(struct ui *ui, uint64_t id, struct rect *r, const char *const *labels, int count,
          enum hue hue, int selected);

#endif
