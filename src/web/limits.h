/* SPDX-License-Identifier: GPL-3.0-or-later
 * limits.h - room and deadlines of connections, which keep slow and greedy clients from honest ones
 * behind the same address (PROMISES.md). A connection is unfinished from its first byte, the
 * handshake before it too, until its request is whole; one thread looks through all of them every
 * 200 ms and shuts down what is too late, and the oldest when there are too many. Shutting down is
 * safe on any thread: the server takes a connection out of here before its descriptor is closed. */
#ifndef ANJU_WEB_LIMITS_H
#define ANJU_WEB_LIMITS_H

#include "base/err.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>

/* A zero is the default beside it. */
struct limits_options {
    int connections;        /* 4,000, or what RLIMIT_NOFILE can be raised to */
    int unfinished;         /* 3,000 */
    int unfinished_address; /* 2,000; an IPv6 /64 is one address */
    int streams;            /* 400 */
    int head_ms, body_ms;   /* 10,000, 30,000: to be whole, from the first byte; from the head */
    int answer_ms;          /* 30,000 to read an answer; of a stream between two of its parts */
    int idle_ms;            /* 60,000 between two requests */
    int heartbeat_ms;       /* 20,000 of a stream with nothing to say */
    int round_ms;           /* 200 */
};

enum phase { PHASE_HEAD, PHASE_BODY, PHASE_ANSWER, PHASE_IDLE, PHASE_STREAM, PHASE_COUNT };

struct limits;
struct guest; /* one connection */

/* Of a stream: `gone` when its peer has closed while it slept, `beat` when it has slept long. They
 * are called with the lock of limits held and must not call back. */
struct limits_stream {
    void (*beat)(void *ctx, bool gone);
    bool (*asleep)(void *ctx);
};

/* Raises RLIMIT_NOFILE and starts the thread. `plain`: a late head is answered with `late_answer`
 * (a whole HTTP answer) before it is shut; not under TLS, whose session belongs to its worker. */
bool limits_start(struct limits **ret_limits, const struct limits_options *options,
                  const char *late_answer, const struct limits_stream *stream, struct err *err);
void limits_stop(struct limits *limits);              /* after the server's threads have ended */
int  limits_connections(const struct limits *limits); /* in force */

/* A connection has come; NULL: no memory, it will not be watched and is to be refused. */
struct guest *limits_enter(struct limits *limits, int fd, const struct sockaddr *address);
void          limits_leave(struct limits *limits, struct guest *guest);
void          limits_phase(struct limits *limits, struct guest *guest, enum phase phase);
/* Its address in words, "192.168.1.7"; lives with the guest. */
const char *guest_address(const struct guest *guest);
int         guest_fd(const struct guest *guest);
/* An idle or answering connection is a stream from now on; false: there are too many. */
bool limits_stream(struct limits *limits, struct guest *guest, void *ctx);
void limits_stream_moved(struct limits *limits, struct guest *guest); /* it has sent something */

/* Shut down all that are in one of `phases` (bits); returns how many connections there are. */
size_t limits_shut(struct limits *limits, unsigned phases);
void   limits_wake_streams(struct limits *limits); /* beat(ctx, true) of each */

struct limits_count {
    size_t of[PHASE_COUNT], all, shut_late, shut_full;
};
void limits_count(struct limits *limits, struct limits_count *ret_count);
/* When the thread last finished a round, by CLOCK_MONOTONIC. */
int64_t limits_round_at(const struct limits *limits);

#endif
