/* SPDX-License-Identifier: GPL-3.0-or-later
 * chart.c - three columns: labels, bars on one scale from zero, numbers. */
#include "ui/chart.h"

#include "ui/widget.h"

enum { BAR = 44, BAR_PAD = 14, RADIUS = 10, STRIPE = 7 }; /* units */

static int row_height(const struct ui *ui) {
    int words = ui_theme(ui)->line[EM_MAIN], bar = px(ui, BAR + 2 * BAR_PAD);
    return words > bar ? words : bar;
}

int chart_height(const struct ui *ui, int count) {
    return count * row_height(ui);
}

static struct style label_style(void) {
    return STYLE(.em = EM_SECOND, .lines = 1, .middle = true, .may_cut = true);
}
static struct style number_style(void) {
    return STYLE(.em = EM_SECOND, .bold = true, .lines = 1, .middle = true);
}

static void draw_bar(struct ui *ui, struct rect r, const struct chart_bar *bar, enum hue hue) {
    struct hue_tones tones = ui_theme(ui)->hue[hue];
    int              radius = px(ui, RADIUS);
    if (!bar->open) {
        paint_fill(ui_paint(ui), r, radius, tones.fill);
        return;
    }
    widget_box(ui, r, radius, ui_tone(ui, TONE_CARD), tones.fill);
    paint_hatch(ui_paint(ui), r, radius, px(ui, STRIPE), tones.fill);
}

void chart(struct ui *ui, struct rect r, const struct chart_bar *bar, int count, enum hue hue) {
    const struct theme *theme = ui_theme(ui);
    int                 labels = 0, numbers = 0, height = row_height(ui);
    int64_t             most = 1;
    for (int i = 0; i < count; i++) {
        int label_w = label_width(ui, label_style(), bar[i].label);
        int number_w = label_width(ui, number_style(), bar[i].shown);
        labels = label_w > labels ? label_w : labels;
        numbers = number_w > numbers ? number_w : numbers;
        most = bar[i].value > most ? bar[i].value : most;
    }
    labels = labels < r.w / 3 ? labels : r.w / 3;
    numbers = numbers < r.w / 2 ? numbers : r.w / 2;
    for (int i = 0; i < count && r.h >= height; i++) {
        struct rect row = cut_top(&r, height);
        const char *says = arena_printf(ui_arena(ui), "%s %s", bar[i].label, bar[i].shown);
        if (bar[i].open)
            says = arena_printf(ui_arena(ui), ui_tr(ui, "%s（还没完）"), says);
        widget_says(ui, ROLE_TEXT, row, says, 0);
        widget_hush(ui, true);
        (void)label(ui, cut_left(&row, labels), label_style(), bar[i].label);
        (void)cut_left(&row, theme->gap);
        int room = row.w - theme->gap_small - numbers;
        if (bar[i].value > 0 && room > 0) {
            struct rect place = rect_centred(row, row.w, px(ui, BAR));
            place.w = (int)((double)room * ((double)bar[i].value / (double)most));
            place.w = place.w > 2 * theme->border ? place.w : 2 * theme->border;
            draw_bar(ui, place, &bar[i], hue);
            (void)cut_left(&row, place.w + theme->gap_small);
        }
        (void)label(ui, row, number_style(), bar[i].shown);
        widget_hush(ui, false);
    }
}
