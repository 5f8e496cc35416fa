/* SPDX-License-Identifier: GPL-3.0-or-later
 * api_test.c - records over HTTP as staff have them: one row, its versions, changes refused and
 * taken, many at once, and a request that is sent again. */
#include "support/check.h"
#include "support/office.h"

/* Somebody who may do all there is with employers, so that each way is walked. */
static const struct permit all[] = {
    { .record = "employer",
      .may = { [PERMIT_READ] = ROLE(ROLE_MANAGER) | ROLE(ROLE_AUDITOR),
               [PERMIT_REVEAL] = ROLE(ROLE_MANAGER),
               [PERMIT_FIND] = ROLE(ROLE_MANAGER),
               [PERMIT_CREATE] = ROLE(ROLE_MANAGER) | ROLE(ROLE_PUBLISHER),
               [PERMIT_EDIT] = ROLE(ROLE_MANAGER) | ROLE(ROLE_REVIEWER),
               [PERMIT_DELETE] = ROLE(ROLE_MANAGER) } },
    { 0 },
};

struct fixture {
    struct office office;
    struct person manager, auditor, reviewer;
};

static struct fixture             fixture;
static struct office *const       office = &fixture.office;
static const struct person *const manager = &fixture.manager;

static int start(void **state) {
    (void)state;
    office_start(office, all);
    office_person(office, "lihongmei", ROLE(ROLE_MANAGER), &fixture.manager);
    office_person(office, "zhangwei", ROLE(ROLE_AUDITOR), &fixture.auditor);
    office_person(office, "wangfang", ROLE(ROLE_REVIEWER), &fixture.reviewer);
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_stop(office);
    return 0;
}

/* A new employer's path, in the office's arena. */
static const char *employer_new(const char *name, const char *more) {
    struct heard heard =
        office_post(office, manager, "/api/employer",
                    arena_printf(&office->arena, "{\"name\": \"%s\"%s}", name, more));
    if (heard.status != 201)
        fail_msg("%s: %s", name, heard.text);
    return heard_header(office, &heard, "Location");
}

static const char *if_match(const char *etag) {
    return arena_printf(&office->arena, "If-Match: %s\r\n", etag);
}

/* The reason that `field` was refused for; NULL: it was not. */
static const char *reason(const struct heard *heard, const char *field) {
    size_t  i;
    json_t *one;
    json_array_foreach(json_object_get(heard->json, "errors"), i,
                       one) if (strcmp(json_string_value(json_object_get(one, "field")), field) ==
                                0) return json_string_value(json_object_get(one, "reason"));
    return NULL;
}

static void a_row_is_made_read_changed_and_deleted(void **state) {
    (void)state;
    struct heard heard = office_post(office, manager, "/api/employer",
                                     "{\"name\": \"青山服装厂\", \"kind\": \"workshop\", "
                                     "\"contact\": \"刘建明\", \"phone\": \"13812345678\"}");
    check_number(heard.status, 201, "made");
    check_text(heard_header(office, &heard, "ETag"), "\"1\"", "the first version");
    check_text(heard_text(&heard, "contact"), "刘*明", "masked in the answer");
    const char  *path = heard_header(office, &heard, "Location");
    struct heard read = office_get(office, manager, path);
    check_number(read.status, 200, "read");
    assert_true(json_equal(read.json, heard.json));
    assert_null(strstr(read.text, "13812345678"));

    heard = office_ask(office, manager, "GET", path, "If-None-Match: \"1\"\r\n", NULL);
    check_number(heard.status, 304, "the same version is not sent again");
    check_text(heard.body, "", "and nothing of it");

    heard = office_ask(office, manager, "PATCH", path, if_match("\"1\""),
                       "{\"address\": \"二楼\", \"contact\": \"刘*明\"}");
    check_number(heard.status, 200, "changed");
    check_text(heard_header(office, &heard, "ETag"), "\"2\"", "the second version");
    check_text(heard_text(&heard, "address"), "二楼", "as it was sent");
    check_text(heard_text(&heard, "contact"), "刘*明", "a mask sent back changes nothing");
    heard = office_post(office, manager, "/api/find",
                        "{\"record\": \"employer\", \"phone\": \"13812345678\", "
                        "\"reason\": \"回电话\"}");
    check_number(json_array_size(json_object_get(heard.json, "rows")), 1, "its phone is as it was");

    heard = office_ask(office, manager, "PATCH", path, if_match("\"2\""), "{\"address\": null}");
    check_number(heard.status, 200, "emptied");
    assert_true(json_is_null(json_object_get(heard.json, "address")));
    heard = office_ask(office, manager, "DELETE", path, if_match("\"3\""), NULL);
    check_number(heard.status, 204, "deleted");
    check_number(office_get(office, manager, path).status, 404, "gone");
}

