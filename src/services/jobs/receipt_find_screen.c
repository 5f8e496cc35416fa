/* SPDX-License-Identifier: GPL-3.0-or-later
 * receipt_find_screen.c - 查回执: by its number and the last four digits of the telephone. Whatever
 * is wrong has one answer, and wrong tries have growing waits; scanning the code needs neither. */
#include "services/jobs/jobs_screens.h"
#include "services/jobs/unsaved.h"
#include "ui/card.h"
#include "ui/countdown.h"
#include "ui/form.h"
#include "ui/widget.h"

#include <string.h>

enum { LAST_FOUR = 4 };

/* The lines. What is looked for is the text as typed: 0021 keeps its zeros. */
struct asked_for {
    char number[TEXT_SIZE(NUMBER_TEXT)];
    int  last_four;
};
#define REC struct asked_for
static const struct field asked_for_fields[] = {
    { "number", TEXT(number), .label = N_("报名号"), .flags = F_REQUIRED, .min = 8 },
    { "last_four", INT(last_four), .label = N_("电话后四位"), .flags = F_REQUIRED, .max = 9999 },
};
static const struct record asked_for_record =
    RECORD("asked_for", N_("查回执"), asked_for_fields, .flags = RECORD_SETTINGS);
#undef REC

static void search(struct visit *visit, struct jobs_receipt_find_state *state) {
    state->trouble[0] = '\0';
    if (strlen(state->last_four) != LAST_FOUR) {
        (void)TEXT_COPY(state->trouble, ui_tr(visit->ui, "电话后四位，要填四个数字"));
        return;
    }
    struct application_search search = { 0 };
    if (!TEXT_COPY(search.number, state->number) ||
        !TEXT_COPY(search.last_four, state->last_four) ||
        !TEXT_COPY(search.terminal, visit->place->terminal))
        return; /* the lines hold no more than these */
    if (!visit_save(visit, application_find, &search, sizeof(search)))
        (void)TEXT_COPY(state->trouble, ui_tr(visit->ui, "机器正忙，请再点一次"));
    explicit_bzero(&search, sizeof(search));
}

static void found(struct visit *visit, const struct application_search *search) {
    struct jobs_receipt_state receipt = { .matter = search->view.matter };
    visit_push(visit, &jobs_receipt_screen, &receipt);
}

static void follow(struct visit *visit, struct jobs_receipt_find_state *state) {
    struct application_search search;
    struct err                err = { .lang = visit->lang };
    switch (visit_saved(visit, &search, sizeof(search), &err)) {
    case SAVE_IDLE:
    case SAVE_UNDER_WAY:
        return;
    case SAVE_FAILED:
        (void)TEXT_COPY(state->trouble, unsaved_words(visit->ui, &err));
        return;
    case SAVE_DONE:
        break;
    }
    if (search.answer.verdict == GUESS_RIGHT)
        found(visit, &search);
    else
        (void)TEXT_COPY(state->trouble,
                        ui_tr(visit->ui, "没有找到。请对着回执再看一遍号码和尾号，或者叫工作人员"));
    if (search.answer.verdict != GUESS_RIGHT && search.answer.wait_ms > 0) {
        state->wait_from_ms = ui_now_ms(visit->ui);
        state->wait_until_ms = state->wait_from_ms + search.answer.wait_ms;
    }
    explicit_bzero(&search, sizeof(search));
}

/* While nothing may be tried: how long still, and what helps meanwhile. */
static void wait_draw(struct visit *visit, struct rect page,
                      const struct jobs_receipt_find_state *state) {
    struct ui  *ui = visit->ui;
    struct rect r = rect_inset(page, ui_theme(ui)->margin, ui_theme(ui)->gap);
    struct rect bar = cut_top(&r, countdown_bar_height(ui));
    countdown_bar(ui, bar, (int)(state->wait_until_ms - ui_now_ms(ui)),
                  (int)(state->wait_until_ms - state->wait_from_ms), HUE_JOBS);
    notice(ui, r, ICON_CLOCK, HUE_AMBER, ui_tr(ui, "试了好几次，请等一等再试"),
           ui_tr(ui, "有回执的，对着扫码口扫一下就行，不用等"));
}

/* What was wrong, on a small panel in fewer and smaller words; else the shorter way, which is left
 * out where it has no room. Cut off *r. */
static void hint_draw(struct visit *visit, struct rect *r,
                      const struct jobs_receipt_find_state *state) {
    struct ui *ui = visit->ui;
    bool       wrong = state->trouble[0] != '\0';
    const char *words = wrong ? state->trouble : ui_tr(ui, "有回执的，对着扫码口扫一下就行");
    struct style small = STYLE(.em = EM_SECOND, .bold = true, .role = ROLE_STATUS,
                               .colour = ui_theme(ui)->hue[HUE_RED].ink);
    if (fact_height(ui, r->w, words) <= r->h) {
        fact(ui, r, wrong ? ICON_WARNING : ICON_RECEIPT, wrong ? HUE_RED : HUE_JOBS, words);
    } else if (wrong) {
        bool fits = label_height(ui, small, words, r->w) <= r->h;
        (void)label_cut(ui, r, small, fits ? words : ui_tr(ui, "号码不对，请再看一遍"));
    }
}

static void find_draw(struct visit *visit) {
    struct ui                      *ui = visit->ui;
    struct jobs_receipt_find_state *state = visit_state(visit);
    const struct form_line          lines[] = {
                 { .field = "number",
                   .text = state->number,
                   .size = sizeof(state->number),
                   .latin = true,
                   .hint = state->trouble[0] != '\0' ? "" : ui_tr(ui, "在回执上，QZ 开头") },
                 { .field = "last_four", .text = state->last_four, .size = sizeof(state->last_four) },
    };
    const struct form form_of = { .record = &asked_for_record,
                                  .lines = lines,
                                  .count = 2,
                                  .hue = HUE_JOBS,
                                  .go = ui_tr(ui, "查"),
                                  .today = visit->today };
    struct rect page = visit_frame(visit, ui_tr(ui, "查回执"), ui_tr(ui, "看办到哪一步了"));
    follow(visit, state);
    if (state->wait_until_ms > ui_now_ms(ui)) {
        wait_draw(visit, page, state);
        return;
    }
    if (state->form.open == 0 && state->number[0] == '\0')
        state->form.open = 1;
    /* Lying, the keys need all the height at the right: it stands below the fields at the left. */
    const bool beside = ui_theme(ui)->landscape;
    if (!beside) {
        struct rect r = rect_inset(page, ui_theme(ui)->margin, ui_theme(ui)->gap_small);
        int         before = r.h;
        hint_draw(visit, &r, state);
        cut_gap(&page, before - r.h + ui_theme(ui)->gap_small);
    }
    enum formed done = form(ui, ui_id("receipt.find"), &page, &form_of, &state->form);
    if (beside)
        hint_draw(visit, &page, state);
    if (done == FORM_DONE)
        search(visit, state);
}

const struct screen jobs_receipt_find_screen = { "receipt_find",
                                                 sizeof(struct jobs_receipt_find_state),
                                                 find_draw };
