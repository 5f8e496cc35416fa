/* SPDX-License-Identifier: GPL-3.0-or-later
 * crash_calls.h - the system calls with which our own files are written, put on the crash disk by
 * the linker. A test that uses it has these lines:
 *   link: -Wl,--wrap=open,--wrap=mkostemp,--wrap=write,--wrap=pwrite,--wrap=ftruncate
 *   link: -Wl,--wrap=truncate,--wrap=posix_fallocate,--wrap=fsync,--wrap=fdatasync
 *   link: -Wl,--wrap=rename,--wrap=unlink,--wrap=fopen,--wrap=fileno
 * Streams opened to write are made of the same calls, since the C library's own can not be
 * wrapped. */
#ifndef ANJU_TESTS_SUPPORT_CRASH_CALLS_H
#define ANJU_TESTS_SUPPORT_CRASH_CALLS_H

#include <stdio.h>
#include <sys/types.h>

int     __wrap_open(const char *path, int flags, ...);
int     __wrap_mkostemp(char *path, int flags);
ssize_t __wrap_write(int fd, const void *bytes, size_t length);
ssize_t __wrap_pwrite(int fd, const void *bytes, size_t length, off_t offset);
int     __wrap_ftruncate(int fd, off_t size);
int     __wrap_truncate(const char *path, off_t size);
int     __wrap_posix_fallocate(int fd, off_t offset, off_t length);
int     __wrap_fsync(int fd);
int     __wrap_fdatasync(int fd);
int     __wrap_rename(const char *from, const char *to);
int     __wrap_unlink(const char *path);
FILE   *__wrap_fopen(const char *path, const char *mode);
int     __wrap_fileno(FILE *file);

#endif
