/* SPDX-License-Identifier: GPL-3.0-or-later
 * write.h - a change by a request: one transaction under the login of whoever asks, an answer that
 * is kept with it when the request has an Idempotency-Key, and nothing at all when it is refused.
 */
#ifndef ANJU_WEB_WRITE_H
#define ANJU_WEB_WRITE_H

#include "web/http.h"

/* Does the work within the transaction and fills the answer. False: *err says why not, or, with an
 * empty text, the answer does. */
typedef bool web_work(struct request *request, struct answer *answer, void *ctx, struct err *err);
void         web_write(struct request *request, struct answer *answer, web_work *work, void *ctx);
/* The same for looks at personal values: done, and journalled, as often as it is asked; their
 * answers are kept nowhere. */
void web_look(struct request *request, struct answer *answer, web_work *work, void *ctx);

#endif
