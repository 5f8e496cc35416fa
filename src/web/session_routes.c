/* SPDX-License-Identifier: GPL-3.0-or-later
 * session_routes.c - the token goes out once, in an HttpOnly cookie of this host; the CSRF token in
 * the body, to be sent back as X-CSRF-Token. What was typed lies in the request's arena, which the
 * server wipes. */
#include "web/session_routes.h"

#include "web/web.h"

#include <string.h>

enum { SESSIONS_SHOWN = 200 };

const char *body_text(const struct request *request, struct answer *answer, const char *key,
                      bool *ret_fine) {
    const json_t *value = json_object_get(request->body, key);
    *ret_fine = !value || json_is_null(value) || json_is_string(value);
    if (!*ret_fine)
        problem(request, answer, 422, "wrong-type", "%s 要写成文字", key);
    return json_string_value(value);
}

/* Every key of the body is one of `known`, and the body is an object. */
static bool body_keys(const struct request *request, struct answer *answer,
                      const char *const *known) {
    const char *key;
    json_t     *value;
    if (!json_is_object(request->body)) {
        problem(request, answer, 422, "wrong-type", "内容要是一个 JSON 对象");
        return false;
    }
    json_object_foreach((json_t *)request->body, key, value) { /* only looked through */
        if (!flow_lists(known, key)) {
            problem(request, answer, 422, "unknown-key", "不认识“%s”这一项", key);
            return false;
        }
    }
    return true;
}

static void answer_fail(struct request *request, struct answer *answer, const struct err *err) {
    if (err->code == ERR_ABSENT)
        problem_absent(request, answer);
    else
        problem_err(request, answer, err);
}

static json_t *time_json(time_ms t) {
    char text[TIME_TEXT];
    time_format(t, text);
    return json_string(text);
}

static json_t *roles_json(role_set roles) {
    json_t *list = json_array();
    for (int role = 1; role < ROLES_COUNT; role++)
        if (roles & ROLE(role))
            json_array_append_new(list, json_string(role_words[role].name));
    return list;
}

static json_t *session_json(const struct actor *actor, const char *csrf, time_ms expires,
                            bool must_change, bool must_enrol) {
    char id[ID_TEXT];
    id_format(actor->user, id);
    return json_pack("{s:{s:s,s:s,s:s,s:o,s:b},s:s,s:o,s:b,s:b}", "user", "id", id, "login",
                     actor->login, "name", actor->name, "roles", roles_json(actor->roles),
                     "outside", actor->outside, "csrf", csrf, "expires", time_json(expires),
                     "must_change", must_change, "must_enrol", must_enrol);
}

/* `token` NULL: the cookie is taken away. */
static const char *cookie_text(const struct request *request, const char *token) {
    const char *secure = request->web->options->plain ? "" : "; Secure";
    return token
               ? arena_printf(request->arena,
                              "anju_session=%s; Path=/; HttpOnly; SameSite=Strict%s", token, secure)
               : arena_printf(request->arena,
                              "anju_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0%s",
                              secure);
}

/* What came of a login or of a new password. */
static void login_answer(struct request *request, struct answer *answer, const struct login *login,
                         int status) {
    switch (login->verdict) {
    case LOGIN_IN:
        answer->status = status;
        answer->json = session_json(&login->actor, login->csrf, login->expires, login->must_change,
                                    login->must_enrol);
        answer->cookie = cookie_text(request, login->token);
        break;
    case LOGIN_CODE:
        problem(request, answer, 401, "code-wanted", "还要写手机上的六位数字，或一个备用码");
        break;
    case LOGIN_WAITING:
        problem(request, answer, 429, "wait", "试错太多次了，请过 %lld 秒再试",
                (long long)(login->answer.wait_ms + 999) / 1000);
        answer->seconds = (unsigned)((login->answer.wait_ms + 999) / 1000);
        break;
    case LOGIN_LOCKED:
        problem(request, answer, 429, "locked",
                "今天试错太多次，已经锁住；明天再试，或请管理员重置");
        answer->seconds = (unsigned)((login->answer.wait_ms + 999) / 1000);
        break;
    case LOGIN_WRONG:
        problem(request, answer, 401, "wrong", "登录名、密码或验证码不对");
        break;
    }
}

