/* SPDX-License-Identifier: GPL-3.0-or-later
 * keys.c - rows of keys: letters, signs or digits, what takes back, and the one that is done. */
#include "ui/keys.h"

#include "ui/button.h"
#include "ui/core.h"
#include "ui/keyboard.h"
#include "ui/widget.h"

#include <string.h>

enum {
    KEY_HEIGHT = 130, /* units; at least 128 */
    GAP = 10,         /* at least 8 */
    MARGIN = 24,
    DEPTH = 4, /* the darker foot of a key */
    RADIUS = 16,
    TOP_ROW = 10,
    COLUMN_SHARE = 125, /* of 100 of the height, in landscape */
    DIGIT_ROWS = 5,
    WIDTH_SHARE = 56,   /* of 100 of the page's width, in landscape */
    WIDTH_LEAST = 1010, /* units: ten keys of 84 in a row */
    DIGITS_SHARE = 42,
};

/* --- one key --- */

static colour key_ground(const struct board *board, const struct key_face *face) {
    const struct ui *ui = board->ui;
    if (face->asleep)
        return ui_tone(ui, TONE_QUIET);
    switch (face->kind) {
    case KEY_GREY:
        return ui_tone(ui, TONE_KEY);
    case KEY_GO:
        return ui_theme(ui)->hue[board->keys->hue].fill;
    case KEY_CHOSEN:
        return ui_theme(ui)->hue[board->keys->hue].tint;
    default:
        return ui_tone(ui, TONE_CARD);
    }
}

static colour key_ink(const struct board *board, const struct key_face *face) {
    const struct hue_tones *tones = &ui_theme(board->ui)->hue[board->keys->hue];
    return face->asleep               ? ui_tone(board->ui, TONE_ASLEEP)
           : face->kind == KEY_GO     ? tones->on_fill
           : face->kind == KEY_CHOSEN ? tones->on_tint
                                      : ui_tone(board->ui, TONE_INK);
}

/* The ground; returns where the words stand, since a key sinks when it is pressed. */
static struct rect draw_ground(const struct board *board, struct rect r,
                               const struct key_face *face, struct touch touch) {
    struct ui          *ui = board->ui;
    const struct theme *theme = ui_theme(ui);
    int                 depth = px(ui, DEPTH), radius = px(ui, RADIUS);
    colour              ground = key_ground(board, face);
    colour              shown = touch.pressed ? tone_pressed(ground) : ground;
    struct rect         top = r;
    if (theme->contrast) {
        widget_box(ui, r, radius, shown, ui_tone(ui, face->asleep ? TONE_ASLEEP : TONE_EDGE));
    } else if (face->asleep) {
        widget_box(ui, r, radius, shown, ui_tone(ui, TONE_LINE));
    } else if (face->kind == KEY_CHOSEN) {
        widget_box(ui, r, radius, shown, theme->hue[board->keys->hue].ink);
    } else {
        bool white = ground == ui_tone(ui, TONE_CARD);
        paint_fill(ui_paint(ui), r, radius, white ? ui_tone(ui, TONE_KEY) : tone_pressed(ground));
        (void)(touch.pressed ? cut_top(&top, depth) : cut_bottom(&top, depth));
        paint_fill(ui_paint(ui), top, radius, shown);
    }
    if (touch.focused)
        widget_ring(ui, r, radius);
    return top;
}

int board_key_height(const struct ui *ui) {
    int height = px(ui, KEY_HEIGHT), least = ui_theme(ui)->target;
    return height > least ? height : least;
}

