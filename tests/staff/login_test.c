/* SPDX-License-Identifier: GPL-3.0-or-later
 * login_test.c - coming in: whatever is wrong, one answer after the same work; however it is
 * guessed, waits and locks; and whoever is right comes in. */
#include "base/file.h"
#include "staff/office.h"

#include <sodium.h>

/* link: -Wl,--wrap=crypto_pwhash */

static size_t hashes;

int __real_crypto_pwhash(unsigned char *out, unsigned long long out_size, const char *text,
                         unsigned long long size, const unsigned char *salt,
                         unsigned long long passes, size_t memory, int algorithm);
int __wrap_crypto_pwhash(unsigned char *out, unsigned long long out_size, const char *text,
                         unsigned long long size, const unsigned char *salt,
                         unsigned long long passes, size_t memory, int algorithm);
int __wrap_crypto_pwhash(unsigned char *out, unsigned long long out_size, const char *text,
                         unsigned long long size, const unsigned char *salt,
                         unsigned long long passes, size_t memory, int algorithm) {
    hashes++;
    return __real_crypto_pwhash(out, out_size, text, size, salt, passes, memory, algorithm);
}

static void the_right_password_opens_a_session(void **state) {
    struct office *o = *state;
    struct session session;
    struct login   l = office_try(o, "hong", GOOD, NULL);
    assert_int_equal(l.verdict, LOGIN_IN);
    assert_string_equal(l.actor.login, "hong");
    assert_string_equal(l.actor.name, "李红梅");
    assert_int_equal(l.actor.roles, ROLE(ROLE_REVIEWER));
    assert_false(l.must_change);
    assert_false(l.must_enrol);
    assert_int_equal(strlen(l.token), SESSION_TOKEN - 1);
    check_number(l.expires.ms, world_now(&o->world).ms + SESSION_MOST_MS, "8 hours at most");
    assert_true(session_open(o->store, o->watch, l.token, &session, &o->err));
    assert_string_equal(session.actor.login, "hong");
    assert_string_equal(session.csrf, l.csrf);
    assert_string_not_equal(session.csrf, l.token);
}

static void a_login_is_known_however_it_is_typed(void **state) {
    struct office           *o = *state;
    static const char *const ways[] = { "hong", " hong ", "HONG", "Ｈｏｎｇ", "ho ng" };
    for (size_t i = 0; i < ROWS(ways); i++)
        check_number(office_try(o, ways[i], GOOD, NULL).verdict, LOGIN_IN, ways[i]);
}

/* Everything that an answer tells, as bytes. */
static void same_answer(const struct login *a, const struct login *b, const char *why) {
    check_number(a->verdict, b->verdict, why);
    check_number(a->answer.verdict, b->answer.verdict, why);
    check_number(a->answer.wait_ms, b->answer.wait_ms, why);
    check_number(a->answer.left, b->answer.left, why);
    check_text(a->token, "", why);
    check_text(a->csrf, "", why);
    check_text(a->actor.login, "", why);
}

static void unknown_wrong_and_disabled_are_one_answer_after_the_same_work(void **state) {
    struct office *o = *state;
    static const struct {
        const char *login, *password, *why;
    } tries[] = {
        { "hong", "wrong password 1", "a wrong password" },
        { "nobody9", GOOD, "an unknown login" },
        { "jun", GOOD, "a user who is disabled, the password right" },
        { "new", GOOD, "a user without a password" },
        { "", GOOD, "no login" },
        { "hong' OR '1'='1", GOOD, "SQL" },
        { "\xff\xfe", GOOD, "no text at all" },
        { "lin", "", "no password" },
    };
    struct user fresh;
    office_user(o, "new", "新来的", ROLE(ROLE_AGENT), &fresh);
    office_do(o, store_insert(o->store, &user_record, &fresh, &o->err));
    office_do(o, user_disable(o->store, o->jun, true, &o->err));
    for (int round = 0; round < GUESS_DAY + 2; round++) {
        struct login first = { 0 };
        int64_t      wait = 0;
        for (size_t i = 0; i < ROWS(tries); i++) {
            hashes = 0;
            struct login l = office_try(o, tries[i].login, tries[i].password, NULL);
            check_number(hashes, l.verdict == LOGIN_WRONG ? 1 : 0, tries[i].why);
            if (i == 0)
                first = l;
            same_answer(&l, &first, tries[i].why);
            wait = l.answer.wait_ms;
        }
        assert_int_equal(first.verdict, round < GUESS_DAY ? LOGIN_WRONG : LOGIN_LOCKED);
        if (round < GUESS_DAY - 1)
            world_advance(&o->world, wait);
    }
}

