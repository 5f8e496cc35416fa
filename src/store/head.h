/* SPDX-License-Identifier: GPL-3.0-or-later
 * head.h - the journal's head in a file of its own: where the chain stood after the last commit, on
 * which machine and in which file. SQLite drops a damaged WAL tail silently; only this notices.
 *
 * Two slots, written in turn, each with its own checksum; locked; only forward; fdatasync. */
#ifndef ANJU_STORE_HEAD_H
#define ANJU_STORE_HEAD_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

enum { HASH_SIZE = 32, PLACE_SIZE = 16 };

/* Where a chain stands. */
struct tip {
    int64_t incarnation, sequence, stamp;
    int64_t local; /* commits that only LOCAL rows saw */
    uint8_t hash[HASH_SIZE];
};

/* Where the database lies; zeros = not known. */
struct place {
    uint8_t machine[PLACE_SIZE]; /* of /etc/machine-id, hashed */
    uint8_t board[PLACE_SIZE];   /* of the board's serial number, hashed */
    int64_t inode;
};

struct head;

/* `write` false: only read, and a missing file is no failure. */
bool head_open(struct head **ret_head, const char *folder, bool write, struct err *err);
void head_close(struct head *head);
/* The newest whole slot; false when there is none. */
bool head_read(struct head *head, struct tip *ret_tip, struct place *ret_place);
/* Is a slot that was written not whole any more: torn by a power cut, or rotten? The other one holds;
 * the next write mends it. */
bool head_torn(struct head *head);
/* On the disk when it returns true. What is older than the file's newest is not written: another
 * process has committed since, and that is a success. */
bool head_write(struct head *head, const struct tip *tip, const struct place *place,
                struct err *err);

/* This machine, and the file `database`. */
void place_here(struct place *ret_place, const char *database);
void place_inode(struct place *ret_place, const char *database); /* the file alone */
/* What is known of both is equal. */
bool place_equal(const struct place *a, const struct place *b);

#endif
