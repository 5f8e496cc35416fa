/* SPDX-License-Identifier: GPL-3.0-or-later
 * attract_test.c - the screen that nobody stands at: one change every 8 s and nothing drawn
 * between, nothing that stays where it is, dark at night, woken by anything. With services of its
 * own. */
#include "kiosk/attract_screen.h"
#include "kiosk/glasses.h"
#include "services/service.h"
#include "support/check.h"
#include "support/stage.h"
#include "ui/card.h"

#include <stdlib.h>

static size_t cards; /* how many there are */

static bool attract(struct visit *visit, size_t index, struct rect area) {
    if (index >= cards)
        return false;
    if (!rect_empty(area))
        (void)label(visit->ui, rect_inset(area, 20, 20), STYLE(.em = EM_TITLE),
                    arena_printf(visit->arena, "第 %zu 张", index + 1));
    return true;
}

static bool tile(struct visit *visit, struct tile *ret_tile, struct err *err) {
    (void)visit, (void)err;
    *ret_tile = (struct tile){ .icon = ICON_JOBS,
                               .hue = HUE_JOBS,
                               .title = "服务",
                               .words = "",
                               .words_large = "",
                               .count = "",
                               .count_small = "" };
    return true;
}

static void news(struct visit *visit, struct rect area) {
    (void)visit, (void)area;
}

static void nothing_draw(struct visit *visit) {
    (void)visit_body(visit, "服务", "");
}
static const struct screen nothing = { "nothing", 0, nothing_draw };

static const struct service_glass glass = {
    .name = "test", .screen = &nothing, .tile = tile, .attract = attract, .news = news
};
const struct service_glass *const glasses[] = { &glass, NULL };

static struct kiosk kiosk;

static int begin(void **state) {
    (void)state;
    cards = 3;
    stage_open(&kiosk, stage_data(), &stage_forms[0]);
    return 0;
}
static int end(void **state) {
    (void)state;
    stage_close(&kiosk);
    return 0;
}

/* How many rectangles another frame would paint now. */
static size_t painted(void) {
    size_t count = 0;
    (void)visit_draw(&kiosk.visit, &count);
    return count;
}

static void one_change_every_8_s_and_nothing_between(void **state) {
    (void)state;
    stage_play(&kiosk, "wait 60000\nexpect 第 1 张\nabsent 第 2 张");
    check_number(kiosk_patience_ms(&kiosk), 8000, "asleep until the next card");
    for (int change = 1; change < 10; change++) {
        char acts[64];
        world_advance(&kiosk.world, 7999);
        assert_false(kiosk_stale(&kiosk));
        check_number(kiosk_patience_ms(&kiosk), 1, "nearly");
        check_number(painted(), 0, "nothing is drawn between");
        (void)snprintf(acts, sizeof(acts), "wait 1\nexpect 第 %d 张", change % 3 + 1);
        stage_play(&kiosk, acts);
    }
}

static void the_clock_does_not_draw_it_and_neither_do_commits(void **state) {
    (void)state;
    stage_play(&kiosk, "wait 59999\nwait 1\nexpect 第 1 张");
    world_advance(&kiosk.world, 7000);
    kiosk.version--; /* as if somebody had committed */
    assert_false(kiosk_stale(&kiosk));
    world_advance(&kiosk.world, 1000);
    assert_true(kiosk_stale(&kiosk));
}

static void nothing_stays_where_it_is(void **state) {
    (void)state;
    struct rect first = { 0 };
    int         same = 0;
    stage_play(&kiosk, "wait 60000");
    for (int change = 0; change < 9; change++) {
        const struct tree_node *node = tree_reads(ui_tree(kiosk.ui), "易扶新村服务中心");
        assert_non_null(node);
        if (change == 0)
            first = node->rect;
        same += rect_equal(first, node->rect);
        assert_true(abs(node->rect.x - first.x) <= 12 && abs(node->rect.y - first.y) <= 12);
        stage_play(&kiosk, "wait 8000");
    }
    check_number(same, 1, "each of nine places once");
}

static void whatever_somebody_does_wakes_it(void **state) {
    (void)state;
    static const char *const ways[] = { "tap 点一下开始", "press Return",  "press Escape",
                                        "type 保",        "swipe up",      "press Tab",
                                        "tap 第 1 张",    "scan anything", "press Down" };
    for (size_t i = 0; i < ROWS(ways); i++) {
        stage_play(&kiosk, "wait 60000\nexpect 点一下开始");
        stage_play(&kiosk, ways[i]);
        stage_play(&kiosk, "absent 点一下开始\nexpect 无障碍");
        check_text(visit_screen(&kiosk.visit)->name, "home", ways[i]);
    }
}

