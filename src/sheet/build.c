/* SPDX-License-Identifier: GPL-3.0-or-later
 * build.c - a book while a reader fills it. A row is collected in a fixed array and copied to the
 * arena at its real width, so that a wide empty sheet costs nothing. */
#include "sheet/build.h"

#include "base/text.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool build_too_large(struct err *err) {
    return err_code_set(err, ERR_MEMORY,
                        "这个表太大，读不了；请只留下要导入的行和列，复制到一个新表里再导入");
}

bool build_damaged(struct err *err) {
    return err_code_set(err, ERR_INVALID,
                        "这个文件不完整或者坏了；请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入");
}

enum { MERGES_MOST = 100000 }; /* a sheet */

void build_init(struct build *build, struct arena *arena) {
    *build = (struct build){ .arena = arena };
}

void build_deinit(struct build *build) {
    free(build->rows);
    free(build->merges);
    build->rows = NULL;
    build->merges = NULL;
}

bool build_sheet(struct build *build, const char *name, bool hidden, struct err *err) {
    if (build->sheet_count == SHEETS_MOST)
        return err_code_set(err, ERR_INVALID, "一个文件最多 %d 张工作表", SHEETS_MOST);
    if (!build->sheets)
        build->sheets = ARENA_NEW_ARRAY(build->arena, SHEETS_MOST, struct sheet);
    char *copy = build->sheets ? arena_strdup(build->arena, name) : NULL;
    if (!copy)
        return build_too_large(err);
    build->sheets[build->sheet_count++] = (struct sheet){ .name = copy, .hidden = hidden };
    build->row_count = build->merge_count = 0;
    return true;
}

void build_row(struct build *build, int number, bool hidden) {
    build->row = (struct sheet_row){ .number = number, .hidden = hidden };
}

struct cell *build_cell(struct build *build, int column) {
    if (column >= COLUMNS_MOST)
        return NULL;
    for (; build->row.count <= column; build->row.count++)
        build->cells[build->row.count] = (struct cell){ .text = "" };
    return &build->cells[column];
}

bool build_wide(const struct build *build, struct err *err) {
    return err_code_set(err, ERR_INVALID, "第 %d 行超过了 %d 列；请删掉多余的列再导入",
                        build->row.number, COLUMNS_MOST);
}

/* Spaces alone are no content: people leave them behind. */
static bool cell_blank(const struct cell *cell) {
    const char *at = cell->text;
    uint32_t    c;
    for (size_t n; (n = text_decode(at, strlen(at), &c)) > 0; at += n)
        if (!text_is_space(c) && !text_is_invisible(c))
            return false;
    return cell->kind == CELL_EMPTY || cell->kind == CELL_TEXT;
}

static bool keep_row(struct build *build, int width, struct err *err) {
    if (build->row_count == build->row_room) {
        size_t            room = build->row_room ? build->row_room * 2 : 256;
        struct sheet_row *rows = realloc(build->rows, room * sizeof(*rows));
        if (!rows)
            return build_too_large(err);
        build->rows = rows;
        build->row_room = room;
    }
    struct cell *cells = ARENA_NEW_ARRAY(build->arena, (size_t)width, struct cell);
    if (!cells)
        return build_too_large(err);
    memcpy(cells, build->cells, (size_t)width * sizeof(*cells));
    build->row.cells = cells;
    build->row.count = width;
    build->rows[build->row_count++] = build->row;
    return true;
}

bool build_row_end(struct build *build, struct err *err) {
    int width = build->row.count;
    while (width > 0 && cell_blank(&build->cells[width - 1]))
        width--;
    if (width == 0)
        return true;
    if (++build->total > ROWS_MOST)
        return true; /* only counted: build_finish() tells how many there are */
    return keep_row(build, width, err);
}

bool build_finish(struct build *build, const char *format, const char *encoding,
                  struct book *ret_book, struct err *err) {
    if (build->total > ROWS_MOST)
        return err_code_set(err, ERR_INVALID,
                            "一个文件最多 20000 行，这个文件有 %zu 行；请分成几个文件再导入",
                            build->total);
    *ret_book = (struct book){
        .format = format, .encoding = encoding, .count = build->sheet_count, .sheets = build->sheets
    };
    return true;
}

/* --- merged ranges ------------------------------------------------------------------------------
 */

