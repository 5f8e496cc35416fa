/* SPDX-License-Identifier: GPL-3.0-or-later
 * letters.h - text that comes in pieces, and the table of strings that a workbook's cells share. */
#ifndef ANJU_SHEET_LETTERS_H
#define ANJU_SHEET_LETTERS_H

#include "sheet/cells.h"

#include <stdint.h>

/* What goes beyond a cell of allowed length is only noticed. */
struct letters {
    bool   over;
    size_t used;
    char   bytes[CELL_CHARACTERS_MOST * 4 + 8]; /* room for a NUL behind `used` */
};

struct shared {
    const char    *text;
    enum cell_kind kind; /* CELL_EMPTY, CELL_TEXT, CELL_TOO_LONG */
};

struct strings {
    struct shared *at; /* on the heap; the texts are in the arena */
    size_t         count, room;
};

void letters_start(struct letters *letters);
void letters_add(struct letters *letters, const char *text, size_t length); /* whole characters */
void letters_add_char(struct letters *letters, uint32_t character);         /* U+0000 is left out */
/* Resolve the escapes of ECMA-376 (22.9.2.19) for what XML cannot hold: "_x000D_". */
void letters_unescape(struct letters *letters);
/* Into the cell; what was over makes it CELL_TOO_LONG. */
bool letters_take(const struct letters *letters, struct cell *cell, enum cell_kind kind,
                  struct arena *arena, struct err *err);

/* Append the letters as the table's next string. */
bool strings_push(struct strings *strings, const struct letters *letters, struct arena *arena,
                  struct err *err);
void strings_free(struct strings *strings);
/* Make the cell the table's `index`-th string; false when there is none. */
bool strings_take(const struct strings *strings, size_t index, struct cell *cell);

#endif
