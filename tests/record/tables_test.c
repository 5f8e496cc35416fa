/* SPDX-License-Identifier: GPL-3.0-or-later
 * tables_test.c - the tables' own check: each kind of bad row is found, and all of them at once. */
#include "record/intake.h"
#include "record/sample.h"
#include "record/type.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void expect_line(const struct record *record, const char *line) {
    struct arena               arena = { 0 };
    const struct record *const records[] = { record, NULL };
    char                      *text;
    bool                       right = record_check_all(records, &arena, &text);
    if (right != (line == NULL) || (line && !strstr(text, line)))
        fail_msg("wanted \"%s\", got \"%s\"", line ? line : "", text);
    arena_deinit(&arena);
}

/* The sample with one field replaced by a bad one. */
static void expect_field(const char *name, struct field bad, const char *line) {
    static struct field  fields[sizeof(sample_fields) / sizeof(sample_fields[0])];
    static struct record record;
    memcpy(fields, sample_fields, sizeof(fields));
    record = sample_record;
    record.fields = fields;
    /* Children point back at the true sample; that is not what is tested here. */
    for (size_t i = 0; i < record.field_count; i++) {
        if (fields[i].type == &type_children)
            fields[i] = (struct field){ fields[i].name, REMOVED("no children") };
        if (strcmp(fields[i].name, name) == 0)
            fields[i] = bad;
    }
    expect_line(&record, line);
}

static void a_right_table_passes(void **state) {
    (void)state;
    expect_line(&sample_record, NULL);
    expect_line(&sample_tag_record, NULL);
    expect_line(&sample_step_record, NULL);
    expect_field("title", sample_fields[0], NULL);
}

#define REC struct sample
#define BAD(name, ...) ((struct field){ name, __VA_ARGS__, .label = "x" })
static void each_kind_of_bad_row_is_found(void **state) {
    (void)state;
    expect_field("title", (struct field){ "title", TEXT(title) }, "sample.title: it has no label");
    expect_field("title", BAD("Title", TEXT(title)), "sample.Title: a field's name is of a-z");
    expect_field("title", BAD("order", TEXT(title)), "sample.order: this name belongs to SQL");
    expect_field("title", BAD("id", TEXT(title)), "sample.id: this name belongs to SQL");
    expect_field("title", BAD("code", TEXT(title)), "sample.code: the name is there twice");
    expect_field("title", BAD("title", TEXT(code)),
                 "sample.code: it lies on the member of \"title\"");
    expect_field("count", BAD("count", INT(count), .flags = F_RECKONED | F_INDEX | F_KIOSK), NULL);
    expect_field("count", BAD("count", INT(count), .flags = F_RECKONED | F_REQUIRED),
                 "sample.count: what is reckoned is neither asked for");
    expect_field("notes", BAD("notes", LONG_TEXT(notes), .flags = F_RECKONED),
                 "sample.notes: a long_text is not reckoned");
    expect_field("title", BAD("title", TEXT(title), .max = 11),
                 "sample.title: max 11 is above what its array holds");
    expect_field("count", BAD("count", INT(count), .min = 9, .max = 3),
                 "sample.count: min 9 is above max 3");
    expect_field("count", BAD("count", INT(count), .max = 1LL << 40),
                 "sample.count: its limits are beyond what an int holds");
    expect_field("title", BAD("title", TEXT(title), .any = "不限"),
                 "sample.title: only an INT can have a word for \"any\"");
    expect_field("open", BAD("open", BOOL(open), .max = 3), "sample.open: a bool has no limits");
}

static void each_kind_of_bad_flag_or_relation_is_found(void **state) {
    (void)state;
    expect_field("open", BAD("open", BOOL(open), .flags = F_REQUIRED),
                 "sample.open: a BOOL is never absent");
    expect_field("count", BAD("count", INT(count), .flags = F_SEARCH),
                 "sample.count: only texts are searched");
    expect_field("count", BAD("count", INT(count), .flags = F_UNIQUE),
                 "sample.count: only texts are unique");
    expect_field("count", BAD("count", INT(count), .flags = F_NAME),
                 "sample.count: a row's name is a TEXT");
    expect_field("code", BAD("code", TEXT(code), .flags = F_NAME),
                 "sample: a second name, parent or order: \"code\"");
    expect_field("person", BAD("person", TEXT(person), .flags = F_PERSONAL | F_SEARCH),
                 "sample.person: what is indexed must be public");
    expect_field("secret", BAD("secret", TEXT(secret), .flags = F_SECRET | F_KIOSK),
                 "sample.secret: a secret is shown nowhere");
    expect_field("other", BAD("other", PLAIN(ref, other, row_id)),
                 "sample.other: a ref names a record");
    expect_field("count", BAD("count", INT(count), .record = &sample_record),
                 "sample.count: a int names no record");
    expect_field("tags", BAD("tags", CHILDREN(tags, &sample_tag_record)),
                 "sample.tags: \"sample_tag\" has no REF with F_PARENT back to it");
    expect_field("name", (struct field){ "name", RENAMED("nobody") },
                 "sample.name: \"nobody\" is no field of today");
    expect_field("name", (struct field){ "name", RENAMED("name") },
                 "sample.name: \"name\" is no field of today");
    expect_field("weight", (struct field){ "weight", REMOVED("") },
                 "sample.weight: a removed row says what became of it");
    expect_field("title", (struct field){ "title", .label = "x" }, "row 0 has no name or no type");
    expect_field("title", BAD("title", .type = &type_text, .offset = sizeof(REC), .size = 41),
                 "sample.title: its member is not in the struct");
    expect_field("title", BAD("title", .type = &type_text, .offset = 0, .size = 41),
                 "sample.title: its member is not in the struct");
}
#define WORDS(list)                                                                                \
    PLAIN(enum, colour, enum colour), .words = (list),                                             \
                                      .word_count = sizeof(list) / sizeof((list)[0])

