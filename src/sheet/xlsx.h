/* SPDX-License-Identifier: GPL-3.0-or-later
 * xlsx.h - an Office Open XML workbook while it is read: what its sheets refer to. */
#ifndef ANJU_SHEET_XLSX_H
#define ANJU_SHEET_XLSX_H

#include "sheet/build.h"
#include "sheet/letters.h"
#include "sheet/part.h"
#include "sheet/serial.h"

struct xlsx {
    struct parts   parts;
    struct arena  *arena;
    bool           from_1904;
    bool           recalculates; /* says that its formulas' results are to be made on opening */
    struct strings strings;
    bool           has_strings; /* the part is there at all */
    enum shown    *styles;      /* by a cell's style number; on the heap */
    size_t         style_count, style_room;
    struct letters value, formula;
    struct build   build;
};

/* Styles part: which cells show a date. */
bool xlsx_styles(struct xlsx *xlsx, const char *part_name, struct err *err);
/* One worksheet's cells and merged ranges into the sheet under way of xlsx->build. */
bool xlsx_sheet(struct xlsx *xlsx, const char *part_name, struct err *err);

#endif
