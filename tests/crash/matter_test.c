/* SPDX-License-Identifier: GPL-3.0-or-later
 * matter_test.c - a complaint cut by power at every write: told, given to a unit, held, extended,
 * joined, answered, said no to and reopened, most of which write on several matters at once. What
 * was said to be saved is there, nothing is half done, and matters stand as their steps say. */
/* link: -Wl,--wrap=open,--wrap=mkostemp,--wrap=write,--wrap=pwrite,--wrap=ftruncate */
/* link: -Wl,--wrap=truncate,--wrap=posix_fallocate,--wrap=fsync,--wrap=fdatasync */
/* link: -Wl,--wrap=rename,--wrap=unlink,--wrap=fopen,--wrap=fileno */
#include "flow/complaint.h"

#include "store/journal.h"
#include "support/crash_disk.h"
#include "support/crash_vfs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 3, ACTS_MOST = 4000, REPORTS = 2 };

/* What is acknowledged, in this order. */
enum said {
    SAID_NOTHING,
    SAID_TOLD,
    SAID_DISPATCHED,
    SAID_HELD,
    SAID_RESUMED,
    SAID_EXTENDED,
    SAID_JOINED,
    SAID_ANSWERED,
    SAID_REOPENED,
    SAID_COUNT
};

/* --- the node that is cut ------------------------------------------------------------------ */

struct life {
    struct hotline hotline;
    int            pipe;
};

