/* SPDX-License-Identifier: GPL-3.0-or-later
 * limits_test.c - slow and greedy clients against deadlines that tests make short: each is dropped,
 * and who is honest behind the same address is served. Nothing here asserts a time: every wait is
 * for something that happens. */
#include "web/sample.h"

#include <poll.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#define HELLO "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"

enum { LATE_MS = 800, NEVER_MS = 600000 };

static int make(void **state) {
    static struct sample sample;
    sample_make(&sample);
    sample.options.limits = (struct limits_options){ .head_ms = NEVER_MS,
                                                     .body_ms = NEVER_MS,
                                                     .answer_ms = NEVER_MS,
                                                     .idle_ms = NEVER_MS,
                                                     .heartbeat_ms = NEVER_MS,
                                                     .round_ms = 10 };
    *state = &sample;
    return 0;
}

static int drop(void **state) {
    sample_free(*state);
    return 0;
}

static void check_served(struct sample *sample, int fd) {
    struct arena arena = { 0 };
    assert_true(wire_say(fd, HELLO));
    assert_int_equal(wire_status(wire_answer(fd, &arena, false)), 200);
    arena_deinit(&arena);
    (void)sample;
}

/* Until that many connections are in a phase. */
static void wait_phase(struct sample *sample, enum phase phase, size_t count) {
    struct limits_count now;
    do {
        (void)sched_yield();
        server_count(sample->server, &now);
    } while (now.of[phase] != count);
}

static void wait_shut(struct sample *sample, size_t count) {
    struct limits_count now;
    do {
        (void)sched_yield();
        server_count(sample->server, &now);
    } while (now.shut_late + now.shut_full < count);
}

