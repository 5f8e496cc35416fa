/* SPDX-License-Identifier: GPL-3.0-or-later
 * head.c - the journal's head: two slots on pages of their own, so that a torn write of one leaves
 * the other. Plain system calls only: crash tests put themselves under them. */
#include "store/head.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    SLOT_SIZE = 256,
    SLOT_APART = 4096, /* each on a page of its own */
    SLOTS = 2,
    SLOT_FORMAT = 1,
    PATH_MOST = 4096,
};
static const char slot_magic[8] = "ANJUHEAD";

struct head {
    int  fd; /* -1: there is no file, reading only */
    bool write;
};

/* As it lies in the file; integers little end first. */
struct slot {
    char     magic[8];
    uint64_t format, turn;
    int64_t  incarnation, sequence, stamp, local, inode;
    uint8_t  hash[HASH_SIZE], machine[PLACE_SIZE], board[PLACE_SIZE];
    uint8_t  room[SLOT_SIZE - 8 * 8 - HASH_SIZE - 2 * PLACE_SIZE - HASH_SIZE];
    uint8_t  sum[HASH_SIZE]; /* of all before it */
};
_Static_assert(sizeof(struct slot) == SLOT_SIZE, "a slot has no holes");
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the head file is written as it lies");

static void slot_sum(const struct slot *slot, uint8_t ret_sum[HASH_SIZE]) {
    (void)crypto_generichash(ret_sum, HASH_SIZE, (const uint8_t *)slot, offsetof(struct slot, sum),
                             NULL, 0);
}

