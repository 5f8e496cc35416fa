/* SPDX-License-Identifier: GPL-3.0-or-later
 * boot.h - which run of the machine this is: monotonic times of two boots do not compare. */
#ifndef ANJU_STAFF_BOOT_H
#define ANJU_STAFF_BOOT_H

#include "base/text.h"
#include "base/world.h"

enum { BOOT_TEXT = 40 };

/* The kernel's id of this boot, at most BOOT_TEXT bytes; "" under virtual time, and on a kernel
 * that has none: then a monotonic clock that went back is all that tells. */
const char *boot_id(const struct world *world);

#endif
