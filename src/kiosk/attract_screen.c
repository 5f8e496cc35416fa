/* SPDX-License-Identifier: GPL-3.0-or-later
 * attract_screen.c - header with a large clock, a card between its neighbours, dots, two small
 * cards and the board of counts where there is height, and what to do. The services draw their
 * cards; without any the page says where one is and when it is open. */
#include "kiosk/attract_screen.h"

#include "kiosk/glasses.h"
#include "kiosk/kiosk.h"
#include "kiosk/today.h"
#include "ui/card.h"
#include "ui/widget.h"

#include <string.h>

enum {
    CHANGE_MS = 8000,
    CALM_MS = 60000, /* where no card follows another */
    CARDS_MOST = 6,
    CLOCK_EM = 92, /* units */
    NIGHT_EM = 220,
    MAIN_SHARE = 79, /* of 100 of the width: the card; its neighbours have the rest */
    CARD_SHAPE = 74, /* of 100 of its width: its least height */
    SIDE_SHARE = 27, /* the button as a panel at the side */
    START_H = 262,
    SMALL_H = 196,
    BOARD_H = 330,
    BOARD_ROW = 112, /* of the board at the side */
    NUMBER_EM = 84,
    HALO = 12,
    DOT = 18,
    SHIFT = 6,          /* the most that things move */
    FADED = 0x8CF5F2EA, /* paper over the neighbours */
};

/* Which glass has it, and which of its cards it is. */
struct attraction {
    const struct service_glass *glass;
    size_t                      index;
};

/* --- time ------------------------------------------------------------------------------ */

/* From one hour to another, over midnight or not. */
static bool is_night(struct visit *visit) {
    const struct kiosk_settings *wish = &kiosk_of(visit)->settings.kiosk;
    int                          hour = 0, minute = 0;
    time_clock(visit->now, &hour, &minute);
    if (wish->night_from == INT_ABSENT || wish->night_to == INT_ABSENT)
        return false;
    bool after = hour >= wish->night_from, before = hour < wish->night_to;
    return visit->clock_set &&
           (wish->night_from <= wish->night_to ? after && before : after || before);
}

static int64_t rested_ms(const struct kiosk *kiosk) {
    return world_monotonic_ms(&kiosk->world) - kiosk->rest_ms;
}

bool attract_shown(const struct kiosk *kiosk) {
    return visit_screen(&kiosk->visit) == &attract_screen;
}

bool attract_due(const struct kiosk *kiosk) {
    return rested_ms(kiosk) / kiosk->rest_pace_ms != kiosk->rest_change;
}

int64_t attract_patience_ms(const struct kiosk *kiosk) {
    return kiosk->rest_pace_ms - rested_ms(kiosk) % kiosk->rest_pace_ms;
}

/* Everything stands elsewhere by a few pixels after each change, around the middle. */
static struct rect shifted(const struct ui *ui, struct rect r, int64_t change) {
    static const signed char steps[][2] = { { 0, 0 },  { 1, 0 },   { 1, 1 },  { 0, 1 }, { -1, 1 },
                                            { -1, 0 }, { -1, -1 }, { 0, -1 }, { 1, -1 } };
    const signed char       *step = steps[change % (int64_t)(sizeof(steps) / sizeof(steps[0]))];
    r.x += step[0] * px(ui, SHIFT);
    r.y += step[1] * px(ui, SHIFT);
    return r;
}

/* --- words ----------------------------------------------------------------------------- */

/* One line larger than any label: the clock, and counts. Read as a text; returns its width. */
static int large_words(struct ui *ui, struct rect r, int size, enum align align, colour c,
                       const char *words) {
    struct placed placed[16];
    size_t        count = 0, length = strlen(words);
    int           pen = 0;
    for (size_t at = 0; at < length && count < sizeof(placed) / sizeof(placed[0]);) {
        struct cluster next = fonts_next(ui_fonts(ui), FACE_BOLD, size, words + at, length - at);
        placed[count++] = (struct placed){ next.character, pen };
        pen += next.advance;
        at += next.length;
    }
    int         width = pen / 64;
    int         x = align == ALIGN_LEFT    ? r.x
                    : align == ALIGN_RIGHT ? rect_right(r) - width
                                           : r.x + (r.w - width) / 2;
    struct rect place = { x, r.y + (r.h - size) / 2, width, size };
    paint_run(ui_paint(ui), FACE_BOLD, size, x, r.y + r.h / 2 + fonts_baseline(size), placed, count,
              c);
    widget_says(ui, ROLE_STATUS, place, words, 0);
    return width;
}

