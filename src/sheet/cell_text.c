/* SPDX-License-Identifier: GPL-3.0-or-later
 * cell_text.c - cells to texts. Nearly all cells of a sheet need no tidying; they are recognised in
 * one pass and not copied, since twenty thousand rows have half a million cells. */
#include "sheet/cell_text.h"

#include <math.h>
#include <string.h>

/* --- what needs tidying at all ------------------------------------------------------------------
 */

enum tidy { TIDY_NOT = 0, TIDY_CLEAN = 1, TIDY_FOLD = 2 };

/* Only what is certainly plain is passed; the rest is left to text_clean and text_narrow. */
static int tidy_needed(const char *text) {
    const unsigned char *b = (const unsigned char *)text;
    int                  need = *b == ' ' ? TIDY_CLEAN : TIDY_NOT;
    for (; *b; b++) {
        if (*b < 0x80) {
            if (*b == ' ')
                need |= b[1] == ' ' || b[1] == '\0' ? TIDY_CLEAN | TIDY_FOLD : TIDY_FOLD;
            else if (*b < 0x20 || *b == 0x7F)
                need |= TIDY_CLEAN | TIDY_FOLD;
            else if (*b >= 'A' && *b <= 'Z')
                need |= TIDY_FOLD;
        } else if (*b >= 0xE4 && *b <= 0xE9) {
            b += 2;
        } else if (*b == 0xE2 || *b == 0xE3 || *b == 0xEF) {
            bool spaces =
                (*b == 0xE2 && (b[1] == 0x81 || (b[1] == 0x80 && (b[2] < 0x90 || b[2] >= 0xA8)))) ||
                (*b == 0xE3 &&
                 ((b[1] == 0x80 && b[2] == 0x80) || (b[1] == 0x85 && b[2] == 0xA4))) ||
                (*b == 0xEF && b[1] != 0xBC && b[1] != 0xBD);
            if (spaces)
                need |= TIDY_CLEAN | TIDY_FOLD;
            else if (*b == 0xEF)
                need |= TIDY_FOLD;
            b += 2;
        } else {
            return TIDY_CLEAN | TIDY_FOLD;
        }
    }
    return need;
}

/* --- folding ------------------------------------------------------------------------------------
 */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

const char *cell_fold(struct arena *arena, const char *text) {
    return tidy_needed(text) ? text_fold(arena, text) : text;
}

/* Is the line broken within one thing, 3000⏎-4000⏎元/月, and not between two? */
static bool within(const char *before, const char *from, const char *after) {
    static const char *const joints[] = {
        "-", "~", "/", "—", "至", "到", "元", "以", "+", "(", "每"
    };
    for (size_t i = 0; i < sizeof(joints) / sizeof(joints[0]); i++) {
        size_t length = strlen(joints[i]);
        bool   ends = from - before >= (ptrdiff_t)length && strcmp(joints[i], "元") != 0 &&
                    memcmp(from - length, joints[i], length) == 0;
        if (ends || text_starts(after, joints[i]))
            return true;
    }
    return false;
}

/* `clean` narrowed, lower case, without spaces but those between digits. */
static const char *fold(struct arena *arena, const char *clean) {
    char *narrow = text_narrow(arena, clean), *to = narrow;
    for (const char *from = narrow; *from; from++) {
        if (*from == '\n') {
            if (!within(narrow, to, from + 1))
                *to++ = ';';
        } else if (*from != ' ') {
            *to++ = *from >= 'A' && *from <= 'Z' ? (char)(*from - 'A' + 'a') : *from;
        } else if (to > narrow && is_digit(to[-1]) && is_digit(from[strspn(from, " ")])) {
            *to++ = ' ';
            from += strspn(from, " ") - 1;
        }
    }
    *to = '\0';
    return narrow;
}

/* --- kinds of cells -----------------------------------------------------------------------------
 */

