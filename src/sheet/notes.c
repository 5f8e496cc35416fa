/* SPDX-License-Identifier: GPL-3.0-or-later
 * notes.c - the notes of a row that comes again: lines "标题：值" that an import has written, and
 * lines that people or other sheets wrote. What stands under this sheet's headings is said anew. */
#include "sheet/plan_inside.h"

#include <string.h>

enum { HEADING_BYTES_MOST = 60 };

static size_t line_length(const char *text) {
    return strcspn(text, "\n");
}

/* The bytes of the heading that the line begins with; 0: none. */
static size_t heading_length(const char *line, size_t length) {
    const char *colon = memmem(line, length, "：", strlen("："));
    return colon && colon - line <= HEADING_BYTES_MOST ? (size_t)(colon - line) : 0;
}

static bool is_of(const struct header *header, const char *heading, size_t length) {
    for (size_t i = 0; i < header->column_count; i++) {
        const char *plain = header->columns[i].plain;
        if (strlen(plain) == length && memcmp(plain, heading, length) == 0)
            return true;
    }
    return false;
}

static bool has_line(const char *text, const char *line, size_t length) {
    for (; text && *text; text += line_length(text) + (text[line_length(text)] == '\n'))
        if (line_length(text) == length && memcmp(text, line, length) == 0)
            return true;
    return false;
}

const char *notes_again(const char *before, const char *now, const struct header *header,
                        struct arena *arena) {
    const char *all = now;
    bool        said_anew = false; /* the heading above this line is the sheet's */
    for (const char *line = before; line && *line;) {
        size_t length = line_length(line), heading = heading_length(line, length);
        if (heading > 0)
            said_anew = is_of(header, line, heading);
        if (!said_anew && !has_line(now, line, length))
            all = all ? arena_printf(arena, "%s\n%.*s", all, (int)length, line)
                      : arena_strndup(arena, line, length);
        line += length + (line[length] == '\n');
    }
    return all;
}
