/* SPDX-License-Identifier: GPL-3.0-or-later
 * ui.c - from events to what a frame is told, and the frame's beginning and end. Touch is tested
 * against the last complete frame: what was pressed is what was seen. */
#include "ui/core.h"

#include "base/text.h"
#include "ui/cache.h"
#include "ui/ime.h"
#include "ui/widget.h"

#include <stdlib.h>
#include <string.h>

enum {
    SLOP = 16,      /* units: people press beside */
    STAY = 40,      /* units a finger may slide off what it pressed */
    SWIPE = 110,    /* units up or down */
    GUARD_MS = 250, /* after a jump the second of two presses is not meant for the new screen */
    STACK_WIPED = 64 << 10,
    FRAME_RESERVE = 512 << 10, /* no frame needs more: it is drawn whole where memory is short */
    TREE_RESERVE = 256 << 10,
    DROPPED_MOST = 8, /* frames; then it is shown whatever asks again */
};

struct ui *ui_new(struct fonts *fonts) {
    struct ui *ui = calloc(1, sizeof *ui);
    if (!ui)
        return NULL;
    ui->fonts = fonts;
    ui->layout = layout_new(fonts);
    ui->paint = paint_new(fonts);
    if (ui->layout && ui->paint && arena_reserve(&ui->arena, FRAME_RESERVE) &&
        arena_reserve(&ui->shown.arena, TREE_RESERVE) &&
        arena_reserve(&ui->next.arena, TREE_RESERVE))
        return ui;
    ui_free(ui);
    return NULL;
}

void ui_free(struct ui *ui) {
    if (!ui)
        return;
    ime_close(ui->ime);
    paint_free(ui->paint);
    layout_free(ui->layout);
    tree_deinit(&ui->shown);
    tree_deinit(&ui->next);
    arena_deinit(&ui->arena);
    explicit_bzero(ui->typed, sizeof ui->typed);
    free(ui);
}

bool ui_canvas(struct ui *ui, struct canvas canvas) {
    if (!paint_canvas(ui->paint, canvas))
        return false;
    ui->wish.width = canvas.width;
    ui->wish.height = canvas.height;
    return true;
}

void ui_invalidate(struct ui *ui) {
    paint_invalidate(ui->paint);
}

void ui_set_large(struct ui *ui, bool large) {
    ui->wish.large = large;
    ui->again = true;
}

void ui_set_contrast(struct ui *ui, bool contrast) {
    ui->wish.contrast = contrast;
    ui->again = true;
}

void ui_set_lang(struct ui *ui, enum lang lang) {
    ui->wish.lang = lang;
    ui->again = true;
}

void ui_set_still(struct ui *ui, bool still) {
    ui->still = still;
}

void ui_jumped(struct ui *ui) {
    ui->active = ui->used = ui->focus = 0;
    ui->focus_field = ui->down = ui->on_active = ui->scanning = false;
    ui->below.focus = 0;
    memset(ui->motions, 0, sizeof ui->motions);
    if (ui->ime)
        ime_drop(ui->ime);
    ui->composes_for = NULL;
    ui->jumped_ms = ui->now_ms;
}

/* What calls that have returned left below us on the stack, such as the C library's buffers. */
__attribute__((noinline)) static void wipe_stack(void) {
    char below[STACK_WIPED];
    explicit_bzero(below, sizeof below);
}

void ui_forget(struct ui *ui) {
    if (ui->ime)
        ime_forget(ui->ime);
    ui->composing_shown = false;
    ui->composes_for = NULL;
    tree_clear(&ui->shown);
    tree_clear(&ui->next);
    arena_reset(&ui->arena);
    layout_forget(ui->layout);
    paint_forget(ui->paint);
    explicit_bzero(ui->typed, sizeof ui->typed);
    wipe_stack();
}

static void give_focus(struct ui *ui, const struct tree_node *node, bool ring) {
    if (!node)
        return;
    ui->focus = node->id;
    ui->focus_field = node->role == ROLE_FIELD;
    ui->ring = ring;
}

