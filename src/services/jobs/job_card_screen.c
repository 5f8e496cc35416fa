/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_card_screen.c - a posting as a card. What has no room is left out by weight, never squeezed:
 * marks first, then who and how far; title and pay always stand. */
#include "services/jobs/job_card.h"

#include "services/jobs/jobs_screens.h"
#include "ui/card.h"
#include "ui/widget.h"

#include <string.h>

enum {
    PICTURE = 150, /* units */
    PAD_X = 32,
    PAD_Y = 14,
    MARK_GAP = 8,
    TAG_PADS = 44,    /* beside the words of a mark */
    COLUMN_EMS = 8,   /* of the title, the least a column is wide beside its picture */
    STRETCH_MOST = 6, /* quarters of its height that a card may take */
};

static enum em title_em(const struct ui *ui) {
    return ui_theme(ui)->compact || ui_theme(ui)->landscape ? EM_MAIN : EM_TITLE;
}

int job_card_height(struct visit *visit, enum job_card_form form) {
    const struct theme *theme = ui_theme(visit->ui);
    int                 pads = 2 * px(visit->ui, PAD_Y);
    if (form == JOB_CARD_BRIEF)
        return pads + theme->line[EM_MAIN] + theme->line[EM_SECOND];
    int words = 2 * theme->line[title_em(visit->ui)] + theme->line[EM_SECOND];
    if (!theme->compact)
        words += px(visit->ui, MARK_GAP) + tag_height(visit->ui);
    int picture = px(visit->ui, PICTURE);
    return pads + (words > picture || theme->compact ? words : picture);
}

/* All of it, as one text to be read. */
static const char *card_value(struct visit *visit, const struct job_row *row) {
    struct job_mark marks[JOB_MARKS_MOST];
    size_t          count = job_marks(&row->job, visit->lang, visit->arena, marks);
    const char     *parts[JOB_MARKS_MOST + 3] = {
            job_pay_text(&row->job, visit->lang, visit->arena),
            row->employer.name,
            job_travel_text(&row->job, visit->lang, visit->arena),
    };
    for (size_t i = 0; i < count; i++)
        parts[3 + i] = marks[i].text;
    const char *value = "";
    for (size_t i = 0; i < count + 3; i++)
        if (*parts[i] != '\0')
            value =
                *value == '\0' ? parts[i] : arena_printf(visit->arena, "%s · %s", value, parts[i]);
    return value;
}

/* Who, and how far. When both do not fit, the way comes first: it is short, and it matters more. */
static void who_draw(struct visit *visit, struct rect r, const struct job_row *row) {
    const struct style style =
        STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .lines = 1, .may_cut = true);
    const char *way = job_travel_text(&row->job, visit->lang, visit->arena);
    const char *who = row->employer.name[0] != '\0' ? row->employer.name : row->job.place;
    const char *both = *who == '\0' ? way : who;
    if (*who != '\0' && *way != '\0')
        both = arena_printf(visit->arena, "%s · %s", who, way);
    if (label_width(visit->ui, style, both) > r.w && *way != '\0')
        both = arena_printf(visit->arena, "%s · %s", way, who);
    (void)label(visit->ui, r, style, both);
}

static void marks_draw(struct visit *visit, struct rect r, const struct job_row *row) {
    struct job_mark marks[JOB_MARKS_MOST];
    struct tag      shown[JOB_MARKS_MOST];
    size_t          count = job_marks(&row->job, visit->lang, visit->arena, marks);
    size_t          fit = 0;
    for (size_t i = 0; i < count; i++) {
        struct tag one = { marks[i].text, marks[i].strong ? HUE_GREEN : HUE_PLAIN };
        if (label_width(visit->ui, STYLE(.em = EM_SECOND), one.words) + px(visit->ui, TAG_PADS) <=
            r.w)
            shown[fit++] = one; /* else longer than the whole line */
    }
    (void)tags(visit->ui, r, shown, fit); /* what has no room is left out */
}

struct card_words {
    struct style title, pay;
    const char  *pay_text;
    int          title_h, pay_h, who_h, marks_h;
};

static int card_words_h(const struct card_words *words) {
    return words->title_h + words->pay_h + words->who_h + words->marks_h;
}

/* In letters of `em`; the pay stays on one line, smaller where it must. */
static struct card_words measured(struct visit *visit, struct rect r, enum em em,
                                  const struct job_row *row) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct card_words   words = {
          .title = STYLE(.em = em, .bold = true, .lines = 2, .may_cut = true),
          .pay = STYLE(.em = em, .bold = true, .tone = TONE_MONEY, .lines = 1, .may_cut = true),
          .pay_text = job_pay_text(&row->job, visit->lang, visit->arena),
          .who_h = theme->line[EM_SECOND],
          .marks_h = theme->compact ? 0 : px(ui, MARK_GAP) + tag_height(ui),
    };
    if (label_width(ui, words.pay, words.pay_text) > r.w)
        words.pay.em = EM_MAIN;
    if (label_width(ui, words.pay, words.pay_text) > r.w)
        words.pay.em = EM_SECOND;
    bool one = label_width(ui, words.title, row->job.title) <= r.w;
    words.title_h = (one ? 1 : 2) * theme->line[em];
    words.pay_h = *words.pay_text != '\0' ? theme->line[em] : 0;
    return words;
}

/* Large letters where two lines of them would have room, so that cards side by side are alike; else
 * main ones; then the marks give way, then who. */
