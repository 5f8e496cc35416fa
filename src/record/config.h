/* SPDX-License-Identifier: GPL-3.0-or-later
 * config.h - anju.conf: each section is a record table of flag RECORD_SETTINGS, so keys, limits and
 * messages come from there. A wrong one is reported as file:line:key. */
#ifndef ANJU_RECORD_CONFIG_H
#define ANJU_RECORD_CONFIG_H

#include "base/err.h"
#include "record/record.h"

struct section {
    const struct record *record; /* its name is the section's */
    void                *row;    /* record_init()ed and given its defaults by the caller */
};

/* Read `path` into the sections (array ends with a NULL record). Unknown sections and keys, a key
 * twice and wrong values are refused, all at once, one a line; the rows are then untouched. */
/* The same from `length` bytes in memory with a NUL behind them; `file` names them in messages. */
bool config_parse(const char *file, const char *bytes, size_t length,
                  const struct section *sections, struct arena *arena, struct err *err);
bool config_load(const char *path, const struct section *sections, struct arena *arena,
                 struct err *err);

#endif
