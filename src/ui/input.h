/* SPDX-License-Identifier: GPL-3.0-or-later
 * input.h - one line of text that a resident types: by the on-screen keys or a real keyboard. */
#ifndef ANJU_UI_INPUT_H
#define ANJU_UI_INPUT_H

#include "ui/ui.h"

/* What happened to the text, by input() or keys(). */
enum typed { TYPED_NOTHING, TYPED_CHANGED, TYPED_OPENED, TYPED_DONE, TYPED_CLEARED };

struct input {
    const char *label;  /* what it is, read aloud: 打字找 */
    const char *hint;   /* shown while empty */
    const char *answer; /* shown muted behind the text: "→ 保洁员"; "" none */
    enum icon   icon;
    enum hue    hue;  /* of icon and edge */
    bool        open; /* being typed into: edge in its hue, caret, ×; takes the focus */
    size_t      most; /* characters; 0: what fits into `size` */
};

/* The line in `text` (`size` bytes of storage, UTF-8). TYPED_OPENED: it was touched while not open;
 * TYPED_CLEARED: ×, `text` is now ""; TYPED_DONE: Enter. */
enum typed input(struct ui *ui, uint64_t id, struct rect r, const struct input *input, char *text,
                 size_t size);
int        input_height(const struct ui *ui);

/* Whole characters only; false: no room, nothing changed. Control characters are left out. */
bool input_append(char *text, size_t size, size_t most, const char *typed);
void input_backspace(char *text);

#endif
