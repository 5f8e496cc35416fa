/* SPDX-License-Identifier: GPL-3.0-or-later
 * Memory runs out at the k-th allocation, ours, SQLite's or jansson's, of what residents and staff
 * do with matters: it fails with a sentence or succeeds, nothing is half done, nothing leaks, and
 * the next try works. */
/* link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup,--wrap=strndup */
#include "support/centre.h"
#include "support/check.h"

#include "services/help/help.h"
#include "services/jobs/question.h"
#include "services/service.h"
#include "support/memory.h"
#include "support/seed.h"

#include <stdlib.h>

static int start(void **state) {
    (void)state;
    memory_ask_in();
    return limits_shipped(NULL) ? 0 : -1; /* read once a process: not what is tried here */
}

/* --- what is tried ------------------------------------------------------------------------- */

struct trial {
    struct centre           centre;
    struct application_wish wish;      /* one that is there */
    char                    phone[16]; /* of this try */
};

static bool save(struct trial *trial, centre_work *work, void *data) {
    return centre_save(&trial->centre, work, data);
}

static bool try_wish(struct trial *trial) {
    struct application_wish wish = trial->wish;
    (void)TEXT_COPY(wish.phone, trial->phone);
    return save(trial, application_save, &wish);
}

static bool try_again(struct trial *trial) {
    struct application_wish wish = trial->wish;
    return save(trial, application_save, &wish) && wish.again;
}

static bool try_find(struct trial *trial) {
    struct application_search search = { .terminal = "K01" };
    (void)TEXT_COPY(search.number, trial->wish.receipt.number);
    (void)TEXT_COPY(search.last_four, "6021");
    return save(trial, application_find, &search) && search.answer.verdict == GUESS_RIGHT;
}

static bool try_scan(struct trial *trial) {
    struct application_view view;
    return application_scanned(trial->centre.store, trial->wish.receipt.token,
                               world_now(&trial->centre.world), &view, &trial->centre.err);
}

static bool note_take(struct store *store, void *data, struct err *err) {
    const struct flow_by   by = { .who = WHO_STAFF, .name = "刘敏", .terminal = "D01" };
    const struct note_form form = { .text = "晚上在家" };
    return flow_step(store, &application_flow, ((struct trial *)data)->wish.receipt.matter, "note",
                     &form, &by, err);
}

static bool try_note(struct trial *trial) {
    return save(trial, note_take, trial);
}

static bool try_question(struct trial *trial) {
    struct question_wish wish = {
        .job = trial->centre.job, .fact = QUESTION_PAY, .terminal = "K01", .keep_days = 10
    };
    (void)TEXT_COPY(wish.phone, trial->phone);
    return save(trial, question_save, &wish);
}

static bool try_call(struct trial *trial) {
    struct help_wish wish = { .terminal = "K01" };
    return save(trial, help_call, &wish);
}

/* Days later there is something to write. */
static bool try_tick(struct trial *trial) {
    struct service_round round = { .terminal = "K01" };
    world_advance(&trial->centre.world, 3600000);
    return save(trial, service_tick, &round);
}

static bool try_title(struct trial *trial) {
    struct arena arena = { 0 };
    const char  *title;
    bool done = application_flow.title(trial->centre.store, trial->wish.receipt.matter, false,
                                       &arena, &title, &trial->centre.err);
    arena_deinit(&arena);
    return done;
}

/* --- each of its allocations --------------------------------------------------------------- */

static const char *half(struct centre *centre) {
    int64_t applications = -1, matters = -1, firsts = -1;
    if (!store_number(centre->store,
                      "SELECT (SELECT count(*) FROM application) + (SELECT count(*) FROM question) "
                      "+ (SELECT count(*) FROM staff_call) + (SELECT count(*) FROM job)",
                      NULL, 0, &applications, &centre->err) ||
        !store_number(centre->store, "SELECT count(*) FROM matter", NULL, 0, &matters,
                      &centre->err) ||
        !store_number(centre->store, "SELECT count(*) FROM step WHERE name = 'submit'", NULL, 0,
                      &firsts, &centre->err))
        return centre->err.text;
    if (applications != matters || matters != firsts)
        return "something is half there";
    return centre_check(centre);
}

/* Until it gets by without a failure. */
static void fail_each(bool (*one)(struct trial *trial), const char *name) {
    struct trial trial = { 0 };
    const size_t stride = support_count(3, 1);
    centre_start(&trial.centre);
    assert_true(centre_wish(&trial.centre, "刘小明", "13800006021", &trial.wish));
    assert_true(try_note(&trial));
    long failed = 0;
    for (long k = 1; failed < 100000; k += (long)stride) {
        (void)snprintf(trial.phone, sizeof(trial.phone), "138%08ld", k);
        trial.centre.err = (struct err){ 0 };
        memory_short(k, false);
        bool done = one(&trial);
        bool over = !memory_failed();
        memory_short(0, false);
        if (!done && !*trial.centre.err.text)
            fail_msg("%s: the failure of allocation %ld is not told", name, k);
        if (over && !done)
            fail_msg("%s: %s", name, trial.centre.err.text);
        if (over)
            break;
        failed += !done;
        if (k % 40 == 1) {
            const char *wrong = half(&trial.centre);
            if (wrong)
                fail_msg("%s: after the failure of allocation %ld: %s", name, k, wrong);
        }
        arena_reset(&trial.centre.arena);
    }
    const char *wrong = half(&trial.centre);
    if (wrong)
        fail_msg("%s: %s", name, wrong);
    print_message("%s: %ld failed\n", name, failed);
    centre_stop(&trial.centre);
}

static void whatever_allocation_fails_nothing_is_half_done(void **state) {
    (void)state;
    static const struct {
        const char *name;
        bool (*one)(struct trial *trial);
    } trials[] = {
        { "wish", try_wish }, { "again", try_again }, { "find", try_find },
        { "scan", try_scan }, { "note", try_note },   { "question", try_question },
        { "call", try_call }, { "tick", try_tick },   { "title", try_title },
    };
    for (size_t i = 0; i < ROWS(trials); i++)
        fail_each(trials[i].one, trials[i].name);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whatever_allocation_fails_nothing_is_half_done),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
