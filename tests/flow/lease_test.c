/* SPDX-License-Identifier: GPL-3.0-or-later
 * lease_test.c - who has a matter in hand, and the next one: fifty at once, each on a connection of
 * their own, never the same one twice. */
#include "flow/complaint.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { MINUTE = 60000 };

static int start(void **state) {
    struct hotline *h = calloc(1, sizeof(*h));
    hotline_start(h);
    *state = h;
    return 0;
}

static int stop(void **state) {
    hotline_ties(*state);
    hotline_stop(*state);
    free(*state);
    return 0;
}

static bool take(struct hotline *h, row_id matter, const char *login) {
    h->err = (struct err){ 0 };
    return hotline_end(h, store_begin(h->store, login, &h->err) &&
                              lease_take(h->store, matter, login, NULL, &h->err));
}

static bool next(struct hotline *h, const char *flow, const struct flow_by *by,
                 row_id *ret_matter) {
    h->err = (struct err){ 0 };
    return hotline_end(h, store_begin(h->store, by->name, &h->err) &&
                              flow_next(h->store, complaint_flows, flow, by, ret_matter, &h->err));
}

static void a_second_taker_gets_the_holders_name(void **state) {
    struct hotline *h = *state;
    row_id          matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    assert_true(take(h, matter, "刘敏"));
    assert_true(take(h, matter, "刘敏")); /* one's own is renewed */
    assert_false(take(h, matter, "王小华"));
    assert_int_equal(h->err.code, ERR_BUSY);
    assert_non_null(strstr(h->err.text, "刘敏"));
    assert_false(hotline_step(h, matter, "claim", NULL, "王小华"));
    assert_int_equal(h->err.code, ERR_BUSY);
    hotline_must(h, matter, "claim", NULL, "刘敏");
}

static void it_ends_after_ten_minutes_by_boot_time(void **state) {
    struct hotline *h = *state;
    row_id          matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    assert_true(take(h, matter, "刘敏"));
    h->world.wall += (int64_t)60 * MINUTE; /* the clock alone ends nothing */
    assert_false(take(h, matter, "王小华"));
    h->world.wall -= (int64_t)60 * MINUTE;
    world_advance(&h->world, 10 * MINUTE - 1);
    assert_false(take(h, matter, "王小华"));
    const struct note_form note = { "问过了" };
    hotline_must(h, matter, "note", &note, "刘敏"); /* renews it */
    world_advance(&h->world, 10 * MINUTE - 1);
    assert_false(take(h, matter, "王小华"));
    world_advance(&h->world, 1);
    assert_true(take(h, matter, "王小华"));
}

static void what_another_boot_has_left_is_over(void **state) {
    struct hotline *h = *state;
    row_id          matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN), got;
    struct flow_by  by = hotline_by(h, WHO_STAFF, NULL);
    struct lease    lease;
    assert_true(take(h, matter, "王小华"));
    assert_true(store_get(h->store, &lease_record, matter, &lease, &h->arena, &h->err));
    (void)TEXT_COPY(lease.boot, "another");
    assert_true(hotline_end(h, store_begin(h->store, "x", &h->err) &&
                                   store_update(h->store, &lease_record, &lease, &h->err)));
    assert_true(next(h, NULL, &by, &got));
    assert_true(id_equal(got, matter));
}

static void the_next_one_is_what_is_due_first_and_in_nobodys_hand(void **state) {
    struct hotline *h = *state;
    row_id          plain = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN), got;
    row_id          urgent = hotline_complaint(h, CLASS_OTHER, URGENCY_URGENT);
    row_id          owned = hotline_complaint(h, CLASS_OTHER, URGENCY_URGENT);
    struct flow_by  liu = hotline_by(h, WHO_STAFF, NULL), wang = liu, li = liu;
    wang.name = "王小华";
    li.name = "李四";
    hotline_must(h, owned, "claim", NULL, "张三");
    assert_true(next(h, NULL, &liu, &got));
    assert_true(id_equal(got, urgent));
    assert_false(next(h, "report", &wang, &got)); /* there is none */
    assert_int_equal(h->err.code, ERR_ABSENT);
    assert_true(next(h, "complaint", &wang, &got));
    assert_true(id_equal(got, plain));
    assert_false(next(h, NULL, &li, &got));
    world_advance(&h->world, LEASE_MS);
    assert_true(next(h, NULL, &li, &got)); /* what was left lying waits again */
    assert_true(id_equal(got, urgent));
}

