/* SPDX-License-Identifier: GPL-3.0-or-later
 * The k-th write, sync, rename or read of a flow fails, or the disk is full from there on: the flow
 * says so or succeeds, nothing is half done or left over, and the next try works. */
/* link: -Wl,--wrap=open,--wrap=mkostemp,--wrap=write,--wrap=pwrite,--wrap=ftruncate */
/* link: -Wl,--wrap=truncate,--wrap=posix_fallocate,--wrap=fsync,--wrap=fdatasync */
/* link: -Wl,--wrap=rename,--wrap=unlink,--wrap=fopen,--wrap=fileno */
#include "support/check.h"

#include "ctl/ctl.h"
#include "services/jobs/job.h"
#include "services/service.h"
#include "store/backup.h"
#include "store/journal.h"
#include "store/search.h"
#include "support/crash_disk.h"
#include "support/crash_vfs.h"
#include "support/seed.h"
#include "support/temp.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROWS_IMPORTED = 12, TEXT_MOST = 8192 };

/* A node on the crash disk, and what the present trial works on. */
struct rig {
    struct temp   temp;
    struct world  world;
    struct arena  arena;
    struct err    err;
    struct store *store; /* of a flow that fails: closed afterwards */
    int           trial;
    char          name[16]; /* of this trial's rows and files */
    row_id        job;
    char          before[TEXT_MOST]; /* what an older file held */
};

static const char *node(const struct rig *rig) {
    return temp_path(&rig->temp, "disk/node");
}

static const char *file_of(struct rig *rig, const char *ending) {
    return temp_path(&rig->temp, arena_printf(&rig->arena, "disk/%s%s", rig->name, ending));
}

/* --- the commands, in this process --- */

static const struct ctl_command commands[] = {
    { "init", "", "", ctl_init },         { "import", "job 文件", "", ctl_import },
    { "export", "job", "", ctl_export },  { "check", "", "", ctl_check },
    { "backup", "文件", "", ctl_backup }, { "restore", "文件", "", ctl_restore },
};

static int quiet(int fd, int *ret_kept) {
    int caught = memfd_create("said", MFD_CLOEXEC);
    (void)fflush(NULL);
    *ret_kept = dup(fd);
    assert_true(caught >= 0 && *ret_kept >= 0 && dup2(caught, fd) == fd);
    return caught;
}

/* What was said on it, if anything, into `rig->err`. */
static void loud(struct rig *rig, int fd, int caught, int kept) {
    (void)fflush(NULL);
    ssize_t length = pread(caught, rig->err.text, sizeof(rig->err.text) - 1, 0);
    if (length > 0)
        rig->err.text[length] = '\0';
    assert_true(dup2(kept, fd) == fd && close(kept) == 0 && close(caught) == 0);
}

static bool run(struct rig *rig, const char *name, const char *const *words) {
    struct ctl ctl = { .lang = LANG_ZH, .world = rig->world };
    char      *argv[16] = { arena_strdup(&rig->arena, name) };
    int        argc = 1, kept[2], caught[2], status = -1;
    for (; words[argc - 1]; argc++)
        argv[argc] = arena_strdup(&rig->arena, words[argc - 1]);
    caught[0] = quiet(STDOUT_FILENO, &kept[0]);
    caught[1] = quiet(STDERR_FILENO, &kept[1]);
    for (size_t i = 0; i < ROWS(commands); i++)
        if (strcmp(commands[i].name, name) == 0) {
            ctl.command = &commands[i];
            status = commands[i].run(&ctl, argc, argv);
        }
    loud(rig, STDOUT_FILENO, caught[0], kept[0]);
    loud(rig, STDERR_FILENO, caught[1], kept[1]); /* where most failures are told */
    rig->world = ctl.world;
    arena_deinit(&ctl.arena);
    return status == 0;
}
#define RUN(rig, name, ...) run((rig), (name), (const char *const[]){ __VA_ARGS__, NULL })

/* --- the store, in this process --- */

static bool open_store(struct rig *rig, enum store_mode mode) {
    const struct store_options options = {
        .mode = mode, .records = service_records(), .world = &rig->world, .space_floor = 1 << 20
    };
    return store_open(&rig->store, node(rig), &options, &rig->err);
}

static bool close_store(struct rig *rig, bool done) {
    store_close(rig->store);
    rig->store = NULL;
    return done;
}

static bool end(struct rig *rig, bool done) {
    if (done && store_commit(rig->store, &rig->err))
        return true;
    store_rollback(rig->store);
    return false;
}

