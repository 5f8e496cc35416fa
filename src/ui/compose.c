/* SPDX-License-Identifier: GPL-3.0-or-later
 * compose.c - pinyin on the keyboard: the candidates above the keys, as many on a page as have
 * room, marks while nothing is composed; what a real keyboard sends. The composing itself is
 * ime.c's. */
#include "ui/core.h"
#include "ui/ime.h"
#include "ui/keyboard.h"
#include "ui/label.h"
#include "ui/widget.h"

#include "base/text.h"

#include <string.h>

enum {
    GAP = 10,         /* units; as between keys */
    PAD = 28,         /* beside a candidate */
    PAD_LYING = 14,   /* so that eight stand in the one row */
    LEAST = 84,       /* width of a key */
    A_PAGE_MOST = 16, /* of them the digits of a real keyboard choose the first nine */
    TURN = 100,
};

/* The most needed first, where not all have room; which part of its square each fills. */
static const struct {
    const char *mark;
    int         nudge;
} marks[] = { { "，", 1 }, { "。", 1 }, { "？", 1 },  { "！", 1 }, { "、", 1 },
              { "·", 0 },  { "：", 1 }, { "（", -1 }, { "）", 1 } };
enum { MARKS = sizeof marks / sizeof marks[0] };

/* Two rows upright, one where a panel lies and is low. */
static int row_count(const struct ui *ui) {
    return ui_theme(ui)->landscape ? 1 : 2;
}

int compose_height(const struct ui *ui) {
    return row_count(ui) * (board_key_height(ui) + px(ui, GAP));
}

/* --- what is composed --- */

bool compose_idle(const struct ui *ui) {
    return !ui->ime || ime_idle(ui->ime);
}

const char *keys_composing(const struct ui *ui) {
    return ui->ime ? ime_shown(ui->ime) : "";
}

bool compose_latin(const struct board *board) {
    return board->ui->latin;
}

/* False once and for all when libpinyin is not installed; the letters are then written as they
 * are. */
static bool opened(struct ui *ui) {
    struct err err = { .lang = ui_lang(ui) };
    if (!ui->ime && !ui->no_ime && !ime_open(&ui->ime, NULL, &err)) {
        warn("%s", err.text);
        ui->no_ime = true;
    }
    return ui->ime != NULL;
}

bool compose_letter(struct board *board, char letter) {
    struct ui *ui = board->ui;
    if (ui->latin || letter < 'a' || letter > 'z' || !opened(ui))
        return false;
    (void)ime_letter(ui->ime, letter);
    ui->candidates_from = 0;
    board->done = TYPED_CHANGED;
    return true;
}

bool compose_back(struct board *board) {
    struct ui *ui = board->ui;
    ui->candidates_from = 0;
    return !compose_idle(ui) && ime_back(ui->ime);
}

static void choose(struct board *board, size_t index) {
    struct ui  *ui = board->ui;
    const char *text = NULL;
    ime_choose(ui->ime, index, &text);
    ui->candidates_from = 0;
    if (text)
        board_write(board, text);
    board->done = TYPED_CHANGED;
}

/* The first for what is left, until nothing is; letters that mean nothing stay letters. */
bool compose_first(struct board *board) {
    struct ui *ui = board->ui;
    if (compose_idle(ui))
        return false;
    for (int i = 0; i < IME_LETTERS_MOST && !ime_idle(ui->ime) && ime_count(ui->ime) > 0; i++)
        choose(board, 0);
    if (!ime_idle(ui->ime))
        board_write(board, ime_take_letters(ui->ime));
    return true;
}

void compose_switch(struct board *board) {
    struct ui *ui = board->ui;
    if (!compose_idle(ui))
        board_write(board, ime_take_letters(ui->ime));
    ui->latin = !ui->latin;
    ui_ask_again(ui);
}

/* --- a real keyboard --- */

static void key_pressed(struct board *board) {
    struct ui *ui = board->ui;
    switch (widget_compose(ui)) {
    case UI_KEY_BACKSPACE:
        (void)compose_back(board);
        break;
    case UI_KEY_ESCAPE:
    case UI_KEY_DELETE:
        ime_drop(ui->ime);
        break;
    case UI_KEY_ENTER:
        board_write(board, ime_take_letters(ui->ime));
        break;
    case UI_KEY_PAGE_DOWN:
        ui->turn_candidates = 1;
        return;
    case UI_KEY_PAGE_UP:
        ui->turn_candidates = -1;
        return;
    default:
        return;
    }
    board->done = TYPED_CHANGED;
}

