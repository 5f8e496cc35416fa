/* SPDX-License-Identifier: GPL-3.0-or-later
 * folder.h - the data folder of a node as `anju init` leaves it: the database, anju.conf, and the
 * backup key, which belongs elsewhere. */
#ifndef ANJU_CTL_FOLDER_H
#define ANJU_CTL_FOLDER_H

#include "ctl/ctl.h"
#include "services/corner.h"

#define SETTINGS_SHIPPED "config/anju.conf"

struct folder_made { /* what was not there before */
    bool database, settings, key, certificate;
    char pin[CORNER_PIN + 1]; /* the staff corner's, to be shown once; "" */
};

/* Make the folder (0750, its parents too) or accept it: empty, or holding nothing but a node's
 * files. What else is in it is named and nothing is touched. */
bool folder_make(struct ctl *ctl, bool *ret_made, struct err *err);
/* anju.conf from the shipped file `shipped`, unless there is one. */
bool folder_settings(struct ctl *ctl, const char *shipped, bool *ret_made, struct err *err);
/* The whole: folder, anju.conf, key, database, and the rows that the services ship. What is there
 * already stays. The store is open for writing. */
bool folder_init(struct ctl *ctl, const char *shipped, const char *key_path,
                 struct folder_made *ret_made, struct store **ret_store, struct err *err);
/* Tells the PIN, if one was made, and wipes it. */
void ctl_tell_pin(const struct ctl *ctl, char pin[CORNER_PIN + 1]);
/* `path` is to be written: refused when that would replace a file of the node or its `key` (NULL:
 * not asked). */
bool folder_spares(struct ctl *ctl, const char *path, const char *key, struct err *err);
/* --key, else FOLDER/backup.key. */
const char *folder_key(struct ctl *ctl, const char *key_option);
/* The command line of what makes a folder: its only option is --key. */
int folder_parse(struct ctl *ctl, int argc, char **argv, const char **ret_key);

#endif
