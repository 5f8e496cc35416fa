/* SPDX-License-Identifier: GPL-3.0-or-later
 * openapi_test.c - the OpenAPI document against the router's table and against what the server
 * really answers, by as much of JSON Schema as the document uses. */
#include "flow/act.h"
#include "services/service.h"
#include "support/check.h"
#include "support/office.h"

#include <ctype.h>

static struct office        room;
static struct office *const office = &room;
static struct person        manager, administrator;
static const json_t        *document;

static int start(void **state) {
    (void)state;
    office_start(office, NULL);
    office_person(office, "lihongmei", ROLE(ROLE_MANAGER), &manager);
    office_person(office, "admin1", ROLE(ROLE_ADMINISTRATOR), &administrator);
    document = office_get(office, NULL, "/api/openapi.json").json;
    return document ? 0 : -1;
}

static int stop(void **state) {
    (void)state;
    office_stop(office);
    return 0;
}

/* --- as much of JSON Schema as there is in it ------------------------------------------------- */

static const json_t *resolve(const char *reference) {
    const json_t *at = document;
    if (strncmp(reference, "#/", 2) != 0)
        return NULL;
    for (const char *part = reference + 2; at && *part;) {
        size_t length = strcspn(part, "/");
        at = json_object_get(at, arena_strndup(&office->arena, part, length));
        part += length + (part[length] == '/');
    }
    return at;
}

static const char *type_of(const json_t *value) {
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return "object";
    case JSON_ARRAY:
        return "array";
    case JSON_STRING:
        return "string";
    case JSON_INTEGER:
        return "integer";
    case JSON_REAL:
        return "number";
    case JSON_NULL:
        return "null";
    default:
        return "boolean";
    }
}

static bool type_fits(const json_t *types, const json_t *value) {
    size_t  i;
    json_t *one;
    if (!types)
        return true;
    if (json_is_string(types))
        return strcmp(json_string_value(types), type_of(value)) == 0;
    json_array_foreach(types, i, one) if (type_fits(one, value)) return true;
    return false;
}

static bool among(const json_t *list, const json_t *value) {
    size_t  i;
    json_t *one;
    json_array_foreach(list, i, one) if (json_equal(one, value)) return true;
    return false;
}

static void fits(const json_t *schema, const json_t *value, const char *where);

static void object_fits(const json_t *schema, const json_t *value, const char *where) {
    const json_t *properties = json_object_get(schema, "properties");
    const json_t *required = json_object_get(schema, "required");
    size_t        i;
    json_t       *one;
    const char   *key;
    json_array_foreach(required, i, one) if (!json_object_get(value, json_string_value(one)))
        fail_msg("%s: without %s", where, json_string_value(one));
    json_object_foreach((json_t *)(uintptr_t)value, key, one) {
        const json_t *property = json_object_get(properties, key);
        const char   *inside = arena_printf(&office->arena, "%s.%s", where, key);
        if (property)
            fits(property, one, inside);
        else if (json_is_false(json_object_get(schema, "additionalProperties")))
            fail_msg("%s is not in the document", inside);
    }
}

static void fits(const json_t *schema, const json_t *value, const char *where) {
    const char *reference = json_string_value(json_object_get(schema, "$ref"));
    size_t      i;
    json_t     *one;
    if (reference) {
        fits(resolve(reference), value, where);
        return;
    }
    const json_t *words = json_object_get(schema, "enum");
    const json_t *constant = json_object_get(schema, "const");
    assert_non_null(schema);
    if (!type_fits(json_object_get(schema, "type"), value) || (words && !among(words, value)) ||
        (constant && !json_equal(constant, value)))
        fail_msg("%s: %s does not fit %s", where, json_dumps(value, JSON_ENCODE_ANY),
                 json_dumps(schema, 0));
    if (json_is_object(value))
        object_fits(schema, value, where);
    json_array_foreach(value, i, one) if (json_object_get(schema, "items"))
        fits(json_object_get(schema, "items"), one, where);
}

/* --- the document itself ---------------------------------------------------------------------- */

static size_t references;

static void references_resolve(const json_t *at) {
    const char *key;
    json_t     *one;
    size_t      i;
    json_object_foreach((json_t *)(uintptr_t)at, key, one) {
        if (strcmp(key, "$ref") == 0) {
            references++;
            if (!resolve(json_string_value(one)))
                fail_msg("%s leads nowhere", json_string_value(one));
        }
        references_resolve(one);
    }
    json_array_foreach(at, i, one) references_resolve(one);
}

static void every_reference_leads_somewhere(void **state) {
    (void)state;
    check_text(json_string_value(json_object_get(document, "openapi")), "3.1.0", "its version");
    references_resolve(document);
    assert_true(references > 50);
    printf("openapi: %zu references\n", references);
}

