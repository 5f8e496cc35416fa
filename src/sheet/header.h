/* SPDX-License-Identifier: GPL-3.0-or-later
 * header.h - the heading of a table: found, not assumed; one to three lines; which column is what.
 */
#ifndef ANJU_SHEET_HEADER_H
#define ANJU_SHEET_HEADER_H

#include "sheet/cells.h"
#include "sheet/heading.h"

struct header_column {
    int                  index;  /* of the cell, from 0 */
    const char          *title;  /* as written, two lines joined by a space; "" = unnamed */
    const char          *plain;  /* without brackets and spaces, for the notes: "招聘人数" */
    const char          *folded; /* the same folded: "薪资最低" */
    const struct target *target; /* NULL: its cells have no field */
    enum fit             fit;    /* how surely it is that, */
    int                  order;  /* and by which of its words: earlier ones are surer */
    bool                 again;  /* an earlier column has the same heading */
};

struct header {
    size_t                first_row, row_count; /* index in the sheet; 1 to 3 rows */
    size_t                column_count;
    struct header_column *columns; /* from the left, every column that is used */
};

/* Is the row at `at` a heading, alone or with the next one below it? */
bool header_at(const struct headings *headings, const struct sheet *sheet, size_t at,
               struct arena *arena, struct header *ret_header);
/* Has the row the same words in the same columns as the header? */
bool header_repeats(const struct header *header, const struct sheet_row *row, struct arena *arena);
/* Is `a` more surely than `b` what both are? The left one of two alike. */
bool header_surer(const struct header_column *a, const struct header_column *b);
/* NULL when no column is of that name. */
const struct header_column *header_column(const struct header *header, const char *name);
/* Used by a column of which `columns` has no heading: given one with an empty title. */
struct header_column *header_unnamed(struct header *header, int index, struct arena *arena);

/* A cell that holds a value of its own, not the one of a merged neighbour. */
bool cell_own(const struct cell *cell);

#endif
