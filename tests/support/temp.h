/* SPDX-License-Identifier: GPL-3.0-or-later
 * temp.h - a folder of a test's own below $TMPDIR or /tmp, gone afterwards with all that is in it.
 * Failures abort: a test without its folder proves nothing. */
#ifndef ANJU_TESTS_SUPPORT_TEMP_H
#define ANJU_TESTS_SUPPORT_TEMP_H

#include <stddef.h>

enum { TEMP_PATH = 4096 };

struct temp {
    char path[TEMP_PATH];
};

void temp_make(struct temp *temp);
void temp_remove(struct temp *temp); /* no link is followed out of it */

/* "FOLDER/NAME" in a ring of eight buffers: good until the eighth call after this one. */
const char *temp_path(const struct temp *temp, const char *name);
/* A file in it, written whole; returns temp_path() of it. */
const char *temp_file(const struct temp *temp, const char *name, const void *bytes, size_t length);

/* A file over another or to a new one. */
void temp_copy_file(const char *from, const char *to);
/* The files of a folder, none below it, into a new one. */
void temp_copy(const char *from, const char *to);

#endif
