/* SPDX-License-Identifier: GPL-3.0-or-later
 * crash_life.h - the life of a node between two power cuts: a real mix of writes to a real store,
 * each told to a ledger (crash_ledger.h), until the power goes. Runs in a process of its own. */
#ifndef ANJU_TESTS_SUPPORT_CRASH_LIFE_H
#define ANJU_TESTS_SUPPORT_CRASH_LIFE_H

#include "support/crash_disk.h"

struct life_plan {
    struct crash_plan disk;
    const char       *folder;       /* the node's, on the disk */
    const char       *backup, *key; /* the first on the disk */
    int               ledger;       /* the pipe */
    uint64_t          seed;
    bool              relaxed; /* synchronous=NORMAL: the mutation */
};

/* Writes until the power goes. */
_Noreturn void life_live(const struct life_plan *plan);
/* Only opens what the last cut has left, and closes it; ends 0 unless the power goes meanwhile. */
_Noreturn void life_wake(const struct life_plan *plan);

#endif
