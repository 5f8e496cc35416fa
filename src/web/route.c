/* SPDX-License-Identifier: GPL-3.0-or-later
 * route.c - finding the row of a request, and whether its session may. */
#include "web/route.h"

#include "web/head.h"
#include "web/web.h"

#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- the table --- */

bool routes_add(struct routes *routes, const struct route *rows, struct err *err) {
    size_t count = 0;
    while (rows && rows[count].path)
        count++;
    if (count == 0)
        return true;
    struct route *all = realloc(routes->rows, (routes->count + count) * sizeof(*all));
    if (!all)
        return err_system_set(err, ENOMEM, N_("服务启动不了"));
    memcpy(all + routes->count, rows, count * sizeof(*all));
    routes->rows = all;
    routes->count += count;
    return true;
}

void routes_free(struct routes *routes) {
    free(routes->rows);
    *routes = (struct routes){ 0 };
}

static size_t segment_length(const char *at) {
    return strcspn(at, "/");
}

/* Could one request be meant for both? */
static bool overlap(const char *a, const char *b) {
    while (*a == '/' && *b == '/') {
        size_t length_a = segment_length(++a), length_b = segment_length(++b);
        bool   open = *a == '{' || *b == '{';
        if (!open && (length_a != length_b || strncmp(a, b, length_a) != 0))
            return false;
        a += length_a;
        b += length_b;
    }
    return *a == *b;
}

static bool braces_equal(const char *a, const char *b) {
    while (*a == '/' && *b == '/') {
        if ((*++a == '{') != (*++b == '{'))
            return false;
        a += segment_length(a);
        b += segment_length(b);
    }
    return true;
}

static bool path_plain(const char *path) {
    int parts = 0;
    for (const char *at = path; *at == '/';) {
        size_t length = segment_length(++at);
        bool   open = *at == '{';
        if (length == 0 || (open && (length < 3 || at[length - 1] != '}')))
            return false;
        parts += open;
        at += length;
    }
    return path[0] == '/' && parts <= ROUTE_PARTS;
}

static bool route_check(const struct route *route, struct err *err) {
    const char *method = http_method_names[route->method];
    if (!path_plain(route->path) || !route->handle)
        return err_set(err, N_("路由 %s %s 写得不对"), method, route->path);
    if (route->policy == POLICY_UNWRITTEN || (route->policy == POLICY_PERMIT && !route->record) ||
        (route->policy == POLICY_ROLES && !route->roles))
        return err_set(err, N_("路由 %s %s 没有写谁可以用"), method, route->path);
    if (route->method == HTTP_GET && (route->takes || route->takes_json || route->raw))
        return err_set(err, N_("路由 %s %s 写得不对"), method, route->path);
    return true;
}

bool routes_check(const struct routes *routes, struct err *err) {
    for (size_t i = 0; i < routes->count; i++) {
        const struct route *route = &routes->rows[i];
        if (!route_check(route, err))
            return false;
        for (size_t j = 0; j < i; j++) {
            const struct route *other = &routes->rows[j];
            if (other->method == route->method && overlap(other->path, route->path) &&
                braces_equal(other->path, route->path))
                return err_set(err, N_("路由 %s %s 写了两次"), http_method_names[route->method],
                               route->path);
        }
    }
    return true;
}

/* --- matching --- */

/* Segment by segment; *ret_parts point into `path` with their lengths. */
static bool path_matches(const char *pattern, const char *path, const char *parts[ROUTE_PARTS],
                         size_t lengths[ROUTE_PARTS]) {
    size_t count = 0;
    while (*pattern == '/' && *path == '/') {
        size_t wanted = segment_length(++pattern), given = segment_length(++path);
        if (*pattern == '{') {
            if (given == 0)
                return false;
            parts[count] = path;
            lengths[count++] = given;
        } else if (wanted != given || strncmp(pattern, path, wanted) != 0) {
            return false;
        }
        pattern += wanted;
        path += given;
    }
    return *pattern == '\0' && *path == '\0';
}

/* Where a literal and an open segment both fit the literal is meant: "/api/job/bulk" before
 * "/api/job/{id}". */
static bool more_literal(const char *a, const char *b) {
    while (*a == '/' && *b == '/') {
        if ((*++a == '{') != (*++b == '{'))
            return *a != '{';
        a += segment_length(a);
        b += segment_length(b);
    }
    return false;
}

static const char *allowed_list(unsigned methods, struct arena *arena) {
    char *list = arena_strdup(arena, "");
    for (int i = 0; i < HTTP_METHOD_COUNT && list; i++)
        if (methods & (1u << i))
            list = arena_printf(arena, "%s%s%s%s", list, *list ? ", " : "", http_method_names[i],
                                i == HTTP_GET ? ", HEAD" : "");
    if (list && *list)
        list = arena_printf(arena, "%s, OPTIONS", list);
    return list ? list : "";
}

