/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_answer.c - letters against the readings of a title, from each of its characters on. */
#include "services/jobs/job_answer.h"

#include "base/readings.h"
#include "base/text.h"

#include <string.h>

enum { LETTERS_MOST = 32 };

/* The table is 10 MB and is opened when the first letters are typed; the kiosk has one thread. */
static struct readings *readings;

/* How many readings from `reading` on the letters stand for; 0: they do not. */
static size_t stands_for(const char *letters, const char *const *reading) {
    if (*reading == NULL)
        return 0;
    size_t typed = strlen(letters), whole = strlen(*reading);
    if (strncmp(letters, *reading, typed) == 0)
        return 1; /* the last one, perhaps unfinished */
    if (strncmp(letters, *reading, whole) == 0) {
        size_t more = stands_for(letters + whole, reading + 1);
        if (more > 0)
            return more + 1;
    }
    if (whole > 1 && letters[0] == **reading) {
        size_t more = stands_for(letters + 1, reading + 1);
        if (more > 0)
            return more + 1;
    }
    return 0;
}

/* Lower-case letters of what was typed, without spaces; false when it is anything else. */
static bool letters_of(const char *typed, char letters[LETTERS_MOST + 1]) {
    size_t count = 0;
    for (; *typed != '\0'; typed++) {
        char c = *typed >= 'A' && *typed <= 'Z' ? (char)(*typed - 'A' + 'a') : *typed;
        if (c == ' ')
            continue;
        if (c < 'a' || c > 'z' || count == LETTERS_MOST)
            return false;
        letters[count++] = c;
    }
    letters[count] = '\0';
    return count > 0;
}

static bool is_ascii_word(uint32_t c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The end of the next thing in `text` that has a reading; *ret_start its beginning. NULL: none. */
static const char *next_read(const char *text, const char **ret_start) {
    uint32_t c = 0;
    size_t   length = 0;
    while ((length = text_decode(text, strlen(text), &c)) > 0) {
        *ret_start = text;
        text += length;
        if (text_is_han(c))
            return text;
        if (!is_ascii_word(c))
            continue;
        while (is_ascii_word((unsigned char)*text))
            text++;
        return text;
    }
    return NULL;
}

const char *job_answer_read(const char *title, const char *const *given, const char *typed,
                            struct arena *arena) {
    char letters[LETTERS_MOST + 1];
    if (!letters_of(typed, letters))
        return "";
    const char *start = NULL, *end = title;
    for (; *given != NULL; given++) {
        end = next_read(end, &start);
        if (end == NULL)
            break; /* the readings are of another text */
        size_t count = stands_for(letters, given);
        if (count == 0)
            continue;
        const char *from = start;
        while (--count > 0 && end != NULL)
            end = next_read(end, &start);
        return end == NULL ? "" : arena_strndup(arena, from, (size_t)(end - from));
    }
    return "";
}

const char *job_answer(const char *title, const char *typed, struct arena *arena) {
    char letters[LETTERS_MOST + 1];
    if (!letters_of(typed, letters))
        return "";
    if (readings == NULL)
        readings = readings_new();
    if (readings == NULL)
        return "";
    return job_answer_read(title, readings_of(readings, arena, title), typed, arena);
}
