/* SPDX-License-Identifier: GPL-3.0-or-later
 * core.h - the state between events and frames, which ui.c and widget.c share, and the keyboard
 * (keys.c, compose.c, form.c) with them; no screen sees it. */
#ifndef ANJU_UI_CORE_H
#define ANJU_UI_CORE_H

#include "ui/ui.h"

enum { TYPED_MOST = 4096, MOTIONS_MOST = 8 };

/* Something on its way from one place to another. */
struct motion {
    uint64_t id; /* 0: free */
    int      from, to;
    int64_t  since_ms;
    bool     seen; /* in this frame */
};

/* What theme and texts follow; `wish` becomes `is` between frames. */
struct ui_manner {
    int       width, height;
    bool      large, contrast;
    enum lang lang;
};

struct ui {
    struct fonts    *fonts;
    struct layout   *layout;
    struct paint    *paint;
    struct theme     theme;
    struct ui_manner is, wish;
    struct arena     arena; /* of the frame */
    struct tree      shown, next;

    /* The finger. */
    uint64_t active; /* the control that it went down on; 0 none */
    bool     down, on_active;
    int      down_x, down_y, x, y;
    bool     held_by_slider;    /* it drags; it turns no page */
    int64_t  now_ms, jumped_ms; /* for the guard against double presses */

    /* What this frame is told; gone at its end. */
    uint64_t    used;
    int         swipe;
    enum ui_key key;
    uint64_t    key_only; /* it goes to this control alone; 0 to all */
    enum ui_key compose;  /* a key for what is being composed, and for nothing else */
    char        typed[TYPED_MOST];

    uint64_t focus;
    bool     ring;        /* focus came by keyboard: it is shown */
    bool     focus_field; /* what has the focus is a field */
    uint64_t field;       /* where letters go when no field has the focus; 0 none */
    bool     scanning;    /* a row was opened by Enter: its key, once chosen, closes it */

    /* A dialog: only it is in the tree and told anything. */
    bool modal_shown, modal; /* in the frame that is shown; in the one that is described */
    bool modal_focus;        /* for which of the two the focus was settled */
    struct {
        uint64_t focus;
        bool     ring, focus_field;
    } below; /* what had the focus when it came */

    /* Pinyin, one for all keyboards; the letters are in the shown frame. */
    struct ime *ime;
    bool        composing_shown, no_ime; /* no_ime: there is none to open */
    const char *composes_for;            /* the text that it writes to; only compared */
    bool        latin, signs;            /* letters are written as they are; digits and signs */
    size_t      candidates_from;         /* the page of candidates begins with this one */
    int         turn_candidates;

    bool          still;
    struct motion motions[MOTIONS_MOST];
    int64_t       wait_ms; /* until the next frame that is wanted; < 0 none */
    int64_t       due_ms;  /* when the shown frame wants the next; 0 none */

    /* While a frame is described. */
    int         hushed;
    enum region region;
    uint64_t    says, row;
    struct rect clip;
    bool        again;   /* something was used: the frame will not be shown */
    int         dropped; /* frames not shown since the last that was */
};

#endif