/* With virtual time two events have the same time; a second press of a finger never has. */
static bool guarded(const struct ui *ui) {
    int64_t since = ui->now_ms - ui->jumped_ms;
    return ui->jumped_ms && since > 0 && since < GUARD_MS;
}

static void on_down(struct ui *ui, int x, int y) {
    if (guarded(ui))
        return;
    const struct tree_node *hit = tree_hit(&ui->shown, x, y, px(ui, SLOP));
    ui->down = true;
    ui->down_x = x;
    ui->down_y = y;
    ui->active = hit && !(hit->state & TREE_DISABLED) ? hit->id : 0;
    ui->on_active = ui->active != 0;
    ui->x = x;
    ui->y = y;
    ui->held_by_slider = ui->active && hit->role == ROLE_SLIDER;
    ui->ring = false;
    /* A finger takes the focus from what has it, but keys and line leave it to the line. */
    ui->focus_field &= hit && (hit->role == ROLE_KEY || hit->role == ROLE_FIELD);
    ui->focus = ui->focus_field ? ui->focus : 0;
}

/* -1 or +1 when the finger has gone far enough up or down. */
static int swiped(const struct ui *ui, int x, int y) {
    int64_t dx = llabs((long long)x - ui->down_x), dy = (int64_t)y - ui->down_y;
    if (!ui->down || ui->held_by_slider || llabs(dy) < px(ui, SWIPE) || 2 * llabs(dy) < 3 * dx)
        return 0;
    return dy < 0 ? 1 : -1; /* the page follows the finger */
}

static bool still_on(const struct ui *ui, int x, int y) {
    const struct tree_node *node = ui->active ? tree_get(&ui->shown, ui->active) : NULL;
    long                    stay = px(ui, STAY);
    return node && !swiped(ui, x, y) && rect_distance2(node->rect, x, y) <= stay * stay;
}

static void on_up(struct ui *ui, int x, int y) {
    ui->x = x;
    ui->y = y;
    ui->swipe = swiped(ui, x, y);
    if (still_on(ui, x, y))
        ui->used = ui->active;
    ui->down = ui->on_active = false;
    ui->active = 0;
}

/* Enter on a row goes into it; on a key of a row that was gone into, to the first row again. */
static bool chose_row(struct ui *ui) {
    const struct tree_node *node = tree_get(&ui->shown, ui->focus);
    if (node && node->role == ROLE_ROW) {
        give_focus(ui, tree_member(&ui->shown, node->id, true), true);
        ui->scanning = true;
        return true;
    }
    for (size_t i = 0; node && node->row && ui->scanning && i < ui->shown.count; i++)
        if (ui->shown.nodes[i].role == ROLE_ROW && ui->shown.nodes[i].region == node->region) {
            ui->used = node->id;
            give_focus(ui, &ui->shown.nodes[i], true);
            ui->scanning = false;
            return true;
        }
    return false;
}

/* Keys that change what is being composed, before they mean anything else. */
static bool composes(const struct ui *ui, enum ui_key key) {
    switch (key) {
    case UI_KEY_ENTER:
        return !ui->focus || ui->focus_field;
    case UI_KEY_ESCAPE:
    case UI_KEY_BACKSPACE:
    case UI_KEY_DELETE:
    case UI_KEY_PAGE_UP:
    case UI_KEY_PAGE_DOWN:
        return true;
    default:
        return false;
    }
}

static bool slides(enum ui_key key) {
    return key == UI_KEY_LEFT || key == UI_KEY_RIGHT || key == UI_KEY_HOME || key == UI_KEY_END;
}

