/* SPDX-License-Identifier: GPL-3.0-or-later
 * paper_test.c - receipts as they come out of the printer: kept pictures, pure black and white,
 * codes that are read back, and what does not fit. */
#include "ui/paper.h"

#include "support/check.h"
#include "support/code.h"
#include "support/gallery.h"
#include "support/hostile.h"
#include "support/picture.h"

static struct fonts *fonts;
static struct ui    *ui;

static int open_all(void **state) {
    (void)state;
    fonts = gallery_fonts(4 << 20);
    ui = ui_new(fonts);
    return ui ? 0 : -1;
}
static int close_all(void **state) {
    (void)state;
    ui_free(ui);
    fonts_free(fonts);
    return 0;
}

static const char token[] = "7M2PQ4X9TZK3VWBH8RND5CYG6F";

static struct paper *receipt(int width, struct canvas *ret_canvas) {
    struct paper *paper = paper_new(ui, width);
    paper_small(paper, "易扶新村服务中心　K01");
    paper_picture(paper, "🧹");
    paper_heading(paper, "我想去：小区保洁员");
    paper_number(paper, "TS-K01-261124-B003-7");
    paper_rule(paper);
    paper_fact(paper, "谁来电话", "服务中心小王，从 0738-0001234 打来");
    paper_fact(paper, "最晚哪天", "2026 年 11 月 27 日（星期五）");
    paper_fact(paper, "打给", "138****6021");
    paper_fact(paper, "没有写", "");
    paper_rule(paper);
    paper_text(paper, "接电话时不会向您要钱。要钱的都是骗子，请不要给，并告诉服务中心。");
    assert_true(paper_code(paper, token, "拿这个码来查，也可以不去了"));
    assert_true(paper_done(paper, ret_canvas));
    return paper;
}

/* Black, white, and nothing in the margins at the sides. */
static void check_dots(const struct canvas *canvas) {
    size_t black = 0;
    for (int y = 0; y < canvas->height; y++)
        for (int x = 0; x < canvas->width; x++) {
            uint32_t pixel = canvas->pixels[(ptrdiff_t)y * canvas->stride + x];
            if (pixel != 0xFF000000u && pixel != 0xFFFFFFFFu)
                fail_msg("%08x at %d,%d", pixel, x, y);
            if (pixel == 0xFF000000u && (x < 4 || x >= canvas->width - 4 || y < 4))
                fail_msg("black at the edge: %d,%d", x, y);
            black += pixel == 0xFF000000u;
        }
    assert_true(black > 0);
}

static void a_receipt_looks_as_kept_and_its_code_is_read_back(void **state) {
    (void)state;
    static const struct {
        int         width;
        const char *picture;
    } rows[] = { { 576, "tests/ui/golden/paper_576.png" },
                 { 384, "tests/ui/golden/paper_384.png" } };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct canvas canvas;
        struct paper *paper = receipt(rows[i].width, &canvas);
        check_number(canvas.width, rows[i].width, "width");
        check_dots(&canvas);
        check_text(code_read(&canvas, (struct rect){ 0, 0, canvas.width, canvas.height }), token,
                   "the code");
        picture_check(rows[i].picture, &canvas);
        paper_free(paper);
    }
}

static void an_english_receipt_wraps_within_its_columns(void **state) {
    (void)state;
    for (int width = PAPER_WIDTH_LEAST; width <= PAPER_WIDTH_MOST; width += 64) {
        struct canvas canvas;
        struct paper *paper = paper_new(ui, width);
        paper_heading(paper, "Receipt for a long-distance lorry driver at Loudi");
        paper_number(paper, "TS-K01-261124-B003-7");
        paper_fact(paper, "Who will telephone you",
                   "Xiao Wang of the service centre, 0738-0001234");
        paper_fact(paper, "Pneumonoultramicroscopicsilicovolcanoconiosis",
                   "0123456789012345678901");
        assert_true(paper_done(paper, &canvas));
        check_dots(&canvas);
        paper_free(paper);
    }
}

static void a_code_that_is_too_large_for_the_paper_is_left_out(void **state) {
    (void)state;
    char          text[2000];
    struct canvas before, after;
    for (size_t i = 0; i + 1 < sizeof text; i++)
        text[i] = (char)('a' + i % 26);
    text[sizeof text - 1] = '\0';
    struct paper *paper = paper_new(ui, 384);
    paper_text(paper, "回执");
    assert_true(paper_done(paper, &before));
    assert_false(paper_code(paper, text, "太大"));
    assert_false(paper_code(paper, "", "没有"));
    assert_true(paper_done(paper, &after));
    check_number(after.height, before.height, "nothing was added");
    paper_free(paper);
}

/* The largest code each width takes is read back. */
static void modules_are_at_least_six_dots(void **state) {
    (void)state;
    static const int widths[] = { 256, 384, 512, 576, 832 };
    for (size_t i = 0; i < ROWS(widths); i++) {
        char          text[QR_BYTES_MOST + 1];
        struct canvas canvas;
        size_t        room = qr_room(QR_LEVEL_L, widths[i] / PAPER_MODULE - 2 * QR_QUIET);
        for (size_t at = 0; at < room; at++)
            text[at] = (char)('a' + at * 11 % 26);
        text[room] = '\0';
        struct paper *paper = paper_new(ui, widths[i]);
        assert_true(paper_code(paper, text, NULL));
        assert_true(paper_done(paper, &canvas));
        check_text(code_read(&canvas, (struct rect){ 0, 0, canvas.width, canvas.height }), text,
                   "the largest");
        paper_free(paper);
    }
}

static void a_paper_that_becomes_too_long_says_so(void **state) {
    (void)state;
    struct canvas canvas;
    struct paper *paper = paper_new(ui, 576);
    for (int i = 0; i < 200; i++)
        paper_text(paper, "一行又一行");
    assert_false(paper_done(paper, &canvas));
    paper_free(paper);
}

static void nothing_written_takes_no_room_and_a_missing_picture_is_none(void **state) {
    (void)state;
    struct canvas empty, canvas;
    struct paper *paper = paper_new(ui, 576);
    assert_true(paper_done(paper, &empty));
    paper_heading(paper, "");
    paper_text(paper, NULL);
    paper_small(paper, "");
    paper_number(paper, NULL);
    paper_fact(paper, "电话", NULL);
    assert_false(paper_picture(paper, "没有图"));
    assert_false(paper_picture(paper, NULL));
    assert_true(paper_done(paper, &canvas));
    check_number(canvas.height, empty.height, "as before");
    paper_free(paper);
}

static void any_bytes_are_only_words(void **state) {
    (void)state;
    for (size_t i = 0; i < hostile_count + hostile_byte_count; i++) {
        const char *text = i < hostile_count ? hostile_texts[i] : hostile_bytes[i - hostile_count];
        struct canvas canvas;
        struct paper *paper = paper_new(ui, 384);
        paper_heading(paper, text);
        paper_number(paper, text);
        paper_fact(paper, text, text);
        (void)paper_code(paper, text, text);
        (void)paper_done(paper, &canvas); /* too long, some of them */
        paper_free(paper);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_receipt_looks_as_kept_and_its_code_is_read_back),
        cmocka_unit_test(an_english_receipt_wraps_within_its_columns),
        cmocka_unit_test(a_code_that_is_too_large_for_the_paper_is_left_out),
        cmocka_unit_test(modules_are_at_least_six_dots),
        cmocka_unit_test(a_paper_that_becomes_too_long_says_so),
        cmocka_unit_test(nothing_written_takes_no_room_and_a_missing_picture_is_none),
        cmocka_unit_test(any_bytes_are_only_words),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
