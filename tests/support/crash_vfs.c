/* SPDX-License-Identifier: GPL-3.0-or-later
 * crash_vfs.c - SQLite's calls passed on to the system's VFS, with the acts of the crash disk
 * around those that change something. Shared memory isn't on the disk: SQLite makes it anew. */
#include "support/crash_vfs.h"

#include "base/err.h"
#include "support/crash_disk.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>

struct shim {
    sqlite3_file       base;
    struct crash_file *disk;
    bool               counted;  /* on the disk */
    bool               new_name; /* its first sync reaches its folder too, as SQLite's own does */
    char               path[CRASH_PATH];
    sqlite3_file      *real; /* lies behind this struct */
};

static sqlite3_vfs *system_vfs;
static bool         relaxed;

static struct shim *shim_of(sqlite3_file *file) {
    return (struct shim *)file;
}
static sqlite3_file *real_of(sqlite3_file *file) {
    return shim_of(file)->real;
}

/* SQLite asks errno for what the system said. */
static int code_of(int failure, int code) {
    errno = failure;
    return failure == ENOSPC ? SQLITE_FULL : code;
}

/* --- what changes something --- */

static int shim_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset) {
    struct shim *shim = shim_of(file);
    if (!shim->counted)
        return shim->real->pMethods->xWrite(shim->real, bytes, length, offset);
    int failure = crash_disk_act(CRASH_WRITE);
    if (failure == ENOSPC) /* there is room for half of it */
        (void)shim->real->pMethods->xWrite(shim->real, bytes, length / 2, offset);
    if (failure)
        return code_of(failure, SQLITE_IOERR_WRITE);
    crash_file_write(shim->disk, offset, (size_t)length);
    int result = shim->real->pMethods->xWrite(shim->real, bytes, length, offset);
    crash_disk_done();
    return result;
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size) {
    struct shim *shim = shim_of(file);
    if (!shim->counted)
        return shim->real->pMethods->xTruncate(shim->real, size);
    int failure = crash_disk_act(CRASH_RESIZE);
    if (failure)
        return code_of(failure, SQLITE_IOERR_TRUNCATE);
    crash_file_resize(shim->disk, size);
    int result = shim->real->pMethods->xTruncate(shim->real, size);
    crash_disk_done();
    return result;
}

static void folder_sync(const char *path) {
    char        folder[CRASH_PATH];
    const char *slash = strrchr(path, '/');
    if (!slash)
        return;
    memcpy(folder, path, (size_t)(slash - path));
    folder[slash - path] = '\0';
    crash_names_sync(folder);
}

static int shim_sync(sqlite3_file *file, int flags) {
    struct shim *shim = shim_of(file);
    if (!shim->counted)
        return shim->real->pMethods->xSync(shim->real, flags);
    int failure = crash_disk_act(CRASH_SYNC);
    if (failure)
        return code_of(failure, SQLITE_IOERR_FSYNC);
    crash_disk_done();
    crash_file_sync(shim->disk);
    if (shim->new_name)
        folder_sync(shim->path);
    shim->new_name = false;
    return SQLITE_OK; /* this process loses nothing but what the plan says */
}

static int shim_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset) {
    struct shim *shim = shim_of(file);
    int          failure = shim->counted && crash_disk_fails() ? crash_disk_act(CRASH_READ) : 0;
    if (failure)
        return code_of(failure, SQLITE_IOERR_READ);
    return shim->real->pMethods->xRead(shim->real, bytes, length, offset);
}

/* The pragma answers FULL, while the connection keeps what relax_new() gave it. */
static int shim_control(sqlite3_file *file, int act, void *argument) {
    if (act == SQLITE_FCNTL_PRAGMA && relaxed) {
        char **pragma = argument; /* [0] the answer, [1] the name, [2] the value or NULL */
        if (sqlite3_stricmp(pragma[1], "synchronous") == 0 &&
            !(pragma[2] && sqlite3_stricmp(pragma[2], "NORMAL") == 0)) {
            pragma[0] = sqlite3_mprintf("2");
            return SQLITE_OK;
        }
    }
    sqlite3_file *real = real_of(file);
    return real->pMethods->xFileControl(real, act, argument);
}

/* --- what only passes --- */

static int shim_close(sqlite3_file *file) {
    sqlite3_file *real = real_of(file);
    return real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
}
static int shim_size(sqlite3_file *file, sqlite3_int64 *ret_size) {
    return real_of(file)->pMethods->xFileSize(real_of(file), ret_size);
}
static int shim_lock(sqlite3_file *file, int lock) {
    return real_of(file)->pMethods->xLock(real_of(file), lock);
}
static int shim_unlock(sqlite3_file *file, int lock) {
    return real_of(file)->pMethods->xUnlock(real_of(file), lock);
}
static int shim_reserved(sqlite3_file *file, int *ret_held) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), ret_held);
}
static int shim_sector(sqlite3_file *file) {
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}
static int shim_device(sqlite3_file *file) {
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}
static int shim_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **to) {
    return real_of(file)->pMethods->xShmMap(real_of(file), region, size, extend, to);
}
static int shim_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}
static void shim_shm_barrier(sqlite3_file *file) {
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}
static int shim_shm_unmap(sqlite3_file *file, int gone) {
    return real_of(file)->pMethods->xShmUnmap(real_of(file), gone);
}

