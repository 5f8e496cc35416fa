/* SPDX-License-Identifier: GPL-3.0-or-later
 * detail_screen.c - 岗位详情: what it is and pays, whom to call, the facts by icon. What the
 * posting does not say is not shown. Facts that do not fit are turned, page by page; nothing is
 * clipped. */
#include "services/jobs/detail_parts.h"
#include "services/jobs/job_alike.h"
#include "services/jobs/job_card.h"
#include "services/jobs/job_facts.h"
#include "ui/card.h"
#include "ui/widget.h"

enum {
    PICTURE = 190, /* units */
    CALL_ICON = 104,
    CALL_PAD = 20,
    HEAD_SHARE = 46, /* of 100 of the width, in landscape */
    CARD_PAD = 28,
    RULE = 20,
    GONE_SHARE = 42, /* of 100 of the height */
    OTHERS_W = 520,
    FACT_LINES_LEAST = 4, /* before the sums become facts */
    FACT_LINES = 5,       /* the least on a page, before the head gives way */
    FACT_LINES_GIVEN = 3, /* of them, what the sums may take */
};

/* What stands at the top: picture, title, pay, marks. */
struct head {
    struct style title, pay;
    const char  *pay_text;
    struct tag   marks[JOB_MARKS_MOST];
    size_t       mark_count;
    int          picture, title_h, pay_h, marks_h, gap;
};

static int head_words_h(const struct head *head) {
    return head->title_h + head->pay_h + (head->marks_h > 0 ? head->gap + head->marks_h : 0);
}
static int head_height(const struct head *head) {
    int words = head_words_h(head);
    return words > head->picture ? words : head->picture;
}

static void head_measure(struct visit *visit, const struct job_row *row, int width,
                         struct head *head) {
    struct ui *ui = visit->ui;
    int        words_w = width - (head->picture > 0 ? head->picture + head->gap : 0);
    head->title_h = label_height(ui, head->title, row->job.title, words_w);
    head->pay.em = head->title.em; /* on one line, smaller where it must */
    for (const enum em *em = (const enum em[]){ EM_TITLE, EM_MAIN, EM_SECOND, EM_COUNT };
         *em != EM_COUNT && label_width(ui, head->pay, head->pay_text) > words_w; em++)
        head->pay.em = *em;
    head->pay_h =
        *head->pay_text != '\0' ? label_height(ui, head->pay, head->pay_text, words_w) : 0;
    head->marks_h =
        head->mark_count > 0 ? tags_height(ui, words_w, head->marks, head->mark_count) : 0;
}

/* Where `most` is too low, the letters become smaller, then the picture; then the marks give way
 * (each is said again among the facts), at last the picture. Not `paid`: the sums below say what it
 * pays. */
static struct head head_fit(struct visit *visit, const struct job_row *row, int width, int most,
                            bool paid) {
    struct ui      *ui = visit->ui;
    struct job_mark marks[JOB_MARKS_MOST];
    struct head     head = {
            .title = STYLE(.em = EM_DISPLAY, .bold = true, .role = ROLE_HEADING),
            .pay = STYLE(.em = EM_DISPLAY, .bold = true, .tone = TONE_MONEY),
            .pay_text = paid ? job_pay_text(&row->job, visit->lang, visit->arena) : "",
            .picture = px(ui, PICTURE),
            .gap = px(ui, 20),
    };
    head.mark_count = job_marks(&row->job, visit->lang, visit->arena, marks);
    for (size_t i = 0; i < head.mark_count; i++)
        head.marks[i] = (struct tag){ marks[i].text, marks[i].strong ? HUE_GREEN : HUE_PLAIN };
    for (int step = 0;; step++) {
        head_measure(visit, row, width, &head);
        if (head_height(&head) <= most && head.title_h <= 2 * ui_theme(ui)->line[head.title.em])
            return head;
        if (step == 0)
            head.title.em = EM_TITLE;
        else if (step == 1)
            head.picture = head.picture * 2 / 3;
        else if (step == 2)
            head.mark_count = head_height(&head) > most ? 0 : head.mark_count;
        else if (step == 3)
            head.title.em = EM_MAIN;
        else if (step == 4)
            head.picture = 0;
        else
            return head;
    }
}

