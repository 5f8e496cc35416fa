/* SPDX-License-Identifier: GPL-3.0-or-later
 * watcher.h - a thread that sleeps on the store's files and wakes the loop when something was
 * written; it touches neither the store nor the screen. */
#ifndef ANJU_KIOSK_WATCHER_H
#define ANJU_KIOSK_WATCHER_H

#include "base/err.h"

#include <stdint.h>

struct watcher;

/* `event` is the SDL event type that wakes the loop. */
bool watcher_start(struct watcher **ret_watcher, const char *folder, uint32_t event,
                   struct err *err);
void watcher_stop(struct watcher *watcher); /* NULL is fine */

#endif
