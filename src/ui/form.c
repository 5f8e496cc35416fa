/* SPDX-License-Identifier: GPL-3.0-or-later
 * form.c - lines of a form and the keys for the open one. What is wrong is asked of the record in
 * every frame, on a candidate row in the frame's arena; whether it is said is the state's. */
#include "ui/form.h"

#include "record/setting.h"
#include "record/type.h"
#include "ui/button.h"
#include "ui/calendar.h"
#include "ui/core.h"
#include "ui/keys.h"
#include "ui/toggle.h"
#include "ui/widget.h"

#include <string.h>

/* How a type is written. */
enum way { WAY_PINYIN, WAY_DIGITS, WAY_CHIPS, WAY_TOGGLE, WAY_CALENDAR };

/* A form while it is drawn. */
struct sheet {
    struct ui         *ui;
    const struct form *form;
    struct form_state *state;
    uint64_t           id;
    const char        *wrong[FORM_LINES_MOST]; /* what is wrong with each line; NULL nothing */
    bool               all_right;
    bool               changed, done; /* done: the last key was pressed */
};

static const struct field *field_of(const struct form *form, int i) {
    const struct field *field = record_field(form->record, form->lines[i].field);
    if (!field)
        bug("%s has no field %s", form->record->name, form->lines[i].field);
    return field;
}

static enum way way_of(const struct form *form, int i) {
    const struct type *type = field_of(form, i)->type;
    if (type == &type_enum)
        return WAY_CHIPS;
    if (type == &type_bool)
        return WAY_TOGGLE;
    if (type == &type_day)
        return WAY_CALENDAR;
    return type == &type_text || type == &type_long_text ? WAY_PINYIN : WAY_DIGITS;
}

static bool keyed(const struct form *form, int i) {
    enum way way = way_of(form, i);
    return way == WAY_PINYIN || way == WAY_DIGITS || way == WAY_CALENDAR;
}

static const char *label_of(const struct sheet *sheet, int i) {
    const struct form_line *line = &sheet->form->lines[i];
    return line->label ? line->label : ui_tr(sheet->ui, field_of(sheet->form, i)->label);
}
static const char *hint_of(const struct sheet *sheet, int i) {
    const struct form_line *line = &sheet->form->lines[i];
    return line->hint ? line->hint : ui_tr(sheet->ui, field_of(sheet->form, i)->hint);
}

/* --- what is wrong --- */

/* Every line parsed into `candidate`, then the whole of it checked. */
static bool fill(const struct form *form, void *candidate, struct problems *problems) {
    for (int i = 0; i < form->count; i++) {
        const struct field *field = field_of(form, i);
        (void)field->type->parse(field, form->lines[i].text, field_member(field, candidate),
                                 problems);
    }
    (void)record_check(form->record, candidate, problems);
    return problems->errors == 0;
}

static void *candidate_of(struct ui *ui, const struct form *form, const void *row) {
    void *candidate = arena_alloc(ui_arena(ui), form->record->size);
    if (!candidate)
        bug("no memory for a row of %s", form->record->name);
    if (row)
        memcpy(candidate, row, form->record->size);
    else
        record_init(form->record, candidate);
    return candidate;
}

/* The first problem of each line. */
static void find_wrong(struct sheet *sheet, const struct problems *problems) {
    sheet->all_right = true;
    for (int i = 0; i < sheet->form->count; i++) {
        sheet->wrong[i] = NULL;
        for (size_t p = problems->count; p-- > 0;) {
            const struct problem *problem = &problems->at[p];
            if (problem->level == PROBLEM_ERROR && problem->field &&
                strcmp(problem->field, sheet->form->lines[i].field) == 0)
                sheet->wrong[i] = problem->message;
        }
        sheet->all_right &= sheet->wrong[i] == NULL;
    }
}

static void check(struct sheet *sheet) {
    struct problems problems;
    problems_init(&problems, ui_arena(sheet->ui), ui_lang(sheet->ui));
    problems.today = sheet->form->today;
    (void)fill(sheet->form, candidate_of(sheet->ui, sheet->form, NULL), &problems);
    find_wrong(sheet, &problems);
}

