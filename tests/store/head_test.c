/* SPDX-License-Identifier: GPL-3.0-or-later
 * The head file: notices what SQLite drops in silence, and a database that is no longer itself. */
#include "store/sample.h"

#include "store/head.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

/* node/NAME to NAME.KEPT or back, over the old file so that the inode stays. */
static void keep(struct sample *sample, const char *name, bool back) {
    char there[TEMP_PATH + 32], here[TEMP_PATH + 32];
    (void)snprintf(there, sizeof(there), "%s/node/%s", sample->temp.path, name);
    (void)snprintf(here, sizeof(here), "%s/%s.kept", sample->temp.path, name);
    if (back)
        temp_copy_file(here, there);
    else
        temp_copy_file(there, here);
}

static void reopen(struct sample *sample) {
    sample_close(sample);
    sample_open(sample, STORE_WRITE);
}

static int64_t incarnation(struct sample *sample) {
    return sample_count(sample, "SELECT incarnation FROM node");
}

static void what_is_whole_has_no_warning_and_one_incarnation(void **state) {
    struct sample *sample = *state;
    (void)sample_add_maker(sample, "甲");
    for (int i = 0; i < 3; i++) {
        char name[4] = { (char)('a' + i) };
        reopen(sample);
        assert_null(store_warning(sample->store));
        (void)sample_add_maker(sample, name);
    }
    assert_int_equal(incarnation(sample), 0);
    sample_ties(sample);
}

/* An older database under a newer head: a lost WAL tail looks the same. */
static void a_lost_tail_is_noticed_and_its_numbers_are_not_used_again(void **state) {
    struct sample *sample = *state;
    (void)sample_add_maker(sample, "甲");
    sample_close(sample);
    keep(sample, "anju.db", false);
    sample_open(sample, STORE_WRITE);
    (void)sample_add_maker(sample, "乙");
    (void)sample_add_maker(sample, "丙");
    sample_close(sample);
    keep(sample, "anju.db", true);
    sample_open(sample, STORE_WRITE);
    assert_non_null(store_warning(sample->store));
    assert_non_null(strstr(store_warning(sample->store), "少了 2 条"));
    assert_false(sample_check(sample).head_ok);
    assert_int_equal(incarnation(sample), 0); /* looking is not writing */
    (void)sample_add_maker(sample, "丁");
    assert_int_equal(incarnation(sample), 1);
    reopen(sample);
    assert_null(store_warning(sample->store));
    struct journal_report report = sample_check(sample);
    assert_true(report.head_ok && report.chain_ok && report.rows_ok);
    assert_non_null(strstr(report.text, "丢过最后的记录")); /* but it stays said */
}

static void a_wal_that_lost_its_end_is_noticed(void **state) {
    struct sample *sample = *state;
    struct stat    status;
    struct temp    copy;
    const char    *names[] = { "anju.db", "anju.db-wal", "head" };
    (void)sample_add_maker(sample, "甲");
    (void)sample_add_maker(sample, "乙");
    temp_make(&copy); /* as a power cut finds it: the connection is not closed */
    for (size_t i = 0; i < 3; i++) {
        char from[TEMP_PATH + 32];
        (void)snprintf(from, sizeof(from), "%s/node/%s", sample->temp.path, names[i]);
        temp_copy_file(from, temp_path(&copy, names[i]));
    }
    const char *wal = temp_path(&copy, "anju.db-wal");
    assert_int_equal(stat(wal, &status), 0);
    assert_int_equal(truncate(wal, status.st_size - 1), 0);
    struct store *store = sample_open_at(sample, copy.path, STORE_READ);
    assert_non_null(store_warning(store));
    store_close(store);
    temp_remove(&copy);
}

static void a_chain_ahead_of_its_head_is_healed_forward(void **state) {
    struct sample *sample = *state;
    (void)sample_add_maker(sample, "甲");
    sample_close(sample);
    keep(sample, "head", false);
    sample_open(sample, STORE_WRITE);
    (void)sample_add_maker(sample, "乙");
    sample_close(sample);
    keep(sample, "head", true); /* committed, then the power went before the head was written */
    sample_open(sample, STORE_WRITE);
    assert_null(store_warning(sample->store));
    (void)sample_add_maker(sample, "丙");
    assert_int_equal(incarnation(sample), 0);
    sample_ties(sample);
}