/* ASCII marks as Chinese ones. */
static const char *mark_for(char c) {
    static const char *const pairs[] = { ",，", ".。", "?？", "!！", "\\、", ":：", "(（", ")）" };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (pairs[i][0] == c)
            return pairs[i] + 1;
    return NULL;
}

/* One character that was typed, of `length` bytes. */
static void typed_one(struct board *board, const char *typed, size_t length) {
    struct ui  *ui = board->ui;
    char        c = length == 1 ? *typed : '\0', lower = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
    bool        composing = !compose_idle(ui);
    const char *mark = ui->latin ? NULL : mark_for(c);
    if (composing && c >= '1' && c <= '9') {
        size_t at = ui->candidates_from + (size_t)(c - '1');
        if (at < ime_count(ui->ime))
            choose(board, at);
        return;
    }
    if (composing && c == '\'') {
        (void)ime_letter(ui->ime, c);
        return;
    }
    if ((composing && c == ' ' && compose_first(board)) || compose_letter(board, lower))
        return;
    (void)compose_first(board);
    board_write(board, mark ? mark : arena_strndup(ui_arena(ui), typed, length));
}

void compose_begin(struct board *board) {
    struct ui *ui = board->ui;
    if (ui->composes_for !=
        board->text) { /* another line: what was begun for the one before goes */
        if (ui->ime)
            ime_drop(ui->ime);
        ui->composes_for = board->text;
        ui->latin = board->keys->latin || ui_lang(ui) == LANG_EN;
        ui->signs = false;
        ui->candidates_from = 0;
    }
    bool elsewhere = ui->focus_field && board->keys->field && ui->focus != board->keys->field;
    const char *typed = elsewhere ? "" : widget_typed_all(ui);
    size_t      length;
    for (; (length = text_decode(typed, strlen(typed), &(uint32_t){ 0 })) > 0; typed += length)
        typed_one(board, typed, length);
    key_pressed(board);
}

/* --- the candidates --- */

static enum em candidate_em(const struct ui *ui) {
    return ui_theme(ui)->compact ? EM_MAIN : EM_TITLE;
}

static int candidate_width(struct ui *ui, const char *words) {
    bool lying = row_count(ui) == 1;
    int pad = px(ui, lying ? PAD_LYING : PAD), least = lying ? px(ui, LEAST) : ui_theme(ui)->target;
    int width = label_width(ui, STYLE(.em = candidate_em(ui), .bold = true), words) + 2 * pad;
    return width > least ? width : least;
}

/* How many candidates from `first` on stand in r; places into `place` when it is given. */
static size_t fill(struct ui *ui, struct rect r, size_t first, struct rect *place) {
    int         height = (r.h - (row_count(ui) - 1) * px(ui, GAP)) / row_count(ui);
    struct wrap wrap = wrap_in(r, px(ui, GAP));
    size_t      count = 0;
    struct rect there;
    while (count < A_PAGE_MOST && first + count < ime_count(ui->ime) &&
           wrap_next(&wrap, candidate_width(ui, ime_candidate(ui->ime, first + count)), height,
                     &there)) {
        if (place)
            place[count] = there;
        count++;
    }
    return count;
}

/* The first candidate of the page after or before the one that begins at `from`. */
static size_t turned(struct ui *ui, struct rect r, size_t from, int turn) {
    size_t first = 0, before = 0;
    if (turn > 0) {
        first = from + fill(ui, r, from, NULL);
        return first < ime_count(ui->ime) ? first : from;
    }
    while (first < from) {
        before = first;
        size_t count = fill(ui, r, first, NULL);
        first += count ? count : 1;
    }
    return before;
}

static void draw_marks(struct board *board, struct rect r) {
    struct ui *ui = board->ui;
    int        height = (r.h - (row_count(ui) - 1) * px(ui, GAP)) / row_count(ui);
    int        gap = px(ui, GAP), fit = (r.w + gap) / (ui_theme(ui)->target + gap);
    int count = fit >= MARKS ? MARKS : fit < MARKS - 2 ? fit : MARKS - 2; /* （ and ） together */
    struct rect row = cut_bottom(&r, height);
    (void)label(ui, r,
                STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .lines = 1, .middle = true,
                      .align = ALIGN_CENTRE, .may_cut = true),
                ui_tr(ui, "打拼音，要的字在这里挑"));
    board_row(board, "top", row, ui_tr(ui, "标点"));
    for (int i = 0; i < count; i++) {
        const char           *mark = marks[i].mark;
        const struct key_face face = {
            .kind = KEY_GREY, .words = mark, .em = EM_TITLE, .nudge = marks[i].nudge
        };
        if (board_key(board, mark, cut_cell(row, count, 1, gap, i), mark, &face))
            board_write(board, mark);
    }
    board_row_end(board);
}