bool form_read(struct ui *ui, const struct form *form, struct form_state *state, void *row) {
    struct sheet    sheet = { .ui = ui, .form = form, .state = state };
    struct problems problems;
    problems_init(&problems, ui_arena(ui), ui_lang(ui));
    problems.today = form->today;
    void *candidate = candidate_of(ui, form, row);
    if (fill(form, candidate, &problems)) {
        memcpy(row, candidate, form->record->size);
        return true;
    }
    find_wrong(&sheet, &problems);
    for (int i = form->count; i-- > 0;)
        if (sheet.wrong[i]) {
            state->told |= 1u << i;
            state->open = i + 1;
        }
    ui_ask_again(ui);
    return false;
}

/* --- which line is open --- */

static uint64_t line_id(const struct sheet *sheet, int i) {
    return ui_id_at(sheet->id, (uint64_t)i);
}

static void open_line(struct sheet *sheet, int i) {
    struct form_state *state = sheet->state;
    int                before = state->open - 1;
    if (before == i)
        return;
    if (before >= 0 && sheet->form->lines[before].text[0])
        state->told |= 1u << before;
    state->open = i + 1;
    state->at = (day){ 0 };
    if (!keyed(sheet->form, i))
        state->first = i;
    if (!sheet->ui->ring)
        widget_focus(sheet->ui, line_id(sheet, i));
    ui_ask_again(sheet->ui);
}

/* The next line after `i` that needs keys and is not yet right; count: none. */
static int next_line(const struct sheet *sheet, int i) {
    for (i++; i < sheet->form->count; i++)
        if (keyed(sheet->form, i) && sheet->wrong[i])
            return i;
    return i;
}

/* The last key of line `i`: on to the next, or done when nothing is wrong any more. */
static void line_done(struct sheet *sheet, int i) {
    int next = sheet->wrong[i] ? i : next_line(sheet, i);
    sheet->state->told |= 1u << i;
    if (next < sheet->form->count) {
        open_line(sheet, next);
        return;
    }
    for (int k = 0; k < sheet->form->count; k++)
        sheet->state->told |= 1u << k;
    for (int k = 0; k < sheet->form->count; k++)
        if (sheet->wrong[k]) {
            open_line(sheet, k);
            return;
        }
    sheet->done = true;
}

/* A real keyboard writes into a closed line: it opens, so that its keys read what was typed. */
static void open_typed(struct sheet *sheet) {
    const struct ui *ui = sheet->ui;
    if (!ui->focus_field || !ui->typed[0] || (ui->modal_shown && !ui->modal))
        return;
    for (int i = 0; i < sheet->form->count; i++)
        if (ui->focus == line_id(sheet, i))
            open_line(sheet, i);
}

/* --- keys --- */

static day day_in(const char *text) {
    day d = DAY_ABSENT;
    (void)day_parse_iso(text, &d);
    return d;
}

static void draw_calendar(struct sheet *sheet, struct rect r, int i) {
    struct ui              *ui = sheet->ui;
    const struct form_line *line = &sheet->form->lines[i];
    const struct field     *field = field_of(sheet->form, i);
    const struct calendar   c = { .hue = sheet->form->hue,
                                  .today = sheet->form->today,
                                  .chosen = day_in(line->text),
                                  .first = { (int32_t)field_min(field) },
                                  .last = { (int32_t)field_max(field) } };
    day                     used = DAY_ABSENT;
    enum region             before = widget_region(ui, REGION_KEYS);
    paint_fill(ui_paint(ui), r, 0, ui_tone(ui, TONE_KEYBOARD));
    if (calendar(ui, ui_id_at(line_id(sheet, i), 7),
                 rect_inset(r, ui_theme(ui)->gap, ui_theme(ui)->gap), &c, &sheet->state->at,
                 &used)) {
        char text[DAY_TEXT];
        day_format(used, text);
        if (text_copy(line->text, line->size, text)) {
            sheet->changed = true;
            check(sheet);
            line_done(sheet, i);
        }
    }
    (void)widget_region(ui, before);
}

static int keys_most_height(const struct sheet *sheet, int i) {
    enum way way = way_of(sheet->form, i);
    return way == WAY_CALENDAR
               ? calendar_height(sheet->ui) + 2 * ui_theme(sheet->ui)->gap
               : keyboard_height(sheet->ui, way == WAY_DIGITS ? KEYS_DIGITS : KEYS_PINYIN);
}

