/* SPDX-License-Identifier: GPL-3.0-or-later
 * Several connections and processes on one database: they wait, they see each other's commits, and
 * one that is killed takes nothing with it that was acknowledged. */
#include "store/sample.h"

#include "store/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *self; /* this program, to be run again as another process */

/* --- the other process --- */

static _Noreturn void other_fail(const char *what, const struct err *err) {
    (void)fprintf(stderr, "%s: %s\n", what, err->text);
    _exit(2);
}

/* Writes rows one transaction each and says each number once it is acknowledged. */
static int other_writes(const char *folder, const char *prefix, long count) {
    struct sample        sample = { .store = NULL };
    struct store_options options;
    world_real(&sample.world);
    options = sample_options(&sample, STORE_CREATE);
    if (!store_open(&sample.store, folder, &options, &sample.err))
        other_fail("open", &sample.err);
    for (long i = 0; i < count || count < 0; i++) {
        char         name[64], line[16];
        struct maker maker;
        (void)snprintf(name, sizeof(name), "%s-%ld", prefix, i);
        record_init(&maker_record, &maker);
        if (!TEXT_COPY(maker.name, name) || !store_begin(sample.store, "system", &sample.err) ||
            !store_insert(sample.store, &maker_record, &maker, &sample.err))
            other_fail("insert", &sample.err);
        struct post post;
        record_init(&post_record, &post);
        (void)TEXT_COPY(post.title, "小区保洁员");
        post.maker = maker.head.id;
        post.open = true;
        post.near = NEAR_HERE;
        post.posted_on = day_of(2026, 11, 20);
        if (!store_insert(sample.store, &post_record, &post, &sample.err) ||
            !store_commit(sample.store, &sample.err))
            other_fail("commit", &sample.err);
        int length = snprintf(line, sizeof(line), "%ld\n", i);
        if (write(STDOUT_FILENO, line, (size_t)length) != length)
            _exit(3);
    }
    store_close(sample.store);
    arena_deinit(&sample.arena);
    return 0;
}

/* Holds the write lock until its standard input ends. */
static int other_holds(const char *folder) {
    struct sample        sample = { .store = NULL };
    struct store_options options;
    char                 byte;
    world_real(&sample.world);
    options = sample_options(&sample, STORE_WRITE);
    if (!store_open(&sample.store, folder, &options, &sample.err) ||
        !store_begin(sample.store, "system", &sample.err))
        other_fail("hold", &sample.err);
    if (write(STDOUT_FILENO, "0\n", 2) != 2)
        _exit(3);
    if (read(STDIN_FILENO, &byte, 1) != 0)
        _exit(3);
    store_close(sample.store);
    return 0;
}

struct other {
    pid_t pid;
    FILE *says;
    int   hold; /* closed, the other goes on */
};

static struct other other_start(const char *role, const char *folder, const char *prefix,
                                const char *count) {
    int out[2], in[2];
    assert_int_equal(pipe2(out, O_CLOEXEC), 0);
    assert_int_equal(pipe2(in, O_CLOEXEC), 0);
    struct other other = { .pid = fork() };
    assert_true(other.pid >= 0);
    if (other.pid == 0) {
        if (dup2(out[1], STDOUT_FILENO) < 0 || dup2(in[0], STDIN_FILENO) < 0)
            _exit(4);
        (void)execl(self, self, role, folder, prefix, count, (char *)NULL);
        _exit(5);
    }
    assert_int_equal(close(out[1]), 0);
    assert_int_equal(close(in[0]), 0);
    other.says = fdopen(out[0], "r");
    other.hold = in[1];
    assert_non_null(other.says);
    return other;
}

/* The next number it says; -1: it has ended. */
static long other_number(struct other *other) {
    char line[32];
    return fgets(line, sizeof(line), other->says) ? strtol(line, NULL, 10) : -1;
}

static int other_end(struct other *other) {
    int status = 0;
    (void)close(other->hold);
    while (other_number(other) >= 0)
        ; /* until it has said all */
    assert_int_equal(fclose(other->says), 0);
    assert_int_equal(waitpid(other->pid, &status, 0), other->pid);
    return status;
}

/* --- tests --- */

static void two_writers_take_turns(void **state) {
    struct sample *sample = *state;
    struct other   a = other_start("writes", sample_folder(sample), "a", "20");
    struct other   b = other_start("writes", sample_folder(sample), "b", "20");
    for (int i = 0; i < 20; i++) {
        char name[8];
        (void)snprintf(name, sizeof(name), "c-%d", i);
        (void)sample_add_maker(sample, name);
    }
    assert_int_equal(other_end(&a), 0);
    assert_int_equal(other_end(&b), 0);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), 60);
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM post"), 40);
    sample_ties(sample);
}

static void two_may_make_it_at_once(void **state) {
    struct sample *sample = *state;
    sample_close(sample);
    for (size_t i = 0; i < support_count(5, 100); i++) {
        char folder[TEMP_PATH + 32];
        (void)snprintf(folder, sizeof(folder), "%s/new%zu", sample->temp.path, i);
        struct other a = other_start("writes", folder, "a", "2");
        struct other b = other_start("writes", folder, "b", "2");
        assert_int_equal(other_end(&a), 0);
        assert_int_equal(other_end(&b), 0);
        sample->store = sample_open_at(sample, folder, STORE_WRITE);
        assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), 4);
        assert_null(store_warning(sample->store));
        sample_ties(sample);
        sample_close(sample);
    }
    sample_open(sample, STORE_WRITE);
}

