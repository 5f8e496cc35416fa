/* SPDX-License-Identifier: GPL-3.0-or-later
 * match_card_screen.c - the card of a posting among wishes: picture, title, how well it fits, pay,
 * who and how far, then the marks. A mark is read with the card; 帮我问 is a button of its own. */
#include "services/jobs/match_card.h"

#include "ui/button.h"
#include "ui/card.h"
#include "ui/widget.h"

#include <string.h>

enum {
    PICTURE = 116, /* units */
    PAD_X = 24,
    PAD_Y = 22,
    MARK = 64, /* height of a mark */
    MARK_PAD = 14,
    MARK_GAP = 12,
    APART = 16, /* from the card, as far as it is touched, to 帮我问 */
    BADGE_PAD = 22,
    CARD_LEAST = 700, /* width of a card beside another */
};

/* Words of a mark are at most so wide, in hundredths of an em; three of them together are less. */
static const int mark_ems[LANG_COUNT] = { [LANG_ZH] = 510, [LANG_EN] = 640 };
static const int marks_ems[LANG_COUNT] = { [LANG_ZH] = 435, [LANG_EN] = 600 }; /* on average */

static const struct button ask_look = { .icon = ICON_ASK, .hue = HUE_JOBS, .em = EM_SECOND };
static const struct button ask_bare = { .hue = HUE_JOBS, .em = EM_SECOND };

/* What a mark needs beside its words. */
static int mark_frame(const struct ui *ui) {
    return 2 * px(ui, MARK_PAD) + widget_icon_size(ui, EM_SECOND) + px(ui, 8);
}

static int mark_width(struct visit *visit, const int ems[LANG_COUNT]) {
    struct ui *ui = visit->ui;
    return mark_frame(ui) + ui_theme(ui)->em[EM_SECOND] * ems[visit->lang] / 100;
}

static int mark_height(const struct ui *ui) {
    int words = ui_theme(ui)->line[EM_SECOND] + px(ui, 16);
    return words > px(ui, MARK) ? words : px(ui, MARK);
}

static int picture_side(const struct ui *ui) {
    return ui_theme(ui)->compact ? 0 : px(ui, PICTURE);
}

/* 大字: the pay has a line of its own, but where there is no height for it. */
static bool three_lines(const struct theme *theme) {
    return theme->large && !theme->compact;
}

static int words_height(const struct ui *ui) {
    const struct theme *theme = ui_theme(ui);
    int                 words = theme->line[EM_MAIN] + theme->line[EM_SECOND];
    return three_lines(theme) ? words + theme->line[EM_MAIN] : words;
}

/* The marks, and 帮我问 below them where it has no room beside. */
static int below_height(const struct ui *ui, const struct match_layout *layout, bool ask) {
    const struct theme *theme = ui_theme(ui);
    if (layout->asked == 0)
        return 0;
    int lines = (layout->asked + layout->marks_in_line - 1) / layout->marks_in_line;
    int marks = lines * mark_height(ui) + (lines - 1) * px(ui, MARK_GAP);
    if (layout->ask_beside)
        return marks > theme->target ? marks : theme->target;
    return ask ? marks + px(ui, MARK_GAP) + theme->target : marks;
}

static int top_height(const struct ui *ui) {
    return words_height(ui) > picture_side(ui) ? words_height(ui) : picture_side(ui);
}

struct match_layout match_layout(struct visit *visit, const struct wishes *wishes, int width) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct match_layout layout = { .columns = 1, .marks_in_line = 1 };
    for (int w = 0; w < WISH_COUNT; w++)
        layout.asked += wish_asked(wishes, (enum wish)w);
    bool wide = (width - theme->gap) / 2 >= px(ui, CARD_LEAST);
    if (theme->landscape && wide && !(theme->compact && theme->large))
        layout.columns = 2;
    int inner = (width - (layout.columns - 1) * theme->gap) / layout.columns - 2 * px(ui, PAD_X);
    int one = mark_width(visit, mark_ems), gap = px(ui, MARK_GAP);
    int ask = button_width(ui, ui_tr(ui, "帮我问"), &ask_bare);
    while (layout.marks_in_line < layout.asked &&
           (layout.marks_in_line + 1) * (one + gap) - gap <= inner)
        layout.marks_in_line++;
    layout.ask_beside = layout.marks_in_line == layout.asked &&
                        layout.asked * (mark_width(visit, marks_ems) + gap) + ask <= inner;
    int below = below_height(ui, &layout, true); /* cards of one list are all alike */
    layout.card_height =
        2 * px(ui, PAD_Y) + top_height(ui) + (below > 0 ? px(ui, MARK_GAP) + below : 0);
    return layout;
}

