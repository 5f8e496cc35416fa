/* SPDX-License-Identifier: GPL-3.0-or-later
 * hostile_test.c - texts that have broken programs, into every route by its path, its query, its
 * headers and its body, and out again: refused with a sentence or kept as they are, and never an
 * error of the server's. */
#include "services/service.h"
#include "support/check.h"
#include "support/hostile.h"
#include "support/office.h"

#include <stdlib.h>

static const struct permit all[] = {
    { .record = "employer",
      .may = { [PERMIT_READ] = ROLE(ROLE_MANAGER),
               [PERMIT_CREATE] = ROLE(ROLE_MANAGER),
               [PERMIT_FIND] = ROLE(ROLE_MANAGER),
               [PERMIT_REVEAL] = ROLE(ROLE_MANAGER),
               [PERMIT_EDIT] = ROLE(ROLE_MANAGER) } },
    { 0 },
};

static struct office        room;
static struct office *const office = &room;
static struct person        manager;

static int start(void **state) {
    (void)state;
    office_start(office, all);
    office_person(office, "lihongmei", ROLE(ROLE_MANAGER), &manager);
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_stop(office);
    return 0;
}

static const char *escaped(const char *text) {
    size_t length = strlen(text);
    char  *out = arena_alloc(&office->arena, 3 * length + 1), *at = out;
    for (size_t i = 0; i < length; i++, at += 3)
        (void)snprintf(at, 4, "%%%02X", (unsigned char)text[i]);
    *at = 0;
    return out;
}

/* Every answer is one of ours: a status below 500, a problem that is JSON, and whole UTF-8. */
static void sound(const struct heard *heard, const char *what, const char *text) {
    if (heard->status < 200 || heard->status >= 500)
        fail_msg("%s with \"%s\": %s", what, text, heard->text);
    if (heard->status >= 400 && !heard_text(heard, "detail"))
        fail_msg("%s with \"%s\": no problem, %s", what, text, heard->text);
    assert_true(text_valid(heard->text, strlen(heard->text)));
}

/* {"name": …} with the text in it, in the arena. */
static const char *object_of(const char *key, const char *text) {
    json_t     *object = json_pack("{s:s}", key, text);
    char       *dumped = object ? json_dumps(object, JSON_COMPACT) : NULL;
    const char *out = dumped ? arena_strdup(&office->arena, dumped) : NULL;
    free(dumped);
    json_decref(object);
    assert_non_null(out);
    return out;
}

static void a_text_is_refused_or_comes_out_as_it_is_stored(void **state) {
    (void)state;
    size_t taken = 0;
    for (size_t i = 0; i < hostile_count; i++) {
        const char  *text = hostile_texts[i];
        struct heard made = office_post(office, &manager, "/api/employer", object_of("name", text));
        sound(&made, "a name", text);
        if (made.status != 201)
            continue;
        taken++;
        const char  *name = heard_text(&made, "name");
        struct heard read = office_get(office, &manager, heard_header(office, &made, "Location"));
        check_text(heard_text(&read, "name"), name, "read again");
        struct heard found = office_get(
            office, &manager, arena_printf(&office->arena, "/api/employer?name=%s", escaped(name)));
        sound(&found, "a filter", text);
        check_number(json_array_size(json_object_get(found.json, "rows")), 1, name);
        office_forget(office);
    }
    assert_true(taken > 20);
    printf("%zu texts, %zu of them taken as names\n", hostile_count, taken);
}

static void no_text_in_a_path_or_a_query_breaks_a_route(void **state) {
    (void)state;
    size_t asked = 0;
    for (size_t r = 0; r < office->routes.count; r++) {
        const struct route *route = &office->routes.rows[r];
        const char         *open = strchr(route->path, '{');
        if (route->method != HTTP_GET || strcmp(route->path, "/api/events") == 0)
            continue;
        for (size_t i = 0; i < hostile_count; i++) {
            const char *text = escaped(hostile_texts[i]);
            const char *path =
                open ? arena_printf(&office->arena, "%.*s%s%s", (int)(open - route->path),
                                    route->path, text, strchr(open, '}') + 1)
                     : arena_printf(&office->arena, "%s?%s=%s", route->path, text, text);
            struct heard heard = office_get(office, &manager, path);
            sound(&heard, route->path, hostile_texts[i]);
            if (open)
                assert_true(heard.status == 404 || heard.status == 400 || heard.status == 403);
            asked++;
            if (i % 16 == 0)
                office_forget(office);
        }
    }
    printf("%zu paths and queries\n", asked);
}

