/* SPDX-License-Identifier: GPL-3.0-or-later
 * form_test.c - a form out of a record table: each type's input, sentences of what is wrong, the
 * way from line to line, and what it writes into the row. */
#include "record/problems.h"
#include "support/check.h"
#include "support/gallery.h"

enum shift { SHIFT_NONE, SHIFT_DAY, SHIFT_NIGHT };
static const struct word shift_words[] = { { NULL, NULL, NULL },
                                           { "day", "白天", NULL },
                                           { "night", "晚上", NULL } };

struct call {
    struct record_head head;
    char               name[TEXT_SIZE(8)];
    char               phone[TEXT_SIZE(16)];
    int                pieces;
    money              pay;
    enum shift         shift;
    bool               child;
    day                from;
};

#define REC struct call
static const struct field call_fields[] = {
    { "name", TEXT(name), .label = "姓名", .flags = F_REQUIRED },
    { "phone", PHONE(phone), .label = "电话", .hint = "手机或座机", .flags = F_REQUIRED },
    { "pieces", INT(pieces), .label = "件数", .unit = "件", .max = 200 },
    { "pay", MONEY(pay), .label = "工资", .unit = "元" },
    { "shift", ENUM(shift, shift), .label = "什么时间", .flags = F_REQUIRED },
    { "child", BOOL(child), .label = "带孩子" },
    { "from", DAY(from), .label = "哪天能来" },
};

static void call_check(const void *row, struct problems *problems) {
    const struct call *call = row;
    if (call->child && call->shift == SHIFT_NIGHT)
        (void)problem_add(problems, PROBLEM_ERROR, "shift", NULL, "带孩子不能上晚班");
}
static const struct record call_record = RECORD("call", "电话", call_fields, .check = call_check);
#undef REC

static struct gallery glass;

static struct {
    struct form_state form;
    char              name[TEXT_SIZE(8)], phone[TEXT_SIZE(16)], pieces[12], pay[16], shift[12];
    char              child[8], from[12];
    int               count, dones;
    enum formed       formed;
    struct call       row;
    bool              read;
} held;

static void screen_draw(struct visit *visit) {
    const struct form_line lines[] = {
        { "name", held.name, sizeof held.name, NULL, NULL, false },
        { "phone", held.phone, sizeof held.phone, NULL, NULL, false },
        { "pieces", held.pieces, sizeof held.pieces, "做几件", NULL, false },
        { "pay", held.pay, sizeof held.pay, NULL, NULL, false },
        { "shift", held.shift, sizeof held.shift, NULL, NULL, false },
        { "child", held.child, sizeof held.child, NULL, NULL, false },
        { "from", held.from, sizeof held.from, NULL, NULL, false },
    };
    const struct form shown = { &call_record, lines,  held.count,
                                HUE_JOBS,     "好了", day_of(2026, 11, 24) };
    struct rect       page = visit_frame(visit, "我想去", "");
    enum formed       formed = form(visit->ui, ui_id("form"), &page, &shown, &held.form);
    held.formed = formed != FORM_NOTHING ? formed : held.formed;
    if (formed == FORM_DONE) {
        held.dones++;
        held.read = form_read(visit->ui, &shown, &held.form, &held.row);
        if (held.read)
            held.form.open = 0;
    }
}
static const struct screen screen = { "form", 0, screen_draw };

