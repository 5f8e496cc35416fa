/* SPDX-License-Identifier: GPL-3.0-or-later
 * inside.h - struct store and what the files of this folder share; nobody else includes it.
 *
 * A table's row is found by `id`; its place in the table, `row_order`, is its place in what
 * residents find (search.h). SQL is made of names from the record tables, never of values. */
#ifndef ANJU_STORE_INSIDE_H
#define ANJU_STORE_INSIDE_H

#include "store/bytes.h"
#include "store/head.h"
#include "store/store.h"

#include "record/problems.h"

#include <sodium.h>
#include <sqlite3.h>

enum {
    STORE_FORMAT = 1,               /* PRAGMA user_version; a higher one is a newer program's */
    STORE_APPLICATION = 0x414E4A55, /* "ANJU", PRAGMA application_id */
    SALT_SIZE = 16,
    SALTS_DRAWN = 32,
    STATEMENTS_KEPT = 64,
    BUCKETS_KEPT = 16,
    NAMES_KEPT = 8,
    PATH_SIZE = 4096,
    BUSY_WAIT_MS = 5000,
    WAL_KEPT = 4 << 20, /* bytes that the WAL may have between transactions */
};

/* A row_order is the rank's bucket and a number in it; from ROW_ORDER_HIDDEN on rows are not public
 * and not indexed. */
#define ROW_ORDER_SERIAL 24 /* bits of the number */
#define ROW_ORDER_HIDDEN ((int64_t)1 << 62)

/* A statement kept by its SQL; `busy` while somebody steps it. */
struct statement {
    char         *sql;
    sqlite3_stmt *stmt;
    bool          busy;
};

/* The statements that each record has, prepared when first used. */
enum operation {
    ROW_INSERT,
    ROW_UPDATE,
    ROW_MOVE, /* to another row_order */
    ROW_DELETE,
    ROW_GET,
    ROW_CHILDREN, /* of one parent, in order */
    ROW_PLACE,    /* its row_order */
    ROW_LAST,     /* the highest row_order of a bucket */
    FOUND_QUEUE,
    FOUND_UNQUEUE,
    FOUND_DROP_HAN,
    FOUND_DROP_SPELLED,
    OPERATION_COUNT
};

struct table {
    const struct record *record;
    const struct field **columns; /* live fields that have one, in table order */
    size_t               column_count;
    const struct field  *parent, *order; /* of a child record */
    bool                 local;          /* RECORD_LOCAL: sealed instead of journalled */
    bool                 listed;         /* has a rank: what residents find (search_index.c) */
    bool                 queued;         /* rows wait for found_flush() */
    sqlite3_stmt        *statements[OPERATION_COUNT];
    struct {
        int64_t bucket, next; /* next row_order of a bucket in this transaction; 0 = not known */
    } buckets[BUCKETS_KEPT];
};

/* The node's own row (schema.c). */
struct node {
    row_id  id;
    int64_t incarnation;
    int64_t local;             /* commits that changed LOCAL rows only: the chain doesn't see them */
    uint8_t schema[HASH_SIZE]; /* digest of sqlite_schema */
};

struct listing; /* search.c */
struct readings;

struct store {
    sqlite3                    *db;
    char                        folder[PATH_SIZE];
    enum store_mode             mode;
    const struct record *const *records;
    struct world               *world;
    int64_t                     space_floor;
    const char                 *vfs;
    bool                        fresh; /* an empty file that was just made */
    struct table               *tables;
    size_t                      table_count;
    struct statement            kept[STATEMENTS_KEPT];
    size_t                      kept_next;
    struct arena                scratch; /* of one call from above */
    struct head                *head;
    struct node                 node;
    struct tip                  tip; /* where the chain stands, as of the transaction */
    int64_t                     incarnation_floor; /* the head's: the next comes after it */
    const char                 *renew; /* why the first write begins a new incarnation; or NULL */
    struct err                  warning;
    /* The transaction. */
    bool         open;    /* begun */
    bool         written; /* something, LOCAL rows too */
    int64_t      first;   /* sequence of its first entry: its number; 0 = none yet */
    char         actor[TEXT_SIZE(60)];
    sqlite3_stmt *journal_insert;
    struct bytes change, hashed; /* of the entry that is being made */
    uint8_t      salts[SALTS_DRAWN][SALT_SIZE];
    size_t       salts_left;
    int64_t      commits; /* of this connection */
    /* Search and names. */
    struct listing  *listings;
    int64_t          listings_asked;
    struct readings *readings;
    struct names     names;
    char            *name_texts[NAMES_KEPT];
    size_t           name_next;
};

