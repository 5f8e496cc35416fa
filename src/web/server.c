/* SPDX-License-Identifier: GPL-3.0-or-later
 * server.c - a listener over libmicrohttpd 0.9.75: starting it, what the library calls, stopping
 * it. Under TLS the threads poll: with epoll one stalled handshake makes a thread spin. */
#include "web/exchange.h"
#include "web/log.h"
#include "web/tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    THREADS_LEAST = 4,
    BACKLOG = 1024,
    SEND_BUFFER = 64 * 1024, /* 600 slow readers of large answers hold 55 MB, not 1.1 GB */
    MEMORY_EACH = 32 * 1024, /* the library's pool of a connection: head and answer's head */
    WELL_MS = 10000,
    STOP_STEP_MS = 20,
    STOP_HEADS_MS = 300, /* a request on its way gets through when it comes by then */
    STOP_MOST_MS = 3000,
};

/* --- what the library calls --- */

static size_t keep_escapes(void *ctx, struct MHD_Connection *connection, char *text) {
    (void)ctx;
    (void)connection;
    return strlen(text); /* target.c decodes */
}

static struct line *line_of(struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static void *on_request_line(void *ctx, const char *target, struct MHD_Connection *connection) {
    struct line *line = line_of(connection);
    (void)ctx;
    if (!line)
        return NULL;
    limits_phase(line->server->limits, line->guest, PHASE_HEAD);
    return exchange_new(line, connection, target);
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *connection, const char *url,
                                  const char *method, const char *version, const char *bytes,
                                  size_t *size, void **request_ctx) {
    struct exchange *exchange = *request_ctx;
    (void)ctx;
    (void)connection;
    if (!exchange)
        return MHD_NO;
    if (!exchange->begun)
        return exchange_head(exchange, url, method, version);
    return *size > 0 ? exchange_body(exchange, bytes, size) : exchange_end(exchange);
}

static void on_request_over(void *ctx, struct MHD_Connection *connection, void **request_ctx,
                            enum MHD_RequestTerminationCode code) {
    struct exchange *exchange = *request_ctx;
    (void)ctx;
    (void)connection;
    if (!exchange)
        return;
    limits_phase(exchange->line->server->limits, exchange->line->guest, PHASE_IDLE);
    exchange_free(exchange, code == MHD_REQUEST_TERMINATED_COMPLETED_OK);
    *request_ctx = NULL;
}

static struct line *line_new(struct server *server, struct MHD_Connection *connection) {
    const union MHD_ConnectionInfo *fd =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    const union MHD_ConnectionInfo *address =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    struct line *line = calloc(1, sizeof(*line));
    int          on = 1, buffer = SEND_BUFFER;
    if (line && fd && address) {
        /* Slower without them, not wrong. */
        (void)setsockopt(fd->connect_fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
        (void)setsockopt(fd->connect_fd, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof(buffer));
        line->server = server;
        line->guest = limits_enter(server->limits, fd->connect_fd, address->client_addr);
        if (line->guest)
            return line;
    }
    if (fd)
        (void)shutdown(fd->connect_fd, SHUT_RDWR);
    free(line);
    return NULL;
}

static void on_connection(void *ctx, struct MHD_Connection *connection, void **socket_ctx,
                          enum MHD_ConnectionNotificationCode code) {
    struct server *server = ctx;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        *socket_ctx = line_new(server, connection);
    } else if (*socket_ctx) {
        struct line *line = *socket_ctx;
        *socket_ctx = NULL;
        limits_leave(server->limits, line->guest);
        free(line);
    }
}

/* --- listening --- */

static bool loopback(const struct sockaddr *address) {
    if (address->sa_family == AF_INET)
        return ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr) >> 24 == 127;
    const struct in6_addr *six = &((const struct sockaddr_in6 *)address)->sin6_addr;
    return IN6_IS_ADDR_LOOPBACK(six);
}

