/* SPDX-License-Identifier: GPL-3.0-or-later
 * store.c - opening a node's folder, and its transactions: begun with room on the disk, committed
 * to the disk and to the head file before the call returns. */
#include "store/store.h"

#include "base/file.h"
#include "store/entry.h"
#include "store/found.h"
#include "store/schema.h"
#include "store/space.h"
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define PAGES_DEFAULT ((int64_t)1 << 20)  /* of 4 kB: 4 GB */
#define FLOOR_DEFAULT ((int64_t)64 << 20) /* bytes */
enum { FOLDER_MODE = 0770 };

/* --- opening --- */

/* An empty file of ours, so that the database, its -wal and its -shm are writable to the group. */
static bool database_create(const char *path, bool *ret_there, struct err *err) {
    *ret_there = access(path, F_OK) == 0;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0660);
    if (fd < 0)
        return err_system_set(err, errno, "建不了数据库 %s", path);
    (void)close(fd); /* nothing was written */
    return true;
}

/* What a crash of a backup or a restore has left. */
static void folder_sweep(const char *folder) {
    static const char *const names[] = { "anju.db.restore", "anju.db.backup" };
    char                     path[PATH_SIZE];
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (path_in(path, folder, names[i], NULL))
            (void)unlink(path); /* most often there is none */
}

static bool store_connect(struct store *store, const struct store_options *options, bool *ret_there,
                          struct err *err) {
    char path[PATH_SIZE];
    bool write = options->mode != STORE_READ;
    if (!path_in(path, store->folder, "anju.db", err) ||
        (options->mode == STORE_CREATE && !database_create(path, ret_there, err)))
        return false;
    if (access(path, F_OK) != 0)
        return err_code_set(err, ERR_ABSENT, "%s 里没有安居的数据库", store->folder);
    if (access(path, write ? R_OK | W_OK : R_OK) != 0)
        return err_set(err, "没有权限打开或写入数据库：%s", store->folder);
    return db_open(store, path, err) && found_open(store, err);
}

/* A file of no bytes is what is left of a database when its head knows of entries: made anew, the
 * loss would look like a beginning. */
static bool nothing_lost(const struct store *store, struct err *err) {
    struct head *head = NULL;
    struct tip   tip = { .sequence = 0 };
    struct place place;
    if (!head_open(&head, store->folder, false, err))
        return false;
    bool found = head_read(head, &tip, &place);
    head_close(head);
    return !found || tip.sequence == 0 ||
           err_code_set(err, ERR_DAMAGED,
                        "%s 里的 anju.db 是空的，日志头文件却记着 %lld 条记录：数据丢了，"
                        "请移走这个空文件，再用备份恢复",
                        store->folder, (long long)tip.sequence);
}

static bool store_settle_in(struct store *store, const struct store_options *options,
                            struct err *err) {
    bool write = options->mode != STORE_READ, there = false;
    if (!schema_prepare(store, err) || !store_connect(store, options, &there, err) ||
        !schema_ours(store, &store->fresh, err) ||
        (store->fresh && there && !nothing_lost(store, err)))
        return false;
    if (write &&
        !db_keep_safe(store, options->page_limit ? options->page_limit : PAGES_DEFAULT, err))
        return false;
    if (write && store->fresh && !space_check(store, err))
        return false;
    if (!schema_make(store, err) || !head_open(&store->head, store->folder, write, err) ||
        !node_settle(store, err))
        return false;
    if (write) {
        folder_sweep(store->folder);
        space_keep_ballast(store);
    }
    return true;
}

/* Writers come in one after the other: turning a database to WAL is the one thing of SQLite's that
 * does not wait its turn, and two may be making the same one. The lock goes with the process. */
