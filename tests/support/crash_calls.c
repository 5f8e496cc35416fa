/* SPDX-License-Identifier: GPL-3.0-or-later
 * crash_calls.c - each wrapped call: is it on the crash disk, does it fail, what does it change,
 * does the power go with it. Syncs are only remembered: no process here loses more than the plan
 * says. */
#include "support/crash_calls.h"

#include "support/crash_inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int refused(int failure) {
    errno = failure;
    return -1;
}

/* --- opening --- */

static int open_on_disk(const char *path, int flags, mode_t mode) {
    const bool made = (flags & O_CREAT) && access(path, F_OK) != 0;
    const bool emptied = !made && (flags & O_TRUNC) && access(path, F_OK) == 0;
    if (!made && !emptied)
        return __real_open(path, flags, mode);
    int failure = crash_disk_act(made ? CRASH_CREATE : CRASH_RESIZE);
    if (failure)
        return refused(failure);
    if (emptied)
        crash_file_resize(crash_file_at(path, true), 0);
    int fd = __real_open(path, flags, mode);
    if (fd >= 0 && made)
        crash_name_made(path);
    crash_disk_done();
    return fd;
}

int __wrap_open(const char *path, int flags, ...) {
    mode_t mode = 0;
    if (flags & (O_CREAT | O_TMPFILE)) {
        va_list args;
        va_start(args, flags);
        mode = va_arg(args, mode_t);
        va_end(args);
    }
    return crash_disk_has(path) ? open_on_disk(path, flags, mode) : __real_open(path, flags, mode);
}

int __wrap_mkostemp(char *path, int flags) {
    if (!crash_disk_has(path))
        return __real_mkostemp(path, flags);
    int failure = crash_disk_act(CRASH_CREATE);
    if (failure)
        return refused(failure);
    int fd = __real_mkostemp(path, flags);
    if (fd >= 0)
        crash_name_made(path);
    crash_disk_done();
    return fd;
}

/* --- bytes --- */

/* On a full disk there is room for half of it; the next one finds none. */
static size_t room_left(int failure, size_t length) {
    static bool half;
    half = failure == ENOSPC && !half && length > 1;
    return half ? length / 2 : 0;
}

ssize_t __wrap_pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    if (!crash_disk_holds(fd))
        return __real_pwrite(fd, bytes, length, offset);
    int failure = crash_disk_act(CRASH_WRITE);
    if (failure) {
        size_t room = room_left(failure, length);
        return room ? __real_pwrite(fd, bytes, room, offset) : refused(failure);
    }
    crash_file_write(crash_file_of(fd, true), offset, length);
    ssize_t wrote = __real_pwrite(fd, bytes, length, offset);
    crash_disk_done();
    return wrote;
}

ssize_t __wrap_write(int fd, const void *bytes, size_t length) {
    if (!crash_disk_holds(fd))
        return __real_write(fd, bytes, length);
    off_t   at = lseek(fd, 0, SEEK_CUR);
    ssize_t wrote = __wrap_pwrite(fd, bytes, length, at);
    if (wrote > 0)
        (void)lseek(fd, at + wrote, SEEK_SET); /* the file is regular */
    return wrote;
}

int __wrap_ftruncate(int fd, off_t size) {
    if (!crash_disk_holds(fd))
        return __real_ftruncate(fd, size);
    int failure = crash_disk_act(CRASH_RESIZE);
    if (failure)
        return refused(failure);
    crash_file_resize(crash_file_of(fd, true), size);
    int result = __real_ftruncate(fd, size);
    crash_disk_done();
    return result;
}

int __wrap_truncate(const char *path, off_t size) {
    if (!crash_disk_has(path))
        return __real_truncate(path, size);
    int failure = crash_disk_act(CRASH_RESIZE);
    if (failure)
        return refused(failure);
    crash_file_resize(crash_file_at(path, true), size);
    int result = __real_truncate(path, size);
    crash_disk_done();
    return result;
}

int __wrap_posix_fallocate(int fd, off_t offset, off_t length) {
    if (!crash_disk_holds(fd))
        return __real_posix_fallocate(fd, offset, length);
    int failure = crash_disk_act(CRASH_RESIZE);
    if (failure)
        return failure;
    (void)crash_file_of(fd, true); /* its length is known from before */
    int result = __real_posix_fallocate(fd, offset, length);
    crash_disk_done();
    return result;
}

/* --- syncs --- */

static int sync_on_disk(int fd) {
    struct stat st;
    char        path[CRASH_PATH];
    int         failure = crash_disk_act(CRASH_SYNC);
    if (failure)
        return refused(failure);
    crash_disk_done();
    if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode) && crash_path_of(fd, path))
        crash_names_sync(path);
    else
        crash_file_sync(crash_file_of(fd, true));
    return 0;
}

int __wrap_fsync(int fd) {
    return crash_disk_holds(fd) ? sync_on_disk(fd) : __real_fsync(fd);
}

int __wrap_fdatasync(int fd) {
    return crash_disk_holds(fd) ? sync_on_disk(fd) : __real_fdatasync(fd);
}

/* --- names --- */

int __wrap_rename(const char *from, const char *to) {
    if (!crash_disk_has(to) || access(from, F_OK) != 0)
        return __real_rename(from, to);
    int failure = crash_disk_act(CRASH_RENAME);
    if (failure)
        return refused(failure);
    crash_name_moves(from, to);
    int result = __real_rename(from, to);
    crash_disk_done();
    return result;
}

int __wrap_unlink(const char *path) {
    if (!crash_disk_has(path) || access(path, F_OK) != 0)
        return __real_unlink(path);
    int failure = crash_disk_act(CRASH_UNLINK);
    if (failure)
        return refused(failure);
    crash_name_goes(path);
    int result = __real_unlink(path);
    crash_disk_done();
    return result;
}

/* --- streams --- */

FILE *__real_fopen(const char *path, const char *mode);
int   __real_fileno(FILE *file);

/* All of it, as the library's own do; 0 is how a cookie says that it failed. */
static ssize_t stream_write(void *cookie, const char *bytes, size_t length) {
    size_t done = 0;
    while (done < length) {
        ssize_t wrote = __wrap_write((int)(intptr_t)cookie, bytes + done, length - done);
        if (wrote <= 0)
            return 0;
        done += (size_t)wrote;
    }
    return (ssize_t)done;
}

static int stream_close(void *cookie) {
    return close((int)(intptr_t)cookie);
}

enum { STREAMS_MOST = 8 };
struct stream {
    FILE *file;
    int   fd;
};
static struct stream streams[STREAMS_MOST];
static size_t        streams_next;

FILE *__wrap_fopen(const char *path, const char *mode) {
    if (mode[0] != 'w' || !crash_disk_has(path))
        return __real_fopen(path, mode);
    int fd = __wrap_open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0)
        return NULL;
    cookie_io_functions_t calls = { .write = stream_write, .close = stream_close };
    FILE                 *file = fopencookie((void *)(intptr_t)fd, "w", calls);
    if (!file)
        (void)close(fd); /* nothing was written */
    streams[streams_next++ % STREAMS_MOST] = (struct stream){ file, fd };
    return file;
}

int __wrap_fileno(FILE *file) {
    for (size_t i = 0; i < STREAMS_MOST; i++)
        if (file && streams[i].file == file)
            return streams[i].fd;
    return __real_fileno(file);
}
