/* SPDX-License-Identifier: GPL-3.0-or-later
 * user.c - `anju user`: who works here. Passwords come from a file or standard input, or are made
 * here and shown once; never from the command line, which everybody on the machine can read. */
#include "base/file.h"
#include "ctl/ctl.h"
#include "flow/act.h"
#include "record/setting.h"
#include "services/service.h"
#include "services/settings.h"
#include "staff/login.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PASSWORD_ROOM = PASSWORD_MOST * 4 + 2, GIVEN_MOST = 8 };

struct request {
    const char *login; /* NULL: the action takes none */
    const char *name, *role, *phone, *unit, *password_file;
    bool        outside, change, json;
};

struct action {
    const char *name;
    bool        of_one; /* a login follows */
    bool        secret; /* ends with a password: --password-file makes sense */
    bool (*run)(struct ctl *ctl, struct store *store, const struct request *request,
                struct err *err);
};

/* --- passwords ------------------------------------------------------------------------------ */

/* One line of a file or of standard input. `out` is wiped by the caller. */
static bool password_read(const char *path, char out[PASSWORD_ROOM], struct err *err) {
    bool    input = strcmp(path, "-") == 0;
    int     fd = input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    size_t  used = 0;
    ssize_t got = 1;
    if (fd < 0)
        return err_system_set(err, errno, "打不开密码文件 %s", path);
    while (used < PASSWORD_ROOM - 1 && got > 0) {
        got = read(fd, out + used, PASSWORD_ROOM - 1 - used);
        if (got < 0 && errno == EINTR)
            got = 1;
        else
            used += got > 0 ? (size_t)got : 0;
    }
    int number = errno;
    if (!input)
        (void)close(fd); /* read only */
    if (got < 0)
        return err_system_set(err, number, "读不了密码文件 %s", path);
    out[used] = '\0';
    size_t length = strcspn(out, "\r\n");
    if (strlen(out) != used || out[length + strspn(out + length, "\r\n")] != '\0')
        return err_code_set(err, ERR_INVALID, "密码文件里只能有一行");
    out[length] = '\0';
    return true;
}

/* Given, or made and shown once it is committed. */
static bool password_give(struct store *store, const struct request *request, row_id user,
                          char out[PASSWORD_ROOM], struct err *err) {
    if (!request->password_file)
        return password_first(store, user, out, err);
    bool done = password_read(request->password_file, out, err) &&
                password_set(store, user, out, request->change, err);
    sodium_memzero(out, PASSWORD_ROOM);
    return done;
}

static void password_tell(struct ctl *ctl, char password[PASSWORD_ROOM]) {
    if (*password)
        ctl_say(ctl,
                "第一个密码：%s\n"
                "只显示这一次，请当面交给本人；第一次登录时要改成自己的",
                password);
    sodium_memzero(password, PASSWORD_ROOM);
}

static bool end(struct store *store, bool done, struct err *err) {
    if (done && store_commit(store, err))
        return true;
    store_rollback(store);
    return false;
}

/* --- one user ------------------------------------------------------------------------------- */

static size_t give(struct assignment *given, size_t count, const char *name, const char *text) {
    if (text)
        given[count++] = (struct assignment){ record_field(&user_record, name), text };
    return count;
}

/* What was given, over the row as it is. */
static bool user_fill(struct ctl *ctl, const struct request *request, struct user *user,
                      struct err *err) {
    struct assignment given[GIVEN_MOST];
    struct problems   problems;
    char             *roles = request->role ? arena_strdup(&ctl->arena, request->role) : NULL;
    size_t            count = 0;
    for (char *c = roles; c && *c; c++) /* as people part them: a,b */
        if (*c == ',')
            *c = '|';
    count = give(given, count, "name", request->name);
    count = give(given, count, "phone", request->phone);
    count = give(given, count, "unit", request->unit);
    count = give(given, count, "roles", roles);
    count = give(given, count, "outside", request->outside ? "yes" : NULL);
    problems_init(&problems, &ctl->arena, ctl->lang);
    if (record_set(&user_record, user, given, count, &problems) != SET_REFUSED)
        return true;
    const char *text = problems_text(&problems);
    return text ? err_code_set(err, ERR_INVALID, "%s", text)
                : err_code_set(err, ERR_MEMORY, "内存不足");
}

static bool user_add(struct ctl *ctl, struct store *store, const struct request *request,
                     struct err *err) {
    struct user       user;
    char              password[PASSWORD_ROOM] = "";
    struct problems   problems;
    const char       *login = text_fold(&ctl->arena, request->login);
    struct assignment given = { record_field(&user_record, "login"), login ? login : "" };
    record_init(&user_record, &user);
    problems_init(&problems, &ctl->arena, ctl->lang);
    if (!given.field->type->parse(given.field, given.text, user.login, &problems))
        return err_code_set(err, ERR_INVALID, "%s", problems_text(&problems));
    bool done = user_fill(ctl, request, &user, err) && store_begin(store, ctl_actor(ctl), err);
    if (!done)
        return false;
    done = end(store,
               store_insert(store, &user_record, &user, err) &&
                   password_give(store, request, user.head.id, password, err),
               err);
    if (done)
        ctl_say(ctl, "加好了：%s（%s），%s", user.login, user.name,
                roles_shown(user_roles(&user), ctl->lang, &ctl->arena));
    if (done)
        password_tell(ctl, password);
    sodium_memzero(password, sizeof(password));
    return done;
}

