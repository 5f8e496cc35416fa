/* SPDX-License-Identifier: GPL-3.0-or-later
 * attract_screen.c - header with a large clock, a card between its neighbours, dots, and what to
 * do. The services draw their cards; without any the page says where one is and when it is open. */
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
    NIGHT_FROM = 22, /* hours */
    NIGHT_TO = 6,
    CARDS_MOST = 6,
    CLOCK_EM = 92, /* units */
    NIGHT_EM = 220,
    MAIN_SHARE = 79,  /* of 100 of the width: the card; its neighbours have the rest */
    CARD_SHAPE = 130, /* of 100 of its width: its height */
    SIDE_SHARE = 27,  /* the button as a panel at the side */
    START_H = 262,
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

static bool is_night(const struct visit *visit) {
    int hour = 0, minute = 0;
    time_clock(visit->now, &hour, &minute);
    return visit->clock_set && (hour >= NIGHT_FROM || hour < NIGHT_TO);
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

/* One line larger than any label: only the clock. Read as a text; returns its width. */
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
    int         x = align == ALIGN_RIGHT ? rect_right(r) - width : r.x + (r.w - width) / 2;
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
    bool                peeks = !theme->compact && !theme->contrast && count > 1;
    if (count > 1) {
        dots_draw(ui, cut_bottom(&r, px(ui, DOT)), count, active);
        (void)cut_bottom(&r, theme->gap);
    }
    int wide = theme->compact || count == 1 ? r.w - 2 * theme->margin : r.w * MAIN_SHARE / 100;
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

/* A card need not be higher than that; what is left makes the button easier to hit. */
static int start_height(const struct theme *theme, struct rect page) {
    int least = theme_text_px(theme, START_H);
    int left = page.h - page.w * MAIN_SHARE / 100 * CARD_SHAPE / 100;
    int most = least * 3 / 2;
    return left < least ? least : left > most ? most : left;
}

/* --- the page -------------------------------------------------------------------------- */

static void day_draw(struct visit *visit, struct rect page, const struct attraction *list,
                     size_t count, size_t active) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    bool                at_the_side = theme->landscape && !theme->compact;
    struct rect         start;
    header_draw(visit, &page);
    cut_gap(&page, theme->gap + theme->gap_small);
    (void)cut_bottom(&page, theme->margin);
    if (at_the_side) {
        start = cut_right(&page, page.w * SIDE_SHARE / 100);
        start.w -= theme->margin;
        (void)cut_right(&page, theme->gap);
    } else {
        int height = theme->compact ? theme->main : start_height(theme, page);
        start = rect_inset(cut_bottom(&page, height), theme->margin, 0);
        (void)cut_bottom(&page, theme->gap + theme->gap_small);
    }
    if (count > 0)
        cards_draw(visit, page, list, count, active);
    else
        calm_draw(visit, page);
    start_draw(visit, start, at_the_side);
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
