/* SPDX-License-Identifier: GPL-3.0-or-later
 * loop.c - SDL's queue is the one place where the loop waits. The store is checked once, in a
 * thread of its own and after the first frame, so that neither start nor touch waits for it. */
#include "kiosk/loop.h"

#include "kiosk/events.h"
#include "base/notify.h"
#include "kiosk/scanner.h"
#include "kiosk/watcher.h"
#include "services/service.h"
#include "store/journal.h"

#include <SDL.h>
#include <string.h>

struct loop {
    struct kiosk   *kiosk;
    struct fingers  fingers;
    struct watcher *watcher;
    SDL_Thread     *check;
    Uint32          changed;      /* the event by which the watcher wakes */
    int64_t     pace_ms, said_ms; /* systemd's watchdog: how often, when last; 0: there is none */
    day         round;            /* when the system's round was last begun */
    bool        end;
    struct err *err; /* why handling failed */
};

/* With a store of its own; what does not tie is told to the log, for staff. */
static int check_main(void *arg) {
    const struct kiosk        *kiosk = arg;
    struct world               world;
    struct arena               arena = { 0 };
    struct store              *store = NULL;
    struct journal_report      report;
    struct err                 err = { .lang = kiosk->options.lang };
    const struct store_options how = {
        .mode = STORE_READ,
        .records = service_records(),
        .world = &world,
    };
    world_real(&world);
    if (!store_open(&store, kiosk->options.folder, &how, &err) ||
        !journal_check(store, &arena, &report, &err))
        warn("%s", err.text);
    else if (!report.chain_ok || !report.rows_ok || !report.head_ok || !report.index_ok)
        warn("%s", report.text);
    store_close(store);
    arena_deinit(&arena);
    return 0;
}

static void after_first_frame(struct loop *loop) {
    struct kiosk *kiosk = loop->kiosk;
    struct err    err = { .lang = kiosk->options.lang };
    if (kiosk->store == NULL)
        return;
    if (!watcher_start(&loop->watcher, kiosk->options.folder, loop->changed, &err))
        warn("%s", err.text); /* the next touch or minute shows what changed */
    if (loop->check == NULL)
        loop->check = SDL_CreateThread(check_main, "check", kiosk);
}

/* --- systemd ----------------------------------------------------------------------------- */

static void say(const struct loop *loop, const char *line) {
    struct err err = { .lang = loop->kiosk->options.lang };
    if (!notify_say(line, &err))
        warn("%s", err.text);
}

/* Alive is who turns the loop and reads the store. Without a store the screen says so, and that is
 * all it can do; one that was opened and cannot be read any more is worth a start anew. */
static bool reads(const struct kiosk *kiosk) {
    int64_t    rows = 0;
    struct err err = { .lang = kiosk->options.lang };
    if (kiosk->store == NULL ||
        store_number(kiosk->store, "SELECT count(*) FROM sqlite_master", NULL, 0, &rows, &err) ||
        err.code == ERR_BUSY)
        return true;
    warn("%s", err.text);
    return false;
}

static void feed_watchdog(struct loop *loop) {
    int64_t now = world_monotonic_ms(&loop->kiosk->world);
    if (loop->pace_ms == 0 || now - loop->said_ms < loop->pace_ms || !reads(loop->kiosk))
        return;
    loop->said_ms = now;
    say(loop, "WATCHDOG=1");
}

/* --- events ------------------------------------------------------------------------------ */

/* The panel is ours until staff leave it; a window on an ordinary computer may be closed. */
static bool window_event(struct loop *loop, const SDL_WindowEvent *event, struct err *err) {
    struct kiosk *kiosk = loop->kiosk;
    if (event->event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        if (!kiosk_renew(kiosk, err))
            return false;
        kiosk_draw(kiosk);
    } else if (event->event == SDL_WINDOWEVENT_EXPOSED) {
        const struct rect panel = ui_panel(kiosk->ui);
        output_present(&kiosk->output, &panel, 1);
    } else if (event->event == SDL_WINDOWEVENT_CLOSE) {
        loop->end = loop->end || !output_fills_screen(&kiosk->output);
    }
    return true;
}

