/* SPDX-License-Identifier: GPL-3.0-or-later
 * access_screen.c - 无障碍: how the screen can be made easier to read, each as a large switch that
 * shows its effect at once. */
#include "kiosk/home_screen.h"

#include "ui/card.h"
#include "ui/widget.h"

enum { ICON_GROUND = 132, ICON_SIZE = 76, CHOICE = 232 }; /* units */

struct choice {
    const char *name; /* for the id */
    enum icon   icon;
    const char *title, *brief; /* N_(); brief where the title has no room */
    const char *words;         /* N_() */
};

static void choice_words(struct visit *visit, struct rect r, const struct choice *choice, bool on) {
    struct ui   *ui = visit->ui;
    struct style title = STYLE(.em = EM_TITLE, .bold = true, .lines = 1);
    struct style words = STYLE(.em = EM_SECOND, .tone = TONE_MUTED);
    const char  *state = ui_tr(ui, on ? N_("已打开") : N_("没打开"));
    int          state_w = label_width(ui, STYLE(.em = EM_SECOND, .bold = true), state);
    struct rect  right = cut_right(&r, state_w + ui_theme(ui)->line[EM_SECOND] + px(ui, 16));
    struct rect  mark = cut_left(&right, ui_theme(ui)->line[EM_SECOND]);
    if (on)
        widget_icon(ui, mark, ICON_CHECK, ui_theme(ui)->em[EM_SECOND], ui_tone(ui, TONE_BRAND));
    label(ui, right,
          STYLE(.em = EM_SECOND, .bold = true, .middle = true, .align = ALIGN_RIGHT,
                .tone = on ? TONE_BRAND : TONE_MUTED),
          state);
    (void)cut_right(&r, px(ui, 16));
    const char *titles[] = { ui_tr(ui, choice->title), ui_tr(ui, choice->brief), NULL };
    const char *fits = label_fitting(ui, title, r.w, titles);
    int         title_h = label_height(ui, title, fits, r.w);
    int         words_h = label_height(ui, words, ui_tr(ui, choice->words), r.w);
    if (title_h + words_h > r.h)
        words_h = 0;
    r = rect_centred(r, r.w, title_h + words_h);
    label(ui, cut_top(&r, title_h), title, fits);
    if (words_h > 0)
        label(ui, r, words, ui_tr(ui, choice->words));
}

/* A card with icon, what it does, and whether it is on. True when touched. */
static bool choice_draw(struct visit *visit, struct rect r, const struct choice *choice, bool on) {
    struct ui              *ui = visit->ui;
    const struct hue_tones *hue = &ui_theme(ui)->hue[HUE_BRAND];
    bool                    used = card(ui, ui_id(choice->name), r, ui_tr(ui, choice->title),
                                        ui_tr(ui, on ? N_("已打开") : N_("没打开")));
    widget_hush(ui, true);
    r = rect_inset(r, ui_theme(ui)->pad, px(ui, 20));
    int         side = px(ui, ICON_GROUND) < r.h ? px(ui, ICON_GROUND) : r.h;
    struct rect ground = rect_centred(cut_left(&r, side), side, side);
    widget_box(ui, ground, ui_theme(ui)->radius, on ? hue->fill : hue->tint,
               ui_theme(ui)->contrast ? ui_tone(ui, TONE_LINE) : 0);
    widget_icon(ui, ground, choice->icon, px(ui, ICON_SIZE), on ? hue->on_fill : hue->on_tint);
    (void)cut_left(&r, ui_theme(ui)->pad);
    choice_words(visit, r, choice, on);
    widget_hush(ui, false);
    return used;
}

/* What it looks like now, and what to do next; left out where it has no room. */
static void sample_draw(struct ui *ui, struct rect r) {
    const struct theme *theme = ui_theme(ui);
    struct style        big = STYLE(.em = EM_DISPLAY, .bold = true);
    struct style        words = STYLE(.em = EM_MAIN);
    const char         *asks = ui_tr(ui, "这样看得清楚吗？");
    const char *says = ui_tr(ui, "看得清楚，就点“首页”。看不清楚，再点上面试试。");
    struct rect inner = rect_inset(r, theme->pad, theme->pad);
    int         gap = theme->gap_small, big_h = label_height(ui, big, asks, inner.w);
    int         need = big_h + gap + label_height(ui, words, says, inner.w);
    if (need > inner.h)
        return;
    panel(ui, cut_top(&r, need + 2 * theme->pad), HUE_BRAND);
    (void)label(ui, cut_top(&inner, big_h), big, asks);
    cut_gap(&inner, gap);
    (void)label(ui, inner, words, says);
}

static void access_draw(struct visit *visit) {
    static const struct choice large = { "access.large", ICON_LARGE, N_("大字"), N_("大字"),
                                         N_("字大三成，一屏少几样") };
    static const struct choice contrast = { "access.contrast", ICON_CONTRAST, N_("高对比"),
                                            N_("对比"), N_("黑白分明，边框加粗") };
    struct ui                 *ui = visit->ui;
    const struct theme        *theme = ui_theme(ui);
    struct rect body = visit_body(visit, ui_tr(ui, "无障碍"), ui_tr(ui, "怎样看得更清楚"));
    int         columns = theme->landscape ? 2 : 1, rows = 2 / columns;
    int         h = theme->line[EM_TITLE] + 2 * theme->line[EM_SECOND] + px(ui, 40);
    h = h > px(ui, CHOICE) ? h : px(ui, CHOICE);
    struct rect choices = cut_top(&body, rows * h + (rows - 1) * theme->gap);
    cut_gap(&body, theme->gap);
    if (choice_draw(visit, cut_cell(choices, columns, rows, theme->gap, 0), &large, theme->large))
        ui_set_large(ui, !theme->large);
    if (choice_draw(visit, cut_cell(choices, columns, rows, theme->gap, 1), &contrast,
                    theme->contrast))
        ui_set_contrast(ui, !theme->contrast);
    sample_draw(ui, body);
}

const struct screen access_screen = { "access", 0, access_draw };
