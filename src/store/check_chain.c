/* SPDX-License-Identifier: GPL-3.0-or-later
 * check_chain.c - the journal against itself: every entry follows the one before, and what it says
 * gives the hash that it has. The reader accepts one spelling only, so that every byte counts. */
#include "store/change.h"
#include "store/entry.h"
#include "store/findings.h"
#include "store/sqlite.h"

#include <string.h>

struct chain {
    struct findings *findings;
    struct change    change;
    struct bytes     hashed; /* what an entry's hash covers */
    uint8_t          previous[HASH_SIZE];
    int64_t          sequence; /* of the entry before */
};

/* What the entry's hash covers, from what it says; false when it cannot be read. */
static bool entry_again(struct chain *chain, const struct stored_entry *stored, struct err *err) {
    struct change *change = &chain->change;
    entry_cover(&chain->hashed, chain->previous, &stored->entry);
    change_open(change, stored);
    while (change_next(change)) {
        bytes_counted(&chain->hashed, change->name);
        side_cover(&chain->hashed, &change->old);
        side_cover(&chain->hashed, &change->new);
    }
    if (chain->hashed.failed)
        return err_code_set(err, ERR_MEMORY, "内存不足");
    return change_whole(change, err);
}

/* Why an incarnation began: said at each check, since the head file has long moved on. */
static const char *renewal_reason(const char *change) {
    static const char *const reasons[][2] = {
        { "behind", N_("数据库曾比日志头文件旧，丢过最后的记录") },
        { "forked", N_("数据库曾与日志头文件不符") },
        { "headless", N_("日志头文件曾丢失或损坏") },
        { "restored", N_("从备份恢复") },
        { "copied", N_("数据库换了地方或机器") },
    };
    for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++)
        if (strstr(change, reasons[i][0]))
            return reasons[i][1];
    return "";
}

static bool entry_check(struct chain *chain, sqlite3_stmt *stmt, struct err *err) {
    struct findings    *findings = chain->findings;
    bool               *chain_ok = &findings->report->chain_ok;
    struct stored_entry stored;
    uint8_t             hash[HASH_SIZE];
    int64_t             sequence = sqlite3_column_int64(stmt, 0);
    if (sequence != chain->sequence + 1)
        findings_add(findings, chain_ok, N_("日志从第 %lld 条跳到第 %lld 条"),
                     (long long)chain->sequence, (long long)sequence);
    chain->sequence = sequence;
    findings->report->entries++;
    struct err why = { .lang = findings->lang };
    if (!entry_load(findings->store, stmt, &stored, &why))
        return findings_damage(findings, chain_ok, &why, err);
    if (!entry_again(chain, &stored, &why)) {
        if (!findings_damage(findings, chain_ok, &why, err))
            return false;
    } else {
        hash_of(hash, &chain->hashed);
        if (memcmp(hash, stored.hash, HASH_SIZE) != 0)
            findings_add(findings, chain_ok, N_("日志第 %lld 条与它的校验值不符"),
                         (long long)sequence);
    }
    memcpy(chain->previous, stored.hash, HASH_SIZE); /* what follows is judged by itself */
    if (strcmp(stored.entry.record, "node") == 0)
        findings_add(findings, NULL, N_("从第 %lld 条起是新的一段 %c：%s"), (long long)sequence,
                     (int)('A' + stored.entry.incarnation % 26),
                     tr(findings->lang, renewal_reason(stored.change)));
    return true;
}

bool check_chain(struct findings *findings, struct err *err) {
    struct store     *store = findings->store;
    struct err        why = { .lang = findings->lang };
    struct chain      chain = { .findings = findings };
    struct statement *kept =
        db_take(store, "SELECT " ENTRY_COLUMNS " FROM journal ORDER BY sequence", NULL, 0, &why);
    int  step = SQLITE_DONE;
    bool done = kept != NULL;
    journal_genesis(&store->node, chain.previous);
    while (done && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW)
        done = entry_check(&chain, kept->stmt, &why);
    if (done && step != SQLITE_DONE)
        done = db_failed(store, &why);
    db_give(kept);
    change_free(&chain.change);
    bytes_free(&chain.hashed);
    return done || findings_damage(findings, &findings->report->chain_ok, &why, err);
}
