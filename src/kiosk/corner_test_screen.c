/* SPDX-License-Identifier: GPL-3.0-or-later
 * corner_test_screen.c - 试屏幕: bars of colour to look for dead pixels, then a field of squares,
 * each of which must answer a finger. */
#include "kiosk/corner_screen.h"

#include "ui/widget.h"

enum { COLUMNS = 6, ROWS = 8, CELLS = COLUMNS * ROWS, BARS = 8 };

struct screen_test {
    int      shown; /* colours, whole in one, then the field */
    uint64_t touched;
};

static const colour bars[BARS] = { 0xFFFFFFFF, 0xFFFFFF00, 0xFF00FFFF, 0xFF00FF00,
                                   0xFFFF00FF, 0xFFFF0000, 0xFF0000FF, 0xFF000000 };
static const colour wholes[] = { 0xFFFFFFFF, 0xFFFF0000, 0xFF00FF00, 0xFF0000FF, 0xFF000000 };
enum { WHOLES = sizeof(wholes) / sizeof(wholes[0]) };

static bool next_asked(struct visit *visit, const char *words) {
    struct ui *ui = visit->ui;
    return widget_touch(ui, ui_id("test.next"), ROLE_BUTTON, ui_panel(ui), words, "", 0).used;
}

static void bars_draw(struct visit *visit, struct screen_test *test) {
    struct ui *ui = visit->ui;
    if (next_asked(visit, ui_tr(ui, "下一个颜色")))
        test->shown++;
    if (test->shown > 0 && test->shown <= WHOLES) {
        paint_fill(ui_paint(ui), ui_panel(ui), 0, wholes[test->shown - 1]);
        return;
    }
    for (int i = 0; i < BARS; i++)
        paint_fill(ui_paint(ui), cut_cell(ui_panel(ui), BARS, 1, 0, i), 0, bars[i]);
}

static void field_draw(struct visit *visit, struct screen_test *test) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    bool                wide = theme->landscape;
    for (int i = 0; i < CELLS; i++) {
        struct rect  r = cut_cell(ui_panel(ui), wide ? ROWS : COLUMNS, wide ? COLUMNS : ROWS,
                                  theme->border * 2, i);
        uint64_t     bit = UINT64_C(1) << i;
        struct touch touch =
            widget_touch(ui, ui_id_at(ui_id("test.cell"), (uint64_t)i), ROLE_BUTTON, r,
                         arena_printf(visit->arena, ui_tr(ui, "第 %d 格"), i + 1), "",
                         (test->touched & bit) != 0 ? TREE_SELECTED : 0);
        if (touch.used || touch.pressed)
            test->touched |= bit;
        paint_fill(ui_paint(ui), r, 0,
                   (test->touched & bit) != 0 ? theme->hue[HUE_GREEN].fill
                                              : ui_tone(ui, TONE_CARD));
    }
    if (test->touched == (UINT64_C(1) << CELLS) - 1)
        visit_back(visit);
    widget_says(ui, ROLE_STATUS, ui_panel(ui), ui_tr(ui, "每一格都点一下，点完就好"), 0);
}

static void test_draw(struct visit *visit) {
    struct screen_test *test = visit_state(visit);
    if (widget_key(visit->ui, 0) == UI_KEY_ESCAPE)
        visit_back(visit);
    if (test->shown <= WHOLES)
        bars_draw(visit, test);
    else
        field_draw(visit, test);
}

const struct screen corner_test_screen = { "corner-test", sizeof(struct screen_test), test_draw };
