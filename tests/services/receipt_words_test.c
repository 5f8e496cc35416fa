/* SPDX-License-Identifier: GPL-3.0-or-later
 * receipt_words_test.c - what a receipt says in each state: who calls, by which day, to which
 * telephone, no money; and never a word that is no longer true. */
#include "services/jobs/receipt_words.h"

#include "support/check.h"

static const struct receipt_from from = { "服务中心刘敏", "0738-0000601", "K01" };
static day                       today;

static struct application_view view_of(enum application_state state) {
    struct application_view view = { .state = state, .call_due = TIME_ABSENT };
    assert_true(TEXT_COPY(view.title, "缝纫工"));
    assert_true(TEXT_COPY(view.employer, "鸿发服饰扶贫车间"));
    assert_true(TEXT_COPY(view.number, "QZ-K01-261124-A001-3"));
    memcpy(view.phone_end, "6021", sizeof(view.phone_end));
    assert_true(time_parse("2026-11-24T09:41", &view.opened));
    view.since = view.opened;
    view.result = application_flow.states[state].result;
    if (state == APPLICATION_NEW)
        assert_true(time_parse("2026-11-27T17:30", &view.call_due));
    today = day_of_time(view.opened);
    return view;
}

static struct receipt_words words_of(const struct application_view *view, bool fresh,
                                     struct arena *arena) {
    struct receipt_words words;
    receipt_words(view, &from, "3000–4500 元/月", fresh, today, LANG_ZH, arena, &words);
    return words;
}

/* All of it as one text. */
static const char *whole(const struct receipt_words *words, struct arena *arena) {
    char *text = arena_printf(arena, "%s|%s|", words->title, words->second);
    for (int i = 0; i < words->count; i++)
        text = arena_printf(arena, "%s%s=%s/%s|", text, words->lines[i].what, words->lines[i].fact,
                            words->lines[i].second);
    return text;
}

static void a_new_one_says_who_calls_when_and_where(void **state) {
    (void)state;
    struct arena            arena = { 0 };
    struct application_view view = view_of(APPLICATION_NEW);
    struct receipt_words    words = words_of(&view, true, &arena);
    check_text(whole(&words, &arena),
               "报上名了|最晚 11 月 27 日（周五）给您打电话|"
               "岗位=缝纫工/鸿发服饰扶贫车间 · 3000–4500 元/月|"
               "谁打电话=服务中心刘敏/来电显示 0738-0000601，不会要您交钱|"
               "什么时候=最晚 11 月 27 日（周五）/8:30–17:30 之间打，没接到会再打|"
               "打到哪里=尾号 6021 的电话/|",
               "fresh");
    check_number(words.done, 1, "asked");
    check_text(words.made, "2026 年 11 月 24 日 9:41 · 终端 K01", "where and when");
    words = words_of(&view, false, &arena);
    check_text(words.title, application_flow.states[APPLICATION_NEW].words, "opened again");
    view.attempts = 2;
    words = words_of(&view, false, &arena);
    check_text(words.lines[2].second, "打过 2 次没人接，8:30–17:30 之间还会再打", "not answered");
    arena_deinit(&arena);
}

static void a_promise_that_was_broken_is_owned_up_to(void **state) {
    (void)state;
    struct arena            arena = { 0 };
    struct application_view view = view_of(APPLICATION_NEW);
    view.call_broken = true;
    struct receipt_words words = words_of(&view, false, &arena);
    assert_true(words.sad);
    check_text(words.second, "说好的电话还没打，对不起。可以直接打 0738-0000601", "and what to do");
    arena_deinit(&arena);
}

static void later_states_promise_no_call(void **state) {
    (void)state;
    struct arena arena = { 0 };
    for (int s = APPLICATION_CALLED; s < APPLICATION_STATE_COUNT; s++) {
        struct application_view view = view_of((enum application_state)s);
        struct receipt_words    words = words_of(&view, false, &arena);
        check_text(words.title, application_flow.states[s].words, "the state's own words");
        if (strstr(whole(&words, &arena), "最晚") || strstr(whole(&words, &arena), "6021"))
            fail_msg("%s: promises a call", application_flow.states[s].name);
        check_number(words.over, view.result != RESULT_NONE, application_flow.states[s].name);
        if (words.over && view.result != RESULT_DONE)
            check_number(words.done, -1, "no steps where it went another way");
        if (words.second[0] == '\0')
            fail_msg("%s: says nothing of what comes next", application_flow.states[s].name);
    }
    arena_deinit(&arena);
}

static void a_withdrawn_one_says_that_all_is_erased(void **state) {
    (void)state;
    struct arena            arena = { 0 };
    struct application_view view = view_of(APPLICATION_WITHDRAWN);
    view.phone_end[0] = '\0';
    struct receipt_words words = words_of(&view, true, &arena);
    check_text(words.second, "您的名字和电话已经删掉了", "erased");
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_one_says_who_calls_when_and_where),
        cmocka_unit_test(a_promise_that_was_broken_is_owned_up_to),
        cmocka_unit_test(later_states_promise_no_call),
        cmocka_unit_test(a_withdrawn_one_says_that_all_is_erased),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
