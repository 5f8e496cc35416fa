/* SPDX-License-Identifier: GPL-3.0-or-later
 * kiosk.h - the kiosk as one value: its clock, store, panel, toolkit and the visit on it. The live
 * loop and the scripts drive it through the same few functions; frames are drawn only by
 * kiosk_draw(). */
#ifndef ANJU_KIOSK_KIOSK_H
#define ANJU_KIOSK_KIOSK_H

#include "base/world.h"
#include "kiosk/options.h"
#include "kiosk/output.h"
#include "services/settings.h"
#include "store/store.h"
#include "ui/visit.h"

struct kiosk {
    struct options  options;
    struct settings settings;
    struct world    world;
    struct arena    arena; /* as long as the kiosk */
    struct store   *store; /* NULL while it cannot be opened; then `trouble` says why */
    struct err      trouble;
    int64_t         opened;  /* how often a store has been */
    int64_t         version; /* of the store, when it was last drawn */
    int64_t         drawn_minute, retry_ms;
    int64_t         hand_ms; /* scripts: what hands have taken, besides the clock */
    struct fonts   *fonts;
    struct output   output;
    struct ui      *ui;
    struct visit    visit;
};

/* The kiosk must stay where it is until it is closed. A store that cannot be opened is no failure:
 * the screen says so, and it is tried again. `size` 0×0 with a script: 1080×1920. */
bool          kiosk_open(struct kiosk *kiosk, const struct options *options, struct err *err);
void          kiosk_close(struct kiosk *kiosk);
struct kiosk *kiosk_of(struct visit *visit);

/* Hand over an event; without a time of its own it is now. */
void kiosk_event(struct kiosk *kiosk, struct ui_event event);
/* Draw frames until none is asked for, and bring what changed to the panel. */
void kiosk_draw(struct kiosk *kiosk);
/* The panel's surface is another one. */
bool kiosk_renew(struct kiosk *kiosk, struct err *err);

/* Has something changed that a frame would show: another process committed, another minute began,
 * a store that was away can be opened, the database is another one? Cheap enough to ask after each
 * event. */
bool kiosk_stale(struct kiosk *kiosk);
/* After how many ms kiosk_stale() is worth asking though nothing happened. */
int64_t kiosk_patience_ms(const struct kiosk *kiosk);

#endif
