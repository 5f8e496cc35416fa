/* SPDX-License-Identifier: GPL-3.0-or-later
 * theme.c - DESIGN.md's tokens as two tables, and their arithmetic. */
#include "ui/theme.h"

#include <math.h>
#include <string.h>

enum { UNITS = 1080, LARGE = 130, COMPACT_BELOW = 560 };

/* In units; under the floor, in pixels, nothing shrinks on a small panel. */
static const struct {
    int units, floor_px;
} em_sizes[EM_COUNT] = {
    [EM_MAIN] = { 38, 22 },   [EM_DISPLAY] = { 60, 30 }, [EM_TITLE] = { 46, 25 },
    [EM_SECOND] = { 32, 18 }, [EM_SMALL] = { 28, 16 },
};

#define OPAQUE(rgb) (0xFF000000u | (rgb))
static const colour white = OPAQUE(0xFFFFFF), black = OPAQUE(0x000000);

static const colour tones[TONE_COUNT] = {
    [TONE_INK] = OPAQUE(0x1C1B18),    [TONE_PAPER] = OPAQUE(0xF5F2EA),
    [TONE_CARD] = OPAQUE(0xFFFFFF),   [TONE_BAR] = OPAQUE(0xFBF9F4),
    [TONE_LINE] = OPAQUE(0xE4DFD2),   [TONE_MUTED] = OPAQUE(0x565249),
    [TONE_BRAND] = OPAQUE(0x0E5C46),  [TONE_MONEY] = OPAQUE(0xA3400F),
    [TONE_QUIET] = OPAQUE(0xEFECE3),  [TONE_KEYBOARD] = OPAQUE(0xE4DFD2),
    [TONE_KEY] = OPAQUE(0xCFC8B7),    [TONE_EDGE] = OPAQUE(0xD6D0C1),
    [TONE_ASLEEP] = OPAQUE(0x9B998F), [TONE_FOCUS] = OPAQUE(0x1C1B18),
};
/* Black and white; what merely sleeps is grey, and dashed besides. */
static const colour tones_contrast[TONE_COUNT] = {
    [TONE_INK] = OPAQUE(0x000000),    [TONE_PAPER] = OPAQUE(0xFFFFFF),
    [TONE_CARD] = OPAQUE(0xFFFFFF),   [TONE_BAR] = OPAQUE(0xFFFFFF),
    [TONE_LINE] = OPAQUE(0x000000),   [TONE_MUTED] = OPAQUE(0x000000),
    [TONE_BRAND] = OPAQUE(0x000000),  [TONE_MONEY] = OPAQUE(0x000000),
    [TONE_QUIET] = OPAQUE(0xFFFFFF),  [TONE_KEYBOARD] = OPAQUE(0xFFFFFF),
    [TONE_KEY] = OPAQUE(0xFFFFFF),    [TONE_EDGE] = OPAQUE(0x000000),
    [TONE_ASLEEP] = OPAQUE(0x595959), [TONE_FOCUS] = OPAQUE(0x000000),
};

/* The colour, and its tint: 0 = 12 % of it on white. */
static const struct {
    colour ink, tint;
} hues[HUE_COUNT] = {
    [HUE_PLAIN] = { OPAQUE(0x1C1B18), OPAQUE(0xEFECE3) },
    [HUE_BRAND] = { OPAQUE(0x0E5C46), 0 },
    [HUE_JOBS] = { OPAQUE(0x1B5FA8), OPAQUE(0xE3EDF8) },
    [HUE_TRAINING] = { OPAQUE(0x0E6B4F), OPAQUE(0xDFF0EA) },
    [HUE_REPORT] = { OPAQUE(0xB4461B), 0 },
    [HUE_HOME] = { OPAQUE(0x6A3D9A), OPAQUE(0xEDE5F5) },
    [HUE_ASK] = { OPAQUE(0x9B1C31), 0 },
    [HUE_MAP] = { OPAQUE(0x20606B), 0 },
    [HUE_LIFE] = { OPAQUE(0x8A5A00), 0 },
    [HUE_POLICY] = { OPAQUE(0x4A4A4A), 0 },
    [HUE_RED] = { OPAQUE(0x96320A), OPAQUE(0xF9DDD2) },
    [HUE_AMBER] = { OPAQUE(0x7A5200), OPAQUE(0xFBEBC8) },
    [HUE_GREEN] = { OPAQUE(0x0E6B4F), OPAQUE(0xDFF0EA) },
    [HUE_BLUE] = { OPAQUE(0x1B5FA8), OPAQUE(0xE3EDF8) },
    [HUE_PURPLE] = { OPAQUE(0x6A3D9A), OPAQUE(0xEDE5F5) },
};

static int scaled(int units, int short_side) {
    int px = (units * short_side + UNITS / 2) / UNITS;
    return units > 0 && px < 1 ? 1 : px;
}

static int short_side(const struct theme *theme) {
    return theme->width < theme->height ? theme->width : theme->height;
}

int theme_px(const struct theme *theme, int units) {
    return scaled(units, short_side(theme));
}

int theme_text_px(const struct theme *theme, int units) {
    int px = theme_px(theme, units);
    return theme->large ? (px * LARGE + 50) / 100 : px;
}

static void set_colours(struct theme *theme) {
    memcpy(theme->tone, theme->contrast ? tones_contrast : tones, sizeof theme->tone);
    for (int i = 0; i < HUE_COUNT; i++) {
        colour ink = hues[i].ink;
        colour tint = hues[i].tint ? hues[i].tint : colour_mix(white, ink, 31);
        theme->hue[i] = theme->contrast ? (struct hue_tones){ black, black, white, white, black }
                                        : (struct hue_tones){ ink, ink, white, tint, ink };
    }
}

void theme_init(struct theme *theme, int width, int height, bool large, bool contrast) {
    *theme = (struct theme){ .width = width, .height = height, .large = large };
    theme->contrast = contrast;
    theme->landscape = width > height;
    theme->compact = short_side(theme) < COMPACT_BELOW;
    theme->margin = theme_px(theme, theme->compact ? 36 : 48);
    theme->gap = theme_px(theme, 24);
    theme->gap_small = theme_px(theme, 16);
    theme->pad = theme_px(theme, 32);
    theme->radius = theme_px(theme, 28);
    theme->radius_small = theme_px(theme, 16);
    theme->border = theme_px(theme, contrast ? 3 : 2);
    theme->focus = theme_px(theme, 3);
    theme->target = theme_px(theme, 88);
    theme->target = theme->target < 48 ? 48 : theme->target;
    theme->main = theme_text_px(theme, theme->landscape ? 108 : 120);
    theme->main = theme->main < theme->target ? theme->target : theme->main;
    for (int i = 0; i < EM_COUNT; i++) {
        int px = theme_px(theme, em_sizes[i].units);
        px = px < em_sizes[i].floor_px ? em_sizes[i].floor_px : px;
        px = large ? (px * LARGE + 50) / 100 : px;
        theme->em[i] = px;
        theme->line[i] = (px * 135 + 50) / 100;
    }
    set_colours(theme);
}

/* WCAG 2.2, relative luminance. */
static double luminance(colour c) {
    static const double share[3] = { 0.0722, 0.7152, 0.2126 }; /* blue, green, red */
    double              sum = 0;
    for (int i = 0; i < 3; i++) {
        double v = ((c >> (8 * i)) & 255) / 255.0;
        sum += share[i] * (v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4));
    }
    return sum;
}

int colour_contrast(colour a, colour b) {
    double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return (int)(100 * (x > y ? x / y : y / x));
}