/* --- words -------------------------------------------------------------------------------------
 */

const char *match_badge(struct ui *ui, const struct match *match) {
    static const char *const whole[] = { "", N_("合您的要求"), N_("两样都合"), N_("三样都合") };
    static const char *const open[] = { "", N_("差一样没写"), N_("差两样没写"), N_("三样都没写") };
    static const char *const some[] = { N_("没有合的"), N_("合一样"), N_("合两样") };
    if (match->asked == 0)
        return "";
    if (match->meets == match->asked)
        return ui_tr(ui, whole[match->asked]);
    if (match->fails > 0)
        return ui_tr(ui, some[match->meets]);
    return ui_tr(ui, match->meets > 0 || match->unknown == 3 ? open[match->unknown] : N_("都没写"));
}

static const char *const verdict_words[] = { "", N_("合"), N_("没写"), N_("不合") };

/* All of it, as one text to be read: pay, who, how far, then wish by wish. */
static const char *card_value(struct visit *visit, const struct wishes *wishes,
                              const struct job_row *row, const struct match *match) {
    struct ui    *ui = visit->ui;
    struct arena *arena = visit->arena;
    const char   *parts[4 + WISH_COUNT] = { job_pay_text(&row->job, visit->lang, arena),
                                            row->employer.name,
                                            job_travel_text(&row->job, visit->lang, arena),
                                            match_badge(ui, match) };
    for (int w = 0; w < WISH_COUNT; w++) {
        const char *why = wish_reason(&row->job, &match->facts, (enum wish)w, wishes->answer[w],
                                      visit->lang, arena);
        parts[4 + w] = match->verdict[w] == VERDICT_NONE
                           ? ""
                           : arena_printf(arena, ui_tr(ui, "%1$s：%2$s"),
                                          ui_tr(ui, verdict_words[match->verdict[w]]), why);
    }
    const char *value = "";
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
        if (*parts[i] != '\0')
            value = *value == '\0' ? parts[i] : arena_printf(arena, "%s · %s", value, parts[i]);
    return value;
}

/* --- drawing -----------------------------------------------------------------------------------
 */

static void badge_draw(struct visit *visit, struct rect *line, const struct match *match) {
    struct ui              *ui = visit->ui;
    const struct theme     *theme = ui_theme(ui);
    const struct hue_tones *green = &theme->hue[HUE_GREEN];
    const char             *words = match_badge(ui, match);
    bool                    whole = match->asked > 0 && match->meets == match->asked;
    struct style style = STYLE(.em = EM_SECOND, .bold = true, .align = ALIGN_CENTRE, .middle = true,
                               .lines = 1, .colour = whole ? green->on_fill : 0);
    int          width = label_width(ui, style, words) + 2 * px(ui, BADGE_PAD);
    if (*words == '\0' || width > line->w / 2)
        return;
    struct rect r = cut_right(line, width);
    (void)cut_right(line, theme->gap_small);
    r = rect_centred(r, width, theme->line[EM_SECOND] + px(ui, 4));
    widget_box(ui, r, r.h / 2, whole ? green->fill : ui_tone(ui, TONE_QUIET),
               theme->contrast ? ui_tone(ui, TONE_LINE) : 0);
    (void)label(ui, r, style, words);
}

/* Who and how far at the left, the pay at the right, which never gives way. */
static void second_draw(struct visit *visit, struct rect line, const struct job_row *row) {
    struct ui   *ui = visit->ui;
    struct style wage = STYLE(.bold = true, .tone = TONE_MONEY, .middle = true, .lines = 1,
                              .align = ALIGN_RIGHT, .may_cut = true);
    struct style who =
        STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .middle = true, .lines = 1, .may_cut = true);
    const char *pay = job_pay_text(&row->job, visit->lang, visit->arena);
    const char *way = job_travel_text(&row->job, visit->lang, visit->arena);
    const char *name = row->employer.name;
    if (label_width(ui, wage, pay) > line.w * 3 / 5)
        wage.em = EM_SECOND;
    if (three_lines(ui_theme(ui))) {
        wage.align = ALIGN_LEFT;
        (void)label(ui, cut_top(&line, ui_theme(ui)->line[EM_MAIN]), wage, pay);
    } else {
        (void)label(ui, cut_right(&line, label_width(ui, wage, pay)), wage, pay);
        (void)cut_right(&line, ui_theme(ui)->gap_small);
    }
    const char *both = *name != '\0' && *way != '\0'
                           ? arena_printf(visit->arena, "%s · %s", name, way)
                       : *name != '\0' ? name
                                       : way;
    if (label_width(ui, who, both) > line.w && *way != '\0')
        both = way; /* short, and it matters more */
    (void)label(ui, line, who, both);
}