static struct card_words fitted(struct visit *visit, struct rect r, const struct job_row *row) {
    struct card_words words = measured(visit, r, EM_TITLE, row);
    int               line = ui_theme(visit->ui)->line[EM_TITLE];
    if (3 * line + words.who_h + words.marks_h > r.h)
        words = measured(visit, r, title_em(visit->ui), row);
    if (words.pay.em == EM_TITLE && card_words_h(&words) + px(visit->ui, PAD_Y) > r.h) {
        words.pay.em = EM_MAIN; /* a card that is just high enough breathes */
        words.pay_h = words.pay_h > 0 ? ui_theme(visit->ui)->line[EM_MAIN] : 0;
    }
    if (card_words_h(&words) > r.h)
        words.marks_h = 0;
    if (card_words_h(&words) > r.h)
        words.who_h = 0;
    return words;
}

static void words_draw(struct visit *visit, struct rect r, const struct job_row *row) {
    struct ui              *ui = visit->ui;
    const struct card_words words = fitted(visit, r, row);
    r = rect_centred(r, r.w, card_words_h(&words));
    (void)label(ui, cut_top(&r, words.title_h), words.title, row->job.title);
    if (words.pay_h > 0)
        (void)label(ui, cut_top(&r, words.pay_h), words.pay, words.pay_text);
    if (words.who_h > 0)
        who_draw(visit, cut_top(&r, words.who_h), row);
    if (words.marks_h > 0) {
        cut_gap(&r, px(ui, MARK_GAP));
        marks_draw(visit, r, row);
    }
}

/* The picture gives way where the pay would not fit beside it. */
static void full_draw(struct visit *visit, struct rect r, const struct job_row *row) {
    struct ui  *ui = visit->ui;
    const char *pay = job_pay_text(&row->job, visit->lang, visit->arena);
    r = rect_inset(r, px(ui, PAD_X), px(ui, PAD_Y));
    int side = px(ui, PICTURE) < r.h ? px(ui, PICTURE) : r.h;
    if (side + px(ui, PAD_X) + label_width(ui, STYLE(.em = EM_SECOND, .bold = true), pay) <= r.w) {
        struct rect left = cut_left(&r, side);
        card_picture(ui, rect_centred(left, side, side), row->picture, ICON_JOBS, NULL);
        (void)cut_left(&r, px(ui, PAD_X));
    }
    words_draw(visit, r, row);
}

/* Title and pay on one line when they fit, else the pay takes the second line from who. The picture
 * gives way where the pay would not fit beside it. */
static void brief_draw(struct visit *visit, struct rect r, const struct job_row *row) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    const char         *pay = job_pay_text(&row->job, visit->lang, visit->arena);
    struct style        title = STYLE(.bold = true, .lines = 1, .may_cut = true, .middle = true);
    struct style        wage = STYLE(.bold = true, .lines = 1, .may_cut = true, .tone = TONE_MONEY,
                                     .align = ALIGN_RIGHT, .middle = true);
    r = rect_inset(r, px(ui, PAD_X), px(ui, PAD_Y));
    r = rect_centred(r, r.w, theme->line[EM_MAIN] + theme->line[EM_SECOND]);
    if (label_width(ui, STYLE(.em = EM_SECOND, .bold = true), pay) + r.h + theme->gap <= r.w) {
        card_picture(ui, cut_left(&r, r.h), row->picture, ICON_JOBS, NULL);
        (void)cut_left(&r, theme->gap);
    }
    struct rect top = cut_top(&r, theme->line[EM_MAIN]);
    int         pay_w = label_width(ui, wage, pay);
    if (label_width(ui, title, row->job.title) + theme->gap + pay_w <= top.w) {
        label(ui, cut_right(&top, pay_w), wage, pay);
        label(ui, top, title, row->job.title);
        who_draw(visit, r, row);
        return;
    }
    label(ui, top, title, row->job.title);
    wage.align = ALIGN_LEFT;
    wage.em = EM_SECOND;
    label(ui, r, wage, pay);
}

bool job_card(struct visit *visit, struct rect r, enum job_card_form form,
              const struct job_row *row) {
    struct ui *ui = visit->ui;
    uint64_t   id = ui_id_bytes(ui_id("job"), row->job.head.id.bytes, sizeof(row_id));
    bool       used = card(ui, id, r, row->job.title, card_value(visit, row));
    widget_hush(ui, true);
    if (form == JOB_CARD_BRIEF)
        brief_draw(visit, r, row);
    else
        full_draw(visit, r, row);
    widget_hush(ui, false);
    return used;
}

struct job_grid job_grid(struct visit *visit, struct rect area, enum job_card_form form) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    int                 gap = theme->gap_small, h = job_card_height(visit, form);
    int beside = form == JOB_CARD_FULL ? px(ui, PICTURE + 3 * PAD_X) : px(ui, 2 * PAD_X);
    int ems = form == JOB_CARD_FULL ? COLUMN_EMS : 2 * COLUMN_EMS;
    int column = beside + ems * theme->em[title_em(ui)];
    int columns = theme->landscape && area.w >= 2 * column + gap ? 2 : 1;
    int rows = (area.h + gap) / (h + gap);
    if (rows < 1)
        rows = 1;
    int most = rows * (h * STRETCH_MOST / 4) + (rows - 1) * gap;
    return (struct job_grid){ cut_top(&area, most), columns, rows };
}

void job_grid_draw(struct visit *visit, const struct job_grid *grid, enum job_card_form form,
                   const struct job_row *rows, size_t count) {
    int gap = ui_theme(visit->ui)->gap_small;
    for (size_t i = 0; i < count && i < job_grid_room(grid); i++) {
        struct rect r = cut_cell(grid->area, grid->columns, grid->rows, gap, (int)i);
        if (job_card(visit, r, form, &rows[i])) {
            struct jobs_detail_state state = { .job = rows[i].job.head.id };
            visit_push(visit, &jobs_detail_screen, &state);
        }
    }
}
