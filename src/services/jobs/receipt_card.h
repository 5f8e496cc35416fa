/* SPDX-License-Identifier: GPL-3.0-or-later
 * receipt_card.h - a receipt drawn: on the glass as a banner, a card and steps, on paper, and as a
 * large code to be photographed. */
#ifndef ANJU_JOBS_RECEIPT_CARD_H
#define ANJU_JOBS_RECEIPT_CARD_H

#include "services/jobs/receipt_words.h"
#include "ui/visit.h"

struct receipt_shown {
    struct receipt_words words;
    const char          *number, *token; /* token "" : it was opened by its number */
};

/* In all of `r`; returns the room that it leaves for what can be done. Where it is small, the code
 * gives way first (it can be had large), then the steps, then the second lines. */
struct rect receipt_draw(struct visit *visit, struct rect r, const struct receipt_shown *shown);
/* Above the page, until it is closed: then true. */
bool receipt_large(struct visit *visit, const struct receipt_shown *shown);
/* To the visit's printer; false: it could not be begun. */
bool receipt_print(struct visit *visit, const struct receipt_shown *shown);

#endif
