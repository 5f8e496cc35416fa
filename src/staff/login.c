/* SPDX-License-Identifier: GPL-3.0-or-later
 * login.c - one try: counted as wrong before the password is hashed (so that tries side by side are
 * as many as those in a row, and a power cut wins nothing), given back when it was right.
 *
 * The counter of a login is one of 65,536 that a keyed hash of it picks, whether there is such a
 * user or not: nothing tells them apart, and no flood of invented logins fills the disk. */
#include "staff/login.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { COUNTER_NAME = 24 };

/* The counters of a login: of its passwords, and of the codes behind them. */
struct counters {
    char password[COUNTER_NAME], code[COUNTER_NAME];
};

/* One try, from its first transaction to its last. */
struct attempt {
    struct store     *store;
    struct login     *login;
    struct arena      arena;
    struct login_cost cost;
    struct counters   counters;
    struct user       user; /* when there */
    struct credential credential;
    bool              there, may, right;
};

static bool counters_of(const char *login, const struct login_cost *cost, struct arena *arena,
                        struct counters *ret_counters, struct err *err) {
    bool        whole = text_valid(login, strlen(login));
    const char *folded = whole ? text_fold(arena, login) : login;
    uint8_t     hash[crypto_generichash_BYTES_MIN];
    if (!folded)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    /* Fails only for sizes out of range. */
    (void)crypto_generichash(hash, sizeof(hash), (const uint8_t *)folded, strlen(folded),
                             (const uint8_t *)cost->key, strlen(cost->key));
    (void)snprintf(ret_counters->password, COUNTER_NAME, "login/%02x%02x", hash[0], hash[1]);
    (void)snprintf(ret_counters->code, COUNTER_NAME, "code/%02x%02x", hash[0], hash[1]);
    return true;
}

/* The user and the password of the login as it was typed, where both are there. */
static bool attempt_load(struct attempt *attempt, struct err *err) {
    struct err why = { .lang = err ? err->lang : LANG_ZH };
    attempt->there = false;
    if (!user_of_login(attempt->store, attempt->login->login, &attempt->user, &attempt->arena,
                       &why))
        return why.code == ERR_ABSENT || err_code_set(err, why.code, "%s", why.text);
    return credential_get(attempt->store, attempt->user.head.id, &attempt->credential,
                          &attempt->there, err);
}

static bool transaction_end(struct store *store, bool done, struct err *err) {
    if (done && store_commit(store, err))
        return true;
    store_rollback(store);
    return false;
}

/* The first transaction: may it be tried, and what is to be tried? */
static bool attempt_begin(struct attempt *attempt, struct err *err) {
    struct login *login = attempt->login;
    if (!store_begin(attempt->store, "system", err))
        return false;
    bool done =
        login_cost_get(attempt->store, &attempt->cost, err) &&
        counters_of(login->login, &attempt->cost, &attempt->arena, &attempt->counters, err) &&
        attempt_load(attempt, err) &&
        guess_take(attempt->store, attempt->counters.password, &guess_strict, &attempt->may,
                   &login->answer, err);
    return transaction_end(attempt->store, done, err);
}

static void refuse(struct login *login, bool tried) {
    bool locked = login->answer.verdict == GUESS_LOCKED;
    login->verdict = tried ? LOGIN_WRONG : locked ? LOGIN_LOCKED : LOGIN_WAITING;
}

/* The stricter of two answers about one try. */
static struct guess_answer stricter(struct guess_answer a, struct guess_answer b) {
    if (a.verdict == GUESS_LOCKED || b.verdict == GUESS_LOCKED)
        return a.verdict == GUESS_LOCKED ? a : b;
    a.wait_ms = a.wait_ms > b.wait_ms ? a.wait_ms : b.wait_ms;
    a.left = a.left < b.left ? a.left : b.left;
    return a;
}

