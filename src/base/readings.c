/* SPDX-License-Identifier: GPL-3.0-or-later
 * readings.c - Chinese text cut into the likeliest words of a table, whose readings are then read
 * off. The table (assets/readings/table.c) is sorted lines "会计<tab>2526<tab>kuai ji": word, how
 * often it is written, reading. It is mapped and searched where it lies; a damaged one finds
 * nothing. */
#include "base/readings.h"

#include "base/file.h"
#include "base/text.h"

#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    WINDOW = 64,      /* characters looked at together; a longer run is cut there */
    WORD_LONGEST = 4, /* characters of the table's longest words */
    LINE_LEAST = 7,   /* three bytes, tab, digit, tab, letter */
};

struct readings {
    const char *table; /* mapped */
    size_t      length;
};

/* --- the table --- */

/* Where the line around `at` begins. */
static size_t line_start(const struct readings *r, size_t at) {
    while (at > 0 && r->table[at - 1] != '\n')
        at--;
    return at;
}

static size_t line_end(const struct readings *r, size_t at) {
    const char *end = memchr(r->table + at, '\n', r->length - at);
    return end ? (size_t)(end - r->table) : r->length;
}

/* Like strcmp of `word` with the first column of the line from `start` to `end`. */
static int compare(const struct readings *r, const char *word, size_t length, size_t start,
                   size_t end) {
    const char *tab = memchr(r->table + start, '\t', end - start);
    size_t      column = tab ? (size_t)(tab - r->table) - start : end - start;
    int         order = memcmp(word, r->table + start, length < column ? length : column);
    return order ? order : (length > column) - (length < column);
}

struct word {
    const char *reading; /* syllables with spaces between, in the table */
    size_t      length;
    double      cost; /* less for what is written more often */
};

static bool word_of_line(const struct readings *r, size_t at, size_t end, struct word *ret_word) {
    double frequency = 1;
    for (at++; at < end && r->table[at] >= '0' && r->table[at] <= '9'; at++)
        frequency = frequency * 10 + (r->table[at] - '0');
    if (at >= end || r->table[at] != '\t')
        return false;
    const double all_words = 1e9; /* more than any: one word more must cost something */
    *ret_word = (struct word){
        .reading = r->table + at + 1,
        .length = end - at - 1,
        .cost = log(all_words / frequency),
    };
    return ret_word->cost > 0;
}

static bool find_word(const struct readings *r, const char *word, size_t length,
                      struct word *ret_word) {
    size_t low = 0, high = r->length; /* both where a line begins */
    while (low < high) {
        size_t start = line_start(r, low + (high - low) / 2);
        size_t end = line_end(r, start);
        int    order = compare(r, word, length, start, end);
        if (order == 0)
            return word_of_line(r, start + length, end, ret_word);
        if (order < 0)
            high = start;
        else
            low = end < r->length ? end + 1 : high;
    }
    return false;
}

/* --- the list that grows --- */

struct list {
    struct arena *arena;
    const char  **at;
    size_t        count, room; /* room counts the NULL at the end */
};

static bool list_add(struct list *list, const char *text, size_t length) {
    if (list->count + 1 >= list->room) {
        size_t size = list->room * sizeof(*list->at);
        list->at = arena_grow(list->arena, list->at, size, size * 2);
        if (!list->at)
            return false;
        list->room *= 2;
    }
    const char *copy = arena_strndup(list->arena, text, length);
    list->at[list->count++] = copy;
    return copy != NULL;
}

static bool list_add_syllables(struct list *list, const struct word *word) {
    size_t length;
    for (size_t at = 0; at < word->length; at += length + 1) {
        const char *space = memchr(word->reading + at, ' ', word->length - at);
        length = space ? (size_t)(space - word->reading) - at : word->length - at;
        if (!list_add(list, word->reading + at, length))
            return false;
    }
    return true;
}

/* --- a run of Han characters --- */

