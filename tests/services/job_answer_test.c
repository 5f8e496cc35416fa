/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_answer_test.c - which word of a title the typed letters stand for. */
#include "services/jobs/job_answer.h"

#include "support/check.h"

static void letters_stand_for_a_word_of_the_title(void **state) {
    (void)state;
    static const char *const cleaner[] = { "xiao", "qu", "bao", "jie", "yuan", NULL };
    static const char *const mixed[] = { "a", "b2c", "che", "gong", NULL };
    static const char *const bank[] = { "yin", "hang", "xi", "an", NULL };
    static const struct {
        const char        *title;
        const char *const *readings;
        const char        *typed, *expected, *why;
    } cases[] = {
        { "小区保洁员", cleaner, "bjy", "保洁员", "initials" },
        { "小区保洁员", cleaner, "bj", "保洁", "as far as typed" },
        { "小区保洁员", cleaner, "b", "保", "one letter" },
        { "小区保洁员", cleaner, "baojie", "保洁", "whole syllables" },
        { "小区保洁员", cleaner, "baoj", "保洁", "the last one unfinished" },
        { "小区保洁员", cleaner, "bjyuan", "保洁员", "both mixed" },
        { "小区保洁员", cleaner, "baojy", "保洁员", "both mixed the other way" },
        { "小区保洁员", cleaner, "BJY", "保洁员", "capitals" },
        { "小区保洁员", cleaner, "b j y", "保洁员", "spaces" },
        { "小区保洁员", cleaner, "xq", "小区", "from the beginning" },
        { "小区保洁员", cleaner, "by", "", "not next to each other" },
        { "小区保洁员", cleaner, "bjyx", "", "beyond the end" },
        { "小区保洁员", cleaner, "保洁", "", "no letters: nothing to explain" },
        { "小区保洁员", cleaner, "", "", "nothing typed" },
        { "小区保洁员", cleaner, "b1", "", "digits are not initials" },
        { "小区保洁员", cleaner, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "",
          "too long" },
        { "（A）B2C·车工", mixed, "cg", "车工", "marks and letters have their places" },
        { "银行西安", bank, "yhxa", "银行西安", "four" },
        { "银行西安", bank, "xian", "西安", "two syllables that look like one" },
    };
    for (size_t i = 0; i < ROWS(cases); i++) {
        struct arena arena = { 0 };
        check_text(job_answer_read(cases[i].title, cases[i].readings, cases[i].typed, &arena),
                   cases[i].expected, cases[i].why);
        arena_deinit(&arena);
    }
}

static void readings_of_another_text_are_harmless(void **state) {
    (void)state;
    static const char *const many[] = { "bao", "jie", "yuan", "gong", NULL };
    static const char *const none[] = { NULL };
    struct arena             arena = { 0 };
    assert_string_equal(job_answer_read("保", many, "bjy", &arena), "");
    assert_string_equal(job_answer_read("保洁", none, "bj", &arena), "");
    assert_string_equal(job_answer_read("", many, "b", &arena), "");
    arena_deinit(&arena);
}

static void the_readings_come_from_the_table(void **state) {
    (void)state;
    struct arena arena = { 0 };
    assert_string_equal(job_answer("小区保洁员", "bjy", &arena), "保洁员");
    assert_string_equal(job_answer("银行大堂经理", "yinhang", &arena), "银行");
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_stand_for_a_word_of_the_title),
        cmocka_unit_test(readings_of_another_text_are_harmless),
        cmocka_unit_test(the_readings_come_from_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
