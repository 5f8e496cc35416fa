/* SPDX-License-Identifier: GPL-3.0-or-later
 * Rot: one random bit of the database, its WAL or a backup is flipped. Either nothing that is
 * stored has changed, or the check finds it, or the store refuses to open; nothing ever crashes. */
#include "store/sample.h"

#include "store/backup.h"

#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

/* Enough rows for several pages of everything, small enough to be read in no time. */
static void the_contents(struct sample *sample) {
    static const char *const titles[] = { "小区保洁员", "电子厂普工", "缝纫工", "银行保安" };
    struct maker             makers[4];
    for (int i = 0; i < 4; i++) {
        char name[32];
        (void)snprintf(name, sizeof(name), "新化县第%d扶贫车间", i);
        makers[i] = sample_maker(name);
        assert_true(TEXT_COPY(makers[i].phone, "13800006021"));
        assert_true(TEXT_COPY(makers[i].pin, "314159"));
    }
    sample_begin(sample);
    for (int i = 0; i < 4; i++)
        sample_must(sample, store_insert(sample->store, &maker_record, &makers[i], &sample->err));
    for (int i = 0; i < 60; i++) {
        struct post post =
            sample_post(titles[i % 4], makers[i % 3].head.id, (enum near)(1 + i % 3));
        struct tag tag;
        record_init(&tag_record, &tag);
        assert_true(TEXT_COPY(tag.tag, "可带孩子"));
        post.tags = (struct children){ .rows = &tag, .count = (size_t)(i % 2) };
        post.open = i % 5 != 0;
        post.notes = "包吃包住，五险一金，工资月结，长白班，可带孩子上班";
        assert_true(TEXT_COPY(post.contact, "刘大明"));
        sample_must(sample, store_insert(sample->store, &post_record, &post, &sample->err));
    }
    for (int i = 0; i < 10; i++) {
        struct tries tries;
        record_init(&tries_record, &tries);
        (void)snprintf(tries.card, sizeof(tries.card), "K-%d", i);
        tries.count = i;
        sample_must(sample, store_insert(sample->store, &tries_record, &tries, &sample->err));
    }
    sample_commit(sample);
}

static off_t file_size(const char *path) {
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return status.st_size;
}

static void flip(const char *path, uint32_t bit) {
    unsigned char byte;
    int           fd = open(path, O_RDWR);
    assert_true(fd >= 0);
    assert_int_equal(pread(fd, &byte, 1, bit / 8), 1);
    byte = (unsigned char)(byte ^ (1u << (bit % 8)));
    assert_int_equal(pwrite(fd, &byte, 1, bit / 8), 1);
    assert_int_equal(close(fd), 0);
}

/* A digest of every value that is stored in rows, journal and node; false when SQLite cannot read
 * them any more. */
static bool values_digest(const char *path, uint8_t digest[32]) {
    static const char *const tables[] = { "maker", "post", "tag", "tries", "journal", "node" };
    sqlite3                 *db = NULL;
    crypto_generichash_state state;
    bool whole = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK;
    assert_int_equal(crypto_generichash_init(&state, NULL, 0, 32), 0);
    for (size_t t = 0; whole && t < sizeof(tables) / sizeof(tables[0]); t++) {
        char          sql[128];
        sqlite3_stmt *stmt = NULL;
        int           step = SQLITE_ERROR;
        (void)snprintf(sql, sizeof(sql), "SELECT * FROM \"%s\" NOT INDEXED", tables[t]);
        whole = sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK;
        while (whole && (step = sqlite3_step(stmt)) == SQLITE_ROW)
            for (int i = 0; i < sqlite3_column_count(stmt); i++) {
                int32_t head[2] = { sqlite3_column_type(stmt, i), sqlite3_column_bytes(stmt, i) };
                assert_int_equal(crypto_generichash_update(&state, (uint8_t *)head, sizeof(head)),
                                 0);
                if (head[1])
                    assert_int_equal(crypto_generichash_update(&state, sqlite3_column_blob(stmt, i),
                                                               (unsigned)head[1]),
                                     0);
            }
        whole = whole && step == SQLITE_DONE;
        (void)sqlite3_finalize(stmt);
    }
    (void)sqlite3_close(db);
    assert_int_equal(crypto_generichash_final(&state, digest, 32), 0);
    return whole;
}

