/* SPDX-License-Identifier: GPL-3.0-or-later
 * corner_test.c - the staff corner's PIN: made once, right only when it is right, waits and the
 * lock, and what of it is stored. */
#include "support/centre.h"
#include "support/check.h"

#include "services/corner.h"
#include "services/service.h"
#include "store/journal.h"

#include <sodium.h>

static bool make(struct store *store, void *data, struct err *err) {
    return corner_pin_make(store, data, err);
}

/* Twenty wrong ones at once. */
static bool lock(struct store *store, void *data, struct err *err) {
    struct guess_answer answer = { GUESS_WRONG, 0, 0 };
    (void)data;
    for (int i = 0; i < GUESS_DAY; i++)
        if (!guess_count(store, "corner", &guess_strict, false, &answer, err))
            return false;
    return answer.verdict == GUESS_LOCKED;
}

static struct guess_answer try_pin(struct centre *centre, const char *pin) {
    struct corner_try attempt = { .answer = { GUESS_WAITING, 0, 0 } };
    assert_true(strlen(pin) < sizeof(attempt.pin));
    memcpy(attempt.pin, pin, strlen(pin) + 1);
    if (!centre_save(centre, corner_try, &attempt))
        fail_msg("%s", centre->err.text);
    assert_true(sodium_is_zero((const uint8_t *)attempt.pin, sizeof(attempt.pin)));
    return attempt.answer;
}

static void a_pin_is_six_digits_and_opens(void **state) {
    struct centre *centre = *state;
    char           pin[CORNER_PIN + 1] = "";
    bool           exists = true;
    assert_true(corner_pin_exists(centre->store, &exists, &centre->err));
    assert_false(exists);
    struct corner_try early = { .pin = "123456" };
    assert_false(centre_save(centre, corner_try, &early));
    assert_int_equal(centre->err.code, ERR_ABSENT);
    assert_true(centre_save(centre, make, pin));
    assert_int_equal(strspn(pin, "0123456789"), CORNER_PIN);
    assert_true(corner_pin_exists(centre->store, &exists, &centre->err));
    assert_true(exists);
    assert_int_equal(try_pin(centre, pin).verdict, GUESS_RIGHT);
    char other[CORNER_PIN + 2];
    for (int i = 0; i < CORNER_PIN; i++) {
        memcpy(other, pin, sizeof(pin));
        other[i] = other[i] == '9' ? '0' : (char)(other[i] + 1);
        if (i < 3)
            assert_int_equal(try_pin(centre, other).verdict, GUESS_WRONG);
    }
    assert_int_equal(try_pin(centre, "").verdict, GUESS_WRONG);
    assert_int_equal(try_pin(centre, pin).verdict, GUESS_RIGHT);
}

static void a_new_pin_replaces_the_old_and_unlocks(void **state) {
    struct centre *centre = *state;
    char           old[CORNER_PIN + 1], pin[CORNER_PIN + 1];
    assert_true(centre_save(centre, make, old));
    assert_true(centre_save(centre, lock, NULL));
    assert_int_equal(try_pin(centre, old).verdict, GUESS_LOCKED);
    assert_true(centre_save(centre, make, pin));
    assert_string_not_equal(old, pin);
    assert_int_equal(try_pin(centre, old).verdict, GUESS_WRONG);
    assert_int_equal(try_pin(centre, pin).verdict, GUESS_RIGHT);
}

static void it_is_in_no_journal_and_no_pin_is_stored(void **state) {
    struct centre *centre = *state;
    char           pin[CORNER_PIN + 1];
    int64_t        count = -1;
    struct corner  corner;
    assert_true(centre_save(centre, make, pin));
    assert_true(store_number(centre->store,
                             "SELECT count(*) FROM journal WHERE record IN ('corner', 'guess')",
                             NULL, 0, &count, &centre->err));
    assert_int_equal(count, 0);
    assert_true(store_get(centre->store, &corner_record, id_derived("corner", ""), &corner,
                          &centre->arena, &centre->err));
    assert_null(strstr(corner.hash, pin));
    assert_true(corner.passes >= 3 && corner.memory_kb >= 8192);
    const char *wrong = centre_check(centre);
    if (wrong)
        fail_msg("%s", wrong);
}

/* The counter is committed with the answer: a process that dies before it shows it has counted. */
static void a_guess_counts_though_its_answer_is_never_shown(void **state) {
    struct centre *centre = *state;
    char           pin[CORNER_PIN + 1];
    assert_true(centre_save(centre, make, pin));
    for (int i = 0; i < GUESS_FREE; i++)
        (void)try_pin(centre, "000");
    store_close(centre->store);
    centre->store = centre_open(centre, &centre->world);
    struct guess_answer answer = try_pin(centre, pin);
    assert_int_equal(answer.verdict, GUESS_WAITING);
    world_advance(&centre->world, answer.wait_ms);
    assert_int_equal(try_pin(centre, pin).verdict, GUESS_RIGHT);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, centre_setup, centre_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_pin_is_six_digits_and_opens),
        TEST(a_new_pin_replaces_the_old_and_unlocks),
        TEST(it_is_in_no_journal_and_no_pin_is_stored),
        TEST(a_guess_counts_though_its_answer_is_never_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
