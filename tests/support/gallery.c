/* SPDX-License-Identifier: GPL-3.0-or-later
 * gallery.c - five screens that show every widget, in the words of the product. */
#include "support/gallery.h"

#include "base/text.h"
#include "support/check.h"

struct gallery_words gallery_words = {
    .title = "易扶新村服务中心",
    .second = "2026年11月24日 星期二 · 09:41",
    .words = "家门口、扶贫车间、外出务工",
    .name = "缝纫工（可先培训）",
    .pay = "3000–4500 元/月",
    .long_words = "8:00–17:30，午休 1.5 小时，周日休；每月 10 日发工资，签劳动合同，买工伤保险。"
                  "“不会做？先学再上岗”，缝纫技能班 12 月 2 日开班，免费，还剩 6 个名额。",
    .emoji = "🧵",
};

static void home_draw(struct visit *visit) {
    static const struct {
        const char *words;
        enum hue    hue;
        enum icon   icon;
    } ways[] = {
        { "找工作", HUE_JOBS, ICON_JOBS },       { "学技能", HUE_TRAINING, ICON_SCHOOLING },
        { "报问题", HUE_REPORT, ICON_WARNING },  { "我的家", HUE_HOME, ICON_HOME },
        { "有事请找我", HUE_ASK, ICON_PEOPLE },  { "一张图", HUE_MAP, ICON_PLACE },
        { "小区生活", HUE_LIFE, ICON_CALENDAR }, { NULL, HUE_POLICY, ICON_NOTES },
    };
    static const struct bar_item items[] = {
        { "lang", "English", NULL, ICON_LANGUAGE, BUTTON_PLAIN },
        { "access", "无障碍", NULL, ICON_ACCESS, BUTTON_PLAIN },
        { "staff", "叫工作人员", "叫人来", ICON_STAFF, BUTTON_FILLED },
    };
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct rect         page = ui_panel(ui);
    header(ui, &page, gallery_words.title, "易扶新村", gallery_words.second);
    (void)bar(ui, &page, items, 3);
    page = rect_inset(page, theme->margin, theme->gap);
    int columns = theme->large && !theme->landscape ? 1 : theme->landscape ? 4 : 2;
    int rows = 8 / columns;
    for (int i = 0; i < 8; i++) {
        struct rect cell = cut_cell(page, columns, rows, theme->gap, i);
        const char *words = ways[i].words ? ways[i].words : gallery_words.name;
        if (button(ui, ui_id_at(ui_id("way"), (uint64_t)i), cell, words,
                   BUTTON(.kind = BUTTON_FILLED, .hue = ways[i].hue, .icon = ways[i].icon,
                          .shown = theme->compact ? "" : NULL)))
            visit_push(visit, &gallery_list, NULL);
    }
}
const struct screen gallery_home = { "home", 0, home_draw };

struct list_state {
    int    chip;
    size_t first;
    char   text[TEXT_SIZE(20)];
};

static void list_card(struct visit *visit, struct rect r, size_t index) {
    static const struct tag marks[] = {
        { "公益性岗位", HUE_GREEN }, { "不限学历", 0 }, { "还招 3 人", 0 }, { "早班", 0 }
    };
    struct ui  *ui = visit->ui;
    const char *name = arena_printf(visit->arena, "%s %zu", gallery_words.name, index + 1);
    if (card(ui, ui_id_at(ui_id("job"), index), r, name, gallery_words.pay))
        visit_push(visit, &gallery_detail, NULL);
    widget_hush(ui, true);
    r = rect_inset(r, ui_theme(ui)->pad, ui_theme(ui)->gap);
    struct rect side = cut_left(&r, px(ui, 150));
    card_picture(ui, rect_centred(side, side.w, side.w), gallery_words.emoji, ICON_JOBS, NULL);
    (void)cut_left(&r, ui_theme(ui)->pad);
    (void)label_cut(ui, &r, STYLE(.em = EM_TITLE, .bold = true, .lines = 1, .may_cut = true), name);
    (void)label_cut(
        ui, &r,
        STYLE(.em = EM_TITLE, .bold = true, .tone = TONE_MONEY, .lines = 1, .may_cut = true),
        gallery_words.pay);
    (void)label_cut(ui, &r, STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .lines = 1, .may_cut = true),
                    gallery_words.words);
    cut_gap(&r, px(ui, 8));
    (void)tags(ui, r, marks, ROWS(marks));
    widget_hush(ui, false);
}

