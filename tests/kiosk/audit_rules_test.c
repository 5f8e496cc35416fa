/* SPDX-License-Identifier: GPL-3.0-or-later
 * audit_rules_test.c - the audit can fail: a small frame that keeps every rule, and for each rule
 * the least change that breaks it and nothing else; beside it the near miss that is still right. */
#include "support/audit.h"
#include "support/check.h"

#include <stdlib.h>

enum { WIDTH = 1080, HEIGHT = 1920 };

/* Two controls, a text and a row of two keys, on paper. */
struct frame {
    struct tree       tree;
    struct tree_node  nodes[8];
    struct seen      *seen;
    struct canvas     canvas;
    struct theme      theme;
    struct audit_view view;
    uint64_t          reached[8];
};

static struct frame frame;

static void box(struct rect r, colour c) {
    raster_fill(&frame.canvas, (struct rect){ 0, 0, WIDTH, HEIGHT }, r, 0, c);
}

/* A line of glyphs, as bars of ink over a third of its box. */
static struct seen_line *line(int words, struct rect r, int px, colour ink) {
    struct seen_line *new = &frame.seen->lines[frame.seen->line_count++];
    *new = (struct seen_line){
        .words = words,
        .px = px,
        .colour = ink,
        .rect = r,
        .clip = { 0, 0, WIDTH, HEIGHT },
        .first = 0x5C45,
        .last = 0x5DE5,
        .starts_text = true,
        .ends_text = true,
    };
    for (int x = r.x; x + 3 < rect_right(r); x += 9)
        box((struct rect){ x, r.y, 3, r.h }, ink);
    return new;
}

static int words(const char *text) {
    frame.seen->words[frame.seen->word_count] = (struct seen_words){ text, 0 };
    return frame.seen->word_count++;
}

static struct tree_node *node(uint64_t id, enum tree_role role, const char *label, struct rect r) {
    struct tree_node *new = &frame.nodes[frame.tree.count++];
    *new = (struct tree_node){ .id = id, .role = role, .label = label, .value = "", .rect = r };
    return new;
}

enum { BACK, HOME, SAYS, KEY_A, KEY_B }; /* nodes; BACK and SAYS are also words and lines 0 and 1 */

static void frame_make(bool contrast) {
    frame.tree.nodes = frame.nodes;
    frame.tree.count = 0;
    frame.seen->word_count = frame.seen->line_count = frame.seen->tr_count = 0;
    theme_init(&frame.theme, WIDTH, HEIGHT, false, contrast);
    box((struct rect){ 0, 0, WIDTH, HEIGHT }, frame.theme.tone[TONE_PAPER]);
    (void)node(1, ROLE_BUTTON, "返回", (struct rect){ 48, 1780, 312, 116 });
    (void)node(2, ROLE_BUTTON, "首页", (struct rect){ 376, 1780, 312, 116 });
    (void)node(3, ROLE_TEXT, "小区保洁员", (struct rect){ 48, 300, 400, 51 });
    (void)node(4, ROLE_KEY, "a", (struct rect){ 48, 900, 84, 128 });
    (void)node(5, ROLE_KEY, "b", (struct rect){ 140, 900, 84, 128 });
    (void)line(words("返回"), (struct rect){ 150, 1820, 76, 36 }, 38, frame.theme.tone[TONE_INK]);
    (void)line(words("小区保洁员"), (struct rect){ 48, 300, 200, 36 }, 38,
               frame.theme.tone[TONE_MUTED]);
    for (size_t i = 0; i < 5; i++) /* also what a row makes a control */
        frame.reached[i] = i + 1;
    static const char *const ids[] = { "返回", "首页" }, *const english[] = { "Back", "Home" };
    for (int i = 0; i < 2; i++) {
        frame.seen->ids[i] = ids[i];
        frame.seen->said[i] = english[i];
        frame.seen->langs[i] = LANG_EN;
    }
    frame.view = (struct audit_view){
        .tree = &frame.tree,
        .seen = frame.seen,
        .canvas = &frame.canvas,
        .theme = &frame.theme,
        .lang = LANG_ZH,
        .data = "小区保洁员",
        .reached = frame.reached,
        .reached_count = 5,
    };
}

static void in_english(void) {
    frame.view.lang = LANG_EN;
    frame.seen->tr_count = 2;
    frame.nodes[BACK].label = frame.seen->words[0].text = "Back";
    frame.nodes[HOME].label = "Home";
}

