/* SPDX-License-Identifier: GPL-3.0-or-later
 * widget.h - what a widget is made of: input of this frame for an id, a node in the tree, paint in
 * theme colours. For the toolkit's own widgets and for a screen that needs one of its own. */
#ifndef ANJU_UI_WIDGET_H
#define ANJU_UI_WIDGET_H

#include "ui/ui.h"

/* How a control stands in this frame. */
struct touch {
    bool used;    /* tapped, or Enter or Space while focused: act once */
    bool pressed; /* the finger is on it */
    bool focused; /* by keyboard: draw the ring */
};

/* Enter a control's node and ask how it stands. Disabled ones are never used. */
struct touch widget_touch(struct ui *ui, uint64_t id, enum tree_role role, struct rect rect,
                          const char *label, const char *value, unsigned state);
/* Enter a node that is only read. Its id is made from role, label and how many came before. */
void widget_says(struct ui *ui, enum tree_role role, struct rect rect, const char *label,
                 unsigned state);
/* Inside a control whose node already says all of it, words enter no nodes of their own. */
void widget_hush(struct ui *ui, bool hush);

/* Where the following widgets are read; returns the region before. */
enum region widget_region(struct ui *ui, enum region region);
/* Begin a row: a node of its own for keyboard and switch (ROLE_ROW), with what follows in it until
 * widget_row_end(). True: it has the focus as a whole, draw the ring. */
bool        widget_row(struct ui *ui, uint64_t id, struct rect rect, const char *label);
void        widget_row_end(struct ui *ui);
struct rect widget_clip(struct ui *ui, struct rect clip); /* returns the one before */
struct rect widget_clipped(const struct ui *ui);          /* what is shown of what is drawn now */

/* What this frame is told. A swipe and typed text are claimed by the first who asks; a key is told
 * to all who ask. `id` 0: what goes to no control, such as Escape, PageDown, or letters when no
 * field has the focus (unclaimed, those go to the first field). */
int         widget_swipe(struct ui *ui); /* -1 to the page before, +1 to the next, 0 none */
enum ui_key widget_key(struct ui *ui, uint64_t id);
const char *widget_typed(struct ui *ui, uint64_t id); /* "" none */
void        widget_focus(struct ui *ui, uint64_t id); /* give a field the focus, without a ring */
bool        widget_has_focus(const struct ui *ui, uint64_t id);
bool        widget_ringed(const struct ui *ui, uint64_t id); /* it has it, and shows it */
/* The finger is on the control that it went down on, wherever it has gone since. */
bool widget_drag(const struct ui *ui, uint64_t id, int *ret_x, int *ret_y);
/* What belongs to the open keyboard before anything else: all that was typed; and, while something
 * is being composed, the keys that change it. */
const char *widget_typed_all(struct ui *ui);
enum ui_key widget_compose(struct ui *ui);

/* Where something is on its way to `to`: 160 ms, slowing down. It begins where it was in the frame
 * before, at `from` when it was not there (the same as `to`: it stands). */
int widget_motion(struct ui *ui, uint64_t id, int from, int to);
/* What follows stands on the opaque `r`, above what was described before: a finger there does not
 * reach what is below, and what cannot be read whole is not read. */
void widget_cover(struct ui *ui, struct rect r);
/* `r` moved aside, else up, to where it stands on no button, chip, key or field of this frame; as
 * it is where `page` has no such place. */
struct rect widget_clear(const struct ui *ui, struct rect r, struct rect page);
/* From here on the frame is a dialog: all before it leaves the tree (dialog.h). */
void widget_modal(struct ui *ui);

struct paint  *ui_paint(struct ui *ui);
struct layout *ui_layout(struct ui *ui);
colour         ui_tone(const struct ui *ui, enum tone tone);
/* `c` as it is while pressed: darker, or lighter when it is dark. */
colour tone_pressed(colour c);
void   widget_box(struct ui *ui, struct rect r, int radius, colour ground, colour edge);
void   widget_ring(struct ui *ui, struct rect r, int radius); /* the focus ring, outside r */
void   widget_ring_on_dark(struct ui *ui, struct rect r, int radius); /* over that ring */
int    widget_icon_size(const struct ui *ui, enum em em); /* beside words of that size */
void   widget_icon(struct ui *ui, struct rect r, enum icon icon, int size, colour c); /* centred */

#endif
