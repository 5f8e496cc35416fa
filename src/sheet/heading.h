/* SPDX-License-Identifier: GPL-3.0-or-later
 * heading.h - what a heading means: the words of a record's fields and columns, and how well a
 * heading fits them. "*薪 资\n（元/月）" is 薪资, "企业联系人电话" is 电话 and not 联系人 or 企业.
 */
#ifndef ANJU_SHEET_HEADING_H
#define ANJU_SHEET_HEADING_H

#include "record/column.h"

/* What a spreadsheet's column can be: a column of the record, or a field by itself. */
struct target {
    const struct field  *field;  /* of that name; NULL: the column is no field */
    const struct column *column; /* NULL: the field's type reads it */
    const char          *name, *label;
};

enum fit {
    FIT_NONE,
    FIT_PART,    /* a word of it is known: 拟招聘岗位 */
    FIT_EXACT,   /* it is a known word */
    FIT_PATTERN, /* two words together say more than one: 企业 + 地址 */
};

struct match {
    const struct target *target;
    enum fit             fit;
    int                  order; /* of the word among the target's: earlier ones are surer */
};

enum { MATCHES_MOST = 4 };
struct matches {
    struct match at[MATCHES_MOST]; /* best first */
    size_t       count;
};

struct headings; /* the words of a record, compiled once an import */

struct headings *headings_new(const struct record *record, struct arena *arena);
/* `folded` as cell_text has it. */
struct matches headings_match(const struct headings *headings, const char *folded);
/* Is it, brackets and stars aside, exactly a known word? Quick enough for every row. */
bool headings_known(const struct headings *headings, const char *folded);
bool target_flag(const struct target *target, unsigned flag); /* of its column */

#endif
