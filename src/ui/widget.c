/* SPDX-License-Identifier: GPL-3.0-or-later
 * widget.c - a control's part in the frame: its node, what happened to it, its ground. */
#include "ui/widget.h"

#include "ui/core.h"

#include <string.h>

enum { MOTION_MS = 160, MOTION_FRAME_MS = 16 };

static bool takes_part(struct ui *ui, struct rect *rect) {
    *rect = rect_meet(*rect, ui->clip);
    return !rect_empty(*rect);
}

struct touch widget_touch(struct ui *ui, uint64_t id, enum tree_role role, struct rect rect,
                          const char *label, const char *value, unsigned state) {
    struct touch touch = { 0 };
    bool         enabled = !(state & TREE_DISABLED);
    if (enabled) {
        touch.used = ui->used == id;
        touch.pressed = ui->active == id && ui->on_active;
        touch.focused = ui->focus == id && ui->ring;
    }
    if (touch.used) {
        ui->used = 0; /* once, also when two have one id */
        ui->again = true;
    }
    state |= touch.pressed ? TREE_PRESSED : 0;
    state |= enabled && ui->focus == id ? TREE_FOCUSED : 0;
    if (takes_part(ui, &rect))
        tree_add(&ui->next, id, role, ui->region, label, value, rect, state)->row = ui->row;
    return touch;
}

void widget_says(struct ui *ui, enum tree_role role, struct rect rect, const char *label,
                 unsigned state) {
    if (ui->hushed || !label || !*label || !takes_part(ui, &rect))
        return;
    uint64_t id = ui_id_at(ui_id_at(ui_id(label), (uint64_t)role), ui->says++);
    (void)tree_add(&ui->next, id, role, ui->region, label, "", rect, state);
}

void widget_hush(struct ui *ui, bool hush) {
    ui->hushed += hush ? 1 : -1;
}

enum region widget_region(struct ui *ui, enum region region) {
    enum region before = ui->region;
    ui->region = region;
    return before;
}

bool widget_row(struct ui *ui, uint64_t id, struct rect rect, const char *label) {
    if (takes_part(ui, &rect))
        (void)tree_add(&ui->next, id, ROLE_ROW, ui->region, label, "", rect,
                       ui->focus == id ? TREE_FOCUSED : 0);
    ui->row = id;
    return ui->focus == id && ui->ring;
}

void widget_row_end(struct ui *ui) {
    ui->row = 0;
}

struct rect widget_clip(struct ui *ui, struct rect clip) {
    struct rect before = ui->clip;
    ui->clip = rect_meet(clip, ui_panel(ui));
    (void)paint_clip(ui->paint, ui->clip);
    return before;
}

struct rect widget_clipped(const struct ui *ui) {
    return ui->clip;
}

/* What lies under a dialog is told nothing. */
static bool deaf(const struct ui *ui) {
    return ui->modal_shown && !ui->modal;
}

int widget_swipe(struct ui *ui) {
    if (deaf(ui))
        return 0;
    int swipe = ui->swipe;
    ui->swipe = 0;
    ui->again |= swipe != 0;
    return swipe;
}

/* These go to the field also when something else has the focus, e.g. a key on the screen. */
static bool edits(enum ui_key key) {
    return key == UI_KEY_BACKSPACE || key == UI_KEY_DELETE || key == UI_KEY_ENTER;
}

enum ui_key widget_key(struct ui *ui, uint64_t id) {
    uint64_t field = ui->focus_field ? ui->focus : ui->field;
    bool     for_field = edits(ui->key) && field;
    bool     mine = id == 0 ? !for_field : for_field ? id == field : id == ui->focus;
    if (ui->key_only)
        mine = id == ui->key_only;
    if (!mine || ui->key == UI_KEY_NONE || deaf(ui))
        return UI_KEY_NONE;
    ui->again = true;
    return ui->key;
}

const char *widget_typed(struct ui *ui, uint64_t id) {
    bool mine = ui->focus_field ? id == ui->focus : id == 0 || id == ui->field;
    return mine ? widget_typed_all(ui) : "";
}

const char *widget_typed_all(struct ui *ui) {
    if (!ui->typed[0] || deaf(ui))
        return "";
    char *typed = arena_strdup(&ui->arena, ui->typed);
    explicit_bzero(ui->typed, sizeof ui->typed);
    ui->again = true;
    return typed;
}

enum ui_key widget_compose(struct ui *ui) {
    enum ui_key key = deaf(ui) ? UI_KEY_NONE : ui->compose;
    ui->compose = UI_KEY_NONE;
    ui->again |= key != UI_KEY_NONE;
    return key;
}

void widget_focus(struct ui *ui, uint64_t id) {
    ui->focus = id;
    ui->focus_field = true;
    ui->ring = false;
}

bool widget_has_focus(const struct ui *ui, uint64_t id) {
    return ui->focus == id;
}

bool widget_drag(const struct ui *ui, uint64_t id, int *ret_x, int *ret_y) {
    if (!ui->down || ui->active != id)
        return false;
    *ret_x = ui->x;
    *ret_y = ui->y;
    return true;
}

/* 1 - (1 - t)³ of the way, t in 1/1024 of the time. */
static int eased(int from, int to, int64_t t) {
    int64_t rest = 1024 - t;
    int64_t done = (1 << 30) - rest * rest * rest;
    return from + (int)((to - from) * done / (1 << 30));
}

