/* SPDX-License-Identifier: GPL-3.0-or-later
 * pages.c - turning pages. */
#include "ui/pages.h"

#include "ui/button.h"
#include "ui/widget.h"

enum { BUTTON_SHARE = 27, BUTTON_MOST = 40 }; /* of 100 of the width, each */

int pages_height(const struct ui *ui) {
    return ui_theme(ui)->main;
}

/* Where a swipe or a key leads, from *first. */
static size_t turned(struct ui *ui, size_t first, size_t a_page, size_t last) {
    enum ui_key key = widget_key(ui, 0);
    int         swipe = widget_swipe(ui);
    if (key == UI_KEY_HOME)
        return 0;
    if (key == UI_KEY_END)
        return last;
    if (swipe > 0 || key == UI_KEY_PAGE_DOWN)
        return first < last ? first + a_page : last;
    if (swipe < 0 || key == UI_KEY_PAGE_UP)
        return first > a_page ? first - a_page : 0;
    return first;
}

/* The position in the words that have room on every page of the list, so that they do not change
 * from page to page. */
static void draw_position(struct ui *ui, struct rect r, size_t first, size_t a_page, size_t total) {
    struct arena *arena = ui_arena(ui);
    size_t        end = first + a_page < total ? first + a_page : total;
    size_t        page = first / a_page + 1, count = (total + a_page - 1) / a_page;
    struct style  style =
        STYLE(.align = ALIGN_CENTRE, .middle = true, .lines = 1, .role = ROLE_STATUS);
    const char  *items = ui_tr(ui, "第 %1$zu–%2$zu 个，共 %3$zu 个");
    const char  *number = ui_tr(ui, "第 %1$zu 页，共 %2$zu 页");
    const char  *words = arena_printf(arena, "%zu / %zu", page, count);
    const char  *widest = arena_printf(arena, items, total, total, total);
    struct style second = style;
    second.em = EM_SECOND;
    if (label_width(ui, second, widest) <= r.w) {
        style = label_width(ui, style, widest) <= r.w ? style : second;
        words = arena_printf(arena, items, first + 1, end, total);
    } else if (label_width(ui, style, arena_printf(arena, number, count, count)) <= r.w) {
        words = arena_printf(arena, number, page, count);
    }
    (void)label(ui, r, style, words);
}

/* Both buttons are as wide, and wide enough for either word. */
static int turn_width(struct ui *ui, int width) {
    int before = button_width(ui, ui_tr(ui, "上一页"), BUTTON(.icon = ICON_UP));
    int after = button_width(ui, ui_tr(ui, "下一页"), BUTTON(.icon = ICON_DOWN));
    int need = before > after ? before : after, usual = width * BUTTON_SHARE / 100;
    int most = width * BUTTON_MOST / 100;
    need = need > usual ? need : usual;
    return need < most ? need : most;
}

bool pages(struct ui *ui, uint64_t id, struct rect r, size_t *first, size_t a_page, size_t total) {
    size_t was = *first;
    a_page = a_page ? a_page : 1;
    if (total <= a_page) {
        *first = 0;
        return was != 0;
    }
    size_t last = (total - 1) / a_page * a_page;
    size_t now = was - was % a_page;
    now = now < last ? now : last;
    size_t      asked = turned(ui, now, a_page, last);
    int         width = turn_width(ui, r.w);
    struct rect left = cut_left(&r, width), right = cut_right(&r, width);
    if (button(ui, ui_id_at(id, 1), left, ui_tr(ui, "上一页"),
               BUTTON(.icon = ICON_UP, .disabled = now == 0)))
        asked = now > a_page ? now - a_page : 0;
    draw_position(ui, rect_inset(r, ui_theme(ui)->gap_small, 0), now, a_page, total);
    if (button(ui, ui_id_at(id, 2), right, ui_tr(ui, "下一页"),
               BUTTON(.kind = BUTTON_INK, .icon = ICON_DOWN, .disabled = now == last)))
        asked = now + a_page;
    *first = asked;
    if (asked != was)
        ui_ask_again(ui);
    return asked != was;
}
