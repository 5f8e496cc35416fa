/* SPDX-License-Identifier: GPL-3.0-or-later
 * Memory that runs out at the k-th allocation, ours, SQLite's or jansson's: what was asked fails
 * with a sentence or succeeds, nothing is half done, nothing leaks, and the next try works. */
/* link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup,--wrap=strndup */
#include "store/sample.h"

#include "store/backup.h"
#include "support/memory.h"

#include <stdlib.h>
#include <unistd.h>

/* --- what is tried; each ends with no transaction open --- */

struct trial {
    struct sample *sample;
    struct maker   maker;
    struct post    post;
};

static bool in_transaction(struct sample *sample, bool done) {
    if (done && store_commit(sample->store, &sample->err))
        return true;
    store_rollback(sample->store);
    return false;
}

static bool try_insert(struct trial *trial) {
    struct sample *sample = trial->sample;
    struct post    post = sample_post("裁剪工", trial->maker.head.id, NEAR_HERE);
    struct tag     tags[2];
    for (int i = 0; i < 2; i++) {
        record_init(&tag_record, &tags[i]);
        (void)TEXT_COPY(tags[i].tag, "包住");
    }
    post.tags = (struct children){ .rows = tags, .count = 2 };
    post.notes = "五险一金";
    return store_begin(sample->store, "system", &sample->err) &&
           in_transaction(sample, store_insert(sample->store, &post_record, &post, &sample->err));
}

static bool try_update(struct trial *trial) {
    struct sample *sample = trial->sample;
    struct post    post;
    if (!store_get(sample->store, &post_record, trial->post.head.id, &post, &sample->arena,
                   &sample->err) ||
        !store_begin(sample->store, "system", &sample->err))
        return false;
    (void)TEXT_COPY(post.title, post.title[0] ? "熨烫工" : "");
    post.near = post.near == NEAR_AWAY ? NEAR_HERE : NEAR_AWAY;
    post.tags.count = 0;
    return in_transaction(sample, store_update(sample->store, &post_record, &post, &sample->err));
}

static bool try_rename(struct trial *trial) {
    struct sample *sample = trial->sample;
    struct maker   maker;
    if (!store_get(sample->store, &maker_record, trial->maker.head.id, &maker, &sample->arena,
                   &sample->err) ||
        !store_begin(sample->store, "system", &sample->err))
        return false;
    (void)TEXT_COPY(maker.name, strcmp(maker.name, "彩虹") == 0 ? "阳光" : "彩虹");
    return in_transaction(sample, store_update(sample->store, &maker_record, &maker, &sample->err));
}

static bool try_delete(struct trial *trial) {
    struct sample *sample = trial->sample;
    if (!store_begin(sample->store, "system", &sample->err))
        return false;
    bool done = store_delete(sample->store, &post_record, trial->post.head.id, &sample->err);
    return in_transaction(sample, done);
}

static bool try_undo(struct trial *trial) {
    struct sample *sample = trial->sample;
    return journal_undo(sample->store, 3, "system", &sample->err);
}

static bool try_erase(struct trial *trial) {
    struct sample *sample = trial->sample;
    if (!store_begin(sample->store, "system", &sample->err))
        return false;
    return in_transaction(sample, journal_erase(sample->store, &post_record, trial->post.head.id,
                                                "contact", &sample->err));
}

static bool try_search(struct trial *trial) {
    struct sample      *sample = trial->sample;
    const struct value  value = value_integer(1);
    const struct search search = {
        .words = "保洁 bj", .where = "places >= $1", .values = &value, .value_count = 1, .count = 4
    };
    row_id ids[4];
    size_t count = 0, total = 0;
    bool   done =
        store_search(sample->store, &post_record, &search, ids, &count, &total, &sample->err);
    if (done)
        assert_int_equal(total, 1);
    return done;
}

static bool try_read(struct trial *trial) {
    struct sample       *sample = trial->sample;
    struct journal_entry entries[8];
    size_t               count = 0;
    struct post          post;
    return journal_read(sample->store, 0, false, &sample->arena, entries, 8, &count,
                        &sample->err) &&
           store_get(sample->store, &post_record, trial->post.head.id, &post, &sample->arena,
                     &sample->err);
}

static bool try_check(struct trial *trial) {
    struct sample        *sample = trial->sample;
    struct journal_report report;
    bool done = journal_check(sample->store, &sample->arena, &report, &sample->err);
    if (done && !(report.chain_ok && report.rows_ok && report.head_ok))
        fail_msg("memory ran out, and the check says: %s", report.text);
    return done;
}

static bool try_backup(struct trial *trial) {
    struct sample *sample = trial->sample;
    return backup_write(sample->store, temp_path(&sample->temp, "key"),
                        temp_path(&sample->temp, "backup"), &sample->err);
}

