/* SPDX-License-Identifier: GPL-3.0-or-later
 * office.c - starting what src/desk starts, without its process. */
#include "support/office.h"

#include "services/desk.h"
#include "services/service.h"
#include "staff/password.h"
#include "staff/totp.h"
#include "support/seed.h"
#include "support/wire.h"
#include "web/api.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

enum { PERMITS_MOST = 32 };

static void quiet(void *ctx, const char *line, size_t length) {
    (void)ctx;
    (void)line;
    (void)length;
}

static void must(const struct office *office, bool done) {
    if (!done)
        bug("the office: %s", office->err.text);
}

static void server_begin(struct office *office) {
    must(office, session_watch_open(&office->watch, &office->err) &&
                     events_open(&office->events, office->temp.path, &office->err));
    office->web.sessions = office->watch;
    office->web.events = office->events;
    must(office, server_start(&office->server, &office->web, &office->err));
    office->port = wire_port(server_address(office->server));
}

static void server_end(struct office *office) {
    server_stop(office->server);
    events_close(office->events);
    session_watch_close(office->watch);
}

static const struct permit *const *permits_with(const struct permit *more) {
    static const struct permit *all[PERMITS_MOST];
    size_t                      count = 0;
    if (more)
        all[count++] = more;
    for (const struct permit *const *p = service_permits(); *p && count < PERMITS_MOST - 1; p++)
        all[count++] = *p;
    all[count] = NULL;
    return all;
}

static void routes_make(struct office *office) {
    must(office, api_routes_add(&office->routes, &office->web, &office->err));
    for (const struct service_desk *const *desk = service_desks; *desk; desk++)
        if ((*desk)->routes)
            must(office, routes_add(&office->routes, (*desk)->routes, &office->err));
    must(office, routes_check(&office->routes, &office->err));
}

void office_start(struct office *office, const struct permit *more) {
    time_ms start;
    memset(office, 0, sizeof(*office));
    office->err.lang = LANG_EN;
    temp_make(&office->temp);
    support_world(&office->world);
    start = world_now(&office->world);
    world_virtual(&office->own, start, support_seed() + 1);
    office->heard = json_array();
    office->options = (struct web_options){
        .folder = office->temp.path,
        .listen = "127.0.0.1:0",
        .plain = true,
        .host = "",
        .threads = 4,
        .clock = &office->world,
        .centre = "易扶新村服务中心",
        .terminal = "D01",
        .store = { .records = service_records(), .space_floor = 1 },
        .limits = { .round_ms = 20 },
        .log = quiet,
    };
    struct store_options create = office->options.store;
    create.mode = STORE_CREATE;
    create.world = &office->own;
    must(office, store_open(&office->store, office->temp.path, &create, &office->err));
    office->web = (struct web){ .options = &office->options,
                                .routes = &office->routes,
                                .records = service_records(),
                                .flows = service_flows(),
                                .permits = permits_with(more) };
    routes_make(office);
    server_begin(office);
}

void office_again(struct office *office) {
    server_end(office);
    world_set_seed(&office->world, support_seed() + ++office->starts + 1); /* other ids */
    server_begin(office);
}

void office_forget(struct office *office) {
    json_array_clear(office->heard);
    arena_reset(&office->arena);
}

void office_stop(struct office *office) {
    server_end(office);
    store_close(office->store);
    routes_free(&office->routes);
    json_decref(office->heard);
    arena_deinit(&office->arena);
    temp_remove(&office->temp);
}

/* --- people ---------------------------------------------------------------------------------- */

/* What a session asks of its user without the work of hashing: nobody comes in by it. */
static bool credentials_insert(struct office *office, row_id user, role_set roles) {
    struct credential    credential;
    struct second_factor factor;
    record_init(&credential_record, &credential);
    record_init(&second_factor_record, &factor);
    credential.head.id = factor.head.id = user;
    memset(credential.salt, '0', sizeof(credential.salt) - 1);
    memset(credential.hash, '0', sizeof(credential.hash) - 1);
    memset(factor.secret, '0', sizeof(factor.secret) - 1);
    credential.salt[32] = credential.hash[64] = factor.secret[40] = '\0';
    credential.passes = COST_PASSES_LEAST;
    credential.memory_kb = COST_MEMORY_KB;
    credential.times = 1;
    return store_insert(office->store, &credential_record, &credential, &office->err) &&
           (!(roles & ROLE(ROLE_ADMINISTRATOR)) ||
            store_insert(office->store, &second_factor_record, &factor, &office->err));
}

