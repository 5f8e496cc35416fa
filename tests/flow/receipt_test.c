/* SPDX-License-Identifier: GPL-3.0-or-later
 * receipt_test.c - numbers and their check character, tokens, and that nothing but the right words
 * opens anything. */
#include "flow/sample.h"

#include <sodium.h>

static const char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* --- check characters ---------------------------------------------------------------------- */

static void known_check_characters(void **state) {
    (void)state;
    /* ISO 7064 MOD 37,36: the example of ISO/IEC 7064, and by hand. */
    static const struct {
        const char *text;
        char        check;
    } rows[] = { { "A12425GABC1234002", 'M' }, { "", '1' }, { "QZ-K01", 0 }, { "QZK01", 0 } };
    assert_int_equal(number_check(rows[0].text), rows[0].check);
    assert_int_equal(number_check(rows[1].text), rows[1].check);
    assert_int_equal(number_check(rows[2].text), number_check(rows[3].text));
}

/* The pure system of the standard finds every single wrong character; of two neighbours changed
 * round it misses few. */
static void a_miscopied_number_is_noticed(void **state) {
    (void)state;
    char       number[TEXT_SIZE(NUMBER_TEXT)] = "QZ-K01-261124-A003";
    const char check = number_check(number);
    size_t     missed = 0, swaps = 0;
    for (size_t i = 0; number[i]; i++)
        for (size_t a = 0; number[i] != '-' && a < 36; a++) {
            const char kept = number[i];
            number[i] = alphabet[a];
            if (alphabet[a] != kept)
                assert_int_not_equal(number_check(number), check);
            number[i] = kept;
        }
    for (size_t i = 0; number[i + 1]; i++) {
        const char a = number[i], b = number[i + 1];
        if (a == b || a == '-' || b == '-')
            continue;
        number[i] = b;
        number[i + 1] = a;
        missed += number_check(number) == check;
        swaps++;
        number[i] = a;
        number[i + 1] = b;
    }
    assert_int_equal(missed, 0);
    assert_true(swaps > 5);
}

static void numbers_are_read_as_people_type_them(void **state) {
    (void)state;
    char right[64], check = number_check("QZ-K01-261124-A003");
    static const struct {
        const char *form; /* %c: the check character */
        bool        read;
    } rows[] = {
        { "QZ-K01-261124-A003-%c", true },
        { "qz-k01-261124-a003-%c", true },
        { "qzk01261124a003%c", true },
        { " QZ K01 261124 A003 %c ", true },
        { "ＱＺ－Ｋ０１－２６１１２４－Ａ００３－%c", true },
        { "QZ-KO1-261124-AOO3-%c", true },
        { "QZ-K0I-26ll24-A003-%c", true },
        { "QZ-K01-261124-A003", false },
        { "QZ-K01-261124-A004-%c", false },
        { "QZ-K02-261124-A003-%c", false },
        { "QZ-K01-261124-003-%c", false },
        { "Q-K01-261124-A003-%c", false },
        { "QZ-K01-26112-A003-%c", false },
        { "QZ/K01/261124/A003/%c", false },
        { "QZ-K01-261124-A003-%c'--", false },
        { "", false },
        { "中文", false },
        { "QZ-K01-261124-A0000000000000000000000000000000000000000000000000003-%c", false },
    };
    (void)snprintf(right, sizeof(right), "QZ-K01-261124-A003-%c", check);
    for (size_t i = 0; i < ROWS(rows); i++) {
        char typed[160], number[TEXT_SIZE(NUMBER_TEXT)] = "";
        (void)snprintf(typed, sizeof(typed), rows[i].form, check);
        check_number(number_read(typed, number), rows[i].read, typed);
        check_text(number, rows[i].read ? right : "", typed);
    }
}

static void tokens_are_read_with_their_lookalikes(void **state) {
    (void)state;
    static const struct {
        const char *text, *token;
    } rows[] = {
        { "01234567890123456789ABCDEF", "01234567890123456789ABCDEF" },
        { "oI234567890l23456789abcdef", "01234567890123456789ABCDEF" },
        { "01234-56789 01234-56789 ABCDEF", "01234567890123456789ABCDEF" },
        { "81234567890123456789ABCDEF", NULL }, /* 130 bits */
        { "01234567890123456789ABCDEU", NULL },
        { "01234567890123456789ABCDE", NULL },
        { "01234567890123456789ABCDEF0", NULL },
        { "", NULL },
        { "https://example.invalid/01234567890123456789ABCDEF", NULL },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        char token[TOKEN_TEXT] = "";
        check_number(token_read(rows[i].text, token), rows[i].token != NULL, rows[i].text);
        check_text(token, rows[i].token ? rows[i].token : "", rows[i].text);
    }
}

/* --- of a node ----------------------------------------------------------------------------- */

