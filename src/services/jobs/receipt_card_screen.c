/* SPDX-License-Identifier: GPL-3.0-or-later
 * receipt_card_screen.c - upright: banner, card with the lines and the code, steps. Lying: the
 * lines at the left, the code and the steps at the right. */
#include "services/jobs/receipt_card.h"

#include "ui/button.h"
#include "ui/card.h"
#include "ui/dialog.h"
#include "ui/paper.h"
#include "ui/qr_view.h"
#include "ui/steps.h"
#include "ui/widget.h"

enum {
    BANNER_ICON = 104, /* units */
    BANNER_PAD = 26,
    WHAT_EMS = 5, /* width of what a line is about */
    LINE_GAP = 18,
    CODE = 300,       /* side of the code with its number */
    CODE_LEAST = 204, /* pixels: what it needs on a small panel */
    LARGE_CODE = 620,
    LEFT_SHARE = 56, /* of 100 of the width, lying */
};

/* What of it there is room for. */
enum seconds { SECONDS_NONE, SECONDS_NEEDED, SECONDS_ALL };
struct plan {
    bool         code, stages, hint; /* the hint is what the code is for */
    enum seconds seconds;            /* which lines have their second one */
    enum em      em;                 /* of the facts */
};

/* --- banner ------------------------------------------------------------------------------------
 */

static enum hue banner_hue(const struct receipt_words *words) {
    return words->sad ? HUE_AMBER : words->over ? HUE_PLAIN : HUE_GREEN;
}

static int banner_icon(const struct ui *ui) {
    return ui_theme(ui)->compact ? px(ui, BANNER_ICON) * 2 / 3 : px(ui, BANNER_ICON);
}
static int banner_words_w(const struct ui *ui, int width) {
    return width - 2 * ui_theme(ui)->pad - banner_icon(ui) - ui_theme(ui)->gap;
}
static struct style banner_title(const struct ui *ui) {
    return STYLE(.em = ui_theme(ui)->compact ? EM_MAIN : EM_DISPLAY, .bold = true,
                 .role = ROLE_HEADING);
}
static struct style banner_second(const struct ui *ui) {
    return STYLE(.em = ui_theme(ui)->compact ? EM_SECOND : EM_MAIN, .role = ROLE_STATUS);
}

static int banner_height(struct ui *ui, const struct receipt_words *words, int width) {
    int words_w = banner_words_w(ui, width);
    int words_h =
        label_height(ui, banner_title(ui), words->title, words_w) +
        (*words->second != '\0' ? label_height(ui, banner_second(ui), words->second, words_w) : 0);
    return 2 * px(ui, BANNER_PAD) + (words_h > banner_icon(ui) ? words_h : banner_icon(ui));
}

static void banner_draw(struct ui *ui, struct rect r, const struct receipt_words *words) {
    const struct theme     *theme = ui_theme(ui);
    const struct hue_tones *hue = &theme->hue[banner_hue(words)];
    bool                    plain = banner_hue(words) == HUE_PLAIN;
    colour ground = plain ? ui_tone(ui, TONE_QUIET) : words->sad ? hue->tint : hue->fill;
    colour ink = plain ? ui_tone(ui, TONE_INK) : words->sad ? hue->on_tint : hue->on_fill;
    int    side = banner_icon(ui);
    widget_box(ui, r, theme->radius, ground, theme->contrast ? ui_tone(ui, TONE_LINE) : 0);
    r = rect_inset(r, theme->pad, px(ui, BANNER_PAD));
    struct rect sign = rect_centred(cut_left(&r, side), side, side);
    widget_box(ui, sign, side / 2, ink, 0);
    widget_icon(ui, sign,
                words->sad    ? ICON_WARNING
                : words->over ? ICON_INFO
                              : ICON_CHECK,
                side * 3 / 5, ground);
    (void)cut_left(&r, theme->gap);
    struct style title = banner_title(ui), second = banner_second(ui);
    title.colour = second.colour = ink;
    int title_h = label_height(ui, title, words->title, r.w);
    int second_h = *words->second != '\0' ? label_height(ui, second, words->second, r.w) : 0;
    r = rect_centred(r, r.w, title_h + second_h);
    (void)label(ui, cut_top(&r, title_h), title, words->title);
    if (second_h > 0)
        (void)label(ui, r, second, words->second);
}

