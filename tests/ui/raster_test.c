/* SPDX-License-Identifier: GPL-3.0-or-later
 * raster_test.c - edges are as much as they cover, nothing is drawn outside, whatever is asked. */
#include "ui/raster.h"

#include "support/check.h"
#include "support/seed.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>

enum { W = 96, H = 80, EDGE = 8 };

/* A canvas inside a larger field whose rest must never change. */
static uint32_t      field[(H + 2 * EDGE) * (W + 2 * EDGE)];
static struct canvas canvas = { field + EDGE * (W + 2 * EDGE) + EDGE, W, H, W + 2 * EDGE };
static struct rect   all = { 0, 0, W, H };

static void clear(uint32_t c) {
    for (size_t i = 0; i < ROWS(field); i++)
        field[i] = 0xC0FFEE00u;
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            canvas.pixels[y * canvas.stride + x] = c;
}

static uint32_t at(int x, int y) {
    return canvas.pixels[y * canvas.stride + x];
}

static bool margin_is_whole(void) {
    for (int y = -EDGE; y < H + EDGE; y++)
        for (int x = -EDGE; x < W + EDGE; x++)
            if ((x < 0 || y < 0 || x >= W || y >= H) &&
                canvas.pixels[y * canvas.stride + x] != 0xC0FFEE00u)
                return false;
    return true;
}

/* White on black: the red channel is the coverage. */
static int cover(int x, int y) {
    return (int)(at(x, y) >> 16 & 255);
}

static void a_disc_covers_its_area(void **state) {
    (void)state;
    for (int radius = 1; radius <= 38; radius++) {
        clear(0xFF000000u);
        raster_fill(&canvas, all, (struct rect){ 2, 1, 2 * radius, 2 * radius }, radius,
                    0xFFFFFFFFu);
        double sum = 0, area = 3.14159265358979 * radius * radius;
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++)
                sum += cover(x, y) / 255.0;
        if (fabs(sum - area) > 0.004 * area + 0.15)
            fail_msg("radius %d covers %.3f, not %.3f", radius, sum, area);
    }
}

static void each_corner_pixel_is_exact_to_two_of_255(void **state) {
    (void)state;
    enum { RADIUS = 28, FINE = 64 };
    clear(0xFF000000u);
    raster_fill(&canvas, all, (struct rect){ 0, 0, 70, 70 }, RADIUS, 0xFFFFFFFFu);
    for (int y = 0; y < RADIUS; y++)
        for (int x = 0; x < RADIUS; x++) {
            int inside = 0;
            for (int i = 0; i < FINE * FINE; i++) {
                double dx = RADIUS - x - (i % FINE + 0.5) / FINE;
                double dy = RADIUS - y - ((double)(i / FINE) + 0.5) / FINE;
                inside += dx * dx + dy * dy <= RADIUS * RADIUS;
            }
            int exact = (inside * 255 + FINE * FINE / 2) / (FINE * FINE);
            if (abs(cover(x, y) - exact) > 2)
                fail_msg("pixel %d,%d covers %d, not %d", x, y, cover(x, y), exact);
        }
}

static void a_shape_is_the_same_from_all_sides(void **state) {
    (void)state;
    clear(0xFF000000u);
    raster_fill(&canvas, all, (struct rect){ 0, 0, W, H }, 30, 0xFFFFFFFFu);
    raster_stroke(&canvas, all, (struct rect){ 10, 10, W - 20, H - 20 }, 17, 3, 0, 0xFF808080u);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++) {
            assert_int_equal(at(x, y), at(W - 1 - x, y));
            assert_int_equal(at(x, y), at(x, H - 1 - y));
        }
}

static void a_border_and_its_inside_make_the_whole(void **state) {
    (void)state;
    struct rect r = { 5, 4, 60, 50 };
    for (int radius = 0; radius <= 25; radius += 5)
        for (int width = 1; width <= 12; width += 3) {
            static int outer[H][W], inner[H][W];
            clear(0xFF000000u);
            raster_fill(&canvas, all, r, radius, 0xFFFFFFFFu);
            for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++)
                    outer[y][x] = cover(x, y);
            clear(0xFF000000u);
            raster_fill(&canvas, all, rect_inset(r, width, width), radius - width, 0xFFFFFFFFu);
            for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++)
                    inner[y][x] = cover(x, y);
            clear(0xFF000000u);
            raster_stroke(&canvas, all, r, radius, width, 0, 0xFFFFFFFFu);
            for (int y = 0; y < H; y++)
                for (int x = 0; x < W; x++)
                    check_number(cover(x, y), outer[y][x] - inner[y][x], "border = whole - inside");
        }
}

