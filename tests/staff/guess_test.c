/* SPDX-License-Identifier: GPL-3.0-or-later
 * guess_test.c - however it is guessed: waits grow, a day is locked, and neither restarts nor jumps
 * of the clock give a guess more. */
#include "staff/office.h"

/* One guess as it is made: may it be, and if so what came of it. */
static struct guess_answer guess_one(struct office *e, bool right) {
    struct guess_answer answer;
    bool                done = store_begin(e->store, "system", &e->err) &&
                guess_may(e->store, "pin", &guess_strict, &answer, &e->err);
    if (done && answer.verdict == GUESS_WRONG)
        done = guess_count(e->store, "pin", &guess_strict, right, &answer, &e->err);
    if (!office_end(e, done))
        fail_msg("%s", e->err.text);
    return answer;
}

static void the_first_five_are_free_then_each_waits_twice_as_long(void **state) {
    struct office       *e = *state;
    static const int64_t waits[] = { 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1800, 1800 };
    for (size_t i = 0; i < ROWS(waits); i++) {
        struct guess_answer answer = guess_one(e, false);
        assert_int_equal(answer.verdict, GUESS_WRONG);
        check_number(answer.wait_ms, waits[i] * 1000, "the wait");
        check_number(answer.left, GUESS_DAY - (int)i - 1, "what is left of the day");
        if (answer.wait_ms > 0) {
            world_advance(&e->world, answer.wait_ms - 1);
            answer = guess_one(e, true);
            assert_int_equal(answer.verdict, GUESS_WAITING);
            assert_int_equal(answer.wait_ms, 1);
            world_advance(&e->world, 1);
        }
    }
    assert_int_equal(guess_one(e, true).verdict, GUESS_RIGHT);
    assert_int_equal(guess_one(e, false).wait_ms, 0); /* in a row no more */
}

static void twenty_lock_the_day_though_some_were_right_between(void **state) {
    struct office *e = *state;
    for (int i = 0; i < GUESS_DAY; i++) {
        struct guess_answer answer = guess_one(e, false);
        assert_int_equal(answer.verdict, i < GUESS_DAY - 1 ? GUESS_WRONG : GUESS_LOCKED);
        if (i % 4 == 3 && i < GUESS_DAY - 1)
            assert_int_equal(guess_one(e, true).verdict, GUESS_RIGHT);
    }
    struct guess_answer answer = guess_one(e, true);
    assert_int_equal(answer.verdict, GUESS_LOCKED);
    assert_int_equal(answer.wait_ms, (24 * 60 - (9 * 60 + 41)) * MINUTE_MS);
    world_advance(&e->world, answer.wait_ms - 1);
    assert_int_equal(guess_one(e, true).verdict, GUESS_LOCKED);
    world_advance(&e->world, 1);
    assert_int_equal(guess_one(e, true).verdict, GUESS_RIGHT);
}

static void lock(struct office *e) {
    for (int i = 0; i < 100; i++) {
        struct guess_answer answer = guess_one(e, false);
        if (answer.verdict == GUESS_LOCKED)
            return;
        world_advance(&e->world, answer.wait_ms);
    }
    fail_msg("it is never locked");
}

static void a_clock_put_forward_or_back_unlocks_nothing(void **state) {
    struct office *e = *state;
    lock(e);
    static const int64_t jumps_hours[] = { 24, 24 * 3650, -24 * 3650, -24, 1 };
    for (size_t i = 0; i < ROWS(jumps_hours); i++) {
        e->world.wall += jumps_hours[i] * 60 * MINUTE_MS;
        assert_int_equal(guess_one(e, true).verdict, GUESS_LOCKED);
    }
}

/* The clock is put years ahead, a wrong one is made there, and it is the next day? It is not. */
static void a_wrong_one_made_years_ahead_begins_no_new_day(void **state) {
    struct office *e = *state;
    int            wrong = 0;
    for (int i = 0; i < 60; i++) {
        struct guess_answer answer = guess_one(e, false);
        wrong += answer.verdict == GUESS_WRONG;
        e->world.monotonic += answer.verdict == GUESS_LOCKED ? 0 : answer.wait_ms;
        e->world.wall += (i % 2 ? -1 : 1) * (int64_t)365 * 24 * 60 * MINUTE_MS;
    }
    assert_int_equal(wrong, GUESS_DAY - 1); /* the twentieth is answered with the lock */
}

