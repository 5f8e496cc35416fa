/* SPDX-License-Identifier: GPL-3.0-or-later
 * world.h - the only source of wall clock, monotonic clock and randomness. Each main makes one;
 * tests make one that stands still and moves when told, from a printed seed.
 *
 * A world belongs to one thread: making ids and seeded randomness change it. */
#ifndef ANJU_BASE_WORLD_H
#define ANJU_BASE_WORLD_H

#include "base/day.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A file that says what time it is, for several programs at once: "2026-11-24T09:41" as of the
 * moment it was written; the clock goes on from there. Written anew, it moves them all together.
 * Read again whenever the time is asked for; while it says nothing that is a time, the last one
 * holds. */
struct clock_file {
    const char     *path;
    _Atomic int64_t shift; /* ms; of all threads */
};

struct world {
    bool               virtual_time; /* clocks move only by world_advance() */
    bool               seeded;       /* randomness comes from `seed`, repeatable */
    int64_t            wall_shift;   /* ms added to the real wall clock (--clock on a live kiosk) */
    struct clock_file *file;         /* instead of it; NULL: none */
    int64_t            wall, monotonic; /* ms, when virtual */
    uint64_t           seed[4];
    int64_t  id_ms; /* of the newest id made, and how many more that millisecond had (id.h) */
    unsigned id_counter;
};

void world_real(struct world *world);
/* Stands at `start` until advanced, random from `seed`. */
void world_virtual(struct world *world, time_ms start, uint64_t seed);
/* --clock on a live program: now becomes `now` and goes on from there. */
void world_set_clock(struct world *world, time_ms now);
/* --clock of every program: a time, or @FILE, which `file` then stands for as long as `world` and
 * its copies do. ERR_INVALID, untouched: it is neither. */
bool world_clock_option(struct world *world, const char *text, struct clock_file *file,
                        struct err *err);
void world_set_seed(struct world *world, uint64_t seed);

time_ms world_now(const struct world *world);
int64_t world_monotonic_ms(const struct world *world);
day     world_today(const struct world *world); /* in Shanghai */
/* False while the wall clock cannot be right, as on a board without a battery before it has found
 * the time: before 2020, or after 2100. What depends on the day then says so. */
bool world_clock_set(const struct world *world);
void world_advance(struct world *world, int64_t ms);            /* virtual only: bug() otherwise */
void world_random(struct world *world, void *out, size_t size); /* getrandom, unless seeded */

#endif
