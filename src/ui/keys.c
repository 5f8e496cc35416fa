/* SPDX-License-Identifier: GPL-3.0-or-later
 * keys.c - four rows of keys: letters, what takes back, and 找. */
#include "ui/keys.h"

#include "ui/button.h"
#include "ui/widget.h"

#include <string.h>

enum {
    KEY_HEIGHT = 130, /* units; at least 128 */
    GAP = 10,         /* at least 8 */
    MARGIN = 24,
    DEPTH = 4, /* the darker foot of a key */
    RADIUS = 16,
    TOP_ROW = 10,
    COLUMN_SHARE = 125, /* of 100 of the height, in landscape */
};

enum key_kind { KEY_LETTER, KEY_GREY, KEY_GO };

struct key_face {
    enum key_kind kind;
    enum hue      hue;
    enum icon     icon;
    const char   *words; /* drawn; "" icon only */
    enum em       em;
};

static colour key_ground(const struct ui *ui, const struct key_face *face) {
    return face->kind == KEY_LETTER ? ui_tone(ui, TONE_CARD)
           : face->kind == KEY_GREY ? ui_tone(ui, TONE_KEY)
                                    : ui_theme(ui)->hue[face->hue].fill;
}

static bool key(struct ui *ui, const char *name, struct rect r, const char *label_text,
                const struct key_face *face) {
    const struct theme *theme = ui_theme(ui);
    struct touch        touch =
        widget_touch(ui, ui_id_at(ui_id("keys"), ui_id(name)), ROLE_KEY, r, label_text, NULL, 0);
    colour      ground = key_ground(ui, face);
    colour      ink = face->kind == KEY_GO ? theme->hue[face->hue].on_fill : ui_tone(ui, TONE_INK);
    int         depth = px(ui, DEPTH), radius = px(ui, RADIUS);
    struct rect top = r;
    if (theme->contrast) {
        widget_box(ui, r, radius, touch.pressed ? tone_pressed(ground) : ground,
                   ui_tone(ui, TONE_EDGE));
    } else { /* a key sinks when it is pressed */
        colour foot = face->kind == KEY_LETTER ? ui_tone(ui, TONE_KEY) : tone_pressed(ground);
        paint_fill(ui_paint(ui), r, radius, foot);
        (void)(touch.pressed ? cut_top(&top, depth) : cut_bottom(&top, depth));
        paint_fill(ui_paint(ui), top, radius, touch.pressed ? tone_pressed(ground) : ground);
    }
    if (touch.focused)
        widget_ring(ui, r, radius);
    int          sign = face->icon ? widget_icon_size(ui, EM_MAIN) : 0;
    struct style style = STYLE(.em = face->em, .bold = true, .middle = true, .lines = 1,
                               .align = ALIGN_CENTRE, .colour = ink);
    int          gap = sign && *face->words ? theme->gap_small : 0;
    int          width = label_width(ui, style, face->words);
    struct rect  content = rect_centred(top, sign + gap + width, top.h);
    widget_icon(ui, cut_left(&content, sign), face->icon, sign, ink);
    (void)cut_left(&content, gap);
    widget_hush(ui, true);
    (void)label(ui, content, style, face->words);
    widget_hush(ui, false);
    return touch.used;
}

/* A row of letters, each as wide as one of the top row, from r's left. */
static bool letters(struct ui *ui, struct rect *r, const char *row, int width, int gap, char *text,
                    size_t size, size_t most) {
    bool changed = false;
    for (; *row; row++) {
        char            name[2] = { *row, '\0' };
        struct key_face face = { .kind = KEY_LETTER, .words = name, .em = EM_TITLE };
        if (key(ui, name, cut_left(r, width), name, &face))
            changed |= input_append(text, size, most, name);
        (void)cut_left(r, gap);
    }
    return changed;
}

