/* SPDX-License-Identifier: GPL-3.0-or-later
 * jobs_api.c - what the jobs service is to the desk: records and steps have their routes from the
 * tables; phones read the open postings. */
#include "services/desk.h"

#include "services/jobs/jobs_public_api.h"

extern const struct service_desk jobs_desk;
const struct service_desk        jobs_desk = { .public_routes = jobs_public_routes };
