/* SPDX-License-Identifier: GPL-3.0-or-later
 * rows.h - rows made from their tables: any record, all its fields, at random within the limits or
 * exactly at them. The tests that STYLE.md has generated for every record stand on it. */
#ifndef ANJU_TESTS_SUPPORT_ROWS_H
#define ANJU_TESTS_SUPPORT_ROWS_H

#include "record/record.h"
#include "record/type.h"

/* Every live field a value that its limits allow, children too; rules across fields are not
 * asked. A parent and the order of children are left to the caller. Strings into `arena`. */
void rows_fill(const struct record *record, void *row, struct world *world, struct arena *arena);

/* `characters` times `character`. */
char *rows_text(struct arena *arena, const char *character, int64_t characters);

/* The first field in which two rows differ, head and secrets left out; NULL when they are equal. */
const struct field *rows_differ(const struct record *record, const void *a, const void *b);

/* One generated check of each kind for a record; the name of the first field that fails it, with
 * why, as a text in `arena`; NULL when all hold. */
const char *rows_json_trip(const struct record *record, struct world *world, struct arena *arena);
const char *rows_value_trip(const struct record *record, struct world *world, struct arena *arena);
const char *rows_people_trip(const struct record *record, struct world *world, struct arena *arena);
/* Each limit itself is taken by every way in, one beyond it by none, and the refusal names the
 * field and leaves the row as it was (rows_limits.c). */
const char *rows_limits(const struct record *record, struct arena *arena);

#endif
