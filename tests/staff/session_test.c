/* SPDX-License-Identifier: GPL-3.0-or-later
 * session_test.c - how long a session goes on, by which clock, and what ends it at once; several
 * threads on one node. */
#include "staff/office.h"

#include <pthread.h>

static const int64_t idle = SESSION_IDLE_MS, whole = SESSION_MOST_MS;

static struct login in(struct office *o, const char *login) {
    struct login l = office_try(o, login, GOOD, NULL);
    assert_int_equal(l.verdict, LOGIN_IN);
    return l;
}

static void it_ends_after_fifteen_idle_minutes_to_the_millisecond(void **state) {
    struct office *o = *state;
    struct login   l = in(o, "hong");
    for (int i = 0; i < 5; i++) {
        world_advance(&o->world, idle - 1);
        assert_true(office_opens(o, l.token));
    }
    world_advance(&o->world, idle);
    assert_false(office_opens(o, l.token));
    o->world.wall--;
    o->world.monotonic--;
    assert_true(office_opens(o, l.token)); /* what only looked at it was no use of it */
}

static void it_ends_after_eight_hours_however_it_is_used(void **state) {
    struct office *o = *state;
    struct login   l = in(o, "hong");
    for (int64_t at = 0; at + MINUTE_MS < whole; at += MINUTE_MS) {
        world_advance(&o->world, MINUTE_MS);
        assert_true(office_opens(o, l.token));
    }
    world_advance(&o->world, MINUTE_MS - 1);
    assert_true(office_opens(o, l.token));
    world_advance(&o->world, 1);
    assert_false(office_opens(o, l.token));
}

