/* SPDX-License-Identifier: GPL-3.0-or-later
 * detail_parts.h - what stands around the facts of a posting: pay by the month and by the day, the
 * slider of a piece price, codes to call and to take home, paper, 我想去. */
#ifndef ANJU_JOBS_DETAIL_PARTS_H
#define ANJU_JOBS_DETAIL_PARTS_H

#include "services/jobs/job_sums.h"
#include "services/jobs/jobs_screens.h"
#include "ui/cut.h"

/* The posting's own number, else its employer's; "" when neither has one. */
const char *detail_phone(const struct job_row *row);
const char *detail_contact(const struct job_row *row);

/* Two boxes beside each other, and under them how they were reckoned. Height 0: nothing can be
 * compared. */
/* Do they say what is paid, too, so that the head need not? */
bool detail_sums_pay(struct visit *visit, const struct job_row *row);
int  detail_sums_height(struct visit *visit, const struct job_row *row, int width);
void detail_sums_draw(struct visit *visit, struct rect r, const struct job_row *row);

/* 做 60 件是多少钱？ Height 0: it is not paid by the piece. */
int  detail_pieces_height(struct visit *visit, const struct job_row *row);
void detail_pieces_draw(struct visit *visit, struct rect r, const struct job_row *row,
                        struct jobs_detail_state *state);

/* The row of buttons at the bottom: 带回家, 打印, 算一算 where the slider has no room, 我想去. */
void detail_ways_draw(struct visit *visit, struct rect r, const struct job_row *row,
                      struct jobs_detail_state *state, bool slider_away);
/* Last in the frame: the dialog that is open, and what is to be told. */
void detail_over_draw(struct visit *visit, struct rect page, const struct job_row *row,
                      struct jobs_detail_state *state);

#endif
