/* SPDX-License-Identifier: GPL-3.0-or-later
 * id.h - row ids: UUIDv7 (RFC 9562), so that they sort by time of making. */
#ifndef ANJU_BASE_ID_H
#define ANJU_BASE_ID_H

#include "base/world.h"

#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint8_t bytes[16];
} row_id;

#define ID_ABSENT ((row_id){ { 0 } })
#define ID_TEXT 37 /* 8-4-4-4-12 and the end */

bool   id_absent(row_id id);
bool   id_equal(row_id a, row_id b);
row_id id_new(struct world *world);
/* The same for the same name, different for different ones (UUIDv8 from BLAKE2b): for rows that
 * every node must give one id, such as the trades of the shipped table. */
row_id id_derived(const char *kind, const char *name);
void   id_format(row_id id, char out[ID_TEXT]); /* "" for absent */
bool   id_parse(const char *text, row_id *ret_id);

#endif
