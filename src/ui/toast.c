/* SPDX-License-Identifier: GPL-3.0-or-later
 * toast.c - a dark strip that slides up from the bar. */
#include "ui/toast.h"

#include "ui/button.h"
#include "ui/widget.h"

enum { PAD_Y = 20, RISE = 60, UNDO_RADIUS = 24 }; /* units */

static struct style words_style(const struct ui *ui) {
    return STYLE(.bold = true, .middle = true, .role = ROLE_STATUS,
                 .colour = ui_tone(ui, TONE_CARD));
}

/* Pale on the dark strip, and so is the ring around it. */
static bool undo_button(struct ui *ui, uint64_t id, struct rect r, const char *words) {
    bool used = button(ui, id, r, words, BUTTON(.kind = BUTTON_PLAIN, .icon = ICON_UNDO));
    if (widget_ringed(ui, id))
        widget_ring_on_dark(ui, r, px(ui, UNDO_RADIUS));
    return used;
}

/* Where it stands, and how much of it the words and the button have. */
struct strip {
    struct rect r;
    int         words, undo;
    bool        low; /* at the foot of the page */
};

/* No wider than `most`, nor than it need be. */
static struct strip strip_in(struct ui *ui, struct rect page, const struct toast *toast, int most) {
    const struct theme *theme = ui_theme(ui);
    struct strip        strip = { 0 };
    int                 frame = 2 * theme->pad + widget_icon_size(ui, EM_MAIN) + theme->gap;
    if (toast->undo)
        strip.undo = button_width(ui, toast->undo, BUTTON(.icon = ICON_UNDO)) + theme->gap;
    int room = most - frame - strip.undo;
    strip.words = label_widest(ui, words_style(ui), toast->words, room);
    strip.words = strip.words < room ? strip.words : room;
    int width = frame + strip.words + strip.undo;
    int height = label_height(ui, words_style(ui), toast->words, strip.words);
    height = (height > theme->target ? height : theme->target) + 2 * px(ui, PAD_Y);
    struct rect foot = { page.x + (page.w - width) / 2, rect_bottom(page) - theme->gap - height,
                         width, height };
    strip.r = widget_clear(ui, foot, page);
    strip.low = strip.r.y == foot.y;
    return strip;
}

/* At the foot where it can, if need be narrower beside the buttons there; else above them. */
static struct strip strip_of(struct ui *ui, struct rect page, const struct toast *toast) {
    int          most = page.w - 2 * ui_theme(ui)->margin;
    struct strip wide = strip_in(ui, page, toast, most), narrow;
    if (wide.low || !ui_theme(ui)->landscape)
        return wide;
    narrow = strip_in(ui, page, toast, most / 2);
    return narrow.low ? narrow : wide;
}

enum toasted toast(struct ui *ui, uint64_t id, struct rect page, const struct toast *toast) {
    const struct theme *theme = ui_theme(ui);
    int64_t             left = toast->until_ms - ui_now_ms(ui);
    if (left <= 0)
        return TOASTED_OVER;
    ui_frame_in(ui, left);
    struct strip strip = strip_of(ui, page, toast);
    struct style style = words_style(ui);
    int          icon = widget_icon_size(ui, EM_MAIN);
    struct rect  clip = widget_clip(ui, rect_meet(page, widget_clipped(ui)));
    strip.r.y += widget_motion(ui, id, px(ui, RISE), 0);
    colour ground = ui_tone(ui, TONE_INK);
    widget_cover(ui, strip.r);
    widget_box(ui, strip.r, theme->radius, ground, ground);
    struct rect inner = rect_inset(strip.r, theme->pad, px(ui, PAD_Y));
    widget_icon(ui, cut_left(&inner, icon), toast->icon ? toast->icon : ICON_CHECK, icon,
                style.colour);
    (void)cut_left(&inner, theme->gap);
    (void)label(ui, cut_left(&inner, strip.words), style, toast->words);
    (void)cut_left(&inner, theme->gap);
    bool undone =
        toast->undo &&
        undo_button(ui, ui_id_at(id, 1), rect_centred(inner, inner.w, theme->target), toast->undo);
    (void)widget_clip(ui, clip);
    return undone ? TOASTED_UNDO : TOASTED_SHOWN;
}
