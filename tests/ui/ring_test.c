/* SPDX-License-Identifier: GPL-3.0-or-later
 * ring_test.c - rings and hatched shapes: as much of them as asked for, where it belongs, nothing
 * outside clip and shape. */
#include "support/check.h"
#include "support/seed.h"
#include "ui/raster.h"

#include <string.h>

enum { SIDE = 120, BLACK = 0, WHITE = 0xFFFFFF };

static uint32_t      pixels[SIDE * SIDE];
static struct canvas canvas = { pixels, SIDE, SIDE, SIDE };
static struct rect   all = { 0, 0, SIDE, SIDE };

static int start(void **state) {
    (void)state;
    memset(pixels, 0xFF, sizeof pixels);
    return 0;
}

/* How black the pixel is, of 255. */
static int ink(int x, int y) {
    return 255 - (int)(pixels[y * SIDE + x] & 255);
}
/* How many whole pixels of ink there are in r. */
static long inked(struct rect r) {
    long sum = 0;
    for (int y = r.y; y < rect_bottom(r); y++)
        for (int x = r.x; x < rect_right(r); x++)
            sum += ink(x, y);
    return sum / 255;
}

static void a_ring_is_as_long_as_its_share(void **state) {
    (void)state;
    /* A ring of 100 across, 12 wide: π × (50² − 38²) = 3318 pixels; round ends: a circle of 12. */
    static const struct {
        int         share;
        long        expected;
        const char *why;
    } rows[] = { { 1024, 3318, "all of it" },           { 2000, 3318, "more than all" },
                 { 512, 1659 + 113, "half, its ends" }, { 256, 829 + 113, "a quarter" },
                 { 768, 2488 + 113, "three quarters" }, { 0, 0, "nothing" },
                 { -5, 0, "less than nothing" } };
    for (size_t i = 0; i < ROWS(rows); i++) {
        (void)start(state);
        raster_ring(&canvas, all, (struct rect){ 10, 10, 100, 100 }, 12, rows[i].share,
                    0xFF000000u);
        long difference = inked(all) - rows[i].expected;
        if (difference < -30 || difference > 30)
            fail_msg("%s: %ld pixels, not %ld", rows[i].why, inked(all), rows[i].expected);
    }
}

static void a_ring_goes_clockwise_from_its_top(void **state) {
    (void)state;
    raster_ring(&canvas, all, (struct rect){ 10, 10, 100, 100 }, 12, 256, 0xFF000000u);
    assert_true(ink(60, 15) == 255);  /* the top */
    assert_true(ink(92, 28) == 255);  /* to the right of it */
    assert_true(ink(104, 58) == 255); /* three o'clock */
    assert_true(ink(104, 70) == 0);   /* beyond the round end */
    assert_true(ink(15, 60) == 0);    /* nine o'clock */
    assert_true(ink(60, 60) == 0);    /* hollow */
    assert_true(inked((struct rect){ 0, 0, 50, SIDE }) == 0);
}

static void hatching_covers_half_of_its_shape(void **state) {
    (void)state;
    struct rect r = { 10, 20, 96, 60 };
    raster_hatch(&canvas, all, r, 8, 6, 0xFF000000u);
    long half = 96 * 60 / 2;
    assert_in_range(inked(all), half - half / 20, half + half / 20);
    check_number(inked(all), inked(r), "nothing outside");
    check_number(ink(10, 20), 0, "the corner is round");
    int row[12];
    for (int i = 0; i < 12; i++)
        row[i] = ink(40 + i, 50);
    for (int i = 0; i < 12; i++)
        check_number(ink(39 + i, 51), row[i], "stripes rise to the right");
}

static void whatever_is_asked_stays_inside_the_clip(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    for (size_t i = 0; i < support_count(300, 6000); i++) {
        struct rect clip = { (int)support_below(&world, SIDE), (int)support_below(&world, SIDE),
                             (int)support_below(&world, 40), (int)support_below(&world, 40) };
        struct rect r = { (int)support_below(&world, 400) - 200,
                          (int)support_below(&world, 400) - 200, (int)support_below(&world, 300),
                          (int)support_below(&world, 300) };
        int         width = (int)support_below(&world, 60) - 5;
        clip = rect_meet(clip, all);
        (void)start(state);
        if (i % 2)
            raster_ring(&canvas, clip, r, width, (int)support_below(&world, 1200), 0x80000000u);
        else
            raster_hatch(&canvas, clip, r, width, width / 2, 0x80000000u);
        check_number(inked(all), inked(clip), "inside");
    }
    raster_ring(&canvas, all, (struct rect){ -2000000000, -2000000000, 2000000000, 2000000000 }, 9,
                300, 0xFF000000u);
    raster_hatch(&canvas, all, (struct rect){ 2000000000, 0, 2000000000, 9 }, 9, 300, 0xFF000000u);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_ring_is_as_long_as_its_share, start),
        cmocka_unit_test_setup(a_ring_goes_clockwise_from_its_top, start),
        cmocka_unit_test_setup(hatching_covers_half_of_its_shape, start),
        cmocka_unit_test_setup(whatever_is_asked_stays_inside_the_clip, start),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