static bool insert(struct rig *rig) {
    struct employer employer;
    struct job      job;
    record_init(&employer_record, &employer);
    (void)TEXT_COPY(employer.name, rig->name);
    if (!store_insert(rig->store, &employer_record, &employer, &rig->err))
        return false;
    record_init(&job_record, &job);
    (void)TEXT_COPY(job.title, rig->name);
    job.employer = employer.head.id;
    job.reach = REACH_NEAR;
    job.state = JOB_OPEN;
    if (!store_insert_reckoned(rig->store, &job_record, &job, true, &rig->err))
        return false;
    rig->job = job.head.id;
    return true;
}

/* --- flows --- */

static bool try_init(struct rig *rig) {
    return RUN(rig, "init", "--data", file_of(rig, ""));
}

static bool try_insert(struct rig *rig) {
    if (!open_store(rig, STORE_WRITE))
        return false;
    bool done = store_begin(rig->store, "王小梅", &rig->err) && end(rig, insert(rig));
    return close_store(rig, done);
}

static bool try_update(struct rig *rig) {
    struct job job;
    if (!open_store(rig, STORE_WRITE))
        return false;
    bool done = store_get(rig->store, &job_record, rig->job, &job, &rig->arena, &rig->err) &&
                store_begin(rig->store, "王小梅", &rig->err);
    if (done) {
        (void)TEXT_COPY(job.title, rig->name);
        done = end(rig, store_update(rig->store, &job_record, &job, &rig->err));
    }
    return close_store(rig, done);
}

static bool try_undo(struct rig *rig) {
    int64_t transaction;
    if (!open_store(rig, STORE_WRITE))
        return false;
    bool done =
        store_number(rig->store, "SELECT max(tx) FROM journal", NULL, 0, &transaction, &rig->err) &&
        journal_undo(rig->store, transaction, "王小梅", &rig->err);
    return close_store(rig, done);
}

static bool try_import(struct rig *rig) {
    return RUN(rig, "import", "job", temp_path(&rig->temp, "book.csv"), "--data", node(rig));
}

static bool try_export_csv(struct rig *rig) {
    return RUN(rig, "export", "job", "--csv", "--out", file_of(rig, ".csv"), "--data", node(rig));
}

static bool try_export_xlsx(struct rig *rig) {
    return RUN(rig, "export", "job", "--xlsx", "--out", file_of(rig, ".xlsx"), "--data", node(rig));
}

static bool try_backup(struct rig *rig) {
    return RUN(rig, "backup", "--overwrite", file_of(rig, ".backup"), "--data", node(rig));
}

static bool try_restore(struct rig *rig) {
    /* What failed while it was being proven is there, and is only proven again. */
    if (access(arena_printf(&rig->arena, "%s/anju.db", file_of(rig, "")), F_OK) == 0)
        return RUN(rig, "check", "--data", file_of(rig, ""));
    return RUN(rig, "restore", "--key", temp_path(&rig->temp, "disk/node/backup.key"),
               temp_path(&rig->temp, "disk/first.backup"), "--data", file_of(rig, ""));
}

static bool try_check(struct rig *rig) {
    return RUN(rig, "check", "--data", node(rig));
}

static bool try_search(struct rig *rig) {
    row_id              ids[4];
    size_t              count = 0, total = 0;
    const struct search search = { .words = "bjy", .count = 4 };
    if (!open_store(rig, STORE_READ))
        return false;
    bool done = store_search(rig->store, &job_record, &search, ids, &count, &total, &rig->err);
    if (done)
        assert_int_equal(total, 1);
    return close_store(rig, done);
}

/* --- what is there, looked at with a disk that works --- */

static int64_t rows_named(struct rig *rig, const char *sql) {
    int64_t            number = -1;
    const struct value value = value_text(rig->name);
    if (!open_store(rig, STORE_READ) ||
        !store_number(rig->store, sql, &value, 1, &number, &rig->err))
        fail_msg("%s", rig->err.text);
    (void)close_store(rig, true);
    return number;
}

static int64_t jobs(struct rig *rig) {
    return rows_named(rig, "SELECT count(*) FROM job WHERE title LIKE $1 || '%'");
}

static int64_t employers(struct rig *rig) {
    return rows_named(rig, "SELECT count(*) FROM employer WHERE name LIKE $1 || '%'");
}

/* A file's first bytes; NULL: there is none. */
static const char *file_bytes(const char *path, char *bytes) {
    FILE *file = fopen(path, "rbe");
    if (!file)
        return NULL;
    bytes[fread(bytes, 1, TEXT_MOST - 1, file)] = '\0';
    (void)fclose(file); /* only read */
    return bytes;
}

static void look_at_rows(struct rig *rig, bool done) {
    check_number(jobs(rig), done ? 1 : 0, "rows after the flow");
    check_number(employers(rig), done ? 1 : 0, "rows after the flow");
}
static void look_at_title(struct rig *rig, bool done) {
    check_number(jobs(rig), done ? 1 : 0, "the title after the flow");
}
static void look_at_undone(struct rig *rig, bool done) {
    look_at_rows(rig, !done);
}
static void look_at_import(struct rig *rig, bool done) {
    check_number(jobs(rig), done ? ROWS_IMPORTED : 0, "a file is in or not");
    check_number(employers(rig), done ? 1 : 0, "a file is in or not");
}

