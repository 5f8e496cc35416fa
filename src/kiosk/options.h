/* SPDX-License-Identifier: GPL-3.0-or-later
 * options.h - the command line of anju-kiosk, one row an option (options.c). Values are borrowed
 * from argv. A wrong one is refused by name; --help and --version are answered by the caller. */
#ifndef ANJU_KIOSK_OPTIONS_H
#define ANJU_KIOSK_OPTIONS_H

#include "base/arena.h"
#include "base/day.h"
#include "base/err.h"

enum {
    PANEL_SHORT_LEAST = 480,    /* 800×480, the smallest panel */
    PANEL_PORTRAIT_LEAST = 720, /* portrait narrower than this is not supported (DESIGN.md) */
    PANEL_SIDE_MOST = 7680,
};

struct panel_size {
    int width, height; /* pixels; 0 = as large as the screen */
};

struct options {
    const char       *folder; /* --data, else $ANJU_DATA, else /var/lib/anju */
    struct panel_size size;
    const char       *clock; /* world_clock_option(); NULL: the machine's */
    uint64_t          seed;
    bool              seeded;
    enum lang         lang; /* Chinese unless given; then anju.conf decides */
    bool              lang_given;
    bool              large, contrast;
    const char       *script, *out; /* drawn into memory; pictures and trees go to `out` */
    bool              first_frame;  /* leave after the first frame (benchmarks) */
    bool              help, version;
};

/* err->lang follows --lang, wherever on the line it stands. */
bool options_parse(int argc, char *const *argv, struct options *ret_options, struct err *err);
/* What --help prints, in the options' language. */
char *options_help(struct arena *arena, enum lang lang);
/* "800x480": true only within what a panel can be. */
bool panel_size_parse(const char *text, struct panel_size *ret_size);

#endif
