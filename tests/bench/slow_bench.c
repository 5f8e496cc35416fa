/* SPDX-License-Identifier: GPL-3.0-or-later
 * slow_bench.c - 1,200 slow sockets of five kinds from one address that come again at once whenever
 * they are dropped, and staff behind the same address meanwhile: over plain HTTP all five kinds, on
 * the TLS listener handshakes that stall. Loopback only, bounded in time and in sockets. */
#include "web/sample.h"

#include "support/pem.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { SLOW = 1200, SECONDS = 10, DRIP_MS = 200, RECONNECTS_MOST = 200000, LARGE_ANSWER = 4 << 20 };
enum { HEAD_MS = 3000, STAFF_MOST = 100000 };

static char large_answer[LARGE_ANSWER];

static void give_large(struct request *request, struct answer *answer) {
    (void)request;
    answer->type = "application/octet-stream";
    answer->body = large_answer;
    answer->size = sizeof(large_answer);
}

static const struct route bench_routes[] = {
    { HTTP_GET, "/file", POLICY_OPEN, .handle = give_large },
    { .path = NULL },
};

static double now_ms(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail */
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* What each kind says at first, and then again and again. */
static const struct {
    const char *first, *drip;
} kinds[] = {
    { "", "" },
    { "GET /hello HTTP/1.1\r\nHost: a\r\n", "X: y\r\n" },
    { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Content-Length: 60000\r\n\r\n",
      " " },
    { "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Transfer-Encoding: chunked\r\n\r\n",
      "1\r\n \r\n" },
    { "GET /file HTTP/1.1\r\nHost: a\r\n\r\n", "" },
};
/* To a TLS listener: the beginning of a ClientHello, then byte by byte. */
static const char client_hello[] = "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03";

struct attack {
    int           port;
    bool          tls;
    atomic_bool   over;
    struct pollfd at[SLOW];
    size_t        reconnects;
};

static void attack_connect(struct attack *attack, size_t i) {
    struct sockaddr_in to = { .sin_family = AF_INET,
                              .sin_port = htons((uint16_t)attack->port),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int                small = 4096;
    int                fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        die("socket: %s", strerror(errno));
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small,
                     sizeof(small)); /* for those that read not */
    if (connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0 && errno != EINPROGRESS)
        die("connect: %s", strerror(errno));
    attack->at[i] = (struct pollfd){ .fd = fd, .events = POLLRDHUP | POLLOUT };
}

static void attack_say(struct attack *attack, size_t i, bool first) {
    size_t      kind = i % ROWS(kinds);
    const char *text = first ? kinds[kind].first : kinds[kind].drip;
    size_t      length = strlen(text);
    if (attack->tls) {
        text = first ? client_hello : "x";
        length = kind == 0 ? 0 : first ? sizeof(client_hello) - 1 : 1;
    }
    (void)send(attack->at[i].fd, text, length,
               MSG_NOSIGNAL | MSG_DONTWAIT); /* dropped: seen below */
}

static void attack_round(struct attack *attack, bool drip) {
    if (poll(attack->at, SLOW, DRIP_MS / 4) < 0)
        die("poll: %s", strerror(errno));
    for (size_t i = 0; i < SLOW; i++) {
        struct pollfd *at = &attack->at[i];
        if (at->revents & (POLLRDHUP | POLLHUP | POLLERR)) {
            (void)close(at->fd);
            attack_connect(attack, i);
            attack->reconnects++;
        } else if (at->revents & POLLOUT) {
            at->events = POLLRDHUP; /* connected */
            attack_say(attack, i, true);
        } else if (drip && at->events == POLLRDHUP) {
            attack_say(attack, i, false);
        }
    }
}

static void *attack_run(void *ctx) {
    struct attack *attack = ctx;
    double         dripped = now_ms();
    for (size_t i = 0; i < SLOW; i++)
        attack_connect(attack, i);
    while (!atomic_load(&attack->over) && attack->reconnects < RECONNECTS_MOST) {
        bool drip = now_ms() - dripped >= DRIP_MS;
        attack_round(attack, drip);
        if (drip)
            dripped = now_ms();
    }
    for (size_t i = 0; i < SLOW; i++)
        (void)close(attack->at[i].fd);
    return NULL;
}

/* --- staff --- */

struct line_of_staff {
    int              fd;
    gnutls_session_t tls; /* NULL: plain */
};

static gnutls_certificate_credentials_t credentials;

static bool staff_open(struct line_of_staff *line, int port, bool tls) {
    int on = 1;
    *line = (struct line_of_staff){ .fd = wire_connect(port) };
    (void)setsockopt(line->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (!tls)
        return true;
    if (gnutls_init(&line->tls, GNUTLS_CLIENT) < 0 || gnutls_set_default_priority(line->tls) < 0 ||
        gnutls_credentials_set(line->tls, GNUTLS_CRD_CERTIFICATE, credentials) < 0)
        die("TLS of the staff");
    gnutls_transport_set_int(line->tls, line->fd);
    gnutls_handshake_set_timeout(line->tls, 20000);
    int result;
    while ((result = gnutls_handshake(line->tls)) < 0 && !gnutls_error_is_fatal(result))
        ;
    return result == 0;
}

static bool staff_ask(struct line_of_staff *line) {
    static const char ask[] = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
    char              bytes[4096];
    size_t            length = 0;
    ssize_t           put = line->tls ? gnutls_record_send(line->tls, ask, sizeof(ask) - 1)
                                      : send(line->fd, ask, sizeof(ask) - 1, MSG_NOSIGNAL);
    while (put > 0 && length + 1 < sizeof(bytes)) {
        ssize_t got =
            line->tls ? gnutls_record_recv(line->tls, bytes + length, sizeof(bytes) - 1 - length)
                      : recv(line->fd, bytes + length, sizeof(bytes) - 1 - length, 0);
        if (got == GNUTLS_E_AGAIN || got == GNUTLS_E_INTERRUPTED)
            continue;
        if (got <= 0)
            return false;
        length += (size_t)got;
        bytes[length] = '\0';
        if (strstr(bytes, "\"安居\"}"))
            return wire_status(bytes) == 200;
    }
    return false;
}

static void staff_close(struct line_of_staff *line) {
    if (line->tls)
        gnutls_deinit(line->tls);
    wire_close(line->fd);
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double p99(double *times, size_t count) {
    qsort(times, count, sizeof(*times), by_size);
    return count ? times[count * 99 / 100] : 0;
}

struct staff {
    double fresh[STAFF_MOST], kept[STAFF_MOST];
    size_t fresh_count, kept_count, failures;
};

/* A new connection, and one that stays: in turn, until the time is over. */
static void staff_work(struct staff *staff, int port, bool tls, double until) {
    struct line_of_staff kept;
    if (!staff_open(&kept, port, tls))
        staff->failures++;
    while (now_ms() < until && staff->fresh_count < STAFF_MOST) {
        struct line_of_staff line;
        double               began = now_ms();
        if (!staff_open(&line, port, tls) || !staff_ask(&line))
            staff->failures++;
        staff->fresh[staff->fresh_count++] = now_ms() - began;
        staff_close(&line);
        began = now_ms();
        if (!staff_ask(&kept))
            staff->failures++;
        staff->kept[staff->kept_count++] = now_ms() - began;
        const struct timespec pause = { .tv_nsec = 2000000 };
        (void)nanosleep(&pause, NULL); /* staff do not hammer */
    }
    staff_close(&kept);
}

static double recovered_ms(struct sample *sample, bool tls) {
    double               began = now_ms();
    struct limits_count  count;
    struct line_of_staff line;
    do
        server_count(sample->server, &count);
    while (count.of[PHASE_HEAD] + count.of[PHASE_BODY] + count.of[PHASE_ANSWER] > 0);
    if (!staff_open(&line, sample->port, tls) || !staff_ask(&line))
        die("not recovered");
    staff_close(&line);
    return now_ms() - began;
}

static void run(struct sample *sample, bool tls) {
    static struct attack attack;
    static struct staff  staff;
    const char          *name = tls ? "tls" : "plain";
    pthread_t            thread;
    memset(&staff, 0, sizeof(staff));
    memset(&attack, 0, sizeof(attack));
    sample_start(sample);
    attack.port = sample->port;
    attack.tls = tls;
    if (pthread_create(&thread, NULL, attack_run, &attack) != 0)
        die("no thread");
    struct limits_count count;
    do
        server_count(sample->server, &count);
    while (count.all < SLOW);
    staff_work(&staff, sample->port, tls, now_ms() + SECONDS * 1e3);
    atomic_store(&attack.over, true);
    (void)pthread_join(thread, NULL); /* it was started */
    double recovered = recovered_ms(sample, tls);
    printf("slow_%s_fresh_p99 %.2f ms\n", name, p99(staff.fresh, staff.fresh_count));
    printf("slow_%s_kept_p99 %.2f ms\n", name, p99(staff.kept, staff.kept_count));
    printf("slow_%s_failures %zu of_%zu\n", name, staff.failures,
           staff.fresh_count + staff.kept_count);
    printf("slow_%s_reconnects %zu sockets\n", name, attack.reconnects);
    printf("slow_%s_recovered %.0f ms\n", name, recovered);
    sample_stop(sample);
}

static void ignore(void *ctx, const char *line, size_t length) {
    (void)ctx;
    (void)line;
    (void)length;
}

int main(void) {
    static struct sample sample;
    static struct pem    pem;
    sample_make(&sample);
    if (!routes_add(&sample.routes, bench_routes, NULL) ||
        gnutls_certificate_allocate_credentials(&credentials) < 0)
        die("no memory");
    sample.options.log = ignore;
    sample.options.limits = (struct limits_options){ .head_ms = HEAD_MS, .body_ms = HEAD_MS };
    sample.options.limits.answer_ms = HEAD_MS;
    run(&sample, false);
    pem_make(&pem);
    sample.options.plain = false;
    sample.options.cert_pem = pem.cert;
    sample.options.key_pem = pem.key;
    run(&sample, true);
    gnutls_certificate_free_credentials(credentials);
    sample_free(&sample);
    return 0;
}
