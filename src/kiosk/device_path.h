/* SPDX-License-Identifier: GPL-3.0-or-later
 * device_path.h - where a device or its file lies. */
#ifndef ANJU_KIOSK_DEVICE_PATH_H
#define ANJU_KIOSK_DEVICE_PATH_H

#include "base/err.h"

/* `path`, or `usual` when it is "": as it is when absolute, else within `folder`. free() it. NULL:
 * no memory, *err says so. */
char *device_path(const char *path, const char *usual, const char *folder, struct err *err);

#endif
