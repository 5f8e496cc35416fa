/* SPDX-License-Identifier: GPL-3.0-or-later
 * Backups: whole, encrypted, of one moment; restored elsewhere or refused without a trace. */
#include "store/sample.h"

#include "store/backup.h"

#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where things lie. */
static const char *key_of(struct sample *sample) {
    return temp_path(&sample->temp, "key");
}
static const char *file_of(struct sample *sample) {
    return temp_path(&sample->temp, "backup");
}
static const char *restored_of(struct sample *sample) {
    return temp_path(&sample->temp, "restored");
}

static bool restore(struct sample *sample) {
    struct store_options options = sample_options(sample, STORE_WRITE);
    return backup_restore(restored_of(sample), key_of(sample), file_of(sample), &options,
                          &sample->err);
}

static void back_up(struct sample *sample) {
    if (access(key_of(sample), F_OK) != 0)
        sample_must(sample, backup_key_make(key_of(sample), &sample->err));
    sample_must(sample, backup_write(sample->store, key_of(sample), file_of(sample), &sample->err));
}

static bool file_holds(const char *path, const char *text) {
    char  *bytes = NULL;
    size_t length = 0, room = 0;
    FILE  *file = fopen(path, "rb");
    assert_non_null(file);
    for (size_t got = 1; got > 0; length += got) {
        if (length == room)
            assert_non_null(bytes = realloc(bytes, room = room ? 2 * room : 1 << 16));
        got = fread(bytes + length, 1, room - length, file);
    }
    assert_int_equal(fclose(file), 0);
    bool holds = memmem(bytes, length, text, strlen(text)) != NULL;
    free(bytes);
    return holds;
}

static void a_backup_restores_to_the_same_rows(void **state) {
    struct sample *sample = *state;
    struct maker   maker = sample_add_maker(sample, "新化阳光车间");
    struct post    post = sample_add_post(sample, "小区保洁员", maker.head.id, NEAR_HERE);
    back_up(sample);
    (void)sample_add_maker(sample, "后来的");
    sample_must(sample, restore(sample));
    sample_close(sample);
    sample->store = sample_open_at(sample, restored_of(sample), STORE_WRITE);
    assert_null(store_warning(sample->store));
    assert_string_equal(sample_read(sample, post.head.id).title, "小区保洁员");
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), 1);
    sample_ties(sample);
}

static void a_restored_node_begins_a_new_incarnation(void **state) {
    struct sample *sample = *state;
    (void)sample_add_maker(sample, "甲");
    back_up(sample);
    sample_close(sample);
    for (int64_t again = 1; again <= 2; again++) {
        /* Restored twice in the same place: never the same incarnation. */
        (void)unlink(temp_path(&sample->temp, "restored/anju.db"));
        sample_must(sample, restore(sample));
        sample->store = sample_open_at(sample, restored_of(sample), STORE_WRITE);
        assert_int_equal(sample_count(sample, "SELECT incarnation FROM node"), 0);
        (void)sample_add_maker(sample, "乙");
        assert_int_equal(sample_count(sample, "SELECT incarnation FROM node"), again);
        (void)sample_add_maker(sample, "丙");
        assert_int_equal(sample_count(sample, "SELECT incarnation FROM node"), again);
        sample_ties(sample);
        sample_close(sample);
    }
}

static void nothing_of_a_backup_is_readable(void **state) {
    struct sample *sample = *state;
    (void)sample_add_maker(sample, "PLANTED-STRING-1");
    back_up(sample);
    assert_false(file_holds(file_of(sample), "PLANTED-STRING-1"));
    assert_false(file_holds(file_of(sample), "SQLite format"));
    DIR           *folder = opendir(sample_folder(sample));
    struct dirent *entry;
    assert_non_null(folder);
    while ((entry = readdir(folder)))
        assert_null(strstr(entry->d_name, "backup"));
    assert_int_equal(closedir(folder), 0);
}

static void what_a_crash_left_in_the_clear_is_swept_at_start(void **state) {
    struct sample *sample = *state;
    sample_close(sample);
    (void)temp_file(&sample->temp, "node/anju.db.backup", "clear", 5);
    (void)temp_file(&sample->temp, "node/anju.db.restore", "clear", 5);
    sample_open(sample, STORE_WRITE);
    assert_int_not_equal(access(temp_path(&sample->temp, "node/anju.db.backup"), F_OK), 0);
    assert_int_not_equal(access(temp_path(&sample->temp, "node/anju.db.restore"), F_OK), 0);
}

/* --- refusals leave nothing behind --- */

static void refused(struct sample *sample, const char *says, const char *why) {
    if (restore(sample))
        fail_msg("%s: restored", why);
    if (!strstr(sample->err.text, says))
        fail_msg("%s: %s", why, sample->err.text);
    assert_int_not_equal(access(restored_of(sample), F_OK), 0);
}

static void a_backup_cut_anywhere_is_refused(void **state) {
    struct sample *sample = *state;
    struct stat    status;
    (void)sample_add_maker(sample, "甲");
    back_up(sample);
    assert_int_equal(stat(file_of(sample), &status), 0);
    /* Around each piece's end, and at chance. */
    for (off_t piece = 0, step = (64 << 10) + 17; piece * step < status.st_size; piece++)
        for (off_t around = -1; around <= 1; around++) {
            off_t length = 56 + piece * step + around;
            if (length >= status.st_size)
                continue;
            back_up(sample);
            assert_int_equal(truncate(file_of(sample), length), 0);
            refused(sample, "完整", "cut at a piece's end");
        }
    for (size_t i = 0; i < support_count(10, 200); i++) {
        back_up(sample);
        assert_int_equal(truncate(file_of(sample),
                                  (off_t)support_below(&sample->world, (uint32_t)status.st_size)),
                         0);
        refused(sample, "完整", "cut");
    }
    back_up(sample);
    FILE *file = fopen(file_of(sample), "ab");
    assert_non_null(file);
    assert_int_equal(fputc('x', file), 'x');
    assert_int_equal(fclose(file), 0);
    refused(sample, "完整", "longer than it was");
}

