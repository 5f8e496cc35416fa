/* SPDX-License-Identifier: GPL-3.0-or-later
 * kiosk_bench.c - the live kiosk on a real X server (Xvfb, 1080×1920) with demo data: from exec to
 * the first frame on the panel, memory with a fair share of what is shared, CPU while nobody
 * touches it. */
#include "support/temp.h"

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

enum { RUNS = 15, SETTLE_S = 4, IDLE_S = 10 };

_Noreturn static void give_up(const char *what) {
    perror(what);
    exit(1);
}

static double now_ms(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Starts a program; *ret_out is what it says on its standard output. */
static pid_t start(char *const *argv, int *ret_out) {
    posix_spawn_file_actions_t actions;
    int                        ends[2];
    pid_t                      pid;
    if (pipe2(ends, O_CLOEXEC) != 0)
        give_up("pipe");
    if (posix_spawn_file_actions_init(&actions) != 0 ||
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO) != 0 ||
        posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ) != 0)
        give_up(argv[0]);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)close(ends[1]);
    *ret_out = ends[0];
    return pid;
}

/* The first line that it says, without its end. */
static void read_line(int fd, char *line, size_t size) {
    size_t length = 0;
    while (length + 1 < size && read(fd, line + length, 1) == 1 && line[length] != '\n')
        length++;
    line[length] = '\0';
}

static int end(pid_t pid, int fd, int signal_number) {
    int status = 0;
    if (signal_number != 0)
        (void)kill(pid, signal_number);
    (void)waitpid(pid, &status, 0);
    (void)close(fd);
    return status;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double first_frame_ms(char *const *argv) {
    double took[RUNS];
    char   line[200];
    for (int i = 0; i < RUNS; i++) {
        int    out;
        double before = now_ms();
        pid_t  pid = start(argv, &out);
        read_line(out, line, sizeof(line));
        took[i] = now_ms() - before;
        if (end(pid, out, 0) != 0 || strncmp(line, "first_frame_ms ", 15) != 0)
            give_up("the kiosk drew no first frame");
    }
    qsort(took, RUNS, sizeof(took[0]), by_size);
    return took[RUNS / 2];
}

static double pss_mb(pid_t pid) {
    char path[64], line[200];
    long kb = 0;
    (void)snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", (int)pid);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        give_up(path);
    while (fgets(line, sizeof(line), file) != NULL)
        if (sscanf(line, "Pss: %ld kB", &kb) == 1)
            break;
    (void)fclose(file);
    return (double)kb / 1024;
}

/* What all its threads have run so far, in ms. */
static double cpu_ms(pid_t pid) {
    char path[64], task[600];
    (void)snprintf(path, sizeof(path), "/proc/%d/task", (int)pid);
    DIR *tasks = opendir(path);
    if (tasks == NULL)
        give_up(path);
    double sum = 0;
    for (struct dirent *entry; (entry = readdir(tasks)) != NULL;) {
        uint64_t ns = 0;
        (void)snprintf(task, sizeof(task), "%s/%s/schedstat", path, entry->d_name);
        FILE *file = entry->d_name[0] != '.' ? fopen(task, "r") : NULL;
        if (file == NULL)
            continue;
        if (fscanf(file, "%" SCNu64, &ns) == 1)
            sum += (double)ns / 1e6;
        (void)fclose(file);
    }
    (void)closedir(tasks);
    return sum;
}

static void live_figures(char *const *argv) {
    int   out;
    pid_t pid = start(argv, &out);
    (void)sleep(SETTLE_S); /* the check after the first frame is over by then */
    double pss = pss_mb(pid), before = cpu_ms(pid);
    (void)sleep(IDLE_S);
    double idle = (cpu_ms(pid) - before) / IDLE_S;
    if (end(pid, out, SIGTERM) != 0)
        give_up("the kiosk did not end by itself");
    printf("kiosk_pss %.1f MB\n", pss);
    printf("kiosk_idle_cpu %.3f ms/s\n", idle);
}

int main(void) {
    const char *bin = getenv("ANJU_BIN") != NULL ? getenv("ANJU_BIN") : "build";
    char        anju[TEMP_PATH], kiosk[TEMP_PATH], data[TEMP_PATH], display[32] = ":", line[200];
    struct temp temp;
    int         out;
    temp_make(&temp);
    (void)snprintf(anju, sizeof(anju), "%s/anju", bin);
    (void)snprintf(kiosk, sizeof(kiosk), "%s/anju-kiosk", bin);
    (void)snprintf(data, sizeof(data), "%s", temp_path(&temp, "data"));
    char *demo[] = { anju, (char[]){ "demo" }, (char[]){ "--data" }, data, NULL };
    pid_t pid = start(demo, &out);
    read_line(out, line, sizeof(line));
    if (end(pid, out, 0) != 0)
        give_up("no demo data");
    char *server[] = {
        (char[]){ "Xvfb" },      (char[]){ "-displayfd" }, (char[]){ "1" },
        (char[]){ "-screen" },   (char[]){ "0" },          (char[]){ "1080x1920x24" },
        (char[]){ "-nolisten" }, (char[]){ "tcp" },        NULL
    };
    pid = start(server, &out);
    read_line(out, display + 1, sizeof(display) - 1);
    if (setenv("DISPLAY", display, 1) != 0 || setenv("SDL_VIDEODRIVER", "x11", 1) != 0)
        give_up("setenv");
    char *first[] = { kiosk, (char[]){ "--data" }, data, (char[]){ "--first-frame" }, NULL };
    char *live[] = { kiosk, (char[]){ "--data" }, data, NULL };
    printf("first_frame_ms %.1f ms\n", first_frame_ms(first));
    (void)fflush(stdout);
    live_figures(live);
    (void)end(pid, out, SIGTERM);
    temp_remove(&temp);
    return 0;
}
