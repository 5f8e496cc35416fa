/* SPDX-License-Identifier: GPL-3.0-or-later
 * writer.h - the one thread that writes, with a store of its own, opened when first needed. A save
 * is one transaction; its outcome comes back when commit has returned, never before. Thread and
 * screen share one slot under a lock, so there is one save at a time. */
#ifndef ANJU_KIOSK_WRITER_H
#define ANJU_KIOSK_WRITER_H

#include "services/settings.h"
#include "ui/visit.h"

struct writer;

struct writer_options {
    const char                  *folder;   /* borrowed, as are the settings */
    const struct store_settings *settings; /* bounds of the store */
    const char                  *terminal; /* K01 */
    const struct world          *world;  /* the kiosk's, whose clock a save has at its beginning */
    const enum lang             *lang;   /* of the visit */
    bool                         waits;  /* scripts: a save is over when save() returns */
    bool                         seeded; /* repeatable, from `seed` and what the store holds */
    uint64_t                     seed;
    uint32_t                     event; /* SDL's type of event that wakes the loop; 0: none */
};

/* Starts nothing yet. */
struct writer *writer_new(const struct writer_options *options);
void writer_free(struct writer *writer); /* after the save that is under way; NULL is fine */
struct saver *writer_saver(struct writer *writer);
bool          writer_busy(struct writer *writer); /* a save is under way */
/* The system's round: what is due by itself (service_tick), and what was erased leaves the disk.
 * Not waited for, nothing is told; what goes wrong is in the log. False: not now, a save is under
 * way. */
bool writer_round(struct writer *writer);
/* Somebody has left: what was saved for them leaves this process's memory. Not while busy. */
void writer_forget(struct writer *writer);

#endif