static void login_handle(struct request *request, struct answer *answer) {
    static const char *const known[] = { "login", "password", "code", NULL };
    struct err               err = { .lang = request->lang };
    bool                     fine[3];
    if (!body_keys(request, answer, known))
        return;
    struct login login = { .login = body_text(request, answer, "login", &fine[0]),
                           .password = body_text(request, answer, "password", &fine[1]),
                           .code = body_text(request, answer, "code", &fine[2]),
                           .address = request->address };
    if (!fine[0] || !fine[1] || !fine[2])
        return;
    if (!login.login || !login.password)
        problem(request, answer, 422, "missing", "要写 login 和 password");
    else if (login_try(request->store, &login, &err))
        login_answer(request, answer, &login, 201);
    else
        answer_fail(request, answer, &err);
    explicit_bzero(login.token, sizeof(login.token)); /* the cookie has its own, in the arena */
}

static void session_handle(struct request *request, struct answer *answer) {
    const struct session *session = request->session;
    answer->json = session_json(&session->actor, session->csrf, session->expires,
                                session->must_change, session->must_enrol);
}

static void logout_handle(struct request *request, struct answer *answer) {
    struct err err = { .lang = request->lang };
    if (!session_end(request->store, request->session->id, &err)) {
        answer_fail(request, answer, &err);
        return;
    }
    answer->status = 204;
    answer->cookie = cookie_text(request, NULL);
}

static void password_handle(struct request *request, struct answer *answer) {
    static const char *const known[] = { "password", "fresh", "code", NULL };
    struct err               err = { .lang = request->lang };
    bool                     fine[3];
    if (!body_keys(request, answer, known))
        return;
    const char  *fresh = body_text(request, answer, "fresh", &fine[0]);
    struct login login = { .login = request->session->actor.login,
                           .password = body_text(request, answer, "password", &fine[1]),
                           .code = body_text(request, answer, "code", &fine[2]),
                           .address = request->address };
    if (!fine[0] || !fine[1] || !fine[2])
        return;
    if (!login.password || !fresh)
        problem(request, answer, 422, "missing", "要写 password（现在的密码）和 fresh（新密码）");
    else if (password_change(request->store, request->session, fresh, &login, &err))
        login_answer(request, answer, &login, 200);
    else
        answer_fail(request, answer, &err);
    explicit_bzero(login.token, sizeof(login.token));
}

/* --- the second factor --------------------------------------------------------------------- */

static void enrol_handle(struct request *request, struct answer *answer) {
    struct err            err = { .lang = request->lang };
    const struct session *session = request->session;
    const char           *address;
    if (store_begin(request->store, session->actor.login, &err) &&
        totp_enrol(request->store, session->actor.user, request->web->options->centre,
                   request->arena, &address, &err) &&
        store_commit(request->store, &err)) {
        answer->status = 201;
        answer->json = json_pack("{s:s}", "address", address);
        return;
    }
    answer_fail(request, answer, &err);
}

static void confirm_handle(struct request *request, struct answer *answer) {
    static const char *const known[] = { "code", NULL };
    struct err               err = { .lang = request->lang };
    const struct session    *session = request->session;
    const char *const       *recovery;
    bool                     fine;
    if (!body_keys(request, answer, known))
        return;
    const char *code = body_text(request, answer, "code", &fine);
    if (!fine)
        return;
    if (!code) {
        problem(request, answer, 422, "missing", "要写 code（手机上的六位数字）");
    } else if (store_begin(request->store, session->actor.login, &err) &&
               totp_confirm(request->store, session->actor.user, code, request->arena, &recovery,
                            &err) &&
               store_commit(request->store, &err)) {
        json_t *list = json_array();
        for (; *recovery; recovery++)
            json_array_append_new(list, json_string(*recovery));
        answer->json = json_pack("{s:o}", "recovery", list);
    } else {
        answer_fail(request, answer, &err);
    }
}

/* --- sessions ------------------------------------------------------------------------------ */

/* One's own; everybody's for whom the table lets do this with them. */
static bool sessions_read(struct request *request, struct answer *answer,
                          enum permission permission, struct session_row **ret_rows,
                          size_t *ret_count) {
    struct err          err = { .lang = request->lang };
    const struct actor *actor = &request->session->actor;
    const bool          all = actor_may(actor, request->web->permits, PERMIT_SESSION, permission);
    *ret_rows = ARENA_NEW_ARRAY(request->arena, SESSIONS_SHOWN, struct session_row);
    if (*ret_rows &&
        sessions_of(request->store, request->web->sessions, all ? ID_ABSENT : actor->user,
                    *ret_rows, SESSIONS_SHOWN, ret_count, &err))
        return true;
    if (!*ret_rows)
        (void)err_code_set(&err, ERR_MEMORY, "内存不足");
    answer_fail(request, answer, &err);
    return false;
}

