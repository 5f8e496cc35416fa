/* SPDX-License-Identifier: GPL-3.0-or-later
 * web.h - what a listener is made of, and starting and stopping it. One thread pool, each thread
 * with a database connection and a world of its own (server.c). */
#ifndef ANJU_WEB_WEB_H
#define ANJU_WEB_WEB_H

#include "web/events.h"
#include "web/limits.h"
#include "web/route.h"

struct web_options {
    const char           *folder;             /* of the data */
    const char           *listen;             /* "127.0.0.1:8443", "[::]:8443", ":0" picks a port */
    bool                  plain;              /* no TLS: loopback only, else refused */
    const char           *cert_pem, *key_pem; /* contents; NULL with `plain` */
    const char           *host;    /* names that Host and Origin may have, comma between; "" any */
    int                   threads; /* 0: as many as cores, at least 4 */
    bool                  public_listener; /* no sessions, POLICY_PUBLIC alone */
    const struct world   *clock;           /* copied into each thread's world */
    const char           *centre;          /* its name, for titles and TOTP */
    const char           *terminal;        /* "D01": in the numbers of receipts made here */
    struct store_options  store; /* records, page limit …; mode and world are each thread's own */
    struct limits_options limits; /* zeros: the defaults */
    /* Each line of the log, with its end; NULL: standard error. On any thread. */
    void (*log)(void *ctx, const char *line, size_t length);
    void *log_ctx;
};

/* Shared by all requests of a listener; read only. Lives until the server has stopped. */
struct web {
    const struct web_options   *options;
    const struct routes        *routes;
    struct events              *events;   /* NULL on the public listener */
    struct session_watch       *sessions; /* one for all listeners; NULL on the public one */
    const struct record *const *records;  /* all, ends with NULL */
    const struct flow *const   *flows;
    const struct permit *const *permits;
};

struct server;
bool server_start(struct server **ret_server, const struct web *web, struct err *err);
/* "https://127.0.0.1:8443": with the port that was picked. */
const char *server_address(const struct server *server);
/* Is it alive: for the watchdog. False when every worker has been at one request for over 10 s, or
 * the thread that watches the connections has stood still for as long. */
bool server_well(const struct server *server);
/* A virtual clock (world_virtual): all threads' go on by `ms` from their next request on. */
void server_advance(struct server *server, int64_t ms);
void server_count(const struct server *server, struct limits_count *ret_count);
/* Quiesce, end streams, let what runs finish for at most 3 s, stop (PROBES.md). */
void server_stop(struct server *server);

#endif
