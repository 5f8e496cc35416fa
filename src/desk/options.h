/* SPDX-License-Identifier: GPL-3.0-or-later
 * options.h - the command line of anju-desk. Values are borrowed from argv. A wrong one is refused
 * by name; --help and --version are answered by the caller. */
#ifndef ANJU_DESK_OPTIONS_H
#define ANJU_DESK_OPTIONS_H

#include "base/arena.h"
#include "base/err.h"

struct options {
    const char *folder; /* --data, else $ANJU_DATA, else /var/lib/anju */
    const char *listen; /* NULL: as anju.conf has it */
    const char *clock;  /* world_clock_option(); NULL: the machine's */
    bool        plain;  /* HTTP without TLS, on loopback alone */
    enum lang   lang;
    bool        help, version;
};

bool  options_parse(int argc, char *const *argv, struct options *ret_options, struct err *err);
char *options_help(struct arena *arena, enum lang lang);

#endif
