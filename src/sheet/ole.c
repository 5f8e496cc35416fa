/* SPDX-License-Identifier: GPL-3.0-or-later
 * ole.c - one stream out of a compound file [MS-CFB]. Sectors are linked by a table, which is
 * itself in sectors; every link is checked, and a chain longer than the file has sectors is a loop.
 */
#include "sheet/xls.h"

#include <string.h>

enum {
    HEADER_SIZE = 512,
    HEADER_TABLE = 109, /* table sectors that the header itself lists */
    ENTRY_SIZE = 128,   /* of the directory */
    MINI_SECTOR = 64,
    MINI_LIMIT = 4096,         /* a shorter stream lies in mini sectors */
    SECTOR_MOST = 0xfffffff9u, /* larger numbers are marks */
};

struct ole {
    const uint8_t *bytes;
    size_t         length;
    unsigned       shift;   /* a sector has 1 << shift bytes */
    uint32_t       sectors; /* that the file has room for */
    uint32_t      *table;   /* where the table's own sectors are */
    size_t         table_count;
};

static uint16_t u16_at(const uint8_t *at) {
    return (uint16_t)(at[0] | at[1] << 8);
}
static uint32_t u32_at(const uint8_t *at) {
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* NULL when the file does not hold the whole sector. */
static const uint8_t *sector(const struct ole *ole, uint32_t number) {
    if (number >= ole->sectors)
        return NULL;
    return ole->bytes + (((size_t)number + 1) << ole->shift);
}

static bool next_sector(const struct ole *ole, uint32_t number, uint32_t *ret_next) {
    unsigned       per_shift = ole->shift - 2;
    size_t         which = number >> per_shift;
    const uint8_t *links = which < ole->table_count ? sector(ole, ole->table[which]) : NULL;
    if (!links)
        return false;
    *ret_next = u32_at(links + 4 * (size_t)(number & ((1u << per_shift) - 1)));
    return true;
}

/* Where the table's sectors are: 109 in the header, the rest in a chain of lists. */
static bool read_table(struct ole *ole, struct arena *arena) {
    size_t   per = (size_t)1 << (ole->shift - 2);
    size_t   room = ole->sectors / per + 2; /* more cannot be meant */
    uint32_t list = u32_at(ole->bytes + 68);
    ole->table = ARENA_NEW_ARRAY(arena, room, uint32_t);
    if (!ole->table)
        return false;
    for (size_t i = 0; i < HEADER_TABLE && ole->table_count < room; i++) {
        uint32_t number = u32_at(ole->bytes + 76 + 4 * i);
        if (number <= SECTOR_MOST)
            ole->table[ole->table_count++] = number;
    }
    for (size_t lists = 0; list <= SECTOR_MOST && lists < room; lists++) {
        const uint8_t *at = sector(ole, list);
        if (!at)
            return false;
        for (size_t i = 0; i + 1 < per && ole->table_count < room; i++)
            if (u32_at(at + 4 * i) <= SECTOR_MOST)
                ole->table[ole->table_count++] = u32_at(at + 4 * i);
        list = u32_at(at + 4 * (per - 1));
    }
    return true;
}

static bool ole_open(struct ole *ole, const char *bytes, size_t length, struct arena *arena) {
    *ole = (struct ole){ .bytes = (const uint8_t *)bytes, .length = length };
    if (length < HEADER_SIZE)
        return false;
    ole->shift = u16_at(ole->bytes + 30);
    if (ole->shift != 9 && ole->shift != 12)
        return false;
    size_t whole = length >> ole->shift;
    ole->sectors = whole > 1 ? (uint32_t)(whole - 1) : 0; /* the header's room comes first */
    return read_table(ole, arena);
}

/* `size` bytes of the chain that begins at `first`. A last sector that is cut short by the end of
 * the file is given as far as it goes. */
static const uint8_t *read_chain(const struct ole *ole, uint32_t first, size_t size,
                                 struct arena *arena) {
    size_t   each = (size_t)1 << ole->shift;
    uint8_t *out = size <= ole->length ? arena_alloc(arena, size ? size : 1) : NULL;
    for (size_t done = 0; out && done < size;) {
        const uint8_t *from = sector(ole, first);
        size_t         n = size - done < each ? size - done : each;
        if (!from) {
            size_t offset = ((size_t)first + 1) << ole->shift;
            if (first > SECTOR_MOST || offset >= ole->length || ole->length - offset < n)
                return NULL;
            from = ole->bytes + offset;
        }
        memcpy(out + done, from, n);
        done += n;
        if (done < size && !next_sector(ole, first, &first))
            return NULL;
    }
    return out;
}

/* How many sectors the chain has; 0 when it is broken or goes in a circle. */
static size_t chain_count(const struct ole *ole, uint32_t first) {
    size_t count = 0;
    while (first <= SECTOR_MOST) {
        if (++count > ole->sectors || !next_sector(ole, first, &first))
            return 0;
    }
    return count;
}

static bool named(const uint8_t *entry, const char *name) {
    size_t n = strlen(name);
    if (u16_at(entry + 64) != 2 * (n + 1) || entry[66] != 2) /* 2: a stream */
        return false;
    for (size_t i = 0; i < n; i++)
        if (u16_at(entry + 2 * i) != (unsigned char)name[i])
            return false;
    return true;
}

/* A short stream: its mini sectors lie in the root's stream, linked by a table of their own. */
static const uint8_t *read_mini(const struct ole *ole, const uint8_t *root, uint32_t first,
                                size_t size, struct arena *arena) {
    size_t         each = (size_t)1 << ole->shift, held = u32_at(root + 120);
    size_t         links_size = chain_count(ole, u32_at(ole->bytes + 60)) * each;
    const uint8_t *links = read_chain(ole, u32_at(ole->bytes + 60), links_size, arena);
    const uint8_t *held_bytes = read_chain(ole, u32_at(root + 116), held, arena);
    uint8_t       *out = links && held_bytes ? arena_alloc(arena, size ? size : 1) : NULL;
    for (size_t done = 0; out && done < size; done += MINI_SECTOR) {
        size_t offset = (size_t)first * MINI_SECTOR;
        size_t n = size - done < MINI_SECTOR ? size - done : MINI_SECTOR;
        if (offset > held || held - offset < n || ((size_t)first + 1) * 4 > links_size)
            return NULL;
        memcpy(out + done, held_bytes + offset, n);
        first = u32_at(links + 4 * (size_t)first);
    }
    return out;
}

bool ole_stream(const char *bytes, size_t length, const char *name, struct arena *arena,
                const uint8_t **ret_stream, size_t *ret_length, bool *ret_damaged) {
    struct ole ole;
    *ret_damaged = true;
    if (!ole_open(&ole, bytes, length, arena))
        return false;
    uint32_t       first = u32_at(ole.bytes + 48);
    size_t         size = chain_count(&ole, first) << ole.shift;
    const uint8_t *directory = size ? read_chain(&ole, first, size, arena) : NULL;
    if (!directory)
        return false;
    for (size_t at = 0; at + ENTRY_SIZE <= size; at += ENTRY_SIZE) {
        const uint8_t *entry = directory + at;
        if (!named(entry, name))
            continue;
        size_t stream_length = u32_at(entry + 120);
        *ret_stream = stream_length < MINI_LIMIT
                          ? read_mini(&ole, directory, u32_at(entry + 116), stream_length, arena)
                          : read_chain(&ole, u32_at(entry + 116), stream_length, arena);
        *ret_length = stream_length;
        return *ret_stream != NULL;
    }
    *ret_damaged = false;
    return false;
}
