/* SPDX-License-Identifier: GPL-3.0-or-later
 * value_test.c - what comes back from a database is input too: what no type would have stored is
 * damage, and the row stays as it was. */
#include "record/sample.h"
#include "record/type.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define WHOLE(n)                                                                                   \
    { .kind = VALUE_INTEGER, .integer = (n) }
#define WORDS(text)                                                                                \
    { .kind = VALUE_TEXT, .bytes = (text), .length = sizeof(text) - 1 }
#define BYTES(text)                                                                                \
    { .kind = VALUE_BLOB, .bytes = (text), .length = sizeof(text) - 1 }

struct row {
    const char  *field;
    struct value value;
    bool         sound;
    const char  *why;
};

static void judge(const struct row *row) {
    struct arena        arena = { 0 };
    struct sample       sample, before;
    const struct field *field = sample_field(row->field);
    memset(&sample, 0, sizeof(sample));
    record_init(&sample_record, &sample);
    memcpy(&before, &sample, sizeof(before));
    bool sound = field->type->from_value(field, &row->value, field_member(field, &sample), &arena);
    if (sound != row->sound)
        fail_msg("%s: %s is %s", row->field, row->why, sound ? "taken" : "damage");
    if (!sound)
        assert_memory_equal(&sample, &before, sizeof(before));
    arena_deinit(&arena);
}

static void what_no_type_would_have_stored_is_damage(void **state) {
    (void)state;
    static const struct row rows[] = {
        { "title", WORDS("保洁员"), true, "a text" },
        { "title", WORDS(""), false, "an empty text, which is stored as NULL" },
        { "title", BYTES("abc"), false, "a blob" },
        { "title", WHOLE(3), false, "a number" },
        { "title", WORDS("a\0b"), false, "U+0000" },
        { "title", WORDS("a\nb"), false, "a line break in a short text" },
        { "title", WORDS("\xE4\xBF"), false, "half a character" },
        { "title", WORDS("\xC0\x80"), false, "an overlong character" },
        { "title", WORDS("01234567890"), false, "eleven characters" },
        { "code", WORDS("a"), false, "below its minimum" },
        { "notes", WORDS("a\nb"), true, "lines in a long text" },
        { "notes", WORDS("a\rb"), false, "a carriage return" },
        { "notes", BYTES("abc"), false, "a blob" },
        { "phone", WORDS("0738-0001234转802"), true, "a number" },
        { "phone", WORDS("138 0000 1234"), false, "not the form that is stored" },
        { "phone",
          WORDS("138\0"
                "00001234"),
          false, "U+0000" },
        { "count", WHOLE(9999), true, "the most" },
        { "count", WHOLE(10000), false, "above" },
        { "count", WHOLE(0), false, "below" },
        { "count", WHOLE(INT64_C(0x100000001)), false, "1 after a cast to int" },
        { "count", WHOLE(INT_ABSENT), false, "the absent value, which is stored as NULL" },
        { "count", WORDS("3"), false, "a text" },
        { "age", WHOLE(0), true, "any" },
        { "open", WHOLE(1), true, "true" },
        { "open", WHOLE(2), false, "neither true nor false" },
        { "pay_min", WHOLE(INT64_MIN), false, "the absent value" },
        { "pay_min", WHOLE(-1), false, "a negative wage" },
        { "due", WHOLE(20762), true, "2026-11-05" },
        { "due", WHOLE(INT64_C(1) << 40), false, "no day" },
        { "seen", WHOLE(-1), false, "before 1970" },
        { "colour", WORDS("red"), true, "a word" },
        { "colour", WORDS("Red"), false, "not its name" },
        { "colour", WORDS("re"), false, "a part of a name" },
        { "colour", WORDS("红"), false, "its label" },
        { "colour", WHOLE(1), false, "its index" },
        { "other", BYTES("0123456789abcdef"), true, "sixteen bytes" },
        { "other", BYTES("0123456789abcde"), false, "fifteen bytes" },
        { "other", BYTES("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), false, "the absent id" },
        { "other", WORDS("01890a5d-ac96-774b-bcce-b302099a8057"), false, "a text" },
        { "tags", WORDS("[]"), false, "anything at all: children have no column" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
        judge(&rows[i]);
}

static void null_is_absent_in_every_type(void **state) {
    (void)state;
    for (size_t i = 0; i < sample_record.field_count; i++)
        if (field_live(&sample_record.fields[i]))
            judge(&(struct row){
                sample_record.fields[i].name, { .kind = VALUE_NULL }, true, "NULL" });
}

/* A REF is bytes of the row itself, so that no store has to keep a copy. */
static void values_are_borrowed_from_the_row(void **state) {
    (void)state;
    struct sample row;
    record_init(&sample_record, &row);
    (void)TEXT_COPY(row.title, "保洁员");
    row.other = id_derived("sample", "x");
    const struct field *title = sample_field("title"), *other = sample_field("other");
    assert_ptr_equal(title->type->to_value(title, row.title).bytes, row.title);
    assert_ptr_equal(other->type->to_value(other, &row.other).bytes, &row.other);
    assert_int_equal(other->type->to_value(other, &row.other).length, sizeof(row_id));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_no_type_would_have_stored_is_damage),
        cmocka_unit_test(null_is_absent_in_every_type),
        cmocka_unit_test(values_are_borrowed_from_the_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
