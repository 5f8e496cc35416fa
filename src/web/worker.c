/* SPDX-License-Identifier: GPL-3.0-or-later
 * worker.c - workers in a list that only grows while the listener runs. */
#include "web/worker.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

struct worker {
    struct workers *workers;
    struct store   *store;
    struct world    world;
    int64_t         advanced;   /* how far `world` has gone of what workers_advance() asked */
    _Atomic int64_t busy_since; /* by the real monotonic clock; 0: it waits for work */
    struct worker  *next;
};

struct workers {
    const struct web *web;
    pthread_mutex_t   lock; /* of `first`, `clock` and opening a database */
    struct world      clock, real;
    struct worker    *first;
    _Atomic int64_t   advanced;
};

static _Thread_local struct worker *here;

bool workers_new(struct workers **ret_workers, const struct web *web, struct err *err) {
    struct workers *workers = calloc(1, sizeof(*workers));
    if (!workers || pthread_mutex_init(&workers->lock, NULL) != 0) {
        free(workers);
        return err_system_set(err, ENOMEM, N_("服务启动不了"));
    }
    workers->web = web;
    workers->clock = *web->options->clock;
    world_real(&workers->real);
    *ret_workers = workers;
    return true;
}

void workers_free(struct workers *workers) {
    for (struct worker *worker; (worker = workers->first);) {
        workers->first = worker->next;
        store_close(worker->store);
        free(worker);
    }
    (void)pthread_mutex_destroy(&workers->lock);
    free(workers);
}

static void lock(struct workers *workers) {
    if (pthread_mutex_lock(&workers->lock) != 0)
        bug("the lock of workers");
}

static void unlock(struct workers *workers) {
    if (pthread_mutex_unlock(&workers->lock) != 0)
        bug("the lock of workers");
}

/* Each draws its own chance from the clock's, or two threads of a test would make the same ids. */
static struct world world_of(struct workers *workers) {
    struct world world = workers->clock;
    if (world.seeded) {
        uint64_t seed;
        world_random(&workers->clock, &seed, sizeof(seed));
        world_set_seed(&world, seed);
    }
    return world;
}

struct worker *worker_here(struct workers *workers) {
    if (here && here->workers == workers)
        return here;
    struct worker *worker = calloc(1, sizeof(*worker));
    if (!worker)
        return NULL;
    worker->workers = workers;
    lock(workers);
    worker->world = world_of(workers);
    worker->next = workers->first;
    workers->first = worker;
    unlock(workers);
    return here = worker;
}

/* Opening for writing takes the folder's lock: one thread after the other. */
struct store *worker_store(struct worker *worker, struct err *err) {
    struct workers *workers = worker->workers;
    if (worker->store && store_replaced(worker->store)) {
        store_close(worker->store);
        worker->store = NULL;
    }
    if (worker->store)
        return worker->store;
    struct store_options options = workers->web->options->store;
    options.mode = STORE_WRITE;
    options.world = &worker->world;
    lock(workers);
    bool ok = store_open(&worker->store, workers->web->options->folder, &options, err);
    unlock(workers);
    return ok ? worker->store : NULL;
}

struct world *worker_world(struct worker *worker) {
    int64_t asked = atomic_load(&worker->workers->advanced);
    if (asked > worker->advanced) {
        world_advance(&worker->world, asked - worker->advanced);
        worker->advanced = asked;
    }
    return &worker->world;
}

void worker_begin(struct worker *worker) {
    (void)worker_world(worker);
    atomic_store(&worker->busy_since, world_monotonic_ms(&worker->workers->real));
}

void worker_end(struct worker *worker) {
    atomic_store(&worker->busy_since, 0);
}

bool workers_well(const struct workers *workers, int64_t most_ms) {
    struct workers *of = (struct workers *)workers;
    int64_t         now = world_monotonic_ms(&workers->real);
    bool            well = true;
    lock(of);
    for (const struct worker *worker = workers->first; worker; worker = worker->next) {
        int64_t since = atomic_load(&worker->busy_since);
        well = since == 0 || now - since < most_ms;
        if (well)
            break;
    }
    unlock(of);
    return well;
}

void workers_advance(struct workers *workers, int64_t ms) {
    (void)atomic_fetch_add(&workers->advanced, ms);
}
