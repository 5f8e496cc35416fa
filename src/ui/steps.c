/* SPDX-License-Identifier: GPL-3.0-or-later
 * steps.c - marks in a row, the line between two of them filled when both are done. On a narrow
 * panel or in 大字 words take two lines under their mark. */
#include "ui/steps.h"

#include "ui/widget.h"

enum { MARK = 84, LINE = 6, LINE_GAP = 30, WORDS_GAP = 8 }; /* units */

static struct style words_style(bool bold) {
    return STYLE(.em = EM_SECOND, .bold = bold, .align = ALIGN_CENTRE);
}

static int mark_side(const struct ui *ui) {
    return px(ui, MARK);
}

static int words_height(struct ui *ui, int width, const struct stage *step, int count) {
    int most = 0;
    for (int i = 0; i < count; i++) {
        int height = label_height(ui, words_style(true), step[i].words, width / count);
        most = height > most ? height : most;
    }
    return most;
}

int steps_height(struct ui *ui, int width, const struct stage *step, int count) {
    return mark_side(ui) + px(ui, WORDS_GAP) + words_height(ui, width, step, count);
}

static void draw_mark(struct ui *ui, struct rect r, const struct stage *step, int index, int done,
                      enum hue hue) {
    const struct theme *theme = ui_theme(ui);
    struct hue_tones    tones = theme->hue[hue];
    bool                over = index < done, next = index == done;
    colour              ink = over ? tones.on_fill : next ? tones.ink : ui_tone(ui, TONE_MUTED);
    colour edge = over ? 0 : next ? tones.ink : theme->contrast ? ui_tone(ui, TONE_LINE) : 0;
    widget_box(ui, r, r.h / 2,
               over   ? tones.fill
               : next ? ui_tone(ui, TONE_CARD)
                      : ui_tone(ui, TONE_QUIET),
               edge);
    if (next) /* thicker than the edge of anything else */
        paint_stroke(ui_paint(ui), r, r.h / 2, 2 * theme->border, 0, tones.ink);
    if (over || step->icon) {
        widget_icon(ui, r, over ? ICON_CHECK : step->icon, r.h / 2, ink);
        return;
    }
    (void)label(
        ui, r,
        STYLE(.bold = true, .lines = 1, .middle = true, .align = ALIGN_CENTRE, .colour = ink),
        arena_printf(ui_arena(ui), "%d", index + 1));
}

void steps(struct ui *ui, struct rect r, const struct stage *step, int count, int done,
           enum hue hue) {
    const struct theme *theme = ui_theme(ui);
    int                 side = mark_side(ui), thick = px(ui, LINE), apart = px(ui, LINE_GAP);
    const char *const stands[] = { ui_tr(ui, "已完成"), ui_tr(ui, "接下来"), ui_tr(ui, "还没到") };
    for (int i = 0; i < count; i++) {
        struct rect cell = cut_cell(r, count, 1, 0, i), all = cell;
        int         stand = i < done ? 0 : i == done ? 1 : 2;
        struct rect mark = rect_centred(cut_top(&cell, side), side, side);
        if (i > 0) { /* from the mark before to this one */
            struct rect before = cut_cell(r, count, 1, 0, i - 1);
            int         from = before.x + (before.w + side) / 2 + apart;
            struct rect line = { from, mark.y + (side - thick) / 2, mark.x - apart - from, thick };
            paint_fill(ui_paint(ui), line, thick / 2,
                       i < done ? theme->hue[hue].fill : ui_tone(ui, TONE_LINE));
        }
        widget_says(ui, ROLE_STATUS, all,
                    arena_printf(ui_arena(ui), ui_tr(ui, "第 %1$d 步，%2$s：%3$s"), i + 1,
                                 step[i].words, stands[stand]),
                    0);
        widget_hush(ui, true);
        draw_mark(ui, mark, &step[i], i, done, hue);
        cut_gap(&cell, px(ui, WORDS_GAP));
        struct style style = words_style(stand < 2);
        style.tone = stand < 2 ? TONE_INK : TONE_MUTED;
        (void)label(ui, cell, style, step[i].words);
        widget_hush(ui, false);
    }
}
