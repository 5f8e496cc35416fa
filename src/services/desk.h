/* SPDX-License-Identifier: GPL-3.0-or-later
 * desk.h - what a service is to the desk: routes that its record tables do not give. list.h names
 * them all; a service without any leaves both NULL. */
#ifndef ANJU_SERVICES_DESK_H
#define ANJU_SERVICES_DESK_H

#include "web/route.h"

struct service_desk {
    const struct route *routes;        /* ends with a NULL path; for staff */
    const struct route *public_routes; /* the same, for phones, without a session */
};
extern const struct service_desk *const service_desks[]; /* ends with NULL; made from list.h */

#endif
