/* SPDX-License-Identifier: GPL-3.0-or-later
 * staff_routes.h - what an administrator does with people beyond their rows: a first password, out
 * and in again. */
#ifndef ANJU_WEB_STAFF_ROUTES_H
#define ANJU_WEB_STAFF_ROUTES_H

#include "web/route.h"

extern const struct route staff_routes[]; /* ends with a NULL path */

#endif
