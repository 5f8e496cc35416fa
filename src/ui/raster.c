/* SPDX-License-Identifier: GPL-3.0-or-later
 * raster.c - fills and strokes row by row. The corner of a rounded rectangle is measured once a
 * row: 16 chords a pixel row, each exact to 1/256 pixel. What is anti-aliased is the area. */
#include "ui/raster.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

_Static_assert(sizeof(wchar_t) == sizeof(uint32_t), "wmemset fills pixels");

enum { RADIUS_MOST = 512, CHORDS = 16, SHRINK_MOST = 32 };

/* Each channel of `c` times `a` of 255. */
static inline uint32_t scaled(uint32_t c, uint32_t a) {
    uint32_t even = (c & 0xFF00FFu) * a + 0x800080u;
    uint32_t odd = ((c >> 8) & 0xFF00FFu) * a + 0x800080u;
    even = (even + ((even >> 8) & 0xFF00FFu)) >> 8;
    odd = odd + ((odd >> 8) & 0xFF00FFu);
    return (even & 0xFF00FFu) | (odd & 0xFF00FF00u);
}

/* Premultiplied `over` on what is there. */
static inline uint32_t blended(uint32_t under, uint32_t over) {
    return over + scaled(under, 255 - (over >> 24));
}

static uint32_t premultiplied(colour c) {
    return scaled(c | 0xFF000000u, c >> 24);
}

/* The same for four pixels at once, their channels in lanes of 16 bits: bytes 0 and 2 of each, and
 * bytes 1 and 3. */
enum { FOUR = 4 };
typedef uint32_t four __attribute__((vector_size(16)));
typedef uint16_t lanes __attribute__((vector_size(16)));
struct pixels {
    lanes even, odd;
};

static inline struct pixels pixels_apart(four pixels) {
    return (struct pixels){ (lanes)(pixels & 0xFF00FFu), (lanes)(pixels >> 8 & 0xFF00FFu) };
}

static inline struct pixels pixels_alike(uint32_t pixel) {
    return pixels_apart((four){ pixel, pixel, pixel, pixel });
}

static inline lanes lanes_scaled(lanes channels, lanes a) {
    channels = channels * a + 128;
    return (channels + (channels >> 8)) >> 8;
}

static inline struct pixels pixels_scaled(struct pixels pixels, four a) {
    lanes both = (lanes)(a | a << 16);
    return (struct pixels){ lanes_scaled(pixels.even, both), lanes_scaled(pixels.odd, both) };
}

static inline void blend_four(uint32_t *at, struct pixels over) {
    four under;
    memcpy(&under, at, sizeof under);
    struct pixels left = pixels_scaled(pixels_apart(under), 255 - ((four)over.odd >> 16));
    under = (four)(over.even + left.even) | (four)(over.odd + left.odd) << 8;
    memcpy(at, &under, sizeof under);
}

colour colour_mix(colour under, colour over, unsigned share) {
    colour mixed = 0xFF000000u;
    for (unsigned shift = 0; shift < 24; shift += 8) {
        uint32_t a = (under >> shift) & 255, b = (over >> shift) & 255;
        mixed |= ((a * (256 - share) + b * share + 128) >> 8) << shift;
    }
    return mixed;
}

/* Coverage of the `radius` pixels from the left edge in row `row` (0 = outermost) of a corner. */
static void corner_row(int radius, int row, uint8_t *cover) {
    uint32_t more[RADIUS_MOST + 2];     /* what a pixel is covered more than the one before it */
    uint64_t r = (uint64_t)radius * 32; /* in 1/32 pixel, so that chords lie at odd numbers */
    memset(more, 0, ((size_t)radius + 2) * sizeof more[0]);
    for (int chord = 0; chord < CHORDS; chord++) {
        uint64_t dy = r - ((uint64_t)row * 32 + (uint64_t)chord * 2 + 1);
        /* In 1/256 pixel; the square is below 2^53, so its root is exact where it is whole. */
        uint32_t half = (uint32_t)sqrt((double)((r * r - dy * dy) * 64));
        uint32_t outside = (uint32_t)radius * 256 - half;
        uint32_t first = 256 - (outside & 255);
        more[outside >> 8] += first;
        more[(outside >> 8) + 1] += 256 - first;
    }
    uint32_t sum = 0;
    for (int x = 0; x < radius; x++) {
        sum += more[x];
        cover[x] = (uint8_t)((sum * 255 + CHORDS * 128) / (CHORDS * 256));
    }
}

