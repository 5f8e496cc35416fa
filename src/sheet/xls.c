/* SPDX-License-Identifier: GPL-3.0-or-later
 * xls.c - Excel 97-2003 workbooks (BIFF8, [MS-XLS]): first the workbook's own records (sheets,
 * strings, formats), then each sheet's. Excel writes a sheet's cells row by row, other programs as
 * they come, so their places are sorted before they are read. What a formula once gave is stored
 * with it; nothing is calculated. Older versions go to xls_old.c. */
#include "sheet/xls.h"

#include "sheet/build.h"
#include "sheet/serial.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum record_id {
    R_FORMULA = 0x0006,
    R_EOF = 0x000a,
    R_DATE_MODE = 0x0022,
    R_FILE_PASS = 0x002f,
    R_BOUND_SHEET = 0x0085,
    R_MUL_RK = 0x00bd,
    R_RSTRING = 0x00d6,
    R_XF = 0x00e0,
    R_MERGE_CELLS = 0x00e5,
    R_SST = 0x00fc,
    R_LABEL_SST = 0x00fd,
    R_NUMBER = 0x0203,
    R_LABEL = 0x0204,
    R_BOOL_ERR = 0x0205,
    R_STRING = 0x0207,
    R_ROW = 0x0208,
    R_ARRAY = 0x0221,
    R_TABLE = 0x0236,
    R_RK = 0x027e,
    R_FORMAT = 0x041e,
    R_SHARED = 0x04bc,
    R_BOF = 0x0809,
};

enum {
    BIFF8 = 0x0600,
    XLS_ROWS = 65536,
    FORMATS_MOST = 4096,
    STYLES_MOST = 1 << 16,
    NESTED_MOST = 8, /* charts inside a sheet */
};

struct bound_sheet {
    uint32_t    offset;
    bool        hidden, cells; /* not a chart or a macro */
    const char *name;
};

/* Where a cell's record (or that of several side by side) stands in the stream. */
struct place {
    uint16_t row; /* from 0 */
    uint32_t offset;
};

struct xls {
    struct arena      *arena;
    struct biff        biff;
    bool               from_1904;
    struct strings     strings;
    struct letters     letters;
    struct bound_sheet sheets[SHEETS_MOST];
    size_t             sheet_count;
    int                format_count;
    size_t             style_count;
    struct {
        int        id;
        enum shown shown;
    } formats[FORMATS_MOST];
    uint8_t       styles[STYLES_MOST]; /* enum shown, by a cell's style number */
    uint8_t       hidden[XLS_ROWS];    /* of the sheet under way, as the next */
    struct place *places;              /* on the heap */
    size_t        place_count, place_room;
    struct build  build;
};

/* --- the workbook's records
 * ----------------------------------------------------------------------- */

static bool read_strings(struct xls *xls, struct err *err) {
    uint32_t total, unique;
    if (!biff_u32(&xls->biff, &total) || !biff_u32(&xls->biff, &unique))
        return build_damaged(err);
    for (uint32_t i = 0; i < unique; i++)
        if (!biff_text(&xls->biff, false, &xls->letters))
            return build_damaged(err);
        else if (!strings_push(&xls->strings, &xls->letters, xls->arena, err))
            return false;
    return true;
}

static bool read_bound_sheet(struct xls *xls, struct err *err) {
    struct bound_sheet sheet;
    uint8_t            state, type;
    if (xls->sheet_count == SHEETS_MOST)
        return err_code_set(err, ERR_INVALID, "一个文件最多 %d 张工作表", SHEETS_MOST);
    if (!biff_u32(&xls->biff, &sheet.offset) || !biff_u8(&xls->biff, &state) ||
        !biff_u8(&xls->biff, &type) || !biff_text(&xls->biff, true, &xls->letters))
        return build_damaged(err);
    sheet.hidden = state & 3;
    sheet.cells = type == 0;
    sheet.name = arena_strndup(xls->arena, xls->letters.bytes, xls->letters.used);
    if (!sheet.name)
        return build_too_large(err);
    xls->sheets[xls->sheet_count++] = sheet;
    return true;
}

static bool read_format(struct xls *xls, struct err *err) {
    uint16_t id;
    if (!biff_u16(&xls->biff, &id) || !biff_text(&xls->biff, false, &xls->letters) ||
        xls->format_count == FORMATS_MOST)
        return build_damaged(err);
    xls->letters.bytes[xls->letters.used] = '\0';
    xls->formats[xls->format_count].id = id;
    xls->formats[xls->format_count++].shown = shown_by_code(xls->letters.bytes);
    return true;
}

