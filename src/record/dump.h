/* SPDX-License-Identifier: GPL-3.0-or-later
 * dump.h - all record tables as JSON, and what a newer print must not do to an older one. */
#ifndef ANJU_RECORD_DUMP_H
#define ANJU_RECORD_DUMP_H

#include "record/record.h"

#include <jansson.h>

json_t *record_dump(const struct record *const *records); /* array ends with NULL */
/* A lost row, a changed type, a narrowed limit, a lost enum word: one line each into the arena;
 * true when `now` can read everything that `before` could. */
bool record_dump_compatible(const json_t *before, const json_t *now, struct arena *arena,
                            char **ret_text);

#endif
