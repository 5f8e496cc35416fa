/* SPDX-License-Identifier: GPL-3.0-or-later
 * kiosk.h - the kiosk as one value: its clock, store, panel, toolkit and the visit on it. The live
 * loop and the scripts drive it through the same few functions; frames are drawn only by
 * kiosk_draw(). */
#ifndef ANJU_KIOSK_KIOSK_H
#define ANJU_KIOSK_KIOSK_H

#include "base/world.h"
#include "kiosk/idle.h"
#include "kiosk/options.h"
#include "kiosk/output.h"
#include "kiosk/writer.h"
#include "services/settings.h"
#include "store/store.h"
#include "ui/visit.h"

/* How it ends; the unit starts it anew after KIOSK_RESTART (deploy/device). */
enum kiosk_end { KIOSK_GOES_ON = -1, KIOSK_LEFT = 0, KIOSK_RESTART = 75 };

struct scanner;

struct kiosk {
    struct options    options;
    struct settings   settings;
    struct world      world;
    struct clock_file clock_file; /* --clock @FILE */
    struct arena      arena;      /* as long as the kiosk */
    struct store     *store;      /* NULL while it cannot be opened; then `trouble` says why */
    struct err        trouble;
    int64_t           opened;  /* how often a store has been */
    int64_t           version; /* of the store, when it was last drawn */
    int64_t           drawn_minute, retry_ms;
    int64_t           hand_ms; /* scripts: what hands have taken, besides the clock */
    struct fonts     *fonts;
    struct output     output;
    struct ui        *ui;
    struct place      place;
    struct writer    *writer;
    struct scanner   *scanner;
    uint32_t          woken; /* live: SDL's type of event by which other threads wake the loop */
    struct visit      visit;
    enum kiosk_end    end; /* what the staff corner asked for */

    /* Is anybody there (visits.c). */
    struct idle idle;
    int64_t     idle_second;                     /* of the question, when it was last drawn */
    int64_t  rest_ms, rest_pace_ms, rest_change; /* attract: since when, how often, which change */
    int64_t  press_ms;  /* since when the name of the centre is pressed; 0: it is not */
    int64_t  unread_ms; /* until when it is said that a code could not be read; 0: it is not */
    row_id   called;    /* the call of this visit, until it was told who comes; else absent */
    int64_t  coming_ms; /* until when that is told on other screens than the call's; 0: it is not */
    uint64_t visits;    /* how many were over */
};

/* The kiosk must stay where it is until it is closed. A store that cannot be opened is no failure:
 * the screen says so, and it is tried again. `size` 0×0 with a script: 1080×1920. */
bool          kiosk_open(struct kiosk *kiosk, const struct options *options, struct err *err);
void          kiosk_close(struct kiosk *kiosk);
struct kiosk *kiosk_of(struct visit *visit);
/* Open the store; what it had before is closed, with all that it remembers. */
void kiosk_connect(struct kiosk *kiosk);

/* Hand over an event; without a time of its own it is now. */
void kiosk_event(struct kiosk *kiosk, struct ui_event event);
/* A key by SDL's names, before it is an event: true when it was a shortcut for staff. */
bool kiosk_shortcut(struct kiosk *kiosk, int key, int modifiers);
/* A scanner has read a text (scan_accept()ed): whoever is shown may claim it, else it is tried as a
 * receipt of each service. Draws. */
void kiosk_scanned(struct kiosk *kiosk, const char *text);
/* The resident has gone: nothing of the visit is kept, the attract screen comes. Draw afterwards.
 */
void kiosk_leave(struct kiosk *kiosk);

/* Draw frames until none is asked for, and bring what changed to the panel. */
void kiosk_draw(struct kiosk *kiosk);
/* The panel's surface is another one. */
bool kiosk_renew(struct kiosk *kiosk, struct err *err);

/* Has something changed that a frame would show: another process committed, another minute began,
 * a store that was away can be opened, the database is another one, nobody has been there for a
 * while? Cheap enough to ask after each event. */
bool kiosk_stale(struct kiosk *kiosk);
/* After how many ms kiosk_stale() is worth asking though nothing happened. */
int64_t kiosk_patience_ms(const struct kiosk *kiosk);

#endif
