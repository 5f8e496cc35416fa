/* SPDX-License-Identifier: GPL-3.0-or-later
 * crash_files.c - the bytes of the crash disk: of each file that is written what its sectors were
 * at its last sync, and how long it was. */
#include "support/crash_inside.h"

#include "base/err.h"
#include "support/seed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512, FILES_MOST = 256 };

struct sector {
    off_t    number;
    uint16_t held;     /* bytes of it that were there */
    uint16_t from, to; /* bytes of it that were written since; none: only cut off */
    uint8_t  before[SECTOR];
};

struct crash_file {
    dev_t          device;
    ino_t          inode;
    int            fd; /* our own: never closed, since that would drop SQLite's locks */
    bool           ours;
    off_t          synced; /* its length then */
    struct sector *sectors;
    size_t         count, room;
    uint32_t      *slots; /* by number: index + 1; a power of two of them */
    size_t         slot_count;
};

static struct crash_file files[FILES_MOST];
static size_t            file_count;

static off_t file_size(const struct crash_file *file) {
    struct stat st;
    if (fstat(file->fd, &st) != 0)
        bug("fstat: %s", strerror(errno));
    return st.st_size;
}

/* --- which file --- */

/* `path` may be a link of /proc, so that a file without a name can be opened too. */
static struct crash_file *file_known(const struct stat *st, const char *path, bool ours) {
    for (size_t i = 0; i < file_count; i++)
        if (files[i].inode == st->st_ino && files[i].device == st->st_dev)
            return &files[i];
    if (file_count == FILES_MOST)
        bug("more than %d files", FILES_MOST);
    struct crash_file *file = &files[file_count++];
    *file = (struct crash_file){ .device = st->st_dev,
                                 .inode = st->st_ino,
                                 .fd = __real_open(path, O_RDWR | O_CLOEXEC),
                                 .ours = ours,
                                 .synced = st->st_size };
    if (file->fd < 0)
        bug("%s: %s", path, strerror(errno));
    return file;
}

