/* SPDX-License-Identifier: GPL-3.0-or-later
 * tls_test.c - the listener under TLS, asked by libcurl: only new versions, stalled handshakes,
 * what is refused past the library, certificates that do not fit. */
#include "web/sample.h"

#include "support/pem.h"
#include "web/tls.h"

#include <curl/curl.h>
#include <sys/socket.h>

static struct pem pem;

static int make(void **state) {
    static struct sample sample;
    sample_make(&sample);
    pem_make(&pem);
    sample.options.plain = false;
    sample.options.cert_pem = pem.cert;
    sample.options.key_pem = pem.key;
    *state = &sample;
    return 0;
}

static int drop(void **state) {
    sample_free(*state);
    return 0;
}

struct got {
    struct arena arena;
    char        *text; /* head and body */
};

static size_t take(char *bytes, size_t one, size_t count, void *ctx) {
    struct got *got = ctx;
    char       *part = arena_strndup(&got->arena, bytes, one * count);
    got->text = arena_printf(&got->arena, "%s%s", got->text ? got->text : "", part);
    return one * count;
}

static CURL *curl_of(struct sample *sample, const char *path, struct got *got) {
    CURL       *curl = curl_easy_init();
    const char *url = arena_printf(&got->arena, "%s%s", server_address(sample->server), path);
    const struct curl_blob ca = { pem.cert, strlen(pem.cert), CURL_BLOB_COPY };
    assert_non_null(curl);
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &ca);
    curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, 20L);
    curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, got);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, got);
    return curl;
}

static void an_honest_request_is_answered(void **state) {
    struct sample *sample = *state;
    struct got     got = { 0 };
    sample_start(sample);
    CURL *curl = curl_of(sample, "/hello", &got);
    assert_int_equal(curl_easy_perform(curl), CURLE_OK);
    assert_int_equal(wire_status(got.text), 200);
    assert_non_null(wire_header(got.text, "Strict-Transport-Security", &got.arena));
    assert_non_null(strstr(got.text, "安居"));
    curl_easy_cleanup(curl);
    arena_deinit(&got.arena);
}

static void old_versions_are_refused(void **state) {
    static const struct {
        long version;
        bool taken;
    } versions[] = {
        { CURL_SSLVERSION_TLSv1_0 | CURL_SSLVERSION_MAX_TLSv1_1, false },
        { CURL_SSLVERSION_TLSv1_2 | CURL_SSLVERSION_MAX_TLSv1_2, true },
        { CURL_SSLVERSION_TLSv1_3 | CURL_SSLVERSION_MAX_TLSv1_3, true },
    };
    struct sample *sample = *state;
    sample_start(sample);
    for (size_t i = 0; i < ROWS(versions); i++) {
        struct got got = { 0 };
        CURL      *curl = curl_of(sample, "/hello", &got);
        curl_easy_setopt(curl, CURLOPT_SSLVERSION, versions[i].version);
        assert_int_equal(curl_easy_perform(curl) == CURLE_OK, versions[i].taken);
        curl_easy_cleanup(curl);
        arena_deinit(&got.arena);
    }
}

/* What is refused past the library goes through the session all the same. */
static void refusals_are_problems_under_tls_too(void **state) {
    struct sample *sample = *state;
    sample_start(sample);
    for (int i = 0; i < 3; i++) {
        struct got         got = { 0 };
        CURL              *curl = curl_of(sample, i == 2 ? "/small" : "/hello", &got);
        struct curl_slist *headers = NULL;
        if (i == 0)
            headers = curl_slist_append(headers, "X(y): z");
        if (i == 1) { /* an error of the library's own */
            headers = curl_slist_append(headers, "Content-Length: x");
        }
        if (i == 2) { /* in the middle of a body */
            headers = curl_slist_append(headers, "Transfer-Encoding: chunked");
            headers = curl_slist_append(headers, "Content-Type: application/json");
            curl_easy_setopt(
                curl, CURLOPT_COPYPOSTFIELDS,
                "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"
                "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]");
        }
        curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
        assert_int_equal(curl_easy_perform(curl), CURLE_OK);
        const char *last = got.text; /* after a "100 Continue", if there was one */
        assert_int_equal(wire_status(last), i == 2 ? 413 : 400);
        assert_non_null(strstr(last, "application/problem+json"));
        curl_slist_free_all(headers);
        curl_easy_cleanup(curl);
        arena_deinit(&got.arena);
    }
}

static void a_handshake_that_stalls_is_dropped_and_nobody_waits_for_it(void **state) {
    static const char hello[] = "\x16\x03\x01\x02\x00\x01\x00"; /* a ClientHello's beginning */
    struct sample    *sample = *state;
    struct got        got = { 0 };
    int               fds[8];
    sample->options.limits.head_ms = 2000;
    sample_start(sample);
    for (size_t i = 0; i < ROWS(fds); i++) {
        fds[i] = wire_connect(sample->port);
        assert_true(wire_send(fds[i], hello, sizeof(hello) - 1));
    }
    CURL *curl = curl_of(sample, "/hello", &got);
    assert_int_equal(curl_easy_perform(curl), CURLE_OK);
    curl_easy_cleanup(curl);
    arena_deinit(&got.arena);
    for (size_t i = 0; i < ROWS(fds); i++) {
        assert_true(wire_closed(fds[i]));
        wire_close(fds[i]);
    }
}

static void plain_words_to_a_tls_port_are_dropped(void **state) {
    struct sample *sample = *state;
    sample_start(sample);
    int fd = wire_connect(sample->port);
    assert_true(wire_say(fd, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"));
    assert_true(wire_closed(fd));
    wire_close(fd);
}

static void what_does_not_fit_is_told_at_the_start(void **state) {
    static struct pem other;
    struct sample    *sample = *state;
    const struct {
        const char *cert, *key, *listen, *said;
        bool        plain;
    } starts[] = {
        { pem.cert, other.key, "127.0.0.1:0", "证书和私钥不是一对", false },
        { "x", pem.key, "127.0.0.1:0", "证书或私钥不能用", false },
        { NULL, NULL, "127.0.0.1:0", "anju cert", false },
        { NULL, NULL, "0.0.0.0:0", "只能开在本机", true },
        { NULL, NULL, "[::]:0", "只能开在本机", true },
        { NULL, NULL, "127.0.0.1", "监听地址", true },
        { NULL, NULL, "127.0.0.1:x", "监听地址", true },
        { NULL, NULL, "127.0.0.1:70000", "监听地址", true },
        { NULL, NULL, "::1:80", "监听地址", true },
    };
    pem_make(&other);
    for (size_t i = 0; i < ROWS(starts); i++) {
        struct err err = { 0 };
        sample->options.cert_pem = starts[i].cert;
        sample->options.key_pem = starts[i].key;
        sample->options.listen = starts[i].listen;
        sample->options.plain = starts[i].plain;
        assert_false(server_start(&sample->server, &sample->web, &err));
        if (!strstr(err.text, starts[i].said))
            fail_msg("%s: %s", starts[i].listen, err.text);
    }
    sample->server = NULL;
}

int main(void) {
#define T(test) cmocka_unit_test_setup_teardown(test, make, drop)
    const struct CMUnitTest tests[] = {
        T(an_honest_request_is_answered),
        T(old_versions_are_refused),
        T(refusals_are_problems_under_tls_too),
        T(a_handshake_that_stalls_is_dropped_and_nobody_waits_for_it),
        T(plain_words_to_a_tls_port_are_dropped),
        T(what_does_not_fit_is_told_at_the_start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
