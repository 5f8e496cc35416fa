/* SPDX-License-Identifier: GPL-3.0-or-later
 * `anju import` is killed at a random system call: either the whole file is in or nothing of it,
 * `anju check` finds nothing, and the next import works. How many calls there are differs a little
 * from run to run (a pipe is read in other pieces), so a seed replays the call, not its work. */
#include "support/check.h"

#include "services/service.h"
#include "store/store.h"
#include "support/seed.h"
#include "support/temp.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KILLS_A_FOLDER = 15, ROWS_A_FILE = 150, SYSCALL_STOP = SIGTRAP | 0x80, NEVER = -1 };

struct rig {
    struct temp  temp;
    struct world world;
    struct arena arena;
    const char  *program, *node;
    int          book; /* number of the present file */
};

/* --- running the real program --- */

static _Noreturn void become(const struct rig *rig, const char *const *words, bool traced) {
    int nothing = open("/dev/null", O_RDWR);
    if (nothing < 0 || dup2(nothing, STDOUT_FILENO) < 0)
        _exit(126);
    /* A leak check stops its own process the same way as we do. */
    if (traced && (setenv("ASAN_OPTIONS", "detect_leaks=0", 1) != 0 ||
                   ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0 || raise(SIGSTOP) != 0))
        _exit(126);
    (void)execv(rig->program, (char *const *)(uintptr_t)words);
    _exit(127);
}

static pid_t start(const struct rig *rig, const char *const *words, bool traced) {
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        become(rig, words, traced);
    return child;
}

static int wait_for(pid_t child) {
    int   status = 0;
    pid_t changed;
    do
        changed = waitpid(child, &status, 0);
    while (changed < 0 && errno == EINTR);
    assert_int_equal(changed, child);
    return status;
}

static int run(const struct rig *rig, const char *const *words) {
    int status = wait_for(start(rig, words, false));
    return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}
#define RUN(rig, ...) run((rig), (const char *const[]){ "anju", __VA_ARGS__, NULL })

/* Runs until the stop before or after its k-th system call, then kills it. How many stops there
 * were; *ret_ended: it has ended by itself, well. */
static long run_and_kill(const struct rig *rig, const char *const *words, long k, bool *ret_ended) {
    pid_t child = start(rig, words, true);
    long  stops = 0;
    bool  begun = false;
    int   status = wait_for(child), signal = 0;
    assert_true(WIFSTOPPED(status));
    assert_int_equal(
        ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL)),
        0);
    while (stops != k) {
        assert_int_equal(ptrace(PTRACE_SYSCALL, child, NULL, (void *)(intptr_t)signal), 0);
        status = wait_for(child);
        if (!WIFSTOPPED(status))
            break;
        signal = WSTOPSIG(status) & 0x7f;
        if (WSTOPSIG(status) == SYSCALL_STOP)
            stops += begun;
        else if (signal == SIGTRAP)
            begun = true; /* it is the new program now */
        signal = signal == SIGTRAP ? 0 : signal;
    }
    *ret_ended = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (WIFSTOPPED(status)) {
        assert_int_equal(kill(child, SIGKILL), 0);
        status = wait_for(child);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    }
    return stops;
}

/* --- files to import --- */

static const char *book_make(struct rig *rig) {
    static const char heading[] = "用工单位,岗位名称,工作地点,工资,招聘人数\n";
    char             *text = arena_alloc(&rig->arena, sizeof(heading) + ROWS_A_FILE * 128);
    size_t            length = (size_t)snprintf(text, sizeof(heading), "%s", heading);
    rig->book++;
    for (int i = 0; i < ROWS_A_FILE; i++)
        length += (size_t)snprintf(text + length, 128,
                                   "第%d号制衣厂,第%d号针车工%d,易扶新村%d栋,3000-4500元/月,%d\n",
                                   rig->book, rig->book, i, i, i + 1);
    return arena_strdup(&rig->arena, temp_file(&rig->temp, "book.csv", text, length));
}

static int64_t rows(struct rig *rig, const char *sql) {
    const struct store_options options = { .mode = STORE_READ,
                                           .records = service_records(),
                                           .world = &rig->world };
    struct store              *store;
    struct err                 err = { .lang = LANG_EN };
    int64_t                    number;
    const struct value         value = value_text(arena_printf(&rig->arena, "第%d号", rig->book));
    if (!store_open(&store, rig->node, &options, &err))
        fail_msg("%s", err.text);
    if (!store_number(store, sql, &value, 1, &number, &err))
        fail_msg("%s", err.text);
    store_close(store);
    return number;
}

/* Is the present file in? It is in whole, or not at all. */
static bool book_is_in(struct rig *rig) {
    int64_t jobs = rows(rig, "SELECT count(*) FROM job WHERE title LIKE $1 || '%'");
    int64_t employers = rows(rig, "SELECT count(*) FROM employer WHERE name LIKE $1 || '%'");
    if (jobs != 0)
        check_number(jobs, ROWS_A_FILE, "half a file is in");
    check_number(employers, jobs != 0, "its employer");
    return jobs != 0;
}

/* --- the test --- */

static void rig_init(struct rig *rig) {
    const char *programs = getenv("ANJU_BIN");
    rig->arena = (struct arena){ 0 };
    rig->book = 0;
    temp_make(&rig->temp);
    rig->program = arena_printf(&rig->arena, "%s/anju", programs ? programs : "build");
    rig->node = arena_printf(&rig->arena, "%s/node", rig->temp.path);
    assert_int_equal(RUN(rig, "init", "--data", rig->node), 0);
}

static void rig_deinit(struct rig *rig) {
    arena_deinit(&rig->arena);
    temp_remove(&rig->temp);
}

/* One import killed somewhere, every other one about its commit, which is near its end; is it in?
 */
static bool kill_once(struct rig *rig, const char *const *import, long stops) {
    bool ended;
    long fifth = stops / 5, from = rig->book % 2 ? 1 : stops - fifth;
    long kill_at =
        from + (long)support_below(&rig->world, (uint32_t)(from == 1 ? stops : 2 * fifth));
    (void)book_make(rig);
    (void)run_and_kill(rig, import, kill_at, &ended);
    check_number(RUN(rig, "check", "--data", rig->node), 0, "check after a kill");
    bool there = book_is_in(rig);
    assert_true(there || !ended);
    return there;
}

/* In a node of its own, so that an import has about as many stops as the first one. */
static size_t kill_some(struct rig *rig, size_t kills) {
    const char *const import[] = { "anju",   "import",  "job", book_make(rig),
                                   "--data", rig->node, NULL };
    size_t            in = 0;
    bool              ended;
    long              stops = run_and_kill(rig, import, NEVER, &ended);
    assert_true(ended && book_is_in(rig));
    for (size_t i = 0; i < kills; i++)
        in += kill_once(rig, import, stops);
    check_number(run(rig, import), 0, "the import after a kill");
    assert_true(book_is_in(rig));
    print_message("%zu kills at one of %ld stops: %zu files in\n", kills, stops, in);
    return in;
}

static void an_import_that_is_killed_is_in_whole_or_not_at_all(void **state) {
    struct rig rig;
    size_t     kills = support_count(15, 300), in = 0;
    support_world(&rig.world);
    for (size_t done = 0; done < kills; done += KILLS_A_FOLDER) {
        rig_init(&rig);
        in += kill_some(&rig, KILLS_A_FOLDER);
        rig_deinit(&rig);
    }
    assert_in_range(in, 1, kills - 1); /* some before their commit, some after it */
    (void)state;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_import_that_is_killed_is_in_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
