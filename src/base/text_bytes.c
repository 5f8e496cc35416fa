/* SPDX-License-Identifier: GPL-3.0-or-later
 * text_bytes.c - bytes of a file from outside to UTF-8. Guessing is strict: what is not wholly in
 * an encoding is not in it, and a NUL means that it is no text at all. */
#include "base/text.h"

#include <string.h>
#include <unicode/ucnv.h>

/* Whole UTF-8 in the arena, or NULL. Each unit of two bytes gives at most three. */
static char *from_utf16(struct arena *arena, const char *bytes, size_t length, bool big,
                        size_t *ret_length) {
    const uint8_t *b = (const uint8_t *)bytes;
    char          *text = length % 2 ? NULL : arena_alloc(arena, length / 2 * 3 + 1);
    if (!text)
        return NULL;
    char    *out = text;
    uint32_t high = 0; /* the first half of a pair, waiting for its second */
    for (size_t i = 0; i < length; i += 2) {
        uint32_t unit = big ? (uint32_t)b[i] << 8 | b[i + 1] : (uint32_t)b[i + 1] << 8 | b[i];
        bool     is_second = unit >= 0xDC00 && unit <= 0xDFFF;
        if (unit == 0 || is_second != (high != 0))
            return NULL;
        if (is_second) {
            out += text_encode(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00), out);
            high = 0;
        } else if (unit >= 0xD800 && unit <= 0xDBFF) {
            high = unit;
        } else {
            out += text_encode(unit, out);
        }
    }
    if (high)
        return NULL;
    *out = '\0';
    *ret_length = (size_t)(out - text);
    return text;
}

static char *from_utf8(struct arena *arena, const char *bytes, size_t length, size_t *ret_length) {
    if (!text_valid(bytes, length))
        return NULL;
    char *text = arena_alloc(arena, length + 1);
    if (!text)
        return NULL;
    if (length)
        memcpy(text, bytes, length);
    *ret_length = length;
    return text;
}

/* Whole and strict: what is cut off, illegal or not assigned stops it. */
static bool gb18030_to_utf8(const char *bytes, size_t length, char *out, size_t size,
                            size_t *ret_length) {
    UErrorCode  status = U_ZERO_ERROR;
    UConverter *from = ucnv_open("gb18030", &status);
    UConverter *to = ucnv_open("UTF-8", &status);
    if (U_SUCCESS(status))
        ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    if (U_SUCCESS(status))
        ucnv_setFromUCallBack(to, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    if (U_SUCCESS(status)) {
        UChar       pivot[1024], *pivot_in = pivot, *pivot_out = pivot;
        char       *at = out;
        const char *in = bytes;
        ucnv_convertEx(to, from, &at, out + size, &in, bytes + length, pivot, &pivot_in, &pivot_out,
                       pivot + 1024, true, true, &status);
        *ret_length = (size_t)(at - out);
    }
    ucnv_close(from); /* NULL is fine */
    ucnv_close(to);
    return U_SUCCESS(status);
}

static char *from_gb18030(struct arena *arena, const char *bytes, size_t length,
                          size_t *ret_length) {
    /* Two bytes give at most three, four give at most four. */
    size_t size = length + length / 2 + 4;
    char  *text = arena_alloc(arena, size + 1);
    size_t whole;
    if (!text || !gb18030_to_utf8(bytes, length, text, size, &whole))
        return NULL;
    text[whole] = '\0';
    *ret_length = whole;
    return text;
}

char *text_from_bytes(struct arena *arena, const char *bytes, size_t length, size_t *ret_length,
                      const char **ret_encoding) {
    static const struct {
        const char *mark, *encoding;
        size_t      length;
    } marks[] = { { "\xEF\xBB\xBF", "utf-8-bom", 3 },
                  { "\xFF\xFE", "utf-16le", 2 },
                  { "\xFE\xFF", "utf-16be", 2 } };
    const char *encoding = "utf-8";
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
        if (length >= marks[i].length && memcmp(bytes, marks[i].mark, marks[i].length) == 0) {
            encoding = marks[i].encoding;
            bytes += marks[i].length;
            length -= marks[i].length;
            break;
        }
    char *text;
    if (strcmp(encoding, "utf-16le") == 0 || strcmp(encoding, "utf-16be") == 0) {
        text = from_utf16(arena, bytes, length, encoding[6] == 'b', ret_length);
    } else if (length && memchr(bytes, 0, length)) {
        return NULL;
    } else {
        text = from_utf8(arena, bytes, length, ret_length);
        if (!text && strcmp(encoding, "utf-8") == 0) {
            encoding = "gb18030";
            text = from_gb18030(arena, bytes, length, ret_length);
        }
    }
    if (text)
        *ret_encoding = encoding;
    return text;
}
