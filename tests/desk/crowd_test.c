/* SPDX-License-Identifier: GPL-3.0-or-later
 * crowd_test.c - many at once: each client writes, reads, changes and listens on connections of its
 * own. Nothing is lost, nothing is done twice, nobody hears an error of the server's; under
 * ThreadSanitizer no race is seen. */
#include "support/check.h"
#include "support/office.h"
#include "support/seed.h"
#include "support/wire.h"

#include <pthread.h>
#include <stdlib.h>

enum { CLIENTS = 8 };

static struct office        room;
static struct office *const office = &room;
static struct person        people[CLIENTS];
static char                 shared[128]; /* the path of the row that all change */

static const struct permit all[] = {
    { .record = "employer",
      .may = { [PERMIT_READ] = ROLE(ROLE_MANAGER),
               [PERMIT_CREATE] = ROLE(ROLE_MANAGER),
               [PERMIT_EDIT] = ROLE(ROLE_MANAGER) } },
    { 0 },
};

struct client {
    int          number, rounds;
    struct arena arena;
    int          made, again, changed, stale, wrong;
};

/* One request of a client's own thread: its status, the answer in its arena. */
static const char *ask(struct client *client, const char *method, const char *path,
                       const char *headers, const char *body, int *ret_status) {
    const struct person *person = &people[client->number];
    int                  fd = wire_connect(office->port);
    const char          *text = arena_printf(
                 &client->arena,
                 "%s %s HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nCookie: anju_session=%s\r\n"
                          "X-CSRF-Token: %s\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n%s\r\n%s",
                 method, path, person->token, person->csrf, strlen(body), headers, body);
    if (*body == '\0')
        text = arena_printf(&client->arena,
                            "%s %s HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nCookie: "
                            "anju_session=%s\r\n%s\r\n",
                            method, path, person->token, headers);
    if (!wire_say(fd, text))
        bug("the server hung up");
    const char *answer = wire_rest(fd, &client->arena);
    wire_close(fd);
    *ret_status = wire_status(answer);
    return answer;
}

/* Made once, though it is asked for twice. */
static void make(struct client *client, int round) {
    int         first, second;
    const char *key =
        arena_printf(&client->arena, "Idempotency-Key: %d-%d\r\n", client->number, round);
    const char *body =
        arena_printf(&client->arena, "{\"name\": \"单位%d之%d\"}", client->number, round);
    (void)ask(client, "POST", "/api/employer", key, body, &first);
    (void)ask(client, "POST", "/api/employer", key, body, &second);
    client->made += first == 201;
    client->again += second == 201;
    client->wrong += (first != 201 && first != 503) || (second != 201 && second != 503);
}

/* All change the same row: each either on what it has read, or not at all. */
static void change(struct client *client, int round) {
    int         status;
    const char *row = ask(client, "GET", shared, "", "", &status);
    const char *etag = wire_header(row, "ETag", &client->arena);
    if (status != 200 || !etag) {
        client->wrong++;
        return;
    }
    (void)ask(client, "PATCH", shared, arena_printf(&client->arena, "If-Match: %s\r\n", etag),
              arena_printf(&client->arena, "{\"address\": \"%d号%d\"}", client->number, round),
              &status);
    client->changed += status == 200;
    client->stale += status == 412;
    client->wrong += status != 200 && status != 412 && status != 503;
}

static void *run(void *ctx) {
    struct client *client = ctx;
    int            status;
    for (int round = 0; round < client->rounds; round++) {
        make(client, round);
        change(client, round);
        (void)ask(client, "GET", "/api/employer?sort=-name&limit=20", "", "", &status);
        client->wrong += status != 200;
        arena_reset(&client->arena);
    }
    return NULL;
}

/* Opens streams and lets go of them, as pages do that come and go. */
static void *listen_on(void *ctx) {
    struct client *client = ctx;
    for (int round = 0; round < client->rounds; round++) {
        int fd = wire_connect(office->port);
        if (!wire_say(fd, arena_printf(&client->arena,
                                       "GET /api/events HTTP/1.1\r\nHost: desk\r\nLast-Event-ID: "
                                       "0\r\nCookie: anju_session=%s\r\n\r\n",
                                       people[client->number].token)))
            bug("the server hung up");
        client->made += strstr(wire_until(fd, "\"}\n\n", &client->arena), "event: ") != NULL;
        wire_close(fd);
        arena_reset(&client->arena);
    }
    return NULL;
}

static int start(void **state) {
    (void)state;
    office_start(office, all);
    for (int i = 0; i < CLIENTS; i++)
        office_person(office, arena_printf(&office->arena, "person%d", i), ROLE(ROLE_MANAGER),
                      &people[i]);
    struct heard heard =
        office_post(office, &people[0], "/api/employer", "{\"name\": \"大家改的\"}");
    const char *path = heard_header(office, &heard, "Location");
    if (!path)
        bug("%s", heard.text);
    return TEXT_COPY(shared, path) ? 0 : -1;
}

static int stop(void **state) {
    (void)state;
    office_stop(office);
    return 0;
}

static void nothing_is_lost_and_nothing_done_twice(void **state) {
    (void)state;
    struct client clients[CLIENTS] = { 0 };
    pthread_t     threads[CLIENTS];
    int64_t       rows = 0;
    int           made = 0, changed = 0;
    for (int i = 0; i < CLIENTS; i++) {
        clients[i].number = i;
        clients[i].rounds = (int)support_count(10, 200);
        assert_int_equal(
            pthread_create(&threads[i], NULL, i < CLIENTS - 2 ? run : listen_on, &clients[i]), 0);
    }
    for (int i = 0; i < CLIENTS; i++) {
        (void)pthread_join(threads[i], NULL);
        arena_deinit(&clients[i].arena);
        check_number(clients[i].wrong, 0, "nobody hears an error");
        if (i >= CLIENTS - 2)
            check_number(clients[i].made, clients[i].rounds, "every stream says something");
        made += i < CLIENTS - 2 ? clients[i].made : 0;
        changed += clients[i].changed;
    }
    assert_true(
        store_number(office->store, "SELECT count(*) FROM employer", NULL, 0, &rows, &office->err));
    check_number(rows, made + 1, "each was made once");
    struct heard heard = office_get(office, &people[0], shared);
    check_number(json_integer_value(json_object_get(heard.json, "version")), changed + 1,
                 "as many versions as changes that were taken");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_lost_and_nothing_done_twice),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