static _Noreturn void life_fail(const struct life *life, const char *what) {
    (void)fprintf(stderr, "%s: %s\n", what, life->hotline.err.text);
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

static void step(struct life *life, row_id matter, const char *name, const void *fields,
                 const char *by) {
    must(life, hotline_step(&life->hotline, matter, name, fields, by));
}

static void verdict(struct life *life, row_id report) {
    const struct verdict_form form = { .stars = 1, .note = NULL };
    const struct flow_by      by = hotline_by(&life->hotline, WHO_RESIDENT, NULL);
    must(life, hotline_take(&life->hotline, &report_flow, report, "not_solved", &form, &by));
}

static void course(struct life *life) {
    struct hotline            *h = &life->hotline;
    const struct dispatch_form unit = dispatch_to("物业", "");
    const struct hold_form     hold = { .code = HOLD_MATERIAL, .until = when("2026-11-25T10:00") };
    const struct extend_form   ask = { .clock = "solved",
                                       .until = when("2026-12-20T17:30"),
                                       .code = EXTEND_COMPLEX };
    const struct grant_form    yes = { .clock = "solved", .note = NULL };
    const struct answer_form   answer = { "修好了" };
    struct join_form           into = { .note = NULL };
    row_id                     reports[REPORTS], matter, other;
    matter = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    other = hotline_complaint(h, CLASS_OTHER, URGENCY_PLAIN);
    reports[0] = hotline_report(h, matter);
    reports[1] = hotline_report(h, other);
    say(life, SAID_TOLD);
    step(life, matter, "dispatch", &unit, "刘敏");
    say(life, SAID_DISPATCHED);
    step(life, matter, "hold", &hold, "刘敏");
    say(life, SAID_HELD);
    world_advance(&h->world, when("2026-11-25T10:00").ms - world_now(&h->world).ms);
    (void)hotline_tick(h);
    say(life, SAID_RESUMED);
    step(life, matter, "extend", &ask, "刘敏");
    step(life, matter, "grant", &yes, "王主任");
    say(life, SAID_EXTENDED);
    id_format(matter, into.into);
    step(life, other, "join", &into, "刘敏");
    say(life, SAID_JOINED);
    step(life, matter, "answer", &answer, "刘敏");
    say(life, SAID_ANSWERED);
    for (int i = 0; i < REPORTS; i++)
        verdict(life, reports[i]);
    say(life, SAID_REOPENED);
}

static _Noreturn void life_live(struct life *life, long cut_at) {
    struct hotline   *h = &life->hotline;
    struct crash_plan plan = { .cut_at = cut_at };
    struct world      chance;
    world_virtual(&chance, world_now(&h->world), (uint64_t)cut_at);
    plan.world = &chance;
    (void)snprintf(plan.folder, sizeof(plan.folder), "%s", temp_path(&h->temp, "node"));
    (void)snprintf(plan.attic, sizeof(plan.attic), "%s", temp_path(&h->temp, "attic"));
    crash_vfs_register(true);
    crash_disk_start(&plan);
    h->store = hotline_open(h, &h->world);
    course(life);
    store_close(h->store);
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

static int64_t steps_of(struct hotline *h, const char *name) {
    const struct value value = value_text(name);
    int64_t            count = -1;
    if (!store_number(h->store, "SELECT count(*) FROM step WHERE name = $1", &value, 1, &count,
                      &h->err))
        bug("%s", h->err.text);
    return count;
}

/* As far as was said at least; and what one act writes on several matters is there whole. */
static const char *matters_wrong(struct hotline *h, enum said last) {
    static const struct {
        const char *step;
        enum said   least;
        int64_t     count;
    } facts[] = {
        { "submit", SAID_TOLD, 4 },     { "dispatch", SAID_DISPATCHED, 1 },
        { "hold", SAID_HELD, 1 },       { "resume", SAID_RESUMED, 1 },
        { "grant", SAID_EXTENDED, 1 },  { "join", SAID_JOINED, 1 },
        { "answer", SAID_ANSWERED, 1 }, { "not_solved", SAID_REOPENED, REPORTS },
        { "reopen", SAID_REOPENED, 1 },
    };
    for (size_t i = 0; i < ROWS(facts); i++)
        if (last >= facts[i].least && steps_of(h, facts[i].step) < facts[i].count)
            return facts[i].step;
    if (steps_of(h, "take_in") != steps_of(h, "join"))
        return "joined by half";
    if (steps_of(h, "answered") != REPORTS * steps_of(h, "answer"))
        return "answered, and somebody was not told";
    return (steps_of(h, "not_solved") == REPORTS) != (steps_of(h, "reopen") == 1)
               ? "said no to and not reopened"
               : NULL;
}

static const char *store_wrong(struct hotline *h) {
    struct journal_report report;
    char                 *text;
    if (store_warning(h->store))
        return store_warning(h->store);
    if (!journal_check(h->store, &h->arena, &report, &h->err) ||
        !standing_check(h->store, complaint_flows, &h->arena, &text, &h->err))
        return h->err.text;
    return !report.chain_ok || !report.rows_ok || !report.head_ok ? report.text
           : *text                                                ? text
                                                                  : NULL;
}

/* One life up to its cut; *ret_over: it lived to its end. */
static const char *cut_once(long cut_at, bool *ret_over, struct arena *arena) {
    struct life     life;
    struct hotline *h = &life.hotline;
    int             ends[2], status;
    hotline_start(h);
    store_close(h->store);
    h->store = NULL;
    assert_int_equal(mkdir(temp_path(&h->temp, "attic"), 0700), 0);
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
    world_set_seed(&h->world, (uint64_t)cut_at); /* the child has drawn these ids */
    h->store = hotline_open(h, &h->world);
    const char *wrong = store_wrong(h);
    if (!wrong)
        wrong = matters_wrong(h, last);
    wrong = wrong ? arena_strdup(arena, wrong) : NULL;
    hotline_stop(h);
    return wrong;
}

static void cut_at_every_write_nothing_is_half_done(void **state) {
    struct arena arena = { 0 };
    bool         over = false;
    long         cuts = 0;
    /* In CI every fifth act and another fifth with each seed; all of them in a soak. */
    long stride = support_count(5, 1) == 1 ? 1 : 5;
    long cut_at = 1 + (long)(support_seed() % (uint64_t)stride);
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
        cmocka_unit_test(cut_at_every_write_nothing_is_half_done),
    };
    (void)support_seed();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
