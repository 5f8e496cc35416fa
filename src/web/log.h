/* SPDX-License-Identifier: GPL-3.0-or-later
 * log.h - one line of JSON a request, without personal data: the route's pattern instead of the
 * path, no query, no names, no tokens, of an address only its network. */
#ifndef ANJU_WEB_LOG_H
#define ANJU_WEB_LOG_H

#include "web/web.h"

struct log_entry {
    time_ms     time;
    const char *id;      /* X-Request-Id of the answer */
    const char *method;  /* "" when there was none to be read */
    const char *route;   /* pattern; NULL: no route */
    int         status;  /* 0: the connection ended first */
    int64_t     ms;      /* from the request line to the answer's last byte */
    size_t      in, out; /* bytes of the bodies */
    const char *address; /* of the peer: "192.168.1.7" is written as "192.168.1.0/24" */
    const char *cause;   /* of a 500; NULL none */
};

void log_request(const struct web_options *options, const struct log_entry *entry);
/* Something of the server itself: {"time","event","text"}. */
void log_event(const struct web_options *options, time_ms time, const char *event,
               const char *text);

#endif
