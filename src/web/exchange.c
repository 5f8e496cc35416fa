/* SPDX-License-Identifier: GPL-3.0-or-later
 * exchange.c - a request from its head to its answer. What is refused while a body is still to come
 * is answered at once, which closes the connection; everything else is answered when the request is
 * whole, which keeps it. */
#include "web/exchange.h"

#include "record/json_text.h"
#include "web/log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    OPEN_BODY_MOST = 64 << 10, /* of a route that nobody has to log in for */
    BODIES_MOST = 64 << 20,    /* of all requests together, in memory */
    ARENA_MOST = 64 << 20,     /* of one request */
    TOKEN_LENGTH = SESSION_TOKEN - 1,
};

static const struct world clock_real; /* zeros are the real clocks (world_real) */

struct exchange *exchange_new(struct line *line, struct MHD_Connection *connection,
                              const char *target) {
    struct exchange *exchange = calloc(1, sizeof(*exchange));
    if (!exchange)
        return NULL;
    arena_init(&exchange->arena, ARENA_MOST);
    exchange->line = line;
    exchange->connection = connection;
    exchange->method = "";
    exchange->target = arena_strdup(&exchange->arena, target ? target : "");
    exchange->began_ms = world_monotonic_ms(&clock_real);
    (void)snprintf(exchange->id, sizeof(exchange->id), "%08x-%llx", line->server->run,
                   (unsigned long long)atomic_fetch_add(&line->server->requests, 1));
    line->exchange = exchange;
    return exchange;
}

void exchange_free(struct exchange *exchange, bool whole) {
    struct line           *line = exchange->line;
    const struct log_entry entry = {
        .time = world_now(exchange->worker ? worker_world(exchange->worker) : &clock_real),
        .id = exchange->id,
        .method = exchange->method,
        .route = exchange->route ? exchange->route->path : NULL,
        .status = whole || exchange->straight ? exchange->answer.status : 0,
        .ms = world_monotonic_ms(&clock_real) - exchange->began_ms,
        .in = exchange->body_size,
        .out = exchange->sent,
        .address = guest_address(line->guest),
        .cause = exchange->answer.cause,
    };
    log_request(line->server->web->options, &entry);
    (void)atomic_fetch_sub(&line->server->bodies, exchange->body_room);
    if (exchange->body)
        explicit_bzero(exchange->body, exchange->body_size);
    free(exchange->body);
    json_decref((json_t *)exchange->request.body);
    json_decref(exchange->answer.json);
    if (exchange->stream)
        stream_drop(exchange->stream);
    arena_deinit(&exchange->arena);
    line->exchange = NULL;
    free(exchange);
}

static void refuse(struct exchange *exchange, const struct refusal *refusal) {
    problem(&exchange->request, &exchange->answer, refusal->status, "", "%s",
            tr(exchange->request.lang, refusal->text));
}

/* --- the head --- */

struct lines {
    struct pair *pairs;
    size_t       count;
};

static enum MHD_Result collect(void *ctx, enum MHD_ValueKind kind, const char *name,
                               const char *value) {
    struct lines *lines = ctx;
    (void)kind; /* header lines alone were asked for */
    if (lines->count == HEAD_LINES)
        return MHD_NO;
    lines->pairs[lines->count++] = (struct pair){ name, value ? value : "" };
    return MHD_YES;
}

/* White space after a value is none of it. */
static bool trim(struct pair *pair, struct arena *arena) {
    size_t length = strlen(pair->value);
    size_t kept = length;
    while (kept > 0 && (pair->value[kept - 1] == ' ' || pair->value[kept - 1] == '\t'))
        kept--;
    if (kept < length)
        pair->value = arena_strndup(arena, pair->value, kept);
    return pair->value != NULL;
}

static bool read_head(struct exchange *exchange, const char *url, const char *version,
                      struct head *head, struct refusal *ret) {
    struct arena *arena = &exchange->arena;
    struct lines  lines = { .pairs = ARENA_NEW_ARRAY(arena, HEAD_LINES + 1, struct pair) };
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);
    *ret = (struct refusal){ 503, N_("服务器正忙，请过一会儿再试") };
    if (!lines.pairs || !exchange->target || !info)
        return false;
    int all = MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, collect, &lines);
    *head = (struct head){ .method = exchange->method,
                           .target = exchange->target,
                           .url = url,
                           .version = version,
                           .size = info->header_size,
                           .lines = lines.pairs,
                           .count = all > (int)lines.count ? (size_t)all : lines.count };
    if (!head_shape(head, ret))
        return false;
    for (size_t i = 0; i < lines.count; i++)
        if (!trim(&lines.pairs[i], arena))
            return false;
    exchange->request.headers = lines.pairs;
    return head_check(head, ret);
}

