/* SPDX-License-Identifier: GPL-3.0-or-later
 * file.c - small files read and written whole, by plain system calls that crash tests can wrap. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PARENT_MODE = 0755 };

/* Up to `limit` bytes and one more, which tells that there are too many. */
static bool read_all(int fd, struct arena *arena, size_t expected, size_t limit, char **ret_bytes,
                     size_t *ret_length) {
    size_t room = (expected < limit ? expected : limit) + 2, length = 0;
    char  *bytes = arena_alloc(arena, room);
    for (;;) {
        if (!bytes) {
            errno = ENOMEM;
            return false;
        }
        ssize_t got = read(fd, bytes + length, room - 1 - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        length += (size_t)got;
        if (got == 0 || length > limit)
            break;
        if (length == room - 1) {
            bytes = arena_grow(arena, bytes, room, room * 2);
            room *= 2;
        }
    }
    bytes[length] = '\0';
    *ret_bytes = bytes;
    *ret_length = length;
    return true;
}

static bool read_open(int fd, struct arena *arena, const char *path, size_t limit, char **ret_bytes,
                      size_t *ret_length, struct err *err) {
    struct stat st;
    if (fstat(fd, &st) != 0)
        return err_system_set(err, errno, "无法读取 %s", path);
    if (S_ISDIR(st.st_mode))
        return err_system_set(err, EISDIR, "无法读取 %s", path);
    if (!S_ISREG(st.st_mode))
        return err_code_set(err, ERR_INVALID, "%s 不是普通文件", path);
    char  *bytes;
    size_t length;
    if ((uint64_t)st.st_size > limit)
        return err_code_set(err, ERR_INVALID, "%s 太大：最多 %zu 字节", path, limit);
    if (!read_all(fd, arena, (size_t)st.st_size, limit, &bytes, &length))
        return err_system_set(err, errno, "无法读取 %s", path);
    if (length > limit)
        return err_code_set(err, ERR_INVALID, "%s 太大：最多 %zu 字节", path, limit);
    *ret_bytes = bytes;
    *ret_length = length;
    return true;
}

bool file_read(struct arena *arena, const char *path, size_t limit, char **ret_bytes,
               size_t *ret_length, struct err *err) {
    int fd =
        open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe without a writer must not hang */
    if (fd < 0)
        return err_system_set(err, errno, "无法打开 %s", path);
    bool ok = read_open(fd, arena, path, limit, ret_bytes, ret_length, err);
    (void)close(fd); /* only read */
    return ok;
}

static bool write_all(int fd, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t put = write(fd, bytes, length);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        bytes += put;
        length -= (size_t)put;
    }
    return true;
}

bool file_sync_name(const char *path) {
    const char *slash = strrchr(path, '/');
    char       *folder = slash ? strndup(path, (size_t)(slash - path) + 1) : strdup(".");
    if (!folder)
        return false;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (fd < 0)
        return false;
    bool ok = fsync(fd) == 0;
    int  number = errno;
    (void)close(fd);
    errno = number;
    return ok;
}

/* On failure errno says why, and nothing but the old file is there. */
static bool write_beside(const char *path, char *temporary, const void *bytes, size_t length,
                         int mode) {
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0)
        return false;
    bool ok = write_all(fd, bytes, length) && fchmod(fd, (mode_t)mode) == 0 && fsync(fd) == 0;
    int  number = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        number = errno;
    }
    if (ok && rename(temporary, path) != 0) {
        ok = false;
        number = errno;
    }
    if (!ok)
        (void)unlink(temporary);
    errno = number;
    return ok;
}

bool file_write(const char *path, const void *bytes, size_t length, int mode, struct err *err) {
    char *temporary;
    if (asprintf(&temporary, "%s.XXXXXX", path) < 0)
        return err_system_set(err, ENOMEM, "无法写入 %s", path);
    bool ok = write_beside(path, temporary, bytes, length, mode) && file_sync_name(path);
    if (!ok)
        err_system_set(err, errno, "无法写入 %s", path);
    free(temporary);
    return ok;
}

/* A folder that is made has its name in its parent on the disk, as files have (file_write). */
static bool make_one(const char *path, int mode, bool *ret_made) {
    struct stat st;
    *ret_made = mkdir(path, (mode_t)mode) == 0;
    if (*ret_made)
        return file_sync_name(path);
    if (errno != EEXIST || stat(path, &st) != 0)
        return false;
    errno = ENOTDIR;
    return S_ISDIR(st.st_mode);
}

bool file_make_folder(const char *path, int mode, bool *ret_made, struct err *err) {
    char *part = strdup(path);
    if (!part)
        return err_system_set(err, ENOMEM, "建不了文件夹 %s", path);
    size_t length = strlen(part);
    while (length > 1 && part[length - 1] == '/')
        length--;
    bool ok = true, made = false;
    for (size_t at = length > 0; ok && at <= length; at++) {
        if (at < length && part[at] != '/')
            continue;
        part[at] = '\0';
        ok = make_one(part, at < length ? PARENT_MODE : mode, &made);
        if (!ok)
            err_system_set(err, errno, "建不了文件夹 %s", part);
        else if (at < length)
            part[at] = '/';
    }
    free(part);
    if (ok)
        *ret_made = made;
    return ok;
}

void file_hold_standard(void) {
    int fd;
    do /* for reading: whoever writes there is told that it cannot be, as if it were closed */
        fd = open("/dev/null", O_RDONLY);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0)
        (void)close(fd); /* only opened */
}

char *binary_folder(struct arena *arena) {
    const char *given = getenv("ANJU_BIN");
    if (given && given[0])
        return arena_strdup(arena, given);
    char    path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof(path));
    if (length <= 0 || length == (ssize_t)sizeof(path))
        return NULL;
    while (length > 1 && path[length - 1] != '/')
        length--;
    return arena_strndup(arena, path, length > 1 ? (size_t)length - 1 : 1);
}

char *share_path(struct arena *arena, const char *relative) {
    const char *given = getenv("ANJU_SHARE");
    if (given && given[0])
        return arena_printf(arena, "%s/%s", given, relative);
    static const char *const places[] = { "share", "../share/anju" };
    char                    *folder = binary_folder(arena);
    for (size_t i = 0; folder && i < sizeof places / sizeof places[0]; i++) {
        char *beside = arena_printf(arena, "%s/%s", folder, places[i]);
        if (access(beside, X_OK) == 0)
            return arena_printf(arena, "%s/%s", beside, relative);
    }
    return arena_printf(arena, "/usr/share/anju/%s", relative);
}

void file_share_with_group(const char *folder) {
    const mode_t shared = S_ISGID | S_IWGRP;
    struct stat  there;
    if (stat(folder, &there) == 0 && S_ISDIR(there.st_mode) && (there.st_mode & shared) == shared)
        (void)umask(S_IRWXO);
}
