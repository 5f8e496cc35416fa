/* SPDX-License-Identifier: GPL-3.0-or-later
 * visits.c - events pass through here first: they wake the attract screen, answer the question, or
 * are for the screen. */
#include "kiosk/visits.h"

#include "kiosk/attract_screen.h"
#include "kiosk/corner_screen.h"
#include "kiosk/forget.h"
#include "kiosk/glasses.h"
#include "kiosk/scanner.h"
#include "services/help/help.h"
#include "ui/card.h"
#include "ui/countdown.h"
#include "ui/dialog.h"
#include "ui/toast.h"
#include "ui/widget.h"

#include <string.h>

enum { SECOND_MS = 1000 };

static int64_t now_ms(const struct kiosk *kiosk) {
    return world_monotonic_ms(&kiosk->world);
}

/* As the toolkit has it: hands take time too. */
static int64_t hands_ms(const struct kiosk *kiosk) {
    return now_ms(kiosk) + kiosk->hand_ms;
}

static const struct idle_limits *limits(const struct kiosk *kiosk) {
    return corner_open(&kiosk->visit) ? &idle_corner : &idle_usual;
}

/* --- what comes in ----------------------------------------------------------------------- */

static bool wakes(const struct ui_event *event) {
    return event->kind == UI_DOWN || event->kind == UI_KEY || event->kind == UI_TEXT ||
           event->kind == UI_SCROLL;
}

/* Three seconds on the centre's name open the staff corner; nothing there looks like a button. */
static bool on_name(const struct kiosk *kiosk, const struct ui_event *event) {
    const struct tree *tree = ui_tree(kiosk->ui);
    int                margin = ui_theme(kiosk->ui)->margin;
    for (size_t i = 0; kiosk->visit.depth == 1 && i < tree->count; i++) {
        const struct tree_node *node = &tree->nodes[i];
        if (node->role == ROLE_HEADING && node->region == REGION_HEADER)
            return rect_holds(rect_inset(node->rect, -margin, -margin), event->x, event->y);
    }
    return false;
}

static void watch_press(struct kiosk *kiosk, const struct ui_event *event) {
    if (event->kind == UI_DOWN)
        kiosk->press_ms = on_name(kiosk, event) ? event->time_ms + 1 : 0; /* 0 is none */
    else if (event->kind != UI_NOTHING && !(event->kind == UI_MOVE && on_name(kiosk, event)))
        kiosk->press_ms = 0;
}

static bool pressed_long(struct kiosk *kiosk) {
    if (kiosk->press_ms == 0 || hands_ms(kiosk) + 1 - kiosk->press_ms < CORNER_HOLD_MS)
        return false;
    kiosk->press_ms = 0;
    idle_sign(&kiosk->idle, now_ms(kiosk));
    idle_deafen(&kiosk->idle);
    corner_ask_pin(&kiosk->visit, CORNER_ENTER);
    return true;
}

/* A touch of the attract screen is no touch of what comes instead. */
static void wake(struct kiosk *kiosk) {
    idle_sign(&kiosk->idle, now_ms(kiosk));
    idle_deafen(&kiosk->idle);
    visit_home(&kiosk->visit);
}

void kiosk_event(struct kiosk *kiosk, struct ui_event event) {
    if (event.time_ms == 0)
        event.time_ms = hands_ms(kiosk);
    if (attract_shown(kiosk) && event.kind != UI_NOTHING) {
        if (wakes(&event))
            wake(kiosk);
        return;
    }
    if (!idle_event(&kiosk->idle, &event, now_ms(kiosk)))
        return;
    watch_press(kiosk, &event);
    ui_event(kiosk->ui, &event);
}

/* What a receipt opens; a code that is none of ours is said to be so. */
static void try_receipts(struct kiosk *kiosk, const char *text) {
    struct visit *visit = &kiosk->visit;
    for (size_t g = 0; kiosk->store != NULL && glasses[g] != NULL; g++)
        if (glasses[g]->receipt != NULL && glasses[g]->receipt(visit, text))
            return;
    kiosk->unread_ms = hands_ms(kiosk) + TOAST_MS;
    ui_ask_again(kiosk->ui);
}

