/* SPDX-License-Identifier: GPL-3.0-or-later
 * call_test.c - 叫工作人员 from any screen: saved, heard, said where to go; a second press is no
 * second call; one that cannot be saved says what to do; and staff's answer is seen. */
#include "base/text.h"
#include "services/help/help.h"
#include "support/check.h"
#include "support/stage.h"


#include <string.h>

static struct kiosk  kiosk;
static struct store *desk; /* the other process */
static int           rung;

static void hear(struct speaker *speaker, enum chime chime) {
    (void)speaker;
    rung += chime == CHIME_CALL;
}
static struct speaker ear = { hear };

static int begin(void **state) {
    (void)stage_data_make(state);
    desk = stage_desk();
    stage_open(&kiosk, stage_data(), &stage_forms[0]);
    kiosk.visit.speaker = &ear;
    rung = 0;
    return 0;
}
static int end(void **state) {
    kiosk.visit.speaker = NULL;
    stage_close(&kiosk);
    store_close(desk);
    return stage_data_remove(state);
}

static int64_t calls(void) {
    int64_t    count = -1;
    struct err err = { 0 };
    if (!store_number(desk, "SELECT count(*) FROM staff_call", NULL, 0, &count, &err))
        fail_msg("%s", err.text);
    return count;
}

static void take_the_call(const char *step, const char *name) {
    row_id               id;
    struct err           err = { 0 };
    const struct flow_by by = { .who = WHO_STAFF, .name = name, .terminal = "D01" };
    if (!store_find(desk, "SELECT id FROM staff_call", NULL, 0, &id, &err) ||
        !store_begin(desk, name, &err) ||
        !flow_step(desk, &staff_call_flow, id, step, NULL, &by, &err) || !store_commit(desk, &err))
        fail_msg("%s", err.text);
}

static void answer_the_call(void) {
    take_the_call("ack", "小王");
}

static void it_is_said_who_comes(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 叫工作人员\nexpect 已经叫了工作人员");
    take_the_call("claim", "李红梅");
    assert_true(kiosk_stale(&kiosk));
    stage_play(&kiosk, "expect 李红梅正在过来\nexpect 请在这里等一等\ntap 返回\n"
                       "absent 李红梅正在过来");
}

/* Once, wherever they are by then, and nobody who comes later. */
static void whoever_looks_on_meanwhile_is_told_too(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 叫工作人员\nexpect 已经叫了工作人员\ntap 返回\ntap 找工作");
    take_the_call("claim", "李红梅");
    stage_play(&kiosk, "expect 李红梅正在过来\nwait 6000\nabsent 李红梅正在过来\n"
                       "tap 小区保洁员\nabsent 李红梅正在过来");
}

static void the_next_visit_is_told_nothing_of_the_last(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 叫工作人员\nexpect 已经叫了工作人员\ntap 返回\ntap 找工作");
    kiosk_leave(&kiosk);
    kiosk_draw(&kiosk);
    take_the_call("claim", "李红梅");
    stage_play(&kiosk, "press F5\ntap 找工作\nabsent 李红梅正在过来");
}

static void one_who_takes_a_call_that_is_taken_hears_by_whom(void **state) {
    (void)state;
    row_id               id;
    struct err           err = { 0 };
    const struct flow_by by = { .who = WHO_STAFF, .name = "小王", .terminal = "D01" };
    stage_play(&kiosk, "tap 叫工作人员\nexpect 已经叫了工作人员");
    take_the_call("claim", "李红梅");
    assert_true(store_find(desk, "SELECT id FROM staff_call", NULL, 0, &id, &err) &&
                store_begin(desk, "小王", &err));
    assert_false(flow_step(desk, &staff_call_flow, id, "claim", NULL, &by, &err));
    assert_non_null(strstr(err.text, "李红梅已经在过去的路上"));
    store_rollback(desk);
    take_the_call("release", "李红梅");
    take_the_call("claim", "小王");
    stage_play(&kiosk, "expect 小王正在过来");
}

static void a_call_is_saved_heard_and_answered(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 找工作\ntap 小区保洁员\ntap 叫工作人员\nexpect 已经叫了工作人员\n"
                       "expect 办公时间：周一至周六\nabsent 已经叫过了");
    check_number(calls(), 1, "saved");
    check_number(rung, 1, "heard");
    answer_the_call();
    assert_true(kiosk_stale(&kiosk));
    stage_play(&kiosk, "expect 工作人员看到了\ntap 返回\nexpect 岗位详情");
}

