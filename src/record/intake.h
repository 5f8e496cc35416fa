/* SPDX-License-Identifier: GPL-3.0-or-later
 * intake.h - how rows of a record come in from other people's spreadsheets, beyond what its fields
 * and columns say: by what a row is known again, what captions mean, what follows across cells.
 * A record without one is read by its fields alone and known again by its F_NAME or F_UNIQUE. */
#ifndef ANJU_RECORD_INTAKE_H
#define ANJU_RECORD_INTAKE_H

#include "record/column.h"

enum caption_place {
    CAPTION_ABOVE, /* above the heading */
    CAPTION_GROUP, /* between the rows */
    CAPTION_TABLE, /* between two tables: the heading comes once more below it */
    CAPTION_MORE,  /* right below one of these: 联系人：…, 地址：… */
};

struct intake {
    const char *const *key;   /* fields that say which row it is, folded; ends with NULL */
    const char *const *kept;  /* fields that a sheet never sets; ends with NULL */
    const char        *notes; /* LONG_TEXT field for what has no room; NULL = none */
    size_t             draft_size, memory_size;

    /* A title, "用工单位：…" above the heading, or a group row. Fills reading->draft, which the
     * rows below see as reading->around. False: it says nothing about them. */
    bool (*caption)(const char *text, enum caption_place place, struct reading *reading);
    /* After the last cell: what follows from several cells, what captions add, what is missing. */
    void (*finish)(void *row, struct reading *reading);
    /* A new row before it goes in, and one that is known (`before`, else NULL): counters and such.
     * `decided`: by index of the field, whether the sheet has a column for it. `by` NULL: it waits
     * for review; else it is public at once, checked by that person. */
    void (*settle)(void *row, const void *before, const bool *decided, const char *by, day today);
};

#endif
