/* SPDX-License-Identifier: GPL-3.0-or-later
 * refuse_test.c - bytes on the wire and what the server says to them: everything that libmicrohttpd
 * alone would take wrongly, and that honest requests beside it are taken. */
#include "web/sample.h"

#define H "Host: a\r\n"
#define BYE "Connection: close\r\n\r\n"
#define GET(target) "GET " target " HTTP/1.1\r\n" H BYE
#define POST(lines, body) "POST /echo HTTP/1.1\r\n" H lines BYE body
#define JSON "Content-Type: application/json\r\n"

static const struct {
    const char *bytes;
    int         expected; /* 0: closed without an answer */
    const char *why;
} rows[] = {
    { GET("/hello"), 200, "an honest request" },
    { "GET /hello HTTP/1.0\r\n" H "\r\n", 200, "HTTP/1.0" },
    { "HEAD /hello HTTP/1.1\r\n" H BYE, 200, "HEAD is GET" },
    { "\r\n" GET("/hello"), 200, "an empty line before (RFC 9112, 2.2)" },
    { "GET /hello HTTP/1.1\r\nHost:   a \t\r\n" BYE, 200, "white space around a value" },
    { "GET /hello HTTP/1.1\r\nhOsT:a\r\n" BYE, 200, "names in any case" },
    { GET("http://a/hello"), 200, "absolute form of the same host" },
    { GET("/nothing"), 404, "no such path" },
    { GET("/hello/"), 404, "a slash more" },
    { GET("/"), 404, "the root" },
    /* methods */
    { "POST /hello HTTP/1.1\r\n" H "Content-Length: 0\r\n" BYE, 405, "a method the path lacks" },
    { "TRACE /hello HTTP/1.1\r\n" H BYE, 405, "TRACE" },
    { "OPTIONS /hello HTTP/1.1\r\n" H BYE, 204, "OPTIONS lists" },
    { "OPTIONS * HTTP/1.1\r\n" H BYE, 204, "OPTIONS of the server" },
    { "OPTIONS /nothing HTTP/1.1\r\n" H BYE, 404, "OPTIONS of nothing" },
    { "GET * HTTP/1.1\r\n" H BYE, 404, "only OPTIONS has a star" },
    { "get /hello HTTP/1.1\r\n" H BYE, 501, "methods have capitals" },
    { "BREW /hello HTTP/1.1\r\n" H BYE, 501, "an unknown method" },
    { "G\x01T /hello HTTP/1.1\r\n" H BYE, 400, "a method that is no word" },
    { "CONNECT a:80 HTTP/1.1\r\n" H BYE, 400, "authority form" },
    /* the request line */
    { "GET  /hello HTTP/1.1\r\n" H BYE, 400, "two spaces" },
    { "GET /hello  HTTP/1.1\r\n" H BYE, 400, "two spaces before the version" },
    { "GET /hello HTTP/1.1 \r\n" H BYE, 400, "a space at the end" },
    { "GET /he llo HTTP/1.1\r\n" H BYE, 400, "a space in the target" },
    { "GET /hello\r\n" H BYE, 400, "HTTP/0.9" },
    { "GET /hello HTTP/1.2\r\n" H BYE, 505, "a version that is none" },
    { "GET /hello HTTP/2.0\r\n" H BYE, 505, "HTTP/2 by prior knowledge" },
    { "GET /hello http/1.1\r\n" H BYE, 400, "a version in small letters" },
    { "GARBAGE\r\n\r\n", 0, "no request at all" },
    { "GET /hello HTTP/1.1\n" H BYE, 400, "a bare line feed" },
    { "GET /hello HTTP/1.1\r\nHost: a\n" BYE, 400, "a bare line feed in the head" },
    /* targets */
    { GET("http://b/hello"), 400, "absolute form of another host" },
    { GET("hello"), 400, "no slash" },
    { GET("/hello#x"), 400, "a fragment" },
    { GET("/echo/..%2Fhello"), 400, "an encoded slash" },
    { GET("/echo/a%5Cb"), 400, "an encoded backslash" },
    { GET("/echo/a\\b"), 400, "a backslash" },
    { GET("/echo/../hello"), 400, "up" },
    { GET("/echo/%2e%2E/hello"), 400, "up, encoded" },
    { GET("/./hello"), 400, "here" },
    { GET("//hello"), 400, "an empty segment" },
    { GET("/echo/a%00b"), 400, "an encoded NUL" },
    { GET("/echo/a%0Ab"), 400, "an encoded line feed" },
    { GET("/echo/%zz"), 400, "no hexadecimal" },
    { GET("/echo/%4"), 400, "half an escape" },
    { GET("/echo/%E5%AE"), 400, "half a character" },
    { GET("/echo/%C0%AF"), 400, "an overlong slash" },
    { GET("/echo/%ED%A0%80"), 400, "a surrogate" },
    { GET("/echo/%E5%AE%89?a=%E5%B1%85"), 200, "Chinese" },
    { GET("/echo/\xE5\xAE\x89"), 200, "Chinese as it is" },
    { GET("/echo/\xFF"), 400, "no UTF-8" },
    { GET("/echo/a?b=%FF"), 400, "no UTF-8 in the query" },
    { GET("/echo/a?b=%00"), 400, "a NUL in the query" },
    { GET("/echo/<b>"), 400, "brackets in the path" },
    /* hosts */
    { "GET /hello HTTP/1.1\r\n" BYE, 400, "no Host" },
    { "GET /hello HTTP/1.1\r\nHost: \r\n" BYE, 400, "an empty Host" },
    { "GET /hello HTTP/1.1\r\n" H H BYE, 400, "two Hosts" },
    { "GET /hello HTTP/1.1\r\nHost: a/b\r\n" BYE, 400, "a Host that is none" },
    { "GET /hello HTTP/1.1\r\nHost: a:b\r\n" BYE, 400, "a port that is none" },
    { "GET /hello HTTP/1.1\r\nHost: [::1]:80\r\n" BYE, 200, "IPv6" },
    /* lines */
    { "GET /hello HTTP/1.1\r\n" H "X: a\r\n b\r\n" BYE, 400, "a folded line" },
    { "GET /hello HTTP/1.1\r\n" H "X : a\r\n" BYE, 400, "a space before the colon" },
    { "GET /hello HTTP/1.1\r\n" H "X\r\n" BYE, 400, "no colon" },
    { "GET /hello HTTP/1.1\r\n" H ": a\r\n" BYE, 400, "no name" },
    { "GET /hello HTTP/1.1\r\n" H "X(y): a\r\n" BYE, 400, "a name that is no word" },
    { "GET /hello HTTP/1.1\r\n" H "X: a\x01\r\n" BYE, 400, "a control character" },
    { "GET /hello HTTP/1.1\r\n" H "X: a\rb\r\n" BYE, 400, "a bare carriage return" },
    { "GET /hello HTTP/1.1\r\n" H "X: \xFF\r\n" BYE, 400, "no UTF-8 in a value" },
    { "GET /hello HTTP/1.1\r\n" H "Cookie: a=1\r\nCookie: b=2\r\n" BYE, 400, "two Cookies" },
    /* where the body ends */
    { POST(JSON "Content-Length: 2\r\n", "{}"), 200, "an honest body" },
    { POST(JSON "Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"), 200, "in chunks" },
    { POST(JSON "Transfer-Encoding: chunked\r\n", "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"), 200, "two" },
    { POST(JSON "Content-Length: 2\r\nContent-Length: 2\r\n", "{}"), 400, "two lengths" },
    { POST(JSON "Content-Length: 2, 2\r\n", "{}"), 400, "two lengths in one" },
    { POST(JSON "Content-Length: +2\r\n", "{}"), 400, "a sign" },
    { POST(JSON "Content-Length: -2\r\n", "{}"), 400, "less than nothing" },
    { POST(JSON "Content-Length: 0x2\r\n", "{}"), 400, "hexadecimal" },
    { POST(JSON "Content-Length: \r\n", "{}"), 400, "an empty length" },
    { POST(JSON "Content-Length: 10737418240\r\n", ""), 413, "10 GB, refused at once" },
    { POST(JSON "Content-Length: 99999999999999999999\r\n", ""), 413, "more than 64 bits" },
    { POST(JSON "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
      "a length beside chunks" },
    { POST(JSON "Transfer-Encoding: gzip, chunked\r\n", ""), 501, "another coding" },
    { POST(JSON "Transfer-Encoding: identity\r\n", ""), 501, "an old coding" },
    { POST(JSON "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", ""), 400,
      "chunked twice" },
    { "POST /echo HTTP/1.0\r\n" H JSON "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
      "chunks in HTTP/1.0" },
    { POST(JSON "Transfer-Encoding: chunked\r\n", "zz\r\n{}\r\n"), 400, "a chunk of no size" },
    { POST(JSON "Transfer-Encoding: chunked\r\n", "-1\r\n{}\r\n"), 400, "a chunk below zero" },
    { POST(JSON "Transfer-Encoding: chunked\r\n", "2\r\n{}x\r\n0\r\n\r\n"), 400,
      "a chunk too long" },
    { POST(JSON "Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n"), 413, "17 digits" },
    { POST(JSON "Expect: the-unexpected\r\nContent-Length: 2\r\n", "{}"), 417, "Expect" },
    /* bodies */
    { POST("Content-Length: 2\r\n", "{}"), 415, "no type" },
    { POST("Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}"), 415, "a form's type" },
    { POST("Content-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\n", "{}"), 200,
      "a charset" },
    { POST("Content-Type: application/json; charset=gbk\r\nContent-Length: 2\r\n", "{}"), 415,
      "another charset" },
    { POST(JSON "Content-Encoding: gzip\r\nContent-Length: 2\r\n", "{}"), 415, "packed" },
    { "GET /hello HTTP/1.1\r\n" H JSON "Content-Length: 2\r\n" BYE "{}", 400, "a body of GET" },
    { POST(JSON "Content-Length: 1\r\n", "{"), 400, "half" },
    { POST(JSON "Content-Length: 13\r\n", "{\"a\":1,\"a\":2}"), 400, "a key twice" },
    { POST(JSON "Content-Length: 14\r\n", "{\"a\":\"\\ud800\"}"), 400, "a lone surrogate" },
    { POST(JSON "Content-Length: 14\r\n", "{\"a\":\"\\u0000\"}"), 400, "U+0000" },
    { POST(JSON "Content-Length: 9\r\n", "{\"a\":\"\xFF\"}"), 400, "no UTF-8" },
    { POST(JSON "Content-Length: 26\r\n", "{\"a\":99999999999999999999}"), 400,
      "too big a number" },
    { POST(JSON "Content-Length: 4\r\n", "{} x"), 400, "something after it" },
    { POST(JSON "Content-Length: 1\r\n", "1"), 400, "neither object nor list" },
    { POST(JSON "Content-Length: 42\r\n", "[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]"), 400,
      "deep" },
    /* who asks */
    { GET("/closed"), 401, "nobody is logged in" },
    { "DELETE /hello HTTP/1.1\r\n" H "Origin: https://b\r\n" BYE, 403, "another site's page" },
    { "DELETE /hello HTTP/1.1\r\n" H "Origin: null\r\n" BYE, 403, "a page of nowhere" },
    { "DELETE /hello HTTP/1.1\r\n" H "Sec-Fetch-Site: cross-site\r\n" BYE, 403, "cross-site" },
    { "DELETE /hello HTTP/1.1\r\n" H "Origin: http://a\r\n" BYE, 200, "our own page" },
};

static int open_sample(void **state) {
    static struct sample sample;
    sample_make(&sample);
    sample_start(&sample);
    *state = &sample;
    return 0;
}

static int close_sample(void **state) {
    sample_free(*state);
    return 0;
}

static const char *ask(struct sample *sample, const char *bytes, size_t length,
                       struct arena *arena) {
    int fd = wire_connect(sample->port);
    (void)wire_send(fd, bytes, length); /* it may be refused before it is whole */
    const char *answer = wire_rest(fd, arena);
    wire_close(fd);
    return answer;
}

/* Every refusal is a problem document with our headers, once. */
static void check_problem(const char *answer, const char *why, struct arena *arena) {
    check_text(wire_header(answer, "Content-Type", arena), "application/problem+json", why);
    check_text(wire_header(answer, "X-Content-Type-Options", arena), "nosniff", why);
    check_number(wire_answers(answer), 1, why);
    json_t *json = json_loads(wire_body(answer), JSON_REJECT_DUPLICATES, NULL);
    if (!json)
        fail_msg("%s: no JSON: %s", why, wire_body(answer));
    check_number(json_integer_value(json_object_get(json, "status")), wire_status(answer), why);
    if (!json_is_string(json_object_get(json, "type")) ||
        !json_is_string(json_object_get(json, "title")) ||
        !json_is_string(json_object_get(json, "detail")))
        fail_msg("%s: not as RFC 9457 has it: %s", why, wire_body(answer));
    json_decref(json);
}

static void what_must_be_refused_is_and_the_rest_is_not(void **state) {
    int wrong = 0;
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct arena arena = { 0 };
        const char  *answer = ask(*state, rows[i].bytes, strlen(rows[i].bytes), &arena);
        if (wire_status(answer) != rows[i].expected) {
            print_error("%s: got %d, expected %d: %.200s\n", rows[i].why, wire_status(answer),
                        rows[i].expected, answer);
            wrong++;
        } else if (rows[i].expected >= 400) {
            check_problem(answer, rows[i].why, &arena);
        }
        arena_deinit(&arena);
    }
    assert_int_equal(wrong, 0);
}

