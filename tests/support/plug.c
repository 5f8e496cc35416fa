/* SPDX-License-Identifier: GPL-3.0-or-later
 * plug.c - a pty whose slave the printer's driver opens. */
#include "support/plug.h"

#include "base/err.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LOOK_MS = 5 };

void plug_in(struct plug *plug) {
    plug->master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (plug->master < 0 || grantpt(plug->master) != 0 || unlockpt(plug->master) != 0)
        bug("no pty: %s", strerror(errno));
    (void)unlink(plug->path);
    if (symlink(ptsname(plug->master), plug->path) != 0)
        bug("%s: %s", plug->path, strerror(errno));
    /* Held open, so that the master can be read between papers. */
    plug->slave = open(plug->path, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (plug->slave < 0)
        bug("%s: %s", plug->path, strerror(errno));
}

void plug_out(struct plug *plug) {
    (void)close(plug->slave);
    (void)close(plug->master);
    (void)unlink(plug->path);
    plug->master = plug->slave = -1;
}

static bool past(size_t eaten, size_t limit) {
    return limit > 0 && eaten >= limit;
}

static void eat(struct plug *plug, const uint8_t *bytes, size_t length) {
    for (size_t i = 0; i < length; i++) {
        uint8_t answer[2];
        int     count = roll_feed(plug->roll, bytes[i], answer);
        plug->eaten++;
        plug->roll->out_of_paper |= past(plug->eaten, plug->paper_ends);
        if (past(plug->eaten, plug->goes_silent))
            count = 0;
        if (plug->noise && count > 0)
            answer[0] = (uint8_t)(plug->eaten * 37);
        if (count > 0 && write(plug->master, answer, (size_t)count) != count)
            bug("the answer: %s", strerror(errno));
    }
}

bool plug_serve(struct plug *plug) {
    uint8_t       bytes[4096];
    struct pollfd fd = { .fd = plug->deaf ? -1 : plug->master, .events = POLLIN };
    if (poll(&fd, 1, LOOK_MS) <= 0)
        return false;
    size_t  most = plug->bite ? plug->bite : sizeof(bytes);
    ssize_t length = read(plug->master, bytes, most);
    if (length > 0)
        eat(plug, bytes, (size_t)length);
    if (past(plug->eaten, plug->pulled_out) && plug->master >= 0)
        plug_out(plug);
    return true;
}
