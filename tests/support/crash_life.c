/* SPDX-License-Identifier: GPL-3.0-or-later
 * crash_life.c - imports, single rows, changes, removals, undo, erasure, backups, checkpoints,
 * transactions taken back, restarts: the mix of a node's days, drawn at random. */
#include "support/crash_life.h"

#include "services/jobs/job.h"
#include "services/service.h"
#include "store/backup.h"
#include "store/journal.h"
#include "store/search.h"
#include "support/crash_ledger.h"
#include "support/crash_vfs.h"
#include "support/seed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EMPLOYER, JOB, ROWS_MOST = 20000, STEPS_MOST = 1000, FAILED = 3 };

/* A row that the transaction changes: what it was, what it becomes. */
struct step {
    struct ledger_row before, after;
};

struct life {
    const struct life_plan *plan;
    struct world            world, chance; /* the node's; the test's */
    struct store           *store;
    struct arena            arena; /* of one act */
    struct err              err;
    row_id                  ids[2][ROWS_MOST]; /* employers, jobs */
    size_t                  counts[2];
    struct step             steps[STEPS_MOST]; /* of the transaction, or of the last one */
    size_t                  step_count;
    bool                    undoable; /* the last one may be taken back */
};

static uint32_t below(struct life *life, uint32_t count) {
    return support_below(&life->chance, count);
}