/* "HOST:PORT", "[::1]:PORT", ":PORT" into two strings; false when it is none of these. */
static bool split(const char *listen_at, char *host, size_t size, const char **ret_port) {
    const char *port = strrchr(listen_at, ':');
    size_t      length = port ? (size_t)(port - listen_at) : 0;
    if (!port || strspn(port + 1, "0123456789") != strlen(port + 1) || !port[1] ||
        strtol(port + 1, NULL, 10) > 65535)
        return false;
    if (length >= 2 && listen_at[0] == '[' && listen_at[length - 1] == ']') {
        listen_at++;
        length -= 2;
    } else if (memchr(listen_at, ':', length)) {
        return false;
    }
    if (length >= size)
        return false;
    memcpy(host, listen_at, length);
    host[length] = '\0';
    *ret_port = port + 1;
    return true;
}

static bool socket_listen(int fd, const struct addrinfo *at) {
    int on = 1, off = 0;
    return setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == 0 &&
           (at->ai_family != AF_INET6 ||
            setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off)) == 0) &&
           bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0;
}

static bool open_listener(struct server *server, const struct addrinfo *at, struct err *err) {
    const struct web_options *options = server->web->options;
    if (options->plain && !loopback(at->ai_addr))
        return err_code_set(err, ERR_INVALID, N_("不加密的服务只能开在本机，不能开在 %s"),
                            options->listen);
    int fd = socket(at->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0 || !socket_listen(fd, at)) {
        int number = errno;
        if (fd >= 0)
            (void)close(fd); /* nothing was written to it */
        return err_system_set(err, number, N_("服务不能开在 %s"), options->listen);
    }
    server->listener = fd;
    return true;
}

/* Without a host: everywhere under TLS, on this machine alone without. */
static bool find_listener(struct server *server, struct err *err) {
    const struct web_options *options = server->web->options;
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
    struct addrinfo *found = NULL;
    char             host[256];
    const char      *port;
    if (!options->listen || !split(options->listen, host, sizeof(host), &port))
        return err_code_set(err, ERR_INVALID, N_("监听地址要写成 127.0.0.1:8443，不是 %s"),
                            options->listen ? options->listen : "");
    const char *name = *host ? host : options->plain ? "127.0.0.1" : "::";
    int         result = getaddrinfo(name, port, &hints, &found);
    if (result != 0 && !*host) /* a machine without IPv6 */
        result = getaddrinfo("0.0.0.0", port, &hints, &found);
    if (result != 0)
        return err_code_set(err, ERR_INVALID, N_("服务不能开在 %s：%s"), options->listen,
                            gai_strerror(result));
    bool ok = open_listener(server, found, err);
    freeaddrinfo(found);
    return ok;
}

static bool tell_address(struct server *server, struct err *err) {
    struct sockaddr_storage address;
    socklen_t               size = sizeof(address);
    char                    host[NI_MAXHOST], port[NI_MAXSERV];
    if (getsockname(server->listener, (struct sockaddr *)&address, &size) != 0 ||
        getnameinfo((struct sockaddr *)&address, size, host, sizeof(host), port, sizeof(port),
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return err_system_set(err, errno, N_("服务启动不了"));
    bool six = address.ss_family == AF_INET6;
    (void)snprintf(server->address, sizeof(server->address), "%s://%s%.200s%s:%s",
                   server->web->options->plain ? "http" : "https", six ? "[" : "", host,
                   six ? "]" : "", port);
    return true;
}

/* --- starting --- */

static unsigned threads_of(const struct web_options *options) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    if (options->threads > 0)
        return (unsigned)options->threads;
    return cores > THREADS_LEAST ? (unsigned)cores : THREADS_LEAST;
}

static struct MHD_Daemon *daemon_of(struct server *server) {
    const struct web_options *options = server->web->options;
    unsigned                  flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_ALLOW_SUSPEND_RESUME |
                     (options->plain ? MHD_USE_EPOLL : MHD_USE_POLL | MHD_USE_TLS);
    struct MHD_OptionItem tls[] = {
        { MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)options->key_pem },
        { MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)options->cert_pem },
        { MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)tls_priorities },
        { MHD_OPTION_END, 0, NULL },
    };
    if (options->plain)
        tls[0].option = MHD_OPTION_END;
    return MHD_start_daemon(
        flags, 0, NULL, NULL, on_request, server, MHD_OPTION_LISTEN_SOCKET, server->listener,
        MHD_OPTION_THREAD_POOL_SIZE, threads_of(options), MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)limits_connections(server->limits), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
        (size_t)MEMORY_EACH, MHD_OPTION_STRICT_FOR_CLIENT, 0, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, server, MHD_OPTION_NOTIFY_COMPLETED, on_request_over, server,
        MHD_OPTION_URI_LOG_CALLBACK, on_request_line, server, MHD_OPTION_UNESCAPE_CALLBACK,
        keep_escapes, server, MHD_OPTION_ARRAY, tls, MHD_OPTION_END);
}

