/* SPDX-License-Identifier: GPL-3.0-or-later
 * label.c - a text's lines placed in a rectangle, drawn in runs of glyphs, emoji between them. */
#include "ui/label.h"

#include "ui/widget.h"

#include <string.h>

enum { RUN_MOST = 256 };

static enum face face_of(struct style style) {
    return style.bold ? FACE_BOLD : FACE_REGULAR;
}

static colour colour_of(const struct ui *ui, struct style style) {
    return style.colour ? style.colour : ui_tone(ui, style.tone);
}

static int most_lines(const struct ui *ui, struct style style, int height) {
    if (style.lines > 0)
        return style.lines;
    int fit = height / ui_theme(ui)->line[style.em];
    return fit > 1 ? fit : 1;
}

/* What is noted so far of a line, until an emoji or the end. */
struct run {
    struct placed placed[RUN_MOST];
    size_t        count;
};

static void run_flush(struct ui *ui, struct run *run, struct style style, int x, int baseline) {
    paint_run(ui_paint(ui), face_of(style), ui_theme(ui)->em[style.em], x, baseline, run->placed,
              run->count, colour_of(ui, style));
    run->count = 0;
}

static void draw_line(struct ui *ui, const struct line *line, struct style style, int x, int y) {
    int        size = ui_theme(ui)->em[style.em], height = ui_theme(ui)->line[style.em];
    int        baseline = y + height / 2 + fonts_baseline(size), pen = 0;
    struct run run;
    run.count = 0;
    for (size_t at = 0; at < line->length;) {
        struct cluster next =
            fonts_next(ui_fonts(ui), face_of(style), size, line->text + at, line->length - at);
        if (next.emoji) {
            run_flush(ui, &run, style, x, baseline);
            struct rect place = { x + pen / 64, y, next.advance / 64, height };
            paint_emoji(ui_paint(ui), rect_centred(place, size * 9 / 8, size * 9 / 8),
                        line->text + at, next.length);
        } else {
            if (run.count == RUN_MOST)
                run_flush(ui, &run, style, x, baseline);
            run.placed[run.count++] = (struct placed){ next.character, pen };
        }
        pen += next.advance;
        at += next.length;
    }
    if (line->ellipsis) {
        if (run.count == RUN_MOST)
            run_flush(ui, &run, style, x, baseline);
        run.placed[run.count++] = (struct placed){ 0x2026, pen };
    }
    run_flush(ui, &run, style, x, baseline);
}

static int aligned_x(struct rect r, enum align align, int width) {
    return align == ALIGN_LEFT     ? r.x
           : align == ALIGN_CENTRE ? r.x + (r.w - width) / 2
                                   : rect_right(r) - width;
}

int label(struct ui *ui, struct rect r, struct style style, const char *text) {
    if (rect_empty(r) || !text || !*text)
        return 0;
    int          height = ui_theme(ui)->line[style.em], size = ui_theme(ui)->em[style.em];
    int          most = most_lines(ui, style, r.h);
    struct lines lines = lines_of(ui_layout(ui), face_of(style), size, text, r.w, most);
    int          total = (int)lines.count * height;
    /* A line box is higher than its letters: so much may stand out without being seen. */
    bool     spilled = lines.width > r.w || total > r.h + (height - size);
    unsigned state = lines.cut && style.may_cut ? TREE_CUT : 0;
    if (spilled || (lines.cut && !style.may_cut))
        state |= TREE_SPILLED;
    int         y = style.middle ? r.y + (r.h - total) / 2 : r.y;
    int         wide = lines.width < r.w ? lines.width : r.w;
    struct rect words = { aligned_x(r, style.align, wide), y, wide, total };
    widget_says(ui, style.role, spilled ? rect_meet(words, r) : words, text, state);
    struct rect before = { 0 };
    if (spilled)
        before = widget_clip(ui, rect_meet(r, widget_clipped(ui)));
    for (size_t i = 0; i < lines.count; i++) {
        int width = lines.at[i].width < r.w ? lines.at[i].width : r.w;
        draw_line(ui, &lines.at[i], style, aligned_x(r, style.align, width), y + (int)i * height);
    }
    if (spilled)
        (void)widget_clip(ui, before);
    return total;
}

int label_height(struct ui *ui, struct style style, const char *text, int width) {
    if (!text || !*text)
        return 0;
    const struct theme *theme = ui_theme(ui);
    struct lines        lines =
        lines_of(ui_layout(ui), face_of(style), theme->em[style.em], text, width, style.lines);
    return (int)lines.count * theme->line[style.em];
}

int label_widest(struct ui *ui, struct style style, const char *text, int width) {
    return lines_of(ui_layout(ui), face_of(style), ui_theme(ui)->em[style.em], text, width,
                    style.lines)
        .width;
}

int label_width(struct ui *ui, struct style style, const char *text) {
    return text && *text
               ? lines_width(ui_layout(ui), face_of(style), ui_theme(ui)->em[style.em], text)
               : 0;
}

struct rect label_cut(struct ui *ui, struct rect *r, struct style style, const char *text) {
    struct rect place = cut_top(r, label_height(ui, style, text, r->w));
    (void)label(ui, place, style, text);
    return place;
}

const char *label_fitting(struct ui *ui, struct style style, int width,
                          const char *const *candidates) {
    const char *last = "";
    for (; *candidates; candidates++) {
        last = *candidates;
        if (label_width(ui, style, last) <= width)
            break;
    }
    return last;
}

bool picture(struct ui *ui, struct rect r, const char *emoji, const char *words) {
    size_t       length = emoji ? emoji_length(emoji, strlen(emoji)) : 0;
    int          size = r.w < r.h ? r.w : r.h;
    struct emoji there;
    if (!length || size <= 0 || !fonts_emoji(ui_fonts(ui), emoji, length, size, &there))
        return false;
    paint_emoji(ui_paint(ui), r, emoji, length);
    widget_says(ui, ROLE_PICTURE, r, words, 0);
    return true;
}
