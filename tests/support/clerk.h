/* SPDX-License-Identifier: GPL-3.0-or-later
 * clerk.h - sheets given to a node as a clerk gives them, for tests: a node of its own in a
 * temporary folder, a sheet's plan, and the plan told in few lines. */
#ifndef ANJU_TESTS_SUPPORT_CLERK_H
#define ANJU_TESTS_SUPPORT_CLERK_H

#include "sheet/plan.h"
#include "support/temp.h"

struct clerk {
    struct temp   temp;
    struct world  world; /* stands at 2026-11-24T09:41 */
    struct arena  arena; /* books and plans; reset it between them */
    struct store *store; /* with the services' own rows laid down */
    struct err    err;
    bool          open, skip_wrong; /* of the next plans */
    const char   *checked_by;       /* of those that are open; NULL: 刘敏 */
};

void clerk_start(struct clerk *clerk);
void clerk_stop(struct clerk *clerk);
int  clerk_setup(void **state); /* for cmocka: *state is a clerk of the test's own */
int  clerk_teardown(void **state);

/* The postings of a file or of a CSV's text, planned; NULL: refused as a whole, clerk->err says
 * why.
 */
struct plan *clerk_plan(struct clerk *clerk, const char *path);
struct plan *clerk_plan_text(struct clerk *clerk, const char *csv);
/* Planned, and what is ready is carried out. */
struct plan *clerk_import(struct clerk *clerk, const char *csv);

/* "new 3 updated 0 same 1 skipped 2 errors 0 flagged 1" */
const char *clerk_counts(const struct plan *plan, struct arena *arena);
/* The document of `anju import --json`, a row a line, without what is absent. */
const char *clerk_document(const struct plan *plan, struct arena *arena);
/* One row of it: that with the spreadsheet's number; "" when there is none. */
const char *clerk_row(const struct plan *plan, int number, struct arena *arena);

#endif
