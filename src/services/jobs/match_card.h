/* SPDX-License-Identifier: GPL-3.0-or-later
 * match_card.h - a posting with what it says to each wish: a mark, a word and a colour for each, in
 * the order of the questions; 帮我问 where something is not written. */
#ifndef ANJU_JOBS_MATCH_CARD_H
#define ANJU_JOBS_MATCH_CARD_H

#include "services/jobs/match.h"
#include "ui/visit.h"

/* What is behind 帮我问 on this card. */
enum match_asking { ASKING_NOTHING, ASKING_OFFERED, ASKING_OPEN };

/* How the cards of a list stand, the same for all of them so that pages hold as many each time. */
struct match_layout {
    int  columns;       /* cards beside each other */
    int  asked;         /* wishes with a mark */
    int  marks_in_line; /* marks in a line of a card */
    bool ask_beside;    /* 帮我问 stands beside the marks, else below them */
    int  card_height;
};
struct match_layout match_layout(struct visit *visit, const struct wishes *wishes, int width);

enum match_used { MATCH_USED_NOT, MATCH_USED_CARD, MATCH_USED_ASK };
enum match_used match_card(struct visit *visit, struct rect r, const struct match_layout *layout,
                           const struct wishes *wishes, const struct job_row *row,
                           const struct match *match, enum match_asking asking);

/* "三样都合", "差一样没写", "合两样"; "" when nothing was asked. */
const char *match_badge(struct ui *ui, const struct match *match);

#endif
