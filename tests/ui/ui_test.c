/* SPDX-License-Identifier: GPL-3.0-or-later
 * ui_test.c - fingers and keys: what is used, when, and how often. A screen of its own notes it. */
#include "base/text.h"
#include "support/check.h"
#include "support/gallery.h"
#include "ui/input.h"

/* What the screen saw since the last look. */
static struct {
    int         used[8]; /* how often each button was */
    int         swipes, frames;
    enum ui_key key;
    char        typed[64];
    bool        on; /* the line is open */
    char        text[TEXT_SIZE(8)];
    enum typed  line;
} seen;

/* Six buttons in two columns, the last asleep; a line below. */
static void screen_draw(struct visit *visit) {
    static const char *const names[] = { "一", "二", "三", "四", "五", "六" };
    struct ui               *ui = visit->ui;
    struct rect              page = ui_panel(ui);
    seen.frames++;
    struct rect top = cut_top(&page, 600);
    for (int i = 0; i < 6; i++)
        if (button(ui, ui_id_at(ui_id("b"), (uint64_t)i), cut_cell(top, 2, 3, 40, i), names[i],
                   BUTTON(.disabled = i == 5)))
            seen.used[i]++;
    seen.swipes += widget_swipe(ui);
    enum ui_key key = widget_key(ui, 0);
    seen.key = key != UI_KEY_NONE ? key : seen.key;
    if (!seen.on)
        return;
    const struct input line = { .label = "打字", .most = 8, .open = true, .icon = ICON_SEARCH };
    enum typed         typed =
        input(ui, ui_id("line"), cut_top(&page, 120), &line, seen.text, sizeof seen.text);
    seen.line = typed != TYPED_NOTHING ? typed : seen.line;
}
static const struct screen screen = { "keys", 0, screen_draw };

static struct gallery glass;

static int start(void **state) {
    (void)state;
    memset(&seen, 0, sizeof seen);
    gallery_open(&glass, gallery_faces, &screen, 1080, 1920);
    (void)gallery_draw(&glass);
    return 0;
}
static int stop(void **state) {
    (void)state;
    gallery_close(&glass);
    return 0;
}

static void finger(enum ui_kind kind, int x, int y) {
    (void)gallery_event(&glass, (struct ui_event){ .kind = kind, .x = x, .y = y });
}
static void key(enum ui_key which) {
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_KEY, .key = which });
}
static void type(const char *text) {
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_TEXT, .text = text });
}
static unsigned state_of(const char *label_text) {
    const struct tree_node *node = tree_reads(ui_tree(glass.ui), label_text);
    assert_non_null(node);
    return node->state;
}

static void a_button_is_used_when_the_finger_lifts(void **state) {
    (void)state;
    finger(UI_DOWN, 100, 100);
    check_number(seen.used[0], 0, "not yet");
    assert_true(state_of("一") & TREE_PRESSED);
    finger(UI_UP, 105, 95);
    check_number(seen.used[0], 1, "once");
    assert_false(state_of("一") & TREE_PRESSED);
    (void)gallery_draw(&glass);
    check_number(seen.used[0], 1, "and not again");
}

static void sliding_off_changes_ones_mind(void **state) {
    (void)state;
    finger(UI_DOWN, 100, 100);
    finger(UI_MOVE, 700, 130);
    assert_false(state_of("一") & TREE_PRESSED);
    finger(UI_MOVE, 120, 130);
    assert_true(state_of("一") & TREE_PRESSED);
    finger(UI_MOVE, 700, 130);
    finger(UI_UP, 700, 130);
    check_number(seen.used[0] + seen.used[1], 0, "neither");
    finger(UI_DOWN, 100, 100);
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_CANCEL });
    finger(UI_UP, 100, 100);
    check_number(seen.used[0], 0, "the system took the finger away");
}

static void a_press_beside_counts_and_a_sleeper_does_not(void **state) {
    (void)state;
    finger(UI_DOWN, 525, 100); /* 5 pixels right of 一 */
    finger(UI_UP, 525, 100);
    check_number(seen.used[0], 1, "beside");
    finger(UI_DOWN, 800, 500);
    assert_false(state_of("六") & TREE_PRESSED);
    finger(UI_UP, 800, 500);
    check_number(seen.used[5], 0, "asleep");
    finger(UI_UP, 100, 100);
    check_number(seen.used[0], 1, "up without down");
}