/* A rounded rectangle whose rows are asked for one after the other. */
struct shape {
    struct rect r;
    int         radius;
    int         row;   /* the corner row that is in `cover`; -1 none */
    bool        plain; /* this row is straight */
    uint8_t     cover[RADIUS_MOST];
};

static void shape_init(struct shape *shape, struct rect r, int radius) {
    int half = (r.w < r.h ? r.w : r.h) / 2;
    radius = radius < half ? radius : half;
    radius = radius < RADIUS_MOST ? radius : RADIUS_MOST;
    shape->r = r;
    shape->radius = radius > 0 ? radius : 0;
    shape->row = -1;
}

/* False when the shape has nothing in row y. */
static bool shape_row(struct shape *shape, int y) {
    int row = y - shape->r.y;
    if (rect_empty(shape->r) || row < 0 || row >= shape->r.h)
        return false;
    int from_end = shape->r.h - 1 - row;
    row = row < from_end ? row : from_end;
    shape->plain = row >= shape->radius;
    if (!shape->plain && row != shape->row) {
        corner_row(shape->radius, row, shape->cover);
        shape->row = row;
    }
    return true;
}

static uint8_t shape_cover(const struct shape *shape, int x) {
    int column = x - shape->r.x;
    if (column < 0 || column >= shape->r.w)
        return 0;
    if (shape->plain)
        return 255;
    int from_end = shape->r.w - 1 - column;
    column = column < from_end ? column : from_end;
    return column >= shape->radius ? 255 : shape->cover[column];
}

static inline void dot(uint32_t *pixel, uint32_t source, uint8_t cover) {
    if (cover == 255 && source >> 24 == 255)
        *pixel = source;
    else if (cover)
        *pixel = blended(*pixel, cover == 255 ? source : scaled(source, cover));
}

static void span(uint32_t *pixels, int from, int to, uint32_t source) {
    if (source >> 24 == 255) {
        (void)wmemset((wchar_t *)pixels + from, (wchar_t)source, (size_t)(to - from));
        return;
    }
    const struct pixels over = pixels_alike(source);
    for (; to - from >= FOUR; from += FOUR)
        blend_four(pixels + from, over);
    for (; from < to; from++)
        pixels[from] = blended(pixels[from], source);
}

/* Four pixels of one colour, each as far as it is covered: most of a glyph's box is empty. */
static inline void dot_four(uint32_t *pixels, struct pixels source, const uint8_t *cover) {
    uint8_t  covers __attribute__((vector_size(FOUR)));
    uint32_t some;
    memcpy(&covers, cover, sizeof covers);
    memcpy(&some, cover, sizeof some);
    if (some != 0)
        blend_four(pixels, pixels_scaled(source, __builtin_convertvector(covers, four)));
}

/* What of *r can be seen. *r itself is cut to ±2^28, where no sum of two coordinates overflows. */
static struct rect on_canvas(const struct canvas *canvas, struct rect clip, struct rect *r) {
    struct rect world = { -(1 << 28), -(1 << 28), 1 << 29, 1 << 29 };
    struct rect all = { 0, 0, canvas->width, canvas->height };
    *r = rect_meet(*r, world);
    return rect_meet(*r, rect_meet(clip, all));
}

static uint32_t *row_of(const struct canvas *canvas, int y) {
    return canvas->pixels + (ptrdiff_t)y * canvas->stride;
}

void raster_fill(const struct canvas *canvas, struct rect clip, struct rect r, int radius,
                 colour c) {
    struct rect seen = on_canvas(canvas, clip, &r);
    if (rect_empty(seen) || c >> 24 == 0)
        return;
    struct shape shape;
    shape_init(&shape, r, radius);
    uint32_t source = premultiplied(c);
    for (int y = seen.y; y < rect_bottom(seen); y++) {
        uint32_t *pixels = row_of(canvas, y);
        int       x = seen.x, end = rect_right(seen);
        (void)shape_row(&shape, y); /* never empty: seen lies inside r */
        int left = shape.plain ? x : r.x + shape.radius;
        int right = shape.plain ? end : rect_right(r) - shape.radius;
        for (; x < end && x < left; x++)
            dot(&pixels[x], source, shape_cover(&shape, x));
        int straight = right < end ? right : end;
        if (straight > x) {
            span(pixels, x, straight, source);
            x = straight;
        }
        for (; x < end; x++)
            dot(&pixels[x], source, shape_cover(&shape, x));
    }
}

