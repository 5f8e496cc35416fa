/* SPDX-License-Identifier: GPL-3.0-or-later
 * seed.c - the environment of a random test. */
#include "support/seed.h"

#include "base/err.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

uint64_t support_seed(void) {
    static bool     known;
    static uint64_t seed = 2026;
    if (known)
        return seed;
    const char *given = getenv("ANJU_SEED");
    char       *end = NULL;
    if (given && *given) {
        seed = strtoull(given, &end, 10);
        if (*end)
            bug("ANJU_SEED is not a number: %s", given);
    }
    known = true;
    printf("seed %" PRIu64 "\n", seed);
    return seed;
}

void support_world(struct world *world) {
    time_ms start;
    if (!time_parse("2026-11-24T09:41", &start))
        bug("the standing clock");
    world_virtual(world, start, support_seed());
}

size_t support_count(size_t ci, size_t full) {
    const char *soak = getenv("ANJU_SOAK");
    return soak && *soak ? full : ci;
}

uint32_t support_below(struct world *world, uint32_t below) {
    uint32_t number;
    world_random(world, &number, sizeof(number));
    return (uint32_t)((uint64_t)number * below >> 32);
}
