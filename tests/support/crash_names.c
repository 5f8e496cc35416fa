/* SPDX-License-Identifier: GPL-3.0-or-later
 * crash_names.c - the names on the crash disk: which were made, moved and taken away since their
 * folder was synced last, and how to take that back. */
#include "support/crash_inside.h"

#include "base/err.h"
#include "support/seed.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum name_act { NAME_MADE, NAME_MOVED, NAME_GONE };

struct name {
    enum name_act act;
    char         *from, *to; /* MOVED: both; else `from` */
    char         *kept;      /* in the attic: the file that lost its name; NULL: none did */
};

enum { NAMES_MOST = 1024 };
static struct name names[NAMES_MOST];
static size_t      name_count;

static char *copied(const char *text) {
    char *copy = strdup(text);
    if (!copy)
        bug("no memory");
    return copy;
}

/* A second name for a file that is about to lose its own. */
static char *keep(const char *path) {
    static unsigned made;
    char           *kept;
    if (access(path, F_OK) != 0)
        return NULL;
    if (asprintf(&kept, "%s/%u-%u", crash_disk_attic(), (unsigned)getpid(), made++) < 0)
        bug("no memory");
    if (link(path, kept) != 0)
        bug("%s: %s", kept, strerror(errno));
    return kept;
}

static struct name *name_add(enum name_act act, const char *from) {
    if (name_count == NAMES_MOST)
        bug("more than %d names", NAMES_MOST);
    names[name_count] = (struct name){ .act = act, .from = copied(from) };
    return &names[name_count++];
}

void crash_name_made(const char *path) {
    if (crash_disk_remembers())
        (void)name_add(NAME_MADE, path);
}

void crash_name_moves(const char *from, const char *to) {
    if (!crash_disk_remembers())
        return;
    struct name *name = name_add(NAME_MOVED, from);
    name->to = copied(to);
    name->kept = keep(to);
}

void crash_name_goes(const char *path) {
    if (crash_disk_remembers())
        name_add(NAME_GONE, path)->kept = keep(path);
}

static void name_free(struct name *name) {
    if (name->kept)
        (void)__real_unlink(name->kept); /* it may have gone back */
    free(name->from);
    free(name->to);
    free(name->kept);
}

static bool in_folder(const char *path, const char *folder) {
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && path[length] == '/' &&
           !strchr(path + length + 1, '/');
}

void crash_names_sync(const char *folder) {
    size_t left = 0;
    for (size_t i = 0; i < name_count; i++)
        if (in_folder(names[i].from, folder))
            name_free(&names[i]);
        else
            names[left++] = names[i];
    name_count = left;
}

static void name_undo(const struct name *name) {
    if (name->act == NAME_MADE)
        (void)__real_unlink(name->from); /* it may have been moved, and moved back */
    if (name->act == NAME_MOVED && __real_rename(name->to, name->from) != 0)
        bug("%s: %s", name->to, strerror(errno));
    if (name->kept && __real_rename(name->kept, name->act == NAME_MOVED ? name->to : name->from))
        bug("%s: %s", name->kept, strerror(errno));
}

/* A file system writes its changes down in their order: the first ones stand. */
void crash_names_cut(struct world *world) {
    size_t stand = support_below(world, (uint32_t)name_count + 1);
    for (size_t i = name_count; i-- > 0;) {
        if (i >= stand)
            name_undo(&names[i]);
        name_free(&names[i]);
    }
    name_count = 0;
}
