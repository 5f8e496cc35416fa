/* SPDX-License-Identifier: GPL-3.0-or-later
 * book.h - what a file from outside is, before anything reads it. */
#ifndef ANJU_SHEET_BOOK_H
#define ANJU_SHEET_BOOK_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum file_kind {
    FILE_TEXT, /* anything else: tried as CSV */
    FILE_ZIP,  /* .xlsx, or something else in a ZIP: xlsx_read() says */
    FILE_XLS,
    FILE_REFUSED,
};

/* Open for reading: only a regular file, neither empty nor larger than FILE_MEGABYTES_MOST.
 * Returns the descriptor (close-on-exec), or -1 with *err set. */
int book_open(const char *path, size_t *ret_size, struct err *err);

/* By its bytes, whatever its name ends in. FILE_REFUSED sets *err: it says what it is and what to
 * do with it. */
enum file_kind book_kind(const char *bytes, size_t length, struct err *err);

/* "This file is NAME, not a spreadsheet", NAME being an N_() text: false. */
bool book_refuse(const char *name, struct err *err);

#endif
