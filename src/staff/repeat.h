/* SPDX-License-Identifier: GPL-3.0-or-later
 * repeat.h - a request that is sent again with the same Idempotency-Key is answered as it was the
 * first time, and done once. The answer is a LOCAL row, written in the transaction of what was
 * done; after a day it is forgotten. */
#ifndef ANJU_STAFF_REPEAT_H
#define ANJU_STAFF_REPEAT_H

#include "store/store.h"

enum {
    REPEAT_KEY = 100 /* characters of a key */,
    REPEAT_BODY = 64 << 10 /* bytes of an answer */
};

struct repeat {
    struct record_head head;
    row_id             user;
    char               key[TEXT_SIZE(REPEAT_KEY)];
    char               request[TEXT_SIZE(64)]; /* BLAKE2b of method, path and body, hexadecimal */
    int                status;
    char               location[TEXT_SIZE(120)], etag[TEXT_SIZE(60)];
    const char        *body; /* JSON; NULL none */
    time_ms            at;
};
extern const struct record repeat_record;

/* Within a transaction. ERR_ABSENT: this user has not used the key within a day. */
bool repeat_get(struct store *store, row_id user, const char *key, struct repeat *ret_repeat,
                struct arena *arena, struct err *err);
/* Within a transaction: keeps it, and forgets those that are over. */
bool repeat_put(struct store *store, struct repeat *repeat, struct err *err);

#endif
