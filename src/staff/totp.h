/* SPDX-License-Identifier: GPL-3.0-or-later
 * totp.h - the second factor (RFC 6238): six digits by the clock, each accepted once; ten recovery
 * codes, kept as hashes, each good once, for when the telephone is gone. */
#ifndef ANJU_STAFF_TOTP_H
#define ANJU_STAFF_TOTP_H

#include "staff/user.h"

enum {
    TOTP_SECRET = 20, /* bytes, as RFC 4226 has it */
    TOTP_STEP_S = 30,
    TOTP_WINDOW = 1, /* steps before and after: a telephone's clock is a little off */
    TOTP_DIGITS = 6,
    RECOVERY_CODES = 10,
    RECOVERY_CODE = 20, /* "k7qm-x2ap-9rtw-d4he" with its end: 79 bits */
};

struct second_factor {
    struct record_head head;                     /* id: the user's */
    char               secret[TEXT_SIZE(40)];    /* hexadecimal; "": not in force */
    char               candidate[TEXT_SIZE(40)]; /* enrolled, not confirmed yet */
    int                used;                     /* the newest step whose code was accepted */
};
struct recovery_code {
    struct record_head head;
    row_id             user;
    char               hash[TEXT_SIZE(64)];
};
extern const struct record second_factor_record, recovery_code_record;

bool totp_in_force(struct store *store, row_id user, bool *ret_in_force, struct err *err);
/* Within a transaction: a new secret, as an otpauth:// address in the arena (wiped with it), in
 * force once a code of it is given to totp_confirm(), which hands out the recovery codes, shown
 * once. Until then the one before stays. `issuer` is the centre's name. */
bool totp_enrol(struct store *store, row_id user, const char *issuer, struct arena *arena,
                const char **ret_address, struct err *err);
/* ERR_INVALID: it is not the code, or nothing was enrolled. */
bool totp_confirm(struct store *store, row_id user, const char *code, struct arena *arena,
                  const char *const **ret_recovery /* ends with NULL */, struct err *err);
/* Within a transaction: is it a code, of the clock or a recovery code? Then it is used up. */
bool totp_right(struct store *store, row_id user, const char *code, bool *ret_right,
                struct err *err);
bool recovery_left(struct store *store, row_id user, size_t *ret_left, struct err *err);
bool totp_off(struct store *store, row_id user, struct err *err); /* within a transaction */

#endif
