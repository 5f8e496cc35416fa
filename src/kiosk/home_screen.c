/* SPDX-License-Identifier: GPL-3.0-or-later
 * home_screen.c - 首页: what the centre offers, each service as a band in its colour with its live
 * count, and below it what is new, one touch from the matter itself. */
#include "kiosk/home_screen.h"

#include "kiosk/glasses.h"
#include "kiosk/kiosk.h"
#include "kiosk/today.h"
#include "kiosk/visits.h"
#include "ui/card.h"
#include "ui/widget.h"

enum {
    BAND = 250, /* units: as high as the card banner */
    BAND_SMALL = 176,
    BAND_ICON = 172,
    SIDE_SHARE = 27,  /* of 100 of the width: the band as a panel at the side, in landscape */
    GLYPH_SHARE = 56, /* of 100: an icon in its ground */
};

/* A panel at the side where there is width, else a band across the page. */
static bool at_the_side(const struct theme *theme) {
    return theme->landscape && !theme->compact;
}

/* The two things that only home offers, and the help that each screen does. */
static struct rect home_frame(struct visit *visit) {
    struct ui            *ui = visit->ui;
    struct rect           page = ui_panel(ui);
    const struct bar_item items[] = {
        { "lang", visit->lang == LANG_ZH ? "English" : "中文", NULL, ICON_LANGUAGE, BUTTON_PLAIN },
        { "access", ui_tr(ui, "无障碍"), NULL, ICON_ACCESS, BUTTON_PLAIN },
        visit_help_item(visit),
    };
    const char *centre = ui_tr(ui, "服务中心");
    header(ui, &page, *visit->place->name != '\0' ? visit->place->name : centre, centre,
           today_clock_words(visit));
    int used = bar(ui, &page, items, visit->help ? 3 : 2);
    if (used == 0)
        ui_set_lang(ui, visit->lang == LANG_ZH ? LANG_EN : LANG_ZH);
    if (used == 1)
        visit_push(visit, &access_screen, NULL);
    if (used == 2)
        visit_call_help(visit);
    visit->page = page;
    return page;
}

static void band_icon(struct ui *ui, struct rect r, const struct hue_tones *hue, enum icon icon) {
    int side = r.w < r.h ? r.w : r.h;
    r = rect_centred(r, side, side);
    colour ground = ui_theme(ui)->contrast ? hue->fill : colour_mix(hue->fill, hue->on_fill, 38);
    widget_box(ui, r, ui_theme(ui)->radius, ground, ui_theme(ui)->contrast ? hue->on_fill : 0);
    widget_icon(ui, r, icon, side * GLYPH_SHARE / 100, hue->on_fill);
}

/* White on the band: the count, in the band's colour. */
static void band_count(struct ui *ui, struct rect r, const struct hue_tones *hue,
                       const char *count) {
    widget_box(ui, r, r.h / 2, hue->on_fill, 0);
    label(ui, r,
          STYLE(.em = EM_SECOND, .bold = true, .colour = hue->fill, .align = ALIGN_CENTRE,
                .middle = true, .lines = 1),
          count);
}

/* The band's words beside its icon: what does not fit a small panel is left out, not squeezed. */
static void band_words(struct visit *visit, struct rect r, const struct tile *tile,
                       const struct hue_tones *hue, enum align align) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    const char  *words[] = { theme->large ? tile->words_large : tile->words, tile->words_large,
                            NULL };
    const char  *count = theme->compact ? tile->count_small : tile->count;
    struct style title = STYLE(.em = theme->compact ? EM_TITLE : EM_DISPLAY, .bold = true,
                               .colour = hue->on_fill, .align = align, .lines = 1);
    struct style second = STYLE(.em = EM_SECOND, .colour = hue->on_fill, .align = align);
    const char  *said = label_fitting(ui, second, r.w, words);
    int          title_h = theme->line[title.em], count_h = theme->line[EM_SECOND] + px(ui, 12);
    int          second_h = label_height(ui, second, said, r.w), gap = px(ui, 10);
    bool         has_count = *count != '\0', below = has_count && at_the_side(theme);
    int          need = title_h + second_h + (below ? count_h + gap : 0);
    if (theme->compact || need > r.h) {
        second_h = 0;
        need = title_h + (below ? count_h + gap : 0);
    }
    r = rect_centred(r, r.w, need);
    struct rect top = cut_top(&r, title_h);
    int count_w = label_width(ui, STYLE(.em = EM_SECOND, .bold = true), count) + 2 * px(ui, 24);
    if (has_count && !below) {
        struct rect beside = top;
        (void)cut_left(&beside, label_width(ui, title, tile->title) + px(ui, 24));
        band_count(ui, rect_centred(cut_left(&beside, count_w), count_w, count_h), hue, count);
    }
    label(ui, top, title, tile->title);
    if (second_h > 0)
        label(ui, cut_top(&r, second_h), second, said);
    if (below) {
        cut_gap(&r, gap);
        band_count(ui, rect_centred(cut_top(&r, count_h), count_w, count_h), hue, count);
    }
}

