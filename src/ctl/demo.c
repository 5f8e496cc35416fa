/* SPDX-License-Identifier: GPL-3.0-or-later
 * demo.c - `anju demo`: a node with something to show, made when there is none. */
#include "services/demo.h"
#include "ctl/folder.h"
#include "staff/login.h"

#include <sodium.h>

/* First passwords for those who have none yet, shown once. */
static bool passwords_give(struct ctl *ctl, struct store *store, struct err *err) {
    struct user *users;
    size_t       count;
    if (!users_all(store, &ctl->arena, &users, &count, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        char password[PASSWORD_FIRST];
        if (!time_absent(users[i].password_at))
            continue;
        bool done = store_begin(store, "demo", err) &&
                    password_first(store, users[i].head.id, password, err) &&
                    store_commit(store, err);
        if (!done) {
            store_rollback(store);
            return false;
        }
        ctl_say(ctl, "%-14s %s  %s  %s", users[i].login, password, users[i].name,
                roles_shown(user_roles(&users[i]), ctl->lang, &ctl->arena));
        sodium_memzero(password, sizeof(password));
    }
    return true;
}

int ctl_demo(struct ctl *ctl, int argc, char **argv) {
    const char             *key_option = NULL;
    bool                    passwords = false;
    const struct ctl_option options[] = {
        { "key", N_("文件"), N_("备份密钥放在哪里；不写就是数据文件夹里的 backup.key"), NULL,
          &key_option },
        { "passwords", NULL, N_("给演示的工作人员每人一个第一次登录的密码，只显示这一次"),
          &passwords, NULL },
        { 0 },
    };
    int status = ctl_parse(ctl, options, argc, argv);
    if (status != CTL_GO)
        return status;
    struct err         err = { .lang = ctl->lang };
    struct folder_made made;
    struct demo_count  counts[DEMO_RECORDS_MOST];
    struct store      *store;
    size_t             count = 0;
    if (!ctl_clock(ctl, &err) ||
        !folder_init(ctl, "config/demo/anju.conf", folder_key(ctl, key_option), &made, &store, &err))
        return ctl_fail(ctl, &err);
    bool done = demo_load(store, world_today(&ctl->world), counts, &count, &err);
    if (!done) {
        store_close(store);
        return ctl_fail(ctl, &err);
    }
    if (made.database)
        ctl_say(ctl, "建好了：%s", ctl->folder);
    ctl_tell_pin(ctl, made.pin);
    for (size_t i = 0; i < count; i++) {
        const char *label = tr(ctl->lang, counts[i].record->label);
        if (counts[i].added)
            ctl_say(ctl, "%s：放入 %zu 个", label, counts[i].added);
        if (counts[i].there)
            ctl_say(ctl, "%s：%zu 个已经在了，没有改动", label, counts[i].there);
    }
    done = !passwords || passwords_give(ctl, store, &err);
    store_close(store);
    return done ? CTL_DONE : ctl_fail(ctl, &err);
}
