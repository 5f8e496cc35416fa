/* SPDX-License-Identifier: GPL-3.0-or-later
 * findings.h - what a check has found, a line each, the first hundred in words. */
#ifndef ANJU_STORE_FINDINGS_H
#define ANJU_STORE_FINDINGS_H

#include "store/inside.h"
#include "store/journal.h"

enum { FINDINGS_SAID = 100 };

struct findings {
    struct store          *store;
    struct journal_report *report;
    enum lang              lang;
    struct bytes           text;
    size_t                 said;
};

/* `part` of the report becomes false; NULL: only a note. */
void findings_add(struct findings *findings, bool *part, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A read that failed because of damage is a finding, and the check goes on: true. */
bool findings_damage(struct findings *findings, bool *part, const struct err *why, struct err *err);

/* check_chain.c: each entry is canonical, follows the one before, and has the hash it says. */
bool check_chain(struct findings *findings, struct err *err);
/* check_rows.c: each row is what its entries say, and nothing more or less. */
bool check_rows(struct findings *findings, struct err *err);

#endif
