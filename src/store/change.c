/* SPDX-License-Identifier: GPL-3.0-or-later
 * change.c - an entry's changes read again, by a reader that knows one spelling of everything. */
#include "store/change.h"

#include <string.h>

void change_open(struct change *change, const struct stored_entry *stored) {
    change->at = stored->change;
    change->sequence = stored->entry.sequence;
    change->begun = change->ended = change->damaged = false;
    for (int i = 0; i < 2; i++)
        bytes_clear(&change->texts[i]);
}

void change_free(struct change *change) {
    for (int i = 0; i < 2; i++)
        bytes_free(&change->texts[i]);
}

bool change_whole(const struct change *change, struct err *err) {
    if (change->texts[0].failed || change->texts[1].failed)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    return (change->ended && !change->damaged) ||
           err_code_set(err, ERR_DAMAGED, "日志第 %lld 条已损坏", (long long)change->sequence);
}

/* --- pieces; each moves on past what it reads, or says false --- */

static bool literal(struct change *change, const char *text) {
    size_t length = strlen(text);
    if (strncmp(change->at, text, length) != 0)
        return false;
    change->at += length;
    return true;
}

/* Lower case: -1 for anything else. */
static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool hex(struct change *change, uint8_t *out, size_t size) {
    for (size_t i = 0; i < size; i++, change->at += 2) {
        int high = hex_digit(change->at[0]), low = high < 0 ? -1 : hex_digit(change->at[1]);
        if (low < 0)
            return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

/* The one way to write a character that cannot stand for itself. */
static bool escape(struct change *change, struct bytes *out) {
    char c = change->at[1];
    if (c == '"' || c == '\\') {
        bytes_byte(out, (uint8_t)c);
        change->at += 2;
        return true;
    }
    uint8_t code = 0;
    if (!literal(change, "\\u00") || !hex(change, &code, 1) || code >= 0x20)
        return false;
    bytes_byte(out, code);
    return true;
}

static bool text(struct change *change, struct bytes *out, struct value *ret_value) {
    for (;;) {
        size_t plain = 0;
        while ((unsigned char)change->at[plain] >= 0x20 && change->at[plain] != '"' &&
               change->at[plain] != '\\')
            plain++;
        bytes_add(out, change->at, plain);
        change->at += plain;
        if (*change->at == '"')
            break;
        if (*change->at != '\\' || !escape(change, out))
            return false;
    }
    change->at++;
    *ret_value = (struct value){ .kind = VALUE_TEXT, .bytes = out->at, .length = out->used };
    return !out->failed;
}

static bool number(struct change *change, struct value *ret_value) {
    const char *from = change->at;
    char        again[24];
    bool        negative = *from == '-';
    uint64_t    size = 0;
    for (change->at += negative; *change->at >= '0' && *change->at <= '9'; change->at++)
        if (__builtin_mul_overflow(size, 10, &size) ||
            __builtin_add_overflow(size, (uint64_t)(*change->at - '0'), &size))
            return false;
    *ret_value = value_integer((int64_t)(negative ? -size : size));
    (void)sqlite3_snprintf(sizeof(again), again, "%lld", (long long)ret_value->integer);
    size_t length = (size_t)(change->at - from);
    return length == strlen(again) && memcmp(from, again, length) == 0;
}

static bool id(struct change *change, struct side *side) {
    char given[ID_TEXT] = "", again[ID_TEXT];
    memcpy(given, change->at, strnlen(change->at, ID_TEXT - 1));
    if (!id_parse(given, &side->id))
        return false;
    id_format(side->id, again);
    side->value = value_id(&side->id);
    return literal(change, again) && literal(change, "\"}");
}

static bool value(struct change *change, struct side *side, struct bytes *room) {
    if (literal(change, "\""))
        return text(change, room, &side->value);
    if (literal(change, "{\"id\":\""))
        return id(change, side);
    return number(change, &side->value);
}

static bool side(struct change *change, struct side *ret_side, struct bytes *room) {
    *ret_side = (struct side){ .kind = SIDE_ABSENT };
    if (literal(change, "null"))
        return true;
    if (literal(change, "{\"value\":")) {
        ret_side->kind = SIDE_PERSONAL;
        if (!value(change, ret_side, room) || !literal(change, ",\"salt\":\"") ||
            !hex(change, ret_side->salt, SALT_SIZE) || !literal(change, "\"}"))
            return false;
    } else if (literal(change, "{\"salt\":\"")) {
        ret_side->kind = SIDE_SECRET;
        return hex(change, ret_side->salt, SALT_SIZE) && literal(change, "\",\"digest\":\"") &&
               hex(change, ret_side->digest, HASH_SIZE) && literal(change, "\"}");
    } else if (literal(change, "{\"digest\":\"")) {
        ret_side->kind = SIDE_ERASED;
        return hex(change, ret_side->digest, HASH_SIZE) && literal(change, "\"}");
    } else {
        ret_side->kind = SIDE_PLAIN;
        if (!value(change, ret_side, room))
            return false;
    }
    side_digest(ret_side);
    return true;
}

static bool name(struct change *change) {
    size_t length = strspn(change->at, "abcdefghijklmnopqrstuvwxyz0123456789_");
    if (length == 0 || length >= NAME_SIZE)
        return false;
    memcpy(change->name, change->at, length);
    change->name[length] = '\0';
    change->at += length;
    return literal(change, "\":[");
}

bool change_next(struct change *change) {
    if (change->ended || change->damaged)
        return false;
    for (int i = 0; i < 2; i++)
        bytes_clear(&change->texts[i]);
    const char *before = change->begun ? ",\"" : "{\"";
    if (literal(change, change->begun ? "}" : "{}")) {
        change->ended = true;
        change->damaged = *change->at != '\0';
        return false;
    }
    change->begun = true;
    change->damaged = !literal(change, before) || !name(change) ||
                      !side(change, &change->old, &change->texts[0]) || !literal(change, ",") ||
                      !side(change, &change->new, &change->texts[1]) || !literal(change, "]");
    return !change->damaged;
}
