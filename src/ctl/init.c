/* SPDX-License-Identifier: GPL-3.0-or-later
 * init.c - `anju init`: a data folder from nothing. Once more does no harm. */
#include "ctl/folder.h"

static void tell(const struct ctl *ctl, const struct folder_made *made, const char *key) {
    if (!made->database && !made->settings && !made->key && !*made->pin) {
        ctl_say(ctl, "%s 已经建好了，没有改动", ctl->folder);
        return;
    }
    if (made->database || made->settings || made->key)
        ctl_say(ctl, "建好了：%s", ctl->folder);
    if (made->database)
        ctl_say(ctl, "  数据库    anju.db");
    if (made->settings)
        ctl_say(ctl, "  设置      anju.conf");
    if (made->key)
        ctl_say(ctl,
                "  备份密钥  %s\n"
                "请把备份密钥抄到别的地方（U 盘、保险柜），然后从这台机器上移走：\n"
                "没有它，备份打不开；跟数据放在一起，备份的加密就白做了",
                key);
    if (made->certificate)
        ctl_say(ctl, "  办公台的证书  tls/cert.pem（指纹：anju cert --show）");
    if (made->database)
        ctl_say(ctl, "接下来：anju import job 文件 --data %s（或先看演示：anju demo --data %s）",
                ctl->folder, ctl->folder);
    if (made->database)
        ctl_say(ctl, "有人要在办公台上登录：anju user add 登录名 --name 姓名 --role 角色 --data %s",
                ctl->folder);
}

int ctl_init(struct ctl *ctl, int argc, char **argv) {
    const char *key;
    int         status = folder_parse(ctl, argc, argv, &key);
    if (status != CTL_GO)
        return status;
    struct err         err = { .lang = ctl->lang };
    struct folder_made made;
    struct store      *store;
    if (!folder_init(ctl, SETTINGS_SHIPPED, key, &made, &store, &err))
        return ctl_fail(ctl, &err);
    store_close(store);
    tell(ctl, &made, key);
    ctl_tell_pin(ctl, made.pin);
    return CTL_DONE;
}
