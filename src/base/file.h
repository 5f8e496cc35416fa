/* SPDX-License-Identifier: GPL-3.0-or-later
 * file.h - whole small files, read with a limit and written so that a power cut leaves the old or
 * the new one, never half. Crash tests put themselves under this layer (--wrap of the system
 * calls). */
#ifndef ANJU_BASE_FILE_H
#define ANJU_BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"

/* The whole file and a NUL after it. Larger than `limit`: refused. */
bool file_read(struct arena *arena, const char *path, size_t limit, char **ret_bytes,
               size_t *ret_length, struct err *err);
/* Temporary file beside it, fsync, rename, fsync of the folder. */
bool file_write(const char *path, const void *bytes, size_t length, int mode, struct err *err);
/* A file made or renamed keeps its name through a power cut only when this is done: fsync of the
 * folder that holds `path`. On failure errno says why. */
bool file_sync_name(const char *path);
/* The folder, and each of its parents that is missing (0755), on the disk when it returns true. One
 * that is there stays as it is. */
bool file_make_folder(const char *path, int mode, bool *ret_made, struct err *err);
/* For the start of a program: standard input, output and error that whoever started it had closed
 * are taken, or the next file opened would get their number and be written into by printf. */
void file_hold_standard(void);
/* For the start of a program, before it makes a file: a folder that is shared with a group (setgid,
 * writable for it: /var/lib/anju of kiosk and desk) has files that the group may write, whatever
 * the umask was. Others never may. */
void file_share_with_group(const char *folder);
/* Where the product's read-only files lie: $ANJU_SHARE, else beside the binary (share in a build
 * tree, ../share/anju installed), else /usr/share/anju. E.g. share_path(arena,
 * "config/trades.csv"). */
char *share_path(struct arena *arena, const char *relative);
/* The folder of the running binary, for starting its siblings; NULL when unknown. */
char *binary_folder(struct arena *arena);

#endif
