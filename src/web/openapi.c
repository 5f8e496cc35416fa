/* SPDX-License-Identifier: GPL-3.0-or-later
 * openapi.c - paths out of the routes, schemas out of the tables: nothing here names a record or a
 * path. */
#include "web/openapi.h"

#include "record/type.h"
#include "web/records.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* --- schemas --------------------------------------------------------------------------------- */

static json_t *enum_schema(const struct field *field) {
    json_t *names = json_array();
    for (int i = 1; i < field->word_count; i++)
        json_array_append_new(names, json_string(field->words[i].name));
    json_array_append_new(names, json_null());
    return json_pack("{s:o}", "enum", names);
}

static json_t *text_schema(const struct field *field) {
    json_t *schema = json_pack("{s:[s,s]}", "type", "string", "null");
    json_object_set_new(schema, "maxLength", json_integer(field_max(field)));
    return schema;
}

static json_t *number_schema(const struct field *field) {
    json_t *schema = json_pack("{s:[s,s]}", "type", "integer", "null");
    if (field->min || field->max) {
        const bool any = field->any != NULL; /* 0 says 不限 */
        json_object_set_new(schema, "minimum", json_integer(any ? 0 : field_min(field)));
        json_object_set_new(schema, "maximum", json_integer(field_max(field)));
    }
    return schema;
}

/* A list: plain values where a child has one field, else objects. */
static json_t *children_schema(const struct field *field, enum lang lang);

static json_t *type_schema(const struct field *field, enum lang lang) {
    const struct type *type = field->type;
    if (type == &type_children)
        return children_schema(field, lang);
    if (type == &type_enum)
        return enum_schema(field);
    if (type == &type_bool)
        return json_pack("{s:s}", "type", "boolean");
    if (type == &type_int || type == &type_money)
        return number_schema(field);
    if (type == &type_day)
        return json_pack("{s:[s,s], s:s}", "type", "string", "null", "format", "date");
    if (type == &type_time)
        return json_pack("{s:[s,s], s:s}", "type", "string", "null", "format", "date-time");
    if (type == &type_ref)
        return json_pack("{s:[s,s]}", "type", "string", "null");
    return text_schema(field);
}

static json_t *field_schema(const struct field *field, bool given, enum lang lang) {
    json_t     *schema = type_schema(field, lang);
    const char *label = tr(lang, field->label), *hint = field->hint ? tr(lang, field->hint) : NULL;
    json_object_set_new(schema, "title", json_string(label));
    if (hint)
        json_object_set_new(schema, "description", json_string(hint));
    if (field->type == &type_money)
        json_object_set_new(schema, "description", json_string(tr(lang, N_("整数，单位是分"))));
    if (field->flags & F_RECKONED)
        json_object_set_new(schema, "readOnly", json_true());
    if ((field->flags & F_PERSONAL) && !given)
        json_object_set_new(schema, "x-masked", json_true());
    return schema;
}

static bool field_shown(const struct field *field, bool given) {
    return field_live(field) && !(field->flags & (F_SECRET | F_PARENT | F_ORDER)) &&
           !(given && (field->flags & F_RECKONED));
}

static void fields_into(json_t *properties, json_t *required, const struct record *record,
                        bool given, enum lang lang) {
    for (size_t i = 0; i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (!field_shown(field, given))
            continue;
        json_object_set_new(properties, field->name, field_schema(field, given, lang));
        if (!given || (field->flags & F_REQUIRED))
            json_array_append_new(required, json_string(field->name));
    }
}

static json_t *children_schema(const struct field *field, enum lang lang) {
    const struct field *only = record_only_field(field->record);
    json_t             *properties = json_object(), *required = json_array();
    if (only) {
        json_decref(properties);
        json_decref(required);
        return json_pack("{s:s, s:o}", "type", "array", "items", type_schema(only, lang));
    }
    fields_into(properties, required, field->record, true, lang);
    return json_pack("{s:s, s:{s:s, s:o, s:o}}", "type", "array", "items", "type", "object",
                     "properties", properties, "required", required);
}

