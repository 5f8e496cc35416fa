/* SPDX-License-Identifier: GPL-3.0-or-later
 * idle.h - is anybody there? Time since the last touch, key or scan, on the monotonic clock. After
 * a while somebody is asked, by sight and sound; any answer is an answer, and does nothing else;
 * without one the visit is over. */
#ifndef ANJU_KIOSK_IDLE_H
#define ANJU_KIOSK_IDLE_H

#include "ui/ui.h"

struct idle_limits {
    int64_t warn_ms, end_ms; /* since the last sign of life */
};
extern const struct idle_limits idle_usual;  /* asked at 40 s, over at 60 s */
extern const struct idle_limits idle_corner; /* 20 and 30: a corner left open is open to all */

struct idle {
    int64_t last_ms; /* the last sign of life */
    bool    asked;   /* the question is on the screen */
    bool    deaf;    /* what began as an answer is no touch of what lies below it */
};
enum idle_state { IDLE_ACTIVE, IDLE_ASK, IDLE_OVER };

enum idle_state idle_state(const struct idle *idle, const struct idle_limits *limits, int64_t now);
/* True: the event is for the screen; false: it was the answer, or part of it. */
bool idle_event(struct idle *idle, const struct ui_event *event, int64_t now);
/* Somebody has done something that is no event, such as holding a card to the scanner. */
void idle_sign(struct idle *idle, int64_t now);
/* Nobody is there any more: over at once. */
void idle_end(struct idle *idle, const struct idle_limits *limits, int64_t now);
/* Whatever finger is down now means nothing until it comes down again. */
void idle_deafen(struct idle *idle);
/* After how many ms idle_state() is another, or the seconds left are. */
int64_t idle_patience_ms(const struct idle *idle, const struct idle_limits *limits, int64_t now);

#endif