/* While letters are written as they are, nothing is to be picked: digits, for a receipt's number,
 * without changing the keys for each. */
static void draw_digits(struct board *board, struct rect r) {
    enum { DIGITS = 10 };
    int         gap = px(board->ui, GAP), width = (r.w - (DIGITS - 1) * gap) / DIGITS;
    struct rect row =
        cut_bottom(&r, board_key_height(board->ui) < r.h ? board_key_height(board->ui) : r.h);
    const char *hint = board->keys->latin ? N_("照着打字母和数字") : N_("要打汉字，点“中/英”");
    (void)label(board->ui, r,
                STYLE(.em = EM_SECOND, .tone = TONE_MUTED, .lines = 1, .middle = true,
                      .align = ALIGN_CENTRE, .may_cut = true),
                ui_tr(board->ui, hint));
    row = rect_centred(row, DIGITS * width + (DIGITS - 1) * gap, row.h);
    board_row(board, "top", row, ui_tr(board->ui, "数字"));
    for (int i = 0; i < DIGITS; i++) {
        char                  digit[2] = { (char)('0' + (i + 1) % DIGITS), '\0' };
        const struct key_face face = { .kind = KEY_GREY, .words = digit, .em = EM_TITLE };
        if (board_key(board, digit, cut_left(&row, width), digit, &face))
            board_write(board, digit);
        (void)cut_left(&row, gap);
    }
    board_row_end(board);
}

/* Two keys one above the other; where there is one row, one that begins anew after the last page.
 */
static void draw_turns(struct board *board, struct rect side, struct rect r, bool more) {
    struct ui            *ui = board->ui;
    bool                  round = row_count(ui) == 1;
    struct rect           up = cut_cell(side, 1, 2, px(ui, GAP), 0);
    struct rect           down = round ? side : cut_cell(side, 1, 2, px(ui, GAP), 1);
    const struct key_face before = {
        .kind = KEY_GREY, .icon = ICON_UP, .words = "", .asleep = ui->candidates_from == 0
    };
    const struct key_face after = {
        .kind = KEY_GREY, .icon = ICON_DOWN, .words = "", .asleep = !more && !round
    };
    if (!round && board_key(board, "candidates.before", up, ui_tr(ui, "前面的字"), &before))
        ui->turn_candidates = -1;
    if (board_key(board, "candidates.after", down, ui_tr(ui, "后面的字"), &after))
        ui->turn_candidates = 1;
    if (!ui->turn_candidates)
        return;
    ui->candidates_from = round && !more && ui->turn_candidates > 0
                              ? 0
                              : turned(ui, r, ui->candidates_from, ui->turn_candidates);
    ui->turn_candidates = 0;
    ui_ask_again(ui);
}

void compose_draw(struct board *board, struct rect r) {
    struct ui  *ui = board->ui;
    struct rect place[A_PAGE_MOST], all = r;
    if (compose_idle(ui)) {
        if (!ui->latin)
            draw_marks(board, r);
        else if (!ui->signs) /* which have their own */
            draw_digits(board, r);
        return;
    }
    int         turn = px(ui, TURN) > ui_theme(ui)->target ? px(ui, TURN) : ui_theme(ui)->target;
    struct rect side = cut_right(&r, turn);
    (void)cut_right(&r, px(ui, GAP));
    size_t from = ui->candidates_from, count = fill(ui, r, from, place), used = SIZE_MAX;
    board_row(board, "top", all, ui_tr(ui, "候选的字"));
    for (size_t i = 0; i < count; i++) {
        const char           *words = ime_candidate(ui->ime, from + i);
        const struct key_face face = { .kind = from + i == 0 ? KEY_CHOSEN : KEY_LETTER,
                                       .words = words,
                                       .em = candidate_em(ui) };
        if (board_key(board, arena_printf(ui_arena(ui), "candidate %zu", i), place[i], words,
                      &face))
            used = from + i;
    }
    draw_turns(board, side, r, from + count < ime_count(ui->ime));
    board_row_end(board);
    if (used != SIZE_MAX)
        choose(board, used);
}
