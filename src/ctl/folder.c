/* SPDX-License-Identifier: GPL-3.0-or-later
 * folder.c - making a node's data folder, each step harmless when it is already done: an
 * interrupted init is finished by the next one. */
#include "ctl/folder.h"

#include "base/file.h"
#include "ctl/certificate.h"
#include "services/service.h"
#include "staff/cost.h"
#include "store/backup.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FOLDER_MODE = 0750, SETTINGS_MODE = 0640, SETTINGS_MOST = 1 << 20 };

/* What may lie in a folder that has no database yet, or not again: an init or a restore that was
 * interrupted is simply done once more. A -wal is not among it: it could become the new one's. */
static const char *const fitting[] = {
    ".",    "..",      "lost+found",      "anju.conf",      "backup.key",
    "head", "ballast", "anju.db.restore", "anju.db.backup", "tls",
    NULL,
};

/* "anju.conf", and "anju.conf.x7Gh2k": what file_write() had or has half done. */
static bool fits(const char *name) {
    for (size_t i = 0; fitting[i]; i++) {
        size_t length = strlen(fitting[i]);
        bool   begins = strncmp(name, fitting[i], length) == 0;
        if (begins && (name[length] == '\0' || (name[length] == '.' && name[0] != '.')))
            return true;
    }
    return false;
}

static bool folder_accept(struct ctl *ctl, struct err *err) {
    DIR  *folder = opendir(ctl->folder);
    char *foreign = NULL;
    if (!folder)
        return err_system_set(err, errno, "打不开文件夹 %s", ctl->folder);
    for (struct dirent *entry; !foreign && (entry = readdir(folder));)
        if (!fits(entry->d_name))
            foreign = arena_strdup(&ctl->arena, entry->d_name);
    (void)closedir(folder); /* only read */
    if (foreign)
        return err_code_set(err, ERR_INVALID, "%s 里有别的东西（%s），请换一个空文件夹",
                            ctl->folder, foreign);
    return true;
}

bool folder_make(struct ctl *ctl, bool *ret_made, struct err *err) {
    *ret_made = false;
    if (access(ctl_path(ctl, "anju.db"), F_OK) == 0)
        return true;
    return file_make_folder(ctl->folder, FOLDER_MODE, ret_made, err) &&
           (*ret_made || folder_accept(ctl, err));
}

const char *folder_key(struct ctl *ctl, const char *key_option) {
    return key_option ? key_option : ctl_path(ctl, "backup.key");
}

int folder_parse(struct ctl *ctl, int argc, char **argv, const char **ret_key) {
    const char             *key = NULL;
    const struct ctl_option options[] = {
        { "key", N_("文件"), N_("备份密钥放在哪里；不写就是数据文件夹里的 backup.key"), NULL,
          &key },
        { 0 },
    };
    int status = ctl_parse(ctl, options, argc, argv);
    if (status == CTL_GO)
        *ret_key = folder_key(ctl, key);
    return status;
}

bool folder_settings(struct ctl *ctl, const char *shipped, bool *ret_made, struct err *err) {
    char       *bytes;
    size_t      length;
    const char *path = ctl_path(ctl, "anju.conf");
    *ret_made = false;
    if (access(path, F_OK) == 0)
        return true;
    if (!file_read(&ctl->arena, share_path(&ctl->arena, shipped), SETTINGS_MOST, &bytes, &length,
                   err) ||
        !file_write(path, bytes, length, SETTINGS_MODE, err))
        return false;
    return *ret_made = true;
}

/* Are both the same name in the same folder, whether there is such a file or not? */
static bool same_name(struct ctl *ctl, const char *a, const char *b) {
    const char *paths[] = { a, b }, *names[2];
    struct stat folders[2];
    for (int i = 0; i < 2; i++) {
        const char *slash = strrchr(paths[i], '/');
        size_t      length = slash ? (size_t)(slash - paths[i]) + 1 : 0;
        const char *folder = slash ? arena_strndup(&ctl->arena, paths[i], length) : ".";
        names[i] = paths[i] + length;
        if (stat(folder, &folders[i]) != 0)
            return false;
    }
    return strcmp(names[0], names[1]) == 0 && folders[0].st_dev == folders[1].st_dev &&
           folders[0].st_ino == folders[1].st_ino;
}

bool folder_spares(struct ctl *ctl, const char *path, const char *key, struct err *err) {
    static const char *const own[] = {
        "anju.db", "anju.db-wal", "anju.db-shm", "anju.db.restore", "anju.db.backup",
        "head",    "ballast",     "anju.conf",   "backup.key",
    };
    bool is_own = key && same_name(ctl, path, key);
    for (size_t i = 0; !is_own && i < sizeof(own) / sizeof(own[0]); i++)
        is_own = same_name(ctl, path, ctl_path(ctl, own[i]));
    return !is_own || err_code_set(err, ERR_INVALID,
                                   "%s 是这台机器自己的文件，不能盖掉，请换一个文件名", path);
}

static bool key_make(const char *path, bool *ret_made, struct err *err) {
    *ret_made = false;
    if (access(path, F_OK) == 0)
        return true;
    return *ret_made = backup_key_make(path, err);
}

/* What the services ship, the cost of a password here, and the staff corner's PIN where there is
 * none. */
static bool services_seed(struct store *store, char ret_pin[CORNER_PIN + 1], struct err *err) {
    bool has_pin = false;
    if (!store_begin(store, "system", err))
        return false;
    bool done = true;
    for (size_t s = 0; done && services[s]; s++)
        done = !services[s]->seed || services[s]->seed(store, err);
    done = done && login_measure(store, err) && corner_pin_exists(store, &has_pin, err) &&
           (has_pin || corner_pin_make(store, ret_pin, err));
    done = done && store_commit(store, err);
    if (!done)
        store_rollback(store);
    return done;
}

/* The desk's, where there is none and may be one: it is not missed on a machine without a desk, and
 * the desk's own user may have the folder to itself. */
static bool certificate_first(struct ctl *ctl) {
    struct certificate certificate;
    return access(ctl_path(ctl, "tls/cert.pem"), F_OK) != 0 && world_clock_set(&ctl->world) &&
           certificate_make(ctl, NULL, &certificate, NULL);
}

bool folder_init(struct ctl *ctl, const char *shipped, const char *key_path,
                 struct folder_made *ret_made, struct store **ret_store, struct err *err) {
    struct folder_made made = { .database = false };
    struct store      *store;
    bool               folder = false;
    if (!folder_make(ctl, &folder, err) || !folder_settings(ctl, shipped, &made.settings, err) ||
        !key_make(key_path, &made.key, err) || !ctl_store_open(ctl, STORE_CREATE, &store, err)) {
        if (folder)
            (void)rmdir(ctl->folder); /* not empty: the next init goes on with what is in it */
        return false;
    }
    made.database = store_fresh(store);
    made.certificate = certificate_first(ctl);
    if (!services_seed(store, made.pin, err)) {
        store_close(store);
        return false;
    }
    *ret_made = made;
    *ret_store = store;
    return true;
}
