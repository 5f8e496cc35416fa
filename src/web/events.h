/* SPDX-License-Identifier: GPL-3.0-or-later
 * events.h - live updates (server-sent events) out of the journal: what changed, masked, only of
 * records that the session may read; resumed by Last-Event-ID, the journal's sequence. One thread
 * watches the WAL and wakes the streams; a quiet stream gets a comment every 20 s and ends with its
 * session. */
#ifndef ANJU_WEB_EVENTS_H
#define ANJU_WEB_EVENTS_H

#include "web/http.h"

struct events;
bool events_open(struct events **ret_events, const char *folder, struct err *err);
void events_close(struct events *events); /* after the server has stopped */
/* GET /api/events */
void events_handle(struct request *request, struct answer *answer);

#endif
