/* SPDX-License-Identifier: GPL-3.0-or-later
 * generated_test.c - for a record with every type: the round trips and limits that follow from its
 * table (the same over the product's records: tests/services/records_test.c). */
#include "record/sample.h"
#include "support/rows.h"
#include "support/seed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct record *const tables[] = { &sample_record, &sample_tag_record,
                                               &sample_step_record };
enum { TABLES = sizeof(tables) / sizeof(tables[0]) };

typedef const char *trip(const struct record *record, struct world *world, struct arena *arena);

static void run(trip *one) {
    struct world world;
    support_world(&world);
    for (size_t t = 0; t < TABLES; t++)
        for (size_t i = 0; i < support_count(100, 2000); i++) {
            struct arena arena = { 0 };
            const char  *fault = one(tables[t], &world, &arena);
            if (fault)
                fail_msg("%s", fault);
            arena_deinit(&arena);
        }
}

static void a_row_is_the_same_after_json(void **state) {
    (void)state;
    run(rows_json_trip);
}

static void a_row_is_the_same_after_the_database(void **state) {
    (void)state;
    run(rows_value_trip);
}

static void what_people_read_they_can_write(void **state) {
    (void)state;
    run(rows_people_trip);
}

static void every_limit_is_allowed_and_one_beyond_refused(void **state) {
    (void)state;
    for (size_t t = 0; t < TABLES; t++) {
        struct arena arena = { 0 };
        const char  *fault = rows_limits(tables[t], &arena);
        if (fault)
            fail_msg("%s", fault);
        arena_deinit(&arena);
    }
}

static void a_fresh_row_is_absent_in_every_field(void **state) {
    (void)state;
    struct sample row;
    memset(&row, 0xA5, sizeof(row));
    record_init(&sample_record, &row);
    for (size_t i = 0; i < sample_record.field_count; i++) {
        const struct field *field = &sample_record.fields[i];
        if (field->type != &type_bool) /* never absent */
            assert_true(field_absent(field, &row));
    }
    assert_true(id_absent(row.head.id));
    assert_int_equal(row.head.version, 0);
    assert_int_equal(row.count, INT_ABSENT);
    assert_true(money_absent(row.pay_min));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fresh_row_is_absent_in_every_field),
        cmocka_unit_test(a_row_is_the_same_after_json),
        cmocka_unit_test(a_row_is_the_same_after_the_database),
        cmocka_unit_test(what_people_read_they_can_write),
        cmocka_unit_test(every_limit_is_allowed_and_one_beyond_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