/* On a straight side of `length`, dashes and gaps of one length, ending in gaps. */
static bool dash_on(int at, int length, int dash) {
    int64_t parts = 2 * (length / (2 * (int64_t)dash)) + 1;
    return length <= 0 || (at * parts / length) % 2 == 1;
}

/* Whether the dashed border is drawn at (x, y): corners in five parts of 18 degrees. */
static bool dashed(const struct shape *outer, int dash, int x, int y) {
    struct rect r = outer->r;
    int         radius = outer->radius;
    int         along_x = x - r.x - radius, along_y = y - r.y - radius;
    int         length_x = r.w - 2 * radius, length_y = r.h - 2 * radius;
    if (along_x >= 0 && along_x < length_x)
        return dash_on(along_x, length_x, dash);
    if (along_y >= 0 && along_y < length_y)
        return dash_on(along_y, length_y, dash);
    int64_t          dx = along_x < 0 ? -along_x : along_x - length_x + 1;
    int64_t          dy = along_y < 0 ? -along_y : along_y - length_y + 1;
    static const int tangent[] = { 325, 727, 1376, 3078 }; /* of 18, 36, 54, 72 degrees × 1000 */
    int              part = 0;
    while (part < 4 && dy * 1000 >= dx * tangent[part])
        part++;
    return part % 2 == 0;
}

void raster_stroke(const struct canvas *canvas, struct rect clip, struct rect r, int radius,
                   int width, int dash, colour c) {
    struct rect seen = on_canvas(canvas, clip, &r);
    if (rect_empty(seen) || c >> 24 == 0 || width <= 0)
        return;
    struct shape outer, inner;
    shape_init(&outer, r, radius);
    shape_init(&inner, rect_inset(r, width, width), outer.radius - width);
    uint32_t source = premultiplied(c);
    for (int y = seen.y; y < rect_bottom(seen); y++) {
        uint32_t *pixels = row_of(canvas, y);
        (void)shape_row(&outer, y);
        bool hollow = shape_row(&inner, y);
        /* Where the inside is whole nothing is drawn: the row is two short ends. */
        int from = INT_MAX, to = INT_MAX;
        if (hollow) {
            from = inner.r.x + (inner.plain ? 0 : inner.radius);
            to = rect_right(inner.r) - (inner.plain ? 0 : inner.radius);
        }
        for (int x = seen.x; x < rect_right(seen); x++) {
            if (x >= from && x < to) {
                x = to - 1;
                continue;
            }
            int cover = shape_cover(&outer, x) - (hollow ? shape_cover(&inner, x) : 0);
            if (cover > 0 && (dash <= 0 || dashed(&outer, dash, x, y)))
                dot(&pixels[x], source, (uint8_t)cover);
        }
    }
}

/* How much of the pixel lies on a stripe: its two edges cross pixels in half. */
static uint8_t stripe_cover(int64_t along, int width) {
    int64_t phase = along % (2 * width);
    phase += phase < 0 ? 2 * width : 0;
    return phase == 0 || phase == width ? 128 : phase < width ? 255 : 0;
}

void raster_hatch(const struct canvas *canvas, struct rect clip, struct rect r, int radius,
                  int width, colour c) {
    struct rect seen = on_canvas(canvas, clip, &r);
    if (rect_empty(seen) || c >> 24 == 0 || width <= 0)
        return;
    struct shape shape;
    shape_init(&shape, r, radius);
    uint32_t source = premultiplied(c);
    for (int y = seen.y; y < rect_bottom(seen); y++) {
        uint32_t *pixels = row_of(canvas, y);
        (void)shape_row(&shape, y);
        for (int x = seen.x; x < rect_right(seen); x++) {
            uint8_t stripe = stripe_cover((int64_t)x - r.x + y - r.y, width);
            dot(&pixels[x], source, (uint8_t)(shape_cover(&shape, x) * stripe / 255));
        }
    }
}

