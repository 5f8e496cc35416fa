/* SPDX-License-Identifier: GPL-3.0-or-later
 * paper.c - rows of dots that grow downwards. A thermal head knows only black and white: a glyph's
 * pixel is black from a certain coverage on, a picture is dithered. */
#include "ui/paper.h"

#include "base/qr.h"
#include "ui/widget.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static const uint32_t black = 0xFF000000u, white = 0xFFFFFFFFu;

enum {
    UNITS = 576,      /* sizes below are dots on 80 mm paper, less on narrower */
    COVER_BLACK = 96, /* of 255: thin strokes must not break */
    MODULE_USUAL = 8, /* dots a module: a millimetre */
    HEADING = 44,
    NUMBER = 56,
    NUMBER_LEAST = 24,
    TEXT = 30,
    TEXT_LEAST = 26,
    SMALL = 24,
    SMALL_LEAST = 22,
    PICTURE = 128,
    PICTURE_LEAST = 96,
    MARGIN = 16,
    GAP = 10,
    DASH = 8
};

struct paper {
    struct fonts  *fonts;
    struct layout *layout;
    struct canvas  canvas; /* its height is the room there is */
    int            y;      /* where the next thing goes */
    bool           broken; /* something is missing */
};

static int scaled(const struct paper *paper, int units, int least) {
    int dots = units * paper->canvas.width / UNITS;
    return dots > least ? dots : least;
}

static int margin_of(const struct paper *paper) {
    return scaled(paper, MARGIN, 8);
}

/* What is between the margins, at the place that is next. */
static struct rect column_of(const struct paper *paper) {
    int margin = margin_of(paper);
    return (struct rect){ margin, paper->y, paper->canvas.width - 2 * margin, 0 };
}

static void wipe(struct canvas *canvas) {
    size_t bytes = (size_t)canvas->stride * (size_t)canvas->height * sizeof *canvas->pixels;
    if (canvas->pixels)
        explicit_bzero(canvas->pixels, bytes);
    free(canvas->pixels);
}

/* Room for `height` more rows, white; false when there is none. */
static bool room_for(struct paper *paper, int height) {
    struct canvas old = paper->canvas;
    int           needed = paper->y + height + margin_of(paper);
    if (!paper->broken && needed <= old.height)
        return true;
    paper->broken |= needed > PAPER_HEIGHT_MOST;
    if (paper->broken)
        return false;
    struct canvas grown = old;
    grown.height = needed * 2 < PAPER_HEIGHT_MOST ? needed * 2 : PAPER_HEIGHT_MOST;
    size_t had = (size_t)old.stride * (size_t)old.height;
    size_t has = (size_t)grown.stride * (size_t)grown.height;
    grown.pixels = malloc(has * sizeof *grown.pixels);
    if (!grown.pixels) {
        paper->broken = true;
        return false;
    }
    if (had > 0)
        memcpy(grown.pixels, old.pixels, had * sizeof *grown.pixels);
    (void)wmemset((wchar_t *)(void *)(grown.pixels + had), (wchar_t)white, has - had);
    wipe(&old);
    paper->canvas = grown;
    return true;
}

struct paper *paper_new(struct ui *ui, int width) {
    if (width < PAPER_WIDTH_LEAST || width > PAPER_WIDTH_MOST)
        bug("paper %d dots wide", width);
    struct paper *paper = calloc(1, sizeof *paper);
    if (!paper)
        return NULL;
    paper->fonts = ui_fonts(ui);
    paper->layout = ui_layout(ui);
    paper->canvas.width = paper->canvas.stride = width;
    paper->y = margin_of(paper);
    return paper;
}

void paper_free(struct paper *paper) {
    if (!paper)
        return;
    wipe(&paper->canvas);
    free(paper);
}

/* --- dots ----------------------------------------------------------------------------------------
 */

static void dot(struct paper *paper, int x, int y) {
    const struct canvas *canvas = &paper->canvas;
    if (x >= 0 && y >= 0 && x < canvas->width && y < canvas->height)
        canvas->pixels[(ptrdiff_t)y * canvas->stride + x] = black;
}

