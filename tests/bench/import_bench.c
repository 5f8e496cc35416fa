/* SPDX-License-Identifier: GPL-3.0-or-later
 * Importing five sheets of 20,000 rows, with 2,000 distinct titles of 400 employers, as `anju`
 * does it with --open: the CSV read, the plan made, the plan carried out. Beside it, in the same
 * run, what plain SQLite takes for the same rows: the same table, indexes and search index with the
 * same content, and the rows of its three steps (submit, propose, approve), a transaction a sheet,
 * synchronous=FULL, statements prepared, a large cache, every value at hand. */
#include "services/jobs/job_flow.h"
#include "services/service.h"
#include "sheet/plan.h"
#include "support/seed.h"
#include "support/temp.h"

#include "base/readings.h"
#include "store/search_words.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SHEETS = 5, ROWS = 20000, TITLES = 2000, EMPLOYERS = 400, LINE = 400 };
enum { STEPS = 3, PARTS = 5 };

static const char *const trades[] = {
    "保洁", "电子", "普工", "缝纫", "包装", "操作", "质检", "司机", "保安", "厨师",
    "服务", "收银", "搬运", "安装", "家政", "护工", "文员", "采摘", "养殖", "焊接",
    "装配", "注塑", "裁剪", "印刷", "物流", "分拣", "客服", "育婴", "洗碗", "绿化",
    "木工", "瓦工", "钢筋", "喷漆", "叉车", "挖机", "水电", "美容", "快递", "仓管",
};
static const char *const places[] = { "小区", "车间", "酒店", "学校", "医院", "工地", "园区",
                                      "商场", "食堂", "工厂", "公园", "超市", "茶厂", "幼儿园" };
static const char *const ends[] = { "员", "工", "学徒", "组长" };
static const char *const towns[] = { "新化县上梅镇", "涟源市蓝田",   "双峰县永丰镇", "冷水江市布溪",
                                     "娄底市经开区", "东莞市长安镇", "义乌市北苑" };
static const char *const pays[] = {
    "3000-4500元/月",    "4-6K/月",       "150元/天",
    "18元/小时",         "面议",          "底薪2200，综合4000-6000元/月",
    "3500元/月，包吃住", "0.3-0.45万/月", "计件，日均120元",
    "5000以上"
};
static const char *const ages[] = { "18-45岁", "45岁以下", "不限", "18-55周岁", "50岁以下" };
static const char *const schools[] = { "不限", "初中及以上", "高中", "大专" };
static const char *const closings[] = { "2026-12-31", "2026年12月31日", "长期", "招满为止" };
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ONE_OF(words, i) ((words)[(size_t)(i) % COUNT(words)])

struct bench {
    struct temp  temp;
    struct world world;
    struct err   err;
};

static double now(void) {
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t); /* cannot fail */
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void must(const struct bench *bench, bool done) {
    if (!done)
        die("%s", bench->err.text);
}

/* --- the sheets --------------------------------------------------------------------------------
 */

/* Every posting has a key of its own: a title is wanted by 50 employers. */
static int row_line(char line[LINE], int i) {
    int title = i % TITLES, employer = (i / TITLES * 8 + title) % EMPLOYERS;
    return snprintf(line, LINE, "%d,%s%d有限公司,%s%s%s%d,%s,%d,%s,%s,%s,%s,1380000%04d,%s,%s\n",
                    i + 1, ONE_OF(towns, employer), employer, ONE_OF(places, title / 3),
                    ONE_OF(trades, title), ONE_OF(ends, title), title, ONE_OF(pays, i), 1 + i % 30,
                    ONE_OF(ages, i / 3), i % 3 ? "男女不限" : "女性优先", ONE_OF(schools, i / 7),
                    ONE_OF(towns, employer), i % 10000, ONE_OF(closings, i / 11),
                    i % 5 ? "包吃住" : "两班倒，有经验者优先");
}

static char *sheet_make(int sheet, size_t *ret_length) {
    char  *csv = malloc((ROWS + 1) * (size_t)LINE);
    size_t used = 0;
    if (!csv)
        die("out of memory");
    used += (size_t)snprintf(csv, LINE,
                             "序号,用工单位,招聘岗位,薪资待遇,招聘人数,年龄要求,性别,学历,工作地点,"
                             "联系电话,截止日期,备注\n");
    for (int i = 0; i < ROWS; i++)
        used += (size_t)row_line(csv + used, sheet * ROWS + i);
    *ret_length = used;
    return csv;
}

/* --- imported ----------------------------------------------------------------------------------
 */