/* A number as it would be typed: no 3499.9999999999995, no 1.3800001234E10. */
static const char *number_text(struct arena *arena, const struct cell *cell) {
    size_t digits = strspn(cell->text, "0123456789");
    if (digits > 0 && digits <= 15 && cell->text[digits] == '\0')
        return cell->text;
    if (fabs(cell->number) < 1e15 && cell->number == floor(cell->number))
        return arena_printf(arena, "%.0f", cell->number);
    return arena_printf(arena, "%.10g", cell->number);
}

/* ="138…" and '138… are how people keep a spreadsheet from reading a number. */
static const char *unquoted(struct arena *arena, const char *text) {
    size_t length = strlen(text);
    if (text_starts(text, "=\"") && length > 3 && text[length - 1] == '"')
        return arena_strndup(arena, text + 2, length - 3);
    size_t mark = *text == '\'' ? 1 : text_starts(text, "’") || text_starts(text, "‘") ? 3 : 0;
    return mark && (is_digit(text[mark]) || text[mark] == '+') ? text + mark : text;
}

/* Dashes, strokes, dots: what people put where there is nothing to say. */
static bool says_nothing(const char *folded) {
    static const char *const marks[] = { "-", "—",  "–", "―", "─", "/", "\\", "*", "~",
                                         ".", "。", "·", "_", ";", "…", "、", ",", "|" };
    while (*folded) {
        size_t length = 0;
        for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]) && length == 0; i++)
            if (text_starts(folded, marks[i]))
                length = strlen(marks[i]);
        if (length == 0)
            return false;
        folded += length;
    }
    return true;
}

static const char *cell_string(const struct cell *cell, struct arena *arena) {
    switch (cell->kind) {
    case CELL_EMPTY:
        return "";
    case CELL_NUMBER:
        return number_text(arena, cell);
    case CELL_BOOL:
        return *cell->text == 'T' || *cell->text == 't' || *cell->text == '1' ? "是" : "否";
    case CELL_TEXT:
    case CELL_DAY:
    case CELL_ERROR:
    case CELL_FORMULA:
    case CELL_TOO_LONG:
        break;
    }
    return cell->text;
}

bool cell_read(const struct cell *cell, struct arena *arena, struct cell_text *ret_text) {
    const char *text = cell_string(cell, arena);
    int         need = tidy_needed(text);
    if (need & TIDY_CLEAN)
        text = text_clean(arena, text, true);
    if (*text == '=' || *text == '\'' || (unsigned char)*text == 0xE2)
        text = unquoted(arena, text);
    const char *folded = need & TIDY_FOLD ? fold(arena, text) : text;
    /* Han, letters and digits begin nearly every text; only the rest can be all dashes. */
    unsigned char first = (unsigned char)*folded;
    bool          plain = (first >= '0' && first <= '9') || (first >= 0xE4 && first <= 0xE9);
    if (!plain && says_nothing(folded))
        return false;
    ret_text->text = text;
    ret_text->folded = folded;
    ret_text->number = cell->kind == CELL_NUMBER;
    ret_text->day = cell->kind == CELL_DAY ? cell->day : DAY_ABSENT;
    return true;
}

enum cell_fault cell_fault(const struct cell *cell) {
    static const char *const errors[] = { "#N/A",  "#REF!",  "#VALUE!", "#DIV/0!", "#NAME?",
                                          "#NUM!", "#NULL!", "#SPILL!", "#CALC!" };
    if (cell->kind == CELL_ERROR)
        return FAULT_ERROR;
    if (cell->kind == CELL_FORMULA)
        return FAULT_FORMULA;
    if (cell->kind == CELL_TOO_LONG)
        return FAULT_TOO_LONG;
    if (cell->kind != CELL_TEXT || (*cell->text != '#' && *cell->text != '='))
        return FAULT_NONE;
    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
        if (text_starts(cell->text, errors[i]))
            return FAULT_ERROR;
    if (text_starts(cell->text, "####")) /* too narrow a column, saved as it looked */
        return FAULT_ERROR;
    return *cell->text == '=' && cell->text[1] != '"' && strchr(cell->text, '(') ? FAULT_FORMULA
                                                                                 : FAULT_NONE;
}
