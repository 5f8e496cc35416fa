/* SPDX-License-Identifier: GPL-3.0-or-later
 * widgets_test.c - pages, keys, lines of text, chips, bars: what they do and how large they are. */
#include "base/text.h"
#include "support/check.h"
#include "support/gallery.h"

static struct gallery glass;

static struct {
    size_t     first, a_page, total;
    bool       turned;
    char       text[TEXT_SIZE(20)];
    enum typed typed;
    int        chip;
} held;

static void screen_draw(struct visit *visit) {
    static const char *const names[] = { "全部", "家门口", "扶贫车间" };
    struct rect              body = visit_body(visit, "找工作", "");
    enum typed typed = keys(visit->ui, &body, HUE_JOBS, held.text, sizeof held.text, 20);
    held.typed = typed != TYPED_NOTHING ? typed : held.typed;
    int used = chips(visit->ui, ui_id("chips"), &body, names, 3, HUE_JOBS, held.chip);
    held.chip = used >= 0 ? used : held.chip;
    cut_gap(&body, ui_theme(visit->ui)->gap);
    struct rect row = cut_top(&body, pages_height(visit->ui));
    held.turned |= pages(visit->ui, ui_id("pages"), row, &held.first, held.a_page, held.total);
}
static const struct screen screen = { "widgets", 0, screen_draw };

static int start(void **state) {
    (void)state;
    memset(&held, 0, sizeof held);
    held.a_page = 4;
    held.total = 23;
    gallery_open(&glass, gallery_faces, &screen, 1080, 1920);
    (void)gallery_draw(&glass);
    return 0;
}
static int stop(void **state) {
    (void)state;
    gallery_close(&glass);
    return 0;
}

static const struct tree_node *node(const char *label_text) {
    return tree_reads(ui_tree(glass.ui), label_text);
}

static void pages_turn_by_button_swipe_wheel_and_key(void **state) {
    (void)state;
    (void)gallery_tap(&glass, "下一页");
    check_number(held.first, 4, "the button");
    assert_non_null(node("第 5–8 个，共 23 个"));
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_SCROLL, .steps = 1 });
    check_number(held.first, 8, "the wheel");
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_KEY, .key = UI_KEY_PAGE_DOWN });
    check_number(held.first, 12, "PageDown");
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_KEY, .key = UI_KEY_END });
    check_number(held.first, 20, "End");
    assert_non_null(node("第 21–23 个，共 23 个"));
    assert_true(node("下一页")->state & TREE_DISABLED);
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_KEY, .key = UI_KEY_PAGE_DOWN });
    check_number(held.first, 20, "no further than the last");
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_DOWN, .x = 500, .y = 500 });
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_UP, .x = 500, .y = 800 });
    check_number(held.first, 16, "a swipe down");
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_KEY, .key = UI_KEY_HOME });
    check_number(held.first, 0, "Home");
    assert_true(node("上一页")->state & TREE_DISABLED);
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_KEY, .key = UI_KEY_PAGE_UP });
    check_number(held.first, 0, "no further than the first");
}

