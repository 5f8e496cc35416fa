/* SPDX-License-Identifier: GPL-3.0-or-later
 * sessions_test.c - one resident after the other, each doing what comes to mind: touching what is
 * there, typing, scanning, calling staff, walking away in the middle. After each the attract screen
 * is there, nothing of the visit, and no more memory than before. 2,000 of them at soak. */
#include "kiosk/attract_screen.h"
#include "support/check.h"
#include "support/seed.h"
#include "support/stage.h"
#include "support/temp.h"

#include <malloc.h>

enum { WARM = 1000, DRIFT_MOST = 1 << 20 }; /* glyphs, layouts and pages fill up to their bounds */

static const char *const typed[] = { "bjy",         "保洁", "1",
                                     "8",           "0",    "'; DROP TABLE job;--",
                                     "%n",          "喆",   "王小明",
                                     "19900020007", " ",    "<b>" };
static const char *const codes[] = { "8Q2J7W0V5M6KX3T9R4H1B2C8DA", "QZ-K01-261124-A003-7",
                                     "HC1:NCFOXN%TSMAHN-H", "tel:110", "x" };

static struct world world;

static void touch(struct kiosk *kiosk) {
    const struct tree *tree = ui_tree(kiosk->ui);
    struct ui_event    event = { .kind = UI_DOWN,
                                 .x = (int)support_below(&world, 1080),
                                 .y = (int)support_below(&world, 1920) };
    if (support_below(&world, 5) > 0) { /* mostly what looks like something */
        const struct tree_node *node = &tree->nodes[support_below(&world, (uint32_t)tree->count)];
        event.x = node->rect.x + node->rect.w / 2;
        event.y = node->rect.y + node->rect.h / 2;
    }
    kiosk_event(kiosk, event);
    kiosk_draw(kiosk);
    event.kind = UI_UP;
    kiosk_event(kiosk, event);
    kiosk_draw(kiosk);
}

static void act(struct kiosk *kiosk) {
    struct ui_event event = { .kind = UI_NOTHING };
    switch (support_below(&world, 12)) {
    case 0:
        event =
            (struct ui_event){ .kind = UI_TEXT, .text = typed[support_below(&world, ROWS(typed))] };
        break;
    case 1:
        event = (struct ui_event){ .kind = UI_KEY,
                                   .key = (enum ui_key)support_below(&world, UI_KEY_END + 1) };
        break;
    case 2:
        kiosk_scanned(kiosk, codes[support_below(&world, ROWS(codes))]);
        return;
    case 3:
        world_advance(&kiosk->world, support_below(&world, 50000));
        if (kiosk_stale(kiosk))
            kiosk_draw(kiosk);
        return;
    default:
        touch(kiosk);
        return;
    }
    kiosk_event(kiosk, event);
    kiosk_draw(kiosk);
}

static void session(struct kiosk *kiosk) {
    for (uint32_t n = support_below(&world, 25) + 5; n > 0; n--) {
        kiosk->hand_ms += support_below(&world, 600);
        act(kiosk);
        const struct tree *tree = ui_tree(kiosk->ui);
        assert_true(tree->count > 0);
        for (size_t i = 0; i < tree->count; i++)
            if ((tree->nodes[i].state & TREE_SPILLED) != 0)
                fail_msg("on %s: %s spills", visit_screen(&kiosk->visit)->name,
                         tree->nodes[i].label);
    }
    stage_play(kiosk, "wait 60000\nwait 60000\nexpect 点一下开始");
    assert_true(attract_shown(kiosk));
    check_number(kiosk->visit.depth, 2, "home and the attract screen above it");
    assert_int_equal(ui_lang(kiosk->ui), LANG_ZH);
    assert_false(ui_theme(kiosk->ui)->large || ui_theme(kiosk->ui)->contrast);
}

/* The glyph cache fills up to its bound; everything else must not grow. */
static size_t held(const struct kiosk *kiosk) {
    return mallinfo2().uordblks - fonts_counts(kiosk->fonts).bytes;
}

static void whoever_comes_finds_it_as_the_first_one_did(void **state) {
    (void)state;
    struct temp  temp;
    struct kiosk kiosk;
    size_t       before = 0;
    temp_make(&temp);
    support_world(&world);
    stage_demo(temp_path(&temp, "data"));
    char folder[TEMP_PATH];
    (void)snprintf(folder, sizeof(folder), "%s", temp_path(&temp, "data"));
    stage_open(&kiosk, folder, &stage_forms[0]);
    size_t count = support_count(100, 2000);
    for (size_t n = 0; n < count; n++) {
        session(&kiosk);
        if (n == WARM)
            before = held(&kiosk);
    }
    size_t after = held(&kiosk);
    if (count > WARM && after > before + DRIFT_MOST)
        fail_msg("memory grew from %zu to %zu bytes in %zu visits", before, after, count - WARM);
    stage_close(&kiosk);
    temp_remove(&temp);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whoever_comes_finds_it_as_the_first_one_did),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
