/* SPDX-License-Identifier: GPL-3.0-or-later
 * corner_pin_screen.c - six digits as dots, large keys, and what became of a try: how long to wait,
 * how many are left. The count is durable before the answer shows. */
#include "kiosk/corner_screen.h"

#include "base/text.h"
#include "services/corner.h"
#include "ui/card.h"
#include "ui/countdown.h"
#include "ui/widget.h"

#include <string.h>

enum {
    DOT_BOX_W = 108, /* units */
    DOT_BOX_H = 124,
    DOT = 36,
    WORDS = 480, /* the words and the dots below them */
    COUNTDOWN = 160,
    KEY_MOST = 190,
    KEY_ROWS = 4,
    KEY_COLUMNS = 3,
    COLUMN_SHARE = 52, /* of 100 of a wide panel: the keys */
    MINUTE_MS = 60000,
};

struct corner_pin {
    enum corner_aim    aim;
    bool               passed; /* what was behind it has been left again */
    bool               trying;
    char               pin[CORNER_PIN + 2];
    enum guess_verdict verdict;  /* of the last try; RIGHT: there was none */
    int64_t            until_ms; /* until when the keys sleep, by ui_now_ms(); LOCKED: for good */
    int64_t            of_ms;
    int                left; /* tries of this day */
    char               trouble[512];
};

/* --- the try ----------------------------------------------------------------------------- */

static bool asleep(const struct visit *visit, const struct corner_pin *pin) {
    return pin->trying || pin->verdict == GUESS_LOCKED || pin->until_ms > ui_now_ms(visit->ui);
}

static void pass(struct visit *visit, struct corner_pin *pin) {
    pin->passed = true;
    if (pin->aim == CORNER_LEAVE)
        kiosk_of(visit)->end = KIOSK_LEFT;
    else
        visit_push(visit, &corner_screen, NULL);
}

static void answer(struct visit *visit, struct corner_pin *pin, const struct guess_answer *given) {
    pin->verdict = given->verdict;
    pin->left = given->left;
    pin->of_ms = given->wait_ms;
    pin->until_ms = given->wait_ms > 0 ? ui_now_ms(visit->ui) + given->wait_ms : 0;
    if (given->verdict == GUESS_RIGHT)
        pass(visit, pin);
}

static void follow(struct visit *visit, struct corner_pin *pin) {
    struct corner_try try = { 0 };
    struct err        err = { .lang = visit->lang };
    enum save_state   state = visit_saved(visit, &try, sizeof(try), &err);
    if (state == SAVE_UNDER_WAY)
        return;
    pin->trying = false;
    if (state == SAVE_DONE)
        answer(visit, pin, &try.answer);
    if (state == SAVE_FAILED)
        (void)TEXT_COPY(pin->trouble,
                        err.code == ERR_ABSENT
                            ? ui_tr(visit->ui, "还没有设工作人员密码，请先运行 anju pin")
                            : err.text);
    explicit_bzero(&try, sizeof(try));
}

static void begin(struct visit *visit, struct corner_pin *pin) {
    struct corner_try try = { 0 };
    if (!TEXT_COPY(try.pin, pin->pin))
        bug("a PIN of %zu digits", strlen(pin->pin));
    pin->trouble[0] = '\0';
    if (visit_save(visit, corner_try, &try, sizeof(try))) {
        pin->trying = true;
        explicit_bzero(pin->pin, sizeof(pin->pin));
    }
    explicit_bzero(&try, sizeof(try));
}

static void digit(struct corner_pin *pin, char c) {
    size_t length = strlen(pin->pin);
    if (length < CORNER_PIN && c >= '0' && c <= '9')
        pin->pin[length] = c;
}

static void digit_back(struct corner_pin *pin) {
    size_t length = strlen(pin->pin);
    if (length > 0)
        pin->pin[length - 1] = '\0';
}

/* --- what is seen ------------------------------------------------------------------------ */

static void dots_draw(struct visit *visit, struct rect r, const struct corner_pin *pin) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    int                 length = (int)strlen(pin->pin), gap = theme->gap_small;
    int    h = px(ui, DOT_BOX_H) < r.h ? px(ui, DOT_BOX_H) : r.h, w = px(ui, DOT_BOX_W);
    colour edge = ui_tone(ui, TONE_MUTED);
    w = w * CORNER_PIN + gap * (CORNER_PIN - 1) > r.w ? (r.w - gap * (CORNER_PIN - 1)) / CORNER_PIN
                                                      : w;
    r = rect_centred(r, w * CORNER_PIN + gap * (CORNER_PIN - 1), h);
    widget_says(
        ui, ROLE_STATUS, r,
        arena_printf(visit->arena, ui_tr(ui, "已按 %1$d 位，共 %2$d 位"), length, CORNER_PIN), 0);
    for (int i = 0; i < CORNER_PIN; i++) {
        struct rect box = cut_left(&r, w);
        widget_box(ui, box, theme->radius_small, ui_tone(ui, TONE_CARD),
                   i == length ? ui_tone(ui, TONE_BRAND) : edge);
        int dot = px(ui, DOT);
        if (i < length)
            paint_fill(ui_paint(ui), rect_centred(box, dot, dot), dot / 2, ui_tone(ui, TONE_INK));
        (void)cut_left(&r, gap);
    }
}

