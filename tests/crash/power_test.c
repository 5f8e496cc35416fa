/* SPDX-License-Identifier: GPL-3.0-or-later
 * The power goes at a random write, sync or rename while a node works. Afterwards all that it had
 * acknowledged is there, no transaction is half there, everything ties, and it works on. The same
 * with synchronous=NORMAL must lose something: else this test finds nothing. */
/* link: -Wl,--wrap=open,--wrap=mkostemp,--wrap=write,--wrap=pwrite,--wrap=ftruncate */
/* link: -Wl,--wrap=truncate,--wrap=posix_fallocate,--wrap=fsync,--wrap=fdatasync */
/* link: -Wl,--wrap=rename,--wrap=unlink,--wrap=fopen,--wrap=fileno */
#include "support/check.h"

#include "services/service.h"
#include "store/backup.h"
#include "store/journal.h"
#include "support/crash_ledger.h"
#include "support/crash_life.h"
#include "support/seed.h"
#include "support/temp.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CRASHES_A_FOLDER = 20, WAKES = 60 };

/* How far a life may go: into its opening, some transactions on, past checkpoints. */
static const uint32_t reaches[] = { 60, 900, 900, 4000 };

/* A node's disk, and the ledger of what it has acknowledged. */
struct rig {
    struct temp   temp;
    struct world  world; /* chance, and the clock of whoever looks */
    struct arena  arena;
    struct ledger ledger;
    bool          relaxed;
    bool          noticed; /* by the node itself */
};

static void rig_init(struct rig *rig) {
    memset(rig, 0, sizeof(*rig));
    support_world(&rig->world);
}

static void folder_make(const struct rig *rig, const char *name) {
    assert_int_equal(mkdir(temp_path(&rig->temp, name), 0700), 0);
}

static void rig_fresh(struct rig *rig) {
    temp_make(&rig->temp);
    folder_make(rig, "disk");
    folder_make(rig, "disk/node");
    folder_make(rig, "attic");
    assert_true(backup_key_make(temp_path(&rig->temp, "key"), NULL));
}

static void rig_clear(struct rig *rig) {
    ledger_deinit(&rig->ledger);
    arena_deinit(&rig->arena);
    temp_remove(&rig->temp);
}

/* --- until the power goes --- */

static void life_prepare(struct rig *rig, long cut_at, int pipe, struct life_plan *life) {
    *life = (struct life_plan){
        .disk = { .cut_at = cut_at },
        .folder = temp_path(&rig->temp, "disk/node"),
        .backup = temp_path(&rig->temp, "disk/node.backup"),
        .key = temp_path(&rig->temp, "key"),
        .ledger = pipe,
        .relaxed = rig->relaxed,
    };
    (void)snprintf(life->disk.folder, CRASH_PATH, "%s", temp_path(&rig->temp, "disk"));
    (void)snprintf(life->disk.attic, CRASH_PATH, "%s", temp_path(&rig->temp, "attic"));
    world_random(&rig->world, &life->seed, sizeof(life->seed));
}

