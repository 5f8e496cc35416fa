/* SPDX-License-Identifier: GPL-3.0-or-later
 * service.c - what the help service is to every program: calls for staff, without a tile. */
#include "services/service.h"

#include "services/help/help.h"

static const struct record *const help_records[] = { &staff_call_record, NULL };
static const struct flow *const   help_flows[] = { &staff_call_flow, NULL };

/* Nothing of the caller is in it, so whoever works here may see that somebody waits. Made at the
 * kiosk alone, moved by its steps alone. */
static const struct permit help_permits[] = {
    { .record = "staff_call", .may = { [PERMIT_READ] = ROLES_ALL & ~ROLE(ROLE_UNIT) } },
    { 0 },
};

extern const struct service help_service;
const struct service        help_service = {
           .name = "help",
           .records = help_records,
           .flows = help_flows,
           .permits = help_permits,
};
