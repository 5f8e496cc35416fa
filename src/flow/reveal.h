/* SPDX-License-Identifier: GPL-3.0-or-later
 * reveal.h - who saw a person's values, and why: a row, and so an entry of the journal, each time
 * staff ask to see what is masked (PIPL: a record of access). */
#ifndef ANJU_FLOW_REVEAL_H
#define ANJU_FLOW_REVEAL_H

#include "flow/step.h"

enum { REVEAL_REASON_LEAST = 2 };

struct reveal {
    struct record_head head;
    row_id             matter; /* or, of what moves by no flow: */
    char               record[TEXT_SIZE(40)], row[TEXT_SIZE(ID_TEXT)]; /* its name and id */
    char               name[TEXT_SIZE(60)];                            /* of who asked */
    char               reason[TEXT_SIZE(80)];
    time_ms            at;
};
extern const struct record reveal_record;

/* Within a transaction that is committed before anything is shown. ERR_INVALID: no reason. */
bool reveal_write(struct store *store, row_id matter, const char *name, const char *reason,
                  struct err *err);
bool reveal_write_row(struct store *store, const struct record *record, row_id id, const char *name,
                      const char *reason, struct err *err);

#endif
