/* SPDX-License-Identifier: GPL-3.0-or-later
 * backup.c - `anju backup FILE`: the whole node in one encrypted file, while it is being used. */
#include "store/backup.h"
#include "ctl/folder.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

/* Not over anything but an older backup, and that only when it is wanted. */
static bool may_write(struct ctl *ctl, const char *file, const char *key, bool overwrite,
                      struct err *err) {
    struct stat there;
    if (!folder_spares(ctl, file, key, err))
        return false;
    if (stat(file, &there) != 0)
        return true;
    if (!S_ISREG(there.st_mode))
        return S_ISDIR(there.st_mode) ? err_system_set(err, EISDIR, "建不了备份文件 %s", file)
                                      : err_set(err, "%s 不是普通文件", file);
    return overwrite || err_set(err, "%s 已经有了；要盖掉它，加上 --overwrite", file);
}

int ctl_backup(struct ctl *ctl, int argc, char **argv) {
    bool                    overwrite = false;
    const char             *key_option = NULL;
    const struct ctl_option options[] = {
        { "key", N_("文件"), N_("备份密钥；不写就是数据文件夹里的 backup.key"), NULL, &key_option },
        { "overwrite", NULL, N_("文件已经有了也写"), &overwrite, NULL },
        { 0 },
    };
    int status = ctl_parse(ctl, options, argc, argv);
    if (status != CTL_GO)
        return status;
    struct err    err = { .lang = ctl->lang };
    const char   *file = ctl->rest[0], *key = folder_key(ctl, key_option);
    struct stat   written;
    struct store *store;
    if (!may_write(ctl, file, key, overwrite, &err) ||
        !ctl_store_open(ctl, STORE_READ, &store, &err))
        return ctl_fail(ctl, &err);
    bool done =
        access(key, R_OK) == 0
            ? backup_write(store, key, file, &err)
            : err_system_set(&err, errno, "读不了备份密钥 %s（用 --key 写明它在哪里）", key);
    store_close(store);
    if (!done)
        return ctl_fail(ctl, &err);
    if (stat(file, &written) == 0)
        ctl_say(ctl, "备份好了：%s（%lld 字节）", file, (long long)written.st_size);
    return CTL_DONE;
}