void kiosk_scanned(struct kiosk *kiosk, const char *text) {
    struct visit *visit = &kiosk->visit;
    if (attract_shown(kiosk))
        wake(kiosk);
    idle_sign(&kiosk->idle, now_ms(kiosk));
    kiosk_event(kiosk, (struct ui_event){ .kind = UI_NOTHING });
    kiosk->unread_ms = 0;
    visit->scanned = text;
    kiosk_draw(kiosk);
    if (*visit->scanned != '\0') {
        visit->scanned = "";
        try_receipts(kiosk, text);
        kiosk_draw(kiosk);
    }
}

/* --- the end ----------------------------------------------------------------------------- */

void visits_manner(struct kiosk *kiosk) {
    ui_set_lang(kiosk->ui, kiosk->options.lang);
    ui_set_large(kiosk->ui, kiosk->options.large);
    ui_set_contrast(kiosk->ui, kiosk->options.contrast);
    ui_set_still(kiosk->ui, kiosk->settings.kiosk.reduce_motion);
}

/* Held up as they left. */
static void forget_scan(struct kiosk *kiosk) {
    char text[SCAN_TEXT];
    (void)scanner_take(kiosk->scanner, text); /* whether there is one or not */
    explicit_bzero(text, sizeof(text));
}

void kiosk_leave(struct kiosk *kiosk) {
    visits_manner(kiosk);
    visit_leave(&kiosk->visit);
    writer_forget(kiosk->writer);
    forget_scan(kiosk);
    kiosk->idle = (struct idle){ .last_ms = now_ms(kiosk) };
    kiosk->unread_ms = kiosk->coming_ms = 0;
    kiosk->called = ID_ABSENT;
    kiosk->rest_ms = now_ms(kiosk);
    kiosk->rest_pace_ms = 1;
    kiosk->visits++;
    if (kiosk->store != NULL) {
        int64_t opened = kiosk->opened;
        kiosk_connect(kiosk);
        kiosk->opened = opened; /* the same one: who watches it goes on */
    }
    forget_events();
}

/* The question begins with a sound; its ring is drawn once a second. */
static bool asking_stale(struct kiosk *kiosk) {
    int64_t second = (now_ms(kiosk) - kiosk->idle.last_ms) / SECOND_MS;
    bool    begins = !kiosk->idle.asked;
    if (begins)
        visit_chime(&kiosk->visit, CHIME_IDLE);
    kiosk->idle.asked = true;
    bool stale = begins || second != kiosk->idle_second;
    kiosk->idle_second = second;
    return stale;
}

bool visits_stale(struct kiosk *kiosk) {
    int64_t due = ui_due_ms(kiosk->ui);
    if (attract_shown(kiosk))
        return attract_due(kiosk);
    if (pressed_long(kiosk))
        return true;
    bool moves = due != 0 && hands_ms(kiosk) >= due;
    if (moves)
        kiosk_event(kiosk, (struct ui_event){ .kind = UI_NOTHING });
    switch (idle_state(&kiosk->idle, limits(kiosk), now_ms(kiosk))) {
    case IDLE_ACTIVE:
        return moves;
    case IDLE_OVER:
        if (!writer_busy(kiosk->writer)) {
            kiosk_leave(kiosk);
            return true;
        }
        break; /* what is being saved shall first be told */
    case IDLE_ASK:
        break;
    }
    return asking_stale(kiosk) || moves;
}

int64_t visits_patience_ms(const struct kiosk *kiosk) {
    int64_t due = ui_due_ms(kiosk->ui) - hands_ms(kiosk);
    if (attract_shown(kiosk))
        return attract_patience_ms(kiosk);
    int64_t patience = idle_patience_ms(&kiosk->idle, limits(kiosk), now_ms(kiosk));
    if (ui_due_ms(kiosk->ui) != 0 && due < patience)
        patience = due > 0 ? due : 0;
    int64_t press = kiosk->press_ms + CORNER_HOLD_MS - hands_ms(kiosk);
    if (kiosk->press_ms != 0 && press < patience)
        patience = press > 0 ? press : 0;
    return patience;
}

/* --- over every screen ------------------------------------------------------------------- */

static int left_ms(const struct kiosk *kiosk) {
    int64_t left = limits(kiosk)->end_ms - (now_ms(kiosk) - kiosk->idle.last_ms);
    return left > 1 ? (int)left : 1;
}