static void fill(struct paper *paper, struct rect r) {
    struct rect all = { 0, 0, paper->canvas.width, paper->canvas.height };
    raster_fill(&paper->canvas, all, r, 0, black);
}

static void draw_glyph(struct paper *paper, enum face face, int px, uint32_t character, int32_t pen,
                       int baseline) {
    struct glyph glyph;
    if (!fonts_glyph(paper->fonts, face, px, character, pen & 63, &glyph))
        return;
    for (int y = 0; y < glyph.height; y++)
        for (int x = 0; x < glyph.width; x++)
            if (glyph.mask[y * glyph.width + x] >= COVER_BLACK)
                dot(paper, (pen >> 6) + glyph.left + x, baseline - glyph.top + y);
}

/* How light a premultiplied pixel is on white paper, of 255. */
static int lightness(uint32_t pixel) {
    uint32_t r = pixel >> 16 & 255, g = pixel >> 8 & 255, b = pixel & 255;
    return (int)((r * 77 + g * 151 + b * 28) >> 8) + 255 - (int)(pixel >> 24);
}

/* Greys as more or fewer dots, in Bayer's order, so that the same picture is the same everywhere.
 */
static bool draw_emoji(struct paper *paper, struct rect r, const char *emoji, size_t length) {
    static const uint8_t order[4][4] = {
        { 0, 8, 2, 10 }, { 12, 4, 14, 6 }, { 3, 11, 1, 9 }, { 15, 7, 13, 5 }
    };
    struct emoji there;
    if (!fonts_emoji(paper->fonts, emoji, length, r.w, &there))
        return false;
    struct rect place = rect_centred(r, there.width, there.height);
    for (int y = 0; y < there.height; y++)
        for (int x = 0; x < there.width; x++) {
            int threshold = order[y & 3][x & 3] * 16 + 8;
            if (lightness(there.pixels[y * there.width + x]) < threshold)
                dot(paper, place.x + x, place.y + y);
        }
    return true;
}

/* --- text ----------------------------------------------------------------------------------------
 */

/* How a text is set. */
struct hand {
    enum face face;
    int       px;
    bool      centred;
};

static int line_height(int px) {
    return px * 4 / 3;
}

static void draw_line(struct paper *paper, struct hand hand, const struct line *line, int x,
                      int y) {
    int baseline = y + line_height(hand.px) / 2 + fonts_baseline(hand.px);
    int pen = x * 64;
    for (size_t at = 0; at < line->length;) {
        struct cluster next =
            fonts_next(paper->fonts, hand.face, hand.px, line->text + at, line->length - at);
        struct rect place = { pen / 64, y, next.advance / 64, line_height(hand.px) };
        if (next.emoji)
            (void)draw_emoji(paper, rect_centred(place, hand.px, hand.px), line->text + at,
                             next.length); /* without the font there is none, as on the panel */
        else
            draw_glyph(paper, hand.face, hand.px, next.character, pen, baseline);
        pen += next.advance;
        at += next.length;
    }
}

/* The text into r.w from r.y on; returns the height it takes. Nothing is drawn without room. */
static int set_text(struct paper *paper, struct hand hand, struct rect r, const char *text) {
    struct lines lines = lines_of(paper->layout, hand.face, hand.px, text, r.w, 0);
    int          height = (int)lines.count * line_height(hand.px);
    paper->broken |= lines.cut;
    if (!room_for(paper, r.y - paper->y + height))
        return 0;
    for (size_t i = 0; i < lines.count; i++) {
        int x = hand.centred ? r.x + (r.w - lines.at[i].width) / 2 : r.x;
        draw_line(paper, hand, &lines.at[i], x, r.y + (int)i * line_height(hand.px));
    }
    return height;
}

static void put_text(struct paper *paper, struct hand hand, const char *text) {
    if (text && *text)
        paper->y += set_text(paper, hand, column_of(paper), text) + scaled(paper, GAP, 6) / 2;
}

