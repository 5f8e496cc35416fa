/* SPDX-License-Identifier: GPL-3.0-or-later
 * list_screen.c - 找工作: what is typed, the chips, the postings a page at a time. While the keys
 * are on the screen find_screen.c draws it. */
#include "services/jobs/job_answer.h"
#include "services/jobs/job_card.h"
#include "services/jobs/jobs_screens.h"
#include "ui/card.h"
#include "ui/pages.h"
#include "ui/widget.h"

enum { LINE_LEAST = 250 }; /* units: the line that is typed into, beside the chips */

/* "→ 保洁员", from the first of all that match. */
static const char *answer_text(struct visit *visit, const struct jobs_state *state) {
    struct job_row row;
    size_t         count = 0;
    if (state->words[0] == '\0' || !job_list(visit->store, state->chip, state->words, visit->today,
                                             0, 1, visit->arena, &row, &count, NULL, NULL))
        return ""; /* what is wrong with the store, the list itself says */
    const char *answer = count > 0 ? job_answer(row.job.title, state->words, visit->arena) : "";
    return *answer != '\0' ? arena_printf(visit->arena, "→ %s", answer) : "";
}

/* The example with it where both have room. */
static const char *line_hint(struct ui *ui, int width) {
    const char *words = ui_tr(ui, "打字找，bjy 就是保洁员");
    int         need = label_width(ui, STYLE(.em = EM_MAIN), words) + input_height(ui);
    return need + ui_theme(ui)->pad <= width ? words : ui_tr(ui, "打字找");
}

enum typed jobs_line(struct visit *visit, struct rect r, struct jobs_state *state) {
    const struct input line = {
        .label = ui_tr(visit->ui, "搜索岗位"),
        .hint = line_hint(visit->ui, r.w),
        .answer = answer_text(visit, state),
        .icon = ICON_SEARCH,
        .hue = HUE_JOBS,
        .open = state->typing,
        .most = JOB_WORDS_MOST,
    };
    return input(visit->ui, ui_id("jobs.line"), r, &line, state->words, sizeof(state->words));
}

/* Letters from a real keyboard go where they are meant, though the keys are closed. */
static bool typing_starts(struct visit *visit, struct jobs_state *state) {
    const char *typed = widget_typed(visit->ui, ui_id("jobs.line"));
    if (*typed == '\0')
        typed = widget_typed(visit->ui, 0);
    if (*typed == '\0')
        return false;
    state->words[0] = '\0'; /* what was looked for before is not what is meant now */
    (void)input_append(state->words, sizeof(state->words), JOB_WORDS_MOST, typed);
    state->chip = JOB_CHIP_ALL;
    state->first = 0;
    return state->typing = true;
}

/* The line, with 清空 beside it while something is looked for. */
static void line_draw(struct visit *visit, struct rect r, struct jobs_state *state) {
    struct ui *ui = visit->ui;
    if (state->words[0] != '\0') {
        struct rect clear = cut_right(&r, r.h);
        (void)cut_right(&r, ui_theme(ui)->gap_small);
        if (button(ui, ui_id("jobs.clear"), clear, ui_tr(ui, "清空"),
                   BUTTON(.icon = ICON_CLOSE, .shown = ""))) {
            state->words[0] = '\0';
            state->first = 0;
        }
    }
    enum typed done = jobs_line(visit, r, state);
    if (done == TYPED_OPENED) {
        state->typing = true;
        state->chip = JOB_CHIP_ALL;
    }
    if (done != TYPED_NOTHING)
        state->first = 0;
}

static const char *const short_labels[JOB_CHIP_COUNT] = {
    [JOB_CHIP_ALL] = N_("全部"),      [JOB_CHIP_NEAR] = N_("家门口"),
    [JOB_CHIP_WORKSHOP] = N_("车间"), [JOB_CHIP_WELFARE] = N_("公益"),
    [JOB_CHIP_COUNTY] = N_("县内"),   [JOB_CHIP_AWAY] = N_("外出"),
};

static int chips_width(struct ui *ui, const char *const *ids, const char *labels[JOB_CHIP_COUNT]) {
    int width = (JOB_CHIP_COUNT - 1) * ui_theme(ui)->gap_small;
    for (int i = 0; i < JOB_CHIP_COUNT; i++) {
        labels[i] = ui_tr(ui, ids[i]);
        width += chip_width(ui, labels[i]);
    }
    return width;
}