static void dashes_and_gaps_are_even(void **state) {
    (void)state;
    clear(0xFF000000u);
    raster_stroke(&canvas, all, (struct rect){ 0, 0, 90, 60 }, 0, 2, 6, 0xFFFFFFFFu);
    int runs = 0, on = 0;
    for (int x = 0; x < 90; x++) {
        on += cover(x, 0) != 0;
        runs += cover(x, 0) != 0 && (x == 0 || cover(x - 1, 0) == 0);
    }
    check_number(runs, 7, "as many dashes as fit");
    assert_in_range(on, 38, 46); /* nearly half of the side */
    check_number(cover(0, 0), cover(89, 0), "the same at both ends");
}

/* c × cover over what was there, to the nearest of 255. */
static void half_covered_is_half_blended(void **state) {
    (void)state;
    static const struct {
        colour      colour;
        uint8_t     mask;
        uint32_t    under, expected;
        const char *why;
    } rows[] = {
        { 0xFF000000u, 128, 0xFFFFFFFFu, 0xFF7F7F7Fu, "black at half on white" },
        { 0xFFFFFFFFu, 128, 0xFF000000u, 0xFF808080u, "white at half on black" },
        { 0xFF123456u, 255, 0xFF99AABBu, 0xFF123456u, "whole" },
        { 0xFF123456u, 0, 0xFF99AABBu, 0xFF99AABBu, "nothing" },
        { 0x80FF0000u, 255, 0xFF000000u, 0xFF800000u, "half transparent red" },
        { 0x80FF0000u, 128, 0xFF000000u, 0xFF400000u, "and half covered" },
        { 0x00FF0000u, 255, 0xFF0000FFu, 0xFF0000FFu, "transparent" },
        { 0x80FFFFFFu, 255, 0x00000000u, 0x80808080u, "onto nothing: premultiplied" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        clear(rows[i].under);
        raster_mask(&canvas, all, &rows[i].mask, 1, 1, 3, 4, rows[i].colour);
        check_number(at(3, 4), rows[i].expected, rows[i].why);
    }
}

/* Long rows are painted some pixels at a time; a clip of one pixel lets no more than one through.
 */
static void a_row_is_painted_as_its_pixels_one_by_one(void **state) {
    (void)state;
    enum { WIDE = 23, HIGH = 3 };
    struct world world;
    uint8_t      mask[WIDE * HIGH];
    uint32_t     picture[WIDE * HIGH], whole[WIDE * HIGH];
    support_world(&world);
    size_t count = support_count(200, 4000);
    for (size_t i = 0; i < count; i++) {
        struct rect r = { 2, 3, 1 + (int)support_below(&world, WIDE), HIGH };
        colour      c = support_below(&world, UINT32_MAX);
        uint32_t    under = 0xFF000000u | support_below(&world, 1 << 24);
        for (size_t k = 0; k < ROWS(mask); k++) {
            uint32_t alpha = support_below(&world, 3) ? support_below(&world, 256) : 255;
            mask[k] = (uint8_t)(support_below(&world, 2) ? alpha : 0);
            picture[k] = alpha << 24 | alpha / 2 << 16 | alpha << 8 | alpha / 3;
        }
        for (int alone = 0; alone < 2; alone++) {
            clear(under);
            for (int k = 0; k < (alone ? r.w * r.h : 1); k++) {
                struct rect one = { r.x + k % r.w, r.y + k / r.w, 1, 1 }, clip = alone ? one : all;
                raster_fill(&canvas, clip, r, 0, c);
                raster_mask(&canvas, clip, mask, r.w, r.h, r.x, r.y, c | 0xFF000000u);
                raster_picture(&canvas, clip, picture, r.w, r.h, r.x, r.y);
            }
            for (int k = 0; k < r.w * r.h; k++)
                if (alone)
                    check_number(at(r.x + k % r.w, r.y + k / r.w), whole[k], "alone");
                else
                    whole[k] = at(r.x + k % r.w, r.y + k / r.w);
        }
    }
}

static void no_rectangle_draws_outside_clip_or_canvas(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    static const int wild[] = { 0,           -1,          1,       INT_MIN,    INT_MAX,
                                INT_MIN + 1, INT_MAX - 1, 1 << 28, -(1 << 28), 1 << 29,
                                W,           H,           -W,      40,         7 };
    static uint8_t   mask[64 * 64];
    static uint32_t  picture[64 * 64];
    memset(mask, 200, sizeof mask);
    memset(picture, 0xFF, sizeof picture);
    size_t count = support_count(4000, 80000);
    for (size_t i = 0; i < count; i++) {
        int n[10];
        for (int k = 0; k < 10; k++)
            n[k] = support_below(&world, 2) ? wild[support_below(&world, ROWS(wild))]
                                            : (int)support_below(&world, 150) - 30;
        struct rect r = { n[0], n[1], n[2], n[3] };
        struct rect clip = { (int)support_below(&world, 120) - 20,
                             (int)support_below(&world, 120) - 20, (int)support_below(&world, 60),
                             (int)support_below(&world, 60) };
        clear(0xFF000000u);
        raster_fill(&canvas, clip, r, n[4], 0xFFFFFFFFu);
        raster_stroke(&canvas, clip, r, n[5], n[6], n[7], 0xFFFF0000u);
        raster_mask(&canvas, clip, mask, 64, 64, n[8], n[9], 0xFFFFFFFFu);
        raster_picture(&canvas, clip, picture, 64, 64, n[9], n[8]);
        assert_true(margin_is_whole());
        for (int y = 0; y < H; y++)
            for (int x = 0; x < W; x++)
                if (at(x, y) != 0xFF000000u && !rect_holds(clip, x, y))
                    fail_msg("pixel %d,%d lies outside the clip", x, y);
    }
}

static void scaling_keeps_what_is_even_and_never_overflows(void **state) {
    (void)state;
    static uint32_t from[136 * 128], to[300 * 300];
    for (size_t i = 0; i < ROWS(from); i++)
        from[i] = 0xFFFFFFFFu;
    static const int sizes[][2] = { { 136, 128 }, { 100, 94 }, { 17, 16 }, { 5, 4 }, { 300, 282 } };
    for (size_t s = 0; s < ROWS(sizes); s++) {
        assert_true(raster_scale(from, 136, 128, to, sizes[s][0], sizes[s][1]));
        for (int i = 0; i < sizes[s][0] * sizes[s][1]; i++)
            check_number(to[i], 0xFFFFFFFFu, "white stays white");
    }
    /* A checkerboard becomes grey, as bright on the whole. */
    for (int i = 0; i < 136 * 128; i++)
        from[i] = (i + i / 136) % 2 ? 0xFFFFFFFFu : 0xFF000000u;
    assert_true(raster_scale(from, 136, 128, to, 34, 32));
    for (int i = 0; i < 34 * 32; i++)
        assert_in_range(to[i] & 255, 118, 138);
    assert_false(raster_scale(from, 136, 128, to, 4, 4)); /* more than 32 times smaller */
    assert_false(raster_scale(from, 136, 128, to, 0, 10));
}

static void no_channel_is_scaled_into_another(void **state) {
    (void)state;
    static uint32_t  from[50 * 40], one[50 * 40], whole[90 * 90], part[90 * 90];
    static const int sizes[][2] = { { 50, 40 }, { 13, 11 }, { 90, 90 }, { 49, 41 } };
    struct world     world;
    support_world(&world);
    for (size_t i = 0; i < ROWS(from); i++)
        from[i] = support_below(&world, 4) ? support_below(&world, UINT32_MAX) : UINT32_MAX;
    for (size_t s = 0; s < ROWS(sizes); s++) {
        assert_true(raster_scale(from, 50, 40, whole, sizes[s][0], sizes[s][1]));
        for (uint32_t channel = 0xFF; channel != 0; channel <<= 8) {
            for (size_t i = 0; i < ROWS(from); i++)
                one[i] = from[i] & channel;
            assert_true(raster_scale(one, 50, 40, part, sizes[s][0], sizes[s][1]));
            for (int i = 0; i < sizes[s][0] * sizes[s][1]; i++)
                check_number(part[i], whole[i] & channel, "the channel by itself");
        }
    }
}

static void mixing_goes_from_one_to_the_other(void **state) {
    (void)state;
    check_number(colour_mix(0xFF102030u, 0xFFFFFFFFu, 0), 0xFF102030u, "none of it");
    check_number(colour_mix(0xFF102030u, 0xFFF0E0D0u, 256), 0xFFF0E0D0u, "all of it");
    check_number(colour_mix(0xFF000000u, 0xFFFFFFFFu, 128), 0xFF808080u, "half");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_disc_covers_its_area),
        cmocka_unit_test(each_corner_pixel_is_exact_to_two_of_255),
        cmocka_unit_test(a_shape_is_the_same_from_all_sides),
        cmocka_unit_test(a_border_and_its_inside_make_the_whole),
        cmocka_unit_test(dashes_and_gaps_are_even),
        cmocka_unit_test(half_covered_is_half_blended),
        cmocka_unit_test(a_row_is_painted_as_its_pixels_one_by_one),
        cmocka_unit_test(no_rectangle_draws_outside_clip_or_canvas),
        cmocka_unit_test(scaling_keeps_what_is_even_and_never_overflows),
        cmocka_unit_test(no_channel_is_scaled_into_another),
        cmocka_unit_test(mixing_goes_from_one_to_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
