/* SPDX-License-Identifier: GPL-3.0-or-later
 * button.c - buttons and chips: colours by kind and state, icon and words centred as one. */
#include "ui/button.h"

#include "ui/widget.h"

enum {
    RADIUS = 24,    /* units */
    PAD = 28,       /* beside the words */
    GAP_SHARE = 42, /* between icon and words */
    CHIP_PAD = 30,
    DASH = 10,
};

/* What a button is painted with. */
struct dress {
    colour ground, edge, ink; /* edge 0: none; ground 0: none, a dashed edge */
    int    radius;
};

static struct dress dress_of(struct ui *ui, const struct button *b, int height) {
    const struct theme *theme = ui_theme(ui);
    enum hue            hue = b->hue == HUE_PLAIN ? HUE_BRAND : b->hue;
    colour              card = ui_tone(ui, TONE_CARD), edge = ui_tone(ui, TONE_EDGE);
    colour              ink = ui_tone(ui, TONE_INK);
    struct dress        plain = { card, edge, b->hue == HUE_PLAIN ? ink : theme->hue[hue].ink, 0 };
    plain.radius = b->kind == BUTTON_ROUND ? height / 2 : px(ui, RADIUS);
    if (b->disabled) {
        plain.ground = theme->contrast ? 0 : ui_tone(ui, TONE_QUIET);
        plain.edge = theme->contrast ? ui_tone(ui, TONE_ASLEEP) : ui_tone(ui, TONE_LINE);
        plain.ink = ui_tone(ui, TONE_ASLEEP);
        return plain;
    }
    struct dress dress = plain;
    if (b->kind == BUTTON_INK || (b->kind == BUTTON_ROUND && b->selected)) {
        dress.ground = dress.edge = ink;
        dress.ink = card;
    } else if (b->kind == BUTTON_FILLED || b->selected) {
        dress.ground = dress.edge = theme->hue[hue].fill;
        dress.ink = theme->hue[hue].on_fill;
    } else if (b->kind == BUTTON_QUIET) {
        dress.ground = ui_tone(ui, TONE_QUIET);
        dress.edge = theme->contrast ? edge : 0;
    } else if (b->kind == BUTTON_DASHED) {
        dress.ground = 0;
        dress.edge = ui_tone(ui, theme->contrast ? TONE_EDGE : TONE_KEY);
    }
    return dress;
}

static void draw_ground(struct ui *ui, struct rect r, struct dress dress, struct touch touch) {
    if (!dress.ground) {
        if (touch.pressed)
            paint_fill(ui_paint(ui), r, dress.radius, tone_pressed(ui_tone(ui, TONE_PAPER)));
        paint_stroke(ui_paint(ui), r, dress.radius, ui_theme(ui)->border, px(ui, DASH), dress.edge);
    } else {
        colour ground = touch.pressed ? tone_pressed(dress.ground) : dress.ground;
        colour edge = touch.pressed && dress.edge == dress.ground ? ground : dress.edge;
        widget_box(ui, r, dress.radius, ground, edge);
    }
    if (touch.focused)
        widget_ring(ui, r, dress.radius);
}

static struct style words_style(const struct button *b, colour ink) {
    return STYLE(.em = b->em, .bold = !b->regular, .colour = ink, .middle = true);
}

/* The gap between icon and words; 0 when one of them is missing. */
static int gap_of(struct ui *ui, const struct button *b, const char *words) {
    return b->icon && *words ? ui_theme(ui)->em[b->em] * GAP_SHARE / 100 : 0;
}
static int icon_of(struct ui *ui, const struct button *b) {
    return b->icon ? widget_icon_size(ui, b->em) : 0;
}

/* Icon and words as one, in the middle of r. Words that are too long for a line take two. */
static void draw_content(struct ui *ui, struct rect r, const char *words, const struct button *b,
                         colour ink) {
    const struct theme *theme = ui_theme(ui);
    struct style        style = words_style(b, ink);
    int                 icon = icon_of(ui, b), gap = gap_of(ui, b, words);
    int                 room = rect_inset(r, theme->border, 0).w;
    int                 width = label_width(ui, style, words);
    if (icon + gap + width > room) {
        int lines = r.h / theme->line[b->em];
        width = room - icon - gap;
        struct lines laid = lines_of(ui_layout(ui), style.bold ? FACE_BOLD : FACE_REGULAR,
                                     theme->em[b->em], words, width, lines > 0 ? lines : 1);
        width = laid.width < width ? laid.width : width;
        style.align = icon ? ALIGN_LEFT : ALIGN_CENTRE;
    }
    struct rect content = rect_centred(r, icon + gap + width, r.h);
    struct rect place = b->icon_after ? cut_right(&content, icon) : cut_left(&content, icon);
    (void)(b->icon_after ? cut_right(&content, gap) : cut_left(&content, gap));
    if (icon)
        widget_icon(ui, place, b->icon, icon, ink);
    (void)label(ui, content, style, words);
}

