/* SPDX-License-Identifier: GPL-3.0-or-later
 * idle_test.c - the two limits to the millisecond, and what an answer is. */
#include "kiosk/idle.h"
#include "support/check.h"

static void the_question_comes_at_40_s_and_the_end_at_60(void **state) {
    (void)state;
    static const struct {
        const struct idle_limits *limits;
        int64_t                   last, now;
        enum idle_state           expected;
        int64_t                   patience;
        const char               *why;
    } cases[] = {
        { &idle_usual, 0, 0, IDLE_ACTIVE, 40000, "just touched" },
        { &idle_usual, 0, 39999, IDLE_ACTIVE, 1, "one more" },
        { &idle_usual, 0, 40000, IDLE_ASK, 1000, "asked; the ring says 20 for a second" },
        { &idle_usual, 0, 40001, IDLE_ASK, 999, "until it says 19" },
        { &idle_usual, 0, 59999, IDLE_ASK, 1, "the last moment" },
        { &idle_usual, 0, 60000, IDLE_OVER, 1000, "over" },
        { &idle_usual, 0, 9000000, IDLE_OVER, 1000, "long over" },
        { &idle_usual, 123, 40122, IDLE_ACTIVE, 1, "counted from the last sign of life" },
        { &idle_corner, 0, 19999, IDLE_ACTIVE, 1, "the staff corner is sooner" },
        { &idle_corner, 0, 20000, IDLE_ASK, 1000, "the staff corner asks" },
        { &idle_corner, 0, 30000, IDLE_OVER, 1000, "the staff corner is over" },
    };
    for (size_t i = 0; i < ROWS(cases); i++) {
        const struct idle idle = { .last_ms = cases[i].last };
        check_number(idle_state(&idle, cases[i].limits, cases[i].now), cases[i].expected,
                     cases[i].why);
        check_number(idle_patience_ms(&idle, cases[i].limits, cases[i].now), cases[i].patience,
                     cases[i].why);
    }
}

static void whatever_is_done_is_an_answer_and_nothing_else(void **state) {
    (void)state;
    static const struct {
        enum ui_kind kinds[4];
        bool         passed[4];
        const char  *why;
    } cases[] = {
        { { UI_DOWN, UI_MOVE, UI_UP, UI_DOWN }, { false, false, false, true }, "a touch" },
        { { UI_KEY, UI_KEY }, { false, true }, "a key" },
        { { UI_TEXT, UI_TEXT }, { false, true }, "a letter" },
        { { UI_SCROLL, UI_SCROLL }, { false, true }, "the wheel" },
        { { UI_DOWN, UI_DOWN, UI_UP }, { false, true, true }, "a touch whose end was lost" },
        { { UI_NOTHING, UI_KEY, UI_KEY }, { true, false, true }, "time is no answer" },
    };
    for (size_t i = 0; i < ROWS(cases); i++) {
        struct idle idle = { .asked = true };
        for (size_t k = 0; k < 4 && (k == 0 || cases[i].kinds[k] != UI_NOTHING); k++) {
            const struct ui_event event = { .kind = cases[i].kinds[k] };
            check_number(idle_event(&idle, &event, 50000), cases[i].passed[k], cases[i].why);
        }
        check_number(idle.last_ms, 50000, cases[i].why);
        assert_false(idle.asked);
    }
}

static void without_a_question_everything_is_for_the_screen(void **state) {
    (void)state;
    for (enum ui_kind kind = UI_NOTHING; kind <= UI_SCROLL; kind++) {
        struct idle           idle = { .last_ms = 7 };
        const struct ui_event event = { .kind = kind };
        assert_true(idle_event(&idle, &event, 30000));
        check_number(idle.last_ms, kind == UI_NOTHING ? 7 : 30000, "the sign of life");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_question_comes_at_40_s_and_the_end_at_60),
        cmocka_unit_test(whatever_is_done_is_an_answer_and_nothing_else),
        cmocka_unit_test(without_a_question_everything_is_for_the_screen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