static const char *centre_words(struct visit *visit) {
    return *visit->place->name != '\0' ? visit->place->name : ui_tr(visit->ui, "服务中心");
}

static void header_draw(struct visit *visit, struct rect *page) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct style title = STYLE(.em = theme->compact ? EM_MAIN : EM_TITLE, .bold = true, .lines = 1,
                               .may_cut = true, .role = ROLE_HEADING);
    struct style second =
        STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .lines = 1, .may_cut = true, .middle = true);
    int         pad = px(ui, theme->compact ? 12 : 32), clock = theme_text_px(theme, CLOCK_EM);
    int         words_h = theme->line[title.em] + (theme->compact ? 0 : theme->line[EM_SECOND]);
    int         height = words_h + 2 * pad;
    struct rect all = cut_top(page, height), line = all, r = all;
    all.y -= theme->margin, all.h += theme->margin; /* the shift never bares its upper edge */
    all.x -= theme->margin, all.w += 2 * theme->margin;
    line.x = all.x, line.w = all.w;
    paint_fill(ui_paint(ui), all, 0, ui_tone(ui, TONE_BAR));
    paint_fill(ui_paint(ui), cut_bottom(&line, theme->border), 0, ui_tone(ui, TONE_LINE));
    r = rect_inset(r, theme->margin, pad);
    clock = clock < r.h ? clock : r.h;
    (void)cut_right(&r, theme->gap + large_words(ui, r, clock, ALIGN_RIGHT, ui_tone(ui, TONE_BRAND),
                                                 clock_words(visit)));
    if (theme->compact) {
        title.middle = true;
        (void)label(ui, cut_left(&r, label_width(ui, title, centre_words(visit))), title,
                    centre_words(visit));
        (void)cut_left(&r, theme->gap);
        (void)label(ui, r, second, today_words(visit));
        return;
    }
    (void)label(ui, cut_top(&r, theme->line[title.em]), title, centre_words(visit));
    (void)label(ui, r, second, today_words(visit));
}

/* What looks like the button; the whole screen is it. */
static void start_draw(struct visit *visit, struct rect r, bool upright) {
    struct ui              *ui = visit->ui;
    const struct theme     *theme = ui_theme(ui);
    const struct hue_tones *hue = &theme->hue[HUE_BRAND];
    struct style title = STYLE(.em = theme->compact ? EM_TITLE : EM_DISPLAY, .bold = true,
                               .colour = hue->on_fill, .lines = 1);
    struct style second = STYLE(.em = EM_SECOND, .colour = hue->on_fill);
    const char *words = ui_tr(ui, "点一下开始"), *says = ui_tr(ui, "不用带卡，不花钱，有人帮");
    int halo = px(ui, HALO), icon = theme_text_px(theme, theme->compact ? 64 : 108);
    widget_box(ui, rect_inset(r, -halo, -halo), theme->radius + halo,
               colour_mix(ui_tone(ui, TONE_PAPER), hue->fill, 40), 0);
    widget_box(ui, r, theme->radius, hue->fill, 0);
    r = rect_inset(r, theme->pad, px(ui, 16));
    if (upright) {
        title.align = second.align = ALIGN_CENTRE;
        title.lines = 0;
        int title_h = label_height(ui, title, words, r.w);
        int need = icon + 2 * theme->gap + title_h + label_height(ui, second, says, r.w);
        r = rect_centred(r, r.w, need);
        widget_icon(ui, cut_top(&r, icon), ICON_TOUCH, icon, hue->on_fill);
        cut_gap(&r, theme->gap);
        (void)label(ui, cut_top(&r, title_h), title, words);
        cut_gap(&r, theme->gap);
        (void)label(ui, r, second, says);
        return;
    }
    int wide = label_width(ui, title, words), below = label_width(ui, second, says);
    int second_h = theme->line[EM_SECOND];
    if (below > r.w - icon - theme->gap || theme->line[title.em] + second_h > r.h)
        below = second_h = 0;
    wide = wide > below ? wide : below;
    r = rect_centred(r, icon + theme->gap + wide, theme->line[title.em] + second_h);
    widget_icon(ui, cut_left(&r, icon), ICON_TOUCH, icon, hue->on_fill);
    (void)cut_left(&r, theme->gap);
    (void)label(ui, cut_top(&r, theme->line[title.em]), title, words);
    if (second_h > 0)
        (void)label(ui, r, second, says);
}