static void each_kind_of_bad_word_is_found(void **state) {
    (void)state;
    static const struct word one_word[] = { { 0 } };
    static const struct word no_label[] = { { 0 }, { "red", NULL, NULL } };
    static const struct word same[] = { { 0 }, { "red", "红", NULL }, { "red", "蓝", NULL } };
    static const struct word no_absent[] = { { "a", "一", NULL }, { "b", "二", NULL } };
    expect_field("colour", BAD("colour", WORDS(one_word)), "sample.colour: an ENUM needs words");
    expect_field("colour", BAD("colour", WORDS(no_label)),
                 "sample.colour: word 1 needs a plain name and a label");
    expect_field("colour", BAD("colour", WORDS(same)),
                 "sample.colour: word \"red\" is there twice");
    expect_field("colour", BAD("colour", WORDS(no_absent)),
                 "sample.colour: its first word must be the absent one");
}
#undef WORDS
#undef REC

static bool read_nothing(const struct cell_text *cell, void *row, struct reading *reading) {
    (void)cell;
    (void)row;
    (void)reading;
    return false;
}

static void a_bad_record_column_or_intake_is_found(void **state) {
    (void)state;
    static const struct column no_label[] = { { .name = "pay", .read = read_nothing }, { 0 } };
    static const struct column no_reader[] = { { .name = "pay", .label = "工资" }, { 0 } };
    static const char *const   key[] = { "title", "nobody", NULL };
    static const struct intake intake = { .key = key, .notes = "title" };
    struct record              record = sample_record;
    record.name = "Sample";
    expect_line(&record, "Sample: a record's name is of a-z");
    record.name = "table";
    expect_line(&record, "table: a record's name is of a-z");
    record = sample_tag_record;
    record.label = NULL;
    expect_line(&record, "sample_tag: it has no label");
    record = sample_tag_record;
    record.field_count = 0;
    expect_line(&record, "sample_tag: it has no fields");
    record = sample_tag_record;
    record.flags = RECORD_LOCAL | RECORD_SETTINGS;
    expect_line(&record, "sample_tag: settings are no table");
    record = sample_record;
    record.columns = no_label;
    expect_line(&record, "sample: column \"pay\" needs a plain name and a label");
    record.columns = no_reader;
    expect_line(&record, "sample: column \"pay\" has no reader");
    record.columns = NULL;
    record.intake = &intake;
    expect_line(&record, "sample: its intake names \"nobody\"");
    expect_line(&record, "sample: its intake names \"title\", which is no long_text field of it");
}

static void all_bad_rows_of_all_tables_are_listed_at_once(void **state) {
    (void)state;
    struct record first = sample_tag_record, second = sample_tag_record;
    first.label = NULL;
    struct field fields[3];
    memcpy(fields, sample_tag_fields, sizeof(fields));
    fields[0].label = fields[2].label = NULL;
    second.fields = fields;
    const struct record *const records[] = { &first, &second, NULL };
    struct arena               arena = { 0 };
    char                      *text;
    assert_false(record_check_all(records, &arena, &text));
    assert_string_equal(text, "sample_tag: it has no label\n"
                              "sample_tag.sample: it has no label\n"
                              "sample_tag.tag: it has no label\n"
                              "sample_tag: there are two records of this name\n");
    arena_deinit(&arena);
}

static void fields_are_found_by_the_name_they_have_or_had(void **state) {
    (void)state;
    assert_ptr_equal(record_field(&sample_record, "title"), &sample_fields[0]);
    assert_null(record_field(&sample_record, "name"));
    assert_ptr_equal(record_field_once(&sample_record, "name"), &sample_fields[0]);
    assert_null(record_field_once(&sample_record, "weight"));
    assert_null(record_field_once(&sample_record, "nobody"));
    assert_ptr_equal(record_name_field(&sample_record), &sample_fields[0]);
    assert_null(record_name_field(&sample_tag_record));
    assert_string_equal(record_only_field(&sample_tag_record)->name, "tag");
    assert_null(record_only_field(&sample_step_record));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_right_table_passes),
        cmocka_unit_test(each_kind_of_bad_row_is_found),
        cmocka_unit_test(each_kind_of_bad_flag_or_relation_is_found),
        cmocka_unit_test(each_kind_of_bad_word_is_found),
        cmocka_unit_test(a_bad_record_column_or_intake_is_found),
        cmocka_unit_test(all_bad_rows_of_all_tables_are_listed_at_once),
        cmocka_unit_test(fields_are_found_by_the_name_they_have_or_had),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