static struct store *node_open(struct bench *bench, const char *name) {
    const struct store_options options = { .mode = STORE_CREATE,
                                           .records = service_records(),
                                           .world = &bench->world };
    struct store              *store;
    must(bench, store_open(&store, temp_path(&bench->temp, name), &options, &bench->err));
    must(bench, store_begin(store, "system", &bench->err));
    for (size_t s = 0; services[s]; s++)
        must(bench, !services[s]->seed || services[s]->seed(store, &bench->err));
    must(bench, store_commit(store, &bench->err));
    return store;
}

static double sheet_import(struct bench *bench, struct store *store, int sheet) {
    size_t                    length;
    char                     *csv = sheet_make(sheet, &length);
    struct arena              arena = { 0 };
    struct book               book;
    struct plan              *plan;
    const struct plan_options options = { .record = &job_record,
                                          .world = &bench->world,
                                          .open = true,
                                          .checked_by = "刘敏",
                                          .flow = &job_flow };
    double                    start = now();
    must(bench, csv_read(csv, length, &arena, &book, &bench->err) &&
                    plan_make(&plan, &options, store, &book, &arena, &bench->err) &&
                    plan_apply(plan, store, "王小梅", &bench->err));
    if (plan->counts[PLAN_NEW] != ROWS)
        die("only %zu of %d rows are new", plan->counts[PLAN_NEW], ROWS);
    arena_deinit(&arena);
    double seconds = now() - start;
    free(csv);
    return seconds;
}

/* --- raw ---------------------------------------------------------------------------------------
 */

/* One table's next rows, as the import left them. */
struct part {
    const char     *name;
    int             rows; /* of a sheet */
    sqlite3_stmt   *all, *insert;
    int             columns;
    sqlite3_value **values; /* rows × columns */
};

struct raw {
    sqlite3      *from, *to;
    sqlite3_stmt *han, *spelled;
    struct part   parts[PARTS];
    int           title;          /* its column in job */
    struct bytes  words[ROWS][2]; /* what the search index holds of a row */
};

static void run(sqlite3 *db, const char *sql) {
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        die("%s: %s", sql, sqlite3_errmsg(db));
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql) {
    sqlite3_stmt *stmt;
    if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
        die("%s: %s", sql, sqlite3_errmsg(db));
    return stmt;
}

static void step(sqlite3 *db, sqlite3_stmt *stmt) {
    if (sqlite3_step(stmt) != SQLITE_DONE || sqlite3_reset(stmt) != SQLITE_OK)
        die("insert: %s", sqlite3_errmsg(db));
}

static void part_open(struct raw *raw, struct part *part) {
    char sql[512];
    (void)snprintf(sql, sizeof(sql), "SELECT * FROM %s ORDER BY id", part->name);
    part->all = prepare(raw->from, sql);
    part->columns = sqlite3_column_count(part->all);
    part->values = calloc((size_t)part->rows * (size_t)part->columns, sizeof(*part->values));
    if (!part->values)
        die("out of memory");
    (void)snprintf(sql, sizeof(sql), "INSERT INTO %s VALUES (?", part->name);
    for (int c = 1; c < part->columns; c++)
        memcpy(sql + strlen(sql), ",?", 3);
    memcpy(sql + strlen(sql), ")", 2);
    part->insert = prepare(raw->to, sql);
}