static void the_touch_that_wakes_it_touches_nothing_else(void **state) {
    (void)state;
    stage_play(&kiosk, "wait 60000");
    for (int y = 200; y < 1900; y += 100) {
        kiosk_event(&kiosk, (struct ui_event){ .kind = UI_DOWN, .x = 500, .y = y });
        kiosk_draw(&kiosk);
        kiosk_event(&kiosk, (struct ui_event){ .kind = UI_UP, .x = 500, .y = y });
        kiosk_draw(&kiosk);
        check_text(visit_screen(&kiosk.visit)->name, "home", "no further");
        stage_play(&kiosk, "wait 60000\nexpect 点一下开始");
    }
}

static void without_cards_it_is_a_calm_page_and_one_card_stands_alone(void **state) {
    (void)state;
    cards = 0;
    stage_play(&kiosk, "wait 60000\nexpect 易扶新村服务中心\nexpect 办公时间\nabsent 第 1 张");
    check_number(kiosk_patience_ms(&kiosk), 60000, "a minute");
    stage_play(&kiosk, "tap 点一下开始");
    cards = 1;
    stage_play(&kiosk, "wait 60000\nexpect 第 1 张\nwait 60000\nexpect 第 1 张\ntap 点一下开始");
    cards = 99;
    stage_play(&kiosk, "wait 60000\nexpect 第 1 张\nwait 8000\nexpect 第 2 张\nwait 40000\n"
                       "expect 第 1 张");
}

static void it_is_dark_between_the_hours_that_are_set(void **state) {
    (void)state;
    static const struct {
        int         from, to;
        const char *clock;
        bool        dark;
    } cases[] = { { 22, 6, "2026-11-24T21:58", false },        { 22, 6, "2026-11-24T22:00", true },
                  { 22, 6, "2026-11-25T03:00", true },         { 22, 6, "2026-11-25T05:58", true },
                  { 22, 6, "2026-11-25T06:00", false },        { 22, 6, "2026-11-25T12:00", false },
                  { 0, 5, "2026-11-25T23:58", false },         { 0, 5, "2026-11-26T00:00", true },
                  { 0, 5, "2026-11-26T05:00", false },         { 20, 0, "2026-11-26T21:00", true },
                  { 20, 0, "2026-11-27T00:00", false },        { 7, 7, "2026-11-27T07:00", false },
                  { INT_ABSENT, 6, "2026-11-28T03:00", false } };
    assert_int_equal(kiosk.settings.kiosk.night_from, 22);
    assert_int_equal(kiosk.settings.kiosk.night_to, 6);
    for (size_t i = 0; i < ROWS(cases); i++) {
        time_ms clock;
        kiosk.settings.kiosk.night_from = cases[i].from;
        kiosk.settings.kiosk.night_to = cases[i].to;
        assert_true(time_parse(cases[i].clock, &clock));
        stage_play(&kiosk, "wait 60000");
        world_set_clock(&kiosk.world, clock);
        stage_play(&kiosk, "wait 60000\nexpect 点一下开始");
        uint32_t corner = kiosk.output.canvas.pixels[0];
        check_number((corner & 0xFF) < 0x40, cases[i].dark, cases[i].clock);
        stage_play(&kiosk, cases[i].dark ? "absent 第 " : "expect 第 ");
        stage_play(&kiosk, "tap 点一下开始\nabsent 点一下开始");
        assert_true((kiosk.output.canvas.pixels[0] & 0xFF) > 0x80);
    }
}

static void it_stands_in_every_form_of_the_panel(void **state) {
    (void)state;
    for (const struct stage_form *form = stage_forms; form->width > 0; form++) {
        struct kiosk one;
        stage_open(&one, stage_data(), form);
        stage_play(&one, "wait 60000");
        assert_true(attract_shown(&one));
        for (int change = 0; change < 9; change++) {
            const struct tree *tree = ui_tree(one.ui);
            for (size_t i = 0; i < tree->count; i++)
                if ((tree->nodes[i].state & TREE_SPILLED) != 0)
                    fail_msg("%s: %s spills", stage_form_text(form), tree->nodes[i].label);
            stage_play(&one, "wait 8000");
        }
        stage_close(&one);
    }
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(one_change_every_8_s_and_nothing_between),
        TEST(the_clock_does_not_draw_it_and_neither_do_commits),
        TEST(nothing_stays_where_it_is),
        TEST(whatever_somebody_does_wakes_it),
        TEST(the_touch_that_wakes_it_touches_nothing_else),
        TEST(without_cards_it_is_a_calm_page_and_one_card_stands_alone),
        TEST(it_is_dark_between_the_hours_that_are_set),
        TEST(it_stands_in_every_form_of_the_panel),
    };
    return cmocka_run_group_tests(tests, stage_data_make, stage_data_remove);
}
