/* SPDX-License-Identifier: GPL-3.0-or-later
 * crash_inside.h - what the files of the crash disk share; and the system calls as they are below
 * the wrapped ones. */
#ifndef ANJU_TESTS_SUPPORT_CRASH_INSIDE_H
#define ANJU_TESTS_SUPPORT_CRASH_INSIDE_H

#include "support/crash_disk.h"

bool        crash_disk_remembers(void); /* a cut is planned */
const char *crash_disk_attic(void);
bool        crash_path_of(int fd, char path[CRASH_PATH]);

/* The cut itself. */
void crash_files_cut(struct world *world);
void crash_names_cut(struct world *world);

int     __real_open(const char *path, int flags, ...);
int     __real_mkostemp(char *path, int flags);
ssize_t __real_write(int fd, const void *bytes, size_t length);
ssize_t __real_pwrite(int fd, const void *bytes, size_t length, off_t offset);
int     __real_ftruncate(int fd, off_t size);
int     __real_truncate(const char *path, off_t size);
int     __real_posix_fallocate(int fd, off_t offset, off_t length);
int     __real_fsync(int fd);
int     __real_fdatasync(int fd);
int     __real_rename(const char *from, const char *to);
int     __real_unlink(const char *path);

#endif
