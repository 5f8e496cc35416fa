/* SPDX-License-Identifier: GPL-3.0-or-later
 * keyboard_test.c - names by pinyin and numbers by digits: with the finger, with a real keyboard,
 * and with a switch of two keys. What was typed is nowhere when somebody has left. */
#include "base/text.h"
#include "support/check.h"
#include "support/gallery.h"

static struct gallery glass;

enum { NAME_SIZE = 96 };

static struct {
    struct keys keys;
    char        text[NAME_SIZE];
    enum typed  typed;
    int         dones;
} held;

static void screen_draw(struct visit *visit) {
    struct ui         *ui = visit->ui;
    const struct input line = {
        .label = "姓名", .icon = ICON_PERSON, .hue = HUE_JOBS, .open = true, .most = held.keys.most
    };
    struct rect page = visit_frame(visit, "我想去", "");
    struct rect right = page;
    if (ui_theme(ui)->landscape) /* as form() does */
        right = cut_right(&page, keyboard_width(ui, held.keys.kind, page.w));
    enum typed typed = keyboard(ui, ui_theme(ui)->landscape ? &right : &page, &held.keys, held.text,
                                sizeof held.text);
    page = rect_inset(page, 48, 24);
    enum typed by_line = input(ui, ui_id("line"), cut_top(&page, input_height(ui)), &line,
                               held.text, sizeof held.text);
    typed = typed != TYPED_NOTHING ? typed : by_line;
    held.typed = typed != TYPED_NOTHING ? typed : held.typed;
    held.dones += typed == TYPED_DONE;
}
static const struct screen screen = { "keyboard", 0, screen_draw };

static void open_as(enum keys_kind kind, int width, int height) {
    memset(&held, 0, sizeof held);
    held.keys = (struct keys){ .kind = kind, .hue = HUE_JOBS, .go = "好了", .most = 20 };
    gallery_open(&glass, gallery_faces, &screen, width, height);
    (void)gallery_draw(&glass);
}
static int start(void **state) {
    (void)state;
    open_as(KEYS_PINYIN, 1080, 1920);
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
static void taps(const char *letters) {
    for (char name[2] = { 0 }; *letters; letters++) {
        name[0] = *letters;
        (void)gallery_tap(&glass, name);
    }
}
static void type(const char *text) {
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_TEXT, .text = text });
}
/* As a real keyboard sends it: letter by letter. */
static void types(const char *letters) {
    for (char letter[2] = { 0 }; *letters; letters++) {
        letter[0] = *letters;
        type(letter);
    }
}
static void key(enum ui_key which) {
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_KEY, .key = which });
}
static const struct tree_node *focused(void) {
    const struct tree *tree = ui_tree(glass.ui);
    for (size_t i = 0; i < tree->count; i++)
        if (tree->nodes[i].state & TREE_FOCUSED)
            return &tree->nodes[i];
    return NULL;
}

static void a_name_is_written_with_the_finger(void **state) {
    (void)state;
    taps("liuxiaoming");
    assert_non_null(strstr(node("姓名")->value, "liu'xiao'ming"));
    check_text(held.text, "", "not text yet");
    (void)gallery_tap(&glass, "刘小明");
    check_text(held.text, "刘小明", "chosen");
    check_text(keys_composing(glass.ui), "", "over");
    (void)gallery_tap(&glass, "退格");
    check_text(held.text, "刘小", "a character");
    taps("zh");
    (void)gallery_tap(&glass, "退格");
    check_text(keys_composing(glass.ui), "z", "a letter, not a character");
    check_text(held.text, "刘小", "the text stays");
}

