/* SPDX-License-Identifier: GPL-3.0-or-later
 * records.h - routes out of record tables: whoever adds a field or a record has its list, its form
 * and its API. Lists: list.c; one row and its changes: row.c; what is masked: reveal.c.
 *
 * A row of another centre (head.home) is absent, in every answer the same way. */
#ifndef ANJU_WEB_RECORDS_H
#define ANJU_WEB_RECORDS_H

#include "web/web.h"

/* Has it routes: neither LOCAL, nor settings, nor a child, nor the ground's own of flows? */
bool record_routed(const struct web *web, const struct record *record);
/* By its name, of those that have; or NULL. */
const struct record *record_routed_as(const struct web *web, const char *name);
bool record_routes_add(struct routes *routes, const struct web *web, struct err *err);

/* What the path of a request names: /api/NAME…; the flow it moves by, or NULL. */
const struct record *request_record(const struct request *request);
const struct flow   *request_flow(const struct request *request);
/* The row of parts[0], of the actor's centre; false: the answer says why not. */
bool request_row(struct request *request, struct answer *answer, const struct record *record,
                 void **ret_row);
/* An outside reviewer sees what waits for review and nothing else. */
bool row_visible(const struct request *request, const struct record *record, const void *row);
/* Who acts, for flows. */
struct flow_by request_by(const struct request *request);

/* "\"3.open\"": the version, and what is reckoned beside it. In the request's arena. */
const char *row_etag(struct request *request, const struct record *record, const void *row);
/* Masked, with id and version. */
json_t *row_json(struct request *request, const struct record *record, const void *row);

/* Does nobody else have this matter in hand? False: 409 with the holder's name, or *err. */
bool lease_free(struct request *request, struct answer *answer, row_id matter, struct err *err);

/* The handlers, by file. */
void list_handle(struct request *request, struct answer *answer);
void row_handle(struct request *request, struct answer *answer);
void create_handle(struct request *request, struct answer *answer);
void change_handle(struct request *request, struct answer *answer);
void delete_handle(struct request *request, struct answer *answer);
void bulk_handle(struct request *request, struct answer *answer);
void reveal_handle(struct request *request, struct answer *answer);
void find_handle(struct request *request, struct answer *answer);
void history_handle(struct request *request, struct answer *answer);
void step_handle(struct request *request, struct answer *answer);
void lease_take_handle(struct request *request, struct answer *answer);
void lease_give_handle(struct request *request, struct answer *answer);
void next_handle(struct request *request, struct answer *answer);

#endif
