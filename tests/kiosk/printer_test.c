/* SPDX-License-Identifier: GPL-3.0-or-later
 * printer_test.c - pictures as dots, dots as ESC/POS, and papers as numbered files. */
#include "kiosk/printer.h"

#include "base/file.h"
#include "kiosk/printer_escpos.h"
#include "support/check.h"
#include "support/picture.h"
#include "support/roll.h"
#include "support/seed.h"
#include "support/temp.h"
#include "ui/png.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A picture in which every row and column differs. */
static struct canvas pattern(int width, int height) {
    struct canvas canvas = { malloc((size_t)width * (size_t)height * 4), width, height, width };
    assert_non_null(canvas.pixels);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            canvas.pixels[y * width + x] =
                (x * 7 + y * 13 + x * y) % 5 < 2 ? 0xFF000000u : 0xFFFFFFFFu;
    return canvas;
}

static void the_dark_half_of_the_greys_becomes_dots(void **state) {
    (void)state;
    static const struct {
        uint32_t pixel;
        bool     dark;
    } rows[] = { { 0xFF000000u, true },  { 0xFFFFFFFFu, false }, { 0xFF7F7F7Fu, true },
                 { 0xFF808080u, false }, { 0xFFA3400Fu, true },  { 0xFFE4DFD2u, false } };
    for (size_t i = 0; i < ROWS(rows); i++) {
        uint32_t      pixel = rows[i].pixel;
        struct canvas canvas = { &pixel, 1, 1, 1 };
        struct dots   dots;
        assert_true(dots_make(&dots, &canvas, 8));
        check_number(dots.bits[0], rows[i].dark ? 0x80 : 0, "first dot");
        dots_free(&dots);
    }
}

static void a_picture_wider_than_the_paper_or_empty_is_refused(void **state) {
    (void)state;
    struct canvas canvas = pattern(40, 4);
    struct dots   dots;
    assert_false(dots_make(&dots, &canvas, 32));
    canvas.height = 0;
    assert_false(dots_make(&dots, &canvas, 40));
    free(canvas.pixels);
}

/* Through the bands of each height: a printer's head has the same dots again. */
static void bands_give_the_same_dots_whatever_the_height(void **state) {
    (void)state;
    static struct roll roll;
    static const int   heights[] = { 1, 31, 32, 33, 64, 65, 300 };
    for (size_t i = 0; i < ROWS(heights); i++) {
        struct canvas canvas = pattern(381, heights[i]);
        struct dots   dots;
        struct escpos band;
        uint8_t       answer[2];
        memset(&roll, 0, sizeof(roll));
        assert_true(dots_make(&dots, &canvas, 384));
        for (int at = 0; escpos_band(&dots, at, &band); at++)
            for (size_t b = 0; b < band.length; b++)
                (void)roll_feed(&roll, band.bytes[b], answer);
        check_number(roll.columns, 48, "columns");
        check_number(roll.rows, heights[i], "rows");
        assert_memory_equal(roll.dots, dots.bits, (size_t)(48 * heights[i]));
        check_number(roll.strange, 0, "nothing else");
        dots_free(&dots);
        free(canvas.pixels);
    }
}

static struct printer *file_printer(const struct temp *temp) {
    const struct printer_settings settings = { .kind = SETTING_PRINTER_FILE, .width_dots = 384 };
    struct printer               *printer;
    struct err                    err = { 0 };
    if (!printer_open(&printer, &settings, temp->path, 0, &err))
        fail_msg("%s", err.text);
    check_number(printer->width, 384, "as the settings say");
    check_number(printer->state(printer, NULL), DEVICE_IDLE, "nothing was printed");
    return printer;
}

static void a_paper_becomes_bytes_and_a_picture_and_the_next_another_number(void **state) {
    (void)state;
    static struct roll roll;
    struct temp        temp;
    struct arena       arena = { 0 };
    temp_make(&temp);
    struct canvas canvas = pattern(384, 100), back;
    for (int start = 0; start < 2; start++) { /* counting goes on after a restart */
        struct printer *printer = file_printer(&temp);
        assert_true(printer->print(printer, &canvas));
        check_number(printer->state(printer, NULL), DEVICE_DONE, "at once");
        printer_close(printer);
    }
    assert_true(png_load(temp_path(&temp, "paper/0002.png"), &back, NULL));
    check_number(picture_difference(&back, &canvas), 0, "the picture");
    char   *bytes;
    size_t  length;
    uint8_t answer[2];
    assert_true(
        file_read(&arena, temp_path(&temp, "paper/0001.escpos"), 1 << 20, &bytes, &length, NULL));
    for (size_t i = 0; i < length; i++)
        (void)roll_feed(&roll, (uint8_t)bytes[i], answer);
    check_number(roll.begun, 1, "begins with the first state");
    check_number(roll.rows, 100, "rows");
    check_number(roll.cut, 1, "is cut");
    check_number(roll.strange, 0, "nothing else");
    assert_int_not_equal(access(temp_path(&temp, "paper/0003.png"), F_OK), 0);
    struct stat what;
    assert_int_equal(stat(temp_path(&temp, "paper"), &what), 0);
    check_number(what.st_mode & 077, 0, "for nobody else");
    free(canvas.pixels);
    free(back.pixels);
    arena_deinit(&arena);
    temp_remove(&temp);
}

static void a_folder_that_cannot_be_written_is_a_sentence(void **state) {
    (void)state;
    struct temp temp;
    struct err  err = { 0 };
    temp_make(&temp);
    struct canvas canvas = pattern(384, 10);
    (void)temp_file(&temp, "paper", "no folder", 9);
    struct printer *printer = file_printer(&temp);
    assert_true(printer->print(printer, &canvas));
    check_number(printer->state(printer, &err), DEVICE_FAILED, "failed");
    check_text(err.text, "现在打印不了，请叫工作人员", "for residents");
    check_number(unlink(temp_path(&temp, "paper")), 0, "the way is free");
    assert_true(printer->print(printer, &canvas));
    check_number(printer->state(printer, &err), DEVICE_DONE, "the next is printed");
    assert_int_equal(access(temp_path(&temp, "paper/0001.png"), F_OK), 0);
    printer_close(printer);
    free(canvas.pixels);
    temp_remove(&temp);
}

static void without_a_printer_there_is_none(void **state) {
    (void)state;
    const struct printer_settings settings = { .kind = SETTING_PRINTER_NONE, .width_dots = 384 };
    struct printer               *printer = (struct printer *)(void *)&settings;
    assert_true(printer_open(&printer, &settings, "/nowhere", 0, NULL));
    assert_null(printer);
    printer_close(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_dark_half_of_the_greys_becomes_dots),
        cmocka_unit_test(a_picture_wider_than_the_paper_or_empty_is_refused),
        cmocka_unit_test(bands_give_the_same_dots_whatever_the_height),
        cmocka_unit_test(a_paper_becomes_bytes_and_a_picture_and_the_next_another_number),
        cmocka_unit_test(a_folder_that_cannot_be_written_is_a_sentence),
        cmocka_unit_test(without_a_printer_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