static bool read_style(struct xls *xls, struct err *err) {
    uint16_t   font, id;
    enum shown shown;
    if (!biff_u16(&xls->biff, &font) || !biff_u16(&xls->biff, &id) ||
        xls->style_count == STYLES_MOST)
        return build_damaged(err);
    shown = shown_by_id(id);
    for (int i = 0; i < xls->format_count; i++)
        if (xls->formats[i].id == id)
            shown = xls->formats[i].shown;
    xls->styles[xls->style_count++] = (uint8_t)shown;
    return true;
}

static bool workbook_record(struct xls *xls, struct err *err) {
    uint16_t mode;
    switch (xls->biff.id) {
    case R_FILE_PASS:
        return err_code_set(err, ERR_INVALID, "这个文件有密码，打不开；请去掉密码另存一份再导入");
    case R_DATE_MODE:
        if (!biff_u16(&xls->biff, &mode))
            return build_damaged(err);
        xls->from_1904 = mode == 1;
        return true;
    case R_BOUND_SHEET:
        return read_bound_sheet(xls, err);
    case R_FORMAT:
        return read_format(xls, err);
    case R_XF:
        return read_style(xls, err);
    case R_SST:
        return read_strings(xls, err);
    default:
        return true;
    }
}

static bool read_workbook(struct xls *xls, struct err *err) {
    while (biff_next(&xls->biff)) {
        if (xls->biff.id == R_EOF)
            return true;
        if (!workbook_record(xls, err))
            return false;
    }
    return build_damaged(err); /* cut off before its end */
}

/* --- cells
 * ---------------------------------------------------------------------------------------- */

/* The cell at `column` of the row under way; a later record for the same place replaces the earlier
 * one, as in Excel. NULL with *err set. */
static struct cell *cell_at(struct xls *xls, int column, struct err *err) {
    struct cell *cell = build_cell(&xls->build, column);
    if (cell)
        *cell = (struct cell){ .text = "" };
    else
        build_wide(&xls->build, err);
    return cell;
}

static bool put_number(struct xls *xls, struct cell *cell, uint16_t style, double number,
                       struct err *err) {
    enum shown shown = style < xls->style_count ? (enum shown)xls->styles[style] : SHOWN_NUMBER;
    if (!isfinite(number))
        return build_damaged(err);
    return cell_set_serial(cell, number, shown, xls->from_1904, xls->arena, err);
}

static bool put_error(struct xls *xls, struct cell *cell, uint8_t code, struct err *err) {
    static const struct {
        uint8_t     code;
        const char *text;
    } errors[] = { { 0x00, "#NULL!" }, { 0x07, "#DIV/0!" }, { 0x0f, "#VALUE!" }, { 0x17, "#REF!" },
                   { 0x1d, "#NAME?" }, { 0x24, "#NUM!" },   { 0x2a, "#N/A" } };
    const char *text = "#ERROR!";
    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
        if (errors[i].code == code)
            text = errors[i].text;
    return cell_set_text(cell, CELL_ERROR, text, strlen(text), xls->arena, err);
}

static bool put_bool(struct xls *xls, struct cell *cell, bool value, struct err *err) {
    const char *text = value ? "TRUE" : "FALSE";
    return cell_set_text(cell, CELL_BOOL, text, strlen(text), xls->arena, err);
}

/* The text that a formula gave stands in a STRING record behind it, after the formula's own. */
static bool put_formula_text(struct xls *xls, struct cell *cell, struct err *err) {
    struct biff ahead = xls->biff;
    while (biff_next(&ahead))
        if (ahead.id == R_STRING) {
            xls->biff = ahead;
            return biff_text(&xls->biff, false, &xls->letters)
                       ? letters_take(&xls->letters, cell, CELL_TEXT, xls->arena, err)
                       : build_damaged(err);
        } else if (ahead.id != R_SHARED && ahead.id != R_ARRAY && ahead.id != R_TABLE) {
            break;
        }
    return cell_set_text(cell, CELL_FORMULA, "", 0, xls->arena, err); /* no result is stored */
}

static bool put_formula(struct xls *xls, struct cell *cell, uint16_t style, struct err *err) {
    enum { RESULT_TEXT, RESULT_BOOL, RESULT_ERROR, RESULT_EMPTY };
    enum { CALCULATED_ON_LOAD = 2 };
    uint32_t low, high;
    uint16_t flags;
    if (!biff_u32(&xls->biff, &low) || !biff_u32(&xls->biff, &high) ||
        !biff_u16(&xls->biff, &flags))
        return build_damaged(err);
    if (high >> 16 == 0xffff) { /* no number: what it is, and its value */
        uint8_t value = (uint8_t)(low >> 16);
        switch (low & 0xff) {
        case RESULT_TEXT:
            return put_formula_text(xls, cell, err);
        case RESULT_BOOL:
            return put_bool(xls, cell, value, err);
        case RESULT_ERROR:
            return put_error(xls, cell, value, err);
        case RESULT_EMPTY:
            return true;
        default:
            return build_damaged(err);
        }
    }
    uint64_t bits = (uint64_t)high << 32 | low;
    double   number;
    memcpy(&number, &bits, sizeof(number));
    /* Programs that cannot calculate write 0 and leave the rest to Excel. */
    if (bits == 0 && (flags & CALCULATED_ON_LOAD))
        return cell_set_text(cell, CELL_FORMULA, "", 0, xls->arena, err);
    return put_number(xls, cell, style, number, err);
}

