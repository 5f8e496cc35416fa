/* SPDX-License-Identifier: GPL-3.0-or-later
 * visit.h - a resident's time at the kiosk, from the first touch to leaving; what a screen is
 * handed. A screen is one function that describes the frame from the top down. Its state is zeroed
 * memory of the size it declares, kept while it is on the path, wiped when it is left. */
#ifndef ANJU_UI_VISIT_H
#define ANJU_UI_VISIT_H

#include "base/day.h"
#include "ui/bars.h"
#include "ui/device.h"

struct store;
struct visit;

/* What is to be saved, by the one thread that writes, in one transaction (begun and committed by
 * it) of the actor "resident". `data` is a copy of what visit_save() was given; what the work
 * writes into it comes back. */
typedef bool save_work(struct store *store, void *data, struct err *err);
enum save_state { SAVE_IDLE, SAVE_UNDER_WAY, SAVE_DONE, SAVE_FAILED };
enum { SAVE_DATA_MOST = 4096 };

/* The kiosk's side of it: the thread that writes. */
struct saver {
    bool (*save)(struct saver *saver, save_work *work, const void *data, size_t size);
    enum save_state (*state)(struct saver *saver, void *ret_data, size_t size, struct err *ret_err);
};

/* What residents are told of the centre; "" where anju.conf says nothing. */
struct place {
    const char *name, *address, *caller, *phone, *office_hours, *counter;
    const char *terminal;  /* K01 */
    int         keep_days; /* names and telephones of applications are erased after so many */
};

struct screen {
    const char *name;
    size_t      state_size; /* at most VISIT_STATE_MOST */
    void (*draw)(struct visit *visit);
};

enum { VISIT_DEPTH = 8, VISIT_STATE_MOST = 4096 };

struct visit {
    /* Lent to the screen for the frame. */
    struct ui    *ui;
    struct store *store;
    struct arena *arena; /* of the frame */
    enum lang     lang;
    day           today;
    time_ms       now;
    bool          clock_set;      /* false: now is when something was last saved, shown to nobody */
    const struct place  *place;   /* of the centre, from the configuration */
    struct printer      *printer; /* NULL: none */
    struct speaker      *speaker; /* NULL: none */
    struct saver        *saver;   /* NULL: nothing can be saved */
    const char          *scanned; /* what the scanner has just read, "" nothing or claimed */
    const struct screen *help;    /* what 叫工作人员 opens; NULL: it is not drawn */
    const struct screen *rest;    /* shown after visit_leave() until somebody comes; NULL: home */
    /* Drawn over every screen, last in the frame; NULL: nothing. */
    void (*over)(struct visit *visit);
    struct rect page; /* between header and bar, of this frame */

    /* The path from home; only the functions below change it. */
    struct {
        const struct screen *screen;
        void                *state;
    } path[VISIT_DEPTH];
    int                  depth;
    void                *states; /* of all of them, in one block */
    const struct screen *next;   /* what the frame asked for, done at its end */
    void                *next_state;
    int                  go;         /* where: enum visit_go in visit.c */
    bool                 saving;     /* a save is under way, or its outcome is not told yet */
    const void          *saving_for; /* state of the screen that began it; NULL: that was left */
};

/* False: no memory. */
bool visit_init(struct visit *visit, struct ui *ui, struct store *store, const struct screen *home);
void visit_deinit(struct visit *visit);

/* The state of the screen that is drawn. */
void *visit_state(struct visit *visit);
/* Go on to `screen`, once this frame is over; `state` (NULL: zeros) is copied, state_size bytes. */
void visit_push(struct visit *visit, const struct screen *screen, const void *state);
void visit_back(struct visit *visit);
void visit_home(struct visit *visit); /* back to the first screen, whose state stays */
/* The resident has gone: all states wiped, home anew and `rest` before it. */
void visit_leave(struct visit *visit);
void visit_anew(struct visit *visit); /* the same without `rest`: somebody stands there */

/* Draw frames until none is asked for; returns what was painted in the last of them (ui_end).
 * Between frames, navigation is done and language, sizes and colours change. */
const struct rect   *visit_draw(struct visit *visit, size_t *ret_count);
const struct screen *visit_screen(const struct visit *visit);

/* Save something: true when it was begun, false while another save is under way. One at a time; the
 * outcome comes with a later frame. A screen that is left gives up the outcome, not the save. */
bool visit_save(struct visit *visit, save_work *work, const void *data, size_t size);
/* How the save that this screen began stands; with SAVE_DONE *ret_data is what the work left, with
 * SAVE_FAILED *ret_err says why. Each outcome is told once, in a frame that is not shown, then
 * SAVE_IDLE. */
enum save_state visit_saved(struct visit *visit, void *ret_data, size_t size, struct err *ret_err);
void            visit_chime(struct visit *visit, enum chime chime);
/* What the scanner read, claimed by the first who asks: "" nothing. */
const char *visit_scanned(struct visit *visit);

/* Header and bottom bar (返回, 首页, 叫工作人员) of any screen but home: returns the page between
 * them. Escape and Backspace go back, unless a field takes the latter. */
struct rect visit_frame(struct visit *visit, const char *title, const char *second);
/* For a screen with steps of its own to go back by: *ret_back says that it was asked for. */
struct rect visit_frame_asked(struct visit *visit, const char *title, const char *second,
                              bool *ret_back);
/* 叫工作人员, for a bar of a screen's own: last in it. */
struct bar_item visit_help_item(const struct visit *visit);
/* What it does: open `help`, or begin it anew where that is shown already. */
void visit_call_help(struct visit *visit);
/* The same page less its margins. */
struct rect visit_body(struct visit *visit, const char *title, const char *second);

#endif