void paper_heading(struct paper *paper, const char *text) {
    put_text(paper, (struct hand){ FACE_BOLD, scaled(paper, HEADING, TEXT_LEAST + 6), true }, text);
}

void paper_number(struct paper *paper, const char *text) {
    struct hand hand = { FACE_BOLD, scaled(paper, NUMBER, NUMBER_LEAST), true };
    while (text && hand.px > NUMBER_LEAST &&
           lines_width(paper->layout, hand.face, hand.px, text) > column_of(paper).w)
        hand.px--;
    put_text(paper, hand, text);
}

void paper_text(struct paper *paper, const char *text) {
    put_text(paper, (struct hand){ FACE_REGULAR, scaled(paper, TEXT, TEXT_LEAST), false }, text);
}

void paper_small(struct paper *paper, const char *text) {
    put_text(paper, (struct hand){ FACE_REGULAR, scaled(paper, SMALL, SMALL_LEAST), false }, text);
}

void paper_fact(struct paper *paper, const char *what, const char *fact) {
    if (!fact || !*fact)
        return;
    struct rect right = column_of(paper), left = cut_left(&right, right.w * 3 / 10);
    struct hand hand = { FACE_REGULAR, scaled(paper, TEXT, TEXT_LEAST), false };
    (void)cut_left(&right, scaled(paper, GAP, 6));
    int height = set_text(paper, hand, left, what);
    hand.face = FACE_BOLD;
    int other = set_text(paper, hand, right, fact);
    paper->y += (height > other ? height : other) + scaled(paper, GAP, 6) / 2;
}

/* --- the rest ------------------------------------------------------------------------------------
 */

void paper_rule(struct paper *paper) {
    struct rect r = column_of(paper);
    int         gap = scaled(paper, GAP, 6);
    if (!room_for(paper, 2 * gap + 2))
        return;
    for (int x = r.x; x < rect_right(r); x += 2 * DASH)
        fill(paper, rect_meet((struct rect){ x, r.y + gap, DASH, 2 },
                              (struct rect){ r.x, r.y + gap, r.w, 2 }));
    paper->y += 2 * gap + 2;
}

bool paper_picture(struct paper *paper, const char *emoji) {
    size_t      length = emoji ? emoji_length(emoji, strlen(emoji)) : 0;
    int         size = scaled(paper, PICTURE, PICTURE_LEAST);
    struct rect r = column_of(paper);
    r = (struct rect){ r.x + (r.w - size) / 2, r.y, size, size };
    if (!length || !room_for(paper, size) || !draw_emoji(paper, r, emoji, length))
        return false;
    paper->y += size + scaled(paper, GAP, 6);
    return true;
}

bool paper_code(struct paper *paper, const char *text, const char *words) {
    struct qr qr;
    int       width = paper->canvas.width, most = width / PAPER_MODULE - 2 * QR_QUIET;
    if (!qr_encode(&qr, text, QR_LEVEL_M, most) && !qr_encode(&qr, text, QR_LEVEL_L, most))
        return false;
    int modules = qr.side + 2 * QR_QUIET, module = width / modules;
    module = module < MODULE_USUAL ? module : MODULE_USUAL;
    if (!room_for(paper, modules * module))
        return false;
    int left = (width - qr.side * module) / 2, top = paper->y + QR_QUIET * module;
    for (int y = 0; y < qr.side; y++)
        for (int x = 0; x < qr.side; x++)
            if (qr_dark(&qr, x, y))
                fill(paper, (struct rect){ left + x * module, top + y * module, module, module });
    paper->y += modules * module;
    put_text(paper, (struct hand){ FACE_REGULAR, scaled(paper, SMALL, SMALL_LEAST), true }, words);
    return true;
}

bool paper_done(struct paper *paper, struct canvas *ret_canvas) {
    if (!room_for(paper, 0))
        return false;
    *ret_canvas = paper->canvas;
    ret_canvas->height = paper->y + margin_of(paper);
    return true;
}
