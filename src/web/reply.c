/* SPDX-License-Identifier: GPL-3.0-or-later
 * reply.c - answers on the wire, with the headers that every one of them has. The library answers
 * what it cannot read by pages of its own: its function for that, MHD_queue_response, is ours here,
 * and writes a problem document straight to the connection instead; what we answer ourselves goes
 * to the library's by its address. */
#include "web/exchange.h"

#include <dlfcn.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { DRAIN_MOST = 1 << 20 };

typedef enum MHD_Result (*queue_function)(struct MHD_Connection *, unsigned, struct MHD_Response *);
static queue_function queue;

void reply_begin(void) {
    void *found = dlsym(RTLD_NEXT, "MHD_queue_response");
    if (!found)
        bug("libmicrohttpd has no MHD_queue_response");
    memcpy(&queue, &found, sizeof(queue));
}

/* An API: nothing in an answer is a page, may be framed, run, kept or guessed at. */
static const struct pair always[] = {
    { "Content-Security-Policy",
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'" },
    { "X-Content-Type-Options", "nosniff" },
    { "X-Frame-Options", "DENY" },
    { "Referrer-Policy", "no-referrer" },
    { "Cache-Control", "no-store" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Permissions-Policy", "camera=(), geolocation=(), microphone=()" },
    { NULL, NULL },
};
static const struct pair under_tls = { "Strict-Transport-Security", "max-age=31536000" };

/* --- by the library --- */

static bool header(struct MHD_Response *response, const char *name, const char *value) {
    return !value || MHD_add_response_header(response, name, value) == MHD_YES;
}

static bool add_headers(const struct exchange *exchange, struct MHD_Response *response) {
    const struct answer *answer = &exchange->answer;
    const struct server *server = exchange->line->server;
    char                 seconds[16];
    bool                 ok = true;
    (void)snprintf(seconds, sizeof(seconds), "%u", answer->seconds);
    for (const struct pair *pair = always; pair->name; pair++)
        ok = header(response, pair->name, pair->value) && ok;
    if (!server->web->options->plain)
        ok = header(response, under_tls.name, under_tls.value) && ok;
    if (atomic_load(&server->stopping))
        ok = header(response, "Connection", "close") && ok;
    ok = header(response, "Content-Type", answer->type) && ok;
    ok = header(response, "X-Request-Id", exchange->id) && ok;
    ok = header(response, "ETag", answer->etag) && ok;
    ok = header(response, "Location", answer->location) && ok;
    ok = header(response, "Set-Cookie", answer->cookie) && ok;
    ok = header(response, "Allow", answer->allow) && ok;
    ok = header(response, "Retry-After", answer->seconds ? seconds : NULL) && ok;
    /* Required beside 401; no browser asks for a password because of it. */
    return header(response, "WWW-Authenticate", answer->status == 401 ? "Session" : NULL) && ok;
}

/* The client has it already. */
static bool unchanged(const struct exchange *exchange) {
    const struct answer *answer = &exchange->answer;
    return answer->status == 200 && exchange->request.method == HTTP_GET &&
           etag_listed(exchange->request.if_none_match, answer->etag);
}

static void drop_content(struct answer *answer) {
    json_decref(answer->json);
    answer->json = NULL;
    answer->body = NULL;
    answer->size = 0;
    answer->type = NULL;
}

static struct MHD_Response *response_of(struct exchange *exchange) {
    struct answer *answer = &exchange->answer;
    if (answer->stream && answer->stream == exchange->stream) {
        exchange->stream = NULL;
        return stream_response(answer->stream);
    }
    if (!answer->json) {
        exchange->sent = answer->size;
        return MHD_create_response_from_buffer(answer->size, (void *)(uintptr_t)answer->body,
                                               MHD_RESPMEM_PERSISTENT);
    }
    char                *text = json_dumps(answer->json, JSON_COMPACT);
    struct MHD_Response *response =
        text ? MHD_create_response_from_buffer(strlen(text), text, MHD_RESPMEM_MUST_FREE) : NULL;
    if (response)
        exchange->sent = strlen(text);
    else
        free(text);
    return response;
}

static void settle(struct exchange *exchange) {
    struct answer *answer = &exchange->answer;
    bool           content = answer->json || answer->size > 0 || answer->stream;
    if (answer->status == 0)
        answer->status = content ? 200 : 204;
    if (answer->json && !answer->type)
        answer->type = "application/json";
    if (unchanged(exchange)) {
        answer->status = 304;
        drop_content(answer);
    }
}

enum MHD_Result reply(struct exchange *exchange) {
    settle(exchange);
    struct MHD_Response *response = response_of(exchange);
    if (!response)
        return MHD_NO;
    enum MHD_Result result = MHD_NO;
    if (add_headers(exchange, response))
        result = queue(exchange->connection, (unsigned)exchange->answer.status, response);
    MHD_destroy_response(response);
    return result;
}

/* --- past it --- */

char *reply_text(const struct web_options *options, const char *id, int status, const char *text) {
    struct answer answer = { 0 };
    char         *out = NULL, *headers = NULL;
    size_t        size = 0;
    problem(NULL, &answer, status, "", "%s", tr(LANG_ZH, text));
    char *json = json_dumps(answer.json, JSON_COMPACT);
    json_decref(answer.json);
    FILE *file = json ? open_memstream(&headers, &size) : NULL;
    if (file) {
        for (const struct pair *pair = always; pair->name; pair++)
            (void)fprintf(file, "%s: %s\r\n", pair->name, pair->value);
        if (!options->plain)
            (void)fprintf(file, "%s: %s\r\n", under_tls.name, under_tls.value);
        if (*id)
            (void)fprintf(file, "X-Request-Id: %s\r\n", id);
        if (fclose(file) == 0 &&
            asprintf(&out,
                     "HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Type: "
                     "application/problem+json\r\nContent-Length: %zu\r\n%s\r\n%s",
                     status, MHD_get_reason_phrase_for((unsigned)status), strlen(json), headers,
                     json) < 0)
            out = NULL;
    }
    free(headers);
    free(json);
    return out;
}

/* What is still unread when a connection is closed makes the kernel reset it, and the peer may lose
 * the answer. */
static void drain(int fd) {
    char   bytes[16 * 1024];
    size_t drained = 0;
    for (ssize_t got; drained < DRAIN_MOST; drained += (size_t)got)
        if ((got = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT)) <= 0)
            break;
}

void reply_straight(struct line *line, struct MHD_Connection *connection, const char *id,
                    int status, const char *text) {
    const struct web_options       *options = line->server->web->options;
    const union MHD_ConnectionInfo *tls =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    char *bytes = reply_text(options, id, status, text);
    if (!bytes)
        return; /* it is closed without a word */
    drain(guest_fd(line->guest));
    /* A peer that has gone hears nothing; nothing else is to be done about it. */
    if (options->plain)
        (void)send(guest_fd(line->guest), bytes, strlen(bytes), MSG_DONTWAIT | MSG_NOSIGNAL);
    else if (tls && tls->tls_session)
        (void)gnutls_record_send(tls->tls_session, bytes, strlen(bytes));
    free(bytes);
}

static const char *text_of(int status) {
    switch (status) {
    case 413:
        return N_("请求太大");
    case 414:
        return N_("网址太长");
    case 431:
        return N_("请求头太长");
    case 505:
        return N_("只支持 HTTP/1.1 和 HTTP/1.0");
    default:
        return status < 500 ? N_("请求的写法不合 HTTP 的规定") : N_("服务器没能完成，已记入日志");
    }
}

/* In place of the library's own: only the library calls this, for its pages. */
enum MHD_Result MHD_queue_response(struct MHD_Connection *connection, unsigned status_code,
                                   struct MHD_Response *response) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct line *line = info ? info->socket_context : NULL;
    if (!line)
        return queue(connection, status_code, response);
    struct exchange *exchange = line->exchange;
    int              status = (int)status_code;
    if (exchange) {
        exchange->answer.status = status;
        exchange->straight = true;
    }
    reply_straight(line, connection, exchange ? exchange->id : "", status, text_of(status));
    return MHD_NO;
}
