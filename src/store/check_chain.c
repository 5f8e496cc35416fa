/* SPDX-License-Identifier: GPL-3.0-or-later
 * check_chain.c - the journal against itself: every entry is written again from what it says, which
 * must give the same text and the same hash. */
#include "store/findings.h"
#include "store/side.h"

#include <string.h>

struct chain {
    struct findings *findings;
    struct bytes     change, hashed; /* written again */
    uint8_t          previous[HASH_SIZE];
    int64_t          sequence; /* of the entry before */
};

/* A field's name as entry_field() writes it, so that nothing hides in escapes. */
static bool name_plain(const char *name) {
    for (const char *at = name; *at; at++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", *at))
            return false;
    return *name != '\0';
}

static bool entry_again(struct chain *chain, const struct stored_entry *stored) {
    json_t     *object = entry_change(stored), *pair;
    const char *name;
    bool        whole = object != NULL;
    entry_cover(&chain->hashed, chain->previous, &stored->entry);
    bytes_clear(&chain->change);
    bytes_byte(&chain->change, '{');
    json_object_foreach(object, name, pair) {
        struct side old, new;
        whole = whole && name_plain(name) && entry_sides(pair, &old, &new);
        if (whole)
            entry_field(&chain->change, &chain->hashed, name, &old, &new);
    }
    bytes_byte(&chain->change, '}');
    json_decref(object);
    return whole && !chain->change.failed && strcmp(chain->change.at, stored->change) == 0;
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

static void entry_check(struct chain *chain, sqlite3_stmt *stmt) {
    struct findings    *findings = chain->findings;
    bool               *chain_ok = &findings->report->chain_ok;
    struct stored_entry stored;
    uint8_t             hash[HASH_SIZE];
    int64_t             sequence = sqlite3_column_int64(stmt, 0);
    if (sequence != chain->sequence + 1)
        findings_add(findings, chain_ok, "日志从第 %lld 条跳到第 %lld 条",
                     (long long)chain->sequence, (long long)sequence);
    chain->sequence = sequence;
    findings->report->entries++;
    if (!entry_load(stmt, &stored)) {
        findings_add(findings, chain_ok, "日志第 %lld 条已损坏", (long long)sequence);
        return;
    }
    bool whole = entry_again(chain, &stored);
    hash_of(hash, &chain->hashed);
    if (!whole || memcmp(hash, stored.hash, HASH_SIZE) != 0)
        findings_add(findings, chain_ok, "日志第 %lld 条与它的校验值不符", (long long)sequence);
    memcpy(chain->previous, stored.hash, HASH_SIZE); /* what follows is judged by itself */
    if (strcmp(stored.entry.record, "node") == 0)
        findings_add(findings, NULL, "从第 %lld 条起是新的一段 %c：%s", (long long)sequence,
                     (int)('A' + stored.entry.incarnation % 26),
                     tr(findings->lang, renewal_reason(stored.change)));
}

bool check_chain(struct findings *findings, struct err *err) {
    struct store     *store = findings->store;
    struct err        why = { .lang = findings->lang };
    struct chain      chain = { .findings = findings };
    struct statement *kept = db_take(
        store, "SELECT " ENTRY_COLUMNS " FROM journal ORDER BY sequence", NULL, 0, &why);
    int  step = SQLITE_DONE;
    bool done = kept != NULL;
    journal_genesis(&store->node, chain.previous);
    while (done && (step = sqlite3_step(kept->stmt)) == SQLITE_ROW)
        entry_check(&chain, kept->stmt);
    if (done && step != SQLITE_DONE)
        done = db_failed(store, &why);
    if (done && (chain.change.failed || chain.hashed.failed))
        done = err_code_set(&why, ERR_MEMORY, "内存不足");
    db_give(kept);
    bytes_free(&chain.change);
    bytes_free(&chain.hashed);
    return done || findings_damage(findings, &findings->report->chain_ok, &why, err);
}
