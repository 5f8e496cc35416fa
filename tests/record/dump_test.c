/* SPDX-License-Identifier: GPL-3.0-or-later
 * dump_test.c - the print of the tables, and every way in which a newer one could fail to read what
 * an older one wrote. */
#include "record/dump.h"
#include "record/sample.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct record *const tables[] = { &sample_record, &sample_tag_record,
                                               &sample_step_record, NULL };

/* After one change of the print: `line` is what must be said of it; NULL: nothing. `path` is
 * record.field; `change` is merged into that row, a null value takes the key out. */
struct change {
    const char *path, *change, *line, *why;
};

static json_t *row_at(json_t *dump, const char *path, json_t **ret_rows, size_t *ret_index) {
    json_t *records = json_object_get(dump, "records");
    char   *record = strdup(path), *field = strchr(record, '.');
    if (field)
        *field++ = '\0';
    json_t *rows = records;
    for (const char *name = record; name; name = name == record ? field : NULL)
        for (size_t i = 0; i < json_array_size(rows); i++)
            if (!strcmp(json_string_value(json_object_get(json_array_get(rows, i), "name")),
                        name)) {
                *ret_rows = rows;
                *ret_index = i;
                if (name == record && field)
                    rows = json_object_get(json_array_get(rows, i), "fields");
                break;
            }
    free(record);
    return json_array_get(*ret_rows, *ret_index);
}

static void apply(json_t *dump, const struct change *change) {
    json_t *rows = NULL, *value;
    size_t  index = 0;
    json_t *row = row_at(dump, change->path, &rows, &index);
    assert_non_null(row);
    json_t     *merge = json_loads(change->change, 0, NULL);
    const char *key;
    assert_non_null(merge);
    if (json_object_size(merge) == 0)
        (void)json_array_remove(rows, index);
    else if (strcmp(change->path, "new") != 0)
        json_object_foreach(merge, key, value) {
            if (json_is_null(value))
                (void)json_object_del(row, key);
            else
                (void)json_object_set(row, key, value);
        }
    json_decref(merge);
}

static void expect(const json_t *before, const json_t *now, const struct change *change) {
    struct arena arena = { 0 };
    char        *text;
    bool         fine = record_dump_compatible(before, now, &arena, &text);
    if (fine != (change->line == NULL) || strcmp(text, change->line ? change->line : "") != 0)
        fail_msg("%s %s (%s): \"%s\"", change->path, change->change, change->why, text);
    arena_deinit(&arena);
}

