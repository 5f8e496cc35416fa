/* SPDX-License-Identifier: GPL-3.0-or-later
 * watch.c - a small table under one lock; looking through all of it is quicker than a query. */
#include "staff/watch.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct session_watch {
    pthread_mutex_t lock;
    size_t          count;
    struct watched  at[WATCHED_MOST];
    size_t          known_next;
    struct known    known[KNOWN_KEPT];
};

bool session_watch_open(struct session_watch **ret_watch, struct err *err) {
    struct session_watch *watch = calloc(1, sizeof(*watch));
    if (!watch || pthread_mutex_init(&watch->lock, NULL) != 0) {
        free(watch);
        return err_code_set(err, ERR_MEMORY, "内存不足");
    }
    *ret_watch = watch;
    return true;
}

void session_watch_close(struct session_watch *watch) {
    if (!watch)
        return;
    (void)pthread_mutex_destroy(&watch->lock); /* nobody holds it any more */
    sodium_memzero(watch, sizeof(*watch));
    free(watch);
}

static struct watched *watched_find(struct session_watch *watch, row_id session) {
    for (size_t i = 0; i < watch->count; i++)
        if (id_equal(watch->at[i].session, session))
            return &watch->at[i];
    return NULL;
}

/* A place for one more: the end, else that of whoever was used longest ago. */
static struct watched *watched_place(struct session_watch *watch) {
    struct watched *oldest = &watch->at[0];
    if (watch->count < WATCHED_MOST)
        return &watch->at[watch->count++];
    for (size_t i = 1; i < watch->count; i++)
        if (watch->at[i].monotonic < oldest->monotonic)
            oldest = &watch->at[i];
    return oldest;
}

static struct watched later(const struct watched *row, const struct watched *known) {
    return known && known->monotonic > row->monotonic ? *known : *row;
}

bool watch_ask(struct session_watch *watch, const struct watched *row, const struct world *world,
               bool use, watch_may *may, void *context) {
    if (!watch)
        return may(row, context);
    (void)pthread_mutex_lock(&watch->lock);
    struct watched *known = watched_find(watch, row->session);
    struct watched  last = later(row, known);
    bool            yes = may(&last, context);
    if (yes && use) {
        if (!known)
            known = watched_place(watch);
        *known = (struct watched){ .session = row->session,
                                   .wall = world_now(world).ms,
                                   .monotonic = world_monotonic_ms(world),
                                   .unsaved = true };
    }
    (void)pthread_mutex_unlock(&watch->lock);
    return yes;
}

size_t watch_unsaved(struct session_watch *watch, struct watched *out) {
    size_t count = 0;
    (void)pthread_mutex_lock(&watch->lock);
    for (size_t i = 0; i < watch->count; i++)
        if (watch->at[i].unsaved) {
            out[count++] = watch->at[i];
            watch->at[i].unsaved = false;
        }
    (void)pthread_mutex_unlock(&watch->lock);
    return count;
}

void watch_unsaved_again(struct session_watch *watch, const struct watched *used, size_t count) {
    (void)pthread_mutex_lock(&watch->lock);
    for (size_t i = 0; i < count; i++) {
        struct watched *known = watched_find(watch, used[i].session);
        if (known)
            known->unsaved = true;
    }
    (void)pthread_mutex_unlock(&watch->lock);
}

void watch_forget(struct session_watch *watch, row_id session) {
    if (!watch)
        return;
    (void)pthread_mutex_lock(&watch->lock);
    struct watched *known = watched_find(watch, session);
    if (known)
        *known = watch->at[--watch->count];
    (void)pthread_mutex_unlock(&watch->lock);
}

bool watch_recall(struct session_watch *watch, const char *token_hash, int64_t version,
                  struct known *ret_known) {
    bool found = false;
    if (!watch)
        return false;
    (void)pthread_mutex_lock(&watch->lock);
    for (size_t i = 0; !found && i < KNOWN_KEPT; i++) {
        const struct known *known = &watch->known[i];
        found = known->version == version && strcmp(known->row.token, token_hash) == 0;
        if (found)
            *ret_known = *known;
    }
    (void)pthread_mutex_unlock(&watch->lock);
    return found;
}

void watch_keep(struct session_watch *watch, const struct known *known) {
    if (!watch)
        return;
    (void)pthread_mutex_lock(&watch->lock);
    watch->known[watch->known_next++ % KNOWN_KEPT] = *known;
    (void)pthread_mutex_unlock(&watch->lock);
}
