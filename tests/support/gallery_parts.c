/* SPDX-License-Identifier: GPL-3.0-or-later
 * gallery_parts.c - the toolkit's screens of what is answered, shown and asked: steps, slider,
 * chart, toggle, picture cards, forms with their keys, dialogs, toasts. */
#include "support/gallery.h"

static const struct stage way[] = { { "报了名", ICON_CHECK },
                                    { "打电话", ICON_PHONE },
                                    { "见面谈", ICON_PEOPLE },
                                    { "去上班", ICON_JOBS } };

struct figures_state {
    int  pieces;
    bool still;
};

static void figures_draw(struct visit *visit) {
    struct ui            *ui = visit->ui;
    const struct theme   *theme = ui_theme(ui);
    struct figures_state *state = visit_state(visit);
    state->pieces = state->pieces ? state->pieces : 60;
    const struct slider    s = { .label = gallery_words.name,
                                 .min = 10,
                                 .max = 200,
                                 .step = 10,
                                 .hue = HUE_JOBS,
                                 .value = arena_printf(visit->arena, "%d 件", state->pieces) };
    const struct toggle    t = { .label = gallery_words.title,
                                 .second = gallery_words.words,
                                 .icon = ICON_ACCESS,
                                 .hue = HUE_HOME };
    const struct chart_bar bars[] = { { "1–3 月", 8200, "8,200 元", false },
                                      { "4–6 月", 11460, "11,460 元", false },
                                      { "7–9 月", -1, "没写", false },
                                      { "10–12 月", 6100, "6,100 元", true } };
    struct rect            body = visit_body(visit, "做多少，挣多少", gallery_words.second);
    if (theme->landscape) {
        struct rect right = cut_right(&body, body.w / 2);
        (void)cut_right(&body, theme->gap);
        chart(ui, cut_top(&right, chart_height(ui, 4)), bars, 4, HUE_HOME);
        countdown_bar(ui, cut_top(&right, countdown_bar_height(ui)), 12400, 20000, HUE_JOBS);
    }
    steps(ui, cut_top(&body, steps_height(ui, body.w, way, 4)), way, 4, 1, HUE_BRAND);
    cut_gap(&body, theme->gap);
    (void)slider(ui, ui_id("pieces"), cut_top(&body, slider_height(ui)), &s, &state->pieces);
    cut_gap(&body, theme->gap);
    (void)toggle(ui, ui_id("still"), cut_top(&body, toggle_height(ui, body.w, &t)), &t,
                 &state->still);
    cut_gap(&body, theme->gap);
    if (theme->landscape)
        return;
    chart(ui, cut_top(&body, chart_height(ui, 4)), bars, 4, HUE_HOME);
    cut_gap(&body, theme->gap);
    countdown_bar(ui, cut_top(&body, countdown_bar_height(ui)), 12400, 20000, HUE_JOBS);
    cut_gap(&body, theme->gap);
    countdown(ui, rect_centred(body, px(ui, 220), px(ui, 220)), 28000, 60000, HUE_REPORT);
}
const struct screen gallery_figures = { "figures", sizeof(struct figures_state), figures_draw };

static const struct option trades[] = {
    { "做衣服", "缝纫、裁剪", "🧵", ICON_JOBS },
    { "打扫", "保洁、洗碗", "🧹", ICON_JOBS },
    { "做饭", "厨师、帮厨", "👨‍🍳", ICON_JOBS },
    { "开车送货", NULL, "🚛", ICON_JOBS },
    { "看门值班", "保安", "👮", ICON_JOBS },
    { "都可以", "没有画的也行", "", ICON_CHECK },
};

struct choice_state {
    uint64_t chosen;
};

static void ask(struct visit *visit, bool several) {
    struct ui           *ui = visit->ui;
    const struct theme  *theme = ui_theme(ui);
    struct choice_state *state = visit_state(visit);
    struct rect          body = visit_body(visit, "找工作", gallery_words.second);
    (void)label_cut(ui, &body, STYLE(.em = EM_TITLE, .bold = true, .role = ROLE_HEADING),
                    "您会做什么？");
    cut_gap(&body, theme->gap);
    struct rect go = cut_bottom(&body, theme->main);
    (void)cut_bottom(&body, theme->gap);
    state->chosen = state->chosen ? state->chosen : several ? 5 : 1;
    int used = choice(ui, ui_id("trade"), body, trades, 6, HUE_JOBS, state->chosen, several);
    if (used >= 0)
        state->chosen = several ? state->chosen ^ 1u << used : 1u << used;
    (void)button(
        ui, ui_id("go"), go, "下一个问题",
        BUTTON(.kind = BUTTON_FILLED, .hue = HUE_JOBS, .icon = ICON_NEXT, .icon_after = true));
}

static void choice_draw(struct visit *visit) {
    ask(visit, false);
}
static void several_draw(struct visit *visit) {
    ask(visit, true);
}
const struct screen gallery_choice = { "choice", sizeof(struct choice_state), choice_draw };
const struct screen gallery_several = { "several", sizeof(struct choice_state), several_draw };

