/* SPDX-License-Identifier: GPL-3.0-or-later
 * parts_test.c - what dialogs, toasts, countdowns, sliders, picture cards and toggles do with
 * fingers, keys and time; what moves, and what does not with 减少动画. */
#include "support/check.h"
#include "support/gallery.h"

static struct gallery glass;

/* One screen of all of it; the tests switch parts on. */
static struct {
    bool         dialog, no_button, second_dialog, toast, low_button;
    enum answer  answer;
    enum toasted toasted;
    int64_t      until_ms;
    int          number, changes, below, escapes, swipes, left_ms;
    const char  *value;
    uint64_t     chosen;
    int          used;
    bool         on, toggled;
} held;

static const struct option options[] = { { "白天", NULL, "☀️", ICON_CLOCK },
                                         { "晚上", NULL, "🌙", ICON_CLOCK },
                                         { "都行", NULL, NULL, ICON_CHECK } };

static void above(struct ui *ui) {
    if (held.dialog) {
        enum answer answer =
            dialog(ui, ui_id("dialog"),
                   DIALOG(.icon = ICON_WARNING, .hue = HUE_RED, .title = "真的要取消吗？",
                          .words = "取消以后名额给下一位。", .yes = "取消报名",
                          .no = held.no_button ? "不取消" : NULL));
        held.answer = answer != ANSWER_NONE ? answer : held.answer;
    }
    if (held.second_dialog)
        (void)dialog(ui, ui_id("idle"),
                     DIALOG(.left_ms = held.left_ms, .of_ms = 20000, .hue = HUE_JOBS,
                            .title = "您还在吗？", .yes = "我还在"));
}

static void screen_draw(struct visit *visit) {
    struct ui          *ui = visit->ui;
    const struct slider s = {
        .label = "做多少件", .min = 10, .max = 205, .step = 10, .hue = HUE_JOBS, .value = held.value
    };
    struct rect page = visit_frame(visit, "找工作", "");
    struct rect body = rect_inset(page, ui_theme(ui)->margin, ui_theme(ui)->gap);
    struct rect low = body;
    held.escapes += widget_key(ui, 0) == UI_KEY_ESCAPE;
    held.swipes += widget_swipe(ui) != 0;
    if (button(ui, ui_id("below"), cut_top(&body, 120), "下面的", BUTTON(.kind = BUTTON_PLAIN)))
        held.below++;
    cut_gap(&body, 24);
    held.changes +=
        slider(ui, ui_id("slider"), cut_top(&body, slider_height(ui)), &s, &held.number);
    cut_gap(&body, 24);
    int used = choice(ui, ui_id("choice"), cut_top(&body, 400), options, 3, HUE_JOBS, held.chosen,
                      held.chosen >> 2 & 1);
    held.used = used >= 0 ? used : held.used;
    cut_gap(&body, 24);
    const struct toggle t = { .label = "减少动画", .hue = HUE_HOME };
    held.toggled |= toggle(ui, ui_id("toggle"), cut_top(&body, 130), &t, &held.on);
    cut_gap(&body, 24);
    countdown(ui, cut_top(&body, 220), held.left_ms, 60000, HUE_REPORT);
    if (held.low_button &&
        button(ui, ui_id("low"), cut_bottom(&low, 120), "底下的", BUTTON(.kind = BUTTON_PLAIN)))
        held.below++;
    if (held.toast) {
        enum toasted toasted =
            toast(ui, ui_id("toast"), page,
                  TOAST(.words = "已经帮您问了", .undo = "撤回", .until_ms = held.until_ms));
        held.toasted =
            toasted == TOASTED_UNDO || held.toasted != TOASTED_UNDO ? toasted : held.toasted;
    }
    above(ui);
}
static const struct screen screen = { "parts", 0, screen_draw };

static int start(void **state) {
    (void)state;
    memset(&held, 0, sizeof held);
    held.number = 60;
    held.used = -1;
    held.no_button = true;
    gallery_open(&glass, gallery_faces, &screen, 1080, 1920);
    (void)gallery_draw(&glass);
    return 0;
}
static int stop(void **state) {
    (void)state;
    gallery_close(&glass);
    return 0;
}

