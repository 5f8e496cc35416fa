/* SPDX-License-Identifier: GPL-3.0-or-later
 * A full disk stays calm: nothing acknowledged is lost, reading goes on, and saving works again as
 * soon as there is room. */
/* link: -Wl,--wrap=statvfs */
#include "store/sample.h"

#include "support/free_space.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- a VFS whose disk has so many bytes left: writes that lengthen a file use them up --- */

static int64_t disk_left = INT64_MAX;
/* A ballast as large as it can be: then the disk has no room for the -shm. NULL: it has. */
static const char *shm_needs_room;

struct full_file {
    sqlite3_file  base;
    sqlite3_file *real;
    int64_t       size;
};
static sqlite3_io_methods full_methods;
static sqlite3_vfs        full_vfs;

static sqlite3_file *real_of(sqlite3_file *file) {
    return ((struct full_file *)file)->real;
}
static int full_close(sqlite3_file *file) {
    return real_of(file)->pMethods->xClose(real_of(file));
}
static int full_read(sqlite3_file *file, void *to, int length, sqlite3_int64 at) {
    return real_of(file)->pMethods->xRead(real_of(file), to, length, at);
}
static int full_write(sqlite3_file *file, const void *from, int length, sqlite3_int64 at) {
    sqlite3_int64 size = 0;
    (void)real_of(file)->pMethods->xFileSize(real_of(file), &size);
    int64_t more = at + length > size ? at + length - size : 0;
    if (more > disk_left)
        return SQLITE_FULL;
    disk_left -= more;
    return real_of(file)->pMethods->xWrite(real_of(file), from, length, at);
}
static int full_truncate(sqlite3_file *file, sqlite3_int64 size) {
    return real_of(file)->pMethods->xTruncate(real_of(file), size);
}
static int full_sync(sqlite3_file *file, int flags) {
    return real_of(file)->pMethods->xSync(real_of(file), flags);
}
static int full_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real_of(file)->pMethods->xFileSize(real_of(file), size);
}
static int full_lock(sqlite3_file *file, int lock) {
    return real_of(file)->pMethods->xLock(real_of(file), lock);
}
static int full_unlock(sqlite3_file *file, int lock) {
    return real_of(file)->pMethods->xUnlock(real_of(file), lock);
}
static int full_reserved(sqlite3_file *file, int *out) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}
static int full_control(sqlite3_file *file, int op, void *arg) {
    return real_of(file)->pMethods->xFileControl(real_of(file), op, arg);
}
static int full_sector(sqlite3_file *file) {
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}
static int full_device(sqlite3_file *file) {
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}
static int full_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out) {
    struct stat status;
    if (shm_needs_room && stat(shm_needs_room, &status) == 0 && status.st_size >= 8 << 20) {
        errno = ENOSPC;
        return SQLITE_IOERR_SHMSIZE;
    }
    return real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}
static int full_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}
static void full_shm_barrier(sqlite3_file *file) {
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}
static int full_shm_unmap(sqlite3_file *file, int remove) {
    return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

static int full_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                     int *out_flags) {
    sqlite3_vfs      *real = vfs->pAppData;
    struct full_file *full = (struct full_file *)file;
    full->real = (sqlite3_file *)(full + 1);
    full->base.pMethods = NULL;
    int code = real->xOpen(real, name, full->real, flags, out_flags);
    if (code != SQLITE_OK)
        return code;
    full->base.pMethods = &full_methods;
    return SQLITE_OK;
}

static void full_register(void) {
    sqlite3_vfs *real = sqlite3_vfs_find(NULL);
    full_methods = (sqlite3_io_methods){
        .iVersion = 2,
        .xClose = full_close,
        .xRead = full_read,
        .xWrite = full_write,
        .xTruncate = full_truncate,
        .xSync = full_sync,
        .xFileSize = full_size,
        .xLock = full_lock,
        .xUnlock = full_unlock,
        .xCheckReservedLock = full_reserved,
        .xFileControl = full_control,
        .xSectorSize = full_sector,
        .xDeviceCharacteristics = full_device,
        .xShmMap = full_shm_map,
        .xShmLock = full_shm_lock,
        .xShmBarrier = full_shm_barrier,
        .xShmUnmap = full_shm_unmap,
    };
    full_vfs = *real;
    full_vfs.zName = "full";
    full_vfs.szOsFile = (int)sizeof(struct full_file) + real->szOsFile;
    full_vfs.pAppData = real;
    full_vfs.xOpen = full_open;
    assert_int_equal(sqlite3_vfs_register(&full_vfs, 0), SQLITE_OK);
}

static struct store *open_full(struct sample *sample, int64_t page_limit) {
    struct store_options options = sample_options(sample, STORE_WRITE);
    struct store        *store = NULL;
    options.vfs = "full";
    options.page_limit = page_limit;
    sample_must(sample, store_open(&store, sample_folder(sample), &options, &sample->err));
    return store;
}

/* --- tests --- */

static off_t size_of(struct sample *sample, const char *name) {
    struct stat status;
    char        path[TEMP_PATH + 32];
    (void)snprintf(path, sizeof(path), "%s/node/%s", sample->temp.path, name);
    return stat(path, &status) == 0 ? status.st_size : -1;
}

static bool try_maker(struct sample *sample, const char *name) {
    struct maker maker = sample_maker(name);
    bool         done = store_begin(sample->store, "system", &sample->err) &&
                store_insert(sample->store, &maker_record, &maker, &sample->err) &&
                store_commit(sample->store, &sample->err);
    if (!done)
        store_rollback(sample->store);
    return done;
}

