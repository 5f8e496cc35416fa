/* SPDX-License-Identifier: GPL-3.0-or-later
 * search_words.c - tokens of the index and expressions of what is typed. Everything typed is made
 * of quoted strings here, so that no character of it means anything to FTS5. */
#include "store/search_words.h"

#include "base/text.h"

#include <string.h>

/* Between the texts of a row: a token that nobody types. */
static const char gap[] = "\xc2\xb7 ";

/* What a character is to the index. */
enum part { PART_SPACE, PART_NOTHING, PART_BREAK, PART_LATIN, PART_SINGLE };

/* Decodes one character; *ret_latin is its lower-case letter or digit. Bytes that are no UTF-8 are
 * breaks, one by one. */
static enum part part_of(const char *text, size_t length, size_t *ret_size, char *ret_latin) {
    uint32_t c = 0;
    *ret_size = text_decode(text, length, &c);
    if (*ret_size == 0) {
        *ret_size = 1;
        return PART_BREAK;
    }
    if (text_is_space(c))
        return PART_SPACE;
    if (text_is_invisible(c))
        return PART_NOTHING;
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0; /* 全角 */
    if (c == 0xFC || c == 0xDC)
        c = 'v'; /* ü, as keyboards write it */
    if (c >= 'A' && c <= 'Z')
        c += 'a' - 'A';
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        *ret_latin = (char)c;
        return PART_LATIN;
    }
    bool mark = c < 0xC0 || c == 0xD7 || c == 0xF7 || (c >= 0x2000 && c <= 0x206F) ||
                (c >= 0x3000 && c <= 0x3004) || (c >= 0x3008 && c <= 0x3020) ||
                (c >= 0xFE10 && c <= 0xFE6F) || (c >= 0xFF5F && c <= 0xFF65);
    return mark ? PART_BREAK : PART_SINGLE;
}

void words_han(struct bytes *out, const char *text) {
    size_t length = strlen(text), size;
    char   latin;
    for (size_t i = 0; i < length; i += size)
        switch (part_of(text + i, length - i, &size, &latin)) {
        case PART_SINGLE:
            bytes_add(out, text + i, size);
            bytes_byte(out, ' ');
            break;
        case PART_SPACE:
        case PART_NOTHING:
            break; /* 保 洁 is 保洁 too */
        case PART_BREAK:
        case PART_LATIN:
            if (out->used >= 3 && memcmp(out->at + out->used - 3, gap, 3) != 0)
                bytes_add(out, gap, 3);
            break;
        }
    bytes_add(out, gap, 3);
}

void words_spelled(struct bytes *out, const char *reading) {
    const char *starts[SPELLED_ELEMENTS];
    size_t      count = 0;
    for (const char *at = reading; *at && count < SPELLED_ELEMENTS;) {
        starts[count++] = at;
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
    for (size_t first = 0; first < count; first++) {
        size_t letters = 0;
        for (const char *at = starts[first]; *at && letters < SPELLED_LETTERS; at++)
            if (*at != ' ') {
                bytes_byte(out, (uint8_t)*at);
                letters++;
            }
        bytes_byte(out, ' ');
        letters = 0;
        for (size_t i = first; i < count && letters < SPELLED_LETTERS; i++) {
            const char *at = starts[i];
            bool        digits = *at >= '0' && *at <= '9'; /* a number is said whole */
            do {
                bytes_byte(out, (uint8_t)*at++);
                letters++;
            } while (digits && *at && *at != ' ' && letters < SPELLED_LETTERS);
        }
        bytes_byte(out, ' ');
    }
}

/* --- what was typed --- */

struct asking {
    struct bytes *han, *spelled;
    size_t        terms;
    size_t        letters; /* of the Latin term at hand */
    size_t        phrase;  /* characters of the phrase at hand */
    bool          endless; /* some phrase was longer than any text */
};

static void term_end(struct asking *asking) {
    if (asking->phrase)
        bytes_byte(asking->han, '"');
    if (asking->letters)
        bytes_text(asking->spelled, "\"*");
    asking->phrase = 0;
    asking->letters = 0;
}

static void term_single(struct asking *asking, const char *text, size_t size) {
    if (!asking->phrase) {
        term_end(asking);
        bytes_text(asking->han, asking->han->used ? " AND \"" : "\"");
        asking->terms++;
    } else
        bytes_byte(asking->han, ' ');
    asking->endless |= ++asking->phrase > PHRASE_LONGEST;
    bytes_add(asking->han, text, size);
}

static void term_latin(struct asking *asking, char latin) {
    if (!asking->letters) {
        term_end(asking);
        bytes_text(asking->spelled, asking->spelled->used ? " AND \"" : "\"");
        asking->terms++;
    }
    if (asking->letters++ < SPELLED_LETTERS)
        bytes_byte(asking->spelled, (uint8_t)latin);
}

enum words_ask words_asked(const char *typed, struct bytes *han, struct bytes *spelled) {
    struct asking asking = { .han = han, .spelled = spelled };
    bool          anything = false;
    size_t        length = strlen(typed), size;
    char          latin = 0;
    for (size_t i = 0; i < length && asking.terms <= TERMS_MOST && !asking.endless; i += size)
        switch (part_of(typed + i, length - i, &size, &latin)) {
        case PART_NOTHING:
            break;
        case PART_SPACE:
            term_end(&asking);
            break;
        case PART_BREAK:
            anything = true;
            term_end(&asking);
            break;
        case PART_LATIN:
            term_latin(&asking, latin);
            break;
        case PART_SINGLE:
            term_single(&asking, typed + i, size);
            break;
        }
    term_end(&asking);
    if (asking.terms > TERMS_MOST || asking.endless)
        return WORDS_NONE;
    if (asking.terms)
        return WORDS_SOME;
    return anything ? WORDS_NONE : WORDS_ALL;
}
