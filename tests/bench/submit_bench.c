/* SPDX-License-Identifier: GPL-3.0-or-later
 * submit_bench.c - 提交 to 已提交 in the live kiosk (Xvfb, its own thread that writes, a database
 * on a real disk): from the finger on 同意，提交 to the pixels of the receipt, which come after the
 * commit and its fdatasync. A resident each time: the kiosk is started anew, so that nothing is
 * open for writing. Beside it, before each of them and on the same disk, what plain SQLite takes
 * (WAL, synchronous=FULL, everything open and prepared) for as many commits: the journal's head as
 * the database is opened, a transaction of as many bytes, the head again. */
#include "support/finger.h"
#include "support/temp.h"

#include <linux/magic.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>

/* link: -lxcb */

enum {
    WIDTH = 1080,
    HEIGHT = 1920,
    RUNS = 25,
    PATIENCE_MS = 30000,
    SETTLE_MS = 600, /* the check and the system's round after the first frame are over by then */
    HOLD_MS = 20,
    BETWEEN_MS = 300,
    ROW = 4000, /* bytes, of a page of its own */
    ROWS = 22,  /* with them as many pages as an application with all that comes with it */
    VARIED = 3, /* digits of the telephone number, the last ones */
};

/* What is looked for on the screen. */
struct mark {
    int    x, y;
    colour tone;
};

struct bench {
    struct temp    temp;
    struct xserver server;
    struct taps    taps;
    struct mark    home, receipt;
    char           kiosk[TEMP_PATH], folder[TEMP_PATH];
    sqlite3       *db;
    sqlite3_stmt  *insert;
    double         submit_ms[RUNS], raw_ms[RUNS];
};

/* The ground at the top left of what says `words`. */
static struct mark mark_at(struct kiosk *kiosk, const char *words) {
    const struct tree_node *node = tree_reads(ui_tree(kiosk->ui), words);
    if (node == NULL)
        die("%s is not there", words);
    const struct canvas *canvas = &kiosk->output.canvas;
    int                  x = node->rect.x + 2, y = node->rect.y + 2;
    return (struct mark){ x, y, canvas->pixels[y * canvas->stride + x] & 0xFFFFFF };
}

static void learn(struct bench *bench) {
    const struct stage_form form = { WIDTH, HEIGHT, false, false, LANG_ZH };
    const char             *copy = temp_path(&bench->temp, "learnt");
    struct kiosk            kiosk;
    temp_copy(bench->folder, copy);
    stage_open(&kiosk, copy, &form);
    bench->home = mark_at(&kiosk, "找工作");
    finger_learn(&bench->taps, &kiosk, "tests/bench/submit.txt");
    bench->receipt = mark_at(&kiosk, "报上名了");
    stage_close(&kiosk);
}

/* --- the kiosk -------------------------------------------------------------------------------- */

/* The last digits of the telephone number go to the keys of those of `number`. */
static void dial(struct taps *taps, int number) {
    size_t place[10], varied[VARIED], digits = 0;
    for (size_t i = 0; i < taps->count; i++) {
        char key = taps->at[i].key;
        if (key < '0' || key > '9')
            continue;
        place[key - '0'] = i;
        memmove(varied, varied + 1, sizeof(varied) - sizeof(varied[0]));
        varied[VARIED - 1] = i;
        digits++;
    }
    if (digits != 11)
        die("submit.txt: %zu digits", digits);
    struct taps was = *taps;
    for (int i = VARIED - 1; i >= 0; i--, number /= 10) {
        taps->at[varied[i]].x = was.at[place[number % 10]].x;
        taps->at[varied[i]].y = was.at[place[number % 10]].y;
    }
}

static bool await(struct bench *bench, struct mark mark) {
    return xserver_await(&bench->server, mark.x, mark.y, mark.tone, true, PATIENCE_MS);
}

static double submit(struct bench *bench, int number) {
    const char *const argv[] = { bench->kiosk, "--data",  bench->folder, "--size",
                                 "1080x1920",  "--clock", STAGE_CLOCK,   NULL };
    struct taps       taps = bench->taps;
    size_t            last = taps.count - 1;
    dial(&taps, number);
    xserver_wipe(&bench->server);
    struct program program = program_start(argv, 0);
    if (!await(bench, bench->home))
        program_give_up("no home page came up");
    program_pause(SETTLE_MS);
    finger_play(&taps, last, &bench->server, HOLD_MS, BETWEEN_MS);
    program_pause(SETTLE_MS);
    double before = program_now_ms();
    xserver_tap(&bench->server, taps.at[last].x, taps.at[last].y, 0);
    if (!await(bench, bench->receipt))
        program_give_up("no receipt came up");
    double took = program_now_ms() - before;
    if (program_end(&program, SIGTERM) != 0)
        program_give_up("the kiosk did not end by itself");
    return took;
}

