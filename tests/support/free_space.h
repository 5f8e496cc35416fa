/* SPDX-License-Identifier: GPL-3.0-or-later
 * free_space.h - how much room a disk has, as statvfs() tells it. A test that uses it is linked
 * with -Wl,--wrap=statvfs. */
#ifndef ANJU_TESTS_SUPPORT_FREE_SPACE_H
#define ANJU_TESTS_SUPPORT_FREE_SPACE_H

#include <stdint.h>

enum { FREE_SPACE_TRUE = -1 };

/* From now on so many bytes on every disk; FREE_SPACE_TRUE: as it is. */
void free_space_tell(int64_t bytes);

#endif
