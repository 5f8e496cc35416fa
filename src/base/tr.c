/* SPDX-License-Identifier: GPL-3.0-or-later
 * tr.c - the catalogues of a process: read once at start, then never changed, so every thread may
 * look things up. They are given back by the end of the process alone. */
#include "base/tr.h"

#include "base/catalogue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CATALOGUE_MOST = 8 << 20 };

const char *const lang_names[LANG_COUNT] = { "zh", "en" };

static struct catalogue catalogues[LANG_COUNT];

const char *tr(enum lang lang, const char *id) {
    if (!id || !id[0])
        return "";
    const char *translation = catalogue_find(&catalogues[lang], id);
    return translation ? translation : id;
}

/* Not file_read(): that one says what is wrong by tr(). */
static char *bytes_of(const char *path, size_t *ret_length) {
    FILE *file = fopen(path, "rbe");
    if (!file)
        return NULL;
    struct stat st;
    bool        known = fstat(fileno(file), &st) == 0 && st.st_size < CATALOGUE_MOST;
    size_t      size = known ? (size_t)st.st_size : 0;
    char       *bytes = known ? malloc(size + 1) : NULL;
    size_t      length = bytes ? fread(bytes, 1, size, file) : 0;
    bool        whole = bytes && !ferror(file);
    (void)fclose(file); /* only read */
    if (!whole) {
        free(bytes);
        return NULL;
    }
    *ret_length = length;
    return bytes;
}

bool tr_load(enum lang lang, const char *path) {
    if (catalogues[lang].bytes)
        return true;
    size_t length;
    char  *bytes = bytes_of(path, &length);
    if (!bytes)
        return false;
    if (!catalogue_read(bytes, length, &catalogues[lang])) {
        free(bytes);
        return false;
    }
    return true;
}

bool lang_parse(const char *name, enum lang *ret_lang) {
    for (int i = 0; name && i < LANG_COUNT; i++)
        if (strcmp(name, lang_names[i]) == 0) {
            *ret_lang = (enum lang)i;
            return true;
        }
    return false;
}
