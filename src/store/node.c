/* SPDX-License-Identifier: GPL-3.0-or-later
 * node.c - which node this is, and whether it is still itself: a database that was restored, copied
 * or lost its tail begins a new incarnation at its first write, so that no number is used twice. */
#include "store/entry.h"
#include "store/schema.h"
#include "store/space.h"
#include "store/sqlite.h"

#include <string.h>

/* Over everything in the row: nobody journals it. */
static void node_seal(const struct node *node, uint8_t ret_seal[HASH_SIZE]) {
    struct bytes text = { 0 };
    uint8_t      room[sizeof(node->id) + 2 * sizeof(int64_t) + HASH_SIZE];
    memcpy(room, node->id.bytes, sizeof(node->id));
    memcpy(room + sizeof(node->id), &node->incarnation, sizeof(int64_t));
    memcpy(room + sizeof(node->id) + sizeof(int64_t), &node->local, sizeof(int64_t));
    memcpy(room + sizeof(node->id) + 2 * sizeof(int64_t), node->schema, HASH_SIZE);
    text.at = (char *)room;
    text.used = sizeof(room);
    hash_of(ret_seal, &text);
}

bool node_load(struct store *store, struct node *ret_node, struct err *err) {
    struct statement *kept = db_take(
        store, "SELECT id, incarnation, local, digest, seal FROM node WHERE one = 1", NULL, 0, err);
    if (!kept)
        return false;
    struct node node = { .id = ID_ABSENT };
    int         step = sqlite3_step(kept->stmt);
    bool        done = step == SQLITE_ROW;
    if (step != SQLITE_ROW && step != SQLITE_DONE)
        (void)db_failed(store, err);
    else {
        uint8_t seal[HASH_SIZE];
        done = done && db_kinds(kept->stmt, 0, "biibb");
        struct value id = db_value(kept->stmt, 0), digest = db_value(kept->stmt, 3),
                     sealed = db_value(kept->stmt, 4);
        done = done && id.length == sizeof(node.id) && digest.length == HASH_SIZE &&
               sealed.length == HASH_SIZE;
        if (done) {
            memcpy(&node.id, id.bytes, sizeof(node.id));
            node.incarnation = sqlite3_column_int64(kept->stmt, 1);
            node.local = sqlite3_column_int64(kept->stmt, 2);
            memcpy(node.schema, digest.bytes, HASH_SIZE);
            node_seal(&node, seal);
            done = memcmp(seal, sealed.bytes, HASH_SIZE) == 0;
        }
        if (!done)
            (void)err_code_set(err, ERR_DAMAGED, "数据库已损坏（%s），请用备份恢复", "node");
    }
    if (done)
        *ret_node = node;
    db_give(kept);
    return done;
}

bool node_save(struct store *store, const struct node *node, struct err *err) {
    uint8_t seal[HASH_SIZE];
    node_seal(node, seal);
    const struct value values[] = {
        value_id(&node->id),
        value_integer(node->incarnation),
        value_integer(node->local),
        { .kind = VALUE_BLOB, .bytes = (const char *)node->schema, .length = HASH_SIZE },
        { .kind = VALUE_BLOB, .bytes = (const char *)seal, .length = HASH_SIZE },
    };
    struct statement *kept =
        db_take(store,
                "INSERT INTO node (one, id, incarnation, local, digest, seal) "
                "VALUES (1, $1, $2, $3, $4, $5) ON CONFLICT (one) DO UPDATE SET "
                "incarnation = $2, local = $3, digest = $4, seal = $5",
                values, 5, err);
    if (!kept)
        return false;
    bool done = db_run(store, kept->stmt, err);
    db_give(kept);
    return done;
}

/* Is the head's entry in the chain as the head has it? */
static bool head_tied(struct store *store, const struct tip *head, bool *ret_tied,
                      struct err *err) {
    uint8_t hash[HASH_SIZE];
    *ret_tied = false;
    if (head->sequence == 0) {
        journal_genesis(&store->node, hash);
        *ret_tied = memcmp(hash, head->hash, HASH_SIZE) == 0;
        return true;
    }
    const struct value value = value_integer(head->sequence);
    struct statement  *kept =
        db_take(store, "SELECT hash FROM journal WHERE sequence = $1 AND incarnation <= $2",
                (const struct value[]){ value, value_integer(head->incarnation) }, 2, err);
    if (!kept)
        return false;
    int step = sqlite3_step(kept->stmt);
    if (step == SQLITE_ROW) {
        struct value stored = db_value(kept->stmt, 0);
        *ret_tied = stored.length == HASH_SIZE && memcmp(stored.bytes, head->hash, HASH_SIZE) == 0;
    }
    bool done = step == SQLITE_ROW || step == SQLITE_DONE || db_failed(store, err);
    db_give(kept);
    return done;
}

/* What the head says that the chain does not: warning and renew, or nothing. */
static bool head_compare(struct store *store, const struct tip *head, const struct place *then,
                         struct err *err) {
    bool tied = false;
    if (!head_tied(store, head, &tied, err))
        return false;
    store->incarnation_floor = head->incarnation;
    if (then->inode == 0) {
        store->renew = "restored"; /* by backup_restore(), which says so with an inode of none */
        return true;
    }
    if (head->incarnation > store->tip.incarnation || head->sequence > store->tip.sequence ||
        head->local > store->tip.local) {
        store->renew = "behind";
        (void)err_code_set(
            &store->warning, ERR_DAMAGED,
            "数据库比日志头文件旧：少了 %lld 条记录（数据库到 %lld，头文件到 %lld）",
            (long long)(head->sequence - store->tip.sequence + head->local - store->tip.local),
            (long long)store->tip.sequence, (long long)head->sequence);
    } else if (!tied) {
        store->renew = "forked";
        (void)err_code_set(&store->warning, ERR_DAMAGED,
                           "日志第 %lld 条与日志头文件不符，数据库被换过或改过",
                           (long long)head->sequence);
    }
    if (!store->renew && !place_equal(then, &store->here))
        store->renew = "copied";
    return true;
}

bool node_settle(struct store *store, struct err *err) {
    struct tip   head;
    struct place then;
    char         path[PATH_SIZE];
    if (!path_in(path, store->folder, "anju.db", err))
        return false;
    place_here(&store->here, path);
    /* The head first: another process commits before it writes the head. */
    bool found = head_read(store->head, &head, &then);
    if (!node_load(store, &store->node, err) || !journal_tip(store, &store->tip, err))
        return false;
    store->warning.lang = err ? err->lang : LANG_ZH;
    if (found && !head_compare(store, &head, &then, err))
        return false;
    if (!found && (store->tip.sequence > 0 || store->tip.local > 0)) {
        store->renew = "headless";
        (void)err_code_set(&store->warning, ERR_DAMAGED, "没有日志头文件，或它已损坏");
    }
    if (store->renew || store->mode == STORE_READ)
        return true;
    return head_write(store->head, &store->tip, &store->here,
                      err); /* heals forward after a power cut */
}