static void a_stale_change_is_refused_with_both_versions(void **state) {
    (void)state;
    const char *path = employer_new("两个人改的单位", ", \"phone\": \"13911112222\"");
    check_number(
        office_ask(office, manager, "PATCH", path, if_match("\"1\""), "{\"address\": \"先改的\"}")
            .status,
        200, "the first");
    struct heard heard = office_ask(office, manager, "PATCH", path, if_match("\"1\""),
                                    "{\"address\": \"后改的\", \"phone\": \"13733334444\"}");
    check_number(heard.status, 412, "the second");
    check_text(heard_header(office, &heard, "ETag"), "\"2\"", "what to go on from");
    check_text(
        json_string_value(json_object_get(json_object_get(heard.json, "current"), "address")),
        "先改的", "what is stored");
    check_text(json_string_value(json_object_get(json_object_get(heard.json, "yours"), "address")),
               "后改的", "what was wanted");
    assert_null(strstr(heard.text, "13911112222")); /* masked on both sides */
    assert_null(strstr(heard.text, "13733334444"));
    heard = office_ask(office, manager, "DELETE", path, if_match("\"1\""), NULL);
    check_number(heard.status, 412, "deleting what was changed meanwhile");
    assert_non_null(json_object_get(heard.json, "current"));
    assert_null(json_object_get(heard.json, "yours"));
    check_number(office_ask(office, manager, "PATCH", path, NULL, "{\"address\": \"x\"}").status,
                 428, "a change says which version it means");
    check_number(office_ask(office, manager, "DELETE", path, NULL, NULL).status, 428,
                 "a deletion too");
    heard = office_get(office, manager, path);
    check_text(heard_text(&heard, "address"), "先改的", "nothing was changed");
}

