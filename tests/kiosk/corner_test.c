/* SPDX-License-Identifier: GPL-3.0-or-later
 * corner_test.c - the staff corner: opened by its PIN alone, growing waits after wrong ones, tests
 * of screen and sound, and two ways out of the kiosk, each known to systemd by its status. */
#include "kiosk/attract_screen.h"
#include "kiosk/corner_screen.h"
#include "services/corner.h"
#include "support/check.h"
#include "support/stage.h"

static char         pin[CORNER_PIN + 1];
static struct kiosk kiosk;
static int          tested;

static void hear(struct speaker *speaker, enum chime chime) {
    (void)speaker;
    tested += chime == CHIME_TEST;
}
static struct speaker ear = { hear };

/* A PIN that is known, as `anju pin` makes it. */
static void make_pin(void) {
    struct store *store = stage_desk();
    struct err    err = { 0 };
    if (!store_begin(store, "system", &err) || !corner_pin_make(store, pin, &err) ||
        !store_commit(store, &err))
        fail_msg("%s", err.text);
    store_close(store);
}

static int begin(void **state) {
    (void)stage_data_make(state);
    make_pin();
    stage_open(&kiosk, stage_data(), &stage_forms[0]);
    kiosk.visit.speaker = &ear;
    tested = 0;
    return 0;
}
static int end(void **state) {
    kiosk.visit.speaker = NULL;
    stage_close(&kiosk);
    return stage_data_remove(state);
}

static void type_pin(const char *digits) {
    char act[32];
    (void)snprintf(act, sizeof(act), "type %s", digits);
    stage_play(&kiosk, act);
}

static void wrong_pin(char out[CORNER_PIN + 1]) {
    memcpy(out, pin, sizeof(pin));
    out[0] = pin[0] == '9' ? '0' : (char)(pin[0] + 1);
}

static void the_pin_opens_it_by_keys_and_by_fingers(void **state) {
    (void)state;
    stage_play(&kiosk, "press Ctrl+Alt+s\nexpect 请按工作人员密码\nabsent 重新启动");
    type_pin(pin);
    stage_play(&kiosk, "expect 重新启动\nexpect 磁盘：\nexpect 数据库：正常\nexpect 版本\n"
                       "expect 终端 K01\nexpect 2026年11月24日\ntap 返回\nexpect 家门口的新岗位");
    stage_play(&kiosk, "press Ctrl+Alt+s\ntap 1\ntap 退格\ntap 2\ntap 清空\nexpect 已按 0 位");
    for (int i = 0; i < CORNER_PIN; i++) {
        char act[16];
        (void)snprintf(act, sizeof(act), "tap %c", pin[i]);
        stage_play(&kiosk, act);
    }
    stage_play(&kiosk, "expect 重新启动\npress Ctrl+Alt+s\nexpect 重新启动"); /* once is enough */
}

static void no_digit_of_it_is_in_the_tree(void **state) {
    (void)state;
    char typed[CORNER_PIN];
    stage_play(&kiosk, "press Ctrl+Alt+s");
    memcpy(typed, pin, sizeof(typed) - 1);
    typed[sizeof(typed) - 1] = '\0';
    type_pin(typed);
    stage_play(&kiosk, "expect 已按 5 位");
    assert_null(tree_reads(ui_tree(kiosk.ui), typed));
}

static void wrong_ones_say_how_many_are_left_and_then_wait(void **state) {
    (void)state;
    char wrong[CORNER_PIN + 1];
    wrong_pin(wrong);
    stage_play(&kiosk, "press Ctrl+Alt+s");
    for (int i = 1; i <= GUESS_FREE; i++) {
        char act[64];
        type_pin(wrong);
        (void)snprintf(act, sizeof(act), "expect 还能试 %d 次", GUESS_DAY - i);
        stage_play(&kiosk, act);
    }
    type_pin(pin); /* the right one, too soon: the keys sleep */
    stage_play(&kiosk, "absent 重新启动");
    const struct tree_node *key = tree_find(ui_tree(kiosk.ui), "5");
    assert_null(key); /* asleep */
    stage_play(&kiosk, "wait 19000\nwait 999");
    stage_play(&kiosk, "tap 首页\nwait 30000\npress Ctrl+Alt+s");
    type_pin(pin);
    stage_play(&kiosk, "expect 重新启动");
}

