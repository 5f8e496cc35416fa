/* SPDX-License-Identifier: GPL-3.0-or-later
 * exchange.h - one request and its answer on their way through the library: what server.c, reply.c
 * and stream.c share. */
#ifndef ANJU_WEB_EXCHANGE_H
#define ANJU_WEB_EXCHANGE_H

#include "web/head.h"
#include "web/stream.h"
#include "web/worker.h"

#include <microhttpd.h>
#include <stdatomic.h>

enum { BODY_MOST = 1 << 20, REQUEST_ID_TEXT = 27 };

struct server {
    const struct web  *web;
    struct MHD_Daemon *daemon;
    struct limits     *limits;
    struct workers    *workers;
    char              *late_answer; /* what a late head is told */
    int                listener;
    unsigned           run; /* by chance: with the number of the request its id */
    atomic_ullong      requests;
    atomic_size_t      bodies; /* bytes of all requests' bodies in memory */
    atomic_bool        stopping;
    char               address[300];
};

/* A connection: the library's socket context. */
struct line {
    struct server   *server;
    struct guest    *guest;
    struct exchange *exchange; /* at most one at a time */
};

struct exchange {
    struct line           *line;
    struct MHD_Connection *connection;
    struct worker         *worker;
    struct request         request;
    struct answer          answer;
    struct arena           arena;
    const char            *target; /* as it came */
    const char            *method; /* HEAD is HEAD here */
    const struct route    *route;
    char                  *body;
    size_t                 body_size, body_room, body_most, sent;
    struct stream         *stream; /* opened, and not yet the library's */
    int64_t                began_ms;
    bool                   begun, ready; /* the head is read; the answer is there */
    bool                   straight;     /* answered past the library */
    char                   id[REQUEST_ID_TEXT];
};

struct exchange *exchange_new(struct line *line, struct MHD_Connection *connection,
                              const char *target);
/* The three calls of the library's handler; MHD_NO closes the connection. */
enum MHD_Result exchange_head(struct exchange *exchange, const char *url, const char *method,
                              const char *version);
enum MHD_Result exchange_body(struct exchange *exchange, const char *bytes, size_t *size);
enum MHD_Result exchange_end(struct exchange *exchange);
/* It is over, one way or the other: logged and freed. */
void exchange_free(struct exchange *exchange, bool whole);

/* reply.c: queues exchange->answer. */
enum MHD_Result reply(struct exchange *exchange);
/* Past the library, for when it takes nothing any more; the connection is to be closed then. */
void reply_straight(struct line *line, struct MHD_Connection *connection, const char *id,
                    int status, const char *text);
/* The whole answer in bytes, as reply_straight() writes it; to be freed. NULL: no memory. */
char *reply_text(const struct web_options *options, const char *id, int status, const char *text);
void  reply_begin(void); /* once, before the library runs */

/* stream.c */
struct MHD_Response *stream_response(struct stream *stream); /* takes it; NULL: it is gone */
void                 stream_drop(struct stream *stream);
extern const struct limits_stream stream_watch; /* for limits_start() */

#endif
