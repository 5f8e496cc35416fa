/* SPDX-License-Identifier: GPL-3.0-or-later
 * match_screen.c - 帮我挑: three questions by pictures, one a screen, then every posting against
 * the answers, best first. The answers stay on top and each is changed in place. */
#include "services/jobs/ask.h"
#include "services/jobs/jobs_screens.h"
#include "services/jobs/match_card.h"
#include "services/jobs/unsaved.h"
#include "ui/card.h"
#include "ui/choice.h"
#include "ui/pages.h"
#include "ui/widget.h"

#include <string.h>

enum {
    ANSWER_PICTURE = 72, /* units */
    SAYS_SHARE = 30,     /* of 100 of the width: how many there are, in landscape */
    CARDS_MOST = 16,
    ANSWERS_WITH_WORDS = 8, /* in 大字 more than these have no second line */
};

/* The facts of all postings, kept between frames and visits: nothing of any resident is in it. */
static struct match_index *index_of_all;

/* Back to the question before, or to the list when one answer was to be changed. */
static void question_back(struct visit *visit, struct jobs_match_state *state) {
    if (state->changing)
        state->question = WISH_COUNT;
    else if (state->question == WISH_WHERE)
        visit_back(visit);
    else
        state->question--;
    state->changing = false;
    state->answer_page = 0;
    ui_jumped(visit->ui);
    ui_ask_again(visit->ui);
}

/* 返回 and Escape as question_back() has it; in the list they leave. */
static struct rect match_frame(struct visit *visit, struct jobs_match_state *state,
                               const char *second) {
    struct ui  *ui = visit->ui;
    bool        back = false;
    struct rect page = visit_frame_asked(visit, ui_tr(ui, "帮我挑"), second, &back);
    if (back && state->question == WISH_COUNT)
        visit_back(visit);
    else if (back)
        question_back(visit, state);
    return rect_inset(page, ui_theme(ui)->margin, ui_theme(ui)->gap);
}

/* --- a question --------------------------------------------------------------------------------
 */

static void question_answered(struct visit *visit, struct jobs_match_state *state, int answer) {
    state->wishes.answer[state->question] = answer;
    state->question = state->changing ? WISH_COUNT : state->question + 1;
    state->changing = false;
    state->answer_page = state->first = 0;
    ui_jumped(visit->ui);
    ui_ask_again(visit->ui);
}

/* As many of the answers as can be read in `r`; all of them where they can. */
static int answers_in(struct ui *ui, struct rect r, const struct option *options, int count) {
    int most = count;
    while (most > 2 && choice_height(ui, r.w, options, most) > r.h)
        most--;
    return most;
}

static void answers_draw(struct visit *visit, struct rect r, struct jobs_match_state *state) {
    struct ui                  *ui = visit->ui;
    const struct wish_question *question = &wish_questions[state->question];
    struct option               options[WISH_ANSWERS_MOST];
    int                         count = question->count - 1;
    bool                        brief = ui_theme(ui)->large && count > ANSWERS_WITH_WORDS;
    for (int i = 0; i < count; i++)
        options[i] =
            (struct option){ .words = ui_tr(ui, question->answers[i + 1].label),
                             .second = brief ? NULL : ui_tr(ui, question->answers[i + 1].second),
                             .emoji = question->answers[i + 1].picture };
    int         a_page = answers_in(ui, r, options, count);
    struct rect turn = { 0 };
    if (a_page < count) {
        turn = cut_bottom(&r, pages_height(ui));
        (void)cut_bottom(&r, ui_theme(ui)->gap);
        a_page = answers_in(ui, r, options, count);
    }
    int      page = a_page < count && (int)state->answer_page < count ? (int)state->answer_page : 0;
    int      first = page - page % a_page;
    int      shown = count - first < a_page ? count - first : a_page;
    int      was = state->wishes.answer[state->question] - 1 - first;
    uint64_t chosen = was >= 0 && was < shown ? 1ull << was : 0;
    int      used = choice(ui, ui_id_at(ui_id("match.question"), (uint64_t)state->question), r,
                           options + first, shown, HUE_JOBS, chosen, false);
    if (used >= 0)
        question_answered(visit, state, first + used + 1);
    if (turn.h > 0)
        (void)pages(ui, ui_id("match.answers"), turn, &state->answer_page, (size_t)a_page,
                    (size_t)count);
}