static void head_draw(struct visit *visit, struct rect r, const struct job_row *row,
                      const struct head *head) {
    struct ui *ui = visit->ui;
    if (head->picture > 0) {
        struct rect right = cut_right(&r, head->picture);
        (void)cut_right(&r, head->gap);
        card_picture(ui, cut_top(&right, head->picture), row->picture, ICON_JOBS, NULL);
    }
    r = rect_centred(r, r.w, head_words_h(head));
    (void)label(ui, cut_top(&r, head->title_h), head->title, row->job.title);
    if (head->pay_h > 0)
        (void)label(ui, cut_top(&r, head->pay_h), head->pay, head->pay_text);
    if (head->marks_h > 0) {
        cut_gap(&r, head->gap);
        (void)tags(ui, r, head->marks, head->mark_count);
    }
}

static const char *call_words(struct visit *visit, const struct job_row *row) {
    const char *contact = detail_contact(row);
    if (*contact == '\0')
        return ui_tr(visit->ui, "打电话问一问");
    return arena_printf(visit->arena, ui_tr(visit->ui, "打电话问一问，找%s"), contact);
}

static struct style call_style(struct ui *ui, const char *phone, int width) {
    struct style style = STYLE(.em = EM_DISPLAY, .bold = true);
    if (label_width(ui, style, phone) > width)
        style.em = EM_TITLE;
    if (label_width(ui, style, phone) > width)
        style.em = EM_MAIN;
    return style;
}

static int call_icon(const struct ui *ui) {
    return ui_theme(ui)->compact ? 0 : px(ui, CALL_ICON);
}
static int call_words_w(const struct ui *ui, int width) {
    int icon = call_icon(ui);
    return width - 2 * ui_theme(ui)->pad - (icon > 0 ? icon + ui_theme(ui)->pad : 0);
}

static int call_height(struct visit *visit, const struct job_row *row, int width) {
    struct ui  *ui = visit->ui;
    const char *phone = detail_phone(row);
    int         words_w = call_words_w(ui, width);
    if (*phone == '\0')
        return 0;
    int words_h = label_height(ui, STYLE(.em = EM_SECOND), call_words(visit, row), words_w) +
                  label_height(ui, call_style(ui, phone, words_w), phone, words_w);
    return 2 * px(ui, CALL_PAD) + (words_h > call_icon(ui) ? words_h : call_icon(ui));
}

static void call_draw(struct visit *visit, struct rect r, const struct job_row *row) {
    struct ui              *ui = visit->ui;
    const struct hue_tones *hue = &ui_theme(ui)->hue[HUE_JOBS];
    const char             *phone = detail_phone(row);
    int                     icon = call_icon(ui), words_w = call_words_w(ui, r.w);
    panel(ui, r, HUE_JOBS);
    r = rect_inset(r, ui_theme(ui)->pad, px(ui, CALL_PAD));
    if (icon > 0) {
        struct rect ground = rect_centred(cut_left(&r, icon), icon, icon);
        widget_box(ui, ground, icon / 2, hue->fill, 0);
        widget_icon(ui, ground, ICON_PHONE, icon / 2, hue->on_fill);
        (void)cut_left(&r, ui_theme(ui)->pad);
    }
    const struct style words = STYLE(.em = EM_SECOND), number = call_style(ui, phone, words_w);
    int                words_h = label_height(ui, words, call_words(visit, row), r.w);
    int                number_h = label_height(ui, number, phone, r.w);
    r = rect_centred(r, r.w, words_h + number_h);
    (void)label(ui, cut_top(&r, words_h), words, call_words(visit, row));
    (void)label(ui, r, number, phone);
}

static bool turn_button(struct ui *ui, const char *name, struct rect r, const char *words,
                        enum icon icon, bool enabled, bool words_fit) {
    struct button look = { .kind = icon == ICON_DOWN ? BUTTON_INK : BUTTON_PLAIN,
                           .icon = icon,
                           .disabled = !enabled };
    if (!words_fit)
        look.shown = ""; /* its picture alone */
    return button(ui, ui_id(name), r, words, &look);
}

