/* SPDX-License-Identifier: GPL-3.0-or-later
 * json_fuzz.c - any bytes as JSON for every record of the product: refused with a message, or a row
 * within its limits that is the same after a second way through JSON. The first byte picks the
 * record. */
#include "base/err.h"
#include "record/json_text.h"
#include "record/setting.h"
#include "record/type.h"
#include "services/service.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void check(bool ok, const char *what) {
    if (!ok)
        bug("%s", what);
}

static void check_messages(const struct problems *problems) {
    check(problems->errors > 0, "refused without a problem");
    for (size_t i = 0; i < problems->count; i++) {
        const struct problem *p = &problems->at[i];
        check(text_valid(p->message, strlen(p->message)), "a message is no text");
        check(!p->value || text_valid(p->value, strlen(p->value)), "a value is no text");
        check(!p->field || text_valid(p->field, strlen(p->field)), "a field is no text");
        check(!strchr(p->message, '\n'), "a message of two lines");
    }
}

/* What was taken is right, and stays what it is when it goes out and comes back. */
static void check_row(const struct record *record, void *row, struct problems *problems) {
    check(record_check(record, row, problems), "taken and wrong");
    json_t *json = record_json(record, row, NULL, true);
    check(json != NULL, "taken, and no JSON can be made of it");
    (void)json_object_del(json, "id");
    (void)json_object_del(json, "version");
    for (size_t i = 0; i < record->field_count; i++)
        if (record->fields[i].flags & F_RECKONED)
            (void)json_object_del(json, record->fields[i].name);
    check(record_set_json(record, row, json, problems) == SET_SAME, "another after JSON");
    json_decref(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
    const struct record *const *records = service_records();
    struct arena                arena = { 0 };
    struct problems             problems;
    size_t                      count = 0;
    problems_init(&problems, &arena, LANG_ZH);
    while (records[count])
        count++;
    if (length == 0 || count == 0)
        return 0;
    const struct record *record = records[bytes[0] % count];
    json_t              *json = record_json_read((const char *)bytes + 1, length - 1, &problems);
    void                *row = arena_alloc(&arena, record->size);
    check(row != NULL, "no memory");
    record_init(record, row);
    /* What changes nothing is not judged: a fresh row lacks what it must have. */
    enum set_result result = json ? record_set_json(record, row, json, &problems) : SET_REFUSED;
    if (result == SET_REFUSED)
        check_messages(&problems);
    else if (result == SET_CHANGED)
        check_row(record, row, &problems);
    json_decref(json);
    arena_deinit(&arena);
    return 0;
}
