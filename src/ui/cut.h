/* SPDX-License-Identifier: GPL-3.0-or-later
 * cut.h - layout by cutting rectangles: a page is a rectangle, each part is cut off one of its
 * sides and the rest remains. Whole pixels; a size is never negative, a cut never more than there
 * is. */
#ifndef ANJU_UI_CUT_H
#define ANJU_UI_CUT_H

#include <stdbool.h>

struct rect {
    int x, y, w, h;
};

static inline bool rect_empty(struct rect r) {
    return r.w <= 0 || r.h <= 0;
}
static inline int rect_right(struct rect r) {
    return r.x + r.w;
}
static inline int rect_bottom(struct rect r) {
    return r.y + r.h;
}
bool        rect_holds(struct rect r, int x, int y);
bool        rect_equal(struct rect a, struct rect b);
struct rect rect_meet(struct rect a, struct rect b);   /* what both cover; {0} when nothing */
struct rect rect_join(struct rect a, struct rect b);   /* the smallest around both */
struct rect rect_inset(struct rect r, int x, int y);   /* smaller by x left and right … */
struct rect rect_centred(struct rect r, int w, int h); /* of that size in the middle of r */
/* How far the point is from the rectangle, squared; 0 inside. */
long rect_distance2(struct rect r, int x, int y);

/* Cut a strip off and return it; *r is what remains. */
struct rect cut_top(struct rect *r, int h);
struct rect cut_bottom(struct rect *r, int h);
struct rect cut_left(struct rect *r, int w);
struct rect cut_right(struct rect *r, int w);
/* Leave out the first strip, e.g. a gap. */
static inline void cut_gap(struct rect *r, int h) {
    (void)cut_top(r, h);
}

/* Cell `index` of a grid of equal cells, row by row, `gap` between them; the pixels that do not
 * divide evenly go to the first cells, so that the grid ends exactly at the edge. */
struct rect cut_cell(struct rect r, int columns, int rows, int gap, int index);

/* Things of differing width one after the other, wrapping to further rows while there is room. */
struct wrap {
    struct rect area;
    int         gap;
    int         x, y, row_h; /* where the next goes */
};
struct wrap wrap_in(struct rect area, int gap);
/* Room for w × h; false when no row has any (nothing is taken). Wider than the area: cut to it. */
bool wrap_next(struct wrap *wrap, int w, int h, struct rect *ret_rect);
int  wrap_height(const struct wrap *wrap); /* what has been used */

#endif