static void leaving_asks_again_and_ends_with_0(void **state) {
    (void)state;
    stage_play(&kiosk, "press Ctrl+Alt+s");
    type_pin(pin);
    stage_play(&kiosk, "tap 退出自助机\nexpect 再按一次密码");
    check_number(kiosk.end, KIOSK_GOES_ON, "not yet");
    char wrong[CORNER_PIN + 1];
    wrong_pin(wrong);
    type_pin(wrong);
    check_number(kiosk.end, KIOSK_GOES_ON, "not by a wrong one");
    stage_play(&kiosk, "tap 返回\nexpect 重新启动\ntap 退出自助机");
    type_pin(pin);
    check_number(kiosk.end, KIOSK_LEFT, "left");
    check_number((int)KIOSK_LEFT, 0, "which systemd does not start again");
}

static void starting_anew_ends_with_75(void **state) {
    (void)state;
    stage_play(&kiosk, "press Ctrl+Alt+s");
    type_pin(pin);
    stage_play(&kiosk, "tap 重新启动");
    check_number(kiosk.end, KIOSK_RESTART, "to be started anew");
    check_number((int)KIOSK_RESTART, 75, "as deploy/device says");
    assert_false(stage_try(&kiosk, "tap 首页")); /* it has ended */
}

static void the_screen_is_tested_by_colours_and_by_touching_all_of_it(void **state) {
    (void)state;
    stage_play(&kiosk, "press Ctrl+Alt+s");
    type_pin(pin);
    stage_play(&kiosk, "tap 试声音");
    check_number(tested, 1, "the sound");
    stage_play(&kiosk, "tap 试屏幕\ntap 下一个颜色");
    check_number(kiosk.output.canvas.pixels[0] & 0xFFFFFF, 0xFFFFFF, "white");
    stage_play(&kiosk, "tap 下一个颜色");
    check_number(kiosk.output.canvas.pixels[0] & 0xFFFFFF, 0xFF0000, "red");
    stage_play(&kiosk, "tap 下一个颜色\ntap 下一个颜色\ntap 下一个颜色\ntap 下一个颜色\n"
                       "absent 下一个颜色");
    for (int i = 1; i <= 48; i++) {
        char act[32];
        stage_play(&kiosk, "absent 重新启动");
        (void)snprintf(act, sizeof(act), "tap 第 %d 格", i);
        stage_play(&kiosk, act);
    }
    stage_play(&kiosk, "expect 重新启动\ntap 试屏幕\npress Escape\nexpect 重新启动");
}

static void it_closes_itself_after_30_s_or_when_it_is_locked(void **state) {
    (void)state;
    stage_play(&kiosk, "press Ctrl+Alt+s");
    type_pin(pin);
    stage_play(&kiosk, "wait 19999\nabsent 我还在\nwait 1\nexpect 我还在\ntap 我还在\n"
                       "wait 30000\nexpect 点一下开始\npress Escape\nabsent 重新启动");
    stage_play(&kiosk, "press Ctrl+Alt+s");
    type_pin(pin);
    stage_play(&kiosk, "tap 锁上\nwait 1\nexpect 点一下开始");
    assert_true(attract_shown(&kiosk));
}

static void it_opens_from_the_attract_screen_too(void **state) {
    (void)state;
    stage_play(&kiosk, "wait 60000\nexpect 点一下开始\npress Ctrl+Alt+s\nexpect 请按工作人员密码\n"
                       "tap 返回\nabsent 点一下开始");
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(the_pin_opens_it_by_keys_and_by_fingers),
        TEST(no_digit_of_it_is_in_the_tree),
        TEST(wrong_ones_say_how_many_are_left_and_then_wait),
        TEST(leaving_asks_again_and_ends_with_0),
        TEST(starting_anew_ends_with_75),
        TEST(the_screen_is_tested_by_colours_and_by_touching_all_of_it),
        TEST(it_closes_itself_after_30_s_or_when_it_is_locked),
        TEST(it_opens_from_the_attract_screen_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
