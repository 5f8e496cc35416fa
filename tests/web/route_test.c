/* SPDX-License-Identifier: GPL-3.0-or-later
 * route_test.c - the routing table by itself, tags, and hosts. */
#include "support/check.h"
#include "web/head.h"
#include "web/route.h"

static void handle(struct request *request, struct answer *answer) {
    (void)request;
    (void)answer;
}

static const struct route table[] = {
    { HTTP_GET, "/api/job", POLICY_STAFF, .handle = handle },
    { HTTP_POST, "/api/job", POLICY_STAFF, .handle = handle },
    { HTTP_GET, "/api/job/{id}", POLICY_STAFF, .handle = handle },
    { HTTP_PATCH, "/api/job/{id}", POLICY_STAFF, .handle = handle },
    { HTTP_POST, "/api/job/bulk", POLICY_STAFF, .handle = handle },
    { HTTP_GET, "/api/{name}/{id}/steps", POLICY_STAFF, .handle = handle },
    { HTTP_GET, "/api/job/{id}/steps", POLICY_STAFF, .handle = handle },
    { .path = NULL },
};

static void a_path_finds_its_row_and_parts(void **state) {
    (void)state;
    static const struct {
        enum http_method method;
        const char      *path, *row, *first, *second, *allowed;
    } cases[] = {
        { HTTP_GET, "/api/job", "/api/job", NULL, NULL, "" },
        { HTTP_GET, "/api/job/7", "/api/job/{id}", "7", NULL, "" },
        { HTTP_POST, "/api/job/bulk", "/api/job/bulk", NULL, NULL, "" },
        { HTTP_GET, "/api/job/bulk", "/api/job/{id}", "bulk", NULL, "" },
        { HTTP_GET, "/api/job/7/steps", "/api/job/{id}/steps", "7", NULL, "" },
        { HTTP_GET, "/api/call/7/steps", "/api/{name}/{id}/steps", "call", "7", "" },
        { HTTP_GET, "/api/job/安居", "/api/job/{id}", "安居", NULL, "" },
        { HTTP_DELETE, "/api/job/7", NULL, NULL, NULL, "GET, HEAD, PATCH, OPTIONS" },
        { HTTP_DELETE, "/api/job", NULL, NULL, NULL, "GET, HEAD, POST, OPTIONS" },
        { HTTP_GET, "/api/job/", NULL, NULL, NULL, "" },
        { HTTP_GET, "/api/job//steps", NULL, NULL, NULL, "" },
        { HTTP_GET, "/api/job/7/steps/", NULL, NULL, NULL, "" },
        { HTTP_GET, "/api/jobs", NULL, NULL, NULL, "" },
        { HTTP_GET, "/api", NULL, NULL, NULL, "" },
        { HTTP_GET, "/", NULL, NULL, NULL, "" },
        { HTTP_GET, "*", NULL, NULL, NULL, "" },
        { HTTP_GET, "", NULL, NULL, NULL, "" },
    };
    struct routes routes = { 0 };
    assert_true(routes_add(&routes, table, NULL));
    assert_true(routes_check(&routes, NULL));
    for (size_t i = 0; i < ROWS(cases); i++) {
        struct arena        arena = { 0 };
        const char         *parts[ROUTE_PARTS] = { 0 }, *allowed = NULL;
        const struct route *found =
            route_match(&routes, cases[i].method, cases[i].path, &arena, parts, &allowed);
        check_text(found ? found->path : NULL, cases[i].row, cases[i].path);
        check_text(parts[0], cases[i].first, cases[i].path);
        check_text(parts[1], cases[i].second, cases[i].path);
        check_text(allowed, cases[i].allowed, cases[i].path);
        if (found)
            check_number(found->method, cases[i].method, cases[i].path);
        arena_deinit(&arena);
    }
    routes_free(&routes);
}

static void a_row_that_says_too_little_or_twice_is_told(void **state) {
    (void)state;
    static const struct {
        struct route rows[3];
        const char  *said;
    } wrong[] = {
        { { { HTTP_GET, "/a", .handle = handle } }, "谁可以用" },
        { { { HTTP_GET, "/a", POLICY_PERMIT, .handle = handle } }, "谁可以用" },
        { { { HTTP_GET, "/a", POLICY_ROLES, .handle = handle } }, "谁可以用" },
        { { { HTTP_GET, "/a", POLICY_OPEN, .handle = NULL } }, "不对" },
        { { { HTTP_GET, "a", POLICY_OPEN, .handle = handle } }, "不对" },
        { { { HTTP_GET, "/a/", POLICY_OPEN, .handle = handle } }, "不对" },
        { { { HTTP_GET, "/{", POLICY_OPEN, .handle = handle } }, "不对" },
        { { { HTTP_GET, "/{}", POLICY_OPEN, .handle = handle } }, "不对" },
        { { { HTTP_GET, "/{a}/{b}/{c}/{d}/{e}", POLICY_OPEN, .handle = handle } }, "不对" },
        { { { HTTP_GET, "/a", POLICY_OPEN, .handle = handle, .takes_json = "{}" } }, "不对" },
        { { { HTTP_GET, "/a", POLICY_OPEN, .handle = handle },
            { HTTP_GET, "/a", POLICY_OPEN, .handle = handle } },
          "两次" },
        { { { HTTP_GET, "/{a}/b", POLICY_OPEN, .handle = handle },
            { HTTP_GET, "/{c}/b", POLICY_OPEN, .handle = handle } },
          "两次" },
    };
    for (size_t i = 0; i < ROWS(wrong); i++) {
        struct err    err = { 0 };
        struct routes routes = { 0 };
        assert_true(routes_add(&routes, wrong[i].rows, NULL));
        assert_false(routes_check(&routes, &err));
        if (!strstr(err.text, wrong[i].said))
            fail_msg("row %zu: %s", i, err.text);
        routes_free(&routes);
    }
}

static void hosts_are_known_by_name_whatever_their_port(void **state) {
    (void)state;
    static const struct {
        const char *host, *names;
        bool        valid, named;
    } hosts[] = {
        { "anju.local", "anju.local,192.168.1.2", true, true },
        { "ANJU.local:8443", "anju.local, 192.168.1.2", true, true },
        { "192.168.1.2:8443", "anju.local, 192.168.1.2", true, true },
        { "[::1]:8443", "[::1]", true, true },
        { "[::1]", "", true, true },
        { "evil.example", "anju.local", true, false },
        { "anju.local.evil.example", "anju.local", true, false },
        { "anju", "anju.local", true, false },
        { "", "", false, true },
        { "a b", "", false, true },
        { "a:", "", false, true },
        { "a:123456", "", false, true },
        { "a@b", "", false, true },
        { "[::1", "", false, true },
        { "[x]", "", false, true },
        { "安居", "", false, true },
    };
    for (size_t i = 0; i < ROWS(hosts); i++) {
        check_number(host_valid(hosts[i].host), hosts[i].valid, hosts[i].host);
        if (hosts[i].valid)
            check_number(host_named(hosts[i].host, hosts[i].names), hosts[i].named, hosts[i].host);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_finds_its_row_and_parts),
        cmocka_unit_test(a_row_that_says_too_little_or_twice_is_told),
        cmocka_unit_test(hosts_are_known_by_name_whatever_their_port),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
