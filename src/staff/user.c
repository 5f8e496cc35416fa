/* SPDX-License-Identifier: GPL-3.0-or-later
 * user.c - the people who work here, their roles, and finding them. There are few: lists are read
 * whole. */
#include "staff/user.h"

#include "record/problems.h"
#include "record/type.h"

#include <string.h>

#define REC struct user_role
static const struct field user_role_fields[] = {
    { "staff_user", REF(user, &user_record), .label = N_("工作人员"), .flags = F_PARENT },
    { "place_in_list", INT(place_in_list), .label = N_("顺序"), .flags = F_ORDER },
    { "role", ENUM(role, role), .label = N_("角色"), .flags = F_REQUIRED },
};
const struct record user_role_record = RECORD("user_role", N_("工作人员的角色"), user_role_fields);
#undef REC

/* --- what a row must be --------------------------------------------------------------------- */

/* Steps and the journal name these by the same field. */
static const char *const taken[] = { "system", "resident", "demo", "staff", "anju", "nobody" };

static void login_check(const struct user *user, struct problems *problems) {
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    static const char more[] = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    const char       *login = user->login;
    if (!*login)
        return;
    if (!strchr(letters, *login) || login[strspn(login, more)] != '\0')
        (void)problem_add(problems, PROBLEM_ERROR, "login", login,
                          N_("登录名只能用小写字母、数字、点、横线和下划线，第一个是字母或数字"));
    for (size_t i = 0; i < sizeof(taken) / sizeof(taken[0]); i++)
        if (strcmp(login, taken[i]) == 0)
            (void)problem_add(problems, PROBLEM_ERROR, "login", login,
                              N_("“%s”是系统自己用的名字，请换一个登录名"), login);
}

static void user_check(const void *row, struct problems *problems) {
    const struct user      *user = row;
    const struct user_role *rows = user->roles.rows;
    role_set                roles = user_roles(user);
    login_check(user, problems);
    if (roles == 0)
        (void)problem_add(problems, PROBLEM_ERROR, "roles", NULL, N_("至少要有一个角色"));
    for (size_t i = 0; i < user->roles.count; i++)
        for (size_t j = 0; j < i; j++)
            if (rows[i].role == rows[j].role) {
                (void)problem_add(problems, PROBLEM_ERROR, "roles", NULL, N_("同一个角色写了两次"));
                i = user->roles.count - 1; /* said once */
                break;
            }
    if ((roles & ROLE(ROLE_AUDITOR)) && roles != ROLE(ROLE_AUDITOR))
        (void)problem_add(problems, PROBLEM_ERROR, "roles", NULL,
                          N_("监督员不能兼别的角色：不能自己监督自己"));
    if (user->outside && roles != ROLE(ROLE_REVIEWER))
        (void)problem_add(problems, PROBLEM_ERROR, "outside", NULL,
                          N_("外部审核员只能是审核员，不能有别的角色"));
    if ((roles & ROLE(ROLE_UNIT)) && !*user->unit)
        (void)problem_add(problems, PROBLEM_ERROR, "unit", NULL,
                          N_("承办单位的人要写明是哪个单位"));
    if (!(roles & ROLE(ROLE_UNIT)) && *user->unit)
        (void)problem_add(problems, PROBLEM_ERROR, "unit", user->unit,
                          N_("只有承办单位的人才写单位"));
}

#define REC struct user
static const struct field user_fields[] = {
    { "login", TEXT(login), .label = N_("登录名"), .flags = F_REQUIRED | F_UNIQUE | F_NAME,
      .min = LOGIN_LEAST, .hint = N_("2 到 30 个小写字母、数字、点、横线或下划线") },
    { "name", TEXT(name), .label = N_("姓名"), .flags = F_REQUIRED },
    { "phone", PHONE(phone), .label = N_("电话"), .flags = F_PERSONAL },
    { "unit", TEXT(unit), .label = N_("承办单位") },
    { "roles", CHILDREN(roles, &user_role_record), .label = N_("角色"), .max = ROLES_COUNT },
    { "outside", BOOL(outside), .label = N_("外部审核员") },
    { "disabled", BOOL(disabled), .label = N_("已停用") },
    { "password_at", TIME(password_at), .label = N_("密码设定时间") },
};
const struct record user_record =
    RECORD("staff_user", N_("工作人员"), user_fields, .check = user_check);
#undef REC

/* --- who may -------------------------------------------------------------------------------- */

role_set user_roles(const struct user *user) {
    const struct user_role *rows = user->roles.rows;
    role_set                roles = 0;
    for (size_t i = 0; i < user->roles.count; i++)
        if (rows[i].role > ROLE_UNWRITTEN && rows[i].role < ROLES_COUNT)
            roles |= ROLE(rows[i].role);
    return roles;
}

void user_actor(const struct user *user, struct actor *ret_actor) {
    *ret_actor = (struct actor){ .user = user->head.id,
                                 .home = user->head.home,
                                 .roles = user_roles(user),
                                 .outside = user->outside };
    (void)TEXT_COPY(ret_actor->login, user->login); /* of the same size */
    (void)TEXT_COPY(ret_actor->name, user->name);
    (void)TEXT_COPY(ret_actor->unit, user->unit);
}

bool actor_may(const struct actor *actor, const struct permit *const *permits, const char *record,
               enum permission permission) {
    const struct permit *permit = permit_named(permits, record);
    if (!permit || (actor->outside && !(permit->outside && permission == PERMIT_READ)))
        return false;
    return permit_allows(permits, actor->roles, record, permission);
}