static void a_head_with_a_nul_in_it_is_refused(void **state) {
    static const char *const heads[] = {
        "GET /hel@lo HTTP/1.1\r\n" H BYE,
        "GET /hello HTTP/1.1\r\n" H "X: a@b\r\n" BYE,
        "GET /hello HTTP/1.1\r\n" H "X: a@\r\n" BYE,
        "GET /hello HTTP/1.1\r\n" H "X@: a\r\n" BYE,
        "GET@ /hello HTTP/1.1\r\n" H BYE,
        "GET /hello HTTP/1.1\r\nHost: a@.b\r\n" BYE,
    };
    for (size_t i = 0; i < ROWS(heads); i++) {
        struct arena arena = { 0 };
        char        *bytes = arena_strdup(&arena, heads[i]);
        size_t       length = strlen(bytes);
        *strchr(bytes, '@') = '\0';
        const char *answer = ask(*state, bytes, length, &arena);
        check_number(wire_status(answer), 400, heads[i]);
        check_problem(answer, heads[i], &arena);
        arena_deinit(&arena);
    }
}

static char *repeat(struct arena *arena, const char *text, size_t times) {
    size_t length = strlen(text);
    char  *all = arena_alloc(arena, length * times + 1);
    for (size_t i = 0; i < times; i++)
        memcpy(all + i * length, text, length);
    return all;
}