static bool try_restore(struct trial *trial) {
    struct sample       *sample = trial->sample;
    struct store_options options = sample_options(sample, STORE_WRITE);
    char                 path[TEMP_PATH + 32];
    bool                 done =
        backup_restore(temp_path(&sample->temp, "restored"), temp_path(&sample->temp, "key"),
                       temp_path(&sample->temp, "backup"), &options, &sample->err);
    (void)snprintf(path, sizeof(path), "%s/restored/anju.db", sample->temp.path);
    (void)unlink(path);
    return done;
}

static bool try_open(struct trial *trial) {
    struct sample       *sample = trial->sample;
    struct store_options options = sample_options(sample, STORE_CREATE);
    char                 folder[TEMP_PATH + 32];
    struct store        *store = NULL;
    (void)snprintf(folder, sizeof(folder), "%s/new", sample->temp.path);
    if (!store_open(&store, folder, &options, &sample->err))
        return false;
    store_close(store);
    return true;
}

/* What has no name to give for want of memory says so, or an export would have gaps. */
static bool try_names(struct trial *trial) {
    struct sample       *sample = trial->sample;
    struct store_options options = sample_options(sample, STORE_READ);
    struct store        *store = NULL;
    memory_hold(true); /* opening has a trial of its own */
    sample_must(sample, store_open(&store, sample_folder(sample), &options, &sample->err));
    memory_hold(false);
    const struct names *names = store_names(store);
    const char         *name = names->name(names->ctx, &maker_record, trial->maker.head.id);
    bool                done = store_names_whole(store, &sample->err);
    memory_hold(true);
    if (done)
        assert_string_equal(name, "阳光");
    assert_null(names->name(names->ctx, &maker_record, trial->post.head.id)); /* there is none */
    assert_int_equal(store_names_whole(store, NULL), done);
    store_close(store);
    return done;
}

/* --- trying --- */

static void trial_prepare(struct trial *trial) {
    struct sample *sample = trial->sample;
    memory_short(0, false);
    trial->maker = sample_add_maker(sample, "阳光");
    trial->post = sample_post("小区保洁员", trial->maker.head.id, NEAR_HERE);
    (void)TEXT_COPY(trial->post.contact, "刘大明");
    sample_begin(sample);
    sample_must(sample, store_insert(sample->store, &post_record, &trial->post, &sample->err));
    sample_commit(sample);
    struct post other = trial->post;
    other.places = 9;
    sample_begin(sample);
    sample_must(sample, store_update(sample->store, &post_record, &other, &sample->err));
    sample_commit(sample);
    sample_must(sample, backup_key_make(temp_path(&sample->temp, "key"), &sample->err));
    sample_must(sample, try_backup(trial));
}

/* Once with the k-th allocation failing; how many there were. */
static long trial_run(bool (*try)(struct trial *), long k) {
    void *fresh = NULL;
    assert_int_equal(sample_setup(&fresh), 0);
    struct trial trial = { .sample = fresh };
    trial_prepare(&trial);
    memory_short(k, false);
    trial.sample->err.text[0] = '\0';
    bool done = try(&trial);
    long count = memory_asked();
    memory_short(0, false);
    if (!done && trial.sample->err.text[0] == '\0')
        fail_msg("allocation %ld failed, and nothing was said", k);
    struct journal_report report = sample_check(trial.sample);
    if (!report.chain_ok || !report.rows_ok || !report.head_ok)
        fail_msg("allocation %ld: %s", k, report.text);
    sample_ties(trial.sample); /* an index without its readings was mended */
    if (!done && !try(&trial))
        fail_msg("allocation %ld: the next try fails: %s", k, trial.sample->err.text);
    assert_int_equal(sample_teardown(&fresh), 0);
    return count;
}

static void memory_runs_out_and_nothing_is_half_done(void **state) {
    static const struct {
        bool (*try)(struct trial *);
        const char *what;
    } trials[] = {
        { try_insert, "insert" }, { try_update, "update" },   { try_rename, "rename" },
        { try_delete, "delete" }, { try_undo, "undo" },       { try_erase, "erase" },
        { try_search, "search" }, { try_read, "read" },       { try_check, "check" },
        { try_backup, "backup" }, { try_restore, "restore" }, { try_open, "open" },
        { try_names, "names" },
    };
    struct world world;
    support_world(&world);
    for (size_t t = 0; t < sizeof(trials) / sizeof(trials[0]); t++) {
        long   count = trial_run(trials[t].try, 0);
        size_t runs = support_count(12, (size_t)count);
        assert_true(count > 0);
        for (size_t i = 0; i < runs; i++) {
            long k = runs == (size_t)count ? (long)i + 1
                                           : 1 + (long)support_below(&world, (uint32_t)count);
            (void)trial_run(trials[t].try, k);
        }
        print_message("%s: %ld allocations, %zu of them failed\n", trials[t].what, count, runs);
    }
    (void)state;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_runs_out_and_nothing_is_half_done),
    };
    memory_ask_in();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