/* The first kept row whose number is at least `number`. */
static size_t row_at(const struct build *build, int number) {
    size_t low = 0, high = build->row_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (build->rows[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool widen(struct build *build, struct sheet_row *row, int width, struct err *err) {
    if (row->count >= width)
        return true;
    struct cell *cells = ARENA_NEW_ARRAY(build->arena, (size_t)width, struct cell);
    if (!cells)
        return build_too_large(err);
    memcpy(cells, row->cells, (size_t)row->count * sizeof(*cells));
    for (int c = row->count; c < width; c++)
        cells[c] = (struct cell){ .text = "" };
    row->cells = cells;
    row->count = width;
    return true;
}

static bool fill_range(struct build *build, const struct merge *merge, int used, struct err *err) {
    int         right = merge->last_column < used ? merge->last_column : used - 1;
    size_t      at = row_at(build, merge->first_row);
    struct cell first = { .text = "" };
    if (at < build->row_count && build->rows[at].number == merge->first_row &&
        merge->first_column < build->rows[at].count)
        first = build->rows[at].cells[merge->first_column];
    first.merged = true;
    for (; at < build->row_count && build->rows[at].number <= merge->last_row; at++) {
        struct sheet_row *row = &build->rows[at];
        if (!widen(build, row, right + 1, err))
            return false;
        for (int c = merge->first_column; c <= right; c++) {
            if (row->cells[c].merged)
                return err_code_set(err, ERR_INVALID,
                                    "第 %d 行的合并单元格互相重叠，这个文件坏了；"
                                    "请用 Excel 或 WPS 打开它，另存一份再导入",
                                    row->number);
            first.merged_first = row->number == merge->first_row && c == merge->first_column;
            row->cells[c] = first;
        }
    }
    return true;
}

static bool fill_ranges(struct build *build, struct err *err) {
    int used = 0;
    for (size_t i = 0; i < build->row_count; i++)
        if (build->rows[i].count > used)
            used = build->rows[i].count;
    for (size_t i = 0; i < build->merge_count; i++)
        if (build->merges[i].first_column < used &&
            !fill_range(build, &build->merges[i], used, err))
            return false;
    return true;
}

bool build_merge(struct build *build, const struct merge *merge, struct err *err) {
    if (build->merge_count == MERGES_MOST)
        return build_too_large(err);
    if (build->merge_count == build->merge_room) {
        size_t        room = build->merge_room ? build->merge_room * 2 : 64;
        struct merge *merges = realloc(build->merges, room * sizeof(*merges));
        if (!merges)
            return build_too_large(err);
        build->merges = merges;
        build->merge_room = room;
    }
    build->merges[build->merge_count++] = *merge;
    return true;
}

bool build_sheet_end(struct build *build, struct err *err) {
    struct sheet *sheet = &build->sheets[build->sheet_count - 1];
    if (build->row_count == 0)
        return true;
    if (!fill_ranges(build, err))
        return false;
    sheet->rows = ARENA_NEW_ARRAY(build->arena, build->row_count, struct sheet_row);
    if (!sheet->rows)
        return build_too_large(err);
    memcpy(sheet->rows, build->rows, build->row_count * sizeof(*sheet->rows));
    sheet->count = build->row_count;
    return true;
}

/* --- cells --------------------------------------------------------------------------------------
 */

bool cell_cut(const char *text, size_t *length) {
    if (*length <= CELL_CHARACTERS_MOST) /* bytes: cannot be more characters */
        return false;
    size_t   at = 0;
    uint32_t c;
    for (int n = 0; n < CELL_CHARACTERS_MOST && at < *length; n++) {
        size_t bytes = text_decode(text + at, *length - at, &c);
        if (bytes == 0)
            break;
        at += bytes;
    }
    bool cut = at < *length;
    *length = at;
    return cut;
}

bool cell_set_text(struct cell *cell, enum cell_kind kind, const char *text, size_t length,
                   struct arena *arena, struct err *err) {
    if (length == 0 && kind == CELL_TEXT)
        return true;
    if (cell_cut(text, &length))
        kind = CELL_TOO_LONG;
    char *copy = arena_strndup(arena, text, length);
    if (!copy)
        return build_too_large(err);
    cell->kind = kind;
    cell->text = copy;
    return true;
}

bool cell_set_number(struct cell *cell, double number, struct arena *arena, struct err *err) {
    char text[40];
    bool whole = number == trunc(number) && fabs(number) < 1e15;
    int  n = whole ? snprintf(text, sizeof(text), "%lld", (long long)number)
                   : snprintf(text, sizeof(text), "%.15G", number);
    if (!cell_set_text(cell, CELL_NUMBER, text, (size_t)n, arena, err))
        return false;
    cell->number = number;
    return true;
}

bool cell_set_day(struct cell *cell, day d, struct arena *arena, struct err *err) {
    char text[DAY_TEXT];
    day_format(d, text);
    if (!cell_set_text(cell, CELL_DAY, text, strlen(text), arena, err))
        return false;
    cell->day = d;
    return true;
}