static const json_t *operation_of(const struct route *route) {
    char *method = arena_strdup(&office->arena, http_method_names[route->method]);
    for (char *c = method; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    return json_object_get(json_object_get(json_object_get(document, "paths"), route->path),
                           method);
}

static void every_route_is_in_it_and_nothing_else(void **state) {
    (void)state;
    size_t      there = 0;
    const char *path, *method;
    json_t     *operations, *operation, *ids = json_object();
    for (size_t i = 0; i < office->routes.count; i++)
        if (!operation_of(&office->routes.rows[i]))
            fail_msg("%s is not in it", office->routes.rows[i].path);
    json_object_foreach(json_object_get(document, "paths"), path, operations)
        json_object_foreach(operations, method, operation) {
        const char *id = json_string_value(json_object_get(operation, "operationId"));
        there++;
        if (json_object_get(ids, id))
            fail_msg("two operations are called %s", id);
        (void)json_object_set_new(ids, id, json_true());
        assert_non_null(json_object_get(operation, "responses"));
        for (const char *open = strchr(path, '{'); open; open = strchr(open + 1, '{')) {
            const char *name = arena_strndup(&office->arena, open + 1, strcspn(open + 1, "}"));
            size_t      i;
            json_t     *one;
            bool        told = false;
            json_array_foreach(json_object_get(operation, "parameters"), i, one) told =
                told || (strcmp(json_string_value(json_object_get(one, "name")), name) == 0 &&
                         json_is_true(json_object_get(one, "required")));
            if (!told)
                fail_msg("%s %s: %s is not told", method, path, name);
        }
    }
    json_decref(ids);
    check_number(there, office->routes.count, "as many operations as routes");
}

/* --- against answers -------------------------------------------------------------------------- */

static const json_t *response_schema(const struct route *route, int status) {
    char          text[8];
    const json_t *responses = json_object_get(operation_of(route), "responses");
    (void)snprintf(text, sizeof(text), "%d", status);
    const json_t *response = json_object_get(responses, text);
    if (!response && status >= 400)
        response = json_object_get(responses, status < 500 ? "4XX" : "5XX");
    if (!response)
        fail_msg("%s: %d is not told", route->path, status);
    const char *type;
    json_t     *content;
    json_object_foreach(json_object_get(response, "content"), type,
                        content) return json_object_get(content, "schema");
    return NULL;
}

static void answered(const struct person *person, const char *method, const char *path,
                     const char *headers, const char *body, int expected) {
    struct heard        heard = office_ask(office, person, method, path, headers, body);
    const char         *parts[ROUTE_PARTS], *allowed;
    enum http_method    verb = HTTP_GET;
    const char         *plain = arena_strndup(&office->arena, path, strcspn(path, "?"));
    const struct route *route;
    while (strcmp(http_method_names[verb], method) != 0)
        verb++;
    route = route_match(&office->routes, verb, plain, &office->arena, parts, &allowed);
    assert_non_null(route);
    if (heard.status != expected)
        fail_msg("%s %s: %d expected, %s", method, path, expected, heard.text);
    const json_t *schema = response_schema(route, heard.status);
    if (schema)
        fits(schema, heard.json, path);
    else
        check_text(heard.body, "", path);
}

static const char *path_of(const char *record) {
    row_id id;
    char   text[ID_TEXT];
    if (!store_find(office->store,
                    arena_printf(&office->arena, "SELECT id FROM \"%s\" LIMIT 1", record), NULL, 0,
                    &id, &office->err))
        bug("%s: %s", record, office->err.text);
    id_format(id, text);
    return arena_printf(&office->arena, "/api/%s/%s", record, text);
}

static void answers_are_as_it_says(void **state) {
    (void)state;
    answered(NULL, "GET", "/healthz", NULL, NULL, 200);
    answered(NULL, "GET", "/api/openapi.json", NULL, NULL, 200);
    answered(NULL, "GET", "/api/session", NULL, NULL, 401);
    answered(&manager, "GET", "/api/session", NULL, NULL, 200);
    answered(&manager, "GET", "/api/sessions", NULL, NULL, 200);
    answered(
        &manager, "POST", "/api/employer", NULL,
        "{\"name\": \"青山服装厂\", \"kind\": \"workshop\", \"contact\": \"刘建明\", \"phone\": "
        "\"13812345678\", \"verified\": \"2026-03-01\"}",
        201);
    answered(&manager, "POST", "/api/employer", NULL, "{\"kind\": \"x\"}", 422);
    answered(&manager, "POST", "/api/trade", NULL, "{\"name\": \"缝纫工\"}", 201);
    answered(&manager, "GET", path_of("employer"), NULL, NULL, 200);
    answered(&manager, "PATCH", path_of("employer"), "If-Match: \"1\"\r\n",
             "{\"address\": \"二楼\"}", 200);
    answered(&manager, "PATCH", path_of("employer"), "If-Match: \"1\"\r\n",
             "{\"address\": \"三楼\"}", 412);
    answered(&manager, "PATCH", path_of("employer"), NULL, "{}", 428);
    answered(&manager, "GET", "/api/employer?count=1", NULL, NULL, 200);
    answered(&manager, "GET", "/api/employer?colour=1", NULL, NULL, 400);
    answered(&manager, "POST", "/api/employer/bulk", NULL, "{\"rows\": [{\"name\": \"二厂\"}]}",
             200);
    answered(&manager, "GET", "/api/staff_user", NULL, NULL, 200);
    answered(&administrator, "GET", path_of("staff_user"), NULL, NULL, 200);
    answered(&administrator, "POST", "/api/session/totp", NULL, NULL, 201);
}

/* Each list is asked: what it holds fits, empty or not. */
static void lists_of_every_record_are_as_it_says(void **state) {
    (void)state;
    for (size_t i = 0; i < office->routes.count; i++) {
        const struct route *route = &office->routes.rows[i];
        if (route->method == HTTP_GET && route->policy == POLICY_PERMIT &&
            !strchr(route->path, '{') &&
            permit_allows(service_permits(), ROLE(ROLE_MANAGER), route->record, PERMIT_READ))
            answered(&manager, "GET", route->path, NULL, NULL, 200);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_reference_leads_somewhere),
        cmocka_unit_test(every_route_is_in_it_and_nothing_else),
        cmocka_unit_test(answers_are_as_it_says),
        cmocka_unit_test(lists_of_every_record_are_as_it_says),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