/* A service as a band across the page, or as a panel at its side. True when touched. */
static bool band(struct visit *visit, uint64_t id, struct rect r, const struct tile *tile) {
    struct ui              *ui = visit->ui;
    const struct theme     *theme = ui_theme(ui);
    const struct hue_tones *hue = &theme->hue[tile->hue];
    const char             *value = *tile->words != '\0' && *tile->count != '\0'
                                        ? arena_printf(visit->arena, "%s · %s", tile->count, tile->words)
                                    : *tile->count != '\0' ? tile->count
                                                           : tile->words;
    struct touch            touch = widget_touch(ui, id, ROLE_TILE, r, tile->title, value, 0);
    widget_box(ui, r, theme->radius, touch.pressed ? tone_pressed(hue->fill) : hue->fill, 0);
    if (touch.focused)
        widget_ring(ui, r, theme->radius);
    widget_hush(ui, true);
    bool upright = at_the_side(theme);
    r = rect_inset(r, px(ui, 44), px(ui, theme->compact ? 20 : 39));
    if (upright) {
        int side = px(ui, 230) < r.h / 2 ? px(ui, 230) : r.h / 2;
        int words = label_height(ui, STYLE(.em = EM_DISPLAY, .bold = true), tile->title, r.w);
        words += 3 * theme->line[EM_SECOND] + px(ui, 60);
        r = rect_centred(r, r.w, side + words < r.h ? side + words : r.h);
        band_icon(ui, rect_centred(cut_top(&r, side), side, side), hue, tile->icon);
        band_words(visit, r, tile, hue, ALIGN_CENTRE);
    } else {
        band_icon(ui, cut_right(&r, px(ui, BAND_ICON) < r.h ? px(ui, BAND_ICON) : r.h), hue,
                  tile->icon);
        band_words(visit, r, tile, hue, ALIGN_LEFT);
    }
    widget_hush(ui, false);
    return touch.used;
}

static void glass_draw(struct visit *visit, const struct service_glass *glass, struct rect r) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct tile         tile;
    struct err          err = { .lang = visit->lang };
    if (!glass->tile(visit, &tile, &err)) {
        glass_trouble(ui, r, &err);
        return;
    }
    struct rect where = at_the_side(theme)
                            ? cut_left(&r, r.w * SIDE_SHARE / 100)
                            : cut_top(&r, theme_text_px(theme, theme->compact ? BAND_SMALL : BAND));
    if (at_the_side(theme))
        (void)cut_left(&r, theme->gap);
    else
        cut_gap(&r, theme->gap);
    if (band(visit, ui_id(glass->name), where, &tile))
        visit_push(visit, glass->screen, NULL);
    glass->news(visit, r);
}

static void home_draw(struct visit *visit) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct rect         page = rect_inset(home_frame(visit), theme->margin, theme->gap);
    visits_ask_on_home(visit, &page);
    if (visit->store == NULL) {
        glass_trouble(ui, page, &kiosk_of(visit)->trouble);
        return;
    }
    int count = 0;
    while (glasses[count] != NULL)
        count++;
    for (int i = 0; i < count; i++)
        glass_draw(visit, glasses[i], cut_cell(page, 1, count, theme->gap, i));
}

const struct screen home_screen = { "home", 0, home_draw };
