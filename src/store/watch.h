/* SPDX-License-Identifier: GPL-3.0-or-later
 * watch.h - notice that another process committed, without polling: inotify on the WAL, then
 * store_data_version() tells whether it was a commit. */
#ifndef ANJU_STORE_WATCH_H
#define ANJU_STORE_WATCH_H

#include "base/err.h"

struct watch;
bool watch_open(struct watch **ret_watch, const char *folder, struct err *err);
void watch_close(struct watch *watch);
int  watch_fd(const struct watch *watch); /* readable when something was written */
void watch_drain(struct watch *watch);    /* after it was readable */

#endif
