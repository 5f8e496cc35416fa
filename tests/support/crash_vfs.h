/* SPDX-License-Identifier: GPL-3.0-or-later
 * crash_vfs.h - SQLite's files on the crash disk: a VFS over the system's own that announces each
 * act to crash_disk.h. What is not on the disk passes through. */
#ifndef ANJU_TESTS_SUPPORT_CRASH_VFS_H
#define ANJU_TESTS_SUPPORT_CRASH_VFS_H

#include <stdbool.h>

#define CRASH_VFS "crash"

/* Once a process. `usual`: it becomes the VFS of every store that names none. */
void crash_vfs_register(bool usual);
/* The mutation that the power-cut test must find: connections opened from now on run with
 * synchronous=NORMAL, though the pragma answers FULL. */
void crash_vfs_relax(void);

#endif
