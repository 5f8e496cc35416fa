/* SPDX-License-Identifier: GPL-3.0-or-later
 * seed.h - repeatable chance and the size of a random test. Take the seed of a failed run from its
 * log and set ANJU_SEED to see it again. */
#ifndef ANJU_TESTS_SUPPORT_SEED_H
#define ANJU_TESTS_SUPPORT_SEED_H

#include "base/world.h"

#include <stddef.h>
#include <stdint.h>

/* ANJU_SEED, else always the same one; printed on the first call: "seed 2026". */
uint64_t support_seed(void);
/* A virtual world from support_seed(), standing at 2026-11-24T09:41 in Shanghai. */
void support_world(struct world *world);

/* `full` when ANJU_SOAK is set, else `ci`, which is about a twentieth of it. */
size_t support_count(size_t ci, size_t full);

/* From 0 to below - 1. */
uint32_t support_below(struct world *world, uint32_t below);

#endif
