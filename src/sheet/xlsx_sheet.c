/* SPDX-License-Identifier: GPL-3.0-or-later
 * xlsx_sheet.c - one worksheet: rows, cells, merged ranges. A position that Excel could not have
 * written (row 0, column XFE, a row before the one above it) means that the file is not to be
 * trusted, and is refused rather than guessed at. */
#include "sheet/xlsx.h"

#include <stdlib.h>
#include <string.h>

enum {
    EXCEL_ROWS = 1048576,
    EXCEL_COLUMNS = 16384, /* A to XFD */
    PLACE_LENGTH = 12,     /* "XFD1048576" */
};

enum cell_type {
    TYPE_NUMBER,
    TYPE_SHARED,
    TYPE_TEXT,
    TYPE_INLINE,
    TYPE_BOOL,
    TYPE_ERROR,
    TYPE_DAY
};

struct sheet_part {
    struct xlsx    *xlsx;
    bool            in_row, in_cell, in_inline;
    int             row, column; /* of the last one begun: 1.., 0.. */
    int             phonetic;
    enum cell_type  type;
    enum shown      shown;
    bool            has_formula;
    struct letters *to; /* where text goes; NULL = nowhere */
};

/* "BC12" → row 12, column 54 (from 0). What is beyond Excel's last row or column is none. */
static const char *parse_place(const char *at, int *ret_row, int *ret_column) {
    int row = 0, column = 0;
    for (; (*at >= 'A' && *at <= 'Z') || (*at >= 'a' && *at <= 'z'); at++) {
        column = column * 26 + (*at & 0x1f);
        if (column > EXCEL_COLUMNS)
            return NULL;
    }
    for (; *at >= '0' && *at <= '9'; at++) {
        row = row * 10 + (*at - '0');
        if (row > EXCEL_ROWS)
            return NULL;
    }
    if (row == 0 || column == 0)
        return NULL;
    *ret_row = row;
    *ret_column = column - 1;
    return at;
}

