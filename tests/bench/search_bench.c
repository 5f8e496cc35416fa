/* SPDX-License-Identifier: GPL-3.0-or-later
 * Searching 100,000 postings of 2,000 titles by 400 employers as the list does it: one page of ten
 * with employers, in the list's order, and the total. What is typed is what a resident types on the
 * way to a title: each beginning of its characters, pinyin and initials, under every chip; a data
 * change comes before every hundredth search. Beside it LIKE on the same rows. */
#include "services/jobs/job_list.h"
#include "services/service.h"
#include "support/postings.h"
#include "support/seed.h"
#include "support/temp.h"

#include "base/readings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROWS = 100000, PAGE = 10, SEARCHES = 4000, TYPED = 64 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct bench {
    struct temp     temp;
    struct world    world;
    struct store   *store;
    struct arena    arena;
    struct err      err;
    struct postings postings;
};

static double now_ms(void) {
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now); /* cannot fail */
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void must(struct bench *bench, bool done) {
    if (!done)
        die("%s", bench->err.text);
}

/* The first few characters, letters or initials of a title. */
static void type(struct bench *bench, struct readings *readings, char typed[TYPED]) {
    const char *title = bench->postings.titles[support_below(&bench->world, POSTINGS_TITLES)];
    uint32_t    way = support_below(&bench->world, 3), used = 0;
    if (way == 0) {
        size_t characters = 1 + support_below(&bench->world, 3);
        (void)snprintf(typed, TYPED, "%.*s", (int)(3 * characters), title);
        return;
    }
    const char **all = readings_of(readings, &bench->arena, title);
    size_t       syllables = 1 + support_below(&bench->world, 4);
    typed[0] = '\0';
    for (size_t i = 0; all[i] && i < syllables; i++)
        used += (uint32_t)snprintf(typed + used, TYPED - used, "%.*s", way == 1 ? 1 : 10, all[i]);
    if (way == 2 && used > 1)
        typed[1 + support_below(&bench->world, used - 1)] = '\0';
}

/* Somebody else's work, after which nothing that was kept holds. */
static void change(struct bench *bench) {
    struct job job;
    postings_draw(&bench->postings, &job);
    must(bench, store_begin(bench->store, "system", &bench->err));
    must(bench, store_insert_checked(bench->store, &job_record, &job, &bench->err));
    must(bench, store_commit(bench->store, &bench->err));
}

static double like_ms(struct bench *bench, const char *typed) {
    char   sql[256];
    double start = now_ms();
    row_id id;
    (void)snprintf(sql, sizeof(sql), "%%%s%%", typed);
    const struct value value = value_text(sql);
    int64_t            total = 0;
    (void)store_find(bench->store,
                     "SELECT id FROM job WHERE state = 'open' AND title LIKE $1 "
                     "ORDER BY row_order LIMIT 1",
                     &value, 1, &id, NULL); /* most often there is one */
    must(bench, store_number(bench->store,
                             "SELECT count(*) FROM job WHERE state = 'open' AND title LIKE $1",
                             &value, 1, &total, &bench->err));
    return now_ms() - start;
}

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double share(double *times, size_t count, double part) {
    qsort(times, count, sizeof(*times), by_size);
    return times[(size_t)((double)(count - 1) * part)];
}

static void searches_run(struct bench *bench, struct readings *readings) {
    static double  times[SEARCHES], likes[100];
    struct job_row rows[PAGE];
    struct arena   arena = { 0 };
    for (int i = 0; i < SEARCHES; i++) {
        char          typed[TYPED];
        size_t        count = 0, total = 0;
        enum job_chip chip = (enum job_chip)support_below(&bench->world, JOB_CHIP_COUNT);
        type(bench, readings, typed);
        if (i % 100 == 99)
            change(bench);
        double start = now_ms();
        must(bench, job_list(bench->store, chip, typed, world_today(&bench->world), 0, PAGE, &arena,
                             rows, &count, &total, &bench->err));
        times[i] = now_ms() - start;
        if (i < (int)COUNT(likes))
            likes[i] = like_ms(bench, typed);
        arena_reset(&arena);
        arena_reset(&bench->arena);
    }
    arena_deinit(&arena);
    (void)printf("search_p50 %.3f ms\n", share(times, SEARCHES, 0.5));
    (void)printf("search_p95 %.3f ms\n", share(times, SEARCHES, 0.95));
    (void)printf("search_most %.3f ms\n", share(times, SEARCHES, 1));
    (void)printf("search_like_p95 %.3f ms\n", share(likes, COUNT(likes), 0.95));
}

int main(void) {
    static struct bench  bench;
    struct store_options options = { .mode = STORE_CREATE,
                                     .records = service_records(),
                                     .world = &bench.world };
    struct readings     *readings = readings_new();
    if (!readings)
        die("no table of readings: run this by make bench");
    temp_make(&bench.temp);
    support_world(&bench.world);
    must(&bench, store_open(&bench.store, temp_path(&bench.temp, "node"), &options, &bench.err));
    postings_make(&bench.postings, bench.store, &bench.world, ROWS);
    searches_run(&bench, readings);
    store_close(bench.store);
    readings_free(readings);
    arena_deinit(&bench.arena);
    temp_remove(&bench.temp);
    return 0;
}
