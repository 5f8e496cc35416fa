/* SPDX-License-Identifier: GPL-3.0-or-later
 * cut_test.c - what is cut off and what remains make the whole; nothing gets a negative size. */
#include "ui/cut.h"

#include "support/check.h"
#include "support/seed.h"

#include <limits.h>

static void a_strip_and_the_rest_make_the_whole(void **state) {
    (void)state;
    static const struct {
        int         ask, got;
        const char *why;
    } rows[] = {
        { 30, 30, "some" },
        { 0, 0, "nothing" },
        { 100, 100, "all" },
        { 101, 100, "more than there is" },
        { -5, 0, "less than nothing" },
        { INT_MAX, 100, "far too much" },
        { INT_MIN, 0, "far too little" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct rect whole = { 7, 9, 100, 100 };
        struct rect rest[4] = { whole, whole, whole, whole };
        struct rect strip[4] = { cut_top(&rest[0], rows[i].ask), cut_bottom(&rest[1], rows[i].ask),
                                 cut_left(&rest[2], rows[i].ask),
                                 cut_right(&rest[3], rows[i].ask) };
        for (int side = 0; side < 4; side++) {
            check_number(side < 2 ? strip[side].h : strip[side].w, rows[i].got, rows[i].why);
            struct rect joined = rect_join(strip[side], rest[side]);
            if (!rect_equal(joined, whole))
                fail_msg("%s: side %d", rows[i].why, side);
            assert_true(rect_empty(rect_meet(strip[side], rest[side])));
        }
    }
}

static void cells_fill_their_grid_to_the_pixel(void **state) {
    (void)state;
    for (int width = 20; width < 140; width += 7)
        for (int columns = 1; columns <= 6; columns++)
            for (int gap = 0; gap <= 2; gap++) {
                struct rect area = { 3, 5, width, 50 };
                int         x = area.x;
                for (int i = 0; i < columns; i++) {
                    struct rect cell = cut_cell(area, columns, 1, gap, i);
                    check_number(cell.x, x, "where the one before and the gap end");
                    x += cell.w + gap;
                }
                check_number(x - gap, rect_right(area), "the last ends at the edge");
            }
    struct rect cell = cut_cell((struct rect){ 0, 0, 10, 10 }, 0, 0, 5, 0);
    check_number(cell.w, 10, "no columns count as one");
}

static void what_does_not_fit_in_a_row_wraps(void **state) {
    (void)state;
    struct wrap wrap = wrap_in((struct rect){ 10, 20, 100, 75 }, 10);
    struct rect r = { 0 };
    static const struct {
        int         w, x, y;
        bool        fits;
        const char *why;
    } rows[] = {
        { 40, 10, 20, true, "the first" },
        { 50, 60, 20, true, "beside it, to the edge" },
        { 1, 10, 60, true, "the next row" },
        { 500, 0, 0, false, "a third row has no room" },
        { 80, 21, 60, true, "but a smaller one still has" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        bool fits = wrap_next(&wrap, rows[i].w, 30, &r);
        check_number(fits, rows[i].fits, rows[i].why);
        if (fits) {
            check_number(r.x, rows[i].x, rows[i].why);
            check_number(r.y, rows[i].y, rows[i].why);
        }
    }
    check_number(wrap_height(&wrap), 70, "two rows and a gap");
}

static void meeting_and_joining_survive_any_numbers(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    static const int wild[] = { 0, 1, -1, 50, -50, INT_MAX, INT_MIN, INT_MAX - 1, 1 << 30 };
    for (int i = 0; i < 20000; i++) {
        int n[8];
        for (int k = 0; k < 8; k++)
            n[k] = wild[support_below(&world, ROWS(wild))];
        struct rect a = { n[0], n[1], n[2], n[3] }, b = { n[4], n[5], n[6], n[7] };
        struct rect met = rect_meet(a, b);
        assert_true(met.w >= 0 && met.h >= 0);
        assert_true(rect_equal(met, rect_meet(b, a)));
        (void)rect_join(a, b);
        (void)rect_holds(a, n[4], n[5]);
        assert_true(rect_distance2(a, n[6], n[7]) >= 0);
    }
}

static void distance_is_to_the_nearest_pixel(void **state) {
    (void)state;
    struct rect r = { 10, 10, 20, 20 };
    check_number(rect_distance2(r, 15, 15), 0, "inside");
    check_number(rect_distance2(r, 29, 29), 0, "the last pixel");
    check_number(rect_distance2(r, 30, 20), 1, "one beside");
    check_number(rect_distance2(r, 7, 6), 9 + 16, "beside a corner");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_strip_and_the_rest_make_the_whole),
        cmocka_unit_test(cells_fill_their_grid_to_the_pixel),
        cmocka_unit_test(what_does_not_fit_in_a_row_wraps),
        cmocka_unit_test(meeting_and_joining_survive_any_numbers),
        cmocka_unit_test(distance_is_to_the_nearest_pixel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
