/* SPDX-License-Identifier: GPL-3.0-or-later
 * printer_device.c - a thread for each paper: none while nothing is printed. */
#include "kiosk/printer_driver.h"

#include <SDL_events.h>
#include <SDL_mutex.h>
#include <SDL_thread.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct device_printer {
    struct printer_driver driver;
    uint32_t              event;
    char                 *path;
    struct dots           dots;   /* the thread's while it is busy */
    struct printer_job    job;    /* the same */
    SDL_Thread           *thread; /* of the last paper */
    SDL_mutex            *lock;
    enum device_state     state; /* under the lock, as is the next */
    enum printer_trouble  trouble;
};

static int print_main(void *arg) {
    struct device_printer *printer = arg;
    sigset_t               pipe;
    struct err             err = { 0 };
    (void)sigemptyset(&pipe);
    (void)sigaddset(&pipe, SIGPIPE);
    (void)pthread_sigmask(SIG_BLOCK, &pipe,
                          NULL); /* a FIFO whose reader left is an error like others */
    enum printer_trouble trouble = printer_line_run(&printer->job);
    dots_free(&printer->dots);
    if (trouble != PRINTER_FINE && !printer_trouble_set(&err, trouble))
        warn("%s：%s", printer->path, err.text);
    (void)SDL_LockMutex(printer->lock);
    printer->trouble = trouble;
    printer->state = trouble == PRINTER_FINE ? DEVICE_DONE : DEVICE_FAILED;
    (void)SDL_UnlockMutex(printer->lock);
    SDL_Event event = { .type = printer->event };
    if (printer->event != 0)
        (void)SDL_PushEvent(&event); /* a full queue is awake already */
    return 0;
}

static void end_thread(struct device_printer *printer) {
    if (printer->thread != NULL)
        SDL_WaitThread(printer->thread, NULL);
    printer->thread = NULL;
}

static enum device_state device_state(struct printer *face, struct err *ret_err) {
    struct device_printer *printer = (struct device_printer *)(void *)face;
    (void)SDL_LockMutex(printer->lock);
    enum device_state    state = printer->state;
    enum printer_trouble trouble = printer->trouble;
    (void)SDL_UnlockMutex(printer->lock);
    if (state == DEVICE_FAILED)
        (void)printer_trouble_set(ret_err, trouble);
    return state;
}

static bool device_print(struct printer *face, const struct canvas *paper) {
    struct device_printer *printer = (struct device_printer *)(void *)face;
    if (device_state(face, NULL) == DEVICE_BUSY)
        return false;
    end_thread(printer);
    if (!dots_make(&printer->dots, paper, face->width))
        return false;
    printer->state = DEVICE_BUSY; /* no thread yet */
    printer->thread = SDL_CreateThread(print_main, "printer", printer);
    if (printer->thread == NULL) {
        warn("%s：%s", printer->path, SDL_GetError());
        dots_free(&printer->dots);
        printer->state = DEVICE_FAILED;
        printer->trouble = PRINTER_FAILED;
    }
    return printer->thread != NULL;
}

static void device_close(struct printer_driver *driver) {
    struct device_printer *printer = (struct device_printer *)(void *)driver;
    const uint64_t         one = 1;
    if (printer->thread != NULL && write(printer->job.end_fd, &one, sizeof(one)) != sizeof(one))
        bug("eventfd: %s", strerror(errno));
    end_thread(printer);
    if (printer->job.end_fd >= 0)
        (void)close(printer->job.end_fd);
    if (printer->lock != NULL)
        SDL_DestroyMutex(printer->lock);
    free(printer->path);
    free(printer);
}

bool printer_device_open(struct printer **ret_printer, const char *path, int width, int baud,
                         const struct printer_patience *patience, uint32_t event, struct err *err) {
    struct device_printer *printer = calloc(1, sizeof(*printer));
    if (printer == NULL)
        return err_code_set(err, ERR_MEMORY, "内存不够");
    printer->driver.face = (struct printer){ width, device_print, device_state };
    printer->driver.close = device_close;
    printer->event = event;
    printer->path = strdup(path);
    printer->lock = SDL_CreateMutex();
    printer->job = (struct printer_job){ .path = printer->path,
                                         .baud = baud,
                                         .dots = &printer->dots,
                                         .patience = patience,
                                         .end_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK),
                                         .torn = true }; /* the kiosk may have been cut off */
    if (printer->path == NULL || printer->lock == NULL || printer->job.end_fd < 0) {
        device_close(&printer->driver);
        return err_system_set(err, errno, "打印机 %s 用不了", path);
    }
    *ret_printer = &printer->driver.face;
    return true;
}