enum shift { SHIFT_NONE, SHIFT_DAY, SHIFT_NIGHT, SHIFT_ANY };
static const struct word shift_words[] = { { NULL, NULL, NULL },
                                           { "day", "白天", NULL },
                                           { "night", "晚上", NULL },
                                           { "any", "都可以", NULL } };

struct gallery_wish {
    struct record_head head;
    char               name[TEXT_SIZE(20)];
    char               phone[TEXT_SIZE(16)];
    enum shift         shift;
    bool               child;
    day                from;
};

#define REC struct gallery_wish
static const struct field wish_fields[] = {
    { "name", TEXT(name), .label = "姓名", .flags = F_REQUIRED | F_PERSONAL },
    { "phone", PHONE(phone), .label = "电话", .flags = F_REQUIRED | F_PERSONAL,
      .hint = "11 位手机号，或者带区号的座机" },
    { "shift", ENUM(shift, shift), .label = "什么时间", .flags = F_REQUIRED },
    { "child", BOOL(child), .label = "带孩子" },
    { "from", DAY(from), .label = "哪天能来" },
};
static const struct record wish_record = RECORD("gallery_wish", "意愿", wish_fields);
#undef REC

struct wish_state {
    struct form_state form;
    bool              begun, done;
    char              name[TEXT_SIZE(20)], phone[TEXT_SIZE(16)], shift[16], child[8], from[16];
};

static void wish(struct visit *visit, int open) {
    struct ui             *ui = visit->ui;
    struct wish_state     *state = visit_state(visit);
    const struct form_line lines[] = {
        { "name", state->name, sizeof state->name, NULL, NULL, false },
        { "phone", state->phone, sizeof state->phone, NULL, NULL, false },
        { "shift", state->shift, sizeof state->shift, NULL, NULL, false },
        { "child", state->child, sizeof state->child, NULL, NULL, false },
        { "from", state->from, sizeof state->from, NULL, NULL, false },
    };
    const struct form form_shown = {
        &wish_record, lines, 5, HUE_JOBS, "好了", day_of(2026, 11, 24)
    };
    if (!state->begun) {
        state->begun = true;
        state->form.open = open;
        if (open != 1)
            (void)TEXT_COPY(state->name, gallery_words.name);
        if (open == 0 || open == 5)
            (void)TEXT_COPY(state->phone, "1300000");
        state->form.told = open == 0 ? 3 : 0;
    }
    struct rect page = visit_frame(visit, gallery_words.title, gallery_words.second);
    if (form(ui, ui_id("wish"), &page, &form_shown, &state->form) == FORM_DONE) {
        struct gallery_wish row;
        record_init(&wish_record, &row);
        state->done = form_read(ui, &form_shown, &state->form, &row);
        state->form.open = 0;
    }
}

static void form_draw(struct visit *visit) {
    wish(visit, 0);
}
static void name_draw(struct visit *visit) {
    wish(visit, 1);
}
static void digits_draw(struct visit *visit) {
    wish(visit, 2);
}
static void day_draw(struct visit *visit) {
    wish(visit, 5);
}
const struct screen gallery_form = { "form", sizeof(struct wish_state), form_draw };
const struct screen gallery_name = { "name", sizeof(struct wish_state), name_draw };
const struct screen gallery_digits = { "digits", sizeof(struct wish_state), digits_draw };
const struct screen gallery_day = { "day", sizeof(struct wish_state), day_draw };

/* Above a whole screen, as in the product. */
static void dialog_draw(struct visit *visit) {
    choice_draw(visit);
    enum answer answer = dialog(
        visit->ui, ui_id("dialog"),
        DIALOG(.emoji = gallery_words.emoji, .icon = ICON_WARNING, .hue = HUE_JOBS,
               .title = gallery_words.title, .words = gallery_words.long_words,
               .yes = "好，帮我报名", .yes_icon = ICON_CHECK, .no = "不了", .no_icon = ICON_CLOSE));
    if (answer != ANSWER_NONE)
        visit_back(visit);
}
static void idle_draw(struct visit *visit) {
    figures_draw(visit);
    (void)dialog(visit->ui, ui_id("idle"),
                 DIALOG(.left_ms = 16200, .of_ms = 20000, .hue = HUE_REPORT, .title = "您还在吗？",
                        .words = "再过一会儿就退回首页，刚才填的都会清掉。", .yes = "我还在",
                        .yes_icon = ICON_CHECK));
}
static void toast_draw(struct visit *visit) {
    struct rect page = ui_panel(visit->ui);
    form_draw(visit);
    (void)cut_bottom(&page, ui_theme(visit->ui)->main * 3 / 2);
    (void)toast(visit->ui, ui_id("toast"), page,
                TOAST(.words = gallery_words.words, .undo = "撤回",
                      .until_ms = ui_now_ms(visit->ui) + TOAST_UNDO_MS));
}
const struct screen gallery_dialog = { "dialog", sizeof(struct choice_state), dialog_draw };
const struct screen gallery_idle = { "idle", sizeof(struct figures_state), idle_draw };
const struct screen gallery_toast = { "toast", sizeof(struct wish_state), toast_draw };
