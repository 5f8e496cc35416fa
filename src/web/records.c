/* SPDX-License-Identifier: GPL-3.0-or-later
 * records.c - which records have routes, and what the handlers of all of them share. */
#include "web/records.h"

#include "record/json.h"
#include "web/api.h"
#include "web/openapi.h"
#include "web/session_routes.h"
#include "web/staff_routes.h"

#include <string.h>

/* The paths live as long as the program. */
static struct arena paths;

static bool among(const struct record *const *list, const struct record *record) {
    for (; *list; list++)
        if (*list == record)
            return true;
    return false;
}

bool record_routed(const struct web *web, const struct record *record) {
    return !(record->flags & (RECORD_LOCAL | RECORD_SETTINGS)) &&
           !record_flagged(record, F_PARENT) && !among(flow_records, record) &&
           permit_named(web->permits, record->name) != NULL;
}

const struct record *record_routed_as(const struct web *web, const char *name) {
    for (const struct record *const *r = web->records; *r; r++)
        if (strcmp((*r)->name, name) == 0 && record_routed(web, *r))
            return *r;
    return NULL;
}

/* --- the table ----------------------------------------------------------------------------- */

#define HELD                                                                                       \
    "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"id\",\"holder\","         \
    "\"seconds\"],"                                                                                \
    "\"properties\":{\"id\":{\"type\":\"string\"},\"holder\":{\"type\":\"string\"},\"seconds\":"   \
    "{\"type\":\"integer\"}}}"

/* What each record has; `flow` and `plain`: only those that do, or do not, move by a flow. */
static const struct shape {
    enum http_method  method;
    const char       *path; /* behind /api/NAME */
    enum permission   permission;
    enum route_policy policy;
    bool              flow, plain, personal, takes;
    void (*handle)(struct request *request, struct answer *answer);
    const char *summary; /* N_() */
    const char *takes_json, *gives_json;
} shapes[] = {
    { HTTP_GET, "", PERMIT_READ, POLICY_PERMIT, .handle = list_handle, .summary = N_("列表") },
    { HTTP_GET, "/{id}", PERMIT_READ, POLICY_PERMIT, .handle = row_handle, .summary = N_("一条") },
    { HTTP_POST, "", PERMIT_CREATE, POLICY_PERMIT, .takes = true, .handle = create_handle,
      .summary = N_("新建") },
    { HTTP_PATCH, "/{id}", PERMIT_EDIT, POLICY_PERMIT, .takes = true, .handle = change_handle,
      .summary = N_("修改") },
    { HTTP_DELETE, "/{id}", PERMIT_DELETE, POLICY_PERMIT, .plain = true, .handle = delete_handle,
      .summary = N_("删除") },
    /* Making or changing, or both: by what the rows are, which its handler asks. */
    { HTTP_POST, "/bulk", PERMIT_READ, POLICY_PERMIT, .handle = bulk_handle,
      .summary = N_("一批新建和修改，要么全做要么不做"),
      .takes_json = "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"rows\"],"
                    "\"properties\":{\"rows\":{\"type\":\"array\",\"maxItems\":1000,\"items\":"
                    "{\"type\":\"object\"}}}}" },
    { HTTP_POST, "/{id}/reveal", PERMIT_REVEAL, POLICY_PERMIT, .personal = true,
      .handle = reveal_handle, .summary = N_("看个人信息，要写原因，会记录"),
      .takes_json = "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"reason\"],"
                    "\"properties\":{\"reason\":{\"type\":\"string\"}}}" },
    { HTTP_GET, "/{id}/steps", PERMIT_READ, POLICY_PERMIT, .flow = true, .handle = history_handle,
      .summary = N_("办理记录，和现在能办的步骤") },
    { HTTP_POST, "/{id}/steps", PERMIT_READ, POLICY_STEPS, .flow = true, .handle = step_handle,
      .summary = N_("办一步"),
      .takes_json = "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"step\"],"
                    "\"properties\":{\"step\":{\"type\":\"string\"},\"fields\":{\"type\":"
                    "\"object\"}}}" },
    { HTTP_POST, "/{id}/lease", PERMIT_READ, POLICY_PERMIT, .flow = true,
      .handle = lease_take_handle, .summary = N_("拿在手里办（十分钟，办一步就续上）"),
      .gives_json = HELD },
    { HTTP_DELETE, "/{id}/lease", PERMIT_READ, POLICY_PERMIT, .flow = true,
      .handle = lease_give_handle, .summary = N_("放下不办") },
    { HTTP_POST, "/next", PERMIT_READ, POLICY_PERMIT, .flow = true, .handle = next_handle,
      .summary = N_("下一件：最急的、没有人在办的"), .gives_json = HELD },
};