bool board_key(struct board *board, const char *name, struct rect r, const char *label_text,
               const struct key_face *given) {
    struct key_face copy = *given, *face = &copy;
    face->asleep |= board->keys->asleep;
    struct ui   *ui = board->ui;
    int          sign = face->icon ? widget_icon_size(ui, EM_MAIN) : 0;
    struct style style = STYLE(.em = face->em, .bold = true, .middle = true, .lines = 1,
                               .align = ALIGN_CENTRE, .colour = key_ink(board, face));
    int          gap = sign && *face->words ? ui_theme(ui)->gap_small : 0;
    int          width = label_width(ui, style, face->words);
    unsigned     state = (face->asleep ? TREE_DISABLED : 0u) |
                     (face->kind == KEY_CHOSEN ? TREE_SELECTED : 0u) |
                     (sign + gap + width > r.w ? TREE_SPILLED : 0u);
    struct touch touch = widget_touch(ui, ui_id_at(ui_id("keys"), ui_id(name)), ROLE_KEY, r,
                                      label_text, NULL, state);
    struct rect  top = draw_ground(board, r, face, touch);
    struct rect  content = rect_centred(top, sign + gap + width, top.h);
    content.x += face->nudge * ui_theme(ui)->em[face->em] / 4;
    widget_icon(ui, cut_left(&content, sign), face->icon, sign, style.colour);
    (void)cut_left(&content, gap);
    widget_hush(ui, true);
    (void)label(ui, content, style, face->words);
    widget_hush(ui, false);
    return touch.used;
}

void board_write(struct board *board, const char *words) {
    (void)input_append(board->text, board->size, board->keys->most, words); /* what has room */
    board->done = TYPED_CHANGED;
}

void board_row(struct board *board, const char *name, struct rect r, const char *label_text) {
    if (widget_row(board->ui, ui_id_at(ui_id("keys.row"), ui_id(name)), r, label_text))
        widget_ring(board->ui, r, px(board->ui, RADIUS));
}

void board_row_end(struct board *board) {
    widget_row_end(board->ui);
}

/* --- letters --- */

/* A name in Latin letters begins each word with a capital, as nobody need press for it. */
static bool word_begins(const struct board *board) {
    size_t length = strlen(board->text);
    return compose_latin(board) && !board->keys->latin &&
           (length == 0 || board->text[length - 1] == ' ');
}

static void press_letter(struct board *board, const char *letter) {
    char capital[2] = { (char)(*letter - 'a' + 'A'), '\0' };
    bool small = *letter >= 'a' && *letter <= 'z';
    if (board->keys->kind != KEYS_PINYIN)
        board_write(board, letter);
    else if (!compose_letter(board, *letter))
        board_write(board, small && word_begins(board) ? capital : letter);
}

/* Keys of one width from r's left, one for each of `row`. */
static void letters(struct board *board, struct rect *r, const char *row, int width) {
    for (; *row; row++) {
        char                  name[2] = { *row, '\0' };
        const struct key_face face = { .kind = KEY_LETTER, .words = name, .em = EM_TITLE };
        if (board_key(board, name, cut_left(r, width), name, &face))
            press_letter(board, name);
        (void)cut_left(r, board->gap);
    }
}

static void named_row(struct board *board, struct rect r, const char *row) {
    struct ui *ui = board->ui;
    size_t     last = strlen(row) - 1;
    board_row(board, row, r,
              arena_printf(ui_arena(ui), ui_tr(ui, "%1$c 到 %2$c 这一排"), row[0], row[last]));
}

static void take_back(struct board *board) {
    if (board->keys->kind == KEYS_PINYIN && compose_back(board)) {
        board->done = TYPED_CHANGED;
        return;
    }
    input_backspace(board->text);
    board->done = TYPED_CHANGED;
}

static void clear(struct board *board) {
    memset(board->text, 0, board->size);
    board->done = TYPED_CLEARED;
}

/* The words only where they have room. */
static void back_key(struct board *board, struct rect r, const char *words) {
    int need = label_width(board->ui, STYLE(.bold = true), words) +
               2 * widget_icon_size(board->ui, EM_MAIN);
    words = need < r.w ? words : "";
    const struct key_face face = {
        .kind = KEY_GREY, .icon = ICON_BACKSPACE, .words = words, .em = EM_MAIN
    };
    if (board_key(board, "backspace", r, ui_tr(board->ui, "退格"), &face))
        take_back(board);
}

static void clear_key(struct board *board, struct rect r, enum em em) {
    const char           *words = ui_tr(board->ui, "清空");
    const struct key_face face = { .kind = KEY_GREY, .words = words, .em = em };
    if (board_key(board, "clear", r, words, &face))
        clear(board);
}

