/* SPDX-License-Identifier: GPL-3.0-or-later
 * receipt_words.h - what a receipt says, the same on the glass and on paper: how it stands, who
 * calls, by when, to which telephone, and that nobody is asked for money. */
#ifndef ANJU_JOBS_RECEIPT_WORDS_H
#define ANJU_JOBS_RECEIPT_WORDS_H

#include "services/jobs/application.h"

/* 岗位 | 缝纫工 | 鸿发服饰扶贫车间 · 3000–4500 元/月 */
struct receipt_line {
    const char *what, *fact, *second; /* second may be "" */
    bool        strong;               /* the fact is what to remember */
    bool        needed; /* so is the second: from which number, and that no money is asked */
};
enum { RECEIPT_LINES_MOST = 4, RECEIPT_STAGES = 4 };

struct receipt_words {
    const char *title, *second; /* 报上名了; 最晚 11 月 27 日（周五）给您打电话 */
    bool        over, sad;      /* it has ended; promised and not kept */
    struct receipt_line lines[RECEIPT_LINES_MOST];
    int                 count;
    const char         *made;          /* 2026 年 11 月 24 日 9:41 · 终端 K01 */
    const char *made_short, *made_day; /* where that has no room: 11 月 24 日 9:41, 11 月 24 日 */
    int         done;                  /* of RECEIPT_STAGES; -1: it went another way */
};

/* What of the centre is said. */
struct receipt_from {
    const char *caller, *phone, *terminal;
};

/* `fresh`: just made. `pay` as job_pay_text() has it, "" not known. */
void receipt_words(const struct application_view *view, const struct receipt_from *from,
                   const char *pay, bool fresh, day today, enum lang lang, struct arena *arena,
                   struct receipt_words *ret_words);

extern const char *const receipt_stages[RECEIPT_STAGES]; /* N_(): 报了名, 接电话 … */
/* 11 月 27 日（周五） */
const char *receipt_day(day d, day today, enum lang lang, struct arena *arena);

#endif