static int faults[AUDIT_COUNT];

static void count(void *context, const struct audit_fault *fault) {
    (void)context;
    faults[fault->rule]++;
    assert_true(fault->words != NULL && fault->detail != NULL);
}

static void audit(void) {
    memset(faults, 0, sizeof faults);
    audit_frame(&frame.view, count, NULL);
}

/* What a row does to the frame. */
static void nothing(void) {}
static void english(void) {
    in_english();
}
static void beyond(void) {
    frame.nodes[SAYS].rect.x = WIDTH - 300;
}
static void at_the_edge(void) {
    frame.nodes[SAYS].rect.x = WIDTH - 400;
}
static void spilled(void) {
    frame.nodes[SAYS].state |= TREE_SPILLED;
}
static void spilled_inside(void) {
    frame.seen->words[0].state |= TREE_SPILLED;
}
static void ours_cut(void) {
    frame.seen->words[0].state |= TREE_CUT;
}
static void data_cut(void) {
    frame.seen->words[1].state |= TREE_CUT;
}
static void clipped(void) {
    frame.seen->lines[1].clip = (struct rect){ 48, 300, 190, 36 };
}
static void clip_just_holds(void) {
    frame.seen->lines[1].clip = (struct rect){ 48, 300, 200, 34 };
}
static void clipped_in_field(void) {
    clipped();
    frame.nodes[SAYS].role = ROLE_FIELD;
    frame.nodes[SAYS].rect.h = 88;
}
static void low(void) {
    frame.nodes[BACK].rect.h = 86;
}
static void just_high(void) {
    frame.nodes[BACK].rect.h = 88;
}
static void narrow(void) {
    frame.nodes[HOME].rect.w = 80;
}
static void asleep_and_low(void) {
    frame.nodes[HOME].rect.h = 40;
    frame.nodes[HOME].state |= TREE_DISABLED;
}
static void low_key(void) {
    frame.nodes[KEY_A].rect.h = 120;
}
static void near(void) {
    frame.nodes[HOME].rect.x = 48 + 312 + 14;
}
static void diagonal(void) {
    frame.nodes[HOME].rect = (struct rect){ 370, 1906, 312, 88 };
}
static void diagonal_apart(void) {
    frame.nodes[HOME].rect = (struct rect){ 370, 1640, 312, 116 };
}
static void near_keys(void) {
    frame.nodes[KEY_B].rect.x = 48 + 84 + 6;
}
static void crossed(void) {
    frame.nodes[HOME].rect.x = 300;
}
static void button_in_field(void) {
    frame.nodes[BACK].role = ROLE_FIELD;
    frame.nodes[HOME].rect = (struct rect){ 200, 1790, 100, 100 };
}
static void text_across(void) {
    frame.nodes[SAYS].rect.y = 1750;
}
static void texts_above(void) {
    frame.seen->lines[1].rect = (struct rect){ 150, 1830, 200, 36 };
}
static void texts_touch(void) {
    frame.seen->line_count = 1;
    (void)line(1, (struct rect){ 150, 1855, 200, 36 }, 38, frame.theme.tone[TONE_INK]);
}
static void begins_with_stop(void) {
    frame.seen->lines[1].starts_text = false;
    frame.seen->lines[1].first = 0xFF0C;
}
static void text_begins_with_stop(void) {
    frame.seen->lines[1].first = 0xFF0C;
}
static void ends_with_bracket(void) {
    frame.seen->lines[1].ends_text = false;
    frame.seen->lines[1].last = 0xFF08;
}
static void ends_with_stop(void) {
    frame.seen->lines[1].ends_text = false;
    frame.seen->lines[1].last = 0x3002;
}
static void redraw(colour ink, int px, bool bold) {
    struct rect r = frame.seen->lines[1].rect;
    box(r, frame.theme.tone[TONE_PAPER]);
    frame.seen->line_count = 1;
    struct seen_line *pale = line(1, r, px, ink);
    pale->bold = bold;
}
static void pale(void) {
    redraw(0xFF86827A, 38, false);
} /* 3.4:1 */
static void pale_large(void) {
    redraw(0xFF86827A, 46, true);
}
static void pale_large_regular(void) {
    redraw(0xFF86827A, 46, false);
}
static void pale_display(void) {
    redraw(0xFF86827A, 60, false);
}
static void paler_display(void) {
    redraw(0xFFA8A49A, 60, false);
}
static void pale_icon(void) {
    redraw(0xFF86827A, 38, false);
    frame.seen->lines[1].icon = true;
}
static void dark_on_dark(void) {
    struct rect r = frame.seen->lines[1].rect;
    box(rect_inset(r, -20, -20), 0xFF0E5C46);
    frame.seen->line_count = 1;
    (void)line(1, r, 38, frame.theme.tone[TONE_INK]);
}
static void pale_and_asleep(void) {
    struct rect r = frame.seen->lines[0].rect;
    box(r, frame.theme.tone[TONE_PAPER]);
    frame.seen->line_count = 0;
    (void)line(0, r, 38, frame.theme.tone[TONE_ASLEEP]);
    frame.nodes[BACK].state |= TREE_DISABLED;
}
static void hidden(void) {
    box(frame.seen->lines[1].rect, frame.theme.tone[TONE_PAPER]);
}
static void nameless(void) {
    frame.nodes[HOME].label = "  ";
}
static void twice(void) {
    frame.nodes[HOME].id = frame.reached[1] = 1;
}
static void unreached(void) {
    frame.view.reached_count = 4;
}
static void unreached_asleep(void) {
    frame.view.reached_count = 4;
    frame.nodes[KEY_B].state |= TREE_DISABLED;
}
static void chinese_in_english(void) {
    in_english();
    frame.nodes[HOME].label = "首页";
}
static void chinese_drawn_in_english(void) {
    in_english();
    frame.seen->words[0].text = "返回";
}
static void chinese_in_a_translation(void) {
    in_english();
    frame.nodes[HOME].label = frame.seen->said[1] = "Home 首页";
}
static void not_in_the_catalogue(void) {
    in_english();
    frame.seen->said[1] = frame.seen->ids[1];
}
static void english_in_chinese(void) {
    frame.nodes[HOME].label = "Home";
}
static void english_value_in_chinese(void) {
    frame.nodes[HOME].value = "3 jobs";
}
static void typed_in_chinese(void) {
    frame.nodes[KEY_A].role = ROLE_FIELD;
    frame.nodes[KEY_A].rect.w = 200;
    frame.nodes[KEY_A].value = frame.seen->words[0].text = "bjy";
    frame.nodes[KEY_B].rect.x = 300;
}
static void number_in_chinese(void) {
    frame.nodes[HOME].label = "TS-K01-261124-B003-7";
}
static void name_of_english(void) {
    frame.nodes[HOME].label = "English";
}

