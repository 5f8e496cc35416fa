/* SPDX-License-Identifier: GPL-3.0-or-later
 * side.h - one side of a changed field in a journal entry, the old value or the new one, as
 * canonical JSON and as what the chain covers of it:
 *
 *   null                           absent
 *   3000, "保洁员", {"id": "…"}     a plain value; the chain covers its digest
 *   {"value": …, "salt": "…"}      personal: the digest is keyed with the salt
 *   {"salt": "…", "digest": "…"}   secret: the value is nowhere but in its row
 *   {"digest": "…"}                erased by law: the digest tells nothing without its salt */
#ifndef ANJU_STORE_SIDE_H
#define ANJU_STORE_SIDE_H

#include "store/entry.h"

enum side_kind { SIDE_ABSENT, SIDE_PLAIN, SIDE_PERSONAL, SIDE_SECRET, SIDE_ERASED };

struct side {
    enum side_kind kind;
    struct value   value; /* PLAIN, PERSONAL; borrowed */
    row_id         id;    /* what value.bytes points at when it was read from JSON */
    uint8_t        salt[SALT_SIZE];
    uint8_t        digest[HASH_SIZE];
};

/* Of a field of `row`; NULL: absent. Draws a salt where the field needs one. */
void side_of(struct store *store, const struct field *field, const void *row,
             struct side *ret_side);
void side_plain(struct side *ret_side, const struct value *value);
void side_digest(struct side *side); /* of a plain or personal value that was read */
void side_erase(struct side *side);  /* value and salt are wiped, the digest stays */
void value_write(struct bytes *json, const struct value *value);
void side_write(struct bytes *json, const struct side *side);
void side_cover(struct bytes *hashed, const struct side *side);
/* Is this what the value's row holds? An erased side says nothing: true. */
bool side_matches(const struct side *side, const struct value *value);

#endif
