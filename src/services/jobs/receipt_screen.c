/* SPDX-License-Identifier: GPL-3.0-or-later
 * receipt_screen.c - 回执: what a scanned or typed receipt opens, and what 我想去 ends with.
 * Printed, photographed, or taken back; the state is read anew each frame, so that what staff do
 * shows. */
#include "services/jobs/jobs_screens.h"
#include "services/jobs/receipt_card.h"
#include "services/jobs/unsaved.h"
#include "ui/card.h"
#include "ui/dialog.h"
#include "ui/widget.h"

#include <string.h>

bool receipt_can(const struct visit *visit) {
    return visit->saver != NULL && visit->store != NULL;
}

/* --- taking it back ----------------------------------------------------------------------------
 */

static void withdraw(struct visit *visit, struct jobs_receipt_state *state) {
    struct application_withdrawal withdrawal = { .matter = state->matter };
    (void)TEXT_COPY(withdrawal.terminal, visit->place->terminal); /* K01: checked with anju.conf */
    if (!visit_save(visit, application_withdraw, &withdrawal, sizeof(withdrawal)))
        told_say(visit, &state->told, ui_tr(visit->ui, "机器正忙，请再点一次"), true);
    else
        state->withdrawing = true;
}

static void withdraw_follow(struct visit *visit, struct jobs_receipt_state *state) {
    struct application_withdrawal withdrawal;
    struct err                    err = { .lang = visit->lang };
    switch (visit_saved(visit, &withdrawal, sizeof(withdrawal), &err)) {
    case SAVE_IDLE:
    case SAVE_UNDER_WAY:
        return;
    case SAVE_DONE:
        visit_chime(visit, CHIME_DONE);
        break;
    case SAVE_FAILED:
        told_say(visit, &state->told, unsaved_words(visit->ui, &err), true);
        break;
    }
    state->withdrawing = false;
}

static void withdraw_ask(struct visit *visit, struct jobs_receipt_state *state) {
    struct ui *ui = visit->ui;
    switch (
        dialog(ui, ui_id("receipt.withdraw"),
               DIALOG(.icon = ICON_UNDO, .hue = HUE_AMBER, .title = ui_tr(ui, "不去这个岗位了？"),
                      .words = ui_tr(ui, "您的名字和电话马上删掉，不再给您打电话。"
                                         "以后想去，可以再报名。"),
                      .yes = ui_tr(ui, "不去了，撤回"), .no = ui_tr(ui, "再想想")))) {
    case ANSWER_NONE:
        return;
    case ANSWER_YES:
        withdraw(visit, state);
        break;
    case ANSWER_NO:
        break;
    }
    state->asking = false;
    ui_ask_again(ui);
}

/* --- the screen --------------------------------------------------------------------------------
 */

enum way { WAY_PRINT, WAY_PHOTOGRAPH, WAY_WITHDRAW, WAY_JOBS, WAY_COUNT };

struct way_button {
    enum way    way;
    const char *words, *words_short;
    enum icon   icon;
    bool        disabled;
};

static int ways_of(struct visit *visit, const struct application_view *view, bool busy,
                   const struct jobs_receipt_state *state, struct way_button ret_ways[WAY_COUNT]) {
    struct ui *ui = visit->ui;
    int        count = 0;
    bool       lives = view->result == RESULT_NONE;
    /* What is wanted most stands at the right, under the thumb; a press too many there does no
     * harm. */
    if (view->may_withdraw && lives)
        ret_ways[count++] =
            (struct way_button){ WAY_WITHDRAW,
                                 ui_tr(ui, state->withdrawing ? N_("正在撤回") : N_("不去了")),
                                 NULL, ICON_UNDO, state->withdrawing };
    if (lives)
        ret_ways[count++] = (struct way_button){ WAY_PHOTOGRAPH, ui_tr(ui, "拍照带走"),
                                                 ui_tr(ui, "拍照"), ICON_CAMERA, false };
    if (visit->printer != NULL && lives)
        ret_ways[count++] =
            (struct way_button){ WAY_PRINT, ui_tr(ui, busy ? N_("正在打印") : N_("打印")), NULL,
                                 ICON_PRINTER, busy };
    if (!lives)
        ret_ways[count++] =
            (struct way_button){ WAY_JOBS, ui_tr(ui, "看别的岗位"), NULL, ICON_JOBS, false };
    return count;
}

