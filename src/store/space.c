/* SPDX-License-Identifier: GPL-3.0-or-later
 * space.c - a full disk stays calm: no transaction begins below the free-space floor, and a ballast
 * file, larger than the bounded WAL, is given up so that the WAL can still be written back. */
#include "store/space.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum { BALLAST_SIZE = 2 * WAL_KEPT, LENT_SIZE = 256 << 10 };

bool path_in(char out[PATH_SIZE], const char *folder, const char *name, struct err *err) {
    if (strlen(folder) + 1 + strlen(name) >= PATH_SIZE)
        return err_set(err, "文件夹的路径太长：%s", folder);
    (void)sqlite3_snprintf(PATH_SIZE, out, "%s/%s", folder, name);
    return true;
}

/* Bytes free on the disk; false when nobody can say. */
static bool space_free(const struct store *store, int64_t *ret_free) {
    struct statvfs status;
    if (statvfs(store->folder, &status) != 0)
        return false;
    *ret_free = (int64_t)status.f_bavail * (int64_t)status.f_frsize;
    return true;
}

/* Made when it is missing and there is room for it above the floor. */
void space_keep_ballast(struct store *store) {
    char        path[PATH_SIZE];
    struct stat status;
    int64_t     there = 0;
    if (!path_in(path, store->folder, "ballast", NULL) ||
        (stat(path, &status) == 0 && status.st_size >= BALLAST_SIZE) ||
        !space_free(store, &there) || there < store->space_floor + BALLAST_SIZE)
        return;
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0)
        return;
    bool whole = posix_fallocate(fd, 0, BALLAST_SIZE) == 0;
    (void)close(fd); /* it holds nothing */
    if (!whole)
        (void)unlink(path); /* nor half a ballast: tried again at the next transaction */
}

/* The WAL back into the database and cut to nothing, unless somebody reads from it just now. */
bool space_checkpoint(struct store *store) {
    (void)sqlite3_busy_timeout(store->db, 0); /* cannot fail */
    int code = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    (void)sqlite3_busy_timeout(store->db, BUSY_WAIT_MS); /* cannot fail */
    return code == SQLITE_OK;
}

/* After a large transaction the WAL is as large as that was. */
void space_bound_wal(struct store *store) {
    char        path[PATH_SIZE];
    struct stat status;
    if (path_in(path, store->folder, "anju.db-wal", NULL) && stat(path, &status) == 0 &&
        status.st_size > WAL_KEPT + WAL_KEPT / 2)
        (void)space_checkpoint(store); /* tried again after the next one */
}

/* Give the ballast up, so that the WAL can be written back. */
static void space_relieve(struct store *store) {
    char path[PATH_SIZE];
    if (path_in(path, store->folder, "ballast", NULL) && truncate(path, 0) == 0)
        (void)space_checkpoint(store); /* tried again at the next transaction */
}

bool space_lend(const char *folder) {
    char        path[PATH_SIZE];
    struct stat status;
    return path_in(path, folder, "ballast", NULL) && stat(path, &status) == 0 &&
           status.st_size > 0 &&
           truncate(path, status.st_size > LENT_SIZE ? status.st_size - LENT_SIZE : 0) == 0;
}

bool space_check(struct store *store, struct err *err) {
    int64_t there = 0;
    if (!space_free(store, &there))
        return err_system_set(err, errno, "查不到磁盘的剩余空间");
    if (there < store->space_floor) {
        space_relieve(store);
        if (!space_free(store, &there) || there < store->space_floor + BALLAST_SIZE)
            return err_code_set(err, ERR_FULL, "磁盘空间不足，现在不能保存，已有的内容照常可看");
    }
    space_keep_ballast(store);
    return true;
}