json_t *record_schema(const struct record *record, bool given, enum lang lang) {
    json_t *properties = json_object(), *required = json_array();
    if (!given) {
        json_object_set_new(properties, "id",
                            json_pack("{s:s, s:s}", "type", "string", "format", "uuid"));
        json_object_set_new(properties, "version",
                            json_pack("{s:s, s:i}", "type", "integer", "minimum", 1));
        json_array_append_new(required, json_string("id"));
        json_array_append_new(required, json_string("version"));
    }
    fields_into(properties, required, record, given, lang);
    json_t *schema =
        json_pack("{s:s, s:s, s:o, s:o}", "type", "object", "title", tr(lang, record->label),
                  "properties", properties, "required", required);
    if (given)
        json_object_set_new(schema, "additionalProperties", json_false());
    return schema;
}

/* --- paths ----------------------------------------------------------------------------------- */

static json_t *reference(struct request *request, const char *name) {
    return json_pack("{s:s}", "$ref",
                     arena_printf(request->arena, "#/components/schemas/%s", name));
}

static json_t *content(const char *type, json_t *schema) {
    return json_pack("{s:{s:{s:o}}}", "content", type, "schema", schema);
}

static json_t *problem_answer(struct request *request, const char *words) {
    json_t *answer = content("application/problem+json", reference(request, "problem"));
    json_object_set_new(answer, "description", json_string(tr(request->lang, words)));
    return answer;
}

static json_t *parameter(const char *name, const char *in, bool required, json_t *schema) {
    return json_pack("{s:s, s:s, s:b, s:o}", "name", name, "in", in, "required", (int)required,
                     "schema", schema);
}

static json_t *text_type(void) {
    return json_pack("{s:s}", "type", "string");
}

/* The fields that a list may be narrowed by; each also as FIELD.ge, .le, .gt, .lt and .ne. */
static void filters_into(json_t *all, struct request *request, const struct route *route) {
    const struct record *record = record_routed_as(request->web, route->record);
    for (size_t i = 0; record && i < record->field_count; i++) {
        const struct field *field = &record->fields[i];
        if (!field_live(field) || field->type->stored == VALUE_NULL ||
            (field->flags & (F_SECRET | F_PERSONAL)))
            continue;
        json_t *one = parameter(field->name, "query", false, text_type());
        json_object_set_new(one, "description", json_string(tr(request->lang, field->label)));
        json_array_append_new(all, one);
    }
}

/* What {…} of the path stands for, and what lists and changes are asked with. */
static json_t *parameters(struct request *request, const struct route *route, bool list) {
    json_t *all = json_array();
    for (const char *at = strchr(route->path, '{'); at; at = strchr(at, '{')) {
        size_t length = strcspn(++at, "}");
        json_array_append_new(
            all, parameter(arena_strndup(request->arena, at, length), "path", true, text_type()));
    }
    if (list) {
        static const char *const asked[] = { "after", "sort", "q", "count" };
        json_array_append_new(all, parameter("limit", "query", false,
                                             json_pack("{s:s, s:i, s:i}", "type", "integer",
                                                       "minimum", 1, "maximum", 200)));
        for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++)
            json_array_append_new(all, parameter(asked[i], "query", false, text_type()));
        filters_into(all, request, route);
    }
    if (route->method != HTTP_GET && route->policy != POLICY_OPEN && route->policy != POLICY_PUBLIC)
        json_array_append_new(all, parameter("X-CSRF-Token", "header", true, text_type()));
    if (route->policy == POLICY_PERMIT &&
        (route->method == HTTP_PATCH || route->method == HTTP_DELETE))
        json_array_append_new(all, parameter("If-Match", "header", true, text_type()));
    if (route->policy == POLICY_PERMIT && route->method == HTTP_POST)
        json_array_append_new(all, parameter("Idempotency-Key", "header", false, text_type()));
    return all;
}

static bool is_list(const struct route *route) {
    return route->policy == POLICY_PERMIT && route->method == HTTP_GET && !strchr(route->path, '{');
}

static json_t *given_schema(const char *text) {
    json_error_t why;
    json_t      *schema = json_loads(text, JSON_REJECT_DUPLICATES, &why);
    if (!schema)
        bug("a schema that is no JSON: %s: %s", why.text, text);
    return schema;
}

