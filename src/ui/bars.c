/* SPDX-License-Identifier: GPL-3.0-or-later
 * bars.c - the header and the bottom bar. */
#include "ui/bars.h"

#include "ui/widget.h"

enum { PAD = 18, PAD_LANDSCAPE = 11, LARGE_PAD = 24 }; /* units */

static void ground(struct ui *ui, struct rect r, struct rect line) {
    paint_fill(ui_paint(ui), r, 0, ui_tone(ui, TONE_BAR));
    paint_fill(ui_paint(ui), line, 0, ui_tone(ui, TONE_LINE));
}

/* 大字, on or off; the check says so besides the colour. */
static void large_button(struct ui *ui, struct rect *r) {
    const struct theme *theme = ui_theme(ui);
    const struct button b = { .kind = BUTTON_ROUND,
                              .icon = theme->large ? ICON_CHECK : ICON_LARGE,
                              .selected = theme->large,
                              .em = EM_SECOND,
                              .regular = !theme->contrast };
    const char         *words = ui_tr(ui, "大字");
    int                 height = theme->line[EM_SECOND] + 2 * px(ui, LARGE_PAD);
    height = height < theme->target ? theme->target : height;
    struct rect place = cut_right(r, button_width(ui, words, &b));
    place = rect_centred(place, place.w, height);
    if (button(ui, ui_id("header.large"), place, words, &b))
        ui_set_large(ui, !theme->large);
}

void header(struct ui *ui, struct rect *page, const char *title, const char *title_short,
            const char *second) {
    const struct theme *theme = ui_theme(ui);
    const char         *titles[] = { title, title_short ? title_short : title, NULL };
    int                 pad = px(ui, theme->landscape ? PAD_LANDSCAPE : PAD);
    int                 words_h = theme->line[EM_MAIN] + theme->line[EM_SECOND];
    struct style        bold = STYLE(.bold = true, .lines = 1, .role = ROLE_HEADING);
    struct style plain = STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .lines = 1, .may_cut = true);
    if (theme->compact)
        words_h = theme->target; /* title and second line stand side by side */
    enum region before = widget_region(ui, REGION_HEADER);
    struct rect all = cut_top(page, words_h + 2 * pad), line = all;
    ground(ui, all, cut_bottom(&line, theme->border));
    struct rect r = rect_inset(all, theme->margin, pad), right = r;
    /* Read first what it is about, then what can be switched: so the words are entered first. */
    struct rect words = r;
    (void)cut_right(
        &words, button_width(ui, ui_tr(ui, "大字"), BUTTON(.icon = ICON_LARGE, .em = EM_SECOND)) +
                    theme->gap);
    if (theme->compact) {
        title = label_fitting(ui, bold, words.w, titles);
        bold.middle = plain.middle = true;
        (void)label(ui, cut_left(&words, label_width(ui, bold, title)), bold, title);
        (void)cut_left(&words, theme->gap);
        (void)label(ui, words, plain, second);
    } else {
        bool both = second && *second;
        words = rect_centred(words, words.w, both ? words_h : theme->line[EM_MAIN]);
        (void)label(ui, cut_top(&words, theme->line[EM_MAIN]), bold,
                    label_fitting(ui, bold, words.w, titles));
        (void)label(ui, words, plain, second);
    }
    large_button(ui, &right);
    (void)widget_region(ui, before);
}

int bar(struct ui *ui, struct rect *page, const struct bar_item *items, int count) {
    const struct theme *theme = ui_theme(ui);
    int                 pad = px(ui, theme->landscape ? PAD_LANDSCAPE : PAD), used = -1;
    enum region         before = widget_region(ui, REGION_BAR);
    struct rect         all = cut_bottom(page, theme->main + 2 * pad), line = all;
    ground(ui, all, cut_top(&line, theme->border));
    struct rect r = rect_inset(all, theme->margin, pad);
    int         first = -1; /* the filled one is what matters most: the first that Tab comes to */
    for (int i = 0; i < count; i++)
        first = items[i].kind == BUTTON_FILLED ? i : first;
    for (int at = 0; at < count; at++) {
        int                    i = first < 0 ? at : at == 0 ? first : at - (at <= first);
        const struct bar_item *item = &items[i];
        const struct button    b = { .kind = item->kind, .icon = item->icon };
        struct rect            place = cut_cell(r, count, 1, theme->gap, i);
        const char            *words = item->label;
        if (item->label_short && button_width(ui, words, &b) > place.w)
            words = item->label_short;
        if (button(ui, ui_id_at(ui_id("bar"), ui_id(item->name)), place, words, &b))
            used = i;
    }
    (void)widget_region(ui, before);
    return used;
}