/* --- lines -------------------------------------------------------------------------------------
 */

static int what_width(const struct ui *ui) {
    return WHAT_EMS * ui_theme(ui)->em[EM_SECOND];
}
static int fact_width(const struct ui *ui, int width) {
    return width - what_width(ui);
}
static struct style fact_style(const struct plan *plan, bool strong) {
    return STYLE(.em = plan->em, .bold = true, .tone = strong ? TONE_MONEY : TONE_INK);
}

static bool has_second(const struct receipt_line *line, const struct plan *plan) {
    return *line->second != '\0' &&
           (plan->seconds == SECONDS_ALL || (plan->seconds == SECONDS_NEEDED && line->needed));
}

static int line_height(struct ui *ui, const struct receipt_line *line, const struct plan *plan,
                       int width) {
    int height =
        label_height(ui, fact_style(plan, line->strong), line->fact, fact_width(ui, width));
    if (has_second(line, plan))
        height += label_height(ui, STYLE(.em = EM_SECOND), line->second, fact_width(ui, width));
    return height;
}

static int made_height(const struct ui *ui, const struct plan *plan) {
    return plan->seconds == SECONDS_ALL ? ui_theme(ui)->line[EM_SECOND] + px(ui, LINE_GAP) : 0;
}

static int lines_height(struct ui *ui, const struct receipt_words *words, const struct plan *plan,
                        int width) {
    int height = made_height(ui, plan);
    for (int i = 0; i < words->count; i++)
        height += line_height(ui, &words->lines[i], plan, width) + px(ui, LINE_GAP);
    return height;
}

static void lines_draw(struct ui *ui, struct rect r, const struct receipt_words *words,
                       const struct plan *plan) {
    struct style muted = STYLE(.em = EM_SECOND, .tone = TONE_MUTED);
    if (plan->seconds == SECONDS_ALL) {
        struct rect  top = cut_top(&r, ui_theme(ui)->line[EM_SECOND]);
        struct style made =
            STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .align = ALIGN_RIGHT, .lines = 1);
        const char *const when[] = { words->made, words->made_short, words->made_day, NULL };
        (void)label(ui, cut_left(&top, what_width(ui)),
                    STYLE(.em = EM_SECOND, .bold = true, .lines = 1), ui_tr(ui, "回执"));
        (void)label(ui, top, made, label_fitting(ui, made, top.w, when));
    }
    for (int i = 0; i < words->count; i++) {
        const struct receipt_line *line = &words->lines[i];
        if (i > 0 || plan->seconds == SECONDS_ALL)
            divider(ui, &r, px(ui, LINE_GAP) / 2);
        struct rect row = cut_top(&r, line_height(ui, line, plan, r.w));
        struct rect what = cut_left(&row, what_width(ui));
        (void)label(ui,
                    rect_centred(cut_top(&what, ui_theme(ui)->line[plan->em]), what.w,
                                 ui_theme(ui)->line[EM_SECOND]),
                    muted, line->what);
        (void)label_cut(ui, &row, fact_style(plan, line->strong), line->fact);
        if (has_second(line, plan))
            (void)label(ui, row, muted, line->second);
    }
}

/* --- number, code, steps ------------------------------------------------------------------------
 */

/* Smaller where it has less room, and in two lines before a character of it is cut. */
static struct style number_style(struct ui *ui, const char *number, int width) {
    struct style style = STYLE(.em = EM_TITLE, .bold = true, .lines = 1);
    if (label_width(ui, style, number) > width)
        style.em = EM_MAIN;
    if (label_width(ui, style, number) > width)
        style.em = EM_SECOND;
    if (label_width(ui, style, number) > width)
        style.lines = 2;
    return style;
}

