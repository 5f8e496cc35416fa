/* SPDX-License-Identifier: GPL-3.0-or-later
 * plan.h - what importing a spreadsheet would do, row by row, before anything is written; then the
 * doing of it, all in one transaction. The same for every record, from the command line and the
 * desk.
 *
 *   struct plan *plan;
 *   if (!book_read_child(path, &arena, &book, err) ||
 *       !plan_make(&plan, &options, store, &book, &arena, err)) …      the file is no such list
 *   if (plan_ready(plan) && !dry_run && !plan_apply(plan, store, actor, err)) … */
#ifndef ANJU_SHEET_PLAN_H
#define ANJU_SHEET_PLAN_H

#include "base/world.h"
#include "flow/act.h"
#include "record/setting.h"
#include "sheet/cells.h"
#include "store/store.h"

#include <stdio.h>

enum plan_result {
    PLAN_NEW,
    PLAN_UPDATED,
    PLAN_WAITS, /* a change of what residents see now: it waits for a second person */
    PLAN_SAME,
    PLAN_SKIPPED,
    PLAN_ERROR,
    PLAN_RESULT_COUNT
};
enum plan_why {
    WHY_NONE,
    WHY_TITLE,  /* above the heading, or a caption between rows */
    WHY_HEADER, /* the heading itself, wherever it is repeated */
    WHY_BLANK,
    WHY_TOTAL,     /* 合计, 小计 */
    WHY_NOTE,      /* notes, legends, signatures */
    WHY_DUPLICATE, /* equal to an earlier row of the file */
    WHY_HIDDEN,    /* a hidden row: filtered out by whoever made the sheet */
    WHY_HIDDEN_SHEET,
    WHY_NO_HEADER, /* on a sheet where no heading was found */
    PLAN_WHY_COUNT
};
extern const char *const plan_result_names[PLAN_RESULT_COUNT]; /* "new" … "error" */
extern const char *const plan_why_names[PLAN_WHY_COUNT];       /* NULL, "title" … */

/* Every row that holds anything, and the blank ones between them, once, in the book's order. */
struct plan_row {
    const char           *sheet;
    int                   number; /* the spreadsheet's own; 0: the whole sheet (WHY_HIDDEN_SHEET) */
    enum plan_result      result;
    enum plan_why         why;
    void                 *row; /* as it would be stored; NULL when skipped */
    const struct problem *problems;
    size_t                problem_count;
};

struct plan_column {
    const char *letter;  /* "C" */
    const char *heading; /* as written, two lines joined: "薪资 最低"; "" when there is none */
    const char *field;   /* field or column it was matched to; NULL: its cells go to the notes */
    const char *label;   /* of that field, for people; NULL likewise */
    bool        ignored; /* known and of no use: 序号, what only staff may set */
};

struct plan_options {
    const struct record *record;
    enum lang            lang;
    struct world        *world;
    bool                 skip_wrong; /* rows in error stay out, the others go in */
    bool                 open;       /* public at once; needs checked_by */
    const char          *checked_by; /* as people know them */
    /* Of a record that moves, whose rows come in by its steps; NULL: they are written at once. */
    const struct flow    *flow;
    const struct flow_by *by, *checker; /* NULL: whoever applies it; checked_by. Held to no role */
};

struct plan {
    const struct record      *record;
    const char               *encoding;
    bool                      many_sheets;
    int                       header_row; /* of the first sheet that has one */
    const struct plan_column *columns;    /* of that header */
    size_t                    column_count;
    struct plan_row          *rows;
    size_t                    row_count;
    size_t                    counts[PLAN_RESULT_COUNT];
    size_t                    flagged; /* rows with a warn beside their result */
    bool                      skip_wrong;
    enum lang                 lang;
    struct planner           *planner; /* plan_inside.h: what it was made with */
};

/* Reads the store, writes nothing. Everything lies in `arena`; `book` must outlive the plan. False
 * when the file as a whole cannot be imported: no heading found, a needed column missing, more
 * than 20,000 rows of data; the sentence says what to do. */
bool plan_make(struct plan **ret_plan, const struct plan_options *options, struct store *store,
               const struct book *book, struct arena *arena, struct err *err);
/* Is there nothing wrong, or is what is wrong to be left out? */
bool plan_ready(const struct plan *plan);
/* All of it in one transaction, or nothing. Refuses a plan that is not ready, and with ERR_STALE
 * one made before the last commit of anybody: what it takes for new may be there by now. */
bool plan_apply(struct plan *plan, struct store *store, const char *actor, struct err *err);

/* The document of `anju import --json`; a new reference. NULL: no memory. Its counts name "waits"
 * when something does. */
json_t *plan_json(const struct plan *plan);
/* The same, a row a line, never all of it in memory. False: it could not be written. */
bool plan_json_write(const struct plan *plan, FILE *out);
/* The problems of one row as people read them: "第 7 行 工资：…" a line each, into `arena`. */
const char *plan_row_text(const struct plan *plan, const struct plan_row *row, struct arena *arena);

#endif
