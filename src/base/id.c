/* SPDX-License-Identifier: GPL-3.0-or-later
 * id.c - UUIDs. Version 7: 48 bits of milliseconds, 12 bits that count within one of them (RFC
 * 9562, 6.2, method 1), 62 random bits. */
#include "base/id.h"

#include "base/err.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { COUNTER_MOST = 0xFFF, COUNTER_START_MOST = 0x7FF };

bool id_absent(row_id id) {
    return id_equal(id, ID_ABSENT);
}

bool id_equal(row_id a, row_id b) {
    return memcmp(a.bytes, b.bytes, sizeof(a.bytes)) == 0;
}

static void set_version(row_id *id, unsigned version) {
    id->bytes[6] = (uint8_t)(version << 4 | (id->bytes[6] & 0x0F));
    id->bytes[8] = (uint8_t)(0x80 | (id->bytes[8] & 0x3F));
}

/* Newer than the id before, also when the clock has gone back: then the counter counts on in the
 * highest millisecond seen, and over into the next when it is full. */
static void count_on(struct world *world, unsigned random) {
    int64_t now = world_now(world).ms;
    if (now > world->id_ms) {
        world->id_ms = now;
        world->id_counter = random & COUNTER_START_MOST;
    } else if (world->id_counter < COUNTER_MOST) {
        world->id_counter++;
    } else {
        world->id_ms++;
        world->id_counter = random & COUNTER_START_MOST;
    }
}

row_id id_new(struct world *world) {
    row_id  id;
    uint8_t random[10];
    world_random(world, random, sizeof(random));
    count_on(world, (unsigned)random[0] << 8 | random[1]);
    for (int i = 0; i < 6; i++)
        id.bytes[i] = (uint8_t)(world->id_ms >> (40 - 8 * i));
    id.bytes[6] = (uint8_t)(world->id_counter >> 8);
    id.bytes[7] = (uint8_t)world->id_counter;
    memcpy(id.bytes + 8, random + 2, 8);
    set_version(&id, 7);
    return id;
}

row_id id_derived(const char *kind, const char *name) {
    if (sodium_init() < 0)
        bug("libsodium does not start");
    row_id                   id;
    crypto_generichash_state state;
    if (crypto_generichash_init(&state, NULL, 0, sizeof(id.bytes)) != 0 ||
        crypto_generichash_update(&state, (const uint8_t *)kind, strlen(kind) + 1) != 0 ||
        crypto_generichash_update(&state, (const uint8_t *)name, strlen(name)) != 0 ||
        crypto_generichash_final(&state, id.bytes, sizeof(id.bytes)) != 0)
        bug("BLAKE2b of %s %s", kind, name);
    set_version(&id, 8);
    return id;
}

static bool hyphen_before(size_t byte) {
    return byte == 4 || byte == 6 || byte == 8 || byte == 10;
}

void id_format(row_id id, char out[ID_TEXT]) {
    static const char digits[] = "0123456789abcdef";
    if (!id_absent(id))
        for (size_t i = 0; i < sizeof(id.bytes); i++) {
            if (hyphen_before(i))
                *out++ = '-';
            *out++ = digits[id.bytes[i] >> 4];
            *out++ = digits[id.bytes[i] & 0xF];
        }
    *out = '\0';
}

static bool hex_digit(char c, unsigned *ret_digit) {
    if (c >= '0' && c <= '9')
        *ret_digit = (unsigned)(c - '0');
    else if (c >= 'a' && c <= 'f')
        *ret_digit = (unsigned)(c - 'a') + 10;
    else if (c >= 'A' && c <= 'F')
        *ret_digit = (unsigned)(c - 'A') + 10;
    else
        return false;
    return true;
}

bool id_parse(const char *text, row_id *ret_id) {
    if (!text)
        return false;
    row_id id;
    for (size_t i = 0; i < sizeof(id.bytes); i++) {
        unsigned high, low;
        if (hyphen_before(i) && *text++ != '-')
            return false;
        if (!hex_digit(text[0], &high) || !hex_digit(text[1], &low))
            return false;
        id.bytes[i] = (uint8_t)(high << 4 | low);
        text += 2;
    }
    if (*text || id_absent(id))
        return false;
    *ret_id = id;
    return true;
}