static int child_status(pid_t child) {
    int   status = 0;
    pid_t ended;
    do
        ended = waitpid(child, &status, 0);
    while (ended < 0 && errno == EINTR);
    assert_int_equal(ended, child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

/* The node works until its cut; what it says goes into the ledger. */
static int live(struct rig *rig, long cut_at) {
    struct life_plan life;
    int              ends[2];
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    life_prepare(rig, cut_at, ends[1], &life);
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        life_live(&life);
    assert_int_equal(close(ends[1]), 0);
    ledger_listen(&rig->ledger, ends[0]);
    assert_int_equal(close(ends[0]), 0);
    return child_status(child);
}

/* The power goes again while the last cut is being mended. */
static int wake(struct rig *rig, long cut_at) {
    struct life_plan life;
    life_prepare(rig, cut_at, -1, &life);
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        life_wake(&life);
    return child_status(child);
}

/* --- and afterwards --- */

static struct store_options rig_options(struct rig *rig) {
    return (struct store_options){ .mode = STORE_CREATE,
                                   .records = service_records(),
                                   .world = &rig->world,
                                   .space_floor = 1 << 20 };
}

static const char *check(struct store *store, struct arena *arena) {
    struct journal_report report;
    struct err            err = { .lang = LANG_EN };
    if (store_warning(store))
        return store_warning(store);
    if (!journal_check(store, arena, &report, &err))
        return arena_printf(arena, "%s", err.text);
    if (report.chain_ok && report.rows_ok && report.head_ok && report.index_ok)
        return NULL;
    return report.text;
}

/* NULL: everything that was acknowledged is there, and ties; else what is wrong. */
static const char *look(struct rig *rig) {
    struct store_options options = rig_options(rig);
    struct store        *store;
    struct err           err = { .lang = LANG_EN };
    int64_t              incarnation = 0;
    arena_reset(&rig->arena);
    if (!store_open(&store, temp_path(&rig->temp, "disk/node"), &options, &err))
        return arena_printf(&rig->arena, "does not open: %s", err.text);
    rig->noticed = store_warning(store) != NULL;
    const char *wrong = check(store, &rig->arena);
    wrong = wrong ? arena_strdup(&rig->arena, wrong) : NULL;
    if (!wrong)
        wrong = ledger_compare(&rig->ledger, store, &rig->arena);
    if (!store_number(store, "SELECT incarnation FROM node", NULL, 0, &incarnation, &err))
        wrong = wrong ? wrong : arena_strdup(&rig->arena, err.text);
    if (!wrong && incarnation != 0)
        wrong = "a new incarnation, though nothing was lost";
    store_close(store);
    return wrong;
}

/* The backup is whole: the newest acknowledged one, or the one that was under way. */
static const char *look_at_backup(struct rig *rig) {
    struct store_options options = rig_options(rig);
    struct err           err = { .lang = LANG_EN };
    const char          *folder = temp_path(&rig->temp, "restored");
    const char          *backup = temp_path(&rig->temp, "disk/node.backup");
    struct store        *store;
    struct ledger_sum    sum;
    if (access(backup, F_OK) != 0)
        return rig->ledger.has_backup ? "the backup is gone" : NULL;
    if (!backup_restore(folder, temp_path(&rig->temp, "key"), backup, &options, &err) ||
        !store_open(&store, folder, &options, &err))
        return arena_printf(&rig->arena, "the backup: %s", err.text);
    const char *wrong = ledger_sum_of(store, &sum, &rig->arena);
    bool        old = rig->ledger.has_backup && ledger_sum_equal(&sum, &rig->ledger.backed);
    if (!wrong && !old && !(rig->ledger.backing_up && ledger_sum_equal(&sum, &rig->ledger.backing)))
        wrong = "the backup holds something else";
    if (!wrong && !old) { /* it was done, though nobody was told */
        rig->ledger.backed = rig->ledger.backing;
        rig->ledger.has_backup = true;
    }
    rig->ledger.backing_up = false;
    if (!wrong)
        wrong = check(store, &rig->arena);
    wrong = wrong ? arena_strdup(&rig->arena, wrong) : NULL;
    store_close(store);
    struct temp restored;
    (void)snprintf(restored.path, sizeof(restored.path), "%s", folder);
    temp_remove(&restored);
    return wrong;
}

/* The life's postings are those of a release without steps: brought up before they are checked. */
static void upgrade(struct rig *rig) {
    struct world               world;
    struct store              *store;
    struct err                 err = { 0 };
    const struct store_options options = {
        .mode = STORE_WRITE, .records = service_records(), .world = &world, .space_floor = 1 << 20
    };
    support_world(&world);
    world_set_seed(&world, 1000 + support_seed());
    if (!store_open(&store, temp_path(&rig->temp, "disk/node"), &options, &err) ||
        !service_upgrade(store, &err))
        fail_msg("%s", err.text);
    store_close(store);
}

/* What people would run: the real program, on what the cuts have left. */
static int run_check(struct rig *rig) {
    const char *programs = getenv("ANJU_BIN");
    char       *program = arena_printf(&rig->arena, "%s/anju", programs ? programs : "build");
    const char *folder = temp_path(&rig->temp, "disk/node");
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)execl(program, "anju", "check", "--data", folder, (char *)NULL);
        _exit(127);
    }
    return child_status(child);
}

