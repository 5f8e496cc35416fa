/* SPDX-License-Identifier: GPL-3.0-or-later
 * mask.c - personal values as everybody may see them. What is left is enough for a clerk to know
 * the row again, and not enough to call, find or impersonate anyone. */
#include "record/mask.h"

#include "record/type.h"

#include <string.h>

enum { NAME_MOST = 4, IDENTITY = 18, STARS_OF_LONG = 3 };

static bool digit(char c) {
    return c >= '0' && c <= '9';
}

/* 18 characters, digits but for a last X (GB 11643-1999). */
static bool is_identity(const char *text) {
    size_t digits = strspn(text, "0123456789");
    return strlen(text) == IDENTITY &&
           (digits == IDENTITY ||
            (digits == IDENTITY - 1 && (text[digits] == 'X' || text[digits] == 'x')));
}

/* Stars for all but the first `head` and the last `tail` digits; other characters stay. */
static const char *mask_digits(const char *text, size_t head, size_t tail, struct arena *arena) {
    char  *out = arena_strdup(arena, text);
    size_t digits = 0, seen = 0;
    for (const char *c = text; *c; c++)
        digits += digit(*c) || *c == 'X' || *c == 'x';
    for (char *c = out; c && *c; c++)
        if (digit(*c) || *c == 'X' || *c == 'x') {
            if (seen >= head && seen + tail < digits)
                *c = '*';
            seen++;
        }
    return out;
}

/* 138****6021; 0738-****234 keeps the area; an extension says too much and goes. */
static const char *mask_phone(const char *text, struct arena *arena) {
    const char *extension = strstr(text, "转");
    size_t      length = extension ? (size_t)(extension - text) : strlen(text);
    char       *number = arena_strndup(arena, text, length);
    if (!number)
        return NULL;
    if (length == 11 && strspn(number, "0123456789") == 11)
        return mask_digits(number, 3, 4, arena);
    const char *line = strchr(number, '-');
    size_t      area = line ? (size_t)(line - number) : 0;
    return mask_digits(number, area, 3, arena);
}

/* 刘*明, 刘*, 欧**娜; longer texts keep their first character and hide their length too. */
static const char *mask_name(const char *text, struct arena *arena) {
    size_t   count = text_characters(text), length = strlen(text);
    char    *out = arena_alloc(arena, length + NAME_MOST + 1), *to = out;
    size_t   at = 0, n;
    uint32_t c;
    if (!out)
        return NULL;
    for (size_t i = 0; (n = text_decode(text + at, length - at, &c)) > 0; i++, at += n) {
        bool shown = (i == 0 && count > 1) || (i + 1 == count && count > 2 && count <= NAME_MOST);
        if (shown)
            to += text_encode(c, to);
        else if (count <= NAME_MOST || i <= STARS_OF_LONG)
            *to++ = '*';
    }
    *to = '\0';
    return out;
}

const char *mask_text(const struct field *field, const char *text, struct arena *arena) {
    if (*text == '\0')
        return "";
    if (field->type == &type_phone)
        return mask_phone(text, arena);
    if (field->type != &type_text && field->type != &type_long_text)
        return "***";
    if (is_identity(text))
        return mask_digits(text, 3, 4, arena);
    return mask_name(text, arena);
}
