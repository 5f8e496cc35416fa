/* SPDX-License-Identifier: GPL-3.0-or-later
 * session_test.c - coming in over HTTP, staying in and going out: what is wrong tells nothing, what
 * is forged, foreign or over opens nothing. */
#include "support/check.h"
#include "support/office.h"

static struct office        room;
static struct office *const office = &room;
static struct person        agent, other, administrator;

#define PASSWORD "kuaile-jiayuan-7"
#define FRESH "xin-de-mima-2026"

static int start(void **state) {
    (void)state;
    office_start(office, NULL);
    office_person(office, "liumin", ROLE(ROLE_AGENT), &agent);
    office_person(office, "chenjie", ROLE(ROLE_AGENT), &other);
    office_person(office, "admin1", ROLE(ROLE_ADMINISTRATOR), &administrator);
    return 0;
}

static int stop(void **state) {
    (void)state;
    office_stop(office);
    return 0;
}

static struct heard login(const char *name, const char *password) {
    return office_post(
        office, NULL, "/api/session",
        arena_printf(&office->arena, "{\"login\": \"%s\", \"password\": \"%s\"}", name, password));
}

/* Whoever this answer has let in. */
static struct person person_of(const struct heard *heard) {
    struct person person = { .login = "" };
    const char   *cookie = heard_header(office, heard, "Set-Cookie");
    const char   *csrf = heard_text(heard, "csrf");
    if (!cookie || !csrf || strncmp(cookie, "anju_session=", 13) != 0)
        fail_msg("nobody was let in: %s", heard->text);
    size_t length = strcspn(cookie + 13, ";");
    assert_int_equal(length, SESSION_TOKEN - 1);
    memcpy(person.token, cookie + 13, length);
    assert_int_equal(strlen(csrf), SESSION_TOKEN - 1);
    memcpy(person.csrf, csrf, SESSION_TOKEN - 1);
    return person;
}

