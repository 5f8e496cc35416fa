/* SPDX-License-Identifier: GPL-3.0-or-later
 * problems.c - collecting what is wrong. Values come from outside and go into JSON, logs and
 * terminals, so they are made one clean, short line here, once for all. */
#include "record/problems.h"

#include "record/type.h"

#include <stdarg.h>
#include <string.h>

enum { SHOWN_CHARACTERS = 40, VALUE_CHARACTERS = 200, ROOM_FIRST = 8 };

void problems_init(struct problems *problems, struct arena *arena, enum lang lang) {
    *problems = (struct problems){ .arena = arena, .lang = lang, .today = DAY_ABSENT };
}

/* `text` on one line of valid UTF-8, at most `most` characters and "…". NULL: the arena is full. */
static const char *one_line(struct arena *arena, const char *text, size_t most) {
    size_t length = strnlen(text, most * 4 + 4);
    char  *out = arena_alloc(arena, most * 4 + 4);
    if (!out)
        return NULL;
    char  *to = out;
    size_t at = 0, characters = 0;
    for (; at < length && characters < most; characters++) {
        uint32_t c;
        size_t   n = text_decode(text + at, length - at, &c);
        if (n == 0)
            c = 0xFFFD;
        else if (text_is_space(c))
            c = ' ';
        else if (text_is_invisible(c))
            c = 0xFFFD;
        to += text_encode(c, to);
        at += n ? n : 1;
    }
    if (at < length)
        to += text_encode(0x2026, to);
    *to = '\0';
    return out;
}

const char *problem_label(const struct problems *problems, const struct field *field) {
    return tr(problems->lang, field->label ? field->label : field->name);
}

const char *problem_shown(const struct problems *problems, const char *text) {
    const char *shown = text ? one_line(problems->arena, text, SHOWN_CHARACTERS) : "";
    return shown ? shown : "…";
}

static bool grow(struct problems *problems) {
    if (problems->count < problems->room)
        return true;
    size_t          room = problems->room ? problems->room * 2 : ROOM_FIRST;
    struct problem *at =
        arena_grow(problems->arena, problems->at, problems->room * sizeof(*at), room * sizeof(*at));
    if (!at)
        return false;
    problems->at = at;
    problems->room = room;
    return true;
}

bool problem_add(struct problems *problems, enum problem_level level, const char *field,
                 const char *value, const char *format, ...) {
    /* Counted even where the arena has no room left to say it: an error never gets lost. */
    if (level == PROBLEM_ERROR)
        problems->errors++;
    va_list args;
    va_start(args, format);
    const char *message = arena_vprintf(problems->arena, tr(problems->lang, format), args);
    va_end(args);
    if (value)
        value = one_line(problems->arena, value, VALUE_CHARACTERS);
    if (grow(problems))
        problems->at[problems->count++] = (struct problem){
            .field = field,
            .level = level,
            .value = value,
            .message = message ? message : tr(problems->lang, N_("内存不够，说不全错在哪里")),
        };
    return false;
}

char *problems_text(const struct problems *problems) {
    char *text = arena_strdup(problems->arena, "");
    for (size_t i = 0; text && i < problems->count; i++)
        text = arena_printf(problems->arena, "%s%s%s", text, i ? tr(problems->lang, N_("；")) : "",
                            problems->at[i].message);
    return text;
}

bool field_refuse(const struct field *field, const char *given, struct problems *problems,
                  const char *format) {
    return problem_add(problems, PROBLEM_ERROR, field->name, given, format,
                       problem_label(problems, field), problem_shown(problems, given));
}
