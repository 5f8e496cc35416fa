/* SPDX-License-Identifier: GPL-3.0-or-later
 * catalogue.h - one language's translations as gettext's msgfmt writes them (.mo). The bytes are
 * checked whole before the first look-up, so that looking up needs no checks. */
#ifndef ANJU_BASE_CATALOGUE_H
#define ANJU_BASE_CATALOGUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct catalogue {
    const char *bytes; /* borrowed; NULL = empty */
    size_t      length;
    uint32_t    count;
    uint32_t    ids, translations; /* where the two tables of (length, offset) begin */
    bool        swapped;           /* written on a machine of the other byte order */
};

/* True when `bytes` are a catalogue in which every entry lies inside, ends with NUL, is UTF-8,
 * comes in order, and takes the same printf arguments as its id; else *ret_catalogue is untouched.
 */
bool catalogue_read(const char *bytes, size_t length, struct catalogue *ret_catalogue);
/* NULL when there is no such entry, or an empty one. */
const char *catalogue_find(const struct catalogue *catalogue, const char *id);

/* Do both formats take the same arguments, %1$s forms included? An `id` that is no format (a
 * percent sign in plain text) agrees with everything. */
bool catalogue_formats_agree(const char *id, const char *translation);

#endif
