/* SPDX-License-Identifier: GPL-3.0-or-later
 * jobs_public_api.h - postings for phones: what the kiosk shows, as JSON, without a session. */
#ifndef ANJU_JOBS_JOBS_PUBLIC_API_H
#define ANJU_JOBS_JOBS_PUBLIC_API_H

#include "web/route.h"

/* GET /jobs?q=words&from=0&limit=50, GET /jobs/{id}; ends with a NULL path. */
extern const struct route jobs_public_routes[];

#endif