static void waits_grow_and_hold_for_the_right_one_too(void **state) {
    struct office *o = *state;
    for (int i = 0; i < GUESS_FREE; i++)
        assert_int_equal(office_try(o, "hong", "no, not this", NULL).verdict, LOGIN_WRONG);
    hashes = 0;
    struct login l = office_try(o, "hong", GOOD, NULL);
    assert_int_equal(l.verdict, LOGIN_WAITING);
    assert_int_equal(l.answer.wait_ms, 30000);
    assert_int_equal(hashes, 0);
    assert_int_equal(office_try(o, "jun", GOOD, NULL).verdict, LOGIN_IN); /* others come in */
    office_restart(o, false);
    assert_int_equal(office_try(o, "hong", GOOD, NULL).verdict, LOGIN_WAITING);
    world_advance(&o->world, 30000);
    assert_int_equal(office_try(o, "hong", GOOD, NULL).verdict, LOGIN_IN);
}

static void being_right_a_hundred_times_a_day_locks_nobody(void **state) {
    struct office *o = *state;
    int64_t        counters = -1;
    for (int i = 0; i < 100; i++) {
        if (i % 10 == 9)
            assert_int_equal(office_try(o, "hong", "a slip of it", NULL).verdict, LOGIN_WRONG);
        assert_int_equal(office_try(o, "hong", GOOD, NULL).verdict, LOGIN_IN);
    }
    assert_true(
        store_number(o->store, "SELECT count(*) FROM login_session", NULL, 0, &counters, &o->err));
    assert_int_equal(counters, SESSIONS_EACH);
}

/* Whatever a guesser does to the machine, twenty a day are tried of each login, never more. */
static void a_hundred_thousand_guesses_try_twenty_a_day(void **state) {
    struct office *o = *state;
    const size_t   count = support_count(5000, 100000);
    const int64_t  began = o->world.wall;
    size_t         tried = 0;
    bool           anchored = true; /* a try was counted since the machine started */
    for (size_t i = 0; i < count; i++) {
        hashes = 0;
        struct login l = office_try(o, "hong", "guess number 1", NULL);
        tried += hashes;
        assert_int_equal(hashes, l.verdict == LOGIN_WRONG);
        anchored |= l.verdict == LOGIN_WRONG;
        switch (support_below(&o->world, 400)) {
        case 0: /* which day it is after a start only the clock can say */
            o->world.wall = began;
            anchored = false;
            office_restart(o, true);
            break;
        case 1:
            office_restart(o, false);
            break;
        case 2: /* within the day, and back */
            o->world.wall = began - (int64_t)support_below(&o->world, 120) * 60 * MINUTE_MS;
            break;
        case 3: /* years ahead: the monotonic clock knows better */
            o->world.wall += anchored ? (int64_t)3650 * 24 * HOUR_MS : 0;
            break;
        default:
            if (l.verdict == LOGIN_WAITING && o->world.monotonic < 12 * (int64_t)HOUR_MS)
                o->world.monotonic += l.answer.wait_ms;
            break;
        }
    }
    check_number(tried, GUESS_DAY, "tries of one day");
    office_do(o, login_reset(o->store, o->hong, &o->err));
    assert_int_equal(office_try(o, "hong", GOOD, NULL).verdict, LOGIN_IN);
}

