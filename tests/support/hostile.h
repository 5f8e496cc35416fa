/* SPDX-License-Identifier: GPL-3.0-or-later
 * hostile.h - texts that have broken programs, for everything that stores, shows or prints a text.
 * All but the last group are valid UTF-8. */
#ifndef ANJU_TESTS_SUPPORT_HOSTILE_H
#define ANJU_TESTS_SUPPORT_HOSTILE_H

#include <stddef.h>

extern const char *const hostile_texts[]; /* valid UTF-8 without U+0000 */
extern const size_t      hostile_count;   /* at least 120 */
extern const char *const hostile_bytes[]; /* not UTF-8 */
extern const size_t      hostile_byte_count;

/* `unit` repeated up to `length` bytes, whole units only; free() it. */
char *hostile_long(const char *unit, size_t length);

#endif