static void heads_and_targets_have_a_most(void **state) {
    static const struct {
        const char *part;
        size_t      times;
        bool        target;
        int         expected;
        const char *why;
    } sizes[] = {
        { "a", 8000, true, 404, "a long target" },
        { "a", 9000, true, 414, "too long a target" },
        { "a", 40000, true, 414, "a target larger than the library's memory" },
        { "X: 0123456789\r\n", 90, false, 200, "ninety lines" },
        { "X: 0123456789\r\n", 120, false, 431, "too many lines" },
        { "X: 0123456789012345678901234567890123456789\r\n", 5000, false, 431, "a huge head" },
    };
    for (size_t i = 0; i < ROWS(sizes); i++) {
        struct arena arena = { 0 };
        const char  *more = repeat(&arena, sizes[i].part, sizes[i].times);
        char        *bytes = sizes[i].target
                                 ? arena_printf(&arena, "GET /%s HTTP/1.1\r\n" H BYE, more)
                                 : arena_printf(&arena, "GET /hello HTTP/1.1\r\n" H "%s" BYE, more);
        const char  *answer = ask(*state, bytes, strlen(bytes), &arena);
        check_number(wire_status(answer), sizes[i].expected, sizes[i].why);
        if (sizes[i].expected >= 400)
            check_problem(answer, sizes[i].why, &arena);
        arena_deinit(&arena);
    }
}

