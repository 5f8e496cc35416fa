/* SPDX-License-Identifier: GPL-3.0-or-later
 * write.h - spreadsheets out: UTF-8 CSV with a BOM (Excel in China reads GBK without it), and XLSX.
 * Texts that a spreadsheet would run as a formula (= + - @, tab, carriage return) are neutralised.
 */
#ifndef ANJU_SHEET_WRITE_H
#define ANJU_SHEET_WRITE_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct sheet_writer;
enum sheet_format { SHEET_CSV, SHEET_XLSX };

/* `file` is written to; XLSX goes through a temporary file. */
bool sheet_writer_open(struct sheet_writer **ret_writer, enum sheet_format format, FILE *file,
                       const char *sheet_name, struct err *err);
/* One row of texts; `number[i]` true writes a number where the format has one. */
bool sheet_writer_row(struct sheet_writer *writer, const char *const *texts, const bool *number,
                      size_t count, bool heading, struct err *err);
bool sheet_writer_close(struct sheet_writer *writer, struct err *err); /* frees in any case */

#endif