static void list_draw(struct visit *visit) {
    static const char *const chip_words[] = {
        "全部", "家门口", "扶贫车间", "公益岗", "县内", "外出"
    };
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct list_state  *state = visit_state(visit);
    const struct input  line = { .label = "打字找工作",
                                 .hint = "打字找，如 bjy",
                                 .answer = "→ 保洁员",
                                 .icon = ICON_SEARCH,
                                 .hue = HUE_JOBS };
    struct rect         body = visit_body(visit, "找工作", gallery_words.second);
    if (input(ui, ui_id("line"), cut_top(&body, input_height(ui)), &line, state->text,
              sizeof state->text) != TYPED_NOTHING)
        visit_push(visit, &gallery_find, NULL);
    cut_gap(&body, theme->gap);
    int used = chips(ui, ui_id("chips"), &body, chip_words, 6, HUE_JOBS, state->chip);
    state->chip = used >= 0 ? used : state->chip;
    cut_gap(&body, theme->gap);
    struct rect turn = cut_bottom(&body, pages_height(ui));
    (void)cut_bottom(&body, theme->gap);
    int columns = theme->landscape ? 2 : 1;
    int rows = (body.h + theme->gap) / (px(ui, 280) + theme->gap);
    rows = rows < 1 ? 1 : rows;
    size_t a_page = (size_t)(columns * rows), total = 23;
    for (size_t i = 0; i < a_page && state->first + i < total; i++)
        list_card(visit, cut_cell(body, columns, rows, theme->gap, (int)i), state->first + i);
    (void)pages(ui, ui_id("pages"), turn, &state->first, a_page, total);
}
const struct screen gallery_list = { "list", sizeof(struct list_state), list_draw };

static void detail_draw(struct visit *visit) {
    static const struct tag marks[] = {
        { "包教包会", HUE_GREEN }, { "计件", 0 }, { "还招 14 人", 0 }, { "可带孩子", HUE_AMBER }
    };
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct rect         body = visit_body(visit, "找工作", "岗位详情");
    struct rect         top = cut_top(&body, body.h * 65 / 100);
    panel(ui, top, HUE_PLAIN);
    top = rect_inset(top, theme->pad, theme->pad);
    struct rect head = cut_top(&top, px(ui, 230));
    struct rect side = cut_right(&head, px(ui, 190));
    card_picture(ui, cut_top(&side, side.w), gallery_words.emoji, ICON_JOBS, "缝纫");
    (void)cut_right(&head, theme->gap);
    (void)label_cut(
        ui, &head,
        STYLE(.em = EM_DISPLAY, .bold = true, .lines = 1, .may_cut = true, .role = ROLE_HEADING),
        gallery_words.name);
    (void)label_cut(ui, &head, STYLE(.em = EM_DISPLAY, .bold = true, .tone = TONE_MONEY),
                    gallery_words.pay);
    (void)tags(ui, head, marks, ROWS(marks));
    divider(ui, &top, theme->gap);
    fact(ui, &top, ICON_EMPLOYER, HUE_JOBS, "鸿发服饰扶贫车间");
    cut_gap(&top, theme->gap);
    fact(ui, &top, ICON_PLACE, HUE_JOBS, gallery_words.words);
    cut_gap(&top, theme->gap);
    fact(ui, &top, ICON_CLOCK, HUE_JOBS, gallery_words.long_words);
    cut_gap(&top, theme->gap);
    fact(ui, &top, ICON_CALENDAR, HUE_JOBS, "11 月 30 日截止，还招 14 人");
    cut_gap(&body, theme->gap);
    struct rect learn = cut_top(&body, px(ui, 180));
    panel(ui, learn, HUE_GREEN);
    struct rect button_place = cut_right(&learn, px(ui, 250));
    (void)button(ui, ui_id("learn"), rect_inset(button_place, theme->pad, px(ui, 34)), "去报名",
                 BUTTON(.kind = BUTTON_FILLED, .hue = HUE_TRAINING));
    learn = rect_inset(learn, theme->pad, theme->gap);
    (void)label(ui, learn, STYLE(.middle = true, .em = EM_SECOND), gallery_words.words);
    cut_gap(&body, theme->gap);
    (void)button(
        ui, ui_id("want"), cut_top(&body, theme->main), "我想去，帮我报名",
        BUTTON(.kind = BUTTON_FILLED, .hue = HUE_JOBS, .icon = ICON_CHECK, .em = EM_TITLE));
}
const struct screen gallery_detail = { "detail", 0, detail_draw };

static void find_draw(struct visit *visit) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct list_state  *state = visit_state(visit);
    const struct input  line = { .label = "打字找工作",
                                 .hint = "打字找，如 bjy",
                                 .answer = "→ 保洁员",
                                 .icon = ICON_SEARCH,
                                 .hue = HUE_JOBS,
                                 .open = true };
    struct rect page = visit_frame(visit, "找工作", "打字找 · 只打第一个字母也行"), left = page;
    if (theme->landscape) {
        struct rect right = cut_right(&left, page.w * 54 / 100);
        (void)keys(ui, &right, HUE_JOBS, state->text, sizeof state->text, 20);
    } else {
        (void)keys(ui, &left, HUE_JOBS, state->text, sizeof state->text, 20);
    }
    left = rect_inset(left, theme->margin, theme->gap);
    (void)input(ui, ui_id("line"), cut_top(&left, input_height(ui)), &line, state->text,
                sizeof state->text);
    cut_gap(&left, theme->gap);
    for (size_t i = 0; i < 2 && left.h > px(ui, 280); i++) {
        list_card(visit, cut_top(&left, px(ui, 280)), i);
        cut_gap(&left, theme->gap);
    }
    (void)button(ui, ui_id("more"), cut_top(&left, px(ui, 96)), "还有 1 个，点“找”看全部",
                 BUTTON(.kind = BUTTON_DASHED, .hue = HUE_JOBS, .icon = ICON_NEXT,
                        .icon_after = true, .em = EM_SECOND));
}
const struct screen gallery_find = { "find", sizeof(struct list_state), find_draw };