static void question_draw(struct visit *visit, struct jobs_match_state *state) {
    struct ui  *ui = visit->ui;
    const char *which = ui_tr(ui, "点一下就行，不用打字");
    if (!state->changing)
        which = arena_printf(visit->arena, ui_tr(ui, "第 %1$d 个问题，共 %2$d 个"),
                             state->question + 1, WISH_COUNT);
    struct rect body = match_frame(visit, state, which);
    (void)label_cut(ui, &body,
                    STYLE(.em = ui_theme(ui)->compact ? EM_TITLE : EM_DISPLAY, .bold = true,
                          .role = ROLE_HEADING),
                    ui_tr(ui, wish_questions[state->question].asked));
    cut_gap(&body, ui_theme(ui)->gap);
    answers_draw(visit, body, state);
}

/* --- the answers on top ------------------------------------------------------------------------
 */

/* The words in letters that fit; where they do not beside it, the pencil gives way, then the
 * picture does. */
static struct rect answer_room(struct ui *ui, struct rect r, const struct wish_answer *answer,
                               struct style *words) {
    const char *text = ui_tr(ui, answer->label);
    int         edit = widget_icon_size(ui, EM_SECOND) + px(ui, 8);
    int         side = px(ui, ANSWER_PICTURE) < r.h ? px(ui, ANSWER_PICTURE) : r.h;
    int         room = r.w - edit - side - px(ui, 12);
    if (label_width(ui, *words, text) > room)
        words->em = EM_SECOND;
    int need = label_width(ui, *words, text);
    if (need <= r.w - edit) {
        struct rect pencil = cut_right(&r, edit);
        widget_icon(ui, pencil, ICON_EDIT, edit - px(ui, 8), ui_tone(ui, TONE_MUTED));
    }
    if (need <= r.w - side - px(ui, 12)) {
        struct rect place = cut_left(&r, side);
        (void)picture(ui, rect_centred(place, side, side), answer->picture, NULL);
        (void)cut_left(&r, px(ui, 12));
    }
    return r;
}

/* Question and answer in two lines, in one, or the answer alone. */
static void answer_words(struct ui *ui, struct rect r, const struct wish_question *question,
                         const struct wish_answer *answer) {
    const struct theme *theme = ui_theme(ui);
    const char         *asked = ui_tr(ui, question->title), *text = ui_tr(ui, answer->label);
    struct style title = STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .lines = 1, .middle = true);
    struct style words =
        STYLE(.bold = true, .lines = 1, .middle = true, .colour = theme->hue[HUE_JOBS].ink);
    r = answer_room(ui, r, answer, &words);
    int title_w = label_width(ui, title, asked), words_w = label_width(ui, words, text);
    if (theme->line[EM_SECOND] + theme->line[words.em] <= r.h && title_w <= r.w) {
        r = rect_centred(r, r.w, theme->line[EM_SECOND] + theme->line[words.em]);
        (void)label(ui, cut_top(&r, theme->line[EM_SECOND]), title, asked);
    } else if (title_w + px(ui, 12) + words_w <= r.w) {
        (void)label(ui, cut_left(&r, title_w), title, asked);
        (void)cut_left(&r, px(ui, 12));
    }
    (void)label(ui, r, words, text);
}

static int answers_height(const struct ui *ui) {
    const struct theme *theme = ui_theme(ui);
    if (theme->compact || theme->landscape)
        return theme->target;
    int words = theme->line[EM_SECOND] + theme->line[EM_MAIN] + 2 * px(ui, 14);
    return words > theme->main ? words : theme->main;
}

static void answers_on_top(struct visit *visit, struct rect r, struct jobs_match_state *state) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    for (int w = 0; w < WISH_COUNT; w++) {
        const struct wish_question *question = &wish_questions[w];
        const struct wish_answer   *answer = &question->answers[state->wishes.answer[w]];
        struct rect                 cell = cut_cell(r, WISH_COUNT, 1, theme->gap_small, w);
        const char                 *words = arena_printf(visit->arena, ui_tr(ui, "%1$s：%2$s"),
                                                         ui_tr(ui, question->title), ui_tr(ui, answer->label));
        struct touch touch = widget_touch(ui, ui_id_at(ui_id("match.answer"), (uint64_t)w),
                                          ROLE_BUTTON, cell, words, ui_tr(ui, "点一下可以换"), 0);
        colour       ground = ui_tone(ui, TONE_CARD);
        widget_box(ui, cell, theme->radius_small, touch.pressed ? tone_pressed(ground) : ground,
                   theme->hue[HUE_JOBS].ink);
        if (touch.focused)
            widget_ring(ui, cell, theme->radius_small);
        widget_hush(ui, true);
        answer_words(ui, rect_inset(cell, px(ui, 18), px(ui, 8)), question, answer);
        widget_hush(ui, false);
        if (touch.used) {
            state->question = w;
            state->changing = true;
            ui_jumped(ui);
            ui_ask_again(ui);
        }
    }
}