/* 中/英: chosen while letters are written as they are. */
static void switch_key(struct board *board, struct rect r) {
    struct ui            *ui = board->ui;
    bool                  latin = compose_latin(board);
    const struct key_face face = { .kind = latin ? KEY_CHOSEN : KEY_GREY,
                                   .words = ui_tr(ui, "中/英"),
                                   .em = EM_SECOND };
    if (board_key(board, "switch", r, latin ? ui_tr(ui, "换成拼音") : ui_tr(ui, "换成英文字母"),
                  &face)) {
        compose_switch(board);
        board->done = TYPED_CHANGED;
    }
}

/* 清空 or 中/英, seven letters, ⌫. */
static void third_row(struct board *board, struct rect r, const char *row, int width) {
    int side = (r.w - 7 * width - 8 * board->gap) / 2;
    named_row(board, r, row);
    if (board->keys->kind == KEYS_PINYIN)
        switch_key(board, cut_left(&r, side));
    else
        clear_key(board, cut_left(&r, side), EM_SECOND);
    (void)cut_left(&r, board->gap);
    letters(board, &r, row, width);
    back_key(board, r, "");
    board_row_end(board);
}

static void go_key(struct board *board, struct rect r) {
    const struct keys    *keys = board->keys;
    bool                  search = !keys->go;
    const char           *words = search ? ui_tr(board->ui, "找") : keys->go;
    enum icon             icon = keys->icon ? keys->icon : search ? ICON_SEARCH : ICON_CHECK;
    const struct key_face face = { .kind = KEY_GO, .icon = icon, .words = words, .em = EM_MAIN };
    if (!board_key(board, "go", r, words, &face))
        return;
    /* What is still being composed becomes text first, to be seen before it is sent. */
    if (keys->kind == KEYS_PINYIN && compose_first(board))
        board->done = TYPED_CHANGED;
    else
        board->done = TYPED_DONE;
}

static void space_key(struct board *board, struct rect r) {
    struct ui            *ui = board->ui;
    bool                  composing = !compose_idle(ui);
    const char           *words = composing ? ui_tr(ui, "选第一个") : ui_tr(ui, "空格");
    const struct key_face face = { .kind = KEY_LETTER, .words = words, .em = EM_MAIN };
    if (!board_key(board, "space", r, words, &face))
        return;
    if (composing && compose_first(board))
        board->done = TYPED_CHANGED;
    else if (*board->text)
        board_write(board, " ");
}

static void sign_key(struct board *board, struct rect r) {
    struct ui            *ui = board->ui;
    const char           *words = ui->signs ? ui_tr(ui, "字母") : "123";
    const struct key_face face = { .kind = KEY_GREY, .words = words, .em = EM_MAIN };
    if (board_key(board, "signs", r, ui->signs ? ui_tr(ui, "换成字母") : ui_tr(ui, "换成数字"),
                  &face)) {
        ui->signs = !ui->signs;
        ui_ask_again(ui);
    }
}

static void fourth_row(struct board *board, struct rect r) {
    board_row(board, "fourth", r, ui_tr(board->ui, "空格这一排"));
    struct rect right = cut_right(&r, r.w / 3);
    (void)cut_right(&r, board->gap);
    if (board->keys->kind == KEYS_PINYIN) {
        sign_key(board, cut_left(&r, r.w / 3));
        (void)cut_left(&r, board->gap);
    }
    space_key(board, r);
    go_key(board, right);
    board_row_end(board);
}

static void letter_rows(struct board *board, struct rect all) {
    static const char *const rows[2][3] = { { "qwertyuiop", "asdfghjkl", "zxcvbnm" },
                                            { "1234567890", "-/:;()@#&", ".,_+*=%" } };
    const char *const       *row = rows[board->keys->kind == KEYS_PINYIN && board->ui->signs];
    int                      width = (all.w - (TOP_ROW - 1) * board->gap) / TOP_ROW;
    all = rect_centred(all, TOP_ROW * width + (TOP_ROW - 1) * board->gap, all.h);
    for (int i = 0; i < 2; i++) {
        struct rect r = cut_cell(all, 1, 4, board->gap, i);
        (void)cut_left(&r, i * (width + board->gap) / 2);
        named_row(board, r, row[i]);
        letters(board, &r, row[i], width);
        board_row_end(board);
    }
    third_row(board, cut_cell(all, 1, 4, board->gap, 2), row[2], width);
    fourth_row(board, cut_cell(all, 1, 4, board->gap, 3));
}

