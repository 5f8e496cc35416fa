/* SPDX-License-Identifier: GPL-3.0-or-later
 * stream_test.c - answers that go on: woken, beating, left by their peers, ended with the server.
 */
#include "web/sample.h"

#include <sched.h>
#include <sys/socket.h>

enum { READERS = 32 };

/* A feed that counts: what events.c is in small. */
struct feed {
    pthread_mutex_t lock;
    int             number; /* the newest */
    struct reader {
        struct feed   *feed;
        struct stream *stream;
        int            seen;
        struct reader *next;
    } * readers;
    size_t open, closed;
    bool   over;
};
static struct feed feed = { .lock = PTHREAD_MUTEX_INITIALIZER };

static ssize_t feed_read(void *ctx, struct store *store, char *out, size_t room) {
    struct reader *reader = ctx;
    ssize_t        length = 0;
    if (!store)
        bug("no store");
    pthread_mutex_lock(&feed.lock);
    if (reader->seen < feed.number)
        length = snprintf(out, room, "data: %d\n\n", ++reader->seen);
    else if (feed.over)
        length = STREAM_END;
    pthread_mutex_unlock(&feed.lock);
    return length;
}

static void feed_close(void *ctx) {
    struct reader *reader = ctx;
    pthread_mutex_lock(&feed.lock);
    for (struct reader **at = &feed.readers; *at; at = &(*at)->next)
        if (*at == reader) {
            *at = reader->next;
            break;
        }
    feed.closed++;
    pthread_mutex_unlock(&feed.lock);
    free(reader);
}

static void feed_open(struct request *request, struct answer *answer) {
    struct reader *reader = calloc(1, sizeof(*reader));
    if (!reader)
        bug("no reader");
    reader->feed = &feed;
    const struct stream_source source = { feed_read, feed_close, reader };
    pthread_mutex_lock(&feed.lock);
    reader->seen = feed.number;
    reader->stream = stream_open(request, &source);
    if (reader->stream) {
        reader->next = feed.readers;
        feed.readers = reader;
        feed.open++;
    }
    pthread_mutex_unlock(&feed.lock);
    if (!reader->stream) {
        free(reader);
        problem(request, answer, 503, "streams", "%s", "full");
        return;
    }
    answer->type = "text/event-stream";
    answer->stream = reader->stream;
}

/* A handler that opens one and then thinks better of it. */
static void feed_refuse(struct request *request, struct answer *answer) {
    feed_open(request, answer);
    answer->stream = NULL;
    problem(request, answer, 409, "", "%s", "no");
}

static void feed_say(void) {
    pthread_mutex_lock(&feed.lock);
    feed.number++;
    for (struct reader *reader = feed.readers; reader; reader = reader->next)
        stream_wake(reader->stream);
    pthread_mutex_unlock(&feed.lock);
}

static void *feed_speak(void *ctx) {
    for (int i = 0; i < 200; i++)
        feed_say();
    return ctx;
}

static const struct route feed_routes[] = {
    { HTTP_GET, "/feed", POLICY_OPEN, .handle = feed_open },
    { HTTP_GET, "/refused", POLICY_OPEN, .handle = feed_refuse },
    { .path = NULL },
};

static int make(void **state) {
    static struct sample sample;
    sample_make(&sample);
    assert_true(routes_add(&sample.routes, feed_routes, NULL));
    sample.options.limits.round_ms = 10;
    feed.number = 0;
    feed.open = feed.closed = 0;
    feed.over = false;
    *state = &sample;
    return 0;
}

static int drop(void **state) {
    sample_free(*state);
    assert_int_equal(feed.open, feed.closed); /* each was closed once */
    assert_null(feed.readers);
    return 0;
}

static void wait_streams(struct sample *sample, size_t count) {
    struct limits_count now;
    do {
        (void)sched_yield();
        server_count(sample->server, &now);
    } while (now.of[PHASE_STREAM] != count);
}

static int subscribe(struct sample *sample, const char *path) {
    struct arena arena = { 0 };
    int          fd = wire_connect(sample->port);
    assert_true(wire_say(fd, arena_printf(&arena, "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", path)));
    arena_deinit(&arena);
    return fd;
}

