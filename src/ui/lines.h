/* SPDX-License-Identifier: GPL-3.0-or-later
 * lines.h - text into lines: measured, broken where Chinese and English may be (ICU's line breaks,
 * so no line begins with ，。、；：！？）》” or ends with （《“), kept in a bounded cache.
 * Any bytes are safe: no word is too long, control characters show nothing. */
#ifndef ANJU_UI_LINES_H
#define ANJU_UI_LINES_H

#include "ui/fonts.h"

struct line {
    const char *text; /* into the layout's own copy; not terminated */
    size_t      length;
    int         width;    /* pixels, rounded up */
    bool        ellipsis; /* ends in … that is not part of the text */
};

struct lines {
    const struct line *at;
    size_t             count;
    int                width; /* of the widest */
    bool               cut;   /* not all of the text is in the lines */
    bool               torn;  /* a word longer than a line goes on in the next */
};

struct layout; /* the breaker and the cache */

struct layout *layout_new(struct fonts *fonts);
void           layout_free(struct layout *layout);

/* Texts longer than this many bytes are laid out only so far, and are `cut`. */
enum { LINES_TEXT_MOST = 16384 };

/* `text` in lines of at most `width` pixels, `most` of them (0 = any number). When it does not fit
 * the last line ends in an ellipsis. "\n" breaks; when `most` is 1 it is a space. Valid until
 * the next call that lays out another text. */
struct lines lines_of(struct layout *layout, enum face face, int px, const char *text, int width,
                      int most);
/* The width of the whole text on one line. */
int lines_width(struct layout *layout, enum face face, int px, const char *text);

/* Drop every text that is remembered, wiped. */
void layout_forget(struct layout *layout);

struct layout_counts {
    size_t entries, bytes, laid_out; /* laid_out: how often it was not in the cache */
};
struct layout_counts layout_counts(const struct layout *layout);

#endif
