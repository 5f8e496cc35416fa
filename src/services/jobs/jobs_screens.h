/* SPDX-License-Identifier: GPL-3.0-or-later
 * jobs_screens.h - what the screens of jobs know of each other. 找工作 is one screen in two states,
 * the list and typing, so that 返回 from a posting finds everything as it was; 帮我挑 and 我想去
 * are one screen each for the same reason. States are wiped when their screen is left. */
#ifndef ANJU_JOBS_JOBS_SCREENS_H
#define ANJU_JOBS_JOBS_SCREENS_H

#include "services/glass.h"
#include "services/jobs/application.h"
#include "services/jobs/job_list.h"
#include "services/jobs/wish.h"
#include "ui/form.h"
#include "ui/input.h"
#include "ui/told.h"

enum { JOB_WORDS_MOST = 24 }; /* characters that can be typed */

struct jobs_state {
    enum job_chip chip;
    size_t        first;  /* of all that match: the page begins there */
    bool          typing; /* the keys are on the screen */
    char          words[TEXT_SIZE(JOB_WORDS_MOST)];
};

struct jobs_detail_state {
    row_id      job;
    size_t      page;           /* of its facts */
    int         pieces;         /* 做 60 件是多少钱; 0: not touched yet */
    bool        taking, paying; /* a dialog: the codes to take home; the pay side by side */
    bool        printing;
    struct told told;
};

/* 帮我挑. Zeros: the first question. */
struct jobs_match_state {
    struct wishes wishes;
    int           question; /* enum wish that is asked; WISH_COUNT: the list */
    bool          changing; /* one answer is changed; then back to the list */
    size_t        answer_page, first;
    struct told   told; /* what came of 帮我问 */
};

/* 回执: opened by its token, or by its number (then the token is ""). */
struct jobs_receipt_state {
    row_id      matter;
    char        token[TOKEN_TEXT];
    bool        fresh; /* just made */
    bool        large, asking, withdrawing, printing;
    struct told told;
};

struct jobs_receipt_find_state {
    char              number[TEXT_SIZE(NUMBER_TEXT)], last_four[TEXT_SIZE(4)];
    struct form_state form;
    char              trouble[TEXT_SIZE(TOLD_MOST)];
    int64_t           wait_from_ms, wait_until_ms;
};

enum apply_step { APPLY_FORM, APPLY_AGREE, APPLY_SAVED };
struct jobs_apply_state {
    row_id                    job;
    enum apply_step           step;
    char                      name[TEXT_SIZE(20)], phone[TEXT_SIZE(24)];
    struct form_state         form;
    day                       keep_until; /* as the consent said */
    bool                      saving;
    char                      trouble[TEXT_SIZE(TOLD_MOST)];
    bool                      again; /* had been asked before */
    time_ms                   due;
    struct jobs_receipt_state receipt;
};

extern const struct screen jobs_list_screen;         /* struct jobs_state */
extern const struct screen jobs_detail_screen;       /* struct jobs_detail_state */
extern const struct screen jobs_match_screen;        /* struct jobs_match_state */
extern const struct screen jobs_apply_screen;        /* struct jobs_apply_state */
extern const struct screen jobs_receipt_screen;      /* struct jobs_receipt_state */
extern const struct screen jobs_receipt_find_screen; /* struct jobs_receipt_find_state */

/* The typing state, drawn by the list screen. */
void jobs_find_draw(struct visit *visit, struct jobs_state *state);
/* The line that is typed into, in both states, with the word that its letters stand for in the
 * first match: → 保洁员. */
enum typed jobs_line(struct visit *visit, struct rect r, struct jobs_state *state);

/* May somebody apply here: something can be saved, and somebody calls (anju.conf, [centre])? */
bool apply_can(const struct visit *visit);
bool receipt_can(const struct visit *visit);
/* A receipt in all of `body`; opened by its token: false when it opens none of ours. */
void receipt_show(struct visit *visit, struct rect body, struct jobs_receipt_state *state);
bool receipt_scanned(struct visit *visit, const char *text);
/* A posting that is not public any more while it is read, with the nearest others. */
void jobs_gone_draw(struct visit *visit, struct rect body, row_id job, const struct err *err);

#endif
