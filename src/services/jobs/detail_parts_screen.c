/* SPDX-License-Identifier: GPL-3.0-or-later
 * detail_parts_screen.c - the parts of 岗位详情 that are used: sums, slider, codes, paper, 我想去.
 */
#include "services/jobs/detail_parts.h"

#include "ui/button.h"
#include "ui/card.h"
#include "ui/dialog.h"
#include "ui/paper.h"
#include "ui/qr_text.h"
#include "ui/qr_view.h"
#include "ui/slider.h"
#include "ui/widget.h"

#include <string.h>

enum {
    SUM_PAD = 16, /* units */
    PIECES_LEAST = 10,
    PIECES_MOST = 300,
    PIECES_STEP = 10,
    PIECES_FIRST = 60,
    CODE_CALL = 270, /* side of the code to call, at most */
    CODE_HOME = 560,
    CODE_LEAST = 204,     /* pixels: below this a telephone number has no code */
    MAIN_SHARE = 52,      /* of 100 of the width: 我想去 */
    MAIN_SHARE_LESS = 36, /* beside more than one other */
};

const char *detail_phone(const struct job_row *row) {
    return row->job.phone[0] != '\0' ? row->job.phone : row->employer.phone;
}
const char *detail_contact(const struct job_row *row) {
    return row->job.phone[0] != '\0' || row->job.contact[0] != '\0' ? row->job.contact
                                                                    : row->employer.contact;
}

/* --- pay by the month and by the day ------------------------------------------------------------
 */

struct sum {
    const char *what, *what_short, *amount; /* short: "" where the amount says it, too */
    const char *reckoned;                   /* NULL: it is written */
};

static int sums_of(struct visit *visit, const struct job_row *row, struct sum ret[3]) {
    struct ui      *ui = visit->ui;
    struct job_sums sums = job_sums(&row->job, visit->lang, visit->arena);
    enum pay_per    per = row->job.pay_per;
    int             count = 0;
    if (*sums.month != '\0')
        ret[count++] = (struct sum){ ui_tr(ui, "按月算"), "", sums.month,
                                     per == PAY_PER_MONTH ? NULL : sums.reckoned };
    if (*sums.day != '\0')
        ret[count++] = (struct sum){ ui_tr(ui, "按天算"), "", sums.day,
                                     per == PAY_PER_DAY ? NULL : sums.reckoned };
    if (*sums.fare != '\0')
        ret[count++] =
            (struct sum){ ui_tr(ui, "来回车费"), ui_tr(ui, "车费"), sums.fare, sums.fare_reckoned };
    return count;
}

static struct style sum_style(enum em em) {
    return STYLE(.em = em, .bold = true, .lines = 1, .align = ALIGN_CENTRE, .tone = TONE_MONEY);
}
static const struct style reckoned_style = { .em = EM_SECOND, .tone = TONE_MUTED };

/* How it was reckoned: once for all that were reckoned alike. */
static const char *reckoned_text(struct visit *visit, const struct sum *sum, int count) {
    const char *text = "";
    for (int i = 0; i < count; i++) {
        if (sum[i].reckoned == NULL || strstr(text, sum[i].reckoned) != NULL)
            continue;
        const char *one =
            count < 3 || *text == '\0'
                ? sum[i].reckoned
                : arena_printf(visit->arena, ui_tr(visit->ui, "车费%s"), sum[i].reckoned);
        text = *text == '\0'
                   ? one
                   : arena_printf(visit->arena, ui_tr(visit->ui, "%1$s；%2$s"), text, one);
    }
    return text;
}

static int sum_cell(struct ui *ui, int count, int width) {
    return (width - (count - 1) * ui_theme(ui)->gap_small) / count - 2 * px(ui, SUM_PAD);
}

/* The largest letters in which all stand beside each other; EM_COUNT: below one another. */
static enum em sums_em(struct ui *ui, const struct sum *sum, int count, int width) {
    static const enum em ems[] = { EM_TITLE, EM_MAIN };
    for (size_t e = 0; e < 2; e++) {
        bool fits = true;
        for (int i = 0; i < count; i++)
            fits = fits &&
                   label_width(ui, sum_style(ems[e]), sum[i].amount) <= sum_cell(ui, count, width);
        if (fits)
            return ems[e];
    }
    return EM_COUNT;
}

