/* SPDX-License-Identifier: GPL-3.0-or-later
 * user.h - who works here (工作人员): a login, a name, roles. The password's hash, the second
 * factor and the recovery codes lie apart in LOCAL rows. Users are never deleted: what they did
 * names them; they are disabled. */
#ifndef ANJU_STAFF_USER_H
#define ANJU_STAFF_USER_H

#include "staff/permit.h"
#include "store/store.h"

enum { LOGIN_LEAST = 2 };

struct user {
    struct record_head head;
    char login[TEXT_SIZE(30)]; /* a-z 0-9 . _ -; unique; how steps and the journal name them */
    char name[TEXT_SIZE(20)];  /* 李红梅 */
    char phone[TEXT_SIZE(24)]; /* personal */
    char unit[TEXT_SIZE(40)];  /* of ROLE_UNIT: which 承办单位; "" else */
    struct children roles;     /* struct user_role */
    bool outside; /* an outside reviewer (外部审核员), of a centre of one person: sees nothing but
                     the review queue */
    bool    disabled;
    time_ms password_at; /* when the password was last set: who did it stands in the journal */
};
extern const struct record user_record; /* "staff_user": "user" is a word of SQL */

struct user_role {
    struct record_head head;
    row_id             user;
    int                place_in_list;
    enum role          role;
};
extern const struct record user_role_record;

/* staff_user, user_role, and LOCAL ones: guess, login_cost, credential, second_factor,
 * recovery_code, login_session, repeat; ends with NULL. */
extern const struct record *const staff_records[];

/* Who acts: copied out of the rows, so that no store is needed to ask. */
struct actor {
    row_id   user; /* absent: the command line's owner of the machine, or the system */
    char     login[TEXT_SIZE(30)];
    char     name[TEXT_SIZE(20)];
    char     unit[TEXT_SIZE(40)];
    role_set roles;
    row_id   home; /* the centre: rows of another home do not exist for this person */
    bool     outside;
};

/* Does the table let this person? An outside reviewer reads what waits for review, and that is
 * all: which rows these are the caller asks. */
bool actor_may(const struct actor *actor, const struct permit *const *permits, const char *record,
               enum permission permission);

bool user_get(struct store *store, row_id id, struct user *ret_user, struct arena *arena,
              struct err *err);
/* By login, else by full name if only one has it. ERR_ABSENT. Disabled ones too: ask. */
bool user_named(struct store *store, const char *name, struct user *ret_user, struct arena *arena,
                struct err *err);
/* By login alone, as somebody types it: 全角, capitals and spaces do not matter. ERR_ABSENT. */
bool user_of_login(struct store *store, const char *login, struct user *ret_user,
                   struct arena *arena, struct err *err);
bool user_any(struct store *store, bool *ret_any, struct err *err); /* is there an enabled one? */
/* Whoever a command line names as acting (--by, --checked-by). While there is an enabled user it
 * must be one, by login or full name; before that *ret_user is false, and the name is taken as it
 * is: whoever has the command line is all the staff there is. */
bool user_meant(struct store *store, const char *name, struct actor *ret_actor, bool *ret_user,
                struct err *err);
/* Users by login; `ret_users` in the arena. */
bool users_all(struct store *store, struct arena *arena, struct user **ret_users, size_t *ret_count,
               struct err *err);
role_set user_roles(const struct user *user);
void     user_actor(const struct user *user, struct actor *ret_actor);
/* The name for people of whoever a step or an entry names by login; the text itself when it is
 * nobody's login (resident, system, names from before there were users). Into `arena`. */
const char *user_shown(struct store *store, const char *login, struct arena *arena);
/* "审核员、岗位发布员" */
const char *roles_shown(role_set roles, enum lang lang, struct arena *arena);

#endif
