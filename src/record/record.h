/* SPDX-License-Identifier: GPL-3.0-or-later
 * record.h - the record table: a stored thing is a plain struct, described once by rows of fields.
 * Schema, load and save, validation, JSON, forms, import and export, audit and masks follow.
 *
 * Invariants: a row begins with struct record_head and with record_init(), never `{0}`; every
 * member has one absent value; field rows are never deleted, only RENAMED or REMOVED. */
#ifndef ANJU_RECORD_RECORD_H
#define ANJU_RECORD_RECORD_H

#include "base/arena.h"
#include "base/day.h"
#include "base/err.h"
#include "base/id.h"
#include "base/money.h"
#include "base/text.h"
#include "base/tr.h"

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct type;   /* type.h: how a kind of value is parsed, shown, limited, stored */
struct column; /* column.h: a spreadsheet's column that fills several members */
struct intake; /* intake.h: how its rows come in from spreadsheets */
struct problems;

#define INT_ABSENT INT_MIN

struct record_head {
    row_id  id;      /* absent until the first save */
    int64_t version; /* 1 at the first save, +1 a change */
    row_id  home;    /* the node that alone changes it */
};

/* The rows of a child record, in order, in the caller's arena. */
struct children {
    void  *rows; /* array of the child's struct */
    size_t count;
};

/* One value of an enum. Index 0 is the absent one, "not written": name and label NULL. */
struct word {
    const char *name;  /* in JSON, column and CSV: never changes */
    const char *label; /* for people, N_() */
    const char *also;  /* other words people write for it, "a|b|c"; NULL = none */
};

enum field_flags {
    F_REQUIRED = 1 << 0,
    F_UNIQUE = 1 << 1,   /* among rows of this record, folded */
    F_SEARCH = 1 << 2,   /* its characters, pinyin and initials are indexed */
    F_PERSONAL = 1 << 3, /* masked by default; salted in the journal */
    F_SECRET = 1 << 4,   /* never leaves the process: no JSON, no export, no audit */
    F_KIOSK = 1 << 5,    /* shown to residents */
    F_NAME = 1 << 6,     /* what the row is called where others refer to it: one a record */
    F_PARENT = 1 << 7,   /* of a child record: the REF to its parent */
    F_ORDER = 1 << 8,    /* of a child record: INT, its place in the parent's list */
    F_INDEX = 1 << 9,    /* looked up or sorted by: gets an index */
    /* Reckoned by the node from what else is stored (a state from its steps): set by nobody, neither
     * journalled nor a new version (store_reckon). Shown, filtered and sorted like any other. */
    F_RECKONED = 1 << 10,
};

struct field {
    const char          *name; /* column, JSON key */
    const struct type   *type;
    size_t               offset, size; /* of the member; size of the whole array for TEXT */
    const struct word   *words;        /* ENUM: count of them, [0] absent */
    int                  word_count;
    const struct record *record; /* REF: to which; CHILDREN: of which */
    const char          *to;     /* RENAMED: the field's name now; REMOVED: why */
    const char          *label;  /* N_(), Chinese */
    const char          *unit;   /* N_(): "元", "人", "分钟" */
    const char          *also;   /* other headings in spreadsheets: "工种|招聘岗位" */
    const char          *any;    /* N_(): INT whose 0 means "不限": that word */
    const char          *hint;   /* N_(): one sentence for forms */
    unsigned             flags;
    int64_t              min, max; /* 0 = the type's own limit; TEXT and LONG_TEXT: characters */
};

enum record_flags {
    RECORD_LOCAL = 1 << 0,    /* neither journalled nor sent */
    RECORD_SETTINGS = 1 << 1, /* a section of anju.conf: no head, no table */
    RECORD_APPENDED = 1 << 2, /* rows are added and stay: what made one is not undone */
};

struct record {
    const char          *name;  /* table and JSON name */
    const char          *label; /* N_() */
    const struct field  *fields;
    size_t               field_count;
    size_t               size; /* of the struct */
    unsigned             flags;
    const struct column *columns; /* columns that fill several members; ends with a NULL name */
    const struct intake *intake;  /* NULL: read by fields and columns alone */
    /* A rule across fields: sees the whole candidate row, adds any number of problems. */
    void (*check)(const void *row, struct problems *problems);
    /* Its place among what residents find: smaller comes first; < 0: not public, not indexed.
     * The search index's rowid is this bucket and a number (ARCHITECTURE, rule of data 8). */
    int64_t (*rank)(const void *row);
};