static const struct tree_node *node(const char *words) {
    return tree_reads(ui_tree(glass.ui), words);
}
static const struct tree_node *must(const char *words) {
    if (!node(words))
        fail_msg("nothing says %s", words);
    return node(words);
}
static size_t key(enum ui_key which) {
    return gallery_event(&glass, (struct ui_event){ .kind = UI_KEY, .key = which });
}
static size_t tick(int64_t now_ms) {
    return gallery_event(&glass, (struct ui_event){ .kind = UI_NOTHING, .time_ms = now_ms });
}
static void finger(enum ui_kind kind, int x, int y) {
    (void)gallery_event(&glass, (struct ui_event){ .kind = kind, .x = x, .y = y });
}
static const char *focused(void) {
    const struct tree *tree = ui_tree(glass.ui);
    for (size_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].state & TREE_FOCUSED)
            return tree->nodes[i].label;
    return "";
}

static void what_lies_below_a_dialog_is_out_of_reach(void **state) {
    (void)state;
    struct rect below = must("下面的")->rect;
    held.dialog = true;
    (void)gallery_draw(&glass);
    assert_null(node("下面的"));
    assert_null(node("返回"));
    (void)must("真的要取消吗？");
    finger(UI_DOWN, below.x + 20, below.y + 20);
    finger(UI_UP, below.x + 20, below.y + 20);
    check_number(held.below, 0, "a finger");
    for (int i = 0; i < 12; i++) {
        (void)key(i % 5 ? UI_KEY_TAB : UI_KEY_UP);
        assert_true(strcmp(focused(), "取消报名") == 0 || strcmp(focused(), "不取消") == 0);
    }
    check_number(held.answer, ANSWER_NONE, "nobody has answered");
    (void)key(UI_KEY_ESCAPE);
    check_number(held.escapes, 0, "the screen hears no Escape");
    check_number(held.answer, ANSWER_NO, "the dialog does");
}

static void a_dialog_is_answered(void **state) {
    (void)state;
    static const struct {
        const char *tap;
        bool        no_button;
        enum ui_key key;
        enum answer expected;
        const char *why;
    } rows[] = {
        { "取消报名", true, UI_KEY_NONE, ANSWER_YES, "the main button" },
        { "不取消", true, UI_KEY_NONE, ANSWER_NO, "the other" },
        { NULL, true, UI_KEY_ESCAPE, ANSWER_NO, "Escape" },
        { NULL, false, UI_KEY_ESCAPE, ANSWER_YES, "Escape, where there is one button only" },
        { NULL, true, UI_KEY_ENTER, ANSWER_YES, "Enter: the main button has the focus" },
    };
    held.dialog = true;
    for (size_t i = 0; i < ROWS(rows); i++) {
        held.answer = ANSWER_NONE;
        held.no_button = rows[i].no_button;
        ui_jumped(glass.ui);
        (void)gallery_draw(&glass);
        if (rows[i].tap)
            (void)gallery_tap(&glass, rows[i].tap);
        else
            (void)key(rows[i].key);
        check_number(held.answer, rows[i].expected, rows[i].why);
    }
}

static void a_dialog_gives_the_focus_back(void **state) {
    (void)state;
    while (strcmp(focused(), "减少动画") != 0)
        (void)key(UI_KEY_TAB);
    held.dialog = true;
    (void)gallery_draw(&glass);
    check_text(focused(), "取消报名", "it takes it");
    held.second_dialog = true;
    held.left_ms = 9000;
    (void)gallery_draw(&glass);
    check_text(focused(), "我还在", "the one on top has it");
    assert_null(node("取消报名"));
    held.second_dialog = held.dialog = false;
    (void)gallery_draw(&glass);
    check_text(focused(), "减少动画", "where it was");
}

static void the_second_of_two_presses_is_not_for_a_dialog(void **state) {
    (void)state;
    (void)tick(1000);
    held.dialog = true;
    (void)gallery_draw(&glass);
    struct rect     r = must("取消报名")->rect;
    struct ui_event event = { .kind = UI_DOWN, .x = r.x + 9, .y = r.y + 9, .time_ms = 1100 };
    (void)gallery_event(&glass, event);
    event.kind = UI_UP;
    (void)gallery_event(&glass, event);
    check_number(held.answer, ANSWER_NONE, "a tenth of a second later");
    event = (struct ui_event){ .kind = UI_DOWN, .x = r.x + 9, .y = r.y + 9, .time_ms = 1400 };
    (void)gallery_event(&glass, event);
    event.kind = UI_UP;
    (void)gallery_event(&glass, event);
    check_number(held.answer, ANSWER_YES, "a press of its own");
}

