/* SPDX-License-Identifier: GPL-3.0-or-later
 * child.c - a file from outside is read by `anju cells`, a fresh process that gets the opened file,
 * a pipe and nothing else, limits itself (confine.h) and is killed when it takes too long. Whatever
 * it dies of becomes one plain sentence. */
#include "sheet/book.h"
#include "sheet/cells.h"
#include "sheet/confine.h"
#include "sheet/wire.h"

#include "base/file.h"
#include "base/world.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILD_FILE = 3 }; /* the descriptor under which the child finds the file */

/* What the child is started with, made ready before fork(): between fork and exec only system
 * calls are allowed. */
struct start {
    char *program;
    char *argv[8];
    char *envp[4];
    int   file, nothing, out;
};

static char *setting(struct arena *arena, const char *name) {
    const char *value = secure_getenv(name);
    return value ? arena_printf(arena, "%s=%s", name, value) : NULL;
}

static bool start_prepare(struct start *start, enum lang lang, struct arena *arena,
                          struct err *err) {
    const char *folder = binary_folder(arena);
    if (!folder)
        return err_set(err, "找不到程序 anju");
    start->program = arena_printf(arena, "%s/anju", folder);
    char *argv[] = { arena_strdup(arena, "anju"),
                     arena_strdup(arena, "cells"),
                     arena_strdup(arena, "--wire"),
                     arena_strdup(arena, "--lang"),
                     arena_strdup(arena, lang_names[lang]),
                     arena_printf(arena, "/proc/self/fd/%d", CHILD_FILE),
                     NULL };
    for (size_t i = 0; i + 1 < sizeof(argv) / sizeof(argv[0]); i++)
        if (!argv[i])
            return err_code_set(err, ERR_MEMORY, "内存不够");
    memcpy(start->argv, argv, sizeof(argv));
    /* Its texts, and in tests what a sanitizer was told; nothing else of ours. */
    size_t                   count = 0;
    static const char *const kept[] = { "ANJU_SHARE", "ASAN_OPTIONS", "UBSAN_OPTIONS" };
    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
        char *pair = setting(arena, kept[i]);
        if (pair)
            start->envp[count++] = pair;
    }
    start->envp[count] = NULL;
    return start->program ? true : err_code_set(err, ERR_MEMORY, "内存不够");
}

/* In the child: the file as 3, the pipe as 1, nothing as 0 (and as 2, but for a sanitizer's
 * report); everything else is closed. */
_Noreturn static void child_run(const struct start *start) {
    sigset_t none;
    /* Above the places that they will take, so that none overwrites another. */
    int  file = fcntl(start->file, F_DUPFD, 10), nothing = fcntl(start->nothing, F_DUPFD, 10);
    int  out = fcntl(start->out, F_DUPFD, 10);
    bool ok = file >= 0 && nothing >= 0 && out >= 0 && dup2(nothing, 0) == 0 && dup2(out, 1) == 1 &&
              dup2(file, CHILD_FILE) == CHILD_FILE;
#ifndef __SANITIZE_ADDRESS__
    ok = ok && dup2(nothing, 2) == 2;
#endif
    ok = ok && close_range(CHILD_FILE + 1, ~0U, 0) == 0;
    sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)signal(SIGPIPE, SIG_DFL); /* nobody listens any more: end */
    if (ok)
        execve(start->program, start->argv, start->envp);
    _exit(127);
}

/* Reap, by force if need be. A child that has closed the pipe by ending feels nothing of it; one
 * that closed it and goes on does. True when it ended by itself and well. */
static bool child_end(pid_t child, int *ret_status) {
    int   status = 0;
    pid_t ended;
    (void)kill(child, SIGKILL);
    do
        ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    *ret_status = ended == child ? status : 0; /* a program that ignores SIGCHLD gets no status */
    return ended != child || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static bool explain(enum wire_end end, int status, struct err *err) {
    if (end == WIRE_BROKEN && WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return err_set(err, "找不到程序 anju");
    if (end == WIRE_NO_ROOM)
        return err_code_set(err, ERR_MEMORY, "这个表太大，读不了；请分成几个文件再导入");
    return err_code_set(err, ERR_INVALID,
                        "这个表太大或者坏了，读不了；请用 Excel 或 WPS 打开它，"
                        "把要导入的内容复制到一个新表里，另存为 .xlsx 再导入");
}

static bool read_started(pid_t child, int in, size_t size, struct arena *arena,
                         struct book *ret_book, struct err *err) {
    struct world world;
    struct book  book;
    int          status;
    world_real(&world);
    /* CPU time is the child's own limit; the wall clock allows for a busy machine. */
    int64_t       wait_ms = 2000 + 2000 * (int64_t)confine_cpu_seconds(size);
    enum wire_end end = wire_receive(in, world_monotonic_ms(&world) + wait_ms, arena, &book, err);
    bool          ended = child_end(child, &status);
    if (end == WIRE_BOOK && ended) {
        *ret_book = book;
        return true;
    }
    return end == WIRE_REFUSED ? false : explain(end, status, err);
}

static bool start_and_read(struct start *start, size_t size, struct arena *arena,
                           struct book *ret_book, struct err *err) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return err_system_set(err, errno, "读表的程序启动不了");
    start->out = ends[1];
    pid_t child = fork();
    if (child == 0)
        child_run(start);
    int problem = errno;
    (void)close(ends[1]);
    bool ok = child > 0 ? read_started(child, ends[0], size, arena, ret_book, err)
                        : err_system_set(err, problem, "读表的程序启动不了");
    (void)close(ends[0]);
    return ok;
}

bool book_read_child(const char *path, struct arena *arena, struct book *ret_book,
                     struct err *err) {
    struct start start = { 0 };
    size_t       size;
    if (!start_prepare(&start, err ? err->lang : LANG_ZH, arena, err))
        return false;
    start.file = book_open(path, &size, err);
    if (start.file < 0)
        return false;
    start.nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    bool ok = start.nothing >= 0 ? start_and_read(&start, size, arena, ret_book, err)
                                 : err_system_set(err, errno, "读表的程序启动不了");
    if (start.nothing >= 0)
        (void)close(start.nothing);
    (void)close(start.file);
    return ok;
}