const struct route *route_match(const struct routes *routes, enum http_method method,
                                const char *path, struct arena *arena,
                                const char *ret_parts[ROUTE_PARTS], const char **ret_allowed) {
    const struct route *found = NULL;
    unsigned            methods = 0;
    const char         *at[ROUTE_PARTS] = { 0 };
    size_t              lengths[ROUTE_PARTS] = { 0 };
    for (size_t i = 0; i < routes->count; i++) {
        const struct route *route = &routes->rows[i];
        const char         *parts[ROUTE_PARTS] = { 0 };
        size_t              sizes[ROUTE_PARTS] = { 0 };
        if (!path_matches(route->path, path, parts, sizes))
            continue;
        methods |= 1u << route->method;
        if (route->method != method || (found && !more_literal(route->path, found->path)))
            continue;
        found = route;
        memcpy(at, parts, sizeof(at));
        memcpy(lengths, sizes, sizeof(lengths));
    }
    *ret_allowed = found ? "" : allowed_list(methods, arena);
    for (size_t i = 0; found && i < ROUTE_PARTS; i++) {
        ret_parts[i] = at[i] ? arena_strndup(arena, at[i], lengths[i]) : NULL;
        if (at[i] && !ret_parts[i])
            return NULL;
    }
    return found;
}

/* --- may it --- */

static bool reads(const struct route *route) {
    return route->method == HTTP_GET;
}

/* "https://HOST" of this request; over plain HTTP (loopback, or behind a proxy) also "http://". */
static bool origin_ours(const struct request *request) {
    const char *origin = request->origin;
    if (strncasecmp(origin, "https://", 8) == 0)
        origin += 8;
    else if (request->web->options->plain && strncasecmp(origin, "http://", 7) == 0)
        origin += 7;
    else
        return false;
    return strcasecmp(origin, request->host) == 0;
}

static bool came_from_us(const struct request *request) {
    const char *site = request_header(request, "Sec-Fetch-Site");
    if (request->origin && !origin_ours(request))
        return false;
    return !site || strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0;
}

static bool csrf_right(const struct request *request) {
    size_t length = strlen(request->session->csrf);
    return request->csrf && length > 0 && strlen(request->csrf) == length &&
           sodium_memcmp(request->csrf, request->session->csrf, length) == 0;
}

static bool forbidden(const struct request *request, struct answer *answer, const char *type,
                      const char *text) {
    problem(request, answer, 403, type, "%s", tr(request->lang, text));
    return false;
}

static bool session_of(struct request *request, struct answer *answer) {
    struct err      err = { .lang = request->lang };
    struct session *session = ARENA_NEW(request->arena, struct session);
    if (!session)
        err.code = ERR_MEMORY;
    else if (request->token &&
             session_open(request->store, request->web->sessions, request->token, session, &err)) {
        request->session = session;
        return true;
    } else if (request->token && err.code != ERR_ABSENT) {
        problem_err(request, answer, &err);
        return false;
    }
    problem(request, answer, 401, "no-session", N_("请先登录"));
    return false;
}

static bool person_may(const struct route *route, const struct request *request,
                       struct answer *answer) {
    const struct actor *actor = &request->session->actor;
    bool                may = true;
    if (route->policy == POLICY_PERMIT)
        may = actor_may(actor, request->web->permits, route->record, route->permission);
    else if (route->policy == POLICY_ROLES)
        may = (actor->roles & route->roles) != 0;
    if (!may)
        problem_forbidden(request, answer);
    return may;
}

bool route_may(const struct route *route, struct request *request, struct answer *answer) {
    bool open = route->policy == POLICY_OPEN || route->policy == POLICY_PUBLIC;
    if (!reads(route) && !came_from_us(request))
        return forbidden(request, answer, "foreign-origin", N_("请求来自别的网站"));
    if (open)
        return true;
    if (request->web->options->public_listener) {
        problem_absent(request, answer);
        return false;
    }
    if (!session_of(request, answer))
        return false;
    if (!reads(route) && !csrf_right(request))
        return forbidden(request, answer, "csrf", N_("请求里没有这次登录的 X-CSRF-Token"));
    if (route->policy == POLICY_SESSION)
        return true;
    if (request->session->must_change)
        return forbidden(request, answer, "must-change", N_("请先换掉第一个密码"));
    if (request->session->must_enrol)
        return forbidden(request, answer, "must-enrol", N_("管理员请先开通动态口令"));
    return person_may(route, request, answer);
}
