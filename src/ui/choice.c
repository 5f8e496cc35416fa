/* SPDX-License-Identifier: GPL-3.0-or-later
 * choice.c - the grid that leaves the largest pictures: each card upright (picture above the word)
 * or lying (before it). */
#include "ui/choice.h"

#include "ui/card.h"
#include "ui/widget.h"

enum {
    COLUMNS_MOST = 4,
    PICTURE_LEAST = 72, /* units */
    PICTURE_MOST = 260,
    TICK = 60,
    EDGE = 5, /* of a chosen card */
    BOX = 4,  /* of the box that can be ticked */
};

/* How the cards stand. */
struct grid {
    int  columns, rows;
    bool lying;
    int  side; /* of the picture; 0: there is no room for one */
};

static struct style words_style(bool lying) {
    return STYLE(.em = EM_TITLE, .bold = true, .align = lying ? ALIGN_LEFT : ALIGN_CENTRE);
}
static struct style second_style(bool lying) {
    return STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .align = lying ? ALIGN_LEFT : ALIGN_CENTRE);
}

static const char *second_of(const struct ui *ui, const struct option *option) {
    return option->second && !ui_theme(ui)->compact ? option->second : "";
}

static int words_height(struct ui *ui, const struct option *option, bool lying, int width) {
    return label_height(ui, words_style(lying), option->words, width) +
           label_height(ui, second_style(lying), second_of(ui, option), width);
}

/* A word that is torn between two lines is no word any more. */
static bool torn(struct ui *ui, const struct option *option, int width) {
    return lines_of(ui_layout(ui), FACE_BOLD, ui_theme(ui)->em[EM_TITLE], option->words, width, 0)
        .torn;
}

static int tick_room(struct ui *ui) {
    return px(ui, TICK) + ui_theme(ui)->gap_small;
}

/* Where words and picture of a card stand; how wide its words may be. */
static int words_width(struct ui *ui, const struct grid *grid, struct rect card) {
    const struct theme *theme = ui_theme(ui);
    int                 width = card.w - 2 * theme->gap;
    return grid->lying ? width - (grid->side ? grid->side + theme->gap : 0) - tick_room(ui) : width;
}

/* The picture's side when the cards stand so; -1: the words do not fit. */
static int side_in(struct ui *ui, struct grid *grid, struct rect card, const struct option *option,
                   int count) {
    const struct theme *theme = ui_theme(ui);
    int                 most = px(ui, PICTURE_MOST), least = px(ui, PICTURE_LEAST);
    int                 room = card.h - 2 * theme->gap_small;
    grid->side = grid->lying ? (room < card.w / 3 ? room : card.w / 3) : 0;
    grid->side = grid->side < most ? grid->side : most;
    int words = 0, width = words_width(ui, grid, card);
    if (width <= 0 || card.h < theme->target)
        return -1;
    for (int i = 0; i < count; i++) {
        int height = words_height(ui, &option[i], grid->lying, width);
        words = height > words ? height : words;
        if (words > room || torn(ui, &option[i], width))
            return -1;
    }
    if (!grid->lying) {
        int side = room - words - theme->gap_small, across = card.w - 2 * tick_room(ui);
        side = side < across ? side : across;
        grid->side = side < most ? side : most;
    }
    grid->side = grid->side >= least ? grid->side : 0;
    return grid->side;
}

static struct grid grid_for(struct ui *ui, struct rect r, const struct option *option, int count) {
    struct grid best = { 1, count, true, 0 };
    int         best_side = -1;
    for (int columns = 1; columns <= COLUMNS_MOST && columns <= count; columns++)
        for (int lying = 0; lying < 2; lying++) {
            struct grid grid = { columns, (count + columns - 1) / columns, lying == 1, 0 };
            int         gap = ui_theme(ui)->gap;
            struct rect card = cut_cell(r, columns, grid.rows, gap, columns * grid.rows - 1);
            int         side = side_in(ui, &grid, card, option, count);
            if (side > best_side) {
                best_side = side;
                best = grid;
            }
        }
    return best;
}

