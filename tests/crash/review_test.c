/* SPDX-License-Identifier: GPL-3.0-or-later
 * A posting's review cut by power at every write: written, sent, approved, revised, approved again,
 * taken down; and three sent in at once by an import. What was said to be saved is there, the glass
 * shows the old row or the new one, never a part of it, and its state is that of its steps. */
/* link: -Wl,--wrap=open,--wrap=mkostemp,--wrap=write,--wrap=pwrite,--wrap=ftruncate */
/* link: -Wl,--wrap=truncate,--wrap=posix_fallocate,--wrap=fsync,--wrap=fdatasync */
/* link: -Wl,--wrap=rename,--wrap=unlink,--wrap=fopen,--wrap=fileno */
#include "support/check.h"

#include "services/jobs/job_flow.h"
#include "services/service.h"
#include "sheet/plan.h"
#include "support/centre.h"
#include "support/crash_disk.h"
#include "support/crash_vfs.h"
#include "support/seed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 3, ACTS_MOST = 4000, IMPORTED = 3 };

/* What is acknowledged, in this order. */
enum said {
    SAID_NOTHING,
    SAID_SUBMITTED,
    SAID_PROPOSED,
    SAID_APPROVED,
    SAID_REVISED,
    SAID_REVISION_APPROVED,
    SAID_IMPORTED,
    SAID_WITHDRAWN,
    SAID_COUNT
};

/* --- the node that is cut ------------------------------------------------------------------ */

struct life {
    struct centre centre;
    int           pipe;
};

static const struct flow_by writer = { .who = WHO_STAFF, .name = "何文", .terminal = "D01" };
static const struct flow_by checker = { .who = WHO_STAFF, .name = "刘敏", .terminal = "D01" };