static void a_body_of_unknown_length_is_cut_off_at_its_most(void **state) {
    struct arena arena = { 0 };
    const char  *chunk = arena_printf(&arena, "78\r\n%s\r\n", repeat(&arena, " ", 0x78));
    char        *bytes = arena_printf(
               &arena, "POST /small HTTP/1.1\r\n" H JSON "Transfer-Encoding: chunked\r\n\r\n%s", chunk);
    const char *answer = ask(*state, bytes, strlen(bytes), &arena);
    check_number(wire_status(answer), 413, "120 bytes where 100 may be");
    check_problem(answer, "120 bytes where 100 may be", &arena);
    arena_deinit(&arena);
}

static void pipelined_requests_are_answered_in_order(void **state) {
    struct sample *sample = *state;
    struct arena   arena = { 0 };
    int            fd = wire_connect(sample->port);
    assert_true(wire_say(fd, "GET /echo/1 HTTP/1.1\r\n" H "\r\n"
                             "POST /echo HTTP/1.1\r\n" H JSON "Content-Length: 3\r\n\r\n[2]"
                             "GET /nothing HTTP/1.1\r\n" H "\r\n"
                             "GET /echo/4 HTTP/1.1\r\n" H "\r\n"));
    assert_non_null(strstr(wire_body(wire_answer(fd, &arena, false)), "\"part\":\"1\""));
    assert_non_null(strstr(wire_body(wire_answer(fd, &arena, false)), "\"body\":[2]"));
    assert_int_equal(wire_status(wire_answer(fd, &arena, false)), 404);
    assert_non_null(strstr(wire_body(wire_answer(fd, &arena, false)), "\"part\":\"4\""));
    wire_close(fd);
    arena_deinit(&arena);
}