/* Under the facts when they take more than one page. */
static void turn_draw(struct visit *visit, struct rect r, struct jobs_detail_state *state,
                      size_t count) {
    struct ui   *ui = visit->ui;
    int          width = r.w * 36 / 100, swipe = widget_swipe(ui);
    enum ui_key  key = widget_key(ui, 0);
    struct rect  left = cut_left(&r, width), right = cut_right(&r, width);
    struct style style =
        STYLE(.align = ALIGN_CENTRE, .middle = true, .lines = 1, .role = ROLE_STATUS);
    bool before = state->page > 0, after = state->page + 1 < count;
    bool fit = button_width(ui, ui_tr(ui, "上面"), BUTTON(.icon = ICON_UP)) <= left.w &&
               button_width(ui, ui_tr(ui, "下面"), BUTTON(.icon = ICON_DOWN)) <= right.w;
    bool up = turn_button(ui, "job.up", left, ui_tr(ui, "上面"), ICON_UP, before, fit);
    (void)label(ui, r, style, arena_printf(visit->arena, "%zu / %zu", state->page + 1, count));
    bool down = turn_button(ui, "job.down", right, ui_tr(ui, "下面"), ICON_DOWN, after, fit);
    if (before && (up || swipe < 0 || key == UI_KEY_PAGE_UP))
        state->page--;
    else if (after && (down || swipe > 0 || key == UI_KEY_PAGE_DOWN))
        state->page++;
}

static void facts_draw(struct visit *visit, struct rect r, const struct job_facts *facts,
                       struct jobs_detail_state *state) {
    struct ui  *ui = visit->ui;
    int         turn_h = ui_theme(ui)->main;
    size_t      pages = job_facts_pages(facts, r.h);
    struct rect turn = { 0 };
    if (pages > 1) {
        turn = cut_bottom(&r, turn_h);
        (void)cut_bottom(&r, ui_theme(ui)->gap_small);
        pages = job_facts_pages(facts, r.h);
    }
    if (state->page >= pages)
        state->page = pages - 1;
    job_facts_draw(visit, r, facts, state->page);
    if (turn.h > 0)
        turn_draw(visit, turn, state, pages);
}

/* What is left of the page: others of the same trade, for whom this one does not suit. */
static void alike_draw(struct visit *visit, struct rect r, const struct job_row *row) {
    struct ui   *ui = visit->ui;
    size_t       count = 0;
    struct style heading = STYLE(.bold = true, .lines = 1, .role = ROLE_HEADING);
    struct rect  top = cut_top(&r, ui_theme(ui)->line[heading.em]);
    cut_gap(&r, ui_theme(ui)->gap_small);
    if (r.h < job_card_height(visit, JOB_CARD_BRIEF))
        return;
    struct job_grid grid = job_grid(visit, r, JOB_CARD_BRIEF);
    size_t          room = job_grid_room(&grid);
    struct job_row *rows = ARENA_NEW_ARRAY(visit->arena, room, struct job_row);
    if (!job_alike(visit->store, &row->job, visit->today, room, visit->arena, rows, &count, NULL) ||
        count == 0)
        return; /* an extra: without it the page is whole too */
    (void)label(ui, top, heading, ui_tr(ui, "差不多的岗位"));
    job_grid_draw(visit, &grid, JOB_CARD_BRIEF, rows, count);
}

/* The whole card: head, sums, facts. */
struct whole {
    struct head      head;
    struct job_facts facts;
    int              sums_h, height, inner_w;
};

static int frame_height(struct ui *ui) {
    return 2 * px(ui, CARD_PAD) + 2 * px(ui, RULE) + ui_theme(ui)->border;
}

/* Where the whole is higher than `most`, the head becomes smaller, so that some lines of facts and
 * the turning of pages have room; then the sums become facts. */
