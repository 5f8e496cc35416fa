/* SPDX-License-Identifier: GPL-3.0-or-later
 * xlsx_style.c - the styles part, for one question: which style numbers show a date or a time.
 * A cell names an entry of <cellXfs>, which names a number format, built in or of the file. */
#include "sheet/xlsx.h"

#include <stdlib.h>
#include <string.h>

enum { FORMATS_MOST = 4096, STYLES_MOST = 1 << 16 }; /* Excel's own limits are lower */

struct style_part {
    struct xlsx *xlsx;
    bool         in_formats, in_styles;
    int          count;
    struct {
        int        id;
        enum shown shown;
    } formats[FORMATS_MOST];
};

static enum shown shown_by(const struct style_part *at, int id) {
    for (int i = 0; i < at->count; i++)
        if (at->formats[i].id == id)
            return at->formats[i].shown;
    return shown_by_id(id);
}

static void add_format(struct part *part, const char **attributes) {
    struct style_part *at = part->ctx;
    const char        *code = part_attribute(attributes, "formatCode");
    int                id;
    if (!part_number(part_attribute(attributes, "numFmtId"), 0, INT16_MAX * 2, &id) || !code ||
        at->count == FORMATS_MOST) {
        part_damaged(part);
        return;
    }
    at->formats[at->count].id = id;
    at->formats[at->count++].shown = shown_by_code(code);
}

static void add_style(struct part *part, const char **attributes) {
    struct style_part *at = part->ctx;
    struct xlsx       *xlsx = at->xlsx;
    int                id;
    if (!part_number(part_attribute(attributes, "numFmtId"), 0, INT16_MAX * 2, &id))
        id = 0; /* not written: General */
    if (xlsx->style_count == STYLES_MOST) {
        part_damaged(part);
        return;
    }
    if (xlsx->style_count == xlsx->style_room) {
        size_t      room = xlsx->style_room ? xlsx->style_room * 2 : 64;
        enum shown *styles = realloc(xlsx->styles, room * sizeof(*styles));
        if (!styles) {
            build_too_large(part->err);
            part_refuse(part);
            return;
        }
        xlsx->styles = styles;
        xlsx->style_room = room;
    }
    xlsx->styles[xlsx->style_count++] = shown_by(at, id);
}

static void style_start(struct part *part, const char *name, const char **attributes) {
    struct style_part *at = part->ctx;
    if (strcmp(name, "numFmts") == 0)
        at->in_formats = true;
    else if (strcmp(name, "cellXfs") == 0)
        at->in_styles = true;
    else if (at->in_formats && strcmp(name, "numFmt") == 0)
        add_format(part, attributes);
    else if (at->in_styles && strcmp(name, "xf") == 0)
        add_style(part, attributes);
}

static void style_end(struct part *part, const char *name) {
    struct style_part *at = part->ctx;
    if (strcmp(name, "numFmts") == 0)
        at->in_formats = false;
    else if (strcmp(name, "cellXfs") == 0)
        at->in_styles = false;
}

bool xlsx_styles(struct xlsx *xlsx, const char *part_name, struct err *err) {
    struct style_part *ctx = ARENA_NEW(xlsx->arena, struct style_part);
    if (!ctx)
        return build_too_large(err);
    ctx->xlsx = xlsx;
    struct part part = { .start = style_start, .end = style_end, .ctx = ctx, .err = err };
    return parts_read(&xlsx->parts, part_name, &part);
}