static void raw_open(struct bench *bench, struct raw *raw) {
    static const struct part parts[PARTS] = { { .name = "job", .rows = ROWS },
                                              { .name = "matter", .rows = ROWS },
                                              { .name = "step", .rows = STEPS * ROWS },
                                              { .name = "step_clock", .rows = ROWS },
                                              { .name = "standing", .rows = ROWS } };
    if (sqlite3_open(temp_path(&bench->temp, "node/anju.db"), &raw->from) != SQLITE_OK ||
        sqlite3_open(temp_path(&bench->temp, "raw/anju.db"), &raw->to) != SQLITE_OK)
        die("the databases cannot be opened");
    run(raw->to,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536");
    for (int p = 0; p < PARTS; p++) {
        raw->parts[p] = parts[p];
        part_open(raw, &raw->parts[p]);
    }
    while (strcmp(sqlite3_column_name(raw->parts[0].all, raw->title), "title") != 0)
        raw->title++;
    raw->han = prepare(raw->to, "INSERT INTO job_han (rowid, han) VALUES (?, ?)");
    raw->spelled = prepare(raw->to, "INSERT INTO job_spelled (rowid, spelled) VALUES (?, ?)");
}

static void part_load(struct part *part) {
    for (int r = 0; r < part->rows; r++) {
        if (sqlite3_step(part->all) != SQLITE_ROW)
            die("rows of %s are missing", part->name);
        for (int c = 0; c < part->columns; c++)
            part->values[r * part->columns + c] =
                sqlite3_value_dup(sqlite3_column_value(part->all, c));
    }
}

/* The next rows as they were imported, and what the index holds of them: not timed. */
static void raw_load(struct raw *raw, struct readings *readings) {
    const struct part *jobs = &raw->parts[0];
    for (int p = 0; p < PARTS; p++)
        part_load(&raw->parts[p]);
    for (int r = 0; r < ROWS; r++) {
        struct arena   arena = { 0 };
        sqlite3_value *value = jobs->values[r * jobs->columns + raw->title];
        const char    *title = (const char *)sqlite3_value_text(value);
        const char   **all = readings_of(readings, &arena, title);
        const char    *reading = "";
        for (size_t i = 0; all[i]; i++)
            reading = arena_printf(&arena, "%s%s%s", reading, i ? " " : "", all[i]);
        words_han(&raw->words[r][0], title);
        words_spelled(&raw->words[r][1], reading);
        arena_deinit(&arena);
    }
}

static void bind_words(sqlite3_stmt *stmt, sqlite3_value *order, const struct bytes *words) {
    if (sqlite3_bind_value(stmt, 1, order) != SQLITE_OK ||
        sqlite3_bind_text(stmt, 2, words->at, (int)words->used, SQLITE_STATIC) != SQLITE_OK)
        die("words cannot be bound");
}

static void part_insert(struct raw *raw, const struct part *part, int row) {
    for (int c = 0; c < part->columns; c++)
        if (sqlite3_bind_value(part->insert, c + 1, part->values[row * part->columns + c]) !=
            SQLITE_OK)
            die("a value cannot be bound");
    step(raw->to, part->insert);
}

static double raw_insert(struct raw *raw) {
    double start = now();
    run(raw->to, "BEGIN IMMEDIATE");
    for (int r = 0; r < ROWS; r++) {
        for (int p = 0; p < PARTS; p++)
            for (int of = raw->parts[p].rows / ROWS, i = 0; i < of; i++)
                part_insert(raw, &raw->parts[p], r * of + i);
        sqlite3_value *order = raw->parts[0].values[r * raw->parts[0].columns];
        bind_words(raw->han, order, &raw->words[r][0]);
        step(raw->to, raw->han);
        bind_words(raw->spelled, order, &raw->words[r][1]);
        step(raw->to, raw->spelled);
    }
    run(raw->to, "COMMIT");
    double seconds = now() - start;
    for (int p = 0; p < PARTS; p++)
        for (int v = 0; v < raw->parts[p].rows * raw->parts[p].columns; v++)
            sqlite3_value_free(raw->parts[p].values[v]);
    for (int r = 0; r < ROWS; r++)
        for (int k = 0; k < 2; k++)
            bytes_clear(&raw->words[r][k]);
    return seconds;
}

static void raw_close(struct raw *raw) {
    for (int p = 0; p < PARTS; p++) {
        (void)sqlite3_finalize(raw->parts[p].all);
        (void)sqlite3_finalize(raw->parts[p].insert);
        free(raw->parts[p].values);
    }
    (void)sqlite3_finalize(raw->han);
    (void)sqlite3_finalize(raw->spelled);
    (void)sqlite3_close(raw->from);
    (void)sqlite3_close(raw->to);
    for (int r = 0; r < ROWS; r++)
        for (int k = 0; k < 2; k++)
            bytes_free(&raw->words[r][k]);
}

int main(void) {
    static struct bench bench;
    static struct raw   raw;
    struct readings    *readings = readings_new();
    double              imported = 0, inserted = 0;
    if (!readings)
        die("no table of readings: run this by make bench");
    temp_make(&bench.temp);
    support_world(&bench.world);
    struct store *store = node_open(&bench, "node");
    for (int s = 0; s < SHEETS; s++)
        imported += sheet_import(&bench, store, s);
    store_close(store);
    store_close(node_open(&bench, "raw"));
    raw_open(&bench, &raw);
    for (int s = 0; s < SHEETS; s++) {
        raw_load(&raw, readings);
        inserted += raw_insert(&raw);
    }
    raw_close(&raw);
    readings_free(readings);
    (void)printf("import_rate %.0f rows/s\n", SHEETS * ROWS / imported);
    (void)printf("import_raw %.0f rows/s\n", SHEETS * ROWS / inserted);
    temp_remove(&bench.temp);
    return 0;
}
