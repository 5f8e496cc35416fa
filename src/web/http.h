/* SPDX-License-Identifier: GPL-3.0-or-later
 * http.h - one request and its answer, as routes see them: checked text, no library's types. What
 * the server (server.c) has let through is whole, within limits and valid UTF-8. */
#ifndef ANJU_WEB_HTTP_H
#define ANJU_WEB_HTTP_H

#include "flow/act.h"
#include "staff/login.h"

#include <jansson.h>

enum http_method { HTTP_GET, HTTP_POST, HTTP_PATCH, HTTP_PUT, HTTP_DELETE, HTTP_METHOD_COUNT };
extern const char *const http_method_names[HTTP_METHOD_COUNT];

struct pair {
    const char *name, *value;
};

enum { ROUTE_PARTS = 4 };

struct request {
    enum http_method      method; /* HEAD comes as GET: the server leaves the body away */
    const char           *path;   /* decoded, without the query */
    const char           *parts[ROUTE_PARTS]; /* what {…} of the route's path matched, in order */
    const struct pair    *query;              /* decoded, in order, ends with a NULL name */
    const struct pair    *headers; /* as they came, ends with a NULL name: request_header() */
    const char           *host;    /* as it was given, checked */
    const char           *if_match, *if_none_match, *idempotency_key, *last_event_id; /* or NULL */
    const char           *csrf, *origin; /* X-CSRF-Token, Origin; or NULL */
    const char           *token;         /* of the cookie anju_session, or NULL; never logged */
    const json_t         *body;          /* parsed; NULL: none */
    const char           *raw; /* of a body that is no JSON (multipart, text), with its size */
    size_t                raw_size;
    const char           *content_type;
    const char           *address; /* of the peer; never logged beside a person */
    enum lang             lang;    /* Accept-Language, Chinese first */
    const struct session *session; /* NULL on open and public routes */
    struct store         *store;   /* of this thread, STORE_WRITE, no transaction open */
    struct arena         *arena;   /* of this request; what lies in it is there until it is sent */
    const struct web     *web;     /* web.h: what is the same for all requests */
    void                 *connection; /* the server's own (stream.h) */
};

struct answer {
    int            status; /* 0: 200, or 204 when there is nothing to send */
    const char    *type;   /* "application/json", … NULL: that, when there is json */
    json_t        *json;   /* owned; sent compact; NULL: `body` */
    const void    *body;   /* in the request's arena, or static */
    size_t         size;
    const char    *etag;     /* with its quotes; NULL none; the server answers 304 by it */
    const char    *location; /* NULL none */
    const char    *cookie;   /* a whole Set-Cookie value; NULL none */
    const char    *allow;    /* Allow, of 405; NULL none */
    struct stream *stream;   /* stream.h: the connection stays open; NULL no */
    unsigned       seconds;  /* Retry-After; 0 none */
    const char    *cause;    /* of a 500, for the log alone; NULL none */
};

const char *request_query(const struct request *request, const char *name); /* or NULL */
/* By its name in any case; NULL when it was not sent, or more than once. */
const char *request_header(const struct request *request, const char *name);
/* Does a list such as If-None-Match name this tag? "*" names all; W/ is left out of account. */
bool etag_listed(const char *list, const char *etag);

/* RFC 9457, application/problem+json: {"type","title","status","detail","errors":[{"field",
 * "reason"}]}. Each sets the whole answer. Texts go through tr(request->lang); `type` is a word of
 * its own ("no-session"), "" when the status says it all. */
void problem(const struct request *request, struct answer *answer, int status, const char *type,
             const char *format, ...) __attribute__((format(printf, 5, 6)));
/* From problems of a row: 422, each with its field, what was given (not of personal fields), why.
 */
void problem_fields(const struct request *request, struct answer *answer,
                    const struct record *record, const struct problems *problems);
/* From err: INVALID 422, ABSENT 404, STALE 412, FULL 507, BUSY 503 with Retry-After, DAMAGED and
 * MEMORY 500, OTHER 500; a sentence, never a path or SQL. */
void problem_err(const struct request *request, struct answer *answer, const struct err *err);
/* The one 404: of another centre's row, of an absent one, of a record that is not allowed to be
 * known. Byte for byte the same. */
void problem_absent(const struct request *request, struct answer *answer);
void problem_forbidden(const struct request *request, struct answer *answer);

#endif
