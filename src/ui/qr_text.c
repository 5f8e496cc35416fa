/* SPDX-License-Identifier: GPL-3.0-or-later
 * qr_text.c - texts for codes, made shorter by leaving out whole lines. */
#include "ui/qr_text.h"

#include "base/text.h"

#include <string.h>

char *qr_tel(struct arena *arena, const char *phone) {
    static const char extension[] = "转";
    char             *uri = arena_printf(arena, "tel:%s", phone), *to = uri;
    size_t            digits = 0;
    bool              paused = false;
    if (uri == NULL)
        return NULL;
    to += strlen("tel:");
    for (const char *from = phone; *from != '\0'; from++) {
        if (*from >= '0' && *from <= '9') {
            *to++ = *from;
            digits++;
        } else if (*from == '+' && from == phone) {
            *to++ = '+';
        } else if (text_starts(from, extension) && digits > 0 && !paused) {
            *to++ = ',';
            paused = true;
            from += strlen(extension) - 1;
        } else if (*from != '-' && *from != ' ') {
            return NULL;
        }
    }
    *to = '\0';
    return digits >= 3 && to[-1] != ',' ? uri : NULL;
}

/* The lines as they stand below each other; `need` 1 is left out last. */
struct fact_line {
    const char *format; /* N_() */
    const char *fact;
    int         need;
};
enum { FACT_LINES = 8 };

/* All lines that are written and needed at least so much, with line breaks between them. */
static char *put_together(struct arena *arena, enum lang lang, const struct fact_line *lines,
                          int need) {
    char *text = arena_strdup(arena, "");
    for (int i = 0; i < FACT_LINES && text != NULL; i++) {
        if (lines[i].need > need || lines[i].fact == NULL || lines[i].fact[0] == '\0')
            continue;
        char *line = arena_printf(arena, tr(lang, lines[i].format), lines[i].fact);
        if (line == NULL)
            return NULL;
        text = *text ? arena_printf(arena, "%s\n%s", text, line) : line;
    }
    return text;
}

char *qr_take_home(struct arena *arena, enum lang lang, const struct take_home *facts,
                   size_t room) {
    const struct fact_line lines[FACT_LINES] = {
        { "%s", facts->title, 1 },           { "%s", facts->employer, 5 },
        { N_("工资：%s"), facts->pay, 2 },   { N_("上班时间：%s"), facts->hours, 6 },
        { N_("地点：%s"), facts->place, 3 }, { N_("电话：%s"), facts->phone, 1 },
        { N_("截止：%s"), facts->until, 4 }, { "%s", facts->from, 7 },
    };
    for (int need = FACT_LINES - 1; need > 0; need--) {
        char *text = put_together(arena, lang, lines, need);
        if (text == NULL || *text == '\0')
            return NULL;
        if (strlen(text) <= room)
            return text;
    }
    return NULL;
}
