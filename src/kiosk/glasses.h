/* SPDX-License-Identifier: GPL-3.0-or-later
 * glasses.h - every service of list.h as residents see it. */
#ifndef ANJU_KIOSK_GLASSES_H
#define ANJU_KIOSK_GLASSES_H

#include "services/glass.h"

extern const struct service_glass *const glasses[]; /* ends with NULL */

#endif
