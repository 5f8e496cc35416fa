/* SPDX-License-Identifier: GPL-3.0-or-later
 * emoji_face.h - Noto Color Emoji: 136×128 pictures, one for each emoji or joined sequence. For
 * fonts.c alone; opened when the first picture comes. */
#ifndef ANJU_UI_EMOJI_FACE_H
#define ANJU_UI_EMOJI_FACE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct emoji_face;

/* NULL: no such font. `freetype` is the FT_Library. */
struct emoji_face *emoji_face_open(void *freetype, const char *path);
void               emoji_face_free(struct emoji_face *face);

/* The picture as the font has it, premultiplied ARGB. False: not in the font. Valid until the
 * next call. */
bool emoji_face_picture(struct emoji_face *face, const char *emoji, size_t length,
                        const uint32_t **ret_pixels, int *ret_width, int *ret_height);

#endif
