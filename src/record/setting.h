/* SPDX-License-Identifier: GPL-3.0-or-later
 * setting.h - the one way to change a row, in one order: parse every field, then limits, then
 * "is it a change at all?", then the record's check of the whole candidate, then assign. */
#ifndef ANJU_RECORD_SETTING_H
#define ANJU_RECORD_SETTING_H

#include "record/problems.h"

#include <jansson.h>

struct assignment {
    const struct field *field;
    const char         *text; /* as people write it; "" = absent */
};

enum set_result { SET_REFUSED, SET_SAME, SET_CHANGED };

/* All or nothing. `row` NULL means check only, against an empty row. */
enum set_result record_set(const struct record *record, void *row, const struct assignment *given,
                           size_t count, struct problems *problems);
/* The same from a JSON object; unknown keys, secrets, reckoned fields,
 * "id" and "version" are refused by name. */
enum set_result record_set_json(const struct record *record, void *row, const json_t *object,
                                struct problems *problems);
/* Limits, required fields and the record's check of a whole row made by code. */
bool record_check(const struct record *record, const void *row, struct problems *problems);
/* As a new JSON object: id, version, then each live field in table order; absent is null, money
 * integer fen, days ISO, an enum its name, a reference its name by `names` (else its id), children
 * an array. Secrets are left out. `personal` false: F_PERSONAL fields are masked (mask.h). */
json_t *record_json(const struct record *record, const void *row, const struct names *names,
                    bool personal);

#endif
