/* SPDX-License-Identifier: GPL-3.0-or-later
 * find_screen.c - 打字找: letters on the screen, what they find coming out while they are typed. In
 * landscape the keys stand at the right, since they would leave no room above them. */
#include "services/jobs/job_card.h"
#include "services/jobs/jobs_screens.h"
#include "ui/card.h"
#include "ui/keys.h"
#include "ui/widget.h"

enum {
    KEYS_SHARE = 56,   /* of 100 of the width, in landscape */
    KEYS_LEAST = 1010, /* units: ten keys of 84 in a row */
    MORE = 96,         /* units: the button for the rest */
};

/* 返回 and Escape close the keys and forget what was typed; they do not leave 找工作. */
static struct rect find_frame(struct visit *visit, struct jobs_state *state) {
    struct ui  *ui = visit->ui;
    bool        back = false;
    struct rect page = visit_frame_asked(visit, ui_tr(ui, "找工作"),
                                         ui_tr(ui, "打字找 · 只打第一个字母也行"), &back);
    if (back || widget_key(ui, ui_id("jobs.line")) == UI_KEY_ESCAPE) {
        state->typing = false;
        state->words[0] = '\0';
        state->first = 0;
    }
    return page;
}

static void counted(struct visit *visit, struct rect r, const struct jobs_state *state,
                    size_t total) {
    struct style style = STYLE(.em = EM_SECOND, .bold = true);
    const char  *ways[] = { ui_tr(visit->ui, "打每个字拼音的第一个字母"),
                            ui_tr(visit->ui, "打首字母"), NULL };
    const char  *words = label_fitting(visit->ui, style, r.w, ways);
    if (state->words[0] != '\0')
        words = arena_printf(visit->arena, ui_tr(visit->ui, "找到 %zu 个，边打边出来"), total);
    label(visit->ui, r,
          STYLE(.em = EM_SECOND, .bold = true, .tone = TONE_MUTED, .lines = 1, .middle = true,
                .may_cut = true, .role = ROLE_STATUS),
          words);
}

/* How many more; what to do about it when that fits too. */
static bool more_button(struct visit *visit, struct rect r, size_t count) {
    struct ui           *ui = visit->ui;
    const struct button *look = BUTTON(.kind = BUTTON_DASHED, .hue = HUE_JOBS, .icon = ICON_NEXT,
                                       .icon_after = true, .em = EM_SECOND);
    const char *words = arena_printf(visit->arena, ui_tr(ui, "还有 %zu 个，点“找”看全部"), count);
    if (button_width(ui, words, look) > r.w)
        words = arena_printf(visit->arena, ui_tr(ui, "还有 %zu 个"), count);
    return button(ui, ui_id("jobs.more"), r, words, look);
}

/* As many as have room; the last of the room says how many more there are. */
static void found(struct visit *visit, struct rect r, struct jobs_state *state) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct err          err = { .lang = visit->lang };
    size_t              count = 0, total = 0;
    struct rect         says = cut_top(&r, theme->line[EM_SECOND]), rest = r;
    cut_gap(&r, theme->gap_small), cut_gap(&rest, theme->gap_small);
    struct rect more =
        cut_bottom(&rest, px(ui, MORE) > theme->target ? px(ui, MORE) : theme->target);
    (void)cut_bottom(&rest, theme->gap_small);
    struct job_grid all = job_grid(visit, r, JOB_CARD_BRIEF);
    struct job_grid some = job_grid(visit, rest, JOB_CARD_BRIEF);
    struct job_row *rows = ARENA_NEW_ARRAY(visit->arena, job_grid_room(&all), struct job_row);
    if (!job_list(visit->store, JOB_CHIP_ALL, state->words, visit->today, 0, job_grid_room(&all),
                  visit->arena, rows, &count, &total, &err)) {
        glass_trouble(ui, r, &err);
        return;
    }
    if (total > 0)
        counted(visit, says, state, total);
    if (total == 0) {
        notice(ui, r, ICON_EMPTY, HUE_JOBS,
               arena_printf(visit->arena, ui_tr(ui, "没找到“%s”"), state->words),
               ui_tr(ui, "少打几个字母，或者换个说法"));
        return;
    }
    if (total <= job_grid_room(&all)) {
        job_grid_draw(visit, &all, JOB_CARD_BRIEF, rows, count);
        return;
    }
    size_t shown = count < job_grid_room(&some) ? count : job_grid_room(&some);
    job_grid_draw(visit, &some, JOB_CARD_BRIEF, rows, shown);
    if (more_button(visit, more, total - shown))
        state->typing = false;
}

void jobs_find_draw(struct visit *visit, struct jobs_state *state) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct rect         page = find_frame(visit, state), left = page;
    enum typed          done = TYPED_NOTHING;
    if (theme->landscape) {
        int         share = page.w * KEYS_SHARE / 100, least = px(ui, KEYS_LEAST);
        struct rect right = cut_right(&left, share > least ? share : least);
        done = keys(ui, &right, HUE_JOBS, state->words, sizeof(state->words), JOB_WORDS_MOST);
    } else {
        done = keys(ui, &left, HUE_JOBS, state->words, sizeof(state->words), JOB_WORDS_MOST);
    }
    left = rect_inset(left, theme->margin, theme->gap);
    enum typed typed = jobs_line(visit, cut_top(&left, input_height(ui)), state);
    cut_gap(&left, theme->gap_small);
    found(visit, left, state);
    if (done == TYPED_DONE || typed == TYPED_DONE)
        state->typing = false;
    if (done != TYPED_NOTHING || typed != TYPED_NOTHING)
        state->first = 0;
}
