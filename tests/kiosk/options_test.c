/* SPDX-License-Identifier: GPL-3.0-or-later
 * options_test.c - the command line of anju-kiosk. */
#include "kiosk/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { WORDS_MOST = 24 };

/* A command line as one string, split at spaces; `line` is written to. */
static bool parse(char *line, struct options *options, struct err *err) {
    char *argv[WORDS_MOST] = { "anju-kiosk" };
    int   argc = 1;
    char *rest = NULL;
    for (char *word = strtok_r(line, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        argv[argc++] = word;
    return options_parse(argc, argv, options, err);
}

static void all_options_are_read_in_both_forms(void **state) {
    (void)state;
    char lines[][160] = {
        "--data d --size 800x480 --clock 2026-11-24T09:41 --lang en --large --contrast --script s "
        "--out o --seed 7",
        "--data=d --size=800x480 --clock=2026-11-24T09:41 --lang=en --large --contrast --script=s "
        "--out=o --seed=7",
    };
    for (size_t i = 0; i < 2; i++) {
        struct options options;
        struct err     err = { 0 };
        if (!parse(lines[i], &options, &err))
            fail_msg("%s", err.text);
        assert_string_equal(options.folder, "d");
        assert_int_equal(options.size.width, 800);
        assert_int_equal(options.size.height, 480);
        assert_string_equal(options.clock, "2026-11-24T09:41");
        assert_int_equal(options.lang, LANG_EN);
        assert_true(options.large && options.contrast && options.seeded);
        assert_string_equal(options.script, "s");
        assert_string_equal(options.out, "o");
        assert_int_equal(options.seed, 7);
    }
}

static void what_is_not_given_is_absent(void **state) {
    (void)state;
    char           line[] = "--data d";
    struct options options;
    assert_true(parse(line, &options, NULL));
    assert_int_equal(options.size.width, 0);
    assert_null(options.clock);
    assert_int_equal(options.lang, LANG_ZH);
    assert_false(options.large || options.contrast || options.seeded || options.first_frame);
    assert_null(options.script);
}

static void a_wrong_option_is_refused_by_name(void **state) {
    (void)state;
    static const struct {
        const char *input, *named, *why;
    } cases[] = {
        { "--data", "--data", "without its value" },
        { "--data d --sise 800x480", "--sise", "unknown" },
        { "--data d extra", "extra", "not an option" },
        { "--data d --large=yes", "--large", "a switch" },
        { "--data d --size 800", "800", "one side" },
        { "--data d --size 800x480x2", "800x480x2", "three sides" },
        { "--data d --size -800x480", "-800x480", "negative" },
        { "--data d --size 640x470", "640x470", "too small for any panel" },
        { "--data d --size 320x240", "800x480", "what would be right" },
        { "--data d --clock 2026-13-01", "2026-11-24T09:41", "what would be right" },
        { "--data d --clock yesterday", "yesterday", "not a time" },
        { "--data d --lang fr", "fr", "not a language" },
        { "--data d --seed 1x", "1x", "not a number" },
        { "--data d --seed 99999999999999999999999", "--seed", "too large" },
        { "--data d --out o", "--out", "only with a script" },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char           line[100];
        struct options options = { .seed = 99 };
        struct err     err = { 0 };
        bool           read = false;
        assert_true(strlen(cases[i].input) < sizeof(line));
        memcpy(line, cases[i].input, strlen(cases[i].input) + 1);
        read = parse(line, &options, &err);
        if (read || strstr(err.text, cases[i].named) == NULL)
            fail_msg("%s (%s): %s", cases[i].input, cases[i].why, err.text);
        assert_int_equal(options.seed, 99);
    }
}

static void sizes_are_those_of_panels(void **state) {
    (void)state;
    static const struct {
        const char *input;
        bool        expected;
    } cases[] = {
        { "800x480", true },    { "1080x1920", true },
        { "1920x1080", true },  { "720x1280", true },
        { "719x1280", false },  { "480x800", false },
        { "800x479", false },   { "7680x4320", true },
        { "7681x4320", false }, { "x480", false },
        { "800x", false },      { "800X480", false },
        { " 800x480", false },  { "+800x480", false },
        { "800x480 ", false },  { "99999999999999999999x480", false },
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct panel_size size = { 1, 2 };
        if (panel_size_parse(cases[i].input, &size) != cases[i].expected)
            fail_msg("%s", cases[i].input);
        if (!cases[i].expected)
            assert_int_equal(size.width, 1);
    }
}

static void help_and_version_need_nothing_else(void **state) {
    (void)state;
    char           help[] = "--help", version[] = "--version --lang en";
    struct options options;
    assert_true(parse(help, &options, NULL));
    assert_true(options.help);
    assert_true(parse(version, &options, NULL));
    assert_true(options.version);
    struct arena arena = { 0 };
    char        *text = options_help(&arena, LANG_ZH);
    assert_non_null(strstr(text, "--contrast"));
    assert_non_null(strstr(text, "--size WxH"));
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_options_are_read_in_both_forms),
        cmocka_unit_test(what_is_not_given_is_absent),
        cmocka_unit_test(a_wrong_option_is_refused_by_name),
        cmocka_unit_test(sizes_are_those_of_panels),
        cmocka_unit_test(help_and_version_need_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
