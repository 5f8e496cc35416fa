/* SPDX-License-Identifier: GPL-3.0-or-later
 * keyboard.h - what keys.c (which keys there are) and compose.c (candidates) share: one key drawn,
 * a row of them. Nobody else includes it. */
#ifndef ANJU_UI_KEYBOARD_H
#define ANJU_UI_KEYBOARD_H

#include "ui/keys.h"

enum key_kind { KEY_LETTER, KEY_GREY, KEY_GO, KEY_CHOSEN };

struct key_face {
    enum key_kind kind;
    enum icon     icon;
    const char   *words; /* drawn; "" icon only */
    enum em       em;
    int           nudge; /* quarters of the em to the right: marks fill only a part of theirs */
    bool          asleep;
};

/* A keyboard while it is drawn: what it writes to, and what has happened. */
struct board {
    struct ui         *ui;
    const struct keys *keys;
    char              *text;
    size_t             size;
    int                gap;
    enum typed         done;
};

int  board_key_height(const struct ui *ui);
bool board_key(struct board *board, const char *name, struct rect r, const char *label,
               const struct key_face *face);
/* The typed text goes behind what is there. */
void board_write(struct board *board, const char *words);
/* Begin a row of keys: ring and node. */
void board_row(struct board *board, const char *name, struct rect r, const char *label);
void board_row_end(struct board *board);

/* compose.c: */
int  compose_height(const struct ui *ui); /* of the candidates, with the gap below them */
void compose_begin(struct board *board);  /* what a real keyboard sent */
void compose_draw(struct board *board, struct rect r);
bool compose_letter(struct board *board, char letter); /* false: letters are written as they are */
bool compose_first(struct board *board);               /* take the first; false: there is none */
bool compose_back(struct board *board);
bool compose_latin(const struct board *board);
void compose_switch(struct board *board); /* 中/英 */
bool compose_idle(const struct ui *ui);

#endif
