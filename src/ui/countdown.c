/* SPDX-License-Identifier: GPL-3.0-or-later
 * countdown.c - the ring or bar stands for whole seconds, so that it changes once a second and not
 * sixty times. */
#include "ui/countdown.h"

#include "ui/widget.h"

enum {
    RING_SHARE = 11, /* of 100 of the side: the ring's width */
    BAR = 24,        /* units: the bar's height */
    UNIT_FROM = 170, /* units of the side from which 秒 stands below the number */
};

int countdown_seconds(int left_ms) {
    return left_ms > 0 ? (int)(((int64_t)left_ms + 999) / 1000) : 0;
}

static int share(int left_ms, int of_ms) {
    int64_t seconds = countdown_seconds(left_ms), of = countdown_seconds(of_ms);
    return of > 0 ? (int)((seconds < of ? seconds : of) * 1024 / of) : 0;
}

/* What is read, and when it is over for the next second. */
static void say(struct ui *ui, struct rect r, int left_ms) {
    int seconds = countdown_seconds(left_ms);
    widget_says(ui, ROLE_STATUS, r, arena_printf(ui_arena(ui), ui_tr(ui, "还有 %d 秒"), seconds),
                0);
    if (left_ms > 0)
        ui_frame_in(ui, left_ms - (seconds - 1) * 1000);
}

static colour track(const struct ui *ui, enum hue hue) {
    const struct theme *theme = ui_theme(ui);
    return theme->contrast ? ui_tone(ui, TONE_CARD)
                           : colour_mix(ui_tone(ui, TONE_CARD), theme->hue[hue].ink, 46);
}

void countdown(struct ui *ui, struct rect r, int left_ms, int of_ms, enum hue hue) {
    const struct theme *theme = ui_theme(ui);
    int                 side = r.w < r.h ? r.w : r.h, width = side * RING_SHARE / 100;
    bool                unit = side >= px(ui, UNIT_FROM);
    colour              ink = theme->hue[hue].ink;
    const char         *number = arena_printf(ui_arena(ui), "%d", countdown_seconds(left_ms));
    struct style        style = STYLE(.em = unit ? EM_DISPLAY : EM_TITLE, .bold = true, .lines = 1,
                                      .middle = true, .align = ALIGN_CENTRE);
    r = rect_centred(r, side, side);
    say(ui, r, left_ms);
    paint_ring(ui_paint(ui), r, width, 1024, track(ui, hue));
    if (theme->contrast) { /* the track has no colour of its own: its two edges */
        paint_ring(ui_paint(ui), r, theme->border, 1024, ui_tone(ui, TONE_LINE));
        paint_ring(ui_paint(ui), rect_inset(r, width, width), theme->border, 1024,
                   ui_tone(ui, TONE_LINE));
    }
    paint_ring(ui_paint(ui), r, width, share(left_ms, of_ms), ink);
    struct rect words = rect_centred(
        r, side - 2 * width, theme->line[style.em] + (unit ? theme->line[EM_SECOND] * 3 / 4 : 0));
    widget_hush(ui, true);
    (void)label(ui, cut_top(&words, theme->line[style.em]), style, number);
    if (unit)
        (void)label(ui, words,
                    STYLE(.em = EM_SECOND, .lines = 1, .align = ALIGN_CENTRE, .middle = true),
                    ui_tr(ui, "秒"));
    widget_hush(ui, false);
}

int countdown_bar_height(const struct ui *ui) {
    return ui_theme(ui)->line[EM_MAIN];
}

void countdown_bar(struct ui *ui, struct rect r, int left_ms, int of_ms, enum hue hue) {
    const struct theme *theme = ui_theme(ui);
    struct style        style = STYLE(.bold = true, .lines = 1, .middle = true);
    struct arena       *arena = ui_arena(ui);
    const char         *format = ui_tr(ui, "还有 %d 秒");
    say(ui, r, left_ms);
    /* As wide as the most that will stand there, so that the bar stays where it is. */
    int width = label_width(ui, style, arena_printf(arena, format, countdown_seconds(of_ms)));
    struct rect words = cut_left(&r, width);
    widget_hush(ui, true);
    (void)label(ui, words, style, arena_printf(arena, format, countdown_seconds(left_ms)));
    widget_hush(ui, false);
    (void)cut_left(&r, theme->gap);
    struct rect bar = rect_centred(r, r.w, px(ui, BAR));
    widget_box(ui, bar, bar.h / 2, track(ui, hue), theme->contrast ? ui_tone(ui, TONE_LINE) : 0);
    bar.w = (int)((int64_t)bar.w * share(left_ms, of_ms) / 1024);
    paint_fill(ui_paint(ui), bar, bar.h / 2, theme->hue[hue].fill);
}
