/* SPDX-License-Identifier: GPL-3.0-or-later
 * number_member.c - numbers as people write them, down to digits, sign and point. */
#include "record/number_member.h"

#include <string.h>

static bool cut_end(char *text, const char *word, size_t word_length) {
    size_t length = strlen(text);
    if (word_length == 0 || length <= word_length ||
        strncmp(text + length - word_length, word, word_length) != 0)
        return false;
    text[length - word_length] = '\0';
    return true;
}

/* "1,234,567" → "1234567"; commas anywhere else ("1,23") stay, and make the number wrong. */
static void join_thousands(char *text) {
    size_t lead = strspn(text + (*text == '-'), "0123456789");
    char  *at = text + (*text == '-') + lead;
    if (lead == 0 || lead > 3)
        return;
    char *end = at;
    while (*end == ',' && strspn(end + 1, "0123456789") == 3)
        end += 4;
    if (*end == ',' || (*end >= '0' && *end <= '9'))
        return;
    char *to = at;
    for (; at < end; at++)
        if (*at != ',')
            *to++ = *at;
    memmove(to, end, strlen(end) + 1);
}

const char *number_bare(struct arena *arena, const char *text, const char *unit,
                        const char *words) {
    char *bare = text_valid(text, strlen(text)) ? text_fold(arena, text) : NULL;
    if (!bare)
        return NULL;
    bool cut = false;
    for (const char *word = words; !cut && *word;) {
        size_t length = strcspn(word, "|");
        cut = cut_end(bare, word, length);
        word += length + (word[length] == '|');
    }
    if (!cut && unit)
        (void)cut_end(bare, unit, strlen(unit)); /* often none stands there */
    join_thousands(bare);
    return bare;
}
