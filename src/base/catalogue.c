/* SPDX-License-Identifier: GPL-3.0-or-later
 * catalogue.c - reading a .mo file, which may be damaged or made to do harm: a translation goes
 * into printf, so one "%n" or a string where a number is expected must not get past
 * catalogue_read(). */
#include "base/catalogue.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER = 28, ENTRY = 8, ARGUMENTS_MOST = 16 };
#define MAGIC 0x950412DEu

static uint32_t word_at(const struct catalogue *c, size_t offset) {
    uint32_t word;
    memcpy(&word, c->bytes + offset, sizeof(word));
    return c->swapped ? __builtin_bswap32(word) : word;
}

static const char *entry(const struct catalogue *c, uint32_t table, uint32_t i) {
    return c->bytes + word_at(c, (size_t)table + (size_t)i * ENTRY + 4);
}

static bool table_fits(const struct catalogue *c, uint32_t table) {
    return table <= c->length && c->count <= (c->length - table) / ENTRY;
}

static bool entry_fits(const struct catalogue *c, uint32_t table, uint32_t i) {
    size_t at = (size_t)table + (size_t)i * ENTRY;
    size_t length = word_at(c, at), offset = word_at(c, at + 4);
    return offset < c->length && length < c->length - offset && c->bytes[offset + length] == '\0' &&
           text_valid(c->bytes + offset, strlen(c->bytes + offset));
}

bool catalogue_read(const char *bytes, size_t length, struct catalogue *ret_catalogue) {
    struct catalogue c = { .bytes = bytes, .length = length };
    if (length < HEADER)
        return false;
    c.swapped = word_at(&c, 0) != MAGIC;
    if (word_at(&c, 0) != MAGIC || word_at(&c, 4) >> 16 != 0)
        return false;
    c.count = word_at(&c, 8);
    c.ids = word_at(&c, 12);
    c.translations = word_at(&c, 16);
    if (!table_fits(&c, c.ids) || !table_fits(&c, c.translations))
        return false;
    for (uint32_t i = 0; i < c.count; i++) {
        if (!entry_fits(&c, c.ids, i) || !entry_fits(&c, c.translations, i))
            return false;
        const char *id = entry(&c, c.ids, i), *translation = entry(&c, c.translations, i);
        if (i > 0 && strcmp(entry(&c, c.ids, i - 1), id) >= 0)
            return false;
        if (id[0] && !catalogue_formats_agree(id, translation))
            return false;
    }
    *ret_catalogue = c;
    return true;
}

const char *catalogue_find(const struct catalogue *c, const char *id) {
    uint32_t low = 0, high = c->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int      order = strcmp(id, entry(c, c->ids, middle));
        if (order == 0) {
            const char *translation = entry(c, c->translations, middle);
            return translation[0] ? translation : NULL;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

/* --- printf formats --- */

/* What an argument is, by length and conversion: 'd' for int, 'l' + 'd' for long … */
struct arguments {
    int  count;                    /* of the highest one */
    int  kind[ARGUMENTS_MOST + 1]; /* from 1; 0 = not taken */
    int  next;                     /* the next one that has no number */
    bool numbered, plain;          /* %1$s and %s must not be mixed */
};

static bool take(struct arguments *a, int number, int kind) {
    if (number > 0)
        a->numbered = true;
    else
        a->plain = true, number = ++a->next;
    if (number > ARGUMENTS_MOST || (a->kind[number] && a->kind[number] != kind))
        return false;
    a->kind[number] = kind;
    if (number > a->count)
        a->count = number;
    return !(a->numbered && a->plain);
}

/* "12$" at *at gives 12 and moves on; 0 when there is none. */
static int argument_number(const char **at) {
    size_t digits = strspn(*at, "0123456789");
    if (digits == 0 || digits > 2 || (*at)[digits] != '$' || (*at)[0] == '0')
        return 0;
    int number = atoi(*at);
    *at += digits + 1;
    return number;
}

/* A width or precision: digits, or "*" which takes an int. */
static bool take_star(struct arguments *a, const char **at) {
    if (**at != '*') {
        *at += strspn(*at, "0123456789");
        return true;
    }
    ++*at;
    return take(a, argument_number(at), 'd');
}

/* One conversion, *at behind its percent sign. */
static bool take_conversion(struct arguments *a, const char **at) {
    int number = argument_number(at);
    *at += strspn(*at, "-+ #0'");
    if (!take_star(a, at))
        return false;
    if (**at == '.') {
        ++*at;
        if (!take_star(a, at))
            return false;
    }
    int length = 0;
    for (; **at && strchr("hlzjt", **at); ++*at)
        length = length * 128 + **at;
    static const char kinds[] = "diouxXcsp"; /* no %n, no floating point in what people read */
    const char       *kind = **at ? strchr(kinds, **at) : NULL;
    if (!kind)
        return false;
    ++*at;
    int plain = strchr("di", *kind) ? 'd' : strchr("ouxX", *kind) ? 'u' : *kind;
    return take(a, number, length * 128 + plain);
}

static bool arguments_of(const char *format, struct arguments *a) {
    *a = (struct arguments){ 0 };
    for (const char *at = format; *at;) {
        if (*at++ != '%')
            continue;
        if (*at == '%')
            at++;
        else if (!take_conversion(a, &at))
            return false;
    }
    return true;
}

bool catalogue_formats_agree(const char *id, const char *translation) {
    struct arguments before, now;
    if (!arguments_of(id, &before))
        return true;
    if (translation[0] == '\0')
        return true;
    return arguments_of(translation, &now) && before.count == now.count &&
           memcmp(before.kind, now.kind, sizeof(before.kind)) == 0;
}