/* The new file, or the old one as it was, and nothing beside it. */
static void look_at_file(struct rig *rig, bool done, const char *ending) {
    char        bytes[TEXT_MOST];
    const char *now = file_bytes(file_of(rig, ending), bytes);
    assert_non_null(now);
    if (done)
        assert_string_not_equal(now, rig->before);
    else
        assert_string_equal(now, rig->before);
    assert_null(file_bytes(file_of(rig, arena_printf(&rig->arena, "%s.part", ending)), bytes));
}

static void look_at_csv(struct rig *rig, bool done) {
    look_at_file(rig, done, ".csv");
}
static void look_at_xlsx(struct rig *rig, bool done) {
    look_at_file(rig, done, ".xlsx");
}
static void look_at_backup(struct rig *rig, bool done) {
    char        bytes[TEXT_MOST];
    const char *now = file_bytes(file_of(rig, ".backup"), bytes);
    /* It is the new one when only the last sync, of its folder, has failed. */
    done = done || (now && strcmp(now, rig->before) != 0);
    look_at_file(rig, done, ".backup");
    if (!done)
        return;
    const char *folder = temp_path(&rig->temp, "looked-at");
    if (!RUN(rig, "restore", "--key", temp_path(&rig->temp, "disk/node/backup.key"),
             file_of(rig, ".backup"), "--data", folder))
        fail_msg("%s", rig->err.text);
    struct temp looked_at;
    (void)snprintf(looked_at.path, sizeof(looked_at.path), "%s", folder);
    temp_remove(&looked_at);
}

static void look_at_folder(struct rig *rig, bool done) {
    if (done && !RUN(rig, "check", "--data", file_of(rig, "")))
        fail_msg("%s", rig->err.text);
}
static void look_at_restored(struct rig *rig, bool done) {
    const char *folder = file_of(rig, "");
    char        bytes[TEXT_MOST];
    bool        there = access(arena_printf(&rig->arena, "%s/anju.db", folder), F_OK) == 0;
    assert_true(there || !done);
    look_at_folder(rig, there);
    assert_null(file_bytes(arena_printf(&rig->arena, "%s/anju.db.restore", folder), bytes));
}
static void look_at_nothing(struct rig *rig, bool done) {
    (void)rig, (void)done;
}

/* --- what a trial needs before it --- */

static void prepare_nothing(struct rig *rig) {
    (void)rig;
}
static void prepare_rows(struct rig *rig) {
    if (!try_insert(rig))
        fail_msg("%s", rig->err.text);
}
static void prepare_title(struct rig *rig) {
    char name[sizeof(rig->name)];
    memcpy(name, rig->name, sizeof(name));
    (void)snprintf(rig->name, sizeof(rig->name), "o%d", rig->trial);
    prepare_rows(rig);
    memcpy(rig->name, name, sizeof(name));
}

static void prepare_book(struct rig *rig) {
    const char *rows = "";
    for (int i = 0; i < ROWS_IMPORTED; i++)
        rows = arena_printf(&rig->arena, "%s%s制衣厂,%s针车工%d,易扶新村%d栋,3000-4500元/月,%d\n",
                            rows, rig->name, rig->name, i, i, i + 1);
    const char *text =
        arena_printf(&rig->arena, "用工单位,岗位名称,工作地点,工资,招聘人数\n%s", rows);
    (void)temp_file(&rig->temp, "book.csv", text, strlen(text));
}

static void prepare_file(struct rig *rig, const char *ending) {
    (void)snprintf(rig->before, sizeof(rig->before), "an older file of %s", rig->name);
    (void)temp_file(&rig->temp, arena_printf(&rig->arena, "disk/%s%s", rig->name, ending),
                    rig->before, strlen(rig->before));
}
static void prepare_csv(struct rig *rig) {
    prepare_file(rig, ".csv");
}
static void prepare_xlsx(struct rig *rig) {
    prepare_file(rig, ".xlsx");
}
static void prepare_backup(struct rig *rig) {
    prepare_file(rig, ".backup");
}

/* --- trying --- */

