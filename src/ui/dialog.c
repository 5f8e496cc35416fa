/* SPDX-License-Identifier: GPL-3.0-or-later
 * dialog.c - the card of a dialog: upright the picture above the words, lying beside them; where
 * there is too little height for all of it the picture gives way. */
#include "ui/dialog.h"

#include "ui/button.h"
#include "ui/countdown.h"
#include "ui/widget.h"

enum {
    WIDTH = 920, /* units, at most */
    WIDTH_LANDSCAPE = 1240,
    PAD = 48,
    PICTURE = 200,
    ICON_SHARE = 55, /* of 100 of the picture's ground */
};
static const colour dim = 0x99000000u;

static int card_width(const struct ui *ui) {
    const struct theme *theme = ui_theme(ui);
    int                 most = px(ui, theme->landscape ? WIDTH_LANDSCAPE : WIDTH);
    int                 room = theme->width - 2 * theme->margin;
    return room < most ? room : most;
}

static int pad_of(const struct ui *ui) {
    return px(ui, ui_theme(ui)->compact ? PAD / 2 : PAD);
}

int dialog_room(const struct ui *ui) {
    return ui_theme(ui)->height - 2 * (ui_theme(ui)->gap + pad_of(ui));
}

int dialog_width(const struct ui *ui) {
    return card_width(ui) - 2 * pad_of(ui);
}

struct rect dialog_open(struct ui *ui, int height) {
    int         pad = pad_of(ui), most = dialog_room(ui);
    struct rect page = ui_panel(ui);
    height = height < most ? height : most;
    struct rect card = rect_centred(page, card_width(ui), height + 2 * pad);
    widget_modal(ui);
    paint_fill(ui_paint(ui), page, 0, dim);
    widget_box(ui, card, ui_theme(ui)->radius, ui_tone(ui, TONE_CARD), ui_tone(ui, TONE_LINE));
    return rect_inset(card, pad, pad);
}

/* What is where: measured before the card is drawn, since it is as high as its contents. */
struct plan {
    bool beside;  /* the picture stands left of the words */
    bool stacked; /* the buttons stand one above the other */
    int  side;    /* of the picture; 0 none */
    int  width;   /* of the words */
    int  title_h, words_h, buttons_h, gap;
};

static struct style title_style(const struct plan *plan) {
    return STYLE(.em = EM_TITLE, .bold = true, .role = ROLE_HEADING,
                 .align = plan->beside ? ALIGN_LEFT : ALIGN_CENTRE);
}
static struct style words_style(const struct plan *plan) {
    return STYLE(.em = EM_MAIN, .align = plan->beside ? ALIGN_LEFT : ALIGN_CENTRE);
}

static struct button dress_of(const struct dialog *d, bool yes) {
    return yes ? (struct button){ .kind = BUTTON_FILLED, .hue = d->hue, .icon = d->yes_icon }
               : (struct button){ .kind = BUTTON_PLAIN, .icon = d->no_icon };
}

static bool has(const char *words) {
    return words && *words;
}

static int words_height(const struct plan *plan) {
    return plan->title_h + (plan->words_h ? plan->gap / 2 + plan->words_h : 0);
}

static int plan_height(const struct plan *plan) {
    int words = words_height(plan), gap = plan->buttons_h ? plan->gap : 0;
    int above = !plan->side    ? words
                : plan->beside ? (plan->side > words ? plan->side : words)
                               : plan->side + plan->gap + words;
    return above + gap + plan->buttons_h;
}

static struct plan measure(struct ui *ui, const struct dialog *d, int width, bool pictured) {
    const struct theme *theme = ui_theme(ui);
    struct plan         plan = { .beside = theme->landscape && pictured, .gap = theme->pad };
    plan.side = pictured ? px(ui, PICTURE) : 0;
    plan.width = plan.beside ? width - plan.side - theme->pad : width;
    plan.title_h = label_height(ui, title_style(&plan), d->title, plan.width);
    plan.words_h = has(d->words) ? label_height(ui, words_style(&plan), d->words, plan.width) : 0;
    if (!has(d->yes) && !has(d->no))
        return plan;
    plan.buttons_h = theme->main;
    int           half = (width - theme->gap) / 2;
    struct button yes = dress_of(d, true), no = dress_of(d, false);
    if (has(d->yes) && has(d->no) &&
        (button_width(ui, d->yes, &yes) > half || button_width(ui, d->no, &no) > half)) {
        plan.stacked = true;
        plan.buttons_h = 2 * theme->main + theme->gap_small;
    }
    return plan;
}

static void draw_picture(struct ui *ui, struct rect r, const struct dialog *d) {
    const struct theme *theme = ui_theme(ui);
    struct hue_tones    tones = theme->hue[d->hue];
    if (d->of_ms > 0) {
        countdown(ui, r, d->left_ms, d->of_ms, d->hue);
        return;
    }
    if (picture(ui, r, d->emoji, NULL))
        return;
    widget_box(ui, r, r.h / 2, tones.tint, theme->contrast ? ui_tone(ui, TONE_LINE) : 0);
    widget_icon(ui, r, d->icon, r.h * ICON_SHARE / 100, tones.ink);
}

static enum answer draw_buttons(struct ui *ui, uint64_t id, struct rect r, const struct dialog *d,
                                const struct plan *plan) {
    const struct theme *theme = ui_theme(ui);
    int                 count = has(d->yes) + has(d->no);
    enum answer         answer = ANSWER_NONE;
    for (int i = 0; i < count; i++) {
        bool          yes = i == 0 && has(d->yes);
        struct rect   place = plan->stacked ? cut_cell(r, 1, count, theme->gap_small, i)
                                            : cut_cell(r, count, 1, theme->gap, i);
        struct button dress = dress_of(d, yes);
        if (button(ui, ui_id_at(id, yes ? 1 : 2), place, yes ? d->yes : d->no, &dress))
            answer = yes ? ANSWER_YES : ANSWER_NO;
    }
    return answer;
}

enum answer dialog(struct ui *ui, uint64_t id, const struct dialog *d) {
    int         width = card_width(ui) - 2 * pad_of(ui);
    bool        pictured = has(d->emoji) || d->icon || d->of_ms > 0;
    struct plan plan = measure(ui, d, width, pictured);
    if (plan_height(&plan) > dialog_room(ui))
        plan = measure(ui, d, width, false);
    struct rect r = dialog_open(ui, plan_height(&plan));
    struct rect buttons = cut_bottom(&r, plan.buttons_h);
    (void)cut_bottom(&r, plan.buttons_h ? plan.gap : 0);
    if (plan.side) {
        struct rect place = plan.beside ? cut_left(&r, plan.side) : cut_top(&r, plan.side);
        (void)(plan.beside ? cut_left(&r, ui_theme(ui)->pad) : cut_top(&r, plan.gap));
        draw_picture(ui, rect_centred(place, plan.side, plan.side), d);
    }
    r = rect_centred(r, r.w, words_height(&plan) < r.h ? words_height(&plan) : r.h);
    (void)label(ui, cut_top(&r, plan.title_h), title_style(&plan), d->title);
    cut_gap(&r, plan.gap / 2);
    (void)label(ui, r, words_style(&plan), d->words);
    enum answer answer = draw_buttons(ui, id, buttons, d, &plan);
    if (widget_key(ui, 0) == UI_KEY_ESCAPE)
        answer = has(d->no) ? ANSWER_NO : has(d->yes) ? ANSWER_YES : ANSWER_NONE;
    return answer;
}