static void a_toast_goes_by_the_clock(void **state) {
    (void)state;
    (void)tick(1000);
    held.toast = true;
    held.until_ms = ui_now_ms(glass.ui) + TOAST_MS;
    (void)tick(1001);
    (void)must("已经帮您问了");
    for (int64_t t = 1016; ui_due_ms(glass.ui) && ui_due_ms(glass.ui) < 1200; t += 16)
        (void)tick(t);
    check_number(ui_due_ms(glass.ui), 1000 + TOAST_MS, "no frame is wanted before its end");
    check_number(tick(1000 + TOAST_MS - 1), 0, "it stands still");
    assert_non_null(node("已经帮您问了"));
    assert_true(tick(1000 + TOAST_MS) > 0);
    assert_null(node("已经帮您问了"));
    check_number(held.toasted, TOASTED_OVER, "told");
    check_number(ui_due_ms(glass.ui), 0, "nothing is wanted any more");
}

static void a_toast_can_be_taken_back(void **state) {
    (void)state;
    (void)tick(1000);
    held.toast = true;
    held.until_ms = 99000;
    (void)tick(2000);
    (void)tick(2500);
    (void)gallery_tap(&glass, "撤回");
    check_number(held.toasted, TOASTED_UNDO, "undone");
}

static void a_toast_covers_no_button(void **state) {
    (void)state;
    held.toast = held.low_button = true;
    held.until_ms = 99000;
    for (int64_t t = 1000; t < 2000; t += 16)
        (void)tick(t);
    struct rect said = must("已经帮您问了")->rect, low = must("底下的")->rect;
    check_number(low.h, 120, "the whole button is there");
    assert_true(rect_bottom(said) < low.y);
    (void)gallery_tap(&glass, "底下的");
    check_number(held.below, 1, "and is pressed");
}

static void the_ring_can_be_seen_on_a_dark_toast(void **state) {
    (void)state;
    held.toast = true;
    held.until_ms = TOAST_MS;
    (void)gallery_draw(&glass);
    for (int i = 0; i < 30 && strcmp(focused(), "撤回") != 0; i++)
        (void)key(UI_KEY_TAB);
    struct rect r = must("撤回")->rect;
    int         x = r.x - 4, y = r.y + r.h / 2; /* in the middle of the ring */
    check_number(glass.canvas.pixels[y * glass.canvas.stride + x], 0xFFFFFFFFu, "white on ink");
    (void)key(UI_KEY_TAB);
    assert_true(glass.canvas.pixels[y * glass.canvas.stride + x] != 0xFFFFFFFFu);
}

static void seconds_are_counted_down_one_frame_each(void **state) {
    (void)state;
    static const struct {
        int         left_ms, seconds;
        const char *why;
    } rows[] = { { 60000, 60, "all of it" }, { 59999, 60, "not yet 59" },  { 1, 1, "still one" },
                 { 0, 0, "over" },           { -5, 0, "long over" },       { 1000, 1, "exactly" },
                 { 1001, 2, "a bit more" },  { INT32_MAX, 2147484, "any" } };
    for (size_t i = 0; i < ROWS(rows); i++)
        check_number(countdown_seconds(rows[i].left_ms), rows[i].seconds, rows[i].why);
    held.left_ms = 27300;
    (void)tick(5000);
    (void)must("还有 28 秒");
    check_number(ui_due_ms(glass.ui), 5300, "when 28 is over");
    held.left_ms = 27001;
    check_number(tick(5299), 0, "nothing is drawn between");
    held.left_ms = 27000;
    assert_true(tick(5300) > 0);
    (void)must("还有 27 秒");
    check_number(ui_due_ms(glass.ui), 6300, "a second later");
}