static void the_right_password_opens_a_session(void **state) {
    (void)state;
    office_password(office, &agent, PASSWORD, false);
    struct heard heard = login("liumin", PASSWORD);
    check_number(heard.status, 201, "in");
    struct person person = person_of(&heard);
    const char   *cookie = heard_header(office, &heard, "Set-Cookie");
    assert_non_null(strstr(cookie, "; HttpOnly"));
    assert_non_null(strstr(cookie, "; SameSite=Strict"));
    assert_non_null(strstr(cookie, "; Path=/"));
    assert_null(strstr(cookie, "Domain"));
    assert_null(strstr(heard.body, person.token)); /* nowhere but in the cookie */
    struct heard who = office_get(office, &person, "/api/session");
    check_number(who.status, 200, "who is it");
    check_text(json_string_value(json_object_get(json_object_get(who.json, "user"), "login")),
               "liumin", "it is");
    check_text(heard_text(&who, "csrf"), person.csrf, "the same token against forgery");
    /* A session that somebody else has put into the browser is not taken over. */
    heard = office_ask(office, NULL, "POST", "/api/session",
                       "Cookie: anju_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n",
                       "{\"login\": \"liumin\", \"password\": \"" PASSWORD "\"}");
    assert_string_not_equal(person_of(&heard).token, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    heard = office_ask(office, &person, "DELETE", "/api/session", NULL, NULL);
    check_number(heard.status, 204, "out");
    assert_non_null(strstr(heard_header(office, &heard, "Set-Cookie"), "Max-Age=0"));
    check_number(office_get(office, &person, "/api/session").status, 401, "and stays out");
}

static void what_is_wrong_says_the_same_of_all_and_then_waits(void **state) {
    (void)state;
    office_password(office, &other, PASSWORD, false);
    struct heard unknown = login("nobody-here", PASSWORD),
                 wrong = login("chenjie", "falsch-falsch");
    check_number(wrong.status, 401, "a wrong password");
    check_text(heard_text(&wrong, "type"), "tag:anju,2026:wrong", "by its name");
    check_text(unknown.body, wrong.body, "an unknown login");
    assert_null(heard_header(office, &wrong, "Set-Cookie"));
    for (int i = 1; i < GUESS_FREE; i++)
        check_number(login("chenjie", "falsch-falsch").status, 401, "wrong again");
    struct heard waits = login("chenjie", PASSWORD);
    check_number(waits.status, 429, "the right one too, too soon");
    check_text(heard_text(&waits, "type"), "tag:anju,2026:wait", "by its name");
    assert_non_null(heard_header(office, &waits, "Retry-After"));
    office_again(office);
    check_number(login("chenjie", PASSWORD).status, 429, "after a restart too");
    server_advance(office->server, 31000);
    check_number(login("chenjie", PASSWORD).status, 201, "after the wait");
    static const struct {
        const char *body;
        int         expected;
        const char *why;
    } rows[] = {
        { "{}", 422, "nothing" },
        { "{\"login\": \"liumin\"}", 422, "no password" },
        { "{\"login\": 7, \"password\": \"x\"}", 422, "a number" },
        { "{\"login\": \"liumin\", \"password\": \"x\", \"admin\": true}", 422, "an unknown key" },
        { "[\"liumin\"]", 422, "a list" },
        { "{\"login\": \"liumin\", \"login\": \"chenjie\", \"password\": \"x\"}", 400, "twice" },
        { "{\"login\": \"liumin\"", 400, "half" },
        { "{\"login\": \"li\\u0000umin\", \"password\": \"x\"}", 400, "a NUL" },
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_number(office_post(office, NULL, "/api/session", rows[i].body).status,
                     rows[i].expected, rows[i].why);
}

static void a_first_password_is_good_for_nothing_but_another(void **state) {
    (void)state;
    struct person first;
    office_person(office, "xinlai", ROLE(ROLE_AGENT), &first);
    office_password(office, &first, PASSWORD, true);
    struct heard  heard = login("xinlai", PASSWORD);
    struct person person = person_of(&heard);
    assert_true(json_is_true(json_object_get(heard.json, "must_change")));
    heard = office_get(office, &person, "/api/application");
    check_number(heard.status, 403, "no list");
    check_text(heard_text(&heard, "type"), "tag:anju,2026:must-change", "by its name");
    check_number(office_get(office, &person, "/api/sessions").status, 403, "no other sessions");
    check_number(office_get(office, &person, "/api/session").status, 200, "but who it is");
    heard = office_post(office, &person, "/api/session/password",
                        "{\"password\": \"" PASSWORD "\", \"fresh\": \"kurz\"}");
    check_number(heard.status, 422, "too short");
    heard = office_post(office, &person, "/api/session/password",
                        "{\"password\": \"falsch-falsch\", \"fresh\": \"" FRESH "\"}");
    check_number(heard.status, 401, "without the present one");
    heard = office_post(office, &person, "/api/session/password",
                        "{\"password\": \"" PASSWORD "\", \"fresh\": \"" FRESH "\"}");
    check_number(heard.status, 200, "changed");
    struct person renewed = person_of(&heard);
    check_number(office_get(office, &person, "/api/session").status, 401, "the token before");
    check_number(office_get(office, &renewed, "/api/application").status, 200, "all of it now");
    check_number(login("xinlai", PASSWORD).status, 401, "the password before");
}

static void an_administrator_without_a_second_factor_enrols_first(void **state) {
    (void)state;
    struct person bare;
    office_person(office, "admin2", ROLE(ROLE_ADMINISTRATOR), &bare);
    office_sql(office, "DELETE FROM second_factor WHERE id = (SELECT id FROM staff_user WHERE "
                       "login = 'admin2')");
    struct heard heard = office_get(office, &bare, "/api/staff_user");
    check_number(heard.status, 403, "nothing yet");
    check_text(heard_text(&heard, "type"), "tag:anju,2026:must-enrol", "by its name");
    heard = office_post(office, &bare, "/api/session/totp", NULL);
    check_number(heard.status, 201, "enrolled");
    assert_non_null(strstr(heard_text(&heard, "address"), "otpauth://totp/"));
    check_number(
        office_post(office, &bare, "/api/session/totp/confirm", "{\"code\": \"x\"}").status, 422,
        "no code");
    check_number(office_get(office, &bare, "/api/staff_user").status, 403, "not confirmed");
}

static void forged_tokens_open_nothing(void **state) {
    (void)state;
    static const char *const tokens[] = {
        "",
        "x",
        "null",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "' OR 1=1 --",
        "%00",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    };
    for (size_t i = 0; i < ROWS(tokens); i++) {
        struct heard heard = office_ask(
            office, NULL, "GET", "/api/session",
            arena_printf(&office->arena, "Cookie: anju_session=%s\r\n", tokens[i]), NULL);
        if (heard.status != 401 && heard.status != 400)
            fail_msg("\"%s\": %s", tokens[i], heard.text);
    }
    struct person changed = administrator;
    changed.token[3] = changed.token[3] == 'A' ? 'B' : 'A';
    check_number(office_get(office, &changed, "/api/session").status, 401, "one letter changed");
}

static void a_session_ends_when_it_is_told_to(void **state) {
    (void)state;
    struct person one, two;
    office_person(office, "gaoyan", ROLE(ROLE_AGENT), &one);
    office_person(office, "heping", ROLE(ROLE_AGENT), &two);
    struct heard heard = office_get(office, &one, "/api/sessions");
    check_number(json_array_size(json_object_get(heard.json, "rows")), 1, "one's own alone");
    char id[ID_TEXT];
    id_format(two.session, id);
    const char *path = arena_printf(&office->arena, "/api/sessions/%s", id);
    check_number(office_ask(office, &one, "DELETE", path, NULL, NULL).status, 404,
                 "another's is absent");
    check_number(office_ask(office, &administrator, "DELETE", path, NULL, NULL).status, 204,
                 "an administrator ends it");
    check_number(office_get(office, &two, "/api/session").status, 401, "at once");
    check_number(office_ask(office, &administrator, "DELETE", path, NULL, NULL).status, 404,
                 "once");
}

static void a_session_ends_when_nobody_uses_it(void **state) {
    (void)state;
    struct person idle, busy;
    office_person(office, "idle1", ROLE(ROLE_AGENT), &idle);
    office_person(office, "busy1", ROLE(ROLE_AGENT), &busy);
    for (int minutes = 0; minutes < 20; minutes += 10) {
        check_number(office_get(office, &busy, "/api/session").status, 200, "in use");
        server_advance(office->server, 10 * 60 * 1000);
    }
    check_number(office_get(office, &busy, "/api/session").status, 200, "still in use");
    check_number(office_get(office, &idle, "/api/session").status, 401, "idle for 20 minutes");
}

static void an_administrator_resets_and_disables(void **state) {
    (void)state;
    struct person one;
    char          id[ID_TEXT];
    office_person(office, "tingyong", ROLE(ROLE_AGENT), &one);
    id_format(one.user, id);
    const char  *reset = arena_printf(&office->arena, "/api/staff_user/%s/reset", id);
    const char  *turn = arena_printf(&office->arena, "/api/staff_user/%s/disable", id);
    struct heard heard =
        office_ask(office, &administrator, "POST", reset, "Idempotency-Key: reset-1\r\n", "{}");
    check_number(heard.status, 200, "a first password");
    const char *password = heard_text(&heard, "password");
    check_number(office_get(office, &one, "/api/session").status, 401, "out at once");
    heard = login("tingyong", password);
    check_number(heard.status, 201, "in with it");
    assert_true(json_is_true(json_object_get(heard.json, "must_change")));
    int64_t kept = 0;
    if (!store_number(office->store, "SELECT count(*) FROM repeat WHERE request_key = 'reset-1'",
                      NULL, 0, &kept, &office->err))
        fail_msg("%s", office->err.text);
    check_number(kept, 0, "a password is kept nowhere");
    heard = office_post(office, &administrator, turn, "{\"disabled\": true}");
    check_number(heard.status, 200, "disabled");
    assert_true(json_is_true(json_object_get(heard.json, "disabled")));
    check_number(login("tingyong", password).status, 401, "out for good");
    check_number(office_post(office, &administrator, turn, "{\"disabled\": false}").status, 200,
                 "and in again");
    check_number(login("tingyong", password).status, 201, "with the same password");
    heard = office_ask(office, &administrator, "PATCH",
                       arena_printf(&office->arena, "/api/staff_user/%s", id), "If-Match: *\r\n",
                       "{\"disabled\": true, \"password_at\": \"2026-01-01T00:00:00Z\"}");
    check_number(heard.status, 422, "not past its own route");
    check_number(json_array_size(json_object_get(heard.json, "errors")), 2,
                 "nor the password's day");
    check_number(office_post(office, &administrator, turn, "{\"disabled\": 1}").status, 422, "1");
    check_number(office_post(office, &administrator, reset, "{\"x\": 1}").status, 422, "more");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_right_password_opens_a_session),
        cmocka_unit_test(forged_tokens_open_nothing),
        cmocka_unit_test(an_administrator_without_a_second_factor_enrols_first),
        cmocka_unit_test(a_first_password_is_good_for_nothing_but_another),
        cmocka_unit_test(a_session_ends_when_it_is_told_to),
        cmocka_unit_test(an_administrator_resets_and_disables),
        cmocka_unit_test(what_is_wrong_says_the_same_of_all_and_then_waits),
        cmocka_unit_test(a_session_ends_when_nobody_uses_it),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
