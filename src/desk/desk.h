/* SPDX-License-Identifier: GPL-3.0-or-later
 * desk.h - the desk as one value: settings, clock, store, and its two listeners: one for staff,
 * and, when [public] says so, one for phones. Opened whole or not at all. */
#ifndef ANJU_DESK_DESK_H
#define ANJU_DESK_DESK_H

#include "desk/options.h"
#include "services/settings.h"
#include "web/web.h"

struct listener {
    struct web_options options;
    struct web         web;
    struct routes      routes;
    struct server     *server; /* NULL: it is off */
};

struct desk {
    const struct options *options;
    struct settings       settings;
    struct world          world;
    struct clock_file     clock_file;
    struct arena          arena; /* as long as the desk */
    struct store         *store; /* the rounds' own */
    struct events        *events;
    struct session_watch *sessions;
    struct listener       staff, phones;
};

bool desk_open(struct desk *desk, const struct options *options, struct err *err);
/* Until SIGTERM or SIGINT: what is due by itself, once a minute, and systemd's watchdog. */
bool desk_run(struct desk *desk, struct err *err);
void desk_close(struct desk *desk);

#endif
