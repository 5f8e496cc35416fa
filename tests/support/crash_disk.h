/* SPDX-License-Identifier: GPL-3.0-or-later
 * crash_disk.h - a disk below one folder that can lose its power or fail. Whoever writes announces
 * each act: the system calls of our own files (crash_calls.c, by --wrap) and SQLite's
 * (crash_vfs.c).
 *
 * A power cut keeps of what was not synced what a disk may keep: of the 512-byte sectors that were
 * written half go back to what they were, one is torn, one in twenty holds noise; a file has its
 * new length, the old one or one between; of the names made, moved and taken away since the last
 * sync of their folder the first few stand. Then the process ends with CRASH_STATUS. What was
 * synced stays: by fsync() of a file its bytes, by fsync() of a folder its names. */
#ifndef ANJU_TESTS_SUPPORT_CRASH_DISK_H
#define ANJU_TESTS_SUPPORT_CRASH_DISK_H

#include "base/world.h"

#include <sys/types.h>

enum { CRASH_STATUS = 77, CRASH_PATH = 4096 };

enum crash_act {
    CRASH_WRITE,
    CRASH_RESIZE,
    CRASH_CREATE,
    CRASH_RENAME,
    CRASH_UNLINK,
    CRASH_SYNC,
    CRASH_READ, /* SQLite's; counts only where no cut is planned */
};

struct crash_plan {
    char          folder[CRASH_PATH]; /* absolute, without links: the disk */
    char          attic[CRASH_PATH];  /* beside it: names that may come back */
    struct world *world;              /* chance */
    long          cut_at;             /* the power goes with this act, from 1; 0: never */
    long          fail_at;            /* this act fails; 0: none */
    int           failure; /* with this errno; ENOSPC: all that needs room from there on */
};

/* From here on acts count. One plan at a time; a plan with a cut ends with its process. */
void crash_disk_start(const struct crash_plan *plan);
void crash_disk_stop(void);
long crash_disk_acts(void); /* so far, or when it was stopped */

/* Is this on the disk, and does the disk count? */
bool crash_disk_has(const char *path);
bool crash_disk_holds(int fd);

/* Are acts failed or only counted, not cut? */
bool crash_disk_fails(void);
/* Before an act: 0, or the errno that it fails with. */
int crash_disk_act(enum crash_act act);
/* After it: the power may go. For a sync between the two: what it reaches is safe then. */
void crash_disk_done(void);

/* What an act is about to change, while a cut is planned; else nothing. `ours`: a file whose format
 * is ours, so that noise fills its whole sectors; SQLite trusts that bytes beside those written
 * stay (its POWERSAFE_OVERWRITE). */
struct crash_file;
struct crash_file *crash_file_at(const char *path, bool ours); /* NULL: nothing to remember */
struct crash_file *crash_file_of(int fd, bool ours);
void               crash_file_write(struct crash_file *file, off_t offset, size_t length);
void               crash_file_resize(struct crash_file *file, off_t size);
void               crash_file_sync(struct crash_file *file);
void               crash_name_made(const char *path);
void               crash_name_moves(const char *from, const char *to);
void               crash_name_goes(const char *path);
void               crash_names_sync(const char *folder);

#endif