/* Version 2: without memory mapping, through which writes would pass unseen. */
static const sqlite3_io_methods shim_methods = {
    .iVersion = 2,
    .xClose = shim_close,
    .xRead = shim_read,
    .xWrite = shim_write,
    .xTruncate = shim_truncate,
    .xSync = shim_sync,
    .xFileSize = shim_size,
    .xLock = shim_lock,
    .xUnlock = shim_unlock,
    .xCheckReservedLock = shim_reserved,
    .xFileControl = shim_control,
    .xSectorSize = shim_sector,
    .xDeviceCharacteristics = shim_device,
    .xShmMap = shim_shm_map,
    .xShmLock = shim_shm_lock,
    .xShmBarrier = shim_shm_barrier,
    .xShmUnmap = shim_shm_unmap,
};

/* --- the VFS --- */

static int exists(const char *path) {
    int there = 0;
    (void)system_vfs->xAccess(system_vfs, path, SQLITE_ACCESS_EXISTS, &there); /* else it is not */
    return there;
}

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags,
                    int *ret_flags) {
    struct shim *shim = shim_of(file);
    const bool   counted = crash_disk_has(path);
    const bool   made = counted && (flags & SQLITE_OPEN_CREATE) && !exists(path);
    (void)vfs;
    memset(shim, 0, sizeof(*shim));
    shim->real = (sqlite3_file *)(shim + 1);
    memset(shim->real, 0, (size_t)system_vfs->szOsFile);
    int failure = made ? crash_disk_act(CRASH_CREATE) : 0;
    if (failure)
        return errno = failure, SQLITE_CANTOPEN;
    int result = system_vfs->xOpen(system_vfs, path, shim->real, flags, ret_flags);
    if (shim->real->pMethods)
        shim->base.pMethods = &shim_methods;
    if (result != SQLITE_OK || !counted)
        return result;
    if (made)
        crash_name_made(path);
    shim->counted = true;
    shim->new_name =
        (flags & SQLITE_OPEN_CREATE) && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL));
    shim->disk = flags & SQLITE_OPEN_READWRITE ? crash_file_at(path, false) : NULL;
    (void)sqlite3_snprintf(sizeof(shim->path), shim->path, "%s", path);
    if (made)
        crash_disk_done();
    return result;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int sync_folder) {
    (void)vfs;
    if (!crash_disk_has(path) || !exists(path))
        return system_vfs->xDelete(system_vfs, path, sync_folder);
    int failure = crash_disk_act(CRASH_UNLINK);
    if (failure)
        return code_of(failure, SQLITE_IOERR_DELETE);
    crash_name_goes(path);
    int result = system_vfs->xDelete(system_vfs, path, 0);
    crash_disk_done();
    if (result == SQLITE_OK && sync_folder)
        folder_sync(path);
    return result;
}

static int vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *ret_there) {
    (void)vfs;
    return system_vfs->xAccess(system_vfs, path, flags, ret_there);
}
static int vfs_full_path(sqlite3_vfs *vfs, const char *path, int room, char *ret_path) {
    (void)vfs;
    return system_vfs->xFullPathname(system_vfs, path, room, ret_path);
}

void crash_vfs_register(bool usual) {
    static sqlite3_vfs vfs;
    system_vfs = sqlite3_vfs_find(NULL);
    if (!system_vfs)
        bug("SQLite has no VFS");
    vfs = *system_vfs; /* libraries, randomness and time are the system's */
    vfs.zName = CRASH_VFS;
    vfs.pNext = NULL;
    vfs.szOsFile = (int)sizeof(struct shim) + system_vfs->szOsFile;
    vfs.xOpen = vfs_open;
    vfs.xDelete = vfs_delete;
    vfs.xAccess = vfs_access;
    vfs.xFullPathname = vfs_full_path;
    if (sqlite3_vfs_register(&vfs, usual) != SQLITE_OK)
        bug("the crash VFS is not registered");
}

/* Each new connection, before it is handed out. */
static int relax_new(sqlite3 *db, char **ret_text, const struct sqlite3_api_routines *api) {
    (void)ret_text, (void)api;
    return sqlite3_exec(db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
}

void crash_vfs_relax(void) {
    relaxed = true;
    if (sqlite3_auto_extension((void (*)(void))(void *)relax_new) != SQLITE_OK)
        bug("no extension");
}