static void each_rule_fails_for_its_own_mistake_alone(void **state) {
    (void)state;
    enum { NONE = AUDIT_COUNT };
    static const struct {
        void (*change)(void);
        int         rule;
        const char *why;
    } rows[] = {
        { nothing, NONE, "the frame keeps every rule" },
        { english, NONE, "and does in English" },
        { beyond, AUDIT_OUTSIDE, "a text beyond the panel" },
        { at_the_edge, NONE, "a text that ends at the panel's edge" },
        { spilled, AUDIT_SPILLED, "a node that spilled" },
        { spilled_inside, AUDIT_SPILLED, "words within a control that spilled" },
        { ours_cut, AUDIT_CUT, "our own words with an ellipsis" },
        { data_cut, NONE, "a posting's title with an ellipsis" },
        { clipped, AUDIT_CLIPPED, "letters beyond their clip" },
        { clipped_in_field, NONE, "the beginning of what is typed" },
        { clip_just_holds, NONE, "a clip that holds all but the box's edge" },
        { low, AUDIT_SMALL, "86 units high" },
        { just_high, NONE, "88 units high" },
        { narrow, AUDIT_SMALL, "80 units wide" },
        { asleep_and_low, NONE, "what sleeps is no target" },
        { low_key, AUDIT_SMALL, "a key 120 units high" },
        { near, AUDIT_NEAR, "14 units apart" },
        { diagonal_apart, NONE, "apart in one direction is apart" },
        { near_keys, AUDIT_NEAR, "keys 6 units apart" },
        { crossed, AUDIT_CROSSED, "two controls in one place" },
        { button_in_field, NONE, "the × in its field" },
        { text_across, AUDIT_CROSSED, "a text across a button's edge" },
        { texts_above, AUDIT_TEXT_OVERLAP, "two texts in one place" },
        { texts_touch, NONE, "two texts whose boxes touch" },
        { begins_with_stop, AUDIT_LINE_START, "a later line begins with ，" },
        { text_begins_with_stop, NONE, "a text may begin as it likes" },
        { ends_with_bracket, AUDIT_LINE_END, "an earlier line ends with （" },
        { ends_with_stop, NONE, "an earlier line ends with 。" },
        { pale, AUDIT_CONTRAST, "3.4:1" },
        { pale_large, NONE, "3.4:1 at 46 units, bold" },
        { pale_large_regular, AUDIT_CONTRAST, "3.4:1 at 46 units, not bold" },
        { pale_display, NONE, "3.4:1 at 60 units" },
        { paler_display, AUDIT_CONTRAST, "2.2:1 at 60 units" },
        { pale_icon, NONE, "3.4:1, an icon" },
        { dark_on_dark, AUDIT_CONTRAST, "the ground is what the pixels show" },
        { pale_and_asleep, NONE, "what sleeps may be pale" },
        { hidden, AUDIT_HIDDEN, "words without ink" },
        { nameless, AUDIT_NAMELESS, "a button without words" },
        { twice, AUDIT_TWICE, "one id for two" },
        { unreached, AUDIT_UNREACHED, "a key that Tab passes by" },
        { unreached_asleep, NONE, "what sleeps is not stopped at" },
        { chinese_in_english, AUDIT_UNTRANSLATED, "a Chinese label in English" },
        { chinese_drawn_in_english, AUDIT_UNTRANSLATED, "Chinese drawn within a control" },
        { chinese_in_a_translation, NONE, "a translation that keeps a Chinese word" },
        { not_in_the_catalogue, AUDIT_UNTRANSLATED, "an id without a translation" },
        { english_in_chinese, AUDIT_UNTRANSLATED, "an English label in Chinese" },
        { english_value_in_chinese, AUDIT_UNTRANSLATED, "an English value in Chinese" },
        { typed_in_chinese, NONE, "what somebody types" },
        { number_in_chinese, NONE, "a receipt's number" },
        { name_of_english, NONE, "the button that changes to English" },
    };
    bool broken[AUDIT_COUNT] = { false };
    for (size_t i = 0; i < ROWS(rows); i++) {
        frame_make(false);
        rows[i].change();
        audit();
        for (int rule = 0; rule < AUDIT_COUNT; rule++) {
            check_number(faults[rule] > 0, rule == rows[i].rule, rows[i].why);
            broken[rule] |= faults[rule] > 0;
        }
    }
    for (int rule = 0; rule < AUDIT_COUNT; rule++)
        check_number(broken[rule], true, audit_rule_names[rule]);
}

