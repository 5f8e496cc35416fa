/* SPDX-License-Identifier: GPL-3.0-or-later
 * limits.c - connections in a list a phase, oldest first, and a count an address; one lock for all.
 * Slow clients are beaten by room and deadlines, not by a small cap: behind one address sits a
 * whole service centre. */
#include "web/limits.h"

#include "base/world.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    BUCKETS = 1024,
    DESCRIPTORS_BESIDE = 256, /* databases, sockets that listen, epoll, files being read */
    ROOM_KEPT = 64,           /* connections that are free for whoever comes next */
};

/* Where connections come from: an IPv4 address or an IPv6 /64. */
struct source {
    uint8_t        key[8];
    int            all, unfinished;
    struct source *next;
};

struct guest {
    int            fd;
    enum phase     phase;
    bool           shut;  /* counted no more; its worker will find it closed */
    int64_t        began; /* when it became unfinished */
    int64_t        since; /* in this phase; of a stream: since it last moved */
    uint64_t       received;
    struct source *source;
    void          *stream;
    struct guest  *before, *after; /* in its phase's list */
    char           address[INET6_ADDRSTRLEN];
};

struct list {
    struct guest *first, *last;
    size_t        count;
};

struct limits {
    pthread_mutex_t       lock;
    pthread_cond_t        stop;
    pthread_t             thread;
    struct limits_options options;
    struct limits_stream  stream;
    const char           *late_answer;
    struct world          world; /* real time: deadlines of sockets know no other */
    struct list           lists[PHASE_COUNT];
    size_t                all, shut_late, shut_full;
    struct source        *sources[BUCKETS];
    int64_t               round_at;
    bool                  stopping;
};

static void lock(const struct limits *limits) {
    if (pthread_mutex_lock((pthread_mutex_t *)&limits->lock) != 0)
        bug("the lock of limits");
}

static void unlock(const struct limits *limits) {
    if (pthread_mutex_unlock((pthread_mutex_t *)&limits->lock) != 0)
        bug("the lock of limits");
}

static int64_t now_of(const struct limits *limits) {
    return world_monotonic_ms(&limits->world);
}

/* --- where they come from --- */

static void source_key(const struct sockaddr *address, uint8_t key[8]) {
    memset(key, 0, 8);
    if (address->sa_family == AF_INET) {
        memcpy(key + 4, &((const struct sockaddr_in *)address)->sin_addr, 4);
    } else if (address->sa_family == AF_INET6) {
        const struct in6_addr *six = &((const struct sockaddr_in6 *)address)->sin6_addr;
        if (IN6_IS_ADDR_V4MAPPED(six))
            memcpy(key + 4, six->s6_addr + 12, 4);
        else
            memcpy(key, six->s6_addr, 8);
    }
}

static struct source **source_at(struct limits *limits, const uint8_t key[8]) {
    uint64_t hash = UINT64_C(0xCBF29CE484222325); /* FNV-1a */
    for (size_t i = 0; i < 8; i++)
        hash = (hash ^ key[i]) * UINT64_C(0x100000001B3);
    struct source **at = &limits->sources[hash % BUCKETS];
    while (*at && memcmp((*at)->key, key, 8) != 0)
        at = &(*at)->next;
    return at;
}

static struct source *source_take(struct limits *limits, const struct sockaddr *address) {
    uint8_t key[8];
    source_key(address, key);
    struct source **at = source_at(limits, key);
    if (!*at) {
        struct source *source = calloc(1, sizeof(*source));
        if (!source)
            return NULL;
        memcpy(source->key, key, 8);
        *at = source;
    }
    (*at)->all++;
    return *at;
}

static void source_give_back(struct limits *limits, struct source *source) {
    if (--source->all > 0)
        return;
    struct source **at = source_at(limits, source->key);
    *at = source->next;
    free(source);
}

static void address_words(const struct sockaddr *address, char out[INET6_ADDRSTRLEN]) {
    const void *bytes = &((const struct sockaddr_in *)address)->sin_addr;
    int         family = address->sa_family;
    if (family == AF_INET6) {
        const struct in6_addr *six = &((const struct sockaddr_in6 *)address)->sin6_addr;
        bytes = six;
        if (IN6_IS_ADDR_V4MAPPED(six)) {
            bytes = six->s6_addr + 12;
            family = AF_INET;
        }
    }
    if (!inet_ntop(family, bytes, out, INET6_ADDRSTRLEN))
        out[0] = '\0';
}

