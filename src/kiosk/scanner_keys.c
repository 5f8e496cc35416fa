/* SPDX-License-Identifier: GPL-3.0-or-later
 * scanner_keys.c - key codes of evdev as the US layout has them, which scanners use from the
 * factory.
 */
#include "kiosk/scanner_line.h"

#include <linux/input.h>

/* Plain and with Shift; KEY_1 … KEY_SLASH, then the others. */
static const char layout[][2] = {
    [KEY_1] = "1!",          [KEY_2] = "2@",           [KEY_3] = "3#",
    [KEY_4] = "4$",          [KEY_5] = "5%",           [KEY_6] = "6^",
    [KEY_7] = "7&",          [KEY_8] = "8*",           [KEY_9] = "9(",
    [KEY_0] = "0)",          [KEY_MINUS] = "-_",       [KEY_EQUAL] = "=+",
    [KEY_Q] = "qQ",          [KEY_W] = "wW",           [KEY_E] = "eE",
    [KEY_R] = "rR",          [KEY_T] = "tT",           [KEY_Y] = "yY",
    [KEY_U] = "uU",          [KEY_I] = "iI",           [KEY_O] = "oO",
    [KEY_P] = "pP",          [KEY_LEFTBRACE] = "[{",   [KEY_RIGHTBRACE] = "]}",
    [KEY_A] = "aA",          [KEY_S] = "sS",           [KEY_D] = "dD",
    [KEY_F] = "fF",          [KEY_G] = "gG",           [KEY_H] = "hH",
    [KEY_J] = "jJ",          [KEY_K] = "kK",           [KEY_L] = "lL",
    [KEY_SEMICOLON] = ";:",  [KEY_APOSTROPHE] = "'\"", [KEY_GRAVE] = "`~",
    [KEY_BACKSLASH] = "\\|", [KEY_Z] = "zZ",           [KEY_X] = "xX",
    [KEY_C] = "cC",          [KEY_V] = "vV",           [KEY_B] = "bB",
    [KEY_N] = "nN",          [KEY_M] = "mM",           [KEY_COMMA] = ",<",
    [KEY_DOT] = ".>",        [KEY_SLASH] = "/?",       [KEY_SPACE] = "  ",
    [KEY_ENTER] = "\n\n",    [KEY_KPENTER] = "\n\n",   [KEY_KP0] = "00",
    [KEY_KP1] = "11",        [KEY_KP2] = "22",         [KEY_KP3] = "33",
    [KEY_KP4] = "44",        [KEY_KP5] = "55",         [KEY_KP6] = "66",
    [KEY_KP7] = "77",        [KEY_KP8] = "88",         [KEY_KP9] = "99",
};

char scan_keys_feed(struct scan_keys *keys, const struct input_event *event) {
    enum { RELEASED, PRESSED };
    if (event->type != EV_KEY)
        return 0;
    if (event->code == KEY_LEFTSHIFT || event->code == KEY_RIGHTSHIFT) {
        keys->shift = event->value != RELEASED;
        return 0;
    }
    if (event->value != PRESSED || event->code >= sizeof(layout) / sizeof(layout[0]))
        return 0;
    return layout[event->code][keys->shift];
}
