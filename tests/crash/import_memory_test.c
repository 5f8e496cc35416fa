/* SPDX-License-Identifier: GPL-3.0-or-later
 * Memory runs out at the k-th allocation of an import, ours, SQLite's or jansson's: reading the
 * file, making the plan, telling it, carrying it out. It fails with a sentence or succeeds, nothing
 * of the file is in or all of it, nothing leaks, and the next try works. */
/* link: -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup,--wrap=strndup */
#include "support/check.h"

#include "services/jobs/job.h"
#include "services/service.h"
#include "sheet/plan.h"
#include "store/journal.h"
#include "support/memory.h"
#include "support/seed.h"
#include "support/temp.h"

#include <stdlib.h>

/* --- an import --- */

/* A title, a heading of two words in one cell, all kinds of pay, a total, a wrong row, notes. */
static const char book_text[] =
    "新化县2026年招聘岗位信息表\n"
    "序号,用工单位,招聘岗位,工资待遇,招聘人数,年龄要求,工作地点,联系电话,"
    "有效期,备注\n"
    "1,%s制衣厂,缝纫工,3000-4500元/月,14,18-45岁,易扶新村1栋,13800001234,"
    "招满为止,包吃住\n"
    "2,%s制衣厂,裁剪工,面议,若干,45岁以下,易扶新村2栋,0738-0001234,"
    "2026年12月31日,\n"
    "3,%s物业,小区保洁员,150元/天,3,不限,上梅镇,13800001235,长期,月休四天\n"
    "4,%s物业,保安,2000元/月,100000,不限,上梅镇,13800001235,长期,\n"
    "合计,,,,19,,,,,\n"
    "填表人：王小梅,,,,,,,,,\n";

enum { ROWS_IN = 3 };

struct rig {
    struct temp   temp;
    struct world  world;
    struct store *store;
    int           trial;
    char          name[16];
    char         *text;
    struct err    err;
    bool          lasting; /* once memory is short it stays so */
    size_t        limit;   /* of the arena, 0: none */
    size_t        total;   /* bytes that the last import took */
};

/* The whole: what is given back with `arena` is given back in any case. */
static bool import(struct rig *rig, struct arena *arena) {
    struct book               book;
    struct plan              *plan;
    const struct plan_options options = { .record = &job_record,
                                          .world = &rig->world,
                                          .skip_wrong = true,
                                          .open = true,
                                          .checked_by = "王小梅" };
    if (!csv_read(rig->text, strlen(rig->text), arena, &book, &rig->err) ||
        !plan_make(&plan, &options, rig->store, &book, arena, &rig->err))
        return false;
    for (size_t i = 0; i < plan->row_count; i++) /* in short memory it may be less; never worse */
        (void)plan_row_text(plan, &plan->rows[i], arena);
    json_decref(plan_json(plan));
    return plan_apply(plan, rig->store, "王小梅", &rig->err);
}

static int64_t rows(struct rig *rig) {
    const struct value value = value_text(rig->name);
    int64_t            number;
    if (!store_number(rig->store,
                      "SELECT count(*) FROM job WHERE employer IN "
                      "(SELECT id FROM employer WHERE name LIKE $1 || '%')",
                      &value, 1, &number, &rig->err))
        fail_msg("%s", rig->err.text);
    return number;
}

static void check_store(struct rig *rig, long k) {
    struct journal_report report;
    struct arena          arena = { 0 };
    if (!journal_check(rig->store, &arena, &report, &rig->err))
        fail_msg("allocation %ld: %s", k, rig->err.text);
    if (!report.chain_ok || !report.rows_ok || !report.head_ok)
        fail_msg("allocation %ld: %s", k, report.text);
    arena_deinit(&arena);
}