/* --- lists --- */

static bool unfinished(enum phase phase) {
    return phase == PHASE_HEAD || phase == PHASE_BODY;
}

static void list_remove(struct limits *limits, struct guest *guest) {
    struct list *list = &limits->lists[guest->phase];
    *(guest->before ? &guest->before->after : &list->first) = guest->after;
    *(guest->after ? &guest->after->before : &list->last) = guest->before;
    guest->before = guest->after = NULL;
    list->count--;
    if (unfinished(guest->phase))
        guest->source->unfinished--;
}

static void list_add(struct limits *limits, struct guest *guest, enum phase phase, int64_t now) {
    struct list *list = &limits->lists[phase];
    guest->phase = phase;
    guest->since = now;
    guest->before = list->last;
    *(list->last ? &list->last->after : &list->first) = guest;
    list->last = guest;
    list->count++;
    if (unfinished(phase))
        guest->source->unfinished++;
}

static void shut(struct limits *limits, struct guest *guest) {
    list_remove(limits, guest);
    guest->shut = true;
    guest->stream = NULL;
    (void)shutdown(guest->fd, SHUT_RDWR); /* the peer may have gone already */
}

static uint64_t bytes_received(const struct guest *guest) {
    struct tcp_info info;
    socklen_t       size = sizeof(info);
    memset(&info, 0, sizeof(info));
    if (getsockopt(guest->fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0)
        return 0;
    return info.tcpi_bytes_received;
}

/* --- caps --- */

/* The oldest that has not brought its request whole; of `source` alone when it is given. */
static struct guest *oldest_unfinished(struct limits *limits, const struct source *source) {
    for (enum phase phase = PHASE_HEAD; phase <= PHASE_BODY; phase++)
        for (struct guest *guest = limits->lists[phase].first; guest; guest = guest->after)
            if (!source || guest->source == source)
                return guest;
    return NULL;
}

static void shut_full(struct limits *limits, struct guest *guest) {
    if (!guest)
        return;
    limits->shut_full++;
    shut(limits, guest);
}

static void keep_caps(struct limits *limits, const struct source *source) {
    const struct limits_options *most = &limits->options;
    struct list                 *lists = limits->lists;
    if (source->unfinished > most->unfinished_address)
        shut_full(limits, oldest_unfinished(limits, source));
    size_t waiting = lists[PHASE_HEAD].count + lists[PHASE_BODY].count;
    if (waiting > (size_t)most->unfinished)
        shut_full(limits, oldest_unfinished(limits, NULL));
    size_t counted =
        waiting + lists[PHASE_ANSWER].count + lists[PHASE_IDLE].count + lists[PHASE_STREAM].count;
    if (counted + ROOM_KEPT <= (size_t)most->connections)
        return;
    struct guest *guest = lists[PHASE_IDLE].first; /* it loses least */
    if (!guest)
        guest = oldest_unfinished(limits, NULL);
    shut_full(limits, guest ? guest : lists[PHASE_ANSWER].first);
}

struct guest *limits_enter(struct limits *limits, int fd, const struct sockaddr *address) {
    struct guest *guest = calloc(1, sizeof(*guest));
    if (!guest)
        return NULL;
    guest->fd = fd;
    address_words(address, guest->address);
    lock(limits);
    guest->source = source_take(limits, address);
    if (guest->source) {
        guest->began = now_of(limits);
        limits->all++;
        list_add(limits, guest, PHASE_HEAD, guest->began);
        keep_caps(limits, guest->source);
    }
    unlock(limits);
    if (guest->source)
        return guest;
    free(guest);
    return NULL;
}

void limits_leave(struct limits *limits, struct guest *guest) {
    lock(limits);
    if (!guest->shut)
        list_remove(limits, guest);
    source_give_back(limits, guest->source);
    limits->all--;
    unlock(limits);
    free(guest);
}

void limits_phase(struct limits *limits, struct guest *guest, enum phase phase) {
    lock(limits);
    if (!guest->shut && guest->phase != phase) {
        list_remove(limits, guest);
        list_add(limits, guest, phase, now_of(limits));
        if (phase == PHASE_IDLE)
            guest->received = bytes_received(guest);
    }
    if (phase != PHASE_STREAM)
        guest->stream = NULL;
    unlock(limits);
}

const char *guest_address(const struct guest *guest) {
    return guest->address;
}

int guest_fd(const struct guest *guest) {
    return guest->fd;
}

bool limits_stream(struct limits *limits, struct guest *guest, void *ctx) {
    lock(limits);
    bool room = !guest->shut && !limits->stopping &&
                limits->lists[PHASE_STREAM].count < (size_t)limits->options.streams;
    if (room) {
        list_remove(limits, guest);
        list_add(limits, guest, PHASE_STREAM, now_of(limits));
        guest->stream = ctx;
    }
    unlock(limits);
    return room;
}

void limits_stream_moved(struct limits *limits, struct guest *guest) {
    lock(limits);
    guest->since = now_of(limits);
    unlock(limits);
}

/* --- the round --- */

/* What a late peer is told, where nobody else can be writing: its answer has not begun. A probe
 * that sent nothing is told nothing. */
static void tell_late(const struct limits *limits, const struct guest *guest) {
    if (limits->late_answer && bytes_received(guest) > 0)
        (void)send(guest->fd, limits->late_answer, strlen(limits->late_answer),
                   MSG_DONTWAIT | MSG_NOSIGNAL);
}

static void shut_late(struct limits *limits, int64_t now) {
    const int most[PHASE_COUNT] = {
        [PHASE_HEAD] = limits->options.head_ms,
        [PHASE_BODY] = limits->options.body_ms,
        [PHASE_ANSWER] = limits->options.answer_ms,
        [PHASE_IDLE] = limits->options.idle_ms,
    };
    for (enum phase phase = PHASE_HEAD; phase <= PHASE_IDLE; phase++)
        for (struct guest *guest; (guest = limits->lists[phase].first);) {
            if (now - guest->since < most[phase])
                break;
            if (unfinished(phase))
                tell_late(limits, guest);
            limits->shut_late += phase != PHASE_IDLE;
            shut(limits, guest);
        }
}

/* Who was idle and has begun the next request is unfinished again. */
static void find_busy(struct limits *limits, int64_t now) {
    struct guest *next;
    for (struct guest *guest = limits->lists[PHASE_IDLE].first; guest; guest = next) {
        next = guest->after;
        if (bytes_received(guest) == guest->received)
            continue;
        list_remove(limits, guest);
        guest->began = now;
        list_add(limits, guest, PHASE_HEAD, now);
        keep_caps(limits, guest->source);
        if (next && (next->shut || next->phase != PHASE_IDLE))
            break; /* the caps took it: the rest next time */
    }
}

/* Nobody watches the socket of a stream that sleeps but we. */
static void look_after_stream(struct limits *limits, struct guest *guest, int64_t now) {
    int64_t quiet = now - guest->since;
    if (!limits->stream.asleep(guest->stream)) {
        if (quiet >= limits->options.answer_ms) {
            limits->shut_late++;
            shut(limits, guest);
        }
        return;
    }
    struct pollfd watched = { .fd = guest->fd, .events = POLLRDHUP };
    if (poll(&watched, 1, 0) > 0)
        limits->stream.beat(guest->stream, true);
    else if (quiet >= limits->options.heartbeat_ms)
        limits->stream.beat(guest->stream, false);
}

static void round_of(struct limits *limits) {
    int64_t now = now_of(limits);
    find_busy(limits, now);
    shut_late(limits, now);
    struct guest *next;
    for (struct guest *guest = limits->lists[PHASE_STREAM].first; guest; guest = next) {
        next = guest->after;
        look_after_stream(limits, guest, now);
    }
    limits->round_at = now;
}

static void *rounds(void *ctx) {
    struct limits *limits = ctx;
    lock(limits);
    while (!limits->stopping) {
        round_of(limits);
        struct timespec until;
        if (clock_gettime(CLOCK_MONOTONIC, &until) != 0)
            bug("no monotonic clock");
        until.tv_nsec += (long)(limits->options.round_ms % 1000) * 1000000;
        until.tv_sec += limits->options.round_ms / 1000 + until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        (void)pthread_cond_timedwait(&limits->stop, &limits->lock, &until); /* either is fine */
    }
    unlock(limits);
    return NULL;
}

/* --- start and stop --- */

static void set_defaults(struct limits_options *o) {
    const struct {
        int *at, value;
    } defaults[] = {
        { &o->connections, 4000 }, { &o->unfinished, 3000 }, { &o->unfinished_address, 2000 },
        { &o->streams, 400 },      { &o->head_ms, 10000 },   { &o->body_ms, 30000 },
        { &o->answer_ms, 30000 },  { &o->idle_ms, 60000 },   { &o->heartbeat_ms, 20000 },
        { &o->round_ms, 200 },
    };
    for (size_t i = 0; i < sizeof(defaults) / sizeof(defaults[0]); i++)
        if (*defaults[i].at <= 0)
            *defaults[i].at = defaults[i].value;
}

/* Descriptors for all connections, or fewer connections when the system gives no more. */
static void fit_descriptors(struct limits_options *options) {
    struct rlimit limit;
    rlim_t        wanted = (rlim_t)options->connections + DESCRIPTORS_BESIDE;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    if (limit.rlim_cur < wanted) {
        limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0 && getrlimit(RLIMIT_NOFILE, &limit) != 0)
            return;
    }
    if (limit.rlim_cur >= wanted)
        return;
    options->connections = limit.rlim_cur > 2 * DESCRIPTORS_BESIDE
                               ? (int)limit.rlim_cur - DESCRIPTORS_BESIDE
                               : (int)limit.rlim_cur / 2;
    warn(tr(LANG_ZH, N_("系统只给 %llu 个文件描述符，最多同时 %d 个连接")),
         (unsigned long long)limit.rlim_cur, options->connections);
}

