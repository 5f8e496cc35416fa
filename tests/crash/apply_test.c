/* SPDX-License-Identifier: GPL-3.0-or-later
 * 我想去 cut by power at every write: submitted, followed up to the hire, another taken back. What
 * was said to be saved is there and opens by its receipt, nothing is half there, and a place is
 * gone exactly when somebody was hired. With synchronous=NORMAL something must be lost. */
/* link: -Wl,--wrap=open,--wrap=mkostemp,--wrap=write,--wrap=pwrite,--wrap=ftruncate */
/* link: -Wl,--wrap=truncate,--wrap=posix_fallocate,--wrap=fsync,--wrap=fdatasync */
/* link: -Wl,--wrap=rename,--wrap=unlink,--wrap=fopen,--wrap=fileno */
#include "support/check.h"

#include "services/service.h"
#include "store/journal.h"
#include "support/centre.h"
#include "support/crash_disk.h"
#include "support/crash_vfs.h"
#include "support/seed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { FAILED = 3, ACTS_MOST = 4000, PLACES = 3 };

/* What is acknowledged, in this order. */
enum said { SAID_NOTHING, SAID_FIRST, SAID_HIRED, SAID_SECOND, SAID_WITHDRAWN, SAID_COUNT };

struct line {
    enum said said;
    char      number[TEXT_SIZE(NUMBER_TEXT)], token[TOKEN_TEXT];
};

/* --- the node that is cut ------------------------------------------------------------------ */

struct life {
    struct centre centre;
    int           pipe;
};

