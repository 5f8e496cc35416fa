/* SPDX-License-Identifier: GPL-3.0-or-later
 * input.c - the line that is typed into. Its text is the caller's; only whole characters go in and
 * out. */
#include "ui/input.h"

#include "base/text.h"
#include "ui/button.h"
#include "ui/keys.h"
#include "ui/widget.h"

#include <string.h>

enum { PAD = 32, PAD_Y = 30, CARET = 4, EDGE_OPEN = 3, RADIUS = 24 }; /* units */

static bool printable(uint32_t c) {
    return !text_is_invisible(c) && c >= 0x20 && c != 0x7F;
}

bool input_append(char *text, size_t size, size_t most, const char *typed) {
    size_t   length = strlen(text), characters = text_characters(text), step;
    bool     all = true;
    uint32_t c;
    for (; (step = text_decode(typed, strnlen(typed, 4), &c)) > 0; typed += step) {
        if (!printable(c))
            continue;
        if (length + step >= size || (most && characters >= most)) {
            all = false;
            break;
        }
        memcpy(text + length, typed, step);
        length += step;
        characters++;
    }
    text[length] = '\0';
    return all;
}

void input_backspace(char *text) {
    size_t length = strlen(text);
    if (length == 0)
        return;
    do
        length--;
    while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80);
    memset(text + length, 0, strlen(text + length));
}

int input_height(const struct ui *ui) {
    int height = ui_theme(ui)->line[EM_MAIN] + 2 * px(ui, PAD_Y);
    return height > ui_theme(ui)->target ? height : ui_theme(ui)->target;
}

/* What is being composed is underlined: it is not text yet. */
static void draw_composing(struct ui *ui, struct rect line, struct style style, int from,
                           colour hue) {
    int         thick = px(ui, CARET), height = ui_theme(ui)->line[style.em];
    struct rect under = { line.x + from, line.y + (line.h + height) / 2 - thick, line.w - from,
                          thick };
    paint_fill(ui_paint(ui), under, 0, hue);
}

/* The text, its end in view however long it is, the caret, and the answer behind it. */
static void draw_text(struct ui *ui, struct rect r, const struct input *input, const char *text) {
    const struct theme *theme = ui_theme(ui);
    const char         *composing = input->open ? keys_composing(ui) : "";
    int                 written = 0;
    colour              hue = theme->hue[input->hue].ink;
    struct style        style = STYLE(.bold = true, .lines = 1, .middle = true);
    int                 caret = input->open ? px(ui, CARET) : 0;
    if (*composing) {
        written = label_width(ui, style, text);
        text = arena_printf(ui_arena(ui), "%s%s", text, composing);
    }
    int         width = label_width(ui, style, text);
    int         room = r.w - 2 * caret;
    struct rect before = widget_clip(ui, rect_meet(r, widget_clipped(ui)));
    struct rect line = { r.x - (width > room ? width - room : 0), r.y, width, r.h };
    (void)label(ui, line, style, text);
    if (*composing)
        draw_composing(ui, line, style, written, hue);
    (void)cut_left(&r, (width < room ? width : room) + (*text ? caret : 0));
    if (caret)
        paint_fill(ui_paint(ui), rect_centred(cut_left(&r, caret), caret, theme->line[EM_MAIN]), 0,
                   hue);
    (void)cut_left(&r, *text ? theme->gap_small : 2 * caret);
    struct style muted =
        STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .lines = 1, .middle = true, .may_cut = true);
    const char *behind = *text ? input->answer : input->hint;
    (void)label(ui, r, muted, behind);
    (void)widget_clip(ui, before);
}

/* What keys and letters of a real keyboard do to the text. */
static enum typed typed_to(struct ui *ui, uint64_t id, const struct input *input, char *text,
                           size_t size) {
    const char *typed = widget_typed(ui, id);
    if (*typed) {
        (void)input_append(text, size, input->most, typed); /* what has no room is not taken */
        return TYPED_CHANGED;
    }
    switch (widget_key(ui, id)) {
    case UI_KEY_BACKSPACE:
        input_backspace(text);
        return TYPED_CHANGED;
    case UI_KEY_DELETE:
        memset(text, 0, size);
        return TYPED_CLEARED;
    case UI_KEY_ENTER:
        return TYPED_DONE;
    default:
        return TYPED_NOTHING;
    }
}

enum typed input(struct ui *ui, uint64_t id, struct rect r, const struct input *input, char *text,
                 size_t size) {
    const struct theme *theme = ui_theme(ui);
    colour              hue = theme->hue[input->hue].ink;
    bool                marked = input->open || *text;
    if (input->open && widget_has_focus(ui, 0))
        widget_focus(ui, id);
    const char *value = text; /* read with what was understood */
    if (input->open && *keys_composing(ui))
        value = arena_printf(ui_arena(ui), "%s%s", text, keys_composing(ui));
    if (input->answer && *input->answer)
        value = arena_printf(ui_arena(ui), "%s %s", text, input->answer);
    struct touch touch =
        widget_touch(ui, id, ROLE_FIELD, r, input->label, value, input->open ? TREE_SELECTED : 0);
    enum typed done = typed_to(ui, id, input, text, size);
    int        radius = px(ui, RADIUS), edge = marked ? px(ui, EDGE_OPEN) : theme->border;
    paint_fill(ui_paint(ui), r, radius, marked ? hue : ui_tone(ui, TONE_EDGE));
    paint_fill(ui_paint(ui), rect_inset(r, edge, edge), radius - edge, ui_tone(ui, TONE_CARD));
    if (touch.focused)
        widget_ring(ui, r, radius);
    struct rect inner = r;
    bool        clear = input->open && *text;
    if (clear) {
        struct rect place = cut_right(&inner, r.h);
        place = rect_centred(place, theme->target, theme->target);
        if (button(ui, ui_id_at(id, 1), place, ui_tr(ui, "清空"),
                   BUTTON(.kind = BUTTON_QUIET, .icon = ICON_CLOSE, .shown = ""))) {
            memset(text, 0, size);
            done = TYPED_CLEARED;
        }
    }
    inner = rect_inset(inner, px(ui, PAD), 0);
    int sign = widget_icon_size(ui, EM_MAIN);
    widget_icon(ui, cut_left(&inner, sign), input->icon, sign, hue);
    (void)cut_left(&inner, theme->gap);
    widget_hush(ui, true);
    draw_text(ui, inner, input, text);
    widget_hush(ui, false);
    return done == TYPED_NOTHING && touch.used && !input->open ? TYPED_OPENED : done;
}
