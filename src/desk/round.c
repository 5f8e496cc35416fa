/* SPDX-License-Identifier: GPL-3.0-or-later
 * round.c - the desk's own thread: it sleeps until a minute has passed, the watchdog wants to be
 * fed or a signal ends it. What is due by itself (an offer that lapses, a promise that is overdue,
 * the question after 30 days) is written when its time has come; rows learn when sessions were last
 * used. */
#include "desk/desk.h"

#include "base/notify.h"
#include "services/service.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum {
    ROUND_MS = 60 * 1000,
    FOLLOW_MS = 1000, /* while the time comes from a file, which may be moved at any moment */
};

/* Is there anything that the system has to write? One look at an index. */
static bool due(struct desk *desk, bool *ret_due, struct err *err) {
    const struct value now = value_integer(world_now(&desk->world).ms);
    int64_t            count;
    if (!store_number(desk->store,
                      "SELECT count(*) FROM (SELECT 1 FROM standing WHERE next_tick <= "
                      "$1 LIMIT 1)",
                      &now, 1, &count, err))
        return false;
    *ret_due = count > 0;
    return true;
}

static bool tick(struct desk *desk, struct err *err) {
    struct service_round round = { .written = 0 };
    bool                 is_due;
    if (!due(desk, &is_due, err))
        return false;
    if (!is_due)
        return true;
    (void)TEXT_COPY(round.terminal, desk->settings.desk.name); /* of the same size */
    if (!store_begin(desk->store, "system", err))
        return false;
    if (service_tick(desk->store, &round, err) && store_commit(desk->store, err))
        return true;
    store_rollback(desk->store);
    return false;
}

/* What fails now is tried again a minute later: told, never the end of the desk. */
static void go_round(struct desk *desk) {
    struct err err = { .lang = desk->options->lang };
    if (!world_clock_set(&desk->world))
        return;
    if (!tick(desk, &err))
        warn("%s", err.text);
    err = (struct err){ .lang = desk->options->lang };
    if (!sessions_save(desk->store, desk->sessions, &err))
        warn("%s", err.text);
}

static bool well(const struct desk *desk) {
    return server_well(desk->staff.server) &&
           (!desk->phones.server || server_well(desk->phones.server));
}

static void tell_systemd(const struct desk *desk, const char *line) {
    struct err err = { .lang = desk->options->lang };
    if (!notify_say(line, &err))
        warn("%s", err.text);
}

static int64_t patience(int64_t until_ms, int64_t now_ms) {
    return until_ms > now_ms ? until_ms - now_ms : 0;
}

bool desk_run(struct desk *desk, struct err *err) {
    const int64_t round_ms = desk->world.file ? FOLLOW_MS : ROUND_MS, pace_ms = notify_pace_ms();
    int64_t       next_round = 0, next_feed = 0;
    sigset_t      ends;
    (void)sigemptyset(&ends);
    (void)sigaddset(&ends, SIGTERM);
    (void)sigaddset(&ends, SIGINT);
    struct pollfd signals = { .fd = signalfd(-1, &ends, SFD_CLOEXEC), .events = POLLIN };
    if (signals.fd < 0)
        return err_system_set(err, errno, "等不了信号");
    tell_systemd(desk, "READY=1");
    for (;;) {
        int64_t now = world_monotonic_ms(&desk->world);
        if (now >= next_round) {
            go_round(desk);
            next_round = now + round_ms;
        }
        if (pace_ms > 0 && now >= next_feed && well(desk)) {
            tell_systemd(desk, "WATCHDOG=1");
            next_feed = now + pace_ms;
        }
        int64_t wait = patience(next_round, now), feed = patience(next_feed, now);
        if (pace_ms > 0)
            wait = wait < feed ? wait : feed > 0 ? feed : FOLLOW_MS; /* unwell: look again soon */
        if (poll(&signals, 1, (int)wait) > 0)
            break;
    }
    tell_systemd(desk, "STOPPING=1");
    (void)close(signals.fd);
    return true;
}