bool detail_sums_pay(struct visit *visit, const struct job_row *row) {
    struct job_sums sums = job_sums(&row->job, visit->lang, visit->arena);
    return *sums.month != '\0' && *sums.day != '\0' && row->job.pay_per != PAY_PER_HOUR;
}

int detail_sums_height(struct visit *visit, const struct job_row *row, int width) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct sum          sum[3];
    int                 count = sums_of(visit, row, sum);
    if (count == 0)
        return 0;
    enum em     em = sums_em(ui, sum, count, width);
    const char *reckoned = reckoned_text(visit, sum, count);
    int         cell =
        em == EM_COUNT ? count * theme->line[EM_MAIN] : theme->line[EM_SECOND] + theme->line[em];
    return cell + 2 * px(ui, SUM_PAD) + px(ui, 8) +
           label_height(ui, reckoned_style, reckoned, width);
}

static void sum_draw(struct ui *ui, struct rect r, const struct sum *sum, enum em em) {
    widget_box(ui, r, ui_theme(ui)->radius_small, ui_tone(ui, TONE_QUIET),
               ui_theme(ui)->contrast ? ui_tone(ui, TONE_LINE) : 0);
    r = rect_centred(r, r.w, ui_theme(ui)->line[EM_SECOND] + ui_theme(ui)->line[em]);
    const char  *words[] = { sum->what, sum->what_short, NULL };
    struct style plain = STYLE(.em = EM_SECOND, .align = ALIGN_CENTRE, .lines = 1);
    (void)label(ui, cut_top(&r, ui_theme(ui)->line[EM_SECOND]), plain,
                label_fitting(ui, plain, r.w, words));
    (void)label(ui, r, sum_style(em), sum->amount);
}

/* In one box, a line each: what at the left, the amount at the right. */
static void sums_stacked(struct ui *ui, struct rect r, const struct sum *sum, int count) {
    widget_box(ui, r, ui_theme(ui)->radius_small, ui_tone(ui, TONE_QUIET),
               ui_theme(ui)->contrast ? ui_tone(ui, TONE_LINE) : 0);
    r = rect_inset(r, px(ui, SUM_PAD), px(ui, SUM_PAD));
    for (int i = 0; i < count; i++) {
        struct rect  line = cut_top(&r, ui_theme(ui)->line[EM_MAIN]);
        struct style amount = sum_style(EM_MAIN);
        amount.middle = true;
        if (label_width(ui, amount, sum[i].amount) > line.w * 3 / 5)
            amount.em = EM_SECOND;
        (void)label(ui, cut_right(&line, label_width(ui, amount, sum[i].amount)), amount,
                    sum[i].amount);
        const char  *words[] = { sum[i].what, sum[i].what_short, NULL };
        struct style plain = STYLE(.em = EM_SECOND, .middle = true, .lines = 1);
        (void)label(ui, line, plain, label_fitting(ui, plain, line.w, words));
    }
}

void detail_sums_draw(struct visit *visit, struct rect r, const struct job_row *row) {
    struct ui *ui = visit->ui;
    struct sum sum[3];
    int        count = sums_of(visit, row, sum);
    if (count == 0)
        return;
    enum em     em = sums_em(ui, sum, count, r.w);
    const char *reckoned = reckoned_text(visit, sum, count);
    (void)label(ui, cut_bottom(&r, label_height(ui, reckoned_style, reckoned, r.w)), reckoned_style,
                reckoned);
    (void)cut_bottom(&r, px(ui, 8));
    if (em == EM_COUNT)
        sums_stacked(ui, r, sum, count);
    for (int i = 0; i < count && em != EM_COUNT; i++)
        sum_draw(ui, cut_cell(r, count, 1, ui_theme(ui)->gap_small, i), &sum[i], em);
}

/* --- a piece price ------------------------------------------------------------------------------
 */

static int pieces_now(const struct jobs_detail_state *state) {
    return state->pieces > 0 ? state->pieces : PIECES_FIRST;
}

int detail_pieces_height(struct visit *visit, const struct job_row *row) {
    struct ui *ui = visit->ui;
    if (*job_pieces_text(&row->job, 1, visit->lang, visit->arena) == '\0')
        return 0;
    return ui_theme(ui)->line[EM_MAIN] + slider_height(ui) + ui_theme(ui)->line[EM_TITLE] +
           2 * ui_theme(ui)->gap_small;
}

