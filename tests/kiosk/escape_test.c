/* SPDX-License-Identifier: GPL-3.0-or-later
 * escape_test.c - keys and hands that would rather be elsewhere: whatever is pressed, the kiosk
 * stays alive on its whole panel, starts no process, and ends only by the corner's PIN or a signal.
 */
#include "kiosk/call_screen.h"
#include "kiosk/corner_screen.h"
#include "kiosk/events.h"
#include "kiosk/loop.h"
#include "kiosk/visits.h"
#include "support/check.h"
#include "support/seed.h"
#include "support/stage.h"

#include <SDL.h>
#include <dirent.h>
#include <stdlib.h>
#include <unistd.h>

static struct kiosk kiosk;

/* Of every thread of ours; at once, while they live. */
static size_t children(void) {
    DIR           *tasks = opendir("/proc/self/task");
    size_t         count = 0;
    struct dirent *entry;
    assert_non_null(tasks);
    while ((entry = readdir(tasks)) != NULL) {
        char path[300], line[300] = "";
        if (entry->d_name[0] == '.')
            continue;
        (void)snprintf(path, sizeof(path), "/proc/self/task/%s/children", entry->d_name);
        FILE *file = fopen(path, "r");
        if (file == NULL)
            continue; /* that thread has just ended */
        count += fgets(line, sizeof(line), file) != NULL && strlen(line) > 1;
        (void)fclose(file);
    }
    (void)closedir(tasks);
    return count;
}

/* A key as SDL tells it, through all that the loop asks. */
static void press(int key, int modifiers) {
    SDL_Event       sdl = { .key = { .type = SDL_KEYDOWN,
                                     .keysym = { .sym = key, .mod = (Uint16)modifiers } } };
    struct fingers  fingers = { 0 };
    struct ui_event event;
    kiosk.hand_ms += 100;
    if (!kiosk_shortcut(&kiosk, key, modifiers) &&
        event_from_sdl(&sdl, &fingers, &kiosk.output.canvas, &event))
        kiosk_event(&kiosk, event);
    kiosk_draw(&kiosk);
}

static void no_key_with_any_modifiers_leads_out(void **state) {
    (void)state;
    static const int modifiers[] = { KMOD_NONE, KMOD_LSHIFT, KMOD_LCTRL, KMOD_LALT,
                                     KMOD_LGUI, KMOD_RALT,   KMOD_RCTRL, KMOD_RGUI };
    stage_open(&kiosk, stage_data(), &stage_forms[0]);
    for (int scan = 0; scan < SDL_NUM_SCANCODES; scan++) {
        SDL_Keycode key = SDL_GetKeyFromScancode((SDL_Scancode)scan);
        for (size_t a = 0; key != SDLK_UNKNOWN && a < ROWS(modifiers); a++)
            for (size_t b = a; b < ROWS(modifiers); b++) {
                press(key, modifiers[a] | modifiers[b]);
                check_number(kiosk.end, KIOSK_GOES_ON, SDL_GetKeyName(key));
                check_number(visit_screen(&kiosk.visit) == &corner_screen, false,
                             SDL_GetKeyName(key));
            }
    }
    check_number(ui_panel(kiosk.ui).w, 1080, "the whole panel");
    check_number((long long)children(), 0, "no child");
    stage_play(&kiosk, "press Escape\npress Escape\npress Escape\npress Escape\npress Escape\n"
                       "press Escape\npress Escape\nexpect 无障碍");
    stage_close(&kiosk);
}

static void ten_thousand_hands_neither(void **state) {
    (void)state;
    struct world world;
    support_world(&world);
    stage_open(&kiosk, stage_data(), &stage_forms[0]);
    for (size_t n = 0; n < support_count(1500, 10000); n++) {
        struct ui_event event = {
            .kind = support_below(&world, 2) ? UI_DOWN : UI_UP,
            .x = (int)support_below(&world, 1080),
            .y = (int)support_below(&world, 1920),
        };
        kiosk.hand_ms += support_below(&world, 400);
        kiosk_event(&kiosk, event);
        kiosk_draw(&kiosk);
        check_number(kiosk.end, KIOSK_GOES_ON, "goes on");
        if (n % 50 == 0) {
            world_advance(&kiosk.world, support_below(&world, 70000));
            if (kiosk_stale(&kiosk))
                kiosk_draw(&kiosk);
        }
    }
    check_number((long long)children(), 0, "no child");
    stage_close(&kiosk);
}

/* --- the live loop, on SDL's dummy display --------------------------------------------------- */

static void (*over)(struct visit *visit); /* instead of the kiosk's own */