static enum lang lang_wanted(const char *accept) {
    const char *zh = accept ? strcasestr(accept, "zh") : NULL;
    const char *en = accept ? strcasestr(accept, "en") : NULL;
    return en && (!zh || en < zh) ? LANG_EN : LANG_ZH;
}

/* The one cookie of ours; two of them are none, since the second may have been planted. */
static const char *token_of(const char *cookies, struct arena *arena) {
    static const char name[] = "anju_session=";
    const char       *token = NULL;
    for (const char *at = cookies; at && *at;) {
        at += strspn(at, "; ");
        size_t length = strcspn(at, ";");
        if (strncmp(at, name, sizeof(name) - 1) == 0) {
            const char *value = at + sizeof(name) - 1;
            size_t      size = length - (sizeof(name) - 1);
            size_t      plain = strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                                   "0123456789-_");
            if (token || size != TOKEN_LENGTH || plain < size)
                return NULL;
            token = arena_strndup(arena, value, size);
        }
        at += length;
    }
    return token;
}

static void fill_request(struct exchange *exchange) {
    struct request *request = &exchange->request;
    request->host = request_header(request, "Host");
    request->if_match = request_header(request, "If-Match");
    request->if_none_match = request_header(request, "If-None-Match");
    request->idempotency_key = request_header(request, "Idempotency-Key");
    request->last_event_id = request_header(request, "Last-Event-ID");
    request->csrf = request_header(request, "X-CSRF-Token");
    request->origin = request_header(request, "Origin");
    request->content_type = request_header(request, "Content-Type");
    request->token = token_of(request_header(request, "Cookie"), &exchange->arena);
    request->lang = lang_wanted(request_header(request, "Accept-Language"));
}

/* --- may it come in --- */

/* "application/json", with no other charset than UTF-8. */
static bool type_is_json(const char *type) {
    size_t length = type ? strcspn(type, ";") : 0;
    while (length > 0 && (type[length - 1] == ' ' || type[length - 1] == '\t'))
        length--;
    if (length != strlen("application/json") || strncasecmp(type, "application/json", length) != 0)
        return false;
    const char *charset = strcasestr(type, "charset=");
    if (!charset)
        return true;
    charset += strlen("charset=");
    charset += *charset == '"';
    return strncasecmp(charset, "utf-8", 5) == 0;
}

static bool body_fits(struct exchange *exchange, enum body_kind kind, uint64_t size) {
    const struct route *route = exchange->route;
    struct request     *request = &exchange->request;
    bool                open = route->policy == POLICY_OPEN || route->policy == POLICY_PUBLIC;
    exchange->body_most = route->body_most ? route->body_most : open ? OPEN_BODY_MOST : BODY_MOST;
    if (kind == BODY_NONE)
        return true;
    if (!route->takes && !route->takes_json && !route->raw) {
        problem(request, &exchange->answer, 400, "", N_("这个请求不带内容"));
        return false;
    }
    if (size > exchange->body_most) {
        problem(request, &exchange->answer, 413, "", N_("请求太大，最多 %zu 字节"),
                exchange->body_most);
        return false;
    }
    if (request_header(request, "Content-Encoding"))
        problem(request, &exchange->answer, 415, "", N_("内容不能压缩"));
    else if (!route->raw && !type_is_json(request->content_type))
        problem(request, &exchange->answer, 415, "", N_("内容要是 application/json"));
    return exchange->answer.status == 0;
}

/* What has no handler of its own: no such path, OPTIONS, a method that the path has not. */
static void answer_unrouted(struct exchange *exchange, const char *allowed) {
    if (strcmp(exchange->method, "OPTIONS") == 0 &&
        (*allowed || strcmp(exchange->request.path, "*") == 0)) {
        exchange->answer.status = 204;
        exchange->answer.allow = *allowed ? allowed : NULL;
    } else if (*allowed) {
        problem(&exchange->request, &exchange->answer, 405, "", N_("这个网址只能用 %s"), allowed);
        exchange->answer.allow = allowed;
    } else {
        problem_absent(&exchange->request, &exchange->answer);
    }
}

static bool find_route(struct exchange *exchange) {
    struct request *request = &exchange->request;
    int             method = 0;
    const char     *name = strcmp(exchange->method, "HEAD") == 0 ? "GET" : exchange->method;
    const char     *allowed;
    while (method < HTTP_METHOD_COUNT && strcmp(name, http_method_names[method]) != 0)
        method++;
    request->method = (enum http_method)method;
    exchange->route = route_match(exchange->line->server->web->routes, request->method,
                                  request->path, &exchange->arena, request->parts, &allowed);
    if (!exchange->route)
        answer_unrouted(exchange, allowed);
    return exchange->route != NULL;
}

