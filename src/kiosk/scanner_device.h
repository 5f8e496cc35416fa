/* SPDX-License-Identifier: GPL-3.0-or-later
 * scanner_device.h - a thread that reads lines from a device, FIFO or file, and sleeps while
 * nothing is read or there. */
#ifndef ANJU_KIOSK_SCANNER_DEVICE_H
#define ANJU_KIOSK_SCANNER_DEVICE_H

#include "kiosk/scanner.h"

struct scanner_device;

/* `read` is called in the thread with each accepted line. `make`: a path that is missing becomes a
 * FIFO, and ordinary files are read, too, also what is added to them. */
bool scanner_device_start(struct scanner_device **ret_device, const char *path, int baud, bool make,
                          void (*read)(void *arg, const char *text), void *arg, struct err *err);
void scanner_device_stop(struct scanner_device *device); /* NULL is fine */

#endif
