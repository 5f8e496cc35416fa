/* SPDX-License-Identifier: GPL-3.0-or-later
 * jobs_glass.c - 找工作 on home: its tile with the live count, and the nearest, newest postings;
 * postings on the attract screen; what a scanned receipt opens. */
#include "services/glass.h"

#include "services/jobs/job_card.h"
#include "services/jobs/jobs_screens.h"
#include "ui/card.h"
#include "ui/widget.h"

enum {
    DISC_SHARE = 150, /* of 100 of the picture's width */
    HEAD_SHARE = 42,  /* of 100 of the card's height */
    SMALL_BELOW = 60, /* a card lower than so much of 100 of its width is a small one */
};

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

/* A paler disc behind the picture, cut by the head's edges. */
static void attract_disc(struct ui *ui, struct rect head, struct rect thing) {
    const struct theme *theme = ui_theme(ui);
    int                 across = thing.w * DISC_SHARE / 100;
    if (theme->contrast)
        return;
    struct rect before = widget_clip(ui, rect_meet(head, widget_clipped(ui)));
    paint_fill(ui_paint(ui), rect_centred(thing, across, across), across / 2,
               colour_mix(theme->hue[HUE_JOBS].tint, ui_tone(ui, TONE_CARD), 90));
    (void)widget_clip(ui, before);
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
    struct rect head = r;
    struct rect square = r;
    paint_fill(ui_paint(ui), r, theme->radius, hue->tint);
    paint_fill(ui_paint(ui), cut_bottom(&square, theme->radius), 0, hue->tint);
    r = rect_inset(r, theme->pad, theme->gap);
    int         side = r.h < r.w / 3 ? r.h : r.w / 3;
    struct rect thing = rect_centred(cut_right(&r, side), side, side);
    attract_disc(ui, head, thing);
    (void)picture(ui, thing, row->picture, NULL);
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

/* In a low card: the picture, and beside it the title, the pay and one thing more. */
static void attract_small(struct visit *visit, struct rect r, const struct job_row *row) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct style        title = STYLE(.bold = true, .lines = 1, .may_cut = true);
    struct style        pay =
        STYLE(.em = EM_SECOND, .bold = true, .tone = TONE_MONEY, .lines = 1, .may_cut = true);
    struct style way = STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .lines = 1, .may_cut = true);
    const char  *wage = job_pay_text(&row->job, visit->lang, visit->arena);
    const char  *says[] = { job_travel_text(&row->job, visit->lang, visit->arena),
                            job_places_text(&row->job, visit->lang, visit->arena), NULL };
    int          words = theme->line[EM_MAIN] + 2 * theme->line[EM_SECOND];
    r = rect_inset(r, theme->gap, theme->gap_small);
    int side = r.w / 4 < r.h ? r.w / 4 : r.h;
    if (side + theme->gap + label_width(ui, pay, wage) <= r.w) { /* else the picture gives way */
        card_picture(ui, rect_centred(cut_left(&r, side), side, side), row->picture, ICON_JOBS,
                     NULL);
        (void)cut_left(&r, theme->gap);
    }
    r = rect_centred(r, r.w, words);
    (void)label(ui, cut_top(&r, theme->line[EM_MAIN]), title, row->job.title);
    (void)label(ui, cut_top(&r, theme->line[EM_SECOND]), pay, wage);
    (void)label(ui, r, way, label_fitting(ui, way, r.w, *says[0] != '\0' ? says : says + 1));
}

/* Below the head: title, pay, and as many facts as have room, in the middle of it. */
static void attract_words(struct visit *visit, struct rect r, const struct job_row *row) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct style        title = STYLE(.em = theme->compact ? EM_TITLE : EM_DISPLAY, .bold = true,
                                      .lines = 2, .may_cut = true, .role = ROLE_HEADING);
    struct style        pay =
        STYLE(.em = title.em, .bold = true, .tone = TONE_MONEY, .lines = 1, .may_cut = true);
    const char *wage = job_pay_text(&row->job, visit->lang, visit->arena);
    const struct {
        enum icon   icon;
        const char *words;
    } facts[] = { { ICON_PLACE, job_where_text(&row->job, visit->lang, visit->arena) },
                  { ICON_PEOPLE, job_places_text(&row->job, visit->lang, visit->arena) },
                  { ICON_CLOCK, job_hours_text(&row->job, visit->lang, visit->arena) } };
    enum { FACTS = sizeof(facts) / sizeof(facts[0]) };
    bool shown[FACTS];
    pay.em = label_width(ui, pay, wage) > r.w ? EM_MAIN : pay.em;
    int need = label_height(ui, title, row->job.title, r.w) + label_height(ui, pay, wage, r.w);
    for (int i = 0; i < FACTS; i++) {
        int height = fact_height(ui, r.w, facts[i].words) + theme->gap_small;
        shown[i] = *facts[i].words != '\0' && need + height <= r.h;
        need += shown[i] ? height : 0;
    }
    r = rect_centred(r, r.w, need < r.h ? need : r.h);
    (void)label_cut(ui, &r, title, row->job.title);
    if (*wage != '\0')
        (void)label_cut(ui, &r, pay, wage);
    for (int i = 0; i < FACTS; i++) {
        if (!shown[i])
            continue;
        cut_gap(&r, theme->gap_small);
        fact(ui, &r, facts[i].icon, HUE_JOBS, facts[i].words);
    }
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
    if (!theme->landscape && area.h * 100 < area.w * SMALL_BELOW) {
        attract_small(visit, area, &row);
        return true;
    }
    attract_head(visit, cut_top(&area, area.h * HEAD_SHARE / 100), &row);
    attract_words(visit, rect_inset(area, theme->pad, theme->gap_small), &row);
    return true;
}

static bool jobs_board(struct visit *visit, struct board *ret_board) {
    struct ui *ui = visit->ui;
    size_t     total = 0, posted = 0, near = 0, none = 0;
    if (!job_counts(visit->store, visit->today, &total, &posted, NULL) || total == 0 ||
        !job_list(visit->store, JOB_CHIP_NEAR, NULL, visit->today, 0, 0, visit->arena, NULL, &none,
                  &near, NULL))
        return false;
    *ret_board = (struct board){
        .icon = ICON_JOBS,
        .hue = HUE_JOBS,
        .title = ui_tr(ui, "现在在招的岗位"),
        .counts = { { arena_printf(visit->arena, "%zu", total), ui_tr(ui, "一共"), HUE_JOBS },
                    { arena_printf(visit->arena, "%zu", near), ui_tr(ui, "家门口"), HUE_GREEN },
                    { arena_printf(visit->arena, "%zu", posted), ui_tr(ui, "今天新来"),
                      HUE_REPORT } },
        .says = ui_tr(ui, "找工作不收一分钱，谁要钱就告诉工作人员"),
    };
    return true;
}

extern const struct service_glass jobs_glass;
const struct service_glass        jobs_glass = {
           .name = "jobs",
           .screen = &jobs_list_screen,
           .tile = jobs_tile,
           .attract = jobs_attract,
           .board = jobs_board,
           .receipt = receipt_scanned,
           .news = jobs_news,
};
