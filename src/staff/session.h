/* SPDX-License-Identifier: GPL-3.0-or-later
 * session.h - being logged in: a token of which only the hash is kept. It ends 15 minutes after it
 * was last used and 8 hours after it began, by the wall clock and the monotonic one, whichever is
 * stricter, and with the boot that it began in; and at once when its user is disabled, gets other
 * roles or another password.
 *
 * When each was last used the watch knows exactly, in memory; rows follow about once a minute, so
 * that looking costs no write. A crash makes a session older by that minute, never younger. */
#ifndef ANJU_STAFF_SESSION_H
#define ANJU_STAFF_SESSION_H

#include "staff/boot.h"
#include "staff/user.h"

enum {
    SESSION_TOKEN = 44, /* 32 random bytes as base64url, with the ending zero */
    SESSION_IDLE_MS = 15 * 60 * 1000,
    SESSION_MOST_MS = 8 * 60 * 60 * 1000,
    SESSIONS_EACH = 10, /* of a user at once; the oldest goes */
    SESSION_ADDRESS = 60,
};

struct login_session { /* the row */
    struct record_head head;
    char               token[TEXT_SIZE(64)]; /* BLAKE2b of the token, hexadecimal */
    row_id             user;
    char               address[TEXT_SIZE(SESSION_ADDRESS)];
    time_ms            started, seen;
    time_ms            started_monotonic, seen_monotonic;
    char               boot[TEXT_SIZE(BOOT_TEXT)];
    int                roles, password; /* the user's role_set, and which password, when it began */
    bool               outside;
    char               unit[TEXT_SIZE(40)];
};
extern const struct record login_session_record;

/* Shared by all threads of a program, each with a store of its own. */
struct session_watch;
bool session_watch_open(struct session_watch **ret_watch, struct err *err);
void session_watch_close(struct session_watch *watch); /* NULL is fine */

struct session {
    row_id       id;
    struct actor actor;
    bool         must_change; /* only a new password may be set */
    bool         must_enrol;  /* an administrator without a second factor: only that */
    char         csrf[SESSION_TOKEN];
    time_ms      started, seen, expires; /* `seen`: before this use */
};
/* What a token opens, and this is a use of it. ERR_ABSENT: nothing. Only reads. `watch` NULL: by
 * the rows alone, and no use. */
bool session_open(struct store *store, struct session_watch *watch, const char *token,
                  struct session *ret_session, struct err *err);
/* Does it go on? Asking is no use of it: for event streams. */
bool session_alive(struct store *store, struct session_watch *watch, row_id session,
                   bool *ret_alive, struct err *err);
/* Own transaction, about once a minute and before the end: rows learn when their session was last
 * used, those that are over go. Writes nothing when nothing is to be written. */
bool sessions_save(struct store *store, struct session_watch *watch, struct err *err);

/* Within a transaction: a new one of `user`; the token is given out once. */
bool session_begin(struct store *store, const struct user *user, int password, const char *address,
                   char ret_token[SESSION_TOKEN], time_ms *ret_expires, struct err *err);
/* Within a transaction: the same one under a new token, of the user as it is now. */
bool session_renew(struct store *store, row_id session, const struct user *user, int password,
                   char ret_token[SESSION_TOKEN], time_ms *ret_expires, struct err *err);
bool session_end(struct store *store, row_id session, struct err *err); /* own transaction */
/* Within a transaction. */
bool sessions_end_of(struct store *store, row_id user, struct err *err);
bool sessions_end_others(struct store *store, row_id user, row_id but, struct err *err);
void session_csrf(const char *token, char ret_csrf[SESSION_TOKEN]);

struct session_row { /* for the list of one's own, or an administrator's */
    row_id  id, user;
    char    login[TEXT_SIZE(30)], address[TEXT_SIZE(SESSION_ADDRESS)];
    time_ms started, seen;
};
/* Those that go on, newest first. `user` absent: everybody's. */
bool sessions_of(struct store *store, struct session_watch *watch, row_id user,
                 struct session_row *rows, size_t room, size_t *ret_count, struct err *err);

#endif