static const struct route find_route[] = {
    { HTTP_POST, "/api/find", POLICY_STAFF, .handle = find_handle,
      .summary = N_("按电话、姓名或编号找人，要完全一样，会记录"),
      .takes_json = "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"record\","
                    "\"reason\"],\"properties\":{\"record\":{\"type\":\"string\"},\"phone\":"
                    "{\"type\":\"string\"},\"name\":{\"type\":\"string\"},\"number\":{\"type\":"
                    "\"string\"},\"reason\":{\"type\":\"string\"}}}",
      .gives_json = "{\"type\":\"object\",\"required\":[\"rows\"]}" },
    { 0 },
};

static const struct route event_route[] = {
    { HTTP_GET, "/api/events", POLICY_STAFF, .handle = events_handle,
      .summary = N_("有变化就告诉（server-sent events）") },
    { 0 },
};

static bool has_personal(const struct record *record) {
    return record_flagged(record, F_PERSONAL) != NULL;
}

static bool shape_fits(const struct shape *shape, const struct record *record, bool moves) {
    return !(shape->flow && !moves) && !(shape->plain && moves) &&
           !(shape->personal && !has_personal(record));
}

bool record_routes_add(struct routes *routes, const struct web *web, struct err *err) {
    for (const struct record *const *r = web->records; *r; r++) {
        const bool moves = flow_named(web->flows, (*r)->name) != NULL;
        if (!record_routed(web, *r))
            continue;
        for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
            const struct shape *shape = &shapes[i];
            const struct route  rows[] = {
                 { .method = shape->method,
                   .path = arena_printf(&paths, "/api/%s%s", (*r)->name, shape->path),
                   .policy = shape->policy,
                   .record = (*r)->name,
                   .permission = shape->permission,
                   .handle = shape->handle,
                   .summary = shape->summary,
                   .takes = shape->takes ? *r : NULL,
                   .takes_json = shape->takes_json,
                   .gives_json = shape->gives_json },
                 { 0 },
            };
            if (shape_fits(shape, *r, moves) && !routes_add(routes, rows, err))
                return false;
        }
    }
    return routes_add(routes, find_route, err);
}

bool api_routes_add(struct routes *routes, const struct web *web, struct err *err) {
    return routes_add(routes, session_routes, err) && routes_add(routes, staff_routes, err) &&
           record_routes_add(routes, web, err) && routes_add(routes, event_route, err) &&
           routes_add(routes, openapi_routes, err);
}

/* --- shared by the handlers ------------------------------------------------------------------ */

const struct record *request_record(const struct request *request) {
    const char *name = request->path + strlen("/api/");
    size_t      length = strcspn(name, "/");
    for (const struct record *const *r = request->web->records; *r; r++)
        if (strlen((*r)->name) == length && strncmp((*r)->name, name, length) == 0)
            return *r;
    bug("a route of no record: %s", request->path);
}

const struct flow *request_flow(const struct request *request) {
    return flow_named(request->web->flows, request_record(request)->name);
}

struct flow_by request_by(const struct request *request) {
    return (struct flow_by){ .who = WHO_STAFF,
                             .name = request->session->actor.login,
                             .actor = &request->session->actor,
                             .terminal = request->web->options->terminal };
}

bool row_visible(const struct request *request, const struct record *record, const void *row) {
    const struct record_head *head = row;
    const struct actor       *actor = &request->session->actor;
    struct standing           standing;
    if (!id_equal(head->home, actor->home))
        return false;
    if (!actor->outside)
        return true;
    return flow_named(request->web->flows, record->name) &&
           standing_get(request->store, head->id, &standing, NULL) && standing.waiting;
}

bool request_row(struct request *request, struct answer *answer, const struct record *record,
                 void **ret_row) {
    struct err err = { .lang = request->lang };
    row_id     id;
    void      *row = arena_alloc(request->arena, record->size);
    if (!row) {
        (void)err_code_set(&err, ERR_MEMORY, "内存不足");
        problem_err(request, answer, &err);
    } else if (!id_parse(request->parts[0], &id)) {
        problem_absent(request, answer);
    } else if (!store_get(request->store, record, id, row, request->arena, &err)) {
        if (err.code == ERR_ABSENT)
            problem_absent(request, answer);
        else
            problem_err(request, answer, &err);
    } else if (!row_visible(request, record, row)) {
        problem_absent(request, answer);
    } else {
        *ret_row = row;
        return true;
    }
    return false;
}

const char *row_etag(struct request *request, const struct record *record, const void *row) {
    const struct record_head *head = row;
    const char *etag = arena_printf(request->arena, "\"%lld", (long long)head->version);
    for (size_t i = 0; etag && i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (!field_live(field) || !(field->flags & F_RECKONED))
            continue;
        json_t *value = field->type->to_json(field, field_member_const(field, row), NULL);
        etag = arena_printf(request->arena, "%s.%s", etag,
                            json_is_string(value) ? json_string_value(value) : "-");
        json_decref(value);
    }
    return etag ? arena_printf(request->arena, "%s\"", etag) : NULL;
}

json_t *row_json(struct request *request, const struct record *record, const void *row) {
    return record_json(record, row, store_names(request->store), false);
}