/* The second factor, where one is in force. The verdict is LOGIN_IN when nothing is in the way. */
static bool attempt_code(struct attempt *attempt, struct err *err) {
    struct login       *login = attempt->login;
    struct guess_answer answer;
    row_id              user = attempt->user.head.id;
    const char         *code = login->code ? login->code : "";
    bool                in_force, right;
    if (!totp_in_force(attempt->store, user, &in_force, err))
        return false;
    login->must_enrol = !in_force && (user_roles(&attempt->user) & ROLE(ROLE_ADMINISTRATOR)) != 0;
    login->verdict = !in_force || *code ? LOGIN_IN : LOGIN_CODE;
    if (!in_force || !*code)
        return true;
    if (!guess_may(attempt->store, attempt->counters.code, &guess_strict, &answer, err))
        return false;
    if (answer.verdict != GUESS_WRONG) {
        login->answer = answer;
        refuse(login, false);
        return true;
    }
    if (!totp_right(attempt->store, user, code, &right, err) ||
        !guess_count(attempt->store, attempt->counters.code, &guess_strict, right, &answer, err))
        return false;
    if (!right) {
        login->answer = stricter(login->answer, answer);
        refuse(login, true);
    }
    return true;
}

static bool attempt_in(struct attempt *attempt, struct err *err) {
    struct login *login = attempt->login;
    login->must_change = attempt->credential.must_change;
    user_actor(&attempt->user, &login->actor);
    login->answer = (struct guess_answer){ GUESS_RIGHT, 0, -1 };
    if (!password_renew(attempt->store, &attempt->credential, &attempt->cost, login->password,
                        err) ||
        !session_begin(attempt->store, &attempt->user, attempt->credential.times, login->address,
                       login->token, &login->expires, err))
        return false;
    session_csrf(login->token, login->csrf);
    return true;
}

/* Is what was tried still what is there? Another connection may have changed it meanwhile. */
static bool attempt_again(struct attempt *attempt, struct err *err) {
    int64_t version = attempt->credential.head.version;
    if (!attempt_load(attempt, err))
        return false;
    attempt->right =
        attempt->there && !attempt->user.disabled && attempt->credential.head.version == version;
    return true;
}

/* The second transaction, only of a right password. */
static bool attempt_end(struct attempt *attempt, struct err *err) {
    struct login *login = attempt->login;
    if (!store_begin(attempt->store, "system", err))
        return false;
    bool done = attempt_again(attempt, err);
    if (done && attempt->right)
        done = attempt_code(attempt, err);
    if (done && attempt->right && login->verdict != LOGIN_WRONG)
        done = guess_give_back(attempt->store, attempt->counters.password, err);
    if (done && attempt->right && login->verdict == LOGIN_IN)
        done = attempt_in(attempt, err);
    return transaction_end(attempt->store, done, err);
}

static bool attempt_run(struct attempt *attempt, struct err *err) {
    struct login *login = attempt->login;
    if (!attempt_begin(attempt, err))
        return false;
    refuse(login, attempt->may);
    if (!attempt->may)
        return true;
    if (!password_right(attempt->there ? &attempt->credential : NULL, &attempt->cost,
                        login->password, &attempt->right, err))
        return false;
    attempt->right = attempt->right && !attempt->user.disabled;
    return !attempt->right || attempt_end(attempt, err);
}

static void attempt_wipe(struct attempt *attempt) {
    sodium_memzero(&attempt->credential, sizeof(attempt->credential));
    sodium_memzero(&attempt->cost, sizeof(attempt->cost));
    arena_deinit(&attempt->arena);
}

bool login_try(struct store *store, struct login *login, struct err *err) {
    struct attempt attempt = { .store = store, .login = login };
    login->must_change = login->must_enrol = false;
    login->token[0] = login->csrf[0] = '\0';
    if (!argon_enter(err))
        return false;
    bool done = attempt_run(&attempt, err);
    argon_leave();
    attempt_wipe(&attempt);
    return done;
}