static void targets_that_touch_at_a_corner_are_near(void **state) {
    (void)state;
    frame_make(false);
    diagonal();
    audit();
    check_number(faults[AUDIT_NEAR], 1, "10 right and 10 below");
}

static void a_small_panel_has_pixels_of_its_own(void **state) {
    (void)state;
    frame_make(false);
    theme_init(&frame.theme, 800, 480, false, false);
    frame.tree.count = 2;
    frame.seen->line_count = 0;
    frame.nodes[BACK].rect = (struct rect){ 20, 400, 100, 46 };
    frame.nodes[HOME].rect = (struct rect){ 127, 400, 100, 48 };
    audit();
    check_number(faults[AUDIT_SMALL], 1, "46 pixels, whatever 88 units are");
    check_number(faults[AUDIT_NEAR], 0, "16 units are 7 pixels");
}

static void high_contrast_is_held_to_the_same(void **state) {
    (void)state;
    frame_make(true);
    audit();
    for (int rule = 0; rule < AUDIT_COUNT; rule++)
        check_number(faults[rule], 0, audit_rule_names[rule]);
}

static int set_up(void **state) {
    (void)state;
    frame.seen = calloc(1, sizeof *frame.seen);
    frame.canvas = (struct canvas){ calloc((size_t)WIDTH * HEIGHT, 4), WIDTH, HEIGHT, WIDTH };
    return frame.seen == NULL || frame.canvas.pixels == NULL;
}
static int tear_down(void **state) {
    (void)state;
    free(frame.seen);
    free(frame.canvas.pixels);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_fails_for_its_own_mistake_alone),
        cmocka_unit_test(targets_that_touch_at_a_corner_are_near),
        cmocka_unit_test(a_small_panel_has_pixels_of_its_own),
        cmocka_unit_test(high_contrast_is_held_to_the_same),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