/* What must not fail has failed, with the power on. */
static _Noreturn void life_fail(const struct life *life, const char *what) {
    (void)fprintf(stderr, "%s: %s\n", what, life->err.text);
    _exit(FAILED);
}
#define must(life, call)                                                                           \
    do {                                                                                           \
        if (!(call))                                                                               \
            life_fail(life, #call);                                                                \
    } while (0)

static void say(const struct life *life, enum ledger_word word, const struct ledger_row *row) {
    struct ledger_line line;
    memset(&line, 0, sizeof(line));
    line.word = (uint8_t)word;
    if (row)
        line.row = *row;
    if (write(life->plan->ledger, &line, sizeof(line)) != (ssize_t)sizeof(line))
        life_fail(life, "the ledger");
}

/* --- transactions --- */

static void begin(struct life *life) {
    life->step_count = 0;
    must(life, store_begin(life->store, "王小梅", &life->err));
}

static void commit(struct life *life) {
    for (size_t i = 0; i < life->step_count; i++)
        say(life, LEDGER_ROW, &life->steps[i].after);
    say(life, LEDGER_COMMIT, NULL);
    must(life, store_commit(life->store, &life->err));
    say(life, LEDGER_DONE, NULL);
    life->undoable = true;
}

static void step_add(struct life *life, struct ledger_row before, struct ledger_row after) {
    for (size_t i = 0; i < life->step_count; i++)
        if (id_equal(life->steps[i].after.id, after.id)) {
            life->steps[i].after = after;
            return;
        }
    if (life->step_count == STEPS_MOST)
        bug("more than %d rows in a transaction", STEPS_MOST);
    life->steps[life->step_count++] = (struct step){ before, after };
}

static void insert(struct life *life, uint8_t kind, void *row) {
    must(life, store_insert_reckoned(life->store, ledger_records[kind], row, true, &life->err));
    struct ledger_row after = ledger_row_of(kind, row);
    if (life->counts[kind] == ROWS_MOST)
        bug("more than %d rows", ROWS_MOST);
    life->ids[kind][life->counts[kind]++] = after.id;
    step_add(life, ledger_row_gone(kind, after.id), after);
}

/* A row as it is now; false when it is gone (an undo took it away). */
static bool get(struct life *life, uint8_t kind, size_t at, void *row) {
    if (store_get(life->store, ledger_records[kind], life->ids[kind][at], row, &life->arena,
                  &life->err))
        return true;
    must(life, life->err.code == ERR_ABSENT);
    life->ids[kind][at] = life->ids[kind][--life->counts[kind]];
    return false;
}

static void update(struct life *life, uint8_t kind, void *row, struct ledger_row before) {
    must(life, store_update(life->store, ledger_records[kind], row, &life->err));
    struct ledger_row after = ledger_row_of(kind, row);
    if (memcmp(after.digest, before.digest, LEDGER_DIGEST) != 0) /* drawn equal: not written */
        step_add(life, before, after);
}

/* --- rows --- */

static const char *const titles[] = { "小区保洁员", "缝纫工", "仓库搬运", "理货员", "护工",
                                      "电子厂普工", "保安",   "服务员",   "针车工", "裁剪工" };
static const char *const tags[] = { "可带孩子", "包住", "日结", "五险", "夜班少" };

static struct employer employer_make(struct life *life) {
    struct employer employer;
    char            name[32];
    uint64_t        number;
    world_random(&life->chance, &number, sizeof(number));
    record_init(&employer_record, &employer);
    (void)snprintf(name, sizeof(name), "用工单位%llu", (unsigned long long)number);
    (void)TEXT_COPY(employer.name, name);
    (void)TEXT_COPY(employer.contact, "刘大明");
    (void)TEXT_COPY(employer.phone, "13800001234");
    return employer;
}

static void job_tags(struct life *life, struct job *job) {
    job->tags.count = below(life, 4);
    job->tags.rows = arena_array(&life->arena, 4, sizeof(struct job_tag));
    for (size_t i = 0; i < job->tags.count; i++) {
        struct job_tag *tag = (struct job_tag *)job->tags.rows + i;
        record_init(&job_tag_record, tag);
        (void)TEXT_COPY(tag->tag, tags[below(life, sizeof(tags) / sizeof(tags[0]))]);
    }
}

static void job_terms(struct life *life, struct job *job) {
    (void)TEXT_COPY(job->title, titles[below(life, sizeof(titles) / sizeof(titles[0]))]);
    job->reach = (enum reach)(1 + below(life, REACH_COUNT - 1));
    job->pay_min = (money){ 200000 + 10000 * (int64_t)below(life, 100) };
    job->pay_max = (money){ job->pay_min.fen + 50000 };
    job->pay_per = PAY_PER_MONTH;
    job->state = (enum job_state)(1 + below(life, JOB_STATE_COUNT - 1));
    job->posted_on = day_of(2026, 11, 1 + (int)below(life, 20));
    job->notes = below(life, 2) ? "月休四天，包吃住，工资按时发放，不拖欠，节假日有福利" : NULL;
    job_tags(life, job);
}

static struct job job_make(struct life *life, row_id employer) {
    struct job job;
    record_init(&job_record, &job);
    job.employer = employer;
    job_terms(life, &job);
    return job;
}

static void job_change(struct life *life) {
    struct job job;
    if (!life->counts[JOB] || !get(life, JOB, below(life, (uint32_t)life->counts[JOB]), &job))
        return;
    struct ledger_row before = ledger_row_of(JOB, &job);
    job_terms(life, &job);
    update(life, JOB, &job, before);
}

/* --- acts --- */

static void act_import(struct life *life) {
    begin(life);
    struct employer employer = employer_make(life);
    insert(life, EMPLOYER, &employer);
    size_t count = below(life, 12) == 0 ? 150 : 5 + below(life, 20);
    for (size_t i = 0; i < count; i++) {
        struct job job = job_make(life, employer.head.id);
        insert(life, JOB, &job);
        if (below(life, 4) == 0)
            job_change(life);
    }
    commit(life);
}

static void act_post(struct life *life) {
    struct employer employer;
    if (!life->counts[EMPLOYER] ||
        !get(life, EMPLOYER, below(life, (uint32_t)life->counts[EMPLOYER]), &employer))
        return;
    begin(life);
    struct job job = job_make(life, employer.head.id);
    insert(life, JOB, &job);
    commit(life);
}

static void act_change(struct life *life) {
    begin(life);
    job_change(life);
    commit(life);
}

static void act_remove(struct life *life) {
    struct job job;
    size_t     at = life->counts[JOB] ? below(life, (uint32_t)life->counts[JOB]) : 0;
    if (!life->counts[JOB] || !get(life, JOB, at, &job))
        return;
    begin(life);
    must(life, store_delete(life->store, &job_record, job.head.id, &life->err));
    step_add(life, ledger_row_of(JOB, &job), ledger_row_gone(JOB, job.head.id));
    commit(life);
}

static void act_erase(struct life *life) {
    struct employer employer;
    if (!life->counts[EMPLOYER] ||
        !get(life, EMPLOYER, below(life, (uint32_t)life->counts[EMPLOYER]), &employer))
        return;
    struct ledger_row before = ledger_row_of(EMPLOYER, &employer);
    begin(life);
    must(life,
         journal_erase(life->store, &employer_record, employer.head.id, "contact", &life->err));
    employer.contact[0] = '\0';
    step_add(life, before, ledger_row_of(EMPLOYER, &employer));
    commit(life);
    life->undoable = false; /* what is erased stays erased */
}

/* The last transaction, taken back by a new one. */
static void act_undo(struct life *life) {
    int64_t transaction;
    if (!life->undoable || !life->step_count)
        return;
    must(life, store_number(life->store, "SELECT max(tx) FROM journal", NULL, 0, &transaction,
                            &life->err));
    for (size_t i = 0; i < life->step_count; i++) {
        struct step *step = &life->steps[i];
        *step = (struct step){ step->after, step->before };
        say(life, LEDGER_ROW, &step->after);
        if (step->after.there && !step->before.there &&
            life->counts[step->after.record] < ROWS_MOST) /* it is there again */
            life->ids[step->after.record][life->counts[step->after.record]++] = step->after.id;
    }
    say(life, LEDGER_COMMIT, NULL);
    must(life, journal_undo(life->store, transaction, "王小梅", &life->err));
    say(life, LEDGER_DONE, NULL);
}

static void act_drop(struct life *life) {
    begin(life);
    struct employer employer = employer_make(life);
    must(life, store_insert(life->store, &employer_record, &employer, &life->err));
    for (size_t i = 0; i < 5; i++) {
        struct job job = job_make(life, employer.head.id);
        must(life, store_insert_reckoned(life->store, &job_record, &job, true, &life->err));
    }
    say(life, LEDGER_DROP, NULL);
    store_rollback(life->store);
    life->undoable = false;
}

static void act_settle(struct life *life) {
    must(life, store_settle(life->store, &life->err));
}

static void act_backup(struct life *life) {
    say(life, LEDGER_BACKUP, NULL);
    must(life, backup_write(life->store, life->plan->key, life->plan->backup, &life->err));
    say(life, LEDGER_BACKED, NULL);
}

static void act_search(struct life *life) {
    row_id              ids[6];
    size_t              count, total;
    const struct search search = { .words = "bjy", .count = 6 };
    must(life, store_search(life->store, &job_record, &search, ids, &count, &total, &life->err));
}

static void life_open(struct life *life) {
    const struct store_options options = { .mode = STORE_CREATE,
                                           .records = service_records(),
                                           .world = &life->world,
                                           .space_floor = 1 << 20,
                                           .vfs = CRASH_VFS };
    must(life, store_open(&life->store, life->plan->folder, &options, &life->err));
    if (store_warning(life->store)) {
        (void)fprintf(stderr, "warning: %s\n", store_warning(life->store));
        _exit(FAILED);
    }
}

static void act_restart(struct life *life) {
    store_close(life->store);
    life_open(life);
}

static const struct {
    void (*act)(struct life *life);
    uint32_t weight;
} acts[] = {
    { act_post, 30 },  { act_change, 24 }, { act_import, 12 }, { act_undo, 8 },
    { act_remove, 5 }, { act_erase, 3 },   { act_drop, 3 },    { act_settle, 4 },
    { act_backup, 3 }, { act_search, 4 },  { act_restart, 4 },
};

/* --- the life --- */

static struct life *life_begin(const struct life_plan *plan) {
    struct life *life = calloc(1, sizeof(*life));
    time_ms      start;
    if (!life || !time_parse("2026-11-24T09:41", &start))
        bug("no life");
    life->plan = plan;
    world_virtual(&life->world, start, plan->seed);
    world_virtual(&life->chance, start, ~plan->seed);
    life->err.lang = LANG_EN;
    crash_vfs_register(false);
    if (plan->relaxed)
        crash_vfs_relax();
    struct crash_plan disk = plan->disk;
    disk.world = &life->chance;
    crash_disk_start(&disk);
    life_open(life);
    return life;
}

static void life_remember(struct life *life, uint8_t kind) {
    struct query *query;
    char         *row = arena_alloc(&life->arena, ledger_records[kind]->size);
    must(life,
         query_open(&query, life->store, ledger_records[kind], "ORDER BY id", NULL, 0, &life->err));
    while (life->counts[kind] < ROWS_MOST && query_next(query, row, &life->arena))
        life->ids[kind][life->counts[kind]++] = ((struct record_head *)row)->id;
    must(life, query_close(query, &life->err));
}

void life_live(const struct life_plan *plan) {
    struct life *life = life_begin(plan);
    uint32_t     weights = 0;
    life_remember(life, EMPLOYER);
    life_remember(life, JOB);
    for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
        weights += acts[i].weight;
    for (;;) {
        uint32_t drawn = below(life, weights);
        size_t   i = 0;
        for (; drawn >= acts[i].weight; i++)
            drawn -= acts[i].weight;
        acts[i].act(life);
        arena_reset(&life->arena);
        world_advance(&life->world, 1 + below(life, 60000));
    }
}

void life_wake(const struct life_plan *plan) {
    struct life *life = life_begin(plan);
    store_close(life->store);
    _exit(0);
}