static bool plain(const char *place) {
    size_t length = strlen(place);
    return length <= PLACE_LENGTH &&
           strspn(place, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz:-") ==
               length;
}

static void bad_place(struct part *part, const char *place) {
    err_code_set(part->err, ERR_INVALID,
                 "这个文件坏了：里面有一个不可能的位置（%s）；"
                 "请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入",
                 plain(place) ? place : "?");
    part_refuse(part);
}

/* --- begin
 * ---------------------------------------------------------------------------------------- */

static void row_start(struct part *part, const char **attributes) {
    struct sheet_part *at = part->ctx;
    const char        *r = part_attribute(attributes, "r");
    int                number = at->row + 1;
    if (r && !part_number(r, 1, EXCEL_ROWS, &number)) {
        bad_place(part, r);
        return;
    }
    if (at->in_row || number > EXCEL_ROWS) {
        part_damaged(part);
        return;
    }
    if (number <= at->row) {
        err_code_set(part->err, ERR_INVALID,
                     "这个文件坏了：第 %d 行写在第 %d 行后面；"
                     "请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入",
                     number, at->row);
        part_refuse(part);
        return;
    }
    at->in_row = true;
    at->row = number;
    at->column = -1;
    build_row(&at->xlsx->build, number, part_flag(attributes, "hidden"));
}

static bool cell_type_of(const char *t, enum cell_type *ret_type) {
    static const char *const names[] = { "n", "s", "str", "inlineStr", "b", "e", "d" };
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (!t || strcmp(t, names[i]) == 0) {
            *ret_type = (enum cell_type)i;
            return true;
        }
    return false;
}

static void cell_start(struct part *part, const char **attributes) {
    struct sheet_part *at = part->ctx;
    const char        *r = part_attribute(attributes, "r");
    const char        *s = part_attribute(attributes, "s");
    int                row = at->row, column = at->column + 1, style;
    if (!at->in_row || at->in_cell || !cell_type_of(part_attribute(attributes, "t"), &at->type)) {
        part_damaged(part);
        return;
    }
    const char *behind = r ? parse_place(r, &row, &column) : "";
    if (!behind || *behind || row != at->row || column >= EXCEL_COLUMNS) {
        bad_place(part, r ? r : "");
        return;
    }
    at->shown = SHOWN_NUMBER;
    if (part_number(s, 0, INT16_MAX * 2, &style) && (size_t)style < at->xlsx->style_count)
        at->shown = at->xlsx->styles[style];
    at->in_cell = true;
    at->column = column;
    at->has_formula = false;
    letters_start(&at->xlsx->value);
    letters_start(&at->xlsx->formula);
}

static void merge_start(struct part *part, const char **attributes) {
    struct sheet_part *at = part->ctx;
    const char        *ref = part_attribute(attributes, "ref");
    struct merge       merge;
    const char *second = ref ? parse_place(ref, &merge.first_row, &merge.first_column) : NULL;
    if (second && *second == ':')
        second = parse_place(second + 1, &merge.last_row, &merge.last_column);
    else
        second = NULL;
    if (!second || *second || merge.last_row < merge.first_row ||
        merge.last_column < merge.first_column) {
        bad_place(part, ref ? ref : "");
        return;
    }
    if (!build_merge(&at->xlsx->build, &merge, part->err))
        part_refuse(part);
}

static void sheet_start(struct part *part, const char *name, const char **attributes) {
    struct sheet_part *at = part->ctx;
    at->to = NULL;
    if (strcmp(name, "row") == 0) {
        row_start(part, attributes);
    } else if (strcmp(name, "c") == 0) {
        cell_start(part, attributes);
    } else if (strcmp(name, "mergeCell") == 0) {
        merge_start(part, attributes);
    } else if (!at->in_cell) {
        return;
    } else if (strcmp(name, "v") == 0) {
        at->to = &at->xlsx->value;
    } else if (strcmp(name, "f") == 0) {
        at->has_formula = true;
        at->to = &at->xlsx->formula;
    } else if (strcmp(name, "is") == 0) {
        at->in_inline = true;
    } else if (strcmp(name, "rPh") == 0) {
        at->phonetic++;
    } else if (strcmp(name, "t") == 0 && at->in_inline && at->phonetic == 0) {
        at->to = &at->xlsx->value;
    }
}

static void sheet_text(struct part *part, const char *text, int length) {
    struct sheet_part *at = part->ctx;
    if (at->to)
        letters_add(at->to, text, (size_t)length);
}

/* --- end: the cell is whole
 * ------------------------------------------------------------------------- */

static void shared_cell(struct part *part, struct cell *cell, const char *index) {
    struct sheet_part *at = part->ctx;
    int                i;
    if (!at->xlsx->has_strings) {
        err_code_set(part->err, ERR_INVALID,
                     "这个文件缺了存放文字的部分，读不了；"
                     "请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入");
        part_refuse(part);
    } else if (!part_number(index, 0, INT32_MAX, &i) ||
               !strings_take(&at->xlsx->strings, (size_t)i, cell)) {
        part_damaged(part);
    }
}

/* A number as XML Schema writes doubles; what is none stays visible as the text that it is. */
static bool number_cell(struct sheet_part *at, struct cell *cell, const char *text, size_t length,
                        struct err *err) {
    char  *end;
    double number = strtod(text, &end);
    if (length == 0 || *end || strspn(text, "0123456789+-.eE") != length || number < -1e300 ||
        number > 1e300)
        return cell_set_text(cell, CELL_TEXT, text, length, at->xlsx->arena, err);
    return cell_set_serial(cell, number, at->shown, at->xlsx->from_1904, at->xlsx->arena, err);
}

static bool day_cell(struct sheet_part *at, struct cell *cell, char *text, size_t length,
                     struct err *err) {
    char iso[DAY_TEXT];
    day  d;
    if (length >= DAY_TEXT - 1) {
        memcpy(iso, text, DAY_TEXT - 1);
        iso[DAY_TEXT - 1] = '\0';
        if (day_parse_iso(iso, &d))
            return cell_set_day(cell, d, at->xlsx->arena, err);
    }
    return cell_set_text(cell, CELL_TEXT, text, length, at->xlsx->arena, err);
}

static bool formula_cell(struct sheet_part *at, struct cell *cell, struct err *err) {
    struct letters *formula = &at->xlsx->formula;
    letters_unescape(formula);
    memmove(formula->bytes + 1, formula->bytes, formula->used); /* there is room for one more */
    formula->bytes[0] = '=';
    formula->used++;
    return letters_take(formula, cell, CELL_FORMULA, at->xlsx->arena, err);
}

static bool fill_cell(struct part *part, struct cell *cell) {
    struct sheet_part *at = part->ctx;
    struct arena      *arena = at->xlsx->arena;
    struct letters    *value = &at->xlsx->value;
    size_t             end = value->used;
    value->bytes[end] = '\0';
    switch (at->type) {
    case TYPE_SHARED:
        shared_cell(part, cell, value->bytes);
        return true;
    case TYPE_TEXT:
    case TYPE_INLINE:
        letters_unescape(value);
        return letters_take(value, cell, CELL_TEXT, arena, part->err);
    case TYPE_BOOL:
        return cell_set_text(cell, CELL_BOOL, value->bytes[0] == '1' ? "TRUE" : "FALSE",
                             value->bytes[0] == '1' ? 4 : 5, arena, part->err);
    case TYPE_ERROR:
        return cell_set_text(cell, CELL_ERROR, value->bytes, end, arena, part->err);
    case TYPE_DAY:
        return day_cell(at, cell, value->bytes, end, part->err);
    case TYPE_NUMBER:
        break;
    }
    return number_cell(at, cell, value->bytes, end, part->err);
}

/* A formula's stored result is missing, or is the 0 that programs write which cannot calculate and
 * leave it to Excel to do so on opening. */
static bool lacks_result(const struct sheet_part *at) {
    const struct letters *value = &at->xlsx->value;
    if (at->type == TYPE_TEXT || at->type == TYPE_INLINE)
        return false;
    return value->used == 0 || (at->xlsx->recalculates && at->type == TYPE_NUMBER &&
                                value->used == 1 && value->bytes[0] == '0');
}

static void cell_end(struct part *part) {
    struct sheet_part *at = part->ctx;
    bool               empty = at->xlsx->value.used == 0;
    at->in_cell = at->in_inline = false;
    at->phonetic = 0;
    bool no_result = at->has_formula && lacks_result(at);
    if (empty && !no_result)
        return; /* only a format */
    struct cell *cell = build_cell(&at->xlsx->build, at->column);
    if (!cell) {
        build_wide(&at->xlsx->build, part->err);
        part_refuse(part);
    } else if (cell->kind != CELL_EMPTY) {
        part_damaged(part); /* the same place twice */
    } else if (!(no_result ? formula_cell(at, cell, part->err) : fill_cell(part, cell))) {
        part_refuse(part);
    }
}

static void sheet_end(struct part *part, const char *name) {
    struct sheet_part *at = part->ctx;
    at->to = NULL;
    if (strcmp(name, "row") == 0 && at->in_row) {
        at->in_row = false;
        if (!build_row_end(&at->xlsx->build, part->err))
            part_refuse(part);
    } else if (strcmp(name, "c") == 0 && at->in_cell) {
        cell_end(part);
    } else if (strcmp(name, "is") == 0) {
        at->in_inline = false;
    } else if (strcmp(name, "rPh") == 0 && at->phonetic > 0) {
        at->phonetic--;
    }
}

bool xlsx_sheet(struct xlsx *xlsx, const char *part_name, struct err *err) {
    struct sheet_part ctx = { .xlsx = xlsx };
    struct part       part = {
              .start = sheet_start, .end = sheet_end, .text = sheet_text, .ctx = &ctx, .err = err
    };
    return parts_read(&xlsx->parts, part_name, &part);
}