static void who_cannot_get_a_turn_is_told_so(void **state) {
    struct sample *sample = *state;
    struct other   other = other_start("holds", sample_folder(sample), "", "0");
    assert_int_equal(other_number(&other), 0);
    assert_false(store_begin(sample->store, "system", &sample->err));
    assert_int_equal(sample->err.code, ERR_BUSY);
    assert_non_null(strstr(sample->err.text, "占用"));
    assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), 0); /* reading goes on */
    assert_int_equal(other_end(&other), 0);
    (void)sample_add_maker(sample, "甲");
    sample_ties(sample);
}

static void a_reader_sees_what_others_commit(void **state) {
    struct sample *sample = *state;
    struct store  *writer = sample->store;
    struct store  *reader = sample_open_at(sample, sample_folder(sample), STORE_READ);
    sample->store = reader;
    int64_t version = store_data_version(reader);
    assert_int_equal(store_data_version(reader), version);
    for (int i = 0; i < 3; i++) {
        char                name[8];
        row_id              ids[8];
        size_t              count = 0, total = 0;
        const struct search search = { .words = "bj", .count = 8 };
        (void)snprintf(name, sizeof(name), "m%d", i);
        sample->store = writer;
        struct maker maker = sample_add_maker(sample, name);
        (void)sample_add_post(sample, "小区保洁员", maker.head.id, NEAR_HERE);
        sample->store = reader;
        assert_int_not_equal(store_data_version(reader), version);
        version = store_data_version(reader);
        assert_int_equal(sample_count(sample, "SELECT count(*) FROM maker"), i + 1);
        sample_must(sample,
                    store_search(reader, &post_record, &search, ids, &count, &total, &sample->err));
        assert_int_equal(total, i + 1);
    }
    store_close(reader);
    sample->store = writer;
    int64_t own = store_data_version(writer);
    (void)sample_add_maker(sample, "m9");
    assert_int_not_equal(store_data_version(writer), own); /* own commits count too */
}

static bool watch_woken(struct watch *watch) {
    struct pollfd ready = { .fd = watch_fd(watch), .events = POLLIN };
    return poll(&ready, 1, 10000) == 1;
}

/* After the last wake the commit is visible: the head is written when it is. */
static void a_commit_of_another_process_wakes_the_watcher(void **state) {
    struct sample *sample = *state;
    struct watch  *watch = NULL;
    sample_must(sample, watch_open(&watch, sample_folder(sample), &sample->err));
    watch_drain(watch);
    struct pollfd quiet = { .fd = watch_fd(watch), .events = POLLIN };
    assert_int_equal(poll(&quiet, 1, 0), 0);
    for (int i = 0; i < 3; i++) {
        char prefix[8];
        (void)snprintf(prefix, sizeof(prefix), "w%d", i);
        int64_t      version = store_data_version(sample->store);
        struct other other = other_start("writes", sample_folder(sample), prefix, "1");
        while (store_data_version(sample->store) == version) {
            assert_true(watch_woken(watch));
            watch_drain(watch);
        }
        assert_int_equal(other_end(&other), 0);
        watch_drain(watch);
        if (i == 1) { /* the WAL goes away and comes again */
            sample_must(sample, store_settle(sample->store, &sample->err));
            sample_close(sample);
            assert_int_not_equal(access(temp_path(&sample->temp, "node/anju.db-wal"), F_OK), 0);
            sample_open(sample, STORE_READ);
            watch_drain(watch);
        }
    }
    watch_close(watch);
    assert_false(watch_open(&watch, "/nowhere/at/all", &sample->err));
}

static void a_killed_writer_loses_nothing_it_acknowledged(void **state) {
    struct sample *sample = *state;
    int64_t        acknowledged = 0;
    for (size_t i = 0; i < support_count(15, 300); i++) {
        char prefix[24];
        (void)snprintf(prefix, sizeof(prefix), "k%zu", i);
        struct other other = other_start("writes", sample_folder(sample), prefix, "-1");
        long         wanted = (long)support_below(&sample->world, 8), number = -1;
        while (number < wanted)
            assert_true((number = other_number(&other)) >= 0);
        assert_int_equal(kill(other.pid, SIGKILL), 0);
        for (long more; (more = other_number(&other)) >= 0;)
            number = more; /* said before it died */
        int status = other_end(&other);
        assert_true(WIFSIGNALED(status));
        acknowledged += number + 1;
        int64_t kept = sample_count(sample, "SELECT count(*) FROM maker");
        assert_in_range(kept - acknowledged, 0, 1); /* one may be committed and not yet said */
        assert_int_equal(sample_count(sample, "SELECT count(*) FROM post"), kept);
        acknowledged = kept;
        sample_close(sample);
        sample_open(sample, STORE_WRITE);
        assert_null(store_warning(sample->store));
        sample_ties(sample);
    }
    assert_int_equal(sample_count(sample, "SELECT incarnation FROM node"), 0);
}

int main(int argc, char **argv) {
    const struct CMUnitTest tests[] = {
        sample_test(two_writers_take_turns),
        sample_test(two_may_make_it_at_once),
        sample_test(who_cannot_get_a_turn_is_told_so),
        sample_test(a_reader_sees_what_others_commit),
        sample_test(a_commit_of_another_process_wakes_the_watcher),
        sample_test(a_killed_writer_loses_nothing_it_acknowledged),
    };
    if (argc == 5 && strcmp(argv[1], "writes") == 0)
        return other_writes(argv[2], argv[3], strtol(argv[4], NULL, 10));
    if (argc == 5 && strcmp(argv[1], "holds") == 0)
        return other_holds(argv[2]);
    self = argv[0];
    return cmocka_run_group_tests(tests, NULL, NULL);
}