static bool store_start(struct store *store, const struct store_options *options, struct err *err) {
    if (options->mode == STORE_READ)
        return store_settle_in(store, options, err);
    bool made;
    if (options->mode == STORE_CREATE && !file_make_folder(store->folder, FOLDER_MODE, &made, err))
        return false;
    int door = open(store->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (door >= 0 && flock(door, LOCK_EX) != 0)
        warn("%s: %s", store->folder, strerror(errno)); /* goes in without a turn */
    bool done = store_settle_in(store, options, err);
    if (door >= 0)
        (void)close(door); /* gives the turn up; nothing was written through it */
    return done;
}

/* Versions of two openings never coincide: what was read of one is never taken for the other's. */
enum { VERSION_BITS = 32 };
static _Atomic int64_t openings;

static bool store_try(struct store **ret_store, const char *folder,
                      const struct store_options *options, struct err *err) {
    if (sodium_init() < 0)
        return err_set(err, "加密库不能启动");
    if (strlen(folder) >= PATH_SIZE)
        return err_set(err, "文件夹的路径太长：%s", folder);
    struct store *store = calloc(1, sizeof(*store));
    if (!store)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    memcpy(store->folder, folder, strlen(folder) + 1);
    store->mode = options->mode;
    store->records = options->records;
    store->world = options->world;
    store->vfs = options->vfs;
    store->space_floor = options->space_floor ? options->space_floor : FLOOR_DEFAULT;
    store->commits = ++openings << VERSION_BITS;
    char *wrong;
    if (!record_check_all(store->records, &store->scratch, &wrong))
        bug("%s", wrong ? wrong : "a table of fields is wrong");
    if (!store_start(store, options, err)) {
        store_close(store);
        return false;
    }
    *ret_store = store;
    return true;
}

void store_forget_pages(struct store *store) {
    (void)sqlite3_db_release_memory(store->db); /* what is not in use; nothing is, between reads */
}

/* Who reads needs a page or two on the disk as well, for the -shm of all that are connected: a
 * piece of the ballast makes room for it, so that reading goes on. */
bool store_open(struct store **ret_store, const char *folder, const struct store_options *options,
                struct err *err) {
    struct err why = { .lang = err ? err->lang : LANG_ZH };
    if (store_try(ret_store, folder, options, &why) ||
        (why.code == ERR_FULL && options->mode == STORE_READ && space_lend(folder) &&
         store_try(ret_store, folder, options, &why)))
        return true;
    if (err)
        *err = why;
    return false;
}

void store_close(struct store *store) {
    if (!store)
        return;
    if (store->open)
        store_rollback(store);
    found_close(store);
    for (size_t i = 0; i < STATEMENTS_KEPT; i++) {
        (void)sqlite3_finalize(store->kept[i].stmt); /* not stepping: nothing to report */
        free(store->kept[i].sql);
    }
    (void)sqlite3_finalize(store->journal_insert); /* the same */
    for (size_t i = 0; i < store->table_count; i++) {
        for (size_t o = 0; o < OPERATION_COUNT; o++)
            (void)sqlite3_finalize(store->tables[i].statements[o]); /* the same */
        free(store->tables[i].columns);
    }
    for (size_t i = 0; i < NAMES_KEPT; i++)
        free(store->name_texts[i]);
    if (sqlite3_close(store->db) != SQLITE_OK)
        bug("the store is closed while a query is open");
    head_close(store->head);
    bytes_free(&store->change);
    bytes_free(&store->hashed);
    arena_deinit(&store->scratch);
    free(store->tables);
    sodium_memzero(store->salts, sizeof(store->salts));
    free(store);
}

bool store_fresh(const struct store *store) {
    return store->fresh;
}

bool store_replaced(const struct store *store) {
    char         path[PATH_SIZE];
    struct place place;
    if (!path_in(path, store->folder, "anju.db", NULL))
        return false;
    place_inode(&place, path);
    return place.inode != store->here.inode;
}

const char *store_warning(const struct store *store) {
    return store->warning.text[0] ? store->warning.text : NULL;
}

struct world *store_world(const struct store *store) {
    return store->world;
}

/* --- transactions --- */

static void transaction_forget(struct store *store) {
    store->open = false;
    store->written = store->reckoned = false;
    store->first = 0;
    store->actor[0] = '\0';
    for (size_t i = 0; i < store->table_count; i++)
        memset(store->tables[i].buckets, 0, sizeof(store->tables[i].buckets));
}

bool store_begin(struct store *store, const char *actor, struct err *err) {
    if (store->open)
        bug("a transaction within a transaction");
    if (store->mode == STORE_READ)
        bug("a transaction in a store that was opened to be read");
    if (!TEXT_COPY(store->actor, actor) || actor[0] == '\0')
        return err_code_set(err, ERR_INVALID, "办理人的名字是空的，或者太长");
    if (!space_check(store, err) || !db_begin(store, "BEGIN IMMEDIATE", err))
        return false;
    store->open = true;
    bool done = true;
    if (store->renew) { /* another process may have begun the new incarnation meanwhile */
        store->renew = NULL;
        done = node_settle(store, err);
    }
    if (done && node_load(store, &store->node, err) && journal_tip(store, &store->tip, err))
        return true;
    store_rollback(store);
    return false;
}

/* The commit stands; only its head may lag until the next one. */
static void head_follow(struct store *store) {
    (void)head_write(store->head, &store->tip, &store->here, &store->warning); /* said there */
}

bool store_commit(struct store *store, struct err *err) {
    if (!store->open)
        bug("a commit without a transaction");
    if (!store->written) {
        store_rollback(store);
        return true;
    }
    if (store->first == 0 || store->reckoned) {
        store->node.local++; /* the chain did not see it, so the head counts it */
        store->tip.local = store->node.local;
        if (!node_save(store, &store->node, err))
            return false;
    }
    if (!found_flush(store, err) || !db_exec(store, "COMMIT", err))
        return false;
    store->commits++;
    store->renew = NULL;
    head_follow(store);
    transaction_forget(store);
    space_bound_wal(store);
    return true;
}

bool store_settle(struct store *store, struct err *err) {
    if (store->open)
        bug("the store is settled within a transaction");
    for (size_t i = 0; i < store->table_count; i++) {
        char        sql[512];
        const char *name = store->tables[i].record->name;
        (void)sqlite3_snprintf(sizeof(sql), sql,
                               "INSERT INTO \"%s_han\" (\"%s_han\") VALUES ('optimize');"
                               "INSERT INTO \"%s_spelled\" (\"%s_spelled\") VALUES ('optimize')",
                               name, name, name, name);
        if (store->tables[i].listed && !db_exec(store, sql, err))
            return false;
    }
    return space_checkpoint(store) || db_failed(store, err);
}

void store_rollback(struct store *store) {
    if (!store->open)
        return;
    db_rollback(store);
    for (size_t i = 0; i < store->table_count; i++)
        store->tables[i].queued = false; /* the temporary queue was rolled back with the rest */
    if (store->written)
        found_forget(store); /* a search within it has seen what never was */
    transaction_forget(store);
}