/* --- how many, and what the marks mean ----------------------------------------------------------
 */

static void legend_draw(struct visit *visit, struct rect r) {
    static const struct {
        enum icon   icon;
        enum hue    hue;
        const char *words;
    } marks[] = { { ICON_UNKNOWN, HUE_AMBER, N_("没写") },
                  { ICON_FAILS, HUE_RED, N_("不合") },
                  { ICON_MEETS, HUE_GREEN, N_("合") } };
    struct ui   *ui = visit->ui;
    struct style style = STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .middle = true, .lines = 1);
    int          icon = widget_icon_size(ui, EM_SECOND);
    for (int i = 0; i < 3; i++) {
        const char *words = ui_tr(ui, marks[i].words);
        (void)label(ui, cut_right(&r, label_width(ui, style, words)), style, words);
        (void)cut_right(&r, px(ui, 8));
        widget_icon(ui, cut_right(&r, icon), marks[i].icon, icon,
                    ui_theme(ui)->hue[marks[i].hue].ink);
        (void)cut_right(&r, ui_theme(ui)->gap);
    }
}

static int legend_width(struct visit *visit) {
    struct ui   *ui = visit->ui;
    struct style style = STYLE(.em = EM_SECOND);
    int          icon = widget_icon_size(ui, EM_SECOND) + px(ui, 8) + ui_theme(ui)->gap;
    return label_width(ui, style, ui_tr(ui, "合")) + label_width(ui, style, ui_tr(ui, "不合")) +
           label_width(ui, style, ui_tr(ui, "没写")) + 3 * icon;
}

static void found_draw(struct visit *visit, struct rect r, const struct match_found *found,
                       int asked) {
    static const char *const forms[] = { N_("共 %zu 个"), N_("合您要求的 %zu 个"),
                                         N_("两样都合 %zu 个"), N_("三样都合 %zu 个") };
    struct ui               *ui = visit->ui;
    struct style style = STYLE(.bold = true, .middle = true, .lines = 1, .role = ROLE_STATUS);
    const char  *words = arena_printf(visit->arena, ui_tr(ui, forms[asked]),
                                     asked > 0 ? found->whole : found->total);
    const char  *total = arena_printf(visit->arena, ui_tr(ui, "共 %zu 个"), found->total);
    const char  *both = asked > 0 ? arena_printf(visit->arena, "%s · %s", words, total) : total;
    int          legend = legend_width(visit);
    if (asked > 0 && label_width(ui, style, both) + legend <= r.w) {
        legend_draw(visit, cut_right(&r, legend));
        words = both;
    } else if (label_width(ui, style, both) <= r.w) {
        words = both;
    }
    if (asked > 0 && found->whole > 0)
        style.colour = ui_theme(ui)->hue[HUE_GREEN].ink;
    (void)label(ui, r, style, words);
}

/* --- 帮我问 --------------------------------------------------------------------------------------
 */

static void ask_follow(struct visit *visit, struct jobs_match_state *state) {
    struct ask ask;
    struct err err = { .lang = visit->lang };
    switch (visit_saved(visit, &ask, sizeof(ask), &err)) {
    case SAVE_IDLE:
    case SAVE_UNDER_WAY:
        return;
    case SAVE_FAILED:
        told_say(visit, &state->told, unsaved_words(visit->ui, &err), true);
        return;
    case SAVE_DONE:
        break;
    }
    const time_ms due = ask_due(&ask);
    const char   *by = time_absent(due)
                           ? ""
                           : job_day_text(day_of_time(due), visit->today, visit->lang, visit->arena);
    const char *form = ask_again(&ask) ? N_("已经有人问了，最晚 %s问清楚，写在这个岗位上")
                                       : N_("记下了，最晚 %s帮您问清楚，写在这个岗位上");
    if (*by == '\0')
        told_say(visit, &state->told, ui_tr(visit->ui, "记下了，问清楚就写在这个岗位上"), false);
    else
        told_say(visit, &state->told, arena_printf(visit->arena, ui_tr(visit->ui, form), by),
                 false);
    visit_chime(visit, CHIME_DONE);
}

static enum match_asking asking_of(struct visit *visit, const struct ask *ask) {
    bool open = false;
    if (ask->count == 0 || visit->saver == NULL)
        return ASKING_NOTHING;
    if (!ask_open(visit->store, ask, &open, NULL))
        return ASKING_NOTHING; /* the list itself says what is wrong with the store */
    return open ? ASKING_OPEN : ASKING_OFFERED;
}