static void open_at(int width, int height) {
    memset(&held, 0, sizeof held);
    held.count = 7;
    record_init(&call_record, &held.row);
    gallery_open(&glass, gallery_faces, &screen, width, height);
    (void)gallery_draw(&glass);
}
static int start(void **state) {
    (void)state;
    open_at(1080, 1920);
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
static void tap(const char *words) {
    (void)gallery_tap(&glass, words);
}
static void key(enum ui_key which) {
    (void)gallery_event(&glass, (struct ui_event){ .kind = UI_KEY, .key = which });
}
static void types(const char *letters) {
    for (char letter[2] = { 0 }; *letters; letters++) {
        letter[0] = *letters;
        (void)gallery_event(&glass, (struct ui_event){ .kind = UI_TEXT, .text = letter });
    }
}
static enum tree_role role_of(const char *words) {
    const struct tree_node *at = tree_find(ui_tree(glass.ui), words);
    if (!at)
        fail_msg("nothing is called %s", words);
    return at->role;
}

static void each_type_has_its_input(void **state) {
    (void)state;
    check_number(role_of("姓名"), ROLE_FIELD, "TEXT");
    check_number(role_of("电话"), ROLE_FIELD, "PHONE");
    check_number(role_of("做几件"), ROLE_FIELD, "INT, under a label of the form's own");
    check_number(role_of("白天"), ROLE_CHIP, "ENUM");
    assert_null(node("空格"));
    tap("姓名");
    assert_non_null(tree_find(ui_tree(glass.ui), "q"));
    tap("电话");
    assert_non_null(tree_find(ui_tree(glass.ui), "7"));
    assert_null(tree_find(ui_tree(glass.ui), "q"));
    assert_non_null(node("手机或座机"));
}

static void lines_without_room_are_a_page_further(void **state) {
    (void)state;
    gallery_close(&glass);
    open_at(800, 480);
    assert_null(node("哪天能来"));
    for (int page = 0; page < 4 && !node("带孩子"); page++)
        tap("下面还有");
    check_number(role_of("带孩子"), ROLE_SWITCH, "BOOL");
    while (!node("哪天能来"))
        tap("下面还有");
    check_number(role_of("哪天能来"), ROLE_BUTTON, "DAY");
    tap("上面");
    assert_non_null(node("姓名"));
}

static void what_is_wrong_is_said_when_the_line_is_left(void **state) {
    (void)state;
    tap("电话");
    types("12");
    assert_null(node("不像电话号码"));
    tap("姓名");
    assert_non_null(node("不像电话号码"));
    assert_null(node("手机或座机")); /* instead of the hint */
    tap("电话");
    types("345678");
    assert_non_null(node("不像电话号码"));
    tap("清空");
    types("13800001111");
    assert_null(node("不像电话号码"));
    assert_non_null(node("手机或座机"));
}

static void the_last_key_leads_from_line_to_line(void **state) {
    (void)state;
    held.count = 2;
    tap("姓名");
    assert_non_null(node("下一项"));
    tap("下一项");
    assert_non_null(node("“姓名”没有填写"));
    check_number(held.form.open, 1, "it stays where something is missing");
    types("liuxiaoming ");
    tap("下一项");
    check_number(held.form.open, 2, "on");
    types("0738");
    tap("好了");
    check_number(held.dones, 0, "not in order");
    assert_non_null(node("不像电话号码"));
    types("8221234");
    tap("好了");
    check_number(held.dones, 1, "in order");
}

static void a_row_is_written_by_the_types_own_parse(void **state) {
    (void)state;
    static const struct {
        const char *name, *phone, *pieces, *pay, *shift, *child, *from;
        bool        right;
        const char *says, *why;
    } rows[] = {
        { "刘䶮喆", "13800001111", "60", "3000", "day", "是", "2026-12-02", true, NULL,
          "all of it" },
        { "刘䶮喆", "138 0000 1111", "", "", "晚上", "", "", true, NULL, "as people write it" },
        { "", "13800001111", "", "", "day", "", "", false, "“姓名”没有填写", "required" },
        { "刘", "1380000111", "", "", "day", "", "", false, "不像电话号码", "ten digits" },
        { "刘", "13800001111", "201", "", "day", "", "", false, "0 到 200",
          "above the field's limit" },
        { "刘", "13800001111", "x", "", "day", "", "", false, "做几件", "no number" },
        { "刘", "13800001111", "", "", "night", "是", "", false, "带孩子不能上晚班",
          "the record's own rule" },
        { "刘", "13800001111", "", "", "", "", "", false, "“什么时间”没有填写", "not chosen" },
        { "刘", "13800001111", "", "", "day", "", "2026-02-30", false, "没有这一天",
          "no such day" },
    };
    gallery_close(&glass);
    for (size_t i = 0; i < ROWS(rows); i++) {
        (void)start(NULL);
        held.count = 7;
        (void)TEXT_COPY(held.name, rows[i].name);
        (void)TEXT_COPY(held.phone, rows[i].phone);
        (void)TEXT_COPY(held.pieces, rows[i].pieces);
        (void)TEXT_COPY(held.pay, rows[i].pay);
        (void)TEXT_COPY(held.shift, rows[i].shift);
        (void)TEXT_COPY(held.child, rows[i].child);
        (void)TEXT_COPY(held.from, rows[i].from);
        held.form.open = 3;
        held.form.told = ~0u;
        (void)gallery_draw(&glass);
        tap(node("好了") ? "好了" : "下一项");
        check_number(held.read, rows[i].right, rows[i].why);
        if (rows[i].right) {
            check_text(held.row.name, rows[i].name, rows[i].why);
            check_text(held.row.phone, "13800001111", "the type's own form");
        } else {
            check_text(held.row.name, "", "nothing was written");
            for (int page = 0; page < 3 && rows[i].says && !node(rows[i].says); page++)
                if (tree_find(ui_tree(glass.ui), "下面还有"))
                    tap("下面还有");
        }
        gallery_close(&glass);
    }
    (void)start(NULL);
}

static void chips_toggle_and_calendar_write_what_the_types_read(void **state) {
    (void)state;
    (void)TEXT_COPY(held.name, "刘");
    (void)TEXT_COPY(held.phone, "0738-8221234");
    tap("晚上");
    check_text(held.shift, "night", "the word's name");
    tap("带孩子");
    check_text(held.child, "是", "yes");
    tap("带孩子");
    check_text(held.child, "", "no");
    tap("哪天能来");
    assert_non_null(node("2026 年 11 月"));
    tap("往后");
    tap("12 月 2 日");
    check_text(held.from, "2026-12-02", "a day");
    check_number(held.dones, 1, "the last that was missing");
    assert_true(held.read);
    check_number(held.row.shift, SHIFT_NIGHT, "the enum");
    check_number(held.row.from.n, day_of(2026, 12, 2).n, "the day");
    assert_false(held.row.child);
}

static void a_form_is_filled_by_a_real_keyboard_alone(void **state) {
    (void)state;
    held.count = 2;
    (void)gallery_draw(&glass);
    for (int i = 0; i < 20 && held.form.open != 1; i++) {
        key(UI_KEY_TAB);
        const struct tree_node *at = node("姓名");
        for (size_t n = 0; n < ui_tree(glass.ui)->count; n++)
            if (ui_tree(glass.ui)->nodes[n].role == ROLE_FIELD &&
                (ui_tree(glass.ui)->nodes[n].state & TREE_FOCUSED)) {
                at = &ui_tree(glass.ui)->nodes[n];
                key(UI_KEY_ENTER);
            }
        assert_non_null(at);
    }
    check_number(held.form.open, 1, "Enter goes into it");
    types("liuxiaoming ");
    key(UI_KEY_ENTER);
    check_number(held.form.open, 2, "on to the telephone");
    for (int i = 0; i < 20; i++) {
        key(UI_KEY_TAB);
        const struct tree_node *at = tree_find(ui_tree(glass.ui), "电话");
        if (at && at->state & TREE_FOCUSED)
            break;
    }
    types("13800001111");
    check_text(held.phone, "13800001111", "into the line that has the focus");
    check_text(held.name, "刘小明", "and not into the other");
    key(UI_KEY_ENTER);
    check_number(held.dones, 1, "done");
}

static void letters_into_a_closed_line_are_pinyin_too(void **state) {
    (void)state;
    held.count = 2;
    (void)gallery_draw(&glass);
    while (!(tree_find(ui_tree(glass.ui), "姓名")->state & TREE_FOCUSED))
        key(UI_KEY_TAB);
    types("liu");
    check_number(held.form.open, 1, "it opens");
    check_text(held.name, "", "not as letters");
    check_text(keys_composing(glass.ui), "liu", "composing");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_type_has_its_input, start, stop),
        cmocka_unit_test_setup_teardown(lines_without_room_are_a_page_further, start, stop),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_said_when_the_line_is_left, start, stop),
        cmocka_unit_test_setup_teardown(the_last_key_leads_from_line_to_line, start, stop),
        cmocka_unit_test_setup_teardown(a_row_is_written_by_the_types_own_parse, start, stop),
        cmocka_unit_test_setup_teardown(chips_toggle_and_calendar_write_what_the_types_read, start,
                                        stop),
        cmocka_unit_test_setup_teardown(a_form_is_filled_by_a_real_keyboard_alone, start, stop),
        cmocka_unit_test_setup_teardown(letters_into_a_closed_line_are_pinyin_too, start, stop),
    };
    return cmocka_run_group_tests(tests, gallery_faces_open, gallery_faces_close);
}
