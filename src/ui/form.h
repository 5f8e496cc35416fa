/* SPDX-License-Identifier: GPL-3.0-or-later
 * form.h - a form out of a record table: for each line its label, the input that its type asks for
 * (TEXT pinyin keys, telephone and numbers digits, ENUM chips, BOOL a toggle, DAY a calendar), its
 * hint, and under it in one sentence what is wrong. Values are read by the types' own parse and the
 * record's own check, so the rules stand in one place. */
#ifndef ANJU_UI_FORM_H
#define ANJU_UI_FORM_H

#include "record/record.h"
#include "ui/input.h"

/* One field. `text` is what was written so far, in the screen's state: "" absent; of an ENUM its
 * word's name, of a BOOL 是 or "", of a DAY as in 2026-11-05. */
struct form_line {
    const char *field; /* its name in the record */
    char       *text;
    size_t      size;
    const char *label, *hint; /* translated; NULL: the record's own */
    bool        latin;        /* TEXT: letters first (an address, a code), not pinyin */
};

struct form {
    const struct record    *record;
    const struct form_line *lines;
    int                     count;
    enum hue                hue;
    const char             *go; /* the word on the last key after the last line: 好了 */
    day                     today;
};

enum { FORM_LINES_MOST = 8 };

/* In the screen's state; zeros are a form that nobody has touched. */
struct form_state {
    int      open;  /* 1 + the line that is written in; 0 none: then there are no keys */
    int      first; /* the line on top, where not all have room */
    unsigned told;  /* bit i: what is wrong with line i is said */
    day      at;    /* that the calendar shows */
};

enum formed { FORM_NOTHING, FORM_CHANGED, FORM_DONE };

/* In *page, all between header and bar, which it cuts to what is left inside the margins: the keys
 * for the open line at the bottom (in landscape at the right), the lines from the top; where they
 * have no room beside the keys, the open one and those after it. FORM_DONE: the last key was
 * pressed and every line is in order. */
enum formed form(struct ui *ui, uint64_t id, struct rect *page, const struct form *form,
                 struct form_state *state);

/* Write every line into `row`, fields that are no lines stay. False: a line is wrong or the
 * record's check says no; row untouched, each wrong line says why, the first of them is opened. */
bool form_read(struct ui *ui, const struct form *form, struct form_state *state, void *row);

#endif