static json_t *gives(struct request *request, const struct route *route) {
    if (route->gives_json)
        return given_schema(route->gives_json);
    if (is_list(route))
        return json_pack("{s:s, s:[s,s], s:{s:{s:s, s:o}, s:{s:[s,s]}, s:{s:s}}}", "type", "object",
                         "required", "rows", "next", "properties", "rows", "type", "array", "items",
                         reference(request, route->record), "next", "type", "string", "null",
                         "total", "type", "integer");
    const char *end = route->record ? strrchr(route->path, '/') : NULL;
    if (end && (strcmp(end, "/{id}") == 0 || strcmp(end + 1, route->record) == 0 ||
                strcmp(end, "/reveal") == 0))
        return reference(request, route->record);
    return json_pack("{s:s}", "type", "object");
}

/* The status of what goes well. */
static const char *success(const struct route *route) {
    if (route->method == HTTP_DELETE)
        return "204";
    if (route->method != HTTP_POST)
        return "200";
    const char *end = strrchr(route->path, '/');
    return strcmp(end, "/bulk") == 0 || strcmp(end, "/reveal") == 0 || strcmp(end, "/find") == 0 ||
                   strcmp(end, "/reset") == 0 || strcmp(end, "/disable") == 0 ||
                   strcmp(end, "/password") == 0 || strcmp(end, "/confirm") == 0
               ? "200"
               : "201";
}

static json_t *responses(struct request *request, const struct route *route) {
    json_t *all = json_object();
    if (route->method == HTTP_DELETE) {
        json_object_set_new(all, "204",
                            json_pack("{s:s}", "description", tr(request->lang, N_("做好了"))));
    } else {
        const bool stream = strcmp(route->path, "/api/events") == 0;
        json_t    *fine = content(stream ? "text/event-stream" : "application/json",
                               stream ? text_type() : gives(request, route));
        json_object_set_new(fine, "description", json_string(tr(request->lang, N_("做好了"))));
        json_object_set_new(all, success(route), fine);
    }
    if (route->method == HTTP_PATCH) {
        json_t *waits = content("application/json", reference(request, route->record));
        json_object_set_new(waits, "description",
                            json_string(tr(request->lang, N_("等第二个人审核"))));
        json_object_set_new(all, "202", waits);
    }
    if (route->method == HTTP_GET && route->record)
        json_object_set_new(all, "304",
                            json_pack("{s:s}", "description", tr(request->lang, N_("没有变"))));
    json_object_set_new(all, "4XX",
                        problem_answer(request, N_("不能这样做，problem 里写着为什么")));
    json_object_set_new(all, "5XX", problem_answer(request, N_("服务器出了问题")));
    return all;
}

static json_t *body(struct request *request, const struct route *route) {
    json_t *schema =
        route->takes_json ? given_schema(route->takes_json)
        : route->method == HTTP_PATCH
            ? reference(request, arena_printf(request->arena, "%s.change", route->record))
            : reference(request, arena_printf(request->arena, "%s.new", route->record));
    json_t *all = content("application/json", schema);
    json_object_set_new(all, "required", json_true());
    return all;
}

/* "get /api/job/{id}" as a name: getApiJobId. */
static const char *operation_id(struct request *request, const struct route *route) {
    char *name =
        arena_printf(request->arena, "%s%s", http_method_names[route->method], route->path);
    size_t out = 0;
    bool   upper = false, verb = true;
    for (const char *at = name; at && *at; at++) {
        const unsigned char c = (unsigned char)*at;
        verb = verb && *at != '/';
        if (isalnum(c) || *at == '_')
            name[out++] = (char)(verb ? tolower(c) : upper ? toupper(c) : c);
        upper = !isalnum(c) && *at != '_';
    }
    if (name)
        name[out] = '\0';
    return name;
}

static const char *policy_words(struct request *request, const struct route *route) {
    static const char *const words[] = {
        [POLICY_OPEN] = N_("不用登录"),          [POLICY_SESSION] = N_("要登录"),
        [POLICY_STAFF] = N_("要登录"),           [POLICY_ROLES] = N_("要有相应的角色"),
        [POLICY_STEPS] = N_("看办理流程的规定"), [POLICY_PUBLIC] = N_("不用登录"),
    };
    if (route->policy != POLICY_PERMIT)
        return tr(request->lang, words[route->policy]);
    return arena_printf(request->arena, tr(request->lang, N_("要有这个权限：%s %s")), route->record,
                        permission_names[route->permission]);
}

