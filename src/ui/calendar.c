/* SPDX-License-Identifier: GPL-3.0-or-later
 * calendar.c - a head with the month between its two buttons, names of the weekdays, six weeks.
 * Each week is a row to the switch. */
#include "ui/calendar.h"

#include "ui/button.h"
#include "ui/widget.h"

enum { GAP = 16, WEEKS = 6, RADIUS = 16 }; /* units */

static int cell_height(const struct ui *ui) {
    return ui_theme(ui)->target;
}

int calendar_height(const struct ui *ui) {
    const struct theme *theme = ui_theme(ui);
    return theme->target + theme->line[EM_SECOND] + WEEKS * cell_height(ui) +
           (WEEKS + 1) * px(ui, GAP);
}

/* The days that are shown: a month, or `weeks` weeks from a Monday. */
struct span {
    day  monday;
    int  weeks;
    bool month;         /* only days of the month of `at` */
    day  before, after; /* what the buttons turn to */
};

static day monday_of(day d) {
    return (day){ d.n - (day_weekday(d) - 1) };
}

/* The first of the month `by` months away; the same month where dates end. */
static day month_away(day d, int by) {
    struct date date = day_date(d);
    int         months = date.year * 12 + date.month - 1 + by;
    bool        valid = date_valid(months / 12, months % 12 + 1, 1);
    return valid ? day_of(months / 12, months % 12 + 1, 1) : day_of(date.year, date.month, 1);
}

static struct span span_of(struct ui *ui, day at, int height) {
    int         fit = (height + px(ui, GAP)) / (cell_height(ui) + px(ui, GAP));
    struct span span = { .monday = monday_of(at), .weeks = fit > 1 ? fit : 1 };
    span.before.n = at.n - 7 * span.weeks;
    span.after.n = at.n + 7 * span.weeks;
    if (fit >= WEEKS)
        span = (struct span){ monday_of(month_away(at, 0)), WEEKS, true, month_away(at, -1),
                              month_away(at, 1) };
    return span;
}

static bool in_years(day d) {
    return d.n >= day_of(1900, 1, 8).n && d.n <= day_of(2199, 12, 1).n;
}

static void draw_head(struct ui *ui, uint64_t id, struct rect r, const struct span *span, day *at) {
    int         side = ui_theme(ui)->target * 3 / 2;
    struct rect before = cut_left(&r, side), after = cut_right(&r, side);
    struct date date = day_date(span->month ? *at : span->monday);
    day         to = *at;
    if (button(ui, ui_id_at(id, 1), before, ui_tr(ui, "往前"),
               BUTTON(.icon = ICON_BACK, .shown = "", .disabled = !in_years(span->before))))
        to = span->before;
    (void)label(
        ui, r,
        STYLE(.bold = true, .lines = 1, .middle = true, .align = ALIGN_CENTRE, .role = ROLE_STATUS),
        arena_printf(ui_arena(ui), ui_tr(ui, "%1$d 年 %2$d 月"), date.year, date.month));
    if (button(ui, ui_id_at(id, 2), after, ui_tr(ui, "往后"),
               BUTTON(.icon = ICON_NEXT, .shown = "", .disabled = !in_years(span->after))))
        to = span->after;
    if (to.n != at->n) {
        *at = to;
        ui_ask_again(ui);
    }
}