/* Chosen: a tick on the hue. Not chosen: a box where several may be, else nothing. */
static void draw_tick(struct ui *ui, struct rect r, enum hue hue, bool chosen, bool several) {
    struct hue_tones tones = ui_theme(ui)->hue[hue];
    int              radius = several ? r.h / 4 : r.h / 2;
    if (chosen) {
        paint_fill(ui_paint(ui), r, radius, tones.fill);
        widget_icon(ui, r, ICON_CHECK, r.h * 3 / 4, tones.on_fill);
    } else if (several) {
        paint_stroke(ui_paint(ui), r, radius, px(ui, BOX), 0, ui_tone(ui, TONE_MUTED));
    }
}

static void draw_ground(struct ui *ui, struct rect r, enum hue hue, bool chosen,
                        struct touch touch) {
    const struct theme *theme = ui_theme(ui);
    colour              ground = chosen ? theme->hue[hue].tint : ui_tone(ui, TONE_CARD);
    ground = touch.pressed ? tone_pressed(ground) : ground;
    widget_box(ui, r, theme->radius, ground, ui_tone(ui, TONE_EDGE));
    if (chosen)
        paint_stroke(ui_paint(ui), r, theme->radius, px(ui, EDGE) + theme->border, 0,
                     theme->hue[hue].ink);
    if (touch.focused)
        widget_ring(ui, r, theme->radius);
}

static void draw_option(struct ui *ui, const struct grid *grid, struct rect r,
                        const struct option *option, enum hue hue) {
    const struct theme *theme = ui_theme(ui);
    int                 width = words_width(ui, grid, r);
    int                 words = words_height(ui, option, grid->lying, width);
    struct rect         inner = rect_inset(r, theme->gap, theme->gap_small);
    if (!grid->lying) {
        int all = words + (grid->side ? grid->side + theme->gap_small : 0);
        inner = rect_centred(inner, inner.w, all);
    }
    if (grid->side) {
        struct rect place =
            grid->lying ? cut_left(&inner, grid->side) : cut_top(&inner, grid->side);
        struct rect square = rect_centred(place, grid->side, grid->side);
        (void)(grid->lying ? cut_left(&inner, theme->gap) : cut_top(&inner, theme->gap_small));
        if (!picture(ui, square, option->emoji, NULL))
            widget_icon(ui, square, option->icon, grid->side * 3 / 4, theme->hue[hue].ink);
    }
    inner.w = width;
    inner = rect_centred(inner, width, words);
    (void)label_cut(ui, &inner, words_style(grid->lying), option->words);
    (void)label(ui, inner, second_style(grid->lying), second_of(ui, option));
}

int choice(struct ui *ui, uint64_t id, struct rect r, const struct option *option, int count,
           enum hue hue, uint64_t chosen, bool several) {
    int         used = -1, gap = ui_theme(ui)->gap, tick = px(ui, TICK);
    struct grid grid = grid_for(ui, r, option, count);
    for (int i = 0; i < count && i < CHOICE_MOST; i++) {
        struct rect  place = cut_cell(r, grid.columns, grid.rows, gap, i);
        bool         on = chosen >> i & 1;
        int          width = words_width(ui, &grid, place);
        bool         spilled = words_height(ui, &option[i], grid.lying, width) > place.h;
        struct touch touch =
            widget_touch(ui, ui_id_at(id, (uint64_t)i), ROLE_CARD, place, option[i].words,
                         option[i].second ? option[i].second : "",
                         (on ? TREE_SELECTED : 0u) | (spilled ? TREE_SPILLED : 0u));
        used = touch.used ? i : used;
        draw_ground(ui, place, hue, on, touch);
        widget_hush(ui, true);
        draw_option(ui, &grid, place, &option[i], hue);
        widget_hush(ui, false);
        struct rect corner = rect_inset(place, ui_theme(ui)->gap_small, ui_theme(ui)->gap_small);
        corner = cut_right(&corner, tick);
        draw_tick(ui, grid.lying ? rect_centred(corner, tick, tick) : cut_top(&corner, tick), hue,
                  on, several);
    }
    return used;
}

int choice_height(struct ui *ui, int width, const struct option *option, int count) {
    int gap = ui_theme(ui)->gap, step = ui_theme(ui)->target / 4 + 1;
    for (int height = ui_theme(ui)->target; height < 4 * ui_theme(ui)->height; height += step) {
        struct rect r = { 0, 0, width, height };
        struct grid grid = grid_for(ui, r, option, count);
        struct rect card = cut_cell(r, grid.columns, grid.rows, gap, grid.columns * grid.rows - 1);
        if (side_in(ui, &grid, card, option, count) > 0)
            return height;
    }
    return ui_theme(ui)->height;
}
