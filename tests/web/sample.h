/* SPDX-License-Identifier: GPL-3.0-or-later
 * sample.h - a listener in this process over a database of its own, with a few routes that need
 * nobody to be logged in, and what it wrote into its log. */
#ifndef ANJU_TESTS_WEB_SAMPLE_H
#define ANJU_TESTS_WEB_SAMPLE_H

#include "support/check.h"
#include "support/seed.h"
#include "support/temp.h"
#include "support/wire.h"
#include "web/log.h"
#include "web/stream.h"
#include "web/web.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct sample {
    struct temp        temp;
    struct world       world;
    struct web_options options;
    struct routes      routes;
    struct web         web;
    struct server     *server;
    int                port;
    pthread_mutex_t    lock; /* of `log` */
    char              *log;
    size_t             log_length;
};

static void sample_log(void *ctx, const char *line, size_t length) {
    struct sample *sample = ctx;
    pthread_mutex_lock(&sample->lock);
    char *log = realloc(sample->log, sample->log_length + length + 1);
    if (log) {
        memcpy(log + sample->log_length, line, length);
        sample->log = log;
        sample->log_length += length;
        log[sample->log_length] = '\0';
    }
    pthread_mutex_unlock(&sample->lock);
}

static inline void hello(struct request *request, struct answer *answer) {
    (void)request;
    answer->json = json_pack("{s:s}", "hello", "安居");
    answer->etag = "\"7\"";
}

/* What came in, back again. */
static inline void echo(struct request *request, struct answer *answer) {
    json_t *query = json_array();
    for (const struct pair *pair = request->query; pair->name; pair++)
        (void)json_array_append_new(query, json_pack("[ss]", pair->name, pair->value));
    answer->json = json_pack("{s:s, s:o, s:s*, s:O*}", "path", request->path, "query", query,
                             "part", request->parts[0], "body", request->body);
}

static inline void echo_raw(struct request *request, struct answer *answer) {
    answer->type = "application/octet-stream";
    answer->body = request->raw;
    answer->size = request->raw_size;
}

enum { LARGE = 16 << 20 };
static inline void large(struct request *request, struct answer *answer) {
    answer->type = "application/octet-stream";
    answer->body = arena_alloc(request->arena, LARGE);
    answer->size = answer->body ? LARGE : 0;
}

static const struct route sample_routes[] = {
    { HTTP_GET, "/hello", POLICY_OPEN, .handle = hello },
    { HTTP_GET, "/echo/{part}", POLICY_OPEN, .handle = echo },
    { HTTP_POST, "/echo", POLICY_OPEN, .handle = echo, .takes_json = "{}" },
    { HTTP_POST, "/small", POLICY_OPEN, .handle = echo, .takes_json = "{}", .body_most = 100 },
    { HTTP_POST, "/raw", POLICY_OPEN, .handle = echo_raw, .raw = true, .body_most = 1 << 20 },
    { HTTP_DELETE, "/hello", POLICY_OPEN, .handle = hello },
    { HTTP_GET, "/large", POLICY_OPEN, .handle = large },
    { HTTP_GET, "/closed", POLICY_STAFF, .handle = hello },
    { .path = NULL },
};

static void sample_make(struct sample *sample) {
    struct err    err = { .lang = LANG_EN };
    struct store *store;
    memset(sample, 0, sizeof(*sample));
    temp_make(&sample->temp);
    support_world(&sample->world);
    pthread_mutex_init(&sample->lock, NULL);
    sample->options = (struct web_options){
        .folder = sample->temp.path,
        .listen = "127.0.0.1:0",
        .plain = true,
        .host = "",
        .threads = 4,
        .clock = &sample->world,
        .centre = "测试中心",
        .store = { .records = staff_records, .space_floor = 1 },
        .limits = { .round_ms = 20 },
        .log = sample_log,
        .log_ctx = sample,
    };
    struct store_options create = sample->options.store;
    create.mode = STORE_CREATE;
    create.world = &sample->world;
    if (!store_open(&store, sample->temp.path, &create, &err) ||
        !routes_add(&sample->routes, sample_routes, &err))
        bug("%s", err.text);
    store_close(store);
    sample->web = (struct web){ .options = &sample->options, .routes = &sample->routes };
}

static void sample_start(struct sample *sample) {
    struct err err = { .lang = LANG_EN };
    if (!server_start(&sample->server, &sample->web, &err))
        bug("%s", err.text);
    sample->port = wire_port(server_address(sample->server));
}

static void sample_stop(struct sample *sample) {
    server_stop(sample->server);
    sample->server = NULL;
}

static void sample_free(struct sample *sample) {
    if (sample->server)
        sample_stop(sample);
    routes_free(&sample->routes);
    temp_remove(&sample->temp);
    pthread_mutex_destroy(&sample->lock);
    free(sample->log);
}

#endif