static void a_page_number_follows_the_list(void **state) {
    (void)state;
    static const struct {
        size_t      first, a_page, total, expected;
        bool        shown;
        const char *why;
    } rows[] = {
        { 20, 4, 9, 8, true, "the list has become shorter" },
        { 20, 4, 4, 0, false, "all fit: no buttons" },
        { 8, 4, 0, 0, false, "none are left" },
        { 5, 4, 23, 4, true, "put back to the beginning of its page" },
        { 3, 0, 5, 3, true, "a page of none counts as one" },
        { SIZE_MAX, 4, 23, 20, true, "any number" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        held.first = rows[i].first;
        held.a_page = rows[i].a_page;
        held.total = rows[i].total;
        (void)gallery_draw(&glass);
        check_number(held.first, rows[i].expected, rows[i].why);
        check_number(node("下一页") != NULL, rows[i].shown, rows[i].why);
    }
}

static void keys_write_what_they_say(void **state) {
    (void)state;
    static const char letters[] = "qwertyuiopasdfghjklzxcvbnm";
    for (int i = 0; i < 26; i++) {
        char name[2] = { letters[i], '\0' };
        (void)gallery_tap(&glass, name);
        check_text(held.text + (i < 20 ? i : 20), i < 20 ? name : "", "no more than twenty");
    }
    (void)gallery_tap(&glass, "退格");
    check_number(strlen(held.text), 19, "one less");
    (void)gallery_tap(&glass, "空格");
    check_text(held.text + 18, "l ", "a space");
    (void)gallery_tap(&glass, "清空");
    check_text(held.text, "", "nothing");
    check_number(held.typed, TYPED_CLEARED, "and told");
    (void)gallery_tap(&glass, "空格");
    check_text(held.text, "", "a space before anything means nothing");
    (void)gallery_tap(&glass, "退格");
    check_text(held.text, "", "nothing to take back");
    (void)gallery_tap(&glass, "找");
    check_number(held.typed, TYPED_DONE, "told");
}

static void chips_choose_one(void **state) {
    (void)state;
    (void)gallery_tap(&glass, "扶贫车间");
    check_number(held.chip, 2, "chosen");
    assert_true(node("扶贫车间")->state & TREE_SELECTED);
    assert_false(node("全部")->state & TREE_SELECTED);
}

/* A button of its own width, with words of several lengths. */
static const char *spilling_words;
static int         spilling_width, spilling_height;

static void spilling_draw(struct visit *visit) {
    struct rect r = { 10, 10, spilling_width, spilling_height };
    (void)button(visit->ui, ui_id("b"), r, spilling_words, BUTTON(.icon = ICON_UP));
}
static const struct screen spilling = { "spilling", 0, spilling_draw };

static void a_label_that_does_not_fit_is_told(void **state) {
    (void)state;
    static const struct {
        const char *words;
        int         width, height;
        bool        spilled;
        const char *why;
    } rows[] = {
        { "上一页", 300, 120, false, "fits" },
        { "上一页上一页", 240, 120, false, "takes two lines" },
        { "上一页上一页", 240, 90, true, "has no room for two" },
        { "Previous", 300, 120, false, "a word that fits" },
        { "Previous", 180, 200, true, "is never cut, however many lines there are" },
        { "Go back", 180, 120, false, "two words in two lines" },
        { "上一页", 60, 300, true, "narrower than one character beside the icon" },
    };
    struct gallery other;
    gallery_open(&other, gallery_faces, &spilling, 1080, 1920);
    for (size_t i = 0; i < ROWS(rows); i++) {
        spilling_words = rows[i].words;
        spilling_width = rows[i].width;
        spilling_height = rows[i].height;
        (void)gallery_draw(&other);
        const struct tree_node *one = tree_reads(ui_tree(other.ui), rows[i].words);
        assert_non_null(one);
        check_number((one->state & TREE_SPILLED) != 0, rows[i].spilled, rows[i].why);
    }
    gallery_close(&other);
}

static void targets_are_as_large_as_the_design_asks(void **state) {
    (void)state;
    static const struct {
        int  width, height;
        bool large;
    } sizes[] = { { 1080, 1920, false },
                  { 1080, 1920, true },
                  { 1920, 1080, false },
                  { 1920, 1080, true },
                  { 720, 1280, false } };
    for (size_t s = 0; s < ROWS(sizes); s++) {
        struct gallery other;
        gallery_open(&other, gallery_faces, &screen, sizes[s].width, sizes[s].height);
        ui_set_large(other.ui, sizes[s].large);
        (void)gallery_draw(&other);
        const struct tree *tree = ui_tree(other.ui);
        for (size_t i = 0; i < tree->count; i++) {
            const struct tree_node *one = &tree->nodes[i];
            if (!tree_role_acts(one->role))
                continue;
            bool letter = one->role == ROLE_KEY;
            if (one->rect.h < px(other.ui, letter ? 128 : 88) ||
                one->rect.w < px(other.ui, letter ? 84 : 88))
                fail_msg("%s is %d×%d on %d×%d", one->label, one->rect.w, one->rect.h,
                         sizes[s].width, sizes[s].height);
            for (size_t j = i + 1; j < tree->count; j++) {
                struct rect apart =
                    rect_inset(one->rect, -px(other.ui, 8) + 1, -px(other.ui, 8) + 1);
                if (tree_role_acts(tree->nodes[j].role) &&
                    !rect_empty(rect_meet(apart, tree->nodes[j].rect)))
                    fail_msg("%s and %s are too near", one->label, tree->nodes[j].label);
            }
        }
        gallery_close(&other);
    }
}

static void text_goes_in_and_out_in_whole_characters(void **state) {
    (void)state;
    static const struct {
        const char *before, *typed, *after;
        size_t      size, most;
        bool        all;
        const char *why;
    } rows[] = {
        { "", "bjy", "bjy", 16, 0, true, "letters" },
        { "b", "洁", "b洁", 16, 0, true, "Han" },
        { "", "洁洁", "洁", 6, 0, false, "one byte too few for the second" },
        { "", "洁洁", "洁洁", 7, 0, true, "just room" },
        { "ab", "cd", "abc", 16, 3, false, "at most three characters" },
        { "abc", "d", "abc", 16, 3, false, "full" },
        { "",
          "a\x01\x7F\xE2\x80\x8B"
          "b\n",
          "ab", 16, 0, true, "only what shows" },
        { "",
          "a\xFF"
          "b",
          "a", 16, 0, true, "up to what is no text" },
        { "", "", "", 16, 0, true, "nothing" },
        { "", "𠮷", "𠮷", 5, 0, true, "four bytes" },
        { "", "𠮷", "", 4, 0, false, "and no room for the end" },
    };
    for (size_t i = 0; i < ROWS(rows); i++) {
        char text[16];
        strcpy(text, rows[i].before);
        check_number(input_append(text, rows[i].size, rows[i].most, rows[i].typed), rows[i].all,
                     rows[i].why);
        check_text(text, rows[i].after, rows[i].why);
    }
    char text[] = "a洁𠮷";
    input_backspace(text);
    check_text(text, "a洁", "four bytes at once");
    input_backspace(text);
    check_text(text, "a", "three");
    input_backspace(text);
    input_backspace(text);
    check_text(text, "", "and nothing from nothing");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, start, stop)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(pages_turn_by_button_swipe_wheel_and_key),
        TEST(a_page_number_follows_the_list),
        TEST(keys_write_what_they_say),
        TEST(chips_choose_one),
        TEST(a_label_that_does_not_fit_is_told),
        TEST(targets_are_as_large_as_the_design_asks),
        TEST(text_goes_in_and_out_in_whole_characters),
    };
    return cmocka_run_group_tests(tests, gallery_faces_open, gallery_faces_close);
}
