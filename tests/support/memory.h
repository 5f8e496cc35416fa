/* SPDX-License-Identifier: GPL-3.0-or-later
 * memory.h - memory that runs out at the k-th allocation: ours, and SQLite's and jansson's where
 * they were asked in. A test that wants it is linked with these flags:
 *
 * -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup,--wrap=strndup */
#ifndef ANJU_TESTS_SUPPORT_MEMORY_H
#define ANJU_TESTS_SUPPORT_MEMORY_H

#include <stdbool.h>

/* SQLite and jansson too; before either is used. */
void memory_ask_in(void);

/* Counting begins anew: the k-th allocation fails, with `lasting` all after it too; 0: none. */
void memory_short(long k, bool lasting);
/* What a test does on its own account neither fails nor counts. */
void memory_hold(bool held);
long memory_asked(void);  /* how many there were */
bool memory_failed(void); /* has one failed */

#endif