void detail_pieces_draw(struct visit *visit, struct rect r, const struct job_row *row,
                        struct jobs_detail_state *state) {
    struct ui    *ui = visit->ui;
    struct arena *arena = visit->arena;
    int           pieces = pieces_now(state);
    struct slider look = { .label = ui_tr(ui, "做多少件"),
                           .min = PIECES_LEAST,
                           .max = PIECES_MOST,
                           .step = PIECES_STEP,
                           .hue = HUE_JOBS,
                           .value = arena_printf(arena, ui_tr(ui, "%d 件"), pieces) };
    (void)label_cut(ui, &r, STYLE(.bold = true, .lines = 1, .role = ROLE_HEADING),
                    arena_printf(arena, ui_tr(ui, "做 %d 件是多少钱？"), pieces));
    cut_gap(&r, ui_theme(ui)->gap_small);
    if (slider(ui, ui_id("job.pieces"), cut_top(&r, slider_height(ui)), &look, &pieces))
        state->pieces = pieces;
    cut_gap(&r, ui_theme(ui)->gap_small);
    const char  *sum = job_pieces_text(&row->job, pieces, visit->lang, arena);
    struct style style = STYLE(.em = EM_TITLE, .bold = true, .tone = TONE_MONEY, .lines = 1,
                               .align = ALIGN_CENTRE, .role = ROLE_STATUS);
    style.em = label_width(ui, style, sum) > r.w ? EM_MAIN : EM_TITLE;
    (void)label(ui, cut_top(&r, ui_theme(ui)->line[EM_TITLE]), style, sum);
}

static void pieces_dialog(struct visit *visit, const struct job_row *row,
                          struct jobs_detail_state *state) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    int                 height = detail_pieces_height(visit, row);
    struct rect         r = dialog_open(ui, height + theme->gap + theme->main);
    struct rect         done = cut_bottom(&r, theme->main);
    detail_pieces_draw(visit, r, row, state);
    if (button(ui, ui_id("job.counted"), done, ui_tr(ui, "知道了"),
               BUTTON(.kind = BUTTON_FILLED, .hue = HUE_JOBS, .icon = ICON_CHECK)) ||
        widget_key(ui, 0) == UI_KEY_ESCAPE) {
        state->paying = false;
        ui_ask_again(ui);
    }
}

/* --- to take home -------------------------------------------------------------------------------
 */

static struct take_home take_home_of(struct visit *visit, const struct job_row *row) {
    const struct job *job = &row->job;
    struct arena     *arena = visit->arena;
    enum lang         lang = visit->lang;
    return (struct take_home){
        .title = job->title,
        .employer = row->employer.name,
        .pay = job_pay_text(job, lang, arena),
        .hours = job_hours_text(job, lang, arena),
        .place = job_where_text(job, lang, arena),
        .phone = detail_phone(row),
        .until = job_closing_text(job, visit->today, lang, arena),
        .from = arena_printf(arena, "%s %s", visit->place->name,
                             job_day_text(visit->today, DAY_ABSENT, lang, arena)),
    };
}

/* A code and what it is for. */
struct code {
    const char *text; /* NULL: there is none */
    const char *title, *brief, *words;
    int         side;
};

/* The two of them; the words stand beside each, or below it where the panel lies or the column
 * would be too narrow for them. */
struct codes {
    struct code call, home;
    int         column; /* of the codes, where words stand beside them */
    bool        below;
};

static struct style code_title(const struct codes *codes) {
    return STYLE(.bold = true, .align = codes->below ? ALIGN_CENTRE : ALIGN_LEFT);
}
static struct style code_second(const struct codes *codes) {
    return STYLE(.em = EM_SECOND, .tone = TONE_MUTED,
                 .align = codes->below ? ALIGN_CENTRE : ALIGN_LEFT);
}

/* What the words below a code take. */
static int code_words_h(const struct ui *ui) {
    return ui_theme(ui)->line[EM_MAIN] + ui_theme(ui)->line[EM_SECOND];
}

/* The title in two lines, the second line in one. */
static int code_words_w(struct ui *ui, const struct codes *codes, const struct code *code) {
    int title = label_width(ui, code_title(codes), code->title) * 6 / 10;
    int words = label_width(ui, code_second(codes), code->words);
    return code->text == NULL ? 0 : title > words ? title : words;
}

