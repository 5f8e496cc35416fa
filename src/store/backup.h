/* SPDX-License-Identifier: GPL-3.0-or-later
 * backup.h - one encrypted file (libsodium secretstream) that holds a consistent prefix of the
 * journal, made under write load. The key file is made by `anju init` and lies outside the data. */
#ifndef ANJU_STORE_BACKUP_H
#define ANJU_STORE_BACKUP_H

#include "store/store.h"

bool backup_key_make(const char *path, struct err *err); /* mode 0600; never over an old one */
/* `file` appears whole or not at all, and replaces an older one of that name. */
bool backup_write(struct store *store, const char *key_path, const char *file, struct err *err);
/* Into `folder`, which must not hold a database. A wrong key, a cut or changed file is refused and
 * nothing is written. The restored node mints a new incarnation at its first write. Of `options`
 * world and records are used. */
bool backup_restore(const char *folder, const char *key_path, const char *file,
                    const struct store_options *options, struct err *err);

#endif
