/* SPDX-License-Identifier: GPL-3.0-or-later
 * notify.h - what systemd is told (Type=notify, sd_notify(3)): ready with the first frame, and
 * alive as often as its watchdog wants. Without systemd all of it does nothing. */
#ifndef ANJU_BASE_NOTIFY_H
#define ANJU_BASE_NOTIFY_H

#include "base/err.h"

#include <stdint.h>

/* One line "READY=1", "WATCHDOG=1", "STOPPING=1" to $NOTIFY_SOCKET. False: it could not be sent;
 * true also when nobody asked for it. */
bool notify_say(const char *line, struct err *err);
/* Half of what $WATCHDOG_USEC allows this process, in ms; 0: there is no watchdog. */
int64_t notify_pace_ms(void);

#endif