static void kinds_draw(struct visit *visit) {
    static const char *const names[] = { "素", "满", "黑", "静", "虚线", "圆" };
    struct ui               *ui = visit->ui;
    const struct theme      *theme = ui_theme(ui);
    struct rect              body = visit_body(visit, gallery_words.title, gallery_words.second);
    for (int state = 0; state < 3; state++) {
        struct rect row = cut_top(&body, theme->main);
        for (int kind = 0; kind < 6; kind++)
            (void)button(ui, ui_id_at(ui_id("kind"), (uint64_t)(state * 6 + kind)),
                         cut_cell(row, 6, 1, theme->gap_small, kind), names[kind],
                         BUTTON(.kind = (enum button_kind)kind, .disabled = state == 2,
                                .selected = state == 1));
        cut_gap(&body, theme->gap);
    }
    struct wrap wrap = wrap_in(cut_top(&body, tag_height(ui) * 2 + theme->gap), theme->gap);
    for (int hue = 0; hue < HUE_COUNT; hue++) {
        struct rect place;
        struct tag  one = { "标签", (enum hue)hue };
        if (wrap_next(&wrap, px(ui, 112), tag_height(ui), &place))
            (void)tags(ui, place, &one, 1);
    }
    (void)label_cut(ui, &body, STYLE(.em = EM_SMALL), gallery_words.long_words);
    (void)label_cut(ui, &body, STYLE(.em = EM_MAIN, .bold = true, .lines = 2, .may_cut = true),
                    gallery_words.long_words);
    notice(ui, body, ICON_EMPTY, HUE_JOBS, gallery_words.name, gallery_words.long_words);
}
const struct screen gallery_kinds = { "kinds", 0, kinds_draw };

const struct screen *const gallery_screens[] = {
    &gallery_home,   &gallery_list,    &gallery_detail, &gallery_find,
    &gallery_kinds,  &gallery_figures, &gallery_choice, &gallery_several,
    &gallery_form,   &gallery_name,    &gallery_digits, &gallery_day,
    &gallery_dialog, &gallery_idle,    &gallery_toast,  NULL
};

struct fonts *gallery_fonts(size_t cache_bytes) {
    struct fonts *fonts = NULL;
    struct err    err = { 0 };
    if (!fonts_open(&fonts, NULL, cache_bytes, &err))
        fail_msg("%s", err.text);
    return fonts;
}

struct fonts *gallery_faces;

int gallery_faces_open(void **state) {
    (void)state;
    gallery_faces = gallery_fonts(8 << 20);
    return 0;
}

int gallery_faces_close(void **state) {
    (void)state;
    fonts_free(gallery_faces);
    return 0;
}

void gallery_open(struct gallery *gallery, struct fonts *fonts, const struct screen *screen,
                  int width, int height) {
    *gallery = (struct gallery){ .fonts = fonts };
    gallery->canvas = (struct canvas){ NULL, width, height, width };
    gallery->canvas.pixels = calloc((size_t)width * (size_t)height, sizeof(uint32_t));
    assert_non_null(gallery->canvas.pixels);
    gallery->ui = ui_new(fonts);
    assert_non_null(gallery->ui);
    assert_true(ui_canvas(gallery->ui, gallery->canvas));
    assert_true(visit_init(&gallery->visit, gallery->ui, NULL, screen));
}

void gallery_close(struct gallery *gallery) {
    visit_deinit(&gallery->visit);
    ui_free(gallery->ui);
    free(gallery->canvas.pixels);
}

size_t gallery_draw(struct gallery *gallery) {
    size_t count = 0;
    (void)visit_draw(&gallery->visit, &count);
    return count;
}

size_t gallery_event(struct gallery *gallery, struct ui_event event) {
    ui_event(gallery->ui, &event);
    return gallery_draw(gallery);
}

size_t gallery_tap(struct gallery *gallery, const char *label_text) {
    const struct tree_node *node = tree_find(ui_tree(gallery->ui), label_text);
    if (!node)
        fail_msg("nothing to tap is called %s", label_text);
    int x = node->rect.x + node->rect.w / 2, y = node->rect.y + node->rect.h / 2;
    (void)gallery_event(gallery, (struct ui_event){ .kind = UI_DOWN, .x = x, .y = y });
    return gallery_event(gallery, (struct ui_event){ .kind = UI_UP, .x = x, .y = y });
}