static json_t *operation(struct request *request, const struct route *route) {
    json_t *one = json_pack(
        "{s:s, s:s, s:s, s:o, s:o}", "operationId", operation_id(request, route), "summary",
        tr(request->lang, route->summary), "description", policy_words(request, route),
        "parameters", parameters(request, route, is_list(route)), "responses",
        responses(request, route));
    if (route->takes || route->takes_json)
        json_object_set_new(one, "requestBody", body(request, route));
    if (route->policy == POLICY_OPEN || route->policy == POLICY_PUBLIC)
        json_object_set_new(one, "security", json_array());
    return one;
}

static json_t *paths_json(struct request *request) {
    json_t *paths = json_object();
    for (size_t i = 0; i < request->web->routes->count; i++) {
        const struct route *route = &request->web->routes->rows[i];
        char                method[8] = "";
        json_t             *path = json_object_get(paths, route->path);
        if (!path) {
            path = json_object();
            json_object_set_new(paths, route->path, path);
        }
        for (size_t c = 0; c + 1 < sizeof(method) && http_method_names[route->method][c]; c++)
            method[c] = (char)tolower((unsigned char)http_method_names[route->method][c]);
        json_object_set_new(path, method, operation(request, route));
    }
    return paths;
}

static json_t *problem_schema(void) {
    return given_schema(
        "{\"type\":\"object\",\"required\":[\"type\",\"title\",\"status\",\"detail\"],"
        "\"properties\":{\"type\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"status\":"
        "{\"type\":\"integer\"},\"detail\":{\"type\":\"string\"},\"errors\":{\"type\":\"array\","
        "\"items\":{\"type\":\"object\",\"required\":[\"reason\"],\"properties\":{\"field\":"
        "{\"type\":\"string\"},\"given\":{\"type\":\"string\"},\"reason\":{\"type\":\"string\"}}}}}"
        "}");
}

/* Of a change nothing is required: what is not named stays. */
static json_t *change_schema(const struct record *record, enum lang lang) {
    json_t *schema = record_schema(record, true, lang);
    (void)json_object_del(schema, "required");
    return schema;
}

/* A new row of a flow that gives receipts comes with one; the token this one time. */
static void receipt_into(json_t *schema, const struct flow *flow) {
    if (flow && flow->receipt)
        json_object_set_new(
            json_object_get(schema, "properties"), "receipt",
            given_schema("{\"type\":\"object\",\"required\":[\"number\",\"token\",\"due\"],"
                         "\"properties\":{\"number\":{\"type\":\"string\"},\"token\":{\"type\":"
                         "[\"string\",\"null\"]},\"due\":{\"type\":\"string\"}}}"));
}

static json_t *schemas_json(struct request *request) {
    json_t *all = json_pack("{s:o}", "problem", problem_schema());
    for (const struct record *const *r = request->web->records; *r; r++) {
        if (!record_routed(request->web, *r))
            continue;
        const char *name = (*r)->name;
        json_object_set_new(all, name, record_schema(*r, false, request->lang));
        receipt_into(json_object_get(all, name), flow_named(request->web->flows, name));
        json_object_set_new(all, arena_printf(request->arena, "%s.new", name),
                            record_schema(*r, true, request->lang));
        json_object_set_new(all, arena_printf(request->arena, "%s.change", name),
                            change_schema(*r, request->lang));
    }
    return all;
}

static void openapi_handle(struct request *request, struct answer *answer) {
    answer->json =
        json_pack("{s:s, s:{s:s, s:s}, s:[{s:[]}], s:o, s:{s:o, s:{s:{s:s, s:s, s:s}}}}", "openapi",
                  "3.1.0", "info", "title", tr(request->lang, N_("安居办公台的接口")), "version",
                  ANJU_VERSION, "security", "session", "paths", paths_json(request), "components",
                  "schemas", schemas_json(request), "securitySchemes", "session", "type", "apiKey",
                  "in", "cookie", "name", "anju_session");
}

const struct route openapi_routes[] = {
    { HTTP_GET, "/api/openapi.json", POLICY_OPEN, .handle = openapi_handle,
      .summary = N_("这份说明"),
      .gives_json = "{\"type\":\"object\",\"required\":[\"openapi\",\"paths\"]}" },
    { 0 },
};
