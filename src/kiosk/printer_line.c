/* SPDX-License-Identifier: GPL-3.0-or-later
 * printer_line.c - a character device (usblp, a serial line) or a FIFO, never blocking. Each step
 * returns false when the conversation is over; line->trouble then says why. Not every printer
 * answers; one that does is asked before, between the bands and behind the last. */
#include "kiosk/printer_line.h"

#include "base/world.h"
#include "kiosk/serial_line.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/lp.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#define LPGETSTATUS 0x060b /* of usblp and lp, by the control channel: answered when stuck, too */

enum {
    PAPER_MS = 30000,     /* the most a paper takes, and beside that … */
    PAPER_BYTES_MS = 2,   /* … so much a byte: 500 bytes a second */
    DRAIN_MS = 50,        /* between looks at a serial line's queue */
    NOTHING_READ_MS = 20, /* between reads of a device that reads nothing but says it could */
};

const struct printer_patience printer_patience_usual = { .stall = 5000,
                                                         .reply = 500,
                                                         .done = 8000 };

struct line {
    struct printer_job  *job;
    struct world         world; /* of this thread */
    int                  fd;
    bool                 tty, answers;
    bool                 reached; /* the answer to escpos_ask_reached has come */
    int64_t              deadline_ms;
    enum printer_trouble trouble;
};

bool printer_trouble_set(struct err *err, enum printer_trouble trouble) {
    static const char *const texts[PRINTER_TROUBLE_COUNT] = {
        [PRINTER_FINE] = "",
        [PRINTER_PAPER_OUT] = N_("打印机的纸用完了，请叫工作人员换纸"),
        [PRINTER_COVER_OPEN] = N_("打印机的盖子没有合上，请叫工作人员"),
        [PRINTER_BROKEN] = N_("打印机卡住了，请叫工作人员"),
        [PRINTER_ABSENT] = N_("打印机没有接上，请叫工作人员"),
        [PRINTER_GONE] = N_("打到一半打印机断开了，请叫工作人员；只打了一半的纸不作数"),
        [PRINTER_SILENT] = N_("打印机没有反应，请叫工作人员"),
        [PRINTER_FAILED] = N_("现在打印不了，请叫工作人员"),
    };
    return err_set(err, "%s", tr(err != NULL ? err->lang : LANG_ZH, texts[trouble]));
}

static bool over(struct line *line, enum printer_trouble trouble) {
    line->trouble = trouble;
    return false;
}

/* usblp knows by itself when the paper is out. */
static bool status_fine(struct line *line) {
    int status = 0;
    if (ioctl(line->fd, LPGETSTATUS, &status) == 0 && (status & LP_POUTPA) != 0)
        return over(line, PRINTER_PAPER_OUT);
    return true;
}