static void a_swipe_is_up_or_down_and_presses_nothing(void **state) {
    (void)state;
    static const struct {
        int         dx, dy, swipes, used;
        const char *why;
    } rows[] = {
        { 0, -200, 1, 0, "up: the next page" },     { 20, 200, -1, 0, "down: the one before" },
        { 0, -20, 0, 1, "a trembling finger" },     { 200, -200, 0, 0, "aslant" },
        { 300, 10, 0, 1, "sideways, still on it" }, { 700, 10, 0, 0, "sideways to another" },
        { 100, -160, 1, 0, "steep enough" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        memset(&seen, 0, sizeof seen);
        finger(UI_DOWN, 100, 300);
        finger(UI_MOVE, 100 + rows[i].dx, 300 + rows[i].dy);
        finger(UI_UP, 100 + rows[i].dx, 300 + rows[i].dy);
        check_number(seen.swipes, rows[i].swipes, rows[i].why);
        check_number(seen.used[0] + seen.used[1] + seen.used[2] + seen.used[3], rows[i].used,
                     rows[i].why);
    }
    memset(&seen, 0, sizeof seen);
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_SCROLL, .steps = 3 });
    check_number(seen.swipes, 1, "the wheel");
}

static void the_second_of_two_presses_is_not_for_the_next_screen(void **state) {
    (void)state;
    static const struct {
        int         jump, down, used;
        const char *why;
    } rows[] = {
        { 1000, 1100, 0, "a hundred milliseconds later" },
        { 1000, 1249, 0, "just within" },
        { 1000, 1250, 1, "a quarter of a second later" },
        { 1000, 1000, 1, "the same time: a script's clock stands still" },
        { 0, 10, 1, "no clock" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        memset(&seen, 0, sizeof seen);
        struct ui_event event = { .kind = UI_NOTHING, .time_ms = rows[i].jump };
        (void)gallery_event(&glass, event);
        ui_jumped(glass.ui);
        event = (struct ui_event){ .kind = UI_DOWN, .x = 100, .y = 100, .time_ms = rows[i].down };
        (void)gallery_event(&glass, event);
        event.kind = UI_UP;
        (void)gallery_event(&glass, event);
        check_number(seen.used[0], rows[i].used, rows[i].why);
    }
}

static void tab_and_arrows_move_the_focus_and_enter_uses(void **state) {
    (void)state;
    key(UI_KEY_TAB);
    assert_true(state_of("一") & TREE_FOCUSED);
    key(UI_KEY_TAB);
    assert_true(state_of("二") & TREE_FOCUSED);
    assert_false(state_of("一") & TREE_FOCUSED);
    key(UI_KEY_DOWN);
    assert_true(state_of("四") & TREE_FOCUSED);
    key(UI_KEY_LEFT);
    assert_true(state_of("三") & TREE_FOCUSED);
    key(UI_KEY_ENTER);
    check_number(seen.used[2], 1, "Enter");
    key(UI_KEY_SPACE);
    type(" "); /* SDL sends the space bar twice: as key and as text */
    check_number(seen.used[2], 2, "Space");
    key(UI_KEY_BACKTAB);
    assert_true(state_of("二") & TREE_FOCUSED);
    key(UI_KEY_DOWN);
    key(UI_KEY_DOWN);
    assert_false(state_of("六") & TREE_FOCUSED); /* asleep */
    finger(UI_DOWN, 100, 100);
    assert_false(state_of("四") & TREE_FOCUSED); /* a finger takes it away */
}

static void a_focused_control_has_its_ring(void **state) {
    (void)state;
    uint32_t *pixels = glass.canvas.pixels;
    uint32_t  paper = pixels[(200 - 3) * 1080 + 300];
    key(UI_KEY_TAB);
    bool ring = false;
    for (int y = 173; y < 190; y++) /* 一 ends at 173 */
        ring |= pixels[y * 1080 + 300] == 0xFF1C1B18u;
    assert_true(ring);
    finger(UI_DOWN, 800, 1000);
    finger(UI_UP, 800, 1000);
    for (int y = 180; y < 190; y++)
        check_number(pixels[y * 1080 + 300], paper, "gone with the finger");
}

static void keys_for_nobody_reach_the_screen(void **state) {
    (void)state;
    static const enum ui_key keys_[] = { UI_KEY_ESCAPE, UI_KEY_PAGE_UP, UI_KEY_PAGE_DOWN,
                                         UI_KEY_HOME, UI_KEY_END };
    for (size_t i = 0; i < ROWS(keys_); i++) {
        key(UI_KEY_TAB);
        key(keys_[i]);
        check_number(seen.key, keys_[i], "also while something has the focus");
    }
    seen.key = UI_KEY_NONE;
    (void)gallery_draw(&glass);
    check_number(seen.key, UI_KEY_NONE, "told once");
}

static void letters_go_to_the_line_that_is_open(void **state) {
    (void)state;
    seen.on = true;
    (void)gallery_draw(&glass);
    type("bj");
    type("y");
    check_text(seen.text, "bjy", "typed");
    check_number(seen.line, TYPED_CHANGED, "and told");
    key(UI_KEY_BACKSPACE);
    check_text(seen.text, "bj", "backspace");
    key(UI_KEY_TAB); /* a real keyboard's user wanders off */
    type("x");
    key(UI_KEY_BACKSPACE);
    key(UI_KEY_BACKSPACE);
    check_text(seen.text, "b", "still to the line");
    key(UI_KEY_DELETE);
    check_text(seen.text, "", "cleared");
    check_number(seen.line, TYPED_CLEARED, "and told");
    type("保洁员\n\x01\t洁");
    check_text(seen.text, "保洁员洁", "no control characters");
    type("一二三四五六七八九十");
    check_text(seen.text, "保洁员洁一二三四", "no more than fits, whole characters");
    key(UI_KEY_BACKSPACE);
    check_text(seen.text, "保洁员洁一二三", "one character, not one byte");
    key(UI_KEY_BACKTAB);
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_DOWN, .x = 500, .y = 1800 });
    key(UI_KEY_ENTER);
    check_number(seen.line, TYPED_DONE, "Enter");
    type("\xFF\xFE");
    type("");
    check_text(seen.text, "保洁员洁一二三", "bytes that are no text");
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_TEXT, .text = NULL });
    check_text(seen.text, "保洁员洁一二三", "no text at all");
}

