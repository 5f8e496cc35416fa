/* SPDX-License-Identifier: GPL-3.0-or-later
 * visit.h - a resident's time at the kiosk, from the first touch to leaving; what a screen is
 * handed. A screen is one function that describes the frame from the top down. Its state is zeroed
 * memory of the size it declares, kept while it is on the path, wiped when it is left. */
#ifndef ANJU_UI_VISIT_H
#define ANJU_UI_VISIT_H

#include "base/day.h"
#include "ui/bars.h"

struct store;
struct visit;

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
    bool          clock_set; /* false: now is when something was last saved, shown to nobody */
    const char   *centre;    /* its name, from the configuration */

    /* The path from home; only the functions below change it. */
    struct {
        const struct screen *screen;
        void                *state;
    } path[VISIT_DEPTH];
    int                  depth;
    void                *states; /* of all of them, in one block */
    const struct screen *next;   /* what the frame asked for, done at its end */
    void                *next_state;
    int                  go; /* where: enum visit_go in visit.c */
};

/* False: no memory. */
bool visit_init(struct visit *visit, struct ui *ui, struct store *store, const struct screen *home);
void visit_deinit(struct visit *visit);

/* The state of the screen that is drawn. */
void *visit_state(struct visit *visit);
/* Go on to `screen`, once this frame is over; `state` (NULL: zeros) is copied, state_size bytes. */
void visit_push(struct visit *visit, const struct screen *screen, const void *state);
void visit_back(struct visit *visit);
void visit_home(struct visit *visit);  /* back to the first screen, whose state stays */
void visit_leave(struct visit *visit); /* the resident has gone: all states wiped, home anew */

/* Draw frames until none is asked for; returns what was painted in the last of them (ui_end).
 * Between frames, navigation is done and language, sizes and colours change. */
const struct rect   *visit_draw(struct visit *visit, size_t *ret_count);
const struct screen *visit_screen(const struct visit *visit);

/* Header and bottom bar (返回, 首页) of any screen but home: returns the page between them. Escape
 * and Backspace go back, unless a field takes the latter. */
struct rect visit_frame(struct visit *visit, const char *title, const char *second);
/* The same page less its margins. */
struct rect visit_body(struct visit *visit, const char *title, const char *second);

#endif