static void another_key_or_file_is_refused(void **state) {
    struct sample *sample = *state;
    (void)sample_add_maker(sample, "甲");
    back_up(sample);
    assert_int_equal(unlink(key_of(sample)), 0);
    refused(sample, "密钥文件", "no key");
    sample_must(sample, backup_key_make(key_of(sample), &sample->err));
    refused(sample, "密钥不对", "another key");
    (void)temp_file(&sample->temp, "key", "hello", 5);
    refused(sample, "不是安居的备份密钥", "not a key");
    assert_int_equal(unlink(key_of(sample)), 0);
    sample_must(sample, backup_key_make(key_of(sample), &sample->err));
    (void)temp_file(&sample->temp, "backup", "岗位,工资", 13);
    refused(sample, "不是安居的备份文件", "not a backup");
    assert_int_equal(unlink(file_of(sample)), 0);
    refused(sample, "打不开备份文件", "no backup");
}

static void a_database_is_never_restored_over(void **state) {
    struct sample       *sample = *state;
    struct store_options options = sample_options(sample, STORE_WRITE);
    (void)sample_add_maker(sample, "甲");
    back_up(sample);
    (void)sample_add_maker(sample, "乙");
    assert_false(backup_restore(sample_folder(sample), key_of(sample), file_of(sample), &options,
                                &sample->err));
    assert_non_null(strstr(sample->err.text, "已有数据库"));
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), 2);
    sample_ties(sample);
}

static void a_key_is_private_and_never_overwritten(void **state) {
    struct sample *sample = *state;
    struct stat    status;
    sample_must(sample, backup_key_make(key_of(sample), &sample->err));
    assert_int_equal(stat(key_of(sample), &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_false(backup_key_make(key_of(sample), &sample->err));
    assert_non_null(strstr(sample->err.text, "不会覆盖"));
}

static void a_backup_that_cannot_be_written_leaves_the_old_one(void **state) {
    struct sample *sample = *state;
    (void)sample_add_maker(sample, "甲");
    back_up(sample);
    assert_false(backup_write(sample->store, key_of(sample),
                              temp_path(&sample->temp, "nowhere/backup"), &sample->err));
    assert_string_not_equal(sample->err.text, "");
    sample_must(sample, restore(sample));
}

/* --- under write load --- */

struct load {
    struct sample *sample;
    bool           stop;
    int            written;
};

static void *load_run(void *ctx) {
    struct load  *load = ctx;
    struct sample own = { .world = load->sample->world };
    own.store = sample_open_at(&own, sample_folder(load->sample), STORE_WRITE);
    for (int i = 0; !__atomic_load_n(&load->stop, __ATOMIC_ACQUIRE); i++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "n%d", i);
        struct maker maker = sample_maker(name);
        bool         done = store_begin(own.store, "system", &own.err) &&
                    store_insert(own.store, &maker_record, &maker, &own.err) &&
                    store_commit(own.store, &own.err);
        if (!done)
            break;
        (void)__atomic_add_fetch(&load->written, 1, __ATOMIC_RELEASE);
    }
    store_close(own.store);
    arena_deinit(&own.arena);
    return NULL;
}

static void a_backup_under_write_load_is_a_prefix(void **state) {
    struct sample *sample = *state;
    struct load    load = { .sample = sample };
    pthread_t      thread;
    assert_int_equal(pthread_create(&thread, NULL, load_run, &load), 0);
    for (size_t i = 0; i < support_count(5, 100); i++) {
        int wanted = __atomic_load_n(&load.written, __ATOMIC_ACQUIRE) + 3;
        while (__atomic_load_n(&load.written, __ATOMIC_ACQUIRE) < wanted)
            (void)sched_yield();
        back_up(sample);
        sample_must(sample, restore(sample));
        struct store *kept = sample->store;
        sample->store = sample_open_at(sample, restored_of(sample), STORE_READ);
        int64_t rows = sample_count(sample, "SELECT count(*) FROM maker");
        assert_true(rows >= wanted);
        assert_int_equal(sample_count(sample, "SELECT max(sequence) FROM journal"), rows);
        assert_int_equal(sample_count(sample, "SELECT count(*) FROM journal"), rows);
        sample_ties(sample);
        store_close(sample->store);
        sample->store = kept;
        static const char *const names[] = { "anju.db", "anju.db-wal", "anju.db-shm", "head",
                                             "ballast" };
        for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
            char path[TEMP_PATH + 64];
            (void)snprintf(path, sizeof(path), "%s/%s", restored_of(sample), names[n]);
            (void)unlink(path);
        }
        assert_int_equal(rmdir(restored_of(sample)), 0);
    }
    __atomic_store_n(&load.stop, true, __ATOMIC_RELEASE);
    assert_int_equal(pthread_join(thread, NULL), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        sample_test(a_backup_restores_to_the_same_rows),
        sample_test(a_restored_node_begins_a_new_incarnation),
        sample_test(nothing_of_a_backup_is_readable),
        sample_test(what_a_crash_left_in_the_clear_is_swept_at_start),
        sample_test(a_backup_cut_anywhere_is_refused),
        sample_test(another_key_or_file_is_refused),
        sample_test(a_database_is_never_restored_over),
        sample_test(a_key_is_private_and_never_overwritten),
        sample_test(a_backup_that_cannot_be_written_leaves_the_old_one),
        sample_test(a_backup_under_write_load_is_a_prefix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
