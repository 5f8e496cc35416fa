/* SPDX-License-Identifier: GPL-3.0-or-later
 * plug.h - the other end of a printer's line, played by a pty: takes a paper into a roll, and is
 * told after how many bytes of it what happens. Plugged in and out as by hand; its path is a link,
 * as udev's is. */
#ifndef ANJU_TESTS_SUPPORT_PLUG_H
#define ANJU_TESTS_SUPPORT_PLUG_H

#include "support/roll.h"

struct plug {
    const char  *path; /* borrowed, as is the roll */
    struct roll *roll;
    int          master, slave; /* −1: unplugged */
    size_t       eaten;         /* bytes of this paper */
    size_t       bite;          /* the most it takes at once; 0: as they come */
    /* What happens after so many bytes; 0: nothing. */
    size_t paper_ends, goes_silent, pulled_out;
    bool   deaf;  /* takes nothing */
    bool   noise; /* says anything */
};

void plug_in(struct plug *plug);
void plug_out(struct plug *plug);
/* One look at the line, of a few milliseconds; false: nothing came. */
bool plug_serve(struct plug *plug);

#endif