bool head_open(struct head **ret_head, const char *folder, bool write, struct err *err) {
    char path[PATH_MOST];
    int  length = snprintf(path, sizeof(path), "%s/head", folder);
    if (length < 0 || (size_t)length >= sizeof(path))
        return err_set(err, "文件夹的路径太长：%s", folder);
    struct head *head = calloc(1, sizeof(*head));
    if (!head)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    head->write = write;
    const bool made = write && access(path, F_OK) != 0;
    head->fd = open(path, (write ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC, 0660);
    if (head->fd < 0 && (write || errno != ENOENT)) {
        int failed = errno;
        free(head);
        return err_system_set(err, failed, "打不开文件 %s", path);
    }
    if (made && !file_sync_name(path)) {
        int failed = errno;
        head_close(head);
        return err_system_set(err, failed, "日志头文件写不了");
    }
    *ret_head = head;
    return true;
}

void head_close(struct head *head) {
    if (!head)
        return;
    if (head->fd >= 0)
        (void)close(head->fd); /* what mattered was synced */
    free(head);
}

static bool head_lock(const struct head *head, short type) {
    struct flock lock = { .l_type = type, .l_whence = SEEK_SET };
    int          result;
    do
        result = fcntl(head->fd, F_OFD_SETLKW, &lock);
    while (result < 0 && errno == EINTR);
    return result == 0;
}

static bool slot_get(const struct head *head, int where, struct slot *ret_slot) {
    return pread(head->fd, ret_slot, sizeof(*ret_slot), (off_t)where * SLOT_APART) ==
           (ssize_t)sizeof(*ret_slot);
}

static bool slot_whole(const struct slot *slot) {
    uint8_t sum[HASH_SIZE];
    slot_sum(slot, sum);
    return memcmp(slot->magic, slot_magic, sizeof(slot_magic)) == 0 &&
           slot->format == SLOT_FORMAT && memcmp(sum, slot->sum, HASH_SIZE) == 0;
}

/* The newest whole slot and where the other one is; false when there is none. */
static bool head_newest(const struct head *head, struct slot *ret_slot, int *ret_other) {
    bool found = false;
    *ret_other = 0;
    for (int i = 0; i < SLOTS; i++) {
        struct slot slot;
        if (!slot_get(head, i, &slot) || !slot_whole(&slot) ||
            (found && slot.turn < ret_slot->turn))
            continue;
        *ret_slot = slot;
        *ret_other = 1 - i;
        found = true;
    }
    return found;
}

bool head_read(struct head *head, struct tip *ret_tip, struct place *ret_place) {
    struct slot slot;
    int         other;
    if (head->fd < 0 || !head_lock(head, F_RDLCK))
        return false;
    bool found = head_newest(head, &slot, &other);
    (void)head_lock(head, F_UNLCK); /* closing would do it too */
    if (!found)
        return false;
    *ret_tip = (struct tip){ slot.incarnation, slot.sequence, slot.stamp, slot.local, { 0 } };
    memcpy(ret_tip->hash, slot.hash, HASH_SIZE);
    memcpy(ret_place->machine, slot.machine, PLACE_SIZE);
    memcpy(ret_place->board, slot.board, PLACE_SIZE);
    ret_place->inode = slot.inode;
    return true;
}

bool head_torn(struct head *head) {
    bool torn = false;
    if (head->fd < 0 || !head_lock(head, F_RDLCK))
        return false;
    for (int i = 0; i < SLOTS; i++) {
        struct slot slot;
        if (slot_get(head, i, &slot) && !sodium_is_zero((const uint8_t *)&slot, sizeof(slot)))
            torn |= !slot_whole(&slot);
    }
    (void)head_lock(head, F_UNLCK); /* closing would do it too */
    return torn;
}

/* Each commit adds an entry or counts a local one, so their sum orders the commits of an
 * incarnation. */
static bool tip_older(const struct tip *tip, const struct slot *slot) {
    if (tip->incarnation != slot->incarnation)
        return tip->incarnation < slot->incarnation;
    return tip->sequence + tip->local < slot->sequence + slot->local;
}

static bool slot_put(const struct head *head, const struct slot *slot, int where) {
    const char *from = (const char *)slot;
    size_t      done = 0;
    while (done < sizeof(*slot)) {
        ssize_t wrote = pwrite(head->fd, from + done, sizeof(*slot) - done,
                               (off_t)where * SLOT_APART + (off_t)done);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return false;
        done += (size_t)wrote;
    }
    return fdatasync(head->fd) == 0;
}

bool head_write(struct head *head, const struct tip *tip, const struct place *place,
                struct err *err) {
    if (head->fd < 0 || !head->write || !head_lock(head, F_WRLCK))
        return err_system_set(err, errno, "日志头文件写不了");
    struct slot newest = { 0 };
    int         other;
    bool        found = head_newest(head, &newest, &other), done = true;
    if (!found || !tip_older(tip, &newest)) {
        struct slot slot = { .format = SLOT_FORMAT,
                             .turn = newest.turn + 1,
                             .incarnation = tip->incarnation,
                             .sequence = tip->sequence,
                             .stamp = tip->stamp,
                             .local = tip->local,
                             .inode = place->inode };
        memcpy(slot.magic, slot_magic, sizeof(slot_magic));
        memcpy(slot.hash, tip->hash, HASH_SIZE);
        memcpy(slot.machine, place->machine, PLACE_SIZE);
        memcpy(slot.board, place->board, PLACE_SIZE);
        slot_sum(&slot, slot.sum);
        done = slot_put(head, &slot, other);
    }
    int failed = errno;
    (void)head_lock(head, F_UNLCK); /* closing would do it too */
    return done || err_system_set(err, failed, "日志头文件写不了");
}

/* The first line of a file, hashed under a name of its own; zeros when it cannot be read. */
static void place_hash(uint8_t ret_hash[PLACE_SIZE], const char *kind, const char *path) {
    char    line[256];
    ssize_t length = -1;
    int     fd = open(path, O_RDONLY | O_CLOEXEC);
    memset(ret_hash, 0, PLACE_SIZE);
    if (fd < 0)
        return;
    length = read(fd, line, sizeof(line));
    (void)close(fd); /* read only */
    if (length > 0)
        (void)crypto_generichash(ret_hash, PLACE_SIZE, (const uint8_t *)line, (size_t)length,
                                 (const uint8_t *)kind, strlen(kind));
}

void place_inode(struct place *ret_place, const char *database) {
    struct stat status;
    ret_place->inode = stat(database, &status) == 0 ? (int64_t)status.st_ino : 0;
}

void place_here(struct place *ret_place, const char *database) {
    place_hash(ret_place->machine, "anju head machine", "/etc/machine-id");
    place_hash(ret_place->board, "anju head board  ",
               "/sys/firmware/devicetree/base/serial-number");
    place_inode(ret_place, database);
}

static bool part_equal(const uint8_t a[PLACE_SIZE], const uint8_t b[PLACE_SIZE]) {
    return sodium_is_zero(a, PLACE_SIZE) || sodium_is_zero(b, PLACE_SIZE) ||
           memcmp(a, b, PLACE_SIZE) == 0;
}

bool place_equal(const struct place *a, const struct place *b) {
    return part_equal(a->machine, b->machine) && part_equal(a->board, b->board) &&
           a->inode == b->inode;
}
