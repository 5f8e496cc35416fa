/* SPDX-License-Identifier: GPL-3.0-or-later
 * table.c - build tool: libpinyin's words of up to four characters, in byte order, as lines
 * "会计<tab>2526<tab>kuai ji": the word, how often it is written, how it is read. The programs
 * search this file (src/base/readings.c); so none loads libpinyin, its libraries and 30 MB of
 * tables.
 *
 *   table PINYIN-DATA-FOLDER USUAL.TXT > readings.tsv */
#include <stdbool.h> /* before pinyin.h, which needs it */

#include <fcntl.h>
#include <pinyin.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHARACTERS_MOST = 4, USUAL_FREQUENCY = 1000 };

struct word {
    guint frequency;
    gint  count; /* how often it is read so, among its readings */
    char *syllables;
};

static void word_free(gpointer word) {
    g_free(((struct word *)word)->syllables);
    g_free(word);
}

static guint frequency_of(pinyin_instance_t *instance, const char *text) {
    guint   most = 0;
    GArray *tokens = g_array_new(FALSE, FALSE, sizeof(phrase_token_t));
    if (pinyin_lookup_tokens(instance, text, tokens))
        for (guint i = 0; i < tokens->len; i++) {
            guint frequency = 0;
            if (pinyin_token_get_unigram_frequency(
                    instance, g_array_index(tokens, phrase_token_t, i), &frequency) &&
                frequency > most)
                most = frequency;
        }
    g_array_free(tokens, TRUE);
    return most;
}

/* libpinyin's word with "kuai'ji"; of several readings the most frequent stays. */
static void add(GTree *words, pinyin_instance_t *instance, char *text, char *syllables,
                gint count) {
    glong characters = g_utf8_strlen(text, -1);
    glong parts = 1;
    for (char *c = syllables; *c; c++)
        if (*c == '\'') {
            *c = ' ';
            parts++;
        }
    struct word *old = g_tree_lookup(words, text);
    if (characters > CHARACTERS_MOST || parts != characters || (old && old->count >= count)) {
        g_free(text);
        g_free(syllables);
        return;
    }
    struct word *word = g_new(struct word, 1);
    *word = (struct word){ frequency_of(instance, text), count, syllables };
    g_tree_replace(words, text, word);
}

static void add_library(GTree *words, pinyin_context_t *context, pinyin_instance_t *instance,
                        guint library) {
    export_iterator_t *iterator = pinyin_begin_get_phrases(context, library);
    while (pinyin_iterator_has_next_phrase(iterator)) {
        gchar *text, *syllables;
        gint   count;
        if (pinyin_iterator_get_next_phrase(iterator, &text, &syllables, &count))
            add(words, instance, text, syllables, count);
    }
    pinyin_end_get_phrases(iterator);
}

/* Lines "行 xing", "线长 xian zhang": the reading of a word, known before or not. */
static bool add_usual(GTree *words, const char *path) {
    FILE *file = fopen(path, "re");
    char  line[256], text[CHARACTERS_MOST * 4 + 1], syllables[64];
    while (file && fgets(line, sizeof(line), file)) {
        if (line[0] == '#' || line[0] == '\n')
            continue;
        if (sscanf(line, "%16s %63[a-z ]", text, syllables) != 2) {
            fprintf(stderr, "%s: %s", path, line);
            return false;
        }
        struct word *old = g_tree_lookup(words, text), *word = g_new(struct word, 1);
        *word =
            (struct word){ old ? old->frequency : USUAL_FREQUENCY, G_MAXINT, g_strdup(syllables) };
        g_tree_replace(words, g_strdup(text), word);
    }
    return file && fclose(file) == 0;
}

static gboolean print(gpointer text, gpointer value, gpointer unused) {
    (void)unused;
    const struct word *word = value;
    printf("%s\t%u\t%s\n", (const char *)text, word->frequency, word->syllables);
    return FALSE;
}

static gint compare(gconstpointer a, gconstpointer b, gpointer unused) {
    (void)unused;
    return strcmp(a, b);
}

/* Without a folder of the user's own, about which libpinyin prints "open  failed.". */
static pinyin_context_t *open_quietly(const char *folder) {
    int printed = dup(STDERR_FILENO), nowhere = open("/dev/null", O_WRONLY);
    if (printed < 0 || nowhere < 0 || dup2(nowhere, STDERR_FILENO) < 0)
        return NULL;
    pinyin_context_t *context = pinyin_init(folder, NULL);
    (void)dup2(printed, STDERR_FILENO);
    return context;
}

int main(int argc, char **argv) {
    pinyin_context_t *context = argc == 3 ? open_quietly(argv[1]) : NULL;
    if (!context) {
        fprintf(stderr, "usage: table PINYIN-DATA-FOLDER USUAL.TXT\n");
        return 1;
    }
    pinyin_instance_t *instance = pinyin_alloc_instance(context);
    GTree             *words = g_tree_new_full(compare, NULL, g_free, word_free);
    for (guint library = 1; library <= 4;
         library++) /* GB, GBK, open-gram, merged: the general ones */
        add_library(words, context, instance, library);
    bool ok = add_usual(words, argv[2]);
    g_tree_foreach(words, print, NULL);
    g_tree_destroy(words);
    pinyin_free_instance(instance);
    pinyin_fini(context);
    return ok && fflush(stdout) == 0 ? 0 : 1;
}