static bool draw_day(struct ui *ui, uint64_t id, struct rect r, const struct calendar *c, day d) {
    const struct theme *theme = ui_theme(ui);
    struct date         date = day_date(d);
    bool chosen = d.n == c->chosen.n && !day_absent(c->chosen), today = d.n == c->today.n;
    bool asleep =
        (!day_absent(c->first) && d.n < c->first.n) || (!day_absent(c->last) && d.n > c->last.n);
    struct hue_tones tones = theme->hue[c->hue];
    const char      *says =
        arena_printf(ui_arena(ui), ui_tr(ui, "%1$d 月 %2$d 日"), date.month, date.day);
    unsigned     state = (chosen ? TREE_SELECTED : 0u) | (asleep ? TREE_DISABLED : 0u);
    struct touch touch =
        widget_touch(ui, id, ROLE_CHIP, r, says, today ? ui_tr(ui, "今天") : "", state);
    colour ground = chosen ? tones.fill : asleep ? 0 : ui_tone(ui, TONE_CARD);
    if (ground)
        widget_box(ui, r, px(ui, RADIUS), touch.pressed ? tone_pressed(ground) : ground,
                   chosen ? tones.fill : ui_tone(ui, TONE_EDGE));
    if (today)
        paint_stroke(ui_paint(ui), r, px(ui, RADIUS), 2 * theme->border, 0, tones.ink);
    if (touch.focused)
        widget_ring(ui, r, px(ui, RADIUS));
    widget_hush(ui, true);
    (void)label(ui, r,
                STYLE(.bold = !asleep, .lines = 1, .middle = true, .align = ALIGN_CENTRE,
                      .colour = chosen ? tones.on_fill : 0,
                      .tone = asleep ? TONE_ASLEEP : TONE_INK),
                date.day == 1 ? arena_printf(ui_arena(ui), "%d/%d", date.month, date.day)
                              : arena_printf(ui_arena(ui), "%d", date.day));
    widget_hush(ui, false);
    return touch.used;
}

static void draw_weekdays(struct ui *ui, struct rect r) {
    const char *const names[] = { ui_tr(ui, "周一"), ui_tr(ui, "周二"), ui_tr(ui, "周三"),
                                  ui_tr(ui, "周四"), ui_tr(ui, "周五"), ui_tr(ui, "周六"),
                                  ui_tr(ui, "周日") };
    widget_hush(ui, true);
    for (int i = 0; i < 7; i++)
        (void)label(ui, cut_cell(r, 7, 1, px(ui, GAP), i),
                    STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .lines = 1, .align = ALIGN_CENTRE),
                    names[i]);
    widget_hush(ui, false);
}

/* A week: to the switch it is a row. */
static bool draw_week(struct ui *ui, uint64_t id, struct rect r, const struct calendar *c,
                      const struct span *span, int week, day at, day *ret_day) {
    bool used = false;
    day  monday = { span->monday.n + week * 7 };
    bool ring = widget_row(ui, ui_id_at(id, 10 + (uint64_t)week), r,
                           arena_printf(ui_arena(ui), ui_tr(ui, "第 %d 周"), week + 1));
    for (int i = 0; i < 7; i++) {
        day d = { monday.n + i };
        if (span->month && day_date(d).month != day_date(at).month)
            continue;
        if (draw_day(ui, ui_id_at(id, (uint64_t)d.n + 100), cut_cell(r, 7, 1, px(ui, GAP), i), c,
                     d)) {
            *ret_day = d;
            used = true;
        }
    }
    widget_row_end(ui);
    if (ring)
        widget_ring(ui, r, px(ui, RADIUS));
    return used;
}

bool calendar(struct ui *ui, uint64_t id, struct rect r, const struct calendar *c, day *at,
              day *ret_day) {
    const struct theme *theme = ui_theme(ui);
    bool                used = false;
    if (at->n == 0 || !in_years(*at))
        *at = !day_absent(c->chosen) ? c->chosen : c->today;
    if (!in_years(*at))
        *at = day_of(2026, 1, 1);
    struct rect head = cut_top(&r, theme->target);
    cut_gap(&r, px(ui, GAP));
    struct rect names = cut_top(&r, theme->line[EM_SECOND]);
    struct span span = span_of(ui, *at, r.h);
    draw_head(ui, id, head, &span, at);
    draw_weekdays(ui, names);
    for (int week = 0; week < span.weeks; week++)
        used |= draw_week(ui, id, cut_cell(r, 1, span.weeks, px(ui, GAP), week), c, &span, week,
                          *at, ret_day);
    return used;
}