/* --- changing it ---------------------------------------------------------------------------- */

/* Of a right one: the new password, the others out, this session under a new token. */
static bool change_end(struct attempt *attempt, const struct session *session, const char *fresh,
                       struct err *err) {
    struct login *login = attempt->login;
    row_id        user = session->actor.user;
    if (!store_begin(attempt->store, session->actor.login, err))
        return false;
    bool done = attempt_again(attempt, err);
    if (done && attempt->right) {
        done = guess_give_back(attempt->store, attempt->counters.password, err) &&
               password_replace(attempt->store, user, fresh, session->id, err) &&
               attempt_load(attempt, err) &&
               totp_in_force(attempt->store, user, &login->must_enrol, err) &&
               session_renew(attempt->store, session->id, &attempt->user, attempt->credential.times,
                             login->token, &login->expires, err);
        login->must_enrol =
            !login->must_enrol && (user_roles(&attempt->user) & ROLE(ROLE_ADMINISTRATOR)) != 0;
    }
    if (!transaction_end(attempt->store, done, err))
        return false;
    if (attempt->right) {
        login->verdict = LOGIN_IN;
        login->answer = (struct guess_answer){ GUESS_RIGHT, 0, -1 };
        user_actor(&attempt->user, &login->actor);
        session_csrf(login->token, login->csrf);
    }
    return true;
}

static bool change_run(struct attempt *attempt, const struct session *session, const char *fresh,
                       struct err *err) {
    struct login *login = attempt->login;
    if (strcmp(login->password, fresh) == 0)
        return err_code_set(err, ERR_INVALID, "新密码不能和现在的一样");
    if (!user_get(attempt->store, session->actor.user, &attempt->user, &attempt->arena, err) ||
        !password_check(&attempt->user, fresh, err) || !attempt_begin(attempt, err))
        return false;
    refuse(login, attempt->may);
    if (!attempt->may)
        return true;
    if (!password_right(attempt->there ? &attempt->credential : NULL, &attempt->cost,
                        login->password, &attempt->right, err))
        return false;
    return !attempt->right || change_end(attempt, session, fresh, err);
}

bool password_change(struct store *store, const struct session *session, const char *fresh,
                     struct login *login, struct err *err) {
    struct attempt attempt = { .store = store, .login = login };
    login->login = session->actor.login; /* nobody else's */
    login->must_change = login->must_enrol = false;
    login->token[0] = login->csrf[0] = '\0';
    if (!argon_enter(err))
        return false;
    bool done = change_run(&attempt, session, fresh, err);
    argon_leave();
    attempt_wipe(&attempt);
    return done;
}

/* --- by an administrator -------------------------------------------------------------------- */

static bool counters_forget(struct store *store, const char *login, struct err *err) {
    struct arena      arena = { 0 };
    struct login_cost cost;
    struct counters   counters;
    bool              done =
        login_cost_get(store, &cost, err) && counters_of(login, &cost, &arena, &counters, err) &&
        guess_forget(store, counters.password, err) && guess_forget(store, counters.code, err);
    sodium_memzero(&cost, sizeof(cost));
    arena_deinit(&arena);
    return done;
}

bool login_reset(struct store *store, row_id id, struct err *err) {
    struct arena arena = { 0 };
    struct user  user;
    bool         done = user_get(store, id, &user, &arena, err) &&
                counters_forget(store, user.login, err) && totp_off(store, id, err) &&
                sessions_end_of(store, id, err);
    arena_deinit(&arena);
    return done;
}

bool user_disable(struct store *store, row_id id, bool disabled, struct err *err) {
    struct arena arena = { 0 };
    struct user  user;
    bool         done = user_get(store, id, &user, &arena, err);
    user.disabled = disabled;
    done = done && store_update(store, &user_record, &user, err) && sessions_end_of(store, id, err);
    arena_deinit(&arena);
    return done;
}
