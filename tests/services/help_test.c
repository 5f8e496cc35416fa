/* SPDX-License-Identifier: GPL-3.0-or-later
 * help_test.c - 叫工作人员 and 帮我问: a second press is no second call, a second question is
 * counted, and each has an end. */
#include "support/centre.h"
#include "support/check.h"

#include "services/help/help.h"
#include "services/jobs/question.h"
#include "services/service.h"

static void must(struct centre *centre, bool done) {
    if (!done)
        fail_msg("%s", centre->err.text);
}

static struct help_wish call(struct centre *centre, const char *terminal) {
    struct help_wish wish = { .again = true };
    assert_true(TEXT_COPY(wish.terminal, terminal));
    must(centre, centre_save(centre, help_call, &wish));
    return wish;
}

static struct question_wish ask(struct centre *centre, enum question_fact fact, const char *phone) {
    struct question_wish wish = {
        .job = centre->job, .fact = fact, .terminal = "K01", .keep_days = 30
    };
    assert_true(TEXT_COPY(wish.phone, phone));
    must(centre, centre_save(centre, question_save, &wish));
    return wish;
}

static size_t waiting(struct centre *centre) {
    struct standing rows[16];
    size_t          count;
    must(centre, flow_waiting(centre->store, rows, 16, &count, &centre->err));
    return count;
}

static void one_more_press_is_no_second_call(void **state) {
    struct centre   *centre = *state;
    struct help_wish first = call(centre, "K01"), again = call(centre, "K01");
    assert_false(first.again);
    assert_true(again.again);
    check_text(again.receipt.number, first.receipt.number, "the same call");
    assert_int_equal(again.receipt.at.ms, first.receipt.at.ms);
    check_text(first.receipt.token, "", "no receipt for a call");
    assert_false(call(centre, "K02").again);
    assert_int_equal(waiting(centre), 2);
    must(centre, centre_step(centre, &staff_call_flow, first.receipt.matter, "ack", NULL));
    assert_false(call(centre, "K01").again);
}

static void a_call_that_nobody_answered_lapses_the_next_day(void **state) {
    struct centre   *centre = *state;
    struct help_wish first = call(centre, "K01");
    centre_days(centre, 1);
    struct help_wish next = call(centre, "K01");
    assert_false(next.again);
    check_text(centre_state(centre, first.receipt.matter), "lapsed", "yesterday's");
    assert_int_equal(waiting(centre), 1);
    const char *wrong = centre_check(centre);
    if (wrong)
        fail_msg("%s", wrong);
}

static void nothing_of_the_caller_is_kept(void **state) {
    (void)state;
    for (size_t i = 0; i < staff_call_record.field_count; i++)
        assert_false(staff_call_record.fields[i].flags & F_PERSONAL);
    assert_int_equal(staff_call_record.field_count, 1);
}

static void the_same_question_is_counted_and_keeps_one_promise(void **state) {
    struct centre       *centre = *state;
    struct question_wish first = ask(centre, QUESTION_HOURS, "");
    bool                 open = false;
    assert_false(first.again);
    assert_false(time_absent(first.receipt.due));
    must(centre,
         question_open_for(centre->store, centre->job, QUESTION_HOURS, &open, &centre->err));
    assert_true(open);
    must(centre, question_open_for(centre->store, centre->job, QUESTION_PAY, &open, &centre->err));
    assert_false(open);
    centre_days(centre, 1);
    struct question_wish again = ask(centre, QUESTION_HOURS, "");
    assert_true(again.again);
    check_text(again.receipt.number, first.receipt.number, "the same");
    assert_int_equal(again.receipt.due.ms, first.receipt.due.ms);
    assert_false(ask(centre, QUESTION_PAY, "").again);
    must(centre, centre_step(centre, &question_flow, first.receipt.matter, "answer",
                             "text=早上八点到下午五点"));
    assert_false(ask(centre, QUESTION_HOURS, "").again);
}

static void who_leaves_a_telephone_is_told_apart_and_forgotten(void **state) {
    struct centre       *centre = *state;
    struct question_wish open = ask(centre, QUESTION_HOURS, "");
    struct question_wish told = ask(centre, QUESTION_HOURS, "138 0000 6021");
    struct question      row;
    assert_false(told.again);
    assert_true(ask(centre, QUESTION_HOURS, "13800006021").again);
    assert_true(ask(centre, QUESTION_HOURS, "").again);
    assert_false(id_equal(open.receipt.matter, told.receipt.matter));
    centre_days(centre, 30);
    (void)centre_tick(centre);
    must(centre, store_get(centre->store, &question_record, told.receipt.matter, &row,
                           &centre->arena, &centre->err));
    check_text(row.phone, "", "erased");
}

static void a_question_that_cannot_be_is_refused(void **state) {
    struct centre       *centre = *state;
    struct question_wish wish = { .job = centre->job, .terminal = "K01" };
    assert_false(centre_save(centre, question_save, &wish));
    assert_int_equal(centre->err.code, ERR_INVALID);
    wish.fact = QUESTION_FACT_COUNT;
    assert_false(centre_save(centre, question_save, &wish));
    wish.fact = QUESTION_PAY;
    assert_true(TEXT_COPY(wish.phone, "12x"));
    assert_false(centre_save(centre, question_save, &wish));
    wish.phone[0] = '\0';
    wish.job = id_derived("no", "such");
    assert_false(centre_save(centre, question_save, &wish));
    assert_int_equal(waiting(centre), 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, centre_setup, centre_teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(one_more_press_is_no_second_call),
        TEST(a_call_that_nobody_answered_lapses_the_next_day),
        TEST(nothing_of_the_caller_is_kept),
        TEST(the_same_question_is_counted_and_keeps_one_promise),
        TEST(who_leaves_a_telephone_is_told_apart_and_forgotten),
        TEST(a_question_that_cannot_be_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
