/* SPDX-License-Identifier: GPL-3.0-or-later
 * printer_device_test.c - a printer on a line, played by a pty: well, out of paper before, while
 * and after it is fed, open, unplugged and back, slow, dumb, deaf, mad. Nothing waits for it, and
 * whatever happened, the next paper is whole. */
#include "kiosk/printer_driver.h"

#include "support/check.h"
#include "support/plug.h"
#include "support/temp.h"

#include <SDL.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WIDTH = 384, HEIGHT = 1600 /* 77 kB: more than a line holds */ };

/* Short enough that deaf printers are soon given up, long enough for a busy machine. */
static const struct printer_patience quick = { .stall = 1000, .reply = 500, .done = 1000 };
/* So long that the test times out when it is waited for. */
static const struct printer_patience endless = { 3600000, 3600000, 3600000 };

static struct roll   roll;
static struct canvas paper;
static uint32_t      event;

/* The printer and its other end. */
struct bench {
    struct temp     temp;
    struct plug     plug;
    struct printer *printer;
};

static void bench_open(struct bench *bench, const struct printer_patience *patience) {
    struct err err = { 0 };
    *bench = (struct bench){ .plug = { .roll = &roll, .master = -1, .slave = -1 } };
    temp_make(&bench->temp);
    static char path[TEMP_PATH + 16];
    (void)snprintf(path, sizeof(path), "%s/printer", bench->temp.path);
    bench->plug.path = path;
    memset(&roll, 0, sizeof(roll));
    roll.answers = true;
    if (!printer_device_open(&bench->printer, bench->plug.path, WIDTH, 9600, patience, event, &err))
        fail_msg("%s", err.text);
    plug_in(&bench->plug);
    SDL_FlushEvent(event);
}

static void bench_close(struct bench *bench) {
    printer_close(bench->printer);
    if (bench->plug.master >= 0)
        plug_out(&bench->plug);
    temp_remove(&bench->temp);
}

/* Print, and play the printer until the outcome is there. */
static enum device_state print(struct bench *bench, struct err *err) {
    enum device_state state;
    bench->plug.eaten = 0;
    roll_tear(&roll);
    assert_true(bench->printer->print(bench->printer, &paper));
    while ((state = bench->printer->state(bench->printer, err)) == DEVICE_BUSY)
        (void)plug_serve(&bench->plug);
    /* What it sent last is still on the line. */
    for (int looks = 0; looks < 400 && state == DEVICE_DONE && roll.cut == 0;)
        looks += !plug_serve(&bench->plug);
    while (plug_serve(&bench->plug))
        continue;
    SDL_Event told;
    check_number(SDL_WaitEventTimeout(&told, 10000), 1, "the loop is woken");
    check_number(told.type, event, "by its event");
    return state;
}

static void check_whole(const char *why) {
    struct dots dots;
    assert_true(dots_make(&dots, &paper, WIDTH));
    check_number(roll.columns, dots.columns, why);
    check_number(roll.rows, dots.rows, why);
    assert_memory_equal(roll.dots, dots.bits, (size_t)dots.columns * (size_t)dots.rows);
    check_number(roll.begun, 1, why);
    check_number(roll.cut, 1, why);
    check_number(roll.strange, 0, why);
    dots_free(&dots);
}

static void check_trouble(enum device_state state, const struct err *err, const char *text) {
    check_number(state, DEVICE_FAILED, text);
    check_text(err->text, text, "for residents");
}

/* After the trouble is over the next paper comes out whole, and as if nothing had been. */
static void check_next(struct bench *bench) {
    struct err err = { 0 };
    bench->plug.paper_ends = bench->plug.goes_silent = bench->plug.pulled_out = 0;
    bench->plug.deaf = bench->plug.noise = false;
    roll.out_of_paper = roll.cover_open = roll.blade_stuck = false;
    if (bench->plug.master < 0)
        plug_in(&bench->plug);
    enum device_state state = print(bench, &err);
    check_text(err.text, "", "the next paper");
    check_number(state, DEVICE_DONE, "the next paper");
    check_whole("the next paper");
}

static void a_printer_that_answers_prints_and_says_when_it_is_done(void **state) {
    (void)state;
    struct bench bench;
    struct err   err = { 0 };
    bench_open(&bench, &quick);
    check_number(bench.printer->state(bench.printer, &err), DEVICE_IDLE, "before");
    check_number(print(&bench, &err), DEVICE_DONE, "done");
    check_whole("answering");
    check_number(roll.reached, 1, "asked whether it is out");
    assert_true(roll.asked > HEIGHT / ESCPOS_BAND_ROWS);
    check_number(bench.printer->state(bench.printer, &err), DEVICE_DONE, "stays so");
    check_next(&bench);
    bench_close(&bench);
}

