/* SPDX-License-Identifier: GPL-3.0-or-later
 * program.c - posix_spawn, and what /proc says. */
#include "support/program.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

void program_give_up(const char *what) {
    perror(what);
    exit(1);
}

double program_now_ms(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t); /* cannot fail */
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Who is still running when a benchmark gives up is ended with it. */
enum { RUNNING_MOST = 8 };
static pid_t running[RUNNING_MOST];

static void end_running(void) {
    for (size_t i = 0; i < RUNNING_MOST; i++)
        if (running[i] != 0)
            (void)kill(running[i], SIGTERM);
}

static void note(pid_t was, pid_t is) {
    static bool told;
    told = told || atexit(end_running) == 0;
    for (size_t i = 0; i < RUNNING_MOST; i++)
        if (running[i] == was) {
            running[i] = is;
            return;
        }
}

void program_pause(int ms) {
    const struct timespec t = { ms / 1000, ms % 1000 * 1000000L };
    (void)nanosleep(&t, NULL); /* shorter when a signal comes */
}

struct program program_start(const char *const *argv, int loud) {
    posix_spawn_file_actions_t actions;
    int                        ends[2];
    struct program             program = { 0 };
    if (pipe2(ends, O_CLOEXEC) != 0)
        program_give_up("pipe");
    if (posix_spawn_file_actions_init(&actions) != 0 ||
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO) != 0 ||
        (!loud && posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY,
                                                   0) != 0) ||
        posix_spawnp(&program.pid, argv[0], &actions, NULL, (char *const *)(uintptr_t)argv,
                     environ) != 0)
        program_give_up(argv[0]);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)close(ends[1]);
    program.out = ends[0];
    note(0, program.pid);
    return program;
}

void program_line(const struct program *program, char *line, size_t size) {
    size_t length = 0;
    while (length + 1 < size && read(program->out, line + length, 1) == 1 && line[length] != '\n')
        length++;
    line[length] = '\0';
}

int program_end(struct program *program, int signal_number) {
    int status = 0;
    if (signal_number != 0)
        (void)kill(program->pid, signal_number);
    (void)waitpid(program->pid, &status, 0);
    note(program->pid, 0);
    (void)close(program->out);
    program->pid = 0;
    return status;
}

/* The number behind `key` in /proc/PID/FILE; -1 when it is not there. */
static long number_of(pid_t pid, const char *file_name, const char *key) {
    char path[64], line[256];
    long number = -1;
    (void)snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, file_name);
    FILE *file = fopen(path, "re");
    while (file != NULL && number < 0 && fgets(line, sizeof(line), file) != NULL)
        if (strncmp(line, key, strlen(key)) == 0)
            number = strtol(line + strlen(key), NULL, 10);
    if (file != NULL)
        (void)fclose(file);
    return number;
}

double program_pss_mb(pid_t pid) {
    long   kb = number_of(pid, "smaps_rollup", "Pss:");
    double sum = kb > 0 ? (double)kb / 1024 : 0;
    DIR   *all = opendir("/proc");
    if (all == NULL)
        program_give_up("/proc");
    for (struct dirent *entry; (entry = readdir(all)) != NULL;) {
        pid_t child = (pid_t)strtol(entry->d_name, NULL, 10);
        if (child > 0 && number_of(child, "status", "PPid:") == pid)
            sum += program_pss_mb(child);
    }
    (void)closedir(all);
    return sum;
}

long program_own_kb(pid_t pid) {
    return number_of(pid, "smaps_rollup", "Anonymous:");
}

long program_writes(pid_t pid) {
    return number_of(pid, "io", "syscw:");
}

double program_cpu_ms(pid_t pid) {
    char path[64], task[600];
    (void)snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    if (tasks == NULL)
        program_give_up(path);
    double sum = 0;
    for (struct dirent *entry; (entry = readdir(tasks)) != NULL;) {
        uint64_t ns = 0;
        (void)snprintf(task, sizeof(task), "%s/%s/schedstat", path, entry->d_name);
        FILE *file = entry->d_name[0] != '.' ? fopen(task, "re") : NULL;
        if (file == NULL)
            continue;
        if (fscanf(file, "%" SCNu64, &ns) == 1)
            sum += (double)ns / 1e6;
        (void)fclose(file);
    }
    (void)closedir(tasks);
    return sum;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double program_share(double *times, size_t count, double share) {
    qsort(times, count, sizeof(*times), by_size);
    return count > 0 ? times[(size_t)((double)(count - 1) * share)] : 0;
}
