/* SPDX-License-Identifier: GPL-3.0-or-later
 * totp_test.c - the second factor: enrolled, confirmed, each code once, recovery codes, and the
 * published numbers of RFC 6238. */
#include "staff/office.h"

#include <liboath/oath.h>

/* The secret of an otpauth:// address, as a telephone's app reads it. */
static size_t secret_of(const char *address, char *out, size_t size) {
    const char *from = strstr(address, "secret=");
    char       *bytes = NULL;
    size_t      length = 0;
    assert_non_null(from);
    from += strlen("secret=");
    assert_int_equal(oath_base32_decode(from, strcspn(from, "&"), &bytes, &length), OATH_OK);
    assert_true(length <= size);
    memcpy(out, bytes, length);
    free(bytes);
    return length;
}

struct phone { /* the administrator's */
    char   secret[64];
    size_t length;
};

static void phone_code(const struct phone *phone, const struct office *o, int steps, char out[7]) {
    time_t at = (time_t)(world_now(&o->world).ms / 1000) + (time_t)steps * TOTP_STEP_S;
    assert_int_equal(oath_totp_generate(phone->secret, phone->length, at, TOTP_STEP_S, 0, 6, out),
                     OATH_OK);
}

static void enrol(struct office *o, struct phone *phone) {
    const char *address = NULL;
    office_do(o, totp_enrol(o->store, o->lin, "易扶新村服务中心", &o->arena, &address, &o->err));
    phone->length = secret_of(address, phone->secret, sizeof(phone->secret));
}

static const char *const *confirm(struct office *o, const struct phone *phone) {
    const char *const *recovery = NULL;
    char               code[7];
    phone_code(phone, o, 0, code);
    office_do(o, totp_confirm(o->store, o->lin, code, &o->arena, &recovery, &o->err));
    world_advance(&o->world, TOTP_STEP_S * 1000);
    return recovery;
}

static enum login_verdict try_code(struct office *o, const char *code) {
    return office_try(o, "lin", GOOD, code).verdict;
}

static void the_published_numbers_are_accepted(void **state) {
    struct office *o = *state;
    static const struct {
        int64_t     seconds;
        const char *code; /* RFC 6238, appendix B, SHA-1, the last six digits */
    } rows[] = {
        { 59, "287082" },         { 1111111109, "081804" }, { 1111111111, "050471" },
        { 1234567890, "005924" }, { 2000000000, "279037" }, { 20000000000, "353130" },
    };
    struct second_factor factor;
    record_init(&second_factor_record, &factor);
    factor.head.id = o->lin;
    assert_true(TEXT_COPY(factor.secret, "3132333435363738393031323334353637383930"));
    office_do(o, store_insert(o->store, &second_factor_record, &factor, &o->err));
    for (size_t i = 0; i < ROWS(rows); i++) {
        bool right = false;
        o->world.wall = rows[i].seconds * 1000;
        office_do(o, totp_right(o->store, o->lin, rows[i].code, &right, &o->err));
        check_number(right, true, rows[i].code);
        office_do(o, totp_right(o->store, o->lin, rows[i].code, &right, &o->err));
        check_number(right, false, "the same again");
    }
}

static void an_administrator_without_one_may_only_enrol(void **state) {
    struct office *o = *state;
    struct session session;
    struct phone   phone;
    struct login   l = office_try(o, "lin", GOOD, NULL);
    assert_int_equal(l.verdict, LOGIN_IN);
    assert_true(l.must_enrol);
    assert_true(session_open(o->store, o->watch, l.token, &session, &o->err));
    assert_true(session.must_enrol);
    enrol(o, &phone);
    assert_true(session_open(o->store, o->watch, l.token, &session, &o->err));
    assert_true(session.must_enrol); /* not before it is confirmed */
    assert_int_equal(try_code(o, NULL), LOGIN_IN);
    (void)confirm(o, &phone);
    assert_true(session_open(o->store, o->watch, l.token, &session, &o->err));
    assert_false(session.must_enrol);
    assert_int_equal(try_code(o, NULL), LOGIN_CODE);
    assert_int_equal(try_code(o, ""), LOGIN_CODE);
}

