/* SPDX-License-Identifier: GPL-3.0-or-later
 * confine.h - what a process gives up for good before it opens a file from outside. */
#ifndef ANJU_SHEET_CONFINE_H
#define ANJU_SHEET_CONFINE_H

#include <stddef.h>

enum {
    FILE_MEGABYTES_MOST = 20, /* a larger file is not opened */
    /* Private memory that the child may hold; with its program's own pages it stays below 64 MB. */
    CHILD_MEGABYTES = 52,
};

/* Seconds of CPU for a file of `size` bytes: 1, so that a bomb is over soon, and one more for each
 * 512 kB, at most 8: an honest large sheet on a small board. */
unsigned confine_cpu_seconds(size_t size);

/* From now on: bounded memory and CPU, no writing of files, no new processes or programs, no
 * network, no signals to others, no new privileges. */
void confine(size_t file_size);

#endif
