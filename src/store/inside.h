/* SPDX-License-Identifier: GPL-3.0-or-later
 * inside.h - struct store, as the files of this folder see it; nobody else includes it.
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
    ROW_RECKON, /* what is F_RECKONED of it */
    ROW_MOVE,   /* to another row_order */
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
    int64_t local; /* commits that changed LOCAL rows only: the chain doesn't see them */
    uint8_t schema[HASH_SIZE]; /* digest of sqlite_schema */
};

struct listing; /* listing.h */
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
    struct place                here; /* this machine and file */
    struct tip                  tip;  /* where the chain stands, as of the transaction */
    int64_t                     incarnation_floor; /* the head's: the next comes after it */
    const char                 *renew; /* why the first write begins a new incarnation; or NULL */
    struct err                  warning;
    /* The transaction. */
    bool          open;    /* begun */
    bool          written;  /* something, LOCAL rows too */
    bool          reckoned; /* a row was moved that no entry names: listings look at everything */
    int64_t       first;   /* sequence of its first entry: its number; 0 = none yet */
    char          actor[TEXT_SIZE(60)];
    sqlite3_stmt *journal_insert;
    struct bytes  change, hashed; /* of the entry that is being made */
    uint8_t       salts[SALTS_DRAWN][SALT_SIZE];
    size_t        salts_left;
    int64_t       commits; /* of this connection, above a number of its own (store.c) */
    /* Search and names. */
    struct listing  *listings;
    int64_t          listings_asked;
    struct readings *readings;
    struct names     names;
    char            *name_texts[NAMES_KEPT];
    size_t           name_next;
    bool             names_missed; /* a name that there is could not be given */
};

#endif
