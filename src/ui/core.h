/* SPDX-License-Identifier: GPL-3.0-or-later
 * core.h - the state between events and frames, which ui.c and widget.c share and nobody else sees.
 */
#ifndef ANJU_UI_CORE_H
#define ANJU_UI_CORE_H

#include "ui/ui.h"

enum { TYPED_MOST = 4096 };

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
    int      down_x, down_y;
    int64_t  now_ms, jumped_ms; /* for the guard against double presses */

    /* What this frame is told; gone at its end. */
    uint64_t    used;
    int         swipe;
    enum ui_key key;
    char        typed[TYPED_MOST];

    uint64_t focus;
    bool     ring;        /* focus came by keyboard: it is shown */
    bool     focus_field; /* what has the focus is a field */
    uint64_t field;       /* where letters go when no field has the focus; 0 none */

    /* While a frame is described. */
    int         hushed;
    enum region region;
    uint64_t    says;
    struct rect clip;
    bool        again;   /* something was used: the frame will not be shown */
    int         dropped; /* frames not shown since the last that was */
};

#endif