static void each_clock_alone_ends_it(void **state) {
    struct office *o = *state;
    static const struct {
        int64_t     wall, monotonic;
        bool        opens;
        const char *why;
    } rows[] = {
        { SESSION_IDLE_MS - 1, SESSION_IDLE_MS - 1, true, "both go on" },
        { SESSION_IDLE_MS, 0, false, "the wall clock alone" },
        { 0, SESSION_IDLE_MS, false, "the monotonic clock alone" },
        { -10 * (int64_t)HOUR_MS, SESSION_IDLE_MS - 1, true, "the clock was put back" },
        { -10 * (int64_t)HOUR_MS, SESSION_IDLE_MS, false, "put back, and too long" },
        { 0, -1, false, "a monotonic clock that went back: another boot" },
        { 10 * 365 * 24 * (int64_t)HOUR_MS, 0, false, "years ahead" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct world before = o->world;
        struct login l = in(o, "hong");
        o->world.wall += rows[i].wall;
        o->world.monotonic += rows[i].monotonic;
        check_number(office_opens(o, l.token), rows[i].opens, rows[i].why);
        o->world.wall = before.wall;
        o->world.monotonic = before.monotonic;
    }
}

static void a_clock_put_back_gives_no_ninth_hour(void **state) {
    struct office *o = *state;
    struct login   l = in(o, "hong");
    int64_t        used = 0;
    while (office_opens(o, l.token)) {
        o->world.monotonic += 10 * MINUTE_MS;
        o->world.wall -= MINUTE_MS; /* once more each time */
        used += 10 * MINUTE_MS;
        assert_true(used <= whole);
    }
    assert_int_equal(used, whole);
}

static void it_survives_a_restart_of_the_program_and_no_boot(void **state) {
    struct office *o = *state;
    struct login   l = in(o, "hong");
    world_advance(&o->world, 10 * MINUTE_MS);
    assert_true(office_opens(o, l.token));
    assert_true(sessions_save(o->store, o->watch, &o->err));
    office_restart(o, false);
    world_advance(&o->world, idle - 1);
    assert_true(office_opens(o, l.token));
    office_restart(o, true);
    assert_false(office_opens(o, l.token));
}

/* A crash before rows were saved makes a session older, never younger. */
static void what_was_not_saved_only_ends_it_sooner(void **state) {
    struct office *o = *state;
    struct login   l = in(o, "hong");
    world_advance(&o->world, MINUTE_MS);
    assert_true(office_opens(o, l.token));
    office_restart(o, false);
    world_advance(&o->world, idle - MINUTE_MS - 1);
    assert_true(office_opens(o, l.token));
    office_restart(o, false);
    world_advance(&o->world, 1);
    assert_false(office_opens(o, l.token));
}

static int64_t rows_of_sessions(struct office *o) {
    int64_t count = -1;
    assert_true(
        store_number(o->store, "SELECT count(*) FROM login_session", NULL, 0, &count, &o->err));
    return count;
}

static int64_t local_commits(struct office *o) {
    int64_t count = -1;
    assert_true(store_number(o->store, "SELECT local FROM node", NULL, 0, &count, &o->err));
    return count;
}

static void using_it_writes_nothing_and_saving_writes_what_is_new(void **state) {
    struct office *o = *state;
    struct login   l = in(o, "hong");
    int64_t        commits = local_commits(o);
    world_advance(&o->world, 1000);
    for (int i = 0; i < 1000; i++)
        assert_true(office_opens(o, l.token));
    assert_int_equal(local_commits(o), commits);
    assert_true(sessions_save(o->store, o->watch, &o->err));
    assert_int_equal(local_commits(o), commits + 1);
    for (int i = 0; i < 10; i++)
        assert_true(sessions_save(o->store, o->watch, &o->err));
    assert_int_equal(local_commits(o), commits + 1); /* an idle hour writes nothing */
    world_advance(&o->world, idle);
    assert_true(sessions_save(o->store, o->watch, &o->err));
    assert_int_equal(rows_of_sessions(o), 0); /* it is over */
}

static void no_other_token_opens_it(void **state) {
    struct office *o = *state;
    struct login   l = in(o, "hong");
    char           token[SESSION_TOKEN + 8];
    for (size_t i = 0; i < SESSION_TOKEN - 1; i++) {
        memcpy(token, l.token, SESSION_TOKEN);
        token[i] = token[i] == 'A' ? 'B' : 'A';
        assert_false(office_opens(o, token));
        memcpy(token, l.token, SESSION_TOKEN);
        token[i] = '\0';
        assert_false(office_opens(o, token));
    }
    (void)snprintf(token, sizeof(token), "%sA", l.token);
    assert_false(office_opens(o, token));
    static const char *const others[] = { "", "=", "' OR 1=1 --", "\xff\xff" };
    for (size_t i = 0; i < ROWS(others); i++)
        assert_false(office_opens(o, others[i]));
    assert_false(office_opens(o, l.csrf));
    assert_true(office_opens(o, l.token));
}

static void logging_out_ends_it_for_good(void **state) {
    struct office *o = *state;
    struct session session;
    struct login   l = in(o, "hong"), other = in(o, "hong");
    assert_true(session_open(o->store, o->watch, l.token, &session, &o->err));
    assert_true(session_end(o->store, session.id, &o->err));
    assert_true(session_end(o->store, session.id, &o->err)); /* twice does no harm */
    assert_false(office_opens(o, l.token));
    assert_true(office_opens(o, other.token));
    assert_true(sessions_save(o->store, o->watch, &o->err)); /* of one that is gone */
}

/* What happens to a user, as any writer may do it, and whether the session goes on. */
static void change_roles(struct user *user) {
    ((struct user_role *)user->roles.rows)[0].role = ROLE_AGENT;
}
static void change_disabled(struct user *user) {
    user->disabled = true;
}
static void change_outside(struct user *user) {
    user->outside = true;
}
static void change_phone(struct user *user) {
    (void)TEXT_COPY(user->phone, "13800006021");
}
static void change_name(struct user *user) {
    (void)TEXT_COPY(user->name, "李红");
}
static void change_unit(struct user *user) {
    ((struct user_role *)user->roles.rows)[0].role = ROLE_UNIT;
    (void)TEXT_COPY(user->unit, "自来水公司");
}

static void a_user_who_is_changed_is_out_at_once(void **state) {
    struct office *o = *state;
    static const struct {
        void (*change)(struct user *user);
        bool        opens;
        const char *why;
    } rows[] = {
        { change_phone, true, "another telephone is no other right" },
        { change_name, true, "another name neither" },
        { change_outside, false, "an outside reviewer" },
        { change_roles, false, "other roles" },
        { change_unit, false, "another unit" },
        { change_disabled, false, "disabled" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        char        login[8];
        struct user user;
        (void)snprintf(login, sizeof(login), "u%zu", i);
        row_id       id = office_add(o, login, "某人", ROLE(ROLE_REVIEWER));
        struct login l = in(o, login);
        assert_true(office_opens(o, l.token));
        assert_true(user_get(o->store, id, &user, &o->arena, &o->err));
        rows[i].change(&user);
        /* As another process writes it, which knows nothing of sessions. */
        struct store *kept = o->store;
        o->store = office_open(o, &o->world);
        office_do(o, store_update(o->store, &user_record, &user, &o->err));
        store_close(o->store);
        o->store = kept;
        check_number(office_opens(o, l.token), rows[i].opens, rows[i].why);
    }
}

static void reset_and_disable_end_them_all(void **state) {
    struct office *o = *state;
    struct login   a = in(o, "hong"), b = in(o, "hong"), other = in(o, "jun");
    office_do(o, login_reset(o->store, o->hong, &o->err));
    assert_false(office_opens(o, a.token));
    assert_false(office_opens(o, b.token));
    a = in(o, "hong");
    office_do(o, user_disable(o->store, o->hong, true, &o->err));
    assert_false(office_opens(o, a.token));
    office_do(o, user_disable(o->store, o->hong, false, &o->err));
    assert_false(office_opens(o, a.token)); /* it does not come back */
    assert_true(office_opens(o, other.token));
}

static void they_are_listed_newest_first_and_only_while_they_go_on(void **state) {
    struct office     *o = *state;
    struct session_row rows[8];
    size_t             count;
    struct login       first = in(o, "hong");
    world_advance(&o->world, 10 * MINUTE_MS);
    assert_true(office_opens(o, first.token));
    world_advance(&o->world, MINUTE_MS);
    (void)in(o, "hong");
    (void)in(o, "jun");
    assert_true(sessions_of(o->store, o->watch, ID_ABSENT, rows, ROWS(rows), &count, &o->err));
    assert_int_equal(count, 3);
    assert_true(sessions_of(o->store, o->watch, o->hong, rows, ROWS(rows), &count, &o->err));
    assert_int_equal(count, 2);
    assert_string_equal(rows[1].login, "hong");
    assert_string_equal(rows[1].address, "10.0.0.7");
    check_number(rows[0].started.ms - rows[1].started.ms, 11 * MINUTE_MS, "newest first");
    check_number(rows[1].seen.ms - rows[1].started.ms, 10 * MINUTE_MS, "seen exactly");
    world_advance(&o->world, idle - MINUTE_MS);
    assert_true(sessions_of(o->store, o->watch, o->hong, rows, ROWS(rows), &count, &o->err));
    assert_int_equal(count, 1);
}

static void a_stream_asks_without_using_it(void **state) {
    struct office *o = *state;
    struct session session;
    struct login   l = in(o, "hong");
    bool           alive = false;
    assert_true(session_open(o->store, o->watch, l.token, &session, &o->err));
    world_advance(&o->world, idle - 1);
    assert_true(session_alive(o->store, o->watch, session.id, &alive, &o->err) && alive);
    world_advance(&o->world, 1);
    assert_true(session_alive(o->store, o->watch, session.id, &alive, &o->err));
    assert_false(alive);
}

static void the_eleventh_of_a_user_ends_the_first(void **state) {
    struct office *o = *state;
    struct login   l[SESSIONS_EACH + 1];
    for (size_t i = 0; i < ROWS(l); i++) {
        l[i] = in(o, "hong");
        world_advance(&o->world, 1000);
    }
    for (size_t i = 0; i < ROWS(l); i++)
        check_number(office_opens(o, l[i].token), i > 0, "the newest ten");
}

/* --- several threads ------------------------------------------------------------------------ */

enum { THREADS = 4 };

struct worker {
    struct office *office;
    struct world   world;
    struct store  *store; /* of its own */
    pthread_t      thread;
    size_t         number, tries, in, wrong, busy;
    bool           failed;
};

/* Each with a connection of its own, as the desk's threads: comes in, is used, goes, guesses. */
static void *work(void *data) {
    struct worker *w = data;
    struct office *o = w->office;
    struct err     err = { 0 };
    for (size_t i = 0; i < w->tries; i++) {
        struct session session;
        bool           right = i % 2 == 0;
        struct login l = { .login = right ? "hong" : "jun", .password = right ? GOOD : "a guess" };
        if (!login_try(w->store, &l, &err)) {
            w->busy += err.code == ERR_BUSY;
            w->failed |= err.code != ERR_BUSY;
            continue;
        }
        w->wrong += l.verdict == LOGIN_WRONG;
        if (l.verdict != LOGIN_IN)
            continue;
        w->in++;
        /* The others may have pushed it out already: the newest ten stay. */
        if (session_open(w->store, o->watch, l.token, &session, &err))
            w->failed |= !session_end(w->store, session.id, &err);
        else
            w->failed |= err.code != ERR_ABSENT;
    }
    return NULL;
}

static void threads_side_by_side_win_no_more_guesses(void **state) {
    struct office *o = *state;
    struct worker  workers[THREADS];
    size_t         wrong = 0, came_in = 0;
    for (size_t i = 0; i < THREADS; i++) {
        workers[i] = (struct worker){
            .office = o, .world = o->world, .number = i, .tries = support_count(60, 1200)
        };
        world_set_seed(&workers[i].world, i + 1);
        workers[i].store = office_open(o, &workers[i].world);
        assert_int_equal(pthread_create(&workers[i].thread, NULL, work, &workers[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(workers[i].thread, NULL), 0);
        store_close(workers[i].store);
        assert_false(workers[i].failed);
        wrong += workers[i].wrong;
        came_in += workers[i].in;
    }
    check_number(wrong, GUESS_FREE, "guesses that were tried before the first wait");
    assert_true(came_in > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        OFFICE_TEST(it_ends_after_fifteen_idle_minutes_to_the_millisecond),
        OFFICE_TEST(it_ends_after_eight_hours_however_it_is_used),
        OFFICE_TEST(each_clock_alone_ends_it),
        OFFICE_TEST(a_clock_put_back_gives_no_ninth_hour),
        OFFICE_TEST(it_survives_a_restart_of_the_program_and_no_boot),
        OFFICE_TEST(what_was_not_saved_only_ends_it_sooner),
        OFFICE_TEST(using_it_writes_nothing_and_saving_writes_what_is_new),
        OFFICE_TEST(no_other_token_opens_it),
        OFFICE_TEST(logging_out_ends_it_for_good),
        OFFICE_TEST(a_user_who_is_changed_is_out_at_once),
        OFFICE_TEST(reset_and_disable_end_them_all),
        OFFICE_TEST(they_are_listed_newest_first_and_only_while_they_go_on),
        OFFICE_TEST(a_stream_asks_without_using_it),
        OFFICE_TEST(the_eleventh_of_a_user_ends_the_first),
        OFFICE_TEST(threads_side_by_side_win_no_more_guesses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
