/* SPDX-License-Identifier: GPL-3.0-or-later
 * jobs_glass.c - 找工作 on home: its tile with the live count, and the nearest, newest postings;
 * postings on the attract screen; what a scanned receipt opens. */
#include "services/glass.h"

#include "services/jobs/job_card.h"
#include "services/jobs/jobs_screens.h"
#include "ui/card.h"
#include "ui/widget.h"

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

/* The card `index` on the attract screen: picture and heading on the hue's tint, then title, pay,
 * and as many of place, places and hours as have room. In the list's order; today's carry a mark.
 */
static void attract_head(struct visit *visit, struct rect r, const struct job_row *row) {
    struct ui              *ui = visit->ui;
    const struct theme     *theme = ui_theme(ui);
    const struct hue_tones *hue = &theme->hue[HUE_JOBS];
    bool                    today = row->job.posted_on.n == visit->today.n;
    size_t                  total = 0, posted = 0;
    r = rect_inset(r, theme->border, theme->border);
    struct rect square = r;
    paint_fill(ui_paint(ui), r, theme->radius, hue->tint);
    paint_fill(ui_paint(ui), cut_bottom(&square, theme->radius), 0, hue->tint);
    r = rect_inset(r, theme->pad, theme->gap);
    int side = r.h < r.w / 3 ? r.h : r.w / 3;
    (void)picture(ui, rect_centred(cut_right(&r, side), side, side), row->picture, NULL);
    struct style mark = STYLE(.em = EM_SECOND, .bold = true, .colour = hue->on_fill, .middle = true,
                              .align = ALIGN_CENTRE, .lines = 1);
    const char  *words = ui_tr(ui, today ? N_("今天新岗位") : N_("正在招"));
    int          width = label_width(ui, mark, words) + 2 * theme->gap;
    struct rect  pill = cut_top(&r, theme->line[EM_SECOND] + px(ui, 16));
    pill = cut_left(&pill, width);
    widget_box(ui, pill, pill.h / 2, hue->fill, 0);
    (void)label(ui, pill, mark, words);
    struct style count = STYLE(.em = EM_SECOND, .bold = true, .colour = hue->on_tint, .lines = 1);
    if (r.h < theme->line[EM_SECOND] ||
        !job_counts(visit->store, visit->today, &total, &posted, NULL) || posted == 0)
        return;
    (void)label(ui, cut_bottom(&r, theme->line[EM_SECOND]), count,
                arena_printf(visit->arena, ui_tr(ui, "今天更新 %zu 个"), posted));
}

static bool jobs_attract(struct visit *visit, size_t index, struct rect area) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct job_row      row;
    size_t              count = 0;
    if (visit->store == NULL ||
        !job_list(visit->store, JOB_CHIP_ALL, NULL, visit->today, index, 1, visit->arena, &row,
                  &count, NULL, NULL) ||
        count == 0)
        return false;
    if (rect_empty(area))
        return true;
    struct style title = STYLE(.em = theme->compact ? EM_TITLE : EM_DISPLAY, .bold = true,
                               .lines = 2, .may_cut = true, .role = ROLE_HEADING);
    struct style pay =
        STYLE(.em = title.em, .bold = true, .tone = TONE_MONEY, .lines = 1, .may_cut = true);
    attract_head(visit, cut_top(&area, area.h * 42 / 100), &row);
    struct rect r = rect_inset(area, theme->pad, theme->gap_small);
    const char *wage = job_pay_text(&row.job, visit->lang, visit->arena);
    pay.em = label_width(ui, pay, wage) > r.w ? EM_MAIN : pay.em;
    (void)label_cut(ui, &r, title, row.job.title);
    if (*wage != '\0')
        (void)label_cut(ui, &r, pay, wage);
    const struct {
        enum icon   icon;
        const char *words;
    } facts[] = { { ICON_PLACE, job_where_text(&row.job, visit->lang, visit->arena) },
                  { ICON_PEOPLE, job_places_text(&row.job, visit->lang, visit->arena) },
                  { ICON_CLOCK, job_hours_text(&row.job, visit->lang, visit->arena) } };
    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
        if (*facts[i].words == '\0' ||
            fact_height(ui, r.w, facts[i].words) + theme->gap_small > r.h)
            continue;
        cut_gap(&r, theme->gap_small);
        fact(ui, &r, facts[i].icon, HUE_JOBS, facts[i].words);
    }
    return true;
}

extern const struct service_glass jobs_glass;
const struct service_glass        jobs_glass = {
           .name = "jobs",
           .screen = &jobs_list_screen,
           .tile = jobs_tile,
           .attract = jobs_attract,
           .receipt = receipt_scanned,
           .news = jobs_news,
};