static void each_code_is_accepted_once(void **state) {
    struct office *o = *state;
    struct phone   phone;
    char           now[7], next[7], last[7];
    enrol(o, &phone);
    char first[7];
    phone_code(&phone, o, 0, first);
    (void)confirm(o, &phone);
    assert_int_equal(try_code(o, first), LOGIN_WRONG); /* it has confirmed already */
    phone_code(&phone, o, -1, last);
    phone_code(&phone, o, 0, now);
    phone_code(&phone, o, 1, next);
    assert_int_equal(try_code(o, now), LOGIN_IN);
    assert_int_equal(try_code(o, now), LOGIN_WRONG);
    assert_int_equal(try_code(o, last), LOGIN_WRONG); /* older than one that was used */
    assert_int_equal(try_code(o, next), LOGIN_IN);    /* a clock that is a little ahead */
    assert_int_equal(try_code(o, now), LOGIN_WRONG);
    o->world.wall -= (int64_t)HOUR_MS; /* put back: the codes of that hour were used */
    phone_code(&phone, o, 0, now);
    world_advance(&o->world, HOUR_MS / 60);
    assert_int_not_equal(try_code(o, now), LOGIN_IN);
}

static void codes_are_read_as_people_type_them(void **state) {
    struct office *o = *state;
    struct phone   phone;
    char           code[7], typed[40];
    enrol(o, &phone);
    (void)confirm(o, &phone);
    phone_code(&phone, o, 0, code);
    (void)snprintf(typed, sizeof(typed), " %.3s %s ", code, code + 3);
    assert_int_equal(try_code(o, typed), LOGIN_IN);
    static const char *const wrong[] = { "12345",   "1234567",    "abcdef",      "\xff\xff\xff",
                                         "000 00x", "----------", "二八七〇八二" };
    for (size_t i = 0; i < ROWS(wrong); i++) {
        struct login l = office_try(o, "lin", GOOD, wrong[i]);
        check_number(l.verdict, i < GUESS_FREE ? LOGIN_WRONG : LOGIN_WAITING, wrong[i]);
    }
}

static void only_the_new_secret_confirms_itself(void **state) {
    struct office     *o = *state;
    struct phone       old, fresh;
    char               code[7];
    const char *const *recovery;
    enrol(o, &old);
    (void)confirm(o, &old);
    enrol(o, &fresh); /* another telephone: the old one goes on until it is confirmed */
    phone_code(&old, o, 0, code);
    assert_int_equal(try_code(o, code), LOGIN_IN);
    world_advance(&o->world, TOTP_STEP_S * 1000);
    phone_code(&old, o, 0, code);
    office_begin(o);
    assert_false(
        office_end(o, totp_confirm(o->store, o->lin, code, &o->arena, &recovery, &o->err)));
    assert_int_equal(o->err.code, ERR_INVALID);
    (void)confirm(o, &fresh);
    phone_code(&old, o, 0, code);
    assert_int_equal(try_code(o, code), LOGIN_WRONG);
    phone_code(&fresh, o, 0, code);
    assert_int_equal(try_code(o, code), LOGIN_IN);
}

