/* SPDX-License-Identifier: GPL-3.0-or-later
 * script_run.c - each act as a hand would do it: down, a frame, up, frames until nothing moves. */
#include "kiosk/script_run.h"

#include "base/file.h"
#include "base/text.h"
#include "kiosk/devices.h"
#include "kiosk/events.h"
#include "kiosk/scanner.h"
#include "ui/png.h"

#include <SDL_keycode.h>
#include <string.h>

enum {
    HAND_MS = 300, /* a hand's time from one act to the next: no double presses. Only events have
                    * it: the clock moves by `wait` alone */
    HOLD_MS = 3000,
    SWIPE_MOVES = 6,
    NEXT_MOST = 200, /* more controls than any screen has */
    OUT_MODE = 0755,
};

struct run {
    struct kiosk             *kiosk;
    const struct script      *script;
    const struct script_step *step;
    const char               *out;
    struct arena             *arena;
    char                     *failure;
};

/* What was expected, and the whole screen as text: whoever mends the script sees what is there. */
static bool fails(struct run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));
static bool fails(struct run *run, const char *format, ...) {
    enum lang lang = run->kiosk->options.lang;
    va_list   args;
    va_start(args, format);
    char *text = arena_vprintf(run->arena, tr(lang, format), args);
    va_end(args);
    run->failure = arena_printf(run->arena, "%s:%d: %s", run->script->name, run->step->line, text);
    return false;
}

static char *screen_text(struct run *run) {
    return tree_text(ui_tree(run->kiosk->ui), run->arena);
}

static void send(struct run *run, struct ui_event event) {
    event.time_ms = world_monotonic_ms(&run->kiosk->world) + run->kiosk->hand_ms;
    kiosk_event(run->kiosk, event);
    kiosk_draw(run->kiosk);
}

/* Another process may have committed since; a paper is printed; time brings what it brings. */
static void look_again(struct run *run) {
    bool printed = devices_settle(run->kiosk);
    if (kiosk_stale(run->kiosk) || printed)
        kiosk_draw(run->kiosk);
}

/* What is pressed need not look like it: `hold` also finds what is only read. */
static bool place_of(struct run *run, int *ret_x, int *ret_y) {
    const struct tree      *tree = ui_tree(run->kiosk->ui);
    const struct tree_node *node = tree_find(tree, run->step->text);
    if (node == NULL && run->step->act == ACT_HOLD)
        node = tree_reads(tree, run->step->text);
    if (node == NULL)
        return fails(run, N_("要点“%s”，屏上没有能点的；屏上有：\n%s"), run->step->text,
                     screen_text(run));
    *ret_x = node->rect.x + node->rect.w / 2;
    *ret_y = node->rect.y + node->rect.h / 2;
    return true;
}

static bool tap(struct run *run) {
    int x = 0, y = 0;
    if (!place_of(run, &x, &y))
        return false;
    send(run, (struct ui_event){ .kind = UI_DOWN, .x = x, .y = y });
    if (run->step->act == ACT_HOLD) {
        run->kiosk->hand_ms += HOLD_MS;
        look_again(run);
    }
    send(run, (struct ui_event){ .kind = UI_UP, .x = x, .y = y });
    return true;
}

static const struct tree_node *focused(const struct tree *tree) {
    for (size_t i = 0; i < tree->count; i++)
        if ((tree->nodes[i].state & TREE_FOCUSED) != 0)
            return &tree->nodes[i];
    return NULL;
}

/* With a switch of two keys: next, until what a finger would hit has the focus, then choose. A row
 * of keys is opened on the way; then its first key has the focus. */
static bool switch_to(struct run *run) {
    for (int presses = 0; presses < NEXT_MOST; presses++) {
        int x = 0, y = 0;
        if (!place_of(run, &x, &y))
            return false;
        const struct tree      *tree = ui_tree(run->kiosk->ui);
        const struct tree_node *aim = tree_hit(tree, x, y, 0), *at = focused(tree);
        const bool              known = aim != NULL && at != NULL;
        const bool              there = known && at->id == aim->id;
        const bool              row = known && at->id == aim->row;
        send(run,
             (struct ui_event){ .kind = UI_KEY, .key = there || row ? UI_KEY_ENTER : UI_KEY_TAB });
        if (there)
            return true;
        run->kiosk->hand_ms += HAND_MS;
    }
    return fails(run, N_("一下一下地选，总也到不了“%s”；屏上有：\n%s"), run->step->text,
                 screen_text(run));
}

/* A character at a time, as keyboards and input methods send it. */
static void type(struct run *run, const char *text) {
    uint32_t c = 0;
    for (size_t length; (length = text_decode(text, strlen(text), &c)) > 0; text += length)
        send(run,
             (struct ui_event){ .kind = UI_TEXT, .text = arena_strndup(run->arena, text, length) });
}

