/* SPDX-License-Identifier: GPL-3.0-or-later
 * seen.h - what a frame draws, beside what it says: each text as it was given to label(), also
 * those that stay silent within a control, and each line of glyphs with its size and colour. Kept
 * by standing between the toolkit's files; a test that wants it is linked with SEEN's flags:
 *
 * -Wl,--wrap=ui_begin,--wrap=widget_says,--wrap=widget_modal,--wrap=widget_cover
 * -Wl,--wrap=tr,--wrap=paint_clip,--wrap=paint_fill,--wrap=paint_run */
#ifndef ANJU_TESTS_SUPPORT_SEEN_H
#define ANJU_TESTS_SUPPORT_SEEN_H

#include "ui/ui.h"

enum { SEEN_WORDS_MOST = 1024, SEEN_LINES_MOST = 2048, SEEN_TR_MOST = 4096 };
enum { SEEN_NO_WORDS = -1 };

struct seen_words {
    const char *text;
    unsigned    state; /* TREE_CUT, TREE_SPILLED */
};

struct seen_line {
    int         words; /* index; SEEN_NO_WORDS: an icon, or drawn by other means than label() */
    bool        icon, bold;
    int         px;                     /* its em */
    colour      colour;                 /* of the ink, as asked for */
    struct rect rect;                   /* from the top of its letters to their feet */
    struct rect clip;                   /* what of the panel it may touch */
    uint32_t    first, last;            /* characters */
    bool        starts_text, ends_text; /* the first, the last of its words */
};

/* The last frame that was described, without what a dialog, a toast or a veil covers. */
struct seen {
    struct seen_words words[SEEN_WORDS_MOST];
    struct seen_line  lines[SEEN_LINES_MOST];
    const char       *ids[SEEN_TR_MOST], *said[SEEN_TR_MOST]; /* of each tr(): id and answer */
    enum lang         langs[SEEN_TR_MOST];
    int               word_count, line_count, tr_count;
    struct arena      arena;
};

const struct seen *seen_frame(void); /* good until the next frame is begun */
void               seen_forget(void);

#endif