static int code_side(struct ui *ui, const struct receipt_shown *shown, const struct plan *plan) {
    int most = px(ui, CODE) > CODE_LEAST ? px(ui, CODE) : CODE_LEAST;
    return plan->code && shown->token[0] != '\0' ? qr_view_side(shown->token, most) : 0;
}

/* The words beside the code, or below it where the number would not have room. */
struct code_words {
    struct style what, number, hint;
    const char  *hint_text;
    int          side, width, height;
    bool         below;
};

static struct code_words code_measure(struct visit *visit, const struct receipt_shown *shown,
                                      const struct plan *plan, int width) {
    struct ui        *ui = visit->ui;
    const int         gap = ui_theme(ui)->gap;
    struct code_words words = { .side = code_side(ui, shown, plan), .width = width };
    struct style      smallest = STYLE(.em = EM_SECOND, .bold = true);
    int               beside = width - words.side - gap;
    words.below = words.side > 0 && label_width(ui, smallest, shown->number) > beside;
    if (words.side > 0 && !words.below)
        words.width = beside;
    enum align align = words.below ? ALIGN_CENTRE : ALIGN_LEFT;
    words.what = STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .lines = 1, .align = align);
    words.number = number_style(ui, shown->number, words.width);
    words.number.align = align;
    words.hint = STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .align = align);
    /* "This code" only where it is drawn. */
    words.hint_text = !plan->hint      ? ""
                      : words.side > 0 ? ui_tr(ui, "来这里扫这个码，随时看办到哪一步")
                                       : ui_tr(ui, "来这里输号码，随时看办到哪一步");
    words.height = ui_theme(ui)->line[EM_SECOND] +
                   label_height(ui, words.number, shown->number, words.width) +
                   label_height(ui, words.hint, words.hint_text, words.width);
    return words;
}

static int code_height(struct visit *visit, const struct receipt_shown *shown,
                       const struct plan *plan, int width) {
    struct code_words words = code_measure(visit, shown, plan, width);
    if (words.below)
        return words.side + words.height;
    return words.side > words.height ? words.side : words.height;
}

static void code_draw(struct visit *visit, struct rect r, const struct receipt_shown *shown,
                      const struct plan *plan) {
    struct ui        *ui = visit->ui;
    struct code_words words = code_measure(visit, shown, plan, r.w);
    if (words.below)
        r = rect_centred(r, r.w, words.side + words.height);
    if (words.side > 0) {
        struct rect place = words.below ? cut_top(&r, words.side) : cut_left(&r, words.side);
        (void)qr_view(ui, rect_centred(place, words.side, words.side), shown->token,
                      ui_tr(ui, "回执的二维码"));
        (void)cut_left(&r, words.below ? 0 : ui_theme(ui)->gap);
    }
    r = rect_centred(r, r.w, words.height);
    (void)label_cut(ui, &r, words.what, ui_tr(ui, "报名号"));
    (void)label_cut(ui, &r, words.number, shown->number);
    (void)label(ui, r, words.hint, words.hint_text);
}

static void stages_of(struct ui *ui, struct stage ret_stages[RECEIPT_STAGES]) {
    static const enum icon icons[RECEIPT_STAGES] = { ICON_CHECK, ICON_PHONE, ICON_MEET, ICON_JOBS };
    for (int i = 0; i < RECEIPT_STAGES; i++)
        ret_stages[i] = (struct stage){ ui_tr(ui, receipt_stages[i]), icons[i] };
}

static int stages_height(struct ui *ui, const struct receipt_words *words, const struct plan *plan,
                         int width) {
    struct stage stages[RECEIPT_STAGES];
    if (!plan->stages || words->done < 0)
        return 0;
    stages_of(ui, stages);
    return steps_height(ui, width - 2 * ui_theme(ui)->pad, stages, RECEIPT_STAGES) +
           2 * px(ui, BANNER_PAD);
}