static void what_is_wrong_is_named_by_field_and_reason(void **state) {
    (void)state;
    static const struct {
        const char *body, *field, *why;
    } rows[] = {
        { "{\"name\": \"甲\", \"size\": 3}", "size", "an unknown key" },
        { "{\"name\": \"甲\", \"id\": \"x\"}", "id", "the id is ours" },
        { "{\"name\": \"甲\", \"version\": 7}", "version", "the version is ours" },
        { "{\"name\": \"甲\", \"home\": \"x\"}", "home", "the home is ours" },
        { "{\"kind\": \"workshop\"}", "name", "what has to be there" },
        { "{\"name\": null}", "name", "what has to be there, absent" },
        { "{\"name\": 7}", "name", "a number for a text" },
        { "{\"name\": \"甲\", \"kind\": \"circus\"}", "kind", "no such word" },
        { "{\"name\": \"甲\", \"phone\": \"12\"}", "phone", "no telephone" },
        { "{\"name\": \"甲\", \"verified\": \"2026-02-30\"}", "verified", "no such day" },
        { "{\"name\": \"甲\", \"credit_code\": \"91350100M000100Y44\"}", "credit_code",
          "a check character that does not fit" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct heard heard = office_post(office, manager, "/api/employer", rows[i].body);
        check_number(heard.status, 422, rows[i].why);
        if (!reason(&heard, rows[i].field))
            fail_msg("%s: %s", rows[i].why, heard.text);
    }
    check_number(office_post(office, manager, "/api/employer", "[]").status, 422, "a list");
    check_number(office_post(office, manager, "/api/employer", NULL).status, 422, "nothing");
    (void)employer_new("只有一个", "");
    struct heard heard = office_post(office, manager, "/api/employer", "{\"name\": \"只有一个\"}");
    check_number(heard.status, 422, "a name that is taken");
}

static void many_are_written_together_or_not_at_all(void **state) {
    (void)state;
    const char  *path = employer_new("要一起改的", "");
    const char  *id = strrchr(path, '/') + 1;
    struct heard heard = office_post(
        office, manager, "/api/employer/bulk",
        arena_printf(&office->arena,
                     "{\"rows\": [{\"name\": \"一起一\"}, {\"id\": \"%s\", \"version\": 1, "
                     "\"address\": \"三楼\"}]}",
                     id));
    check_number(heard.status, 200, "both");
    check_number(json_array_size(json_object_get(heard.json, "ids")), 2, "their ids");
    heard = office_get(office, manager, path);
    check_text(heard_text(&heard, "address"), "三楼", "changed");

    heard = office_post(
        office, manager, "/api/employer/bulk",
        arena_printf(&office->arena,
                     "{\"rows\": [{\"name\": \"一起二\"}, {\"name\": \"一起三\", \"kind\": \"x\"}, "
                     "{\"id\": \"%s\", \"version\": 1, \"address\": \"四楼\"}, 7, "
                     "{\"id\": \"%s\", \"version\": 2, \"colour\": \"red\"}, "
                     "{\"id\": \"00000000-0000-7000-8000-000000000000\", \"version\": 1}]}",
                     id, id));
    check_number(heard.status, 422, "one wrong, all refused");
    assert_non_null(reason(&heard, "rows[1].kind"));
    assert_non_null(reason(&heard, "rows[2]"));
    assert_non_null(reason(&heard, "rows[3]"));
    assert_non_null(reason(&heard, "rows[4].colour"));
    assert_non_null(reason(&heard, "rows[5]"));
    assert_null(reason(&heard, "rows[0]"));
    heard = office_get(office, manager, "/api/employer?name=一起二");
    check_number(json_array_size(json_object_get(heard.json, "rows")), 0, "nothing was written");
    check_number(office_post(office, manager, "/api/employer/bulk", "{\"rows\": {}}").status, 422,
                 "no list");
    check_number(
        office_post(office, manager, "/api/employer/bulk", "{\"rows\": [], \"x\": 1}").status, 422,
        "more than the list");
    check_number(office_post(office, &fixture.reviewer, "/api/employer/bulk",
                             "{\"rows\": [{\"name\": \"一起四\"}]}")
                     .status,
                 403, "who may change but not make makes nothing");
}

static void a_request_that_is_sent_again_is_done_once(void **state) {
    (void)state;
    static const char *const key = "Idempotency-Key: k-1\r\n";
    static const char *const body = "{\"name\": \"只登记一次\"}";
    struct heard first = office_ask(office, manager, "POST", "/api/employer", key, body);
    check_number(first.status, 201, "the first time");
    struct heard again = office_ask(office, manager, "POST", "/api/employer", key, body);
    check_number(again.status, 201, "again");
    check_text(again.body, first.body, "the same answer");
    check_text(heard_header(office, &again, "Location"), heard_header(office, &first, "Location"),
               "the same row");
    check_text(heard_header(office, &again, "ETag"), "\"1\"", "the same version");
    office_again(office);
    again = office_ask(office, manager, "POST", "/api/employer", key, body);
    check_text(again.body, first.body, "after a restart");
    again = office_ask(office, manager, "POST", "/api/employer", key, "{\"name\": \"别的\"}");
    check_number(again.status, 422, "the key with another body");
    check_text(heard_text(&again, "type"), "tag:anju,2026:key-used", "says what is wrong");
    again = office_ask(office, manager, "POST", "/api/employer", "Idempotency-Key: k-2\r\n", body);
    check_number(again.status, 422, "another key does it again: the name is taken");
    again = office_ask(office, manager, "POST", "/api/employer", "Idempotency-Key: k-2\r\n",
                       "{\"name\": \"第二次写对了\"}");
    check_number(again.status, 201, "what was refused has not used its key");
}

static void a_look_is_journalled_with_its_reason(void **state) {
    (void)state;
    const char *path = employer_new("有电话的单位", ", \"phone\": \"13688889999\"");
    const char *reveal = arena_printf(&office->arena, "%s/reveal", path);
    check_number(office_post(office, manager, reveal, "{}").status, 422, "no reason");
    check_number(office_post(office, manager, reveal, "{\"reason\": \"\"}").status, 422,
                 "an empty one");
    check_number(office_post(office, manager, reveal, "{\"reason\": 7}").status, 422, "a number");
    check_number(
        office_post(office, manager, reveal, "{\"reason\": \"核对电话\", \"x\": 1}").status, 422,
        "more than the reason");
    check_number(office_post(office, &fixture.auditor, reveal, "{\"reason\": \"核对电话\"}").status,
                 403, "who may read may not look");
    struct heard heard = office_post(office, manager, reveal, "{\"reason\": \"核对电话\"}");
    check_number(heard.status, 200, "with a reason");
    check_text(heard_text(&heard, "phone"), "13688889999", "unmasked");
    int64_t looks = 0;
    assert_true(store_number(office->store,
                             "SELECT count(*) FROM reveal WHERE name = 'lihongmei' AND reason = "
                             "'核对电话'",
                             NULL, 0, &looks, &office->err));
    check_number(looks, 1, "one look, one row");
}

static void people_are_found_by_what_is_known_exactly(void **state) {
    (void)state;
    (void)employer_new("要找的单位", ", \"contact\": \"孙丽华\", \"phone\": \"13612340000\"");
    static const struct {
        const char *body;
        int         status, count;
        const char *why;
    } rows[] = {
        { "\"phone\": \"13612340000\"", 200, 1, "by its telephone" },
        { "\"phone\": \"136 1234 0000\"", 200, 1, "as people write it" },
        { "\"phone\": \"13612340001\"", 200, 0, "not by one beside it" },
        { "\"phone\": \"1361234\"", 422, 0, "not by a part of it" },
        { "\"phone\": \"%\"", 422, 0, "not by a pattern" },
        { "\"name\": \"要找的单位\"", 200, 1, "by its name" },
        { "\"name\": \"要找\"", 200, 0, "not by a part of it" },
        { "\"name\": \"%\"", 200, 0, "nor by a pattern" },
        { "\"number\": \"GW-D01-261124-A001-O\"", 200, 0, "by a number of something else" },
        { "\"name\": \"要找的单位\", \"phone\": \"13612340000\"", 422, 0, "by two things" },
        { "\"contact\": \"孙丽华\"", 422, 0, "by another field" },
        { "\"phone\": \"\"", 422, 0, "by nothing" },
        { "\"phone\": 7", 422, 0, "by a number of JSON" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct heard heard = office_post(
            office, manager, "/api/find",
            arena_printf(&office->arena, "{\"record\": \"employer\", \"reason\": \"回电话\", %s}",
                         rows[i].body));
        check_number(heard.status, rows[i].status, rows[i].why);
        check_number(json_array_size(json_object_get(heard.json, "rows")), rows[i].count,
                     rows[i].why);
        if (rows[i].count)
            assert_null(strstr(heard.text, "13612340000")); /* found, and masked */
    }
    static const char *const wrong[] = {
        "{\"record\": \"employer\", \"phone\": \"13612340000\"}",
        "{\"record\": \"credential\", \"phone\": \"13612340000\", \"reason\": \"找人\"}",
        "{\"phone\": \"13612340000\", \"reason\": \"找人\"}",
    };
    for (size_t i = 0; i < ROWS(wrong); i++)
        check_number(office_post(office, manager, "/api/find", wrong[i]).status, 422, wrong[i]);
    check_number(office_post(office, &fixture.auditor, "/api/find",
                             "{\"record\": \"employer\", \"phone\": \"13612340000\", \"reason\": "
                             "\"找人\"}")
                     .status,
                 403, "who may read may not search");
    int64_t looks = 0;
    assert_true(store_number(office->store,
                             "SELECT count(*) FROM reveal WHERE reason = '回电话' AND record = "
                             "'employer'",
                             NULL, 0, &looks, &office->err));
    assert_true(looks >= 3); /* each that was found */
}

static void another_centre_s_row_is_absent_byte_for_byte(void **state) {
    (void)state;
    static const char *const absent = "/api/employer/01900000-0000-7000-8000-000000000000";
    const char *path = employer_new("别的中心的单位", ", \"phone\": \"13512121212\"");
    office_sql(office, "UPDATE employer SET home = x'00000000000070008000000000000001' "
                       "WHERE name = '别的中心的单位'");
    static const struct {
        const char *method, *tail, *headers, *body;
    } rows[] = {
        { "GET", "", NULL, NULL },
        { "PATCH", "", "If-Match: \"1\"\r\n", "{\"address\": \"x\"}" },
        { "PATCH", "", "If-Match: *\r\n", "{\"size\": 1}" },
        { "DELETE", "", "If-Match: \"1\"\r\n", NULL },
        { "POST", "/reveal", NULL, "{\"reason\": \"看一下\"}" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct heard foreign = office_ask(office, manager, rows[i].method,
                                          arena_printf(&office->arena, "%s%s", path, rows[i].tail),
                                          rows[i].headers, rows[i].body);
        struct heard none = office_ask(office, manager, rows[i].method,
                                       arena_printf(&office->arena, "%s%s", absent, rows[i].tail),
                                       rows[i].headers, rows[i].body);
        check_number(foreign.status, 404, rows[i].method);
        check_text(foreign.body, none.body, rows[i].method);
    }
    struct heard list = office_get(office, manager, "/api/employer?name=别的中心的单位&count=1");
    check_number(json_array_size(json_object_get(list.json, "rows")), 0, "in no list");
    check_number(json_integer_value(json_object_get(list.json, "total")), 0, "in no count");
    struct heard find =
        office_post(office, manager, "/api/find",
                    "{\"record\": \"employer\", \"phone\": \"13512121212\", \"reason\": \"找\"}");
    check_number(json_array_size(json_object_get(find.json, "rows")), 0, "found by nobody");
    const char  *bulk = "{\"rows\": [{\"id\": \"%s\", \"version\": 1}]}";
    struct heard foreign = office_post(office, manager, "/api/employer/bulk",
                                       arena_printf(&office->arena, bulk, strrchr(path, '/') + 1));
    struct heard none = office_post(office, manager, "/api/employer/bulk",
                                    arena_printf(&office->arena, bulk, strrchr(absent, '/') + 1));
    check_text(foreign.body, none.body, "in bulk");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_made_read_changed_and_deleted),
        cmocka_unit_test(a_stale_change_is_refused_with_both_versions),
        cmocka_unit_test(what_is_wrong_is_named_by_field_and_reason),
        cmocka_unit_test(many_are_written_together_or_not_at_all),
        cmocka_unit_test(a_request_that_is_sent_again_is_done_once),
        cmocka_unit_test(a_look_is_journalled_with_its_reason),
        cmocka_unit_test(people_are_found_by_what_is_known_exactly),
        cmocka_unit_test(another_centre_s_row_is_absent_byte_for_byte),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