static void the_cross_clears(void **state) {
    (void)state;
    seen.on = true;
    (void)gallery_draw(&glass);
    assert_null(tree_find(ui_tree(glass.ui), "清空")); /* nothing to clear */
    type("bjy");
    (void)gallery_tap(&glass, "清空");
    check_text(seen.text, "", "cleared");
    check_number(seen.line, TYPED_CLEARED, "and told");
}

static void a_frame_in_which_something_was_used_is_not_shown(void **state) {
    (void)state;
    finger(UI_DOWN, 100, 100);
    int frames = seen.frames;
    finger(UI_UP, 100, 100);
    check_number(seen.frames - frames, 2, "one to use it, one to show");
    frames = seen.frames;
    (void)gallery_draw(&glass);
    check_number(seen.frames - frames, 1, "nothing used: one");
}

static void large_text_and_language_change_between_frames(void **state) {
    (void)state;
    check_number(ui_theme(glass.ui)->em[EM_MAIN], 38, "plain");
    ui_set_large(glass.ui, true);
    check_number(ui_theme(glass.ui)->em[EM_MAIN], 38, "not in the middle of a frame");
    (void)gallery_draw(&glass);
    check_number(ui_theme(glass.ui)->em[EM_MAIN], 49, "now");
    ui_set_lang(glass.ui, LANG_EN);
    (void)gallery_draw(&glass);
    check_number(glass.visit.lang, LANG_EN, "the visit has it too");
}

static void ids_come_from_data(void **state) {
    (void)state;
    assert_true(ui_id("a") != ui_id("b") && ui_id("a") == ui_id("a"));
    assert_true(ui_id_at(ui_id("a"), 1) != ui_id_at(ui_id("a"), 2));
    assert_true(ui_id_at(ui_id("a"), 1) != ui_id_at(ui_id("b"), 1));
    assert_true(ui_id_bytes(ui_id("a"), "xy", 2) != ui_id_bytes(ui_id("a"), "xz", 2));
    assert_true(ui_id("") != 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, start, stop)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_button_is_used_when_the_finger_lifts),
        TEST(sliding_off_changes_ones_mind),
        TEST(a_press_beside_counts_and_a_sleeper_does_not),
        TEST(a_swipe_is_up_or_down_and_presses_nothing),
        TEST(the_second_of_two_presses_is_not_for_the_next_screen),
        TEST(tab_and_arrows_move_the_focus_and_enter_uses),
        TEST(a_focused_control_has_its_ring),
        TEST(keys_for_nobody_reach_the_screen),
        TEST(letters_go_to_the_line_that_is_open),
        TEST(the_cross_clears),
        TEST(a_frame_in_which_something_was_used_is_not_shown),
        TEST(large_text_and_language_change_between_frames),
        TEST(ids_come_from_data),
    };
    return cmocka_run_group_tests(tests, gallery_faces_open, gallery_faces_close);
}
