/* SPDX-License-Identifier: GPL-3.0-or-later
 * serial.c - Excel's day numbers. Excel believes that 1900 was a leap year, so its day 60 does not
 * exist and the days before it are off by one. */
#include "sheet/serial.h"

#include "sheet/build.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
    EPOCH_1900 = 25569, /* the serial of 1970-01-01 */
    SHIFT_1904 = 1462,
    LEAP_THAT_WAS_NOT = 60,
    DAY_MINUTES = 24 * 60,
};

enum shown shown_by_id(int id) {
    if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
        (id >= 50 && id <= 54) || id == 57 || id == 58)
        return SHOWN_DAY;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 ||
        id == 56)
        return SHOWN_TIME;
    return SHOWN_NUMBER;
}

/* The end of what is not a letter of the format itself: a literal, a colour, a locale, a filler. */
static const char *skip_literal(const char *at) {
    const char *end;
    switch (*at) {
    case '"':
        end = strchr(at + 1, '"');
        return end ? end + 1 : at + strlen(at);
    case '[':
        end = strchr(at, ']');
        return end ? end + 1 : at + strlen(at);
    case '\\':
    case '_':
    case '*':
        return at[1] ? at + 2 : at + 1;
    default:
        return at;
    }
}

/* "[h]:mm" counts hours beyond a day: a length of time, not a time of day. */
static bool elapsed(const char *at) {
    return at[0] == '[' && at[1] && strchr("hHmMsS", at[1]) && (at[2] == ']' || at[2] == at[1]);
}

enum shown shown_by_code(const char *code) {
    bool year = false, month = false, day_letter = false, clock = false;
    if (strncasecmp(code, "General", 7) == 0 || strncmp(code, "G/", 2) == 0)
        return SHOWN_NUMBER;
    for (const char *at = code; *at && *at != ';';) {
        const char *behind = skip_literal(at);
        if (elapsed(at))
            return SHOWN_NUMBER;
        if (behind != at) {
            at = behind;
            continue;
        }
        if (strncasecmp(at, "AM/PM", 5) == 0) {
            clock = true;
            at += 5;
            continue;
        }
        year |= *at == 'y' || *at == 'Y';
        month |= *at == 'm' || *at == 'M';
        day_letter |= *at == 'd' || *at == 'D' || strncasecmp(at, "aaa", 3) == 0;
        clock |= *at == 'h' || *at == 'H' || *at == 's' || *at == 'S';
        at++;
    }
    if (year || day_letter || (month && !clock))
        return SHOWN_DAY;
    return clock ? SHOWN_TIME : SHOWN_NUMBER;
}

static bool set_clock(struct cell *cell, double number, struct arena *arena, struct err *err) {
    char text[16];
    int  minutes = (int)floor((number - floor(number)) * DAY_MINUTES + 1e-4) % DAY_MINUTES;
    int  n = snprintf(text, sizeof(text), "%02d:%02d", minutes / 60, minutes % 60);
    return cell_set_text(cell, CELL_TEXT, text, (size_t)n, arena, err);
}

bool cell_set_serial(struct cell *cell, double number, enum shown shown, bool from_1904,
                     struct arena *arena, struct err *err) {
    bool sane = number >= 0 && number < 1e6;
    if (shown == SHOWN_NUMBER || !sane)
        return cell_set_number(cell, number, arena, err);
    if (shown == SHOWN_TIME || (number > 0 && number < 1))
        return set_clock(cell, number, arena, err);
    int serial = (int)floor(number + 1e-6) + (from_1904 ? SHIFT_1904 : 0);
    day d = { serial - EPOCH_1900 + (serial < LEAP_THAT_WAS_NOT) };
    if (serial < 1 || serial == LEAP_THAT_WAS_NOT || d.n > day_of(2199, 12, 31).n)
        return cell_set_number(cell, number, arena, err);
    if (!cell_set_day(cell, d, arena, err))
        return false;
    cell->number = number;
    return true;
}