static void it_is_in_the_same_place_on_every_screen(void **state) {
    (void)state;
    static const char *const ways[] = { "press F5",       "tap 找工作", "tap 小区保洁员",
                                        "tap 叫工作人员", "tap 首页",   "tap 无障碍" };
    struct rect              place = { 0 };
    for (size_t i = 0; i < ROWS(ways); i++) {
        stage_play(&kiosk, ways[i]);
        const struct tree_node *node = tree_find(ui_tree(kiosk.ui), "叫工作人员");
        assert_non_null(node);
        if (i == 0)
            place = node->rect;
        assert_true(rect_equal(place, node->rect));
    }
}

static void pressing_again_is_no_second_call(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 叫工作人员\nexpect 已经叫了工作人员");
    int depth = kiosk.visit.depth;
    for (int i = 0; i < 3; i++)
        stage_play(&kiosk, "tap 叫工作人员\nexpect 已经叫过了\nexpect 不用再按");
    check_number(kiosk.visit.depth, depth, "no screen above the other");
    stage_play(&kiosk, "tap 返回\nexpect 家门口的新岗位\ntap 叫工作人员\nexpect 已经叫过了");
    check_number(calls(), 1, "one call");
    check_number(rung, 1, "rung once");
    answer_the_call();
    stage_play(&kiosk, "tap 叫工作人员\nexpect 已经叫了工作人员\nabsent 已经叫过了");
    check_number(calls(), 2, "after the answer it is another");
}

static void one_that_cannot_be_saved_says_where_to_go_and_rings_all_the_same(void **state) {
    (void)state;
    struct err err = { 0 };
    stage_play(&kiosk, "tap 找工作\ntype bjy");
    assert_true(store_begin(desk, "system", &err)); /* somebody holds the store */
    stage_play(&kiosk, "tap 叫工作人员\nexpect 没有叫成，请直接去服务台\nexpect 过一会儿再试");
    check_number(rung, 1, "heard");
    store_rollback(desk);
    stage_play(&kiosk, "tap 再叫一次\nexpect 已经叫了工作人员\ntap 返回\nexpect bjy");
    check_number(calls(), 1, "saved at last");
}

static void the_counter_is_said_where_it_is_known(void **state) {
    (void)state;
    stage_play(&kiosk, "tap 叫工作人员");
    kiosk.place.counter = "一楼大厅右手边";
    kiosk_draw(&kiosk);
    stage_play(&kiosk, "expect 服务台在一楼大厅右手边");
    kiosk.place.counter = "";
    kiosk_draw(&kiosk);
    stage_play(&kiosk, "absent 服务台在");
}

static void it_stands_in_every_form_of_the_panel(void **state) {
    (void)state;
    for (const struct stage_form *form = stage_forms; form->width > 0; form++) {
        struct kiosk one;
        stage_open(&one, stage_data(), form);
        one.place.counter = "一楼大厅右手边，电梯旁边";
        const struct tree *tree = ui_tree(one.ui);
        const char        *label = NULL;
        for (size_t i = 0; i < tree->count && label == NULL; i++)
            if (tree->nodes[i].region == REGION_BAR)
                label = tree->nodes[i].label; /* the first that Tab comes to */
        char act[200];
        (void)snprintf(act, sizeof(act), "tap %s", label);
        stage_play(&one, act);
        check_text(visit_screen(&one.visit)->name, "call", stage_form_text(form));
        tree = ui_tree(one.ui);
        for (size_t i = 0; i < tree->count; i++)
            if ((tree->nodes[i].state & TREE_SPILLED) != 0)
                fail_msg("%s: %s spills", stage_form_text(form), tree->nodes[i].label);
        stage_close(&one);
    }
}

int main(void) {
#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(a_call_is_saved_heard_and_answered),
        TEST(it_is_said_who_comes),
        TEST(whoever_looks_on_meanwhile_is_told_too),
        TEST(the_next_visit_is_told_nothing_of_the_last),
        TEST(one_who_takes_a_call_that_is_taken_hears_by_whom),
        TEST(it_is_in_the_same_place_on_every_screen),
        TEST(pressing_again_is_no_second_call),
        TEST(one_that_cannot_be_saved_says_where_to_go_and_rings_all_the_same),
        TEST(the_counter_is_said_where_it_is_known),
        TEST(it_stands_in_every_form_of_the_panel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
