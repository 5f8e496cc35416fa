/* SPDX-License-Identifier: GPL-3.0-or-later
 * home_screen.h - the first screen, and the sheet that its 无障碍 opens. */
#ifndef ANJU_KIOSK_HOME_SCREEN_H
#define ANJU_KIOSK_HOME_SCREEN_H

#include "ui/visit.h"

extern const struct screen home_screen;   /* no state */
extern const struct screen access_screen; /* no state */

#endif
