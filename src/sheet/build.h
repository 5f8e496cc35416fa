/* SPDX-License-Identifier: GPL-3.0-or-later
 * build.h - a book while a reader fills it, cell by cell and row by row, with the limits that hold
 * for every format. Cells and texts lie in the caller's arena; build_deinit() frees the rest. */
#ifndef ANJU_SHEET_BUILD_H
#define ANJU_SHEET_BUILD_H

#include "sheet/cells.h"

struct merge {
    int first_row, last_row;       /* the spreadsheet's own numbers, from 1 */
    int first_column, last_column; /* from 0 */
};

struct build {
    struct arena     *arena;
    struct sheet     *sheets;
    size_t            sheet_count;
    struct sheet_row *rows; /* of the sheet under way, on the heap; their cells in the arena */
    size_t            row_count, row_room;
    size_t            total;  /* rows with content in the file, those beyond the limit too */
    struct merge     *merges; /* of the sheet under way, on the heap */
    size_t            merge_count, merge_room;
    struct sheet_row  row; /* the one under way: number, hidden, and in .count its width so far */
    struct cell       cells[COLUMNS_MOST];
};

void build_init(struct build *build, struct arena *arena);
void build_deinit(struct build *build);

bool build_sheet(struct build *build, const char *name, bool hidden, struct err *err);
void build_row(struct build *build, int number, bool hidden);
/* The empty cell at `column` (from 0) of the row, to be filled; the row is as wide as its last
 * filled cell. NULL beyond COLUMNS_MOST: build_wide() refuses what has content there. */
struct cell *build_cell(struct build *build, int column);
bool         build_wide(const struct build *build, struct err *err);
/* Keeps the row unless it is blank or the file has too many. */
bool build_row_end(struct build *build, struct err *err);
/* A merged range of the sheet under way, anywhere before its end. */
bool build_merge(struct build *build, const struct merge *merge, struct err *err);
/* Puts each range's first cell into its other cells, within the rows that have content of their own
 * and the columns that are used. Ranges that overlap are refused: no spreadsheet program makes
 * them. */
bool build_sheet_end(struct build *build, struct err *err);
/* Refuses a file of more rows than allowed, by its count. */
bool build_finish(struct build *build, const char *format, const char *encoding,
                  struct book *ret_book, struct err *err);

/* What a cell holds. Texts are copied into the arena and cut at CELL_CHARACTERS_MOST (which makes
 * the cell CELL_TOO_LONG); "" makes it empty. */
bool cell_set_text(struct cell *cell, enum cell_kind kind, const char *text, size_t length,
                   struct arena *arena, struct err *err);
/* As a spreadsheet shows it in a wide cell of no format: 13800001234, 0.35; from 1e15 on with an
 * exponent, so that a long number that lost its digits is noticed. */
bool cell_set_number(struct cell *cell, double number, struct arena *arena, struct err *err);
bool cell_set_day(struct cell *cell, day d, struct arena *arena, struct err *err);
/* Cut `text` (valid UTF-8) to CELL_CHARACTERS_MOST; true when it was longer. */
bool cell_cut(const char *text, size_t *length);
/* The sentences for what has no better one; both return false. */
bool build_too_large(struct err *err); /* memory */
bool build_damaged(struct err *err);   /* nothing that a spreadsheet program would write */

#endif