static void stages_draw(struct ui *ui, struct rect r, const struct receipt_words *words) {
    struct stage stages[RECEIPT_STAGES];
    stages_of(ui, stages);
    panel(ui, r, HUE_PLAIN);
    steps(ui, rect_inset(r, ui_theme(ui)->pad, px(ui, BANNER_PAD)), stages, RECEIPT_STAGES,
          words->done, HUE_GREEN);
}

/* --- the whole ---------------------------------------------------------------------------------
 */

/* From all of it down to what must be. */
static const struct plan plans[] = {
    { true, true, true, SECONDS_ALL, EM_TITLE },
    { true, true, true, SECONDS_ALL, EM_MAIN },
    { true, false, true, SECONDS_ALL, EM_MAIN },
    { true, false, false, SECONDS_ALL, EM_MAIN },
    { true, false, false, SECONDS_NEEDED, EM_MAIN },
    { false, true, true, SECONDS_ALL, EM_MAIN },
    { false, false, true, SECONDS_ALL, EM_MAIN },
    { false, false, false, SECONDS_NEEDED, EM_MAIN },
    { false, false, false, SECONDS_NEEDED, EM_SECOND },
    { false, false, false, SECONDS_NONE, EM_SECOND },
};
enum { PLANS = sizeof(plans) / sizeof(plans[0]) };

static int card_height(struct visit *visit, const struct receipt_shown *shown,
                       const struct plan *plan, int width) {
    struct ui *ui = visit->ui;
    int        inner = width - 2 * ui_theme(ui)->pad;
    return 2 * ui_theme(ui)->pad + lines_height(ui, &shown->words, plan, inner) +
           2 * px(ui, LINE_GAP) + code_height(visit, shown, plan, inner);
}

static void upright_draw(struct visit *visit, struct rect r, const struct receipt_shown *shown) {
    struct ui         *ui = visit->ui;
    const int          gap = ui_theme(ui)->gap;
    const struct plan *plan = plans;
    int                banner = banner_height(ui, &shown->words, r.w), card = 0, stages = 0;
    for (int i = 0; i < PLANS; i++) {
        plan = &plans[i];
        card = card_height(visit, shown, plan, r.w);
        stages = stages_height(ui, &shown->words, plan, r.w);
        if (banner + gap + card + (stages > 0 ? gap + stages : 0) <= r.h)
            break;
    }
    banner_draw(ui, cut_top(&r, banner), &shown->words);
    cut_gap(&r, gap);
    struct rect inner = cut_top(&r, card);
    panel(ui, inner, HUE_PLAIN);
    inner = rect_inset(inner, ui_theme(ui)->pad, ui_theme(ui)->pad);
    struct rect code = cut_bottom(&inner, code_height(visit, shown, plan, inner.w));
    lines_draw(ui, inner, &shown->words, plan);
    paint_stroke(ui_paint(ui),
                 (struct rect){ code.x, code.y - px(ui, LINE_GAP), code.w, ui_theme(ui)->border },
                 0, ui_theme(ui)->border, px(ui, 12), ui_tone(ui, TONE_LINE));
    code_draw(visit, code, shown, plan);
    cut_gap(&r, gap);
    if (stages > 0)
        stages_draw(ui, cut_top(&r, stages), &shown->words);
}

