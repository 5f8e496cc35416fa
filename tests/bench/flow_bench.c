/* SPDX-License-Identifier: GPL-3.0-or-later
 * flow_bench.c - the fold of a complaint with 1,000 steps of every kind; and 50 clients at once,
 * each on a connection of its own, taking the next one until all 100,000 are in somebody's hand. */
#include "flow/complaint.h"

#include "support/program.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

enum { STEPS_COUNT = 1000, FOLDS = 400, MATTERS = 100000, BATCH = 1000, CLIENTS = 50 };

static struct hotline hotline;

static void must(bool done, const struct err *err) {
    if (!done)
        die("%s", err->text);
}

/* --- the fold ------------------------------------------------------------------------------ */

/* What comes round again and again in a long course. */
static const char *const course[] = { "dispatch", "note",   "help",  "helped", "hold",   "note",
                                      "resume",   "return", "claim", "note",   "release" };

static void rows_add(struct step *step, struct arena *arena) {
    struct step_clock *rows = ARENA_NEW_ARRAY(arena, ROWS(complaint_clocks), struct step_clock);
    for (const struct flow_clock *c = complaint_clocks; c->name; c++) {
        struct step_clock *row = &rows[step->clocks.count];
        if (!flow_lists(c->starts, step->name) &&
            !(c->each_seen && strcmp(step->name, "dispatch") == 0))
            continue;
        record_init(&step_clock_record, row);
        (void)TEXT_COPY(row->clock, c->name);
        row->unit = LIMIT_WORKING_DAYS;
        row->due = (time_ms){ step->at.ms + 86400000 };
        step->clocks.count++;
    }
    step->clocks.rows = rows;
}

static struct step *long_course(struct arena *arena) {
    struct step *steps = ARENA_NEW_ARRAY(arena, STEPS_COUNT, struct step);
    for (int i = 0; i < STEPS_COUNT; i++) {
        struct step *step = &steps[i];
        const char  *name = i == 0 ? "submit" : course[(size_t)(i - 1) % ROWS(course)];
        record_init(&step_record, step);
        step->head.id = id_new(&hotline.world);
        step->by = STEP_BY_STAFF;
        step->at = step->stamp = (time_ms){ 1700000000000 + i * (int64_t)60000 };
        (void)TEXT_COPY(step->name, name);
        (void)TEXT_COPY(step->actor, "liumin");
        if (strcmp(name, "dispatch") == 0)
            step->fields = "{\"unit\":\"物业\",\"helpers\":\"自来水公司、电力公司\"}";
        if (strcmp(name, "help") == 0 || strcmp(name, "helped") == 0)
            step->fields = "{\"unit\":\"电梯公司\"}";
        rows_add(step, arena);
    }
    return steps;
}

static void folds(void) {
    static double took[FOLDS];
    struct arena  steps_arena = { 0 };
    struct step  *steps = long_course(&steps_arena);
    size_t        moved = 0;
    for (int i = 0; i < FOLDS; i++) {
        struct arena arena = { 0 };
        struct fold  fold;
        struct err   err = { 0 };
        double       start = program_now_ms();
        must(flow_fold(&complaint_flow, steps, STEPS_COUNT, &arena, &fold, &err), &err);
        took[i] = program_now_ms() - start;
        for (size_t s = 0; i == 0 && s < fold.step_count; s++)
            moved += !fold.idle[s];
        arena_deinit(&arena);
    }
    arena_deinit(&steps_arena);
    (void)printf("fold_1000_moved %zu steps\n", moved);
    (void)printf("fold_1000_p50 %.3f ms\n", program_share(took, FOLDS, 0.5));
    (void)printf("fold_1000_p95 %.3f ms\n", program_share(took, FOLDS, 0.95));
}

/* --- the next one -------------------------------------------------------------------------- */

struct client {
    struct world   world;
    char           name[TEXT_SIZE(20)];
    row_id        *got; /* of all: by place */
    atomic_size_t *taken;
};

static void *client_run(void *ctx) {
    struct client       *client = ctx;
    struct hotline       own = { .temp = hotline.temp };
    const struct flow_by by = {
        .who = WHO_STAFF, .name = client->name, .terminal = "D01", .limits = hotline.limits
    };
    struct store *store = hotline_open(&own, &client->world);
    for (bool more = true; more;) {
        struct err err = { 0 };
        row_id     matter;
        bool       done = store_begin(store, client->name, &err) &&
                    flow_next(store, complaint_flows, NULL, &by, &matter, &err) &&
                    store_commit(store, &err);
        if (!done)
            store_rollback(store);
        if (done)
            client->got[atomic_fetch_add(client->taken, 1)] = matter;
        else if (err.code != ERR_BUSY && err.code != ERR_ABSENT)
            die("%s", err.text);
        more = done || err.code == ERR_BUSY;
    }
    store_close(store);
    return NULL;
}

static void matters_make(void) {
    const struct flow_by by = hotline_by(&hotline, WHO_STAFF, NULL);
    for (int i = 0; i < MATTERS; i++) {
        struct complaint complaint = complaint_of(CLASS_OTHER, URGENCY_PLAIN);
        struct receipt   receipt;
        if (i % BATCH == 0)
            must(store_begin(hotline.store, "liumin", &hotline.err), &hotline.err);
        must(flow_submit(hotline.store, &complaint_flow, &complaint, &by, &receipt, &hotline.err),
             &hotline.err);
        if (i % BATCH == BATCH - 1)
            must(store_commit(hotline.store, &hotline.err), &hotline.err);
    }
}

static int compare(const void *a, const void *b) {
    return memcmp(a, b, sizeof(row_id));
}

static void takings(void) {
    static struct client clients[CLIENTS];
    static pthread_t     threads[CLIENTS];
    row_id              *got = calloc(2 * MATTERS, sizeof(*got));
    atomic_size_t        taken = 0;
    size_t               twice = 0;
    if (!got)
        die("no memory");
    double start = program_now_ms();
    matters_make();
    (void)printf("submit_rate %.0f /s\n", MATTERS / (program_now_ms() - start) * 1000);
    start = program_now_ms();
    for (size_t i = 0; i < CLIENTS; i++) {
        clients[i] = (struct client){ .world = hotline.world, .got = got, .taken = &taken };
        world_set_seed(&clients[i].world, 2026 + i);
        (void)snprintf(clients[i].name, sizeof(clients[i].name), "client%zu", i); /* fits */
        if (pthread_create(&threads[i], NULL, client_run, &clients[i]) != 0)
            die("no thread");
    }
    for (size_t i = 0; i < CLIENTS; i++)
        (void)pthread_join(threads[i], NULL);
    const double took = program_now_ms() - start;
    qsort(got, taken, sizeof(*got), compare);
    for (size_t i = 1; i < taken; i++)
        twice += id_equal(got[i - 1], got[i]);
    (void)printf("takings %zu matters\n", (size_t)taken);
    (void)printf("takings_twice %zu matters\n", twice);
    (void)printf("takings_rate %.0f /s\n", (double)taken / took * 1000);
    free(got);
}

int main(void) {
    hotline_start(&hotline);
    folds();
    takings();
    hotline_stop(&hotline);
    return 0;
}
