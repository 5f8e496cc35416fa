/* SPDX-License-Identifier: GPL-3.0-or-later
 * cell_text.h - what a cell says: its text without what nobody meant to type, and the same folded
 * for comparing; numbers, dates and yes/no as people would write them. */
#ifndef ANJU_SHEET_CELL_TEXT_H
#define ANJU_SHEET_CELL_TEXT_H

#include "record/column.h"
#include "sheet/cells.h"

enum cell_fault {
    FAULT_NONE,
    FAULT_ERROR,    /* #N/A, and in CSV files its text */
    FAULT_FORMULA,  /* a formula without its result */
    FAULT_TOO_LONG, /* more characters than a cell may have */
};

/* Its text and folded form into *ret_text (heading and title stay as they are); false when it says
 * nothing: empty, or only dashes and the like. Line breaks stay in `text` and are ";" in `folded`;
 * a space between two digits stays in `folded`, or 3000 4500 would become one number. */
bool            cell_read(const struct cell *cell, struct arena *arena, struct cell_text *ret_text);
enum cell_fault cell_fault(const struct cell *cell);

/* text_fold, without copying what is folded already. */
const char *cell_fold(struct arena *arena, const char *text);

#endif
