/* SPDX-License-Identifier: GPL-3.0-or-later
 * space.h - room on the disk: the floor, the ballast, the bounded WAL. */
#ifndef ANJU_STORE_SPACE_H
#define ANJU_STORE_SPACE_H

#include "store/inside.h"

bool space_check(struct store *store, struct err *err); /* before a transaction: ERR_FULL */
void space_keep_ballast(struct store *store);
bool space_checkpoint(struct store *store);
void space_bound_wal(struct store *store); /* after a commit */
bool space_lend(const char *folder);       /* a piece of the ballast, to one who only reads */
bool path_in(char out[PATH_SIZE], const char *folder, const char *name, struct err *err);

#endif