/* Several numbers side by side: first column, (style, number)…, last column. */
static bool read_mul_rk(struct xls *xls, struct err *err) {
    uint16_t row, column, style;
    uint32_t rk;
    size_t   size = (size_t)(xls->biff.end - xls->biff.at);
    if (size < 6 || (size - 6) % 6 != 0 || !biff_u16(&xls->biff, &row) ||
        !biff_u16(&xls->biff, &column))
        return build_damaged(err);
    for (size_t left = (size - 6) / 6; left > 0; left--, column++) {
        struct cell *cell = cell_at(xls, column, err);
        if (!cell)
            return false;
        if (!biff_u16(&xls->biff, &style) || !biff_u32(&xls->biff, &rk))
            return build_damaged(err);
        if (!put_number(xls, cell, style, biff_rk(rk), err))
            return false;
    }
    return true;
}

static bool put_body(struct xls *xls, uint16_t id, struct cell *cell, uint16_t style,
                     struct err *err) {
    uint32_t index;
    double   number;
    uint8_t  value, is_error;
    switch (id) {
    case R_LABEL_SST:
        return biff_u32(&xls->biff, &index) && strings_take(&xls->strings, index, cell)
                   ? true
                   : build_damaged(err);
    case R_LABEL:
    case R_RSTRING:
        return biff_text(&xls->biff, false, &xls->letters)
                   ? letters_take(&xls->letters, cell, CELL_TEXT, xls->arena, err)
                   : build_damaged(err);
    case R_NUMBER:
        return biff_double(&xls->biff, &number) ? put_number(xls, cell, style, number, err)
                                                : build_damaged(err);
    case R_RK:
        return biff_u32(&xls->biff, &index) ? put_number(xls, cell, style, biff_rk(index), err)
                                            : build_damaged(err);
    case R_BOOL_ERR:
        if (!biff_u8(&xls->biff, &value) || !biff_u8(&xls->biff, &is_error))
            return build_damaged(err);
        return is_error ? put_error(xls, cell, value, err) : put_bool(xls, cell, value, err);
    default:
        return put_formula(xls, cell, style, err);
    }
}

/* The record at xls->biff, whose place has been read once already. */
static bool read_cell(struct xls *xls, struct err *err) {
    uint16_t id = xls->biff.id, row, column, style;
    if (id == R_MUL_RK)
        return read_mul_rk(xls, err);
    if (!biff_u16(&xls->biff, &row) || !biff_u16(&xls->biff, &column) ||
        !biff_u16(&xls->biff, &style))
        return build_damaged(err);
    struct cell *cell = cell_at(xls, column, err);
    return cell && put_body(xls, id, cell, style, err);
}

/* --- sheets
 * --------------------------------------------------------------------------------------- */

static bool read_row(struct xls *xls, struct err *err) {
    enum { ROW_HIDDEN = 0x20 };
    uint16_t row, options;
    if (!biff_u16(&xls->biff, &row) || !biff_skip(&xls->biff, 10) ||
        !biff_u16(&xls->biff, &options))
        return build_damaged(err);
    xls->hidden[row] = (options & ROW_HIDDEN) != 0;
    return true;
}

static bool read_merges(struct xls *xls, struct err *err) {
    uint16_t count, at[4];
    if (!biff_u16(&xls->biff, &count))
        return build_damaged(err);
    for (; count > 0; count--) {
        for (int i = 0; i < 4; i++)
            if (!biff_u16(&xls->biff, &at[i]))
                return build_damaged(err);
        if (at[1] < at[0] || at[3] < at[2])
            return build_damaged(err);
        struct merge merge = { .first_row = at[0] + 1,
                               .last_row = at[1] + 1,
                               .first_column = at[2],
                               .last_column = at[3] };
        if (!build_merge(&xls->build, &merge, err))
            return false;
    }
    return true;
}

static bool add_place(struct xls *xls, size_t offset, struct err *err) {
    struct place place = { .offset = (uint32_t)offset };
    if (!biff_u16(&xls->biff, &place.row))
        return build_damaged(err);
    if (xls->place_count == xls->place_room) {
        size_t        room = xls->place_room ? xls->place_room * 2 : 1024;
        struct place *places = realloc(xls->places, room * sizeof(*places));
        if (!places)
            return build_too_large(err);
        xls->places = places;
        xls->place_room = room;
    }
    xls->places[xls->place_count++] = place;
    return true;
}