/* --- cards ----------------------------------------------------------------------------- */

static size_t attractions(struct visit *visit, struct attraction *list) {
    size_t count = 0;
    for (size_t g = 0; visit->store != NULL && glasses[g] != NULL; g++)
        for (size_t i = 0; glasses[g]->attract != NULL && count < CARDS_MOST &&
                           glasses[g]->attract(visit, i, (struct rect){ 0 });
             i++)
            list[count++] = (struct attraction){ glasses[g], i };
    return count;
}

static void card_draw(struct visit *visit, struct rect r, const struct attraction *what) {
    panel(visit->ui, r, HUE_PLAIN);
    (void)what->glass->attract(visit, what->index, r);
}

/* What came before and what comes next look in from the edges, paler; they are not read. */
static void neighbour_draw(struct visit *visit, struct rect r, const struct attraction *what) {
    struct ui *ui = visit->ui;
    widget_hush(ui, true);
    card_draw(visit, r, what);
    widget_hush(ui, false);
    paint_fill(ui_paint(ui), r, ui_theme(ui)->radius, FADED);
}

static void dots_draw(struct ui *ui, struct rect r, size_t count, size_t active) {
    int dot = px(ui, DOT), wide = dot * 7 / 2, gap = dot * 3 / 2;
    r = rect_centred(r, (int)(count - 1) * (dot + gap) + wide, dot);
    for (size_t i = 0; i < count; i++) {
        struct rect place = cut_left(&r, i == active ? wide : dot);
        paint_fill(ui_paint(ui), place, dot / 2, ui_tone(ui, i == active ? TONE_BRAND : TONE_LINE));
        (void)cut_left(&r, gap);
    }
}

static void cards_draw(struct visit *visit, struct rect r, const struct attraction *list,
                       size_t count, size_t active) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    bool                peeks = !theme->landscape && !theme->contrast && count > 1;
    if (count > 1) {
        dots_draw(ui, cut_bottom(&r, px(ui, DOT)), count, active);
        (void)cut_bottom(&r, theme->gap);
    }
    int wide = theme->landscape || count == 1 ? r.w - 2 * theme->margin : r.w * MAIN_SHARE / 100;
    struct rect main = rect_centred(r, wide, r.h), side = main;
    if (peeks) {
        struct rect before = widget_clip(ui, r);
        side.x = rect_right(main) + theme->gap;
        neighbour_draw(visit, side, &list[(active + 1) % count]);
        side.x = main.x - theme->gap - wide;
        if (count > 2)
            neighbour_draw(visit, side, &list[(active + count - 1) % count]);
        (void)widget_clip(ui, before);
    }
    card_draw(visit, main, &list[active]);
}

/* Nothing to show: where one is, and when somebody is here. */
static void calm_draw(struct visit *visit, struct rect r) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct style        name = STYLE(.em = EM_DISPLAY, .bold = true, .align = ALIGN_CENTRE);
    struct style        hours = STYLE(.tone = TONE_MUTED, .align = ALIGN_CENTRE);
    const char         *open =
        *visit->place->office_hours == '\0'
                    ? ui_tr(ui, "找工作、问事情，都可以在这里")
                    : arena_printf(visit->arena, ui_tr(ui, "办公时间：%s"), visit->place->office_hours);
    r = rect_inset(r, theme->margin, 0);
    int name_h = label_height(ui, name, centre_words(visit), r.w);
    int open_h = label_height(ui, hours, open, r.w);
    r = rect_centred(r, r.w, name_h + theme->gap + open_h);
    (void)label(ui, cut_top(&r, name_h), name, centre_words(visit));
    cut_gap(&r, theme->gap);
    (void)label(ui, r, hours, open);
}

/* --- the board --------------------------------------------------------------------------- */

/* The first service that has counts. */
static bool board_of(struct visit *visit, struct board *ret_board) {
    for (size_t g = 0; visit->store != NULL && glasses[g] != NULL; g++)
        if (glasses[g]->board != NULL && glasses[g]->board(visit, ret_board))
            return true;
    return false;
}

