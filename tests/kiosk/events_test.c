/* SPDX-License-Identifier: GPL-3.0-or-later
 * events_test.c - SDL's events as the toolkit's. */
#include "kiosk/events.h"
#include "support/check.h"

#include <SDL.h>

static const struct canvas canvas = { .width = 1080, .height = 1920, .stride = 1080 };

static void keys_are_those_of_a_table(void **state) {
    (void)state;
    static const struct {
        int         key, modifiers;
        bool        expected;
        enum ui_key is;
        const char *why;
    } cases[] = {
        { SDLK_TAB, 0, true, UI_KEY_TAB, "forwards" },
        { SDLK_TAB, KMOD_LSHIFT, true, UI_KEY_BACKTAB, "backwards" },
        { SDLK_TAB, KMOD_RSHIFT, true, UI_KEY_BACKTAB, "either shift" },
        { SDLK_RETURN, 0, true, UI_KEY_ENTER, "enter" },
        { SDLK_KP_ENTER, KMOD_NUM, true, UI_KEY_ENTER, "the other enter, with Num Lock" },
        { SDLK_AC_BACK, 0, true, UI_KEY_ESCAPE, "the back key of a remote control" },
        { SDLK_ESCAPE, KMOD_CAPS, true, UI_KEY_ESCAPE, "Caps Lock does not matter" },
        { SDLK_TAB, KMOD_LALT, true, UI_KEY_NONE, "the desktop's" },
        { SDLK_ESCAPE, KMOD_LCTRL, true, UI_KEY_NONE, "the desktop's" },
        { SDLK_F4, 0, true, UI_KEY_NONE, "only a sign of life" },
        { SDLK_a, 0, false, UI_KEY_NONE, "comes as text" },
    };
    for (size_t i = 0; i < ROWS(cases); i++) {
        struct ui_event event = { .kind = UI_NOTHING };
        check_number(event_from_key(cases[i].key, cases[i].modifiers, &event), cases[i].expected,
                     cases[i].why);
        check_number(event.key, cases[i].is, cases[i].why);
    }
}

static SDL_Event finger(Uint32 type, SDL_FingerID id, float x, float y) {
    return (SDL_Event){ .tfinger = { .type = type, .fingerId = id, .x = x, .y = y } };
}

static void one_finger_counts_and_others_are_ignored_while_it_is_down(void **state) {
    (void)state;
    struct fingers  fingers = { 0 };
    struct ui_event event = { 0 };
    SDL_Event       first = finger(SDL_FINGERDOWN, 7, 0.5f, 0.25f);
    SDL_Event       second = finger(SDL_FINGERDOWN, 8, 0.1f, 0.1f);
    SDL_Event       moved = finger(SDL_FINGERMOTION, 7, 0.5f, 0.5f);
    SDL_Event       other_up = finger(SDL_FINGERUP, 8, 0.1f, 0.1f);
    SDL_Event       up = finger(SDL_FINGERUP, 7, 0.5f, 0.5f);
    assert_true(event_from_sdl(&first, &fingers, &canvas, &event));
    assert_int_equal(event.kind, UI_DOWN);
    assert_int_equal(event.x, 540);
    assert_int_equal(event.y, 480);
    assert_false(event_from_sdl(&second, &fingers, &canvas, &event));
    assert_true(event_from_sdl(&moved, &fingers, &canvas, &event));
    assert_int_equal(event.kind, UI_MOVE);
    assert_false(event_from_sdl(&other_up, &fingers, &canvas, &event));
    assert_true(event_from_sdl(&up, &fingers, &canvas, &event));
    assert_int_equal(event.kind, UI_UP);
    assert_false(event_from_sdl(&moved, &fingers, &canvas, &event)); /* nothing is down */
    assert_true(event_from_sdl(&second, &fingers, &canvas, &event)); /* now this one counts */
}

static void a_mouse_is_its_left_button(void **state) {
    (void)state;
    struct fingers  fingers = { 0 };
    struct ui_event event = { 0 };
    SDL_Event       down = {
              .button = { .type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_LEFT, .x = 3, .y = 4 }
    };
    SDL_Event right = { .button = { .type = SDL_MOUSEBUTTONDOWN, .button = SDL_BUTTON_RIGHT } };
    SDL_Event touch = { .button = { .type = SDL_MOUSEBUTTONDOWN,
                                    .button = SDL_BUTTON_LEFT,
                                    .which = SDL_TOUCH_MOUSEID } };
    SDL_Event hover = { .motion = { .type = SDL_MOUSEMOTION } };
    SDL_Event drag = { .motion = { .type = SDL_MOUSEMOTION, .state = SDL_BUTTON_LMASK } };
    SDL_Event wheel = { .wheel = { .type = SDL_MOUSEWHEEL, .y = -1 } };
    assert_true(event_from_sdl(&down, &fingers, &canvas, &event));
    assert_int_equal(event.x, 3);
    assert_false(event_from_sdl(&right, &fingers, &canvas, &event));
    assert_false(event_from_sdl(&touch, &fingers, &canvas, &event)); /* the finger told already */
    assert_false(event_from_sdl(&hover, &fingers, &canvas, &event));
    assert_true(event_from_sdl(&drag, &fingers, &canvas, &event));
    assert_true(event_from_sdl(&wheel, &fingers, &canvas, &event));
    assert_int_equal(event.steps, 1); /* towards the end of the list */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_those_of_a_table),
        cmocka_unit_test(one_finger_counts_and_others_are_ignored_while_it_is_down),
        cmocka_unit_test(a_mouse_is_its_left_button),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