static void the_rare_ones_stand_on_a_later_page(void **state) {
    (void)state;
    taps("yan");
    int pages = 0;
    while (!node("䶮") && pages++ < 3)
        (void)gallery_tap(&glass, "后面的字");
    assert_in_range(pages, 1, 2);
    (void)gallery_tap(&glass, "䶮");
    check_text(held.text, "䶮", "U+4DAE");
    taps("yan");
    const char *first = NULL;
    for (size_t i = 0; !first && i < ui_tree(glass.ui)->count; i++)
        if (ui_tree(glass.ui)->nodes[i].state & TREE_SELECTED &&
            ui_tree(glass.ui)->nodes[i].role == ROLE_KEY)
            first = ui_tree(glass.ui)->nodes[i].label;
    assert_non_null(first);
    char before[16];
    assert_true(TEXT_COPY(before, first));
    (void)gallery_tap(&glass, "后面的字");
    assert_null(tree_find(ui_tree(glass.ui), before));
    (void)gallery_tap(&glass, "前面的字");
    assert_non_null(tree_find(ui_tree(glass.ui), before));
}

static void at_least_eight_are_offered_at_once(void **state) {
    (void)state;
    static const struct {
        int         width, height;
        const char *typed;
    } rows[] = { { 1080, 1920, "yan" },     { 1080, 1920, "liuxiao" }, { 1920, 1080, "yan" },
                 { 1920, 1080, "liuxiao" }, { 1280, 800, "liuxiao" },  { 800, 480, "yan" },
                 { 800, 480, "liuxiao" } };
    for (size_t row = 0; row < ROWS(rows); row++) {
        gallery_close(&glass);
        open_as(KEYS_PINYIN, rows[row].width, rows[row].height);
        taps(rows[row].typed);
        int seen = 0;
        for (size_t i = 0; i < ui_tree(glass.ui)->count; i++) {
            const struct tree_node *at = &ui_tree(glass.ui)->nodes[i];
            seen += at->role == ROLE_KEY && (unsigned char)at->label[0] >= 0xE3 &&
                    text_characters(at->label) <= 2 && strcmp(at->label, "空格") != 0 &&
                    strcmp(at->label, "退格") != 0 && strcmp(at->label, "好了") != 0;
        }
        if (seen < 8)
            fail_msg("%dx%d, %s: %d", rows[row].width, rows[row].height, rows[row].typed, seen);
        assert_non_null(node("后面的字"));
    }
}

static void marks_and_signs_are_written(void **state) {
    (void)state;
    taps("nihao");
    (void)gallery_tap(&glass, "你好");
    (void)gallery_tap(&glass, "，");
    (void)gallery_tap(&glass, "换成数字");
    (void)gallery_tap(&glass, "3");
    (void)gallery_tap(&glass, "换成字母");
    taps("haolou");
    (void)gallery_tap(&glass, "选第一个");
    (void)gallery_tap(&glass, "？");
    check_text(held.text, "你好，3号楼？", "a sentence with marks and a number");
    (void)gallery_tap(&glass, "换成英文字母");
    taps("ok");
    check_text(held.text, "你好，3号楼？ok", "letters as they are");
    assert_null(node("标点"));
    (void)gallery_tap(&glass, "空格");
    taps("ann");
    check_text(held.text, "你好，3号楼？ok Ann", "a word begins with a capital");
    (void)gallery_tap(&glass, "换成拼音");
    assert_non_null(node("标点"));
}

static void done_takes_what_is_composed_first(void **state) {
    (void)state;
    taps("wangfang");
    (void)gallery_tap(&glass, "好了");
    check_number(held.dones, 0, "to be seen before it is sent");
    check_number((long long)text_characters(held.text), 2, "the first candidate");
    (void)gallery_tap(&glass, "好了");
    check_number(held.dones, 1, "now");
}

static void letters_that_mean_nothing_stay_letters(void **state) {
    (void)state;
    taps("vvv");
    (void)gallery_tap(&glass, "选第一个");
    check_text(held.text, "vvv", "as they are");
    check_text(keys_composing(glass.ui), "", "and over");
}

