/* SPDX-License-Identifier: GPL-3.0-or-later
 * finger.h - a journey by a finger: where its words stand is learnt from the kiosk in memory, then
 * the same places are touched on a real window. */
#ifndef ANJU_TESTS_SUPPORT_FINGER_H
#define ANJU_TESTS_SUPPORT_FINGER_H

#include "support/stage.h"
#include "support/xserver.h"

enum { TAPS_MOST = 60 };

/* Where a finger goes, one after the other. */
struct taps {
    struct {
        int  x, y;
        char key; /* what a key with one letter or digit writes; 0: it is none */
    } at[TAPS_MOST];
    size_t count;
};

/* The acts `tap WORDS` of a file, played on `kiosk`; all else in it is passed over. */
void finger_learn(struct taps *taps, struct kiosk *kiosk, const char *path);
/* Touches the first `count` of them: `between_ms` lets a new screen come and take touches again,
 * keys follow one another five times as quick. */
void finger_play(const struct taps *taps, size_t count, struct xserver *server, int hold_ms,
                 int between_ms);

#endif
