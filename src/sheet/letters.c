/* SPDX-License-Identifier: GPL-3.0-or-later
 * letters.c - text that comes in pieces: in a buffer of fixed size, so that no text, however long,
 * takes more memory than the longest that a cell may hold. */
#include "sheet/letters.h"

#include "sheet/build.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

void letters_start(struct letters *letters) {
    letters->used = 0;
    letters->over = false;
}

void letters_add(struct letters *letters, const char *text, size_t length) {
    size_t room = sizeof(letters->bytes) - 1 - letters->used;
    if (letters->over)
        return;
    if (length > room) {
        letters->over = true;
        for (length = room; length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80;)
            length--; /* not in the middle of a character */
    }
    memcpy(letters->bytes + letters->used, text, length);
    letters->used += length;
}

void letters_add_char(struct letters *letters, uint32_t character) {
    char bytes[4];
    if (character)
        letters_add(letters, bytes, text_encode(character, bytes));
}

/* The four digits of "_xHHHH_", or 0. */
static uint32_t escaped(const char *at, size_t left) {
    char digits[5] = { 0 };
    if (left < 7 || at[0] != '_' || at[1] != 'x' || at[6] != '_')
        return 0;
    memcpy(digits, at + 2, 4);
    if (strspn(digits, "0123456789abcdefABCDEF") != 4)
        return 0;
    uint32_t c = (uint32_t)strtoul(digits, NULL, 16);
    return c >= 0xd800 && c <= 0xdfff ? 0 : c;
}

void letters_unescape(struct letters *letters) {
    size_t out = 0;
    if (!memchr(letters->bytes, '_', letters->used))
        return;
    for (size_t at = 0; at < letters->used;) {
        uint32_t c = escaped(letters->bytes + at, letters->used - at);
        if (c) {
            out += text_encode(c, letters->bytes + out); /* shorter than its escape */
            at += 7;
        } else {
            letters->bytes[out++] = letters->bytes[at++];
        }
    }
    letters->used = out;
}

bool letters_take(const struct letters *letters, struct cell *cell, enum cell_kind kind,
                  struct arena *arena, struct err *err) {
    return cell_set_text(cell, letters->over ? CELL_TOO_LONG : kind, letters->bytes, letters->used,
                         arena, err);
}

bool strings_push(struct strings *strings, const struct letters *letters, struct arena *arena,
                  struct err *err) {
    struct cell cell = { .text = "" };
    if (strings->count == strings->room) {
        size_t         room = strings->room ? strings->room * 2 : 256;
        struct shared *at = realloc(strings->at, room * sizeof(*at));
        if (!at)
            return build_too_large(err);
        strings->at = at;
        strings->room = room;
    }
    if (!letters_take(letters, &cell, CELL_TEXT, arena, err))
        return false;
    strings->at[strings->count++] = (struct shared){ .text = cell.text, .kind = cell.kind };
    return true;
}

void strings_free(struct strings *strings) {
    free(strings->at);
    *strings = (struct strings){ 0 };
}

bool strings_take(const struct strings *strings, size_t index, struct cell *cell) {
    if (index >= strings->count)
        return false;
    cell->text = strings->at[index].text;
    cell->kind = strings->at[index].kind;
    return true;
}