enum { RING_FINE = 8, RING_POINTS = 4, RING_MOST = 1 << 14 }; /* 1/8 pixel; 4 × 4 points a pixel */

/* The arc in 1/8 pixel from the ring's middle; x to the right, y down. */
struct arc {
    int64_t inner, outer, cap; /* radii */
    int     share;
    int64_t end_x, end_y; /* where it ends, on the middle of the ring's width */
};

/* Sine of `share` of 1024 of a turn, times 4096: Bhaskara's approximation, within 0.2 %. */
static int64_t sine(int share) {
    int64_t half = share % 512, product = half * (512 - half);
    int64_t value = 16 * product * 4096 / (5 * 512 * 512 - 4 * product);
    return share % 1024 < 512 ? value : -value;
}

static bool in_arc(const struct arc *arc, int64_t x, int64_t y) {
    int64_t square = x * x + y * y, middle = (arc->inner + arc->outer) / 2;
    if (square < arc->inner * arc->inner || square > arc->outer * arc->outer)
        return false;
    if (arc->share >= 1024)
        return true;
    int64_t across = arc->end_x * y - arc->end_y * x; /* > 0: clockwise beyond the end */
    bool    swept = arc->share <= 512 ? x >= 0 && across <= 0 : !(x < 0 && across > 0);
    int64_t from_x = x - arc->end_x, from_y = y - arc->end_y, top_y = y + middle;
    return swept || from_x * from_x + from_y * from_y <= arc->cap * arc->cap ||
           x * x + top_y * top_y <= arc->cap * arc->cap;
}

static uint8_t arc_cover(const struct arc *arc, int64_t x, int64_t y) {
    int points = 0;
    for (int i = 0; i < RING_POINTS * RING_POINTS; i++)
        points += in_arc(arc, x + 1 + 2 * (i % RING_POINTS), y + 1 + 2 * (i / RING_POINTS));
    return (uint8_t)(points * 255 / (RING_POINTS * RING_POINTS));
}

void raster_ring(const struct canvas *canvas, struct rect clip, struct rect r, int width, int share,
                 colour c) {
    int         side = r.w < r.h ? r.w : r.h;
    struct rect seen = on_canvas(canvas, clip, &r);
    if (rect_empty(seen) || c >> 24 == 0 || width <= 0 || share <= 0 || side > RING_MOST)
        return; /* a ring larger than any panel is none */
    width = width < side / 2 ? width : side / 2;
    struct arc arc = { .outer = (int64_t)side * RING_FINE / 2, .share = share };
    arc.inner = arc.outer - (int64_t)width * RING_FINE;
    arc.cap = (int64_t)width * RING_FINE / 2;
    arc.end_x = (arc.outer - arc.cap) * sine(share) / 4096;
    arc.end_y = -(arc.outer - arc.cap) * sine(share + 256) / 4096;
    uint32_t source = premultiplied(c);
    for (int y = seen.y; y < rect_bottom(seen); y++) {
        uint32_t *pixels = row_of(canvas, y);
        for (int x = seen.x; x < rect_right(seen); x++)
            dot(&pixels[x], source,
                arc_cover(&arc, (int64_t)(2 * (x - r.x) - side) * RING_FINE / 2,
                          (int64_t)(2 * (y - r.y) - side) * RING_FINE / 2));
    }
}

void raster_mask(const struct canvas *canvas, struct rect clip, const uint8_t *mask, int width,
                 int height, int x, int y, colour c) {
    struct rect         place = { x, y, width, height };
    struct rect         seen = on_canvas(canvas, clip, &place);
    uint32_t            source = premultiplied(c);
    const struct pixels sources = pixels_alike(source);
    for (int row = seen.y; row < rect_bottom(seen); row++) {
        uint32_t      *pixels = row_of(canvas, row);
        const uint8_t *cover = mask + (ptrdiff_t)(row - y) * width;
        int            column = seen.x, end = rect_right(seen);
        for (; end - column >= FOUR; column += FOUR)
            dot_four(&pixels[column], sources, &cover[column - x]);
        for (; column < end; column++)
            dot(&pixels[column], source, cover[column - x]);
    }
}