static bool find_store(struct exchange *exchange) {
    struct err err = { .lang = exchange->request.lang };
    exchange->request.store = worker_store(exchange->worker, &err);
    if (!exchange->request.store)
        problem_err(&exchange->request, &exchange->answer, &err);
    return exchange->request.store != NULL;
}

/* From a head that was checked to a route that may be taken; false: exchange->answer says why. */
static bool admit(struct exchange *exchange, enum body_kind kind, uint64_t size) {
    const struct web_options *options = exchange->line->server->web->options;
    struct request           *request = &exchange->request;
    struct refusal            refusal;
    if (!target_read(exchange->target, request->host, &exchange->arena, &request->path,
                     &request->query, &refusal)) {
        refuse(exchange, &refusal);
        return false;
    }
    if (!host_named(request->host, options->host)) {
        problem(request, &exchange->answer, 421, "", N_("这里没有这个主机名"));
        return false;
    }
    return find_route(exchange) && body_fits(exchange, kind, size) && find_store(exchange) &&
           route_may(exchange->route, request, &exchange->answer);
}

enum MHD_Result exchange_head(struct exchange *exchange, const char *url, const char *method,
                              const char *version) {
    struct line   *line = exchange->line;
    struct head    head;
    struct refusal refusal;
    uint64_t       size = 0;
    exchange->begun = true;
    exchange->method = method;
    exchange->worker = worker_here(line->server->workers);
    exchange->request.arena = &exchange->arena;
    exchange->request.web = line->server->web;
    exchange->request.connection = exchange;
    exchange->request.address = guest_address(line->guest);
    if (!exchange->worker)
        return MHD_NO;
    limits_phase(line->server->limits, line->guest, PHASE_BODY);
    if (!read_head(exchange, url, version, &head, &refusal)) {
        exchange->request.lang =
            lang_wanted(pairs_value(exchange->request.headers, "Accept-Language"));
        refuse(exchange, &refusal);
        return reply(exchange);
    }
    fill_request(exchange);
    enum body_kind kind = head_body(&head, &size);
    worker_begin(exchange->worker);
    exchange->ready = !admit(exchange, kind, size);
    worker_end(exchange->worker);
    return exchange->ready && kind != BODY_NONE ? reply(exchange) : MHD_YES;
}

/* --- the body --- */

static bool body_grow(struct exchange *exchange, size_t size) {
    size_t room = exchange->body_room ? exchange->body_room : 4096;
    while (room < exchange->body_size + size)
        room *= 2;
    size_t more = room - exchange->body_room;
    if (more == 0)
        return true;
    if (atomic_fetch_add(&exchange->line->server->bodies, more) + more > BODIES_MOST) {
        (void)atomic_fetch_sub(&exchange->line->server->bodies, more);
        return false;
    }
    char *body = realloc(exchange->body, room);
    if (!body) {
        (void)atomic_fetch_sub(&exchange->line->server->bodies, more);
        return false;
    }
    exchange->body = body;
    exchange->body_room = room;
    return true;
}

static enum MHD_Result give_up(struct exchange *exchange, int status, const char *text) {
    exchange->answer.status = status;
    exchange->straight = true;
    reply_straight(exchange->line, exchange->connection, exchange->id, status, text);
    return MHD_NO;
}

enum MHD_Result exchange_body(struct exchange *exchange, const char *bytes, size_t *size) {
    if (*size > exchange->body_most - exchange->body_size)
        return give_up(exchange, 413, N_("请求太大"));
    if (!body_grow(exchange, *size))
        return give_up(exchange, 503, N_("服务器正忙，请过一会儿再试"));
    memcpy(exchange->body + exchange->body_size, bytes, *size);
    exchange->body_size += *size;
    *size = 0;
    return MHD_YES;
}

/* --- the answer --- */

static bool read_json(struct exchange *exchange) {
    struct problems problems;
    struct request *request = &exchange->request;
    problems_init(&problems, &exchange->arena, request->lang);
    request->body = record_json_read(exchange->body, exchange->body_size, &problems);
    if (!request->body)
        problem(request, &exchange->answer, 400, "json", "%s",
                problems.count ? problems.at[0].message : "");
    return request->body != NULL;
}

static void handle(struct exchange *exchange) {
    struct request *request = &exchange->request;
    if (exchange->route->raw) {
        request->raw = exchange->body;
        request->raw_size = exchange->body_size;
    } else if (exchange->body_size > 0 && !read_json(exchange)) {
        return;
    }
    exchange->route->handle(request, &exchange->answer);
    store_rollback(request->store); /* a handler that failed half way may have left it open */
}

enum MHD_Result exchange_end(struct exchange *exchange) {
    limits_phase(exchange->line->server->limits, exchange->line->guest, PHASE_ANSWER);
    if (!exchange->ready) {
        worker_begin(exchange->worker);
        handle(exchange);
        worker_end(exchange->worker);
    }
    return reply(exchange);
}