static void a_slider_follows_finger_buttons_and_keys(void **state) {
    (void)state;
    struct rect r = must("做多少件")->rect;
    int         y = r.y + r.h / 2;
    finger(UI_DOWN, r.x + r.w / 2, y);
    check_number(held.number, 110, "a tap on the track");
    finger(UI_MOVE, rect_right(r) + 500, y + 400);
    check_number(held.number, 205, "dragged past its end, and beside it: the last short step");
    finger(UI_MOVE, r.x - 500, y - 300);
    check_number(held.number, 10, "dragged past its beginning");
    finger(UI_UP, r.x + r.w / 2, y - 300); /* straight up from where it went down */
    check_number(held.number, 10, "let go");
    check_number(held.swipes + held.below, 0, "no page is turned, nothing else pressed");
    (void)gallery_tap(&glass, "多一点");
    check_number(held.number, 20, "+");
    (void)gallery_tap(&glass, "少一点");
    check_number(held.number, 10, "−");
    assert_true(must("少一点")->state & TREE_DISABLED);
    while (strcmp(focused(), "做多少件") != 0)
        (void)key(UI_KEY_TAB);
    (void)key(UI_KEY_RIGHT);
    check_number(held.number, 20, "right");
    (void)key(UI_KEY_END);
    check_number(held.number, 205, "End");
    (void)key(UI_KEY_LEFT);
    check_number(held.number, 200, "left: the last whole step");
    (void)key(UI_KEY_HOME);
    check_number(held.number, 10, "Home");
    (void)key(UI_KEY_LEFT);
    check_number(held.number, 10, "no further");
    check_text(focused(), "做多少件", "the focus stays while it slides");
    (void)key(UI_KEY_DOWN);
    assert_true(strcmp(focused(), "做多少件") != 0);
}

static void any_number_is_brought_into_a_sliders_ends(void **state) {
    (void)state;
    static const struct {
        int         number, expected;
        const char *why;
    } rows[] = { { 63, 60, "to the nearest step" },
                 { 66, 70, "up" },
                 { INT32_MIN, 10, "far below" },
                 { INT32_MAX, 205, "far above" } };
    for (size_t i = 0; i < ROWS(rows); i++) {
        held.number = rows[i].number;
        (void)gallery_draw(&glass);
        check_number(held.number, rows[i].expected, rows[i].why);
    }
    held.value = "60 件";
    (void)gallery_draw(&glass);
    check_text(must("做多少件")->value, "60 件", "the value as it is read");
}

static void one_or_several_pictures_are_chosen(void **state) {
    (void)state;
    (void)gallery_tap(&glass, "晚上");
    check_number(held.used, 1, "its index");
    held.chosen = 2;
    (void)gallery_draw(&glass);
    assert_true(must("晚上")->state & TREE_SELECTED);
    assert_false(must("白天")->state & TREE_SELECTED);
    held.chosen = 5; /* with bit 2: several */
    (void)gallery_draw(&glass);
    assert_true(must("白天")->state & TREE_SELECTED);
    assert_true(must("都行")->state & TREE_SELECTED);
    assert_false(must("晚上")->state & TREE_SELECTED);
}

static void cards_suit_their_room(void **state) {
    (void)state;
    static const struct {
        int         width, count;
        const char *why;
    } rows[] = { { 984, 6, "a page upright" }, { 984, 1, "one" },    { 984, 12, "many" },
                 { 300, 3, "narrow" },         { 1824, 4, "lying" }, { 984, 3, "three" } };
    static const struct option many[12] = {
        { "做衣服", NULL, "🧵", 0 },       { "打扫", NULL, "🧹", 0 },
        { "做饭", "厨师", NULL, ICON_JOBS }, { "开车送货", NULL, "🚛", 0 },
        { "看门", NULL, NULL, 0 },           { "都可以", NULL, NULL, ICON_CHECK },
        { "焊接", NULL, NULL, 0 },           { "木工", NULL, NULL, 0 },
        { "种地", NULL, NULL, 0 },           { "带孩子", NULL, NULL, 0 },
        { "护理老人", NULL, "", 0 },         { "别的", NULL, "x", 0 }
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        int height = choice_height(glass.ui, rows[i].width, many, rows[i].count);
        if (height < ui_theme(glass.ui)->target || height > 1920)
            fail_msg("%s: %d high", rows[i].why, height);
    }
}

static void a_toggle_says_its_state(void **state) {
    (void)state;
    check_text(must("减少动画")->value, "关", "off");
    (void)gallery_tap(&glass, "减少动画");
    assert_true(held.toggled && held.on);
    check_text(must("减少动画")->value, "开", "on");
    assert_true(must("减少动画")->state & TREE_SELECTED);
}