static void sessions_handle(struct request *request, struct answer *answer) {
    struct session_row *rows;
    size_t              count;
    if (!sessions_read(request, answer, PERMIT_READ, &rows, &count))
        return;
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        char id[ID_TEXT];
        id_format(rows[i].id, id);
        json_array_append_new(list,
                              json_pack("{s:s,s:s,s:s,s:o,s:o,s:b}", "id", id, "login",
                                        rows[i].login, "address", rows[i].address, "started",
                                        time_json(rows[i].started), "seen", time_json(rows[i].seen),
                                        "own", id_equal(rows[i].id, request->session->id)));
    }
    answer->json = json_pack("{s:o}", "rows", list);
}

/* Somebody else's is absent for whoever may not see it. */
static void revoke_handle(struct request *request, struct answer *answer) {
    struct err          err = { .lang = request->lang };
    struct session_row *rows;
    size_t              count;
    row_id              id;
    if (!sessions_read(request, answer, PERMIT_DELETE, &rows, &count))
        return;
    bool found = false;
    if (id_parse(request->parts[0], &id))
        for (size_t i = 0; i < count; i++)
            found = found || id_equal(rows[i].id, id);
    if (!found)
        problem_absent(request, answer);
    else if (session_end(request->store, id, &err))
        answer->status = 204;
    else
        answer_fail(request, answer, &err);
}

static void health_handle(struct request *request, struct answer *answer) {
    struct err err = { .lang = request->lang };
    int64_t    one;
    if (store_number(request->store, "SELECT 1", NULL, 0, &one, &err))
        answer->json = json_pack("{s:s}", "status", "ok");
    else
        problem_err(request, answer, &err);
}

/* --- the table ----------------------------------------------------------------------------- */

#define SCHEMA_SESSION                                                                             \
    "{\"type\":\"object\",\"required\":[\"user\",\"csrf\",\"expires\",\"must_change\","            \
    "\"must_enrol\"],\"properties\":{\"user\":{\"type\":\"object\",\"required\":[\"id\","          \
    "\"login\",\"name\",\"roles\",\"outside\"]},\"csrf\":{\"type\":\"string\"},"                   \
    "\"expires\":{\"type\":\"string\",\"format\":\"date-time\"},"                                  \
    "\"must_change\":{\"type\":\"boolean\"},\"must_enrol\":{\"type\":\"boolean\"}}}"
#define SCHEMA_TEXTS(required, a, b, c)                                                            \
    "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[" required                  \
    "],\"properties\":{\"" a "\":{\"type\":\"string\"},\"" b "\":{\"type\":\"string\"},\"" c       \
    "\":{\"type\":\"string\"}}}"

const struct route session_routes[] = {
    { HTTP_GET, "/healthz", POLICY_OPEN, .handle = health_handle, .summary = N_("服务是否正常"),
      .gives_json = "{\"type\":\"object\",\"required\":[\"status\"],\"properties\":{\"status\":"
                    "{\"const\":\"ok\"}}}" },
    { HTTP_POST, "/api/session", POLICY_OPEN, .handle = login_handle, .summary = N_("登录"),
      .takes_json = SCHEMA_TEXTS("\"login\",\"password\"", "login", "password", "code"),
      .gives_json = SCHEMA_SESSION },
    { HTTP_GET, "/api/session", POLICY_SESSION, .handle = session_handle,
      .summary = N_("现在登录的是谁"), .gives_json = SCHEMA_SESSION },
    { HTTP_DELETE, "/api/session", POLICY_SESSION, .handle = logout_handle,
      .summary = N_("退出登录") },
    { HTTP_POST, "/api/session/password", POLICY_SESSION, .handle = password_handle,
      .summary = N_("改密码"),
      .takes_json = SCHEMA_TEXTS("\"password\",\"fresh\"", "password", "fresh", "code"),
      .gives_json = SCHEMA_SESSION },
    { HTTP_POST, "/api/session/totp", POLICY_SESSION, .handle = enrol_handle,
      .summary = N_("登记手机验证码"),
      .gives_json = "{\"type\":\"object\",\"required\":[\"address\"]}" },
    { HTTP_POST, "/api/session/totp/confirm", POLICY_SESSION, .handle = confirm_handle,
      .summary = N_("确认手机验证码，领备用码"),
      .takes_json = "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"code\"],"
                    "\"properties\":{\"code\":{\"type\":\"string\"}}}",
      .gives_json = "{\"type\":\"object\",\"required\":[\"recovery\"]}" },
    { HTTP_GET, "/api/sessions", POLICY_STAFF, .handle = sessions_handle,
      .summary = N_("登录着的人"), .gives_json = "{\"type\":\"object\",\"required\":[\"rows\"]}" },
    { HTTP_DELETE, "/api/sessions/{id}", POLICY_STAFF, .handle = revoke_handle,
      .summary = N_("让一个登录失效") },
    { 0 },
};