static void ways_draw(struct visit *visit, struct rect r, struct jobs_receipt_state *state,
                      const struct application_view *view, const struct receipt_shown *shown) {
    struct ui *ui = visit->ui;
    bool       busy =
        told_printing(visit, &state->told, &state->printing, ui_tr(ui, "打好了，请拿好回执"));
    struct way_button ways[WAY_COUNT];
    int               count = ways_of(visit, view, busy, state, ways);
    for (int i = 0; i < count; i++) {
        struct button look = { .kind = i == count - 1 ? BUTTON_FILLED : BUTTON_PLAIN,
                               .hue = HUE_JOBS,
                               .icon = ways[i].icon,
                               .disabled = ways[i].disabled };
        struct rect   cell = cut_cell(r, count, 1, ui_theme(ui)->gap, i);
        const char   *words = ways[i].words;
        if (ways[i].words_short != NULL && button_width(ui, words, &look) > cell.w)
            words = ways[i].words_short;
        if (button_width(ui, words, &look) > cell.w)
            look.icon = ICON_NONE;
        if (!button(ui, ui_id_at(ui_id("receipt.way"), (uint64_t)ways[i].way), cell, words, &look))
            continue;
        switch (ways[i].way) {
        case WAY_PRINT:
            if (receipt_print(visit, shown))
                state->printing = true;
            else
                told_say(visit, &state->told, ui_tr(ui, "没打成，请拍照带走，或者叫工作人员"),
                         true);
            break;
        case WAY_PHOTOGRAPH:
            state->large = true;
            break;
        case WAY_WITHDRAW:
            state->asking = true;
            break;
        case WAY_JOBS:
        case WAY_COUNT:
            visit_push(visit, &jobs_list_screen, NULL);
            break;
        }
        ui_ask_again(ui);
    }
}

/* What the posting pays, though it may be closed by now; "" when it cannot be read. */
static const char *pay_of(struct visit *visit, row_id id) {
    struct job job;
    return store_get(visit->store, &job_record, id, &job, visit->arena, NULL)
               ? job_pay_text(&job, visit->lang, visit->arena)
               : "";
}

void receipt_show(struct visit *visit, struct rect body, struct jobs_receipt_state *state) {
    struct ui              *ui = visit->ui;
    struct application_view view;
    struct err              err = { .lang = visit->lang };
    const struct place     *place = visit->place;
    struct receipt_from     from = { place->caller, place->phone, place->terminal };
    struct receipt_shown    shown = { .token = state->token };
    struct rect             page = body;
    withdraw_follow(visit, state);
    if (visit->store == NULL ||
        !application_view(visit->store, state->matter, visit->now, &view, &err)) {
        glass_trouble(ui, body, &err);
        return;
    }
    shown.number = view.number;
    receipt_words(&view, &from, pay_of(visit, view.job), state->fresh && view.result == RESULT_NONE,
                  visit->today, visit->lang, visit->arena, &shown.words);
    ways_draw(visit, receipt_draw(visit, body, &shown), state, &view, &shown);
    told_draw(visit, ui_id("receipt.told"), page, &state->told);
    if (state->asking)
        withdraw_ask(visit, state);
    else if (state->large && receipt_large(visit, &shown)) {
        state->large = false;
        ui_ask_again(ui);
    }
}

static void receipt_screen_draw(struct visit *visit) {
    struct jobs_receipt_state *state = visit_state(visit);
    receipt_show(visit,
                 visit_body(visit, ui_tr(visit->ui, "回执"), ui_tr(visit->ui, "办到哪一步了")),
                 state);
}

const struct screen jobs_receipt_screen = { "receipt", sizeof(struct jobs_receipt_state),
                                            receipt_screen_draw };

bool receipt_scanned(struct visit *visit, const char *text) {
    struct jobs_receipt_state state = { 0 };
    struct application_view   view;
    if (visit->store == NULL || !token_read(text, state.token) ||
        !application_scanned(visit->store, state.token, visit->now, &view, NULL))
        return false;
    state.matter = view.matter;
    visit_push(visit, &jobs_receipt_screen, &state);
    explicit_bzero(&state, sizeof(state));
    return true;
}