static void draw_keys(struct sheet *sheet, struct rect *page, int i) {
    struct ui              *ui = sheet->ui;
    const struct form_line *line = &sheet->form->lines[i];
    enum way                way = way_of(sheet->form, i);
    bool                    last = next_line(sheet, i) >= sheet->form->count;
    const struct keys       keys = {
              .kind = way == WAY_DIGITS ? KEYS_DIGITS : KEYS_PINYIN,
              .hue = sheet->form->hue,
              .go = last ? sheet->form->go : ui_tr(ui, "下一项"),
              .icon = last ? ICON_CHECK : ICON_DOWN,
              .latin = line->latin,
              .field = line_id(sheet, i),
              .most = way == WAY_PINYIN ? (size_t)field_max(field_of(sheet->form, i)) : 0,
    };
    struct rect place = ui_theme(ui)->landscape
                            ? cut_right(page, keyboard_width(ui, keys.kind, page->w))
                            : cut_bottom(page, keys_most_height(sheet, i));
    if (way == WAY_CALENDAR) {
        draw_calendar(sheet, place, i);
        return;
    }
    enum typed typed = keyboard(ui, &place, &keys, line->text, line->size);
    sheet->changed |= typed == TYPED_CHANGED || typed == TYPED_CLEARED;
    if (typed == TYPED_DONE)
        line_done(sheet, i);
}

/* --- lines --- */

static const char *const *chip_words(const struct sheet *sheet, int i, int *ret_count) {
    const struct field *field = field_of(sheet->form, i);
    const char        **words =
        ARENA_NEW_ARRAY(ui_arena(sheet->ui), (size_t)field->word_count, const char *);
    for (int w = 1; words && w < field->word_count; w++)
        words[w - 1] =
            field->words[w].label ? ui_tr(sheet->ui, field->words[w].label) : field->words[w].name;
    *ret_count = words ? field->word_count - 1 : 0;
    return words;
}

static int chips_height(struct sheet *sheet, int i, int width) {
    struct ui  *ui = sheet->ui;
    struct wrap wrap = wrap_in((struct rect){ 0, 0, width, 1 << 24 }, ui_theme(ui)->gap_small);
    int         count;
    const char *const *words = chip_words(sheet, i, &count);
    struct rect        place;
    for (int w = 0; w < count; w++)
        (void)wrap_next(&wrap, chip_width(ui, words[w]), chip_height(ui), &place);
    return wrap_height(&wrap);
}

static struct style label_style(void) {
    return STYLE(.bold = true);
}
static struct style below_style(bool wrong) {
    return STYLE(.em = EM_SECOND, .bold = wrong, .tone = TONE_MUTED,
                 .role = wrong ? ROLE_STATUS : ROLE_TEXT);
}

/* What stands under a line: what is wrong with it, once that is said, else its hint. */
static const char *below(const struct sheet *sheet, int i, bool *ret_wrong) {
    *ret_wrong = sheet->wrong[i] && (sheet->state->told >> i & 1);
    return *ret_wrong ? sheet->wrong[i] : hint_of(sheet, i);
}

static struct toggle toggle_of(const struct sheet *sheet, int i) {
    return (struct toggle){ .label = label_of(sheet, i), .hue = sheet->form->hue };
}

static int line_height(struct sheet *sheet, int i, int width) {
    struct ui          *ui = sheet->ui;
    const struct theme *theme = ui_theme(ui);
    enum way            way = way_of(sheet->form, i);
    bool                wrong;
    const char         *words = below(sheet, i, &wrong);
    int                 sign = wrong ? widget_icon_size(ui, EM_SECOND) + theme->gap_small : 0;
    int                 height =
        *words ? theme->gap_small / 2 + label_height(ui, below_style(wrong), words, width - sign)
                               : 0;
    if (way == WAY_TOGGLE) {
        struct toggle t = toggle_of(sheet, i);
        return height + toggle_height(ui, width, &t);
    }
    height += label_height(ui, label_style(), label_of(sheet, i), width) + theme->gap_small / 2;
    return height + (way == WAY_CHIPS ? chips_height(sheet, i, width) : input_height(ui));
}