/* The cheapest way to the end of a character: its cost so far, and the last word of it. */
struct step {
    double      cost;
    size_t      characters; /* of the last word */
    struct word word;       /* .reading NULL: a character that the table does not have */
};

/* `at` are the byte offsets of the characters and of the end. */
static void cut_words(const struct readings *r, const char *text, const size_t *at, size_t count,
                      struct step *steps) {
    const double unknown_cost = 40; /* more than any word's */
    steps[0] = (struct step){ 0 };
    for (size_t end = 1; end <= count; end++) {
        steps[end] = (struct step){ .cost = steps[end - 1].cost + unknown_cost, .characters = 1 };
        for (size_t n = 1; n <= WORD_LONGEST && n <= end; n++) {
            const struct step *before = &steps[end - n];
            struct word        word;
            if (find_word(r, text + at[end - n], at[end] - at[end - n], &word) &&
                before->cost + word.cost < steps[end].cost)
                steps[end] = (struct step){ before->cost + word.cost, n, word };
        }
    }
}

/* Takes the Han characters that `text` begins with; their length goes to *ret_length. */
static bool take_han(const struct readings *r, struct list *list, const char *text,
                     size_t *ret_length) {
    size_t   at[WINDOW + 1] = { 0 }, count = 0;
    uint32_t c;
    for (; count < WINDOW; count++) {
        size_t size = text_decode(text + at[count], 4, &c);
        if (size == 0 || !text_is_han(c))
            break;
        at[count + 1] = at[count] + size;
    }
    *ret_length = at[count];
    struct step steps[WINDOW + 1];
    cut_words(r, text, at, count, steps);
    size_t ends[WINDOW], words = 0;
    for (size_t end = count; end > 0; end -= steps[end].characters)
        ends[words++] = end;
    while (words > 0) {
        const struct word *word = &steps[ends[--words]].word;
        if (word->reading && !list_add_syllables(list, word))
            return false;
    }
    return true;
}

/* --- a run of letters and digits --- */

/* The ASCII letter or digit that `c` is, lower case, written 全角 or not; 0 when it is none. */
static char plain(uint32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E)
        c = c - 0xFF01 + '!';
    if (c >= 'A' && c <= 'Z')
        c = c - 'A' + 'a';
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? (char)c : 0;
}

static bool take_plain(struct list *list, const char *text, size_t *ret_length) {
    char     word[WINDOW];
    size_t   count = 0, length = 0;
    uint32_t c;
    for (size_t size; count < WINDOW && (size = text_decode(text + length, 4, &c)) && plain(c);
         length += size)
        word[count++] = plain(c);
    *ret_length = length;
    return list_add(list, word, count);
}

const char **readings_of(struct readings *readings, struct arena *arena, const char *text) {
    struct list list = { .arena = arena, .room = 16 };
    list.at = ARENA_NEW_ARRAY(arena, list.room, const char *);
    bool     ok = list.at != NULL;
    uint32_t c;
    for (size_t size; ok && (size = text_decode(text, 4, &c)) > 0; text += size)
        if (text_is_han(c))
            ok = take_han(readings, &list, text, &size);
        else if (plain(c))
            ok = take_plain(&list, text, &size);
    return ok ? list.at : NULL;
}

/* --- opening --- */

static bool map_table(struct readings *readings, const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    struct stat st;
    void       *table = MAP_FAILED;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0)
        table = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    (void)close(fd); /* the map stays */
    if (table == MAP_FAILED)
        return false;
    readings->table = table;
    readings->length = (size_t)st.st_size;
    return true;
}

struct readings *readings_new(void) {
    struct arena     arena = { 0 };
    const char      *path = share_path(&arena, "assets/readings.tsv");
    struct readings *readings = path ? calloc(1, sizeof(*readings)) : NULL;
    if (readings && !map_table(readings, path)) {
        free(readings);
        readings = NULL;
    }
    arena_deinit(&arena);
    return readings;
}

void readings_free(struct readings *readings) {
    if (!readings)
        return;
    (void)munmap((void *)(uintptr_t)readings->table, readings->length);
    free(readings);
}
