/* SPDX-License-Identifier: GPL-3.0-or-later
 * stream.c - a connection is suspended under the lock of its stream and resumed under the same
 * lock, and only when it is suspended: the library allows nothing else. */
#include "web/stream.h"

#include "web/exchange.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { STREAM_BUFFER = 4096 };

struct stream {
    pthread_mutex_t        lock;
    struct MHD_Connection *connection;
    struct limits         *limits;
    struct guest          *guest;
    struct workers        *workers;
    struct stream_source   source;
    bool                   asleep, woken, beat, ended;
};

static void lock(struct stream *stream) {
    if (pthread_mutex_lock(&stream->lock) != 0)
        bug("the lock of a stream");
}

static void unlock(struct stream *stream) {
    if (pthread_mutex_unlock(&stream->lock) != 0)
        bug("the lock of a stream");
}

struct stream *stream_open(struct request *request, const struct stream_source *source) {
    struct exchange *exchange = request->connection;
    struct server   *server = exchange->line->server;
    struct stream   *stream = calloc(1, sizeof(*stream));
    if (!stream || pthread_mutex_init(&stream->lock, NULL) != 0) {
        free(stream);
        return NULL;
    }
    if (exchange->stream || !limits_stream(server->limits, exchange->line->guest, stream)) {
        (void)pthread_mutex_destroy(&stream->lock);
        free(stream);
        return NULL;
    }
    stream->connection = exchange->connection;
    stream->limits = server->limits;
    stream->guest = exchange->line->guest;
    stream->workers = server->workers;
    stream->source = *source;
    stream->ended = atomic_load(&server->stopping);
    return exchange->stream = stream;
}

/* Under its lock: whatever it sleeps for has come. */
static void rouse(struct stream *stream) {
    stream->woken = true;
    if (!stream->asleep)
        return;
    stream->asleep = false;
    MHD_resume_connection(stream->connection);
}

void stream_wake(struct stream *stream) {
    lock(stream);
    rouse(stream);
    unlock(stream);
}

void stream_end(struct stream *stream) {
    lock(stream);
    stream->ended = true;
    rouse(stream);
    unlock(stream);
}

void stream_drop(struct stream *stream) {
    stream->source.close(stream->source.ctx);
    (void)pthread_mutex_destroy(&stream->lock);
    free(stream);
}

/* --- the connection's thread --- */

static bool over(struct stream *stream) {
    lock(stream);
    bool ended = stream->ended;
    stream->woken = false;
    unlock(stream);
    return ended;
}

/* Nothing to send: sleep, unless somebody has woken us meanwhile. False: go on. */
static bool sleep_now(struct stream *stream, bool *ret_beat) {
    lock(stream);
    bool sleeps = !stream->woken && !stream->ended && !stream->beat;
    *ret_beat = stream->beat && !stream->ended;
    stream->beat = false;
    if (sleeps) {
        stream->asleep = true;
        MHD_suspend_connection(stream->connection);
    }
    unlock(stream);
    return sleeps;
}

static ssize_t part(struct stream *stream, char *out, size_t room) {
    struct worker *worker = worker_here(stream->workers);
    if (!worker)
        return STREAM_END;
    worker_begin(worker);
    struct store *store = worker_store(worker, NULL);
    ssize_t       got = stream->source.read(stream->source.ctx, store, out, room);
    worker_end(worker);
    return got;
}

static ssize_t read_stream(void *ctx, uint64_t position, char *out, size_t room) {
    struct stream *stream = ctx;
    (void)position; /* a stream has no beginning to go back to */
    for (;;) {
        bool    beat = false;
        ssize_t got = over(stream) ? STREAM_END : part(stream, out, room);
        if (got == 0 && sleep_now(stream, &beat))
            return 0;
        if (got == 0 && beat) {
            memcpy(out, ":\n\n", 3);
            got = 3;
        }
        if (got < 0)
            return MHD_CONTENT_READER_END_OF_STREAM;
        if (got > 0) {
            limits_stream_moved(stream->limits, stream->guest);
            return got;
        }
    }
}

static void free_stream(void *ctx) {
    stream_drop(ctx);
}

struct MHD_Response *stream_response(struct stream *stream) {
    struct MHD_Response *response = MHD_create_response_from_callback(
        MHD_SIZE_UNKNOWN, STREAM_BUFFER, read_stream, stream, free_stream);
    if (!response)
        stream_drop(stream);
    return response;
}

/* --- what limits ask, on their thread --- */

static bool watch_asleep(void *ctx) {
    struct stream *stream = ctx;
    lock(stream);
    bool asleep = stream->asleep;
    unlock(stream);
    return asleep;
}

static void watch_beat(void *ctx, bool gone) {
    struct stream *stream = ctx;
    lock(stream);
    if (gone)
        stream->ended = true;
    else
        stream->beat = true;
    rouse(stream);
    unlock(stream);
}

const struct limits_stream stream_watch = { .beat = watch_beat, .asleep = watch_asleep };
