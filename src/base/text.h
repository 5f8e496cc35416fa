/* SPDX-License-Identifier: GPL-3.0-or-later
 * text.h - UTF-8 as every text inside Anju is: valid, NUL-terminated, without U+0000.
 * Lengths are in bytes unless a name says characters. */
#ifndef ANJU_BASE_TEXT_H
#define ANJU_BASE_TEXT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Storage for `characters` of up to four bytes and the end. */
#define TEXT_SIZE(characters) ((characters)*4 + 1)

/* Decode the character at `text` (at most `length` bytes). Returns its length in bytes;
 * 0 at the end or where the bytes are not valid UTF-8 (overlong, surrogate, above U+10FFFF). */
size_t text_decode(const char *text, size_t length, uint32_t *ret_char);
/* Append the bytes of `character` to `out` (4 bytes of room); returns how many. */
size_t text_encode(uint32_t character, char *out);
bool   text_valid(const char *text, size_t length);
size_t text_characters(const char *text); /* of valid UTF-8 */

/* Copy whole; false and *out untouched when it does not fit (too long is an error, never a cut). */
bool text_copy(char *out, size_t size, const char *text);
#define TEXT_COPY(array, text) text_copy((array), sizeof(array), (text))
bool text_equal(const char *a, const char *b); /* NULL equals NULL and "" */
bool text_starts(const char *text, const char *prefix);

/* The two ways to fold, both into `arena`:
 * text_clean   what people did not mean to type: leading and trailing space, control characters,
 *              zero-width and no-break spaces (as a plain space or nothing), runs of space to one,
 *              line breaks to one space unless keep_lines. 全角 stays.
 *              U+200D stays where it joins two pictures (👨‍🍳).
 * text_fold    for comparing: clean, then 全角 letters, digits, punctuation and space to 半角,
 *              ASCII to lower case, all spaces removed. */
char *text_clean(struct arena *arena, const char *text, bool keep_lines);
char *text_fold(struct arena *arena, const char *text);
/* 全角 ASCII (！to ～, U+3000) to 半角, everything else as it is. */
char *text_narrow(struct arena *arena, const char *text);

bool text_is_han(uint32_t character);
bool text_is_space(uint32_t character);     /* every Unicode space and line break */
bool text_is_invisible(uint32_t character); /* zero-width, bidi controls, BOM, soft hyphen, C0/C1 */

/* Bytes of a file from outside to UTF-8. Knows a BOM (UTF-8, UTF-16 either way), then tries strict
 * UTF-8, then GB18030 (four-byte characters included; the source is ICU's table).
 * Returns NULL when it is none of these, or the arena is full. *ret_encoding: "utf-8",
 * "utf-8-bom", "utf-16le", "utf-16be", "gb18030". */
char *text_from_bytes(struct arena *arena, const char *bytes, size_t length, size_t *ret_length,
                      const char **ret_encoding);

#endif
