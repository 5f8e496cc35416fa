/* SPDX-License-Identifier: GPL-3.0-or-later
 * backup.c - a snapshot of the database, taken by SQLite's backup within one read transaction into
 * a file without a name, then encrypted; and back again. */
#include "store/backup.h"

#include "base/file.h"
#include "store/entry.h"
#include "store/schema.h"
#include "store/space.h"
#include "store/sqlite.h"
#include "store/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The first bytes in the stream: where the chain stands in the snapshot. */
struct manifest {
    uint64_t format;
    int64_t  incarnation, sequence, stamp, local;
    uint8_t  hash[HASH_SIZE];
    row_id   node;
};
enum { MANIFEST_FORMAT = 1 };
_Static_assert(sizeof(struct manifest) == 5 * 8 + HASH_SIZE + 16, "a manifest has no holes");

/* --- writing --- */

/* The snapshot's file loses its name as soon as SQLite has it open: whatever happens, nothing is
 * left in the clear. */
static bool snapshot_open(struct store *store, sqlite3 **ret_db, int *ret_fd, struct err *err) {
    char     path[PATH_SIZE];
    sqlite3 *db = NULL;
    if (!path_in(path, store->folder, "anju.db.backup", err))
        return false;
    (void)unlink(path); /* a crash's; most often there is none */
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_system_set(err, errno, "建不了临时文件 %s", path);
    bool done = sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                                store->vfs) == SQLITE_OK &&
                sqlite3_exec(db,
                             "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
                             "PRAGMA user_version",
                             NULL, NULL, NULL) == SQLITE_OK;
    (void)unlink(path); /* made by us a moment ago */
    if (!done) {
        (void)sqlite3_close(db); /* nothing in it */
        (void)close(fd);         /* nothing in it */
        return err_system_set(err, errno, "建不了临时文件 %s", path);
    }
    *ret_db = db;
    *ret_fd = fd;
    return true;
}

/* All pages in one step: others write on meanwhile, into the WAL. */
static bool snapshot_copy(struct store *store, sqlite3 *db, struct manifest *ret_manifest,
                          struct err *err) {
    struct tip tip;
    if (!db_begin(store, "BEGIN", err))
        return false;
    bool done = node_load(store, &store->node, err) && journal_tip(store, &tip, err);
    if (done) {
        *ret_manifest = (struct manifest){ .format = MANIFEST_FORMAT,
                                           .incarnation = tip.incarnation,
                                           .sequence = tip.sequence,
                                           .stamp = tip.stamp,
                                           .local = tip.local,
                                           .node = store->node.id };
        memcpy(ret_manifest->hash, tip.hash, HASH_SIZE);
        sqlite3_backup *backup = sqlite3_backup_init(db, "main", store->db, "main");
        int             step = backup ? sqlite3_backup_step(backup, -1) : SQLITE_ERROR;
        (void)sqlite3_backup_finish(backup); /* repeats the step's failure */
        if (step != SQLITE_DONE)
            done = (step & 0xff) == SQLITE_FULL
                       ? err_code_set(err, ERR_FULL, "磁盘空间不足，做不了备份")
                       : err_set(err, "做不了备份：%s", sqlite3_errstr(step));
    }
    db_rollback(store);
    return done;
}

static bool snapshot_stream(int from, const struct manifest *manifest, int to,
                            const uint8_t key[STREAM_KEY], struct err *err) {
    struct stream *stream = malloc(sizeof(*stream));
    char           bytes[16 << 10];
    long           got = 0;
    if (!stream)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    bool done =
        stream_begin(stream, to, key, err) && stream_put(stream, manifest, sizeof(*manifest), err);
    while (done && (got = file_take(from, bytes, sizeof(bytes))) > 0)
        done = stream_put(stream, bytes, (size_t)got, err);
    if (done && got < 0)
        done = err_system_set(err, errno, "做不了备份");
    done = done && stream_end(stream, err);
    sodium_memzero(stream, sizeof(*stream));
    sodium_memzero(bytes, sizeof(bytes));
    free(stream);
    return done;
}

/* Encrypted beside `file`, then renamed. */
static bool backup_put(int snapshot, const struct manifest *manifest, const char *file,
                       const uint8_t key[STREAM_KEY], struct err *err) {
    char path[PATH_SIZE];
    if (strlen(file) + sizeof(".part") > sizeof(path))
        return err_set(err, "文件的路径太长：%s", file);
    (void)sqlite3_snprintf(sizeof(path), path, "%s.part", file);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return err_system_set(err, errno, "建不了备份文件 %s", path);
    bool written = snapshot_stream(snapshot, manifest, fd, key, err);
    bool synced = written && fsync(fd) == 0;
    synced = close(fd) == 0 && synced && rename(path, file) == 0 && file_sync_name(file);
    if (synced)
        return true;
    int failed = errno;
    (void)unlink(path); /* half a backup is none */
    return written ? err_system_set(err, failed, "建不了备份文件 %s", file) : false;
}

