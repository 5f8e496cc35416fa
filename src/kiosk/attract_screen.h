/* SPDX-License-Identifier: GPL-3.0-or-later
 * attract_screen.h - what is shown while nobody is there: one large card after the other of what
 * the services have today, nothing personal. The whole screen is a button. Between two changes
 * nothing is drawn; each change moves everything a few pixels, so that nothing burns in; from 22 to
 * 6 the screen is dark and says only where one is and what time it is. */
#ifndef ANJU_KIOSK_ATTRACT_SCREEN_H
#define ANJU_KIOSK_ATTRACT_SCREEN_H

#include "ui/visit.h"

struct kiosk;

extern const struct screen attract_screen; /* no state */

/* Is it the screen that is shown? */
bool attract_shown(const struct kiosk *kiosk);
/* Is another change due, and in how many ms will the next be? */
bool    attract_due(const struct kiosk *kiosk);
int64_t attract_patience_ms(const struct kiosk *kiosk);

#endif