/* --- sqlite.c: the connection, statements, values --- */

bool db_open(struct store *store, const char *path, struct err *err);
/* What only writers need: WAL, synchronous=FULL and the bounds; each is read back. */
bool db_keep_safe(struct store *store, int64_t page_limit, struct err *err);
/* SQLite's last failure as a sentence and a code; returns false. */
bool db_failed(struct store *store, struct err *err);
bool db_exec(struct store *store, const char *sql, struct err *err);
/* NULL on failure; the caller finalizes. */
sqlite3_stmt *db_prepare(struct store *store, const char *sql, struct err *err);
/* A kept statement for this SQL, `values` bound to $1 …; give it back when done. */
struct statement *db_take(struct store *store, const char *sql, const struct value *values,
                          size_t count, struct err *err);
void              db_give(struct statement *statement);
bool              db_bind(sqlite3_stmt *stmt, int index, const struct value *value);
struct value      db_value(sqlite3_stmt *stmt, int column); /* borrowed until the next step */
/* Do the columns from `first` on hold these kinds: 'i' integer, 't' text, 'b' blob? A flipped bit of
 * a record's head turns one into another without a word from SQLite. */
bool db_kinds(sqlite3_stmt *stmt, int first, const char *kinds);
/* One number of a statement without parameters; absent gives 0. */
bool db_number(struct store *store, const char *sql, int64_t *ret_number, struct err *err);
/* Step a statement that gives no rows, then reset it. */
bool db_run(struct store *store, sqlite3_stmt *stmt, struct err *err);

/* --- schema.c, node.c --- */

bool schema_prepare(struct store *store, struct err *err); /* tables[] of the records */
bool schema_ours(struct store *store, bool *ret_fresh, struct err *err); /* refuses foreign ones */
bool schema_make(struct store *store, struct err *err); /* made, migrated, or only checked */
bool schema_digest(struct store *store, uint8_t ret_digest[HASH_SIZE], struct err *err);
bool node_load(struct store *store, struct node *ret_node, struct err *err);
bool node_save(struct store *store, const struct node *node, struct err *err);
/* Compare the head file with the chain and the machine: fills tip, renew and warning. */
bool node_settle(struct store *store, struct err *err);

/* Folded columns and seals of all rows, after columns were added. */
bool          table_refill(struct store *store, struct table *table, struct err *err);
struct table *table_of(struct store *store, const struct record *record);
struct table *table_named(struct store *store, const char *name); /* NULL: no such record */
bool          field_folded(const struct field *field); /* F_UNIQUE text: has a folded column */

/* --- rows.c: single rows, each change with its journal entry --- */

sqlite3_stmt *table_statement(struct store *store, struct table *table, enum operation operation,
                              struct err *err);
void table_select(struct bytes *sql, const struct table *table); /* SELECT … FROM … */
bool row_load(struct store *store, const struct table *table, sqlite3_stmt *stmt, void *row,
              struct arena *arena, struct err *err);
bool row_get(struct store *store, struct table *table, row_id id, void *row, struct arena *arena,
             struct err *err);
bool row_insert(struct store *store, struct table *table, void *row, struct err *err);
/* `before` is the row as it is. Changed: the version grows. `force`: even if no field changed. */
bool row_change(struct store *store, struct table *table, const void *before, void *row,
                bool force, struct err *err);