static _Noreturn void life_fail(const struct life *life, const char *what) {
    (void)fprintf(stderr, "%s: %s\n", what, life->centre.err.text);
    _exit(FAILED);
}
#define must(life, call)                                                                           \
    do {                                                                                           \
        if (!(call))                                                                               \
            life_fail(life, #call);                                                                \
    } while (0)

static void say(const struct life *life, enum said said) {
    must(life, write(life->pipe, &said, sizeof(said)) == (ssize_t)sizeof(said));
}

static void begin(struct life *life, const struct flow_by *by) {
    must(life, store_begin(life->centre.store, by->name, &life->centre.err));
}
static void commit(struct life *life, enum said said) {
    must(life, store_commit(life->centre.store, &life->centre.err));
    say(life, said);
}

static row_id submit(struct life *life) {
    struct receipt receipt;
    struct job     job;
    record_init(&job_record, &job);
    must(life, TEXT_COPY(job.title, "缝纫工"));
    job.employer = life->centre.employer;
    job.reach = REACH_NEAR;
    begin(life, &writer);
    must(life,
         flow_submit(life->centre.store, &job_flow, &job, &writer, &receipt, &life->centre.err));
    commit(life, SAID_SUBMITTED);
    return job.head.id;
}

static void step(struct life *life, row_id id, const char *name, const void *fields,
                 const struct flow_by *by, enum said said) {
    begin(life, by);
    must(life, flow_step(life->centre.store, &job_flow, id, name, fields, by, &life->centre.err));
    commit(life, said);
}

static void revise(struct life *life, row_id id) {
    enum edit_outcome outcome;
    struct job        job;
    must(life, store_get(life->centre.store, &job_record, id, &job, &life->centre.arena,
                         &life->centre.err));
    must(life, TEXT_COPY(job.title, "针车工") && TEXT_COPY(job.hours, "8:00–17:30"));
    begin(life, &writer);
    must(life,
         flow_edit(life->centre.store, &job_flow, &job, &writer, &outcome, &life->centre.err));
    commit(life, SAID_REVISED);
}

static void import(struct life *life) {
    static const char csv[] =
        "用工单位,岗位名称,月薪\n鸿发服饰厂,裁剪工,3000\n鸿发服饰厂,锁边工,3100\n"
        "鸿发服饰厂,熨烫工,3200\n";
    const struct plan_options options = { .record = &job_record,
                                          .world = &life->centre.world,
                                          .open = true,
                                          .checked_by = checker.name,
                                          .flow = &job_flow,
                                          .by = &writer,
                                          .checker = &checker };
    struct book               book;
    struct plan              *plan;
    must(life, csv_read(csv, sizeof(csv) - 1, &life->centre.arena, &book, &life->centre.err));
    must(life, plan_make(&plan, &options, life->centre.store, &book, &life->centre.arena,
                         &life->centre.err));
    must(life, plan_apply(plan, life->centre.store, writer.name, &life->centre.err));
    say(life, SAID_IMPORTED);
}

static _Noreturn void life_live(struct life *life, long cut_at) {
    const struct withdraw_form off = { WITHDRAW_EMPLOYER, NULL };
    struct crash_plan          plan = { .cut_at = cut_at };
    struct world               chance;
    world_virtual(&chance, world_now(&life->centre.world), (uint64_t)cut_at);
    plan.world = &chance;
    (void)snprintf(plan.folder, sizeof(plan.folder), "%s", temp_path(&life->centre.temp, "node"));
    (void)snprintf(plan.attic, sizeof(plan.attic), "%s", temp_path(&life->centre.temp, "attic"));
    crash_vfs_register(true);
    crash_disk_start(&plan);
    life->centre.store = centre_open(&life->centre, &life->centre.world);
    row_id id = submit(life);
    step(life, id, "propose", NULL, &writer, SAID_PROPOSED);
    step(life, id, "approve", NULL, &checker, SAID_APPROVED);
    revise(life, id);
    step(life, id, "approve", NULL, &checker, SAID_REVISION_APPROVED);
    import(life);
    step(life, id, "withdraw", &off, &writer, SAID_WITHDRAWN);
    store_close(life->centre.store);
    _exit(0);
}

/* --- and what is found afterwards ---------------------------------------------------------- */

static enum said listen_to(int pipe) {
    enum said last = SAID_NOTHING, said;
    ssize_t   got;
    while ((got = read(pipe, &said, sizeof(said))) == (ssize_t)sizeof(said) ||
           (got < 0 && errno == EINTR))
        if (got > 0)
            last = said;
    return last;
}

static int64_t number(struct centre *centre, const char *sql) {
    int64_t count = -1;
    if (!store_number(centre->store, sql, NULL, 0, &count, &centre->err))
        bug("%s: %s", sql, centre->err.text);
    return count;
}

/* How far it has come: at least as far as was said, and whole where it is. */
static const char *posting_wrong(struct centre *centre, enum said last) {
    static const struct {
        const char *sql;
        enum said   least; /* what was said by then is there */
        int64_t     rows;
    } facts[] = {
        { "SELECT count(*) FROM job WHERE title IN ('缝纫工', '针车工')", SAID_SUBMITTED, 1 },
        { "SELECT count(*) FROM step WHERE name = 'approve' AND actor = '刘敏'", SAID_APPROVED, 1 },
        { "SELECT count(*) FROM step WHERE name = 'revise'", SAID_REVISED, 1 },
        { "SELECT count(*) FROM job WHERE title = '针车工' AND hours = '8:00–17:30'",
          SAID_REVISION_APPROVED, 1 },
        { "SELECT count(*) FROM job WHERE title LIKE '%边工' AND state = 'open'", SAID_IMPORTED,
          1 },
        { "SELECT count(*) FROM job WHERE state = 'closed'", SAID_WITHDRAWN, 1 },
    };
    for (size_t i = 0; i < ROWS(facts); i++)
        if (last >= facts[i].least && number(centre, facts[i].sql) < facts[i].rows)
            return facts[i].sql;
    if (number(centre, "SELECT count(*) FROM job WHERE (title = '针车工') <> (hours IS NOT NULL)"))
        return "half a revision";
    if (number(centre, "SELECT count(*) FROM job JOIN employer ON employer.id = job.employer "
                       "WHERE employer.name = '鸿发服饰厂'") %
        IMPORTED)
        return "half an import";
    if (number(centre, "SELECT count(*) FROM job") !=
        number(centre, "SELECT count(*) FROM matter WHERE flow = 'job'"))
        return "a posting without its matter";
    return number(centre, "SELECT count(*) FROM job WHERE state = 'open' AND checked_by IS NULL "
                          "AND title <> '保洁员'")
               ? "a posting that nobody has checked"
               : NULL;
}

/* One life up to its cut; *ret_over: it lived to its end. */
static const char *cut_once(long cut_at, bool *ret_over, struct arena *arena) {
    struct life life;
    int         ends[2], status;
    centre_start(&life.centre);
    store_close(life.centre.store);
    life.centre.store = NULL;
    assert_int_equal(mkdir(temp_path(&life.centre.temp, "attic"), 0700), 0);
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    (void)fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    life.pipe = ends[1];
    if (child == 0)
        life_live(&life, cut_at);
    assert_int_equal(close(ends[1]), 0);
    enum said last = listen_to(ends[0]);
    assert_int_equal(close(ends[0]), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    status = WIFEXITED(status) ? WEXITSTATUS(status) : 256;
    if (status != CRASH_STATUS && status != 0)
        fail_msg("cut at act %ld: the node ended with %d", cut_at, status);
    *ret_over = status == 0;
    world_set_seed(&life.centre.world, (uint64_t)cut_at); /* the child has drawn these ids */
    life.centre.store = centre_open(&life.centre, &life.centre.world);
    const char *wrong = store_warning(life.centre.store);
    if (!wrong)
        wrong = centre_check(&life.centre);
    if (!wrong)
        wrong = posting_wrong(&life.centre, last);
    wrong = wrong ? arena_strdup(arena, wrong) : NULL;
    centre_stop(&life.centre);
    return wrong;
}

static void cut_at_every_write_the_glass_shows_the_old_or_the_new(void **state) {
    struct arena arena = { 0 };
    bool         over = false;
    long         cut_at = 1, cuts = 0;
    /* In CI every third act and another third with each seed; all of them in a soak. */
    long stride = support_count(3, 1) == 1 ? 1 : 3;
    cut_at += (long)(support_seed() % (uint64_t)stride);
    for (; !over; cut_at += stride, cuts++) {
        assert_true(cut_at < ACTS_MOST);
        const char *wrong = cut_once(cut_at, &over, &arena);
        if (wrong)
            fail_msg("cut at act %ld: %s", cut_at, wrong);
    }
    print_message("%ld power cuts over %ld acts, nothing lost\n", cuts, cut_at);
    assert_true(cuts > 20);
    arena_deinit(&arena);
    (void)state;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_at_every_write_the_glass_shows_the_old_or_the_new),
    };
    (void)support_seed();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