static void recovery_codes_are_ten_and_each_is_good_once(void **state) {
    struct office *o = *state;
    struct phone   phone;
    size_t         left;
    enrol(o, &phone);
    const char *const *recovery = confirm(o, &phone);
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        assert_non_null(recovery[i]);
        assert_int_equal(strlen(recovery[i]), RECOVERY_CODE - 1);
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(recovery[i], recovery[j]);
    }
    assert_null(recovery[RECOVERY_CODES]);
    for (size_t i = 0; i < RECOVERY_CODES; i++) {
        assert_true(recovery_left(o->store, o->lin, &left, &o->err));
        assert_int_equal(left, RECOVERY_CODES - i);
        assert_int_equal(try_code(o, recovery[i]), LOGIN_IN);
        assert_int_equal(try_code(o, recovery[i]), LOGIN_WRONG);
    }
    /* A new set makes those of the one before worthless. */
    enrol(o, &phone);
    const char *const *first = confirm(o, &phone);
    enrol(o, &phone);
    (void)confirm(o, &phone);
    assert_int_equal(try_code(o, first[0]), LOGIN_WRONG);
}

static void recovery_codes_of_another_are_worth_nothing(void **state) {
    struct office *o = *state;
    struct phone   phone;
    bool           right = true;
    enrol(o, &phone);
    const char *const *recovery = confirm(o, &phone);
    office_do(o, totp_right(o->store, o->hong, recovery[0], &right, &o->err));
    assert_false(right);
}

static void guessing_codes_waits_though_the_password_is_right_between(void **state) {
    struct office *o = *state;
    struct phone   phone;
    size_t         tried = 0;
    enrol(o, &phone);
    (void)confirm(o, &phone);
    for (int i = 0; i < GUESS_FREE; i++) {
        assert_int_equal(try_code(o, "123456"), LOGIN_WRONG);
        assert_int_equal(try_code(o, NULL), LOGIN_CODE); /* forgets no wrong code */
    }
    assert_int_equal(try_code(o, "123456"), LOGIN_WAITING);
    tried = GUESS_FREE;
    for (int i = 0; i < 200; i++) {
        struct login l = office_try(o, "lin", GOOD, "123456");
        tried += l.verdict == LOGIN_WRONG;
        assert_int_not_equal(l.verdict, LOGIN_IN);
        if (l.verdict == LOGIN_WAITING)
            o->world.monotonic += l.answer.wait_ms;
        if (i % 3 == 0)
            (void)office_try(o, "lin", GOOD, NULL);
    }
    check_number(tried, GUESS_DAY, "codes tried in a day");
    assert_int_equal(try_code(o, "123456"), LOGIN_LOCKED);
}

static void a_reset_takes_it_off(void **state) {
    struct office *o = *state;
    struct phone   phone;
    enrol(o, &phone);
    const char *const *recovery = confirm(o, &phone);
    office_do(o, login_reset(o->store, o->lin, &o->err));
    struct login l = office_try(o, "lin", GOOD, recovery[0]);
    assert_int_equal(l.verdict, LOGIN_IN);
    assert_true(l.must_enrol);
}

static void the_address_can_be_read_by_any_app(void **state) {
    struct office *o = *state;
    const char    *address = NULL;
    office_do(o, totp_enrol(o->store, o->lin, "一&二?三 100%", &o->arena, &address, &o->err));
    assert_memory_equal(address, "otpauth://totp/", 15);
    assert_non_null(strstr(address, ":lin?secret="));
    assert_non_null(strstr(address, "&issuer=%E4%B8%80%26%E4%BA%8C%3F%E4%B8%89%20100%25&"));
    for (const char *c = address; *c; c++)
        assert_true(*c > ' ' && *c < 127);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        OFFICE_TEST(the_published_numbers_are_accepted),
        OFFICE_TEST(an_administrator_without_one_may_only_enrol),
        OFFICE_TEST(each_code_is_accepted_once),
        OFFICE_TEST(codes_are_read_as_people_type_them),
        OFFICE_TEST(only_the_new_secret_confirms_itself),
        OFFICE_TEST(recovery_codes_are_ten_and_each_is_good_once),
        OFFICE_TEST(recovery_codes_of_another_are_worth_nothing),
        OFFICE_TEST(guessing_codes_waits_though_the_password_is_right_between),
        OFFICE_TEST(a_reset_takes_it_off),
        OFFICE_TEST(the_address_can_be_read_by_any_app),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