/* Where one row is too short for them (大字): two of three, even and large. Returns as chips(). */
static int chips_in_rows(struct ui *ui, struct rect *body, int selected) {
    enum { COLUMNS = 3, ROWS = JOB_CHIP_COUNT / COLUMNS };
    int         gap = ui_theme(ui)->gap_small, used = -1;
    struct rect all = cut_top(body, ROWS * chip_height(ui) + (ROWS - 1) * gap);
    for (int i = 0; i < JOB_CHIP_COUNT; i++) {
        struct rect cell = cut_cell(all, COLUMNS, ROWS, gap, i);
        const char *words = ui_tr(ui, job_chip_labels[i]);
        if (chip_width(ui, words) > cell.w)
            words = ui_tr(ui, short_labels[i]);
        if (chip(ui, ui_id_at(ui_id("jobs.chips"), (uint64_t)i), cell, words, HUE_JOBS,
                 i == selected))
            used = i;
    }
    return used;
}

/* 帮我挑, where there is anything to pick from, and 查回执: a row of their own where there is
 * height, else beside the line. */
static void ways_draw(struct visit *visit, struct rect r, bool any) {
    struct ui          *ui = visit->ui;
    const struct button pick = { .kind = BUTTON_FILLED, .hue = HUE_JOBS, .icon = ICON_PICK };
    const struct button open = { .icon = ICON_RECEIPT, .regular = true };
    const char *words[] = { ui_tr(ui, "帮我挑，点三下就行"), ui_tr(ui, "帮我挑"), NULL };
    int         width = button_width(ui, ui_tr(ui, "查回执"), &open);
    struct rect right = { 0 };
    if (receipt_can(visit)) {
        right = any ? cut_right(&r, width) : r;
        (void)cut_right(&r, ui_theme(ui)->gap_small);
    }
    if (any && button(ui, ui_id("jobs.pick"), r,
                      button_width(ui, words[0], &pick) <= r.w ? words[0] : words[1], &pick))
        visit_push(visit, &jobs_match_screen, NULL);
    if (receipt_can(visit) && button(ui, ui_id("jobs.receipt"), right, ui_tr(ui, "查回执"), &open))
        visit_push(visit, &jobs_receipt_find_screen, NULL);
}

/* How much of a row they take beside the line. */
static int ways_width(struct visit *visit, bool any) {
    struct ui *ui = visit->ui;
    int width = any ? button_width(ui, ui_tr(ui, "帮我挑"), BUTTON(.icon = ICON_PICK)) : 0;
    if (receipt_can(visit))
        width +=
            (any ? ui_theme(ui)->gap_small : 0) +
            button_width(ui, ui_tr(ui, "查回执"), BUTTON(.icon = ICON_RECEIPT, .regular = true));
    return width;
}

/* Does it all stand in one row, as it should in landscape, where height is dear? */
static bool one_row(struct visit *visit, int width, int chips_w, bool any) {
    const struct theme *theme = ui_theme(visit->ui);
    return theme->landscape && px(visit->ui, LINE_LEAST) + theme->gap_small +
                                       ways_width(visit, any) + theme->gap + chips_w <=
                                   width;
}

/* What is looked for, the ways to be helped, and the chips. */
static void top_draw(struct visit *visit, struct rect *body, struct jobs_state *state, bool any) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    const char         *labels[JOB_CHIP_COUNT];
    int                 width = chips_width(ui, job_chip_labels, labels), used = -1;
    struct rect         row = cut_top(body, input_height(ui)), beside = row;
    if (theme->landscape && !one_row(visit, row.w, width, any))
        width = chips_width(ui, short_labels, labels);
    bool one = one_row(visit, row.w, width, any);
    if (one) {
        beside = cut_right(&row, width);
        (void)cut_right(&row, theme->gap);
    }
    if (theme->landscape && state->words[0] != '\0') {
        line_draw(visit, row, state); /* what was typed wants the room */
    } else if (!any && !receipt_can(visit)) {
        line_draw(visit, row, state);
    } else if (theme->landscape &&
               ways_width(visit, any) + theme->gap + px(ui, LINE_LEAST) <= row.w) {
        struct rect ways = cut_right(&row, ways_width(visit, any));
        (void)cut_right(&row, theme->gap_small);
        line_draw(visit, row, state);
        ways_draw(visit, ways, any);
    } else {
        line_draw(visit, row, state);
        cut_gap(body, theme->gap_small);
        ways_draw(visit, cut_top(body, theme->main), any);
    }
    cut_gap(body, theme->gap_small);
    if (one) {
        beside = rect_centred(beside, beside.w, chip_height(ui));
        used = chips(ui, ui_id("jobs.chips"), &beside, labels, JOB_CHIP_COUNT, HUE_JOBS,
                     (int)state->chip);
    } else {
        used = width <= body->w ? chips(ui, ui_id("jobs.chips"), body, labels, JOB_CHIP_COUNT,
                                        HUE_JOBS, (int)state->chip)
                                : chips_in_rows(ui, body, (int)state->chip);
        cut_gap(body, theme->gap_small);
    }
    if (used >= 0) {
        state->chip = (enum job_chip)used;
        state->first = 0;
    }
}

