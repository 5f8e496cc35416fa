/* SPDX-License-Identifier: GPL-3.0-or-later
 * password.h - what a password must be, and its Argon2id hash in a LOCAL row of the user's id. */
#ifndef ANJU_STAFF_PASSWORD_H
#define ANJU_STAFF_PASSWORD_H

#include "staff/cost.h"
#include "staff/user.h"

enum {
    PASSWORD_LEAST = 10, /* characters */
    PASSWORD_MOST = 128,
    PASSWORD_FIRST = 20, /* bytes of a first password with its end: "k7qm-x2ap-9rtw-d4he" */
};

struct credential {
    struct record_head head;                                     /* id: the user's */
    char               salt[TEXT_SIZE(32)], hash[TEXT_SIZE(64)]; /* hexadecimal */
    int                passes, memory_kb;
    bool               must_change;
    int                times; /* how often it was set: sessions of the one before have ended */
};
extern const struct record credential_record;

/* Good enough? At least PASSWORD_LEAST characters, five of them different, none of the commonest
 * (config/passwords.txt), without the login or the name in it. */
bool password_check(const struct user *user, const char *password, struct err *err);
/* Within a transaction; the user's sessions end. Takes as long as a try. */
bool password_set(struct store *store, row_id user, const char *password, bool must_change,
                  struct err *err);
/* The same by the user: `session` goes on, the others end. */
bool password_replace(struct store *store, row_id user, const char *password, row_id session,
                      struct err *err);
/* A random one, shown once, that has to be changed; the caller wipes it. */
bool password_first(struct store *store, row_id user, char ret_password[PASSWORD_FIRST],
                    struct err *err);
/* *ret_there false: there is none, and nobody comes in by it. */
bool credential_get(struct store *store, row_id user, struct credential *ret_credential,
                    bool *ret_there, struct err *err);
/* Is it the one? `credential` NULL: the same work at `cost`, and never right. Within argon_enter();
 * no transaction is needed. */
bool password_right(const struct credential *credential, const struct login_cost *cost,
                    const char *password, bool *ret_right, struct err *err);
/* The same password at the cost of today, where that has changed. Within a transaction. */
bool password_renew(struct store *store, const struct credential *credential,
                    const struct login_cost *cost, const char *password, struct err *err);

/* Random letters and digits in groups of four that nobody mistakes for others, with their end:
 * 5 bits each. `size` is 5n. */
void code_draw(struct world *world, char *out, size_t size);

#endif
