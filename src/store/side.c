/* SPDX-License-Identifier: GPL-3.0-or-later
 * side.c - values of journal entries: written, digested, read back. */
#include "store/side.h"

#include <string.h>

/* BLAKE2b of the kind and the bytes, keyed with the salt where there is one. */
static void value_digest(const struct value *value, const uint8_t *salt,
                         uint8_t ret_digest[HASH_SIZE]) {
    crypto_generichash_blake2b_state state;
    uint8_t                          kind = (uint8_t)value->kind, number[8];
    if (value->kind == VALUE_INTEGER)
        for (int i = 0; i < 8; i++)
            number[i] = (uint8_t)((uint64_t)value->integer >> (8 * i));
    const void *bytes = value->kind == VALUE_INTEGER ? (const char *)number : value->bytes;
    size_t      length = value->kind == VALUE_INTEGER ? sizeof(number) : value->length;
    /* These fail only for sizes out of range. */
    (void)crypto_generichash_blake2b_init(&state, salt, salt ? SALT_SIZE : 0, HASH_SIZE);
    (void)crypto_generichash_blake2b_update(&state, &kind, 1);
    (void)crypto_generichash_blake2b_update(&state, bytes, length);
    (void)crypto_generichash_blake2b_final(&state, ret_digest, HASH_SIZE);
}

static void salt_draw(struct store *store, uint8_t ret_salt[SALT_SIZE]) {
    if (store->salts_left == 0) {
        world_random(store->world, store->salts, sizeof(store->salts));
        store->salts_left = SALTS_DRAWN;
    }
    uint8_t *salt = store->salts[--store->salts_left];
    memcpy(ret_salt, salt, SALT_SIZE);
    sodium_memzero(salt, SALT_SIZE);
}

void side_plain(struct side *ret_side, const struct value *value) {
    *ret_side = (struct side){ .kind = value->kind == VALUE_NULL ? SIDE_ABSENT : SIDE_PLAIN,
                               .value = *value };
    if (ret_side->kind == SIDE_PLAIN)
        value_digest(value, NULL, ret_side->digest);
}

void side_of(struct store *store, const struct field *field, const void *row,
             struct side *ret_side) {
    struct value value = value_null();
    if (row)
        value = field->type->to_value(field, field_member_const(field, row));
    if (value.kind == VALUE_NULL || !(field->flags & (F_PERSONAL | F_SECRET))) {
        side_plain(ret_side, &value);
        return;
    }
    *ret_side = (struct side){ .kind = field->flags & F_SECRET ? SIDE_SECRET : SIDE_PERSONAL,
                               .value = value };
    salt_draw(store, ret_side->salt);
    value_digest(&value, ret_side->salt, ret_side->digest);
}

void side_digest(struct side *side) {
    value_digest(&side->value, side->kind == SIDE_PERSONAL ? side->salt : NULL, side->digest);
}

void side_erase(struct side *side) {
    if (side->kind == SIDE_ABSENT)
        return;
    side->kind = SIDE_ERASED;
    side->value = value_null();
    sodium_memzero(side->salt, SALT_SIZE);
}

bool side_matches(const struct side *side, const struct value *value) {
    uint8_t digest[HASH_SIZE];
    bool    salted = side->kind == SIDE_PERSONAL || side->kind == SIDE_SECRET;
    if (side->kind == SIDE_ERASED)
        return true;
    if (side->kind == SIDE_ABSENT || value->kind == VALUE_NULL)
        return side->kind == SIDE_ABSENT && value->kind == VALUE_NULL;
    value_digest(value, salted ? side->salt : NULL, digest);
    return memcmp(digest, side->digest, HASH_SIZE) == 0;
}

/* --- written --- */

static void text_write(struct bytes *json, const char *text, size_t length) {
    size_t plain = 0;
    bytes_byte(json, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        bytes_add(json, text + plain, i - plain);
        plain = i + 1;
        if (c == '"' || c == '\\')
            bytes_add(json, c == '"' ? "\\\"" : "\\\\", 2);
        else
            bytes_format(json, "\\u%04x", c);
    }
    bytes_add(json, text + plain, length - plain);
    bytes_byte(json, '"');
}

void value_write(struct bytes *json, const struct value *value) {
    switch (value->kind) {
    case VALUE_NULL:
        bytes_text(json, "null");
        break;
    case VALUE_INTEGER: {
        char number[24];
        (void)sqlite3_snprintf(sizeof(number), number, "%lld", (long long)value->integer);
        bytes_text(json, number);
        break;
    }
    case VALUE_TEXT:
        text_write(json, value->bytes, value->length);
        break;
    case VALUE_BLOB: { /* ids are the only blobs that types have */
        row_id id;
        char   text[ID_TEXT];
        if (value->length != sizeof(id.bytes))
            bug("a value of %zu bytes in the journal", value->length);
        memcpy(id.bytes, value->bytes, sizeof(id.bytes));
        id_format(id, text);
        bytes_text(json, "{\"id\":\"");
        bytes_text(json, text);
        bytes_text(json, "\"}");
        break;
    }
    }
}

static void hex_write(struct bytes *json, const char *name, const uint8_t *from, size_t length) {
    bytes_byte(json, '"');
    bytes_text(json, name);
    bytes_text(json, "\":\"");
    bytes_hex(json, from, length);
    bytes_byte(json, '"');
}

void side_write(struct bytes *json, const struct side *side) {
    switch (side->kind) {
    case SIDE_ABSENT:
        bytes_text(json, "null");
        return;
    case SIDE_PLAIN:
        value_write(json, &side->value);
        return;
    case SIDE_PERSONAL:
        bytes_text(json, "{\"value\":");
        value_write(json, &side->value);
        bytes_byte(json, ',');
        hex_write(json, "salt", side->salt, SALT_SIZE);
        break;
    case SIDE_SECRET:
        bytes_byte(json, '{');
        hex_write(json, "salt", side->salt, SALT_SIZE);
        bytes_byte(json, ',');
        hex_write(json, "digest", side->digest, HASH_SIZE);
        break;
    case SIDE_ERASED:
        bytes_byte(json, '{');
        hex_write(json, "digest", side->digest, HASH_SIZE);
        break;
    }
    bytes_byte(json, '}');
}

void side_cover(struct bytes *hashed, const struct side *side) {
    bytes_byte(hashed, side->kind != SIDE_ABSENT);
    if (side->kind != SIDE_ABSENT)
        bytes_add(hashed, side->digest, HASH_SIZE);
}