static void invented_logins_fill_no_disk(void **state) {
    struct office *o = *state;
    int64_t        rows = -1;
    char           login[32];
    for (size_t i = 0; i < support_count(500, 5000); i++) {
        (void)snprintf(login, sizeof(login), "nobody%zu", i);
        struct login l = office_try(o, login, GOOD, NULL);
        assert_int_not_equal(l.verdict, LOGIN_IN);
    }
    assert_true(store_number(o->store,
                             "SELECT count(*) FROM guess WHERE what NOT LIKE 'login/____'", NULL, 0,
                             &rows, &o->err));
    assert_int_equal(rows, 0); /* 65,536 at most */
}

static void a_first_password_has_to_be_changed_and_then_others_are_out(void **state) {
    struct office *o = *state;
    struct session session;
    char           first[PASSWORD_FIRST];
    struct login   before = office_try(o, "hong", GOOD, NULL);
    office_do(o, password_first(o->store, o->hong, first, &o->err));
    assert_false(office_opens(o, before.token));
    assert_int_equal(office_try(o, "hong", GOOD, NULL).verdict, LOGIN_WRONG);
    struct login other = office_try(o, "hong", first, NULL);
    struct login l = office_try(o, "hong", first, NULL);
    assert_int_equal(l.verdict, LOGIN_IN);
    assert_true(l.must_change);
    assert_true(session_open(o->store, o->watch, l.token, &session, &o->err));
    assert_true(session.must_change);

    struct login change = { .password = "not the present" };
    assert_true(password_change(o->store, &session, BETTER, &change, &o->err));
    assert_int_equal(change.verdict, LOGIN_WRONG);
    assert_true(office_opens(o, l.token));
    change = (struct login){ .password = first };
    assert_true(password_change(o->store, &session, BETTER, &change, &o->err));
    assert_int_equal(change.verdict, LOGIN_IN);
    assert_false(change.must_change);
    assert_false(office_opens(o, l.token)); /* under a new one */
    assert_false(office_opens(o, other.token));
    assert_true(session_open(o->store, o->watch, change.token, &session, &o->err));
    assert_false(session.must_change);
    assert_string_equal(session.csrf, change.csrf);
    assert_int_equal(office_try(o, "hong", first, NULL).verdict, LOGIN_WRONG);
    assert_int_equal(office_try(o, "hong", BETTER, NULL).verdict, LOGIN_IN);
}

static void a_new_password_is_refused_with_the_reason(void **state) {
    struct office *o = *state;
    struct session session;
    static const struct {
        const char *password, *says;
    } rows[] = {
        { GOOD, "新密码不能和现在的一样" },
        { "short", "10 到 128" },
        { "", "10 到 128" },
        { "密码密码密码密码密码", "不同的字符" },
        { "aaaaaaaaaaaaaaaa", "不同的字符" },
        { "1234567890", "太常见" },
        { "QWERTYUIOP", "太常见" },
        { "１２３４５６７８９０", "太常见" },
        { "woaini1314", "太常见" },
        { "my-name-is-hong", "登录名" },
        { "我是李红梅没错的吧！", "姓名" },
        { "\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8\xf7\xf6", "不合规" },
    };
    struct login l = office_try(o, "hong", GOOD, NULL);
    assert_true(session_open(o->store, o->watch, l.token, &session, &o->err));
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct login change = { .password = GOOD };
        o->err = (struct err){ 0 };
        if (password_change(o->store, &session, rows[i].password, &change, &o->err))
            fail_msg("taken: %s", rows[i].password);
        check_number(o->err.code, ERR_INVALID, rows[i].password);
        if (!strstr(o->err.text, rows[i].says))
            fail_msg("%s: %s", rows[i].password, o->err.text);
        assert_true(office_opens(o, l.token));
    }
}

