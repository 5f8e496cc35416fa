/* SPDX-License-Identifier: GPL-3.0-or-later
 * crash_disk.c - acts counted, failed, and the power cut: what of the unsynced stays. */
#include "support/crash_disk.h"

#include "base/err.h"
#include "support/crash_inside.h"
#include "support/seed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct crash_plan plan;
static bool              running;
static long              acts;

void crash_disk_start(const struct crash_plan *given) {
    if (running)
        bug("a second plan for the disk");
    plan = *given;
    acts = 0;
    running = true;
}

void crash_disk_stop(void) {
    running = false;
}

long crash_disk_acts(void) {
    return acts;
}

bool crash_disk_has(const char *path) {
    size_t length = strlen(plan.folder);
    return running && path && strncmp(path, plan.folder, length) == 0 &&
           (path[length] == '/' || path[length] == '\0');
}

bool crash_disk_holds(int fd) {
    char path[CRASH_PATH];
    return running && crash_path_of(fd, path) && crash_disk_has(path);
}

bool crash_path_of(int fd, char path[CRASH_PATH]) {
    char link[64];
    (void)snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, CRASH_PATH - 1);
    path[length > 0 ? length : 0] = '\0';
    return length > 0;
}

static bool needs_room(enum crash_act act) {
    return act == CRASH_WRITE || act == CRASH_RESIZE || act == CRASH_CREATE;
}

int crash_disk_act(enum crash_act act) {
    if (!running) /* a file that was opened while it did */
        return 0;
    acts++;
    if (plan.fail_at == 0 || acts < plan.fail_at)
        return 0;
    if (plan.failure == ENOSPC)
        return needs_room(act) ? ENOSPC : 0;
    return acts == plan.fail_at ? plan.failure : 0;
}

static _Noreturn void power_cut(void) {
    running = false;
    crash_files_cut(plan.world);
    crash_names_cut(plan.world);
    _exit(CRASH_STATUS);
}

void crash_disk_done(void) {
    if (running && acts == plan.cut_at)
        power_cut();
}

bool crash_disk_fails(void) {
    return running && plan.cut_at == 0;
}

bool crash_disk_remembers(void) {
    return running && plan.cut_at != 0;
}

const char *crash_disk_attic(void) {
    return plan.attic;
}