static const struct trial {
    const char *name;
    void (*prepare)(struct rig *rig);
    bool (*try)(struct rig *rig);
    void (*look)(struct rig *rig, bool done);
} flows[] = {
    { "init", prepare_nothing, try_init, look_at_folder },
    { "insert", prepare_nothing, try_insert, look_at_rows },
    { "update", prepare_title, try_update, look_at_title },
    { "undo", prepare_rows, try_undo, look_at_undone },
    { "import", prepare_book, try_import, look_at_import },
    { "export csv", prepare_csv, try_export_csv, look_at_csv },
    { "export xlsx", prepare_xlsx, try_export_xlsx, look_at_xlsx },
    { "backup", prepare_backup, try_backup, look_at_backup },
    { "restore", prepare_nothing, try_restore, look_at_restored },
    { "check", prepare_nothing, try_check, look_at_nothing },
    { "search", prepare_nothing, try_search, look_at_nothing },
};

static void rig_init(struct rig *rig) {
    memset(rig, 0, sizeof(*rig));
    support_world(&rig->world);
    temp_make(&rig->temp);
    assert_int_equal(mkdir(temp_path(&rig->temp, "disk"), 0700), 0);
    if (!RUN(rig, "init", "--data", node(rig)))
        fail_msg("%s", rig->err.text);
    (void)snprintf(rig->name, sizeof(rig->name), "小区保洁员");
    prepare_rows(rig);
    if (!open_store(rig, STORE_WRITE) || !service_upgrade(rig->store, &rig->err))
        fail_msg("%s", rig->err.text); /* what the backup holds has its steps */
    (void)close_store(rig, true);
    if (!RUN(rig, "backup", temp_path(&rig->temp, "disk/first.backup"), "--data", node(rig)))
        fail_msg("%s", rig->err.text);
}

static void rig_deinit(struct rig *rig) {
    arena_deinit(&rig->arena);
    temp_remove(&rig->temp);
}

static int open_files(void) {
    DIR *folder = opendir("/proc/self/fd");
    int  count = 0;
    assert_non_null(folder);
    while (readdir(folder))
        count++;
    assert_int_equal(closedir(folder), 0);
    return count;
}

static void check_node(struct rig *rig, const char *flow, long k) {
    struct journal_report report;
    if (!open_store(rig, STORE_WRITE) ||
        !journal_check(rig->store, &rig->arena, &report, &rig->err))
        fail_msg("%s, act %ld: %s", flow, k, rig->err.text);
    if (store_warning(rig->store) || !report.chain_ok || !report.rows_ok || !report.head_ok ||
        !report.index_ok)
        fail_msg("%s, act %ld: %s", flow, k, report.text);
    /* Its unlink may be what failed; then the next opening does it. */
    assert_int_not_equal(access(temp_path(&rig->temp, "disk/node/anju.db.backup"), F_OK), 0);
    (void)close_store(rig, true);
}

/* One trial with the k-th act failing, none for 0; how many acts there were. */
static long try_once(struct rig *rig, const struct trial *flow, long k, int failure) {
    struct crash_plan plan = { .fail_at = k, .failure = failure };
    (void)snprintf(plan.folder, sizeof(plan.folder), "%s", temp_path(&rig->temp, "disk"));
    (void)snprintf(rig->name, sizeof(rig->name), "n%d号", ++rig->trial);
    flow->prepare(rig);
    int files = open_files();
    rig->err.text[0] = '\0';
    crash_disk_start(&plan);
    bool done = flow->try(rig);
    crash_disk_stop();
    long acts = crash_disk_acts();
    if (k == 0 && !done)
        fail_msg("%s: %s", flow->name, rig->err.text);
    if (!done && rig->err.text[0] == '\0')
        fail_msg("%s: act %ld failed (%s), and nothing was said", flow->name, k, strerror(failure));
    check_number(open_files(), files, flow->name);
    flow->look(rig, done);
    check_node(rig, flow->name, k);
    if (!done && !flow->try(rig))
        fail_msg("%s: act %ld failed (%s), and the next try too: %s", flow->name, k,
                 strerror(failure), rig->err.text);
    flow->look(rig, true);
    arena_reset(&rig->arena);
    return acts;
}

static void an_act_fails_and_nothing_is_half_done(void **state) {
    static const int failures[] = { EIO, ENOSPC };
    struct rig       rig;
    struct world     chance;
    support_world(&chance);
    for (size_t f = 0; f < ROWS(flows); f++) {
        rig_init(&rig);
        long   acts = try_once(&rig, &flows[f], 0, 0);
        size_t tries = support_count(8, (size_t)acts);
        assert_true(acts > 0);
        for (size_t w = 0; w < ROWS(failures); w++)
            for (size_t i = 0; i < tries; i++) {
                long k = tries == (size_t)acts ? (long)i + 1
                                               : 1 + (long)support_below(&chance, (uint32_t)acts);
                (void)try_once(&rig, &flows[f], k, failures[w]);
            }
        print_message("%s: %ld acts, %zu of them failed\n", flows[f].name, acts, 2 * tries);
        rig_deinit(&rig);
    }
    (void)state;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_act_fails_and_nothing_is_half_done),
    };
    crash_vfs_register(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
