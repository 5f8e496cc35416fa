/* SPDX-License-Identifier: GPL-3.0-or-later
 * login.h - coming in: password (password.h), second factor (totp.h), growing waits that survive
 * restarts (guess.h), and then a session (session.h). One answer for an unknown login, a wrong
 * password, a wrong code and a user who is disabled, after the same work. */
#ifndef ANJU_STAFF_LOGIN_H
#define ANJU_STAFF_LOGIN_H

#include "staff/guess.h"
#include "staff/password.h"
#include "staff/session.h"
#include "staff/totp.h"

enum login_verdict {
    LOGIN_IN,
    LOGIN_WRONG,   /* whatever of it */
    LOGIN_CODE,    /* right so far: the second factor is asked for */
    LOGIN_WAITING, /* too many tries: answer.wait_ms */
    LOGIN_LOCKED   /* until the next day, or until an administrator resets it */
};

struct login {
    /* What is given; wiped by the caller. */
    const char *login, *password;
    const char *code;    /* six digits or a recovery code; NULL or "" none */
    const char *address; /* where from: for the list of sessions; no log */
    /* What comes back; but for the verdict and the answer, only with LOGIN_IN. */
    enum login_verdict  verdict;
    struct guess_answer answer;
    struct actor        actor;
    bool                must_change;          /* only a new password may be set now */
    bool                must_enrol;           /* an administrator without TOTP: only that */
    char                token[SESSION_TOKEN]; /* goes into the cookie; only its hash is kept */
    char                csrf[SESSION_TOKEN];  /* goes into the answer's body */
    time_ms             expires;              /* at the latest */
};
/* Takes its own transactions: the counter of wrong tries is durable before the answer. True
 * whenever there is an answer; ERR_BUSY: too many are trying at this moment, again in a second. */
bool login_try(struct store *store, struct login *login, struct err *err);
/* Own transactions: a new password for the user of `session`, who gives the present one as
 * login->password; guarded like login_try, and answered like it: LOGIN_IN, with a new token for
 * this session; all others of the user have ended. ERR_INVALID: the new one is not good enough. */
bool password_change(struct store *store, const struct session *session, const char *fresh,
                     struct login *login, struct err *err);
/* Within a transaction: waits, lock and second factor are forgotten, sessions end. The password is
 * for password_first(). */
bool login_reset(struct store *store, row_id user, struct err *err);
/* Within a transaction: a disabled user cannot come in and is out at once. What was in hand goes
 * back by flow_hand_over(), which the caller calls too. */
bool user_disable(struct store *store, row_id user, bool disabled, struct err *err);

#endif
