/* SPDX-License-Identifier: GPL-3.0-or-later
 * watch.c - inotify on the folder, not on the WAL itself: it survives the WAL's coming and going,
 * and sees the head file, which is written after a commit has become visible; the WAL's own writes
 * come before that. */
#include "store/watch.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

/* Also a database that is put there, or taken away. */
enum { EVENTS = IN_MODIFY | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR };

struct watch {
    int fd;
};

bool watch_open(struct watch **ret_watch, const char *folder, struct err *err) {
    struct watch *watch = calloc(1, sizeof(*watch));
    if (!watch)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    watch->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watch->fd < 0 || inotify_add_watch(watch->fd, folder, EVENTS) < 0) {
        int failed = errno;
        watch_close(watch);
        return err_system_set(err, failed, "不能留意文件夹 %s 的变化", folder);
    }
    *ret_watch = watch;
    return true;
}

void watch_close(struct watch *watch) {
    if (!watch)
        return;
    if (watch->fd >= 0)
        (void)close(watch->fd); /* nothing was written to it */
    free(watch);
}

int watch_fd(const struct watch *watch) {
    return watch->fd;
}

void watch_drain(struct watch *watch) {
    char    events[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
    ssize_t length;
    do
        length = read(watch->fd, events, sizeof(events));
    while (length > 0 || (length < 0 && errno == EINTR));
}
