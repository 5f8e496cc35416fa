/* SPDX-License-Identifier: GPL-3.0-or-later
 * cells.h - a spreadsheet file as cells, whatever its format. The file is hostile: it is opened
 * only by an exec'd child with limits (`anju cells`, confine.h); what comes back is checked like
 * input. */
#ifndef ANJU_SHEET_CELLS_H
#define ANJU_SHEET_CELLS_H

#include "base/arena.h"
#include "base/day.h"
#include "base/err.h"

enum {
    SHEETS_MOST = 64,
    COLUMNS_MOST = 256,
    ROWS_MOST = 20000 + 200,     /* data and what stands around it, a file */
    CELL_CHARACTERS_MOST = 4000, /* a longer one is CELL_TOO_LONG, its beginning as text */
};

enum cell_kind {
    CELL_EMPTY,
    CELL_TEXT,
    CELL_NUMBER, /* .number, and .text as the file shows or stores it */
    CELL_DAY,    /* a date by the cell's format: .day, .text ISO */
    CELL_BOOL,
    CELL_ERROR,   /* .text "#N/A", "#REF!" … */
    CELL_FORMULA, /* a formula without a stored value: .text is the formula, when known */
    CELL_TOO_LONG,
};

struct cell {
    enum cell_kind kind;
    bool           merged;       /* stands in a merged range; .text is the range's first cell's */
    bool           merged_first; /* is that first cell */
    const char    *text;         /* valid UTF-8, not cleaned; "" when empty */
    double         number;
    day            day;
};

struct sheet_row {
    int          number; /* the spreadsheet's own, from 1, blank rows counted */
    bool         hidden;
    int          count; /* cells, from column A */
    struct cell *cells;
};

struct sheet {
    const char       *name; /* "" for CSV */
    bool              hidden;
    size_t            count;
    struct sheet_row *rows; /* blank ones are left out; their numbers show */
};

struct book {
    const char   *format;   /* "csv", "xlsx", "xls": what it is, not what its name ends in */
    const char   *encoding; /* CSV: "utf-8", "utf-8-bom", "gb18030", "utf-16le" …; else "utf-8" */
    size_t        count;
    struct sheet *sheets;
};

/* Read in this process, by what the bytes are, not by the ending. Only for `anju cells`, the fuzz
 * targets and tests. Refused in plain words: encrypted, cut, bombs, more rows than allowed, no
 * spreadsheet at all (an HTML table, a picture, a PDF: named). */
bool book_read(const char *path, struct arena *arena, struct book *ret_book, struct err *err);
bool csv_read(const char *bytes, size_t length, struct arena *arena, struct book *ret_book,
              struct err *err);
bool xlsx_read(const char *bytes, size_t length, struct arena *arena, struct book *ret_book,
               struct err *err);
/* `path` is the same file, for the library that reads Excel 95 and older; NULL refuses those. */
bool xls_read(const char *bytes, size_t length, const char *path, struct arena *arena,
              struct book *ret_book, struct err *err);

/* The same through a child with limits (confine.h): the `anju` of the running program's folder,
 * exec'd as `anju cells --wire FILE` with the opened file and a pipe and nothing else. Below 64 MB;
 * CPU time by the file's size; killed when it is late. This is what imports call. */
bool book_read_child(const char *path, struct arena *arena, struct book *ret_book, struct err *err);
/* What the child writes on its standard output, and how the parent reads it. */
bool book_send(const struct book *book, int fd, struct err *err);
bool book_receive(int fd, struct arena *arena, struct book *ret_book, struct err *err);

#endif