static void the_next_one_is_for_who_can_take_it_further(void **state) {
    struct hotline    *h = *state;
    const struct actor auditor = actor_of("shen", ROLE(ROLE_AUDITOR), NULL),
                       agent = actor_of("li", ROLE(ROLE_AGENT), NULL);
    const struct flow_by by_auditor = hotline_by(h, WHO_STAFF, &auditor),
                         by_agent = hotline_by(h, WHO_STAFF, &agent);
    row_id got;
    (void)hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    assert_false(next(h, NULL, &by_auditor, &got));
    assert_true(next(h, NULL, &by_agent, &got));
}

static void what_is_held_waits_for_nobody(void **state) {
    struct hotline        *h = *state;
    row_id                 matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN), got;
    const struct hold_form form = { .code = HOLD_WEATHER, .until = when("2026-11-25T10:00") };
    struct flow_by         by = hotline_by(h, WHO_STAFF, NULL);
    hotline_dispatch(h, matter, "物业", "");
    hotline_must(h, matter, "hold", &form, "刘敏");
    assert_false(next(h, NULL, &by, &got));
    hotline_until(h, "2026-11-25T10:00");
    (void)hotline_tick(h);
    assert_true(next(h, NULL, &by, &got));
}

/* --- fifty at once ------------------------------------------------------------------------- */

enum { CLIENTS = 50 };

struct client {
    struct hotline *h;
    struct world    world;
    char            name[TEXT_SIZE(20)];
    row_id         *got; /* of all: by place */
    atomic_size_t  *taken;
    size_t          failed;
};

static bool busy(const struct err *err) {
    return err->code == ERR_BUSY;
}

static void *client_run(void *ctx) {
    struct client       *client = ctx;
    struct hotline       own = { .temp = client->h->temp };
    const struct flow_by by = {
        .who = WHO_STAFF, .name = client->name, .terminal = "D01", .limits = client->h->limits
    };
    struct store *store = hotline_open(&own, &client->world);
    for (bool more = true; more;) {
        struct err err = { 0 };
        row_id     matter;
        bool       done = store_begin(store, client->name, &err) &&
                    flow_next(store, complaint_flows, NULL, &by, &matter, &err) &&
                    store_commit(store, &err);
        if (!done)
            store_rollback(store);
        if (done)
            client->got[atomic_fetch_add(client->taken, 1)] = matter;
        more = done || busy(&err);
        client->failed += !done && !busy(&err) && err.code != ERR_ABSENT;
    }
    store_close(store);
    return NULL;
}

static int compare(const void *a, const void *b) {
    return memcmp(a, b, sizeof(row_id));
}

static void fifty_clients_take_each_matter_once(void **state) {
    struct hotline *h = *state;
    size_t          count = support_count(200, 4000);
    row_id         *got = calloc(count + CLIENTS, sizeof(*got));
    atomic_size_t   taken = 0;
    struct client   clients[CLIENTS];
    pthread_t       threads[CLIENTS];
    assert_non_null(got);
    for (size_t i = 0; i < count; i++)
        (void)hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    for (size_t i = 0; i < CLIENTS; i++) {
        clients[i] = (struct client){ .h = h, .world = h->world, .got = got, .taken = &taken };
        world_set_seed(&clients[i].world, support_seed() + i);
        (void)snprintf(clients[i].name, sizeof(clients[i].name), "client%zu", i); /* fits */
        assert_int_equal(pthread_create(&threads[i], NULL, client_run, &clients[i]), 0);
    }
    for (size_t i = 0; i < CLIENTS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(clients[i].failed, 0);
    }
    assert_int_equal(taken, count);
    qsort(got, count, sizeof(*got), compare);
    for (size_t i = 1; i < count; i++)
        if (id_equal(got[i - 1], got[i]))
            fail_msg("one matter was handed out twice");
    free(got);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, start, stop)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_second_taker_gets_the_holders_name),
        TEST(it_ends_after_ten_minutes_by_boot_time),
        TEST(what_another_boot_has_left_is_over),
        TEST(the_next_one_is_what_is_due_first_and_in_nobodys_hand),
        TEST(the_next_one_is_for_who_can_take_it_further),
        TEST(what_is_held_waits_for_nobody),
        TEST(fifty_clients_take_each_matter_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
