/* SPDX-License-Identifier: GPL-3.0-or-later
 * check.c - the whole of `anju check`, from the file's structure up to what residents find. */
#include "store/findings.h"
#include "store/schema.h"
#include "store/search.h"
#include "store/sqlite.h"

#include <stdio.h>
#include <string.h>

/* --- findings --- */

void findings_add(struct findings *findings, bool *part, const char *format, ...) {
    char    line[1024];
    va_list args;
    if (part)
        *part = false;
    if (findings->said++ == FINDINGS_SAID)
        bytes_text(&findings->text, tr(findings->lang, "……还有更多，不一一列出\n"));
    if (findings->said > FINDINGS_SAID)
        return;
    va_start(args, format);
    (void)vsnprintf(line, sizeof(line), tr(findings->lang, format), args); /* cut is fine here */
    va_end(args);
    bytes_text(&findings->text, line);
    bytes_byte(&findings->text, '\n');
}

bool findings_damage(struct findings *findings, bool *part, const struct err *why,
                     struct err *err) {
    if (why->code != ERR_DAMAGED)
        return err_code_set(err, why->code, "%s", why->text);
    findings_add(findings, part, "%s", why->text);
    return true;
}

/* --- SQLite's own check --- */

/* `say`: each line is a finding. */
static bool structure_check(struct findings *findings, bool say, bool *ret_whole, struct err *err) {
    struct store     *store = findings->store;
    struct statement *kept = db_take(store, "PRAGMA integrity_check(20)", NULL, 0, err);
    int               step = SQLITE_DONE;
    if (!kept)
        return false;
    *ret_whole = true;
    while ((step = sqlite3_step(kept->stmt)) == SQLITE_ROW) {
        const char *line = (const char *)sqlite3_column_text(kept->stmt, 0);
        if (line && strcmp(line, "ok") == 0)
            continue;
        *ret_whole = false;
        if (say)
            findings_add(findings, &findings->report->rows_ok, N_("数据库结构：%s"),
                         line ? line : "");
    }
    bool done = step == SQLITE_DONE || db_failed(store, err);
    db_give(kept);
    return done;
}

/* Indexes are made of the rows: when making them again is all it takes, nothing was lost. */
static bool structure_mend(struct findings *findings, struct err *err) {
    struct store *store = findings->store;
    struct err    why = { .lang = findings->lang };
    bool          whole = false;
    if (store->mode != STORE_READ && !store->open && db_exec(store, "REINDEX", &why) &&
        structure_check(findings, false, &whole, &why) && whole) {
        findings_add(findings, &findings->report->index_ok, N_("数据库的索引与内容不符，已重建"));
        return true;
    }
    return structure_check(findings, true, &whole, err);
}

static bool check_structure(struct findings *findings, struct err *err) {
    struct store *store = findings->store;
    struct err    why = { .lang = findings->lang };
    bool          whole = true;
    uint8_t       digest[HASH_SIZE];
    if (!structure_check(findings, false, &whole, &why) ||
        (!whole && !structure_mend(findings, &why)) || !node_load(store, &store->node, &why) ||
        !schema_digest(store, digest, &why))
        return findings_damage(findings, &findings->report->rows_ok, &why, err);
    if (memcmp(digest, store->node.schema, HASH_SIZE) != 0)
        findings_add(findings, &findings->report->rows_ok, N_("数据库的表结构被改过"));
    return true;
}

/* --- head and index --- */

static bool check_head(struct findings *findings, struct err *err) {
    struct store *store = findings->store;
    struct err    why = { .lang = findings->lang };
    if (!store->open && !node_settle(store, &why))
        return findings_damage(findings, &findings->report->head_ok, &why, err);
    if (head_torn(store->head))
        findings_add(findings, NULL, N_("账头的两份里有一份坏了，下次写入时自动补好"));
    if (store->warning.text[0])
        findings_add(findings, &findings->report->head_ok, "%s", store->warning.text);
    return true;
}

/* FTS5 answers the question only to writers: a reader opens one beside itself. */
static bool index_agrees(struct store *store, bool *ret_asked, struct err *err) {
    const struct store_options options = { .mode = STORE_WRITE,
                                           .records = store->records,
                                           .world = store->world,
                                           .space_floor = store->space_floor,
                                           .vfs = store->vfs };
    struct store              *beside = NULL;
    *ret_asked = true;
    if (store->mode != STORE_READ)
        return store_search_check(store, err);
    *ret_asked = store_open(&beside, store->folder, &options, err);
    bool agrees = *ret_asked && store_search_check(beside, err);
    store_close(beside);
    return agrees;
}

static bool check_index(struct findings *findings, struct err *err) {
    struct store *store = findings->store;
    struct err    why = { .lang = findings->lang };
    bool          asked = false;
    if (index_agrees(store, &asked, &why))
        return true;
    if (!asked) {
        findings_add(findings, NULL, N_("搜索索引没有检查：%s"), why.text);
        return true;
    }
    if (!findings_damage(findings, &findings->report->index_ok, &why, err))
        return false;
    if (store->mode == STORE_READ || store->open)
        return true;
    if (store_search_rebuild(store, &why))
        findings_add(findings, NULL, N_("搜索索引已重建"));
    else
        findings_add(findings, NULL, N_("搜索索引没能重建：%s"), why.text);
    return true;
}

/* Chain and rows are read as of one moment, whatever others commit meanwhile. */
static bool check_contents(struct findings *findings, struct err *err) {
    struct store *store = findings->store;
    bool          own = !store->open;
    if (own && !db_begin(store, "BEGIN", err))
        return false;
    bool done = check_chain(findings, err) && check_rows(findings, err);
    if (own)
        db_rollback(store);
    return done;
}

bool journal_check(struct store *store, struct arena *arena, struct journal_report *ret_report,
                   struct err *err) {
    struct journal_report report = {
        .chain_ok = true, .rows_ok = true, .head_ok = true, .index_ok = true
    };
    struct findings findings = { .store = store,
                                 .report = &report,
                                 .lang = err ? err->lang : LANG_ZH };
    bool            done = check_structure(&findings, err) && check_head(&findings, err) &&
                check_contents(&findings, err) && check_index(&findings, err);
    if (done && findings.text.failed)
        done = err_code_set(err, ERR_MEMORY, "内存不足");
    if (findings.text.used)
        findings.text.at[--findings.text.used] = '\0'; /* the last line's end */
    if (done && !(report.text = arena_strdup(arena, findings.text.at ? findings.text.at : "")))
        done = err_code_set(err, ERR_MEMORY, "内存不足");
    bytes_free(&findings.text);
    if (done)
        *ret_report = report;
    return done;
}
