/* SPDX-License-Identifier: GPL-3.0-or-later
 * jobs_glass.c - 找工作 on home: its tile with the live count, and the nearest, newest postings. */
#include "services/glass.h"

#include "services/jobs/job_card.h"
#include "services/jobs/jobs_screens.h"
#include "ui/card.h"

static bool jobs_tile(struct visit *visit, struct tile *ret_tile, struct err *err) {
    struct ui *ui = visit->ui;
    size_t     total = 0, posted = 0;
    if (!job_counts(visit->store, visit->today, &total, &posted, err))
        return false;
    *ret_tile = (struct tile){
        .icon = ICON_JOBS,
        .hue = HUE_JOBS,
        .title = ui_tr(ui, "找工作"),
        .words = ui_tr(ui, "家门口、扶贫车间、外出务工"),
        .words_large = ui_tr(ui, "家门口、车间、外出"),
        .count = total > 0 ? arena_printf(visit->arena, ui_tr(ui, "%zu 个"), total) : "",
        .count_small = total > 0 ? arena_printf(visit->arena, "%zu", total) : "",
    };
    return true;
}

/* At the right of the heading, when there is room: how many came today. */
static void today_draw(struct visit *visit, struct rect r) {
    struct ui   *ui = visit->ui;
    size_t       total = 0, posted = 0;
    struct style style = STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .align = ALIGN_RIGHT,
                               .middle = true, .lines = 1);
    if (!job_counts(visit->store, visit->today, &total, &posted, NULL) || posted == 0)
        return; /* the tile has said what is wrong */
    const char *words = arena_printf(visit->arena, ui_tr(ui, "今天新来 %zu 个"), posted);
    if (label_width(ui, style, words) + ui_theme(ui)->gap <= r.w)
        (void)label(ui, r, style, words);
}

/* The list's own order: near ones first, then the newest. The heading says which they are. */
static void jobs_news(struct visit *visit, struct rect area) {
    struct ui   *ui = visit->ui;
    struct err   err = { .lang = visit->lang };
    struct style heading = STYLE(.bold = true, .lines = 1, .may_cut = true, .role = ROLE_HEADING);
    struct rect  top = cut_top(&area, ui_theme(ui)->line[heading.em]);
    cut_gap(&area, ui_theme(ui)->gap_small);
    struct job_grid grid = job_grid(visit, area, JOB_CARD_FULL);
    size_t          room = job_grid_room(&grid), count = 0;
    struct job_row *rows = ARENA_NEW_ARRAY(visit->arena, room, struct job_row);
    if (!job_list(visit->store, JOB_CHIP_ALL, NULL, visit->today, 0, room, visit->arena, rows,
                  &count, NULL, &err)) {
        glass_trouble(ui, area, &err);
        return;
    }
    if (count == 0) {
        notice(ui, rect_join(top, area), ICON_JOBS, HUE_JOBS, ui_tr(ui, "现在没有在招的岗位"),
               ui_tr(ui, "一有新岗位，这里马上就有"));
        return;
    }
    bool        near = rows[count - 1].job.reach == REACH_NEAR;
    const char *title = ui_tr(ui, near ? N_("家门口的新岗位") : N_("最新的岗位"));
    (void)label(ui, cut_left(&top, label_width(ui, heading, title)), heading, title);
    today_draw(visit, top);
    job_grid_draw(visit, &grid, JOB_CARD_FULL, rows, count);
}

extern const struct service_glass jobs_glass;
const struct service_glass        jobs_glass = {
           .name = "jobs",
           .screen = &jobs_list_screen,
           .tile = jobs_tile,
           .news = jobs_news,
};