static void a_restart_shortens_no_wait(void **state) {
    struct office      *e = *state;
    struct guess_answer answer = { 0 };
    e->world.monotonic = (int64_t)100 * 60 * MINUTE_MS; /* it has run for a while */
    while (answer.wait_ms < 4 * MINUTE_MS) {
        world_advance(&e->world, answer.wait_ms);
        answer = guess_one(e, false);
    }
    store_close(e->store);
    e->world.monotonic = 0; /* the machine has just started */
    e->store = office_open(e, &e->world);
    answer = guess_one(e, true);
    assert_int_equal(answer.verdict, GUESS_WAITING);
    assert_int_equal(answer.wait_ms, 4 * MINUTE_MS);
    world_advance(&e->world, 4 * MINUTE_MS);
    assert_int_equal(guess_one(e, true).verdict, GUESS_RIGHT);
}

/* The most that a day allows, whatever a guesser does to the machine. */
static void no_sequence_of_tricks_allows_more_than_twenty_a_day(void **state) {
    struct office *e = *state;
    int            wrong = 0;
    bool           locked = false;
    const int64_t  began = e->world.wall;
    for (size_t i = 0; i < support_count(600, 5000); i++) {
        struct guess_answer answer = guess_one(e, false);
        if (answer.verdict == GUESS_WRONG || (answer.verdict == GUESS_LOCKED && !locked))
            wrong++;
        locked |= answer.verdict == GUESS_LOCKED;
        switch (support_below(&e->world, 5)) {
        case 0:
            e->world.monotonic = 0;
            break;
        case 1: /* back, and to the day again */
            e->world.wall = began - (int64_t)support_below(&e->world, 120) * 60 * MINUTE_MS;
            break;
        case 2: /* within the day */
            world_advance(&e->world, support_below(&e->world, 1000));
            break;
        default:
            world_advance(&e->world, answer.verdict == GUESS_WAITING ? answer.wait_ms : 0);
            break;
        }
    }
    assert_int_equal(wrong, GUESS_DAY);
}

static void staff_forget_it(void **state) {
    struct office *e = *state;
    lock(e);
    office_do(e, guess_forget(e->store, "pin", &e->err));
    assert_int_equal(guess_one(e, true).verdict, GUESS_RIGHT);
}

static void what_a_week_has_passed_over_is_swept(void **state) {
    struct office *e = *state;
    int64_t        count = -1;
    (void)guess_one(e, false);
    world_advance(&e->world, (int64_t)7 * 24 * 60 * MINUTE_MS);
    office_do(e, guess_sweep(e->store, &e->err));
    assert_true(store_number(e->store, "SELECT count(*) FROM guess", NULL, 0, &count, &e->err));
    assert_int_equal(count, 1);
    world_advance(&e->world, (int64_t)24 * 60 * MINUTE_MS);
    office_do(e, guess_sweep(e->store, &e->err));
    assert_true(store_number(e->store, "SELECT count(*) FROM guess", NULL, 0, &count, &e->err));
    assert_int_equal(count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        OFFICE_TEST(the_first_five_are_free_then_each_waits_twice_as_long),
        OFFICE_TEST(twenty_lock_the_day_though_some_were_right_between),
        OFFICE_TEST(a_clock_put_forward_or_back_unlocks_nothing),
        OFFICE_TEST(a_wrong_one_made_years_ahead_begins_no_new_day),
        OFFICE_TEST(a_restart_shortens_no_wait),
        OFFICE_TEST(no_sequence_of_tricks_allows_more_than_twenty_a_day),
        OFFICE_TEST(staff_forget_it),
        OFFICE_TEST(what_a_week_has_passed_over_is_swept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