void raster_picture(const struct canvas *canvas, struct rect clip, const uint32_t *picture,
                    int width, int height, int x, int y) {
    struct rect place = { x, y, width, height };
    struct rect seen = on_canvas(canvas, clip, &place);
    for (int row = seen.y; row < rect_bottom(seen); row++) {
        uint32_t       *pixels = row_of(canvas, row);
        const uint32_t *from = picture + (ptrdiff_t)(row - y) * width;
        int             column = seen.x, end = rect_right(seen);
        for (; end - column >= FOUR; column += FOUR) {
            four over;
            memcpy(&over, &from[column - x], sizeof over);
            blend_four(&pixels[column], pixels_apart(over));
        }
        for (; column < end; column++)
            pixels[column] = blended(pixels[column], from[column - x]);
    }
}

/* Sums `count` weighted pixels, `step` apart, from `first` on. */
struct taps {
    int      first, count;
    uint32_t weight[2 * SHRINK_MOST + 2]; /* sum 65536 */
};

/* A tent as wide as the scale (never narrower than a pixel), in 1/256 pixel. */
static void taps_init(struct taps *taps, int from, int to, int index) {
    int64_t centre = ((2 * (int64_t)index + 1) * from * 256) / (2 * to);
    int64_t radius = (int64_t)from * 256 / to;
    radius = radius > 256 ? radius : 256;
    int64_t total = 0, below = (centre - radius) / 256 - 1, above = (centre + radius) / 256 + 1;
    taps->count = 0;
    for (int at = below > 0 ? (int)below : 0; at < from && at < above; at++) {
        int64_t weight = radius - llabs((int64_t)at * 256 + 128 - centre);
        if (weight <= 0)
            continue;
        if (taps->count == 0)
            taps->first = at;
        taps->weight[taps->count++] = (uint32_t)weight;
        total += weight;
    }
    for (int i = 0; i < taps->count; i++)
        taps->weight[i] =
            (uint32_t)((taps->weight[i] * (uint64_t)65536 + (uint64_t)total / 2) / (uint64_t)total);
}

/* Two channels at a time, 32 bits apart: the weights' sum is off by a half each at most, so that no
 * channel's sum comes to 256 × 65536. */
static uint32_t taps_sum(const struct taps *taps, const uint32_t *pixels, int step) {
    const uint64_t half = 32768ull << 32 | 32768, byte = 255ull << 32 | 255;
    uint64_t       even = half, odd = half;
    for (int i = 0; i < taps->count; i++) {
        uint64_t pixel = pixels[(ptrdiff_t)(taps->first + i) * step];
        uint64_t apart = pixel | pixel << 16; /* the channels at bits 0, 8, 32, 40 */
        even += (apart & byte) * taps->weight[i];
        odd += (apart >> 8 & byte) * taps->weight[i];
    }
    uint64_t sum = (even >> 16 & byte) | (odd >> 16 & byte) << 8;
    return (uint32_t)(sum | sum >> 16);
}

bool raster_scale(const uint32_t *from, int from_w, int from_h, uint32_t *to, int to_w, int to_h) {
    if (from_w < 1 || from_h < 1 || to_w < 1 || to_h < 1 || from_w > to_w * SHRINK_MOST ||
        from_h > to_h * SHRINK_MOST)
        return false;
    uint32_t *narrow = malloc((size_t)to_w * (size_t)from_h * sizeof *narrow);
    if (!narrow)
        return false;
    struct taps taps;
    for (int x = 0; x < to_w; x++) {
        taps_init(&taps, from_w, to_w, x);
        for (int y = 0; y < from_h; y++)
            narrow[(ptrdiff_t)y * to_w + x] = taps_sum(&taps, from + (ptrdiff_t)y * from_w, 1);
    }
    for (int y = 0; y < to_h; y++) {
        taps_init(&taps, from_h, to_h, y);
        for (int x = 0; x < to_w; x++)
            to[(ptrdiff_t)y * to_w + x] = taps_sum(&taps, narrow + x, to_w);
    }
    free(narrow);
    return true;
}