/* Until the device is ready for `events`, at most `ms`; *ret_ready says whether it is. */
static bool await(struct line *line, short events, int ms, bool *ret_ready) {
    struct pollfd fds[] = { { .fd = line->job->end_fd, .events = POLLIN },
                            { .fd = line->fd, .events = events } };
    int64_t       left = line->deadline_ms - world_monotonic_ms(&line->world);
    if (left <= 0)
        return over(line, PRINTER_SILENT);
    int count = poll(fds, 2, ms < left ? ms : (int)left);
    *ret_ready = false;
    if (count < 0)
        return errno == EINTR || over(line, PRINTER_FAILED);
    if (fds[0].revents != 0)
        return over(line, PRINTER_FAILED);
    if ((fds[1].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
        return over(line, PRINTER_GONE);
    *ret_ready = fds[1].revents != 0;
    return true;
}

/* What read() and write() said; true: try again later. */
static bool worth_waiting(struct line *line, int number) {
    if (number == EAGAIN || number == EINTR)
        return true;
    if (number == ENOSPC)
        return over(line, PRINTER_PAPER_OUT); /* usblp's word for it */
    bool gone = number == EIO || number == ENODEV || number == ENXIO || number == EPIPE;
    return over(line, gone ? PRINTER_GONE : PRINTER_FAILED);
}

static bool send(struct line *line, const struct escpos *command) {
    for (size_t at = 0; at < command->length;) {
        ssize_t written = write(line->fd, command->bytes + at, command->length - at);
        bool    ready;
        if (written > 0) {
            at += (size_t)written;
            continue;
        }
        if (written < 0 && !worth_waiting(line, errno))
            return false;
        if (!await(line, POLLOUT, line->job->patience->stall, &ready))
            return false;
        if (!ready)
            return status_fine(line) && over(line, PRINTER_SILENT);
    }
    return true;
}

/* The next byte it says, within `ms`; *ret_byte is −1 when it says none. */
static bool hear(struct line *line, int ms, int *ret_byte) {
    int64_t until = world_monotonic_ms(&line->world) + ms;
    *ret_byte = -1;
    for (int64_t left = ms; left > 0; left = until - world_monotonic_ms(&line->world)) {
        uint8_t byte;
        bool    ready;
        if (!await(line, POLLIN, (int)left, &ready))
            return false;
        if (!ready)
            continue;
        ssize_t length = read(line->fd, &byte, 1);
        if (length == 1) {
            *ret_byte = byte;
            return true;
        }
        if (length < 0 && errno == EINVAL)
            return true; /* usblp on a printer without a way back */
        if (length < 0 && !worth_waiting(line, errno))
            return false;
        if (!await(line, 0, NOTHING_READ_MS, &ready))
            return false;
    }
    return true;
}

/* *ret_answer is −1 when it does not answer. */
static bool ask(struct line *line, const struct escpos *question, int *ret_answer) {
    int64_t until = world_monotonic_ms(&line->world) + line->job->patience->reply;
    *ret_answer = -1;
    if (!send(line, question))
        return false;
    for (;;) {
        int left = (int)(until - world_monotonic_ms(&line->world)), byte;
        if (left <= 0)
            return true;
        if (!hear(line, left, &byte))
            return false;
        if (byte < 0)
            return true;
        if (escpos_is_answer((uint8_t)byte)) {
            *ret_answer = byte;
            return true;
        }
        line->reached |= escpos_is_reached((uint8_t)byte);
    }
}

/* *ret_answered: it said that all is well. */
static bool ask_how(struct line *line, bool *ret_answered) {
    int cause, paper = -1;
    *ret_answered = false;
    if (!status_fine(line) || !ask(line, &escpos_ask_cause, &cause))
        return false;
    if (cause < 0)
        return true;
    if (!ask(line, &escpos_ask_paper, &paper))
        return false;
    *ret_answered = true;
    if (escpos_cover_open((uint8_t)cause))
        return over(line, PRINTER_COVER_OPEN);
    if (escpos_out_of_paper((uint8_t)cause, (uint8_t)(paper < 0 ? 0 : paper)))
        return over(line, PRINTER_PAPER_OUT);
    return !escpos_broken((uint8_t)cause) || over(line, PRINTER_BROKEN);
}

static bool line_open(struct line *line) {
    const char *path = line->job->path;
    struct stat what;
    int         flags = O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    if (stat(path, &what) != 0 || !(S_ISCHR(what.st_mode) || S_ISFIFO(what.st_mode)))
        return over(line, PRINTER_ABSENT);
    /* A FIFO opened both ways would give us our own words as answers. */
    if (S_ISCHR(what.st_mode))
        line->fd = open(path, O_RDWR | flags);
    if (line->fd < 0)
        line->fd = open(path, O_WRONLY | flags);
    if (line->fd < 0)
        return over(line, PRINTER_ABSENT);
    line->tty = serial_line_set(line->fd, line->job->baud);
    return true;
}

/* Closing kills what a driver still holds: wait until it has gone out. */
static bool drain(struct line *line) {
    int  waiting = 0;
    bool ready;
    if (!await(line, POLLOUT, line->job->patience->stall, &ready))
        return false;
    if (!ready)
        return status_fine(line) && over(line, PRINTER_SILENT);
    while (line->tty && ioctl(line->fd, TIOCOUTQ, &waiting) == 0 && waiting > 0)
        if (!await(line, 0, DRAIN_MS, &ready))
            return false;
    return true;
}

/* Until the last band is on paper, where the printer says so; meanwhile the paper may end. */
static bool come_out(struct line *line) {
    int64_t until = world_monotonic_ms(&line->world) + line->job->patience->done;
    int     byte;
    bool    answered = true;
    if (!line->answers)
        return true;
    line->reached = false;
    if (!send(line, &escpos_ask_reached))
        return false;
    while (!line->reached && world_monotonic_ms(&line->world) < until) {
        if (!hear(line, line->job->patience->reply, &byte))
            return false;
        line->reached |= byte >= 0 && escpos_is_reached((uint8_t)byte);
        if (!line->reached && !ask_how(line, &answered))
            return false;
    }
    return answered || line->reached || over(line, PRINTER_SILENT);
}

static bool print(struct line *line) {
    struct escpos band;
    bool          answered;
    if (line->job->torn && !send(line, &escpos_resume))
        return false;
    line->job->torn = true;
    if (!send(line, &escpos_begin) || !ask_how(line, &line->answers))
        return false;
    for (int i = 0; escpos_band(line->job->dots, i, &band); i++) {
        bool sent = send(line, &band);
        explicit_bzero(&band, sizeof(band));
        if (!sent || (line->answers && !ask_how(line, &answered)))
            return false;
        if (line->answers && !answered)
            return over(line, PRINTER_SILENT);
    }
    if (!send(line, &escpos_finish) || !drain(line) || !come_out(line))
        return false;
    line->job->torn = false;
    return true;
}

enum printer_trouble printer_line_run(struct printer_job *job) {
    struct line line = { .job = job, .fd = -1 };
    world_real(&line.world);
    int64_t bytes = (int64_t)job->dots->columns * job->dots->rows;
    line.deadline_ms = world_monotonic_ms(&line.world) + PAPER_MS + bytes * PAPER_BYTES_MS;
    bool printed = line_open(&line) && print(&line);
    if (line.fd >= 0) {
        if (!printed && line.tty)
            (void)tcflush(line.fd, TCIOFLUSH); /* else closing may wait for a line that is stuck */
        (void)close(line.fd);
    }
    return line.trouble;
}