static struct codes codes_of(struct visit *visit, const struct job_row *row) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct take_home    facts = take_home_of(visit, row);
    const char         *phone = detail_phone(row);
    struct codes        codes = { .below = theme->landscape };
    int                 room = dialog_room(ui) - theme->main - theme->gap - code_words_h(ui);
    int                 call = px(ui, CODE_CALL) > CODE_LEAST ? px(ui, CODE_CALL) : CODE_LEAST;
    codes.call = (struct code){ .text = *phone != '\0' ? qr_tel(visit->arena, phone) : NULL,
                                .title = ui_tr(ui, "手机扫一扫，打电话"),
                                .brief = ui_tr(ui, "扫码拨打"),
                                .words = phone };
    if (codes.call.text != NULL)
        codes.call.side = qr_view_side(codes.call.text, call < room ? call : room);
    if (!theme->landscape && codes.call.side > 0)
        room -= codes.call.side + theme->gap + code_words_h(ui);
    int most = px(ui, CODE_HOME) < room ? px(ui, CODE_HOME) : room;
    codes.home =
        (struct code){ .text = qr_take_home(visit->arena, visit->lang, &facts, qr_view_room(most)),
                       .title = ui_tr(ui, "手机扫一扫，带回家看"),
                       .brief = ui_tr(ui, "带回家"),
                       .words = ui_tr(ui, "不用上网") };
    if (codes.home.text != NULL)
        codes.home.side = qr_view_side(codes.home.text, most);
    codes.column = codes.call.side > codes.home.side ? codes.call.side : codes.home.side;
    int beside = dialog_width(ui) - codes.column - theme->gap;
    codes.below |= code_words_w(ui, &codes, &codes.call) > beside ||
                   code_words_w(ui, &codes, &codes.home) > beside;
    return codes;
}

static int code_height(const struct ui *ui, const struct codes *codes, const struct code *code) {
    return code->side > 0 && codes->below ? code->side + code_words_h(ui) : code->side;
}

static int codes_height(const struct ui *ui, const struct codes *codes) {
    int call = code_height(ui, codes, &codes->call), home = code_height(ui, codes, &codes->home);
    if (ui_theme(ui)->landscape)
        return call > home ? call : home;
    return call + home + (call > 0 && home > 0 ? ui_theme(ui)->gap : 0);
}

static void code_draw(struct ui *ui, struct rect r, const struct codes *codes,
                      const struct code *code) {
    struct style title = code_title(codes), second = code_second(codes);
    struct rect  place = codes->below ? cut_top(&r, code->side) : cut_left(&r, codes->column);
    const char  *titles[] = { code->title, code->brief, NULL }, *said = code->title;
    (void)qr_view(ui, rect_centred(place, code->side, code->side), code->text, code->title);
    if (codes->below) {
        said = label_fitting(ui, title, r.w, titles);
    } else {
        (void)cut_left(&r, ui_theme(ui)->gap);
        r = rect_centred(r, r.w,
                         label_height(ui, title, said, r.w) +
                             label_height(ui, second, code->words, r.w));
    }
    (void)label_cut(ui, &r, title, said);
    (void)label(ui, r, second, code->words);
}

/* The two codes: below one another, or beside where the panel lies. */
static void codes_dialog(struct visit *visit, const struct job_row *row,
                         struct jobs_detail_state *state) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct codes        codes = codes_of(visit, row);
    struct rect         r = dialog_open(ui, codes_height(ui, &codes) + theme->gap + theme->main);
    struct rect         done = cut_bottom(&r, theme->main);
    (void)cut_bottom(&r, theme->gap);
    if (codes.call.side > 0) {
        struct rect part = theme->landscape ? cut_left(&r, (r.w - theme->gap) * 45 / 100)
                                            : cut_top(&r, code_height(ui, &codes, &codes.call));
        code_draw(ui, part, &codes, &codes.call);
        (void)(theme->landscape ? cut_left(&r, theme->gap) : cut_top(&r, theme->gap));
    }
    if (codes.home.side > 0)
        code_draw(ui, r, &codes, &codes.home);
    if (button(ui, ui_id("job.taken"), done, ui_tr(ui, "扫好了"),
               BUTTON(.kind = BUTTON_FILLED, .hue = HUE_JOBS, .icon = ICON_CHECK)) ||
        widget_key(ui, 0) == UI_KEY_ESCAPE) {
        state->taking = false;
        ui_ask_again(ui);
    }
}

/* --- on paper -----------------------------------------------------------------------------------
 */

