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

enum toasted toast(struct ui *ui, uint64_t id, struct rect page, const struct toast *toast) {
    const struct theme *theme = ui_theme(ui);
    int64_t             left = toast->until_ms - ui_now_ms(ui);
    if (left <= 0)
        return TOASTED_OVER;
    ui_frame_in(ui, left);
    int          icon = widget_icon_size(ui, EM_MAIN), undo = 0;
    struct style style = words_style(ui);
    if (toast->undo)
        undo = button_width(ui, toast->undo, BUTTON(.icon = ICON_UNDO)) + theme->gap;
    int width = page.w - 2 * theme->margin;
    int words = width - 2 * theme->pad - icon - theme->gap - undo;
    int text = label_width(ui, style, toast->words);
    if (text < words) /* no wider than it need be */
        width -= words - text, words = text;
    int height = label_height(ui, style, toast->words, words);
    height = (height > theme->target ? height : theme->target) + 2 * px(ui, PAD_Y);
    struct rect r = { page.x + (page.w - width) / 2, rect_bottom(page) - theme->gap - height, width,
                      height };
    int         risen = widget_motion(ui, id, px(ui, RISE), 0);
    struct rect clip = widget_clip(ui, rect_meet(page, widget_clipped(ui)));
    r.y += risen;
    colour ground = ui_tone(ui, TONE_INK);
    widget_cover(ui, r);
    widget_box(ui, r, theme->radius, ground, ground);
    struct rect inner = rect_inset(r, theme->pad, px(ui, PAD_Y));
    widget_icon(ui, cut_left(&inner, icon), toast->icon ? toast->icon : ICON_CHECK, icon,
                style.colour);
    (void)cut_left(&inner, theme->gap);
    (void)label(ui, cut_left(&inner, words), style, toast->words);
    (void)cut_left(&inner, theme->gap);
    bool undone =
        toast->undo &&
        undo_button(ui, ui_id_at(id, 1), rect_centred(inner, inner.w, theme->target), toast->undo);
    (void)widget_clip(ui, clip);
    return undone ? TOASTED_UNDO : TOASTED_SHOWN;
}
