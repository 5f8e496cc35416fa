/* SPDX-License-Identifier: GPL-3.0-or-later
 * biff.c - Excel's records [MS-XLS 2.1.4]: an id, a length, a body, and the bodies of the CONTINUE
 * records behind it where it did not fit. Characters that go on there begin with a new flag byte.
 */
#include "sheet/xls.h"

#include <string.h>

enum {
    RECORD_CONTINUE = 0x003c,
    TEXT_WIDE = 0x01, /* characters of two bytes */
    TEXT_EXTENDED = 0x04,
    TEXT_RICH = 0x08,
    RUN_SIZE = 4,
};

void biff_start(struct biff *biff, const uint8_t *stream, size_t length, size_t offset) {
    *biff = (struct biff){ .stream = stream, .length = length, .next = offset };
    biff->at = biff->end = stream;
}

/* The record at `next`, when it is whole. */
static bool record_at(const struct biff *biff, uint16_t *ret_id, size_t *ret_size) {
    if (biff->next > biff->length || biff->length - biff->next < 4)
        return false;
    const uint8_t *head = biff->stream + biff->next;
    *ret_id = (uint16_t)(head[0] | head[1] << 8);
    *ret_size = (size_t)(head[2] | head[3] << 8);
    return biff->length - biff->next - 4 >= *ret_size;
}

static void enter(struct biff *biff, size_t size) {
    biff->at = biff->stream + biff->next + 4;
    biff->end = biff->at + size;
    biff->next += 4 + size;
}

bool biff_next(struct biff *biff) {
    size_t size;
    if (!record_at(biff, &biff->id, &size))
        return false;
    enter(biff, size);
    return true;
}

/* On into the CONTINUE record, if that is what follows. */
static bool go_on(struct biff *biff) {
    uint16_t id;
    size_t   size;
    if (!record_at(biff, &id, &size) || id != RECORD_CONTINUE)
        return false;
    enter(biff, size);
    return true;
}

bool biff_u8(struct biff *biff, uint8_t *ret) {
    while (biff->at == biff->end)
        if (!go_on(biff))
            return false;
    *ret = *biff->at++;
    return true;
}

bool biff_u16(struct biff *biff, uint16_t *ret) {
    uint8_t low, high;
    if (!biff_u8(biff, &low) || !biff_u8(biff, &high))
        return false;
    *ret = (uint16_t)(low | high << 8);
    return true;
}

bool biff_u32(struct biff *biff, uint32_t *ret) {
    uint16_t low, high;
    if (!biff_u16(biff, &low) || !biff_u16(biff, &high))
        return false;
    *ret = (uint32_t)low | (uint32_t)high << 16;
    return true;
}

bool biff_double(struct biff *biff, double *ret) {
    uint32_t low, high;
    if (!biff_u32(biff, &low) || !biff_u32(biff, &high))
        return false;
    uint64_t bits = (uint64_t)high << 32 | low;
    memcpy(ret, &bits, sizeof(*ret));
    return true;
}

bool biff_skip(struct biff *biff, size_t bytes) {
    while (bytes > 0) {
        size_t held = (size_t)(biff->end - biff->at), n = bytes < held ? bytes : held;
        biff->at += n;
        bytes -= n;
        if (bytes > 0 && !go_on(biff))
            return false;
    }
    return true;
}

/* One UTF-16 unit or one byte; a new record in between says anew which it is. */
static bool text_unit(struct biff *biff, bool *wide, uint16_t *ret_unit) {
    uint8_t byte;
    if (biff->at == biff->end) {
        uint8_t flags;
        if (!go_on(biff) || !biff_u8(biff, &flags))
            return false;
        *wide = flags & TEXT_WIDE;
    }
    if (*wide)
        return biff_u16(biff, ret_unit);
    if (!biff_u8(biff, &byte))
        return false;
    *ret_unit = byte;
    return true;
}

static bool text_units(struct biff *biff, size_t count, bool wide, struct letters *letters) {
    uint32_t high = 0; /* half of a pair */
    uint16_t unit;
    for (; count > 0; count--) {
        if (!text_unit(biff, &wide, &unit))
            return false;
        bool second = unit >= 0xdc00 && unit <= 0xdfff;
        if (high && !second)
            letters_add_char(letters, 0xfffd);
        if (second)
            letters_add_char(letters,
                             high ? 0x10000 + ((high & 0x3ff) << 10) + (unit & 0x3ff) : 0xfffd);
        high = unit >= 0xd800 && unit <= 0xdbff ? unit : 0;
        if (!high && !second)
            letters_add_char(letters, unit);
    }
    if (high)
        letters_add_char(letters, 0xfffd);
    return true;
}

bool biff_text(struct biff *biff, bool short_count, struct letters *letters) {
    uint8_t  flags, small = 0;
    uint16_t count = 0, runs = 0;
    uint32_t extended = 0;
    letters_start(letters);
    if (!(short_count ? biff_u8(biff, &small) : biff_u16(biff, &count)) || !biff_u8(biff, &flags) ||
        ((flags & TEXT_RICH) && !biff_u16(biff, &runs)) ||
        ((flags & TEXT_EXTENDED) && !biff_u32(biff, &extended)))
        return false;
    return text_units(biff, short_count ? small : count, flags & TEXT_WIDE, letters) &&
           biff_skip(biff, (size_t)runs * RUN_SIZE) && biff_skip(biff, extended);
}

double biff_rk(uint32_t rk) {
    double value;
    if (rk & 2) {
        value = (double)((int32_t)rk >> 2);
    } else {
        uint64_t bits = (uint64_t)(rk & ~3u) << 32;
        memcpy(&value, &bits, sizeof(value));
    }
    return rk & 1 ? value / 100 : value;
}