static void a_printer_without_answers_is_fed_and_believed(void **state) {
    (void)state;
    struct bench bench;
    struct err   err = { 0 };
    bench_open(&bench, &quick);
    roll.answers = false;
    check_number(print(&bench, &err), DEVICE_DONE, "done");
    check_whole("dumb");
    roll.answers = true;
    roll.no_reached = true;
    check_number(print(&bench, &err), DEVICE_DONE, "one that knows no GS r");
    check_whole("half dumb");
    bench_close(&bench);
}

static void a_slow_printer_is_waited_for_as_long_as_it_moves(void **state) {
    (void)state;
    struct bench bench;
    struct err   err = { 0 };
    bench_open(&bench, &quick);
    bench.plug.bite = 50;
    check_number(print(&bench, &err), DEVICE_DONE, "done");
    check_whole("slow");
    bench_close(&bench);
}

static void what_is_wrong_before_is_said_and_no_dot_is_sent(void **state) {
    (void)state;
    static const struct {
        bool        out, open, stuck;
        const char *text;
    } rows[] = {
        { true, false, false, "打印机的纸用完了，请叫工作人员换纸" },
        { false, true, false, "打印机的盖子没有合上，请叫工作人员" },
        { true, true, false, "打印机的盖子没有合上，请叫工作人员" },
        { false, false, true, "打印机卡住了，请叫工作人员" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct bench bench;
        struct err   err = { 0 };
        bench_open(&bench, &quick);
        roll.out_of_paper = rows[i].out;
        roll.cover_open = rows[i].open;
        roll.blade_stuck = rows[i].stuck;
        check_trouble(print(&bench, &err), &err, rows[i].text);
        check_number(roll.rows, 0, "nothing was printed");
        check_next(&bench);
        bench_close(&bench);
    }
}

/* Wherever it ends: before the first band, within one, at the last, behind all. */
static void paper_that_ends_while_printing_is_noticed_and_the_next_is_whole(void **state) {
    (void)state;
    static const size_t places[] = { 3500, 5000, 20000, 50000, 79000, 80845 };
    for (size_t i = 0; i < ROWS(places); i++) {
        struct bench bench;
        struct err   err = { 0 };
        bench_open(&bench, &quick);
        bench.plug.paper_ends = places[i];
        check_trouble(print(&bench, &err), &err, "打印机的纸用完了，请叫工作人员换纸");
        check_next(&bench);
        assert_true(roll.empty > 0); /* a band that broke off was finished first */
        bench_close(&bench);
    }
}

static void a_printer_that_is_not_there_is_said_and_may_come(void **state) {
    (void)state;
    struct bench bench;
    struct err   err = { .lang = LANG_ZH };
    bench_open(&bench, &quick);
    plug_out(&bench.plug);
    check_trouble(print(&bench, &err), &err, "打印机没有接上，请叫工作人员");
    int file = open(bench.plug.path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    (void)close(file);
    check_trouble(print(&bench, &err), &err, "打印机没有接上，请叫工作人员");
    struct stat what;
    assert_int_equal(stat(bench.plug.path, &what), 0);
    check_number(what.st_size, 0, "a file in its place is no printer");
    err = (struct err){ 0 };
    check_next(&bench);
    bench_close(&bench);
}

static void unplugged_while_printing_is_said_and_back_it_prints(void **state) {
    (void)state;
    static const size_t places[] = { 3400, 4000, 30000, 78000 };
    for (size_t i = 0; i < ROWS(places); i++) {
        struct bench bench;
        struct err   err = { 0 };
        bench_open(&bench, &quick);
        bench.plug.pulled_out = places[i];
        check_trouble(print(&bench, &err), &err,
                      "打到一半打印机断开了，请叫工作人员；只打了一半的纸不作数");
        check_next(&bench);
        bench_close(&bench);
    }
}

static void one_that_takes_nothing_is_given_up(void **state) {
    (void)state;
    struct bench bench;
    struct err   err = { 0 };
    bench_open(&bench, &quick);
    bench.plug.deaf = true;
    check_trouble(print(&bench, &err), &err, "打印机没有反应，请叫工作人员");
    bench_close(&bench);
}

static void one_that_stops_answering_is_given_up(void **state) {
    (void)state;
    struct bench bench;
    struct err   err = { 0 };
    bench_open(&bench, &quick);
    bench.plug.goes_silent = 20000;
    check_trouble(print(&bench, &err), &err, "打印机没有反应，请叫工作人员");
    check_next(&bench);
    bench_close(&bench);
}

static void one_that_says_anything_ends_somehow_and_the_next_is_whole(void **state) {
    (void)state;
    struct bench bench;
    struct err   err = { 0 };
    bench_open(&bench, &quick);
    bench.plug.noise = true;
    enum device_state outcome = print(&bench, &err);
    assert_true(outcome == DEVICE_DONE || outcome == DEVICE_FAILED);
    check_next(&bench);
    bench_close(&bench);
}

static void a_second_paper_waits_and_closing_waits_for_none(void **state) {
    (void)state;
    struct bench bench;
    bench_open(&bench, &endless);
    bench.plug.deaf = true;
    assert_true(bench.printer->print(bench.printer, &paper));
    check_number(bench.printer->state(bench.printer, NULL), DEVICE_BUSY, "busy");
    assert_false(bench.printer->print(bench.printer, &paper));
    bench_close(&bench); /* does not wait an hour */
}

static void a_fifo_whose_reader_leaves_is_like_a_plug_pulled(void **state) {
    (void)state;
    struct bench bench;
    struct err   err = { 0 };
    bench_open(&bench, &quick);
    plug_out(&bench.plug);
    roll.answers = false;
    assert_int_equal(mkfifo(bench.plug.path, 0600), 0);
    check_trouble(print(&bench, &err), &err, "打印机没有接上，请叫工作人员");
    bench.plug.master = open(bench.plug.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    bench.plug.slave = open("/dev/null", O_RDONLY | O_CLOEXEC);
    bench.plug.pulled_out = 10000;
    check_trouble(print(&bench, &err), &err,
                  "打到一半打印机断开了，请叫工作人员；只打了一半的纸不作数");
    bench_close(&bench);
}

static void troubles_are_said_in_the_language_asked_for(void **state) {
    (void)state;
    for (int trouble = PRINTER_FINE + 1; trouble < PRINTER_TROUBLE_COUNT; trouble++) {
        struct err err = { 0 };
        assert_false(printer_trouble_set(&err, (enum printer_trouble)trouble));
        assert_non_null(strstr(err.text, "请叫工作人员"));
        assert_false(printer_trouble_set(NULL, (enum printer_trouble)trouble));
    }
}

static int start(void **state) {
    (void)state;
    if (SDL_Init(SDL_INIT_EVENTS) != 0)
        return -1;
    event = SDL_RegisterEvents(1);
    paper = (struct canvas){ malloc((size_t)WIDTH * HEIGHT * 4), WIDTH, HEIGHT, WIDTH };
    for (int i = 0; paper.pixels != NULL && i < WIDTH * HEIGHT; i++)
        paper.pixels[i] = (unsigned)i * 2654435761u >> 29 < 3 ? 0xFF000000u : 0xFFFFFFFFu;
    return paper.pixels == NULL;
}

static int end(void **state) {
    (void)state;
    free(paper.pixels);
    SDL_Quit();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_printer_that_answers_prints_and_says_when_it_is_done),
        cmocka_unit_test(a_printer_without_answers_is_fed_and_believed),
        cmocka_unit_test(a_slow_printer_is_waited_for_as_long_as_it_moves),
        cmocka_unit_test(what_is_wrong_before_is_said_and_no_dot_is_sent),
        cmocka_unit_test(paper_that_ends_while_printing_is_noticed_and_the_next_is_whole),
        cmocka_unit_test(a_printer_that_is_not_there_is_said_and_may_come),
        cmocka_unit_test(unplugged_while_printing_is_said_and_back_it_prints),
        cmocka_unit_test(one_that_takes_nothing_is_given_up),
        cmocka_unit_test(one_that_stops_answering_is_given_up),
        cmocka_unit_test(one_that_says_anything_ends_somehow_and_the_next_is_whole),
        cmocka_unit_test(a_second_paper_waits_and_closing_waits_for_none),
        cmocka_unit_test(a_fifo_whose_reader_leaves_is_like_a_plug_pulled),
        cmocka_unit_test(troubles_are_said_in_the_language_asked_for),
    };
    return cmocka_run_group_tests(tests, start, end);
}
