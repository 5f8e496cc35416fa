/* SPDX-License-Identifier: GPL-3.0-or-later
 * part.h - the XML parts of a ZIP from outside (Office Open XML), one after the other through a
 * streaming parser. What every part keeps to: only looked up by name, stored or deflated, counted
 * while it is inflated, no DOCTYPE (so no entities), bounded depth and tag size. */
#ifndef ANJU_SHEET_PART_H
#define ANJU_SHEET_PART_H

#include "base/arena.h"
#include "base/err.h"

#include <expat.h>
#include <stdint.h>
#include <zip.h>

enum {
    PART_NAME = 512,          /* bytes of a part's name, with the end */
    PARTS_MOST = 4096,        /* members of the archive */
    INFLATED_MOST = 96 << 20, /* bytes, of all parts that are read */
    /* A small file may not grow to that: this much always may, and this many times its size. */
    INFLATED_FREE = 8 << 20,
    INFLATED_RATIO = 100,
    ELEMENTS_MOST = 4 << 20, /* of all parts that are read: what can be parsed in a second */
};

struct parts {
    zip_t   *zip;
    uint64_t left;     /* bytes that may still be inflated */
    uint32_t elements; /* seen so far */
};

/* One part while it is parsed. Names come without their namespace prefix. A handler that refuses
 * calls part_refuse() and returns; nothing of the part is handed over after that. */
struct part {
    void (*start)(struct part *part, const char *name, const char **attributes);
    void (*end)(struct part *part, const char *name);
    void (*text)(struct part *part, const char *text, int length); /* may be NULL */
    void         *ctx;                                             /* the handlers' own */
    struct arena *arena;
    struct err   *err;
    /* the rest is part.c's */
    XML_Parser    parser;
    struct parts *parts;
    int           depth;
    bool          refused;
};

/* `bytes` must stay until parts_close(). */
bool parts_open(struct parts *parts, const char *bytes, size_t length, struct err *err);
void parts_close(struct parts *parts);
bool parts_have(const struct parts *parts, const char *name);
/* Parse the whole part `name`, which must be there. */
bool parts_read(struct parts *parts, const char *name, struct part *part);

/* Stop parsing; *err has been set by the caller. */
void part_refuse(struct part *part);
/* The same with the one sentence for a file that no spreadsheet program would write. */
void part_damaged(struct part *part);
/* The value of the attribute of that local name, or NULL. */
const char *part_attribute(const char **attributes, const char *name);
/* "1" or "true". */
bool part_flag(const char **attributes, const char *name);
/* A whole decimal number within the limits; false when it is none. */
bool part_number(const char *text, int least, int most, int *ret_number);

/* Where `target`, written in the part `from`, leads inside the archive ("worksheets/sheet1.xml",
 * "/xl/a.xml", "../a.xml"). False when it climbs out of it or is too long. */
bool part_resolve(const char *from, const char *target, char out[PART_NAME]);

#endif