/* --- tests --- */

static const char *crash_once(struct rig *rig, long *ret_cut_at) {
    bool backup = rig->ledger.has_backup;
    *ret_cut_at =
        1 + support_below(&rig->world, reaches[support_below(&rig->world, ROWS(reaches))]);
    int status = live(rig, *ret_cut_at);
    if (status != CRASH_STATUS)
        return arena_printf(&rig->arena, "the writer ended with %d", status);
    if (!rig->relaxed && support_below(&rig->world, 3) == 0) {
        status = wake(rig, 1 + support_below(&rig->world, WAKES));
        if (status != CRASH_STATUS && status != 0)
            return arena_printf(&rig->arena, "mending ended with %d", status);
    }
    const char *wrong = look(rig);
    if (!wrong && (rig->ledger.backing_up || rig->ledger.has_backup != backup))
        wrong = look_at_backup(rig);
    return wrong;
}

static void a_power_cut_takes_nothing_that_was_acknowledged(void **state) {
    struct rig rig;
    size_t     crashes = support_count(50, 1000);
    long       commits = 0, cut_at;
    rig_init(&rig);
    for (size_t done = 0; done < crashes;) {
        rig_fresh(&rig);
        for (size_t i = 0; i < CRASHES_A_FOLDER && done < crashes; i++, done++) {
            const char *wrong = crash_once(&rig, &cut_at);
            if (wrong)
                fail_msg("seed %" PRIu64 ", crash %zu at act %ld, after %ld commits: %s\n(%s)",
                         support_seed(), done + 1, cut_at, rig.ledger.commits, wrong,
                         rig.temp.path);
        }
        const char *wrong = look_at_backup(&rig);
        if (wrong)
            fail_msg("seed %" PRIu64 ", after crash %zu: %s", support_seed(), done, wrong);
        upgrade(&rig);
        assert_int_equal(run_check(&rig), 0);
        commits += rig.ledger.commits;
        rig_clear(&rig);
    }
    print_message("%zu power cuts, %ld commits acknowledged, none lost\n", crashes, commits);
    (void)state;
}

/* The test of the test. What is lost is seen by the head file, which is synced in any case. */
static void with_synchronous_normal_a_power_cut_takes_something(void **state) {
    struct rig rig;
    size_t     most = 40, done = 0, lost = 0;
    long       cut_at;
    rig_init(&rig);
    rig.relaxed = true;
    while (done < most && (lost == 0 || support_count(0, 1))) {
        rig_fresh(&rig);
        for (size_t i = 0; i < CRASHES_A_FOLDER && done < most; i++) {
            const char *wrong = crash_once(&rig, &cut_at);
            done++;
            if (!wrong)
                continue;
            print_message("crash %zu at act %ld, after %ld commits: %s\n", done, cut_at,
                          rig.ledger.commits, wrong);
            lost++;
            assert_true(rig.noticed);
            break; /* what is lost stays lost: another folder */
        }
        rig_clear(&rig);
    }
    print_message("synchronous=NORMAL: %zu of %zu power cuts lost something\n", lost, done);
    assert_true(lost > 0);
    (void)state;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_power_cut_takes_nothing_that_was_acknowledged),
        cmocka_unit_test(with_synchronous_normal_a_power_cut_takes_something),
    };
    (void)support_seed();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
