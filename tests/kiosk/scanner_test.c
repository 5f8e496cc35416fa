/* SPDX-License-Identifier: GPL-3.0-or-later
 * scanner_test.c - what may be a scanned text; a scanner told apart from a person in SDL's queue;
 * key codes; lines from FIFOs, files and serial lines that come and go. */
#include "kiosk/scanner.h"

#include "kiosk/scanner_line.h"
#include "support/check.h"
#include "support/hostile.h"
#include "support/temp.h"

#include <SDL.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static const char token[] = "7M2PQ4X9TZK3VWBH8RND5CYG6F";
static uint32_t   event_type;

/* --- the gate ------------------------------------------------------------------------------------
 */

static void only_plain_text_of_a_fair_length_is_accepted(void **state) {
    (void)state;
    static const struct {
        const char *bytes, *expected, *why;
    } rows[] = {
        { "7M2PQ4X9TZK3VWBH8RND5CYG6F", token, "a token" },
        { "  TS-K01-261124-B003-7\r\n", "TS-K01-261124-B003-7", "less the space around it" },
        { "岗位 保洁员", "岗位 保洁员", "Chinese, a space within" },
        { "", NULL, "nothing" },
        { " \t\r\n", NULL, "space alone" },
        { "ab\x01", NULL, "a control character" },
        { "a\x1b[2Jb", NULL, "an escape" },
        { "a\nb", NULL, "two lines" },
        { "a\x7f", NULL, "DEL" },
        { "\xc2\x85", NULL, "a C1 control" },
        { "a\xe2\x80\xae"
          "b",
          NULL, "a mark of direction" },
        { "a\xe2\x80\x8b"
          "b",
          NULL, "a zero-width space" },
        { "\xff\xfe", NULL, "no UTF-8" },
        { "\xe5\xb2", NULL, "half a character" },
        { "\xc0\x80", NULL, "an overlong NUL" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        char text[SCAN_TEXT] = "untouched";
        bool read = scan_accept(rows[i].bytes, strlen(rows[i].bytes), text);
        check_number(read, rows[i].expected != NULL, rows[i].why);
        check_text(text, read ? rows[i].expected : "untouched", rows[i].why);
    }
    char text[SCAN_TEXT];
    assert_false(scan_accept("a\0b", 3, text)); /* NUL */
    for (size_t i = 0; i < hostile_byte_count; i++)
        assert_false(scan_accept(hostile_bytes[i], strlen(hostile_bytes[i]), text));
}

static void the_longest_is_accepted_and_one_more_is_not(void **state) {
    (void)state;
    char bytes[10240], text[SCAN_TEXT];
    memset(bytes, 'x', sizeof(bytes));
    assert_true(scan_accept(bytes, SCAN_BYTES_MOST, text));
    check_number(strlen(text), SCAN_BYTES_MOST, "whole");
    assert_false(scan_accept(bytes, SCAN_BYTES_MOST + 1, text));
    assert_false(scan_accept(bytes, sizeof(bytes), text));
}

static void the_log_says_why_and_never_what(void **state) {
    (void)state;
    struct temp temp;
    char        text[SCAN_TEXT], log[1000] = "";
    temp_make(&temp);
    int kept = dup(STDERR_FILENO);
    int file = open(temp_path(&temp, "log"), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
    assert_true(kept >= 0 && file >= 0 && dup2(file, STDERR_FILENO) >= 0);
    assert_false(scan_accept("geheim\x01", 7, text));
    assert_true(dup2(kept, STDERR_FILENO) >= 0);
    assert_true(pread(file, log, sizeof(log) - 1, 0) > 0);
    (void)close(file);
    (void)close(kept);
    assert_non_null(strstr(log, "扫到的内容不能用"));
    assert_null(strstr(log, "geheim"));
    temp_remove(&temp);
}

static void lines_end_with_cr_or_lf_and_a_long_one_harms_no_other(void **state) {
    (void)state;
    static const char stream[] = "first\nsecond\r\nthird\rbad\x02\n\n";
    struct scan_line  line = { .length = 0 };
    char              text[SCAN_TEXT], all[4096] = "";
    for (size_t i = 0; i + 1 < sizeof(stream); i++)
        if (scan_line_feed(&line, stream[i], text))
            (void)snprintf(all + strlen(all), sizeof(all) - strlen(all), "%s|", text);
    for (int i = 0; i < 10240; i++)
        assert_false(scan_line_feed(&line, 'x', text));
    assert_false(scan_line_feed(&line, '\n', text));
    for (size_t i = 0; i < strlen(token); i++)
        assert_false(scan_line_feed(&line, token[i], text));
    assert_true(scan_line_feed(&line, '\n', text));
    check_text(all, "first|second|third|", "lines");
    check_text(text, token, "after a long one");
    for (size_t i = 0; i < sizeof(line.bytes); i++)
        check_number(line.bytes[i], 0, "nothing is left");
}

static void key_codes_are_read_as_the_us_layout(void **state) {
    (void)state;
    static const struct {
        unsigned short code;
        bool           shift;
        char           expected;
    } rows[] = {
        { KEY_A, false, 'a' },      { KEY_A, true, 'A' },       { KEY_1, false, '1' },
        { KEY_1, true, '!' },       { KEY_MINUS, false, '-' },  { KEY_SEMICOLON, true, ':' },
        { KEY_KP7, false, '7' },    { KEY_ENTER, false, '\n' }, { KEY_SLASH, false, '/' },
        { KEY_F1, false, 0 },       { KEY_POWER, false, 0 },    { KEY_MAX, false, 0 },
        { KEY_LEFTCTRL, false, 0 }, { KEY_4, true, '$' },       { KEY_0, false, '0' }
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct scan_keys   keys = { 0 };
        struct input_event down = { .type = EV_KEY, .code = rows[i].code, .value = 1 };
        struct input_event up = { .type = EV_KEY, .code = rows[i].code, .value = 0 };
        struct input_event shift = { .type = EV_KEY, .code = KEY_RIGHTSHIFT, .value = 1 };
        struct input_event sync = { .type = EV_SYN };
        if (rows[i].shift)
            check_number(scan_keys_feed(&keys, &shift), 0, "shift types nothing");
        check_number(scan_keys_feed(&keys, &down), rows[i].expected, "down");
        check_number(scan_keys_feed(&keys, &up), 0, "up");
        check_number(scan_keys_feed(&keys, &sync), 0, "sync");
        shift.value = 0;
        (void)scan_keys_feed(&keys, &shift);
        check_number(keys.shift, 0, "shift is up");
    }
}

/* --- a scanner that types ------------------------------------------------------------------------
 */

/* What reached the toolkit: characters, ␣ for the key Space, ⏎ for Enter, ⎋ for Escape, · for a
 * touch. */
struct hands {
    struct scanner *scanner;
    int64_t         now;
    char            got[4096];
};

static bool reached(void *arg, const SDL_Event *event) {
    struct hands *hands = arg;
    const char   *what = "";
    if (event->type == SDL_TEXTINPUT)
        what = event->text.text;
    else if (event->type == SDL_FINGERDOWN)
        what = "·";
    else if (event->type == SDL_KEYDOWN && event->key.keysym.sym == SDLK_SPACE)
        what = "␣";
    else if (event->type == SDL_KEYDOWN && event->key.keysym.sym == SDLK_RETURN)
        what = "⏎";
    else if (event->type == SDL_KEYDOWN && event->key.keysym.sym == SDLK_ESCAPE)
        what = "⎋";
    size_t used = strlen(hands->got);
    (void)snprintf(hands->got + used, sizeof(hands->got) - used, "%s", what);
    return true;
}

static void happens(struct hands *hands, const SDL_Event *event) {
    assert_true(scanner_pass(hands->scanner, event, hands->now, reached, hands));
}

static void key(struct hands *hands, SDL_Keycode sym, bool repeat) {
    SDL_Event event = { .type = SDL_KEYDOWN };
    event.key.keysym.sym = sym;
    event.key.repeat = repeat;
    happens(hands, &event);
}

static void text_input(struct hands *hands, const char *text) {
    SDL_Event event = { .type = SDL_TEXTINPUT };
    (void)snprintf(event.text.text, sizeof(event.text.text), "%s", text);
    happens(hands, &event);
}

/* Each character as SDL tells it: key down, text, key up; ⏎ is '\n'. */
static void types(struct hands *hands, const char *text, int gap_ms) {
    for (; *text; text++) {
        char      one[] = { *text, '\0' };
        SDL_Event up = { .type = SDL_KEYUP };
        hands->now += gap_ms;
        happens(hands, NULL);
        if (*text >= 'A' && *text <= 'Z')
            key(hands, SDLK_LSHIFT, false);
        key(hands, *text == '\n' ? SDLK_RETURN : (SDL_Keycode)SDL_tolower(*text), false);
        if (*text != '\n')
            text_input(hands, one);
        up.key.keysym.sym = SDLK_a;
        happens(hands, &up);
    }
}

static void open_typing(struct hands *hands) {
    const struct scanner_settings settings = { .kind = SETTING_SCANNER_KEYBOARD };
    *hands = (struct hands){ .now = 1000 };
    assert_true(scanner_open(&hands->scanner, &settings, "/nowhere", event_type, NULL));
    SDL_FlushEvent(event_type);
}

static void check_typing(const char *text, int gap_ms, const char *scanned, const char *got,
                         const char *why) {
    struct hands hands;
    char         taken[SCAN_TEXT] = "";
    open_typing(&hands);
    types(&hands, text, gap_ms);
    hands.now += 1000;
    happens(&hands, NULL);
    check_number(scanner_take(hands.scanner, taken), *scanned != '\0', why);
    check_text(taken, scanned, why);
    check_text(hands.got, got, why);
    check_number(SDL_HasEvent(event_type), *scanned != '\0', why);
    check_number(scanner_take(hands.scanner, taken), 0, "once");
    check_number(scanner_patience_ms(hands.scanner, hands.now), -1, "nothing is kept");
    scanner_close(hands.scanner);
}

static void a_burst_that_ends_with_enter_is_a_scan_and_typing_is_not(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int         gap_ms;
        const char *scanned, *got, *why;
    } rows[] = {
        { "7M2PQ4X9TZK3VWBH8RND5CYG6F\n", 1, token, "", "the fastest" },
        { "7M2PQ4X9TZK3VWBH8RND5CYG6F\n", SCAN_GAP_MS, token, "", "the slowest" },
        { "7M2PQ4X9TZK3VWBH8RND5CYG6F\n", SCAN_GAP_MS + 1, "", "7M2PQ4X9TZK3VWBH8RND5CYG6F⏎",
          "slower" },
        { "7M2PQ4X9TZK3VWBH8RND5CYG6F", 5, "", "7M2PQ4X9TZK3VWBH8RND5CYG6F", "without Enter" },
        { "13800001234\n", 5, "", "13800001234⏎", "too short for a code" },
        { "123456789012345\n", 5, "", "123456789012345⏎", "one too few" },
        { "1234567890123456\n", 5, "1234567890123456", "", "just enough" },
        { "a code with spaces in it\n", 5, "a code with spaces in it", "", "spaces" },
        { "hello world\n", 120, "", "hello␣ world⏎", "a person" },
        { "ab cd", 40, "", "ab␣ cd", "a quick person, with Space" },
        { "\n", 5, "", "⏎", "Enter alone" },
        { "first code of the day\nthen another one, too\n", 5, "then another one, too", "",
          "two codes: the newest" },
    };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_typing(rows[i].text, rows[i].gap_ms, rows[i].scanned, rows[i].got, rows[i].why);
}

static void what_a_person_typed_comes_in_order_and_soon(void **state) {
    (void)state;
    struct hands hands;
    open_typing(&hands);
    types(&hands, "ab", 10);
    check_text(hands.got, "", "kept back");
    check_number(scanner_patience_ms(hands.scanner, hands.now), SCAN_GAP_MS + 1, "so long");
    hands.now += SCAN_GAP_MS;
    happens(&hands, NULL);
    check_text(hands.got, "", "not yet");
    hands.now += 1;
    check_number(scanner_patience_ms(hands.scanner, hands.now), 0, "now");
    happens(&hands, NULL);
    check_text(hands.got, "ab", "given back");
    types(&hands, "c", 10);
    key(&hands, SDLK_ESCAPE, false);
    check_text(hands.got, "abc⎋", "another key gives back at once, before itself");
    scanner_close(hands.scanner);
}

static void a_touch_does_not_disturb_a_scan(void **state) {
    (void)state;
    struct hands hands;
    char         taken[SCAN_TEXT] = "";
    SDL_Event    touch = { .type = SDL_FINGERDOWN };
    open_typing(&hands);
    types(&hands, "7M2PQ4X9TZ", 5);
    happens(&hands, &touch);
    types(&hands, "K3VWBH8RND5CYG6F\n", 5);
    assert_true(scanner_take(hands.scanner, taken));
    check_text(taken, token, "whole");
    check_text(hands.got, "·", "the touch alone");
    scanner_close(hands.scanner);
}

/* A key that something lies on repeats 30 times a second: fast, and no code. */
static void a_key_that_is_held_down_is_no_code(void **state) {
    (void)state;
    struct hands hands;
    char         taken[SCAN_TEXT];
    open_typing(&hands);
    types(&hands, "a", 500);
    for (int i = 0; i < 40; i++) {
        hands.now += 33;
        key(&hands, SDLK_a, true);
        text_input(&hands, "a");
    }
    hands.now += 33;
    key(&hands, SDLK_RETURN, false);
    assert_false(scanner_take(hands.scanner, taken));
    check_number(strlen(hands.got), 41 + strlen("⏎"), "all of them arrive");
    hands.now += 1000;
    types(&hands, "7M2PQ4X9TZK3VWBH8RND5CYG6F\n", 5);
    assert_true(scanner_take(hands.scanner, taken)); /* afterwards it scans again */
    scanner_close(hands.scanner);
}

static void what_an_input_method_commits_is_a_persons(void **state) {
    (void)state;
    struct hands hands;
    open_typing(&hands);
    text_input(&hands, "找工作");
    check_text(hands.got, "找工作", "at once");
    scanner_close(hands.scanner);
}

/* A machine that types without end, or a code that is too long: gone, and no key is pressed by it.
 */
static void an_endless_burst_is_lost_and_nothing_else(void **state) {
    (void)state;
    struct hands hands;
    char         taken[SCAN_TEXT];
    open_typing(&hands);
    for (int i = 0; i < 10240; i++)
        types(&hands, "x", 1);
    types(&hands, "\n", 1);
    assert_false(scanner_take(hands.scanner, taken));
    check_text(hands.got, "", "with Enter: nothing");
    for (int i = 0; i < 200; i++)
        types(&hands, "x", 1);
    hands.now += 1000;
    happens(&hands, NULL);
    check_text(hands.got, "", "without: nothing");
    types(&hands, "7M2PQ4X9TZK3VWBH8RND5CYG6F\n", 5);
    assert_true(scanner_take(hands.scanner, taken));
    check_text(taken, token, "the next is read");
    scanner_close(hands.scanner);
}

static bool refuses(void *arg, const SDL_Event *event) {
    (void)event;
    ++*(int *)arg;
    return false;
}

static void without_a_scanner_all_is_handed_on_and_a_refusal_ends_it(void **state) {
    (void)state;
    const struct scanner_settings settings = { .kind = SETTING_SCANNER_NONE };
    struct scanner               *scanner = (struct scanner *)(void *)&event_type;
    SDL_Event                     event = { .type = SDL_TEXTINPUT };
    struct hands                  hands = { .now = 0 };
    char                          taken[SCAN_TEXT];
    int                           count = 0;
    assert_true(scanner_open(&scanner, &settings, "/nowhere", event_type, NULL));
    assert_null(scanner);
    assert_true(scanner_pass(NULL, &event, 0, reached, &hands));
    assert_true(scanner_pass(NULL, NULL, 0, reached, &hands));
    assert_false(scanner_pass(NULL, &event, 0, refuses, &count));
    assert_false(scanner_take(NULL, taken));
    check_number(scanner_patience_ms(NULL, 0), -1, "never");
    scanner_close(NULL);
    open_typing(&hands);
    types(&hands, "abc", 5);
    assert_false(scanner_pass(hands.scanner, NULL, hands.now + 1000, refuses, &count));
    check_number(count, 2, "the first of what was kept");
    scanner_close(hands.scanner);
}

/* --- devices -------------------------------------------------------------------------------------
 */

static struct scanner *open_device(enum setting_scanner kind, const char *path,
                                   const char *folder) {
    struct scanner_settings settings = { .kind = kind, .baud = 9600 };
    struct scanner         *scanner;
    struct err              err = { 0 };
    assert_true(TEXT_COPY(settings.path, path));
    SDL_FlushEvent(event_type);
    if (!scanner_open(&scanner, &settings, folder, event_type, &err))
        fail_msg("%s", err.text);
    return scanner;
}

/* Wait for the event; the text that came with it. */
static const char *next_text(struct scanner *scanner) {
    static char text[SCAN_TEXT];
    SDL_Event   event;
    text[0] = '\0';
    do {
        if (SDL_WaitEventTimeout(&event, 20000) != 1)
            fail_msg("no event came");
    } while (event.type != event_type);
    assert_true(scanner_take(scanner, text));
    return text;
}

static void put(const char *path, const char *text) {
    int fd = -1;
    for (int i = 0; fd < 0 && i < 4000; i++) /* the FIFO is made by the scanner's thread */
        if ((fd = open(path, O_WRONLY | O_APPEND | O_NONBLOCK | O_CLOEXEC)) < 0)
            SDL_Delay(5);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    (void)close(fd);
}

static void a_fifo_is_made_and_read_line_by_line(void **state) {
    (void)state;
    struct temp temp;
    temp_make(&temp);
    struct scanner *scanner = open_device(SETTING_SCANNER_FILE, "", temp.path);
    put(temp_path(&temp, "scan"), "7M2PQ4X9TZK3VWBH8RND5CYG6F\n");
    check_text(next_text(scanner), token, "the first");
    put(temp_path(&temp, "scan"), "refused \x01\nhalf a ");
    put(temp_path(&temp, "scan"), "line\n");
    check_text(next_text(scanner), "half a line", "writers come and go");
    scanner_close(scanner);
    temp_remove(&temp);
}

static void a_file_is_read_and_what_is_added_to_it(void **state) {
    (void)state;
    struct temp temp;
    temp_make(&temp);
    (void)temp_file(&temp, "codes", "one\n", 4);
    struct scanner *scanner = open_device(SETTING_SCANNER_FILE, "codes", temp.path);
    check_text(next_text(scanner), "one", "what is there");
    put(temp_path(&temp, "codes"), "two\n");
    check_text(next_text(scanner), "two", "what is added");
    scanner_close(scanner);
    temp_remove(&temp);
}

static int plug_in(const char *path) {
    int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    assert_true(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0);
    assert_int_equal(symlink(ptsname(master), path), 0);
    return master;
}

/* A line that is opened flushes what was waiting: send until it arrives. */
static void scan_on(int master, struct scanner *scanner, const char *text) {
    char      taken[SCAN_TEXT] = "", line[200];
    SDL_Event event;
    (void)snprintf(line, sizeof(line), "%s\r", text);
    for (int i = 0; i < 2000; i++) {
        assert_int_equal(write(master, line, strlen(line)), strlen(line));
        if (SDL_WaitEventTimeout(&event, 10) == 1 && event.type == event_type)
            break;
    }
    assert_true(scanner_take(scanner, taken));
    check_text(taken, text, "read");
    SDL_FlushEvent(event_type);
}

static void a_serial_scanner_may_come_late_go_and_come_back(void **state) {
    (void)state;
    struct temp temp;
    char        path[TEMP_PATH];
    temp_make(&temp);
    (void)TEXT_COPY(path, temp_path(&temp, "scanner"));
    struct scanner *scanner = open_device(SETTING_SCANNER_DEVICE, path, temp.path);
    for (int i = 0; i < 2; i++) {
        int master = plug_in(path);
        scan_on(master, scanner, i == 0 ? token : "TS-K01-261124-B003-7");
        assert_int_equal(write(master, "half a li", 9), 9);
        SDL_Delay(50); /* so that it is read, and must be forgotten */
        (void)unlink(path);
        (void)close(master);
    }
    scanner_close(scanner);
    temp_remove(&temp);
}

static void a_path_that_is_no_device_is_only_logged(void **state) {
    (void)state;
    struct temp temp;
    char        taken[SCAN_TEXT];
    temp_make(&temp);
    (void)temp_file(&temp, "codes", "one\n", 4);
    struct scanner *scanner =
        open_device(SETTING_SCANNER_DEVICE, temp_path(&temp, "codes"), temp.path);
    assert_false(scanner_take(scanner, taken));
    scanner_close(scanner);
    check_number(SDL_HasEvent(event_type), 0, "nothing was read");
    temp_remove(&temp);
}

static int start(void **state) {
    (void)state;
    if (SDL_Init(SDL_INIT_EVENTS) != 0)
        return -1;
    event_type = SDL_RegisterEvents(1);
    return 0;
}

static int end(void **state) {
    (void)state;
    SDL_Quit();
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_plain_text_of_a_fair_length_is_accepted),
        cmocka_unit_test(the_longest_is_accepted_and_one_more_is_not),
        cmocka_unit_test(the_log_says_why_and_never_what),
        cmocka_unit_test(lines_end_with_cr_or_lf_and_a_long_one_harms_no_other),
        cmocka_unit_test(key_codes_are_read_as_the_us_layout),
        cmocka_unit_test(a_burst_that_ends_with_enter_is_a_scan_and_typing_is_not),
        cmocka_unit_test(what_a_person_typed_comes_in_order_and_soon),
        cmocka_unit_test(a_touch_does_not_disturb_a_scan),
        cmocka_unit_test(a_key_that_is_held_down_is_no_code),
        cmocka_unit_test(what_an_input_method_commits_is_a_persons),
        cmocka_unit_test(an_endless_burst_is_lost_and_nothing_else),
        cmocka_unit_test(without_a_scanner_all_is_handed_on_and_a_refusal_ends_it),
        cmocka_unit_test(a_fifo_is_made_and_read_line_by_line),
        cmocka_unit_test(a_file_is_read_and_what_is_added_to_it),
        cmocka_unit_test(a_serial_scanner_may_come_late_go_and_come_back),
        cmocka_unit_test(a_path_that_is_no_device_is_only_logged),
    };
    return cmocka_run_group_tests(tests, start, end);
}