static void a_real_keyboard_writes_chinese_too(void **state) {
    (void)state;
    types("zhaogongzuo");
    types(" ");
    check_text(held.text, "找工作", "Space takes the first");
    types(",");
    check_text(held.text, "找工作，", "a Chinese mark");
    types("shi2");
    check_number((long long)text_characters(held.text), 5, "2 takes the second");
    size_t length = strlen(held.text);
    types("abc");
    key(UI_KEY_ESCAPE);
    check_text(keys_composing(glass.ui), "", "Escape drops");
    check_number(strlen(held.text), length, "and nothing else");
    check_number(glass.visit.depth, 1, "and leaves no screen");
    types("ab");
    key(UI_KEY_BACKSPACE);
    check_text(keys_composing(glass.ui), "a", "Backspace takes a letter");
    key(UI_KEY_BACKSPACE);
    key(UI_KEY_BACKSPACE);
    check_number((long long)text_characters(held.text), 4, "then a character");
    types("hello");
    key(UI_KEY_ENTER);
    assert_non_null(strstr(held.text, "hello"));
    check_number(held.dones, 0, "Enter takes the letters");
    key(UI_KEY_ENTER);
    check_number(held.dones, 1, "and with none it is done");
}

static void typing_faster_than_frames_loses_nothing(void **state) {
    (void)state;
    type("liuxiaoming liu");
    check_text(held.text, "刘小明", "as one event, with its Space");
    check_text(keys_composing(glass.ui), "liu", "the rest goes on");
}

static void no_more_goes_in_than_has_room(void **state) {
    (void)state;
    held.keys.most = 0;
    for (int i = 0; i < 40; i++) {
        taps("yan");
        (void)gallery_tap(&glass, "选第一个");
    }
    assert_true(text_valid(held.text, strlen(held.text)));
    check_number((long long)text_characters(held.text), (NAME_SIZE - 1) / 3, "whole characters");
    held.keys.most = 3;
    memset(held.text, 0, sizeof held.text);
    taps("zhaogongzuo");
    (void)gallery_tap(&glass, "选第一个");
    taps("yan");
    (void)gallery_tap(&glass, "选第一个");
    check_text(held.text, "找工作", "three characters at most");
}

static void digits_write_a_number(void **state) {
    (void)state;
    gallery_close(&glass);
    open_as(KEYS_DIGITS, 1080, 1920);
    taps("0738");
    (void)gallery_tap(&glass, "退格");
    check_text(held.text, "073", "one taken back");
    (void)gallery_tap(&glass, "清空");
    check_text(held.text, "", "all of it");
    check_number(held.typed, TYPED_CLEARED, "told");
    types("13800001111");
    check_text(held.text, "13800001111", "a real keyboard");
    (void)gallery_tap(&glass, "好了");
    check_number(held.dones, 1, "done");
    held.keys.asleep = true;
    (void)gallery_draw(&glass);
    assert_null(tree_find(ui_tree(glass.ui), "5"));
    assert_true(node("好了")->state & TREE_DISABLED);
}

/* Next and choose, and nothing else. */
static int switch_to(const char *label_text) {
    int steps_taken = 0;
    for (; !focused() || strcmp(focused()->label, label_text) != 0; steps_taken++) {
        if (steps_taken > 40)
            fail_msg("%s is not reached by Tab", label_text);
        key(UI_KEY_TAB);
    }
    return steps_taken;
}
static int switch_key(const char *row, const char *name) {
    int steps_taken = switch_to(row);
    key(UI_KEY_SPACE);
    type(" "); /* the space bar comes as text as well */
    assert_non_null(focused());
    check_number(focused()->role, ROLE_KEY, "within the row");
    steps_taken += switch_to(name) + 2;
    key(UI_KEY_SPACE);
    type(" ");
    check_number(focused()->role, ROLE_ROW, "a chosen key closes its row");
    return steps_taken;
}

static void a_switch_writes_a_name(void **state) {
    (void)state;
    static const struct {
        const char *row, *name;
    } presses[] = { { "a 到 l 这一排", "l" }, { "q 到 p 这一排", "i" }, { "q 到 p 这一排", "u" } };
    for (size_t i = 0; i < ROWS(presses); i++) {
        int took = switch_key(presses[i].row, presses[i].name);
        assert_in_range(took, 2, i == 0 ? 30 : 16);
    }
    check_text(keys_composing(glass.ui), "liu", "three letters");
    (void)switch_key("候选的字", "刘");
    check_text(held.text, "刘", "a candidate");
}