static void a_missing_or_ruined_head_is_noticed(void **state) {
    static const struct {
        off_t       at;
        off_t       length; /* cut to; -1: garbled at `at` */
        bool        warned;
        const char *why;
    } rows[] = {
        { 0, 0, true, "emptied" },
        { 0, 100, true, "cut" },
        { 16, -1, false, "one slot garbled" },
        { 4096 + 16, -1, false, "the other one: whichever is whole says enough" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        void *fresh = NULL;
        assert_int_equal(sample_setup(&fresh), 0);
        struct sample *sample = fresh;
        (void)sample_add_maker(sample, "甲");
        sample_close(sample);
        const char *path = temp_path(&sample->temp, "node/head");
        if (rows[i].length >= 0)
            assert_int_equal(truncate(path, rows[i].length), 0);
        else {
            int fd = open(path, O_WRONLY);
            assert_int_equal(pwrite(fd, "xxxx", 4, rows[i].at), 4);
            assert_int_equal(close(fd), 0);
        }
        sample_open(sample, STORE_READ);
        bool warned = store_warning(sample->store) != NULL;
        if (warned != rows[i].warned)
            fail_msg("%s: %s", rows[i].why, warned ? "warned" : "not warned");
        struct journal_report report;
        sample_must(sample, journal_check(sample->store, &sample->arena, &report, &sample->err));
        assert_int_equal(report.head_ok, !warned);
        assert_non_null(strstr(report.text, warned ? "日志头" : "账头的两份里有一份坏了"));
        assert_int_equal(sample_teardown(&fresh), 0);
    }
    (void)state;
}

static void a_copied_database_begins_a_new_incarnation_at_its_first_write(void **state) {
    struct sample *sample = *state;
    (void)sample_add_maker(sample, "甲");
    sample_close(sample);
    static const char *const names[] = { "anju.db", "head" };
    for (size_t i = 0; i < 2; i++) {
        char from[TEMP_PATH + 32];
        (void)snprintf(from, sizeof(from), "%s/node/%s", sample->temp.path, names[i]);
        assert_true(mkdir(temp_path(&sample->temp, "copy"), 0700) == 0 || i);
        char to[TEMP_PATH + 32];
        (void)snprintf(to, sizeof(to), "%s/copy/%s", sample->temp.path, names[i]);
        temp_copy_file(from, to);
    }
    sample->store = sample_open_at(sample, temp_path(&sample->temp, "copy"), STORE_WRITE);
    assert_null(store_warning(sample->store)); /* nothing is lost */
    sample_begin(sample);
    sample_commit(sample);
    assert_int_equal(incarnation(sample), 0); /* nothing was written */
    (void)sample_add_maker(sample, "乙");
    (void)sample_add_maker(sample, "丙");
    assert_int_equal(incarnation(sample), 1);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM journal WHERE incarnation = 1"), 3);
    sample_ties(sample);
    sample_close(sample);
    sample_open(sample, STORE_WRITE); /* the original goes on as it was */
    (void)sample_add_maker(sample, "丁");
    assert_int_equal(incarnation(sample), 0);
    sample_ties(sample);
}

static void a_database_of_another_chain_under_the_head_is_noticed(void **state) {
    struct sample *sample = *state, *other;
    void          *fresh = NULL;
    assert_int_equal(sample_setup(&fresh), 0);
    other = fresh;
    (void)sample_add_maker(sample, "甲");
    (void)sample_add_maker(other, "乙");
    sample_close(sample);
    sample_close(other);
    char from[TEMP_PATH + 32];
    (void)snprintf(from, sizeof(from), "%s/node/anju.db", other->temp.path);
    temp_copy_file(from, temp_path(&sample->temp, "node/anju.db"));
    sample_open(sample, STORE_WRITE);
    assert_non_null(store_warning(sample->store));
    assert_false(sample_check(sample).head_ok);
    assert_int_equal(sample_teardown(&fresh), 0);
}

static void local_commits_are_guarded_by_the_head_too(void **state) {
    struct sample *sample = *state;
    struct tries   tries;
    record_init(&tries_record, &tries);
    assert_true(TEXT_COPY(tries.card, "K-1"));
    tries.count = 1;
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &tries_record, &tries, &sample->err));
    sample_commit(sample);
    sample_close(sample);
    keep(sample, "anju.db", false);
    sample_open(sample, STORE_WRITE);
    tries.count = 5;
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &tries_record, &tries, &sample->err));
    sample_commit(sample);
    sample_close(sample);
    keep(sample, "anju.db", true);
    sample_open(sample, STORE_READ);
    assert_non_null(store_warning(sample->store));
}

/* --- the file by itself --- */

static void the_head_only_moves_forward(void **state) {
    struct sample *sample = *state;
    struct head   *head = NULL;
    struct tip     tip = { .incarnation = 0, .sequence = 10, .local = 2 }, read;
    struct place   place = { .inode = 7 }, where;
    sample_must(sample, head_open(&head, sample->temp.path, true, &sample->err));
    assert_false(head_read(head, &read, &where));
    sample_must(sample, head_write(head, &tip, &place, &sample->err));
    static const struct {
        struct tip  tip;
        int64_t     incarnation, sequence, local; /* afterwards */
        const char *why;
    } rows[] = {
        { { 0, 9, 0, 2, { 0 } }, 0, 10, 2, "an older sequence" },
        { { 0, 10, 0, 1, { 0 } }, 0, 10, 2, "an older local commit" },
        { { 0, 11, 0, 2, { 0 } }, 0, 11, 2, "a newer sequence" },
        { { 0, 11, 0, 3, { 0 } }, 0, 11, 3, "a newer local commit" },
        { { 1, 5, 0, 0, { 0 } }, 1, 5, 0, "a newer incarnation" },
        { { 0, 99, 0, 9, { 0 } }, 1, 5, 0, "an older incarnation" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        sample_must(sample, head_write(head, &rows[i].tip, &place, &sample->err));
        assert_true(head_read(head, &read, &where));
        if (read.incarnation != rows[i].incarnation || read.sequence != rows[i].sequence ||
            read.local != rows[i].local)
            fail_msg("%s", rows[i].why);
        assert_int_equal(where.inode, 7);
    }
    head_close(head);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        sample_test(what_is_whole_has_no_warning_and_one_incarnation),
        sample_test(a_lost_tail_is_noticed_and_its_numbers_are_not_used_again),
        sample_test(a_wal_that_lost_its_end_is_noticed),
        sample_test(a_chain_ahead_of_its_head_is_healed_forward),
        cmocka_unit_test(a_missing_or_ruined_head_is_noticed),
        sample_test(a_copied_database_begins_a_new_incarnation_at_its_first_write),
        sample_test(a_database_of_another_chain_under_the_head_is_noticed),
        sample_test(local_commits_are_guarded_by_the_head_too),
        sample_test(the_head_only_moves_forward),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