static void mark_draw(struct ui *ui, struct rect r, enum verdict verdict, const char *words) {
    static const enum icon  icons[] = { 0, ICON_MEETS, ICON_UNKNOWN, ICON_FAILS };
    static const enum hue   hues[] = { 0, HUE_GREEN, HUE_AMBER, HUE_RED };
    const struct theme     *theme = ui_theme(ui);
    const struct hue_tones *hue = &theme->hue[hues[verdict]];
    int                     icon = widget_icon_size(ui, EM_SECOND);
    widget_box(ui, r, theme->radius_small, hue->tint, theme->contrast ? ui_tone(ui, TONE_LINE) : 0);
    r = rect_inset(r, px(ui, MARK_PAD), 0);
    widget_icon(ui, cut_left(&r, icon), icons[verdict], icon, hue->on_tint);
    (void)cut_left(&r, px(ui, 8));
    (void)label(ui, r,
                STYLE(.em = EM_SECOND, .bold = true, .middle = true, .lines = 1,
                      .colour = hue->on_tint, .may_cut = true),
                words);
}

/* How wide one mark of a card is; 0: there is none. */
static int mark_needs(struct visit *visit, const struct wishes *wishes, const struct job_row *row,
                      const struct match *match, enum wish w) {
    if (match->verdict[w] == VERDICT_NONE)
        return 0;
    const char *why =
        wish_reason(&row->job, &match->facts, w, wishes->answer[w], visit->lang, visit->arena);
    return mark_frame(visit->ui) +
           label_width(visit->ui, STYLE(.em = EM_SECOND, .bold = true), why);
}

/* Has each mark room in even cells across `width`? */
static bool marks_even(struct visit *visit, int width, const struct match_layout *layout,
                       const struct wishes *wishes, const struct job_row *row,
                       const struct match *match) {
    int cell =
        (width - (layout->marks_in_line - 1) * px(visit->ui, MARK_GAP)) / layout->marks_in_line;
    bool even = true;
    for (int w = 0; w < WISH_COUNT; w++)
        even = even && mark_needs(visit, wishes, row, match, (enum wish)w) <= cell;
    return even;
}

/* Even cells, each below its like from card to card; in a line where one has no room in its cell,
 * each as wide as its words. */
static void marks_draw(struct visit *visit, struct rect r, const struct match_layout *layout,
                       const struct wishes *wishes, const struct job_row *row,
                       const struct match *match) {
    struct ui *ui = visit->ui;
    int        gap = px(ui, MARK_GAP), drawn = 0;
    int        lines = (layout->asked + layout->marks_in_line - 1) / layout->marks_in_line;
    bool       flows = lines == 1 && !marks_even(visit, r.w, layout, wishes, row, match);
    r = rect_centred(r, r.w, lines * mark_height(ui) + (lines - 1) * gap);
    for (int w = 0; w < WISH_COUNT; w++) {
        if (match->verdict[w] == VERDICT_NONE)
            continue;
        const char *why = wish_reason(&row->job, &match->facts, (enum wish)w, wishes->answer[w],
                                      visit->lang, visit->arena);
        struct rect cell = flows ? cut_left(&r, mark_needs(visit, wishes, row, match, (enum wish)w))
                                 : cut_cell(r, layout->marks_in_line, lines, gap, drawn++);
        mark_draw(ui, cell, match->verdict[w], why);
        (void)cut_left(&r, flows ? gap : 0);
    }
}

static void card_draw(struct visit *visit, struct rect r, const struct job_row *row,
                      const struct match *match) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    int                 side = picture_side(ui);
    if (side > 0) {
        card_picture(ui, rect_centred(cut_left(&r, side), side, side), row->picture, ICON_JOBS,
                     NULL);
        (void)cut_left(&r, px(ui, PAD_X));
    }
    r = rect_centred(r, r.w, words_height(ui));
    struct rect line = cut_top(&r, theme->line[EM_MAIN]);
    badge_draw(visit, &line, match);
    (void)label(ui, line, STYLE(.bold = true, .lines = 1, .may_cut = true), row->job.title);
    second_draw(visit, r, row);
}

