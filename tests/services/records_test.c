/* SPDX-License-Identifier: GPL-3.0-or-later
 * records_test.c - what is generated for every record of every service: the tables are right, each
 * row is the same after JSON, the database and people, each limit holds (the engine's own record:
 * tests/record/generated_test.c). */
#include "services/service.h"
#include "services/settings.h"
#include "support/rows.h"
#include "support/seed.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

typedef const char *trip(const struct record *record, struct world *world, struct arena *arena);

static void each_record(const struct record *const *records, trip *one) {
    struct world world;
    support_world(&world);
    for (; *records; records++)
        for (size_t i = 0; i < support_count(50, 1000); i++) {
            struct arena arena = { 0 };
            const char  *fault = one(*records, &world, &arena);
            if (fault)
                fail_msg("%s", fault);
            arena_deinit(&arena);
        }
}

static void all_records(trip *one) {
    each_record(service_records(), one);
    each_record(settings_records, one);
}

static void the_tables_are_right(void **state) {
    (void)state;
    struct arena arena = { 0 };
    char        *text;
    if (!record_check_all(service_records(), &arena, &text))
        fail_msg("%s", text);
    arena_deinit(&arena);
}

static void every_row_is_the_same_after_json(void **state) {
    (void)state;
    all_records(rows_json_trip);
}

static void every_row_is_the_same_after_the_database(void **state) {
    (void)state;
    all_records(rows_value_trip);
}

static void what_people_read_they_can_write(void **state) {
    (void)state;
    all_records(rows_people_trip);
}

static void limits_of(const struct record *const *records) {
    for (; *records; records++) {
        struct arena arena = { 0 };
        const char  *fault = rows_limits(*records, &arena);
        if (fault)
            fail_msg("%s", fault);
        arena_deinit(&arena);
    }
}

static void every_limit_is_allowed_and_one_beyond_refused(void **state) {
    (void)state;
    limits_of(service_records());
    limits_of(settings_records);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tables_are_right),
        cmocka_unit_test(every_row_is_the_same_after_json),
        cmocka_unit_test(every_row_is_the_same_after_the_database),
        cmocka_unit_test(what_people_read_they_can_write),
        cmocka_unit_test(every_limit_is_allowed_and_one_beyond_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
