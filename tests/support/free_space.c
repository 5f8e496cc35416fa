/* SPDX-License-Identifier: GPL-3.0-or-later
 * free_space.c - stands between the store and the C library. */
#include "support/free_space.h"

#include <stdatomic.h>
#include <sys/statvfs.h>

static atomic_llong told = FREE_SPACE_TRUE;

void free_space_tell(int64_t bytes) {
    told = bytes;
}

int __real_statvfs(const char *path, struct statvfs *status);
int __wrap_statvfs(const char *path, struct statvfs *status);
int __wrap_statvfs(const char *path, struct statvfs *status) {
    const int       result = __real_statvfs(path, status);
    const long long bytes = told;
    if (result == 0 && bytes >= 0)
        status->f_bavail = (fsblkcnt_t)(bytes / (long long)status->f_frsize);
    return result;
}