/* Does the store refuse, or its check find something? */
static bool noticed(struct sample *sample, const char *folder, enum store_mode mode) {
    struct store_options  options = sample_options(sample, mode);
    struct store         *store = NULL;
    struct journal_report report;
    struct arena          arena = { 0 };
    if (!store_open(&store, folder, &options, &sample->err)) {
        assert_string_not_equal(sample->err.text, "");
        return true;
    }
    bool run = journal_check(store, &arena, &report, &sample->err);
    bool found = !run || !report.chain_ok || !report.rows_ok || !report.head_ok;
    if (run && !report.index_ok &&
        mode != STORE_READ) { /* an index was rebuilt: all is well again */
        struct journal_report again;
        assert_true(journal_check(store, &arena, &again, &sample->err));
        if (!again.index_ok && !found)
            fail_msg("the index is not mended: %s\nthen: %s", report.text, again.text);
    }
    /* Whatever the check said, reading never crashes. */
    struct query *query = NULL;
    struct post   post;
    if (query_open(&query, store, &post_record, "", NULL, 0, &sample->err)) {
        while (query_next(query, &post, &arena))
            ;
        (void)query_close(query, NULL);
    }
    row_id              ids[8];
    size_t              count = 0;
    const struct search search = { .words = "bj", .count = 8 };
    (void)store_search(store, &post_record, &search, ids, &count, NULL, NULL);
    store_close(store);
    arena_deinit(&arena);
    return found;
}

/* The node's files as they lie after a power cut, one bit of one of them flipped. */
static void flips(struct sample *sample, const char *name, size_t count, size_t *ret_changed) {
    static const char *const names[] = { "anju.db", "anju.db-wal", "head" };
    uint8_t                  before[32], after[32];
    char                     from[TEMP_PATH + 32], to[TEMP_PATH + 32], flipped[TEMP_PATH + 32];
    struct temp              copy;
    temp_make(&copy);
    (void)snprintf(flipped, sizeof(flipped), "%s/%s", copy.path, name);
    *ret_changed = 0;
    for (size_t i = 0; i <= count; i++) {
        (void)unlink(temp_path(&copy, "anju.db-shm"));
        for (size_t n = 0; n < 3; n++) {
            (void)snprintf(from, sizeof(from), "%s/node/%s", sample->temp.path, names[n]);
            (void)snprintf(to, sizeof(to), "%s/%s", copy.path, names[n]);
            temp_copy_file(from, to);
        }
        uint32_t bit = 0;
        if (i > 0) {
            bit = support_below(&sample->world, (uint32_t)file_size(flipped) * 8);
            flip(flipped, bit);
        }
        (void)snprintf(to, sizeof(to), "%s/anju.db", copy.path);
        bool whole = values_digest(to, i ? after : before);
        if (i == 0) {
            assert_true(whole);
            assert_false(noticed(sample, copy.path, STORE_READ));
            continue;
        }
        bool changed = !whole || memcmp(before, after, sizeof(after)) != 0;
        *ret_changed += changed;
        if (!noticed(sample, copy.path, i % 2 ? STORE_READ : STORE_WRITE) && changed)
            fail_msg("bit %u of %s: a value changed and nothing was said", bit, name);
    }
    temp_remove(&copy);
}

static void a_flipped_bit_of_the_database_is_found(void **state) {
    struct sample *sample = *state;
    size_t         changed = 0;
    the_contents(sample);
    sample_must(sample, store_settle(sample->store, &sample->err)); /* all of it in the database */
    flips(sample, "anju.db", support_count(60, 2000), &changed);
    assert_true(changed > 0);
}

static void a_flipped_bit_of_the_wal_is_found(void **state) {
    struct sample *sample = *state;
    size_t         changed = 0;
    the_contents(sample);
    flips(sample, "anju.db-wal", support_count(15, 300), &changed);
    assert_true(changed > 0);
}

static void a_flipped_bit_of_the_head_does_no_harm(void **state) {
    struct sample *sample = *state;
    size_t         changed = 0;
    the_contents(sample);
    flips(sample, "head", support_count(15, 300), &changed);
    assert_int_equal(changed, 0);
}

static void a_flipped_bit_of_a_backup_is_refused_and_writes_nothing(void **state) {
    struct sample *sample = *state;
    char           key[TEMP_PATH + 16], file[TEMP_PATH + 16], folder[TEMP_PATH + 16];
    the_contents(sample);
    (void)snprintf(key, sizeof(key), "%s/key", sample->temp.path);
    (void)snprintf(file, sizeof(file), "%s/backup", sample->temp.path);
    (void)snprintf(folder, sizeof(folder), "%s/restored", sample->temp.path);
    sample_must(sample, backup_key_make(key, &sample->err));
    sample_must(sample, backup_write(sample->store, key, file, &sample->err));
    struct store_options options = sample_options(sample, STORE_WRITE);
    for (size_t i = 0; i < support_count(15, 300); i++) {
        uint32_t bit = support_below(&sample->world, (uint32_t)file_size(file) * 8);
        flip(file, bit);
        if (backup_restore(folder, key, file, &options, &sample->err))
            fail_msg("bit %u of the backup: restored all the same", bit);
        assert_int_not_equal(access(folder, F_OK), 0);
        flip(file, bit);
    }
    sample_must(sample, backup_restore(folder, key, file, &options, &sample->err));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        sample_test(a_flipped_bit_of_the_database_is_found),
        sample_test(a_flipped_bit_of_the_wal_is_found),
        sample_test(a_flipped_bit_of_the_head_does_no_harm),
        sample_test(a_flipped_bit_of_a_backup_is_refused_and_writes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