struct crash_file *crash_file_at(const char *path, bool ours) {
    struct stat st;
    if (!crash_disk_remembers() || stat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return NULL;
    return file_known(&st, path, ours);
}

struct crash_file *crash_file_of(int fd, bool ours) {
    struct stat st;
    char        link[] = "/proc/self/fd/0123456789";
    if (!crash_disk_remembers() || fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return NULL;
    (void)snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    return file_known(&st, link, ours);
}

/* --- what its sectors were --- */

static size_t slot_of(const struct crash_file *file, off_t number) {
    size_t mask = file->slot_count - 1;
    size_t slot = (size_t)((uint64_t)number * 0x9E3779B97F4A7C15U >> 32) & mask;
    while (file->slots[slot] && file->sectors[file->slots[slot] - 1].number != number)
        slot = (slot + 1) & mask;
    return slot;
}

static void file_grow(struct crash_file *file) {
    file->room = file->room ? 2 * file->room : 64;
    file->slot_count = 4 * file->room;
    file->sectors = realloc(file->sectors, file->room * sizeof(*file->sectors));
    free(file->slots);
    file->slots = calloc(file->slot_count, sizeof(*file->slots));
    if (!file->sectors || !file->slots)
        bug("no memory for %zu sectors", file->room);
    for (size_t i = 0; i < file->count; i++)
        file->slots[slot_of(file, file->sectors[i].number)] = (uint32_t)i + 1;
}

/* Remembered from now on, if it is not yet. */
static struct sector *sector_of(struct crash_file *file, off_t number) {
    if (file->count == file->room)
        file_grow(file);
    size_t slot = slot_of(file, number);
    if (file->slots[slot])
        return &file->sectors[file->slots[slot] - 1];
    struct sector *sector = &file->sectors[file->count++];
    *sector = (struct sector){ .number = number };
    ssize_t held = pread(file->fd, sector->before, SECTOR, number * SECTOR);
    /* What is beyond the length that is safe was written and cut off again since. */
    if (held > 0 && number * SECTOR < file->synced)
        sector->held =
            (uint16_t)(number * SECTOR + held > file->synced ? file->synced - number * SECTOR
                                                             : held);
    memset(sector->before + sector->held, 0, SECTOR - sector->held);
    file->slots[slot] = (uint32_t)file->count;
    return sector;
}

void crash_file_write(struct crash_file *file, off_t offset, size_t length) {
    if (!file || !length)
        return;
    off_t end = offset + (off_t)length;
    for (off_t number = offset / SECTOR; number * SECTOR < end; number++) {
        struct sector *sector = sector_of(file, number);
        off_t          start = number * SECTOR;
        uint16_t       from = (uint16_t)(offset > start ? offset - start : 0);
        uint16_t       to = (uint16_t)(end - start < SECTOR ? end - start : SECTOR);
        bool           first = sector->to == 0;
        sector->from = first || from < sector->from ? from : sector->from;
        sector->to = first || to > sector->to ? to : sector->to;
    }
}

void crash_file_resize(struct crash_file *file, off_t size) {
    if (!file)
        return;
    for (off_t number = size / SECTOR; number * SECTOR < file->synced; number++)
        (void)sector_of(file, number);
}

void crash_file_sync(struct crash_file *file) {
    if (!file)
        return;
    file->synced = file_size(file);
    file->count = 0;
    if (file->slots)
        memset(file->slots, 0, file->slot_count * sizeof(*file->slots));
}

/* --- the cut --- */

static void put(const struct crash_file *file, const void *bytes, size_t length, off_t offset) {
    if (length && __real_pwrite(file->fd, bytes, length, offset) != (ssize_t)length)
        bug("pwrite: %s", strerror(errno));
}

/* Its bytes from `from` to `to` as they were; zeros where nothing was. */
static void sector_return(const struct crash_file *file, const struct sector *sector, size_t from,
                          size_t to) {
    put(file, sector->before + from, to - from, sector->number * SECTOR + (off_t)from);
}

static void sector_noise(const struct crash_file *file, const struct sector *sector,
                         struct world *world) {
    uint8_t noise[SECTOR];
    size_t  from = file->ours ? 0 : sector->from;
    size_t  to = file->ours ? SECTOR : sector->to;
    world_random(world, noise, sizeof(noise));
    put(file, noise, to - from, sector->number * SECTOR + (off_t)from);
}

static void sector_cut(const struct crash_file *file, const struct sector *sector, bool torn,
                       struct world *world) {
    if (torn) {
        size_t half =
            sector->from + support_below(world, (uint32_t)(sector->to - sector->from) + 1);
        if (support_below(world, 2))
            sector_return(file, sector, half, sector->to);
        else
            sector_return(file, sector, sector->from, half);
    } else if (support_below(world, 20) == 0) {
        sector_noise(file, sector, world);
    } else if (support_below(world, 2)) {
        sector_return(file, sector, sector->from, sector->to);
    }
}

/* What was cut off from `size` on, should the file have its old length again. */
static void sector_come_back(const struct crash_file *file, const struct sector *sector,
                             off_t size) {
    off_t  start = sector->number * SECTOR;
    size_t from = size > start ? (size_t)(size - start) : 0;
    if (from < sector->held)
        sector_return(file, sector, from, sector->held);
}

/* A length that was on its way may be there or not; longer ones may be half there. */
static off_t size_left(const struct crash_file *file, off_t now, struct world *world) {
    off_t more = now - file->synced;
    switch (support_below(world, more > 0 ? 3 : 2)) {
    case 0:
        return now;
    case 1:
        return file->synced;
    default:
        return file->synced + (off_t)support_below(world, (uint32_t)more);
    }
}

static void file_cut(struct crash_file *file, struct world *world) {
    off_t  now = file_size(file), left = size_left(file, now, world);
    size_t torn = file->count ? support_below(world, (uint32_t)file->count) : 0;
    for (size_t i = 0; i < file->count; i++) {
        struct sector *sector = &file->sectors[i];
        sector_come_back(file, sector, now);
        if (sector->to)
            sector_cut(file, sector, i == torn, world);
    }
    if (__real_ftruncate(file->fd, left) != 0)
        bug("ftruncate: %s", strerror(errno));
}

void crash_files_cut(struct world *world) {
    for (size_t i = 0; i < file_count; i++)
        if (files[i].count || file_size(&files[i]) != files[i].synced)
            file_cut(&files[i], world);
}
