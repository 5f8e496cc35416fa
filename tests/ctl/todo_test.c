/* SPDX-License-Identifier: GPL-3.0-or-later
 * todo_test.c - `anju todo` and `anju step` on a node with two applications, a question and a call
 * of the morning of 24 November 2026: todo.sh runs them and says what must hold. */
#include "support/centre.h"
#include "support/check.h"

#include "services/help/help.h"
#include "services/jobs/question.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void must(struct centre *centre, bool done) {
    if (!done)
        fail_msg("%s", centre->err.text);
}

static int run(char *const *argv) {
    int status = 0;
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)execv("/bin/sh", argv);
        _exit(127);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void staff_see_what_waits_and_take_its_steps(void **state) {
    (void)state;
    struct centre           centre;
    struct application_wish first, second;
    struct question_wish    question = { .fact = QUESTION_HOURS, .terminal = "K01" };
    struct help_wish        help = { .terminal = "K01" };
    centre_start(&centre);
    must(&centre, centre_wish(&centre, "刘小明", "13800006021", &first));
    centre.job = centre_job(&centre, "缝纫工", 1);
    must(&centre, centre_wish(&centre, "王芳", "0738-0001234", &second));
    question.job = centre.job;
    must(&centre, centre_save(&centre, question_save, &question));
    must(&centre, centre_save(&centre, help_call, &help));
    char *argv[] = { "sh",
                     "tests/ctl/todo.sh",
                     arena_strdup(&centre.arena, temp_path(&centre.temp, "node")),
                     first.receipt.number,
                     second.receipt.number,
                     question.receipt.number,
                     help.receipt.number,
                     NULL };
    int   status = run(argv);
    centre_stop(&centre);
    assert_int_equal(status, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(staff_see_what_waits_and_take_its_steps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
