/* SPDX-License-Identifier: GPL-3.0-or-later
 * openapi.h - the OpenAPI 3.1 document of a listener, made from the routes that it serves and the
 * tables of the records they take: GET /api/openapi.json. */
#ifndef ANJU_WEB_OPENAPI_H
#define ANJU_WEB_OPENAPI_H

#include "web/route.h"

extern const struct route openapi_routes[]; /* ends with a NULL path */

/* A record's rows as a JSON schema; `given`: as they are sent (no id, nothing reckoned or secret). */
json_t *record_schema(const struct record *record, bool given, enum lang lang);

#endif
