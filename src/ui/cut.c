/* SPDX-License-Identifier: GPL-3.0-or-later
 * cut.c - rectangles and how a page is cut into them. Sums are made in 64 bits where a caller could
 * hand in anything. */
#include "ui/cut.h"

#include <limits.h>
#include <stdint.h>

static int least(int a, int b) {
    return a < b ? a : b;
}
static int most(int a, int b) {
    return a > b ? a : b;
}
static int within(int64_t n) {
    return n > INT_MAX ? INT_MAX : n < INT_MIN ? INT_MIN : (int)n;
}
static int64_t right_of(struct rect r) {
    return (int64_t)r.x + r.w;
}
static int64_t bottom_of(struct rect r) {
    return (int64_t)r.y + r.h;
}

bool rect_holds(struct rect r, int x, int y) {
    return !rect_empty(r) && x >= r.x && x < right_of(r) && y >= r.y && y < bottom_of(r);
}

bool rect_equal(struct rect a, struct rect b) {
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

/* From the left top to the right bottom, which may lie too far away for an int. */
static struct rect between(int64_t x, int64_t y, int64_t right, int64_t bottom) {
    struct rect r = { within(x), within(y), 0, 0 };
    r.w = within(right - r.x);
    r.h = within(bottom - r.y);
    return r.w > 0 && r.h > 0 ? r : (struct rect){ 0 };
}

struct rect rect_meet(struct rect a, struct rect b) {
    if (rect_empty(a) || rect_empty(b))
        return (struct rect){ 0 };
    int64_t right = right_of(a) < right_of(b) ? right_of(a) : right_of(b);
    int64_t bottom = bottom_of(a) < bottom_of(b) ? bottom_of(a) : bottom_of(b);
    return between(most(a.x, b.x), most(a.y, b.y), right, bottom);
}

struct rect rect_join(struct rect a, struct rect b) {
    if (rect_empty(a))
        return b;
    if (rect_empty(b))
        return a;
    int64_t right = right_of(a) > right_of(b) ? right_of(a) : right_of(b);
    int64_t bottom = bottom_of(a) > bottom_of(b) ? bottom_of(a) : bottom_of(b);
    return between(least(a.x, b.x), least(a.y, b.y), right, bottom);
}

struct rect rect_inset(struct rect r, int x, int y) {
    x = least(x, r.w / 2);
    y = least(y, r.h / 2);
    return (struct rect){ r.x + x, r.y + y, r.w - 2 * x, r.h - 2 * y };
}

struct rect rect_centred(struct rect r, int w, int h) {
    return (struct rect){ r.x + (r.w - w) / 2, r.y + (r.h - h) / 2, w, h };
}

long rect_distance2(struct rect r, int x, int y) {
    int64_t dx = x < r.x ? (int64_t)r.x - x : x >= right_of(r) ? x - right_of(r) + 1 : 0;
    int64_t dy = y < r.y ? (int64_t)r.y - y : y >= bottom_of(r) ? y - bottom_of(r) + 1 : 0;
    dx = dx > 0xFFFFFF ? 0xFFFFFF : dx;
    dy = dy > 0xFFFFFF ? 0xFFFFFF : dy;
    return (long)(dx * dx + dy * dy);
}

struct rect cut_top(struct rect *r, int h) {
    h = most(0, least(h, r->h));
    struct rect strip = { r->x, r->y, r->w, h };
    r->y += h;
    r->h -= h;
    return strip;
}

struct rect cut_bottom(struct rect *r, int h) {
    h = most(0, least(h, r->h));
    r->h -= h;
    return (struct rect){ r->x, r->y + r->h, r->w, h };
}

struct rect cut_left(struct rect *r, int w) {
    w = most(0, least(w, r->w));
    struct rect strip = { r->x, r->y, w, r->h };
    r->x += w;
    r->w -= w;
    return strip;
}

struct rect cut_right(struct rect *r, int w) {
    w = most(0, least(w, r->w));
    r->w -= w;
    return (struct rect){ r->x + r->w, r->y, w, r->h };
}

/* Where part `index` of `count` begins and how long it is; the first `rest` are a pixel longer. */
static void share(int length, int count, int gap, int index, int *ret_at, int *ret_size) {
    int free = most(0, length - gap * (count - 1));
    int each = free / count;
    int rest = free % count;
    *ret_at = index * (each + gap) + least(index, rest);
    *ret_size = each + (index < rest ? 1 : 0);
}

struct rect cut_cell(struct rect r, int columns, int rows, int gap, int index) {
    columns = most(1, columns);
    rows = most(1, rows);
    int         x, y;
    struct rect cell;
    share(r.w, columns, gap, index % columns, &x, &cell.w);
    share(r.h, rows, gap, index / columns, &y, &cell.h);
    cell.x = r.x + x;
    cell.y = r.y + y;
    return cell;
}

struct wrap wrap_in(struct rect area, int gap) {
    return (struct wrap){ .area = area, .gap = gap, .x = area.x, .y = area.y };
}

bool wrap_next(struct wrap *wrap, int w, int h, struct rect *ret_rect) {
    struct rect area = wrap->area;
    int         x = wrap->x, y = wrap->y, row_h = wrap->row_h;
    w = least(w, area.w);
    if (x > area.x && x + w > rect_right(area)) {
        x = area.x;
        y += row_h + wrap->gap;
        row_h = 0;
    }
    if (w <= 0 || y + h > rect_bottom(area))
        return false;
    *ret_rect = (struct rect){ x, y, w, h };
    wrap->x = x + w + wrap->gap;
    wrap->y = y;
    wrap->row_h = most(row_h, h);
    return true;
}

int wrap_height(const struct wrap *wrap) {
    return wrap->y - wrap->area.y + wrap->row_h;
}