static void all_readers_hear_what_is_said(void **state) {
    struct sample *sample = *state;
    int            fds[READERS];
    sample_start(sample);
    for (size_t i = 0; i < READERS; i++)
        fds[i] = subscribe(sample, "/feed");
    wait_streams(sample, READERS);
    for (int i = 0; i < 5; i++)
        feed_say();
    for (size_t i = 0; i < READERS; i++) {
        struct arena arena = { 0 };
        const char  *all = wire_until(fds[i], "data: 5\n", &arena);
        assert_int_equal(wire_status(all), 200);
        assert_non_null(strstr(all, "data: 1\n\n"));
        assert_non_null(strstr(all, "data: 5\n\n"));
        arena_deinit(&arena);
        wire_close(fds[i]);
    }
    wait_streams(sample, 0); /* asleep as they are, it is noticed that their peers have gone */
}

static void speakers_on_many_threads_do_no_harm(void **state) {
    struct sample *sample = *state;
    pthread_t      threads[4];
    int            fds[8];
    sample_start(sample);
    for (size_t i = 0; i < ROWS(fds); i++)
        fds[i] = subscribe(sample, "/feed");
    wait_streams(sample, ROWS(fds));
    for (size_t i = 0; i < ROWS(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, feed_speak, NULL), 0);
    for (size_t i = 0; i < ROWS(threads); i++)
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    for (size_t i = 0; i < ROWS(fds); i++) {
        struct arena arena = { 0 };
        const char  *all = wire_until(fds[i], "data: 800\n", &arena);
        int          expected = 1;
        for (const char *at = all; (at = strstr(at, "data: ")); at += 6)
            assert_int_equal(strtol(at + 6, NULL, 10), expected++);
        assert_int_equal(expected, 801); /* each once, in order */
        arena_deinit(&arena);
        wire_close(fds[i]);
    }
}

static void a_quiet_stream_beats(void **state) {
    struct sample *sample = *state;
    struct arena   arena = { 0 };
    sample->options.limits.heartbeat_ms = 50;
    sample_start(sample);
    int fd = subscribe(sample, "/feed");
    assert_non_null(strstr(wire_until(fd, ":\n\n", &arena), ":\n\n"));
    wire_close(fd);
    arena_deinit(&arena);
}

static void there_are_only_so_many(void **state) {
    struct sample *sample = *state;
    struct arena   arena = { 0 };
    sample->options.limits.streams = 2;
    sample_start(sample);
    int one = subscribe(sample, "/feed"), two = subscribe(sample, "/feed");
    wait_streams(sample, 2);
    int three = subscribe(sample, "/feed");
    assert_int_equal(wire_status(wire_answer(three, &arena, false)), 503);
    wire_close(one);
    wait_streams(sample, 1);
    int four = subscribe(sample, "/feed");
    wait_streams(sample, 2);
    wire_close(two);
    wire_close(three);
    wire_close(four);
    arena_deinit(&arena);
}

static void the_source_ends_it(void **state) {
    struct sample *sample = *state;
    struct arena   arena = { 0 };
    sample_start(sample);
    int fd = subscribe(sample, "/feed");
    wait_streams(sample, 1);
    pthread_mutex_lock(&feed.lock);
    feed.over = true;
    pthread_mutex_unlock(&feed.lock);
    feed_say();
    assert_non_null(strstr(wire_until(fd, "\r\n0\r\n\r\n", &arena), "data: 1"));
    assert_true(wire_say(fd, "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"));
    assert_int_equal(wire_status(wire_answer(fd, &arena, false)), 200); /* and the next request */
    wire_close(fd);
    arena_deinit(&arena);
}

static void a_stream_that_is_not_sent_is_closed(void **state) {
    struct sample *sample = *state;
    struct arena   arena = { 0 };
    sample_start(sample);
    int fd = subscribe(sample, "/refused");
    assert_int_equal(wire_status(wire_answer(fd, &arena, false)), 409);
    wire_close(fd);
    arena_deinit(&arena);
}

static void stopping_ends_all_of_them(void **state) {
    struct sample *sample = *state;
    int            fds[READERS];
    sample_start(sample);
    for (size_t i = 0; i < READERS; i++)
        fds[i] = subscribe(sample, "/feed");
    wait_streams(sample, READERS);
    sample_stop(sample);
    for (size_t i = 0; i < READERS; i++) {
        assert_true(wire_closed(fds[i]));
        wire_close(fds[i]);
    }
}

int main(void) {
#define T(test) cmocka_unit_test_setup_teardown(test, make, drop)
    const struct CMUnitTest tests[] = {
        T(all_readers_hear_what_is_said),
        T(speakers_on_many_threads_do_no_harm),
        T(a_quiet_stream_beats),
        T(there_are_only_so_many),
        T(the_source_ends_it),
        T(a_stream_that_is_not_sent_is_closed),
        T(stopping_ends_all_of_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