/* --- finding them --------------------------------------------------------------------------- */

bool user_get(struct store *store, row_id id, struct user *ret_user, struct arena *arena,
              struct err *err) {
    return store_get(store, &user_record, id, ret_user, arena, err);
}

bool users_all(struct store *store, struct arena *arena, struct user **ret_users, size_t *ret_count,
               struct err *err) {
    struct query *query;
    struct user   user, *users = NULL;
    size_t        count = 0, room = 0;
    if (!query_open(&query, store, &user_record, "ORDER BY login, id", NULL, 0, err))
        return false;
    bool memory = true;
    while (memory && query_next(query, &user, arena)) {
        if (count == room) {
            room = room ? 2 * room : 16;
            users = arena_grow(arena, users, count * sizeof(user), room * sizeof(user));
            memory = users != NULL;
        }
        if (memory)
            users[count++] = user;
    }
    if (!query_close(query, err))
        return false;
    for (size_t i = 0; memory && i < count; i++)
        if (!store_children(store, &user_record, &users[i], arena, err))
            return false;
    *ret_users = users;
    *ret_count = count;
    return memory || err_code_set(err, ERR_MEMORY, "内存不足");
}

bool user_of_login(struct store *store, const char *login, struct user *ret_user,
                   struct arena *arena, struct err *err) {
    const char  *folded = text_valid(login, strlen(login)) ? text_fold(arena, login) : "";
    struct value value = value_text(folded ? folded : "");
    row_id       id;
    struct err   why = { .lang = err ? err->lang : LANG_ZH };
    if (!store_find(store, "SELECT id FROM staff_user WHERE login_folded = $1", &value, 1, &id,
                    &why))
        return why.code == ERR_ABSENT ? err_code_set(err, ERR_ABSENT, "没有“%s”这个工作人员", login)
                                      : err_code_set(err, why.code, "%s", why.text);
    return user_get(store, id, ret_user, arena, err);
}

/* By full name; two who share it are told apart only by their logins. */
static bool user_of_name(struct store *store, const char *name, struct user *ret_user,
                         struct arena *arena, struct err *err) {
    struct user *users;
    size_t       count, found = 0, at = 0;
    const char  *folded = text_fold(arena, name);
    if (!folded)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    if (!users_all(store, arena, &users, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *of_user = text_fold(arena, users[i].name);
        if (!of_user)
            return err_code_set(err, ERR_MEMORY, "内存不足");
        if (strcmp(of_user, folded) == 0) {
            found++;
            at = i;
        }
    }
    if (found == 0)
        return err_code_set(err, ERR_ABSENT, "没有“%s”这个工作人员", name);
    if (found > 1)
        return err_code_set(err, ERR_INVALID, "有 %zu 个工作人员叫“%s”，请写登录名", found, name);
    *ret_user = users[at];
    return true;
}

bool user_named(struct store *store, const char *name, struct user *ret_user, struct arena *arena,
                struct err *err) {
    struct err why = { .lang = err ? err->lang : LANG_ZH };
    if (!text_valid(name, strlen(name)))
        return err_code_set(err, ERR_ABSENT, "没有这个工作人员");
    if (user_of_login(store, name, ret_user, arena, &why))
        return true;
    return why.code == ERR_ABSENT ? user_of_name(store, name, ret_user, arena, err)
                                  : err_code_set(err, why.code, "%s", why.text);
}

bool user_any(struct store *store, bool *ret_any, struct err *err) {
    struct query *query;
    struct user   user;
    struct arena  arena = { 0 };
    bool          any = false;
    if (!query_open(&query, store, &user_record, "ORDER BY id", NULL, 0, err))
        return false;
    while (!any && query_next(query, &user, &arena))
        any = !user.disabled;
    bool done = query_close(query, err);
    arena_deinit(&arena);
    if (done)
        *ret_any = any;
    return done;
}

bool user_meant(struct store *store, const char *name, struct actor *ret_actor, bool *ret_user,
                struct err *err) {
    struct arena arena = { 0 };
    struct user  user;
    bool         any = false;
    bool         done = user_any(store, &any, err) &&
                (!any || user_named(store, name, &user, &arena, err)) &&
                (!any || !user.disabled ||
                 err_code_set(err, ERR_INVALID, "“%s”已停用，不能再办事", user.name));
    if (done && any)
        user_actor(&user, ret_actor);
    if (done)
        *ret_user = any;
    arena_deinit(&arena);
    return done;
}

/* --- shown to people ------------------------------------------------------------------------ */

const char *user_shown(struct store *store, const char *login, struct arena *arena) {
    struct user  user;
    struct arena scratch = { 0 };
    const char  *shown = login;
    if (*login && user_of_login(store, login, &user, &scratch, NULL) &&
        strcmp(user.login, login) == 0)
        shown = user.name;
    shown = arena_strdup(arena, shown);
    arena_deinit(&scratch);
    return shown ? shown : "";
}

const char *roles_shown(role_set roles, enum lang lang, struct arena *arena) {
    const char *text = "";
    for (int role = 1; role < ROLES_COUNT; role++)
        if (text && (roles & ROLE(role)))
            text = arena_printf(arena, "%s%s%s", text, *text ? tr(lang, "、") : "",
                                tr(lang, role_words[role].label));
    return text ? text : "";
}