/* The threads of a server take no signals: those are for the program's main thread. */
static bool start_threads(struct server *server, struct err *err) {
    const struct web_options *options = server->web->options;
    sigset_t                  all, before;
    if (sigfillset(&all) != 0 || pthread_sigmask(SIG_SETMASK, &all, &before) != 0)
        return err_set(err, N_("服务启动不了"));
    bool ok = limits_start(&server->limits, &options->limits,
                           options->plain ? server->late_answer : NULL, &stream_watch, err);
    if (ok) {
        server->daemon = daemon_of(server);
        if (!server->daemon) {
            limits_stop(server->limits);
            ok = err_set(err, N_("服务启动不了"));
        }
    }
    if (pthread_sigmask(SIG_SETMASK, &before, NULL) != 0)
        bug("the signals of a thread");
    return ok;
}

static void server_free(struct server *server) {
    if (server->listener >= 0)
        (void)close(server->listener); /* nothing was written to it */
    if (server->workers)
        workers_free(server->workers);
    free(server->late_answer);
    free(server);
}

bool server_start(struct server **ret_server, const struct web *web, struct err *err) {
    const struct web_options *options = web->options;
    struct world              world;
    struct server            *server = calloc(1, sizeof(*server));
    if (!server)
        return err_system_set(err, ENOMEM, N_("服务启动不了"));
    reply_begin();
    world_real(&world);
    world_random(&world, &server->run, sizeof(server->run));
    server->web = web;
    server->listener = -1;
    server->late_answer = reply_text(options, "", 408, N_("请求来得太慢"));
    if ((options->plain || tls_check(options->cert_pem, options->key_pem, err)) &&
        routes_check(web->routes, err) && workers_new(&server->workers, web, err) &&
        find_listener(server, err) && tell_address(server, err) && start_threads(server, err)) {
        *ret_server = server;
        return true;
    }
    server_free(server);
    return false;
}

const char *server_address(const struct server *server) {
    return server->address;
}

bool server_well(const struct server *server) {
    struct world world;
    world_real(&world);
    return workers_well(server->workers, WELL_MS) &&
           world_monotonic_ms(&world) - limits_round_at(server->limits) < WELL_MS;
}

void server_advance(struct server *server, int64_t ms) {
    workers_advance(server->workers, ms);
}

void server_count(const struct server *server, struct limits_count *ret_count) {
    limits_count(server->limits, ret_count);
}

/* --- stopping --- */

static void wait_step(void) {
    const struct timespec step = { .tv_nsec = STOP_STEP_MS * 1000000L };
    (void)nanosleep(&step, NULL); /* shorter is fine */
}

/* Streams end, idle connections and heads that do not come are shut, answers are written to their
 * end while there is time. Stopping the library with a connection asleep would abort. */
static void let_finish(struct server *server) {
    const unsigned idle = 1u << PHASE_IDLE, heads = 1u << PHASE_HEAD | 1u << PHASE_BODY;
    for (int waited = 0; waited < STOP_MOST_MS; waited += STOP_STEP_MS) {
        limits_wake_streams(server->limits);
        if (limits_shut(server->limits, waited < STOP_HEADS_MS ? idle : idle | heads) == 0)
            return;
        wait_step();
    }
    while (limits_shut(server->limits, (1u << PHASE_COUNT) - 1) > 0)
        wait_step();
}

void server_stop(struct server *server) {
    atomic_store(&server->stopping, true);
    (void)MHD_quiesce_daemon(server->daemon); /* the socket is ours and closed below */
    let_finish(server);
    MHD_stop_daemon(server->daemon);
    limits_stop(server->limits);
    server_free(server);
}
