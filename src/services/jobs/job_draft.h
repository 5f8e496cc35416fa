/* SPDX-License-Identifier: GPL-3.0-or-later
 * job_draft.h - what is known of a posting while its row is read, and what captions said about the
 * rows below them. Zero is "not said" in each member. */
#ifndef ANJU_JOBS_DRAFT_H
#define ANJU_JOBS_DRAFT_H

#include "record/intake.h"
#include "services/jobs/job_pay.h"

/* One cell about pay, read when the whole row is known. */
struct pay_cell {
    bool        said;
    int         rank; /* of its heading: a total before a base */
    struct pay  pay;
    const char *text, *title; /* as written, for the notes */
};

struct job_draft {
    struct pay_cell pay, low, high;     /* 工资; 最低工资 and 最高工资 */
    enum pay_per    per;                /* 计薪方式 */
    bool            per_other;          /* it says a period that is none of them: 周 */
    int             men, women, either; /* plus one: 男, 女 and 不限 under 招聘人数 */
    int             hired;              /* plus one: 已招人数 */
    const struct cell_text *age, *sex, *schooling; /* the cells that said them */

    /* Of the employer. */
    const char *employer, *address, *credit_code, *kind;
    bool        employer_guessed;      /* from the sheet's title */
    bool        employer_numbered;     /* "一、…" over the first of several tables */
    const char *region, *region_title; /* 区域: a place where no other is written */
    const char *contact, *phone;

    /* Only from captions. */
    enum reach     reach;
    enum programme programme;
    bool           posted_said;
    day            posted_on;
};

/* Trades by title, for a whole import. */
enum { TITLES_KEPT = 4096 };
struct job_memory {
    struct job_title {
        char   title[TEXT_SIZE(30)];
        row_id trade;
    } titles[TITLES_KEPT];
};

/* job_caption.c */
bool job_caption(const char *text, enum caption_place place, struct reading *reading);
/* An employer's cell: its name and, where people put it there, whom to ask and where. */
void employer_cell(const char *text, struct reading *reading);
/* What kind of employer has such a name; unwritten when it doesn't tell. */
enum employer_kind employer_kind_guess(const char *name);

/* job_finish.c */
void job_finish(void *row, struct reading *reading);
void job_settle(void *row, const void *before, const bool *decided, const char *by, day today);

/* A text of at most the member's length as its field; longer ones go to the notes, said. One line:
 * a line break within a word is none. */
bool job_text(struct reading *reading, const char *field, char *member, size_t size,
              const char *title, const char *text);
#define JOB_TEXT(reading, row, member, cell)                                                       \
    job_text((reading), #member, (row)->member, sizeof((row)->member), (cell)->title, (cell)->text)
const char *job_line(struct arena *arena, const char *text);
/* Adds to a list text such as benefits, "，" between; what has no room goes to the notes. */
void job_add(struct reading *reading, const char *field, char *member, size_t size,
             const char *title, const char *text);

#endif