/* A mouse wants its pointer, a finger does not. */
static void pointer(Uint32 type) {
    if (type == SDL_FINGERDOWN)
        (void)SDL_ShowCursor(SDL_DISABLE);
    else if (type == SDL_MOUSEMOTION)
        (void)SDL_ShowCursor(SDL_ENABLE);
}

/* Another thread is done: a save, a paper, a code. */
static void woken(struct kiosk *kiosk) {
    char text[SCAN_TEXT];
    if (scanner_take(kiosk->scanner, text))
        kiosk_scanned(kiosk, text);
    else
        kiosk_draw(kiosk);
    explicit_bzero(text, sizeof(text));
}

static bool handle(void *arg, const SDL_Event *event) {
    struct loop    *loop = arg;
    struct kiosk   *kiosk = loop->kiosk;
    struct ui_event translated;
    pointer(event->type);
    if (event->type == SDL_QUIT) /* by a signal alone: output_window.c */
        loop->end = true;
    else if (event->type == SDL_WINDOWEVENT)
        return window_event(loop, &event->window, loop->err);
    else if (event->type == kiosk->woken)
        woken(kiosk);
    else if (event->type == SDL_KEYDOWN &&
             kiosk_shortcut(kiosk, event->key.keysym.sym, event->key.keysym.mod))
        kiosk_draw(kiosk);
    else if (event_from_sdl(event, &loop->fingers, &kiosk->output.canvas, &translated)) {
        kiosk_event(kiosk, translated);
        kiosk_draw(kiosk);
    }
    return true;
}

static int64_t patience_ms(const struct loop *loop) {
    const struct kiosk *kiosk = loop->kiosk;
    int64_t             now = world_monotonic_ms(&kiosk->world);
    int64_t             patience = kiosk_patience_ms(kiosk);
    int64_t             scan = scanner_patience_ms(kiosk->scanner, now);
    int64_t             feed = loop->said_ms + loop->pace_ms - now;
    if (scan >= 0 && scan < patience)
        patience = scan;
    if (loop->pace_ms > 0 && feed < patience)
        patience = feed > 0 ? feed : 0;
    return patience;
}

/* Draws what changed; a store that came back, or another one, is watched. */
static void follow(struct loop *loop) {
    const int64_t opened = loop->kiosk->opened;
    if (!kiosk_stale(loop->kiosk))
        return;
    kiosk_draw(loop->kiosk);
    if (loop->kiosk->opened == opened)
        return;
    watcher_stop(loop->watcher);
    loop->watcher = NULL;
    after_first_frame(loop);
}

/* Once a day, and at the start: applications that are asked after, calls that lapse, personal
 * values whose time is over. */
static void go_round(struct loop *loop) {
    struct kiosk *kiosk = loop->kiosk;
    day           today = world_today(&kiosk->world);
    if (kiosk->store != NULL && kiosk->visit.clock_set && today.n != loop->round.n &&
        writer_round(kiosk->writer))
        loop->round = today;
}

static bool loop_turn(struct loop *loop) {
    struct kiosk *kiosk = loop->kiosk;
    SDL_Event     event;
    bool          some = SDL_WaitEventTimeout(&event, (int)patience_ms(loop)) != 0;
    do {
        if (!scanner_pass(kiosk->scanner, some ? &event : NULL, world_monotonic_ms(&kiosk->world),
                          handle, loop))
            return false;
        loop->end = loop->end || kiosk->end != KIOSK_GOES_ON;
    } while (!loop->end && some && (some = SDL_PollEvent(&event) != 0));
    if (loop->end)
        return true;
    follow(loop);
    go_round(loop);
    feed_watchdog(loop);
    return true;
}

bool loop_run(struct kiosk *kiosk, struct err *err) {
    struct loop loop = { .kiosk = kiosk,
                         .changed = SDL_RegisterEvents(1),
                         .pace_ms = notify_pace_ms(),
                         .round = DAY_ABSENT,
                         .err = err };
    bool        fine = true;
    say(&loop, "READY=1");
    after_first_frame(&loop);
    go_round(&loop);
    while (fine && !loop.end)
        fine = loop_turn(&loop);
    say(&loop, "STOPPING=1");
    watcher_stop(loop.watcher);
    if (loop.check != NULL)
        SDL_WaitThread(loop.check, NULL);
    return fine;
}
