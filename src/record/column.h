/* SPDX-License-Identifier: GPL-3.0-or-later
 * column.h - a spreadsheet's column where one cell fills several members ("3000-4500元/月"), or
 * where reading needs its heading. Listed by the record that it fills. A column that has the name
 * of a field reads that field's cells in the type's stead. */
#ifndef ANJU_RECORD_COLUMN_H
#define ANJU_RECORD_COLUMN_H

#include "record/problems.h"

/* A cell as its column sees it. Texts are never NULL and never empty. */
struct cell_text {
    const char *text;    /* clean (text_clean): as written, without what nobody meant to type */
    const char *folded;  /* text_fold of it: half width, lower case, no spaces */
    const char *heading; /* folded: "月薪(元)": unit and period may stand there */
    const char *title;   /* the heading as people read it: "月薪（元）" */
    bool        number;  /* the cell held a number, not a text */
    bool        shared;  /* it is one merged cell over several rows */
    day         day;     /* the cell held a date: this one; else DAY_ABSENT */
};

struct note {
    const char *heading; /* NULL: the text speaks for itself */
    const char *text;
};

/* One row while it is being read. Strings that the row keeps lie in problems->arena. */
struct reading {
    struct problems *problems;
    void            *row;    /* the candidate, record_init()ed before its first cell */
    void            *draft;  /* intake.h: the service's own memory of the row, zeroed before it */
    const void      *around; /* intake.h: the draft that captions and group rows have filled */
    struct note     *notes;  /* what no field has room for, in the order of the columns */
    size_t           note_count, note_room;
    /* The referred row called `name`: known already, or made (then *ret_new is the new row, to be
     * filled in; NULL otherwise). False: no such name can be. */
    bool (*refer)(struct reading *reading, const struct record *record, const char *name,
                  row_id *ret_id, void **ret_new);
    /* All rows of a referred record, as an array of its struct. */
    const void *(*rows)(struct reading *reading, const struct record *record, size_t *ret_count);
    void *memory; /* intake.h: the service's own for the whole import, zeroed before it */
    void *ctx;    /* of refer and rows */
};

enum column_flags {
    COLUMN_MANY = 1 << 0,     /* several columns of a sheet may be this one: they add up */
    COLUMN_SILENT = 1 << 1,   /* known and of no use: 序号; its cells go nowhere */
    COLUMN_REQUIRED = 1 << 2, /* without it a sheet is no list of these records */
    /* Cells are merged over the rows that share them, and some formats lose the merges: an empty
     * cell takes the value above it, said as a warning. */
    COLUMN_HEAD = 1 << 3, /* what the rows share: the employer */
    COLUMN_TAIL = 1 << 4, /* what goes with it: its telephone */
};

struct column {
    const char *name;  /* for messages and JSON: "pay"; NULL ends the list */
    const char *label; /* N_(); NULL: that of the field of the same name */
    /* Heading words, "薪资|工资待遇"; of "最低+薪" both parts must be there, in any order. */
    const char *also;
    const char *fills; /* fields that a sheet with this column decides, "pay_min|pay_max" */
    unsigned    flags;
    /* Fill members of `row`, say what is wrong or doubtful. What has no room goes through
     * reading_note(). False when nothing could be read. */
    bool (*read)(const struct cell_text *cell, void *row, struct reading *reading);
};

/* Keep `text` (borrowed from the arena or the sheet) for the row's notes. */
void reading_note(struct reading *reading, const char *heading, const char *text);

#endif