/* --- the list ----------------------------------------------------------------------------------
 */

static void card_draw(struct visit *visit, struct rect r, const struct match_layout *layout,
                      struct jobs_match_state *state, const struct job_row *row,
                      const struct match *match) {
    struct ask ask;
    ask_begin(&ask, row->job.head.id, match, &state->wishes, visit->place->terminal);
    struct jobs_detail_state detail = { .job = row->job.head.id };
    switch (match_card(visit, r, layout, &state->wishes, row, match, asking_of(visit, &ask))) {
    case MATCH_USED_NOT:
        break;
    case MATCH_USED_CARD:
        visit_push(visit, &jobs_detail_screen, &detail);
        break;
    case MATCH_USED_ASK:
        if (!visit_save(visit, ask_save, &ask, sizeof(ask)))
            told_say(visit, &state->told, ui_tr(visit->ui, "机器正忙，请再点一次"), true);
        break;
    }
}

static void cards_draw(struct visit *visit, struct rect body, struct jobs_match_state *state,
                       const struct match_found *found) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct match_layout layout = match_layout(visit, &state->wishes, body.w);
    struct rect         turn = cut_bottom(&body, pages_height(ui));
    (void)cut_bottom(&body, theme->gap_small);
    int    rows = (body.h + theme->gap_small) / (layout.card_height + theme->gap_small);
    size_t a_page = (size_t)((rows > 0 ? rows : 1) * layout.columns), count = 0;
    a_page = a_page < CARDS_MOST ? a_page : CARDS_MOST;
    state->first -= state->first % a_page;
    if (state->first >= found->total) /* the list became shorter */
        state->first = (found->total - 1) / a_page * a_page;
    struct job_row *job = ARENA_NEW_ARRAY(visit->arena, CARDS_MOST, struct job_row);
    struct match    match[CARDS_MOST];
    struct err      err = { .lang = visit->lang };
    if (!match_page(index_of_all, visit->store, state->first, a_page, visit->arena, job, match,
                    &count, &err)) {
        glass_trouble(ui, body, &err);
        return;
    }
    for (size_t i = 0; i < count; i++)
        card_draw(visit,
                  cut_cell(body, layout.columns, rows > 0 ? rows : 1, theme->gap_small, (int)i),
                  &layout, state, &job[i], &match[i]);
    (void)pages(ui, ui_id("match.pages"), turn, &state->first, a_page, found->total);
}

static void list_draw(struct visit *visit, struct jobs_match_state *state) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct err          err = { .lang = visit->lang };
    struct match_found  found;
    int                 asked = 0;
    struct rect         body = match_frame(visit, state, ui_tr(ui, "按您说的三样来找"));
    struct rect         page = { 0, body.y, theme->width, body.h - pages_height(ui) };
    ask_follow(visit, state);
    for (int w = 0; w < WISH_COUNT; w++)
        asked += wish_asked(&state->wishes, (enum wish)w);
    struct rect top = cut_top(&body, answers_height(ui)), says = { 0 };
    if (theme->landscape) {
        says = cut_right(&top, top.w * SAYS_SHARE / 100);
        (void)cut_right(&top, theme->gap);
    }
    answers_on_top(visit, top, state);
    cut_gap(&body, theme->gap_small);
    if (index_of_all == NULL && (index_of_all = match_index_new()) == NULL)
        return; /* next frame, perhaps */
    if (!match_index_update(index_of_all, visit->store, &err)) {
        glass_trouble(ui, body, &err);
        return;
    }
    match_order(index_of_all, &state->wishes, visit->today, &found);
    if (found.total == 0) {
        notice(ui, body, ICON_JOBS, HUE_JOBS, ui_tr(ui, "现在没有在招的岗位"),
               ui_tr(ui, "一有新岗位，这里马上就有"));
        return;
    }
    if (!theme->landscape) {
        says = cut_top(&body, theme->line[EM_MAIN]);
        cut_gap(&body, theme->gap_small);
    }
    found_draw(visit, says, &found, asked);
    cards_draw(visit, body, state, &found);
    told_draw(visit, ui_id("match.told"), page, &state->told);
}

static void match_draw(struct visit *visit) {
    struct jobs_match_state *state = visit_state(visit);
    if (state->question < WISH_COUNT)
        question_draw(visit, state);
    else
        list_draw(visit, state);
}

const struct screen jobs_match_screen = { "match", sizeof(struct jobs_match_state), match_draw };
