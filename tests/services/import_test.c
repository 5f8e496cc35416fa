/* SPDX-License-Identifier: GPL-3.0-or-later
 * import_test.c - the sheets of tests/data/sheets, each in its formats, against what a careful
 * clerk makes of it (README.md there). ANJU_GOLDEN=1 writes what is made of them now, for review.
 */
#include "base/file.h"
#include "support/check.h"
#include "support/clerk.h"
#include "support/hostile.h"

#include <glob.h>
#include <stdlib.h>
#include <unistd.h>

#define FOLDER "tests/data/sheets"

enum { EXPECTED_MOST = 1 << 20 };
static const char *const formats[] = { "xlsx", "xls", "csv" };

/* --- sheets against what is expected -----------------------------------------------------------
 */

/* NAME.csv.json where a format tells other things than the workbook, else NAME.json. */
static const char *expected_path(struct arena *arena, const char *name, const char *format) {
    const char *own = arena_printf(arena, FOLDER "/%s.%s.json", name, format);
    return access(own, F_OK) == 0 ? own : arena_printf(arena, FOLDER "/%s.json", name);
}

/* From the second member on: CSV has an encoding of its own. */
static const char *behind_encoding(const char *document) {
    const char *at = strstr(document, "\"header_row\"");
    return at ? at : document;
}

static bool is_expected(struct clerk *clerk, const char *path, const char *got) {
    char  *expected;
    size_t length;
    bool   own = strstr(path, ".csv.json") || strstr(path, ".xls.json");
    if (!file_read(&clerk->arena, path, EXPECTED_MOST, &expected, &length, &clerk->err)) {
        print_message("%s\n", clerk->err.text);
        return false;
    }
    return own ? strcmp(expected, got) == 0
               : strcmp(behind_encoding(expected), behind_encoding(got)) == 0;
}

static void print_difference(struct clerk *clerk, const char *path, const char *got) {
    char  *expected;
    size_t length;
    if (!file_read(&clerk->arena, path, EXPECTED_MOST, &expected, &length, &clerk->err))
        return;
    const char *a = behind_encoding(expected), *b = behind_encoding(got);
    while (*a && *b) {
        size_t m = strcspn(a, "\n"), n = strcspn(b, "\n");
        if (m != n || memcmp(a, b, n) != 0) {
            print_message("  expected %.*s\n  got      %.*s\n", (int)m, a, (int)n, b);
            return;
        }
        a += m + (a[m] == '\n');
        b += n + (b[n] == '\n');
    }
}

/* Of a workbook into NAME.json; of other formats only what differs from that. */
static void keep(struct clerk *clerk, const char *name, const char *format, const char *got) {
    const char *own = arena_printf(&clerk->arena, FOLDER "/%s.%s.json", name, format);
    const char *path = arena_printf(&clerk->arena, FOLDER "/%s.json", name);
    bool        first = strcmp(format, formats[0]) == 0;
    (void)unlink(own); /* most often there is none */
    if (first || !is_expected(clerk, path, got))
        assert_true(file_write(first ? path : own, got, strlen(got), 0644, NULL));
}

static bool sheet_holds(struct clerk *clerk, const char *name, const char *format) {
    const char *file = arena_printf(&clerk->arena, FOLDER "/%s.%s", name, format);
    if (access(file, F_OK) != 0)
        return true;
    struct plan *plan = clerk_plan(clerk, file);
    if (!plan) {
        print_message("%s: %s\n", file, clerk->err.text);
        return false;
    }
    const char *got = clerk_document(plan, &clerk->arena);
    const char *path = expected_path(&clerk->arena, name, format);
    if (getenv("ANJU_GOLDEN")) {
        keep(clerk, name, format, got);
        return true;
    }
    if (is_expected(clerk, path, got))
        return true;
    print_message("%s is not what %s says\n", file, path);
    print_difference(clerk, path, got);
    return false;
}

