/* SPDX-License-Identifier: GPL-3.0-or-later
 * desk_bench.c - the real desk over plain HTTP with 100,000 postings, and beside it the same
 * endpoints in Node's http and better-sqlite3 (peer/desk.mjs) on a copy of the same database: the
 * same answers, checked; requests per second of the server's CPU, and memory after all of them. */
#include "services/jobs/employer.h"
#include "services/service.h"
#include "support/postings.h"
#include "support/program.h"
#include "support/seed.h"
#include "support/temp.h"
#include "support/wire.h"

#include <jansson.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROWS = 100000, CLIENTS = 4, ROUNDS = 3, LISTS = 200, REQUEST_ROOM = 1024 };
static const char login[] = "lihongmei", password[] = "seven lanterns, 3 rivers";
static const char list_path[] = "/api/job?state=open&reach=county&sort=-posted_on&limit=50";

static struct temp     temp;
static struct arena    kept; /* until the end */
static struct postings postings;

static void must(bool done, const struct err *err) {
    if (!done)
        die("%s", err->text);
}

/* --- the node ------------------------------------------------------------------------------- */

static const char *binary(const char *name) {
    const char *folder = getenv("ANJU_BIN");
    return arena_printf(&kept, "%s/%s", folder ? folder : "build", name);
}

static void anju(const char *const *argv) {
    struct program program = program_start(argv, true);
    if (program_end(&program, 0) != 0)
        die("%s %s", argv[0], argv[1]);
}

static void people(const char *folder) {
    const char *file = temp_path(&temp, "password");
    FILE       *out = fopen(file, "w");
    if (!out || fprintf(out, "%s\n", password) < 0 || fclose(out) != 0)
        die("no password file");
    anju((const char *[]){ binary("anju"), "init", "--data", folder, NULL });
    anju((const char *[]){ binary("anju"), "user", "add", login, "--name", "李红梅", "--role",
                           "publisher,reviewer", "--password-file", file, "--data", folder, NULL });
}

/* Postings, and employers that have somebody to call. */
static void rows(const char *folder) {
    static struct world  world;
    struct store        *store;
    struct arena         arena = { 0 };
    struct err           err = { 0 };
    struct store_options how = { .mode = STORE_WRITE,
                                 .records = service_records(),
                                 .world = &world };
    support_world(&world);
    must(store_open(&store, folder, &how, &err), &err);
    postings_make(&postings, store, &world, ROWS);
    must(store_begin(store, "system", &err), &err);
    for (int i = 0; i < POSTINGS_EMPLOYERS; i++) {
        struct employer employer;
        must(store_get(store, &employer_record, postings.employers[i], &employer, &arena, &err),
             &err);
        (void)TEXT_COPY(employer.contact, i % 2 ? "刘建明" : "欧阳娜娜");
        (void)snprintf(employer.phone, sizeof(employer.phone), "138%08d", i * 7919);
        must(store_update(store, &employer_record, &employer, &err), &err);
    }
    must(store_commit(store, &err), &err);
    store_close(store);
    arena_deinit(&arena);
}

