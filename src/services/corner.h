/* SPDX-License-Identifier: GPL-3.0-or-later
 * corner.h - the PIN of the staff corner: six digits made by `anju init`, shown once, kept as an
 * Argon2id hash of the cost that was measured on this machine (cost.h). A LOCAL row: in no journal,
 * only in the encrypted backup; a node without one gets it by `anju pin`. */
#ifndef ANJU_SERVICES_CORNER_H
#define ANJU_SERVICES_CORNER_H

#include "staff/guess.h"

enum { CORNER_PIN = 6 };

struct corner {
    struct record_head head;
    char               salt[TEXT_SIZE(32)], hash[TEXT_SIZE(64)]; /* hexadecimal */
    int                passes, memory_kb;                       /* of Argon2id */
    time_ms            made;
};
extern const struct record corner_record;

bool corner_pin_exists(struct store *store, bool *ret_exists, struct err *err);
/* Within a transaction: a new PIN in place of the old; its waits are forgotten. Takes as long as a
 * check. */
bool corner_pin_make(struct store *store, char ret_pin[CORNER_PIN + 1], struct err *err);
/* Within a transaction that is committed before the answer is shown: true whenever there is an
 * answer (guess.h: after 5 growing waits, after 20 a day locked until the next). ERR_ABSENT: there
 * is no PIN yet. Takes up to half a second: for the thread that writes. */
bool corner_pin_check(struct store *store, const char *pin, struct guess_answer *ret_answer,
                      struct err *err);
/* The same as the data of one visit_save(). */
struct corner_try {
    char                pin[CORNER_PIN + 2]; /* wiped by the try */
    struct guess_answer answer;
};
bool corner_try(struct store *store, void *data, struct err *err);

#endif