static struct whole whole_fit(struct visit *visit, const struct job_row *row, int width, int most) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct whole        whole = { .inner_w = width - 2 * theme->pad };
    int                 frame = frame_height(ui);
    whole.sums_h = detail_sums_height(visit, row, whole.inner_w);
    whole.facts = job_facts(visit, row, whole.inner_w, false);
    whole.head = head_fit(visit, row, whole.inner_w, most / 2, !detail_sums_pay(visit, row));
    int sums_room = whole.sums_h > 0 ? whole.sums_h + px(ui, RULE) : 0;
    whole.height = frame + sums_room + head_height(&whole.head) + whole.facts.height;
    if (whole.height <= most)
        return whole;
    int turn = theme->main + theme->gap_small, lines = FACT_LINES * theme->line[EM_MAIN] + turn;
    whole.head = head_fit(visit, row, whole.inner_w, most - frame - sums_room - lines,
                          !detail_sums_pay(visit, row));
    int least = FACT_LINES_LEAST * theme->line[EM_MAIN] + turn;
    if (frame + sums_room + head_height(&whole.head) + least <= most)
        return whole;
    whole.sums_h = 0;
    whole.facts = job_facts(visit, row, whole.inner_w, true);
    whole.head = head_fit(visit, row, whole.inner_w, most - frame - lines, true);
    return whole;
}

static void whole_draw(struct visit *visit, struct rect r, const struct job_row *row,
                       const struct whole *whole, struct jobs_detail_state *state) {
    struct ui *ui = visit->ui;
    panel(ui, r, HUE_PLAIN);
    r = rect_inset(r, ui_theme(ui)->pad, px(ui, CARD_PAD));
    head_draw(visit, cut_top(&r, head_height(&whole->head)), row, &whole->head);
    if (whole->sums_h > 0) {
        cut_gap(&r, px(ui, RULE));
        detail_sums_draw(visit, cut_top(&r, whole->sums_h), row);
    }
    divider(ui, &r, px(ui, RULE));
    facts_draw(visit, r, &whole->facts, state);
}

/* One card from the top down, whom to call below it, the slider of a piece price, then others like
 * it while there is room. */
static void upright_draw(struct visit *visit, struct rect body, const struct job_row *row,
                         struct jobs_detail_state *state) {
    struct ui  *ui = visit->ui;
    const int   gap = ui_theme(ui)->gap, pad = ui_theme(ui)->pad;
    struct rect ways = cut_bottom(&body, ui_theme(ui)->main);
    (void)cut_bottom(&body, gap);
    int          call_h = call_height(visit, row, body.w);
    int          most = body.h - (call_h > 0 ? call_h + gap : 0);
    int          pieces_h = detail_pieces_height(visit, row) + 2 * pad;
    struct whole whole = whole_fit(visit, row, body.w, most);
    bool         slider = pieces_h > 2 * pad && whole.height + gap + pieces_h <= most;
    whole_draw(visit, cut_top(&body, whole.height < most ? whole.height : most), row, &whole,
               state);
    cut_gap(&body, gap);
    if (call_h > 0) {
        call_draw(visit, cut_top(&body, call_h), row);
        cut_gap(&body, gap);
    }
    if (slider) {
        struct rect r = cut_top(&body, pieces_h);
        panel(ui, r, HUE_PLAIN);
        detail_pieces_draw(visit, rect_inset(r, pad, pad), row, state);
        cut_gap(&body, gap);
    }
    if (whole.height <= most)
        alike_draw(visit, body, row);
    detail_ways_draw(visit, ways, row, state, !slider && pieces_h > 2 * pad);
}

/* What it is, whom to call and what to do at the left, the facts at the right. */
static void lying_draw(struct visit *visit, struct rect body, const struct job_row *row,
                       struct jobs_detail_state *state) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct rect         left = cut_left(&body, body.w * HEAD_SHARE / 100), call = { 0 };
    struct rect         ways = cut_bottom(&left, theme->main);
    int call_h = call_height(visit, row, left.w), pad = px(ui, theme->compact ? 16 : 28);
    (void)cut_bottom(&left, theme->gap_small);
    (void)cut_left(&body, theme->gap);
    if (call_h > 0) {
        call = cut_bottom(&left, call_h);
        (void)cut_bottom(&left, theme->gap_small);
    }
    panel(ui, left, HUE_PLAIN);
    panel(ui, body, HUE_PLAIN);
    struct rect inner = rect_inset(left, theme->pad, pad);
    int         sums_h = detail_sums_height(visit, row, inner.w);
    bool        sums_here = true;
    struct head head = head_fit(visit, row, inner.w, inner.h - (sums_h > 0 ? sums_h + pad : 0),
                                !detail_sums_pay(visit, row));
    if (sums_h > 0 && head_height(&head) + pad + sums_h <= inner.h) {
        detail_sums_draw(visit, cut_bottom(&inner, sums_h), row);
        (void)cut_bottom(&inner, pad);
    } else {
        head = head_fit(visit, row, inner.w, inner.h, true);
        sums_here = sums_h == 0;
    }
    int head_h = head_height(&head) < inner.h ? head_height(&head) : inner.h;
    head_draw(visit, rect_centred(inner, inner.w, head_h), row, &head);
    if (call_h > 0)
        call_draw(visit, call, row);
    struct rect      right = rect_inset(body, theme->pad, pad);
    struct job_facts facts = job_facts(visit, row, right.w, !sums_here);
    facts_draw(visit, right, &facts, state);
    detail_ways_draw(visit, ways, row, state, detail_pieces_height(visit, row) > 0);
}