static void below_the_floor_nothing_is_begun_and_reading_goes_on(void **state) {
    struct sample *sample = *state;
    (void)sample_add_maker(sample, "甲");
    free_space_tell((1 << 20) - 4096); /* the sample's floor is 1 MB */
    for (int i = 0; i < 3; i++) {
        assert_false(try_maker(sample, "乙"));
        assert_int_equal(sample->err.code, ERR_FULL);
        assert_non_null(strstr(sample->err.text, "磁盘空间不足"));
        assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), 1);
    }
    free_space_tell(FREE_SPACE_TRUE);
    assert_true(try_maker(sample, "乙")); /* heals */
    sample_ties(sample);
}

static void the_ballast_is_given_up_for_the_wal_and_made_again(void **state) {
    struct sample *sample = *state;
    (void)sample_add_maker(sample, "甲");
    assert_int_equal(size_of(sample, "ballast"), 8 << 20);
    assert_true(size_of(sample, "anju.db-wal") > 0);
    free_space_tell(0);
    assert_false(try_maker(sample, "乙"));
    assert_int_equal(size_of(sample, "ballast"), 0);
    assert_int_equal(size_of(sample, "anju.db-wal"), 0); /* what it was for */
    free_space_tell(FREE_SPACE_TRUE);
    assert_true(try_maker(sample, "乙"));
    assert_int_equal(size_of(sample, "ballast"), 8 << 20);
}

/* The first to come to a full disk, after a restart: the kiosk has something to show. */
static void who_only_reads_finds_room_in_the_ballast(void **state) {
    struct sample       *sample = *state;
    struct store_options options = sample_options(sample, STORE_READ);
    struct store        *store = NULL;
    char                 ballast[TEMP_PATH + 32];
    int64_t              makers = 0;
    (void)sample_add_maker(sample, "甲");
    sample_close(sample);
    (void)snprintf(ballast, sizeof(ballast), "%s/node/ballast", sample->temp.path);
    options.vfs = "full";
    shm_needs_room = ballast;
    sample_must(sample, store_open(&store, sample_folder(sample), &options, &sample->err));
    sample_must(sample,
                store_number(store, "SELECT count(*) FROM maker", NULL, 0, &makers, &sample->err));
    store_close(store);
    assert_int_equal(makers, 1);
    assert_in_range(size_of(sample, "ballast"), 7 << 20, (8 << 20) - 32768);
    shm_needs_room = NULL;
    sample_open(sample, STORE_WRITE);
    assert_int_equal(size_of(sample, "ballast"), 8 << 20); /* whole again */
    sample_ties(sample);
}

static void the_wal_stays_smaller_than_the_ballast(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_add_maker(sample, "甲");
    for (int round = 0; round < 3; round++) {
        sample_begin(sample);
        for (int i = 0; i < 3000; i++) {
            struct post post = sample_post("小区保洁员", maker.head.id, NEAR_HERE);
            post.notes = "包吃包住，五险一金，工资月结，长白班，可带孩子上班，离家近";
            sample_must(sample,
                        store_insert_checked(sample->store, &post_record, &post, &sample->err));
        }
        sample_commit(sample);
        assert_true(size_of(sample, "anju.db-wal") < 8 << 20);
    }
    sample_ties(sample);
}

static void at_the_page_limit_saving_is_refused_and_reading_goes_on(void **state) {
    struct sample *sample = *state;
    sample_close(sample);
    sample->store = open_full(sample, 100);
    int saved = 0;
    for (char name[16]; saved < 10000; saved++) {
        (void)snprintf(name, sizeof(name), "n%d", saved);
        if (!try_maker(sample, name))
            break;
    }
    assert_in_range(saved, 10, 9999);
    assert_int_equal(sample->err.code, ERR_FULL);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), saved);
    sample_ties(sample);
    sample_close(sample);
    sample_open(sample, STORE_WRITE); /* a higher limit */
    assert_true(try_maker(sample, "乙"));
    sample_ties(sample);
}

/* The disk fills in the middle, at every byte count from none to enough. */
static void a_disk_that_fills_in_the_middle_loses_nothing(void **state) {
    struct sample *sample = *state;
    sample_close(sample);
    sample->store = open_full(sample, 0);
    int64_t saved = 0, refused = 0;
    for (int i = 0; i < (int)support_count(60, 1200); i++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "n%d", i);
        disk_left = (int64_t)support_below(&sample->world, 120000);
        if (try_maker(sample, name))
            saved++;
        else {
            refused++;
            assert_int_equal(sample->err.code, ERR_FULL);
        }
        assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), saved);
    }
    assert_true(refused > 0 && saved > 0);
    disk_left = INT64_MAX;
    assert_true(try_maker(sample, "乙"));
    sample_ties(sample);
    sample_close(sample);
    sample_open(sample, STORE_WRITE);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), saved + 1);
    sample_ties(sample);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        sample_test(below_the_floor_nothing_is_begun_and_reading_goes_on),
        sample_test(the_ballast_is_given_up_for_the_wal_and_made_again),
        sample_test(who_only_reads_finds_room_in_the_ballast),
        sample_test(the_wal_stays_smaller_than_the_ballast),
        sample_test(at_the_page_limit_saving_is_refused_and_reading_goes_on),
        sample_test(a_disk_that_fills_in_the_middle_loses_nothing),
    };
    full_register();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
