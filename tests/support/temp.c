/* SPDX-License-Identifier: GPL-3.0-or-later
 * temp.c - mkdtemp, and nftw to take it away again. */
#include "support/temp.h"

#include "base/err.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

void temp_make(struct temp *temp) {
    const char *top = getenv("TMPDIR");
    int         length =
        snprintf(temp->path, sizeof(temp->path), "%s/anju-XXXXXX", top && *top ? top : "/tmp");
    if (length < 0 || (size_t)length >= sizeof(temp->path) || !mkdtemp(temp->path))
        bug("no folder %s: %s", temp->path, strerror(errno));
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *where) {
    (void)st, (void)kind, (void)where;
    return remove(path);
}

/* A folder that a test took its own rights from is opened again on the way down. */
static int open_one(const char *path, const struct stat *st, int kind, struct FTW *where) {
    (void)st, (void)where;
    return kind == FTW_D || kind == FTW_DNR ? chmod(path, 0700) : 0;
}

void temp_remove(struct temp *temp) {
    (void)nftw(temp->path, open_one, 16, FTW_PHYS);
    if (nftw(temp->path, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
        bug("cannot remove %s: %s", temp->path, strerror(errno));
}

const char *temp_path(const struct temp *temp, const char *name) {
    static char paths[8][TEMP_PATH];
    static int  next;
    char       *path = paths[next++ % 8];
    int         length = snprintf(path, TEMP_PATH, "%s/%s", temp->path, name);
    if (length < 0 || length >= TEMP_PATH)
        bug("path too long: %s/%s", temp->path, name);
    return path;
}

const char *temp_file(const struct temp *temp, const char *name, const void *bytes, size_t length) {
    const char *path = temp_path(temp, name);
    FILE       *file = fopen(path, "wbe");
    if (!file || fwrite(bytes, 1, length, file) != length || fclose(file) != 0)
        bug("cannot write %s: %s", path, strerror(errno));
    return path;
}

void temp_copy_file(const char *from, const char *to) {
    enum { MOST = 1 << 30 };
    int in = open(from, O_RDONLY | O_CLOEXEC),
        out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (in < 0 || out < 0)
        bug("cannot copy %s to %s: %s", from, to, strerror(errno));
    ssize_t sent;
    while ((sent = sendfile(out, in, NULL, MOST)) > 0)
        continue;
    if (sent < 0 || close(out) != 0 || close(in) != 0)
        bug("cannot copy %s to %s: %s", from, to, strerror(errno));
}

void temp_copy(const char *from, const char *to) {
    DIR *folder = opendir(from);
    if (!folder || mkdir(to, 0700) != 0)
        bug("cannot copy %s to %s: %s", from, to, strerror(errno));
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        char source[TEMP_PATH + 256], copy[TEMP_PATH + 256];
        (void)snprintf(source, sizeof(source), "%s/%s", from, entry->d_name);
        (void)snprintf(copy, sizeof(copy), "%s/%s", to, entry->d_name);
        if (entry->d_type == DT_REG)
            temp_copy_file(source, copy);
    }
    (void)closedir(folder);
}