void visits_ask_on_home(struct visit *visit, struct rect *page) {
    struct ui          *ui = visit->ui;
    struct kiosk       *kiosk = kiosk_of(visit);
    const struct theme *theme = ui_theme(ui);
    const char         *words = ui_tr(ui, "您还在吗？"), *stay = ui_tr(ui, "我还在");
    const struct button main = { .kind = BUTTON_FILLED, .icon = ICON_CHECK };
    int                 of = (int)(limits(kiosk)->end_ms - limits(kiosk)->warn_ms);
    if (!kiosk->idle.asked)
        return;
    struct rect r = cut_bottom(page, theme->main + 2 * theme->pad);
    (void)cut_bottom(page, theme->gap);
    widget_box(ui, rect_inset(r, -theme->border, -theme->border), theme->radius + theme->border,
               ui_tone(ui, TONE_INK), 0);
    panel(ui, r, HUE_AMBER);
    r = rect_inset(r, theme->pad, theme->pad);
    (void)button(ui, ui_id("idle.stay"), cut_right(&r, button_width(ui, stay, &main)), stay, &main);
    (void)cut_right(&r, theme->gap);
    countdown(ui, cut_left(&r, r.h), left_ms(kiosk), of, HUE_AMBER);
    (void)cut_left(&r, theme->gap);
    const struct style style =
        STYLE(.em = EM_TITLE, .bold = true, .middle = true, .role = ROLE_STATUS);
    const char *asks[] = { words, ui_tr(ui, "还在吗？"), NULL };
    (void)label(ui, r, style, label_fitting(ui, style, r.w, asks));
}

/* Whatever is done is an answer (idle_event), so nobody asks the dialog for it. */
static void ask(struct visit *visit) {
    struct ui    *ui = visit->ui;
    struct kiosk *kiosk = kiosk_of(visit);
    (void)dialog(ui, ui_id("idle"),
                 DIALOG(.hue = HUE_AMBER, .left_ms = left_ms(kiosk),
                        .of_ms = (int)(limits(kiosk)->end_ms - limits(kiosk)->warn_ms),
                        .title = ui_tr(ui, "您还在吗？"),
                        .words = ui_tr(ui, "不点一下，就回到开始画面。"),
                        .yes = ui_tr(ui, "我还在"), .yes_icon = ICON_CHECK));
}

static void say_unread(struct visit *visit) {
    struct ui    *ui = visit->ui;
    struct kiosk *kiosk = kiosk_of(visit);
    if (kiosk->unread_ms != 0 &&
        toast(ui, ui_id("unread"), visit->page,
              TOAST(.words = ui_tr(ui, "这个码不是这里的回执，请再扫一次或叫工作人员"),
                    .icon = ICON_WARNING, .until_ms = kiosk->unread_ms)) == TOASTED_OVER)
        kiosk->unread_ms = 0;
}

/* Whoever called and went on looking is told once; so long as nobody comes it is asked again with
 * each frame, and a step of staff makes one. */
static void say_coming(struct visit *visit) {
    struct ui    *ui = visit->ui;
    struct kiosk *kiosk = kiosk_of(visit);
    const char   *name;
    bool          there;
    if (id_absent(kiosk->called) || visit->store == NULL || visit_screen(visit) == visit->help ||
        !help_coming(visit->store, kiosk->called, visit->arena, &name, &there))
        return;
    if (there)
        kiosk->called = ID_ABSENT;
    if (there || *name == '\0')
        return;
    if (kiosk->coming_ms == 0) {
        kiosk->coming_ms = hands_ms(kiosk) + TOAST_MS;
        visit_chime(visit, CHIME_DONE);
    }
    const char *words = arena_printf(visit->arena, ui_tr(ui, "%s正在过来"), name);
    if (words == NULL || toast(ui, ui_id("coming"), visit->page,
                               TOAST(.words = words, .icon = ICON_STAFF,
                                     .until_ms = kiosk->coming_ms)) == TOASTED_OVER) {
        kiosk->called = ID_ABSENT;
        kiosk->coming_ms = 0;
    }
}

void visits_over(struct visit *visit) {
    struct kiosk *kiosk = kiosk_of(visit);
    if (visit_screen(visit) == &attract_screen)
        return;
    say_unread(visit);
    say_coming(visit);
    if (kiosk->idle.asked && visit->depth > 1) /* home asks within its own page */
        ask(visit);
}