/* A key that writes also writes, unless a modifier makes it a shortcut. */
static void press(struct run *run) {
    const struct script_step *step = run->step;
    struct ui_event           event;
    bool                      shortcut = (step->modifiers & (KMOD_CTRL | KMOD_ALT | KMOD_GUI)) != 0;
    if (kiosk_shortcut(run->kiosk, step->key, step->modifiers)) {
        kiosk_draw(run->kiosk);
        return;
    }
    if (event_from_key(step->key, step->modifiers, &event))
        send(run, event);
    if (!shortcut && step->key >= ' ' && step->key < SDLK_DELETE) {
        char c = (char)step->key;
        if ((step->modifiers & KMOD_SHIFT) != 0 && c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        type(run, (char[]){ c, '\0' });
    }
}

/* Along the middle of the page; up brings what is further down. */
static void swipe(struct run *run) {
    struct rect panel = ui_panel(run->kiosk->ui);
    int         x = panel.w / 2, from = panel.h * 65 / 100, to = panel.h * 35 / 100;
    if (!run->step->up) {
        int other = from;
        from = to, to = other;
    }
    send(run, (struct ui_event){ .kind = UI_DOWN, .x = x, .y = from });
    for (int i = 1; i <= SWIPE_MOVES; i++)
        send(run, (struct ui_event){
                      .kind = UI_MOVE, .x = x, .y = from + (to - from) * i / SWIPE_MOVES });
    send(run, (struct ui_event){ .kind = UI_UP, .x = x, .y = to });
}

/* The same gate as for a scanner. */
static bool scan(struct run *run) {
    char text[SCAN_TEXT];
    if (!scan_accept(run->step->text, strlen(run->step->text), text))
        return fails(run, N_("扫码器不会读出这样的内容"));
    kiosk_scanned(run->kiosk, text);
    explicit_bzero(text, sizeof(text));
    return true;
}

static bool reads(struct run *run) {
    return tree_reads(ui_tree(run->kiosk->ui), run->step->text) != NULL;
}

static char *out_path(struct run *run, const char *ending) {
    return arena_printf(run->arena, "%s/%s.%s", run->out, run->step->text, ending);
}

static bool write_shot(struct run *run) {
    struct err err = { .lang = run->kiosk->options.lang };
    if (!png_save(out_path(run, "png"), &run->kiosk->output.canvas, &err))
        return fails(run, "%s", err.text);
    return true;
}

static bool write_tree(struct run *run) {
    struct err err = { .lang = run->kiosk->options.lang };
    char      *json = tree_json(ui_tree(run->kiosk->ui), run->arena);
    if (!file_write(out_path(run, "json"), json, strlen(json), 0644, &err))
        return fails(run, "%s", err.text);
    return true;
}

static bool do_step(struct run *run) {
    const struct script_step *step = run->step;
    switch (step->act) {
    case ACT_TAP:
    case ACT_HOLD:
        return tap(run);
    case ACT_TYPE:
        type(run, step->text);
        return true;
    case ACT_PRESS:
        press(run);
        return true;
    case ACT_SWITCH:
        return switch_to(run);
    case ACT_SWIPE:
        swipe(run);
        return true;
    case ACT_SCAN:
        return scan(run);
    case ACT_WAIT:
        world_advance(&run->kiosk->world, step->ms);
        look_again(run);
        return true;
    case ACT_EXPECT:
        return reads(run) || fails(run, N_("应有“%s”；屏上有：\n%s"), step->text, screen_text(run));
    case ACT_ABSENT:
        return !reads(run) ||
               fails(run, N_("不应有“%s”；屏上有：\n%s"), step->text, screen_text(run));
    case ACT_SHOT:
        return write_shot(run);
    case ACT_TREE:
        return write_tree(run);
    case ACT_COUNT:
        break;
    }
    bug("act %d", (int)step->act);
}

bool script_run(struct kiosk *kiosk, const struct script *script, const char *out,
                struct arena *arena, char **ret_failure) {
    struct run run = { .kiosk = kiosk, .script = script, .out = out, .arena = arena };
    struct err err = { .lang = kiosk->options.lang };
    bool       made;
    if (out != NULL && !file_make_folder(out, OUT_MODE, &made, &err)) {
        *ret_failure = arena_strdup(arena, err.text);
        return false;
    }
    kiosk_draw(kiosk);
    for (size_t i = 0; i < script->count; i++) {
        run.step = &script->steps[i];
        kiosk->hand_ms += HAND_MS;
        look_again(&run);
        bool done =
            kiosk->end == KIOSK_GOES_ON ? do_step(&run) : fails(&run, N_("自助机已经退出了"));
        if (!done) {
            *ret_failure = run.failure;
            return false;
        }
    }
    return true;
}