static _Noreturn void life_fail(const struct life *life, const char *what) {
    (void)fprintf(stderr, "%s: %s\n", what, life->centre.err.text);
    _exit(FAILED);
}
#define must(life, call)                                                                           \
    do {                                                                                           \
        if (!(call))                                                                               \
            life_fail(life, #call);                                                                \
    } while (0)

static void say(const struct life *life, enum said said, const struct receipt *receipt) {
    struct line line;
    memset(&line, 0, sizeof(line));
    line.said = said;
    if (receipt) {
        memcpy(line.number, receipt->number, sizeof(line.number));
        memcpy(line.token, receipt->token, sizeof(line.token));
    }
    must(life, write(life->pipe, &line, sizeof(line)) == (ssize_t)sizeof(line));
}

static void step(struct life *life, row_id matter, const char *name, const char *fields) {
    must(life, centre_step(&life->centre, &application_flow, matter, name, fields));
}

static _Noreturn void life_live(struct life *life, long cut_at, bool relaxed) {
    struct application_wish first, second;
    struct crash_plan       plan = { .cut_at = cut_at };
    struct world            chance;
    world_virtual(&chance, world_now(&life->centre.world), (uint64_t)cut_at);
    plan.world = &chance;
    (void)snprintf(plan.folder, sizeof(plan.folder), "%s", temp_path(&life->centre.temp, "node"));
    (void)snprintf(plan.attic, sizeof(plan.attic), "%s", temp_path(&life->centre.temp, "attic"));
    crash_vfs_register(true);
    if (relaxed)
        crash_vfs_relax();
    crash_disk_start(&plan);
    life->centre.store = centre_open(&life->centre, &life->centre.world);
    must(life, centre_wish(&life->centre, "刘小明", "13800006021", &first));
    say(life, SAID_FIRST, &first.receipt);
    step(life, first.receipt.matter, "reach", "channel=phone");
    step(life, first.receipt.matter, "introduce", NULL);
    step(life, first.receipt.matter, "meet", NULL);
    step(life, first.receipt.matter, "hire", NULL);
    say(life, SAID_HIRED, NULL);
    must(life, centre_wish(&life->centre, "王芳", "13800006022", &second));
    say(life, SAID_SECOND, &second.receipt);
    struct application_withdrawal taken = { .matter = second.receipt.matter, .terminal = "K01" };
    must(life, centre_save(&life->centre, application_withdraw, &taken));
    say(life, SAID_WITHDRAWN, NULL);
    store_close(life->centre.store);
    _exit(0);
}

/* --- and what is found afterwards ---------------------------------------------------------- */

struct ledger {
    enum said last;
    char      tokens[SAID_COUNT][TOKEN_TEXT], numbers[SAID_COUNT][TEXT_SIZE(NUMBER_TEXT)];
};

static void ledger_listen(struct ledger *ledger, int pipe) {
    struct line line;
    ssize_t     got;
    memset(ledger, 0, sizeof(*ledger));
    while ((got = read(pipe, &line, sizeof(line))) == (ssize_t)sizeof(line) ||
           (got < 0 && errno == EINTR)) {
        if (got < 0)
            continue;
        ledger->last = line.said;
        memcpy(ledger->tokens[line.said], line.token, sizeof(line.token));
        memcpy(ledger->numbers[line.said], line.number, sizeof(line.number));
    }
}

static int64_t number(struct centre *centre, const char *sql) {
    int64_t count = -1;
    if (!store_number(centre->store, sql, NULL, 0, &count, &centre->err))
        bug("%s: %s", sql, centre->err.text);
    return count;
}

/* NULL: the receipt opens its matter, which is no further back than `least`. */
static const char *receipt_wrong(struct centre *centre, const struct ledger *ledger, enum said said,
                                 enum application_state least) {
    struct application_view view;
    if (ledger->last < said)
        return NULL;
    if (!application_scanned(centre->store, ledger->tokens[said], world_now(&centre->world), &view,
                             &centre->err))
        return arena_printf(&centre->arena, "%s is lost: %s", ledger->numbers[said],
                            centre->err.text);
    if (strcmp(view.number, ledger->numbers[said]) != 0)
        return "a receipt opens another matter";
    if (view.state < least)
        return arena_printf(&centre->arena, "%s went back to %d", ledger->numbers[said],
                            (int)view.state);
    return NULL;
}

static const char *look_wrong(struct centre *centre, const struct ledger *ledger) {
    const char *wrong = store_warning(centre->store);
    if (!wrong)
        wrong = centre_check(centre);
    if (!wrong)
        wrong = receipt_wrong(centre, ledger, SAID_FIRST,
                              ledger->last >= SAID_HIRED ? APPLICATION_HIRED : APPLICATION_NEW);
    if (!wrong)
        wrong =
            receipt_wrong(centre, ledger, SAID_SECOND,
                          ledger->last >= SAID_WITHDRAWN ? APPLICATION_WITHDRAWN : APPLICATION_NEW);
    if (!wrong && number(centre, "SELECT count(*) FROM application") !=
                      number(centre, "SELECT count(*) FROM matter WHERE flow = 'application'"))
        wrong = "an application without its matter";
    if (!wrong && number(centre, "SELECT count(*) FROM application") !=
                      number(centre, "SELECT count(*) FROM step JOIN application "
                                     "ON application.id = step.matter WHERE step.name = 'submit'"))
        wrong = "an application without its first step";
    if (!wrong && number(centre, "SELECT places FROM job") !=
                      PLACES - number(centre, "SELECT count(*) FROM step WHERE name = 'hire'"))
        wrong = "a place without a hire";
    if (!wrong && number(centre, "SELECT count(*) FROM application WHERE phone IS NULL") !=
                      number(centre, "SELECT count(*) FROM step WHERE name = 'withdraw'"))
        wrong = "a telephone is erased exactly when it is withdrawn";
    if (!wrong && number(centre, "SELECT incarnation FROM node") != 0)
        wrong = "a new incarnation, though nothing was lost";
    return wrong;
}

/* It works on: the same resident again, and somebody else. */
static const char *work_wrong(struct centre *centre) {
    struct application_wish wish;
    if (!centre_wish(centre, "李强", "13800006023", &wish) || wish.again)
        return arena_printf(&centre->arena, "no more applications: %s", centre->err.text);
    return centre_check(centre);
}

/* One life up to its cut; *ret_over: it lived to its end. */
static const char *cut_once(long cut_at, bool relaxed, bool *ret_over, struct arena *arena) {
    struct life   life;
    struct ledger ledger;
    int           ends[2], status;
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
        life_live(&life, cut_at, relaxed);
    assert_int_equal(close(ends[1]), 0);
    ledger_listen(&ledger, ends[0]);
    assert_int_equal(close(ends[0]), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    status = WIFEXITED(status) ? WEXITSTATUS(status) : 256;
    if (status != CRASH_STATUS && status != 0)
        fail_msg("cut at act %ld: the node ended with %d", cut_at, status);
    *ret_over = status == 0;
    world_set_seed(&life.centre.world, (uint64_t)cut_at); /* the child has drawn these ids */
    life.centre.store = centre_open(&life.centre, &life.centre.world);
    const char *wrong = look_wrong(&life.centre, &ledger);
    if (!wrong)
        wrong = work_wrong(&life.centre);
    wrong = wrong ? arena_strdup(arena, wrong) : NULL;
    centre_stop(&life.centre);
    return wrong;
}

static void cut_at_every_write_it_loses_nothing_and_is_never_half(void **state) {
    struct arena arena = { 0 };
    bool         over = false;
    long         cut_at = 1, cuts = 0;
    /* In CI every third act and another third with each seed; all of them in a soak. */
    long stride = support_count(3, 1) == 1 ? 1 : 3;
    cut_at += (long)(support_seed() % (uint64_t)stride);
    for (; !over; cut_at += stride, cuts++) {
        assert_true(cut_at < ACTS_MOST);
        const char *wrong = cut_once(cut_at, false, &over, &arena);
        if (wrong)
            fail_msg("cut at act %ld: %s", cut_at, wrong);
    }
    print_message("%ld power cuts over %ld acts, nothing lost\n", cuts, cut_at);
    assert_true(cuts > 20);
    arena_deinit(&arena);
    (void)state;
}

/* The test of the test. */
static void with_synchronous_normal_something_is_lost(void **state) {
    struct arena arena = { 0 };
    bool         over = false;
    const char  *wrong = NULL;
    for (long cut_at = 20; !over && !wrong; cut_at += 2)
        wrong = cut_once(cut_at, true, &over, &arena);
    assert_non_null(wrong);
    print_message("synchronous=NORMAL: %s\n", wrong);
    arena_deinit(&arena);
    (void)state;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cut_at_every_write_it_loses_nothing_and_is_never_half),
        cmocka_unit_test(with_synchronous_normal_something_is_lost),
    };
    (void)support_seed();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