/* A label is hushed inside its control, so the control itself says when it does not fit. */
static unsigned spill(struct ui *ui, struct rect r, const char *words, const struct button *b) {
    const struct theme *theme = ui_theme(ui);
    int                 lines = r.h / theme->line[b->em];
    int room = rect_inset(r, theme->border, 0).w - icon_of(ui, b) - gap_of(ui, b, words);
    if (!*words)
        return 0;
    struct lines laid = lines_of(ui_layout(ui), b->regular ? FACE_REGULAR : FACE_BOLD,
                                 theme->em[b->em], words, room, lines > 0 ? lines : 1);
    return laid.cut || laid.torn || laid.width > room ? TREE_SPILLED : 0;
}

bool button(struct ui *ui, uint64_t id, struct rect r, const char *label_text,
            const struct button *b) {
    const char  *words = b->shown ? b->shown : label_text;
    unsigned     state = (b->disabled ? TREE_DISABLED : 0u) | (b->selected ? TREE_SELECTED : 0u);
    struct touch touch =
        widget_touch(ui, id, ROLE_BUTTON, r, label_text, b->value, state | spill(ui, r, words, b));
    struct dress dress = dress_of(ui, b, r.h);
    draw_ground(ui, r, dress, touch);
    widget_hush(ui, true);
    draw_content(ui, r, words, b, dress.ink);
    widget_hush(ui, false);
    return touch.used;
}

int button_width(struct ui *ui, const char *label_text, const struct button *b) {
    const char *words = b->shown ? b->shown : label_text;
    return icon_of(ui, b) + gap_of(ui, b, words) + label_width(ui, words_style(b, 0), words) +
           2 * px(ui, PAD);
}

static struct style chip_style(void) {
    return STYLE(.em = EM_SECOND, .bold = true, .align = ALIGN_CENTRE, .middle = true, .lines = 1);
}

bool chip(struct ui *ui, uint64_t id, struct rect r, const char *label_text, enum hue hue,
          bool selected) {
    const struct theme *theme = ui_theme(ui);
    struct style        style = chip_style();
    bool                spilled = label_width(ui, style, label_text) > r.w;
    struct touch        touch =
        widget_touch(ui, id, ROLE_CHIP, r, label_text, NULL,
                     (selected ? TREE_SELECTED : 0u) | (spilled ? TREE_SPILLED : 0u));
    struct dress dress = { ui_tone(ui, TONE_CARD), ui_tone(ui, TONE_EDGE), 0, r.h / 2 };
    style.colour = ui_tone(ui, TONE_INK);
    if (selected) {
        dress.ground = dress.edge = theme->hue[hue].fill;
        style.colour = theme->hue[hue].on_fill;
    }
    draw_ground(ui, r, dress, touch);
    widget_hush(ui, true);
    (void)label(ui, r, style, label_text);
    widget_hush(ui, false);
    return touch.used;
}

int chip_width(struct ui *ui, const char *label_text) {
    return label_width(ui, chip_style(), label_text) + 2 * px(ui, CHIP_PAD);
}

int chip_height(struct ui *ui) {
    int words = ui_theme(ui)->line[EM_SECOND] + ui_theme(ui)->gap;
    return words > ui_theme(ui)->target ? words : ui_theme(ui)->target;
}

int chips(struct ui *ui, uint64_t id, struct rect *r, const char *const *labels, int count,
          enum hue hue, int selected) {
    int         gap = ui_theme(ui)->gap_small, height = chip_height(ui), used = -1;
    struct wrap wrap = wrap_in(*r, gap);
    for (int i = 0; i < count; i++) {
        struct rect place;
        if (wrap_next(&wrap, chip_width(ui, labels[i]), height, &place) &&
            chip(ui, ui_id_at(id, (uint64_t)i), place, labels[i], hue, i == selected))
            used = i;
    }
    cut_gap(r, wrap_height(&wrap));
    return used;
}