static void on_key(struct ui *ui, enum ui_key key) {
    static const int directions[][3] = {
        { UI_KEY_LEFT, -1, 0 }, { UI_KEY_RIGHT, 1, 0 }, { UI_KEY_UP, 0, -1 }, { UI_KEY_DOWN, 0, 1 }
    };
    const struct tree      *tree = &ui->shown;
    const struct tree_node *focused = ui->focus ? tree_get(tree, ui->focus) : NULL;
    if (ui->composing_shown && composes(ui, key)) {
        ui->compose = key;
        return;
    }
    if (focused && focused->role == ROLE_SLIDER && slides(key)) {
        ui->key = key;
        ui->key_only = ui->focus;
        return;
    }
    if (key == UI_KEY_TAB || key == UI_KEY_BACKTAB) {
        give_focus(ui, tree_next(tree, ui->focus, key == UI_KEY_TAB), true);
        return;
    }
    for (int i = 0; i < 4; i++)
        if (key == (enum ui_key)directions[i][0]) {
            ui->scanning = false;
            give_focus(ui,
                       ui->focus ? tree_beside(tree, ui->focus, directions[i][1], directions[i][2])
                                 : tree_next(tree, 0, true),
                       true);
            return;
        }
    if (key == UI_KEY_SPACE && (ui->focus_field || !ui->focus))
        return; /* it comes as text */
    if ((key == UI_KEY_ENTER || key == UI_KEY_SPACE) && ui->focus && !ui->focus_field) {
        if (!chose_row(ui))
            ui->used = ui->focus;
        return;
    }
    ui->key = key;
}

/* Whole characters; what is longer than anybody types at once is left. */
static void on_text(struct ui *ui, const char *text) {
    size_t length = 0, size;
    if (text[0] == ' ' && !text[1] && ui->focus && !ui->focus_field && ui->ring)
        return; /* the space bar has just pressed what has the focus */
    while ((size = text_decode(text + length, strnlen(text + length, 4), &(uint32_t){ 0 })) > 0 &&
           length + size < sizeof ui->typed)
        length += size;
    memcpy(ui->typed, text, length);
    ui->typed[length] = '\0';
}

void ui_event(struct ui *ui, const struct ui_event *event) {
    ui->now_ms = event->time_ms;
    ui->used = 0;
    ui->swipe = 0;
    ui->key = ui->compose = UI_KEY_NONE;
    ui->key_only = 0;
    ui->typed[0] = '\0';
    ui->field = 0;
    for (size_t i = 0; i < ui->shown.count && !ui->field; i++)
        if (ui->shown.nodes[i].role == ROLE_FIELD)
            ui->field = ui->shown.nodes[i].id;
    switch (event->kind) {
    case UI_DOWN:
        on_down(ui, event->x, event->y);
        break;
    case UI_MOVE:
        ui->x = event->x;
        ui->y = event->y;
        ui->on_active = still_on(ui, event->x, event->y);
        break;
    case UI_UP:
        on_up(ui, event->x, event->y);
        break;
    case UI_CANCEL:
        ui->active = 0;
        ui->down = ui->on_active = false;
        break;
    case UI_KEY:
        on_key(ui, event->key);
        break;
    case UI_TEXT:
        on_text(ui, event->text ? event->text : "");
        break;
    case UI_SCROLL:
        ui->swipe = event->steps > 0 ? 1 : event->steps < 0 ? -1 : 0;
        break;
    case UI_NOTHING:
        break;
    }
}

void ui_begin(struct ui *ui) {
    const struct ui_manner *wish = &ui->wish;
    if (memcmp(&ui->is, wish, sizeof *wish) != 0) {
        ui->is = *wish;
        theme_init(&ui->theme, wish->width, wish->height, wish->large, wish->contrast);
    }
    arena_reset(&ui->arena);
    tree_clear(&ui->next);
    ui->again = false;
    ui->hushed = 0;
    ui->region = REGION_BODY;
    ui->says = ui->row = 0;
    ui->modal = false;
    ui->wait_ms = -1;
    for (int i = 0; i < MOTIONS_MOST; i++)
        ui->motions[i].seen = false;
    ui->clip = ui_panel(ui);
    paint_begin(ui->paint, ui->theme.tone[TONE_PAPER]);
}