/* Why the list is empty, and what to do about it. */
static void empty_draw(struct visit *visit, struct rect r, const struct jobs_state *state) {
    struct ui    *ui = visit->ui;
    struct arena *arena = visit->arena;
    const char   *chip = ui_tr(ui, job_chip_labels[state->chip]);
    if (state->words[0] != '\0' && state->chip != JOB_CHIP_ALL)
        notice(ui, r, ICON_EMPTY, HUE_JOBS,
               arena_printf(arena, ui_tr(ui, "“%1$s”里没找到“%2$s”"), chip, state->words),
               ui_tr(ui, "点“全部”再看看"));
    else if (state->words[0] != '\0')
        notice(ui, r, ICON_EMPTY, HUE_JOBS,
               arena_printf(arena, ui_tr(ui, "没找到“%s”"), state->words),
               ui_tr(ui, "少打几个字母，或者换个说法"));
    else if (state->chip != JOB_CHIP_ALL)
        notice(ui, r, ICON_EMPTY, HUE_JOBS,
               arena_printf(arena, ui_tr(ui, "“%s”现在没有岗位"), chip),
               ui_tr(ui, "点“全部”看别的岗位"));
    else
        notice(ui, r, ICON_JOBS, HUE_JOBS, ui_tr(ui, "现在没有在招的岗位"),
               ui_tr(ui, "一有新岗位，这里马上就有"));
}

/* The page that begins at state->first, put right when the list has become shorter or a page holds
 * another number than before. */
static bool page_read(struct visit *visit, struct jobs_state *state, size_t a_page, size_t room,
                      struct job_row *rows, size_t *ret_count, size_t *ret_total, struct err *err) {
    state->first -= state->first % a_page;
    for (int tries = 0; tries < 2; tries++) {
        if (!job_list(visit->store, state->chip, state->words, visit->today, state->first, room,
                      visit->arena, rows, ret_count, ret_total, err))
            return false;
        size_t first = state->first;
        if (*ret_total <= room)
            first = 0;
        else if (first >= *ret_total)
            first = (*ret_total - 1) / a_page * a_page;
        if (first == state->first)
            break;
        state->first = first;
    }
    return true;
}

/* Without the row of paging buttons when all of them have room. */
static void list_body(struct visit *visit, struct rect body, struct jobs_state *state) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct err          err = { .lang = visit->lang };
    struct rect         less = body, turn = cut_bottom(&less, pages_height(ui));
    (void)cut_bottom(&less, theme->gap_small);
    struct job_grid all = job_grid(visit, body, JOB_CARD_FULL);
    struct job_grid some = job_grid(visit, less, JOB_CARD_FULL);
    size_t          room = job_grid_room(&all), a_page = job_grid_room(&some), count = 0, total = 0;
    struct job_row *rows = ARENA_NEW_ARRAY(visit->arena, room, struct job_row);
    if (!page_read(visit, state, a_page, room, rows, &count, &total, &err)) {
        glass_trouble(ui, body, &err);
        return;
    }
    if (total == 0)
        empty_draw(visit, body, state);
    else if (total <= room)
        job_grid_draw(visit, &all, JOB_CARD_FULL, rows, count);
    else {
        job_grid_draw(visit, &some, JOB_CARD_FULL, rows, count < a_page ? count : a_page);
        (void)pages(ui, ui_id("jobs.pages"), turn, &state->first, a_page, total);
    }
}

static const char *second_line(struct visit *visit, size_t total, size_t posted) {
    if (posted == 0 || ui_theme(visit->ui)->large)
        return arena_printf(visit->arena, ui_tr(visit->ui, "共 %zu 个"), total);
    return arena_printf(visit->arena, ui_tr(visit->ui, "今天更新 %1$zu 个 · 共 %2$zu 个"), posted,
                        total);
}

static void list_draw(struct visit *visit) {
    struct jobs_state *state = visit_state(visit);
    if (state->typing || typing_starts(visit, state)) {
        jobs_find_draw(visit, state);
        return;
    }
    size_t      total = 0, posted = 0;
    bool        read = job_counts(visit->store, visit->today, &total, &posted, NULL);
    const char *second = read ? second_line(visit, total, posted) : ""; /* the body says why */
    struct rect body = visit_body(visit, ui_tr(visit->ui, "找工作"), second);
    top_draw(visit, &body, state, total > 0);
    list_body(visit, body, state);
}

const struct screen jobs_list_screen = { "jobs", sizeof(struct jobs_state), list_draw };
