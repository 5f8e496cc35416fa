/* SPDX-License-Identifier: GPL-3.0-or-later
 * worker.h - what each thread of a listener has for itself: a database connection, opened at its
 * first request, and a world. The library says neither when its threads begin nor when they end:
 * so a thread finds its worker by a thread-local, and the listener closes all when they have ended.
 */
#ifndef ANJU_WEB_WORKER_H
#define ANJU_WEB_WORKER_H

#include "web/web.h"

struct workers;
struct worker;

bool workers_new(struct workers **ret_workers, const struct web *web, struct err *err);
void workers_free(struct workers *workers); /* after the listener's threads have ended */

/* This thread's; NULL: no memory. */
struct worker *worker_here(struct workers *workers);
/* Its database, opened or, after a restore, opened anew; NULL with *err. */
struct store *worker_store(struct worker *worker, struct err *err);
struct world *worker_world(struct worker *worker);
/* Around what may take long: workers_well() is false when every worker has been at it for longer
 * than `most_ms`. */
void worker_begin(struct worker *worker);
void worker_end(struct worker *worker);
bool workers_well(const struct workers *workers, int64_t most_ms);
void workers_advance(struct workers *workers, int64_t ms); /* of a virtual clock */

#endif
