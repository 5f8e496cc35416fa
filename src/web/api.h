/* SPDX-License-Identifier: GPL-3.0-or-later
 * api.h - the routes that the ground itself gives, whatever services there are: sessions and people,
 * records by their tables, steps, events, the OpenAPI document, /healthz. */
#ifndef ANJU_WEB_API_H
#define ANJU_WEB_API_H

#include "web/web.h"

bool api_routes_add(struct routes *routes, const struct web *web, struct err *err);
/* Those of the public listener: GET /r/{token}, where a receipt stands. */
bool public_routes_add(struct routes *routes, struct err *err);

#endif
