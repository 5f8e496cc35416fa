/* SPDX-License-Identifier: GPL-3.0-or-later
 * restore.c - `anju restore FILE`: a backup into a data folder that holds no database yet, checked
 * from end to end before it is called done. */
#include "ctl/folder.h"
#include "services/service.h"
#include "store/backup.h"
#include "store/journal.h"

#include <errno.h>
#include <unistd.h>

static bool unpack(struct ctl *ctl, const char *key, const char *file, struct err *err) {
    const struct store_options options = {
        .mode = STORE_CREATE,
        .records = service_records(),
        .world = &ctl->world,
    };
    bool made;
    if (access(ctl_path(ctl, "anju.db"), F_OK) == 0)
        return err_set(err, "%s 里已经有数据库，恢复会盖掉它；请换一个空文件夹", ctl->folder);
    if (access(key, R_OK) != 0)
        return err_system_set(err, errno, "读不了备份密钥 %s（用 --key 写明它在哪里）", key);
    if (access(file, R_OK) != 0)
        return err_system_set(err, errno, "读不了备份 %s", file);
    if (!folder_make(ctl, &made, err))
        return false;
    if (backup_restore(ctl->folder, key, file, &options, err))
        return true;
    if (made)
        (void)rmdir(ctl->folder); /* not empty: then what is in it is worth a look */
    return false;
}

/* What came back must tie. */
static bool verify(struct ctl *ctl, struct journal_report *ret_report, struct err *err) {
    struct store *store;
    if (!ctl_store_open(ctl, STORE_READ, &store, err))
        return false;
    bool done = journal_check(store, &ctl->arena, ret_report, err);
    store_close(store);
    if (!done)
        return false;
    if (!ret_report->chain_ok || !ret_report->rows_ok || !ret_report->index_ok)
        return err_code_set(err, ERR_DAMAGED, "恢复出来的数据对不上：%s", ret_report->text);
    return true;
}

int ctl_restore(struct ctl *ctl, int argc, char **argv) {
    const char             *key_option = NULL;
    const struct ctl_option options[] = {
        { "key", N_("文件"), N_("备份密钥；不写就是数据文件夹里的 backup.key"), NULL, &key_option },
        { 0 },
    };
    int status = ctl_parse(ctl, options, argc, argv);
    if (status != CTL_GO)
        return status;
    struct err            err = { .lang = ctl->lang };
    struct journal_report report = { 0 };
    bool                  settings_made;
    if (!unpack(ctl, folder_key(ctl, key_option), ctl->rest[0], &err) ||
        !verify(ctl, &report, &err))
        return ctl_fail(ctl, &err);
    if (!folder_settings(ctl, SETTINGS_SHIPPED, &settings_made, &err))
        ctl_note(ctl, "%s", err.text); /* without it everything is at its default */
    ctl_say(ctl, "恢复好了：%s，%lld 条记录都对得上", ctl->folder, (long long)report.entries);
    if (settings_made)
        ctl_say(ctl, "备份里没有设置：把原来的 anju.conf 放回这个文件夹，没有就重新填（终端编号、"
                     "谁打电话等），填好才有“我想去”和“查回执”");
    return CTL_DONE;
}
