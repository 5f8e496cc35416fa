/* SPDX-License-Identifier: GPL-3.0-or-later
 * keys.h - the on-screen keys: letters for initials, digits, and names and sentences by pinyin. A
 * key is at least 84×128 units, 8 between (DESIGN.md); what does not exist (handwriting, speech) is
 * not drawn.
 *
 * Keyboard and switch: Tab goes from row to row, Enter or Space opens a row, Tab then goes through
 * its keys and out of it again; a key that was chosen closes its row. So with two keys, next and
 * choose, a letter takes at most 5 + 11 steps instead of 40. Arrows reach each key at once. */
#ifndef ANJU_UI_KEYS_H
#define ANJU_UI_KEYS_H

#include "ui/input.h"

enum keys_kind { KEYS_LETTERS, KEYS_DIGITS, KEYS_PINYIN };

struct keys {
    enum keys_kind kind;
    enum hue       hue;    /* of the last key */
    const char    *go;     /* its words: 找, 好了; NULL: 找 */
    enum icon      icon;   /* beside them; ICON_NONE: search for 找, else a check */
    size_t         most;   /* characters */
    uint64_t       field;  /* the input() that it writes for: typing into another is not its own */
    bool           latin;  /* KEYS_PINYIN: starts with letters as they are */
    bool           asleep; /* drawn, but not to be used */
};

/* Cut the keys off the bottom of *r (in landscape they take all of *r, a column). Changes `text` as
 * input() does; TYPED_DONE: the last key was pressed. With KEYS_PINYIN a real keyboard's letters
 * are pinyin too, if this is called before input(): 1–9 choose, Space takes the first, Escape
 * drops. */
enum typed keyboard(struct ui *ui, struct rect *r, const struct keys *keys, char *text,
                    size_t size);
int        keyboard_height(const struct ui *ui, enum keys_kind kind);
/* How wide the column should be in landscape, of a page of that width. */
int keyboard_width(const struct ui *ui, enum keys_kind kind, int width);

/* KEYS_LETTERS with 找. */
enum typed keys(struct ui *ui, struct rect *r, enum hue hue, char *text, size_t size, size_t most);
int        keys_height(const struct ui *ui);

/* What is being composed by pinyin, "" nothing: drawn by input() where the text will stand. */
const char *keys_composing(const struct ui *ui);

#endif
