/* SPDX-License-Identifier: GPL-3.0-or-later
 * change.h - reading what entry_field() has written. Only that very spelling is read, so that any
 * other byte is damage, and nothing but a text's room is allocated: what runs out of memory must
 * never look like another value.
 *
 *   struct change change = { 0 };
 *   change_open(&change, &stored);
 *   while (change_next(&change)) … change.name, change.old, change.new
 *   if (!change_whole(&change, err)) …
 *   change_free(&change);                   opened again and again before that */
#ifndef ANJU_STORE_CHANGE_H
#define ANJU_STORE_CHANGE_H

#include "store/side.h"

enum { NAME_SIZE = 128 };

struct change {
    char         name[NAME_SIZE];
    struct side  old, new; /* good until the next one */
    const char  *at;       /* what follows */
    int64_t      sequence;
    bool         begun, ended, damaged;
    struct bytes texts[2]; /* of old and new */
};

void change_open(struct change *change, const struct stored_entry *stored);
bool change_next(struct change *change);
/* False when it was not read to its end: ERR_DAMAGED, or ERR_MEMORY. */
bool change_whole(const struct change *change, struct err *err);
void change_free(struct change *change);

#endif
