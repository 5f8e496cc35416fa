/* SPDX-License-Identifier: GPL-3.0-or-later
 * ctl.h - what the commands of `anju` share: where the data lies, the language, the clock, and how
 * each says what it takes. Exit statuses: 0 fine, 1 failed (a sentence on stderr), 2 wrong usage.
 */
#ifndef ANJU_CTL_CTL_H
#define ANJU_CTL_CTL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/world.h"
#include "store/store.h"

enum ctl_exit { CTL_DONE = 0, CTL_FAILED = 1, CTL_USAGE = 2, CTL_GO = -1 };

struct ctl {
    const struct ctl_command *command;
    enum lang                 lang;
    const char               *folder; /* --data, else $ANJU_DATA, else /var/lib/anju */
    struct world              world;  /* --clock, --seed */
    struct clock_file         clock_file;
    struct arena              arena;  /* given back when the program ends */
    char                    **rest;   /* what follows the options */
    int                       rest_count;
};

/* A row of main.c's table. */
struct ctl_command {
    const char *name;
    const char *takes; /* N_(): "job 文件", what must follow; in brackets what may */
    const char *does;  /* N_(): one line */
    int (*run)(struct ctl *ctl, int argc, char **argv);
};

int ctl_init(struct ctl *ctl, int argc, char **argv);
int ctl_demo(struct ctl *ctl, int argc, char **argv);
/* Refuses while the clock cannot be right: what is written now would carry a wrong day for good. */
bool ctl_clock(const struct ctl *ctl, struct err *err);

int ctl_import(struct ctl *ctl, int argc, char **argv);
int ctl_export(struct ctl *ctl, int argc, char **argv);
int ctl_todo(struct ctl *ctl, int argc, char **argv);
int ctl_step(struct ctl *ctl, int argc, char **argv);
int ctl_user(struct ctl *ctl, int argc, char **argv);
int ctl_pin(struct ctl *ctl, int argc, char **argv);
int ctl_cert(struct ctl *ctl, int argc, char **argv);
int ctl_check(struct ctl *ctl, int argc, char **argv);
int ctl_backup(struct ctl *ctl, int argc, char **argv);
int ctl_restore(struct ctl *ctl, int argc, char **argv);
int ctl_cells(int argc, char **argv); /* speaks for itself: its process gives up everything first */

/* A row of a command's options; ends with a NULL name. Those that all commands know come by
 * themselves. */
struct ctl_option {
    const char  *name;  /* "dry-run" */
    const char  *takes; /* N_(): "文件"; NULL: a switch */
    const char  *does;  /* N_() */
    bool        *set;   /* a switch: true when it is given */
    const char **value; /* else where its value goes, borrowed from argv */
};

/* CTL_GO with ctl->rest filled, or the status to end with: help was shown, usage was wrong. */
int ctl_parse(struct ctl *ctl, const struct ctl_option *own, int argc, char **argv);
/* The language asked for anywhere on the line, so that every message is in it. */
enum lang ctl_lang(int argc, char *const *argv);

/* One sentence on stderr, from a format that goes through tr(); the statuses to return. */
int ctl_usage(const struct ctl *ctl, const char *format, ...) __attribute__((format(printf, 2, 3)));
int ctl_fail(const struct ctl *ctl, const struct err *err);
/* A line for people on stdout. Whatever came from a file can not steer the terminal. */
void ctl_say(const struct ctl *ctl, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The same on stderr, where stdout may be what another program reads. */
void ctl_note(const struct ctl *ctl, const char *format, ...) __attribute__((format(printf, 2, 3)));

char *ctl_path(struct ctl *ctl, const char *name); /* "FOLDER/name", in ctl->arena */
/* Open the node's database; where there is none, the sentence says `anju init`. */
bool ctl_store_open(struct ctl *ctl, enum store_mode mode, struct store **ret_store,
                    struct err *err);
/* Who acts from a command line, for the journal: the person's login, else "system". */
const char *ctl_actor(struct ctl *ctl);
/* The record that people call `name` and may import and export: CTL_GO, else the usage with a list
 * of them. */
int ctl_record(struct ctl *ctl, const char *name, const struct record **ret_record);

#endif