void office_person(struct office *office, const char *login, role_set roles,
                   struct person *ret_person) {
    struct user      user;
    struct user_role rows[ROLES_COUNT];
    size_t           count = 0;
    time_ms          expires;
    record_init(&user_record, &user);
    (void)TEXT_COPY(user.login, login);
    (void)TEXT_COPY(user.name, login);
    user.outside = office->outside;
    if (roles & ROLE(ROLE_UNIT))
        (void)TEXT_COPY(user.unit, "物业公司");
    for (int role = 1; role < ROLES_COUNT; role++)
        if (roles & ROLE(role)) {
            record_init(&user_role_record, &rows[count]);
            rows[count++].role = (enum role)role;
        }
    user.roles = (struct children){ .rows = rows, .count = count };
    *ret_person = (struct person){ .login = login };
    must(office, store_begin(office->store, "test", &office->err) &&
                     store_insert(office->store, &user_record, &user, &office->err) &&
                     credentials_insert(office, user.head.id, roles) &&
                     session_begin(office->store, &user, 1, "127.0.0.1", ret_person->token,
                                   &expires, &office->err) &&
                     store_find(office->store,
                                "SELECT id FROM login_session ORDER BY row_order DESC LIMIT 1",
                                NULL, 0, &ret_person->session, &office->err) &&
                     store_commit(office->store, &office->err));
    ret_person->user = user.head.id;
    session_csrf(ret_person->token, ret_person->csrf);
}

void office_password(struct office *office, const struct person *person, const char *password,
                     bool must_change) {
    must(office,
         store_begin(office->store, "test", &office->err) &&
             password_set(office->store, person->user, password, must_change, &office->err) &&
             store_commit(office->store, &office->err));
}

void office_sql(struct office *office, const char *sql) {
    sqlite3 *db;
    char    *why = NULL;
    if (sqlite3_open(temp_path(&office->temp, "anju.db"), &db) != SQLITE_OK ||
        sqlite3_busy_timeout(db, 5000) != SQLITE_OK ||
        sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        bug("%s: %s", sql, why ? why : "no database");
    (void)sqlite3_close(db);
}

/* --- asking ---------------------------------------------------------------------------------- */

struct heard office_ask(struct office *office, const struct person *person, const char *method,
                        const char *path, const char *headers, const char *body) {
    struct arena *arena = &office->arena;
    const bool    reads = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    const char   *head = arena_printf(
          arena, "%s %s HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nAccept-Language: en\r\n%s",
          method, path, headers ? headers : "");
    if (person)
        head = arena_printf(arena, "%sCookie: anju_session=%s\r\n", head, person->token);
    if (person && !reads)
        head = arena_printf(arena, "%sX-CSRF-Token: %s\r\n", head, person->csrf);
    if (body)
        head = arena_printf(arena, "%sContent-Type: application/json\r\nContent-Length: %zu\r\n",
                            head, strlen(body));
    else if (!reads)
        head = arena_printf(arena, "%sContent-Length: 0\r\n", head);
    int fd = wire_connect(office->port);
    if (!wire_say(fd, head) || !wire_say(fd, "\r\n") || (body && !wire_say(fd, body)))
        bug("%s %s: the server hung up", method, path);
    struct heard heard = { .text = wire_rest(fd, arena) };
    wire_close(fd);
    heard.status = wire_status(heard.text);
    heard.body = wire_body(heard.text);
    heard.json = json_loads(heard.body, JSON_REJECT_DUPLICATES, NULL);
    if (heard.json)
        (void)json_array_append_new(office->heard, heard.json);
    return heard;
}

struct heard office_get(struct office *office, const struct person *person, const char *path) {
    return office_ask(office, person, "GET", path, NULL, NULL);
}

struct heard office_post(struct office *office, const struct person *person, const char *path,
                         const char *body) {
    return office_ask(office, person, "POST", path, NULL, body);
}

const char *heard_header(struct office *office, const struct heard *heard, const char *name) {
    return wire_header(heard->text, name, &office->arena);
}

const char *heard_text(const struct heard *heard, const char *key) {
    return json_string_value(json_object_get(heard->json, key));
}
