/* SPDX-License-Identifier: GPL-3.0-or-later
 * session_routes.h - coming in, staying in and going out over HTTP (staff/login.h), and /healthz.
 */
#ifndef ANJU_WEB_SESSION_ROUTES_H
#define ANJU_WEB_SESSION_ROUTES_H

#include "web/route.h"

extern const struct route session_routes[]; /* ends with a NULL path */

/* A text of the body's object; NULL: it is not there. Anything but a text: the answer says so and
 * *ret_fine is false. */
const char *body_text(const struct request *request, struct answer *answer, const char *key,
                      bool *ret_fine);

#endif
