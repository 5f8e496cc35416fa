/* SPDX-License-Identifier: GPL-3.0-or-later
 * dump_test.c - today's tables can read all that the last release wrote. Its print is
 * records-0.1.json; a release writes a new one: ANJU_WRITE=1
 * build/release/tests/services/dump_test. */
#include "record/dump.h"
#include "services/service.h"
#include "services/settings.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define LAST_RELEASE "tests/services/records-0.1.json"
enum { PRINT_MOST = 4 << 20, RECORDS_MOST = 300 };

/* Settings too: their files are written by people and live longer than any release. */
static json_t *print_all(void) {
    const struct record *all[RECORDS_MOST];
    size_t               count = 0;
    for (const struct record *const *r = service_records(); *r; r++)
        all[count++] = *r;
    for (size_t i = 0; settings_records[i]; i++)
        all[count++] = settings_records[i];
    assert_true(count < RECORDS_MOST);
    all[count] = NULL;
    json_t *print = record_dump(all);
    assert_non_null(print);
    return print;
}

static int write_if_asked(void **state) {
    (void)state;
    const char *wanted = getenv("ANJU_WRITE");
    if (!wanted || !*wanted)
        return 0;
    json_t    *print = print_all();
    char      *text = json_dumps(print, JSON_INDENT(1));
    struct err err = { 0 };
    bool       written = text && file_write(LAST_RELEASE, text, strlen(text), 0644, &err);
    free(text);
    json_decref(print);
    return written ? 0 : -1;
}

static void today_reads_all_that_the_last_release_wrote(void **state) {
    (void)state;
    struct arena arena = { 0 };
    struct err   err = { 0 };
    char        *bytes, *text;
    size_t       length;
    if (!file_read(&arena, LAST_RELEASE, PRINT_MOST, &bytes, &length, &err))
        fail_msg("%s", err.text);
    json_t *before = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(before);
    json_t *now = print_all();
    if (!record_dump_compatible(before, now, &arena, &text))
        fail_msg("%s", text);
    json_decref(before);
    json_decref(now);
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(today_reads_all_that_the_last_release_wrote),
    };
    return cmocka_run_group_tests(tests, write_if_asked, NULL);
}
