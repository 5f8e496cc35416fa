/* SPDX-License-Identifier: GPL-3.0-or-later
 * wish_bench.c - three picture questions over 5,000 open postings: another answer puts all of them
 * in another order, and the first page of them is read; after a commit of somebody else's in
 * between. */
#include "services/jobs/match.h"
#include "services/service.h"
#include "store/change.h"
#include "support/postings.h"
#include "support/program.h"
#include "support/seed.h"
#include "support/temp.h"

#include <stdio.h>

enum { ROWS = 5000, PAGE = 8, ORDERS = 500, COMMITS = 50 };

static struct world    world;
static struct postings postings;

static void must(bool done, const struct err *err) {
    if (!done)
        die("%s", err->text);
}

static void answer(struct wishes *wishes) {
    for (int wish = 0; wish < WISH_COUNT; wish++)
        wishes->answer[wish] = (int)support_below(&world, (uint32_t)wish_questions[wish].count);
}

/* Order and first page, as a frame asks for them. */
static double order_ms(struct match_index *index, struct store *store, struct arena *arena) {
    struct wishes      wishes;
    struct match_found found;
    struct job_row     rows[PAGE];
    struct match       matches[PAGE];
    struct err         err = { 0 };
    size_t             count = 0;
    answer(&wishes);
    double start = program_now_ms();
    must(match_index_update(index, store, &err), &err);
    match_order(index, &wishes, world_today(&world), &found);
    must(match_page(index, store, 0, PAGE, arena, rows, matches, &count, &err), &err);
    double took = program_now_ms() - start;
    arena_reset(arena);
    return took;
}

int main(void) {
    static double        orders[ORDERS], commits[COMMITS];
    struct temp          temp;
    struct err           err = { 0 };
    struct arena         arena = { 0 };
    struct store        *store = NULL;
    struct match_index  *index = match_index_new();
    struct store_options how = { .mode = STORE_CREATE,
                                 .records = service_records(),
                                 .world = &world };
    temp_make(&temp);
    support_world(&world);
    if (index == NULL)
        die("no memory");
    must(store_open(&store, temp_path(&temp, "node"), &how, &err), &err);
    postings_make(&postings, store, &world, ROWS);
    (void)printf("wish_first %.3f ms\n", order_ms(index, store, &arena));
    for (int i = 0; i < ORDERS; i++)
        orders[i] = order_ms(index, store, &arena);
    for (int i = 0; i < COMMITS; i++) {
        struct job job;
        postings_draw(&postings, &job);
        must(store_begin(store, "system", &err) &&
                 store_insert_checked(store, &job_record, &job, &err) && store_commit(store, &err),
             &err);
        commits[i] = order_ms(index, store, &arena);
    }
    (void)printf("wish_order_p50 %.3f ms\n", program_share(orders, ORDERS, 0.5));
    (void)printf("wish_order_p95 %.3f ms\n", program_share(orders, ORDERS, 0.95));
    (void)printf("wish_commit_p95 %.3f ms\n", program_share(commits, COMMITS, 0.95));
    match_index_free(index);
    store_close(store);
    arena_deinit(&arena);
    temp_remove(&temp);
    return 0;
}