static void a_hundred_receipts_differ_and_each_opens_its_own(void **state) {
    struct errands *e = *state;
    struct receipt  receipts[100];
    for (size_t i = 0; i < ROWS(receipts); i++)
        receipts[i] = errands_submit(e);
    for (size_t i = 0; i < ROWS(receipts); i++) {
        struct matter matter;
        char          number[TEXT_SIZE(NUMBER_TEXT)];
        assert_true(receipt_open(e->store, receipts[i].token, &matter, &e->err));
        assert_true(id_equal(matter.head.id, receipts[i].matter));
        assert_true(number_read(receipts[i].number, number));
        check_text(number, receipts[i].number, "its own form");
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(receipts[i].number, receipts[j].number);
            assert_string_not_equal(receipts[i].token, receipts[j].token);
        }
    }
    assert_int_equal(strncmp(receipts[99].number, "PT-K01-261124-A100-", 19), 0);
}

static void after_999_of_a_day_the_counter_goes_on(void **state) {
    struct errands *e = *state;
    struct receipt  receipt = { 0 };
    for (int i = 0; i < 1001; i++)
        receipt = errands_submit(e);
    assert_int_equal(strncmp(receipt.number, "PT-K01-261124-A1001-", 20), 0);
    assert_true(number_read(receipt.number, (char[TEXT_SIZE(NUMBER_TEXT)]){ 0 }));
}

static void a_day_that_comes_again_repeats_no_number(void **state) {
    struct errands *e = *state;
    struct receipt  first = errands_submit(e);
    world_advance(&e->world, 24 * 3600 * 1000);
    (void)errands_submit(e);
    e->world.wall -= 24 * 3600 * 1000;
    struct receipt again = errands_submit(e);
    assert_int_equal(strncmp(first.number, "PT-K01-261124-A001-", 19), 0);
    assert_int_equal(strncmp(again.number, "PT-K01-261124-A002-", 19), 0);
}

/* A copy of the machine, or one restored: its next receipt says so and repeats none. */
static void a_copied_node_repeats_no_number(void **state) {
    struct errands *e = *state;
    struct receipt  first = errands_submit(e), copied;
    store_close(e->store);
    char copy[TEMP_PATH];
    (void)snprintf(copy, sizeof(copy), "%s", temp_path(&e->temp, "node"));
    temp_copy(copy, temp_path(&e->temp, "copy"));
    const struct store_options options = {
        .mode = STORE_WRITE, .records = errand_records(), .world = &e->world, .space_floor = 1 << 20
    };
    assert_true(store_open(&e->store, temp_path(&e->temp, "copy"), &options, &e->err));
    copied = errands_submit(e);
    assert_int_equal(strncmp(first.number, "PT-K01-261124-A001-", 19), 0);
    assert_int_equal(strncmp(copied.number, "PT-K01-261124-B001-", 19), 0);
}

static void the_token_itself_is_nowhere_in_the_store(void **state) {
    struct errands    *e = *state;
    struct receipt     receipt = errands_submit(e);
    struct matter      matter;
    const struct value value = value_text(receipt.token);
    int64_t            count = -1;
    assert_true(matter_get(e->store, receipt.matter, &matter, &e->err));
    assert_int_equal(strlen(matter.token_hash), TOKEN_HASH);
    assert_null(strstr(matter.token_hash, receipt.token));
    assert_true(store_number(e->store, "SELECT count(*) FROM journal WHERE instr(change, $1) > 0",
                             &value, 1, &count, &e->err));
    assert_int_equal(count, 0);
}

static void every_other_token_has_the_same_answer(void **state) {
    struct errands   *e = *state;
    struct receipt    receipt = errands_submit(e);
    struct err        first = { 0 };
    static const char crockford[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    for (size_t i = 0; i < TOKEN_TEXT - 1; i++) {
        struct matter matter;
        char          other[TOKEN_TEXT];
        memcpy(other, receipt.token, sizeof(other));
        other[i] = other[i] == crockford[i] ? crockford[i + 1] : crockford[i];
        memset(&matter, 0xA5, sizeof(matter));
        struct err err = { 0 };
        assert_false(receipt_open(e->store, other, &matter, &err));
        assert_int_equal(err.code, ERR_ABSENT);
        assert_int_equal(((const uint8_t *)&matter)[0], 0xA5);
        if (i == 0)
            first = err;
        check_text(err.text, first.text, other);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_check_characters),
        cmocka_unit_test(a_miscopied_number_is_noticed),
        cmocka_unit_test(numbers_are_read_as_people_type_them),
        cmocka_unit_test(tokens_are_read_with_their_lookalikes),
        cmocka_unit_test_setup_teardown(a_hundred_receipts_differ_and_each_opens_its_own,
                                        errands_setup, errands_teardown),
        cmocka_unit_test_setup_teardown(after_999_of_a_day_the_counter_goes_on, errands_setup,
                                        errands_teardown),
        cmocka_unit_test_setup_teardown(a_day_that_comes_again_repeats_no_number, errands_setup,
                                        errands_teardown),
        cmocka_unit_test_setup_teardown(a_copied_node_repeats_no_number, errands_setup,
                                        errands_teardown),
        cmocka_unit_test_setup_teardown(the_token_itself_is_nowhere_in_the_store, errands_setup,
                                        errands_teardown),
        cmocka_unit_test_setup_teardown(every_other_token_has_the_same_answer, errands_setup,
                                        errands_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
