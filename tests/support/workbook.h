/* SPDX-License-Identifier: GPL-3.0-or-later
 * workbook.h - spreadsheets for tests: a ZIP made of texts, sound or hostile, and a book printed so
 * that one comparison says everything about it. */
#ifndef ANJU_TESTS_SUPPORT_WORKBOOK_H
#define ANJU_TESTS_SUPPORT_WORKBOOK_H

#include "sheet/cells.h"

struct part_text {
    const char *name;   /* "xl/worksheets/sheet1.xml" */
    const char *text;   /* NULL: leave this part out */
    size_t      length; /* 0: that of the text */
};

#define WORKBOOK_SHEET "xl/worksheets/sheet1.xml"
#define WORKBOOK_STRINGS "xl/sharedStrings.xml"
#define WORKBOOK_STYLES "xl/styles.xml"

/* A ZIP of exactly these parts, in this order. */
char *workbook_zip(struct arena *arena, const struct part_text *parts, size_t count,
                   size_t *ret_length);
/* A whole workbook of one sheet, "S", with strings and styles: `parts` replace its own, add to them
 * or, with a NULL text, take them out. */
char *workbook_make(struct arena *arena, const struct part_text *parts, size_t count,
                    size_t *ret_length);
/* The same with nothing but the sheet's XML given, from <sheetData> on. */
char *workbook_of(struct arena *arena, const char *sheet, size_t *ret_length);

/* A compound file (OLE2) that holds one stream of that name, at most 60 kB; below 4 kB it lies in
 * mini sectors, as the format wants it. */
char *ole_make(struct arena *arena, const char *name, const void *stream, size_t length,
               size_t *ret_length);

/* "[name]" a sheet, "number: cell|cell" a row; hidden ones with "h" behind "]" or the number. A
 * cell is its text, with a mark in front: # number, @ day, ? yes or no, ! error, = formula, ~ too
 * long; and before that ^ for a merged range's first cell, < for its others. Line breaks are \n. */
char *book_print(struct arena *arena, const struct book *book);

/* Reads an XLSX: the rows of its sheet "S" as text, or NULL with the refusal in *err. */
char *workbook_rows(struct arena *arena, const char *bytes, size_t length, struct err *err);

/* bug() unless the book keeps what cells.h promises: limits, rows in order, whole valid texts. */
void book_check(const struct book *book);

#endif
