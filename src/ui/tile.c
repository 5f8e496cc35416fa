/* SPDX-License-Identifier: GPL-3.0-or-later
 * tile.c - the three shapes of a tile: upright, lying, and small. */
#include "ui/tile.h"

#include "ui/card.h"
#include "ui/widget.h"

enum {
    SQUARE = 104, /* units: the icon's ground */
    SQUARE_LYING = 148,
    GLYPH_SHARE = 54, /* of 100: the icon in its ground */
    CELL = 290,       /* the height of an upright tile */
    CELL_LYING = 202,
    LYING_FROM = 220, /* of 100: wider than this many heights */
};

static void draw_icon(struct ui *ui, struct rect r, const struct tile *tile) {
    const struct theme *theme = ui_theme(ui);
    struct hue_tones    tones = theme->hue[tile->hue];
    widget_box(ui, r, theme->radius, theme->contrast ? tones.fill : tones.tint, 0);
    widget_icon(ui, r, tile->icon, r.w * GLYPH_SHARE / 100,
                theme->contrast ? tones.on_fill : tones.on_tint);
}

static struct style title_style(struct ui *ui, const struct tile *tile) {
    return STYLE(.em = EM_TITLE, .bold = true, .colour = ui_theme(ui)->hue[tile->hue].ink);
}

static const char *count_of(struct ui *ui, const struct tile *tile) {
    bool small = ui_theme(ui)->compact && tile->count_small;
    return small ? tile->count_small : tile->count ? tile->count : "";
}

static const char *words_of(struct ui *ui, const struct tile *tile) {
    bool large = ui_theme(ui)->large && tile->words_large;
    return large ? tile->words_large : tile->words ? tile->words : "";
}

/* Icon and count above, title and words below, the words only as far as there is room. */
static void draw_upright(struct ui *ui, struct rect r, const struct tile *tile) {
    const struct theme *theme = ui_theme(ui);
    const char         *count = count_of(ui, tile), *words = words_of(ui, tile);
    struct style        second = STYLE(.em = EM_SECOND, .tone = TONE_MUTED);
    r = rect_inset(r, theme->pad, theme->pad);
    int         side = theme_text_px(theme, SQUARE);
    struct rect top = cut_top(&r, side);
    draw_icon(ui, cut_left(&top, side), tile);
    if (*count)
        (void)badge(ui, top, tile->hue, count);
    int title_h = label_height(ui, title_style(ui, tile), tile->title, r.w);
    int words_h = label_height(ui, second, words, r.w);
    if (title_h + words_h > r.h)
        words_h = 0;
    r = cut_bottom(&r, title_h + words_h);
    (void)label(ui, cut_top(&r, title_h), title_style(ui, tile), tile->title);
    (void)label(ui, cut_top(&r, words_h), second, words);
}

static void draw_lying(struct ui *ui, struct rect r, const struct tile *tile) {
    const struct theme *theme = ui_theme(ui);
    const char         *count = count_of(ui, tile), *words = words_of(ui, tile);
    struct style        title = title_style(ui, tile);
    struct style        second = STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .lines = 1);
    r = rect_inset(r, theme->pad, theme->gap);
    int side = px(ui, SQUARE_LYING) < r.h ? px(ui, SQUARE_LYING) : r.h, sign = theme->em[EM_TITLE];
    struct rect left = cut_left(&r, side);
    draw_icon(ui, rect_centred(left, side, side), tile);
    (void)cut_left(&r, theme->pad);
    widget_icon(ui, cut_right(&r, sign), ICON_NEXT, sign, theme->hue[tile->hue].ink);
    (void)cut_right(&r, theme->gap);
    int title_h = theme->line[EM_TITLE];
    int words_h = label_height(ui, second, words, r.w);
    if (title_h + words_h > r.h || label_width(ui, second, words) > r.w)
        words_h = 0;
    r = rect_centred(r, r.w, title_h + words_h);
    struct rect line = cut_top(&r, title_h);
    (void)label(ui, cut_left(&line, label_width(ui, title, tile->title)), title, tile->title);
    (void)cut_left(&line, theme->gap);
    if (*count && badge_width(ui, count) <= line.w) {
        struct rect place = cut_left(&line, badge_width(ui, count));
        (void)badge(ui, rect_centred(place, place.w, tag_height(ui)), tile->hue, count);
    }
    (void)label(ui, cut_top(&r, words_h), second, words);
}

static void draw_small(struct ui *ui, struct rect r, const struct tile *tile) {
    const struct theme *theme = ui_theme(ui);
    const char         *count = count_of(ui, tile);
    struct style        title = title_style(ui, tile);
    title.align = ALIGN_CENTRE;
    r = rect_inset(r, theme->gap, theme->gap);
    int         line = theme->line[EM_TITLE], side = 2 * theme->em[EM_TITLE];
    struct rect top = r;
    side = side + line > r.h ? r.h - line : side;
    r = rect_centred(r, r.w, side + theme->gap_small / 2 + line);
    draw_icon(ui, rect_centred(cut_top(&r, side), side, side), tile);
    cut_gap(&r, theme->gap_small / 2);
    if (*count)
        (void)badge(ui, top, tile->hue, count);
    (void)label(ui, r, title, tile->title);
}

bool tile(struct ui *ui, uint64_t id, struct rect r, const struct tile *tile) {
    const struct theme *theme = ui_theme(ui);
    const char         *words = words_of(ui, tile), *count = count_of(ui, tile);
    const char         *value =
        arena_printf(ui_arena(ui), "%s%s%s", count, *count && *words ? " · " : "", words);
    struct touch touch = widget_touch(ui, id, ROLE_TILE, r, tile->title, value, 0);
    colour       ground = ui_tone(ui, TONE_CARD);
    widget_box(ui, r, theme->radius, touch.pressed ? tone_pressed(ground) : ground,
               ui_tone(ui, TONE_LINE));
    if (touch.focused)
        widget_ring(ui, r, theme->radius);
    widget_hush(ui, true);
    if (r.w * 100 > r.h * LYING_FROM)
        draw_lying(ui, r, tile);
    else if (theme->compact)
        draw_small(ui, r, tile);
    else
        draw_upright(ui, r, tile);
    widget_hush(ui, false);
    return touch.used;
}