/* --- plain SQLite ----------------------------------------------------------------------------- */

static void run(sqlite3 *db, const char *sql) {
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        die("%s: %s", sql, sqlite3_errmsg(db));
}

static void raw_open(struct bench *bench) {
    if (sqlite3_open(temp_path(&bench->temp, "raw.db"), &bench->db) != SQLITE_OK)
        die("the database cannot be opened");
    run(bench->db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                   "CREATE TABLE line (id INTEGER PRIMARY KEY, bytes BLOB)");
    if (sqlite3_prepare_v2(bench->db, "INSERT INTO line (bytes) VALUES (?)", -1, &bench->insert,
                           NULL) != SQLITE_OK ||
        sqlite3_bind_zeroblob(bench->insert, 1, ROW) != SQLITE_OK)
        die("insert: %s", sqlite3_errmsg(bench->db));
}

static void raw_commit(struct bench *bench, int rows) {
    run(bench->db, "BEGIN IMMEDIATE");
    for (int i = 0; i < rows; i++)
        if (sqlite3_step(bench->insert) != SQLITE_DONE || sqlite3_reset(bench->insert) != SQLITE_OK)
            die("insert: %s", sqlite3_errmsg(bench->db));
    run(bench->db, "COMMIT");
}

static double raw_submit(struct bench *bench) {
    double before = program_now_ms();
    raw_commit(bench, 1);
    raw_commit(bench, ROWS);
    raw_commit(bench, 1);
    return program_now_ms() - before;
}

static void raw_close(struct bench *bench) {
    (void)sqlite3_finalize(bench->insert);
    (void)sqlite3_close(bench->db);
}

/* --- both ------------------------------------------------------------------------------------- */

/* What was shown as done is there. */
static void check_saved(struct bench *bench) {
    char          path[TEMP_PATH + 16];
    sqlite3      *db;
    sqlite3_stmt *count;
    (void)snprintf(path, sizeof(path), "%s/anju.db", bench->folder);
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "SELECT count(*) FROM application", -1, &count, NULL) != SQLITE_OK ||
        sqlite3_step(count) != SQLITE_ROW)
        die("the applications cannot be counted");
    if (sqlite3_column_int(count, 0) != RUNS)
        die("%d applications of %d were saved", sqlite3_column_int(count, 0), RUNS);
    (void)sqlite3_finalize(count);
    (void)sqlite3_close(db);
}

/* Where nothing reaches a disk, nothing is measured. */
static bool on_a_disk(const char *folder) {
    struct statfs st;
    return statfs(folder, &st) == 0 && st.f_type != TMPFS_MAGIC && st.f_type != RAMFS_MAGIC;
}

static void compare(struct bench *bench) {
    for (int i = -1; i < RUNS; i++) {
        double raw = raw_submit(bench);
        if (i < 0)
            continue;
        bench->raw_ms[i] = raw;
        bench->submit_ms[i] = submit(bench, i);
    }
    check_saved(bench);
    (void)printf("submit_raw_p50 %.2f ms\n", program_share(bench->raw_ms, RUNS, 0.5));
    (void)printf("submit_raw_p95 %.2f ms\n", program_share(bench->raw_ms, RUNS, 0.95));
    (void)printf("submit_p50 %.2f ms\n", program_share(bench->submit_ms, RUNS, 0.5));
    (void)printf("submit_p95 %.2f ms\n", program_share(bench->submit_ms, RUNS, 0.95));
}

int main(void) {
    static struct bench bench;
    const char         *bin = getenv("ANJU_BIN") != NULL ? getenv("ANJU_BIN") : "build";
    if (!on_a_disk(bin)) {
        (void)fprintf(stderr, "%s is in memory: 提交 is not measured\n", bin);
        return 0;
    }
    if (setenv("TMPDIR", bin, 1) != 0)
        program_give_up("setenv");
    temp_make(&bench.temp);
    (void)snprintf(bench.kiosk, sizeof(bench.kiosk), "%s/anju-kiosk", bin);
    (void)snprintf(bench.folder, sizeof(bench.folder), "%s", temp_path(&bench.temp, "data"));
    stage_demo(bench.folder);
    learn(&bench);
    raw_open(&bench);
    xserver_start(&bench.server, bench.temp.path, WIDTH, HEIGHT);
    compare(&bench);
    xserver_end(&bench.server);
    raw_close(&bench);
    temp_remove(&bench.temp);
    return 0;
}
