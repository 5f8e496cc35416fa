/* SPDX-License-Identifier: GPL-3.0-or-later
 * text.c - UTF-8 decoded strictly (RFC 3629), classes of characters, and the ways to tidy a text.
 */
#include "base/text.h"

#include <string.h>

size_t text_decode(const char *text, size_t length, uint32_t *ret_char) {
    if (length == 0)
        return 0;
    const unsigned char *b = (const unsigned char *)text;
    if (b[0] < 0x80) {
        *ret_char = b[0];
        return b[0] ? 1 : 0;
    }
    if (b[0] < 0xC2 || b[0] > 0xF4) /* a trailing byte, an overlong form, above U+10FFFF */
        return 0;
    size_t   need = b[0] < 0xE0 ? 2 : b[0] < 0xF0 ? 3 : 4;
    uint32_t c = b[0] & (0x7Fu >> need);
    if (need > length)
        return 0;
    for (size_t i = 1; i < need; i++) {
        if ((b[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (b[i] & 0x3Fu);
    }
    static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (c < least[need] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return 0;
    *ret_char = c;
    return need;
}

size_t text_encode(uint32_t c, char *out) {
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t               length = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const uint8_t lead[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    for (size_t i = length - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)(lead[length] | c);
    return length;
}

bool text_valid(const char *text, size_t length) {
    uint32_t c;
    for (size_t at = 0, step; at < length; at += step) {
        step = text_decode(text + at, length - at, &c);
        if (step == 0)
            return false;
    }
    return true;
}

size_t text_characters(const char *text) {
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

bool text_copy(char *out, size_t size, const char *text) {
    size_t length = strlen(text);
    if (length >= size)
        return false;
    memcpy(out, text, length + 1);
    return true;
}

bool text_equal(const char *a, const char *b) {
    return strcmp(a ? a : "", b ? b : "") == 0;
}

bool text_starts(const char *text, const char *prefix) {
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* --- classes of characters --- */

struct range {
    uint32_t first, last;
};

static bool in_ranges(uint32_t c, const struct range *ranges, size_t count) {
    for (size_t i = 0; i < count && ranges[i].first <= c; i++)
        if (c <= ranges[i].last)
            return true;
    return false;
}
#define IN_RANGES(c, ranges) in_ranges((c), (ranges), sizeof(ranges) / sizeof((ranges)[0]))

bool text_is_han(uint32_t c) {
    static const struct range han[] = {
        { 0x3007, 0x3007 },                       /* 〇, written in numbers and names */
        { 0x3400, 0x4DBF },                       /* extension A */
        { 0x4E00, 0x9FFF },   { 0xF900, 0xFAFF }, /* compatibility */
        { 0x20000, 0x2A6DF }, /* extensions B to F and compatibility, then G and H */
        { 0x2A700, 0x2EBE0 }, { 0x2F800, 0x2FA1F }, { 0x30000, 0x323AF },
    };
    return IN_RANGES(c, han);
}

bool text_is_space(uint32_t c) {
    static const struct range spaces[] = {
        { 0x09, 0x0D },     { 0x20, 0x20 },     { 0x85, 0x85 },     { 0xA0, 0xA0 },
        { 0x1680, 0x1680 }, { 0x2000, 0x200A }, { 0x2028, 0x2029 }, { 0x202F, 0x202F },
        { 0x205F, 0x205F }, { 0x3000, 0x3000 },
    };
    return IN_RANGES(c, spaces);
}

bool text_is_invisible(uint32_t c) {
    static const struct range invisible[] = {
        { 0x00, 0x08 },     { 0x0E, 0x1F },       { 0x7F, 0x84 },     { 0x86, 0x9F },
        { 0xAD, 0xAD },     { 0x034F, 0x034F },   { 0x061C, 0x061C }, { 0x115F, 0x1160 },
        { 0x17B4, 0x17B5 }, { 0x180E, 0x180E },   { 0x200B, 0x200F }, { 0x202A, 0x202E },
        { 0x2060, 0x206F }, { 0x3164, 0x3164 },   { 0xFEFF, 0xFEFF }, { 0xFFA0, 0xFFA0 },
        { 0xFFF9, 0xFFFB }, { 0xE0000, 0xE007F },
    };
    return IN_RANGES(c, invisible);
}

/* They choose a shape of the character before them and say nothing themselves. */
static bool is_variation_selector(uint32_t c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

/* What U+200D may join into one picture (👨‍🍳): pictographs and the signs that say who. */
static bool is_picture(uint32_t c) {
    return (c >= 0x2600 && c <= 0x27BF) || (c >= 0x1F000 && c <= 0x1FAFF);
}

/* Is `text`, which begins with U+200D, the joint after a picture that ends in `before`? */
static bool is_joint(uint32_t before, const char *text, size_t length) {
    enum { JOINER = 0x200D, JOINER_BYTES = 3, COLOURED = 0xFE0F };
    uint32_t c, after;
    return (is_picture(before) || before == COLOURED) && text_decode(text, length, &c) > 0 &&
           c == JOINER && text_decode(text + JOINER_BYTES, length - JOINER_BYTES, &after) > 0 &&
           is_picture(after);
}

static bool is_line_break(uint32_t c) {
    return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* --- tidying --- */

/* What stands between two words: nothing, space, one line break, an empty line. */
struct between {
    bool   space, after_return;
    size_t breaks;
};

static void between_add(struct between *between, uint32_t c) {
    if (!is_line_break(c))
        between->space = true;
    else if (!(c == '\n' && between->after_return)) /* \r\n is one */
        between->breaks++;
    between->after_return = c == '\r';
}

char *text_clean(struct arena *arena, const char *text, bool keep_lines) {
    size_t length = strlen(text);
    char  *clean = arena_alloc(arena, length + 1);
    if (!clean)
        return NULL;
    char          *out = clean;
    struct between between = { 0 };
    uint32_t       c, before = 0; /* the character just kept; none across a space */
    for (size_t step; (step = text_decode(text, length, &c)) > 0; text += step, length -= step) {
        if (text_is_space(c)) {
            between_add(&between, c);
            before = 0;
            continue;
        }
        if (text_is_invisible(c) && !is_joint(before, text, length))
            continue;
        before = c;
        if (out > clean && keep_lines && between.breaks) {
            *out++ = '\n';
            if (between.breaks > 1)
                *out++ = '\n';
        } else if (out > clean && (between.space || between.breaks)) {
            *out++ = ' ';
        }
        between = (struct between){ 0 };
        memcpy(out, text, step);
        out += step;
    }
    *out = '\0';
    return clean;
}

static uint32_t narrow(uint32_t c) {
    if (c == 0x3000)
        return ' ';
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFF01 + '!' : c;
}

char *text_narrow(struct arena *arena, const char *text) {
    size_t length = strlen(text);
    char  *narrowed = arena_alloc(arena, length + 1);
    if (!narrowed)
        return NULL;
    char    *out = narrowed;
    uint32_t c;
    for (size_t step; (step = text_decode(text, length, &c)) > 0; text += step, length -= step)
        out += text_encode(narrow(c), out);
    *out = '\0';
    return narrowed;
}

char *text_fold(struct arena *arena, const char *text) {
    size_t length = strlen(text);
    char  *folded = arena_alloc(arena, length + 1);
    if (!folded)
        return NULL;
    char    *out = folded;
    uint32_t c;
    for (size_t step; (step = text_decode(text, length, &c)) > 0; text += step, length -= step) {
        if (text_is_space(c) || text_is_invisible(c) || is_variation_selector(c))
            continue;
        c = narrow(c);
        out += text_encode(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c, out);
    }
    *out = '\0';
    return folded;
}
