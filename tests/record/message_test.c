/* SPDX-License-Identifier: GPL-3.0-or-later
 * message_test.c - messages follow the reader's language, labels, words and separators too. The
 * catalogue is a small one of this test's own: what it proves is that nothing bypasses tr(). */
#include "record/config.h"
#include "record/sample.h"
#include "record/setting.h"
#include "record/type.h"
#include "support/temp.h"

#include <setjmp.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

extern char **environ;

static const char catalogue[] =
    "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
    "msgid \"人数\"\nmsgstr \"Places\"\n"
    "msgid \"年龄\"\nmsgstr \"Age\"\n"
    "msgid \"名称\"\nmsgstr \"Title\"\n"
    "msgid \"颜色\"\nmsgstr \"Colour\"\n"
    "msgid \"红\"\nmsgstr \"Crimson\"\n"
    "msgid \"蓝\"\nmsgstr \"Azure\"\n"
    "msgid \"不限\"\nmsgstr \"any\"\n"
    "msgid \"是\"\nmsgstr \"Yes\"\n"
    "msgid \"、\"\nmsgstr \", \"\n"
    "msgid \"；\"\nmsgstr \"; \"\n"
    "msgid \"没有这一项设置\"\nmsgstr \"no such setting\"\n"
    "msgid \"“%s”没有填写\"\nmsgstr \"%s is missing\"\n"
    "msgid \"“%s”没有“%s”这一项，可以填：%s\"\nmsgstr \"%s: no %s among %s\"\n"
    "msgid \"“%s”要填 %lld 到 %lld 之间的整数，现在是“%s”\"\nmsgstr \"%s: %lld to %lld, not %s\"\n"
    "msgid \"“%s”要填 %lld 到 %lld 之间的整数，或“%s”，现在是“%s”\"\n"
    "msgstr \"%5$s is no %1$s: %2$lld to %3$lld or %4$s\"\n";

static int load(void **state) {
    (void)state;
    struct temp temp;
    temp_make(&temp);
    char *po = strdup(temp_file(&temp, "en.po", catalogue, strlen(catalogue)));
    char *mo = strdup(temp_path(&temp, "en.mo"));
    assert_true(po && mo);
    char *const argv[] = { "msgfmt", po, "-o", mo, NULL };
    pid_t       child;
    int         status = -1;
    bool        loaded = posix_spawnp(&child, "msgfmt", NULL, NULL, argv, environ) == 0 &&
                  waitpid(child, &status, 0) == child && status == 0 && tr_load(LANG_EN, mo);
    free(po);
    free(mo);
    temp_remove(&temp);
    return loaded ? 0 : -1;
}