/* Number above its words, or before them where the board stands at the side. */
static void count_draw(struct ui *ui, struct rect r, const struct board_count *count,
                       bool at_the_side) {
    const struct theme *theme = ui_theme(ui);
    int                 number = theme_text_px(theme, NUMBER_EM);
    struct style        words = STYLE(.em = EM_SECOND, .middle = true, .lines = 1,
                                      .align = at_the_side ? ALIGN_LEFT : ALIGN_CENTRE);
    struct rect         place = at_the_side ? cut_left(&r, r.w * 45 / 100) : cut_top(&r, number);
    (void)large_words(ui, place, number, ALIGN_CENTRE, theme->hue[count->hue].ink, count->number);
    (void)label(ui, r, words, count->words);
}

/* What it is about, three counts apart by lines, and one sentence that is worth knowing. */
static void board_draw(struct visit *visit, struct rect r, const struct board *board,
                       bool at_the_side) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct style title = STYLE(.bold = true, .middle = true, .lines = 1, .role = ROLE_HEADING);
    struct style says =
        STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .align = ALIGN_CENTRE, .middle = true);
    panel(ui, r, HUE_PLAIN);
    r = rect_inset(r, theme->pad, theme->gap);
    struct rect top = cut_top(&r, theme->line[EM_MAIN]);
    int         icon = widget_icon_size(ui, EM_MAIN);
    widget_icon(ui, cut_left(&top, icon), board->icon, icon, theme->hue[board->hue].ink);
    (void)cut_left(&top, theme->gap_small);
    (void)label(ui, top, title, board->title);
    if (!at_the_side) {
        struct rect foot = cut_bottom(&r, theme->line[EM_SECOND] + theme->gap_small);
        widget_box(ui, foot, theme->radius_small, ui_tone(ui, TONE_QUIET),
                   theme->contrast ? ui_tone(ui, TONE_LINE) : 0);
        (void)label(ui, foot, says, board->says);
        (void)cut_bottom(&r, theme->gap_small);
    }
    for (int i = 0; i < BOARD_COUNTS; i++) {
        struct rect cell =
            at_the_side ? cut_cell(r, 1, BOARD_COUNTS, 0, i) : cut_cell(r, BOARD_COUNTS, 1, 0, i);
        struct rect line = at_the_side
                               ? (struct rect){ cell.x, cell.y, cell.w, theme->border }
                               : rect_inset((struct rect){ cell.x, cell.y, theme->border, cell.h },
                                            0, theme->gap_small);
        if (i > 0)
            paint_fill(ui_paint(ui), line, 0, ui_tone(ui, TONE_LINE));
        int words = theme->line[EM_SECOND] + theme_text_px(theme, NUMBER_EM);
        count_draw(ui, at_the_side ? cell : rect_centred(cell, cell.w, words), &board->counts[i],
                   at_the_side);
    }
}

/* Two that come later, small; each is read when its turn has come. */
static void small_draw(struct visit *visit, struct rect r, const struct attraction *list,
                       size_t count, size_t active) {
    struct ui *ui = visit->ui;
    widget_hush(ui, true);
    for (int i = 0; i < 2; i++)
        card_draw(visit, cut_cell(r, 2, 1, ui_theme(ui)->gap, i),
                  &list[(active + 2 + (size_t)i) % count]);
    widget_hush(ui, false);
}

/* --- the page -------------------------------------------------------------------------- */

/* Below the card, from the bottom up, what has room there while the card keeps its shape: the
 * button, the board, the small cards. */
static void below_draw(struct visit *visit, struct rect *page, const struct attraction *list,
                       size_t count, size_t active) {
    const struct theme *theme = ui_theme(visit->ui);
    int          gap = theme->gap + theme->gap_small, start_h = theme_text_px(theme, START_H);
    int          board_h = theme_text_px(theme, BOARD_H), small_h = theme_text_px(theme, SMALL_H);
    int          card = theme_text_px(theme, CARD_SHAPE) * page->w * MAIN_SHARE / 10000;
    int          room = page->h - start_h - gap - card;
    struct board board;
    struct rect  start = rect_inset(cut_bottom(page, start_h), theme->margin, 0);
    (void)cut_bottom(page, gap);
    if (count > 0 && board_h + theme->gap <= room && board_of(visit, &board)) {
        board_draw(visit, rect_inset(cut_bottom(page, board_h), theme->margin, 0), &board, false);
        (void)cut_bottom(page, theme->gap);
        room -= board_h + theme->gap;
    }
    if (count > 3 && small_h + theme->gap <= room) {
        small_draw(visit, rect_inset(cut_bottom(page, small_h), theme->margin, 0), list, count,
                   active);
        (void)cut_bottom(page, theme->gap);
    }
    start_draw(visit, start, false);
}

