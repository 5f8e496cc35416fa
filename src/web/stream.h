/* SPDX-License-Identifier: GPL-3.0-or-later
 * stream.h - an answer that goes on: the connection sleeps, holding no thread, until somebody wakes
 * it. A handler opens it and leaves it in answer->stream; what it sends is asked for on the thread
 * of its connection. A stream that has had nothing to say for 20 s says ":" and a line's end, the
 * comment of server-sent events.
 *
 * Locks: `close` is called without any lock of ours held and never while `read` runs; after it the
 * stream is gone. So whoever wakes streams keeps them in a list under a lock of his own, wakes
 * under that lock, and takes the stream out of the list in `close`. */
#ifndef ANJU_WEB_STREAM_H
#define ANJU_WEB_STREAM_H

#include "web/http.h"

#include <sys/types.h>

enum { STREAM_END = -1, STREAM_ROOM = 4096 };

struct stream_source {
    /* Up to `room` (at least 1 kB) bytes into `out`, and how many; 0: nothing now, call me when I
     * am woken or the heart beats; STREAM_END: it is over. `store` is this thread's, no transaction
     * open; NULL while it cannot be opened. */
    ssize_t (*read)(void *ctx, struct store *store, char *out, size_t room);
    void (*close)(void *ctx); /* exactly once, on any thread */
    void *ctx;
};

/* NULL: as many streams are open as there may be; the handler then answers 503 (`close` is not
 * called). Else `close` will be called, also when the handler answers something else after all. */
struct stream *stream_open(struct request *request, const struct stream_source *source);
void           stream_wake(struct stream *stream); /* from any thread: there is something to read */
void stream_end(struct stream *stream); /* from any thread: it ends without another read */

#endif