/* Banner and lines at the left; the code, the steps and what can be done at the right. */
static struct rect lying_draw(struct visit *visit, struct rect r,
                              const struct receipt_shown *shown) {
    struct ui *ui = visit->ui;
    const int  gap = ui_theme(ui)->gap, pad = ui_theme(ui)->compact ? gap : ui_theme(ui)->pad;
    const struct plan *left_plan = plans, *right_plan = plans;
    struct rect        left = cut_left(&r, r.w * LEFT_SHARE / 100);
    (void)cut_left(&r, gap);
    struct rect ways = cut_bottom(&r, ui_theme(ui)->main);
    (void)cut_bottom(&r, gap);
    banner_draw(ui, cut_top(&left, banner_height(ui, &shown->words, left.w)), &shown->words);
    cut_gap(&left, gap);
    int stages = 0, code = 0;
    for (int i = 0; i < PLANS; i++) {
        left_plan = &plans[i];
        if (2 * pad + lines_height(ui, &shown->words, left_plan, left.w - 2 * pad) <= left.h)
            break;
    }
    for (int i = 0; i < PLANS; i++) {
        right_plan = &plans[i];
        code = 2 * pad + code_height(visit, shown, right_plan, r.w - 2 * pad);
        stages = stages_height(ui, &shown->words, right_plan, r.w);
        if (code + (stages > 0 ? gap + stages : 0) <= r.h)
            break;
    }
    panel(ui, left, HUE_PLAIN);
    lines_draw(ui, rect_inset(left, pad, pad), &shown->words, left_plan);
    if (stages > 0) {
        stages_draw(ui, cut_bottom(&r, stages), &shown->words);
        (void)cut_bottom(&r, gap);
    }
    panel(ui, r, HUE_PLAIN);
    code_draw(visit, rect_inset(r, pad, code <= r.h ? pad : 0), shown, right_plan);
    return ways;
}

struct rect receipt_draw(struct visit *visit, struct rect r, const struct receipt_shown *shown) {
    if (ui_theme(visit->ui)->landscape)
        return lying_draw(visit, r, shown);
    struct rect ways = cut_bottom(&r, ui_theme(visit->ui)->main);
    (void)cut_bottom(&r, ui_theme(visit->ui)->gap);
    upright_draw(visit, r, shown);
    return ways;
}

/* --- large, for a telephone's camera ------------------------------------------------------------
 */

/* From where the call comes: it belongs into the photograph. */
static const char *caller_words(const struct receipt_shown *shown) {
    for (int i = 0; i < shown->words.count; i++)
        if (shown->words.lines[i].needed)
            return shown->words.lines[i].second;
    return "";
}

/* As large as leaves the number beside it in one line; 0: there is none. */
static int large_side(struct ui *ui, const struct receipt_shown *shown) {
    const struct theme *theme = ui_theme(ui);
    int words = label_width(ui, STYLE(.em = EM_SECOND, .bold = true), shown->number);
    int wide = dialog_width(ui) - theme->gap - words;
    int high = dialog_room(ui) - theme->main - theme->gap;
    int most = wide < high ? wide : high;
    most = px(ui, LARGE_CODE) < most ? px(ui, LARGE_CODE) : most;
    return shown->token[0] != '\0' ? qr_view_side(shown->token, most) : 0;
}

/* Where the panel lies, the words stand beside the code, so that it has the whole height. */
static void large_beside(struct visit *visit, struct rect r, int side,
                         const struct receipt_shown *shown) {
    struct ui   *ui = visit->ui;
    const char  *asks = ui_tr(ui, "用手机对着这里拍一张"), *caller = caller_words(shown);
    struct style title = STYLE(.bold = true, .role = ROLE_HEADING), second = STYLE(.em = EM_SECOND);
    (void)qr_view(ui, cut_left(&r, side), shown->token, ui_tr(ui, "回执的二维码"));
    (void)cut_left(&r, ui_theme(ui)->gap);
    struct style number = number_style(ui, shown->number, r.w);
    int rest = label_height(ui, number, shown->number, r.w) + label_height(ui, second, caller, r.w);
    if (label_height(ui, title, asks, r.w) + rest > r.h)
        title.em = EM_SECOND;
    r = rect_centred(r, r.w, label_height(ui, title, asks, r.w) + rest);
    (void)label_cut(ui, &r, title, asks);
    (void)label_cut(ui, &r, number, shown->number);
    (void)label(ui, r, second, caller);
}

