/* SPDX-License-Identifier: GPL-3.0-or-later
 * devices.h - printer, speaker and scanner as anju.conf has them, for as long as the kiosk runs.
 * One that cannot be opened is said in the log and is none. */
#ifndef ANJU_KIOSK_DEVICES_H
#define ANJU_KIOSK_DEVICES_H

#include "kiosk/kiosk.h"

/* In scripts only what leaves its doings in files: nothing sounds, and `scan` is the scanner. */
void devices_open(struct kiosk *kiosk);
void devices_close(struct kiosk *kiosk);
/* Scripts: a paper is printed before the next act. True: there was one, and what came of it may not
 * be on the panel yet. */
bool devices_settle(const struct kiosk *kiosk);

#endif
