/* SPDX-License-Identifier: GPL-3.0-or-later
 * card.c - cards, and the things that stand in them. */
#include "ui/card.h"

#include "ui/widget.h"

enum {
    TAG_PAD_X = 18, /* units */
    TAG_PAD_Y = 6,
    TAG_GAP = 10,
    TAG_RADIUS = 12,
    PICTURE_SHARE = 76, /* of 100: the picture in its ground */
    FACT_GAP = 24,
    NOTICE_ICON = 120,
    NOTICE_GROUND = 200,
};

bool card(struct ui *ui, uint64_t id, struct rect r, const char *label_text, const char *value) {
    const struct theme *theme = ui_theme(ui);
    struct touch        touch = widget_touch(ui, id, ROLE_CARD, r, label_text, value, 0);
    colour              ground = ui_tone(ui, TONE_CARD);
    widget_box(ui, r, theme->radius, touch.pressed ? tone_pressed(ground) : ground,
               ui_tone(ui, TONE_LINE));
    if (touch.focused)
        widget_ring(ui, r, theme->radius);
    return touch.used;
}

void panel(struct ui *ui, struct rect r, enum hue hue) {
    const struct theme *theme = ui_theme(ui);
    if (hue == HUE_PLAIN)
        widget_box(ui, r, theme->radius, ui_tone(ui, TONE_CARD), ui_tone(ui, TONE_LINE));
    else
        widget_box(ui, r, theme->radius, theme->hue[hue].tint,
                   theme->contrast ? ui_tone(ui, TONE_LINE)
                                   : colour_mix(theme->hue[hue].tint, theme->hue[hue].ink, 40));
}

void card_picture(struct ui *ui, struct rect r, const char *emoji, enum icon instead,
                  const char *words) {
    const struct theme *theme = ui_theme(ui);
    int                 side = r.w < r.h ? r.w : r.h, inner = side * PICTURE_SHARE / 100;
    struct rect         ground = rect_centred(r, side, side);
    widget_box(ui, ground, theme->radius, ui_tone(ui, TONE_QUIET),
               theme->contrast ? ui_tone(ui, TONE_LINE) : 0);
    if (picture(ui, rect_centred(ground, inner, inner), emoji, words))
        return;
    widget_icon(ui, ground, instead, side / 2, ui_tone(ui, TONE_MUTED));
    widget_says(ui, ROLE_PICTURE, ground, words, 0);
}

static struct style tag_style(colour ink) {
    return STYLE(.em = EM_SECOND, .align = ALIGN_CENTRE, .middle = true, .lines = 1,
                 .may_cut = true, .colour = ink);
}

int tag_height(struct ui *ui) {
    return ui_theme(ui)->line[EM_SECOND] + 2 * px(ui, TAG_PAD_Y);
}

static int tag_width(struct ui *ui, const struct tag *tag) {
    return label_width(ui, tag_style(0), tag->words) + 2 * px(ui, TAG_PAD_X);
}

static void tag_draw(struct ui *ui, struct rect r, const struct tag *tag) {
    const struct theme *theme = ui_theme(ui);
    struct hue_tones    tones = theme->hue[tag->hue];
    widget_box(ui, r, px(ui, TAG_RADIUS), tones.tint, theme->contrast ? ui_tone(ui, TONE_LINE) : 0);
    (void)label(ui, rect_inset(r, px(ui, TAG_PAD_X), 0), tag_style(tones.on_tint), tag->words);
}

int tags(struct ui *ui, struct rect r, const struct tag *tag, size_t count) {
    struct wrap wrap = wrap_in(r, px(ui, TAG_GAP));
    for (size_t i = 0; i < count; i++) {
        struct rect place;
        if (wrap_next(&wrap, tag_width(ui, &tag[i]), tag_height(ui), &place))
            tag_draw(ui, place, &tag[i]);
    }
    return wrap_height(&wrap);
}

int tags_height(struct ui *ui, int width, const struct tag *tag, size_t count) {
    struct wrap wrap = wrap_in((struct rect){ 0, 0, width, 1 << 24 }, px(ui, TAG_GAP));
    for (size_t i = 0; i < count; i++) {
        struct rect place;
        (void)wrap_next(&wrap, tag_width(ui, &tag[i]), tag_height(ui), &place);
    }
    return wrap_height(&wrap);
}

int fact_words_width(const struct ui *ui, int width) {
    return width - widget_icon_size(ui, EM_MAIN) - px(ui, FACT_GAP);
}

int fact_height(struct ui *ui, int width, const char *words) {
    return label_height(ui, STYLE(.em = EM_MAIN), words, fact_words_width(ui, width));
}

void fact(struct ui *ui, struct rect *r, enum icon icon, enum hue hue, const char *words) {
    const struct theme *theme = ui_theme(ui);
    struct rect         place = cut_top(r, fact_height(ui, r->w, words));
    struct rect         sign = cut_left(&place, widget_icon_size(ui, EM_MAIN));
    (void)cut_left(&place, px(ui, FACT_GAP));
    /* The icon stands by the first line. */
    widget_icon(ui, cut_top(&sign, theme->line[EM_MAIN]), icon, widget_icon_size(ui, EM_MAIN),
                theme->hue[hue].ink);
    (void)label(ui, place, STYLE(.em = EM_MAIN), words);
}

void divider(struct ui *ui, struct rect *r, int gap) {
    cut_gap(r, gap);
    paint_fill(ui_paint(ui), cut_top(r, ui_theme(ui)->border), 0, ui_tone(ui, TONE_LINE));
    cut_gap(r, gap);
}

void notice(struct ui *ui, struct rect r, enum icon icon, enum hue hue, const char *title,
            const char *words) {
    const struct theme *theme = ui_theme(ui);
    struct style        bold =
        STYLE(.em = EM_TITLE, .bold = true, .align = ALIGN_CENTRE, .role = ROLE_STATUS);
    struct style plain =
        STYLE(.em = EM_MAIN, .tone = TONE_MUTED, .align = ALIGN_CENTRE, .role = ROLE_STATUS);
    int ground = px(ui, NOTICE_GROUND), gap = theme->pad;
    int text_h = label_height(ui, bold, title, r.w) + label_height(ui, plain, words, r.w);
    if (ground + gap + text_h > r.h) /* the picture gives way to the words */
        ground = gap = 0;
    struct rect all = rect_centred(r, r.w, ground + gap + text_h);
    all = rect_meet(all, r);
    struct rect round = cut_top(&all, ground);
    if (ground) {
        struct hue_tones tones = theme->hue[hue];
        round = rect_centred(round, ground, ground);
        widget_box(ui, round, ground / 2, tones.tint, theme->contrast ? ui_tone(ui, TONE_LINE) : 0);
        widget_icon(ui, round, icon, px(ui, NOTICE_ICON), tones.ink);
    }
    cut_gap(&all, gap);
    (void)label_cut(ui, &all, bold, title);
    (void)label(ui, all, plain, words);
}
