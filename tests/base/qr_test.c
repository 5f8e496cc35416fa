/* SPDX-License-Identifier: GPL-3.0-or-later
 * qr_test.c - how much each size holds, what is refused, and that a reader gets the same bytes
 * back. */
#include "base/qr.h"

#include "support/check.h"
#include "support/code.h"

#include <stdlib.h>

static char *of_length(size_t length) {
    char *text = malloc(length + 1);
    assert_non_null(text);
    for (size_t i = 0; i < length; i++)
        text[i] = (char)('a' + i % 26);
    text[length] = '\0';
    return text;
}

/* The standard's table against the encoder: so many bytes need this size, one more the next. */
static void each_size_holds_what_the_standard_says(void **state) {
    (void)state;
    static struct qr qr;
    for (int level = QR_LEVEL_L; level <= QR_LEVEL_M; level++)
        for (int side = QR_SIDE_LEAST; side <= QR_SIDE_MOST; side += 4) {
            size_t room = qr_room((enum qr_level)level, side);
            char  *full = of_length(room), *more = of_length(room + 1);
            assert_true(qr_encode(&qr, full, (enum qr_level)level, side));
            check_number(qr.side, side, "full");
            assert_false(qr_encode(&qr, more, (enum qr_level)level, side));
            if (side < QR_SIDE_MOST) {
                assert_true(qr_encode(&qr, more, (enum qr_level)level, QR_SIDE_MOST));
                check_number(qr.side, side + 4, "one more");
            }
            free(full);
            free(more);
        }
    check_number(qr_room(QR_LEVEL_L, QR_SIDE_MOST), QR_BYTES_MOST, "the most");
}

static void sides_that_no_code_has_hold_what_the_smaller_one_does(void **state) {
    (void)state;
    static const struct {
        int    side;
        size_t room;
    } rows[] = {
        { -5, 0 }, { 0, 0 }, { 20, 0 }, { 21, 14 }, { 24, 14 }, { 25, 26 }, { 1000, 2331 }
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_number(qr_room(QR_LEVEL_M, rows[i].side), rows[i].room, "side");
}

static void what_does_not_fit_is_refused_and_leaves_the_old_code(void **state) {
    (void)state;
    static struct qr qr, before;
    char            *endless = of_length(100000);
    assert_true(qr_encode(&qr, "tel:13800001234", QR_LEVEL_M, QR_SIDE_MOST));
    before = qr;
    assert_false(qr_encode(&qr, "", QR_LEVEL_M, QR_SIDE_MOST));
    assert_false(qr_encode(&qr, endless, QR_LEVEL_L, QR_SIDE_MOST));
    assert_false(qr_encode(&qr, "a text for more than the smallest", QR_LEVEL_M, 21));
    assert_false(qr_encode(&qr, "a", QR_LEVEL_M, 20));
    assert_memory_equal(&qr, &before, sizeof(qr));
    free(endless);
}

static void a_reader_gets_the_same_bytes_back(void **state) {
    (void)state;
    static const char *const texts[] = { "1",
                                         "tel:07380001234,802",
                                         "TS-K01-261124-B003-7",
                                         "岗位：保洁员\n工资：2000–2500 元/月",
                                         "喆堃䶮𠮷👩‍🏭",
                                         "7M2PQ4X9TZK3VWBH8RND5CYG6F",
                                         "ｶﾀｶﾅ",
                                         "é ü ß" };
    enum { PIXELS = 3 };
    for (size_t i = 0; i < ROWS(texts); i++) {
        static struct qr qr;
        assert_true(qr_encode(&qr, texts[i], QR_LEVEL_M, QR_SIDE_MOST));
        int           side = (qr.side + 2 * QR_QUIET) * PIXELS;
        struct canvas canvas = { malloc((size_t)(side * side) * 4), side, side, side };
        assert_non_null(canvas.pixels);
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                int  mx = x / PIXELS - QR_QUIET, my = y / PIXELS - QR_QUIET;
                bool inside = mx >= 0 && my >= 0 && mx < qr.side && my < qr.side;
                canvas.pixels[y * side + x] =
                    inside && qr_dark(&qr, mx, my) ? 0xFF000000u : 0xFFFFFFFFu;
            }
        check_text(code_read(&canvas, (struct rect){ 0, 0, side, side }), texts[i], texts[i]);
        free(canvas.pixels);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_size_holds_what_the_standard_says),
        cmocka_unit_test(sides_that_no_code_has_hold_what_the_smaller_one_does),
        cmocka_unit_test(what_does_not_fit_is_refused_and_leaves_the_old_code),
        cmocka_unit_test(a_reader_gets_the_same_bytes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