static void messages_are_in_the_language_of_the_reader(void **state) {
    (void)state;
    static const struct {
        const char *field, *text, *zh, *en;
    } rows[] = {
        { "count", "0", "“人数”要填 1 到 9999 之间的整数，现在是“0”", "Places: 1 to 9999, not 0" },
        { "age", "9", "“年龄”要填 16 到 70 之间的整数，或“不限”，现在是“9”",
          "9 is no Age: 16 to 70 or any" },
        { "colour", "绿", "“颜色”没有“绿”这一项，可以填：红、蓝",
          "Colour: no 绿 among Crimson, Azure" },
        { "title", "", "“名称”没有填写", "Title is missing" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        for (int lang = 0; lang < LANG_COUNT; lang++) {
            struct arena    arena = { 0 };
            struct problems problems;
            problems_init(&problems, &arena, (enum lang)lang);
            const struct assignment given[] = { { sample_field(rows[i].field), rows[i].text },
                                                { sample_field("title"), "x" } };
            size_t                  count = given[0].field == given[1].field ? 1 : 2;
            assert_int_equal(record_set(&sample_record, NULL, given, count, &problems),
                             SET_REFUSED);
            assert_string_equal(problems.at[0].message, lang == LANG_EN ? rows[i].en : rows[i].zh);
            arena_deinit(&arena);
        }
}

static void words_are_read_in_either_language_and_shown_in_the_readers(void **state) {
    (void)state;
    struct arena    arena = { 0 };
    struct problems problems;
    struct sample   row;
    problems_init(&problems, &arena, LANG_ZH);
    record_init(&sample_record, &row);
    const struct field *colour = sample_field("colour"), *age = sample_field("age");
    assert_true(colour->type->parse(colour, "crimson", &row.colour, &problems));
    assert_int_equal(row.colour, COLOUR_RED);
    assert_string_equal(colour->type->format(colour, &row.colour, LANG_ZH, &arena), "红");
    assert_string_equal(colour->type->format(colour, &row.colour, LANG_EN, &arena), "Crimson");
    assert_true(age->type->parse(age, "ANY", &row.age, &problems));
    assert_int_equal(row.age, 0);
    assert_string_equal(age->type->format(age, &row.age, LANG_EN, &arena), "any");
    arena_deinit(&arena);
}

static void settings_are_refused_in_the_language_of_the_reader(void **state) {
    (void)state;
    struct arena         arena = { 0 };
    struct err           err = { .lang = LANG_EN };
    struct sample        row;
    const struct section sections[] = { { &sample_record, &row }, { NULL, NULL } };
    record_init(&sample_record, &row);
    static const char bytes[] = "[sample]\nnothing = 1\ncount = 0\n";
    assert_false(config_parse("anju.conf", bytes, strlen(bytes), sections, &arena, &err));
    assert_string_equal(err.text, "anju.conf:2:sample.nothing: no such setting\n"
                                  "anju.conf:3:sample.count: Places: 1 to 9999, not 0");
    assert_false(config_parse("anju.conf", "", 0, sections, &arena, &err));
    assert_string_equal(err.text, "anju.conf: sample.title: Title is missing");
    arena_deinit(&arena);
}

static void problems_stand_on_one_line(void **state) {
    (void)state;
    struct arena    arena = { 0 };
    struct problems problems;
    problems_init(&problems, &arena, LANG_EN);
    assert_string_equal(problems_text(&problems), "");
    (void)problem_add(&problems, PROBLEM_WARN, "a", NULL, "one");
    (void)problem_add(&problems, PROBLEM_ERROR, "b", "x", "two");
    assert_string_equal(problems_text(&problems), "one; two");
    assert_int_equal(problems.errors, 1);
    arena_deinit(&arena);
}

/* A megabyte in a cell, control characters, bytes of another encoding: a message stays a line. */
static void what_was_given_is_shown_short_and_clean(void **state) {
    (void)state;
    struct arena    arena = { 0 };
    struct problems problems;
    problems_init(&problems, &arena, LANG_ZH);
    char *large = malloc((1 << 20) + 1);
    assert_non_null(large);
    memset(large, 'x', 1 << 20);
    large[1 << 20] = '\0';
    const struct field *count = sample_field("count");
    struct sample       row;
    assert_false(count->type->parse(count, large, &row.count, &problems));
    assert_true(strlen(problems.at[0].message) < 200);
    assert_true(strlen(problems.at[0].value) < 1000);
    free(large);
    assert_false(count->type->parse(count, "a\x1B[31m\nb\xC3", &row.count, &problems));
    assert_string_equal(problems.at[1].value, "a\xEF\xBF\xBD[31m b\xEF\xBF\xBD");
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_are_in_the_language_of_the_reader),
        cmocka_unit_test(words_are_read_in_either_language_and_shown_in_the_readers),
        cmocka_unit_test(settings_are_refused_in_the_language_of_the_reader),
        cmocka_unit_test(problems_stand_on_one_line),
        cmocka_unit_test(what_was_given_is_shown_short_and_clean),
    };
    return cmocka_run_group_tests(tests, load, NULL);
}
