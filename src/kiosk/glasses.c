/* SPDX-License-Identifier: GPL-3.0-or-later
 * glasses.c - the list of services with the kiosk's meaning of it. */
#include "kiosk/glasses.h"

#define SERVICE(name) extern const struct service_glass name##_glass;
#include "services/list.h"
#undef SERVICE

const struct service_glass *const glasses[] = {
#define SERVICE(name) &name##_glass,
#include "services/list.h"
#undef SERVICE
    NULL,
};
