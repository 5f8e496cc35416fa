/* SPDX-License-Identifier: GPL-3.0-or-later
 * paint.h - a frame as a list of commands, and what of it changed. Each frame names everything that
 * it shows; each command is hashed into the tiles that it touches; only tiles whose hash differs
 * from the frame before are drawn again (the idea of rxi/lite's rencache). A frame that shows
 * the same as the one before draws nothing. */
#ifndef ANJU_UI_PAINT_H
#define ANJU_UI_PAINT_H

#include "base/qr.h"
#include "ui/fonts.h"
#include "ui/raster.h"

enum { PAINT_TILE = 64, PAINT_DAMAGE_MOST = 64 };

/* A glyph of a run; x in 1/64 pixel from the run's left end. */
struct placed {
    uint32_t character;
    int32_t  x;
};

struct paint; /* commands, tile hashes, the canvas */

struct paint *paint_new(struct fonts *fonts);
void          paint_free(struct paint *paint);

/* Where to paint from now on. Another canvas or size redraws everything. False: no memory. */
bool paint_canvas(struct paint *paint, struct canvas canvas);
/* Redraw everything at the next paint_end: the pixels were lost or not ours. */
void paint_invalidate(struct paint *paint);

/* Start a frame on `background`. Until paint_end the commands below only note. */
void paint_begin(struct paint *paint, colour background);
/* Commands from now on show only inside `clip`; give the returned one back afterwards. */
struct rect paint_clip(struct paint *paint, struct rect clip);
void        paint_fill(struct paint *paint, struct rect r, int radius, colour c);
void paint_stroke(struct paint *paint, struct rect r, int radius, int width, int dash, colour c);
void paint_hatch(struct paint *paint, struct rect r, int radius, int width, colour c);
/* `share` of 1024 of a ring in the square r, clockwise from its top. */
void paint_ring(struct paint *paint, struct rect r, int width, int share, colour c);
/* `placed` is copied. (x, baseline) is the run's origin; `px` the size of the em. */
void paint_run(struct paint *paint, enum face face, int px, int x, int baseline,
               const struct placed *placed, size_t count, colour c);
/* One emoji (sequence) `size` pixels square in `r`, centred. */
void paint_emoji(struct paint *paint, struct rect r, const char *emoji, size_t length);
/* A matrix of squares of `module` pixels, the dark ones in `c`, its top left at (x, y). Copied. */
void paint_matrix(struct paint *paint, int x, int y, int module, const struct qr *qr, colour c);
/* Draw what changed; returns the changed rectangles (valid until the next paint_begin), which do
 * not overlap. `ret_tiles` (may be NULL) counts tiles drawn. */
const struct rect *paint_end(struct paint *paint, size_t *ret_count, size_t *ret_tiles);
/* Wipe the commands of the last frame: between frames, when somebody has left. */
void paint_forget(struct paint *paint);
/* Forget the frame that was begun: nothing is drawn, the one before stays what is shown. */
void paint_drop(struct paint *paint);

#endif