static bool make_lock(struct limits *limits) {
    pthread_condattr_t attributes;
    if (pthread_mutex_init(&limits->lock, NULL) != 0)
        return false;
    bool made = pthread_condattr_init(&attributes) == 0;
    if (made) {
        made = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) == 0 &&
               pthread_cond_init(&limits->stop, &attributes) == 0;
        (void)pthread_condattr_destroy(&attributes);
    }
    if (!made)
        (void)pthread_mutex_destroy(&limits->lock);
    return made;
}

bool limits_start(struct limits **ret_limits, const struct limits_options *options,
                  const char *late_answer, const struct limits_stream *stream, struct err *err) {
    struct limits *limits = calloc(1, sizeof(*limits));
    if (!limits)
        return err_system_set(err, ENOMEM, N_("服务启动不了"));
    limits->options = *options;
    limits->stream = *stream;
    limits->late_answer = late_answer;
    world_real(&limits->world);
    limits->round_at = now_of(limits);
    set_defaults(&limits->options);
    fit_descriptors(&limits->options);
    if (!make_lock(limits)) {
        free(limits);
        return err_system_set(err, ENOMEM, N_("服务启动不了"));
    }
    int number = pthread_create(&limits->thread, NULL, rounds, limits);
    if (number != 0) {
        (void)pthread_cond_destroy(&limits->stop);
        (void)pthread_mutex_destroy(&limits->lock);
        free(limits);
        return err_system_set(err, number, N_("服务启动不了"));
    }
    *ret_limits = limits;
    return true;
}

