/* SPDX-License-Identifier: GPL-3.0-or-later
 * serial.h - Excel's day numbers: a date is a number whose cell has a date format. */
#ifndef ANJU_SHEET_SERIAL_H
#define ANJU_SHEET_SERIAL_H

#include "sheet/cells.h"

/* What a number format makes of a number, as far as reading cares. */
enum shown { SHOWN_NUMBER, SHOWN_DAY, SHOWN_TIME };

/* Of a built-in format: ECMA-376 part 1, 18.8.30, with the ones that Chinese Excel adds (27-36 and
 * 50-58). */
enum shown shown_by_id(int format_id);
/* Of a format's code: "yyyy\"年\"m\"月\"", "[$-804]aaaa", "h:mm", "#,##0.00". */
enum shown shown_by_code(const char *code);

/* A number in a cell shown so: CELL_DAY (its time of day is left out), text "HH:MM" for a time, and
 * CELL_NUMBER where the number is no day of 1900 to 2199. `from_1904`: the workbook counts from
 * 1904-01-01, as Excel for Mac did. */
bool cell_set_serial(struct cell *cell, double number, enum shown shown, bool from_1904,
                     struct arena *arena, struct err *err);

#endif