/* Calls `hold` for each sheet in each format; the names of those that don't hold are printed. */
static void each_sheet(struct clerk *clerk,
                       bool (*hold)(struct clerk *, const char *, const char *)) {
    glob_t found;
    size_t wrong = 0;
    assert_int_equal(glob(FOLDER "/*.txt", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char name[64];
        (void)snprintf(name, sizeof(name), "%s", strrchr(found.gl_pathv[i], '/') + 1);
        *strrchr(name, '.') = '\0';
        for (size_t f = 0; f < ROWS(formats); f++) {
            wrong += !hold(clerk, name, formats[f]);
            arena_reset(&clerk->arena);
        }
    }
    size_t count = found.gl_pathc;
    globfree(&found);
    assert_true(count >= 12);
    if (wrong > 0)
        fail_msg("%zu sheets are read otherwise", wrong);
}

static void each_sheet_is_read_as_a_careful_clerk_would(void **state) {
    each_sheet(*state, sheet_holds);
}

/* --- what holds of every sheet -----------------------------------------------------------------
 */

/* Each row of the sheet once, in order, with a result and a word for what is left out. */
static bool rows_are_told_once(struct clerk *clerk, const char *name, const char *format) {
    const char *file = arena_printf(&clerk->arena, FOLDER "/%s.%s", name, format);
    if (access(file, F_OK) != 0)
        return true;
    struct plan *plan = clerk_plan(clerk, file);
    bool         good = plan != NULL;
    for (size_t i = 0; good && i < plan->row_count; i++) {
        const struct plan_row *row = &plan->rows[i];
        bool                   begins = i == 0 || strcmp(plan->rows[i - 1].sheet, row->sheet) != 0;
        good = (begins || row->number == plan->rows[i - 1].number + 1) &&
               (row->result == PLAN_SKIPPED) == (row->why != WHY_NONE) &&
               (row->result != PLAN_ERROR || row->problem_count > 0);
    }
    if (!good)
        print_message("%s: a row is told twice, never or without a word\n", file);
    return good;
}

static void each_row_of_a_sheet_is_told_once(void **state) {
    each_sheet(*state, rows_are_told_once);
}

/* What went in is the same when it comes again, and nothing is written. */
static bool again_is_the_same(struct clerk *clerk, const char *name, const char *format) {
    const char *file = arena_printf(&clerk->arena, FOLDER "/%s.%s", name, format);
    if (access(file, F_OK) != 0)
        return true;
    clerk->skip_wrong = true;
    struct plan *first = clerk_plan(clerk, file);
    bool         good = first && plan_apply(first, clerk->store, "刘敏", &clerk->err);
    int64_t      version = store_data_version(clerk->store);
    struct plan *again = good ? clerk_plan(clerk, file) : NULL;
    good = again && plan_apply(again, clerk->store, "刘敏", &clerk->err);
    if (good)
        good = again->counts[PLAN_NEW] + again->counts[PLAN_UPDATED] == 0 &&
               again->counts[PLAN_SAME] == first->counts[PLAN_NEW] + first->counts[PLAN_SAME] +
                                               first->counts[PLAN_UPDATED] &&
               again->counts[PLAN_ERROR] == first->counts[PLAN_ERROR] &&
               store_data_version(clerk->store) == version;
    if (!good)
        print_message("%s: %s\n", file,
                      again ? clerk_counts(again, &clerk->arena) : clerk->err.text);
    return good;
}

static void the_same_sheet_again_changes_nothing(void **state) {
    each_sheet(*state, again_is_the_same);
}

/* --- whatever stands in the cells --------------------------------------------------------------
 */

static const char headings[] =
    "岗位名称,用工单位,工资,最低工资,最高工资,计薪方式,招聘人数,已招人数,年龄,性别,学历,招聘要求,"
    "工作时间,班次,工作地点,就业区域,岗位类型,交通方式,路上时间,福利,标签,培训,联系人,联系电话,"
    "发布日期,截止日期,招聘状态,单位地址,统一社会信用代码,备注,别的";

static const char *quoted(struct arena *arena, const char *text) {
    char *out = arena_alloc(arena, 2 * strlen(text) + 3), *to = out;
    *to++ = '"';
    for (; *text; text++) {
        *to++ = *text;
        if (*text == '"')
            *to++ = '"';
    }
    *to++ = '"';
    return out;
}

/* The text in every column, and in every column of a row that is right otherwise. */
static const char *hostile_sheet(struct arena *arena, const char *text) {
    const char *cell = quoted(arena, text);
    size_t      columns = 1;
    for (const char *at = headings; *at; at++)
        columns += *at == ',';
    const char *csv = arena_printf(arena, "%s\n", headings);
    for (size_t r = 0; r <= columns; r++) {
        const char *row = "";
        for (size_t c = 0; c < columns; c++)
            row = arena_printf(arena, "%s%s%s", row, c ? "," : "",
                               r == columns || r == c ? cell
                               : c == 0               ? "缝纫工"
                               : c == 1               ? "甲厂"
                                                      : "");
        csv = arena_printf(arena, "%s%s\n", csv, row);
    }
    return csv;
}

static void hostile_texts_are_only_texts(void **state) {
    struct clerk *clerk = *state;
    clerk->skip_wrong = true;
    for (size_t i = 0; i < hostile_count; i++) {
        const char  *csv = hostile_sheet(&clerk->arena, hostile_texts[i]);
        struct plan *plan = clerk_import(clerk, csv);
        if (!plan)
            fail_msg("hostile text %zu: %s", i, clerk->err.text);
        json_t *document = plan_json(plan);
        char   *text = json_dumps(document, 0);
        assert_non_null(text);
        free(text);
        json_decref(document);
        arena_reset(&clerk->arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_sheet_is_read_as_a_careful_clerk_would, clerk_setup,
                                        clerk_teardown),
        cmocka_unit_test_setup_teardown(each_row_of_a_sheet_is_told_once, clerk_setup,
                                        clerk_teardown),
        cmocka_unit_test_setup_teardown(the_same_sheet_again_changes_nothing, clerk_setup,
                                        clerk_teardown),
        cmocka_unit_test_setup_teardown(hostile_texts_are_only_texts, clerk_setup, clerk_teardown),
    };
    return cmocka_run_group_tests_name("import", tests, NULL, NULL);
}