/* --- gone ---------------------------------------------------------------------------------------
 */

/* Others of its trade; where there is none, or the trade is not known, the nearest and newest. */
static size_t nearest_others(struct visit *visit, row_id id, size_t room, struct job_row *rows) {
    struct job job;
    size_t     count = 0;
    if (store_get(visit->store, &job_record, id, &job, visit->arena, NULL) &&
        job_alike(visit->store, &job, visit->today, room, visit->arena, rows, &count, NULL) &&
        count > 0)
        return count;
    if (!job_list(visit->store, JOB_CHIP_ALL, NULL, visit->today, 0, room, visit->arena, rows,
                  &count, NULL, NULL))
        return 0; /* what is wrong with the store, the next screen says */
    return count;
}

void jobs_gone_draw(struct visit *visit, struct rect body, row_id job, const struct err *err) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    if (err->code != ERR_ABSENT) {
        glass_trouble(ui, body, err);
        return;
    }
    struct rect way = cut_bottom(&body, theme->main);
    (void)cut_bottom(&body, theme->gap);
    int         width = px(ui, OTHERS_W) < way.w ? px(ui, OTHERS_W) : way.w;
    struct rect said = cut_top(&body, body.h * GONE_SHARE / 100);
    notice(ui, said, ICON_CLOSED, HUE_AMBER, ui_tr(ui, "这个岗位已经不招了"),
           ui_tr(ui, "招满了，或者过了截止日期"));
    if (button(ui, ui_id("job.others"), rect_centred(way, width, way.h), ui_tr(ui, "看别的岗位"),
               BUTTON(.kind = BUTTON_FILLED, .hue = HUE_JOBS, .icon = ICON_JOBS)))
        visit_push(visit, &jobs_list_screen, NULL);
    struct style heading = STYLE(.bold = true, .lines = 1, .role = ROLE_HEADING);
    struct rect  top = cut_top(&body, theme->line[heading.em]);
    cut_gap(&body, theme->gap_small);
    if (body.h < job_card_height(visit, JOB_CARD_BRIEF))
        return;
    struct job_grid grid = job_grid(visit, body, JOB_CARD_BRIEF);
    size_t          room = job_grid_room(&grid);
    struct job_row *rows = ARENA_NEW_ARRAY(visit->arena, room, struct job_row);
    size_t          count = nearest_others(visit, job, room, rows);
    if (count == 0)
        return;
    (void)label(ui, top, heading, ui_tr(ui, "差不多的岗位"));
    job_grid_draw(visit, &grid, JOB_CARD_BRIEF, rows, count);
}

static void detail_draw(struct visit *visit) {
    struct ui                *ui = visit->ui;
    struct jobs_detail_state *state = visit_state(visit);
    struct job_row            row;
    struct err                err = { .lang = visit->lang };
    struct rect body = visit_body(visit, ui_tr(ui, "找工作"), ui_tr(ui, "岗位详情")), page = body;
    if (!job_open_get(visit->store, state->job, visit->today, visit->arena, &row, &err)) {
        jobs_gone_draw(visit, body, state->job, &err);
        return;
    }
    if (ui_theme(ui)->landscape)
        lying_draw(visit, body, &row, state);
    else
        upright_draw(visit, body, &row, state);
    detail_over_draw(visit, page, &row, state);
}

const struct screen jobs_detail_screen = { "job", sizeof(struct jobs_detail_state), detail_draw };
