/* SPDX-License-Identifier: GPL-3.0-or-later
 * dialog.h - one question above a dimmed page: a picture, a title, one sentence, one or two
 * buttons. Call it last in the frame: what was described before it stays to be seen, but is no
 * longer in the tree, so neither finger, keyboard, switch nor script reaches it, and its keys go to
 * the dialog. */
#ifndef ANJU_UI_DIALOG_H
#define ANJU_UI_DIALOG_H

#include "ui/label.h"

struct dialog {
    const char *emoji;          /* picture; NULL or unknown: the icon */
    enum icon   icon;           /* ICON_NONE: neither */
    enum hue    hue;            /* of icon and main button */
    int         left_ms, of_ms; /* of_ms > 0: a ring of the seconds left instead of the icon */
    const char *title;
    const char *words; /* one sentence; NULL none */
    const char *yes;   /* the main button; "" or NULL none */
    enum icon   yes_icon;
    const char *no; /* the other; NULL none */
    enum icon   no_icon;
};
#define DIALOG(...) (&(const struct dialog){ __VA_ARGS__ })

enum answer { ANSWER_NONE, ANSWER_YES, ANSWER_NO };

/* Escape answers as `no` does, or as `yes` when there is no other button. It takes the focus when
 * it comes and gives it back when it goes. */
enum answer dialog(struct ui *ui, uint64_t id, const struct dialog *dialog);

/* A dialog with contents of its own: the room inside its card, `height` high; widgets that follow
 * stand in it, until the frame's end. */
struct rect dialog_open(struct ui *ui, int height);
/* The most that `height` can be; how wide that room is. */
int dialog_room(const struct ui *ui);
int dialog_width(const struct ui *ui);

#endif