/* What follows a refused head is no request: nobody smuggles one behind it. */
static void nothing_is_read_behind_a_refused_head(void **state) {
    struct arena                    arena = { 0 };
    const char                     *bytes =
        "POST /echo HTTP/1.1\r\n" H JSON
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" GET("/hello");
    const char *answer = ask(*state, bytes, strlen(bytes), &arena);
    check_number(wire_status(answer), 400, "refused");
    check_number(wire_answers(answer), 1, "and nothing more");
    arena_deinit(&arena);
}

static void what_was_not_changed_is_not_sent(void **state) {
    static const struct {
        const char *tags;
        int         expected;
    } lists[] = { { "\"7\"", 304 },
                  { "W/\"7\"", 304 },
                  { "\"1\", \"7\"", 304 },
                  { "*", 304 },
                  { "\"a,b\" , \"7\"", 304 },
                  { "\"8\"", 200 },
                  { "7", 200 },
                  { "\"7", 200 } };
    for (size_t i = 0; i < ROWS(lists); i++) {
        struct arena arena = { 0 };
        char *bytes = arena_printf(&arena, "GET /hello HTTP/1.1\r\n" H "If-None-Match: %s\r\n" BYE,
                                   lists[i].tags);
        const char *answer = ask(*state, bytes, strlen(bytes), &arena);
        check_number(wire_status(answer), lists[i].expected, lists[i].tags);
        check_text(wire_header(answer, "ETag", &arena), "\"7\"", lists[i].tags);
        check_number(*wire_body(answer) == '\0', lists[i].expected == 304, lists[i].tags);
        arena_deinit(&arena);
    }
}

static void the_log_names_routes_and_nothing_of_people(void **state) {
    struct sample *sample = *state;
    struct arena   arena = { 0 };
    const char    *bytes = GET("/echo/13800000011?q=%E5%BC%A0%E4%B8%89");
    (void)ask(sample, bytes, strlen(bytes), &arena);
    sample_stop(sample); /* all lines are written by then */
    assert_non_null(strstr(sample->log, "\"route\":\"/echo/{part}\""));
    assert_null(strstr(sample->log, "13800000011"));
    assert_null(strstr(sample->log, "张三"));
    assert_null(strstr(sample->log, "%E5"));
    assert_null(strstr(sample->log, "127.0.0.1"));
    for (char *line = strtok(sample->log, "\n"); line; line = strtok(NULL, "\n")) {
        json_t *json = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
        if (!json)
            fail_msg("no JSON: %s", line);
        json_decref(json);
    }
    free(sample->log);
    sample->log = NULL;
    sample->log_length = 0;
    sample_start(sample);
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_must_be_refused_is_and_the_rest_is_not),
        cmocka_unit_test(a_head_with_a_nul_in_it_is_refused),
        cmocka_unit_test(heads_and_targets_have_a_most),
        cmocka_unit_test(a_body_of_unknown_length_is_cut_off_at_its_most),
        cmocka_unit_test(pipelined_requests_are_answered_in_order),
        cmocka_unit_test(nothing_is_read_behind_a_refused_head),
        cmocka_unit_test(what_was_not_changed_is_not_sent),
        cmocka_unit_test(the_log_names_routes_and_nothing_of_people),
    };
    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
