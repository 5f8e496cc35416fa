/* SPDX-License-Identifier: GPL-3.0-or-later
 * search_words.h - what the index holds of a text and what typed words ask of it.
 *
 *   小区保洁员   han      小 区 保 洁 员            (words are phrases of it)
 *   xiao qu …   spelled  xiaoqubaojieyuan qubaojieyuan … yuan   (words are prefixes of these)
 *                        xqbjy qbjy bjy jy y */
#ifndef ANJU_STORE_SEARCH_WORDS_H
#define ANJU_STORE_SEARCH_WORDS_H

#include "store/bytes.h"

enum {
    SPELLED_LETTERS = 24,  /* of a spelled token; a longer word is compared that far */
    SPELLED_ELEMENTS = 48, /* of one text from which tokens begin */
    TERMS_MOST = 16,       /* of what is typed: more are found nowhere */
    PHRASE_LONGEST = 128,  /* characters: longer than what is searched */
};

/* Single characters with spaces between; a gap after them, over which no phrase reaches. */
void words_han(struct bytes *out, const char *text);
/* `reading` is readings_of() with spaces between. */
void words_spelled(struct bytes *out, const char *reading);

enum words_ask {
    WORDS_ALL,  /* nothing was typed */
    WORDS_NONE, /* nothing can match: only punctuation, or too much */
    WORDS_SOME,
};

/* FTS5 expressions for what was typed; either may stay empty, then it asks for nothing. */
enum words_ask words_asked(const char *typed, struct bytes *han, struct bytes *spelled);

#endif