void limits_stop(struct limits *limits) {
    lock(limits);
    limits->stopping = true;
    (void)pthread_cond_signal(&limits->stop);
    unlock(limits);
    if (pthread_join(limits->thread, NULL) != 0)
        bug("the thread of limits");
    if (limits->all > 0)
        bug("%zu connections outlive their server", limits->all);
    (void)pthread_cond_destroy(&limits->stop);
    (void)pthread_mutex_destroy(&limits->lock);
    free(limits);
}

int limits_connections(const struct limits *limits) {
    return limits->options.connections;
}

size_t limits_shut(struct limits *limits, unsigned phases) {
    lock(limits);
    for (enum phase phase = PHASE_HEAD; phase < PHASE_COUNT; phase++)
        while ((phases & (1u << phase)) && limits->lists[phase].first)
            shut(limits, limits->lists[phase].first);
    size_t all = limits->all;
    unlock(limits);
    return all;
}

void limits_wake_streams(struct limits *limits) {
    lock(limits);
    for (struct guest *g = limits->lists[PHASE_STREAM].first; g; g = g->after)
        limits->stream.beat(g->stream, true);
    unlock(limits);
}

void limits_count(struct limits *limits, struct limits_count *ret_count) {
    lock(limits);
    for (enum phase phase = PHASE_HEAD; phase < PHASE_COUNT; phase++)
        ret_count->of[phase] = limits->lists[phase].count;
    ret_count->all = limits->all;
    ret_count->shut_late = limits->shut_late;
    ret_count->shut_full = limits->shut_full;
    unlock(limits);
}

int64_t limits_round_at(const struct limits *limits) {
    lock(limits);
    int64_t at = limits->round_at;
    unlock(limits);
    return at;
}