static int motion_now(struct ui *ui, const struct motion *motion) {
    int64_t since = ui->now_ms - motion->since_ms;
    if (motion->from == motion->to || ui->still || !motion->since_ms || since < 0 ||
        since >= MOTION_MS)
        return motion->to;
    return eased(motion->from, motion->to, since * 1024 / MOTION_MS);
}

int widget_motion(struct ui *ui, uint64_t id, int from, int to) {
    struct motion *motion = NULL, *free = NULL;
    for (int i = 0; i < MOTIONS_MOST; i++) {
        motion = ui->motions[i].id == id ? &ui->motions[i] : motion;
        free = ui->motions[i].id == 0 ? &ui->motions[i] : free;
    }
    if (!motion && !free)
        return to; /* more at once than anybody can follow */
    if (!motion) {
        motion = free;
        *motion = (struct motion){ .id = id, .from = from, .to = to, .since_ms = ui->now_ms };
    } else if (motion->to != to) {
        motion->from = motion_now(ui, motion);
        motion->to = to;
        motion->since_ms = ui->now_ms;
    }
    motion->seen = true;
    int now = motion_now(ui, motion);
    if (now != to)
        ui_frame_in(ui, MOTION_FRAME_MS);
    return now;
}

void widget_cover(struct ui *ui, struct rect r) {
    int apart = ui->theme.gap_small;
    tree_cover(&ui->next, rect_meet(rect_inset(r, -apart, -apart), ui->clip), ui->theme.target);
}

/* What is pressed on purpose; a card or a tile is large, and may be covered for a while. */
static bool keeps_clear(const struct tree_node *node) {
    return tree_role_acts(node->role) && node->role != ROLE_CARD && node->role != ROLE_TILE;
}

static const struct tree_node *met_by(const struct ui *ui, struct rect r) {
    for (size_t i = 0; i < ui->next.count; i++)
        if (keeps_clear(&ui->next.nodes[i]) && !rect_empty(rect_meet(ui->next.nodes[i].rect, r)))
            return &ui->next.nodes[i];
    return NULL;
}

struct rect widget_clear(const struct ui *ui, struct rect r, struct rect page) {
    const int               apart = ui->theme.gap_small, margin = ui->theme.margin;
    const int               sides[] = { r.x, margin, ui->theme.width - margin - r.w };
    struct rect             there = r;
    const struct tree_node *met;
    for (size_t i = 0; i < sizeof(sides) / sizeof(sides[0]); i++) {
        there.x = sides[i];
        if (met_by(ui, rect_inset(there, -apart, -apart)) == NULL)
            return there;
    }
    there.x = r.x;
    while ((met = met_by(ui, rect_inset(there, 0, -apart))) != NULL)
        there.y = met->rect.y - apart - there.h;
    return there.y >= page.y + apart ? there : r;
}

void widget_modal(struct ui *ui) {
    ui->next.count = 0;
    ui->region = REGION_BODY;
    ui->row = 0;
    ui->modal = true;
}

bool widget_ringed(const struct ui *ui, uint64_t id) {
    return ui->ring && ui->focus == id;
}

struct paint *ui_paint(struct ui *ui) {
    return ui->paint;
}
struct layout *ui_layout(struct ui *ui) {
    return ui->layout;
}
colour ui_tone(const struct ui *ui, enum tone tone) {
    return ui->theme.tone[tone];
}

colour tone_pressed(colour c) {
    unsigned bright = ((c >> 16) & 255) + ((c >> 8) & 255) + (c & 255);
    return bright < 3 * 60 ? colour_mix(c, 0xFFFFFFFFu, 48) : colour_mix(c, 0xFF000000u, 30);
}

void widget_box(struct ui *ui, struct rect r, int radius, colour ground, colour edge) {
    int border = ui->theme.border;
    if (!edge) {
        paint_fill(ui->paint, r, radius, ground);
        return;
    }
    /* The edge as a whole shape and the ground on it: no third colour shimmers between them. */
    paint_fill(ui->paint, r, radius, edge);
    paint_fill(ui->paint, rect_inset(r, border, border), radius - border, ground);
}

static void ring(struct ui *ui, struct rect r, int radius, enum tone tone) {
    int width = ui->theme.focus + ui->theme.border, apart = width + ui->theme.border;
    paint_stroke(ui->paint, rect_inset(r, -apart, -apart), radius + apart, width, 0,
                 ui->theme.tone[tone]);
}

void widget_ring(struct ui *ui, struct rect r, int radius) {
    ring(ui, r, radius, TONE_FOCUS);
}

void widget_ring_on_dark(struct ui *ui, struct rect r, int radius) {
    ring(ui, r, radius, TONE_CARD);
}

int widget_icon_size(const struct ui *ui, enum em em) {
    return ui->theme.em[em] * 115 / 100;
}

void widget_icon(struct ui *ui, struct rect r, enum icon icon, int size, colour c) {
    struct placed placed = { icon_character(icon), 0 };
    if (!placed.character)
        return;
    struct rect place = rect_centred(r, size, size); /* the icon font's em is the icon's square */
    paint_run(ui->paint, ui->theme.contrast ? FACE_ICON_HEAVY : FACE_ICON, size, place.x,
              place.y + size, &placed, 1, c);
}