static bool ask_draw(struct visit *visit, struct rect r, const struct job_row *row,
                     enum match_asking asking) {
    struct ui           *ui = visit->ui;
    uint64_t             id = ui_id_bytes(ui_id("ask"), row->job.head.id.bytes, sizeof(row_id));
    const char          *words = ui_tr(ui, "帮我问");
    const struct button *look = button_width(ui, words, &ask_look) <= r.w ? &ask_look : &ask_bare;
    struct style         open = STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .align = ALIGN_CENTRE,
                                      .middle = true, .lines = 2, .role = ROLE_STATUS);
    if (asking == ASKING_OPEN)
        (void)label(ui, r, open, ui_tr(ui, "正在问"));
    return asking == ASKING_OFFERED && button(ui, id, r, words, look);
}

/* Cut off what 帮我问 has of the room below the words: all that the marks leave, as far as it needs
 * it. */
static struct rect ask_place(struct visit *visit, struct rect *below,
                             const struct match_layout *layout, const struct wishes *wishes,
                             const struct job_row *row, const struct match *match) {
    struct ui *ui = visit->ui;
    int        gap = px(ui, MARK_GAP), marks = 0;
    if (!layout->ask_beside) {
        struct rect ask = cut_bottom(below, ui_theme(ui)->target);
        (void)cut_bottom(below, gap);
        return ask;
    }
    for (int w = 0; w < WISH_COUNT; w++)
        if (match->verdict[w] != VERDICT_NONE)
            marks += gap + mark_needs(visit, wishes, row, match, (enum wish)w);
    int width = button_width(ui, ui_tr(ui, "帮我问"), &ask_look);
    width = width < below->w - marks ? width : below->w - marks;
    struct rect ask = cut_right(below, width);
    (void)cut_right(below, gap);
    return rect_centred(ask, ask.w, ui_theme(ui)->target);
}

/* As card() has it, but of the whole only `touched` is pressed: two targets do not lie above each
 * other. */
static bool ground_draw(struct visit *visit, struct rect whole, struct rect touched,
                        const struct job_row *row, const char *value) {
    struct ui   *ui = visit->ui;
    uint64_t     id = ui_id_bytes(ui_id("job"), row->job.head.id.bytes, sizeof(row_id));
    colour       ground = ui_tone(ui, TONE_CARD);
    struct touch touch = widget_touch(ui, id, ROLE_CARD, touched, row->job.title, value, 0);
    widget_box(ui, whole, ui_theme(ui)->radius, touch.pressed ? tone_pressed(ground) : ground,
               ui_tone(ui, TONE_LINE));
    if (touch.focused)
        widget_ring(ui, touched, ui_theme(ui)->radius);
    return touch.used;
}

enum match_used match_card(struct visit *visit, struct rect r, const struct match_layout *layout,
                           const struct wishes *wishes, const struct job_row *row,
                           const struct match *match, enum match_asking asking) {
    struct ui  *ui = visit->ui;
    struct rect inner = rect_inset(r, px(ui, PAD_X), px(ui, PAD_Y)), touched = r, ask = { 0 };
    bool        offered = asking == ASKING_OFFERED;
    int         below_h = below_height(ui, layout, asking != ASKING_NOTHING);
    int         need = top_height(ui) + (below_h > 0 ? px(ui, MARK_GAP) + below_h : 0);
    int         spare = inner.h > need ? (inner.h - need) / 3 : 0;
    inner = rect_centred(inner, inner.w, need < inner.h ? need + spare : inner.h);
    struct rect below = cut_bottom(&inner, below_h);
    (void)cut_bottom(&inner, layout->asked > 0 ? px(ui, MARK_GAP) : 0);
    struct rect marks = below;
    if (asking != ASKING_NOTHING || (layout->ask_beside && layout->asked > 0))
        ask = ask_place(visit, &marks, layout, wishes, row, match);
    /* Without 帮我问 its place stays free, so that marks stand below each other, if they can. */
    if (asking != ASKING_NOTHING || marks_even(visit, marks.w, layout, wishes, row, match))
        below = marks;
    if (offered)
        touched.h = ask.y - px(ui, APART) - touched.y;
    bool used = ground_draw(visit, r, touched, row, card_value(visit, wishes, row, match));
    widget_hush(ui, true);
    card_draw(visit, inner, row, match);
    if (layout->asked > 0)
        marks_draw(visit, below, layout, wishes, row, match);
    widget_hush(ui, false);
    if (asking != ASKING_NOTHING && ask_draw(visit, ask, row, asking))
        return MATCH_USED_ASK;
    return used ? MATCH_USED_CARD : MATCH_USED_NOT;
}
