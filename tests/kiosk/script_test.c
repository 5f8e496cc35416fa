/* SPDX-License-Identifier: GPL-3.0-or-later
 * script_test.c - journey scripts: what is read, and how a wrong line is named. */
#include "kiosk/script.h"

#include <SDL_keyboard.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static bool parse(struct arena *arena, const char *text, struct script *script, struct err *err) {
    return script_parse(arena, "j.txt", text, strlen(text), script, err);
}

static void each_act_is_read_with_what_follows_it(void **state) {
    (void)state;
    static const struct {
        const char *input;
        enum act    act;
        const char *text;
    } cases[] = {
        { "tap 找工作", ACT_TAP, "找工作" },
        { "tap 小区 保洁员", ACT_TAP, "小区 保洁员" },
        { "  type\tbjy  \r", ACT_TYPE, "bjy" },
        { "press Escape", ACT_PRESS, "Escape" },
        { "switch 找工作", ACT_SWITCH, "找工作" },
        { "swipe up", ACT_SWIPE, "up" },
        { "scan HC1:NCF", ACT_SCAN, "HC1:NCF" },
        { "wait 60000", ACT_WAIT, "60000" },
        { "expect 3000–4500 元/月", ACT_EXPECT, "3000–4500 元/月" },
        { "absent C#", ACT_ABSENT, "C#" },
        { "shot 列表", ACT_SHOT, "列表" },
        { "tree jobs.en", ACT_TREE, "jobs.en" },
        { "expect 保洁员 # the first of them", ACT_EXPECT, "保洁员" },
        { "type #", ACT_TYPE, "#" },
        { "type # # the sign", ACT_TYPE, "#" },
        { "type #1 #2", ACT_TYPE, "#1 #2" },
        { "\xEF\xBB\xBFtap 首页", ACT_TAP, "首页" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena  arena = { 0 };
        struct script script = { 0 };
        struct err    err = { 0 };
        if (!parse(&arena, cases[i].input, &script, &err))
            fail_msg("%s: %s", cases[i].input, err.text);
        assert_int_equal(script.count, 1);
        assert_int_equal(script.steps[0].act, cases[i].act);
        assert_string_equal(script.steps[0].text, cases[i].text);
        arena_deinit(&arena);
    }
}

static void blank_lines_and_comments_count_but_do_nothing(void **state) {
    (void)state;
    struct arena  arena = { 0 };
    struct script script = { 0 };
    assert_true(parse(&arena, "# a\n\n   \t\n  #b\r\ntap x\r\n#\n\nwait 7", &script, NULL));
    assert_int_equal(script.count, 2);
    assert_int_equal(script.steps[0].line, 5);
    assert_int_equal(script.steps[1].line, 8);
    assert_int_equal(script.steps[1].ms, 7);
    assert_true(parse(&arena, "", &script, NULL));
    assert_int_equal(script.count, 0);
    arena_deinit(&arena);
}

static void a_line_may_be_as_long_as_a_script(void **state) {
    (void)state;
    static char   line[SCRIPT_BYTES_MOST];
    struct arena  arena = { 0 };
    struct script script = { 0 };
    memset(line, 'a', sizeof(line));
    memcpy(line, "type ", 5);
    assert_true(script_parse(&arena, "j.txt", line, sizeof(line), &script, NULL));
    assert_int_equal(script.count, 1);
    assert_int_equal(strlen(script.steps[0].text), sizeof(line) - 5);
    arena_deinit(&arena);
}

static void keys_have_sdl_names_and_modifiers(void **state) {
    (void)state;
    static const struct {
        const char *input;
        int         key, modifiers;
    } cases[] = {
        { "press Return", SDLK_RETURN, 0 },
        { "press Shift+Tab", SDLK_TAB, KMOD_LSHIFT },
        { "press ctrl+alt+Delete", SDLK_DELETE, KMOD_LCTRL | KMOD_LALT },
        { "press Keypad +", SDLK_KP_PLUS, 0 },
        { "press +", SDLK_PLUS, 0 },
        { "press F4", SDLK_F4, 0 },
        { "press a", SDLK_a, 0 },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena  arena = { 0 };
        struct script script = { 0 };
        assert_true(parse(&arena, cases[i].input, &script, NULL));
        assert_int_equal(script.steps[0].key, cases[i].key);
        assert_int_equal(script.steps[0].modifiers, cases[i].modifiers);
        arena_deinit(&arena);
    }
}

static void a_wrong_line_is_named_by_file_and_line(void **state) {
    (void)state;
    const char *cases[] = {
        "tpa 找工作",
        "tap",
        "tap   ",
        "tap#",
        "press Nosuchkey",
        "press Shift+",
        "swipe left",
        "switch",
        "wait",
        "wait soon",
        "wait -1",
        "wait 1.5",
        "wait 86400001",
        "wait 99999999999999999999",
        "shot ../evil",
        "shot a/b",
        "shot .hidden",
        "shot a\\b",
        "tree ..",
        "TAP x",
        "tap \xff",
        "shot a\tb",
        "tap\xe2\x80\x8bx",
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena  arena = { 0 };
        struct script script = { .name = "untouched" };
        struct err    err = { 0 };
        char         *text = arena_printf(&arena, "# first\ntap x\n%s\ntap y\n", cases[i]);
        if (parse(&arena, text, &script, &err))
            fail_msg("read: %s", cases[i]);
        if (strncmp(err.text, "j.txt:3: ", 9) != 0)
            fail_msg("%s: %s", cases[i], err.text);
        assert_int_equal(err.code, ERR_INVALID);
        assert_string_equal(script.name, "untouched");
        arena_deinit(&arena);
    }
}

static void a_zero_byte_is_refused(void **state) {
    (void)state;
    struct arena  arena = { 0 };
    struct script script = { 0 };
    assert_false(script_parse(&arena, "j.txt", "tap a\0b", 7, &script, NULL));
    arena_deinit(&arena);
}

static void a_script_cut_anywhere_is_read_or_refused_but_never_misread(void **state) {
    (void)state;
    const char text[] = "# 看岗位\ntap 找工作\ntype bjy\npress Shift+Tab\nwait 100\nshot 列表\n";
    for (size_t length = 0; length < sizeof(text); length++) {
        struct arena  arena = { 0 };
        struct script script = { 0 };
        if (script_parse(&arena, "j.txt", text, length, &script, NULL))
            assert_true(script.count <= 5);
        arena_deinit(&arena);
    }
}

static void it_knows_whether_it_draws(void **state) {
    (void)state;
    struct arena  arena = { 0 };
    struct script script = { 0 };
    assert_true(parse(&arena, "tap a\nexpect b", &script, NULL));
    assert_false(script_draws(&script));
    assert_true(parse(&arena, "tap a\ntree b", &script, NULL));
    assert_true(script_draws(&script));
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_act_is_read_with_what_follows_it),
        cmocka_unit_test(blank_lines_and_comments_count_but_do_nothing),
        cmocka_unit_test(a_line_may_be_as_long_as_a_script),
        cmocka_unit_test(keys_have_sdl_names_and_modifiers),
        cmocka_unit_test(a_wrong_line_is_named_by_file_and_line),
        cmocka_unit_test(a_zero_byte_is_refused),
        cmocka_unit_test(a_script_cut_anywhere_is_read_or_refused_but_never_misread),
        cmocka_unit_test(it_knows_whether_it_draws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
