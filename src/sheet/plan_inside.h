/* SPDX-License-Identifier: GPL-3.0-or-later
 * plan_inside.h - what the files of a plan share; nobody else includes it.
 * plan.c walks the book, row_kind.c says what a row is, plan_row.c reads one, refer.c knows the
 * referred rows, known.c finds what the store already has, notes.c joins notes, apply.c writes. */
#ifndef ANJU_SHEET_PLAN_INSIDE_H
#define ANJU_SHEET_PLAN_INSIDE_H

#include "record/intake.h"
#include "sheet/cell_text.h"
#include "sheet/header.h"
#include "sheet/plan.h"

struct planner;

/* --- refer.c: the rows that others name --- */

/* One referred row: the store's, or a new one that goes in with the first row that needs it. */
struct referred {
    const char *folded; /* its name */
    const char *name;
    row_id      id;
    void       *row;
    bool        is_new, used;
    bool        checked, bad; /* new ones: looked at; refused */
};

struct referred_table {
    const struct record *record;
    void                *stored; /* the store's rows, an array */
    size_t               stored_count;
    struct referred     *at;
    size_t               count, room;
    uint32_t            *by_name, *by_id; /* open addressing, index + 1 */
    size_t               slots;           /* a power of two */
};

struct referred_tables {
    struct referred_table *at;
    size_t                 count;
};

/* Loads the rows of every record that `record` refers to. */
bool referred_load(struct referred_tables *tables, const struct record *record, struct store *store,
                   struct arena *arena, struct err *err);
struct referred_table *referred_of(struct referred_tables *tables, const struct record *record);
struct referred       *referred_by_id(struct referred_table *table, row_id id);
struct referred       *referred_by_name(struct referred_table *table, const char *folded);
/* What is wrong with the new rows that `row` refers to; said once, of the first that needs one. */
bool referred_check(struct planner *planner, const void *row, struct problems *problems);
struct referred *referred_add(struct referred_table *table, struct referred entry,
                              struct arena *arena);

/* --- plan_row.c: one row --- */

/* The cells of a row by the header's columns. */
struct row_cells {
    struct cell_text *at;      /* one a column of the header */
    bool             *present; /* it says something */
    bool             *own;     /* and by itself, not by a merge with a row above */
    enum cell_fault  *fault;
    size_t            count;         /* columns */
    size_t            own_count;     /* cells that say something by themselves */
    size_t            first, second; /* of the own ones: indexes; `count` = none */
};

struct candidate {
    size_t               index;        /* of its plan_row */
    void                *row, *before; /* the row in the store that it is; NULL: a new one */
    const bool          *decided;      /* by field: the sheet has a column for it */
    const bool          *written;      /* by field: a cell of this row says it */
    const struct header *header;       /* that it stands under */
    const char          *key;          /* what it is known by */
    size_t               key_length;
    uint64_t             hash;
    size_t               next; /* of the same key, index + 1 */
};

struct planner {
    const struct plan_options *options;
    struct store              *store;
    int64_t                    version; /* of the store, when reading it began */
    struct arena              *arena;
    struct plan               *plan;
    const struct record       *record;
    const struct intake       *intake;
    struct headings           *headings;
    struct referred_tables     tables;
    void                      *blank;    /* a row of absent values */
    void                      *memory;   /* the service's, for the whole import */
    void                      *draft;    /* of the row that is being read */
    bool                       counting; /* rows of data are counted and not read */
    day                        today;
    size_t                     plan_room;
    struct candidate          *candidates;
    size_t                     candidate_count, candidate_room;
    /* Of the sheet that is being read. */
    const struct sheet  *sheet;
    struct header        header;
    const struct header *heading;                 /* the same, kept for the candidates below it */
    bool                 found;                   /* a header */
    int16_t              column_of[COLUMNS_MOST]; /* by cell index; -1: none */
    bool                *decided;                 /* by field, of the header */
    bool                 merging[COLUMNS_MOST];   /* a merged cell of a row above goes on here */
    const char          *merged_text[COLUMNS_MOST];
    void                *above, *around; /* drafts: of the captions above; and of the group row */
    bool                 captioned;      /* a caption stands above, and no row of data between */
    struct row_cells     cells, before;  /* this row's; those of the row above, for what follows */
    bool                 has_before;
};

/* The header's columns in force from here on. */
void planner_use(struct planner *planner, const struct header *header);
/* Fills planner->cells; columns without a heading get one without a title. */
void planner_cells(struct planner *planner, size_t at);
/* Reads the cells into a new row and says what is wrong. *ret_written: by field, what cells say. */
void *planner_read(struct planner *planner, struct problems *problems, const bool **ret_written);
/* Leaves a row out, but what follows from it goes on below. */
void planner_pass(struct planner *planner);
/* A caption's text; true when it says something about the rows below. */
bool planner_caption(struct planner *planner, const char *text, enum caption_place place);
/* What a sheet never sets: its record says so, or it is reckoned. */
bool planner_keeps(const struct planner *planner, const struct target *target);
/* Which column the row can't do without; NULL when the record has none. */
const struct header_column *planner_required(const struct planner *planner);

/* --- row_kind.c: what a row below a heading is --- */

enum row_kind { ROW_DATA, ROW_BLANK, ROW_HEADER, ROW_TOTAL, ROW_NOTE, ROW_CAPTION };
enum row_kind row_kind(const struct planner *planner, const struct sheet_row *row);
/* A row above the heading, or on a sheet without one. */
bool row_is_note(const char *folded);

/* --- notes.c: notes that a sheet says again --- */

/* What the notes become: the sheet's own, and of those that were there what other sheets or people
 * wrote. `before` and `now` may be NULL. */
const char *notes_again(const char *before, const char *now, const struct header *header,
                        struct arena *arena);

/* --- apply.c: what becomes of a row that moves --- */

/* Would a change of this row of the store wait for a second person? Would opening it, unchanged, be
 * a change? */
bool planner_waits(const struct planner *planner, const void *before);
bool planner_opens(const struct planner *planner, const void *before);
/* A new row (`before` NULL) or one that is changed. */
void planner_foretell(const struct planner *planner, void *row, const void *before);

/* --- known.c: what the store already has, and what the file has twice --- */

/* Turns the candidates that are right into new, updated, same or duplicate. */
bool planner_match(struct planner *planner, struct err *err);

#endif
