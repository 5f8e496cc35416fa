/* SPDX-License-Identifier: GPL-3.0-or-later
 * script_run.h - a journey played on a kiosk whose time is virtual and whose panel is memory. */
#ifndef ANJU_KIOSK_SCRIPT_RUN_H
#define ANJU_KIOSK_SCRIPT_RUN_H

#include "kiosk/kiosk.h"
#include "kiosk/script.h"

/* Pictures and trees go to the folder `out`, made when it is not there. False: the first act that
 * could not be done, or whose expectation does not hold; *ret_failure (in `arena`) says
 * "file:line: what was expected; what is there". */
bool script_run(struct kiosk *kiosk, const struct script *script, const char *out,
                struct arena *arena, char **ret_failure);

#endif