/* 清空, seven letters, ⌫. */
static enum typed third_row(struct ui *ui, struct rect r, int width, int gap, char *text,
                            size_t size, size_t most) {
    struct key_face clear = { .kind = KEY_GREY, .words = ui_tr(ui, "清空"), .em = EM_SECOND };
    struct key_face back = { .kind = KEY_GREY, .icon = ICON_BACKSPACE, .words = "" };
    int             side = (r.w - 7 * width - 8 * gap) / 2;
    enum typed      done = TYPED_NOTHING;
    if (key(ui, "clear", cut_left(&r, side), ui_tr(ui, "清空"), &clear)) {
        memset(text, 0, size);
        done = TYPED_CLEARED;
    }
    (void)cut_left(&r, gap);
    if (letters(ui, &r, "zxcvbnm", width, gap, text, size, most))
        done = TYPED_CHANGED;
    if (key(ui, "backspace", r, ui_tr(ui, "退格"), &back)) {
        input_backspace(text);
        done = TYPED_CHANGED;
    }
    return done;
}

static enum typed fourth_row(struct ui *ui, struct rect r, enum hue hue, int gap, char *text,
                             size_t size, size_t most) {
    struct key_face space = { .kind = KEY_LETTER, .words = ui_tr(ui, "空格"), .em = EM_MAIN };
    struct key_face go = {
        .kind = KEY_GO, .hue = hue, .icon = ICON_SEARCH, .words = ui_tr(ui, "找"), .em = EM_MAIN
    };
    struct rect right = cut_right(&r, r.w / 3);
    (void)cut_right(&r, gap);
    enum typed done = TYPED_NOTHING;
    if (key(ui, "space", r, ui_tr(ui, "空格"), &space) && *text &&
        input_append(text, size, most, " "))
        done = TYPED_CHANGED;
    if (key(ui, "go", right, ui_tr(ui, "找"), &go))
        done = TYPED_DONE;
    return done;
}

static int key_height(const struct ui *ui) {
    int height = px(ui, KEY_HEIGHT), least = ui_theme(ui)->target;
    return height > least ? height : least;
}

int keys_height(const struct ui *ui) {
    return 4 * key_height(ui) + 3 * px(ui, GAP) + 2 * px(ui, MARGIN);
}

enum typed keys(struct ui *ui, struct rect *r, enum hue hue, char *text, size_t size, size_t most) {
    enum region before = widget_region(ui, REGION_KEYS);
    bool        column = ui_theme(ui)->landscape;
    struct rect all = cut_bottom(r, column ? r->h : keys_height(ui)), row;
    int         gap = px(ui, GAP);
    paint_fill(ui_paint(ui), all, 0, ui_tone(ui, TONE_KEYBOARD));
    if (ui_theme(ui)->contrast) {
        struct rect line = all;
        paint_fill(ui_paint(ui), cut_top(&line, ui_theme(ui)->border), 0, ui_tone(ui, TONE_LINE));
    }
    if (column) { /* keys grow a little; what is left stays above them */
        int height = keys_height(ui) * COLUMN_SHARE / 100;
        all = cut_bottom(&all, height);
    }
    all = rect_inset(all, px(ui, MARGIN), px(ui, MARGIN));
    int width = (all.w - (TOP_ROW - 1) * gap) / TOP_ROW;
    all = rect_centred(all, TOP_ROW * width + (TOP_ROW - 1) * gap, all.h);
    row = cut_cell(all, 1, 4, gap, 0);
    bool changed = letters(ui, &row, "qwertyuiop", width, gap, text, size, most);
    row = cut_cell(all, 1, 4, gap, 1);
    (void)cut_left(&row, (width + gap) / 2);
    changed |= letters(ui, &row, "asdfghjkl", width, gap, text, size, most);
    enum typed third = third_row(ui, cut_cell(all, 1, 4, gap, 2), width, gap, text, size, most);
    enum typed fourth = fourth_row(ui, cut_cell(all, 1, 4, gap, 3), hue, gap, text, size, most);
    (void)widget_region(ui, before);
    return changed ? TYPED_CHANGED : third != TYPED_NOTHING ? third : fourth;
}
