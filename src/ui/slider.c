/* SPDX-License-Identifier: GPL-3.0-or-later
 * slider.c - a track between − and +. The thumb follows the finger; from a tap or a key it slides
 * to its new place. The value stands above it. */
#include "ui/slider.h"

#include "ui/button.h"
#include "ui/widget.h"

enum { TRACK = 16, THUMB = 64 }; /* units */

static int thumb_side(const struct ui *ui) {
    return px(ui, THUMB);
}

int slider_height(const struct ui *ui) {
    return ui_theme(ui)->line[EM_TITLE] + ui_theme(ui)->main;
}

/* Within the ends, on a whole step; the last step may be a short one. */
static int fitting(const struct slider *s, int64_t number) {
    int     step = s->step > 0 ? s->step : 1;
    int64_t over = number - s->min;
    if (number >= s->max || over < 0)
        return number >= s->max && s->max > s->min ? s->max : s->min;
    return (int)(s->min + (over + step / 2) / step * step < s->max
                     ? s->min + (over + step / 2) / step * step
                     : s->max);
}

/* Where the thumb's middle stands, and the number that a place means. */
static int place_of(const struct slider *s, struct rect track, int number) {
    int64_t span = s->max > s->min ? (int64_t)s->max - s->min : 1;
    return track.x + (int)(((int64_t)number - s->min) * track.w / span);
}
static int number_at(const struct slider *s, struct rect track, int x) {
    int64_t span = s->max > s->min ? (int64_t)s->max - s->min : 1;
    int64_t along = x < track.x ? 0 : x > rect_right(track) ? track.w : (int64_t)x - track.x;
    return fitting(s, s->min + (along * span + track.w / 2) / (track.w > 0 ? track.w : 1));
}

static int by_key(struct ui *ui, uint64_t id, const struct slider *s, int number) {
    switch (widget_key(ui, id)) {
    case UI_KEY_LEFT:
        return fitting(s, (int64_t)number - s->step);
    case UI_KEY_RIGHT:
        return fitting(s, (int64_t)number + s->step);
    case UI_KEY_HOME:
        return s->min;
    case UI_KEY_END:
        return s->max;
    default:
        return number;
    }
}

static void draw(struct ui *ui, uint64_t id, struct rect track, const struct slider *s, int number,
                 struct touch touch) {
    const struct theme *theme = ui_theme(ui);
    struct hue_tones    tones = theme->hue[s->hue];
    struct paint       *paint = ui_paint(ui);
    int                 side = thumb_side(ui), at = place_of(s, track, number);
    if (!touch.pressed) /* under the finger it is where the finger is */
        at = widget_motion(ui, ui_id_at(id, 3), at, at);
    struct rect line = rect_centred(track, track.w, px(ui, TRACK));
    widget_box(ui, line, line.h / 2, ui_tone(ui, TONE_KEY),
               theme->contrast ? ui_tone(ui, TONE_LINE) : 0);
    paint_fill(paint, (struct rect){ line.x, line.y, at - line.x, line.h }, line.h / 2, tones.fill);
    struct rect thumb = { at - side / 2, track.y + (track.h - side) / 2, side, side };
    paint_fill(paint, thumb, side / 2, touch.pressed ? tone_pressed(tones.fill) : tones.fill);
    paint_fill(paint, rect_inset(thumb, side / 4, side / 4), side / 4, tones.on_fill);
    if (touch.focused)
        widget_ring(ui, thumb, side / 2);
}

bool slider(struct ui *ui, uint64_t id, struct rect r, const struct slider *s, int *number) {
    const struct theme *theme = ui_theme(ui);
    int                 was = *number, now = fitting(s, was), x, y;
    struct rect         above = cut_top(&r, theme->line[EM_TITLE]);
    struct rect         less = cut_left(&r, theme->main), more = cut_right(&r, theme->main);
    const struct button less_button = { .icon = ICON_MINUS,
                                        .shown = "",
                                        .disabled = now <= s->min };
    const struct button more_button = { .icon = ICON_PLUS, .shown = "", .disabled = now >= s->max };
    r = rect_inset(r, theme->gap_small, 0);
    struct rect track = rect_inset(r, thumb_side(ui) / 2, 0);
    const char *value = s->value ? s->value : arena_printf(ui_arena(ui), "%d", now);
    widget_hush(ui, true);
    (void)label(ui, above,
                STYLE(.em = EM_TITLE, .bold = true, .lines = 1, .middle = true,
                      .align = ALIGN_CENTRE, .colour = theme->hue[s->hue].ink),
                value);
    widget_hush(ui, false);
    if (button(ui, ui_id_at(id, 1), less, ui_tr(ui, "少一点"), &less_button))
        now = fitting(s, (int64_t)now - s->step);
    struct touch touch = widget_touch(ui, id, ROLE_SLIDER, r, s->label, value, 0);
    if (widget_drag(ui, id, &x, &y))
        now = number_at(s, track, x);
    now = by_key(ui, id, s, now);
    draw(ui, id, track, s, now, touch);
    if (button(ui, ui_id_at(id, 2), more, ui_tr(ui, "多一点"), &more_button))
        now = fitting(s, (int64_t)now + s->step);
    *number = now;
    if (now != was)
        ui_ask_again(ui);
    return now != was;
}
