/* SPDX-License-Identifier: GPL-3.0-or-later
 * apply_screen.c - 我想去: name and telephone by the keys, one sentence of consent, 提交, and the
 * receipt in its place. Whatever fails says so and keeps what was typed; nothing is said to be
 * saved before it is. */
#include "services/jobs/jobs_screens.h"
#include "services/jobs/receipt_card.h"
#include "services/jobs/unsaved.h"
#include "ui/card.h"
#include "ui/dialog.h"
#include "ui/form.h"
#include "ui/widget.h"

#include <string.h>

bool apply_can(const struct visit *visit) {
    const struct place *place = visit->place;
    return visit->saver != NULL && visit->store != NULL && visit->clock_set &&
           *place->caller != '\0' && *place->phone != '\0' && *place->office_hours != '\0';
}

/* --- saving ------------------------------------------------------------------------------------
 */

static void submit(struct visit *visit, struct jobs_apply_state *state, const char *consent) {
    struct application_wish wish = { .job = state->job, .keep_until = state->keep_until };
    bool whole = TEXT_COPY(wish.name, state->name) && TEXT_COPY(wish.phone, state->phone) &&
                 TEXT_COPY(wish.terminal, visit->place->terminal) &&
                 TEXT_COPY(wish.consent, consent);
    state->trouble[0] = '\0';
    if (!whole)
        bug("我想去: a text is longer than its field");
    if (visit_save(visit, application_save, &wish, sizeof(wish)))
        state->saving = true;
    else
        (void)TEXT_COPY(state->trouble, ui_tr(visit->ui, "机器正忙，请再点一次"));
    explicit_bzero(&wish, sizeof(wish));
}

/* Saved: what was typed is not needed any more. */
static void done(struct visit *visit, struct jobs_apply_state *state,
                 const struct application_wish *wish) {
    explicit_bzero(state->name, sizeof(state->name));
    explicit_bzero(state->phone, sizeof(state->phone));
    state->again = wish->again;
    state->due = wish->receipt.due;
    state->receipt.fresh = true;
    state->receipt.matter = wish->receipt.matter;
    memcpy(state->receipt.token, wish->receipt.token, sizeof(state->receipt.token));
    state->step = APPLY_SAVED;
    visit_chime(visit, CHIME_DONE);
    ui_jumped(visit->ui);
}

static void follow(struct visit *visit, struct jobs_apply_state *state) {
    struct application_wish wish;
    struct err              err = { .lang = visit->lang };
    if (!state->saving)
        return;
    switch (visit_saved(visit, &wish, sizeof(wish), &err)) {
    case SAVE_UNDER_WAY:
        return;
    case SAVE_IDLE: /* its outcome is gone: it can only be tried again, and is then known again */
        break;
    case SAVE_DONE:
        done(visit, state, &wish);
        break;
    case SAVE_FAILED:
        (void)TEXT_COPY(state->trouble, unsaved_words(visit->ui, &err));
        break;
    }
    state->saving = false;
    explicit_bzero(&wish, sizeof(wish));
}

/* --- name and telephone -------------------------------------------------------------------------
 */

/* 返回 goes one step back in the form before it leaves. */
static struct rect apply_frame(struct visit *visit, struct jobs_apply_state *state,
                               const char *second) {
    struct ui  *ui = visit->ui;
    bool        back = false;
    struct rect page = visit_frame_asked(visit, ui_tr(ui, "我想去"), second, &back);
    if (back && state->step == APPLY_AGREE && !state->saving) {
        state->step = APPLY_FORM;
        state->form.open = 0;
        ui_jumped(ui);
        ui_ask_again(ui);
    } else if (back) {
        visit_back(visit);
    }
    return page;
}

static void form_draw(struct visit *visit, struct jobs_apply_state *state,
                      const struct job_row *row) {
    struct ui             *ui = visit->ui;
    const struct form_line lines[] = {
        { .field = "name",
          .text = state->name,
          .size = sizeof(state->name),
          .label = ui_tr(ui, "您的姓名"),
          .hint = ui_tr(ui, "打拼音，再点字") },
        { .field = "phone",
          .text = state->phone,
          .size = sizeof(state->phone),
          .label = ui_tr(ui, "您的电话"),
          .hint = ui_tr(ui, "打得通的号码") },
    };
    const struct form form_of = { .record = &application_record,
                                  .lines = lines,
                                  .count = 2,
                                  .hue = HUE_JOBS,
                                  .go = ui_tr(ui, "下一步"),
                                  .today = visit->today };
    const char       *title = arena_printf(visit->arena, ui_tr(ui, "岗位：%s"), row->job.title);
    struct rect       page = apply_frame(visit, state, title);
    if (state->form.open == 0 && state->name[0] == '\0')
        state->form.open = 1;
    if (form(ui, ui_id("apply.form"), &page, &form_of, &state->form) == FORM_DONE) {
        state->step = APPLY_AGREE;
        state->keep_until = application_keep_until(visit->today, visit->place->keep_days);
        state->trouble[0] = '\0';
        ui_jumped(ui);
        ui_ask_again(ui);
    }
}

