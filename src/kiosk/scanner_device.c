/* SPDX-License-Identifier: GPL-3.0-or-later
 * scanner_device.c - poll() on the device, on an eventfd that ends it, and on inotify over the
 * folder, where a device that is plugged in appears. */
#include "kiosk/scanner_device.h"

#include "kiosk/scanner_line.h"
#include "kiosk/serial_line.h"

#include <SDL_thread.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <linux/input.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    RETRY_MS = 5000, /* while it is missing: a folder that is missing, too, tells nothing */
    CHUNK = 512,
    FIFO_MODE = 0600
};

struct scanner_device {
    char *path;
    int   baud;
    bool  make;
    void (*read)(void *arg, const char *text);
    void       *arg;
    SDL_Thread *thread;
    int         end;    /* eventfd: readable when the thread shall end */
    int         folder; /* inotify; −1 where there is none */
    int         fd;     /* −1 while it is missing */
    bool        file;   /* ordinary: always readable, so it is read when the folder tells of it */
    bool        keys;   /* evdev */
    int         told;   /* errno of the last failure that the log knows */
    struct scan_keys typed;
    struct scan_line line;
};

static void watch_folder(struct scanner_device *device) {
    const uint32_t about = IN_CREATE | IN_MOVED_TO | IN_ATTRIB;
    char          *copy = strdup(device->path);
    device->folder = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (copy != NULL && device->folder >= 0)
        (void)inotify_add_watch(device->folder, dirname(copy),
                                device->make ? about | IN_MODIFY : about); /* else RETRY_MS */
    free(copy);
}

static void drain_folder(struct scanner_device *device) {
    char bytes[4096] __attribute__((aligned(8)));
    while (read(device->folder, bytes, sizeof(bytes)) > 0)
        continue; /* whatever it was, the path is looked at again */
}

static void device_lost(struct scanner_device *device) {
    scan_line_drop(&device->line); /* half a line is none */
    if (device->fd >= 0)
        (void)close(device->fd);
    device->fd = -1;
}

static void tell_failure(struct scanner_device *device, int number) {
    struct err err = { 0 };
    if (number != device->told && number != 0) {
        bool gone = number == ENODEV || number == ENXIO || number == EIO;
        if (gone)
            (void)err_set(&err, "扫码器 %s 断开了，或者不是扫码器", device->path);
        else
            (void)err_system_set(&err, number, "扫码器 %s 用不了", device->path);
        warn("%s", err.text);
    }
    device->told = number;
}

/* What kind it is decides how it is opened: a FIFO both ways, so that it outlives its writers. */
static int open_kind(struct scanner_device *device) {
    struct stat what;
    int         flags = O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    if (device->make && mkfifo(device->path, FIFO_MODE) != 0 && errno != EEXIST)
        return -1;
    if (stat(device->path, &what) != 0)
        return -1;
    device->file = S_ISREG(what.st_mode);
    if (S_ISFIFO(what.st_mode))
        return open(device->path, O_RDWR | flags);
    if (S_ISCHR(what.st_mode) || (device->file && device->make))
        return open(device->path, O_RDONLY | flags);
    errno = ENODEV;
    return -1;
}

static void device_try(struct scanner_device *device) {
    int version;
    if (device->fd >= 0)
        return;
    device->fd = open_kind(device);
    tell_failure(device, device->fd >= 0 ? 0 : errno);
    if (device->fd < 0)
        return;
    device->typed = (struct scan_keys){ 0 };
    device->keys = ioctl(device->fd, EVIOCGVERSION, &version) == 0;
    if (device->keys && ioctl(device->fd, EVIOCGRAB, 1) != 0)
        warn("扫码器 %s 也被别的程序读着", device->path);
    if (!device->keys)
        (void)serial_line_set(device->fd, device->baud); /* or it is none */
}

static void take_bytes(struct scanner_device *device, const char *bytes, size_t length) {
    char   text[SCAN_TEXT];
    size_t step = device->keys ? sizeof(struct input_event) : 1;
    for (size_t at = 0; at + step <= length; at += step) {
        struct input_event event;
        char               c = bytes[at];
        if (device->keys) { /* the kernel gives whole ones */
            memcpy(&event, bytes + at, sizeof(event));
            c = scan_keys_feed(&device->typed, &event);
        }
        if ((c != 0 || !device->keys) && scan_line_feed(&device->line, c, text)) {
            device->read(device->arg, text);
            explicit_bzero(text, sizeof(text));
        }
    }
}

/* All that is there to be read. */
static void device_read(struct scanner_device *device) {
    char    bytes[CHUNK] __attribute__((aligned(8)));
    ssize_t length;
    while ((length = read(device->fd, bytes, sizeof(bytes))) > 0)
        take_bytes(device, bytes, (size_t)length);
    bool waits = length < 0 && (errno == EAGAIN || errno == EINTR);
    explicit_bzero(bytes, sizeof(bytes));
    if (!waits && !device->file)
        device_lost(device);
}

static int device_main(void *arg) {
    struct scanner_device *device = arg;
    for (;;) {
        device_try(device);
        if (device->fd >= 0 && device->file)
            device_read(device);
        bool          ready = device->fd >= 0 && !device->file;
        struct pollfd fds[] = { { .fd = device->end, .events = POLLIN },
                                { .fd = device->folder, .events = POLLIN },
                                { .fd = ready ? device->fd : -1, .events = POLLIN } };
        if (poll(fds, 3, device->fd < 0 ? RETRY_MS : -1) < 0)
            continue; /* EINTR */
        if (fds[0].revents != 0)
            return 0;
        if (fds[1].revents != 0)
            drain_folder(device);
        if ((fds[2].revents & POLLIN) != 0)
            device_read(device);
        else if (fds[2].revents != 0)
            device_lost(device);
    }
}

bool scanner_device_start(struct scanner_device **ret_device, const char *path, int baud, bool make,
                          void (*read)(void *arg, const char *text), void *arg, struct err *err) {
    struct scanner_device *device = calloc(1, sizeof(*device));
    if (device == NULL)
        return err_code_set(err, ERR_MEMORY, "内存不够");
    device->path = strdup(path);
    device->baud = baud;
    device->make = make;
    device->read = read;
    device->arg = arg;
    device->fd = device->folder = -1;
    device->end = eventfd(0, EFD_CLOEXEC);
    if (device->path != NULL && device->end >= 0) {
        watch_folder(device);
        device->thread = SDL_CreateThread(device_main, "scanner", device);
    }
    if (device->thread == NULL) {
        scanner_device_stop(device);
        return err_set(err, "扫码器 %s 用不了：%s", path, SDL_GetError());
    }
    *ret_device = device;
    return true;
}

void scanner_device_stop(struct scanner_device *device) {
    const uint64_t one = 1;
    if (device == NULL)
        return;
    if (device->thread != NULL) {
        if (write(device->end, &one, sizeof(one)) != (ssize_t)sizeof(one))
            bug("eventfd: %s", strerror(errno));
        SDL_WaitThread(device->thread, NULL);
    }
    device_lost(device);
    if (device->folder >= 0)
        (void)close(device->folder);
    if (device->end >= 0)
        (void)close(device->end);
    free(device->path);
    free(device);
}