static void draw_chips(struct sheet *sheet, struct rect r, int i) {
    const struct form_line *line = &sheet->form->lines[i];
    const struct field     *field = field_of(sheet->form, i);
    int                     count, selected = -1;
    const char *const      *words = chip_words(sheet, i, &count);
    for (int w = 1; w <= count; w++)
        selected = strcmp(field->words[w].name, line->text) == 0 ? w - 1 : selected;
    int used = chips(sheet->ui, line_id(sheet, i), &r, words, count, sheet->form->hue, selected);
    if (used >= 0 && text_copy(line->text, line->size, field->words[used + 1].name))
        sheet->changed = true;
}

static void draw_toggle(struct sheet *sheet, struct rect r, int i) {
    const struct form_line *line = &sheet->form->lines[i];
    struct toggle           t = toggle_of(sheet, i);
    bool                    on = strcmp(line->text, "是") == 0;
    if (toggle(sheet->ui, line_id(sheet, i), r, &t, &on) &&
        text_copy(line->text, line->size, on ? "是" : ""))
        sheet->changed = true;
}

/* A day as people say it: its text is not edited but chosen. */
static void draw_day(struct sheet *sheet, struct rect r, int i) {
    struct ui  *ui = sheet->ui;
    day         d = day_in(sheet->form->lines[i].text);
    struct date date = day_absent(d) ? (struct date){ 0 } : day_date(d);
    const char *words = day_absent(d)
                            ? ui_tr(ui, "选一天")
                            : arena_printf(ui_arena(ui), ui_tr(ui, "%1$d 年 %2$d 月 %3$d 日"),
                                           date.year, date.month, date.day);
    bool        open = sheet->state->open == i + 1;
    if (button(ui, line_id(sheet, i), r, label_of(sheet, i),
               BUTTON(.icon = ICON_CALENDAR, .hue = sheet->form->hue, .shown = words,
                      .value = day_absent(d) ? "" : words, .selected = open)))
        open_line(sheet, i);
}

static void draw_input(struct sheet *sheet, struct rect r, int i) {
    struct ui              *ui = sheet->ui;
    const struct form_line *line = &sheet->form->lines[i];
    const struct field     *field = field_of(sheet->form, i);
    enum way                way = way_of(sheet->form, i);
    const struct input      in = {
             .label = label_of(sheet, i),
             .answer = ui_tr(ui, field->unit),
             .icon = way == WAY_PINYIN            ? ICON_PENCIL
                     : field->type == &type_phone ? ICON_PHONE
                     : field->type == &type_money ? ICON_PAY
                                                  : ICON_KEYBOARD,
             .hue = sheet->form->hue,
             .open = sheet->state->open == i + 1,
             .most = way == WAY_PINYIN ? (size_t)field_max(field) : 0,
    };
    switch (input(ui, line_id(sheet, i), r, &in, line->text, line->size)) {
    case TYPED_OPENED:
        open_line(sheet, i);
        break;
    case TYPED_CHANGED:
        if (!in.open) /* a real keyboard wrote here */
            open_line(sheet, i);
        sheet->changed = true;
        break;
    case TYPED_CLEARED:
        sheet->changed = true;
        break;
    case TYPED_DONE: /* on a closed one Enter only goes into it */
        if (in.open)
            line_done(sheet, i);
        else
            open_line(sheet, i);
        break;
    case TYPED_NOTHING:
        break;
    }
}

static void draw_below(struct sheet *sheet, struct rect r, int i) {
    struct ui   *ui = sheet->ui;
    bool         wrong;
    const char  *words = below(sheet, i, &wrong);
    struct style style = below_style(wrong);
    if (!*words)
        return;
    cut_gap(&r, ui_theme(ui)->gap_small / 2);
    if (wrong) {
        int         sign = widget_icon_size(ui, EM_SECOND);
        struct rect place = cut_left(&r, sign);
        (void)cut_left(&r, ui_theme(ui)->gap_small);
        style.colour = ui_theme(ui)->hue[HUE_RED].ink;
        widget_icon(ui, cut_top(&place, ui_theme(ui)->line[EM_SECOND]), ICON_WARNING, sign,
                    style.colour);
    }
    (void)label(ui, r, style, words);
}