static void keys_draw(struct visit *visit, struct rect r, struct corner_pin *pin) {
    static const char *const digits[] = {
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", ""
    };
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    bool                sleeps = asleep(visit, pin);
    int                 most = KEY_ROWS * px(ui, KEY_MOST) + (KEY_ROWS - 1) * theme->gap_small;
    enum region         before = widget_region(ui, REGION_KEYS);
    r = rect_centred(r, r.w, r.h < most ? r.h : most);
    for (int i = 0; i < KEY_ROWS * KEY_COLUMNS; i++) {
        struct rect key = cut_cell(r, KEY_COLUMNS, KEY_ROWS, theme->gap_small, i);
        uint64_t    id = ui_id_at(ui_id("corner.key"), (uint64_t)i);
        if (i == 9 && button(ui, id, key, ui_tr(ui, "清空"),
                             BUTTON(.kind = BUTTON_QUIET, .disabled = sleeps)))
            explicit_bzero(pin->pin, sizeof(pin->pin));
        else if (i == 11 && button(ui, id, key, ui_tr(ui, "退格"),
                                   BUTTON(.kind = BUTTON_QUIET, .icon = ICON_BACKSPACE, .shown = "",
                                          .disabled = sleeps)))
            digit_back(pin);
        else if (*digits[i] != '\0' &&
                 button(ui, id, key, digits[i], BUTTON(.em = EM_TITLE, .disabled = sleeps)))
            digit(pin, *digits[i]);
    }
    (void)widget_region(ui, before);
}

/* Why it did not open; nothing before the first try. */
static const char *verdict_words(struct visit *visit, const struct corner_pin *pin) {
    struct ui *ui = visit->ui;
    if (*pin->trouble != '\0')
        return pin->trouble;
    switch (pin->verdict) {
    case GUESS_RIGHT:
        return "";
    case GUESS_WRONG:
        return pin->left < 0
                   ? ui_tr(ui, "密码不对")
                   : arena_printf(visit->arena, ui_tr(ui, "密码不对，今天还能试 %d 次"), pin->left);
    case GUESS_WAITING:
        return ui_tr(ui, "试错太多，请等一等再按");
    case GUESS_LOCKED:
        return ui_tr(ui, "今天不能再试了，请用命令行 anju pin 重设，或明天再来");
    }
    return "";
}

static void words_draw(struct visit *visit, struct rect r, const struct corner_pin *pin) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct style        style =
        STYLE(.bold = true, .align = ALIGN_CENTRE, .middle = true, .role = ROLE_STATUS);
    const char *why = verdict_words(visit, pin);
    int64_t     left = pin->until_ms - ui_now_ms(ui);
    if (*why == '\0') {
        (void)label(ui, r, style,
                    pin->trying                ? ui_tr(ui, "正在核对……")
                    : pin->aim == CORNER_LEAVE ? ui_tr(ui, "再按一次密码，就退出自助机")
                                               : ui_tr(ui, "请按工作人员密码"));
        return;
    }
    bool counts = left > 0 && pin->verdict != GUESS_LOCKED;
    int  side = counts ? px(ui, COUNTDOWN) : 0, inner = r.w - 2 * theme->gap;
    int  words_h = label_height(ui, style, why, inner - (counts ? side + theme->gap : 0));
    int  need = (words_h > side ? words_h : side) + 2 * theme->gap;
    r = rect_centred(r, r.w, need < r.h ? need : r.h);
    panel(ui, r, HUE_RED);
    r = rect_inset(r, theme->gap, theme->gap_small);
    if (counts) {
        countdown(ui, cut_left(&r, side), (int)left, (int)pin->of_ms, HUE_RED);
        (void)cut_left(&r, theme->gap);
        style.align = ALIGN_LEFT;
    }
    style.colour = theme->hue[HUE_RED].on_tint;
    (void)label(ui, r, style, why);
}

/* A real keyboard's digits too. */
static void typed(struct visit *visit, struct corner_pin *pin) {
    const char *text = widget_typed(visit->ui, 0);
    for (; *text != '\0' && !asleep(visit, pin); text++)
        digit(pin, *text);
}

static void pin_draw(struct visit *visit) {
    struct ui          *ui = visit->ui;
    const struct theme *theme = ui_theme(ui);
    struct corner_pin  *pin = visit_state(visit);
    if (pin->passed && kiosk_of(visit)->end == KIOSK_GOES_ON)
        visit_back(visit); /* whoever comes back from behind it goes on back */
    if (pin->trying)
        follow(visit, pin);
    typed(visit, pin);
    struct rect r = corner_body(visit, ui_tr(ui, "工作人员专用"), ui_tr(ui, "密码是六位数字"));
    struct rect keys = r, words = r;
    if (theme->landscape) {
        keys = cut_right(&words, r.w * COLUMN_SHARE / 100);
        (void)cut_right(&words, theme->gap);
        words = rect_centred(words, words.w, px(ui, WORDS) < words.h ? px(ui, WORDS) : words.h);
    } else {
        words = cut_top(&keys, px(ui, WORDS) < r.h / 2 ? px(ui, WORDS) : r.h / 2);
        cut_gap(&keys, theme->gap);
    }
    dots_draw(visit,
              cut_bottom(&words, px(ui, DOT_BOX_H) < words.h / 2 ? px(ui, DOT_BOX_H) : words.h / 2),
              pin);
    (void)cut_bottom(&words, theme->gap);
    words_draw(visit, words, pin);
    keys_draw(visit, keys, pin);
    if (strlen(pin->pin) == CORNER_PIN && !asleep(visit, pin))
        begin(visit, pin);
}

void corner_ask_pin(struct visit *visit, enum corner_aim aim) {
    const struct corner_pin pin = { .aim = aim };
    visit_push(visit, &corner_pin_screen, &pin);
}

const struct screen corner_pin_screen = { "corner-pin", sizeof(struct corner_pin), pin_draw };