/* With the k-th allocation failing, none for 0; how many there were. */
static long import_once(struct rig *rig, long k) {
    struct arena arena = { .limit = rig->limit };
    (void)snprintf(rig->name, sizeof(rig->name), "第%d号", ++rig->trial);
    free(rig->text);
    assert_true(asprintf(&rig->text, book_text, rig->name, rig->name, rig->name, rig->name) > 0);
    rig->err.text[0] = '\0';
    memory_short(k, rig->lasting);
    bool done = import(rig, &arena);
    memory_hold(true);
    rig->total = arena.total;
    if (rig->lasting && store_begin(rig->store, "王小梅", &rig->err))
        store_rollback(rig->store); /* ends what could not be ended without memory */
    if (k == 0 && rig->limit == 0 && !done)
        fail_msg("%s", rig->err.text);
    if (!done && rig->err.text[0] == '\0')
        fail_msg("allocation %ld failed, and nothing was said", k);
    check_number(rows(rig), done ? ROWS_IN : 0, "a file is in or not");
    check_store(rig, k);
    arena_deinit(&arena);
    arena_init(&arena, 0);
    if (!done && !import(rig, &arena))
        fail_msg("allocation %ld: the next try fails: %s", k, rig->err.text);
    check_number(rows(rig), ROWS_IN, "after the next try");
    arena_deinit(&arena);
    return memory_asked();
}

static void rig_open(struct rig *rig) {
    const struct store_options options = { .mode = STORE_CREATE,
                                           .records = service_records(),
                                           .world = &rig->world,
                                           .space_floor = 1 << 20 };
    temp_make(&rig->temp);
    if (!store_open(&rig->store, temp_path(&rig->temp, "node"), &options, &rig->err))
        fail_msg("%s", rig->err.text);
    (void)import_once(rig, 0); /* its statements are prepared once */
}

static void rig_close(struct rig *rig) {
    store_close(rig->store);
    temp_remove(&rig->temp);
}

/* A plan looks at all that is stored: an empty store from time to time. */
static void rig_renew(struct rig *rig, size_t tries) {
    if (tries % 50 != 49)
        return;
    rig_close(rig);
    rig_open(rig);
}

static int rig_setup(void **state) {
    struct rig *rig = calloc(1, sizeof(*rig));
    assert_non_null(rig);
    support_world(&rig->world);
    rig_open(rig);
    *state = rig;
    return 0;
}

static int rig_teardown(void **state) {
    struct rig *rig = *state;
    rig_close(rig);
    free(rig->text);
    free(rig);
    return 0;
}

static void memory_runs_out_and_no_file_is_half_in(void **state) {
    struct rig *rig = *state;
    long        count = import_once(rig, 0);
    size_t      tries = support_count(200, 2 * (size_t)count);
    for (size_t i = 0; i < tries; i++) {
        long k = tries == 2 * (size_t)count ? (long)i / 2 + 1
                                            : 1 + (long)support_below(&rig->world, (uint32_t)count);
        rig_renew(rig, i);
        rig->lasting = i % 2;
        (void)import_once(rig, k);
        rig->lasting = false;
    }
    print_message("%ld allocations, %zu of them failed\n", count, tries);
}

/* Arenas ask for memory in large pieces: their limit, set anywhere, meets the small ones too. */
static void the_limit_of_an_arena_is_reached_and_no_file_is_half_in(void **state) {
    struct rig *rig = *state;
    size_t      tries = support_count(200, 4000), refused = 0;
    (void)import_once(rig, 0);
    const uint32_t total = (uint32_t)rig->total;
    for (size_t i = 0; i < tries; i++) {
        rig_renew(rig, i);
        rig->limit = 1 + support_below(&rig->world, total);
        (void)import_once(rig, 0);
        refused += rig->total > rig->limit; /* the reserve was needed */
        rig->limit = 0;
    }
    print_message("%u bytes, %zu limits below them, %zu reached in the plan\n", total, tries,
                  refused);
    assert_true(refused > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(memory_runs_out_and_no_file_is_half_in, rig_setup,
                                        rig_teardown),
        cmocka_unit_test_setup_teardown(the_limit_of_an_arena_is_reached_and_no_file_is_half_in,
                                        rig_setup, rig_teardown),
    };
    memory_ask_in();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
