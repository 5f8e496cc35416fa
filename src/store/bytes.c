/* SPDX-License-Identifier: GPL-3.0-or-later
 * bytes.c - a growing run of bytes; growth doubles, so that adding is cheap. */
#include "store/bytes.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void bytes_clear(struct bytes *bytes) {
    bytes->used = 0;
    bytes->failed = false;
    if (bytes->at)
        bytes->at[0] = '\0';
}

void bytes_free(struct bytes *bytes) {
    if (bytes->at)
        sodium_memzero(bytes->at, bytes->room);
    free(bytes->at);
    *bytes = (struct bytes){ 0 };
}

/* Room for `length` more and the NUL. Not realloc, which would leave a copy unwiped. */
static bool bytes_room(struct bytes *bytes, size_t length) {
    if (bytes->failed || length > SIZE_MAX / 4 - bytes->used) {
        bytes->failed = true;
        return false;
    }
    size_t need = bytes->used + length + 1;
    if (need <= bytes->room)
        return true;
    size_t room = bytes->room ? bytes->room : 256;
    while (room < need)
        room *= 2;
    char *at = malloc(room);
    if (!at) {
        bytes->failed = true;
        return false;
    }
    if (bytes->at) {
        memcpy(at, bytes->at, bytes->used);
        sodium_memzero(bytes->at, bytes->room);
        free(bytes->at);
    }
    bytes->at = at;
    bytes->room = room;
    return true;
}

void bytes_add(struct bytes *bytes, const void *from, size_t length) {
    if (!bytes_room(bytes, length))
        return;
    if (length)
        memcpy(bytes->at + bytes->used, from, length);
    bytes->used += length;
    bytes->at[bytes->used] = '\0';
}

void bytes_text(struct bytes *bytes, const char *text) {
    bytes_add(bytes, text, strlen(text));
}

void bytes_format(struct bytes *bytes, const char *format, ...) {
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (length < 0)
        bytes->failed = true;
    else if (bytes_room(bytes, (size_t)length)) {
        (void)vsnprintf(bytes->at + bytes->used, (size_t)length + 1, format, again);
        bytes->used += (size_t)length;
    }
    va_end(again);
}

void bytes_byte(struct bytes *bytes, uint8_t byte) {
    bytes_add(bytes, &byte, 1);
}

void bytes_u64(struct bytes *bytes, uint64_t number) {
    uint8_t out[8];
    for (int i = 0; i < 8; i++)
        out[i] = (uint8_t)(number >> (8 * i));
    bytes_add(bytes, out, sizeof(out));
}

void bytes_counted(struct bytes *bytes, const char *text) {
    size_t length = strlen(text);
    bytes_u64(bytes, length);
    bytes_add(bytes, text, length);
}

void bytes_hex(struct bytes *bytes, const uint8_t *from, size_t length) {
    static const char digits[] = "0123456789abcdef";
    if (!bytes_room(bytes, 2 * length))
        return;
    for (size_t i = 0; i < length; i++) {
        bytes->at[bytes->used++] = digits[from[i] >> 4];
        bytes->at[bytes->used++] = digits[from[i] & 15];
    }
    bytes->at[bytes->used] = '\0';
}