/* Comes with the first turn; the quit at the end is what a signal becomes. */
static void run_with(const SDL_Event *events, size_t count, bool fullscreen) {
    struct options options = { .folder = stage_data(), .seeded = false };
    struct err     err = { 0 };
    const char    *conf = fullscreen ? "[kiosk]\nfullscreen = 是\n[speaker]\nkind = none\n"
                                     : "[kiosk]\nfullscreen = 否\n[speaker]\nkind = none\n";
    (void)temp_file(stage_temp(), "data/anju.conf", conf, strlen(conf));
    assert_int_equal(setenv("SDL_VIDEODRIVER", "dummy", 1), 0);
    if (!fullscreen)
        options.size = (struct panel_size){ 800, 480 };
    if (!kiosk_open(&kiosk, &options, &err))
        fail_msg("%s", err.text);
    kiosk.visit.over = over != NULL ? over : kiosk.visit.over;
    kiosk_draw(&kiosk);
    for (size_t i = 0; i < count; i++) {
        SDL_Event event = events[i];
        assert_int_equal(SDL_PushEvent(&event), 1);
    }
    assert_true(loop_run(&kiosk, &err));
}

static SDL_Event window_close(void) {
    return (SDL_Event){ .window = { .type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_CLOSE } };
}
static SDL_Event key_down(SDL_Keycode key, Uint16 modifiers) {
    return (
        SDL_Event){ .key = { .type = SDL_KEYDOWN, .keysym = { .sym = key, .mod = modifiers } } };
}

static void a_full_screen_is_not_closed_by_its_window_and_is_by_a_signal(void **state) {
    (void)state;
    const SDL_Event events[] = { window_close(),
                                 key_down(SDLK_F4, KMOD_LALT),
                                 key_down(SDLK_q, KMOD_LCTRL),
                                 key_down(SDLK_TAB, KMOD_LALT),
                                 key_down(SDLK_s, KMOD_LCTRL | KMOD_LALT),
                                 (SDL_Event){ .type = SDL_QUIT } };
    run_with(events, ROWS(events), true);
    check_number(corner_open(&kiosk.visit), true, "all of them came before the signal");
    check_number(kiosk.end, KIOSK_GOES_ON, "and it was the signal that ended it");
    kiosk_close(&kiosk);
}

static void a_window_on_an_ordinary_computer_may_be_closed(void **state) {
    (void)state;
    const SDL_Event events[] = { window_close(), key_down(SDLK_s, KMOD_LCTRL | KMOD_LALT) };
    run_with(events, ROWS(events), false);
    check_number(corner_open(&kiosk.visit), false, "at once");
    kiosk_close(&kiosk);
}

/* The end comes when the outcome is on the screen; before anybody asks whether one is there. */
static void end_when_told(struct visit *visit) {
    SDL_Event quit = { .type = SDL_QUIT };
    visits_over(visit);
    assert_false(kiosk.idle.asked);
    if (visit_screen(visit) == &call_screen && !visit->saving)
        assert_int_equal(SDL_PushEvent(&quit), 1);
}

static SDL_Event button_event(Uint32 type, int x, int y) {
    return (SDL_Event){ .button = { .type = type, .button = SDL_BUTTON_LEFT, .x = x, .y = y } };
}

static void a_save_wakes_the_loop_and_is_then_told(void **state) {
    (void)state;
    const int       x = 800 - 100, y = 480 - 30; /* 叫工作人员 */
    const SDL_Event events[] = { button_event(SDL_MOUSEBUTTONDOWN, x, y),
                                 button_event(SDL_MOUSEBUTTONUP, x, y) };
    over = end_when_told;
    run_with(events, ROWS(events), false);
    over = NULL;
    assert_non_null(tree_reads(ui_tree(kiosk.ui), "已经叫过了")); /* by the test before */
    kiosk_close(&kiosk);
}

static void what_was_begun_before_the_signal_is_saved(void **state) {
    (void)state;
    const int       x = 800 - 100, y = 480 - 30;
    int64_t         before = 0, after = 0;
    const char     *count = "SELECT count(*) FROM staff_call";
    struct err      err = { 0 };
    const SDL_Event events[] = { button_event(SDL_MOUSEBUTTONDOWN, x, y),
                                 button_event(SDL_MOUSEBUTTONUP, x, y),
                                 (SDL_Event){ .type = SDL_QUIT } };
    stage_open(&kiosk, stage_data(), &stage_forms[0]);
    assert_true(store_number(kiosk.store, count, NULL, 0, &before, &err));
    stage_close(&kiosk);
    run_with(events, ROWS(events), false);
    kiosk_close(&kiosk);
    stage_open(&kiosk, stage_data(), &stage_forms[0]);
    assert_true(store_number(kiosk.store, count, NULL, 0, &after, &err));
    stage_close(&kiosk);
    check_number(after, before + 1, "calls");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            what_was_begun_before_the_signal_is_saved), /* while nobody has called yet */
        cmocka_unit_test(a_save_wakes_the_loop_and_is_then_told),
        cmocka_unit_test(no_key_with_any_modifiers_leads_out),
        cmocka_unit_test(ten_thousand_hands_neither),
        cmocka_unit_test(a_full_screen_is_not_closed_by_its_window_and_is_by_a_signal),
        cmocka_unit_test(a_window_on_an_ordinary_computer_may_be_closed),
    };
    return cmocka_run_group_tests(tests, stage_data_make, stage_data_remove);
}