/* Frames from the tap until none is wanted; returns how many painted something. */
static int frames_of_a_tap(int64_t from_ms) {
    struct rect     r = must("减少动画")->rect;
    struct ui_event event = { .kind = UI_DOWN, .x = r.x + 9, .y = r.y + 9, .time_ms = from_ms };
    int             painted = 0;
    (void)gallery_event(&glass, event);
    event.kind = UI_UP;
    (void)gallery_event(&glass, event);
    for (int i = 0; ui_due_ms(glass.ui) && i < 100; i++)
        painted += tick(ui_due_ms(glass.ui)) > 0;
    assert_in_range(ui_now_ms(glass.ui), from_ms, from_ms + 176);
    return painted;
}

static void a_knob_slides_and_then_stands_still(void **state) {
    (void)state;
    (void)tick(1000);
    int frames = frames_of_a_tap(2000);
    assert_in_range(frames, 5, 11); /* every 16 ms for 160 ms */
    check_number(ui_due_ms(glass.ui), 0, "no frame is wanted any more");
    ui_set_still(glass.ui, true);
    check_number(frames_of_a_tap(3000), 0, "减少动画: at once where it goes");
    ui_set_still(glass.ui, false);
    assert_in_range(frames_of_a_tap(4000), 5, 11);
}

static void a_motion_slows_down_and_can_turn_back(void **state) {
    (void)state;
    uint64_t id = ui_id("thing");
    int      at[4] = { 0 };
    for (int64_t t = 0; t <= 200; t += 50) {
        struct ui_event event = { .kind = UI_NOTHING, .time_ms = 1000 + t };
        size_t          count;
        ui_event(glass.ui, &event);
        ui_begin(glass.ui);
        int now = widget_motion(glass.ui, id, 0, 1000);
        if (t < 200)
            at[t / 50] = now;
        else
            check_number(now, 1000, "there");
        (void)ui_end(glass.ui, &count);
    }
    check_number(at[0], 0, "it begins where it was");
    assert_true(at[1] - at[0] > at[2] - at[1] && at[2] - at[1] > at[3] - at[2]);
    size_t          count;
    struct ui_event event = { .kind = UI_NOTHING, .time_ms = 1200 };
    for (int i = 0; i < 2; i++) {
        event.time_ms += 80 * i;
        ui_event(glass.ui, &event);
        ui_begin(glass.ui);
        int now = widget_motion(glass.ui, id, 0, 0);
        assert_true(i == 0 ? now == 1000 : now > 0 && now < 500);
        (void)ui_end(glass.ui, &count);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_lies_below_a_dialog_is_out_of_reach, start, stop),
        cmocka_unit_test_setup_teardown(a_dialog_is_answered, start, stop),
        cmocka_unit_test_setup_teardown(a_dialog_gives_the_focus_back, start, stop),
        cmocka_unit_test_setup_teardown(the_second_of_two_presses_is_not_for_a_dialog, start, stop),
        cmocka_unit_test_setup_teardown(a_toast_goes_by_the_clock, start, stop),
        cmocka_unit_test_setup_teardown(a_toast_can_be_taken_back, start, stop),
        cmocka_unit_test_setup_teardown(a_toast_covers_no_button, start, stop),
        cmocka_unit_test_setup_teardown(the_ring_can_be_seen_on_a_dark_toast, start, stop),
        cmocka_unit_test_setup_teardown(seconds_are_counted_down_one_frame_each, start, stop),
        cmocka_unit_test_setup_teardown(a_slider_follows_finger_buttons_and_keys, start, stop),
        cmocka_unit_test_setup_teardown(any_number_is_brought_into_a_sliders_ends, start, stop),
        cmocka_unit_test_setup_teardown(one_or_several_pictures_are_chosen, start, stop),
        cmocka_unit_test_setup_teardown(cards_suit_their_room, start, stop),
        cmocka_unit_test_setup_teardown(a_toggle_says_its_state, start, stop),
        cmocka_unit_test_setup_teardown(a_knob_slides_and_then_stands_still, start, stop),
        cmocka_unit_test_setup_teardown(a_motion_slows_down_and_can_turn_back, start, stop),
    };
    return cmocka_run_group_tests(tests, gallery_faces_open, gallery_faces_close);
}