static void an_old_hash_is_renewed_at_the_cost_of_today(void **state) {
    struct office    *o = *state;
    struct login_cost cost;
    struct credential credential;
    bool              there;
    office_do(o, login_cost_get(o->store, &cost, &o->err));
    cost.passes = 2;
    office_do(o, store_update(o->store, &login_cost_record, &cost, &o->err));
    hashes = 0;
    struct login l = office_try(o, "hong", GOOD, NULL);
    assert_int_equal(l.verdict, LOGIN_IN);
    assert_int_equal(hashes, 2);
    assert_true(credential_get(o->store, o->hong, &credential, &there, &o->err) && there);
    assert_int_equal(credential.passes, 2);
    assert_true(office_opens(o, l.token)); /* it is the same password */
    hashes = 0;
    assert_int_equal(office_try(o, "hong", GOOD, NULL).verdict, LOGIN_IN);
    assert_int_equal(hashes, 1);
}

static void the_cost_is_measured_within_bounds(void **state) {
    struct office    *o = *state;
    struct login_cost cost;
    hashes = 0;
    office_do(o, login_measure(o->store, &o->err));
    assert_int_equal(hashes, 0); /* it was measured before */
    office_do(o, store_delete(o->store, &login_cost_record, id_derived("login_cost", ""), &o->err));
    office_do(o, login_measure(o->store, &o->err));
    assert_in_range(hashes, 2, 4);
    office_do(o, login_cost_get(o->store, &cost, &o->err));
    assert_in_range(cost.memory_kb, COST_MEMORY_LEAST_KB, COST_MEMORY_KB);
    assert_in_range(cost.passes, COST_PASSES_SMALL, COST_PASSES_MOST);
}

/* Nothing of a secret is in what is journalled, nor in the files as it was typed. */
static void no_secret_is_written_down(void **state) {
    struct office *o = *state;
    char           first[PASSWORD_FIRST];
    int64_t        entries = -1;
    office_do(o, password_first(o->store, o->hong, first, &o->err));
    struct login l = office_try(o, "hong", first, NULL);
    assert_int_equal(l.verdict, LOGIN_IN);
    const char *const secrets[] = { GOOD, first, l.token, l.csrf };
    store_close(o->store);
    for (size_t i = 0; i < ROWS(secrets); i++) {
        static const char *const files[] = { "node/anju.db", "node/anju.db-wal", "node/head" };
        for (size_t f = 0; f < ROWS(files); f++) {
            char  *bytes;
            size_t length;
            if (file_read(&o->arena, temp_path(&o->temp, files[f]), 64 << 20, &bytes, &length,
                          NULL) &&
                memmem(bytes, length, secrets[i], strlen(secrets[i])))
                fail_msg("secret %zu is in %s", i, files[f]);
        }
    }
    o->store = office_open(o, &o->world);
    assert_true(store_number(o->store,
                             "SELECT count(*) FROM journal WHERE record IN ('credential', "
                             "'login_session', 'second_factor', 'recovery_code', 'login_cost')",
                             NULL, 0, &entries, &o->err));
    assert_int_equal(entries, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        OFFICE_TEST(the_right_password_opens_a_session),
        OFFICE_TEST(a_login_is_known_however_it_is_typed),
        OFFICE_TEST(unknown_wrong_and_disabled_are_one_answer_after_the_same_work),
        OFFICE_TEST(waits_grow_and_hold_for_the_right_one_too),
        OFFICE_TEST(being_right_a_hundred_times_a_day_locks_nobody),
        OFFICE_TEST(a_hundred_thousand_guesses_try_twenty_a_day),
        OFFICE_TEST(invented_logins_fill_no_disk),
        OFFICE_TEST(a_first_password_has_to_be_changed_and_then_others_are_out),
        OFFICE_TEST(a_new_password_is_refused_with_the_reason),
        OFFICE_TEST(an_old_hash_is_renewed_at_the_cost_of_today),
        OFFICE_TEST(the_cost_is_measured_within_bounds),
        OFFICE_TEST(no_secret_is_written_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