/* The button is a panel at the right, below the board. */
static void beside_draw(struct visit *visit, struct rect *page, size_t count) {
    const struct theme *theme = ui_theme(visit->ui);
    struct rect         side = cut_right(page, page->w * SIDE_SHARE / 100);
    int                 board_h =
        2 * theme->gap + theme->line[EM_MAIN] + BOARD_COUNTS * theme_text_px(theme, BOARD_ROW);
    struct board board;
    side.w -= theme->margin;
    if (count > 0 && board_h <= side.h * 3 / 5 && board_of(visit, &board)) {
        board_draw(visit, cut_top(&side, board_h), &board, true);
        cut_gap(&side, theme->gap + theme->gap_small);
    }
    start_draw(visit, side, true);
}

static void day_draw(struct visit *visit, struct rect page, const struct attraction *list,
                     size_t count, size_t active) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    header_draw(visit, &page);
    cut_gap(&page, theme->gap + theme->gap_small);
    (void)cut_bottom(&page, theme->margin);
    if (theme->compact) {
        struct rect start = rect_inset(cut_bottom(&page, theme->main), theme->margin, 0);
        (void)cut_bottom(&page, theme->gap + theme->gap_small);
        start_draw(visit, start, false);
    } else if (theme->landscape) {
        beside_draw(visit, &page, count);
    } else {
        below_draw(visit, &page, list, count, active);
    }
    if (count > 0)
        cards_draw(visit, page, list, count, active);
    else
        calm_draw(visit, page);
}

static void night_draw(struct visit *visit, struct rect page) {
    static const colour dark = 0xFF0C0F0D, dim = 0xFF8F8B80;
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct style name = STYLE(.em = EM_TITLE, .bold = true, .colour = dim, .align = ALIGN_CENTRE,
                              .lines = 1, .may_cut = true, .role = ROLE_HEADING);
    struct style words = STYLE(.colour = dim, .align = ALIGN_CENTRE);
    const char  *start = ui_tr(ui, "点一下开始");
    int          clock = px(ui, NIGHT_EM);
    paint_fill(ui_paint(ui), ui_panel(ui), 0, dark);
    page = rect_inset(page, theme->margin, theme->margin);
    page =
        rect_centred(page, page.w,
                     theme->line[EM_TITLE] + clock * 5 / 4 + theme->gap + 2 * theme->line[EM_MAIN]);
    (void)label(ui, cut_top(&page, theme->line[EM_TITLE]), name, centre_words(visit));
    (void)large_words(ui, cut_top(&page, clock * 5 / 4), clock, ALIGN_CENTRE, dim,
                      clock_words(visit));
    (void)label(ui, cut_top(&page, theme->line[EM_MAIN]), words, today_words(visit));
    cut_gap(&page, theme->gap);
    (void)label(ui, page, words, start);
}

static void attract_draw(struct visit *visit) {
    struct ui        *ui = visit->ui;
    struct kiosk     *kiosk = kiosk_of(visit);
    struct attraction list[CARDS_MOST];
    bool              night = is_night(visit);
    size_t            count = night ? 0 : attractions(visit, list);
    kiosk->rest_pace_ms = count > 1 ? CHANGE_MS : CALM_MS;
    kiosk->rest_change = rested_ms(kiosk) / kiosk->rest_pace_ms;
    if (widget_touch(ui, ui_id("attract"), ROLE_BUTTON, ui_panel(ui), ui_tr(ui, "点一下开始"), "",
                     0)
            .used)
        visit_home(visit);
    struct rect page = shifted(ui, ui_panel(ui), kiosk->rest_change);
    if (night)
        night_draw(visit, page);
    else
        day_draw(visit, page, list, count, count > 0 ? (size_t)kiosk->rest_change % count : 0);
}

const struct screen attract_screen = { "attract", 0, attract_draw };
