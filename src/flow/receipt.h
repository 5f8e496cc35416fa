/* SPDX-License-Identifier: GPL-3.0-or-later
 * receipt.h - what a resident takes away (回执): a number to say, and a token that opens the
 * matter.
 *
 *   QZ-K01-261124-A003-7   kind, terminal, day, incarnation of the node and counter of the day,
 *                          check character: ISO 7064 MOD 37,36 over the letters and digits
 *   8Q2J7W0V5M6KX3T9R4H1B2C8DA   128 bits from struct world as 26 characters of Crockford's base
 * 32; only its hash is kept
 *
 * A number alone opens nothing: with it go the last four digits of the telephone, against growing
 * waits (guess.h). A wrong number, a foreign one and wrong digits have one answer. */
#ifndef ANJU_FLOW_RECEIPT_H
#define ANJU_FLOW_RECEIPT_H

#include "staff/guess.h"
#include "flow/step.h"

enum { TOKEN_TEXT = 27, TOKEN_BYTES = 16 };

struct receipt {
    row_id  matter;
    char    number[TEXT_SIZE(NUMBER_TEXT)];
    char    token[TOKEN_TEXT]; /* "" : none; shown once, never stored. Wipe it. */
    time_ms at;
    char    clock[TEXT_SIZE(FLOW_NAME)]; /* the promise made; "" none */
    time_ms due;
};

/* Within the transaction that makes the matter, after its row was written. */
bool receipt_make(struct store *store, const struct flow *flow, const char *terminal,
                  struct matter *matter, struct receipt *ret_receipt, struct err *err);

/* ISO 7064 MOD 37,36 of the letters and digits in `text`; others are passed over. */
char number_check(const char *text);
/* As people type it (spaces, small letters, no hyphens, O for 0) to the form above; false: it is
 * none, or its check character says that it was miscopied. */
bool number_read(const char *text, char ret_number[TEXT_SIZE(NUMBER_TEXT)]);
/* Is this the text of a token? Canonical into ret_token; nothing is looked up. */
bool token_read(const char *text, char ret_token[TOKEN_TEXT]);

/* ERR_ABSENT for every text that opens nothing, in one sentence. */
bool receipt_opens_nothing(struct err *err); /* that sentence; false */
bool receipt_open(struct store *store, const char *token, struct matter *ret_matter,
                  struct err *err);

/* Within a transaction that is committed before the answer is shown, wrong or right: true whenever
 * there is an answer. Right: *ret_matter. `flows` says which record's telephone is asked for. */
bool receipt_open_number(struct store *store, const struct flow *const *flows, const char *number,
                         const char *last_four, const char *terminal,
                         struct guess_answer *ret_answer, struct matter *ret_matter,
                         struct err *err);

#endif