static bool user_change(struct ctl *ctl, struct store *store, const struct request *request,
                        struct err *err) {
    struct user user;
    if (!user_of_login(store, request->login, &user, &ctl->arena, err))
        return false;
    role_set before = user_roles(&user);
    if (!user_fill(ctl, request, &user, err) || !store_begin(store, ctl_actor(ctl), err))
        return false;
    bool done = store_update(store, &user_record, &user, err);
    if (done && user_roles(&user) != before)
        done = sessions_end_of(store, user.head.id, err);
    if (!end(store, done, err))
        return false;
    ctl_say(ctl, "改好了：%s（%s），%s", user.login, user.name,
            roles_shown(user_roles(&user), ctl->lang, &ctl->arena));
    return true;
}

static bool user_reset(struct ctl *ctl, struct store *store, const struct request *request,
                       struct err *err) {
    struct user user;
    char        password[PASSWORD_ROOM] = "";
    if (!user_of_login(store, request->login, &user, &ctl->arena, err) ||
        !store_begin(store, ctl_actor(ctl), err))
        return false;
    bool done = end(store,
                    login_reset(store, user.head.id, err) &&
                        password_give(store, request, user.head.id, password, err),
                    err);
    if (done) {
        ctl_say(ctl, "重设好了：%s（%s）已全部退出，等待、锁定和第二道密码都清掉了", user.login,
                user.name);
        if (user.disabled)
            ctl_say(ctl, "但是已停用，要用先运行 anju user enable %s", user.login);
        password_tell(ctl, password);
    }
    sodium_memzero(password, sizeof(password));
    return done;
}

/* What was in hand goes back to the queue; the clocks run on. */
static bool hand_over(struct ctl *ctl, struct store *store, const char *login, struct err *err) {
    struct settings settings;
    if (!settings_load(&settings, ctl->folder, &ctl->arena, err))
        return false;
    const struct flow_by by = { .who = WHO_SYSTEM, .terminal = settings.node.name };
    return flow_hand_over(store, service_flows(), login, &by, err);
}

static bool user_turn(struct ctl *ctl, struct store *store, const struct request *request,
                      bool disabled, struct err *err) {
    struct user user;
    if (!user_of_login(store, request->login, &user, &ctl->arena, err))
        return false;
    if (user.disabled == disabled) {
        ctl_say(ctl, disabled ? N_("%s（%s）早已停用，没有改动") : N_("%s（%s）没有停用，没有改动"),
                user.login, user.name);
        return true;
    }
    if (!ctl_clock(ctl, err) || !store_begin(store, ctl_actor(ctl), err))
        return false;
    bool done = user_disable(store, user.head.id, disabled, err) &&
                (!disabled || hand_over(ctl, store, user.login, err));
    if (!end(store, done, err))
        return false;
    ctl_say(ctl,
            disabled ? N_("停用了：%s（%s）已全部退出，手上的事退回等办")
                     : N_("启用了：%s（%s）又能登录了"),
            user.login, user.name);
    return true;
}

static bool user_off(struct ctl *ctl, struct store *store, const struct request *request,
                     struct err *err) {
    return user_turn(ctl, store, request, true, err);
}

static bool user_on(struct ctl *ctl, struct store *store, const struct request *request,
                    struct err *err) {
    return user_turn(ctl, store, request, false, err);
}

/* --- all of them ---------------------------------------------------------------------------- */

static bool list_json(const struct user *users, size_t count, struct err *err) {
    json_t *array = json_array();
    bool    done = array != NULL;
    for (size_t i = 0; done && i < count; i++) {
        json_t *one = record_json(&user_record, &users[i], NULL, false);
        done = one && json_array_append_new(array, one) == 0;
    }
    char *text = done ? json_dumps(array, JSON_INDENT(2)) : NULL;
    if (text)
        puts(text);
    free(text);
    json_decref(array);
    return text || err_code_set(err, ERR_MEMORY, "内存不足");
}