/* --- consent -----------------------------------------------------------------------------------
 */

static void typed_draw(struct ui *ui, struct rect *r, int column, const char *what,
                       const char *typed) {
    struct rect  row = cut_top(r, ui_theme(ui)->line[EM_TITLE]);
    struct style muted = STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .middle = true, .lines = 1);
    (void)label(ui, cut_left(&row, column), muted, what);
    struct style style = STYLE(.em = EM_TITLE, .bold = true, .middle = true, .lines = 1);
    if (label_width(ui, style, typed) > row.w)
        style.em = EM_MAIN;
    style.may_cut = label_width(ui, style, typed) > row.w; /* 20 characters in 大字 */
    (void)label(ui, row, style, typed);
}

/* What was typed stands in one column, behind the longest of the words before it. */
static void typed_rows(struct ui *ui, struct rect *r, const struct jobs_apply_state *state,
                       const struct job_row *row) {
    const char *const what[] = { ui_tr(ui, "岗位"), ui_tr(ui, "您的姓名"), ui_tr(ui, "您的电话") };
    const char *const typed[] = { row->job.title, state->name, state->phone };
    int               column = 5 * ui_theme(ui)->em[EM_SECOND];
    for (int i = 0; i < 3; i++) {
        int need = label_width(ui, STYLE(.em = EM_SECOND), what[i]) + ui_theme(ui)->gap_small;
        column = need > column ? need : column;
    }
    for (int i = 0; i < 3; i++)
        typed_draw(ui, r, column, what[i], typed[i]);
}

/* By when they are called; "" where the limits cannot be read. */
static const char *promise_words(struct visit *visit) {
    day by = application_call_by(visit->now, NULL);
    return day_absent(by) ? ""
                          : arena_printf(visit->arena, ui_tr(visit->ui, "最晚 %1$s%2$s给您打电话"),
                                         receipt_day(by, visit->today, visit->lang, visit->arena),
                                         visit->place->caller);
}

/* On a small panel in 大字: all that was typed in one line, and the sentence in smaller letters
 * where it has no room in its own. */
static void consent_small(struct visit *visit, struct rect r, const struct jobs_apply_state *state,
                          const struct job_row *row, const char *consent) {
    struct ui   *ui = visit->ui;
    struct style style = STYLE(.em = EM_MAIN);
    panel(ui, r, HUE_PLAIN);
    r = rect_inset(r, ui_theme(ui)->pad, ui_theme(ui)->gap_small);
    (void)label(
        ui, cut_top(&r, ui_theme(ui)->line[EM_SECOND]),
        STYLE(.em = EM_SECOND, .bold = true, .lines = 1, .may_cut = true),
        arena_printf(visit->arena, "%s · %s · %s", state->name, state->phone, row->job.title));
    if (label_height(ui, style, consent, r.w) > r.h)
        style.em = EM_SECOND;
    (void)label(ui, r, style, consent);
}

/* Where there is height: what was typed, what is agreed and what is promised, each by itself. */
static bool consent_apart(struct visit *visit, struct rect r, const struct jobs_apply_state *state,
                          const struct job_row *row, const char *consent, const char *promise) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    const int           pad = theme->pad, inner = r.w - 2 * pad;
    const int           typed_h = 3 * theme->line[EM_TITLE] + 2 * pad;
    const int           consent_h = fact_height(ui, inner, consent) + 2 * pad;
    const int           promise_h = fact_height(ui, inner, promise) + 2 * pad;
    if (theme->compact || *promise == '\0' ||
        typed_h + consent_h + promise_h + 2 * theme->gap > r.h)
        return false;
    const struct {
        int         height;
        enum hue    hue;
        enum icon   icon;
        const char *words;
    } parts[] = { { typed_h, HUE_PLAIN, ICON_NONE, NULL },
                  { consent_h, HUE_JOBS, ICON_BENEFITS, consent },
                  { promise_h, HUE_GREEN, ICON_PHONE, promise } };
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        struct rect part = cut_top(&r, parts[i].height);
        cut_gap(&r, theme->gap);
        panel(ui, part, parts[i].hue);
        part = rect_inset(part, pad, pad);
        if (parts[i].words == NULL)
            typed_rows(ui, &part, state, row);
        else
            fact(ui, &part, parts[i].icon, parts[i].hue, parts[i].words);
    }
    return true;
}

