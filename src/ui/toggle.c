/* SPDX-License-Identifier: GPL-3.0-or-later
 * toggle.c - a card with words on the left and the knob on the right. */
#include "ui/toggle.h"

#include "ui/widget.h"

enum { TRACK_W = 128, TRACK_H = 72, KNOB_GAP = 8, WAY = 1024 }; /* units; the knob's way */

static struct style label_style(void) {
    return STYLE(.bold = true);
}
static struct style second_style(void) {
    return STYLE(.em = EM_SECOND, .tone = TONE_MUTED);
}
static struct style state_style(const struct ui *ui) {
    (void)ui;
    return STYLE(.em = EM_SECOND, .bold = true, .lines = 1, .middle = true, .align = ALIGN_RIGHT);
}

/* Either word has room, so that nothing moves when it changes. */
static int state_width(struct ui *ui) {
    int on = label_width(ui, state_style(ui), ui_tr(ui, "开"));
    int off = label_width(ui, state_style(ui), ui_tr(ui, "关"));
    return on > off ? on : off;
}

static int words_width(struct ui *ui, int width, const struct toggle *t) {
    const struct theme *theme = ui_theme(ui);
    int                 icon = t->icon ? widget_icon_size(ui, EM_TITLE) + theme->gap : 0;
    return width - 2 * theme->pad - icon - px(ui, TRACK_W) - 2 * theme->gap - state_width(ui);
}

static int words_height(struct ui *ui, int width, const struct toggle *t) {
    int second = t->second ? label_height(ui, second_style(), t->second, width) : 0;
    return label_height(ui, label_style(), t->label, width) + second;
}

int toggle_height(struct ui *ui, int width, const struct toggle *t) {
    const struct theme *theme = ui_theme(ui);
    int                 height = words_height(ui, words_width(ui, width, t), t) + 2 * theme->gap;
    return height > theme->main ? height : theme->main;
}

static void draw_knob(struct ui *ui, uint64_t id, struct rect r, enum hue hue, bool on) {
    const struct theme *theme = ui_theme(ui);
    struct hue_tones    tones = theme->hue[hue];
    struct rect         track = rect_centred(r, px(ui, TRACK_W), px(ui, TRACK_H));
    int                 gap = px(ui, KNOB_GAP), side = track.h - 2 * gap;
    int                 way = widget_motion(ui, ui_id_at(id, 1), on ? WAY : 0, on ? WAY : 0);
    widget_box(ui, track, track.h / 2, on ? tones.fill : ui_tone(ui, TONE_QUIET),
               on ? tones.fill : ui_tone(ui, theme->contrast ? TONE_EDGE : TONE_MUTED));
    struct rect knob = { track.x + gap + (track.w - 2 * gap - side) * way / WAY, track.y + gap,
                         side, side };
    paint_fill(ui_paint(ui), knob, side / 2, on ? tones.on_fill : ui_tone(ui, TONE_MUTED));
    if (on)
        widget_icon(ui, knob, ICON_CHECK, side * 3 / 4, tones.fill);
}

bool toggle(struct ui *ui, uint64_t id, struct rect r, const struct toggle *t, bool *on) {
    const struct theme *theme = ui_theme(ui);
    const char         *state = *on ? ui_tr(ui, "开") : ui_tr(ui, "关");
    struct touch        touch =
        widget_touch(ui, id, ROLE_SWITCH, r, t->label, state, *on ? TREE_SELECTED : 0);
    colour ground = ui_tone(ui, TONE_CARD);
    widget_box(ui, r, theme->radius, touch.pressed ? tone_pressed(ground) : ground,
               ui_tone(ui, TONE_EDGE));
    if (touch.focused)
        widget_ring(ui, r, theme->radius);
    struct rect inner = rect_inset(r, theme->pad, 0);
    draw_knob(ui, id, cut_right(&inner, px(ui, TRACK_W)), t->hue, *on);
    widget_hush(ui, true);
    (void)cut_right(&inner, theme->gap);
    (void)label(ui, cut_right(&inner, state_width(ui)), state_style(ui), state);
    (void)cut_right(&inner, theme->gap);
    if (t->icon) {
        int side = widget_icon_size(ui, EM_TITLE);
        widget_icon(ui, cut_left(&inner, side), t->icon, side, theme->hue[t->hue].ink);
        (void)cut_left(&inner, theme->gap);
    }
    inner = rect_centred(inner, inner.w, words_height(ui, inner.w, t));
    (void)label_cut(ui, &inner, label_style(), t->label);
    if (t->second)
        (void)label(ui, inner, second_style(), t->second);
    widget_hush(ui, false);
    if (touch.used)
        *on = !*on;
    return touch.used;
}
