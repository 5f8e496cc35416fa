/* SPDX-License-Identifier: GPL-3.0-or-later
 * fonts.h - the faces and their glyphs. One face a weight for all sizes; the small subset first,
 * the system's full Noto Sans CJK SC opened when the first rare character comes; a cache of
 * rendered glyphs with a bound in bytes. FreeType renders, without SDL: see fonts/README.md. */
#ifndef ANJU_UI_FONTS_H
#define ANJU_UI_FONTS_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum face { FACE_REGULAR, FACE_BOLD, FACE_ICON, FACE_ICON_HEAVY, FACE_COUNT };
enum { FONT_PX_MOST = 512 }; /* larger is drawn at this size */

/* A rendered glyph: 8-bit coverage, its top left at (left, -top) from the whole pixel of the pen on
 * the baseline. Valid until the next fonts_* call. */
struct glyph {
    int            width, height, left, top;
    const uint8_t *mask;
};

/* A rendered emoji, premultiplied. Valid until the next fonts_* call. */
struct emoji {
    int             width, height;
    const uint32_t *pixels;
};

/* The next thing of a text that is drawn as one: a character, or an emoji (sequence). */
struct cluster {
    size_t   length;    /* bytes of the text; 0 at its end */
    uint32_t character; /* U+FFFD for bytes that are not UTF-8 */
    bool     emoji;
    int      advance; /* 1/64 pixel */
};

struct fonts;

/* Where the files lie. NULL members take the installed places. */
struct font_places {
    const char *folder; /* of regular.otf, bold.otf, icons.ttf */
    const char *noto;   /* folder of NotoSansCJK-Regular.ttc and -Bold.ttc */
    const char *emoji;  /* NotoColorEmoji.ttf */
};

/* Without text or icon font: refused, saying what to install. Without emoji: warns, and pictures
 * are absent. `cache_bytes` bounds the rendered glyphs. */
bool fonts_open(struct fonts **ret_fonts, const struct font_places *places, size_t cache_bytes,
                struct err *err);
void fonts_free(struct fonts *fonts);

/* Two marks in a row that each leave half their square empty (”，or 。“) share it. Advances are
 * exact: the same share of the em at every size, so that lines break alike. What is not drawn
 * (controls, zero-width, marks of direction) advances by 0. */
struct cluster fonts_next(struct fonts *fonts, enum face face, int px, const char *text,
                          size_t length);
int            fonts_advance(struct fonts *fonts, enum face face, int px, uint32_t character);
/* How far the baseline lies below the middle of a line, so that Han and capitals look centred. */
int fonts_baseline(int px);

/* The glyph at a pen whose fraction is `fraction` of 64 pixels. What no face has is a neat box.
 * False: nothing to draw. */
bool fonts_glyph(struct fonts *fonts, enum face face, int px, uint32_t character, int fraction,
                 struct glyph *ret_glyph);

/* Length in bytes of the emoji (sequence) that `text` starts with; 0 when it starts with none. */
size_t emoji_length(const char *text, size_t length);
/* Fit into size × size. False: no emoji font, or not in it. */
bool fonts_emoji(struct fonts *fonts, const char *emoji, size_t length, int size,
                 struct emoji *ret_emoji);

struct font_counts {
    size_t held, bytes, limit, rendered, given_up; /* of the glyph cache */
    bool   full_opened;                            /* the full face was needed */
};
struct font_counts fonts_counts(const struct fonts *fonts);

#endif
