/* SPDX-License-Identifier: GPL-3.0-or-later
 * theme.h - sizes and colours (DESIGN.md, tokens), turned into pixels of one panel. Design units
 * are 1080 to the short side. 大字 multiplies text; under a floor nothing shrinks. */
#ifndef ANJU_UI_THEME_H
#define ANJU_UI_THEME_H

#include "ui/cut.h"
#include "ui/raster.h"

/* 60, 46, 38, 32, 28 units; SMALL is never for content. */
enum em { EM_MAIN, EM_DISPLAY, EM_TITLE, EM_SECOND, EM_SMALL, EM_COUNT };

enum tone {
    TONE_INK,
    TONE_PAPER,
    TONE_CARD,
    TONE_BAR,
    TONE_LINE,
    TONE_MUTED,
    TONE_BRAND,
    TONE_MONEY,
    TONE_QUIET,    /* ground of tags, pictures, sleeping buttons */
    TONE_KEYBOARD, /* ground of the keyboard */
    TONE_KEY,      /* its grey keys */
    TONE_EDGE,     /* border of buttons, ≥ 3:1 only in high contrast */
    TONE_ASLEEP,   /* text of a disabled control */
    TONE_FOCUS,
    TONE_COUNT
};

/* What belongs to one service or state. */
enum hue {
    HUE_PLAIN,
    HUE_BRAND,
    HUE_JOBS,
    HUE_TRAINING,
    HUE_REPORT,
    HUE_HOME,
    HUE_ASK,
    HUE_MAP,
    HUE_LIFE,
    HUE_POLICY,
    HUE_RED,
    HUE_AMBER,
    HUE_GREEN,
    HUE_BLUE,
    HUE_PURPLE,
    HUE_COUNT
};
struct hue_tones {
    colour ink;           /* words and icons on card and paper */
    colour fill, on_fill; /* filled controls */
    colour tint, on_tint; /* tags; grounds of icons */
};

struct theme {
    int    width, height;   /* of the panel */
    bool   large, contrast; /* 大字; 高对比 */
    bool   landscape;
    bool   compact;          /* a small panel: word and picture only, counts without unit */
    int    margin, gap, pad; /* 48 at the page's edge, 24 between parts, 32 inside a card */
    int    gap_small;        /* 16: the least between targets */
    int    radius, radius_small, border, focus; /* 28, 16, 2 (3 in high contrast), 3 */
    int    target, main;   /* least heights: 88 of any target, 120 of a main action */
    int    em[EM_COUNT];   /* em in pixels */
    int    line[EM_COUNT]; /* 1.35 of it */
    colour tone[TONE_COUNT];
    struct hue_tones hue[HUE_COUNT];
};

void theme_init(struct theme *theme, int width, int height, bool large, bool contrast);
/* `units` as pixels, at least 1 when units > 0. */
int theme_px(const struct theme *theme, int units);
/* The same for what holds text: multiplied in 大字 too. */
int theme_text_px(const struct theme *theme, int units);
/* WCAG contrast of two opaque colours, times 100: 450 is 4.5:1. */
int colour_contrast(colour a, colour b);

#endif