/* --- digits --- */

static void digit_rows(struct board *board, struct rect all) {
    for (int row = 0; row < 3; row++) {
        struct rect r = cut_cell(all, 1, DIGIT_ROWS, board->gap, row);
        char        name[4] = { (char)('1' + row * 3), (char)('2' + row * 3), (char)('3' + row * 3),
                                '\0' };
        named_row(board, r, name);
        for (int i = 0; i < 3; i++) {
            char                  digit[2] = { name[i], '\0' };
            const struct key_face face = { .kind = KEY_LETTER, .words = digit, .em = EM_DISPLAY };
            if (board_key(board, digit, cut_cell(r, 3, 1, board->gap, i), digit, &face))
                board_write(board, digit);
        }
        board_row_end(board);
    }
    struct rect           r = cut_cell(all, 1, DIGIT_ROWS, board->gap, 3);
    const struct key_face zero = { .kind = KEY_LETTER, .words = "0", .em = EM_DISPLAY };
    board_row(board, "zero", r, ui_tr(board->ui, "0 这一排"));
    clear_key(board, cut_cell(r, 3, 1, board->gap, 0), EM_MAIN);
    if (board_key(board, "0", cut_cell(r, 3, 1, board->gap, 1), "0", &zero))
        board_write(board, "0");
    back_key(board, cut_cell(r, 3, 1, board->gap, 2), ui_tr(board->ui, "删一个"));
    board_row_end(board);
    go_key(board, cut_cell(all, 1, DIGIT_ROWS, board->gap, 4));
}

/* --- all of them --- */

int keyboard_height(const struct ui *ui, enum keys_kind kind) {
    int rows = kind == KEYS_DIGITS ? DIGIT_ROWS : 4;
    int candidates = kind == KEYS_PINYIN ? compose_height(ui) : 0;
    return candidates + rows * board_key_height(ui) + (rows - 1) * px(ui, GAP) + 2 * px(ui, MARGIN);
}

int keyboard_width(const struct ui *ui, enum keys_kind kind, int width) {
    int share = width * (kind == KEYS_DIGITS ? DIGITS_SHARE : WIDTH_SHARE) / 100;
    int least = kind == KEYS_DIGITS ? 0 : px(ui, WIDTH_LEAST);
    return share > least ? share : least;
}

enum typed keyboard(struct ui *ui, struct rect *r, const struct keys *keys_wanted, char *text,
                    size_t size) {
    struct board board = { .ui = ui,
                           .keys = keys_wanted,
                           .text = text,
                           .size = size,
                           .gap = px(ui, GAP),
                           .done = TYPED_NOTHING };
    enum region  before = widget_region(ui, REGION_KEYS);
    bool         column = ui_theme(ui)->landscape;
    int          height = keyboard_height(ui, keys_wanted->kind);
    struct rect  all = cut_bottom(r, column ? r->h : height);
    paint_fill(ui_paint(ui), all, 0, ui_tone(ui, TONE_KEYBOARD));
    if (ui_theme(ui)->contrast) {
        struct rect line = all;
        paint_fill(ui_paint(ui), cut_top(&line, ui_theme(ui)->border), 0, ui_tone(ui, TONE_LINE));
    }
    if (column) /* keys grow a little; what is left stays above them */
        all = cut_bottom(&all, height * COLUMN_SHARE / 100);
    all = rect_inset(all, px(ui, MARGIN), px(ui, MARGIN));
    if (keys_wanted->kind == KEYS_PINYIN) {
        compose_begin(&board);
        struct rect candidates = cut_top(&all, compose_height(ui) - px(ui, GAP));
        cut_gap(&all, px(ui, GAP));
        compose_draw(&board, candidates);
    }
    if (keys_wanted->kind == KEYS_DIGITS)
        digit_rows(&board, all);
    else
        letter_rows(&board, all);
    (void)widget_region(ui, before);
    return board.done;
}

int keys_height(const struct ui *ui) {
    return keyboard_height(ui, KEYS_LETTERS);
}

enum typed keys(struct ui *ui, struct rect *r, enum hue hue, char *text, size_t size, size_t most) {
    return keyboard(ui, r, &(const struct keys){ .kind = KEYS_LETTERS, .hue = hue, .most = most },
                    text, size);
}