static void consent_panel(struct visit *visit, struct rect r, const struct jobs_apply_state *state,
                          const struct job_row *row, const char *consent) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    const char         *promise = promise_words(visit);
    if (consent_apart(visit, r, state, row, consent, promise))
        return;
    int pad = theme->compact ? theme->gap_small : theme->pad, inner = r.w - 2 * theme->pad;
    int rule = theme->compact ? px(ui, 8) : theme->gap;
    int least = 2 * pad + 3 * theme->line[EM_TITLE] + 2 * rule + theme->border +
                fact_height(ui, inner, consent);
    if (least > r.h) {
        consent_small(visit, r, state, row, consent);
        return;
    }
    r = cut_top(&r, least + theme->gap_small + fact_height(ui, inner, promise));
    panel(ui, r, HUE_PLAIN);
    r = rect_inset(r, theme->pad, pad);
    typed_rows(ui, &r, state, row);
    divider(ui, &r, rule);
    fact(ui, &r, ICON_BENEFITS, HUE_JOBS, consent);
    if (*promise != '\0' && fact_height(ui, r.w, promise) + theme->gap_small <= r.h) {
        cut_gap(&r, theme->gap_small);
        fact(ui, &r, ICON_PHONE, HUE_JOBS, promise);
    }
}

static void agree_draw(struct visit *visit, struct jobs_apply_state *state,
                       const struct job_row *row) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    const char         *consent =
        application_consent(visit->place->name, state->keep_until, visit->lang, visit->arena);
    struct rect body = rect_inset(apply_frame(visit, state, ui_tr(ui, "看一遍，再提交")),
                                  theme->margin, theme->gap);
    struct rect ways = cut_bottom(&body, theme->main);
    (void)cut_bottom(&body, theme->gap);
    if (state->trouble[0] != '\0') {
        struct rect wrong = cut_bottom(&body, fact_height(ui, body.w, state->trouble));
        fact(ui, &wrong, ICON_WARNING, HUE_RED, state->trouble);
        (void)cut_bottom(&body, theme->gap_small);
    }
    consent_panel(visit, body, state, row, consent);
    struct rect change = cut_left(&ways, ways.w * 3 / 10);
    (void)cut_left(&ways, theme->gap);
    if (button(ui, ui_id("apply.change"), change, ui_tr(ui, "改一改"),
               BUTTON(.icon = theme->large ? ICON_NONE : ICON_EDIT, .disabled = state->saving))) {
        state->step = APPLY_FORM;
        state->form.open = 1;
        ui_jumped(ui);
        ui_ask_again(ui);
    }
    if (button(ui, ui_id("apply.submit"), ways,
               ui_tr(ui, state->saving ? N_("正在提交……") : N_("同意，提交")),
               BUTTON(.kind = BUTTON_FILLED, .hue = HUE_JOBS, .icon = ICON_CHECK,
                      .disabled = state->saving)))
        submit(visit, state, consent);
}

/* --- after it ----------------------------------------------------------------------------------
 */

/* Known again: the promise that stands, and how to see more. */
static void again_draw(struct visit *visit, struct jobs_apply_state *state) {
    struct ui  *ui = visit->ui;
    struct rect body = visit_body(visit, ui_tr(ui, "我想去"), "");
    struct rect ways = cut_bottom(&body, ui_theme(ui)->main);
    const char *words = ui_tr(ui, "工作人员正在帮您联系。想看办到哪一步，扫一下上次的回执");
    if (!time_absent(state->due))
        words = arena_printf(
            visit->arena, ui_tr(ui, "最晚 %s给您打电话。想看办到哪一步，扫一下上次的回执"),
            receipt_day(day_of_time(state->due), visit->today, visit->lang, visit->arena));
    notice(ui, body, ICON_CHECK, HUE_GREEN, ui_tr(ui, "这个岗位您已经报过了，不用再报"), words);
    if (button(ui, ui_id("apply.find"), cut_cell(ways, 2, 1, ui_theme(ui)->gap, 0),
               ui_tr(ui, "查回执"), BUTTON(.icon = ICON_RECEIPT)))
        visit_push(visit, &jobs_receipt_find_screen, NULL);
    if (button(ui, ui_id("apply.others"), cut_cell(ways, 2, 1, ui_theme(ui)->gap, 1),
               ui_tr(ui, "看别的岗位"),
               BUTTON(.kind = BUTTON_FILLED, .hue = HUE_JOBS, .icon = ICON_JOBS)))
        visit_push(visit, &jobs_list_screen, NULL);
}

static void apply_draw(struct visit *visit) {
    struct ui               *ui = visit->ui;
    struct jobs_apply_state *state = visit_state(visit);
    struct job_row           row;
    struct err               err = { .lang = visit->lang };
    follow(visit, state);
    if (state->step == APPLY_SAVED && state->again) {
        again_draw(visit, state);
        return;
    }
    if (state->step == APPLY_SAVED) { /* the banner says how it stands: it may be taken back here */
        receipt_show(visit, visit_body(visit, ui_tr(ui, "找工作"), ui_tr(ui, "回执")),
                     &state->receipt);
        return;
    }
    if (!job_open_get(visit->store, state->job, visit->today, visit->arena, &row, &err)) {
        jobs_gone_draw(visit, visit_body(visit, ui_tr(ui, "我想去"), ""), state->job, &err);
        return;
    }
    if (state->step == APPLY_FORM)
        form_draw(visit, state, &row);
    else
        agree_draw(visit, state, &row);
}

const struct screen jobs_apply_screen = { "apply", sizeof(struct jobs_apply_state), apply_draw };
