/* SPDX-License-Identifier: GPL-3.0-or-later
 * watcher.c - poll() on inotify and on an eventfd that ends it. */
#include "kiosk/watcher.h"

#include "store/watch.h"

#include <SDL_events.h>
#include <SDL_thread.h>
#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* An import writes thousands of times a second; a screen that follows each would be a flicker. */
enum { CALM_MS = 50 };

struct watcher {
    struct watch *watch;
    SDL_Thread   *thread;
    int           end; /* eventfd: readable when the thread shall end */
    uint32_t      event;
};

/* False when the end was asked for. */
static bool sleep_on(struct watcher *watcher, bool on_files, int timeout_ms) {
    struct pollfd fds[] = {
        { .fd = watcher->end, .events = POLLIN },
        { .fd = watch_fd(watcher->watch), .events = POLLIN },
    };
    while (poll(fds, on_files ? 2 : 1, timeout_ms) < 0 && errno == EINTR)
        continue;
    return fds[0].revents == 0;
}

static int watcher_main(void *arg) {
    struct watcher *watcher = arg;
    while (sleep_on(watcher, true, -1)) {
        watch_drain(watcher->watch);
        SDL_Event event = { .type = watcher->event };
        (void)SDL_PushEvent(&event); /* a full queue is awake already */
        if (!sleep_on(watcher, false, CALM_MS))
            break;
    }
    return 0;
}

bool watcher_start(struct watcher **ret_watcher, const char *folder, uint32_t event,
                   struct err *err) {
    struct watcher *watcher = calloc(1, sizeof(*watcher));
    if (watcher == NULL)
        return err_code_set(err, ERR_MEMORY, "内存不够");
    watcher->event = event;
    watcher->end = eventfd(0, EFD_CLOEXEC);
    if (watcher->end < 0) {
        (void)err_set(err, "不能等待数据变化：%s", strerror(errno));
        watcher_stop(watcher);
        return false;
    }
    if (!watch_open(&watcher->watch, folder, err)) {
        watcher_stop(watcher);
        return false;
    }
    watcher->thread = SDL_CreateThread(watcher_main, "watcher", watcher);
    if (watcher->thread == NULL) {
        (void)err_set(err, "不能等待数据变化：%s", SDL_GetError());
        watcher_stop(watcher);
        return false;
    }
    *ret_watcher = watcher;
    return true;
}

void watcher_stop(struct watcher *watcher) {
    if (watcher == NULL)
        return;
    if (watcher->thread != NULL) {
        const uint64_t one = 1;
        if (write(watcher->end, &one, sizeof(one)) != (ssize_t)sizeof(one))
            bug("eventfd: %s", strerror(errno));
        SDL_WaitThread(watcher->thread, NULL);
    }
    if (watcher->watch != NULL)
        watch_close(watcher->watch);
    if (watcher->end >= 0)
        (void)close(watcher->end);
    free(watcher);
}