/* The five kinds of slow: what they say, and which deadline is theirs. */
static const struct {
    const char *says;
    size_t      deadline; /* of struct limits_options */
    bool        told;     /* 408 */
    const char *why;
} slow[] = {
    { "", offsetof(struct limits_options, head_ms), false, "says nothing" },
    { "GET /hello HTTP/1.1\r\nHost: a\r\nX: ", offsetof(struct limits_options, head_ms), true,
      "never ends its head" },
    { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Content-Length: 100\r\n\r\n{",
      offsetof(struct limits_options, body_ms), true, "never ends its body" },
    { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
      offsetof(struct limits_options, body_ms), true, "never ends its chunks" },
    { "GET /large HTTP/1.1\r\nHost: a\r\n\r\n", offsetof(struct limits_options, answer_ms), false,
      "does not read" },
};

static void slow_clients_of_five_kinds_are_dropped(void **state) {
    struct sample *sample = *state;
    for (size_t i = 0; i < ROWS(slow); i++) {
        struct arena arena = { 0 };
        int         *deadline = (int *)((char *)&sample->options.limits + slow[i].deadline);
        *deadline = LATE_MS;
        sample_start(sample);
        int fd = wire_connect(sample->port), honest = wire_connect(sample->port);
        check_served(sample, honest);
        assert_true(wire_say(fd, slow[i].says));
        wait_shut(sample, 1);
        const char *rest = wire_rest(fd, &arena);
        if (slow[i].told)
            check_number(wire_status(rest), 408, slow[i].why);
        else
            check_number(strlen(rest) < LARGE, true, slow[i].why);
        check_served(sample, honest);
        wire_close(fd);
        wire_close(honest);
        sample_stop(sample);
        *deadline = NEVER_MS;
        arena_deinit(&arena);
    }
}

static void a_drop_a_second_does_not_help(void **state) {
    struct sample *sample = *state;
    sample->options.limits.head_ms = LATE_MS;
    sample_start(sample);
    int fd = wire_connect(sample->port);
    assert_true(wire_say(fd, "GET /hello HTTP/1.1\r\n"));
    for (;;) { /* it ends because the server closes, never because the head does */
        struct pollfd watched = { .fd = fd, .events = POLLIN };
        if (!wire_say(fd, "X: y\r\n") || poll(&watched, 1, 5) > 0)
            break;
    }
    assert_true(wire_closed(fd));
    wire_close(fd);
}

static void who_is_idle_and_begins_again_is_watched_again(void **state) {
    struct sample *sample = *state;
    sample->options.limits.head_ms = LATE_MS;
    sample_start(sample);
    int fd = wire_connect(sample->port);
    check_served(sample, fd);
    wait_phase(sample, PHASE_IDLE, 1);
    assert_true(wire_say(fd, "GET /he"));
    assert_true(wire_closed(fd));
    wire_close(fd);
}

static void idle_ones_are_closed_after_a_while(void **state) {
    struct sample *sample = *state;
    sample->options.limits.idle_ms = LATE_MS;
    sample_start(sample);
    int fd = wire_connect(sample->port);
    check_served(sample, fd);
    assert_true(wire_closed(fd));
    wire_close(fd);
}

static void at_a_cap_the_oldest_unfinished_goes_and_the_newest_is_served(void **state) {
    static const struct limits_options caps[] = {
        { .unfinished_address = 8 },
        { .unfinished = 8 },
        { .connections = 64 + 8 },
    };
    struct sample *sample = *state;
    for (size_t c = 0; c < ROWS(caps); c++) {
        struct limits_options *now = &sample->options.limits, before = *now;
        now->unfinished_address = caps[c].unfinished_address;
        now->unfinished = caps[c].unfinished;
        now->connections = caps[c].connections;
        sample->options.threads = 1; /* one limit of the library's own */
        sample_start(sample);
        int fds[12];
        for (size_t i = 0; i < ROWS(fds); i++) {
            fds[i] = wire_connect(sample->port);
            assert_true(wire_say(fds[i], "GET "));
        }
        wait_shut(sample, ROWS(fds) - 8);
        for (size_t i = 0; i < ROWS(fds) - 8; i++)
            assert_true(wire_closed(fds[i]));
        int honest = wire_connect(sample->port);
        check_served(sample, honest);
        wire_close(honest);
        for (size_t i = 0; i < ROWS(fds); i++)
            wire_close(fds[i]);
        sample_stop(sample);
        *now = before;
    }
}

static void an_honest_client_is_served_behind_the_address_of_a_flood(void **state) {
    enum { FLOOD = 60, REQUESTS = 200 };
    struct sample *sample = *state;
    sample->options.limits.unfinished_address = 40;
    sample->options.limits.head_ms = LATE_MS;
    sample_start(sample);
    int fds[FLOOD];
    for (size_t i = 0; i < FLOOD; i++)
        fds[i] = wire_connect(sample->port);
    for (size_t i = 0; i < REQUESTS; i++) {
        size_t at = i % FLOOD; /* whichever was dropped comes again at once */
        (void)wire_say(fds[at], slow[i % ROWS(slow)].says);
        wire_close(fds[at]);
        fds[at] = wire_connect(sample->port);
        int honest = wire_connect(sample->port);
        check_served(sample, honest);
        wire_close(honest);
    }
    for (size_t i = 0; i < FLOOD; i++)
        wire_close(fds[i]);
}

static void every_cut_of_a_request_is_no_request(void **state) {
    static const char whole[] = "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json"
                                "\r\nContent-Length: 2\r\n\r\n{}";
    struct sample    *sample = *state;
    sample->options.limits.head_ms = sample->options.limits.body_ms = LATE_MS;
    sample_start(sample);
    int fds[sizeof(whole) - 1];
    for (size_t length = 0; length < ROWS(fds); length++) {
        fds[length] = wire_connect(sample->port);
        assert_true(wire_send(fds[length], whole, length));
        assert_int_equal(shutdown(fds[length], SHUT_WR), 0);
    }
    for (size_t length = 0; length < ROWS(fds); length++) {
        struct arena arena = { 0 };
        int          status = wire_status(wire_rest(fds[length], &arena));
        if (status != 0 && status != 408)
            fail_msg("cut at %zu: %d", length, status);
        wire_close(fds[length]);
        arena_deinit(&arena);
    }
}

static void stopping_waits_for_an_answer_that_is_read(void **state) {
    struct sample *sample = *state;
    sample_start(sample);
    struct arena arena = { 0 };
    int          fd = wire_connect(sample->port), idle = wire_connect(sample->port);
    check_served(sample, idle);
    assert_true(wire_say(fd, "GET /large HTTP/1.1\r\nHost: a\r\n\r\n"));
    assert_non_null(wire_until(fd, "200 OK", &arena)); /* it is being written */
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, (void *(*)(void *))(void (*)(void))server_stop,
                                    sample->server),
                     0);
    sample->server = NULL;
    size_t got = 0;
    char   bytes[65536];
    for (ssize_t n; (n = recv(fd, bytes, sizeof(bytes), 0)) > 0;)
        got += (size_t)n;
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(got > LARGE - 65536); /* the first part came with the head */
    assert_true(wire_closed(idle));
    wire_close(fd);
    wire_close(idle);
    arena_deinit(&arena);
}

static void a_server_can_start_and_stop_again_and_again(void **state) {
    struct sample *sample = *state;
    for (size_t i = 0; i < 20; i++) {
        sample_start(sample);
        int fd = wire_connect(sample->port);
        if (i % 2)
            check_served(sample, fd);
        assert_true(server_well(sample->server));
        sample_stop(sample);
        assert_true(wire_closed(fd));
        wire_close(fd);
    }
}

int main(void) {
#define T(test) cmocka_unit_test_setup_teardown(test, make, drop)
    const struct CMUnitTest tests[] = {
        T(slow_clients_of_five_kinds_are_dropped),
        T(a_drop_a_second_does_not_help),
        T(who_is_idle_and_begins_again_is_watched_again),
        T(idle_ones_are_closed_after_a_while),
        T(at_a_cap_the_oldest_unfinished_goes_and_the_newest_is_served),
        T(an_honest_client_is_served_behind_the_address_of_a_flood),
        T(every_cut_of_a_request_is_no_request),
        T(stopping_waits_for_an_answer_that_is_read),
        T(a_server_can_start_and_stop_again_and_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
