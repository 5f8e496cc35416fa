/* SPDX-License-Identifier: GPL-3.0-or-later
 * raster.h - pixels: shapes with anti-aliased edges onto a 32-bit premultiplied ARGB canvas, inside
 * a clip. Integer arithmetic only, so that every machine makes the same picture. */
#ifndef ANJU_UI_RASTER_H
#define ANJU_UI_RASTER_H

#include "ui/cut.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint32_t colour; /* 0xAARRGGBB, not premultiplied; opaque unless said */

/* Somebody else's pixels: the window's surface, or memory in tests. */
struct canvas {
    uint32_t *pixels;
    int       width, height;
    int       stride; /* pixels from a row to the next */
};

/* `share` of 256 of `over` on `under`, both opaque. */
colour colour_mix(colour under, colour over, unsigned share);

/* Everything below touches only what `clip`, the canvas and the shape have in common; any
 * rectangle is allowed, also empty, huge and far outside. Radii are cut to half the short side. */
void raster_fill(const struct canvas *canvas, struct rect clip, struct rect r, int radius,
                 colour c);
/* A border of `width` inside the edge of r; `dash` > 0: dashes of that length, as long the gaps. */
void raster_stroke(const struct canvas *canvas, struct rect clip, struct rect r, int radius,
                   int width, int dash, colour c);
/* Stripes from the lower left to the upper right, `width` pixels across and as far apart. */
void raster_hatch(const struct canvas *canvas, struct rect clip, struct rect r, int radius,
                  int width, colour c);
/* `share` of 1024 of a ring of `width` inside the square r, clockwise from its top, round ends.
 * Larger than any panel (16,384) it is nothing. */
void raster_ring(const struct canvas *canvas, struct rect clip, struct rect r, int width, int share,
                 colour c);
/* Coverage (8 bits a pixel) in one colour: a glyph. */
void raster_mask(const struct canvas *canvas, struct rect clip, const uint8_t *mask, int width,
                 int height, int x, int y, colour c);
/* A premultiplied picture of width × height, as it is. */
void raster_picture(const struct canvas *canvas, struct rect clip, const uint32_t *picture,
                    int width, int height, int x, int y);
/* Scale a premultiplied picture smoothly to to_w × to_h, at most 32 times smaller. False: no
 * memory, or not such sizes. */
bool raster_scale(const uint32_t *from, int from_w, int from_h, uint32_t *to, int to_w, int to_h);

#endif
