/* SPDX-License-Identifier: GPL-3.0-or-later
 * type_removed.c - RENAMED and REMOVED: rows that only remember. They have no member and no column
 * of their own, so nothing is ever done with them; field_live() tells them apart. */
#include "record/type.h"

const struct type type_renamed = { .name = "renamed", .stored = VALUE_NULL };
const struct type type_removed = { .name = "removed", .stored = VALUE_NULL };
