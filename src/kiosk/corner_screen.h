/* SPDX-License-Identifier: GPL-3.0-or-later
 * corner_screen.h - 工作人员的一角 (staff corner): behind three seconds on the centre's name on
 * home, or Ctrl+Alt+S, and the PIN that `anju init` made: how the machine stands, tests of screen,
 * sound and paper, starting anew, leaving the kiosk. */
#ifndef ANJU_KIOSK_CORNER_SCREEN_H
#define ANJU_KIOSK_CORNER_SCREEN_H

#include "kiosk/kiosk.h"

enum { CORNER_HOLD_MS = 3000 };

extern const struct screen corner_screen;      /* no state */
extern const struct screen corner_pin_screen;  /* struct corner_pin */
extern const struct screen corner_test_screen; /* colours, then every part of the glass touched */

/* What the PIN is asked for. */
enum corner_aim { CORNER_ENTER, CORNER_LEAVE };
/* Is any of them on the path? Then the visit is over sooner. */
bool corner_open(const struct visit *visit);
void corner_ask_pin(struct visit *visit, enum corner_aim aim);
/* Header and bar of these: returns the page between, less its margins. */
struct rect corner_body(struct visit *visit, const char *title, const char *second);

#endif