/* The member's C type is checked when the table is compiled. `REC` is the struct. */
#define MEMBER(member) (((REC *)0)->member)
#define HAS_TYPE(member, t) __builtin_types_compatible_p(__typeof__(MEMBER(member)), t)
#define SAME_TYPE(member, ok) (0 * sizeof(char[(ok) ? 1 : -1]))
#define OFFSET(member, t) (offsetof(REC, member) + SAME_TYPE(member, HAS_TYPE(member, t)))
#define PLAIN(kind, member, t)                                                                     \
    .type = &type_##kind, .offset = OFFSET(member, t), .size = sizeof(MEMBER(member))
#define IS_CHAR_ARRAY(member)                                                                      \
    (__builtin_types_compatible_p(__typeof__(MEMBER(member)), char[sizeof(MEMBER(member))]))

#define TEXT(member) /* char member[TEXT_SIZE(n)]: at most n characters, "" absent */              \
    .type = &type_text,                                                                            \
    .offset = offsetof(REC, member) + SAME_TYPE(member, IS_CHAR_ARRAY(member)),                    \
    .size = sizeof(MEMBER(member))
#define LONG_TEXT(member) PLAIN(long_text, member, const char *) /* in an arena, NULL absent */
#define PHONE(member) /* char array like TEXT: a telephone number as DOMAIN.md has it */           \
    .type = &type_phone,                                                                           \
    .offset = offsetof(REC, member) + SAME_TYPE(member, IS_CHAR_ARRAY(member)),                    \
    .size = sizeof(MEMBER(member))
#define INT(member) PLAIN(int, member, int)       /* INT_ABSENT */
#define BOOL(member) PLAIN(bool, member, bool)    /* only where unknown is impossible */
#define MONEY(member) PLAIN(money, member, money) /* MONEY_ABSENT */
#define DAY(member) PLAIN(day, member, day)       /* DAY_ABSENT */
#define TIME(member) PLAIN(time, member, time_ms) /* TIME_ABSENT */
#define ENUM(member, tag)                         /* enum tag, tag_words[], zero absent */         \
    PLAIN(enum, member, enum tag),                                                                 \
        .words = tag##_words, .word_count = (int)(sizeof(tag##_words) / sizeof(tag##_words[0]))
#define REF(member, rec) PLAIN(ref, member, row_id), .record = (rec) /* ID_ABSENT */
#define CHILDREN(member, rec) PLAIN(children, member, struct children), .record = (rec)
#define RENAMED(new_name) .type = &type_renamed, .to = (new_name) /* files before it are read */
#define REMOVED(why) .type = &type_removed, .to = (why)           /* column kept, never read */

#define RECORD(record_name, record_label, table, ...)                                              \
    {                                                                                              \
        .name = (record_name), .label = (record_label), .fields = (table),                         \
        .field_count = sizeof(table) / sizeof((table)[0]), .size = sizeof(REC), __VA_ARGS__        \
    }

extern const struct type type_text, type_long_text, type_phone, type_int, type_bool, type_money,
    type_day, type_time, type_enum, type_ref, type_children, type_renamed, type_removed;

/* Set every member to its absent value, the head too. */
void record_init(const struct record *record, void *row);
/* By its present name; NULL when there is none. Not RENAMED or REMOVED rows. */
const struct field *record_field(const struct record *record, const char *name);
/* As record_field, but follows RENAMED: for files and backups of earlier releases. */
const struct field *record_field_once(const struct record *record, const char *name);
const struct field *record_name_field(const struct record *record); /* F_NAME, or NULL */
/* The first live field with this flag, e.g. a child's F_PARENT; NULL when there is none. */
const struct field *record_flagged(const struct record *record, unsigned flag);
/* The one field of a child record beside parent and order, so that its rows are plain values in
 * JSON ("tags": ["可带孩子"]); NULL when it has more. */
const struct field *record_only_field(const struct record *child);

static inline void *field_member(const struct field *field, void *row) {
    return (char *)row + field->offset;
}
static inline const void *field_member_const(const struct field *field, const void *row) {
    return (const char *)row + field->offset;
}
bool field_live(const struct field *field); /* neither RENAMED nor REMOVED */
bool field_absent(const struct field *field, const void *row);

/* Check the tables themselves: names unique and plain, labels present, limits that make sense,
 * ENUM words complete, one F_NAME, child records with parent and order, RENAMED to something.
 * Lists every bad row of every table at once in *err_text (arena); true when there is none. */
bool record_check_all(const struct record *const *records, struct arena *arena, char **ret_text);

#endif