bool row_remove(struct store *store, struct table *table, const void *before, struct err *err);
bool field_same(const struct field *field, const void *a, const void *b);
bool row_same(const struct table *table, const void *a, const void *b);
int64_t row_seal(const struct table *table, const void *row); /* of a LOCAL row */
bool    row_move(struct store *store, struct table *table, row_id id, int64_t order,
                 struct err *err);
int64_t row_order_bucket(int64_t order); /* its rank; -1 hidden */
bool    row_order_next(struct store *store, struct table *table, const void *row,
                       int64_t *ret_order, struct err *err);

/* --- children.c: a row with its children, in order and by position --- */

bool children_load(struct store *store, const struct table *table, void *row, struct arena *arena,
                   struct err *err);

/* --- journal.c --- */

enum act { ACT_NEW, ACT_CHANGE, ACT_GONE, ACT_COUNT };
extern const char *const act_names[ACT_COUNT];

void hash_of(uint8_t ret_hash[HASH_SIZE], const struct bytes *bytes);
/* The tip as the database has it. */
bool journal_tip(struct store *store, struct tip *ret_tip, struct err *err);
void journal_genesis(const struct node *node, uint8_t ret_hash[HASH_SIZE]);
/* Called before anything is written: a restored node begins a new incarnation here. */
bool journal_begin(struct store *store, struct err *err);
/* What an entry says beside its values. */
struct entry {
    int64_t     incarnation, sequence, transaction, stamp, version;
    const char *actor, *act, *record;
    row_id      row;
};
struct side;
/* An entry as it is stored; texts are borrowed from the statement until its next step. */
struct stored_entry {
    struct entry entry;
    const char  *change;
    uint8_t      hash[HASH_SIZE];
};
#define ENTRY_COLUMNS                                                                              \
    "sequence, incarnation, tx, stamp, actor, act, record, row_id, version, change, hash"
bool entry_load(sqlite3_stmt *stmt, struct stored_entry *ret_entry);
/* What the entry's hash covers: the entry before, the header, then each field by entry_field(). */
void entry_cover(struct bytes *hashed, const uint8_t previous[HASH_SIZE],
                 const struct entry *entry);
void entry_field(struct bytes *change, struct bytes *hashed, const char *name,
                 const struct side *old, const struct side *new);
/* One entry for a row's change; old or new NULL: all absent. */
bool journal_append(struct store *store, const struct table *table, enum act act, const void *old,
                    const void *new, struct err *err);

/* --- search_index.c: kept in step with the rows; called around each change --- */

/* Does a change of the row show in what the index holds of it? */
bool found_changed(const struct table *table, const void *before, const void *row);
/* Does it show in what the index holds of other rows (an employer's name in its jobs)? */
bool found_names(struct store *store, const struct table *table, const void *before,
                 const void *row);
/* Before a row changes or goes: what the index holds of it is taken out. */
bool found_drop(struct store *store, struct table *table, int64_t order, struct err *err);
bool found_queue(struct store *store, struct table *table, int64_t order, struct err *err);
/* The same for all rows that show this row's name: before (`drop`) and after a renaming. */
bool found_named(struct store *store, const struct table *table, const void *row, bool drop,
                 struct err *err);
bool found_flush(struct store *store, struct err *err); /* before the commit */
/* Its schema: made when `apply`, else only looked at. */
bool found_make(struct store *store, bool apply, bool *ret_changed, struct err *err);
bool found_create(struct store *store, const struct table *table, struct err *err); /* FTS5's tables */
/* A listed table's index from nothing, filled by found_flush(). */
bool found_rebuild(struct store *store, struct table *table, struct err *err);
bool found_open(struct store *store, struct err *err); /* what belongs to the connection */
void found_close(struct store *store);
void found_forget(struct store *store); /* cached listings */

/* --- space.c --- */

bool space_check(struct store *store, struct err *err); /* before a transaction: ERR_FULL */
void space_keep_ballast(struct store *store);
bool space_checkpoint(struct store *store);
void space_bound_wal(struct store *store); /* after a commit */
bool path_in(char out[PATH_SIZE], const char *folder, const char *name, struct err *err);

#endif
