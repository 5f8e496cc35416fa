/* SPDX-License-Identifier: GPL-3.0-or-later
 * office.h - a node with a few people in it, for tests of staff: a store of staff's records alone,
 * a world that moves when told, and Argon2id at its cheapest so that a hundred thousand tries fit.
 */
#ifndef ANJU_TESTS_STAFF_OFFICE_H
#define ANJU_TESTS_STAFF_OFFICE_H

#include "staff/login.h"
#include "support/check.h"
#include "support/seed.h"
#include "support/temp.h"

#include <stdlib.h>

#define GOOD "correct horse 12"
#define BETTER "battery staple 34"
enum { MINUTE_MS = 60000, HOUR_MS = 60 * MINUTE_MS, CHEAP_PASSES = 1, CHEAP_KB = 8 };

struct office {
    struct temp           temp;
    struct world          world;
    struct store         *store;
    struct session_watch *watch;
    struct arena          arena;
    struct err            err;
    row_id hong, jun, lin; /* 李红梅 reviewer, 王建军 publisher, 周琳 administrator */
};

static inline struct store *office_open(struct office *o, struct world *world) {
    struct store              *store = NULL;
    const struct store_options options = {
        .mode = STORE_CREATE, .records = staff_records, .world = world, .space_floor = 1 << 20
    };
    if (!store_open(&store, temp_path(&o->temp, "node"), &options, &o->err))
        fail_msg("%s", o->err.text);
    return store;
}

static inline void office_begin(struct office *o) {
    if (!store_begin(o->store, "root", &o->err))
        fail_msg("%s", o->err.text);
}

/* Commits what was done, else rolls it back and says false. */
static inline bool office_end(struct office *o, bool done) {
    done = done && store_commit(o->store, &o->err);
    if (!done)
        store_rollback(o->store);
    return done;
}
#define office_do(o, call)                                                                         \
    do {                                                                                           \
        office_begin(o);                                                                           \
        if (!office_end((o), (call)))                                                              \
            fail_msg("%s", (o)->err.text);                                                         \
    } while (0)

/* A row of a user that is not stored yet. */
static inline void office_user(struct office *o, const char *login, const char *name,
                               role_set roles, struct user *ret_user) {
    record_init(&user_record, ret_user);
    assert_true(TEXT_COPY(ret_user->login, login) && TEXT_COPY(ret_user->name, name));
    struct user_role *rows = ARENA_NEW_ARRAY(&o->arena, ROLES_COUNT, struct user_role);
    assert_non_null(rows);
    for (int role = 1; role < ROLES_COUNT; role++)
        if (roles & ROLE(role)) {
            struct user_role *row = &rows[ret_user->roles.count++];
            record_init(&user_role_record, row);
            row->role = (enum role)role;
        }
    ret_user->roles.rows = rows;
}

static inline row_id office_add(struct office *o, const char *login, const char *name,
                                role_set roles) {
    struct user user;
    office_user(o, login, name, roles, &user);
    office_do(o, store_insert(o->store, &user_record, &user, &o->err) &&
                     password_set(o->store, user.head.id, GOOD, false, &o->err));
    return user.head.id;
}

static inline void office_cheap(struct office *o) {
    struct login_cost cost;
    office_do(o, login_cost_get(o->store, &cost, &o->err));
    cost.passes = CHEAP_PASSES;
    cost.memory_kb = CHEAP_KB;
    office_do(o, store_update(o->store, &login_cost_record, &cost, &o->err));
}

static inline int office_start(void **state) {
    struct office *o = calloc(1, sizeof(*o));
    assert_non_null(o);
    temp_make(&o->temp);
    support_world(&o->world);
    o->store = office_open(o, &o->world);
    assert_true(session_watch_open(&o->watch, &o->err));
    office_cheap(o);
    o->hong = office_add(o, "hong", "李红梅", ROLE(ROLE_REVIEWER));
    o->jun = office_add(o, "jun", "王建军", ROLE(ROLE_PUBLISHER) | ROLE(ROLE_AGENT));
    o->lin = office_add(o, "lin", "周琳", ROLE(ROLE_ADMINISTRATOR));
    *state = o;
    return 0;
}

static inline int office_stop(void **state) {
    struct office *o = *state;
    store_close(o->store);
    session_watch_close(o->watch);
    arena_deinit(&o->arena);
    temp_remove(&o->temp);
    free(o);
    return 0;
}

/* As another process would find it; `reboot`: the machine was off in between. */
static inline void office_restart(struct office *o, bool reboot) {
    store_close(o->store);
    session_watch_close(o->watch);
    if (reboot)
        o->world.monotonic = 0;
    o->store = office_open(o, &o->world);
    assert_true(session_watch_open(&o->watch, &o->err));
}

static inline struct login office_try(struct office *o, const char *login, const char *password,
                                      const char *code) {
    struct login l = { .login = login, .password = password, .code = code, .address = "10.0.0.7" };
    if (!login_try(o->store, &l, &o->err))
        fail_msg("%s", o->err.text);
    return l;
}

/* Does the token open a session now? This is a use of it. */
static inline bool office_opens(struct office *o, const char *token) {
    struct session session;
    struct err     err = { 0 };
    bool           opens = session_open(o->store, o->watch, token, &session, &err);
    if (!opens && err.code != ERR_ABSENT)
        fail_msg("%s", err.text);
    return opens;
}

#define OFFICE_TEST(test) cmocka_unit_test_setup_teardown(test, office_start, office_stop)

#endif