static void copy(const char *folder, const char *to) {
    sqlite3 *db;
    char    *sql = sqlite3_mprintf("VACUUM INTO %Q", to);
    if (sqlite3_open(arena_printf(&kept, "%s/anju.db", folder), &db) != SQLITE_OK ||
        sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        die("copy: %s", sqlite3_errmsg(db));
    sqlite3_free(sql);
    (void)sqlite3_close(db); /* nothing was written to it */
}

/* --- two servers ---------------------------------------------------------------------------- */

struct server_of {
    const char    *name;
    struct program program;
    int            port;
    char           cookie[128];
};

static bool begin(struct server_of *server, const char *const *argv) {
    char line[256];
    server->program = program_start(argv, false);
    program_line(&server->program, line, sizeof(line));
    if (strncmp(line, "http://", 7) != 0) {
        (void)program_end(&server->program, 0); /* it has said nothing: it is over */
        return false;
    }
    server->port = wire_port(line);
    return true;
}

static void log_in(struct server_of *desk) {
    char *body = arena_printf(&kept, "{\"login\": \"%s\", \"password\": \"%s\"}", login, password);
    int   fd = wire_connect(desk->port);
    (void)wire_say(fd, arena_printf(&kept,
                                    "POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                    "application/json\r\nContent-Length: %zu\r\n\r\n%s",
                                    strlen(body), body)); /* seen by its answer */
    const char *answer = wire_answer(fd, &kept, false);
    const char *cookie = answer ? wire_header(answer, "Set-Cookie", &kept) : NULL;
    if (!cookie)
        die("no session: %s", answer ? answer : "");
    (void)snprintf(desk->cookie, sizeof(desk->cookie), "%.*s", (int)strcspn(cookie, ";"), cookie);
    wire_close(fd);
}

static void request_of(const struct server_of *server, const char *path, char text[REQUEST_ROOM]) {
    (void)snprintf(text, REQUEST_ROOM, "GET %s HTTP/1.1\r\nHost: a\r\nCookie: %s\r\n\r\n", path,
                   server->cookie);
}

static json_t *ask(const struct server_of *server, const char *path) {
    char request[REQUEST_ROOM];
    int  fd = wire_connect(server->port);
    request_of(server, path, request);
    (void)wire_say(fd, request); /* seen by its answer */
    const char *answer = wire_answer(fd, &kept, false);
    if (!answer || wire_status(answer) != 200)
        die("%s: %s: %s", server->name, path, answer ? answer : "no answer");
    json_t *json = json_loads(wire_body(answer), 0, NULL);
    wire_close(fd);
    return json;
}

static void same(const struct server_of *ours, const struct server_of *theirs, const char *path) {
    json_t *a = ask(ours, path), *b = ask(theirs, path);
    if (!json_equal(a, b))
        die("%s:\n%s\n%s", path, json_dumps(a, 0), json_dumps(b, 0));
    json_decref(a);
    json_decref(b);
}

/* --- load ----------------------------------------------------------------------------------- */

struct client {
    pthread_t               thread;
    const struct server_of *server;
    const char             *path;
    size_t                  count;
};

static void *client_run(void *ctx) {
    struct client *client = ctx;
    struct arena   arena = { 0 };
    char           request[REQUEST_ROOM];
    int            fd = wire_connect(client->server->port);
    request_of(client->server, client->path, request);
    for (size_t i = 0; i < client->count; i++) {
        const char *answer = wire_say(fd, request) ? wire_answer(fd, &arena, false) : NULL;
        if (!answer || wire_status(answer) != 200)
            die("%s: %s", client->server->name, client->path);
        arena_reset(&arena);
    }
    wire_close(fd);
    arena_deinit(&arena);
    return NULL;
}

/* Requests per second of the server's CPU. */
static double rate(const struct server_of *server, const char *path, size_t count) {
    struct client clients[CLIENTS];
    double        before = program_cpu_ms(server->program.pid);
    for (int i = 0; i < CLIENTS; i++) {
        clients[i] = (struct client){ .server = server, .path = path, .count = count / CLIENTS };
        if (pthread_create(&clients[i].thread, NULL, client_run, &clients[i]) != 0)
            die("no thread");
    }
    for (int i = 0; i < CLIENTS; i++)
        (void)pthread_join(clients[i].thread, NULL); /* it was started */
    return (double)count * 1e3 / (program_cpu_ms(server->program.pid) - before);
}

/* The better of some rounds in turn; the first, which warms both, does not count. */
static void compare(const struct server_of *servers, int server_count, const char *what,
                    const char *path, size_t count) {
    double best[2] = { 0, 0 };
    if (server_count == 2)
        same(&servers[0], &servers[1], path);
    for (int round = 0; round <= ROUNDS; round++)
        for (int i = 0; i < server_count; i++) {
            double now = rate(&servers[i], path, count);
            if (round > 0 && now > best[i])
                best[i] = now;
        }
    for (int i = 0; i < server_count; i++)
        printf("%s_%s_rate %.0f 1/s\n", servers[i].name, what, best[i]);
}

static void list_times(const struct server_of *server) {
    static double times[LISTS];
    struct arena  arena = { 0 };
    char          request[REQUEST_ROOM];
    int           fd = wire_connect(server->port);
    request_of(server, list_path, request);
    for (int i = 0; i < LISTS; i++) {
        double began = program_now_ms();
        if (!wire_say(fd, request) || !wire_answer(fd, &arena, false))
            die("no list");
        times[i] = program_now_ms() - began;
        arena_reset(&arena);
    }
    printf("%s_list_p95 %.3f ms\n", server->name, program_share(times, LISTS, 0.95));
    wire_close(fd);
    arena_deinit(&arena);
}

int main(void) {
    struct server_of servers[2] = { { .name = "desk" }, { .name = "node" } };
    char             id[ID_TEXT];
    temp_make(&temp);
    const char *folder = temp_path(&temp, "node"), *peer = temp_path(&temp, "peer.db");
    people(folder);
    rows(folder);
    copy(folder, peer);
    if (!begin(&servers[0], (const char *[]){ binary("anju-desk"), "--data", folder, "--plain",
                                              "--listen", "127.0.0.1:0", NULL }))
        die("the desk did not start");
    log_in(&servers[0]);
    (void)TEXT_COPY(servers[1].cookie, servers[0].cookie);
    const int server_count =
        begin(&servers[1],
              (const char *[]){ "node", "tests/bench/peer/desk.mjs", binary("peer/node_modules"),
                                peer, login, strchr(servers[0].cookie, '=') + 1, NULL })
            ? 2
            : 1; /* without better-sqlite3: alone */
    id_format(postings.employers[7], id);
    compare(servers, server_count, "row", arena_printf(&kept, "/api/employer/%s", id), 8000);
    compare(servers, server_count, "page", "/api/employer?kind=company&limit=50", 2000);
    compare(servers, server_count, "jobs", list_path, 1000);
    list_times(&servers[0]);
    for (int i = 0; i < server_count; i++) {
        printf("%s_pss %.2f MB\n", servers[i].name, program_pss_mb(servers[i].program.pid));
        (void)program_end(&servers[i].program, SIGTERM); /* measured; how it ends is tested */
    }
    arena_deinit(&kept);
    temp_remove(&temp);
    return 0;
}
