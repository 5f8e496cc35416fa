/* SPDX-License-Identifier: GPL-3.0-or-later
 * memory_test.c - memory that runs out under the kiosk: it opens with a sentence or not at all, and
 * one that stands draws on, whole frames, until there is memory again. */
/* link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup,--wrap=strndup */
#include "support/check.h"
#include "support/memory.h"
#include "support/seed.h"
#include "support/stage.h"

#include <stdlib.h>

static bool try_open(struct kiosk *kiosk, struct err *err) {
    const struct options options = {
        .folder = stage_data(), .size = { 800, 480 }, .script = "memory"
    };
    *err = (struct err){ .lang = LANG_ZH };
    return kiosk_open(kiosk, &options, err);
}

static void opening_without_memory_is_refused_in_words(void **state) {
    struct kiosk kiosk;
    struct err   err;
    struct world world;
    (void)state;
    support_world(&world);
    memory_short(0, false);
    assert_true(try_open(&kiosk, &err));
    kiosk_close(&kiosk);
    size_t count = (size_t)memory_asked(), runs = support_count(60, count), refused = 0;
    for (size_t i = 0; i < 2 * runs; i++) {
        /* The first few are those that nothing can be shown without. */
        long k = 1 + (long)(i < runs / 2 ? i / 2 : support_below(&world, (uint32_t)count));
        memory_short(k, i % 2 == 0);
        bool opened = try_open(&kiosk, &err);
        if (opened)
            kiosk_draw(&kiosk);
        memory_short(0, false);
        if (opened)
            kiosk_close(&kiosk);
        else if (err.text[0] == '\0')
            fail_msg("it is not opened, and nothing is said");
        refused += !opened;
    }
    print_message("%zu allocations, %zu of %zu tries refused\n", count, refused, 2 * runs);
    assert_true(refused > 0);
}

/* As somebody who goes on touching it. */
static void touch_about(struct kiosk *kiosk) {
    static const struct ui_event events[] = {
        { .kind = UI_KEY, .key = UI_KEY_TAB },    { .kind = UI_KEY, .key = UI_KEY_TAB },
        { .kind = UI_KEY, .key = UI_KEY_ENTER },  { .kind = UI_TEXT, .text = "b" },
        { .kind = UI_TEXT, .text = "j" },         { .kind = UI_KEY, .key = UI_KEY_PAGE_DOWN },
        { .kind = UI_KEY, .key = UI_KEY_ENTER },  { .kind = UI_KEY, .key = UI_KEY_TAB },
        { .kind = UI_KEY, .key = UI_KEY_ESCAPE }, { .kind = UI_KEY, .key = UI_KEY_ESCAPE },
        { .kind = UI_KEY, .key = UI_KEY_ESCAPE },
    };
    for (size_t i = 0; i < ROWS(events); i++) {
        kiosk_event(kiosk, events[i]);
        kiosk_draw(kiosk);
        (void)kiosk_stale(kiosk);
    }
}

static void a_kiosk_without_memory_draws_on_and_comes_back(void **state) {
    struct kiosk kiosk;
    (void)state;
    for (int i = 0; i < 12; i++) {
        stage_open(&kiosk, stage_data(), &stage_forms[0]);
        memory_short(1 + (long)i * i * i, i % 2 == 0);
        touch_about(&kiosk);
        memory_short(0, false);
        stage_play(&kiosk, "press Escape\npress Escape\npress Escape\ntap 找工作\ntype bjy\n"
                           "tap 小区保洁员\nexpect 0738-0000615");
        stage_close(&kiosk);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opening_without_memory_is_refused_in_words),
        cmocka_unit_test(a_kiosk_without_memory_draws_on_and_comes_back),
    };
    return cmocka_run_group_tests(tests, stage_data_make, stage_data_remove);
}