static bool posting_print(struct visit *visit, const struct job_row *row) {
    struct ui       *ui = visit->ui;
    struct take_home facts = take_home_of(visit, row);
    struct paper    *paper = paper_new(ui, visit->printer->width);
    struct canvas    canvas;
    if (paper == NULL)
        return false;
    (void)paper_picture(paper, row->picture); /* none for a trade that is not known */
    paper_heading(paper, facts.title);
    paper_number(paper, facts.pay);
    paper_rule(paper);
    paper_fact(paper, ui_tr(ui, "单位"), facts.employer);
    paper_fact(paper, ui_tr(ui, "地点"), facts.place);
    paper_fact(paper, ui_tr(ui, "时间"), facts.hours);
    paper_fact(paper, ui_tr(ui, "福利"), row->job.benefits);
    paper_fact(paper, ui_tr(ui, "要求"), job_wanted_text(&row->job, visit->lang, visit->arena));
    paper_fact(paper, ui_tr(ui, "截止"), facts.until);
    paper_fact(paper, ui_tr(ui, "电话"), facts.phone);
    const char *tel = *facts.phone != '\0' ? qr_tel(visit->arena, facts.phone) : NULL;
    if (tel != NULL)
        (void)paper_code(paper, tel, ui_tr(ui, "手机扫一扫，打电话")); /* the number stands above */
    paper_small(paper, job_checked_text(&row->job, visit->today, visit->lang, visit->arena));
    paper_small(paper, facts.from);
    bool done = paper_done(paper, &canvas) && visit->printer->print(visit->printer, &canvas);
    paper_free(paper);
    return done;
}

/* --- the row of buttons -------------------------------------------------------------------------
 */

static bool way_button(struct ui *ui, const char *name, struct rect r, const char *words,
                       enum icon icon, bool disabled) {
    struct button look = { .icon = icon, .disabled = disabled };
    if (button_width(ui, words, &look) > r.w)
        look.icon = ICON_NONE;
    if (button_width(ui, words, &look) > r.w) { /* its picture alone; the words are read */
        look.icon = icon;
        look.shown = "";
    }
    return button(ui, ui_id(name), r, words, &look);
}

void detail_ways_draw(struct visit *visit, struct rect r, const struct job_row *row,
                      struct jobs_detail_state *state, bool slider_away) {
    struct ui  *ui = visit->ui;
    const int   gap = ui_theme(ui)->gap_small;
    const char *words[] = { ui_tr(ui, "我想去，帮我报名"), ui_tr(ui, "我想去"), NULL };
    const struct button apply = { .kind = BUTTON_FILLED, .hue = HUE_JOBS, .icon = ICON_APPLY };
    bool busy = told_printing(visit, &state->told, &state->printing, ui_tr(ui, "打好了，请拿好"));
    int         count = 1 + (visit->printer != NULL) + slider_away, at = 0;
    struct rect main = { 0 };
    if (apply_can(visit)) {
        main = cut_right(&r, r.w * (count > 1 ? MAIN_SHARE_LESS : MAIN_SHARE) / 100);
        (void)cut_right(&r, gap);
    }
    if (way_button(ui, "job.take", cut_cell(r, count, 1, gap, at++), ui_tr(ui, "带回家"), ICON_TAKE,
                   false))
        state->taking = true;
    if (slider_away && way_button(ui, "job.count", cut_cell(r, count, 1, gap, at++),
                                  ui_tr(ui, "算一算"), ICON_RECKON, false))
        state->paying = true;
    if (visit->printer != NULL &&
        way_button(ui, "job.print", cut_cell(r, count, 1, gap, at++),
                   ui_tr(ui, busy ? N_("正在打印") : N_("打印")), ICON_PRINTER, busy)) {
        state->printing = posting_print(visit, row);
        if (!state->printing)
            told_say(visit, &state->told, ui_tr(ui, "没打成，请扫码带回家，或者叫工作人员"), true);
        ui_ask_again(ui);
    }
    bool long_fits = button_width(ui, words[0], &apply) <= main.w;
    if (apply_can(visit) &&
        button(ui, ui_id("job.apply"), main, long_fits ? words[0] : words[1], &apply)) {
        struct jobs_apply_state next = { .job = row->job.head.id };
        visit_push(visit, &jobs_apply_screen, &next);
    }
}

void detail_over_draw(struct visit *visit, struct rect page, const struct job_row *row,
                      struct jobs_detail_state *state) {
    told_draw(visit, ui_id("job.told"), page, &state->told);
    if (state->taking)
        codes_dialog(visit, row, state);
    else if (state->paying)
        pieces_dialog(visit, row, state);
}
