/* SPDX-License-Identifier: GPL-3.0-or-later
 * tr.h - translation: the Chinese text is the id, the catalogue gives the English one.
 * The language is an argument, never process-wide. */
#ifndef ANJU_BASE_TR_H
#define ANJU_BASE_TR_H

#include <stdbool.h>

enum lang { LANG_ZH, LANG_EN, LANG_COUNT };

extern const char *const lang_names[LANG_COUNT]; /* "zh", "en" */

/* Mark a text in a table for extraction; tr() translates it where it is used. */
#define N_(text) text

/* `id` in `lang`: the id itself for Chinese or when the catalogue has no such entry.
 * Lives until the process ends. `id` NULL or "" gives "". Never loads anything. */
const char *tr(enum lang lang, const char *id) __attribute__((format_arg(2)));

/* Read the .mo catalogue of `lang` (assets/i18n/en.mo, made by `make`) once, at start.
 * A damaged or missing file is refused whole and leaves tr() answering in Chinese. */
bool tr_load(enum lang lang, const char *path);

/* False and *ret_lang untouched unless `name` is one of lang_names. */
bool lang_parse(const char *name, enum lang *ret_lang);

#endif