static void draw_line(struct sheet *sheet, struct rect r, int i) {
    struct ui *ui = sheet->ui;
    enum way   way = way_of(sheet->form, i);
    if (way == WAY_TOGGLE) {
        struct toggle t = toggle_of(sheet, i);
        draw_toggle(sheet, cut_top(&r, toggle_height(ui, r.w, &t)), i);
        draw_below(sheet, r, i);
        return;
    }
    (void)label_cut(ui, &r, label_style(), label_of(sheet, i));
    cut_gap(&r, ui_theme(ui)->gap_small / 2);
    struct rect place =
        cut_top(&r, way == WAY_CHIPS ? chips_height(sheet, i, r.w) : input_height(ui));
    if (way == WAY_CHIPS)
        draw_chips(sheet, place, i);
    else if (way == WAY_CALENDAR)
        draw_day(sheet, place, i);
    else
        draw_input(sheet, place, i);
    draw_below(sheet, r, i);
}

static int lines_height(struct sheet *sheet, int from, int to, int width) {
    int height = 0;
    for (int i = from; i < to; i++)
        height += line_height(sheet, i, width) + (i > from ? ui_theme(sheet->ui)->pad : 0);
    return height;
}

/* The first line to draw: the first of all, unless the open one would then have no room. */
static int first_line(struct sheet *sheet, struct rect r) {
    int first = 0;
    while (first < sheet->state->open - 1 &&
           lines_height(sheet, first, sheet->state->open, r.w) > r.h)
        first++;
    return first;
}

/* Where the lines have no room: on to the rest of them, and back. */
static void draw_turns(struct sheet *sheet, struct rect r, int first, int end) {
    struct ui  *ui = sheet->ui;
    int         left = sheet->form->count - end, gap = ui_theme(ui)->gap;
    const char *rest = arena_printf(ui_arena(ui), ui_tr(ui, "下面还有 %d 项"), left);
    if (button(ui, ui_id_at(sheet->id, 101), cut_cell(r, 2, 1, gap, 0), ui_tr(ui, "上面"),
               BUTTON(.icon = ICON_UP, .disabled = first == 0)))
        sheet->state->first = 0;
    if (button(ui, ui_id_at(sheet->id, 102), cut_cell(r, 2, 1, gap, 1),
               left > 0 ? rest : ui_tr(ui, "没有了"),
               BUTTON(.kind = BUTTON_INK, .icon = ICON_DOWN, .disabled = left == 0)))
        sheet->state->first = end;
    if (sheet->state->first != first)
        ui_ask_again(ui);
}

/* Lines from `first` on while there is room, at least one; returns the one after the last. */
static int draw_lines(struct sheet *sheet, struct rect *page, int first) {
    int i;
    for (i = first; i < sheet->form->count; i++) {
        int height = line_height(sheet, i, page->w);
        if (i > first && height > page->h)
            break;
        draw_line(sheet, cut_top(page, height), i);
        cut_gap(page, ui_theme(sheet->ui)->pad);
    }
    return i;
}

enum formed form(struct ui *ui, uint64_t id, struct rect *page, const struct form *form_drawn,
                 struct form_state *state) {
    struct sheet sheet = { .ui = ui, .form = form_drawn, .state = state, .id = id };
    if (form_drawn->count > FORM_LINES_MOST)
        bug("a form of %d lines", form_drawn->count);
    check(&sheet);
    open_typed(&sheet);
    bool keys_open = state->open > 0 && keyed(form_drawn, state->open - 1);
    if (keys_open)
        draw_keys(&sheet, page, state->open - 1);
    const struct theme *theme = ui_theme(ui);
    *page = rect_inset(*page, theme->margin, theme->gap);
    if (keys_open) {
        (void)draw_lines(&sheet, page, first_line(&sheet, *page));
    } else if (lines_height(&sheet, 0, form_drawn->count, page->w) <= page->h) {
        state->first = 0;
        (void)draw_lines(&sheet, page, 0);
    } else {
        int         first = state->first < form_drawn->count ? state->first : 0;
        struct rect turns = cut_bottom(page, theme->main);
        (void)cut_bottom(page, theme->gap);
        draw_turns(&sheet, turns, first, draw_lines(&sheet, page, first));
    }
    if (sheet.done)
        return FORM_DONE;
    if (sheet.changed)
        ui_ask_again(ui);
    return sheet.changed ? FORM_CHANGED : FORM_NOTHING;
}