static bool user_list(struct ctl *ctl, struct store *store, const struct request *request,
                      struct err *err) {
    struct user *users;
    size_t       count;
    if (!users_all(store, &ctl->arena, &users, &count, err))
        return false;
    if (request->json)
        return list_json(users, count, err);
    if (count == 0)
        ctl_say(ctl, "还没有工作人员，加一个：anju user add 登录名 --name 姓名 --role 角色");
    for (size_t i = 0; i < count; i++) {
        const struct user *user = &users[i];
        ctl_say(ctl, "%-16s %s  %s%s%s%s%s", user->login, user->name,
                roles_shown(user_roles(user), ctl->lang, &ctl->arena),
                *user->unit ? tr(ctl->lang, "：") : "", user->unit,
                user->outside ? tr(ctl->lang, "（外部）") : "",
                user->disabled                   ? tr(ctl->lang, "  已停用")
                : time_absent(user->password_at) ? tr(ctl->lang, "  还没有密码")
                                                 : "");
    }
    return true;
}

static bool user_roles_tell(struct ctl *ctl, struct store *store, const struct request *request,
                            struct err *err) {
    (void)store;
    (void)request;
    (void)err;
    for (int role = 1; role < ROLES_COUNT; role++)
        ctl_say(ctl, "%-14s %s：%s", role_words[role].name, tr(ctl->lang, role_words[role].label),
                tr(ctl->lang, role_does[role]));
    return true;
}

/* --- the command ---------------------------------------------------------------------------- */

static const struct action actions[] = {
    { "add", true, true, user_add },
    { "change", true, false, user_change },
    { "reset", true, true, user_reset },
    { "disable", true, false, user_off },
    { "enable", true, false, user_on },
    { "list", false, false, user_list },
    { "roles", false, false, user_roles_tell },
};

static const struct action *action_named(const char *name) {
    for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
        if (strcmp(actions[i].name, name) == 0)
            return &actions[i];
    return NULL;
}

/* CTL_GO: the words and the options fit the action. */
static int request_check(struct ctl *ctl, const struct action *action, struct request *request) {
    bool fills = action && (action->run == user_add || action->run == user_change);
    bool filled =
        request->name || request->role || request->phone || request->unit || request->outside;
    if (!action)
        return ctl_usage(ctl,
                         "anju user 后面要写 add、change、reset、disable、enable、list 或 roles，"
                         "现在是“%s”",
                         ctl->rest[0]);
    if (action->of_one && ctl->rest_count < 2)
        return ctl_usage(ctl, "anju user %s 后面还要写登录名", action->name);
    if (ctl->rest_count > (action->of_one ? 2 : 1))
        return ctl_usage(ctl, "多出了“%s”", ctl->rest[action->of_one ? 2 : 1]);
    if (action->run == user_add && (!request->name || !request->role))
        return ctl_usage(ctl, "加一个人要写 --name 姓名 和 --role 角色；角色看 anju user roles");
    if (action->run == user_change && !filled)
        return ctl_usage(ctl, "要改什么没有写：--name、--role、--phone、--unit 或 --outside");
    if (!fills && filled)
        return ctl_usage(ctl,
                         "--name、--role、--phone、--unit 和 --outside 只和 add、change 一起用");
    if (!action->secret && (request->password_file || request->change))
        return ctl_usage(ctl, "--password-file 和 --change 只和 add、reset 一起用");
    if (request->change && !request->password_file)
        return ctl_usage(ctl, "--change 要和 --password-file 一起用");
    request->login = action->of_one ? ctl->rest[1] : NULL;
    return CTL_GO;
}

int ctl_user(struct ctl *ctl, int argc, char **argv) {
    struct request          request = { 0 };
    const struct ctl_option options[] = {
        { "name", N_("姓名"), N_("这个人叫什么"), NULL, &request.name },
        { "role", N_("角色"), N_("能办什么，几个用逗号隔开；有哪些看 anju user roles"), NULL,
          &request.role },
        { "phone", N_("电话"), N_("怎么找到这个人"), NULL, &request.phone },
        { "unit", N_("单位"), N_("承办单位的人：是哪个单位"), NULL, &request.unit },
        { "outside", NULL, N_("外部审核员：只看等审核的，别的都看不到"), &request.outside, NULL },
        { "password-file", N_("文件"), N_("密码在这个文件的第一行，- 是标准输入；不写就现做一个"),
          NULL, &request.password_file },
        { "change", NULL, N_("文件里的密码第一次登录也要改"), &request.change, NULL },
        { "json", NULL, N_("给别的程序读的 JSON"), &request.json, NULL },
        { 0 },
    };
    int status = ctl_parse(ctl, options, argc, argv);
    if (status != CTL_GO)
        return status;
    struct err           err = { .lang = ctl->lang };
    struct store        *store;
    const struct action *action = action_named(ctl->rest[0]);
    status = request_check(ctl, action, &request);
    if (status != CTL_GO)
        return status;
    if (action->run == user_roles_tell) /* the same in every node */
        return user_roles_tell(ctl, NULL, &request, &err) ? CTL_DONE : CTL_FAILED;
    if (!ctl_store_open(ctl, action->of_one ? STORE_WRITE : STORE_READ, &store, &err))
        return ctl_fail(ctl, &err);
    bool done = action->run(ctl, store, &request, &err);
    store_close(store);
    return done ? CTL_DONE : ctl_fail(ctl, &err);
}
