/* SPDX-License-Identifier: GPL-3.0-or-later
 * err_test.c - the four words for what goes wrong. bug() and die() run in a child. */
#include "base/err.h"
#include "base/text.h"
#include "support/check.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void an_error_is_a_sentence_and_false(void **state) {
    (void)state;
    struct err err = { .code = ERR_STALE, .text = "old" };
    assert_false(err_set(&err, "第 %d 行", 7));
    assert_string_equal(err.text, "第 7 行");
    assert_int_equal(err.code, ERR_OTHER);
    assert_false(err_code_set(&err, ERR_ABSENT, "没有 %s", "它"));
    assert_string_equal(err.text, "没有 它");
    assert_int_equal(err.code, ERR_ABSENT);
}

static void nobody_need_listen(void **state) {
    (void)state;
    assert_false(err_set(NULL, "%d", 1));
    assert_false(err_code_set(NULL, ERR_FULL, "%d", 1));
    assert_false(err_within(NULL, "%d", 1));
    assert_false(err_system_set(NULL, ENOENT, "%d", 1));
}

static void a_text_may_quote_the_one_before(void **state) {
    (void)state;
    struct err err = { 0 };
    err_set(&err, "里");
    err_set(&err, "外（%s）", err.text);
    assert_string_equal(err.text, "外（里）");
    err_within(&err, "%s", err.text);
    assert_string_equal(err.text, "外（里）：外（里）");
    err_system_set(&err, ENOSPC, "%s", err.text);
    assert_string_equal(err.text, "外（里）：外（里）：磁盘空间不足");
}

static void context_stands_before_in_either_language(void **state) {
    (void)state;
    struct err err = { 0 };
    err_code_set(&err, ERR_STALE, "已被修改");
    assert_false(err_within(&err, "第 %d 行", 3));
    assert_string_equal(err.text, "第 3 行：已被修改");
    assert_int_equal(err.code, ERR_STALE);
    struct err english = { .lang = LANG_EN };
    err_set(&english, "b");
    err_within(&english, "a");
    assert_string_equal(english.text, "a: b");
    struct err empty = { 0 };
    err_within(&empty, "alone");
    assert_string_equal(empty.text, "alone");
}

static void the_system_is_heard_in_plain_words(void **state) {
    (void)state;
    static const struct {
        int           number;
        enum err_code code;
        const char   *text, *why;
    } rows[] = {
        { ENOENT, ERR_ABSENT, "无法打开 x：没有这个文件或文件夹", "a missing file" },
        { EACCES, ERR_OTHER, "无法打开 x：没有权限", "no permission" },
        { ENOSPC, ERR_FULL, "无法打开 x：磁盘空间不足", "a full disk" },
        { EDQUOT, ERR_FULL, "无法打开 x：磁盘空间不足", "a full quota is a full disk" },
        { ENOMEM, ERR_MEMORY, "无法打开 x：内存不足", "no memory" },
        { EIO, ERR_DAMAGED, "无法打开 x：磁盘读写出错", "a dying disk" },
        { EXDEV, ERR_OTHER, "无法打开 x：Invalid cross-device link",
          "a rare one, as libc says it" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct err err = { 0 };
        assert_false(err_system_set(&err, rows[i].number, "无法打开 %s", "x"));
        check_text(err.text, rows[i].text, rows[i].why);
        check_number(err.code, rows[i].code, rows[i].why);
    }
}

/* Whatever the length, what is kept is whole characters, and as many as fit. */
static void a_long_text_is_cut_at_a_whole_character(void **state) {
    (void)state;
    static const char *const characters[] = { "a", "é", "保", "𠮷" };
    for (size_t c = 0; c < ROWS(characters); c++)
        for (size_t lead = 0; lead < 4; lead++) {
            char   text[1024] = { 0 };
            size_t size = strlen(characters[c]);
            memset(text, 'x', lead);
            for (size_t at = lead; at + size < 800; at += size)
                memcpy(text + at, characters[c], size);
            struct err err = { 0 };
            err_set(&err, "%s", text);
            size_t length = strlen(err.text);
            assert_true(text_valid(err.text, length));
            assert_true(length < sizeof(err.text) && length + size >= sizeof(err.text));
            assert_memory_equal(err.text, text, length);
            err_within(&err, "保%s", "护");
            assert_true(text_valid(err.text, strlen(err.text)));
            err_within(&err, "%s", text);
            assert_true(text_valid(err.text, strlen(err.text)));
        }
}

static void a_text_of_exactly_the_room_is_not_cut(void **state) {
    (void)state;
    struct err err = { 0 };
    char       text[sizeof(err.text)] = { 0 };
    memset(text, 'x', sizeof(text) - 4);
    memcpy(text + sizeof(text) - 4, "保", 3);
    err_set(&err, "%s", text);
    assert_string_equal(err.text, text);
}

static void control_characters_do_not_reach_a_terminal(void **state) {
    (void)state;
    struct err err = { 0 };
    err_set(&err, "%s", "a\x1B[31mb\rc\td\x7F\ne");
    assert_string_equal(err.text, "a [31mb c d \ne");
}

/* Runs `act` in a child with its standard error in `said`; returns how the child ended. */
static int in_child(void (*act)(void), char *said, size_t size) {
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)dup2(ends[1], STDERR_FILENO);
        (void)signal(SIGABRT, SIG_DFL);
        act();
        _exit(0);
    }
    (void)close(ends[1]);
    size_t  length = 0;
    ssize_t got;
    while ((got = read(ends[0], said + length, size - 1 - length)) > 0)
        length += (size_t)got;
    said[length] = '\0';
    (void)close(ends[0]);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

static void act_bug(void) {
    bug("%d 不是 %d", 1, 2);
}
static void act_die(void) {
    die("打不开 %s", "x");
}
static void act_warn(void) {
    warn("odd\nFORGED: line\r%s", "\x1B[2J");
}

static void a_bug_aborts_with_its_place(void **state) {
    (void)state;
    char said[4096];
    int  status = in_child(act_bug, said, sizeof(said));
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
    assert_non_null(strstr(said, "tests/base/err_test.c:"));
    assert_non_null(strstr(said, "err_test: 1 不是 2\n"));
}

static void a_program_that_cannot_start_says_one_sentence(void **state) {
    (void)state;
    char said[4096];
    int  status = in_child(act_die, said, sizeof(said));
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 1);
    assert_string_equal(said, "err_test: 打不开 x\n");
}

static void a_warning_is_one_line_whatever_it_quotes(void **state) {
    (void)state;
    char said[4096];
    int  status = in_child(act_warn, said, sizeof(said));
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    assert_string_equal(said, "err_test: odd FORGED: line  [2J\n");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_is_a_sentence_and_false),
        cmocka_unit_test(nobody_need_listen),
        cmocka_unit_test(a_text_may_quote_the_one_before),
        cmocka_unit_test(context_stands_before_in_either_language),
        cmocka_unit_test(the_system_is_heard_in_plain_words),
        cmocka_unit_test(a_long_text_is_cut_at_a_whole_character),
        cmocka_unit_test(a_text_of_exactly_the_room_is_not_cut),
        cmocka_unit_test(control_characters_do_not_reach_a_terminal),
        cmocka_unit_test(a_bug_aborts_with_its_place),
        cmocka_unit_test(a_program_that_cannot_start_says_one_sentence),
        cmocka_unit_test(a_warning_is_one_line_whatever_it_quotes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