static bool sheet_record(struct xls *xls, size_t offset, struct err *err) {
    switch (xls->biff.id) {
    case R_ROW:
        return read_row(xls, err);
    case R_MERGE_CELLS:
        return read_merges(xls, err);
    case R_MUL_RK:
    case R_LABEL_SST:
    case R_LABEL:
    case R_RSTRING:
    case R_NUMBER:
    case R_RK:
    case R_BOOL_ERR:
    case R_FORMULA:
        return add_place(xls, offset, err);
    default:
        return true;
    }
}

/* From the sheet's BOF to its EOF; what a chart inside it holds is passed over. */
static bool read_records(struct xls *xls, struct err *err) {
    int depth = 1;
    if (!biff_next(&xls->biff) || xls->biff.id != R_BOF)
        return build_damaged(err);
    for (size_t offset = xls->biff.next; biff_next(&xls->biff); offset = xls->biff.next) {
        if (xls->biff.id == R_BOF && ++depth > NESTED_MOST)
            break;
        if (xls->biff.id == R_EOF && --depth == 0)
            return true;
        if (depth == 1 && !sheet_record(xls, offset, err))
            return false;
    }
    return build_damaged(err);
}

static int place_order(const void *a, const void *b) {
    const struct place *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return x->offset < y->offset ? -1 : x->offset > y->offset;
}

static bool read_cells(struct xls *xls, struct err *err) {
    if (xls->place_count > 0) /* NULL is no array to sort */
        qsort(xls->places, xls->place_count, sizeof(*xls->places), place_order);
    for (size_t i = 0; i < xls->place_count;) {
        uint16_t row = xls->places[i].row;
        build_row(&xls->build, row + 1, xls->hidden[row]);
        for (; i < xls->place_count && xls->places[i].row == row; i++) {
            biff_start(&xls->biff, xls->biff.stream, xls->biff.length, xls->places[i].offset);
            if (!biff_next(&xls->biff) || !read_cell(xls, err))
                return false;
        }
        if (!build_row_end(&xls->build, err))
            return false;
    }
    return true;
}

static bool read_sheet(struct xls *xls, const struct bound_sheet *sheet, struct err *err) {
    xls->place_count = 0;
    memset(xls->hidden, 0, sizeof(xls->hidden));
    biff_start(&xls->biff, xls->biff.stream, xls->biff.length, sheet->offset);
    return build_sheet(&xls->build, sheet->name, sheet->hidden, err) && read_records(xls, err) &&
           read_cells(xls, err) && build_sheet_end(&xls->build, err);
}

static bool read_all(struct xls *xls, struct err *err) {
    if (!read_workbook(xls, err))
        return false;
    for (size_t i = 0; i < xls->sheet_count; i++)
        if (xls->sheets[i].cells && !read_sheet(xls, &xls->sheets[i], err))
            return false;
    return true;
}

static bool read_biff8(const struct biff *biff, struct arena *arena, struct book *ret_book,
                       struct err *err) {
    struct xls *xls = ARENA_NEW(arena, struct xls);
    if (!xls)
        return build_too_large(err);
    xls->arena = arena;
    xls->biff = *biff;
    build_init(&xls->build, arena);
    bool ok = read_all(xls, err) && build_finish(&xls->build, "xls", "utf-8", ret_book, err);
    build_deinit(&xls->build);
    strings_free(&xls->strings);
    free(xls->places);
    return ok;
}

static bool read_old(const char *path, struct arena *arena, struct book *ret_book,
                     struct err *err) {
    return path ? xls_old_read(path, arena, ret_book, err) : build_damaged(err);
}

bool xls_read(const char *bytes, size_t length, const char *path, struct arena *arena,
              struct book *ret_book, struct err *err) {
    const uint8_t *stream;
    size_t         stream_length;
    bool           damaged;
    struct biff    biff;
    uint16_t       version;
    if (bytes[0] == 9) /* Excel 2 to 4: records without a compound file */
        return read_old(path, arena, ret_book, err);
    if (!ole_stream(bytes, length, "Workbook", arena, &stream, &stream_length, &damaged))
        return damaged ? build_damaged(err) : read_old(path, arena, ret_book, err);
    biff_start(&biff, stream, stream_length, 0);
    if (!biff_next(&biff) || biff.id != R_BOF || !biff_u16(&biff, &version))
        return build_damaged(err);
    return version == BIFF8 ? read_biff8(&biff, arena, ret_book, err)
                            : read_old(path, arena, ret_book, err);
}
