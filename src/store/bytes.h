/* SPDX-License-Identifier: GPL-3.0-or-later
 * bytes.h - a growing run of bytes, kept and used again: SQL, journal entries, what is hashed.
 * All zeros is empty. After memory ran out `failed` stays set and adding does nothing. */
#ifndef ANJU_STORE_BYTES_H
#define ANJU_STORE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bytes {
    char  *at; /* NUL after `used` */
    size_t used, room;
    bool   failed;
};

void bytes_clear(struct bytes *bytes); /* keeps the room */
void bytes_free(struct bytes *bytes);  /* wiped */
void bytes_add(struct bytes *bytes, const void *from, size_t length);
void bytes_text(struct bytes *bytes, const char *text);
void bytes_format(struct bytes *bytes, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void bytes_byte(struct bytes *bytes, uint8_t byte);
void bytes_u64(struct bytes *bytes, uint64_t number);      /* little end first */
void bytes_counted(struct bytes *bytes, const char *text); /* length as u64, then the text */
void bytes_hex(struct bytes *bytes, const uint8_t *from, size_t length);

#endif
