/* SPDX-License-Identifier: GPL-3.0-or-later
 * label.h - words on the screen. */
#ifndef ANJU_UI_LABEL_H
#define ANJU_UI_LABEL_H

#include "ui/ui.h"

enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT };

/* The zero style is main size, regular, ink, from the top left, as many lines as fit. */
struct style {
    enum em        em;
    bool           bold;
    enum tone      tone;   /* TONE_INK … */
    colour         colour; /* instead of the tone, when not 0 */
    enum align     align;
    bool           middle;  /* vertically in the rect's middle; else from its top */
    int            lines;   /* most lines; 0: as many as fit into the rect's height, at least 1 */
    bool           may_cut; /* an ellipsis is allowed; else not fitting is TREE_SPILLED */
    enum tree_role role;    /* ROLE_TEXT, ROLE_HEADING, ROLE_STATUS */
};
#define STYLE(...) ((struct style){ __VA_ARGS__ })

/* Draw `text` into r and enter a node; returns the height of its lines. */
int label(struct ui *ui, struct rect r, struct style style, const char *text);
/* Cut what `text` needs off the top of *r and draw it there; returns that rectangle. */
struct rect label_cut(struct ui *ui, struct rect *r, struct style style, const char *text);
/* What it would need: height in `width`; width on one line. */
int label_height(struct ui *ui, struct style style, const char *text, int width);
int label_width(struct ui *ui, struct style style, const char *text);
int label_widest(struct ui *ui, struct style style, const char *text, int width); /* of its lines */
/* The first of the NULL-ended candidates, longest first, that fits one line of `width`; the last
 * when none does. Labels are shortened, never shrunk or cut. */
const char *label_fitting(struct ui *ui, struct style style, int width,
                          const char *const *candidates);
/* An emoji picture in r, read as `words` (NULL: not read). False: there is none to draw. */
bool picture(struct ui *ui, struct rect r, const char *emoji, const char *words);

#endif