static void a_row_is_left_again_without_choosing(void **state) {
    (void)state;
    (void)switch_to("a 到 l 这一排");
    key(UI_KEY_ENTER);
    for (int i = 0; i < 9; i++)
        key(UI_KEY_TAB);
    check_number(focused()->role, ROLE_ROW, "after its last key the row itself");
    key(UI_KEY_TAB);
    assert_null(strstr(focused()->label, "a 到 l"));
    check_text(keys_composing(glass.ui), "", "nothing was written");
}

static void arrows_reach_each_key_at_once(void **state) {
    (void)state;
    (void)switch_to("q 到 p 这一排");
    key(UI_KEY_RIGHT);
    check_text(focused()->label, "q", "into the row");
    key(UI_KEY_RIGHT);
    key(UI_KEY_RIGHT);
    check_text(focused()->label, "e", "along");
    key(UI_KEY_DOWN);
    assert_true(strchr("sd", focused()->label[0]) != NULL);
    key(UI_KEY_SPACE);
    check_number(focused()->role, ROLE_KEY, "a key pressed by arrows keeps the focus");
    assert_true(keys_composing(glass.ui)[0] != '\0');
}

static void every_control_is_reached_by_next(void **state) {
    (void)state;
    for (int s = 0; gallery_screens[s]; s++) {
        struct gallery other;
        gallery_open(&other, gallery_faces, gallery_screens[s], 1080, 1920);
        (void)gallery_draw(&other);
        const struct tree *tree = ui_tree(other.ui);
        size_t             stops = 0, steps_taken = 0;
        uint64_t           first = tree_next(tree, 0, true)->id, at = first;
        do {
            const struct tree_node *there = tree_get(tree, at);
            stops++;
            if (there->role == ROLE_ROW)
                for (const struct tree_node *in = tree_member(tree, at, true); in->id != at;
                     in = tree_next(tree, in->id, true))
                    stops++;
            at = tree_next(tree, at, true)->id;
        } while (at != first && steps_taken++ < 200);
        for (size_t i = 0; i < tree->count; i++)
            stops -= tree->nodes[i].role == ROLE_ROW || (tree_role_acts(tree->nodes[i].role) &&
                                                         !(tree->nodes[i].state & TREE_DISABLED));
        check_number((long long)stops, 0, gallery_screens[s]->name);
        gallery_close(&other);
    }
}

static void what_was_typed_is_nowhere_afterwards(void **state) {
    (void)state;
    taps("zhaogongzuo");
    const char *composing = keys_composing(glass.ui);
    assert_non_null(strstr(composing, "zhao"));
    visit_leave(&glass.visit);
    (void)gallery_draw(&glass);
    check_text(keys_composing(glass.ui), "", "dropped");
    taps("n");
    check_text(keys_composing(glass.ui), "n", "and it begins anew");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_name_is_written_with_the_finger, start, stop),
        cmocka_unit_test_setup_teardown(the_rare_ones_stand_on_a_later_page, start, stop),
        cmocka_unit_test_setup_teardown(at_least_eight_are_offered_at_once, start, stop),
        cmocka_unit_test_setup_teardown(marks_and_signs_are_written, start, stop),
        cmocka_unit_test_setup_teardown(done_takes_what_is_composed_first, start, stop),
        cmocka_unit_test_setup_teardown(letters_that_mean_nothing_stay_letters, start, stop),
        cmocka_unit_test_setup_teardown(a_real_keyboard_writes_chinese_too, start, stop),
        cmocka_unit_test_setup_teardown(typing_faster_than_frames_loses_nothing, start, stop),
        cmocka_unit_test_setup_teardown(no_more_goes_in_than_has_room, start, stop),
        cmocka_unit_test_setup_teardown(digits_write_a_number, start, stop),
        cmocka_unit_test_setup_teardown(a_switch_writes_a_name, start, stop),
        cmocka_unit_test_setup_teardown(a_row_is_left_again_without_choosing, start, stop),
        cmocka_unit_test_setup_teardown(arrows_reach_each_key_at_once, start, stop),
        cmocka_unit_test_setup_teardown(every_control_is_reached_by_next, start, stop),
        cmocka_unit_test_setup_teardown(what_was_typed_is_nowhere_afterwards, start, stop),
    };
    return cmocka_run_group_tests(tests, gallery_faces_open, gallery_faces_close);
}
