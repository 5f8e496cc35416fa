/* SPDX-License-Identifier: GPL-3.0-or-later
 * script.h - a journey as text: one act a line, against the words on the screen.
 *
 *   # from home to a posting
 *   tap 找工作
 *   type bjy
 *   expect 保洁员
 *   shot jobs
 *
 * Blank lines and comments (a line that begins with #, or what follows " # " behind an act and its
 * text) are allowed. The whole script is checked before its first act; a wrong line is refused as
 * file:line. */
#ifndef ANJU_KIOSK_SCRIPT_H
#define ANJU_KIOSK_SCRIPT_H

#include "base/arena.h"
#include "base/err.h"

#include <stdint.h>

enum {
    SCRIPT_BYTES_MOST = 1 << 20,
    SCRIPT_WAIT_MOST = 86400000, /* ms: a day */
    SCRIPT_NAME_MOST = 100,      /* bytes of a picture's name */
};

enum act {
    ACT_TAP,    /* LABEL: press and release in the middle of what is called so */
    ACT_HOLD,   /* LABEL: the same, with three seconds between */
    ACT_TYPE,   /* TEXT: as text events to the focused field */
    ACT_PRESS,  /* KEY: SDL's name, modifiers before it: Escape, Shift+Tab */
    ACT_SWITCH, /* LABEL: with two keys, next until it has the focus and choose */
    ACT_SWIPE,  /* up|down */
    ACT_SCAN,   /* TEXT: as if the scanner had read it */
    ACT_WAIT,   /* MS of virtual time */
    ACT_EXPECT, /* TEXT stands in some label or value */
    ACT_ABSENT, /* TEXT stands in none */
    ACT_SHOT,   /* NAME: OUT/NAME.png */
    ACT_TREE,   /* NAME: OUT/NAME.json */
    ACT_COUNT
};

struct script_step {
    int         line; /* from 1 */
    enum act    act;
    const char *text;           /* LABEL, TEXT or NAME */
    int         key, modifiers; /* PRESS: SDL_Keycode, SDL_Keymod */
    int64_t     ms;             /* WAIT */
    bool        up;             /* SWIPE */
};

struct script {
    const char         *name; /* of the file, for messages */
    struct script_step *steps;
    size_t              count;
};

/* ERR_INVALID: the script is malformed; other codes: it could not be read. Strings in `arena`. */
bool script_read(struct arena *arena, const char *path, struct script *ret_script, struct err *err);
bool script_parse(struct arena *arena, const char *name, const char *bytes, size_t length,
                  struct script *ret_script, struct err *err);
/* Does any act write a picture or a tree. */
bool script_draws(const struct script *script);

#endif