/* The words above and below the code; returns where the button stands. */
static struct rect large_stacked(struct visit *visit, const struct receipt_shown *shown) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct style        title = STYLE(.bold = true, .align = ALIGN_CENTRE, .role = ROLE_HEADING);
    int                 room = dialog_room(ui);
    const char         *caller = caller_words(shown);
    int         caller_h = label_height(ui, STYLE(.em = EM_SECOND), caller, px(ui, LARGE_CODE));
    const char *asks = ui_tr(ui, "用手机对着这里拍一张");
    int         asks_h = label_height(ui, title, asks, px(ui, LARGE_CODE));
    int         rest = asks_h + theme->line[EM_TITLE] + caller_h + theme->main + 3 * theme->gap;
    int         most = px(ui, LARGE_CODE) < room - rest ? px(ui, LARGE_CODE) : room - rest;
    int         side = shown->token[0] != '\0' ? qr_view_side(shown->token, most) : 0;
    struct rect r = dialog_open(ui, rest + side);
    struct rect done = cut_bottom(&r, theme->main);
    (void)label(ui, cut_top(&r, asks_h), title, asks);
    cut_gap(&r, theme->gap);
    if (side > 0) {
        (void)qr_view(ui, rect_centred(cut_top(&r, side), side, side), shown->token,
                      ui_tr(ui, "回执的二维码"));
        cut_gap(&r, theme->gap);
    }
    struct style number = number_style(ui, shown->number, r.w);
    number.align = ALIGN_CENTRE;
    (void)label_cut(ui, &r, number, shown->number);
    (void)label(ui, rect_centred(cut_top(&r, caller_h), px(ui, LARGE_CODE), caller_h),
                STYLE(.em = EM_SECOND, .align = ALIGN_CENTRE), caller);
    return done;
}

bool receipt_large(struct visit *visit, const struct receipt_shown *shown) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct rect         done;
    int                 side = theme->landscape ? large_side(ui, shown) : 0;
    if (side > 0) {
        struct rect r = dialog_open(ui, side + theme->gap + theme->main);
        done = cut_bottom(&r, theme->main);
        large_beside(visit, cut_top(&r, side), side, shown);
    } else {
        done = large_stacked(visit, shown);
    }
    enum ui_key key = widget_key(ui, 0);
    return button(ui, ui_id("receipt.photographed"), done, ui_tr(ui, "拍好了"),
                  BUTTON(.kind = BUTTON_FILLED, .hue = HUE_JOBS, .icon = ICON_CHECK)) ||
           key == UI_KEY_ESCAPE;
}

/* --- on paper ----------------------------------------------------------------------------------
 */

bool receipt_print(struct visit *visit, const struct receipt_shown *shown) {
    struct ui                  *ui = visit->ui;
    const struct receipt_words *words = &shown->words;
    struct paper               *paper = paper_new(ui, visit->printer->width);
    struct canvas               canvas;
    if (paper == NULL)
        return false;
    paper_heading(paper, *visit->place->name != '\0' ? visit->place->name : ui_tr(ui, "服务中心"));
    paper_text(paper, words->title);
    paper_rule(paper);
    for (int i = 0; i < words->count; i++) {
        paper_fact(paper, words->lines[i].what, words->lines[i].fact);
        paper_small(paper, words->lines[i].second);
    }
    paper_rule(paper);
    paper_number(paper, shown->number);
    bool done = (shown->token[0] == '\0' ||
                 paper_code(paper, shown->token, ui_tr(ui, "来这里扫这个码，随时看办到哪一步")));
    paper_small(paper, words->made);
    paper_small(paper, visit->place->address);
    paper_small(paper, visit->place->office_hours);
    done = done && paper_done(paper, &canvas) && visit->printer->print(visit->printer, &canvas);
    paper_free(paper);
    return done;
}