static void what_older_rows_could_not_survive_is_named(void **state) {
    (void)state;
    static const struct change changes[] = {
        { "sample_step", "{}", "sample_step: the record is lost\n", "lost record" },
        { "sample_tag", "{\"flags\":[\"local\"]}", "sample_tag: it is now local\n", "no journal" },
        { "sample.count", "{}", "sample.count: the row is lost; keep it as RENAMED or REMOVED\n",
          "lost row" },
        { "sample.weight", "{}", "sample.weight: the row is lost; keep it as RENAMED or REMOVED\n",
          "lost memory" },
        { "sample.count", "{\"type\":\"text\"}", "sample.count: was a int, is a text\n", "type" },
        { "sample.count", "{\"max\":9998}", "sample.count: max was 9999, is 9998\n", "narrower" },
        { "sample.count", "{\"min\":2}", "sample.count: min was 1, is 2\n", "narrower" },
        { "sample.title", "{\"max\":9}", "sample.title: max was 10, is 9\n", "shorter" },
        { "sample.count", "{\"max\":10000,\"min\":0}", NULL, "wider" },
        { "sample.age", "{\"any\":null}", "sample.age: 0 meant \"any\"\n", "any lost" },
        { "sample.colour", "{\"words\":[\"blue\"]}", "sample.colour: the word \"red\" is lost\n",
          "lost word" },
        { "sample.colour", "{\"words\":[\"green\",\"blue\",\"red\"]}", NULL, "more, other order" },
        { "sample.other", "{\"record\":\"job\"}",
          "sample.other: pointed at \"sample\", points at \"job\"\n", "another record" },
        { "sample.code", "{\"flags\":[\"required\",\"unique\"]}",
          "sample.code: has become required\n", "stricter" },
        { "sample.person", "{\"flags\":[\"unique\"]}", "sample.person: has become unique\n",
          "stricter" },
        { "sample.title", "{\"flags\":[\"kiosk\"]}", NULL, "less strict" },
        { "sample.title", "{\"label\":\"别的\"}", NULL, "another label" },
        { "sample.count", "{\"type\":\"removed\",\"to\":\"why\"}", NULL,
          "removed as it should be" },
        { "sample.count", "{\"type\":\"renamed\",\"to\":\"age\"}",
          "sample.count: min was 1, is 16\nsample.count: max was 9999, is 70\n",
          "into a narrower" },
        { "sample.pay_min", "{\"type\":\"renamed\",\"to\":\"pay_max\"}", NULL, "into its like" },
        { "sample.count", "{\"type\":\"renamed\",\"to\":\"title\"}",
          "sample.count: was a int, is a text\n", "into another type" },
        { "sample.count", "{\"type\":\"renamed\",\"to\":\"nobody\"}",
          "sample.count: renamed to \"nobody\", which is nothing\n", "into nothing" },
        { "sample.count", "{\"type\":\"renamed\",\"to\":\"count\"}",
          "sample.count: renamed to \"count\", which is nothing\n", "into itself" },
        { "sample.weight", "{\"type\":\"int\",\"flags\":[]}",
          "sample.weight: the name of a removed row is used again\n", "name used again" },
    };
    json_t *before = record_dump(tables);
    assert_non_null(before);
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        json_t *now = json_deep_copy(before);
        apply(now, &changes[i]);
        expect(before, now, &changes[i]);
        json_decref(now);
    }
    json_decref(before);
}

static void what_is_new_is_fine_unless_older_rows_lack_it(void **state) {
    (void)state;
    static const struct change optional = { "sample.phone", "{}", NULL, "new field" };
    static const struct change record = { "sample_step", "{}", NULL, "new record" };
    static const struct change required = {
        "sample.title", "{}", "sample.title: is new and required, but older rows lack it\n", "new"
    };
    json_t *now = record_dump(tables);
    for (int i = 0; i < 3; i++) {
        const struct change *change = i == 0 ? &optional : i == 1 ? &record : &required;
        json_t              *before = json_deep_copy(now);
        apply(before, change);
        if (i == 2) /* `name` was renamed into it */
            apply(before, &(struct change){ "sample.name", "{}", NULL, NULL });
        expect(before, now, change);
        json_decref(before);
    }
    json_decref(now);
}

static void the_print_is_whole_and_the_same_each_time(void **state) {
    (void)state;
    json_t *one = record_dump(tables), *two = record_dump(tables);
    assert_true(json_equal(one, two));
    json_t *records = json_object_get(one, "records");
    assert_int_equal(json_array_size(records), 3);
    json_t *fields = json_object_get(json_array_get(records, 0), "fields");
    assert_int_equal(json_array_size(fields), sample_record.field_count);
    char *text = json_dumps(json_array_get(fields, 5), JSON_COMPACT);
    assert_string_equal(text, "{\"name\":\"age\",\"type\":\"int\",\"label\":\"年龄\",\"flags\":[],"
                              "\"min\":16,\"max\":70,\"any\":true}");
    free(text);
    json_decref(one);
    json_decref(two);
}

static void a_print_that_is_none_is_not_compatible(void **state) {
    (void)state;
    json_t      *now = record_dump(tables), *before = json_object();
    struct arena arena = { 0 };
    char        *text;
    assert_false(record_dump_compatible(before, now, &arena, &text));
    assert_false(record_dump_compatible(NULL, now, &arena, &text));
    arena_deinit(&arena);
    json_decref(now);
    json_decref(before);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_print_is_whole_and_the_same_each_time),
        cmocka_unit_test(what_older_rows_could_not_survive_is_named),
        cmocka_unit_test(what_is_new_is_fine_unless_older_rows_lack_it),
        cmocka_unit_test(a_print_that_is_none_is_not_compatible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