bool backup_write(struct store *store, const char *key_path, const char *file, struct err *err) {
    uint8_t         key[STREAM_KEY];
    struct manifest manifest;
    sqlite3        *db = NULL;
    int             fd = -1;
    if (store->open)
        bug("a backup within a transaction");
    if (!stream_key_read(key_path, key, err))
        return false;
    bool done = snapshot_open(store, &db, &fd, err);
    if (done) {
        done = snapshot_copy(store, db, &manifest, err);
        done = (sqlite3_close(db) == SQLITE_OK || !done ||
                err_set(err, "做不了备份：%s", sqlite3_errmsg(db))) &&
               done && backup_put(fd, &manifest, file, key, err);
        (void)close(fd); /* a file without a name */
    }
    sodium_memzero(key, sizeof(key));
    return done;
}

/* --- restoring --- */

static bool restored_put(struct stream *stream, int to, struct manifest *ret_manifest,
                         struct err *err) {
    size_t length = 0, skip = sizeof(*ret_manifest);
    bool   last = false;
    if (!stream_next(stream, &length, &last, err))
        return false;
    if (length < skip)
        return err_code_set(err, ERR_DAMAGED, "备份文件已损坏，或者不完整");
    memcpy(ret_manifest, stream->piece, skip);
    if (ret_manifest->format != MANIFEST_FORMAT)
        return err_code_set(err, ERR_INVALID, "备份文件的格式本程序不认识，请先升级程序");
    for (;;) {
        if (!file_put(to, stream->piece + skip, length - skip))
            return err_system_set(err, errno, "恢复时写不了数据库");
        skip = 0;
        if (last)
            return true;
        if (!stream_next(stream, &length, &last, err))
            return false;
    }
}

/* To the last byte before anything is believed. */
static bool restored_read(const char *file, const uint8_t key[STREAM_KEY], int to,
                          struct manifest *ret_manifest, struct err *err) {
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return err_system_set(err, errno, "打不开备份文件 %s", file);
    struct stream *stream = malloc(sizeof(*stream));
    bool           done =
        stream ? stream_open(stream, fd, key, err) && restored_put(stream, to, ret_manifest, err)
                         : err_code_set(err, ERR_MEMORY, "内存不足");
    if (stream)
        sodium_memzero(stream, sizeof(*stream));
    free(stream);
    (void)close(fd); /* read only */
    if (done && fsync(to) != 0)
        done = err_system_set(err, errno, "恢复时写不了数据库");
    return done;
}

/* The head says where the chain stood, and with no inode that this is a restored database; it never
 * goes back behind an incarnation that the folder has seen. */
static bool restored_head(const char *folder, const struct manifest *manifest, struct err *err) {
    struct head *head = NULL;
    struct tip   tip = { .incarnation = manifest->incarnation,
                         .sequence = manifest->sequence,
                         .stamp = manifest->stamp,
                         .local = manifest->local },
               old;
    struct place nowhere = { .inode = 0 }, was;
    memcpy(tip.hash, manifest->hash, HASH_SIZE);
    if (!head_open(&head, folder, true, err))
        return false;
    if (head_read(head, &old, &was) && old.incarnation >= tip.incarnation) {
        tip.incarnation = old.incarnation;
        tip.sequence = old.sequence > tip.sequence ? old.sequence : tip.sequence;
        tip.local = old.local > tip.local ? old.local : tip.local;
    }
    bool done = head_write(head, &tip, &nowhere, err);
    head_close(head);
    return done;
}

/* The folder, and a file in it that becomes the database when it is whole. */
static bool restored_folder(const char *folder, char part[PATH_SIZE], char path[PATH_SIZE],
                            bool *ret_made, struct err *err) {
    if (!path_in(path, folder, "anju.db", err) || !path_in(part, folder, "anju.db.restore", err))
        return false;
    if (access(path, F_OK) == 0)
        return err_code_set(err, ERR_INVALID, "%s 里已有数据库，不会覆盖它", folder);
    return file_make_folder(folder, 0770, ret_made, err);
}

/* A leftover WAL would be taken for the restored database's own. */
static bool restored_alone(const char *folder, struct err *err) {
    static const char *const names[] = { "anju.db-wal", "anju.db-shm" };
    char                     path[PATH_SIZE];
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (!path_in(path, folder, names[i], err) || (unlink(path) != 0 && errno != ENOENT))
            return err_system_set(err, errno, "删不掉旧文件 %s", path);
    return true;
}

bool backup_restore(const char *folder, const char *key_path, const char *file,
                    const struct store_options *options, struct err *err) {
    uint8_t         key[STREAM_KEY];
    struct manifest manifest;
    char            part[PATH_SIZE], path[PATH_SIZE];
    bool            made = false;
    (void)options; /* the node looks at itself when it is opened */
    if (sodium_init() < 0)
        return err_set(err, "加密库不能启动");
    if (!stream_key_read(key_path, key, err) || !restored_folder(folder, part, path, &made, err))
        return false;
    int  fd = open(part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0660);
    bool done = fd >= 0 || err_system_set(err, errno, "恢复时写不了数据库");
    done = done && restored_read(file, key, fd, &manifest, err);
    if (fd >= 0)
        done = close(fd) == 0 && done;
    sodium_memzero(key, sizeof(key));
    done = done && restored_alone(folder, err) && restored_head(folder, &manifest, err);
    const bool named = done && rename(part, path) == 0;
    if (done && !(named && file_sync_name(path)))
        done = err_system_set(err, errno, "恢复时写不了数据库");
    if (!done) {
        (void)unlink(named ? path : part); /* may not have been made */
        if (made)
            (void)rmdir(folder); /* as it was */
    }
    return done;
}
