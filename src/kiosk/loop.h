/* SPDX-License-Identifier: GPL-3.0-or-later
 * loop.h - the live kiosk: it sleeps until a hand, the clock or another process's commit wakes it,
 * and draws only then. */
#ifndef ANJU_KIOSK_LOOP_H
#define ANJU_KIOSK_LOOP_H

#include "kiosk/kiosk.h"

/* Until the window is closed or the process is told to end. */
bool loop_run(struct kiosk *kiosk, struct err *err);

#endif
