/* SPDX-License-Identifier: GPL-3.0-or-later
 * xls_old.c - Excel 95 and older by freexl, which knows their code pages. It gives no results of
 * formulas, no merged ranges, no hidden rows or sheets and few date formats: hence xls.c for all
 * that was written since 1997. Old C that reads hostile bytes: only ever in the limited child. */
#include "sheet/xls.h"

#include "sheet/build.h"

#include "base/text.h"

#include <freexl.h>
#include <string.h>

/* freexl gives a date as "2026-11-24", with a time behind it where it has one. */
static bool set_day(struct cell *cell, const char *text, struct arena *arena, struct err *err) {
    char iso[DAY_TEXT] = { 0 };
    day  d;
    if (strlen(text) >= DAY_TEXT - 1)
        memcpy(iso, text, DAY_TEXT - 1);
    if (day_parse_iso(iso, &d))
        return cell_set_day(cell, d, arena, err);
    return cell_set_text(cell, CELL_TEXT, text, strlen(text), arena, err);
}

static bool set_cell(struct build *build, int column, const FreeXL_CellValue *value,
                     struct err *err) {
    if (value->type == FREEXL_CELL_NULL)
        return true;
    struct cell *cell = build_cell(build, column);
    const char  *text = value->value.text_value;
    if (!cell)
        return build_wide(build, err);
    switch (value->type) {
    case FREEXL_CELL_INT:
        return cell_set_number(cell, value->value.int_value, build->arena, err);
    case FREEXL_CELL_DOUBLE:
        return cell_set_number(cell, value->value.double_value, build->arena, err);
    default:
        break;
    }
    if (!text || !text_valid(text, strlen(text)))
        return build_damaged(err);
    switch (value->type) {
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
        return set_day(cell, text, build->arena, err);
    case FREEXL_CELL_TIME: /* "08:30:00" */
        return cell_set_text(cell, CELL_TEXT, text, strlen(text) < 5 ? strlen(text) : 5,
                             build->arena, err);
    default:
        return cell_set_text(cell, CELL_TEXT, text, strlen(text), build->arena, err);
    }
}

static bool read_sheet(const void *xls, struct build *build, struct err *err) {
    unsigned int     rows;
    unsigned short   columns;
    FreeXL_CellValue value;
    if (freexl_worksheet_dimensions(xls, &rows, &columns) != FREEXL_OK)
        return build_damaged(err);
    for (unsigned int r = 0; r < rows; r++) {
        build_row(build, (int)r + 1, false);
        for (unsigned short c = 0; c < columns; c++)
            if (freexl_get_cell_value(xls, r, c, &value) != FREEXL_OK)
                return build_damaged(err);
            else if (!set_cell(build, c, &value, err))
                return false;
        if (!build_row_end(build, err))
            return false;
    }
    return true;
}

static bool read_sheets(const void *xls, struct build *build, struct err *err) {
    unsigned int count;
    if (freexl_get_info(xls, FREEXL_BIFF_SHEET_COUNT, &count) != FREEXL_OK)
        return build_damaged(err);
    for (unsigned int i = 0; i < count; i++) {
        const char *name;
        if (freexl_get_worksheet_name(xls, (unsigned short)i, &name) != FREEXL_OK || !name ||
            !text_valid(name, strlen(name)) ||
            freexl_select_active_worksheet(xls, (unsigned short)i) != FREEXL_OK)
            return build_damaged(err);
        if (!build_sheet(build, name, false, err) || !read_sheet(xls, build, err) ||
            !build_sheet_end(build, err))
            return false;
    }
    return true;
}

bool xls_old_read(const char *path, struct arena *arena, struct book *ret_book, struct err *err) {
    const void   *xls = NULL;
    struct build *build = ARENA_NEW(arena, struct build);
    if (!build)
        return build_too_large(err);
    if (freexl_open(path, &xls) != FREEXL_OK) {
        freexl_close(xls);
        return build_damaged(err);
    }
    build_init(build, arena);
    bool ok = read_sheets(xls, build, err) && build_finish(build, "xls", "utf-8", ret_book, err);
    build_deinit(build);
    freexl_close(xls);
    return ok;
}
