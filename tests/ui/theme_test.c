/* SPDX-License-Identifier: GPL-3.0-or-later
 * theme_test.c - what is read can be read: contrast of every pair, sizes of text and targets on
 * every panel. */
#include "ui/theme.h"

#include "support/check.h"

static void contrast_is_wcags(void **state) {
    (void)state;
    check_number(colour_contrast(0xFF000000u, 0xFFFFFFFFu), 2100, "black on white");
    check_number(colour_contrast(0xFFFFFFFFu, 0xFF000000u), 2100, "either way");
    check_number(colour_contrast(0xFF123456u, 0xFF123456u), 100, "none");
    check_number(colour_contrast(0xFF777777u, 0xFFFFFFFFu), 447, "just not enough for text");
    check_number(colour_contrast(0xFF767676u, 0xFFFFFFFFu), 454, "just enough");
}

static void check_pair(colour ink, colour ground, int least, const char *why) {
    int got = colour_contrast(ink, ground);
    if (got < least)
        fail_msg("%s: #%06X on #%06X is %d.%02d:1", why, ink & 0xFFFFFF, ground & 0xFFFFFF,
                 got / 100, got % 100);
}

static void every_pair_of_colours_can_be_read(void **state) {
    (void)state;
    static const enum tone grounds[] = { TONE_PAPER, TONE_CARD,     TONE_BAR,
                                         TONE_QUIET, TONE_KEYBOARD, TONE_KEY };
    for (int contrast = 0; contrast < 2; contrast++) {
        struct theme theme;
        theme_init(&theme, 1080, 1920, false, contrast);
        int text = contrast ? 700 : 450;
        for (size_t g = 0; g < ROWS(grounds); g++) {
            check_pair(theme.tone[TONE_INK], theme.tone[grounds[g]], text, "ink");
            check_pair(theme.tone[TONE_FOCUS], theme.tone[grounds[g]], 300, "the focus ring");
        }
        for (size_t g = 0; g < 4; g++) /* not on the keyboard */
            check_pair(theme.tone[TONE_MUTED], theme.tone[grounds[g]], 600, "muted ink");
        check_pair(theme.tone[TONE_MONEY], theme.tone[TONE_CARD], text, "money");
        check_pair(theme.tone[TONE_MONEY], theme.tone[TONE_PAPER], text, "money on paper");
        check_pair(theme.tone[TONE_CARD], theme.tone[TONE_INK], text, "the black button");
        for (int hue = 0; hue < HUE_COUNT; hue++) {
            const struct hue_tones *tones = &theme.hue[hue];
            check_pair(tones->ink, theme.tone[TONE_CARD], text, "a hue on a card");
            check_pair(tones->ink, theme.tone[TONE_PAPER], text, "a hue on paper");
            check_pair(tones->on_fill, tones->fill, text, "on a filled control");
            check_pair(tones->on_tint, tones->tint, text, "on a tint");
            check_pair(theme.tone[TONE_INK], tones->tint, text, "ink on a tint");
        }
        if (contrast) {
            check_pair(theme.tone[TONE_EDGE], theme.tone[TONE_PAPER], 300, "an edge");
            check_pair(theme.tone[TONE_ASLEEP], theme.tone[TONE_PAPER], 450, "what sleeps");
        }
    }
}

static void design_units_become_pixels_of_the_short_side(void **state) {
    (void)state;
    static const struct {
        int         width, height;
        bool        large;
        int         display, title, main, second, margin, target;
        bool        compact;
        const char *why;
    } rows[] = {
        { 1080, 1920, false, 60, 46, 38, 32, 48, 88, false, "portrait: units are pixels" },
        { 1920, 1080, false, 60, 46, 38, 32, 48, 88, false, "landscape: the short side too" },
        { 1080, 1920, true, 78, 60, 49, 42, 48, 88, false, "大字 multiplies text alone" },
        { 2160, 3840, false, 120, 92, 76, 64, 96, 176, false, "a panel of twice the pixels" },
        { 720, 1280, false, 40, 31, 25, 21, 32, 59, false, "the smallest in portrait" },
        { 800, 480, false, 30, 25, 22, 18, 16, 48, true, "floors on a small panel" },
        { 800, 480, true, 39, 33, 29, 23, 16, 48, true, "大字 from the floors" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        struct theme theme;
        theme_init(&theme, rows[i].width, rows[i].height, rows[i].large, false);
        check_number(theme.em[EM_DISPLAY], rows[i].display, rows[i].why);
        check_number(theme.em[EM_TITLE], rows[i].title, rows[i].why);
        check_number(theme.em[EM_MAIN], rows[i].main, rows[i].why);
        check_number(theme.em[EM_SECOND], rows[i].second, rows[i].why);
        check_number(theme.margin, rows[i].margin, rows[i].why);
        check_number(theme.target, rows[i].target, rows[i].why);
        check_number(theme.compact, rows[i].compact, rows[i].why);
        for (int em = 0; em < EM_COUNT; em++) /* line height 1.35, never under 1.3 */
            assert_true(theme.line[em] * 100 >= theme.em[em] * 130);
        assert_true(theme.main >= theme.target && theme.target >= 48);
    }
}

static void borders_are_three_units_in_high_contrast(void **state) {
    (void)state;
    struct theme plain, contrast;
    theme_init(&plain, 1080, 1920, false, false);
    theme_init(&contrast, 1080, 1920, false, true);
    check_number(plain.border, 2, "plain");
    check_number(contrast.border, 3, "high contrast");
    for (int tone = 0; tone < TONE_COUNT; tone++) {
        colour c = contrast.tone[tone] & 0xFFFFFF;
        assert_true(c == 0 || c == 0xFFFFFF || tone == TONE_ASLEEP);
    }
}

static void something_stays_something_on_any_panel(void **state) {
    (void)state;
    struct theme theme;
    theme_init(&theme, 8192, 8192, true, false);
    check_number(theme_px(&theme, 0), 0, "nothing stays nothing");
    theme_init(&theme, 320, 240, false, false);
    check_number(theme_px(&theme, 2), 1, "something stays something");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(contrast_is_wcags),
        cmocka_unit_test(every_pair_of_colours_can_be_read),
        cmocka_unit_test(design_units_become_pixels_of_the_short_side),
        cmocka_unit_test(borders_are_three_units_in_high_contrast),
        cmocka_unit_test(something_stays_something_on_any_panel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
