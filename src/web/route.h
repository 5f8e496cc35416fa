/* SPDX-License-Identifier: GPL-3.0-or-later
 * route.h - the one routing table: method, path, who may, handler. Records get their routes from
 * their tables (records.h), services add only what tables do not give (desk.h). From the same rows
 * come the OpenAPI document and the matrices of the tests: a route without a policy cannot be
 * written down. */
#ifndef ANJU_WEB_ROUTE_H
#define ANJU_WEB_ROUTE_H

#include "web/http.h"

enum route_policy {
    POLICY_UNWRITTEN, /* refused by routes_check() */
    POLICY_OPEN,      /* no session: /healthz, login, the OpenAPI document */
    POLICY_SESSION,   /* anybody who is logged in, also while the password has to be changed */
    POLICY_STAFF,     /* anybody who is in */
    POLICY_PERMIT,    /* `record` and `permission` by the permit table */
    POLICY_ROLES,     /* one of `roles` */
    POLICY_STEPS,     /* by the flow's table, step by step */
    POLICY_PUBLIC,    /* the public listener: never a session */
};

struct route {
    enum http_method  method;
    const char       *path; /* "/api/job/{id}/steps"; NULL ends a table */
    enum route_policy policy;
    const char       *record;
    enum permission   permission;
    role_set          roles;
    void (*handle)(struct request *request, struct answer *answer);
    /* For the OpenAPI document (openapi.h). */
    const char          *summary;    /* N_(): one line */
    const struct record *takes;      /* the body's fields; NULL none, or `takes_json` */
    const char          *takes_json; /* a JSON schema, where no table says it */
    const char          *gives_json; /* the same of the answer; NULL: 204, or by the record */
    bool                 raw;        /* the body is not JSON: goes to request->raw */
    size_t               body_most;  /* bytes; 0: the server's own limit (1 MiB) */
};

/* All routes of a listener, one after the other in memory that lives as long as the program. */
struct routes {
    struct route *rows;
    size_t        count;
};
bool routes_add(struct routes *routes, const struct route *rows, struct err *err);
void routes_free(struct routes *routes);
/* Two rows for one request, a policy or a record that is missing: a sentence. */
bool routes_check(const struct routes *routes, struct err *err);
/* NULL: none; *ret_allowed then lists the methods that the path has ("" none: 404, else 405). */
const struct route *route_match(const struct routes *routes, enum http_method method,
                                const char *path, struct arena *arena,
                                const char *ret_parts[ROUTE_PARTS], const char **ret_allowed);
/* Session, CSRF, must_change, permission: fills `answer` and returns false when it may not; sets
 * request->session. Reading methods need no CSRF token; every other one needs X-CSRF-Token equal to
 * the session's (not on routes without a session) and, where the browser says them, an Origin of
 * ours and no cross-site Sec-Fetch-Site. */
bool route_may(const struct route *route, struct request *request, struct answer *answer);

#endif
