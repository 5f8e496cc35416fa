/* SPDX-License-Identifier: GPL-3.0-or-later
 * loop.c - SDL's queue is the one place where the loop waits. The store is checked once, in a
 * thread of its own and after the first frame, so that neither start nor touch waits for it. */
#include "kiosk/loop.h"

#include "kiosk/events.h"
#include "kiosk/watcher.h"
#include "services/service.h"
#include "store/journal.h"

#include <SDL.h>

struct loop {
    struct kiosk   *kiosk;
    struct fingers  fingers;
    struct watcher *watcher;
    SDL_Thread     *check;
    Uint32          changed; /* the event by which the watcher wakes */
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

static bool window_event(struct loop *loop, const SDL_WindowEvent *event, struct err *err) {
    struct kiosk *kiosk = loop->kiosk;
    if (event->event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        if (!kiosk_renew(kiosk, err))
            return false;
        kiosk_draw(kiosk);
    } else if (event->event == SDL_WINDOWEVENT_EXPOSED) {
        const struct rect panel = ui_panel(kiosk->ui);
        output_present(&kiosk->output, &panel, 1);
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

static bool handle(struct loop *loop, const SDL_Event *event, struct err *err) {
    struct kiosk   *kiosk = loop->kiosk;
    struct ui_event translated;
    pointer(event->type);
    if (event->type == SDL_WINDOWEVENT)
        return window_event(loop, &event->window, err);
    if (event_from_sdl(event, &loop->fingers, &kiosk->output.canvas, &translated)) {
        kiosk_event(kiosk, translated);
        kiosk_draw(kiosk);
    }
    return true;
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

static bool loop_turn(struct loop *loop, bool *ret_end, struct err *err) {
    SDL_Event event;
    int64_t   patience = kiosk_patience_ms(loop->kiosk);
    if (SDL_WaitEventTimeout(&event, (int)patience)) {
        do {
            if (event.type == SDL_QUIT)
                *ret_end = true;
            else if (!handle(loop, &event, err))
                return false;
        } while (SDL_PollEvent(&event));
    }
    follow(loop);
    return true;
}

bool loop_run(struct kiosk *kiosk, struct err *err) {
    struct loop loop = { .kiosk = kiosk, .changed = SDL_RegisterEvents(1) };
    bool        end = false, fine = true;
    after_first_frame(&loop);
    while (fine && !end)
        fine = loop_turn(&loop, &end, err);
    watcher_stop(loop.watcher);
    if (loop.check != NULL)
        SDL_WaitThread(loop.check, NULL);
    return fine;
}