/* A dialog takes the focus when it comes, and gives it back when it goes; the frame is then
 * described anew, since it shows who has it. */
static void settle_focus(struct ui *ui) {
    uint64_t before = ui->focus;
    if (ui->modal != ui->modal_focus) {
        ui->modal_focus = ui->modal;
        ui->jumped_ms = ui->now_ms; /* the second of two presses is not meant for it */
        if (ui->modal) {
            ui->below.focus = ui->focus;
            ui->below.ring = ui->ring;
            ui->below.focus_field = ui->focus_field;
        } else if (ui->below.focus) {
            ui->focus = ui->below.focus;
            ui->ring = ui->below.ring;
            ui->focus_field = ui->below.focus_field;
        }
    }
    if (ui->modal && !(ui->focus && tree_get(&ui->next, ui->focus))) {
        ui->focus = 0;
        give_focus(ui, tree_next(&ui->next, 0, true), ui->ring);
    }
    ui->again |= ui->focus != before;
}

const struct rect *ui_end(struct ui *ui, size_t *ret_count) {
    tree_finish(&ui->next);
    settle_focus(ui);
    ui->used = 0;
    ui->swipe = 0;
    ui->key = ui->compose = UI_KEY_NONE;
    explicit_bzero(ui->typed, sizeof ui->typed);
    *ret_count = 0;
    if (ui->again && ui->dropped < DROPPED_MOST) {
        ui->dropped++;
        paint_drop(ui->paint);
        return NULL;
    }
    ui->dropped = 0;
    ui->again = false;
    struct tree shown = ui->shown;
    ui->shown = ui->next;
    ui->next = shown;
    ui->modal_shown = ui->modal;
    if (ui->focus && !tree_get(&ui->shown, ui->focus))
        ui->focus = 0;
    ui->focus_field &= ui->focus != 0;
    ui->composing_shown = ui->ime && !ime_idle(ui->ime);
    ui->due_ms = ui->wait_ms < 0 ? 0 : ui->now_ms + ui->wait_ms;
    for (int i = 0; i < MOTIONS_MOST; i++)
        if (!ui->motions[i].seen)
            ui->motions[i].id = 0;
    return paint_end(ui->paint, ret_count, NULL);
}

bool ui_again(const struct ui *ui) {
    return ui->again;
}
void ui_ask_again(struct ui *ui) {
    ui->again = true;
}

const struct theme *ui_theme(const struct ui *ui) {
    return &ui->theme;
}
enum lang ui_lang(const struct ui *ui) {
    return ui->is.lang;
}
struct arena *ui_arena(struct ui *ui) {
    return &ui->arena;
}
const struct tree *ui_tree(const struct ui *ui) {
    return &ui->shown;
}
struct fonts *ui_fonts(const struct ui *ui) {
    return ui->fonts;
}

int64_t ui_now_ms(const struct ui *ui) {
    return ui->now_ms;
}
int64_t ui_due_ms(const struct ui *ui) {
    return ui->due_ms;
}

void ui_frame_in(struct ui *ui, int64_t ms) {
    ms = ms > 0 ? ms : 0;
    if (ui->now_ms && (ui->wait_ms < 0 || ms < ui->wait_ms))
        ui->wait_ms = ms;
}

struct rect ui_panel(const struct ui *ui) {
    return (struct rect){ 0, 0, ui->theme.width, ui->theme.height };
}

uint64_t ui_id(const char *name) {
    uint64_t id = hash_bytes(HASH_START, name, strlen(name));
    return id ? id : 1;
}

uint64_t ui_id_at(uint64_t within, uint64_t index) {
    return ui_id_bytes(within, &index, sizeof index);
}

uint64_t ui_id_bytes(uint64_t within, const void *bytes, size_t length) {
    uint64_t id = hash_bytes(hash_bytes(HASH_START, &within, sizeof within), bytes, length);
    return id ? id : 1;
}