static void no_text_in_a_body_breaks_a_route(void **state) {
    (void)state;
    static const char *const keys[] = { "name",   "title", "phone", "reason", "step",
                                        "record", "login", "fresh", "code",   "rows" };
    size_t                   asked = 0;
    for (size_t r = 0; r < office->routes.count; r++) {
        const struct route *route = &office->routes.rows[r];
        const char         *open = strchr(route->path, '{');
        if (!route->takes && !route->takes_json)
            continue;
        const char *path =
            open ? arena_printf(&office->arena, "%.*s01900000-0000-7000-8000-000000000000%s",
                                (int)(open - route->path), route->path, strchr(open, '}') + 1)
                 : arena_strdup(&office->arena, route->path);
        for (size_t i = 0; i < hostile_count; i++) {
            const char  *body = object_of(keys[(i + r) % ROWS(keys)], hostile_texts[i]);
            struct heard heard = office_ask(office, &manager, http_method_names[route->method],
                                            path, "If-Match: \"1\"\r\n", body);
            sound(&heard, route->path, hostile_texts[i]);
            asked++;
        }
        office_forget(office);
    }
    printf("%zu bodies\n", asked);
}

static void bytes_that_are_no_text_are_refused(void **state) {
    (void)state;
    for (size_t i = 0; i < hostile_byte_count; i++) {
        struct heard heard =
            office_post(office, &manager, "/api/employer",
                        arena_printf(&office->arena, "{\"name\": \"%s\"}", hostile_bytes[i]));
        check_number(heard.status, 400, "in a body");
        heard = office_get(
            office, &manager,
            arena_printf(&office->arena, "/api/employer?name=%s", escaped(hostile_bytes[i])));
        check_number(heard.status, 400, "in a query");
    }
}

static void no_depth_and_no_length_breaks_a_body(void **state) {
    (void)state;
    enum { DEEP = 100000 };
    static const struct {
        const char *unit;
        const char *why;
    } rows[] = { { "[", "lists without an end" },
                 { "{\"a\":", "objects without an end" },
                 { "[[[[[[[[[[", "many at once" },
                 { "1", "a number without an end" },
                 { "\"", "quotes" } };
    for (size_t i = 0; i < ROWS(rows); i++) {
        char        *text = hostile_long(rows[i].unit, DEEP);
        struct heard heard = office_post(office, &manager, "/api/employer", text);
        check_number(heard.status, 400, rows[i].why);
        free(text);
    }
    char *closed = hostile_long("[", 2 * DEEP);
    memset(closed + DEEP, ']', DEEP);
    check_number(office_post(office, &manager, "/api/employer", closed).status, 400,
                 "deep, and closed");
    free(closed);
    static const char *const numbers[] = { "1e999", "-1e999", "99999999999999999999",
                                           "1.5",   "-0",     "1e5",
                                           "01",    "NaN",    "Infinity",
                                           "0x10" };
    for (size_t i = 0; i < ROWS(numbers); i++) {
        struct heard heard =
            office_post(office, &manager, "/api/job",
                        arena_printf(&office->arena, "{\"headcount\": %s}", numbers[i]));
        sound(&heard, "a number", numbers[i]);
        assert_true(heard.status == 400 || heard.status == 422);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_refused_or_comes_out_as_it_is_stored),
        cmocka_unit_test(no_text_in_a_path_or_a_query_breaks_a_route),
        cmocka_unit_test(no_text_in_a_body_breaks_a_route),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(no_depth_and_no_length_breaks_a_body),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
